"""Exact copies among the stored articles: who is the original, and who takes over when it changes.

Articles with one ``text_digest`` are a group.  Its original is the article that had the text first and has no
``copy_of``; all others name it.  Whoever joins later is a copy, so an original never turns into one by itself.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Original:
    """The article that had a text first, and its story."""

    url: str
    story_id: int


def find_original(conn: sqlite3.Connection, digest: str, url: str) -> Original | None:
    """Return the original of the group ``digest`` that an article at ``url`` would join, None if it would be alone."""
    found = conn.execute(
        "SELECT url, story_id FROM article_current WHERE text_digest = ? AND url <> ? AND copy_of IS NULL",
        (digest, url),
    ).fetchone()
    return Original(*found) if found else None


def find_same(conn: sqlite3.Connection, digest: str, url: str, title: str | None) -> str | None:
    """Return the URL of the first stored article, but for that at ``url``, with a text and its title as well."""
    found = conn.execute(
        "SELECT url FROM article_current WHERE text_digest = ? AND url <> ? AND title IS ? ORDER BY id LIMIT 1",
        (digest, url, title),
    ).fetchone()
    return str(found[0]) if found else None


def replace_original(conn: sqlite3.Connection, digest: str) -> int | None:
    """Make the first stored article of the group its original, after the former original got another text.

    The former original says something else now, so no ``copy_of`` may go on naming it.  Returns the id of the heir,
    None if nobody else has the text.
    """
    heir = conn.execute(
        "SELECT id, url FROM article_current WHERE text_digest = ? ORDER BY id LIMIT 1", (digest,)
    ).fetchone()
    if heir is None:
        return None
    conn.execute("UPDATE article_current SET copy_of = nullif(?1, url) WHERE text_digest = ?2", (heir[1], digest))
    return int(heir[0])
