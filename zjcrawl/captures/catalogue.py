"""An index of captures by URL and time that takes no memory: it is on the disk for as long as it is used."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from zjcrawl.errors import CaptureError

P = TypeVar("P", bound=tuple[Any, ...])

_NO_ROOM = ("SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_IOERR")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CACHE_KIB = 16 * 1024

_CREATE = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -{_CACHE_KIB};
CREATE TABLE capture (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, url TEXT, at INTEGER NOT NULL, status INTEGER NOT NULL,
    is_page INTEGER NOT NULL, is_whole INTEGER NOT NULL, place TEXT NOT NULL, own TEXT, is_unmodified INTEGER NOT NULL,
    record_id TEXT, digest TEXT
);
CREATE TABLE pending (
    url TEXT, key TEXT, at INTEGER, place TEXT, is_unmodified INTEGER, refers_to TEXT, refers_at INTEGER
);
CREATE TABLE left_out (place TEXT, offset INTEGER, url TEXT, key TEXT, reason TEXT);
"""
"""A URL is null where it is its own key.  Indexes are made when all is in: adding to one in no order is slow."""

_INDEX = """
CREATE INDEX capture_key ON capture (key, at);
CREATE INDEX capture_record_id ON capture (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX capture_place ON capture (place);
CREATE INDEX left_out_key ON left_out (key);
"""

_COLUMNS = "ifnull(url, key), at, status, is_page, is_whole, place, own, is_unmodified"

_ADD = """
INSERT INTO capture (key, url, at, status, is_page, is_whole, place, own, is_unmodified, record_id, digest)
VALUES (?, nullif(?, ?1), ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_ORDER = "ORDER BY key, at, id"

_LAST = f"""
SELECT {_COLUMNS} FROM (SELECT DISTINCT key AS each FROM capture) JOIN capture
ON id = (SELECT id FROM capture WHERE key = each ORDER BY at DESC, id DESC LIMIT 1) ORDER BY each"""  # noqa: S608

_BY_URL = """
SELECT id FROM capture WHERE key = ? AND own IS NULL AND at <= ? ORDER BY at = ? DESC, at DESC, id LIMIT 1"""

_REPEATS = """
DELETE FROM capture WHERE id IN (
    SELECT id FROM (
        SELECT id, digest, lag(digest) OVER (PARTITION BY ifnull(url, key) ORDER BY at, id) AS before
        FROM capture WHERE digest IS NOT NULL
    ) WHERE digest = before
)"""


@dataclass(frozen=True, slots=True)
class Stored(Generic[P]):
    """One capture of a source: when it was made, of what status it is, and where its bytes are.

    It is no page where its Content-Type says that it is not HTML, and not whole where its record says so.  A revisit
    has the ``place`` of what it stands for, and its ``own`` beside it.
    """

    url: str
    fetched_at: datetime
    status: int
    is_page: bool
    is_whole: bool
    place: P
    own: P | None = None
    is_unmodified: bool = False
    """Whether it is a revisit after a 304."""


@dataclass(frozen=True, slots=True)
class Revisit(Generic[P]):
    """A revisit record on its way to the response that it stands for, which it names by id, or by URL and date."""

    url: str
    fetched_at: datetime
    place: P
    is_unmodified: bool
    refers_to: str | None
    refers_to_url: str
    refers_to_date: datetime | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that a source has and cannot give: where it lies, of what URL it is, if that is known, and why."""

    place: str
    offset: int
    url: str | None
    reason: str


class Catalogue(Generic[P]):
    """Captures by canonical URL; ``place`` puts a place together from its parts, ``key`` names the page of a URL.

    First all are added, then ``resolve`` is called, then they can be asked for.  What adds raises CaptureError where
    the folder for temporary files is full.
    """

    def __init__(self, place: Callable[..., P], key: Callable[[str], str]) -> None:
        self._place = place
        self._key = key
        with _space_needed():
            self._conn = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._conn.executescript(_CREATE)
            self._conn.execute("BEGIN")
        weakref.finalize(self, self._conn.close)

    def add(self, stored: Stored[P], *, record_id: str | None = None, digest: str | None = None) -> None:
        """Add a capture, with the id of its record and its digest in an index where these are known."""
        with _space_needed():
            self._conn.execute(_ADD, (self._key(stored.url), *_row(stored), record_id, digest))

    def add_revisit(self, revisit: Revisit[P]) -> None:
        """Add a revisit, whose response may come later."""
        row = (
            revisit.url, self._key(revisit.refers_to_url), _number(revisit.fetched_at), json.dumps(revisit.place),
            revisit.is_unmodified, revisit.refers_to, _number(revisit.refers_to_date or _EPOCH),
        )  # fmt: skip
        with _space_needed():
            self._conn.execute("INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def leave_out(self, left: LeftOut) -> None:
        """Note a record that cannot be given."""
        row = (left.place, left.offset, left.url, left.url and self._key(left.url), left.reason)
        with _space_needed():
            self._conn.execute("INSERT INTO left_out VALUES (?, ?, ?, ?, ?)", row)

    def resolve(self) -> list[tuple[str, P]]:
        """Give each revisit its response; return URL and place of those that refer to what is not there."""
        lost: list[tuple[str, P]] = []
        with _space_needed():
            self._conn.executescript(_INDEX)  # which commits first
            self._conn.execute("BEGIN")
            for url, key, at, place, is_unmodified, refers_to, refers_at in self._conn.execute("SELECT * FROM pending"):
                found = self._original(refers_to, key, at, refers_at)
                if found is None:
                    lost.append((url, self._place(*json.loads(place))))
                else:
                    self._add_revisited(found, (url, at, place, is_unmodified))
            self._conn.execute("DELETE FROM pending")
            self._conn.execute("COMMIT")
        return lost

    def keep(self, since: date | None, until: date | None) -> None:
        """Keep what was captured in these days, UTC and both included; None is no bound."""
        bounds = (_number(_midnight(since)) if since else None, _number(_midnight(until, 1)) if until else None)
        with _space_needed():
            self._conn.execute("DELETE FROM capture WHERE at < ? OR at >= ?", bounds)

    def without_repeats(self) -> None:
        """Leave out each capture whose URL had the same digest at the capture before.

        An archive can do so itself (``collapse=digest``), but does it over the border between two URLs as well.
        """
        with _space_needed():
            self._conn.execute(_REPEATS)

    def __len__(self) -> int:
        """Count the pages that there are captures of."""
        return int(self._conn.execute("SELECT count(DISTINCT key) FROM capture").fetchone()[0])

    def of(self, key: str) -> list[Stored[P]]:
        """Return the captures of a page, oldest first."""
        return [*self._select("WHERE key = ? ORDER BY at, id", key)]

    def all(self) -> Iterator[Stored[P]]:
        """Give every capture, page by page in the order of time."""
        return self._select(_ORDER)

    def at(self, place: P) -> Stored[P] | None:
        """Return the capture whose own bytes lie at ``place``."""
        return next(self._select("WHERE place = ? AND own IS NULL", json.dumps(place)), None)

    def last(self) -> Iterator[Stored[P]]:
        """Give the last capture of each page."""
        return map(self._stored, self._conn.execute(_LAST))

    def remove(self, stored: Stored[P]) -> None:
        """Have ``stored`` no more."""
        _, at, *_, place, own, _ = _row(stored)
        sql = "DELETE FROM capture WHERE key = ? AND at = ? AND place = ? AND own IS ?"
        self._conn.execute(sql, (self._key(stored.url), at, place, own))

    def left_out(self) -> Iterator[LeftOut]:
        """Give the records that cannot be given."""
        return (LeftOut(*row) for row in self._conn.execute("SELECT place, offset, url, reason FROM left_out"))

    def why_not(self, key: str) -> str | None:
        """Return why the record of a page cannot be given, if there is such a record."""
        found = self._conn.execute("SELECT reason FROM left_out WHERE key = ? LIMIT 1", (key,)).fetchone()
        return str(found[0]) if found else None

    def _original(self, record_id: str | None, key: str, at: int, refers_at: int) -> int | None:
        """Return the response that a revisit stands for: by id, else by URL and date, else the last before it."""
        found = self._conn.execute("SELECT id FROM capture WHERE record_id = ?", (record_id,)).fetchone()
        found = found or self._conn.execute(_BY_URL, (key, at, refers_at)).fetchone()
        return found[0] if found else None

    def _add_revisited(self, original: int, revisit: tuple[str, int, str, int]) -> None:
        url, at, own, is_unmodified = revisit
        status, is_page, is_whole, place = self._conn.execute(
            "SELECT status, is_page, is_whole, place FROM capture WHERE id = ?", (original,)
        ).fetchone()
        row = (self._key(url), url, at, status, is_page, is_whole, place, own, is_unmodified, None, None)
        self._conn.execute(_ADD, row)

    def _select(self, which: str, *parameters: object) -> Iterator[Stored[P]]:
        return map(self._stored, self._conn.execute(f"SELECT {_COLUMNS} FROM capture {which}", parameters))  # noqa: S608

    def _stored(self, row: tuple[Any, ...]) -> Stored[P]:
        url, at, status, is_page, is_whole, place, own, is_unmodified = row
        moment, where = _EPOCH + at * _MICROSECOND, self._place(*json.loads(place))
        mine = self._place(*json.loads(own)) if own else None
        return Stored(url, moment, status, bool(is_page), bool(is_whole), where, mine, bool(is_unmodified))


@contextmanager
def _space_needed() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(_NO_ROOM):
            raise
        told = "free space, or name another folder with the environment variable TMPDIR"
        raise CaptureError(f"no room for an index of the captures among temporary files: {error}; {told}") from error


def _row(stored: Stored[P]) -> tuple[Any, ...]:
    own = json.dumps(stored.own) if stored.own else None
    at, place = _number(stored.fetched_at), json.dumps(stored.place)
    return (stored.url, at, stored.status, stored.is_page, stored.is_whole, place, own, stored.is_unmodified)


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _midnight(day: date, later: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=later), time(), UTC)
