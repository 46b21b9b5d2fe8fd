"""An article that is to be had under another address than it was stored under, because its reader knows better."""

from __future__ import annotations

import sqlite3

from zjcrawl.store.takedown import erased

_REFERRING = (
    ("article_version", "url"),
    ("sight", "url"),
    ("takedown", "url"),
    ("article_current", "copy_of"),
    ("url_outcome", "target"),
)


def is_free(conn: sqlite3.Connection, url: str) -> bool:
    """Tell whether no article has a canonical URL, and none that had it was erased."""
    taken = conn.execute("SELECT 1 FROM article_current WHERE url = ?", (url,)).fetchone()
    return taken is None and not erased(conn, url)


def move(conn: sqlite3.Connection, old: str, new: str) -> None:
    """Give the article at ``old`` the canonical URL ``new``, which is free, with all that is known of it.

    The outcomes of ``old`` stay its own and name ``new`` as their target, so that the old address leads to the article.
    """
    if not conn.in_transaction:
        conn.execute("BEGIN")
    conn.execute("PRAGMA defer_foreign_keys = ON")
    conn.execute("UPDATE article_current SET url = ? WHERE url = ?", (new, old))
    for table, column in _REFERRING:
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, old))  # noqa: S608 - constants
    conn.execute("UPDATE OR IGNORE ledger SET url = ? WHERE url = ?", (new, old))
