"""The readings of an article in the order of time, where captures come in that are older than the present one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from zjcrawl.store.rows import READING_COLUMNS, TEXT_COLUMNS, Row
from zjcrawl.store.sights import last_sight, next_sight

CREATE = """
ALTER TABLE article_current ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN since TEXT NOT NULL DEFAULT '';
UPDATE article_version SET since = (SELECT fetched_at FROM capture WHERE id = capture_id);
UPDATE article_current SET since = CASE version
    WHEN 1 THEN first_seen ELSE (SELECT fetched_at FROM capture WHERE id = capture_id) END;
"""

REREADINGS = """
ALTER TABLE article_version ADD COLUMN reread_at TEXT;
UPDATE article_version AS v SET reread_at = superseded_at
WHERE version = (SELECT version FROM article_current WHERE url = v.url) OR EXISTS (
    SELECT 1 FROM article_version AS later
    WHERE later.url = v.url AND later.version = v.version AND later.superseded_at > v.superseded_at
);
"""
"""Until then the last reading of a version was the one that was superseded last."""

_VERSIONS = f"""
SELECT version, since, {", ".join(TEXT_COLUMNS)}
FROM (
    SELECT url, version, since, {", ".join(TEXT_COLUMNS)} FROM article_version WHERE reread_at IS NULL
    UNION ALL SELECT url, version, since, {", ".join(TEXT_COLUMNS)} FROM article_current
)
WHERE url = ? ORDER BY version"""  # noqa: S608 - constants

_SEEN_AGAIN = "UPDATE article_version SET last_seen = max(last_seen, ?) WHERE url = ? AND version = ?"

_ENDED = "UPDATE article_version SET superseded_at = ? WHERE url = ? AND version = ?"

_BEGAN = (
    "UPDATE article_version SET since = ? WHERE url = ? AND version = ?",
    "UPDATE article_current SET since = ? WHERE url = ? AND version = ?",
)

_FIRST_PART = tuple(
    f"""
INSERT INTO article_version (url, version, since, last_seen, superseded_at, reread_at, {", ".join(READING_COLUMNS)})
SELECT url, version - 1, since, ?, ?, {reread_at}, {", ".join(READING_COLUMNS)} FROM {table}
WHERE url = ? AND version = ?
ON CONFLICT (url, version, parser) DO UPDATE SET reread_at = NULL"""  # noqa: S608 - constants
    for table, reread_at in (("article_version", "reread_at"), ("article_current", "NULL"))
)

_COUNT_ON = (
    "UPDATE article_version SET version = -version - 1 WHERE url = :url AND version >= :version",
    "UPDATE article_version SET version = -version WHERE url = :url AND version < 0",
    "UPDATE article_current SET version = version + 1 WHERE url = :url AND version >= :version",
)
"""By way of negative numbers, lest two versions have one number for a moment."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article's history a reading stands: its version, and when another text took its place."""

    version: int
    superseded_at: str


def place_of(conn: sqlite3.Connection, row: Row, seen: str) -> Place | None:
    """Make room for a reading that was captured at ``seen``, before the present text was seen last.

    Returns None where one of its neighbours in time says the same and only lasts longer for it.  The later versions
    count on by one; a version that was seen before and after it becomes two.
    """
    url = row["url"]
    versions = _versions(conn, url)
    at = sum(version["since"] <= seen for version in versions)
    before, after = versions[at - 1] if at else None, versions[at] if at < len(versions) else None
    if before and _say_the_same(row, before):
        conn.execute(_SEEN_AGAIN, (seen, url, before["version"]))
        return None
    again = next_sight(conn, url, seen) if before else None
    if before and again and (after is None or again < after["since"]):
        _part(conn, url, before, seen, again)
        after = {**before, "version": before["version"] + 1, "since": again}
    if after is None:
        raise ValueError(f"{url}: nothing was captured after {seen}, so that it is no earlier reading")
    if before:
        conn.execute(_ENDED, (seen, url, before["version"]))
    if _say_the_same(row, after):
        _begin(conn, url, after["version"], seen)
        return None
    _count_on(conn, url, after["version"])
    return Place(after["version"], after["since"])


def _versions(conn: sqlite3.Connection, url: str) -> list[Row]:
    """Return the versions in their order, as they are read now."""
    cursor = conn.execute(_VERSIONS, (url,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, found, strict=True)) for found in cursor]


def _part(conn: sqlite3.Connection, url: str, version: Row, seen: str, again: str) -> None:
    """Make two versions of one whose text was seen before ``seen`` and ``again`` after it, but not then."""
    number, since = version["version"], version["since"]
    ended = max(last_sight(conn, url, seen) or since, since)
    _count_on(conn, url, number)
    for statement in _FIRST_PART:
        conn.execute(statement, (ended, seen, url, number + 1))
    _begin(conn, url, number + 1, again)


def _begin(conn: sqlite3.Connection, url: str, version: int, since: str) -> None:
    for statement in _BEGAN:
        conn.execute(statement, (since, url, version))


def _count_on(conn: sqlite3.Connection, url: str, version: int) -> None:
    for statement in _COUNT_ON:
        conn.execute(statement, {"url": url, "version": version})


def _say_the_same(row: Row, version: Row) -> bool:
    return all(row[name] == version[name] for name in TEXT_COLUMNS)
