"""Articles read once more from their captures, by the reader of today."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from zjcrawl.captures.reading import read_record
from zjcrawl.errors import CaptureError
from zjcrawl.pages.joining import joined
from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Kind, Page, RecordRef
from zjcrawl.sites import SITES
from zjcrawl.sites.eras import site_at
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import Row, article_row, footer_row

Track = Callable[[Iterable["Reread"], int], Iterable["Reread"]]
"""Passes articles on, of which it is told how many there will be, and shows how far it is."""

_CHUNK = 50

_IDS = """
SELECT a.id, a.site, a.parser FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id
ORDER BY c.file, c.offset"""

_ROW = """
SELECT a.*, f.digest AS footer FROM article_current AS a LEFT JOIN footer AS f ON f.id = a.footer_id WHERE a.id = ?"""

_FURTHER = """
SELECT run_id, target, capture_id FROM url_outcome
WHERE kind = 'article' AND stored IS NULL AND capture_id IS NOT NULL AND target <> url ORDER BY run_id, capture_id"""

_VISITED_AS = "SELECT url FROM url_outcome WHERE run_id = ? AND target = ? AND stored IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Source:
    """A stored article: the row's id, its canonical URL, its portal, and the records of its pages in order."""

    id: int
    url: str
    site: str
    records: tuple[RecordRef, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What the captures of an article say now; ``article`` is None where ``reason`` says why they say nothing."""

    source: Source
    article: Article | None
    pages: int = 1
    reason: str | None = None
    damaged: bool = False


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

    def row(self, article_id: int) -> Row:
        """Return what is stored of an article, and the digest of its footer as ``footer``."""
        cursor = self._reader.db.conn.execute(_ROW, (article_id,))
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))

    def ids(self, unless_by: Mapping[str, str] | None = None) -> list[int]:
        """Return the ids of all articles but those that the parser read which ``unless_by`` has for their site."""
        rows = self._reader.db.conn.execute(_IDS)
        return [number for number, site, by in rows if unless_by is None or unless_by.get(site, by) != by]

    def read(self, ids: Sequence[int]) -> Iterator[Reread]:
        """Read the articles with these ids again, in their order; what cannot be read says why."""
        chunks = (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))
        if self._jobs == 1 or len(ids) <= _CHUNK:
            for chunk in chunks:
                yield from reread(self._folder, self._sources(chunk))
            return
        under_way: deque[Future[list[Reread]]] = deque()
        with ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn")) as pool:
            for chunk in chunks:
                under_way.append(pool.submit(reread, self._folder, self._sources(chunk)))
                if len(under_way) > 2 * self._jobs:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()

    def _sources(self, ids: Sequence[int]) -> list[Source]:
        return [self._source(article_id) for article_id in ids]

    def _source(self, article_id: int) -> Source:
        sql = "SELECT url, site, run_id, pages, capture_id FROM article_current WHERE id = ?"
        url, site, run_id, pages, capture_id = self._reader.db.conn.execute(sql, (article_id,)).fetchone()
        captures = [capture_id, *(self._further_pages(run_id, url) if pages > 1 else ())]
        return Source(article_id, url, site, tuple(map(self._reader.record, captures)))

    def _further_pages(self, run_id: int, url: str) -> list[int]:
        """Return the captures of the pages after the first; they belong to the address that was visited."""
        found = self._further.get((run_id, url))
        if found is None:
            visited = self._reader.db.conn.execute(_VISITED_AS, (run_id, url)).fetchall()
            found = next((pages for (key,) in visited if (pages := self._further.get((run_id, key)))), [])
        return found


def differences(row: Mapping[str, Any], reread: Reread, article: Article) -> dict[str, tuple[Any, Any]]:
    """Return by column what the row of an article has and what ``article``, its captures read again, says instead.

    ``row`` is of ``article_current``, with the digest of its footer as ``footer``.  A section that the page does not
    name was found on the way to it, and stays.
    """
    footer = footer_row(article.footer)["digest"] if article.footer else None
    now = article_row(article) | {"pages": reread.pages, "footer": footer}
    now["section"] = now["section"] or row["section"]
    return {name: (row[name], value) for name, value in now.items() if row[name] != value}


def reread(folder: Path, sources: Sequence[Source]) -> list[Reread]:
    """Read articles again."""
    return [_reread(folder, source) for source in sources]


def _reread(folder: Path, source: Source) -> Reread:
    try:
        first, *further = (_read(folder, record, source.site) for record in source.records)
    except CaptureError as error:
        return Reread(source, None, reason=str(error), damaged=True)
    article, pages = first.article, 1
    if article is None:
        return Reread(source, None, reason=first.reason)
    for page in further:
        longer = joined(article, page.article)
        if longer is None:
            break
        article, pages = longer, pages + 1
    return Reread(source, article, pages)


def _read(folder: Path, record: RecordRef, site: str) -> Page:
    capture, portal = read_record(folder, record), SITES.get(site)
    return read_page(
        capture.body,
        capture.url,
        status=capture.status,
        headers=capture.headers,
        site=site_at(portal, capture.fetched_at) if portal else None,
        promised=Kind.ARTICLE,
        with_pager=False,
    )
