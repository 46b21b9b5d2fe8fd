"""One page fetched for a person, outside of any crawl."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from zjcrawl import __version__
from zjcrawl.errors import UsageError

_MOST_BYTES = 32 * 1024 * 1024
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Fetched:
    """The final response of a fetch: where it came from in the end, its status, headers and payload."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def fetch_page(url: str) -> Fetched:
    """Fetch an http or https URL, redirects followed and ``http_proxy`` honoured; error statuses are results too.

    :raises UsageError: the URL cannot be had, or answers with more than 32 MiB.
    """
    request = Request(url, headers={"User-Agent": f"zjcrawl/{__version__} (single page)", "Accept": "text/html,*/*"})  # noqa: S310
    try:
        with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 - the command takes http and https only
            fetched = Fetched(
                response.url, response.status, tuple(response.headers.items()), response.read(_MOST_BYTES + 1)
            )
    except HTTPError as error:
        with error:
            fetched = Fetched(error.url, error.code, tuple(error.headers.items()), error.read(_MOST_BYTES + 1))
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise UsageError(f"{url}: cannot be fetched: {reason}; save the page and name the file") from error
    if len(fetched.body) > _MOST_BYTES:
        raise UsageError(f"{url}: larger than {_MOST_BYTES} bytes; save the page and name the file")
    return fetched
