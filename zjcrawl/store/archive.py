"""The one writer of an archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from zjcrawl.dedup.bodies import text_digest
from zjcrawl.errors import ArchiveError, CaptureError, UsageError
from zjcrawl.records import Article, Capture, Decoding, Footer, Outcome, OutcomeKind, RecordRef
from zjcrawl.store import alarms, takedown
from zjcrawl.store.addresses import article_at
from zjcrawl.store.articles import Stored, replace_earlier_reading, replace_reading, see_again, store_article
from zjcrawl.store.copies import find_same
from zjcrawl.store.counts import count_run
from zjcrawl.store.coverage import put_coverage
from zjcrawl.store.files import WriterLock, check_folder, check_ours, errors_explained, explained_error
from zjcrawl.store.index import begin_indexing, index_again, index_waiting
from zjcrawl.store.left_out import put_left_out
from zjcrawl.store.meeting import Mover
from zjcrawl.store.moving import move
from zjcrawl.store.rows import RECORD, Row, added, article_row, footer_row, record_ref, timestamp, to_json
from zjcrawl.store.schema import APPLICATION_ID, migrate, refuse_newer
from zjcrawl.store.sights import see_gone
from zjcrawl.store.statement import put_statement
from zjcrawl.store.traffic import put_traffic

_BUSY_SECONDS = 60.0

_PAGE_BYTES = 16384
"""An article of 900 characters takes 3 KB, so that a quarter of pages of 8192, or of SQLite's usual 4096, would stay
empty."""

_CACHE_KIB = 32 * 1024
"""Among a million articles the keys of stories are looked up and added in two thirds of the time of SQLite's 2 MiB."""

_CHECKPOINT_PAGES = 4000
"""Pages in the side file ``-wal`` (64 MB) from which on they go into the database: an index page that many commits
change is written there once then."""

_SECURE_DELETE = "FAST"
"""Pages that become free are not overwritten until something is taken down: the index frees as many as it fills."""

_RESUME_RUN = """
UPDATE run SET resumed = resumed + 1, reason = NULL
WHERE id = (SELECT max(id) FROM run WHERE site = ? AND source = ?) AND ended_at IS NULL
RETURNING id, site, source, started_at, resumed"""

_BEGIN_RUN = """
INSERT INTO run (site, source, settings, started_at) VALUES (?, ?, ?, ?)
RETURNING id, site, source, started_at, resumed"""

_PUT_CAPTURE = """
INSERT INTO capture (url, status, fetched_at, file, offset, length, digest, encoding_declared, encoding_used,
    characters_replaced, original_id, run_id, received, milliseconds, template)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM capture WHERE file = ? AND offset = ?), ?, ?, ?, ?)
ON CONFLICT (file, offset) DO UPDATE SET encoding_declared = excluded.encoding_declared,
    encoding_used = excluded.encoding_used, characters_replaced = excluded.characters_replaced,
    template = excluded.template"""

_CAPTURE_ID = "SELECT id FROM capture WHERE file = ? AND offset = ?"

_AS_ORIGINAL = """
UPDATE capture SET (encoding_declared, encoding_used, characters_replaced, template) = (
    SELECT encoding_declared, encoding_used, characters_replaced, template FROM capture WHERE id = ?
) WHERE id = ?"""

_PAYLOADS = """
SELECT file, offset, length, digest FROM capture
WHERE url = ? AND status = ? AND original_id IS NULL AND erased_at IS NULL ORDER BY fetched_at, id"""

_RECORD_AT = RECORD + " WHERE c.url = ? AND c.fetched_at = ? AND c.status = ? ORDER BY c.id LIMIT 1"

_LAST_PAYLOAD = """
SELECT o.file, o.offset, o.length, o.digest
FROM capture AS c JOIN capture AS o ON o.id = ifnull(c.original_id, c.id)
WHERE c.url = ? AND c.status IN (200, 304) AND o.status = 200 AND o.erased_at IS NULL
ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1"""

_BEGUN_BEFORE = "SELECT max(started_at) FROM run WHERE site = ? AND source = ? AND id < ?"

_LAST_FULL_RUN = """
SELECT max(started_at) FROM run WHERE site = ? AND source = ? AND ended_at IS NOT NULL AND reason = 'finished'
    AND ifnull(json_extract(settings, '$.ZJCRAWL_LATEST'), 'False') <> 'True'
    AND EXISTS (SELECT 1 FROM url_outcome WHERE run_id = run.id AND kind = 'listing')"""

_CAPTURED_AT = """
SELECT c.fetched_at FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id WHERE a.url = ?"""

_CAPTURED_BEFORE = """
SELECT c.fetched_at FROM article_version AS v JOIN capture AS c ON c.id = v.capture_id
WHERE v.url = ? AND v.version = ? AND v.reread_at IS NULL"""

_PUT_FOOTER = """
INSERT INTO footer
    (digest, disclaimer, links, phone, fax, qq, copyright_from, copyright_to, licence, text, first_seen, last_seen)
VALUES
    (:digest, :disclaimer, :links, :phone, :fax, :qq, :copyright_from, :copyright_to, :licence, :text, :seen, :seen)"""

_FOOTER_SEEN = "SELECT id, :seen BETWEEN first_seen AND last_seen FROM footer WHERE digest = :digest"

_SEE_FOOTER = "UPDATE footer SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1) WHERE id = ?2"

_PUT_OUTCOME = """
INSERT INTO url_outcome (run_id, url, kind, reason, section, stored, target, fetched_url, status, capture_id, seen_at)
VALUES (:run_id, :url, :kind, :reason, :section, :stored, :target, :fetched_url, :status, :capture_id, :seen_at)
ON CONFLICT (run_id, url) DO NOTHING"""

_REPLACE_OUTCOME = """
UPDATE url_outcome SET kind = :kind, reason = :reason, section = :section,
    stored = CASE :stored WHEN 'unchanged' THEN ifnull(stored, 'unchanged') ELSE :stored END,
    target = :target, fetched_url = :fetched_url, status = :status, capture_id = :capture_id, seen_at = :seen_at
WHERE run_id = :run_id AND url = :url"""


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one site from one source; ``resumed`` counts how often it went on after an interruption."""

    id: int
    site: str
    source: str
    started_at: str
    resumed: int = 0


class _Writing(AbstractContextManager[None]):
    """Guards the blocks that write, one in the other or not; a class, since dozens are entered for each page."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._failure: ArchiveError | None = None

    def __enter__(self) -> None:
        if self._failure:
            raise ArchiveError(str(self._failure))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, ArchiveError):
            self._failure = error
        elif isinstance(error, sqlite3.DatabaseError):
            self._failure = explained_error(self._path, error)
            if self._failure is not None:
                raise self._failure from error


class Archive:
    """A database open for writing; no other process can write into it meanwhile, any number may read.

    Everything since the last ``commit()`` is one transaction, also what is written through ``db.conn``; leaving a
    ``with`` block commits, leaving it by an exception does not.  Every method raises ArchiveError when the disk is full
    or the file cannot be written.  What was committed stays intact; after that nothing more is written, because the
    transaction may be torn, and each further call raises the same error.
    """

    def __init__(self, path: Path, db: Database, lock: WriterLock, migrated: tuple[str, ...]) -> None:
        self.path = path
        self.db = db
        self.migrated = migrated
        """The migrations that opening it applied."""
        self.before_commit: list[Callable[[], None]] = []
        """Called before each commit, to bring captures to the disk before the rows that name them."""
        self._mover = Mover(db.conn)
        self._lock = lock
        self._writing = _Writing(path)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Self:
        """Open the archive at ``path``, bring its schema up to date, and create it if it is not there.

        :raises ArchiveBusyError: another process is writing into it; the message names the process.
        :raises NotAnArchiveError: the file is something else; it is not touched.
        :raises NewerArchiveError: a newer zjcrawl wrote it; the message names the version needed.
        :raises ArchiveError: folder missing, not writable, or, without ``create``, no such file.
        """
        path = Path(path)
        check_folder(path)
        if path.exists():
            check_ours(path, create=create)
        elif not create:
            raise ArchiveError(f"{path}: no such file; crawl into it first, or name another")
        lock = WriterLock(path)
        try:
            with errors_explained(path):
                db, migrated = _connect(path)
            return cls(path, db, lock, migrated)
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Guard a block that writes through ``db.conn``, as the methods guard themselves.

        :raises ArchiveError: the file cannot be written, or could not be in an earlier block.
        """
        return self._writing

    def commit(self) -> None:
        """Make everything so far permanent: first what ``before_commit`` holds, then the rows."""
        for prepare in self.before_commit:
            prepare()
        with self.writing():
            self._mover.move()
            index_waiting(self.db.conn)
            self.db.conn.commit()

    def close(self) -> None:
        """Close the file and let another process write; what was not committed is forgotten."""
        try:
            self.db.close()
        finally:
            self._lock.release()

    def begin_run(self, site: str, source: str, settings: Mapping[str, object]) -> Run:
        """Begin a run, or go on with the last one of this site and source if it was never ended.

        ``source`` says where pages come from (``live``, ``wayback``, a path); ``settings`` is kept as JSON, as it was
        when the run began.
        """
        begun = (site, source, to_json(dict(settings)), timestamp(datetime.now(UTC)))
        with self.writing():
            row = self.db.conn.execute(_RESUME_RUN, (site, source)).fetchone()
            return Run(*(row or self.db.conn.execute(_BEGIN_RUN, begun).fetchone()))

    def end_run(self, run: Run, reason: str) -> None:
        """End a run with its counts and what it covered; ``reason`` is Scrapy's close reason.

        A run that is to be resumed is not ended.
        """
        with self.writing():
            self.db.conn.execute(
                "UPDATE run SET ended_at = ?, reason = ?, counts = ? WHERE id = ?",
                (timestamp(datetime.now(UTC)), reason, to_json(count_run(self.db.conn, run.id)), run.id),
            )
            self._sum_up(run)

    def stop_run(self, run: Run, reason: str) -> None:
        """Note why a run stopped that is to be resumed, and what it has covered so far."""
        with self.writing():
            self.db.conn.execute("UPDATE run SET reason = ? WHERE id = ?", (reason, run.id))
            self._sum_up(run)

    def add_capture(
        self,
        capture: Capture,
        decoding: Decoding | None = None,
        *,
        run_id: int | None = None,
        received: int | None = None,
        milliseconds: int | None = None,
        template: str | None = None,
    ) -> int:
        """Store where a response lies and how it was decoded; return its id, the same one for the same record.

        ``received`` is its bytes on the wire, head included, ``milliseconds`` how long it took, ``template`` the
        fingerprint of the markup that was read; the first three are those of the first call.

        :raises CaptureError: the capture has no WARC record.
        """
        if capture.record is None:
            raise CaptureError(f"{capture.url}: the response has no WARC record; write it before storing what it says")
        record, how = capture.record, decoding
        with self.writing():
            self.db.conn.execute(
                _PUT_CAPTURE,
                (
                    capture.url, capture.status, timestamp(capture.fetched_at),
                    record.file, record.offset, record.length, record.digest,
                    how and how.declared, how and how.used, how and how.replaced,
                    record.original and record.original.file, record.original and record.original.offset,
                    run_id, received, milliseconds, template,
                ),
            )  # fmt: skip
            return self.capture_id(record)

    def capture_id(self, record: RecordRef) -> int:
        """Return the id of the capture that a record holds.

        :raises CaptureError: it was never added.
        """
        with self.writing():
            found = self._capture_at(record)
        if found is None:
            raise CaptureError(f"the record at {record.offset} of {record.file} is not in {self.path}; add it first")
        return found

    def latest_capture(self, url: str) -> int | None:
        """Return the id of the latest capture of ``url``, as it was requested; None if there is none."""
        sql = "SELECT id FROM capture WHERE url = ? ORDER BY fetched_at DESC, id DESC LIMIT 1"
        with self.writing():
            found = self.db.conn.execute(sql, (url,)).fetchone()
        return int(found[0]) if found else None

    def record_at(self, url: str, status: int, moment: datetime) -> RecordRef | None:
        """Return the record of the capture of ``url`` with this status from that second, None if there is none."""
        with self.writing():
            found = self.db.conn.execute(_RECORD_AT, (url, timestamp(moment), status)).fetchone()
        return record_ref(found) if found else None

    def has_record(self, ref: RecordRef) -> bool:
        """Tell whether there is a capture whose record lies where ``ref`` does."""
        with self.writing():
            return self._capture_at(ref) is not None

    def captured(self, url: str, moment: datetime) -> bool:
        """Tell whether there is a capture of ``url``, as it was requested, from that second."""
        sql = "SELECT 1 FROM capture WHERE url = ? AND fetched_at = ?"
        with self.writing():
            return self.db.conn.execute(sql, (url, timestamp(moment))).fetchone() is not None

    def payloads(self, url: str, status: int) -> list[RecordRef]:
        """Return the records of ``url`` with this status that hold a payload, oldest first."""
        with self.writing():
            return [RecordRef(*row) for row in self.db.conn.execute(_PAYLOADS, (url, status))]

    def last_payload(self, url: str) -> RecordRef | None:
        """Return the record that holds what ``url`` gave when it was last had (200, or 304 after it)."""
        with self.writing():
            found = self.db.conn.execute(_LAST_PAYLOAD, (url,)).fetchone()
        return RecordRef(*found) if found else None

    def put_article(
        self,
        article: Article,
        *,
        capture_id: int,
        run_id: int,
        seen_at: datetime,
        parser: str,
        complete: bool = True,
        pages: int = 1,
        visit_id: int | None = None,
    ) -> Stored:
        """Store a reading of an article: url, title and body must be there (see ``missing_fields``).

        A changed text keeps the earlier reading in ``article_version``; changed votes, rights, section or footer only
        update the row.  An incomplete reading (``complete`` false: one of its ``pages`` could not be fetched) never
        replaces a complete one.  ``capture_id`` is the capture that holds the first page, ``visit_id`` the one of this
        visit where the same bytes came again, ``seen_at`` its fetch time.
        """
        seen = timestamp(seen_at)
        with self.writing():
            row = article_row(article)
            row.update(
                footer_id=self._put_footer(article.footer, seen), capture_id=capture_id, run_id=run_id, parser=parser,
                complete=int(complete), pages=pages,
            )  # fmt: skip
            return store_article(self.db.conn, row, seen, visit_id or capture_id)

    def see_again(self, url: str, again: int, original: int, parser: str, seen_at: datetime) -> Stored | None:
        """Note that capture ``again`` has the bytes of ``original``, which hold the article at ``url``.

        ``parser`` need not read them then, and what it found of them holds for both.  Return None, and note nothing,
        where the present reading is not that of ``parser`` from those bytes alone.
        """
        with self.writing():
            stored = see_again(self.db.conn, url, again, original, parser, timestamp(seen_at))
            if stored is not None:
                self.db.conn.execute(_AS_ORIGINAL, (original, again))
            return stored

    def put_reading(
        self, url: str, article: Article, *, pages: int, parser: str, read_at: datetime, version: int | None = None
    ) -> bool:
        """Store what another parser reads from the captures of the article at ``url``; tell whether it says otherwise.

        The captures are those of an earlier ``version``, where one is given.  The reading that is replaced is kept in
        ``article_version`` then, under the same version.
        """
        with self.writing():
            sql, key = (_CAPTURED_AT, (url,)) if version is None else (_CAPTURED_BEFORE, (url, version))
            (captured,) = self.db.conn.execute(sql, key).fetchone()
            row = article_row(article)
            row.update(url=url, footer_id=self._put_footer(article.footer, captured), pages=pages, parser=parser)
            if version is None:
                return replace_reading(self.db.conn, row, timestamp(read_at))
            return replace_earlier_reading(self.db.conn, row, version, timestamp(read_at))

    def move_article(self, old: str, new: str) -> None:
        """Give the article at canonical ``old`` the canonical URL ``new``, which no other may have.

        What is known of the article goes with it, and the outcomes of ``old`` lead to it.
        """
        with self.writing():
            move(self.db.conn, old, new)

    def put_outcome(
        self,
        run_id: int,
        outcome: Outcome,
        *,
        seen_at: datetime,
        capture_id: int | None = None,
        stored: Stored | None = None,
    ) -> None:
        """Store what became of a URL in this run; a later outcome of the same URL replaces the earlier one.

        ``stored`` is what ``put_article`` returned.  A stored article whose page is missing now is marked as gone.
        """
        seen = timestamp(seen_at)
        with self.writing():
            row = {
                "run_id": run_id, "url": outcome.url, "kind": outcome.kind.value, "reason": outcome.reason,
                "section": outcome.section, "stored": stored and stored.how.value, "target": outcome.target,
                "fetched_url": outcome.fetched_url, "status": outcome.status, "capture_id": capture_id, "seen_at": seen,
            }  # fmt: skip
            if not self.db.conn.execute(_PUT_OUTCOME, row).rowcount:
                self.db.conn.execute(_REPLACE_OUTCOME, row)
            if outcome.kind is OutcomeKind.MISSING:
                see_gone(self.db.conn, outcome.url, seen, outcome.reason, outcome.status, capture_id)

    def has_outcome(self, run_id: int, url: str) -> bool:
        """Tell whether there is an outcome of ``url`` in a run."""
        with self.writing():
            found = self.db.conn.execute("SELECT 1 FROM url_outcome WHERE run_id = ? AND url = ?", (run_id, url))
            return found.fetchone() is not None

    def touch(self, url: str, seen_at: datetime) -> bool:
        """Note that a listing still links to the article at ``url``; tell whether it is stored."""
        sql = "UPDATE article_current SET last_seen = max(last_seen, ?) WHERE url = ?"
        with self.writing():
            return self.db.conn.execute(sql, (timestamp(seen_at), url)).rowcount > 0

    def put_left_out(self, run_id: int, place: str, offset: int, url: str | None, reason: str) -> None:
        """Note a record of the source of a run that could not be used; ``place`` is its file or its URL there."""
        with self.writing():
            put_left_out(self.db.conn, run_id, place, offset, url, reason)

    def doubt(self, url: str) -> None:
        """Note that the article at canonical ``url`` may lack a page, so that it is fetched and read again."""
        with self.writing():
            self.db.conn.execute("UPDATE article_current SET complete = 0 WHERE url = ?", (url,))

    def same(self, article: Article) -> str | None:
        """Return the URL of the first stored article of the very same title and body, None if it is this one."""
        digest = text_digest(article.title or "", article.body or "")
        with self.writing():
            return find_same(self.db.conn, digest, article.url, article.title)

    def known(self, url: str) -> bool:
        """Tell whether the article at canonical ``url`` is stored whole, so that it need not be fetched again."""
        with self.writing():
            found = self.db.conn.execute("SELECT 1 FROM article_current WHERE url = ? AND complete", (url,)).fetchone()
        return found is not None

    def begun_before(self, run: Run) -> str | None:
        """Return when the run of the same site and source began that was before ``run``; None if it is the first."""
        with self.writing():
            (found,) = self.db.conn.execute(_BEGUN_BEFORE, (run.site, run.source, run.id)).fetchone()
        return None if found is None else str(found)

    def last_full_run(self, site: str, source: str) -> str | None:
        """Return when the last finished run of a site began that followed all lists to their ends."""
        with self.writing():
            (found,) = self.db.conn.execute(_LAST_FULL_RUN, (site, source)).fetchone()
        return None if found is None else str(found)

    def setting(self, run: Run, name: str) -> str | None:
        """Return a setting as it was when ``run`` began; None if it was not told."""
        sql = "SELECT json_extract(settings, '$.' || ?) FROM run WHERE id = ?"
        with self.writing():
            (found,) = self.db.conn.execute(sql, (name, run.id)).fetchone()
        return None if found is None else str(found)

    def erased(self, url: str) -> bool:
        """Tell whether the article at canonical ``url`` was taken down so that it is not to be fetched again."""
        with self.writing():
            return takedown.erased(self.db.conn, url)

    def bytes_erased(self, digest: str) -> bool:
        """Tell whether a payload with this digest was a page of an article that was taken down and erased."""
        with self.writing():
            return takedown.bytes_erased(self.db.conn, digest)

    def records_of(self, url: str) -> list[RecordRef]:
        """Return the records of all captures of the article at canonical ``url``."""
        with self.writing():
            return takedown.records_of(self.db.conn, url)

    def index_again(self) -> None:
        """Make the full-text index anew from the articles, whatever became of it."""
        with self.writing():
            index_again(self.db.conn)

    def takedowns(self) -> list[Row]:
        """Return the rows of the table ``takedown``, without their numbers."""
        with self.writing():
            return takedown.takedowns(self.db.conn)

    def carry_takedowns(self, rows: Iterable[Row]) -> None:
        """Take over takedowns as ``takedowns`` gives them, into a file that has none of their articles yet."""
        with self.writing():
            takedown.carry(self.db.conn, rows)

    def take_down(self, url: str, level: takedown.Level, who: str, why: str, at: datetime) -> None:
        """Hide the article at canonical ``url``, or erase it, in the file; commits.

        :raises UsageError: see ``demand``.
        """
        self.demand(url, level)
        with self.writing():
            self.db.conn.execute("PRAGMA secure_delete = ON")
            takedown.take_down(self.db.conn, url, level, who, why, timestamp(at))
        self.commit()
        with self.writing():
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self.db.conn.execute(f"PRAGMA secure_delete = {_SECURE_DELETE}")

    def acknowledge(self, number: int, why: str, at: datetime) -> str:
        """Keep the alarm with this id quiet as long as it stands; return what it is about.

        :raises UsageError: there is no such alarm.
        """
        with self.writing():
            about = alarms.acknowledge(self.db.conn, number, why, timestamp(at))
        if about is None:
            raise UsageError(f"no alarm {number} in {self.path}; `zjcrawl report {self.path}` shows their numbers")
        return about

    def lift_takedown(self, url: str, at: datetime) -> None:
        """Show the article at canonical ``url`` again that was hidden.

        :raises UsageError: no such article is stored, or it was not taken down.
        """
        self.demand(url)
        with self.writing():
            if not takedown.taken_down(self.db.conn, url):
                raise UsageError(f"{url} was not taken down; see the table takedown for what was")
            takedown.lift(self.db.conn, url, timestamp(at))

    def address(self, url: str) -> str:
        """Return the canonical URL of the article that is meant by ``url``, however it is spelled; else ``url``."""
        with self.writing():
            return article_at(self.db.conn, url)

    def demand(self, url: str, level: takedown.Level | None = None) -> None:
        """Make sure that there is an article at canonical ``url`` to be taken down, or shown again.

        Of one whose text is erased, the captures can still be.

        :raises UsageError: there is none, or it is erased.
        """
        with self.writing():
            found = self.db.conn.execute("SELECT 1 FROM article_current WHERE url = ?", (url,)).fetchone()
        if found or (level is takedown.Level.CAPTURES and self.erased(url)):
            return
        if self.erased(url):
            raise UsageError(f"{url} was erased, and cannot be had back; see the table takedown for when and why")
        raise UsageError(f"no article {url} in {self.path}; give its URL, as the column url has it")

    def _sum_up(self, run: Run) -> None:
        """Keep what a run covered and what it asked of the portal, in numbers and in words."""
        put_coverage(self.db.conn, run.id)
        put_traffic(self.db.conn, run.id)
        put_statement(self.db.conn, run.id)

    def _put_footer(self, footer: Footer | None, seen: str) -> int | None:
        if footer is None:
            return None
        row = {**footer_row(footer), "seen": seen}
        found = self.db.conn.execute(_FOOTER_SEEN, row).fetchone()
        if found is None:
            return added(self.db.conn.execute(_PUT_FOOTER, row))
        footer_id, is_known = found
        if not is_known:
            self.db.conn.execute(_SEE_FOOTER, (seen, footer_id))
        return int(footer_id)

    def _capture_at(self, record: RecordRef) -> int | None:
        found = self.db.conn.execute(_CAPTURE_ID, (record.file, record.offset)).fetchone()
        return None if found is None else int(found[0])


def _connect(path: Path) -> tuple[Database, tuple[str, ...]]:
    """Connect for writing, and bring the schema forward by the migrations that are returned.

    A transaction rolled back finds out now if writing is impossible, not the first article.
    """
    conn = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        db = Database(conn)
        if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            conn.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        refuse_newer(db, str(path))
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute(f"PRAGMA secure_delete = {_SECURE_DELETE}")
        conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        conn.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        migrated = migrate(db)
        begin_indexing(conn)
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.rollback()
    except BaseException:
        conn.close()
        raise
    return db, migrated
