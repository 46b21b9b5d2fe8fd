"""The guard at the door: what lies outside the portal is not fetched, whatever links or redirects to it."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from zjcrawl.records import Site

ROBOTS = "robots.txt"
"""The reason of a refusal where that file forbids a request."""

OUTSIDE = "outside "
"""What the reason of a refusal begins with, before the domain of the portal."""


class OutOfScope(IgnoreRequest):
    """The request leads to a host, port or scheme that does not belong to the portal."""


class ScopeGuard:
    """Downloader middleware that refuses requests outside of ``spider.site``, robots.txt included.

    What is in scope, ``spider.in_scope`` tells.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the guard for ``crawler``."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let ``request`` pass or raise OutOfScope."""
        site, may_fetch = (getattr(self._crawler.spider, name, None) for name in ("site", "in_scope"))
        if isinstance(site, Site) and callable(may_fetch) and not may_fetch(request.url):
            raise OutOfScope(f"{OUTSIDE}{site.domain}")
