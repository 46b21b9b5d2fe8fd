"""The spider: it fetches what the walk asks for, reads it, and says what became of every visit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import BaseSettings
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from zjcrawl.captures.exchange import NOT_MODIFIED
from zjcrawl.captures.recorder import HOPS, VIA, Recorder
from zjcrawl.drift.finding import Grade
from zjcrawl.drift.telling import tell_of
from zjcrawl.errors import ArchiveError, CaptureError, ZjcrawlError
from zjcrawl.fetch.identity import introduce
from zjcrawl.fetch.politeness import Stopping
from zjcrawl.fetch.window import Window
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.frontier.eras import site_at
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Kind, Outcome, OutcomeKind, Page, Site
from zjcrawl.sites.parser import parser
from zjcrawl.spiders.continuation import whole_article
from zjcrawl.spiders.doubt import Doubts
from zjcrawl.spiders.failures import DOWNLOAD_ERRORS, explain
from zjcrawl.spiders.feeding import Feeds
from zjcrawl.spiders.given import demand_sense
from zjcrawl.spiders.items import ArticleItem, Provenance, said
from zjcrawl.spiders.session import Session, header_pairs, validators_of
from zjcrawl.spiders.stored import SETTINGS as FROM_FILES
from zjcrawl.spiders.stored import UNSEEN
from zjcrawl.spiders.walk import Walk
from zjcrawl.store.alarms import Alarm
from zjcrawl.store.files import errors_explained

_MOST_FORWARDS = 3

_OK = 200

_PROMISES = {Role.ARTICLE: Kind.ARTICLE, Role.DUE: Kind.ARTICLE, Role.LISTING: Kind.LISTING}

_REFUSING = {401: "HTTP 401", 403: "HTTP 403", 407: "HTTP 407", 451: "HTTP 451"}


class PortalSpider(scrapy.Spider):
    """Crawls one portal; a subclass gives the name, without which Scrapy lists no spider, and the site.

    ``-a refresh=1`` fetches articles again that are stored already.
    """

    site: ClassVar[Site]

    def __init__(self, *args: Any, refresh: str | bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refresh = str(refresh).lower() in ("1", "true", "yes")
        self.session: Session | None = None
        self.failure: str | None = None
        self.stopping = False
        self.distress: str | None = None
        """Why the crawl stopped before its end, where the portal gave it no choice."""
        self.alarms: list[Alarm] = []
        """What the crawl found otherwise than those before it, as raised at its end."""
        self.untold: str | None = None
        """Why nobody could be told of that."""
        self.walk = Walk(self.site)
        self.doubts = Doubts(self)
        self._all_seen = False
        self._all_due = False
        self.feeds = Feeds(self)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider and listen for what goes wrong inside it."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.settle_error, signals.spider_error)
        crawler.signals.connect(spider.settle_error, signals.item_error)
        crawler.signals.connect(spider.doubts.doubt_the_end, signals.spider_idle)
        crawler.signals.connect(spider.add_unseen, signals.spider_idle)
        crawler.signals.connect(spider.add_due, signals.spider_idle)
        crawler.signals.connect(spider.feeds.note_sitemaps, signals.robots_parsed)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Tell the portal how to reach whoever crawls it, where that is known; a crawl of files asks nobody."""
        super().update_settings(settings)
        if settings["ZJCRAWL_FROM"]:
            settings.setdict(FROM_FILES, priority="spider")
        introduce(settings)

    async def start(self) -> AsyncIterator[Request]:
        """Open the archive, and begin at the portal's home unless an unfinished run goes on."""
        try:
            demand_sense(self.settings)
            self._close_with_window()
            self.session = Session.open(self.settings, self.site)
        except ZjcrawlError as error:
            self.failure = str(error)
            self.logger.error("%s", error)
            raise CloseSpider("archive_unusable") from error
        if self.session.collection is not None:
            self.walk.close()
            self.walk = Walk(self.site, past=True)
        recorder = self.crawler.get_extension(Recorder)
        if recorder is not None:
            recorder.attach(self.session.captures)
        if self.session.run.resumed:
            self.logger.info("Run %d goes on: %d pages wait", self.session.run.id, self.session.frontier.pending)
        for home in self.walk.homes():
            yield self.request(home)

    def in_scope(self, url: str) -> bool:
        """Tell whether ``url`` is the portal's; in a crawl of captures, whether it ever was."""
        return self.walk.in_scope(url)

    def is_home(self, key: str) -> bool:
        """Tell whether a canonical URL is that of the portal's home, or in a crawl of captures of a former one."""
        return self.walk.is_home(key)

    def _close_with_window(self) -> None:
        """Stop when the hours for crawling are over; raises ClosedWindowError where they have not begun."""
        given = self.settings["ZJCRAWL_WINDOW"]
        if given:
            window = Window.parse(given)
            left = window.left(datetime.now().astimezone()).total_seconds()
            asyncio.get_running_loop().call_later(left, self._stop, f"the window {window} closed")

    def _stop(self, why: str) -> None:
        """Stop before the end; the next crawl goes on."""
        self.stopping = True
        self.logger.warning("Stopped: %s; the next crawl goes on", why)
        self._stopping = deferred_from_coro(self.crawler.engine.close_spider_async(reason=why))

    def give_up(self, why: str) -> None:
        """Stop, in distress, because what answers the crawl cannot be asked any more; the next crawl goes on."""
        if self.distress is None:
            self.distress = why
            self._stop(why)

    def request(self, visit: Visit) -> Request:
        """Return the request that makes ``visit``."""
        meta = {"visit": visit, VIA: visit.via, HOPS: visit.hops}
        return Request(visit.url, callback=self.parse, errback=self.settle_failure, meta=meta)

    def have(self, visit: Visit, *, changed: bool = False) -> bool:
        """Tell whether the page that ``visit`` would fetch need not be; if it is stored, note that it was listed again.

        A list that says something else of it than before (``changed``) is reason enough.  What was erased is not
        fetched again either, and its outcome says so.
        """
        if self.session is None:
            return False
        if self.session.archive.erased(visit.key):
            self.session.refuse_erased(visit)
            return True
        if self.session.collection is not None or self.refresh or visit.role is not Role.ARTICLE:
            return False
        if changed or not self.session.rests(visit.key):
            return False
        if self.session.archive.touch(visit.key, datetime.now(UTC)):
            self.walk.learn(visit, Kind.ARTICLE)
        self.session.frontier.add(visit, done=True)
        return True

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """Read a page, yield the article it holds and the visits it leads to, and settle its own."""
        visit = response.meta.get("visit") or self.walk.visit(response.url, Role.ARTICLE)
        if self.session is not None and "capture" not in response.meta:
            return
        with self.guarded():
            async for found in self._read(visit, response):
                yield found
            async for later in self._later_captures(visit, response):
                async for found in self._read(visit, later):
                    yield found

    async def _later_captures(self, visit: Visit, response: Response) -> AsyncIterator[Response]:
        """Give what else a collection has of the page that ``response`` is, in the order of time."""
        while response.meta.get(UNSEEN):
            meta = {VIA: visit.via, HOPS: visit.hops}
            try:
                response = await self.download(Request(visit.url, callback=NO_CALLBACK, meta=meta))
            except DOWNLOAD_ERRORS as error:
                self.logger.warning("%s: a later capture is left out: %s", visit.url, explain(error)[1])
                return
            if "capture" not in response.meta or canonical_url(response.url, self.site) != visit.key:
                return
            yield response

    def add_unseen(self) -> None:
        """Before a crawl of files ends, visit what is in them and nothing led to, or what it lacks a capture of."""
        if self.session is None or self._all_seen or self.failure:
            return
        self._all_seen = True
        with self.guarded():
            for url in self.session.unseen():
                visit = self.walk.visit(url, Role.STORED)
                if self.session.frontier.knows(visit.key):
                    self.session.frontier.put_back(visit.key)
                elif not self.session.settled(visit.key):
                    self.session.frontier.add(visit)
            self.session.settle_left_out()
        if self.session.frontier.pending:
            raise DontCloseSpider

    def add_due(self) -> None:
        """Before a crawl ends, visit what is due though no list led to it; not where nothing could be read tonight."""
        if self.session is None or self._all_due or self.failure or not self.doubts.misses.readable:
            return
        self._all_due = True
        due: list[Visit] = []
        with self.guarded():
            due = self.session.due()
        for visit in due:
            self.crawler.engine.crawl(self._again(visit))
        if due:
            raise DontCloseSpider

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Stop the crawl where a block finds that nothing more can be stored; the next crawl goes on.

        What is still under way then finds the same, and ends quietly.
        """
        try:
            with self._writing():
                yield
        except (ArchiveError, CaptureError) as error:
            if self.failure is None:
                self.failure = str(error)
                self.logger.error("%s", error)
                self._stopping = deferred_from_coro(self.crawler.engine.close_spider_async(reason="archive_failed"))

    def _writing(self) -> AbstractContextManager[None]:
        if self.session is None:
            return nullcontext()
        archive = self.session.archive
        return errors_explained(archive.path) if self.failure else archive.writing()

    async def _read(self, visit: Visit, response: Response) -> AsyncIterator[Any]:
        if visit.role is Role.FEED:
            self.feeds.read(visit, response)
            return
        if self._came_again(visit, response):
            return
        page = self.read(response, visit)
        self.doubts.saw(visit, page, response)
        refusal = _REFUSING.get(response.status)
        if (response.status >= 400 or response.status == NOT_MODIFIED) and page.kind is not Kind.MISSING:
            kind = OutcomeKind.REFUSED if refusal else OutcomeKind.FAILED
            self.settle(visit, kind, refusal or f"HTTP {response.status}", response, page)
            for request in self._instead(visit):
                yield request
        elif page.kind is Kind.OTHER and page.refresh and page.refresh != response.url:
            for request in self._forward(visit, page.refresh, response, page):
                yield request
        elif page.article is not None and visit.role is Role.STORED and page.article.published is None:
            self.settle(visit, OutcomeKind.OTHER, "nothing leads to it, and it shows no date", response, page)
        elif page.article is not None and self._is_not_to_be_kept(page):
            self.settle(visit, OutcomeKind.REFUSED, "noarchive: the page asks not to be kept", response, page)
        elif page.article is not None:
            self.walk.learn(visit, page.kind)
            yield await self._article(visit, page, page.article, response)
        else:
            for request in self._queue(
                [*self._onward(visit, page, response.meta.get("fetched_at")), *self.feeds.requests(visit, page)]
            ):
                yield request
            self.settle(visit, OutcomeKind(page.kind), page.reason, response, page)
            self._refuse_trap(self.walk.learn(visit, page.kind))

    def _came_again(self, visit: Visit, response: Response) -> bool:
        """Settle the visit of an article that came again as the very bytes that its reading is from; tell whether."""
        session = self.session
        record = response.meta.get("capture")
        if session is None or session.collection is not None or record is None or record.original is None:
            return False
        if not session.came_again(visit, record, response.meta["fetched_at"], validators_of(response)):
            return False
        self.doubts.misses.was_readable(visit)
        self.walk.learn(visit, Kind.ARTICLE)
        return True

    def _is_not_to_be_kept(self, page: Page) -> bool:
        return self.settings.getbool("ZJCRAWL_OBEY_NOARCHIVE") and "noarchive" in page.directives

    def _is_not_to_be_followed(self, visit: Visit, page: Page) -> bool:
        obeyed = self.settings.getbool("ZJCRAWL_OBEY_NOFOLLOW")
        asked = not page.directives.isdisjoint(("nofollow", "none")) or visit.url in page.unfollowed
        return obeyed and asked

    def _onward(self, visit: Visit, page: Page, moment: datetime | None) -> Iterator[Request]:
        """Return the requests that a page leads to, but for the articles that are stored."""
        if self.session is not None:
            for known in self.walk.walked(visit, page):
                self.session.frontier.add(known, done=True)
        onward = self.walk.onward(visit, page, moment)
        leads = [lead for lead in onward if not self._is_not_to_be_followed(lead, page)]
        changed = self.session.note_list(visit, leads) if self.session else set()
        if self.session is not None and self.session.shows_nothing_new(leads):
            leads = [following for following in leads if following.number == 1 and not following.archive]
        for following in leads:
            if not self.have(following, changed=following.key in changed):
                yield self.request(visit.leading(following, page.url))

    def _instead(self, visit: Visit) -> Iterator[Request]:
        """Queue what there is in place of a page that cannot be had."""
        other_home = self.walk.other_home(visit)
        again = [self._again(other_home)] if other_home else []
        yield from self._queue([*again, *map(self.request, self.walk.instead(visit))])

    def _queue(self, requests: Iterable[Request]) -> Iterator[Request]:
        """Put ``requests`` on the frontier now; give them back where there is none, to be yielded.

        What a page leads to must be committed with its outcome, and Scrapy takes what a callback yields only after the
        callback has gone on.
        """
        if self.session is None:
            yield from requests
            return
        for request in requests:
            self.crawler.engine.crawl(request)

    def read(self, response: Response, visit: Visit) -> Page:
        """Read a response's page; why it was visited helps where the page leaves open what it is."""
        served_at = response.meta.get("fetched_at")
        return read_page(
            response.body,
            response.url,
            status=response.status,
            headers=header_pairs(response),
            site=site_at(self.site, served_at) if served_at else self.site,
            shapes=self.walk.shapes(visit),
            promised=_PROMISES.get(visit.role),
            with_template=True,
        )

    async def _article(self, visit: Visit, page: Page, first: Article, response: Response) -> ArticleItem:
        """Put an article together from all of its pages."""
        whole = await whole_article(self, visit, page, first, response.meta.get("fetched_at"))
        if not whole.complete:
            self.doubts.misses.missed(visit.key, "a further page could not be had")
        article = replace(whole.article, section=whole.article.section or visit.section)
        if whole.cut and article.url:
            self.doubts.misses.cut.append((visit.key, article.url))
        return ArticleItem(
            **said(article),
            visit_url=visit.key,
            seen_at=response.meta.get("fetched_at") or datetime.now(UTC),
            capture=self._provenance(response, page),
            pages=whole.pages,
            complete=whole.complete,
        )

    def _provenance(self, response: Response, page: Page) -> Provenance | None:
        if self.session is None:
            return None
        record = response.meta["capture"]
        visit_id = self.session.add_capture(response, page)
        holder = record.original or record
        capture_id = visit_id if holder is record else self.session.archive.capture_id(holder)
        fetched_at, read_by = response.meta["fetched_at"], parser(self.site)
        return Provenance(
            holder.file, holder.offset, holder.digest, fetched_at, read_by, response.status, capture_id, visit_id,
            validators_of(response),
        )  # fmt: skip

    def _again(self, visit: Visit, tries: int = 1) -> Request:
        """Return the request for another try at a visit under way."""
        request = self.request(visit)
        request.meta["again"] = tries
        return request

    def _forward(self, visit: Visit, target: str, response: Response, page: Page) -> Iterator[Request]:
        """Follow a page that does nothing but lead to another."""
        moved = visit.leading(replace(visit, key=canonical_url(target, self.site), url=target), response.url, "R")
        tries = response.meta.get("again", 0)
        if moved.key != visit.key:
            self.doubts.led(visit.key, moved.key)
        if moved.key == visit.key and tries < _MOST_FORWARDS:
            yield from self._queue([self._again(moved, tries + 1)])
        elif moved.key == visit.key:
            self.doubts.missed(visit.key, "refresh loop")
            self.settle(visit, OutcomeKind.FAILED, "refresh loop", response, page)
        elif not self.in_scope(target):
            self.settle(visit, OutcomeKind.REFUSED, f"refresh out of scope: {target}", response, page)
        elif self.is_home(moved.key) and visit.role is not Role.HOME:
            self.settle(visit, OutcomeKind.MISSING, "refreshed to the portal's home", response, page)
        else:
            self.settle(visit, OutcomeKind.ALIAS, "refresh", response, page, target=moved.key)
            if not self.have(moved):
                yield from self._queue([self.request(moved)])

    def _refuse_trap(self, shape: str | None) -> None:
        """Refuse the articles that wait under a URL shape that has proved to be a trap, unless nothing else came."""
        if self.session is None or shape is None or self.doubts.doubt_a_trap():
            return
        for waiting in self.session.frontier.waiting(shape):
            if waiting.role is Role.ARTICLE:
                reason = "trap: pages like it are no articles"
                outcome = Outcome(waiting.key, OutcomeKind.REFUSED, reason, waiting.url, section=waiting.section)
                self.session.settle(outcome)

    def settle(
        self, visit: Visit, kind: OutcomeKind, reason: str, response: Response, page: Page, target: str | None = None
    ) -> None:
        """Note what became of a visit, and the capture that tells; ``target`` is where it led to."""
        if self.session is None:
            return
        outcome = Outcome(visit.key, kind, reason, response.url, response.status, visit.section, target)
        capture_id = self.session.add_capture(response, page)
        self.session.settle(
            outcome, seen_at=response.meta["fetched_at"], capture_id=capture_id, validators=validators_of(response)
        )

    async def download(self, request: Request) -> Response:
        """Fetch ``request`` outside of the frontier, with all manners kept; raises one of DOWNLOAD_ERRORS."""
        return await self.crawler.engine.download_async(request)

    def settle_failure(self, failure: Failure) -> Iterator[Request]:
        """Settle a visit whose request got no response."""
        request: Request = failure.request  # type: ignore[attr-defined]
        visit: Visit = request.meta["visit"]
        if isinstance(failure.value, Stopping):
            return
        kind, reason = explain(failure.value)
        if kind is OutcomeKind.FAILED:
            self.doubts.missed(visit.key, reason)
        with self.guarded():
            if self.session is not None:
                part = request.meta.get("capture")
                capture_id = self.session.archive.capture_id(part) if part else None
                outcome = Outcome(visit.key, kind, reason, request.url, section=visit.section)
                self.session.settle(outcome, capture_id=capture_id)
            yield from self._instead(visit)

    def settle_error(self, failure: Failure, response: Response | None) -> None:
        """Settle a visit that our own code failed on, in a callback or a pipeline, lest it be dropped in silence."""
        visit = response.meta.get("visit") if response is not None else None
        if visit is not None and self.session is not None:
            reason = f"zjcrawl failed on it: {type(failure.value).__name__}: {failure.value}"
            outcome = Outcome(visit.key, OutcomeKind.FAILED, reason[:500], visit.url, section=visit.section)
            with self.guarded():
                self.session.settle(outcome)

    def closed(self, reason: str) -> None:
        """Commit and close the archive, and tell of what alarms."""
        recorder = self.crawler.get_extension(Recorder)
        if recorder is not None and recorder.failure is not None:
            self.failure = self.failure or str(recorder.failure)
        if self.session is not None:
            try:
                if self.distress:
                    self.session.take_back(self.doubts.misses.keys, self.doubts.misses.cut)
                self.alarms = self.session.close(reason, self.distress)
                self._tell(self.session)
            except (ArchiveError, CaptureError) as error:
                self.failure = self.failure or str(error)
        self.walk.close()

    def _tell(self, session: Session) -> None:
        """Hand the alarms to the command or the URL that ``ZJCRAWL_ON_ALARM`` names."""
        for alarm in self.alarms:
            where = f"{alarm.section}: " if alarm.section else ""
            self.logger.warning("%s: %s%s", alarm.grade.capitalize(), where, alarm.message)
        hook = self.settings["ZJCRAWL_ON_ALARM"]
        if hook and any(alarm.grade == Grade.ALARM for alarm in self.alarms):
            problem = tell_of(hook, session.archive.path, session.captures.folder, session.run.id, self.alarms)
            if problem:
                self.untold = problem
                self.logger.error("%s", problem)
