"""One page fetched for a person, outside of any crawl."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from urllib.error import HTTPError, URLError
from urllib.request import Request, build_opener

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
    headers = {"User-Agent": f"zjcrawl/{__version__} (single page)", "Accept": "text/html,*/*"}
    try:
        fetched = _open(Request(url, headers=headers))  # noqa: S310 - the command takes http and https only
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = " ".join(str(getattr(error, "reason", None) or error).split())
        raise UsageError(f"{url}: cannot be fetched: {reason}; save the page and name the file") from error
    if len(fetched.body) > _MOST_BYTES:
        raise UsageError(f"{url}: larger than {_MOST_BYTES} bytes; save the page and name the file")
    return fetched


def _open(request: Request) -> Fetched:
    """Send ``request`` through the proxy that the environment names now; a redirect that is not followed raises."""
    try:
        response = build_opener().open(request, timeout=_SECONDS)
    except HTTPError as error:
        if error.code < HTTPStatus.BAD_REQUEST:
            error.close()
            raise
        response = error
    with response:
        body = response.read(_MOST_BYTES + 1)
        if len(body) <= _MOST_BYTES and getattr(response, "length", None):
            raise IncompleteRead(body)
        return Fetched(response.url, response.status, tuple(response.headers.items()), body)
