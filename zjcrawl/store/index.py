"""The full-text index, kept up to date with each article.

It is an FTS5 table whose words are the pairs of characters of a text (``store.grams``).  They are made here,
when an article is stored: FTS5 in the plain ``sqlite3`` shell then needs no tokenizer of ours.  It keeps which articles
hold a pair, not where (``detail=none``): what is longer than a pair is looked for in the text of those that hold all
its pairs.  Beside them stand words for what articles are filtered by (``store.facts``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from zjcrawl.store.facts import COLUMNS, fact_words
from zjcrawl.store.grams import grams, title_grams
from zjcrawl.store.rows import SHOWN, Row

_CREATE = (
    """
CREATE VIRTUAL TABLE article_search USING fts5(
    title, body, content="article_current", content_rowid="id", tokenize="ascii", detail=none, columnsize=0
)""",
    "INSERT INTO article_search (article_search, rank) VALUES ('pgsz', 8100)",
    "INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 16777216)",
)
"""``ascii`` parts at spaces and takes any character that is not ASCII for a letter.  A block of the index fills a page
of the file."""

_MERGE = (
    "INSERT INTO article_search (article_search, rank) VALUES ('automerge', 64)",
    "INSERT INTO article_search (article_search, rank) VALUES ('crisismerge', 128)",
)
"""Each commit adds a part to the index.  Of the time that storing takes much goes into merging parts: sixty-four at a
time instead of four write all of it twice, up to a million articles; a search looks into a hundred parts at most."""

_BY_DATE = "CREATE INDEX article_current_by_date ON article_current (published)"

_ADD = "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)"

_WAITING = "CREATE TEMP TABLE search_waiting (id INTEGER PRIMARY KEY)"

_WAIT = "INSERT INTO search_waiting (id) VALUES (?) ON CONFLICT DO NOTHING"

INDEXED = ("title", "body", *COLUMNS)
"""Columns of an article that the index has words of."""

_STORED = f"SELECT id, {', '.join(INDEXED)} FROM"

_WAITED_FOR = f"{_STORED} search_waiting CROSS JOIN article_current AS a USING (id) WHERE {SHOWN}"
"""``CROSS``, or SQLite would go through all articles at each commit, and look for each among the few that wait."""

_REMOVE = "INSERT INTO article_search (article_search, rowid, title, body) VALUES ('delete', ?, ?, ?)"

_FOUND = f"article_current AS a WHERE {SHOWN}"

_ASKED = 4
"""Words of an article, from all of its text, by which one sees whether it is in the index; FTS5 takes a millisecond for
each."""

_HAS = "SELECT 1 FROM article_search WHERE article_search MATCH ? AND rowid = ?"


def create_index(conn: sqlite3.Connection) -> None:
    """Make the index, with the words of every article that was not taken down; part of the transaction that is open."""
    _create_empty(conn)
    conn.execute(_BY_DATE)
    rows = conn.execute(f"SELECT a.id, a.title, a.body FROM {_FOUND}")  # noqa: S608 - constants
    conn.executemany(_ADD, ((article_id, title_grams(title), grams(body)) for article_id, title, body in rows))


def merge_seldom(conn: sqlite3.Connection) -> None:
    """Let FTS5 merge the parts of the index as seldom as it can; part of the transaction that is open."""
    for statement in _MERGE:
        conn.execute(statement)


def add_facts(conn: sqlite3.Connection) -> None:
    """Add the facts of every article to an index that has its words; part of the transaction that is open.

    Nothing is deleted before they are added, so that FTS5 does not count an article twice.
    """
    rows = conn.execute(f"SELECT a.id, {', '.join(COLUMNS)} FROM {_FOUND}")  # noqa: S608 - constants
    for article_id, *facts in rows:
        conn.execute(_REMOVE, (article_id, "", ""))
        conn.execute(_ADD, (article_id, fact_words(dict(zip(COLUMNS, facts, strict=True))), ""))


def index_again(conn: sqlite3.Connection) -> None:
    """Make the index anew, if there is one or not, with every article that was not taken down.

    Part of the transaction that is open.
    """
    conn.execute("DROP TABLE IF EXISTS article_search")
    _create_empty(conn)
    rows = conn.execute(f"SELECT a.id, {', '.join(f'a.{name}' for name in INDEXED)} FROM {_FOUND}")  # noqa: S608
    _add(conn, rows)


def is_indexed(conn: sqlite3.Connection, article_id: int) -> bool:
    """Tell whether the index has an article that is stored, going by some of its words."""
    _, *said = conn.execute(f"{_STORED} article_current WHERE id = ?", (article_id,)).fetchone()
    words = " ".join(_words(dict(zip(INDEXED, said, strict=True)))).split()
    asked = " AND ".join(f'"{word}"' for word in words[:: len(words) // _ASKED + 1])
    return conn.execute(_HAS, (asked, article_id)).fetchone() is not None


def begin_indexing(conn: sqlite3.Connection) -> None:
    """Prepare a connection for the functions below."""
    conn.execute(_WAITING)


def add_to_index(conn: sqlite3.Connection, article_id: int) -> None:
    """Let an article be found from the next ``index_waiting`` on, which is to come before the commit.

    FTS5 writes what it has collected to the file whenever a statement begins that can be undone alone, as most can: an
    article here and there among other statements costs twice as much as many in a row.
    """
    conn.execute(_WAIT, (article_id,))


def index_waiting(conn: sqlite3.Connection) -> None:
    """Index what was added, as it is stored now, but for what was taken down before it was stored."""
    _add(conn, conn.execute(_WAITED_FOR))
    conn.execute("DELETE FROM search_waiting")


def remove_from_index(conn: sqlite3.Connection, article_id: int) -> None:
    """Let an article that is stored, as it was indexed, no longer be found."""
    if not _is_waiting(conn, article_id):
        _, *said = conn.execute(f"{_STORED} article_current WHERE id = ?", (article_id,)).fetchone()
        conn.execute(_REMOVE, (article_id, *_words(dict(zip(INDEXED, said, strict=True)))))
    conn.execute("DELETE FROM search_waiting WHERE id = ?", (article_id,))


def replace_in_index(conn: sqlite3.Connection, article_id: int, old: Row, new: Row) -> None:
    """Let an article be found by what it says now, and no longer by what it said when it was indexed.

    Both have the columns ``INDEXED``.  Of a body that is the same nothing is written.
    """
    if _is_waiting(conn, article_id) or all(old[name] == new[name] for name in INDEXED):
        return
    said, says = _words(old), _words(new)
    if old["body"] == new["body"]:
        said, says = (said[0], ""), (says[0], "")
    conn.execute(_REMOVE, (article_id, *said))
    conn.execute(_ADD, (article_id, *says))


def _create_empty(conn: sqlite3.Connection) -> None:
    for statement in _CREATE:
        conn.execute(statement)
    merge_seldom(conn)


def _add(conn: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add articles to the index, of each its id and the columns ``INDEXED``."""
    conn.executemany(_ADD, ((article_id, *_words(dict(zip(INDEXED, said, strict=True)))) for article_id, *said in rows))


def _words(row: Row) -> tuple[str, str]:
    """Return the words of the index for title and body; the facts stand beside the title."""
    return f"{title_grams(row['title'])} {fact_words(row)}", grams(row["body"])


def _is_waiting(conn: sqlite3.Connection, article_id: int) -> bool:
    return conn.execute("SELECT 1 FROM search_waiting WHERE id = ?", (article_id,)).fetchone() is not None
