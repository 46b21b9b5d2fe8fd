"""robots.txt as RFC 9309 has it, where Scrapy is laxer: a file that cannot be had for now closes its host.

Scrapy takes an error of the server, or silence, for leave to crawl.  A file that is not there (HTTP 4xx) is leave
(2.3.1.3); an error of the server is none (2.3.1.4), and 429 asks for less, not more.
"""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from zjcrawl.fetch.politeness import LeftAlone, Stopping
from zjcrawl.frontier.canonical import sessionless_url

_TOO_MANY, _SERVER_ERROR = 429, 500
OUT_OF_REACH = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
"""What a download raises where the portal cannot be reached, or breaks off."""


def in_words(error: BaseException | None) -> str:
    """Return in one line what a download raised; Twisted hides the cause of a broken connection in a list."""
    causes = getattr(error.__cause__, "reasons", ()) if error else ()
    text = "; ".join(cause.getErrorMessage() for cause in causes) or str(error)
    return f"{type(error).__name__}: {' '.join(text.split())}"


class HostClosed(IgnoreRequest):
    """Nothing may be asked of a host, because its robots.txt cannot be had for now."""


def _in_one_line(record: logging.LogRecord) -> bool:
    """Let a record pass, without the traceback of a portal that is out of reach, which is no fault of ours."""
    if record.exc_info and isinstance(record.exc_info[1], OUT_OF_REACH):
        record.exc_info = None
    return True


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, which closes a host until the end of the crawl where its robots.txt cannot be had."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._closed: dict[str, IgnoreRequest] = {}
        logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_in_one_line)

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # without Scrapy's old argument
        """Let ``request`` pass, or raise IgnoreRequest or HostClosed."""
        await super().process_request(request)
        closed = self._closed.get(request.url.split("/", 3)[2])
        if closed is not None and not request.meta.get("dont_obey_robotstxt"):
            raise closed

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise IgnoreRequest where the address is closed, be it under a session id of its path."""
        super().process_request_2(rp, request)
        plain = sessionless_url(request.url)
        if plain != request.url:
            super().process_request_2(rp, request.replace(url=plain))

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status == _TOO_MANY or response.status >= _SERVER_ERROR:
            raise HostClosed(f"HTTP {response.status}")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Close a host, but for a file that leads elsewhere: that is as good as none."""
        if isinstance(exc, (LeftAlone, Stopping)):
            self._closed[netloc] = exc
        elif not isinstance(exc, IgnoreRequest) or isinstance(exc, HostClosed):
            said = str(exc) if isinstance(exc, IgnoreRequest) else in_words(exc)
            self._closed[netloc] = HostClosed(f"robots.txt of {netloc} cannot be had, which closes it: {said}"[:500])
        super()._robots_error(exc, netloc)
