"""When an article's page was seen, and when it was seen to be gone.

That a page was there, its captures say.  That it was gone is kept sight by sight, with the capture that shows it, and
with each return, so that a disappearance stays evidence after it has ended.
"""

from __future__ import annotations

import sqlite3

CREATE = """
CREATE TABLE sight (
    url TEXT NOT NULL REFERENCES article_current (url),
    seen_at TEXT NOT NULL,
    there INTEGER NOT NULL CHECK (there IN (0, 1)),
    reason TEXT,
    status INTEGER,
    capture_id INTEGER REFERENCES capture (id),
    PRIMARY KEY (url, seen_at)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO sight (url, seen_at, there, reason, status, capture_id)
SELECT o.url, o.seen_at, 0, o.reason, o.status, o.capture_id
FROM url_outcome AS o JOIN article_current AS a ON a.url = o.url WHERE o.kind = 'missing';
INSERT OR IGNORE INTO sight (url, seen_at, there, status, capture_id)
SELECT o.url, o.seen_at, 1, o.status, o.capture_id
FROM url_outcome AS o WHERE o.kind = 'article' AND o.url IN (SELECT url FROM sight);

CREATE VIEW absence AS
SELECT
    gone.url, gone.gone_at, gone.last_gone_at, gone.sights,
    (SELECT min(seen_at) FROM sight WHERE url = gone.url AND there AND seen_at > gone.gone_at) AS back_at,
    first.reason, first.status, first.capture_id
FROM (
    SELECT url, min(seen_at) AS gone_at, max(seen_at) AS last_gone_at, count(*) AS sights
    FROM (SELECT url, seen_at, there, sum(there) OVER (PARTITION BY url ORDER BY seen_at) AS returns FROM sight)
    WHERE NOT there GROUP BY url, returns
) AS gone JOIN sight AS first ON first.url = gone.url AND first.seen_at = gone.gone_at;
"""

_PUT = """
INSERT INTO sight (url, seen_at, there, reason, status, capture_id) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (url, seen_at) DO NOTHING"""

_STORED = "SELECT 1 FROM article_current WHERE url = ?"

_GONE_BEFORE = "SELECT there FROM sight WHERE url = ? AND seen_at < ? ORDER BY seen_at DESC LIMIT 1"

_GONE_SINCE = """
UPDATE article_current SET gone_at = (
    SELECT min(seen_at) FROM sight WHERE url = ?1 AND NOT there
    AND seen_at > (SELECT ifnull(max(seen_at), '') FROM sight WHERE url = ?1 AND there)
) WHERE url = ?1"""

_SIGHTS = """
FROM capture WHERE url IN (
    SELECT c.url FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id WHERE a.url = :url
    UNION SELECT c.url FROM article_version AS v JOIN capture AS c ON c.id = v.capture_id WHERE v.url = :url
    UNION SELECT :url
) AND status IN (200, 304)
AND fetched_at NOT IN (SELECT seen_at FROM sight WHERE url = :url AND NOT there)"""

_NEXT = f"SELECT min(fetched_at) {_SIGHTS} AND fetched_at > :moment"

_LAST = f"SELECT max(fetched_at) {_SIGHTS} AND fetched_at < :moment"


def see_gone(
    conn: sqlite3.Connection, url: str, seen: str, reason: str, status: int | None, capture_id: int | None
) -> None:
    """Note that the article at ``url`` was missing when it was asked for; nothing happens if it is not stored."""
    if conn.execute(_STORED, (url,)).fetchone() is None:
        return
    conn.execute(_PUT, (url, seen, 0, reason, status, capture_id))
    back_at = next_sight(conn, url, seen)
    if back_at is not None:
        conn.execute(_PUT, (url, back_at, 1, None, None, None))
    conn.execute(_GONE_SINCE, (url,))


def see_there(conn: sqlite3.Connection, url: str, seen: str, capture_id: int | None) -> None:
    """Note that the article at ``url`` is there; only where it had been missing is there anything to note."""
    before = conn.execute(_GONE_BEFORE, (url, seen)).fetchone()
    if before == (0,):
        conn.execute(_PUT, (url, seen, 1, None, 200, capture_id))
        conn.execute(_GONE_SINCE, (url,))


def next_sight(conn: sqlite3.Connection, url: str, moment: str) -> str | None:
    """Return when the page of the article at ``url`` was first captured after ``moment``, if it was."""
    (found,) = conn.execute(_NEXT, {"url": url, "moment": moment}).fetchone()
    return None if found is None else str(found)


def last_sight(conn: sqlite3.Connection, url: str, moment: str) -> str | None:
    """Return when the page of the article at ``url`` was last captured before ``moment``, if it was."""
    (found,) = conn.execute(_LAST, {"url": url, "moment": moment}).fetchone()
    return None if found is None else str(found)
