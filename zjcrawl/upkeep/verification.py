"""Whether an archive is what it says: a sound file, captures that open, and rows that equal what was captured."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zjcrawl.captures.exchange import NOT_MODIFIED
from zjcrawl.captures.reading import check_record
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.captures.walking import records_of
from zjcrawl.errors import CaptureError
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.records import RecordRef
from zjcrawl.sites import SITES, site_named
from zjcrawl.sites.parser import parser
from zjcrawl.store.index import is_indexed
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import FOOTER_COLUMNS, RECORD, SHOWN, Row, footer_digest, record_ref, timestamp
from zjcrawl.upkeep.rereading import Readings, Reread, Rereader, Track, differences
from zjcrawl.upkeep.rereads import Source

_SHOWN = 60
"""So much of a value is shown where two differ."""

_RESTORE = "restore the file from a copy"
_RESTORE_ROW = f"the row was changed: {_RESTORE.replace('the file', 'it')}"
_MAKE_ANEW = f"{_RESTORE}, or make it anew: zjcrawl reparse --from FOLDER --db NEW"
_REINDEX = "zjcrawl reindex makes the index anew"
_REPARSE = "the row was changed by hand or damaged: zjcrawl reparse --all reads it again"

_NAMED = 5
"""So many findings of one kind are named one by one, where one cause may make thousands."""

_UNSETTLED = """
SELECT c.id, c.url, r.site FROM capture AS c, (SELECT DISTINCT site FROM run) AS r
WHERE c.id NOT IN (SELECT capture_id FROM url_outcome WHERE capture_id IS NOT NULL)
AND c.url NOT IN (SELECT fetched_url FROM url_outcome WHERE fetched_url IS NOT NULL)
AND c.url NOT IN (SELECT url FROM frontier WHERE state <> 'done')
ORDER BY c.id"""

_CAPTURE = RECORD.replace("SELECT", "SELECT c.url, c.status, c.fetched_at,", 1)

_CAPTURE_AT = f"{_CAPTURE} WHERE c.file = ? AND c.offset = ?"

_FOOTERS = f"SELECT id, digest, {', '.join(FOOTER_COLUMNS)} FROM footer ORDER BY id"  # noqa: S608 - constants

_IS_SHOWN = f"SELECT {SHOWN} FROM article_current AS a WHERE a.id = ?"  # noqa: S608 - constants

_ALL_CAPTURES = f"{_CAPTURE} WHERE c.erased_at IS NULL ORDER BY c.file, c.offset"


_DAMAGED, _UNINDEXED = (
    "of its records are damaged",
    "of its articles are not in the index of the search as they should be",
)
_REMEDIES = {_DAMAGED: _RESTORE, _UNINDEXED: _REINDEX}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: what it is about, what is wrong with it, and what can be done."""

    subject: str
    problem: str
    remedy: str


@dataclass(slots=True)
class Verdict:
    """How much was looked at, and what was found wanting.

    ``outdated`` counts the articles that another parser read, whose fields therefore were not compared.
    """

    articles: int = 0
    captures: int = 0
    outdated: int = 0
    findings: list[Finding] = field(default_factory=list)


class Verifier:
    """Holds an archive against its captures, which are in ``folder``; nothing is written."""

    def __init__(self, reader: ArchiveReader, folder: Path) -> None:
        self._reader = reader
        self._conn = reader.db.conn
        self._folder = folder
        self._found: Counter[tuple[str, str]] = Counter()

    def verify(
        self, sample: int | None, seed: int = 0, jobs: int = 1, track: Track = lambda items, _: items
    ) -> Verdict:
        """Check the file as a whole, and ``sample`` articles with their captures, or all with None.

        The same ``seed`` takes the same articles of the same archive.  ``track`` is given what comes and how much.
        Where SQLite finds the file itself damaged, nothing else is looked at, since its rows are not to be trusted.
        """
        verdict = Verdict()
        verdict.findings += self._file()
        if verdict.findings:
            return verdict
        self._found.clear()
        verdict.findings += [*self._orphans(), *self._footers(), *self._lost_files(), *self._unsettled()]
        rereader = Rereader(self._reader, self._folder, jobs)
        ids = rereader.ids(Readings.PRESENT)
        if sample is not None and sample < len(ids):
            ids = sorted(random.Random(seed).sample(ids, sample))  # noqa: S311 - nothing depends on its secrecy
        for reread in track(rereader.read(Readings.PRESENT, ids), len(ids)):
            verdict.articles += 1
            verdict.findings += self._article(reread, rereader.row(reread.source), verdict)
            verdict.findings += self._indexed(reread.source)
            if sample is not None:
                verdict.findings += self._records(self._rows_of(reread.source.records), verdict)
        if sample is None:
            earlier = rereader.ids(Readings.EARLIER)
            for reread in track(rereader.read(Readings.EARLIER, earlier), len(earlier)):
                verdict.findings += self._article(reread, rereader.row(reread.source), verdict)
            verdict.findings += self._records(self._conn.execute(_ALL_CAPTURES), verdict)
            verdict.findings += self._other_records()
        verdict.findings += self._more()
        return verdict

    def _file(self) -> Iterator[Finding]:
        try:
            said = [line for (line,) in self._conn.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            said = [str(error)]
        if said != ["ok"]:
            yield from (Finding(str(self._reader.path), f"SQLite says: {line}", _MAKE_ANEW) for line in said)

    def _orphans(self) -> Iterator[Finding]:
        for table, row, parent, _ in self._conn.execute("PRAGMA foreign_key_check"):
            problem = f"row {row} refers to a row of {parent} that is not there"
            yield Finding(table, problem, "the row was deleted by hand: restore it from a copy")

    def _footers(self) -> Iterator[Finding]:
        for number, digest, *said in self._conn.execute(_FOOTERS):
            if footer_digest(dict(zip(FOOTER_COLUMNS, said, strict=True))) != digest:
                yield Finding(f"footer {number}", "its columns are not those that its digest was made of", _RESTORE_ROW)

    def _lost_files(self) -> Iterator[Finding]:
        for file, count in self._conn.execute("SELECT file, count(*) FROM capture GROUP BY file"):
            if not self._has(file):
                yield Finding(file, f"is not in {self._folder}, and {count} captures are in it", _RESTORE)

    def _has(self, file: str) -> bool:
        path = self._folder / file
        return path.is_file() or path.with_name(path.name + OPEN_SUFFIX).is_file()

    def _unsettled(self) -> Iterator[Finding]:
        """Find captures whose URL has no outcome in any run, and is not waiting for one; robots.txt has none."""
        suspects = [
            (number, url, canonical_url(url, SITES[site]))
            for number, url, site in self._conn.execute(_UNSETTLED)
            if site in SITES and urlsplit(url).path != "/robots.txt"
        ]
        settled = {url for (url,) in self._conn.execute("SELECT url FROM url_outcome")} if suspects else set()
        lacking = {number: url for number, url, _ in suspects}
        for number, _, key in suspects:
            if key in settled:
                lacking.pop(number, None)
        for number, url in lacking.items():
            yield Finding(url, f"capture {number} has no outcome", "crawl once more, with --refresh")

    def _article(self, reread: Reread, row: Row, verdict: Verdict) -> Iterator[Finding]:
        if reread.damaged:
            return
        if reread.source.site not in SITES or row["parser"] != parser(site_named(reread.source.site)):
            verdict.outdated += 1
            return
        if reread.article is None:
            yield Finding(reread.source.url, f"its capture is no article: {reread.reason}", _REPARSE)
            return
        for name, (stored, read) in differences(row, reread, reread.article).items():
            if name == "url" and self._was_visited(row):
                continue
            problem = f"{name} is {_short(stored)}, its capture says {_short(read)}"
            yield Finding(reread.source.url, problem, _REPARSE)

    def _was_visited(self, row: Row) -> bool:
        """Tell whether an article is stored under the address of its capture, whatever the page is called by now."""
        (url,) = self._conn.execute("SELECT url FROM capture WHERE id = ?", (row["capture_id"],)).fetchone()
        return bool(canonical_url(url, site_named(row["site"])) == row["url"])

    def _records(self, captures: Iterable[tuple[Any, ...]], verdict: Verdict) -> Iterator[Finding]:
        """Hold captures, rows of ``_CAPTURE``, against their records."""
        for url, status, fetched_at, *place in captures:
            record = record_ref(tuple(place))
            verdict.captures += 1
            try:
                if not self._has(record.file):
                    continue
                capture = check_record(self._folder, record)
            except CaptureError as error:
                yield from self._damaged(record.file, record.offset, str(error))
                continue
            says = {"url": capture.url, "status": capture.status, "fetched_at": timestamp(capture.fetched_at)}
            has = {
                "url": url,
                "status": says["status"] if status == NOT_MODIFIED else status,
                "fetched_at": fetched_at,
            }
            for name in (name for name in has if has[name] != says[name]):
                problem = f"its row has {name} {_short(has[name])}, the record {_short(says[name])}"
                yield Finding(f"{record.file}:{record.offset}", problem, _RESTORE_ROW)

    def _other_records(self) -> Iterator[Finding]:
        """Find what is damaged beside the captures: requests, metadata, the end of a file.

        Those of a capture were checked, but in a file of which few can be read.  One that is open may grow meanwhile.
        """
        for (file,) in self._conn.execute("SELECT DISTINCT file FROM capture ORDER BY file").fetchall():
            path = self._folder / file
            if not path.is_file() or self._found[_DAMAGED, file]:
                continue
            with path.open("rb") as stream:
                for record in records_of(stream):
                    if record.problem:
                        problem = f"the record at {record.offset} of {file} is damaged: {record.problem}"
                        yield from self._damaged(file, record.offset, problem)

    def _damaged(self, file: str, offset: int, problem: str) -> Iterator[Finding]:
        yield from self._one_of(_DAMAGED, file, Finding(f"{file}:{offset}", problem, _RESTORE))

    def _indexed(self, source: Source) -> Iterator[Finding]:
        """Find an article that the search would not find, or one that was taken down and is found."""
        (shown,) = self._conn.execute(_IS_SHOWN, (source.id,)).fetchone()
        try:
            if is_indexed(self._conn, source.id) == bool(shown):
                return
            problem = "the index of the search does not have it" if shown else "taken down, and still in the index"
        except sqlite3.DatabaseError as error:
            problem = f"the index of the search is damaged: {error}"
        yield from self._one_of(_UNINDEXED, str(self._reader.path), Finding(source.url, problem, _REINDEX))

    def _one_of(self, kind: str, subject: str, finding: Finding) -> Iterator[Finding]:
        """Give the first findings of a kind about one subject, and count the others."""
        self._found[kind, subject] += 1
        if self._found[kind, subject] <= _NAMED:
            yield finding

    def _more(self) -> Iterator[Finding]:
        for (kind, subject), count in self._found.items():
            if count > _NAMED:
                yield Finding(subject, f"{count - _NAMED} more {kind}", _REMEDIES[kind])

    def _rows_of(self, records: Iterable[RecordRef]) -> Iterator[tuple[Any, ...]]:
        for record in records:
            yield from self._conn.execute(_CAPTURE_AT, (record.file, record.offset))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
