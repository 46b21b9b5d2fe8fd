"""Asking a portal for a page only if it changed since the archive last had it (RFC 9110, conditional requests).

A portal that answers 304 is spared the page; the crawl goes on with the copy in its captures, as if it had come again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from zjcrawl.captures.exchange import NOT_MODIFIED
from zjcrawl.captures.reading import Original
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.frontier.ledger import NO_VALIDATORS

if TYPE_CHECKING:
    from zjcrawl.spiders.session import Session

_STORED = "stored"
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
# The body of a capture has neither any more.
_CODINGS = frozenset({"content-encoding", "transfer-encoding"})


class ConditionalRequests:
    """Downloader middleware: validators of the last capture into the request, its copy out of a 304.

    It stands closer to the downloader than what reads bodies, and after what records them.  Servers also answer 304
    unasked; the copy is as good then.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._enabled = crawler.settings.getbool("ZJCRAWL_CONDITIONAL_REQUESTS")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for ``crawler``."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add validators where there are any; those that a redirect or a retry carried over go first."""
        for name in _VALIDATORS.values():
            request.headers.pop(name, None)
        asks = self._enabled and self._has_validators(request)
        stored = request.meta[_STORED] = self._last(request) if asks else None
        if stored is not None:
            for name, value in stored.capture.headers:
                if condition := _VALIDATORS.get(name.lower()):
                    request.headers[condition] = value.encode("latin-1", "ignore")

    def process_response(self, request: Request, response: Response) -> Response:
        """Put the stored copy in the place of a response that says it is still right."""
        stored: Original | None = request.meta.pop(_STORED, None)
        if response.status != NOT_MODIFIED or (stored := stored or self._last(request)) is None:
            return response
        copy = stored.capture
        headers: dict[str, list[str]] = {}
        for name, value in copy.headers:
            if name.lower() not in _CODINGS:
                headers.setdefault(name, []).append(value)
        return response.replace(status=copy.status, headers=headers, body=copy.body)

    def _has_validators(self, request: Request) -> bool:
        """Tell whether the page said anything of its version, so that its capture is worth reading."""
        session = self._session
        if session is None:
            return False
        site = getattr(self._crawler.spider, "site", None)
        return session.validators(canonical_url(request.url, site)) != NO_VALIDATORS

    def _last(self, request: Request) -> Original | None:
        session = self._session
        return session.captures.last(request.url) if session is not None and request.method == "GET" else None

    @property
    def _session(self) -> Session | None:
        return getattr(self._crawler.spider, "session", None)
