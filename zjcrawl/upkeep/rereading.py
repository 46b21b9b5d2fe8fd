"""Articles, their earlier versions and what was taken for no article, read once more by the reader of today."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from zjcrawl.records import Article
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import Row, article_row, footer_row
from zjcrawl.upkeep.rereads import Said, Source, reread

Track = Callable[[Iterable["Reread"], int], Iterable["Reread"]]
"""Passes articles on, of which it is told how many there will be, and shows how far it is."""

_CHUNK = 50


class Readings(StrEnum):
    """Which readings of articles: the present ones, or those of earlier versions."""

    PRESENT = "present"
    EARLIER = "earlier"


_IDS = {
    Readings.PRESENT: """
        SELECT a.id, a.site, a.parser FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id
        ORDER BY c.file, c.offset""",
    Readings.EARLIER: """
        SELECT v.rowid, a.site, v.parser
        FROM article_version AS v JOIN article_current AS a ON a.url = v.url JOIN capture AS c ON c.id = v.capture_id
        WHERE v.reread_at IS NULL ORDER BY c.file, c.offset""",
}

_ROW = {
    Readings.PRESENT: """
        SELECT a.*, f.digest AS footer FROM article_current AS a LEFT JOIN footer AS f ON f.id = a.footer_id
        WHERE a.id = ?""",
    Readings.EARLIER: """
        SELECT a.site, v.*, f.digest AS footer
        FROM article_version AS v JOIN article_current AS a ON a.url = v.url LEFT JOIN footer AS f ON f.id = v.footer_id
        WHERE v.rowid = ?""",
}

_SOURCE = {
    Readings.PRESENT: "SELECT url, site, run_id, pages, capture_id, NULL FROM article_current WHERE id = ?",
    Readings.EARLIER: """
        SELECT v.url, a.site, v.run_id, v.pages, v.capture_id, v.version
        FROM article_version AS v JOIN article_current AS a ON a.url = v.url WHERE v.rowid = ?""",
}

_FURTHER = """
SELECT run_id, target, capture_id FROM url_outcome
WHERE kind = 'article' AND stored IS NULL AND capture_id IS NOT NULL AND target <> url ORDER BY run_id, capture_id"""

_VISITED_AS = "SELECT url FROM url_outcome WHERE run_id = ? AND target = ? AND stored IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Reread:
    """What was read again, and what its captures say now, as ``Said`` has it."""

    source: Source
    article: Article | None
    pages: int = 1
    reason: str | None = None
    damaged: bool = False
    goes_on: bool = False


class Rereader:
    """Reads articles of an archive again, over several processes where there is much to read.

    ``folder`` holds the WARC files.  Articles come in the order of their captures, so that files are read from front
    to back.
    """

    def __init__(self, reader: ArchiveReader, folder: Path, jobs: int = 1) -> None:
        self._reader = reader
        self._folder = folder
        self._jobs = jobs
        self._further: dict[tuple[int, str], list[int]] = {}
        for run_id, target, capture_id in reader.db.conn.execute(_FURTHER):
            self._further.setdefault((run_id, target), []).append(capture_id)

    def row(self, source: Source) -> Row:
        """Return what is stored of an article or an earlier version of one, its footer's digest as ``footer``."""
        cursor = self._reader.db.conn.execute(_ROW[_which(source)], (source.id,))
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))

    def ids(self, which: Readings, unless_by: Mapping[str, str] | None = None) -> list[int]:
        """Return the ids of readings but for those of the parser which ``unless_by`` has for their site."""
        rows = self._reader.db.conn.execute(_IDS[which])
        return [number for number, site, by in rows if unless_by is None or unless_by.get(site, by) != by]

    def read(self, which: Readings, ids: Sequence[int]) -> Iterator[Reread]:
        """Read the articles or versions with these ids again, in their order; what cannot be read says why."""
        return self.read_sources(ids, lambda number: self._source(which, number))

    def read_sources(self, ids: Sequence[int], source: Callable[[int], Source]) -> Iterator[Reread]:
        """Read again what ``source`` says of each id, in their order."""
        chunks = ([*map(source, ids[at : at + _CHUNK])] for at in range(0, len(ids), _CHUNK))
        for chunk, said in self._said(chunks, min(self._jobs, len(ids) // _CHUNK + 1)):
            yield from (Reread(one, *found) for one, found in zip(chunk, said, strict=True))

    def _said(self, chunks: Iterable[list[Source]], jobs: int) -> Iterator[tuple[list[Source], list[Said]]]:
        """Give each chunk with what it says, read in so many processes."""
        if jobs == 1:
            yield from ((chunk, reread(self._folder, chunk)) for chunk in chunks)
            return
        under_way: deque[tuple[list[Source], Future[list[Said]]]] = deque()
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            for chunk in chunks:
                under_way.append((chunk, pool.submit(reread, self._folder, chunk)))
                if len(under_way) > 2 * jobs:
                    done, future = under_way.popleft()
                    yield done, future.result()
            for done, future in under_way:
                yield done, future.result()

    def _source(self, which: Readings, number: int) -> Source:
        found = self._reader.db.conn.execute(_SOURCE[which], (number,)).fetchone()
        url, site, run_id, pages, capture_id, version = found
        captures = [capture_id, *(self._further_pages(run_id, url) if pages > 1 else ())]
        return Source(number, url, site, tuple(map(self._reader.record, captures)), version)

    def _further_pages(self, run_id: int, url: str) -> list[int]:
        """Return the captures of the pages after the first; they belong to the address that was visited."""
        found = self._further.get((run_id, url))
        if found is None:
            visited = self._reader.db.conn.execute(_VISITED_AS, (run_id, url)).fetchall()
            found = next((pages for (key,) in visited if (pages := self._further.get((run_id, key)))), [])
        return found


def differences(row: Mapping[str, Any], reread: Reread, article: Article) -> dict[str, tuple[Any, Any]]:
    """Return by column what the row of an article has and what ``article``, its captures read again, says instead.

    ``row`` is one of a ``Rereader``.  A section that the page does not name was found on the way to it, and stays.
    """
    footer = footer_row(article.footer)["digest"] if article.footer else None
    now = article_row(article) | {"pages": reread.pages, "footer": footer}
    now["section"] = now["section"] or row["section"]
    return {name: (row[name], value) for name, value in now.items() if name in row and row[name] != value}


def _which(source: Source) -> Readings:
    return Readings.PRESENT if source.version is None else Readings.EARLIER
