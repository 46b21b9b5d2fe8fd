"""The readings of an article in the order of time, where captures come in that are older than the present one."""

from __future__ import annotations

import sqlite3

from zjcrawl.store.rows import TEXT_COLUMNS, Row

_VERSIONS = f"""
SELECT v.version, min(c.fetched_at) AS since, {", ".join(f"v.{name}" for name in TEXT_COLUMNS)}
FROM (
    SELECT url, version, capture_id, {", ".join(TEXT_COLUMNS)} FROM article_version
    UNION ALL SELECT url, version, capture_id, {", ".join(TEXT_COLUMNS)} FROM article_current
) AS v JOIN capture AS c ON c.id = v.capture_id
WHERE v.url = ? GROUP BY v.version ORDER BY v.version"""  # noqa: S608 - constants

_SEEN_AGAIN = "UPDATE article_version SET last_seen = max(last_seen, ?) WHERE url = ? AND version = ?"

_ENDED = "UPDATE article_version SET superseded_at = ? WHERE url = ? AND version = ?"

_COUNT_ON = (
    "UPDATE article_version SET version = -version - 1 WHERE url = :url AND version >= :version",
    "UPDATE article_version SET version = -version WHERE url = :url AND version < 0",
    "UPDATE article_current SET version = version + 1 WHERE url = :url AND version >= :version",
)
"""By way of negative numbers, lest two versions have one number for a moment."""


def place_of(conn: sqlite3.Connection, row: Row, seen: str) -> tuple[int, str] | None:
    """Make room for a reading that was captured at ``seen``, before the present one.

    Returns the version that it is, and since when the one after it was there; None where one of its neighbours in time
    says the same.  The later versions count on by one.
    """
    cursor = conn.execute(_VERSIONS, (row["url"],))
    names = [column[0] for column in cursor.description]
    versions = [dict(zip(names, found, strict=True)) for found in cursor]
    before = [version for version in versions[:-1] if version["since"] <= seen]
    after = versions[len(before)]
    if _say_the_same(row, after):
        return None
    if before:
        goes_on = _say_the_same(row, before[-1])
        conn.execute(_SEEN_AGAIN if goes_on else _ENDED, (seen, row["url"], before[-1]["version"]))
        if goes_on:
            return None
    for statement in _COUNT_ON:
        conn.execute(statement, {"url": row["url"], "version": after["version"]})
    return after["version"], after["since"]


def _say_the_same(row: Row, version: Row) -> bool:
    return all(row[name] == version[name] for name in TEXT_COLUMNS)
