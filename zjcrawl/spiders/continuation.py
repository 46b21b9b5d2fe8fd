"""An article on several pages becomes one: its pages in order, as one text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from zjcrawl.captures.recorder import HOPS, VIA
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.frontier.visit import Visit
from zjcrawl.pages.joining import joined
from zjcrawl.pages.pager import next_page
from zjcrawl.records import Article, Kind, Outcome, OutcomeKind, Page, Site
from zjcrawl.spiders.failures import DOWNLOAD_ERRORS, explain
from zjcrawl.spiders.session import Session, validators_of
from zjcrawl.spiders.stored import NEAR

_MOST_PAGES = 200


class Crawling(Protocol):
    """What is needed of the spider: whose pages these are, where they go, and how they are fetched and read."""

    session: Session | None

    @property
    def site(self) -> Site:
        """Return the portal that is crawled."""

    def in_scope(self, url: str) -> bool:
        """Tell whether ``url`` is the portal's."""

    async def download(self, request: Request) -> Response:
        """Fetch ``request``; raises one of DOWNLOAD_ERRORS."""

    def read(self, response: Response, visit: Visit) -> Page:
        """Read a response's page."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An article put together from ``pages`` pages; not ``complete`` where a page of it could not be had.

    It is ``cut`` before a page that is no article at all: its pager leads elsewhere, or something came in between.
    """

    article: Article
    pages: int
    complete: bool
    cut: bool = False


async def whole_article(
    spider: Crawling, visit: Visit, first: Page, article: Article, moment: datetime | None = None
) -> Whole:
    """Fetch the further pages of ``article``, which ``first`` begins, one after the other, and join them.

    ``moment`` is when the first was captured; where a page was captured often, the closest in time belongs to it.
    The article ends before the first page that does not go on with it.
    """
    page, number, seen, way = first, first.pager.current or 1, {visit.key}, visit
    for pages in range(1, _MOST_PAGES):
        url = next_page(page.pager, number)
        key = canonical_url(url, spider.site) if url else None
        if url is None or key is None or key in seen or not spider.in_scope(url) or _is_another(spider, key):
            return Whole(article, pages, complete=True)
        seen.add(key)
        way = way.leading(way, page.url)
        fetched = await _fetch(spider, way, url, key, moment)
        if fetched is None:
            return Whole(article, pages, complete=False)
        page = fetched
        longer = joined(article, page.article)
        if longer is None:
            return Whole(article, pages, complete=page.kind is not Kind.OTHER, cut=page.kind is Kind.LISTING)
        article, number = longer, number + 1
    return Whole(article, _MOST_PAGES, complete=False)


async def _fetch(spider: Crawling, visit: Visit, url: str, key: str, moment: datetime | None) -> Page | None:
    """Fetch and read one further page; settle it, and return ``None`` where it cannot be had."""
    request = Request(url, callback=NO_CALLBACK, meta={VIA: visit.via, HOPS: visit.hops, NEAR: moment})
    try:
        response = await spider.download(request)
    except DOWNLOAD_ERRORS as error:
        _settle(spider, Outcome(key, *explain(error), url, section=visit.section, target=visit.key))
        return None
    page = spider.read(response, visit)
    kind, reason = OutcomeKind(page.kind), page.reason
    if response.status >= 400:
        kind, reason = OutcomeKind.FAILED, f"HTTP {response.status}"
    elif page.kind is Kind.ARTICLE:
        reason = "a further page"
    _settle(spider, Outcome(key, kind, reason, url, response.status, visit.section, visit.key), response, page)
    return page if response.status < 400 else None


def _is_another(spider: Crawling, key: str) -> bool:
    """Tell whether ``key`` is a page in its own right."""
    return spider.session is not None and spider.session.knows(key)


def _settle(spider: Crawling, outcome: Outcome, response: Response | None = None, page: Page | None = None) -> None:
    session = spider.session
    if session is None:
        return
    if response is None or page is None or "capture" not in response.meta:
        session.settle(outcome)
        return
    capture_id = session.add_capture(response, page)
    seen_at = response.meta["fetched_at"]
    session.settle(outcome, seen_at=seen_at, capture_id=capture_id, validators=validators_of(response))
