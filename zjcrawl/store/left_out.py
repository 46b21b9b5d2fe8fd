"""Records of a source that a run could not use: damaged, no response, rewritten by an archive, gone from it."""

from __future__ import annotations

import sqlite3

CREATE = """
CREATE TABLE left_out (
    run_id INTEGER NOT NULL REFERENCES run (id),
    place TEXT NOT NULL,
    offset INTEGER NOT NULL,
    url TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, place, offset)
) STRICT, WITHOUT ROWID;
"""

_PUT = "INSERT OR REPLACE INTO left_out VALUES (?, ?, ?, ?, ?)"

_COUNT = "SELECT count(*) FROM left_out WHERE run_id = ?"

_SOME = "SELECT place, offset, url, reason FROM left_out WHERE run_id = ? ORDER BY place, offset LIMIT ?"


def put_left_out(conn: sqlite3.Connection, run_id: int, place: str, offset: int, url: str | None, reason: str) -> None:
    """Note a record: its file, or its URL in an archive, and where it begins there; its own URL, if that is known."""
    conn.execute(_PUT, (run_id, place, offset, url, reason))


def count_left_out(conn: sqlite3.Connection, run_id: int) -> int:
    """Return how many records a run could not use."""
    return int(conn.execute(_COUNT, (run_id,)).fetchone()[0])


def some_left_out(conn: sqlite3.Connection, run_id: int, most: int) -> list[tuple[str, int, str | None, str]]:
    """Return place, offset, URL and reason of up to ``most`` of them, in the order of places."""
    return conn.execute(_SOME, (run_id, most)).fetchall()
