"""Asking a portal whether it is there for us at all, when too many visits in a row brought nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import deferred_from_coro

from zjcrawl.captures.recorder import CAPTURE, HOPS, VIA
from zjcrawl.fetch.politeness import Stopping
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Page, RecordRef
from zjcrawl.spiders.continuation import Crawling
from zjcrawl.spiders.failures import DOWNLOAD_ERRORS, explain
from zjcrawl.spiders.misses import Misses, is_readable
from zjcrawl.spiders.walk import Walk


@dataclass(frozen=True, slots=True)
class _Answer:
    """What asking for a page gave: whether it was of use, what it was, and the digest of its payload."""

    good: bool
    reason: str
    digest: str | None = None


class Doubting(Crawling, Protocol):
    """What is needed of the spider beside that: where it begins, whether it stops, and how to stop it."""

    stopping: bool
    walk: Walk

    def give_up(self, why: str) -> None:
        """Stop in distress."""


class Doubts:
    """The visits of the crawl of ``spider`` that brought nothing, and what is done about too many of them."""

    def __init__(self, spider: Doubting) -> None:
        self.misses = Misses()
        self._spider = spider
        self._is_asking = False

    def saw(self, visit: Visit, page: Page, response: Response) -> None:
        """Note what a visit brought, and ask the portal if too many brought nothing."""
        if self.misses.saw(visit, page, digest_of(response)):
            self.ask_portal()

    def missed(self, key: str, reason: str) -> None:
        """Note that a visit brought nothing, and ask the portal if there are too many."""
        if self.misses.missed(key, reason):
            self.ask_portal()

    def led(self, key: str, target: str) -> None:
        """Note that a visit led to another address, and ask the portal if too many led to one."""
        if self.misses.led(key, target):
            self.ask_portal()

    def ask_portal(self) -> None:
        """See whether the portal is there for us at all, where too many visits in a row brought nothing."""
        if self._is_live and not self._is_asking:
            self._is_asking = True
            self._asking = deferred_from_coro(self._stop_unless_well())

    def doubt_a_trap(self) -> bool:
        """Ask the portal where what looks like a trap may be the whole portal's fault; tell whether it may."""
        if not self.misses.are_many or not self._is_live:
            return False
        self.ask_portal()
        return True

    def doubt_the_end(self) -> None:
        """Before a crawl ends on visits that brought nothing, see whether they were too few to notice a ban by."""
        if self.misses.are_last and not self._spider.stopping and self._is_live:
            self.ask_portal()
            raise DontCloseSpider

    @property
    def _is_live(self) -> bool:
        session = self._spider.session
        return session is not None and session.collection is None

    async def _stop_unless_well(self) -> None:
        missed = f"{self.misses.row} visits in a row brought nothing ({self.misses.last})"
        try:
            trouble = await what_is_wrong(self._spider, self.misses, self._spider.walk.home())
        except Stopping:
            return
        finally:
            self._is_asking = False
        if trouble is None:
            self.misses.was_none()
        else:
            self._spider.give_up(f"{missed}, {trouble}")


async def what_is_wrong(spider: Crawling, misses: Misses, home: Visit) -> str | None:
    """Return what the home, or the article that was read last, is instead of what it was; None if the portal is well.

    A portal may give its home in the place of what it does not have: that article tells it from one that gives nothing
    else.  Raises Stopping where the crawl is at its end anyway.
    """
    front = await _ask(spider, home)
    if not front.good:
        return f"nor did the home ({front.reason})"
    if misses.article is None:
        return "and the home is no other" if misses.is_one_of(front.digest, home.key) else None
    article = await _ask(spider, misses.article)
    if not article.good or misses.is_one_of(article.digest, misses.article.key):
        return f"nor did {misses.article.url}, which was an article before ({article.reason})"
    return None


async def _ask(spider: Crawling, visit: Visit) -> _Answer:
    request = Request(visit.url, callback=NO_CALLBACK, meta={VIA: visit.via, HOPS: visit.hops})
    try:
        response = await spider.download(request)
    except Stopping:
        raise
    except DOWNLOAD_ERRORS as error:
        return _Answer(good=False, reason=explain(error)[1])
    page = spider.read(response, visit)
    splash = visit.role is Role.HOME and page.refresh is not None
    return _Answer(is_readable(page, visit.role) or splash, page.reason, digest_of(response))


def digest_of(response: Response) -> str | None:
    """Return the digest of a response's payload, as its capture has it."""
    record: RecordRef | None = response.meta.get(CAPTURE)
    return record.digest if record else None
