"""Pages that were no articles to the reader of their time, and may be to the reader of today."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zjcrawl.dedup.bodies import text_digest
from zjcrawl.frontier.canonical import may_be_one
from zjcrawl.frontier.visit import Role
from zjcrawl.records import Article, Kind, Outcome, OutcomeKind
from zjcrawl.sites import SITES
from zjcrawl.sites.parser import parser
from zjcrawl.store.archive import Archive, Run
from zjcrawl.store.copies import find_same
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.takedown import erased
from zjcrawl.store.validation import missing_fields
from zjcrawl.upkeep.rereading import Reread, Rereader, Track
from zjcrawl.upkeep.rereads import Source

SOURCE = "reparse"
"""What the table ``run`` has as the source of these articles."""

_PROMISES = {Role.ARTICLE: Kind.ARTICLE, Role.LISTING: Kind.LISTING}

_PAGES = """
SELECT c.id, max(o.run_id) FROM url_outcome AS o
JOIN capture AS c ON c.id = o.capture_id LEFT JOIN ledger AS l ON l.url = o.url
WHERE (o.kind IN ('other', 'missing') OR o.kind = 'listing' AND l.role = 'article') AND o.target IS NULL
AND c.status IN (200, 304) AND c.erased_at IS NULL AND o.url NOT IN (SELECT url FROM article_current)
GROUP BY ifnull(c.original_id, c.id) ORDER BY c.file, c.offset"""
"""Of captures with one payload the last one.  A page that was visited as a list is one to whoever reads it again."""

_PAGE = """
SELECT o.url, run.site, l.role, o.kind, o.reason, o.section, c.url, c.status, c.fetched_at, ifnull(c.original_id, c.id)
FROM url_outcome AS o JOIN run ON run.id = o.run_id JOIN capture AS c ON c.id = o.capture_id
LEFT JOIN ledger AS l ON l.url = o.url WHERE o.capture_id = ? ORDER BY o.run_id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Visited:
    """A page that was no article: where and when it was had, and what became of it then."""

    url: str
    site: str
    role: Role | None
    kind: str
    reason: str
    section: str | None
    fetched_url: str
    status: int
    fetched_at: datetime
    holder: int
    """The capture that holds its payload."""


@dataclass(frozen=True, slots=True)
class Appeared:
    """An article in a page that was none before, as ``was`` says."""

    visited: Visited
    article: Article
    capture_id: int
    complete: bool

    @property
    def was(self) -> str:
        """What became of the page when it was crawled."""
        return f"{self.visited.kind}: {self.visited.reason}"


class Overlooked:
    """Reads again what was no article, and stores what is one now in a run of its own for each portal."""

    def __init__(self, reader: ArchiveReader, rereader: Rereader) -> None:
        self._reader = reader
        self._rereader = rereader
        self._runs: dict[str, Run] = {}

    def ids(self) -> list[int]:
        """Return the ids of the captures that are to be read again."""
        return [number for number, _ in self._reader.db.conn.execute(_PAGES)]

    def appeared(self, ids: Sequence[int], conn: sqlite3.Connection, track: Track) -> Iterator[Appeared]:
        """Give the articles among captures that the archive lacks; ``conn`` is asked what it has."""
        read: Iterable[Reread] = track(self._rereader.read_sources(ids, self._source), len(ids))
        for reread in read:
            visited, article = self._visited(reread.source.id), reread.article
            if article is None or missing_fields(article) or visited.site not in SITES:
                continue
            if reread.source.promised is None and article.published is None:
                continue
            if _is_new(conn, visited.url, article):
                whole = replace(article, section=article.section or visited.section)
                yield Appeared(visited, whole, reread.source.id, complete=not reread.goes_on)

    def store(self, archive: Archive, found: Appeared) -> None:
        """Store an article with its outcome."""
        visited, run = found.visited, self._run(archive, found.visited.site)
        stored = archive.put_article(
            found.article, capture_id=visited.holder, run_id=run.id, seen_at=visited.fetched_at,
            parser=parser(SITES[visited.site]), complete=found.complete, visit_id=found.capture_id,
        )  # fmt: skip
        outcome = Outcome(
            visited.url, OutcomeKind.ARTICLE, f"read again; before, {found.was}", visited.fetched_url, visited.status,
            found.article.section, found.article.url,
        )  # fmt: skip
        archive.put_outcome(run.id, outcome, seen_at=visited.fetched_at, capture_id=found.capture_id, stored=stored)

    def finish(self, archive: Archive) -> None:
        """End the runs that were begun."""
        for run in self._runs.values():
            archive.end_run(run, "finished")

    def _run(self, archive: Archive, site: str) -> Run:
        if site not in self._runs:
            self._runs[site] = archive.begin_run(site, SOURCE, {})
        return self._runs[site]

    def _visited(self, capture_id: int) -> Visited:
        row = self._reader.db.conn.execute(_PAGE, (capture_id,)).fetchone()
        url, site, role, kind, reason, section, fetched_url, status, fetched_at, holder = row
        return Visited(
            url, site, Role(role) if role else None, kind, reason, section, fetched_url, status,
            datetime.fromisoformat(fetched_at), holder,
        )  # fmt: skip

    def _source(self, capture_id: int) -> Source:
        visited = self._visited(capture_id)
        promised = _PROMISES.get(visited.role) if visited.role else None
        record = self._reader.record(capture_id)
        return Source(capture_id, visited.url, visited.site, (record,), promised=promised, with_pager=True)


def _is_new(conn: sqlite3.Connection, visited: str, article: Article) -> bool:
    """Tell whether an article is neither stored, be it under another address, nor to be kept out."""
    if erased(conn, visited) or erased(conn, article.url):
        return False
    if conn.execute("SELECT 1 FROM article_current WHERE url = ?", (article.url,)).fetchone():
        return False
    digest = text_digest(article.title or "", article.body or "")
    same = find_same(conn, digest, article.url, article.title)
    return same is None or not may_be_one(article.url, same)
