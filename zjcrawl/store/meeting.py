"""The keys under which near-duplicates meet, in two tables.

Keys are hashes, so that each of an article's lies on a page of its own of a large table: added there one article after
the other they would have fifteen pages written for each.  They are collected in a small table, and moved on from it in
their order, some thousands from neighbouring pages at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache

CREATE = """
CREATE TABLE story_key (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;
"""

RECENT = """
CREATE TABLE IF NOT EXISTS story_key_recent (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;
"""
"""Files that have ``story_key`` get it in a step of its own, older ones with the other."""

_COLLECTED = 131_072
"""Keys in the small table: the more there are, the fewer pages of the large table and the more of the small one are
written for an article.  At a million articles, in commits of a hundred, it is one and a half of each with so many."""

_MOVED = _COLLECTED // 16
"""Keys that are moved on at once, at least."""

_ADD = "INSERT INTO story_key_recent (key, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
"""A key may be there where somebody changed a body by hand."""

_TABLES = ("story_key", "story_key_recent")

_REMOVE = tuple(f"DELETE FROM {table} WHERE key = ? AND article_id = ?" for table in _TABLES)  # noqa: S608

_COUNT = "SELECT count(*) FROM story_key_recent"

_LAST = "SELECT key FROM story_key_recent WHERE key >= ? ORDER BY key LIMIT 1 OFFSET ?"

_MOVE = (
    "INSERT OR IGNORE INTO story_key SELECT key, article_id FROM story_key_recent WHERE key BETWEEN ? AND ?",
    "DELETE FROM story_key_recent WHERE key BETWEEN ? AND ?",
)

_HIGHEST = 2**31 - 1


class Mover:
    """Moves keys on, going round and round through all of them."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._from = 0

    def move(self) -> None:
        """Move on what is too much in the small table; part of the transaction that is open."""
        too_many = self._conn.execute(_COUNT).fetchone()[0] - _COLLECTED
        if too_many < _MOVED:
            return
        last = self._conn.execute(_LAST, (self._from, too_many)).fetchone()
        through = last[0] if last else _HIGHEST
        for statement in _MOVE:
            self._conn.execute(statement, (self._from, through))
        self._from = through + 1 if last else 0


def add_keys(conn: sqlite3.Connection, article_id: int, keys: Iterable[int]) -> None:
    """Let later articles meet this one."""
    conn.executemany(_ADD, [(key, article_id) for key in keys])


def remove_keys(conn: sqlite3.Connection, article_id: int, keys: Sequence[int]) -> None:
    """Let no article meet this one any more."""
    for statement in _REMOVE:
        conn.executemany(statement, [(key, article_id) for key in keys])


def met(conn: sqlite3.Connection, keys: Sequence[int], needed: int) -> list[tuple[int, int]]:
    """Return the articles that have so many of these keys, and how many each has, those with most first."""
    return conn.execute(_meeting(len(keys)), (*keys, needed)).fetchall() if keys else []


@cache
def _meeting(keys: int) -> str:
    numbers = ", ".join(f"?{number}" for number in range(1, keys + 1))
    found = " UNION ALL ".join(f"SELECT article_id FROM {table} WHERE key IN ({numbers})" for table in _TABLES)  # noqa: S608
    return f"""
SELECT article_id, count(*) AS shared FROM ({found})
GROUP BY article_id HAVING shared >= ?{keys + 1} ORDER BY shared DESC"""  # noqa: S608 - constants
