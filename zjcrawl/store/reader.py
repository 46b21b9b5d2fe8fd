"""An archive open for reading, also while a crawl writes into it."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from sqlite_utils import Database

from zjcrawl.errors import ArchiveError, UsageError
from zjcrawl.records import RecordRef
from zjcrawl.store.addresses import article_at
from zjcrawl.store.files import check_ours, errors_explained, explained_error
from zjcrawl.store.query import parse_query, terms_of
from zjcrawl.store.rows import RECORD, TEXT_COLUMNS, Row, article_dict, record_ref
from zjcrawl.store.schema import migrations, refuse_newer
from zjcrawl.store.search import FILTERS, ORDERS, Finder, extract, marks
from zjcrawl.store.takedown import taken_down

_PAGE = 200

_SHOWN = "SELECT url, title, published, source, section, body FROM article_current WHERE id = ?"

_BUSY_SECONDS = 60.0

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T.*)?)?)?")

_VERSIONS = f"""
SELECT version, since, last_seen, parser, {", ".join(TEXT_COLUMNS)}
FROM (
    SELECT url, version, since, last_seen, parser, {", ".join(TEXT_COLUMNS)} FROM article_version
    WHERE reread_at IS NULL
    UNION ALL SELECT url, version, since, last_seen, parser, {", ".join(TEXT_COLUMNS)} FROM article_current
)
WHERE url = ? ORDER BY version"""  # noqa: S608 - constants


_STORY = """
SELECT story_id, url, title, published, source, site, section, authors, editor, body, first_seen, last_seen, gone_at
FROM article WHERE story_id = (SELECT story_id FROM article WHERE url = ?)
ORDER BY published IS NULL, published, first_seen, url"""


class Found(list[Row]):
    """A page of what a search found.

    Each article has url, title with its ``title_marks``, published, source, section, and of the body an ``extract``
    with the ``marks`` of what was found in it: pairs of first and one past the last character.  On all pages together
    there are at ``least`` and at ``most`` so many; ``most`` is None where they were not counted.
    """

    def __init__(self, articles: Iterable[Row], least: int, most: int | None) -> None:
        super().__init__(articles)
        self.least = least
        self.most = most


class ArchiveReader:
    """The articles of an archive as everyone outside sees them; ``docs/fields.md`` describes the keys.

    ``db`` is the sqlite-utils Database for any other question, opened read-only.  What SQLite says of a damaged file
    in a ``with`` block becomes an ArchiveError of one line.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError) and (explained := explained_error(self.path, error)):
            raise explained from error

    def close(self) -> None:
        """Close the file."""
        self.db.close()
        _remove_side_files(self.path)

    def articles(self, *, no_copies: bool = False) -> Iterator[Row]:
        """Yield every article in the order of URLs; ``no_copies`` leaves out those with a ``copy_of``.

        Reads a few hundred at a time, so that memory stays constant and a crawl's log is never held up by an open
        cursor.  An article that a crawl stores meanwhile may or may not be among them; none comes twice.
        """
        view = "article_unique" if no_copies else "article"
        last = ""
        while page := self._rows(f"SELECT * FROM {view} WHERE url > ? ORDER BY url LIMIT {_PAGE}", last):  # noqa: S608
            yield from page
            last = page[-1]["url"]

    def article_keys(self) -> tuple[str, ...]:
        """Return the keys of every article, in order."""
        with errors_explained(self.path):
            return tuple(column[0] for column in self.db.conn.execute("SELECT * FROM article LIMIT 0").description)

    def address(self, url: str) -> str:
        """Return the canonical URL of the article that is meant by ``url``, however it is spelled; else ``url``."""
        with errors_explained(self.path):
            return article_at(self.db.conn, url)

    def article(self, url: str) -> Row | None:
        """Return the article at canonical ``url``, None if it is not stored."""
        rows = self._rows("SELECT * FROM article WHERE url = ?", url)
        return rows[0] if rows else None

    def search(
        self, query: str, *, order: str = "relevance", limit: int = 20, offset: int = 0, **filters: str | None
    ) -> Found:
        """Return the articles that hold what ``query`` asks for, the best first.

        ``store.query.parse_query`` says what a query may be; ``order`` is ``relevance`` (see
        ``store.search.Finder.by_relevance``) or ``date`` (the latest first).  ``filters`` are ``site``, ``section``,
        ``source``, ``rights``, and ``since`` and ``until``, both included, as precise as ``published`` may be:
        ``2010``, ``2010-10``, ``2010-10-20``.

        :raises UsageError: the query cannot be understood, or there is no such order, filter or date.
        """
        unknown = next((name for name in filters if name not in FILTERS), None)
        if unknown or order not in ORDERS:
            wrong, known = (unknown, FILTERS) if unknown else (order, ORDERS)
            raise UsageError(f"cannot search by {wrong}; choose of {', '.join(known)}")
        wanted = parse_query(query)
        given = {name: value for name, value in filters.items() if value is not None}
        for name in ("since", "until"):
            if name in given and not _is_date(given[name]):
                raise UsageError(f"{name} {given[name]!r}: no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        with errors_explained(self.path):
            finder = Finder(self.db.conn, wanted, given)
            ids = finder.by_date() if order == "date" else finder.by_relevance()
            ahead = 1 if finder.most is None else 0
            page = list(islice(ids, min(offset, sys.maxsize), min(offset + limit + ahead, sys.maxsize)))
            terms = terms_of(wanted)
            found = [self._found(article_id, terms) for article_id in page[:limit]]
        if not page and offset:
            return Found(found, finder.least, offset if finder.most is None else finder.most)
        reached = offset + len(page)
        return Found(found, max(finder.least, reached), reached if len(page) < limit + ahead else finder.most)

    def _found(self, article_id: int, terms: tuple[str, ...]) -> Row:
        *known, body = self.db.conn.execute(_SHOWN, (article_id,)).fetchone()
        row: Row = dict(zip(("url", "title", "published", "source", "section"), known, strict=True))
        shown = extract(body, terms)
        row["title_marks"] = [list(mark) for mark in marks(row["title"], terms)]
        return {**row, "extract": shown.text, "marks": [list(mark) for mark in shown.marks]}

    def versions(self, url: str) -> list[Row]:
        """Return what the article at canonical ``url`` said, the earliest first; empty if it is not stored.

        Each row has ``version``, ``since`` (when it was captured), ``last_seen``, ``parser`` and the text columns.  Of
        several parsers' readings of a version the last one counts.
        """
        return self._rows(_VERSIONS, url)

    def taken_down(self, url: str) -> bool:
        """Tell whether the article at canonical ``url`` is not to be shown, or was erased."""
        with errors_explained(self.path):
            return taken_down(self.db.conn, url)

    def absences(self, url: str) -> list[Row]:
        """Return when the article at canonical ``url`` was gone from the portal; rows of the view ``absence``."""
        return self._rows("SELECT * FROM absence WHERE url = ? ORDER BY gone_at", url)

    def story(self, url: str) -> list[Row]:
        """Return the articles that are the same text as the one at canonical ``url``, that one included.

        The earliest comes first, as in the view ``story``; empty if the article is not stored, or was taken down.
        """
        return self._rows(_STORY, url)

    def record(self, capture_id: int) -> RecordRef:
        """Return where the record of a capture lies, and that of its original if it is a revisit.

        :raises ArchiveError: there is no such capture.
        """
        with errors_explained(self.path):
            found = self.db.conn.execute(f"{RECORD} WHERE c.id = ?", (capture_id,)).fetchone()
        if found is None:
            raise ArchiveError(f"{self.path}: no capture {capture_id}; take an id of the table capture")
        return record_ref(found)

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        with errors_explained(self.path):
            cursor = self.db.conn.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [article_dict(dict(zip(names, row, strict=True))) for row in cursor]


def _is_date(text: str) -> bool:
    """Tell whether a text is a date of the calendar, which may lack its day, or month and day."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def open_archive(path: str | Path) -> ArchiveReader:
    """Open the archive at ``path`` for reading; nothing is ever written to it.

    :raises NotAnArchiveError: the file is no database, or not one of zjcrawl's.
    :raises NewerArchiveError: a newer zjcrawl wrote it; the message names the version needed.
    :raises ArchiveError: no such file, not readable, or its schema has yet to be brought up to date by a writer.
    """
    path = Path(path)
    if not path.exists():
        raise ArchiveError(f"{path}: no such file; crawl into it first, or name another")
    check_ours(path)
    with errors_explained(path):
        return ArchiveReader(path, _connect(path))


def _connect(path: Path) -> Database:
    conn = sqlite3.connect(_uri(path), uri=True, timeout=_BUSY_SECONDS)
    try:
        db = Database(conn)
        refuse_newer(db, str(path))
        if migrations.pending(db):
            raise ArchiveError(f"{path}: written by an older zjcrawl; bring it forward: zjcrawl upgrade {path}")
    except BaseException:
        conn.close()
        raise
    return db


def _remove_side_files(path: Path) -> None:
    """Remove the empty log and its index that SQLite leaves behind a reader, by closing the file as a writer does.

    Who may not write leaves them, and so does SQLite while anybody else has the file open.
    """
    with suppress(OSError, sqlite3.Error):
        is_empty = path.with_name(path.name + "-wal").stat().st_size == 0
        if is_empty and os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
            with closing(sqlite3.connect(path)) as conn:
                conn.execute("SELECT 1 FROM sqlite_master").fetchone()


def _uri(path: Path) -> str:
    """Return the read-only URI; a finished archive in a folder that cannot be written is opened as immutable.

    SQLite needs to create a side file to read a database in WAL mode, which a CD or a mounted snapshot refuses.
    """
    finished = not path.with_name(path.name + "-wal").exists()
    immutable = finished and not os.access(path.parent, os.W_OK, effective_ids=True)
    return f"file:{quote(str(path.absolute()))}?mode=ro" + ("&immutable=1" if immutable else "")
