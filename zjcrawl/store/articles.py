"""Articles into rows: a new one, a changed one that keeps its earlier reading, an unchanged one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from zjcrawl.store.copies import find_original
from zjcrawl.store.history import place_of
from zjcrawl.store.index import add_to_index, replace_in_index
from zjcrawl.store.meeting import add_keys
from zjcrawl.store.rows import READING_COLUMNS, STATE_COLUMNS, TEXT_COLUMNS, Row, added
from zjcrawl.store.sights import next_sight, see_there
from zjcrawl.store.stories import begin_story, is_alone, join_story, leave, read_text
from zjcrawl.store.takedown import taken_down

_COLUMNS = ("url", "site", *READING_COLUMNS, "text_digest", "story_id", "copy_of", "first_seen", "last_seen", "since")

_REPLACED = ("site", *READING_COLUMNS, "text_digest", "story_id", "copy_of", "version", "since")

_INSERT = f"""
INSERT INTO article_current ({", ".join(_COLUMNS)}) VALUES ({", ".join(f":{name}" for name in _COLUMNS)})"""  # noqa: S608

_SELECT = f"""
SELECT a.id, {", ".join(f"a.{name}" for name in _REPLACED)}, a.last_seen, c.digest AS payload
FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id WHERE a.url = ?"""  # noqa: S608

_REPLACE = f"UPDATE article_current SET {', '.join(f'{name} = :{name}' for name in _REPLACED)} WHERE url = :url"  # noqa: S608

_KEEP_VERSION = f"""
INSERT OR REPLACE INTO article_version
    (url, version, since, superseded_at, reread_at, last_seen, {", ".join(READING_COLUMNS)})
SELECT url, version, since, ?, ?, last_seen, {", ".join(READING_COLUMNS)} FROM article_current
WHERE url = ?"""  # noqa: S608

_ADD_VERSION = f"""
INSERT INTO article_version (url, version, since, superseded_at, last_seen, {", ".join(READING_COLUMNS)})
VALUES (:url, :version, :since, :superseded_at, :last_seen, {", ".join(f":{name}" for name in READING_COLUMNS)})
ON CONFLICT (url, version, parser) DO NOTHING"""  # noqa: S608 - constants

_EARLIER = "SELECT * FROM article_version WHERE url = ? AND version = ? AND reread_at IS NULL"

_REREAD = "UPDATE article_version SET reread_at = ? WHERE url = ? AND version = ? AND reread_at IS NULL"

_READ_AS_WELL = """
UPDATE OR REPLACE article_version SET parser = ? WHERE url = ? AND version = ? AND reread_at IS NULL"""

_READ_OTHERWISE = f"""
INSERT OR REPLACE INTO article_version (url, version, since, superseded_at, last_seen, {", ".join(READING_COLUMNS)})
VALUES (:url, :version, :since, :superseded_at, :last_seen, {", ".join(f":{name}" for name in READING_COLUMNS)})
"""  # noqa: S608 - constants

_SEEN = """
UPDATE article_current SET first_seen = min(first_seen, :seen), last_seen = max(last_seen, :seen) WHERE url = :url"""

_READ_FROM = """
SELECT story_id, version, copy_of FROM article_current
WHERE url = ? AND capture_id = ? AND parser = ? AND complete AND pages = 1"""


_FOOTER_SEEN = """
UPDATE footer SET last_seen = max(last_seen, :seen)
WHERE id = (SELECT footer_id FROM article_current WHERE url = :url)"""


class StoredAs(StrEnum):
    """What storing an article did; the column ``stored`` of ``url_outcome``."""

    NEW = "new"
    COPY = "copy"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article: ``COPY`` is a new row whose text was there already, at ``copy_of``."""

    how: StoredAs
    story_id: int
    version: int = 1
    copy_of: str | None = None


def store_article(conn: sqlite3.Connection, row: Row, seen: str, visit_id: int) -> Stored:
    """Write one reading; ``row`` has every reading column, url, site and text_digest.

    ``visit_id`` is the capture of the visit, which is another than that of the row where the same bytes came again.
    """
    old = _stored(conn, row["url"])
    if old is None:
        return _add(conn, row, seen)
    earlier = seen < old["since"] or next_sight(conn, row["url"], seen) is not None
    stored = _precede(conn, old, row, seen) if earlier else _replace(conn, old, row, seen)
    conn.execute(_SEEN, {"url": row["url"], "seen": seen})
    see_there(conn, row["url"], seen, visit_id)
    return stored


def see_again(conn: sqlite3.Connection, url: str, again: int, original: int, parser: str, seen: str) -> Stored | None:
    """Note that the article at ``url`` came ``again`` as the bytes of the capture ``original``.

    Return None, and note nothing, where its present reading is not that of ``parser`` from those bytes alone.
    """
    found = conn.execute(_READ_FROM, (url, original, parser)).fetchone()
    if found is None:
        return None
    conn.execute(_SEEN, {"url": url, "seen": seen})
    conn.execute(_FOOTER_SEEN, {"url": url, "seen": seen})
    see_there(conn, url, seen, again)
    return Stored(StoredAs.UNCHANGED, *found)


def replace_reading(conn: sqlite3.Connection, row: Row, read_at: str) -> bool:
    """Put another parser's reading of the same captures in the place of an article's; tell whether it says otherwise.

    The earlier reading is kept then, beside those of the same version.  ``row`` has what the article says, its footer,
    its pages and the parser; the rest stays.
    """
    old = _stored(conn, row["url"])
    if old is None:
        return False
    new = {**old, **row, "section": row["section"] or old["section"], "site": row["site"] or old["site"]}
    differs = _differ(old, new)
    if differs:
        conn.execute(_KEEP_VERSION, (read_at, read_at, row["url"]))
    _put(conn, old, new)
    return differs


def replace_earlier_reading(conn: sqlite3.Connection, row: Row, version: int, read_at: str) -> bool:
    """Do for an earlier version of an article what ``replace_reading`` does for the present one."""
    cursor = conn.execute(_EARLIER, (row["url"], version))
    found = cursor.fetchone()
    if found is None:
        return False
    old = dict(zip((column[0] for column in cursor.description), found, strict=True))
    new = {**old, **row, "section": row["section"] or old["section"]}
    differs = _differ(old, new)
    if differs:
        conn.execute(_REREAD, (read_at, row["url"], version))
        conn.execute(_READ_OTHERWISE, new)
    else:
        conn.execute(_READ_AS_WELL, (row["parser"], row["url"], version))
    return differs


def _differ(old: Row, new: Row) -> bool:
    return any(old[name] != new[name] for name in (*TEXT_COLUMNS, *STATE_COLUMNS) if name != "parser")


def _stored(conn: sqlite3.Connection, url: str) -> Row | None:
    cursor = conn.execute(_SELECT, (url,))
    found = cursor.fetchone()
    return found and dict(zip((column[0] for column in cursor.description), found, strict=True))


def _add(conn: sqlite3.Connection, row: Row, seen: str) -> Stored:
    original = find_original(conn, row["text_digest"], row["url"])
    text = None if original else read_text(row["body"])
    story_id = original.story_id if original else (text and join_story(conn, text)) or begin_story(conn)
    copy_of = original.url if original else None
    new = {**row, "story_id": story_id, "copy_of": copy_of, "first_seen": seen, "last_seen": seen, "since": seen}
    article_id = added(conn.execute(_INSERT, new))
    if text:
        add_keys(conn, article_id, text.keys)
    add_to_index(conn, article_id)
    return Stored(StoredAs.COPY if original else StoredAs.NEW, story_id, copy_of=copy_of)


def _replace(conn: sqlite3.Connection, old: Row, row: Row, seen: str) -> Stored:
    """Put the new reading in the place of the old one, unless it says the same or less."""
    new = {**row, "section": row["section"] or old["section"], "site": row["site"] or old["site"]}
    differing = {name for name in (*TEXT_COLUMNS, *STATE_COLUMNS) if old[name] != new[name]}
    if not differing or (old["complete"] and not new["complete"]):
        return Stored(StoredAs.UNCHANGED, old["story_id"], old["version"], old["copy_of"])
    changed = not differing.isdisjoint(TEXT_COLUMNS) and not _read_better(conn, old, new)
    if changed:
        conn.execute(_KEEP_VERSION, (seen, None, row["url"]))
    new.update(version=old["version"] + changed, since=seen if changed else old["since"])
    _put(conn, old, new)
    return Stored(StoredAs.CHANGED if changed else StoredAs.UNCHANGED, new["story_id"], new["version"], new["copy_of"])


def _precede(conn: sqlite3.Connection, old: Row, row: Row, seen: str) -> Stored:
    """Put a reading that was captured before the present one into its place in time, if it is whole and a change."""
    place = place_of(conn, row, seen) if row["complete"] else None
    if place is None:
        return Stored(StoredAs.UNCHANGED, old["story_id"], old["version"], old["copy_of"])
    times = {"since": seen, "superseded_at": place.superseded_at, "last_seen": seen}
    conn.execute(_ADD_VERSION, {**row, **times, "version": place.version})
    return Stored(StoredAs.CHANGED, old["story_id"], place.version, old["copy_of"])


def _put(conn: sqlite3.Connection, old: Row, new: Row) -> None:
    """Write a reading over the old one, whose story and copies it keeps if its text is the same."""
    new.update(story_id=old["story_id"], copy_of=old["copy_of"])
    if new["text_digest"] == old["text_digest"]:
        conn.execute(_REPLACE, new)
    else:
        _replace_text(conn, old, new)
    if not taken_down(conn, new["url"]):
        replace_in_index(conn, old["id"], old, new)


def _read_better(conn: sqlite3.Connection, old: Row, new: Row) -> bool:
    """Tell a better reading from a change by the portal: a missing page came in, a new parser read the same bytes."""
    if not old["complete"]:
        return True
    (payload,) = conn.execute("SELECT digest FROM capture WHERE id = ?", (new["capture_id"],)).fetchone()
    return bool(payload == old["payload"] and new["parser"] != old["parser"])


def _replace_text(conn: sqlite3.Connection, old: Row, new: Row) -> None:
    """Replace a reading whose body became another text: it leaves one group of copies and may join another.

    If no other article is like it now, it keeps its story if it was alone in it, and begins one if not.
    """
    leave(conn, old["id"])
    original = find_original(conn, new["text_digest"], new["url"])
    if original:
        new.update(story_id=original.story_id, copy_of=original.url)
    else:
        text = read_text(new["body"])
        joined = join_story(conn, text)
        if joined is not None or not is_alone(conn, old["story_id"], old["id"]):
            new["story_id"] = joined or begin_story(conn)
        new["copy_of"] = None
        add_keys(conn, old["id"], text.keys)
    conn.execute(_REPLACE, new)
