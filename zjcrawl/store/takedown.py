"""Articles that are no longer to be shown, or no longer to be kept: who asked for it, why, and when."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from enum import StrEnum

from zjcrawl.records import RecordRef
from zjcrawl.store.index import add_to_index, remove_from_index
from zjcrawl.store.rows import RECORD, Row, record_ref, to_json
from zjcrawl.store.stories import leave


class Level(StrEnum):
    """How far a takedown goes, each further than the one before it."""

    HIDE = "hide"
    TEXT = "text"
    CAPTURES = "captures"


CREATE = """
CREATE TABLE takedown (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('hide', 'text', 'captures')),
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    lifted_at TEXT,
    digests TEXT NOT NULL
) STRICT;
CREATE INDEX takedown_url ON takedown (url);
ALTER TABLE capture ADD COLUMN erased_at TEXT;
DROP VIEW article_unique;
DROP VIEW article;
CREATE VIEW article AS
SELECT
    a.url, a.site, a.section, a.title, a.published, a.published_text, a.source, a.source_url,
    a.authors, a.editor, a.body, a.images, a.votes_up, a.votes_down, a.rights,
    CASE WHEN f.id IS NOT NULL THEN json_object(
        'disclaimer', json(f.disclaimer), 'links', json(f.links), 'phone', f.phone, 'fax', f.fax, 'qq', json(f.qq),
        'copyright_from', f.copyright_from, 'copyright_to', f.copyright_to, 'licence', f.licence, 'text', f.text
    ) END AS footer,
    a.story_id, a.copy_of, a.word_count, a.first_seen, a.last_seen, a.gone_at, a.version,
    json_object(
        'file', c.file, 'offset', c.offset, 'digest', c.digest, 'fetched_at', c.fetched_at, 'parser', a.parser
    ) AS capture
FROM article_current AS a
JOIN capture AS c ON c.id = a.capture_id
LEFT JOIN footer AS f ON f.id = a.footer_id
WHERE NOT EXISTS (SELECT 1 FROM takedown AS t WHERE t.url = a.url AND t.lifted_at IS NULL);
CREATE VIEW article_unique AS SELECT * FROM article WHERE copy_of IS NULL;
"""

COLUMNS = ("url", "level", "who", "why", "taken_at", "lifted_at", "digests")
"""What a takedown is, without its number."""

_IN_FORCE = "SELECT 1 FROM takedown WHERE url = ? AND lifted_at IS NULL"

_ERASED = f"{_IN_FORCE} AND level <> 'hide'"

_BYTES_ERASED = """
SELECT 1 FROM takedown AS t, json_each(t.digests) AS d
WHERE t.lifted_at IS NULL AND t.level <> 'hide' AND d.value = ?"""

_STORED = "SELECT id FROM article_current WHERE url = ?"

_CAPTURES = f"""
{RECORD} WHERE c.url IN (
    SELECT url FROM capture WHERE id IN (
        SELECT capture_id FROM article_current WHERE url = :url
        UNION SELECT capture_id FROM article_version WHERE url = :url
        UNION SELECT capture_id FROM url_outcome WHERE :url IN (url, target)
    )
) ORDER BY c.file, c.offset"""  # noqa: S608 - constants

_PAGES_AT_ONCE = 50

_ALL = f"SELECT {', '.join(COLUMNS)} FROM takedown ORDER BY id"  # noqa: S608 - constants

_CARRY = f"INSERT INTO takedown ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"  # noqa: S608

_PUT = "INSERT INTO takedown (url, level, who, why, taken_at, digests) VALUES (?, ?, ?, ?, ?, ?)"


def taken_down(conn: sqlite3.Connection, url: str) -> bool:
    """Tell whether the article at ``url`` is not to be shown."""
    return conn.execute(_IN_FORCE, (url,)).fetchone() is not None


def erased(conn: sqlite3.Connection, url: str) -> bool:
    """Tell whether the article at ``url`` is not to be kept, and so not to be fetched again."""
    return conn.execute(_ERASED, (url,)).fetchone() is not None


def bytes_erased(conn: sqlite3.Connection, digest: str) -> bool:
    """Tell whether a payload was that of a page of an article that is not to be kept, whatever address it has now."""
    return conn.execute(_BYTES_ERASED, (digest,)).fetchone() is not None


def takedowns(conn: sqlite3.Connection) -> list[Row]:
    """Return what was ever taken down, lifted or not, in the order in which it was."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in conn.execute(_ALL)]


def carry(conn: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Take over takedowns from elsewhere before any of their articles is stored: a crawl then respects them."""
    conn.executemany(_CARRY, rows)


def records_of(conn: sqlite3.Connection, url: str) -> list[RecordRef]:
    """Return the records of all captures of an article: of each of its addresses, its pages and its versions."""
    return [record_ref(row) for row in conn.execute(_CAPTURES, {"url": url})]


def take_down(conn: sqlite3.Connection, url: str, level: Level, who: str, why: str, at: str) -> None:
    """Hide the article at ``url``, or delete all its readings where that was not done before, and note it.

    Of what is deleted nothing stays in the file's free pages: those there are are overwritten, ``conn`` has
    ``secure_delete``, and the index is merged.
    The keys by which near-duplicates were found go as well, since from them words could be guessed.
    """
    records = records_of(conn, url)
    stored = conn.execute(_STORED, (url,)).fetchone()
    if stored and not taken_down(conn, url):
        remove_from_index(conn, *stored)
    conn.execute(_PUT, (url, level, who, why, at, to_json([record.digest for record in records])))
    if level is Level.HIDE:
        return
    if stored:
        _overwrite_free_pages(conn)
        leave(conn, *stored)
        conn.execute("DELETE FROM sight WHERE url = ?", (url,))
        conn.execute("DELETE FROM article_version WHERE url = ?", (url,))
        conn.execute("DELETE FROM article_current WHERE id = ?", stored)
        conn.execute("INSERT INTO article_search (article_search) VALUES ('optimize')")
    if level is Level.CAPTURES:
        places = [(at, record.file, record.offset) for record in records]
        conn.executemany("UPDATE capture SET erased_at = ? WHERE file = ? AND offset = ?", places)


def _overwrite_free_pages(conn: sqlite3.Connection) -> None:
    """Leave nothing in free pages of what they held, since until now they became free without being overwritten."""
    (page_bytes,) = conn.execute("PRAGMA page_size").fetchone()
    conn.execute("CREATE TABLE overwritten (zeros BLOB)")
    while conn.execute("PRAGMA freelist_count").fetchone()[0]:
        conn.execute("INSERT INTO overwritten VALUES (zeroblob(?))", (_PAGES_AT_ONCE * page_bytes,))
    conn.execute("DROP TABLE overwritten")


def lift(conn: sqlite3.Connection, url: str, at: str) -> None:
    """Show a hidden article again."""
    conn.execute("UPDATE takedown SET lifted_at = ? WHERE url = ? AND lifted_at IS NULL", (at, url))
    (article_id,) = conn.execute(_STORED, (url,)).fetchone()
    add_to_index(conn, article_id)
