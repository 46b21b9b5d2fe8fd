"""Waiting as long as a portal asks for, and longer while it cannot answer.

The pause between two pages is Scrapy's (``DOWNLOAD_DELAY``, AutoThrottle).  What Scrapy leaves out is here: Crawl-delay
of robots.txt, Retry-After (RFC 9110, 10.2.3), and pauses that double while a host answers 429 or 503 or not at all.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
)
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

logger = logging.getLogger(__name__)

_BUSY = (429, 503)

_SILENT = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

_FIRST_BACK_OFF = 8
"""The first pause for a host that is ill, in ordinary pauses; each further one is twice as long."""

_STEP = 1.0
"""A wait is slept in steps of so many seconds, so that a crawl that is told to stop need not wait for its end."""


class LeftAlone(IgnoreRequest):
    """The portal wants to be left alone, or must be, for longer than a crawl waits."""


class Stopping(IgnoreRequest):
    """The crawl was told to stop while a request waited; the next one makes it."""


@dataclass(slots=True)
class _Host:
    """What is known of one host: its Crawl-delay, when it may be asked again and why not before, failures in a row."""

    crawl_delay: float = 0.0
    free_at: float = 0.0
    why: str = ""
    failures: int = 0


class Politeness:
    """Downloader middleware, next to the downloader: robots.txt and retries wait as well.

    A wait of more than ``ZJCRAWL_LONGEST_WAIT`` seconds is not waited: the request fails at once with LeftAlone.
    """

    def __init__(
        self,
        crawler: Crawler,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._clock = clock
        self._sleep = sleep
        self._agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._longest = settings.getfloat("ZJCRAWL_LONGEST_WAIT")
        self._back_off = _FIRST_BACK_OFF * settings.getfloat("DOWNLOAD_DELAY")
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware; a crawl of files has nobody to wait for."""
        if crawler.settings["ZJCRAWL_FROM"]:
            raise NotConfigured
        politeness = cls(crawler)
        crawler.signals.connect(politeness.obey_robots, signals.robots_parsed)
        return politeness

    def obey_robots(self, robotparser: RobotParser, request: Request) -> None:
        """Take the Crawl-delay from the robots.txt that was read for ``request``."""
        delay = robotparser.crawl_delay(self._agent)
        if delay:
            host = self._host(request)
            host.crawl_delay = delay
            self._wait(host, delay, f"robots.txt asks for {delay:g} s between requests")

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked; raises LeftAlone or Stopping."""
        host = self._host(request)
        while (wait := host.free_at - self._clock()) > 0:
            if wait > self._longest:
                raise LeftAlone(f"{host.why}, longer than ZJCRAWL_LONGEST_WAIT")
            if not self._crawler.crawling or getattr(self._crawler.spider, "stopping", False):
                raise Stopping("the crawl was told to stop")
            await self._sleep(min(wait, _STEP))
        host.free_at = self._clock() + host.crawl_delay

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how the host is."""
        host = self._host(request)
        if response.status in _BUSY:
            asked = seconds_asked((response.headers.get("Retry-After") or b"").decode("latin-1"))
            self._ill(host, f"HTTP {response.status}", asked)
        else:
            host.failures = 0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that the host did not answer."""
        if isinstance(exception, _SILENT):
            self._ill(self._host(request), type(exception).__name__)

    def _ill(self, host: _Host, sign: str, asked: float | None = None) -> None:
        """Leave the host alone for the seconds it asked for, or for twice as long as the last time."""
        host.failures += 1
        if asked is not None:
            self._wait(host, asked, f"{sign}, and the portal asks to wait {asked:g} s")
        elif self._back_off:
            pause = self._back_off * 2 ** (host.failures - 1)
            self._wait(host, pause, f"{sign}, {host.failures} in a row: a pause of {pause:g} s")

    def _wait(self, host: _Host, seconds: float, why: str) -> None:
        free_at = self._clock() + seconds
        if free_at > host.free_at:
            host.free_at, host.why = free_at, why
            logger.info("%s", why)

    def _host(self, request: Request) -> _Host:
        return self._hosts.setdefault(urlparse_cached(request).netloc, _Host())


def seconds_asked(retry_after: str) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, given as a number or a date; None where it is neither."""
    given = retry_after.strip()
    if given.isdecimal():
        return float(given)
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, OverflowError):  # a year or a zone of 20 digits
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(seconds, 0.0)
