"""A crawl's hold on its archive: one database, one run, one frontier, one folder of WARC files."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from scrapy.http import Response
from scrapy.settings import BaseSettings

from zjcrawl import __version__
from zjcrawl.captures.catalogue import LeftOut
from zjcrawl.captures.collection import Collection
from zjcrawl.captures.source import Source
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.drift.alarms import raise_alarms
from zjcrawl.errors import CaptureError, UsageError
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.frontier.ledger import NO_VALIDATORS, Check, Ledger, Validators
from zjcrawl.frontier.queue import Frontier
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Capture, Outcome, OutcomeKind, Page, RecordRef, Site
from zjcrawl.sites.parser import parser
from zjcrawl.spiders.adopting import Adopted
from zjcrawl.spiders.capturing import Captures
from zjcrawl.spiders.checks import TAKEN_DOWN, age_of, found_by
from zjcrawl.spiders.given import given, pace
from zjcrawl.spiders.items import ArticleItem
from zjcrawl.spiders.sources import open_source
from zjcrawl.store.alarms import Alarm
from zjcrawl.store.archive import Archive, Run
from zjcrawl.store.articles import Stored
from zjcrawl.store.files import warc_folder

LIVE = "live"
_FINISHED = "finished"

_PAUSE = timedelta(hours=12)

_SECRET = frozenset({"ZJCRAWL_ON_ALARM"})
"""Settings that may hold what gives access to something, and say nothing of what was covered."""


class Session:
    """Everything a crawl writes to, committed together.

    The captures reach the disk before the rows that name them; outcomes, articles and the frontier share a transaction.
    """

    def __init__(
        self,
        archive: Archive,
        run: Run,
        captures: Captures | Adopted,
        settings: BaseSettings,
        site: Site,
        collection: Source[Any] | None = None,
    ) -> None:
        self._site = site
        self.archive = archive
        self.run = run
        self.captures = captures
        self.collection = collection
        """The captures that answer the crawl, if it is not the live web."""
        self.frontier = Frontier(archive.db.conn, run.id)
        self.ledger = Ledger(archive.db.conn, run.site, pace(settings), run.started_at, archive.begun_before(run))
        self._latest = archive.setting(run, "ZJCRAWL_LATEST") == "True"
        self._revisit_share = settings.getfloat("ZJCRAWL_REVISIT_SHARE")
        self._commit_pages = settings.getint("ZJCRAWL_COMMIT_PAGES")
        self._commit_seconds = settings.getfloat("ZJCRAWL_COMMIT_SECONDS")
        self._uncommitted = 0
        self._committed_at = time.monotonic()

    @classmethod
    def open(cls, settings: BaseSettings, site: Site) -> Self:
        """Open the archive that ``settings`` name, and begin a run of ``site`` or go on with an unfinished one.

        :raises ArchiveError: the database cannot be used, or another crawl is using it.
        :raises CaptureError: the folder for WARC files cannot be written.
        :raises UsageError: there are no captures where the crawl is to be answered from.
        :raises SourceUnreachableError: the web archive that is to answer it cannot be asked.
        """
        path, source = Path(settings["ZJCRAWL_DB"]), settings["ZJCRAWL_FROM"]
        collection = open_source(settings, site)
        archive = Archive.open(path)
        try:
            told = _told(settings)
            if settings.getbool("ZJCRAWL_LATEST"):
                told["ZJCRAWL_LATEST"] = str(not source and _is_up_to_date(archive, site, settings))
            run = archive.begin_run(site.name, str(source or LIVE), told)
            captures = _captures(archive, run, settings, site, collection)
            session = cls(archive, run, captures, settings, site, collection)
            session.note_left_out(collection.left_out() if collection is not None else ())
            session.frontier.forget_ended_runs()
            session.walk_again_after_a_pause(datetime.now(UTC))
            archive.commit()
        except BaseException:
            archive.close()
            raise
        return session

    def walk_again_after_a_pause(self, now: datetime) -> None:
        """Let a run that goes on half a day or more after it began see what its lists show by now."""
        if self.collection is None and self.run.resumed and now - datetime.fromisoformat(self.run.started_at) >= _PAUSE:
            self.frontier.walk_again(to_the_ends=self._latest)

    def settle(
        self, outcome: Outcome, *, seen_at: datetime | None = None, capture_id: int | None = None,
        stored: Stored | None = None, complete: bool = True, published: str | None = None,
        validators: Validators = NO_VALIDATORS,
    ) -> None:  # fmt: skip
        """Record what became of a URL, take it off the frontier and note in the ledger when it is due again.

        Commits before, not after: what the page leads to may be queued next, and belongs into the same transaction.
        """
        self.commit_if_due()
        at = seen_at or datetime.now(UTC)
        self.archive.put_outcome(self.run.id, outcome, seen_at=at, capture_id=capture_id, stored=stored)
        role = self.frontier.finish(outcome.url)
        self._uncommitted += 1
        if self.collection is None:
            found = found_by(outcome, role, stored, complete=complete)
            linked, age = outcome.fetched_url or outcome.url, age_of(published, at)
            check = Check(
                outcome.url, linked, at, outcome.kind, found, role or Role.ARTICLE, outcome.section, age, validators
            )
            with self.archive.writing():
                self.ledger.settle(check)

    def settle_item(self, item: ArticleItem, kind: OutcomeKind, reason: str, target: str | None = None) -> None:
        """Settle the visit of an article that is not stored."""
        outcome = Outcome(item.visit_url, kind, reason, item.visit_url, section=item.section, target=target)
        self.settle(outcome, seen_at=item.seen_at, capture_id=item.capture.visit_id if item.capture else None)

    def shows_nothing_new(self, leads: Sequence[Visit]) -> bool:
        """Tell whether a list need not be followed on, because this run wants the latest and has met all on this page.

        Not those that this run itself has stored: another list may have shown them first.
        """
        articles = [visit for visit in leads if visit.role is Role.ARTICLE]
        return self._latest and bool(articles) and all(self.ledger.met_before(article.key) for article in articles)

    def note_list(self, listing: Visit, leads: Sequence[Visit]) -> set[str]:
        """Note what a page of a list shows, and return the articles that it shows otherwise than it did before."""
        articles = [visit for visit in leads if visit.role is Role.ARTICLE]
        if self.collection is not None or not articles:
            return set()
        with self.archive.writing():
            return self.ledger.note_list(listing.first or listing.key, listing.number, articles, datetime.now(UTC))

    def rests(self, key: str) -> bool:
        """Tell whether what a page links to is not to be asked for by this run.

        An article that is stored is visited when it is due, wherever it is listed; anything else where it is listed.
        """
        with self.archive.writing():
            return self.archive.known(key) or not self.ledger.is_due(key, datetime.now(UTC))

    def validators(self, key: str) -> Validators:
        """Return what the page at ``key`` said of its version when it was last had."""
        with self.archive.writing():
            return self.ledger.validators(key)

    def is_changed(self, key: str, moment: str | None) -> bool:
        """Tell whether a page changed after its last visit, as a sitemap or feed says; it is visited then.

        A list that showed it as it was may have had this run pass it over.
        """
        changed = self.ledger.changed_since(key, moment)
        if changed and not self.settled(key):
            self.frontier.visit_after_all(key)
        return changed

    def due(self) -> list[Visit]:
        """Return the visits that are due though no list leads to them, and that this run has not made."""
        if self.collection is not None:
            return []
        with self.archive.writing():
            found = self.ledger.due(datetime.now(UTC), self._revisit_share)
        return [visit for visit in found if not self.settled(visit.key)]

    def refuse_erased(self, visit: Visit) -> None:
        """Settle a visit of an article that was taken down and erased."""
        if not self.frontier.knows(visit.key):
            self.frontier.add(visit)
            self.settle(Outcome(visit.key, OutcomeKind.REFUSED, TAKEN_DOWN, visit.url, section=visit.section))

    def store(self, item: ArticleItem) -> None:
        """Store an article and settle its visit.

        :raises CaptureError: the article has no capture to trace it to.
        """
        if item.capture is None or item.capture.id is None:
            raise CaptureError(
                f"{item.url}: the article has no capture, so it is not stored; see the error before this"
            )
        stored = self.archive.put_article(
            item,
            capture_id=item.capture.id,
            run_id=self.run.id,
            seen_at=item.seen_at,
            parser=item.capture.parser,
            complete=item.complete,
            pages=item.pages,
            visit_id=item.capture.visit_id,
        )
        outcome = Outcome(
            item.visit_url, OutcomeKind.ARTICLE, stored.how, item.visit_url, item.capture.status, item.section, item.url
        )
        self.settle(
            outcome, seen_at=item.seen_at, capture_id=item.capture.visit_id, stored=stored, complete=item.complete,
            published=item.published, validators=item.capture.validators,
        )  # fmt: skip
        if item.url != item.visit_url:
            self.frontier.add(Visit(item.url, item.url, Role.ARTICLE, item.section), done=True)

    def came_again(self, visit: Visit, record: RecordRef, seen_at: datetime, version: Validators) -> bool:
        """Settle a visit that brought a payload the archive has, if all of an article was read from it; tell whether.

        Nothing is parsed then: the same reader would read the same.
        """
        if record.original is None:
            return False
        again, original = map(self.archive.capture_id, (record, record.original))
        stored = self.archive.see_again(visit.key, again, original, parser(self._site), seen_at)
        if stored is None:
            return False
        outcome = Outcome(visit.key, OutcomeKind.ARTICLE, stored.how, visit.url, 200, visit.section, visit.key)
        self.settle(outcome, seen_at=seen_at, capture_id=again, stored=stored, validators=version)
        return True

    def settled(self, key: str) -> bool:
        """Tell whether ``key`` has its outcome in this run, be it as a further page of an article."""
        return self.archive.has_outcome(self.run.id, key)

    def unseen(self) -> Iterator[str]:
        """Give the URLs of the pages in the collection of which the archive lacks a capture."""
        if self.collection is None:
            return
        for url in self.collection.urls():
            found = self.collection.find(url)
            if not all(self.archive.captured(stored.url, stored.fetched_at) for stored in found):
                yield url

    def note_left_out(self, records: Iterable[LeftOut]) -> None:
        """Keep which records of the collection cannot be used, and why."""
        for left in records:
            self.archive.put_left_out(self.run.id, left.place, left.offset, left.url, left.reason)

    def settle_left_out(self) -> None:
        """Settle the URLs of which there are none but records that cannot be used, and that nothing led to."""
        for left in self.collection.left_out() if self.collection is not None else ():
            key = canonical_url(left.url, self._site) if left.url else None
            if key is not None and left.url is not None and not self.settled(key) and not self.frontier.knows(key):
                self.settle(Outcome(key, OutcomeKind.FAILED, left.reason, left.url))

    def knows(self, key: str) -> bool:
        """Tell whether ``key`` is stored, or the page of a visit of this run."""
        return self.frontier.knows(key) or self.archive.known(key)

    def add_capture(self, response: Response, page: Page) -> int:
        """Store where the record of ``response`` lies and how it was read, and return the row's id."""
        meta = response.meta
        capture = Capture(response.url, response.status, (), b"", meta["fetched_at"], meta["capture"])
        return self.archive.add_capture(capture, page.decoding, template=page.template)

    def commit_if_due(self) -> None:
        """Commit when enough pages or enough time has passed since the last commit."""
        waited = time.monotonic() - self._committed_at
        if self._uncommitted and (self._uncommitted >= self._commit_pages or waited >= self._commit_seconds):
            self.commit()

    def commit(self) -> None:
        """Commit what has come in so far."""
        self.archive.commit()
        self._uncommitted = 0
        self._committed_at = time.monotonic()

    def take_back(self, keys: Iterable[str], cut: Iterable[tuple[str, str]] = ()) -> None:
        """Make visits again when the run goes on, though they have an outcome.

        Those to articles that may have been ``cut`` short, with their URLs, are to fetch all of their pages.
        """
        with self.archive.writing():
            for key, url in cut:
                self.frontier.put_back(key)
                self.archive.doubt(url)
            for key in keys:
                self.frontier.put_back(key)

    def close(self, reason: str, distress: str | None = None) -> list[Alarm]:
        """Commit, judge the run by those before it, and close; return the alarms that it raises.

        Only a finished run is ended; any other is resumed by the next.  ``distress`` is how the portal stopped it.
        """
        try:
            if reason == _FINISHED:
                self.captures.finish()
                self.archive.end_run(self.run, reason)
            else:
                self.archive.stop_run(self.run, reason)
            self.archive.commit()
            with self.archive.writing():
                raised = raise_alarms(self.archive.db.conn, self.run.site, self.run.id, distress)
            self.archive.commit()
            return raised
        finally:
            self.captures.close()
            self.archive.close()


def _captures(
    archive: Archive, run: Run, settings: BaseSettings, site: Site, collection: Source[Any] | None
) -> Captures | Adopted:
    """Return what keeps the captures of a crawl: new WARC files, or the very files that answer it."""
    if settings.getbool("ZJCRAWL_ADOPT"):
        if not isinstance(collection, Collection):
            raise UsageError("ZJCRAWL_ADOPT takes captures where they lie: name their folder in ZJCRAWL_FROM")
        return Adopted(archive, collection, run.id)
    folder = Path(settings["ZJCRAWL_WARC_DIR"] or warc_folder(archive.path))
    most = settings.getint("ZJCRAWL_WARC_MAX_BYTES")
    warc = WarcWriter(folder, site.name, max_bytes=most, info=_warcinfo(settings))
    archive.before_commit.append(warc.flush)
    return Captures(archive, warc, run.id, copying=collection is not None)


def header_pairs(response: Response) -> tuple[tuple[str, str], ...]:
    """Return the response's header fields, repeats included."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in response.headers
        for value in response.headers.getlist(name)
    )


def validators_of(response: Response) -> Validators:
    """Return what a response says of its version."""
    etag, modified = ((response.headers.get(name) or b"").decode("latin-1") for name in ("ETag", "Last-Modified"))
    return Validators(etag or None, modified or None)


def _warcinfo(settings: BaseSettings) -> dict[str, str]:
    """Return what the first record of each WARC file says of how the rest was collected."""
    info = {
        "software": f"zjcrawl {__version__}",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "http-header-user-agent": str(settings["USER_AGENT"]),
    }
    return info | ({"operator": str(contact)} if (contact := settings["ZJCRAWL_CONTACT"]) else {})


def _is_up_to_date(archive: Archive, site: Site, settings: BaseSettings) -> bool:
    """Tell whether all lists were followed to their ends not long ago, so that their beginnings will do."""
    since = archive.last_full_run(site.name, LIVE)
    days = timedelta(days=settings.getfloat("ZJCRAWL_FULL_DAYS"))
    return since is not None and datetime.now(UTC) - datetime.fromisoformat(since) < days


def _told(settings: BaseSettings) -> dict[str, object]:
    """Return the settings that were given for this crawl, which say what it could and could not cover."""
    return {name: str(settings[name]) for name in sorted(given(settings)) if name not in _SECRET}
