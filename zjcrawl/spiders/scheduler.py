"""The frontier as Scrapy's scheduler.

A request that carries a visit goes through the frontier on the database; the rest (``scrapy shell``, ``scrapy parse``)
waits in memory.  Retries and redirects come back as requests with the visit of the one they replace.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Self, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Outcome, OutcomeKind

if TYPE_CHECKING:
    from zjcrawl.spiders.portal import PortalSpider
    from zjcrawl.spiders.session import Session

_AGAIN = frozenset(("retry_times", "redirect_times", "again"))
"""Marks of a further try at a visit under way: Scrapy's own, and the spider's."""


class FrontierScheduler(BaseScheduler):
    """Takes visits from the frontier of the spider's session, and other requests from memory."""

    def __init__(self) -> None:
        self._memory: deque[Request] = deque()
        self._live: dict[str, Request] = {}
        """Retries and redirects, with what Scrapy counts in them; lost with the process, and begun anew after it."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> Self:
        """Build the scheduler; it has no settings."""
        return cls()

    def open(self, spider: Spider) -> None:
        """Learn whose visits these are."""
        self._spider = cast("PortalSpider", spider)

    def has_pending_requests(self) -> bool:
        """Tell whether anything is left to fetch."""
        return bool(self._memory) or (self._session is not None and self._session.frontier.pending > 0)

    def enqueue_request(self, request: Request) -> bool:
        """Queue ``request``; false if its page is known already."""
        visit: Visit | None = request.meta.get("visit")
        if visit is None or self._session is None:
            self._memory.append(request)
            return True
        with self._spider.guarded():
            return self._enqueue(self._session, request, visit)
        return False  # type: ignore[unreachable]  # guarded() ends blocks that fail

    def _enqueue(self, session: Session, request: Request, visit: Visit) -> bool:
        key = canonical_url(request.url, self._spider.site)
        if key != visit.key:
            return self._redirected(session, request, visit, key)
        if session.frontier.add(visit):
            return True
        if not _AGAIN.isdisjoint(request.meta):
            self._live[key] = request
            session.frontier.put_back(key)
            return True
        return False

    def next_request(self) -> Request | None:
        """Return the next request, if there is one."""
        if self._memory:
            return self._memory.popleft()
        visit = None
        with self._spider.guarded():
            visit = self._session.frontier.take() if self._session else None
        if visit is None:
            return None
        return self._live.pop(visit.key, None) or self._spider.request(visit)

    @property
    def _session(self) -> Session | None:
        return getattr(self._spider, "session", None)

    def _redirected(self, session: Session, request: Request, visit: Visit, key: str) -> bool:
        """Settle a visit that led elsewhere, and queue the page it led to unless that is known."""
        site = self._spider.site
        redirects = request.meta.get("redirect_urls") or [visit.url]
        was = {canonical_url(url, site) for url in redirects}

        def settle(kind: OutcomeKind, reason: str, target: str | None = None) -> None:
            outcome = Outcome(visit.key, kind, reason, visit.url, section=visit.section, target=target)
            session.settle(outcome, capture_id=session.archive.latest_capture(redirects[-1]))

        self._spider.doubts.led(visit.key, key)
        if not self._spider.in_scope(request.url):
            settle(OutcomeKind.REFUSED, f"redirect out of scope: {request.url}")
            return False
        if key in was:
            settle(OutcomeKind.FAILED, "redirect loop")
            return False
        if self._spider.is_home(key) and visit.role is not Role.HOME:
            settle(OutcomeKind.MISSING, "redirected to the portal's home")
            return False
        settle(OutcomeKind.ALIAS, "redirect", key)
        moved = visit.leading(replace(visit, key=key, url=request.url), redirects[-1], "R")
        if self._spider.have(moved) or not session.frontier.add(moved):
            return False
        request.meta["visit"] = moved
        self._live[key] = request
        return True
