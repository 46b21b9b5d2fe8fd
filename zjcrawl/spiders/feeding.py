"""Sitemaps and feeds, which bring articles that no list shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from scrapy import Request
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.pages.feeds import Entry, read_feed
from zjcrawl.pages.kinds import GONE
from zjcrawl.records import Decoding, Kind, OutcomeKind, Page
from zjcrawl.spiders.continuation import Crawling
from zjcrawl.spiders.walk import Walk

_OK = 200


class Leading(Crawling, Protocol):
    """What is needed of the spider beside that: how a page leads to others, and how its visit is settled."""

    crawler: Any
    walk: Walk

    def request(self, visit: Visit) -> Request:
        """Return the request that makes ``visit``."""

    def have(self, visit: Visit, *, changed: bool = False) -> bool:
        """Tell whether the page that ``visit`` would fetch need not be."""

    def settle(self, visit: Visit, kind: OutcomeKind, reason: str, response: Response, page: Page) -> None:
        """Note what became of a visit."""


class Feeds:
    """The sitemaps that robots.txt names and the feeds that pages name, in the crawl of ``spider``."""

    def __init__(self, spider: Leading) -> None:
        self._spider = spider
        self._sitemaps: list[str] = []

    def note_sitemaps(self, robotparser: RobotParser) -> None:
        """Remember the sitemaps that a robots.txt names."""
        self._sitemaps += getattr(getattr(robotparser, "rp", None), "sitemaps", ())

    def requests(self, visit: Visit, page: Page) -> Iterator[Request]:
        """Return the requests for the sitemaps of the portal and the feeds of a page."""
        spider = self._spider
        named = [*self._sitemaps, *page.feeds] if visit.role is Role.HOME else page.feeds
        if spider.session is None or spider.session.collection is not None or visit.role is Role.ARTICLE:
            return
        for url in filter(spider.in_scope, named):
            yield spider.request(visit.leading(spider.walk.visit(url, Role.FEED), page.url))

    def read(self, visit: Visit, response: Response) -> None:
        """Visit what a sitemap or feed has that looks like the articles that were met; lists come first."""
        spider = self._spider
        entries = read_feed(response.body, response.url) if response.status == _OK else ()
        found = [entry for entry in entries if spider.in_scope(entry.url)]
        kind, reason = OutcomeKind.LISTING, f"a sitemap or feed of {len(found)} addresses"
        if response.status != _OK:
            kind = OutcomeKind.MISSING if response.status in GONE else OutcomeKind.FAILED
            reason = f"HTTP {response.status}"
        elif not found:
            kind, reason = OutcomeKind.OTHER, "neither sitemap nor feed, or an empty one"
        for entry in found:
            following = spider.walk.visit(entry.url, Role.FEED if entry.is_list else Role.ARTICLE)
            if entry.is_list or (spider.walk.is_like_articles(following) and not self._have_as_of(following, entry)):
                spider.crawler.engine.crawl(spider.request(visit.leading(following, response.url)))
        spider.settle(visit, kind, reason, response, Page(Kind.LISTING, response.url, reason, Decoding(None, "utf-8")))

    def _have_as_of(self, visit: Visit, entry: Entry) -> bool:
        spider = self._spider
        changed = spider.session is not None and spider.session.is_changed(visit.key, entry.changed)
        return spider.have(visit, changed=changed)
