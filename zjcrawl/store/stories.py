"""Stories: which stored articles are the same text, kept up to date with each article.

A story is a connected component: its articles are joined by pairs of the same body or of bodies that ``dedup.likeness``
takes for one, as far as they have keys of ``dedup.keys`` in common.  Both look at nothing but the two bodies, so that
neither the order in which articles came nor what else is stored makes a difference.  Of the articles with the very same
body only the original has keys; the others follow it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from zjcrawl.dedup.keys import FEWEST, keys_needed, story_keys
from zjcrawl.dedup.likeness import same_story
from zjcrawl.dedup.units import Units, units
from zjcrawl.store.copies import replace_original
from zjcrawl.store.meeting import add_keys, met, remove_keys
from zjcrawl.store.rows import added

CREATE = """
ALTER TABLE story RENAME TO story_number;
ALTER TABLE story_number DROP COLUMN url;
ALTER TABLE story_number DROP COLUMN first_seen;
ALTER TABLE story_number ADD COLUMN merged_into INTEGER REFERENCES story_number (id);
CREATE VIEW story AS
SELECT
    a.story_id AS id, a.url, a.title, a.published, a.source, a.first_seen,
    count(*) AS articles, sum(a.copy_of IS NULL) AS texts,
    json_group_array(DISTINCT a.source) FILTER (WHERE a.source IS NOT NULL) AS outlets,
    json_group_array(DISTINCT a.site) FILTER (WHERE a.site IS NOT NULL) AS sites
FROM article_current AS a
WHERE NOT EXISTS (SELECT 1 FROM takedown AS t WHERE t.url = a.url AND t.lifted_at IS NULL)
GROUP BY a.story_id
HAVING min(ifnull(a.published, '9999') || ' ' || a.first_seen || ' ' || a.url) > '';
"""
"""SQLite takes the bare columns of a group from the row in which the one ``min`` is: the earliest article."""

_TEXT = "SELECT story_id, body FROM article_current WHERE id = ?"

_TEXTS = """
SELECT id, url, body FROM article_current WHERE story_id = ? AND copy_of IS NULL AND text_digest <> '' ORDER BY id"""

_STANDING = "SELECT story_id, text_digest, copy_of, body FROM article_current WHERE id = ?"

_OUT_OF_GROUP = "UPDATE article_current SET text_digest = '', copy_of = NULL WHERE id = ?"

_MOVE = "UPDATE article_current SET story_id = ? WHERE id = ? OR copy_of = ?"

_MERGE = "UPDATE article_current SET story_id = ? WHERE story_id = ?"

_NOTE_MERGER = "UPDATE story_number SET merged_into = ? WHERE id = ?"

_NEW_NUMBER = "INSERT INTO story_number DEFAULT VALUES"

_ALONE = "SELECT 1 FROM article_current WHERE story_id = ? AND id <> ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class Text:
    """What of a body decides about its story."""

    units: Units
    keys: tuple[int, ...]


def read_text(body: str) -> Text:
    """Return what of ``body`` decides about its story."""
    found = units(body)
    return Text(found, story_keys(found))


def join_story(conn: sqlite3.Connection, text: Text) -> int | None:
    """Return the story that a text belongs to, None if it is like no other; stories that it connects become one.

    The lowest number stays, and the others say so.
    """
    stories = _stories_like(conn, text)
    return _merge(conn, stories) if stories else None


def begin_story(conn: sqlite3.Connection) -> int:
    """Return the number of a new story; no number is ever given twice."""
    return added(conn.execute(_NEW_NUMBER))


def is_alone(conn: sqlite3.Connection, story_id: int, article_id: int) -> bool:
    """Tell whether a story has no other article."""
    return conn.execute(_ALONE, (story_id, article_id)).fetchone() is None


def leave(conn: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of its group of copies and its story, before its row gets another text or is deleted.

    If it was an original, the next of its copies takes its place; if it had none, its story falls into what is still
    connected without it.  Nothing of its text is left in the index.
    """
    story_id, digest, copy_of, body = conn.execute(_STANDING, (article_id,)).fetchone()
    conn.execute(_OUT_OF_GROUP, (article_id,))
    if copy_of is not None:
        return
    text = read_text(body)
    remove_keys(conn, article_id, text.keys)
    heir = replace_original(conn, digest)
    if heir is not None:
        add_keys(conn, heir, text.keys)
    else:
        _part(conn, story_id)


def place_all(conn: sqlite3.Connection) -> None:
    """Place every stored article, in a file from before there were stories of near-duplicates.

    The keys are written in their order: one article after the other they would touch every page of the index again and
    again.
    """
    conn.execute("CREATE TEMP TABLE unplaced (article_id INTEGER NOT NULL, key INTEGER NOT NULL)")
    originals = conn.execute("SELECT id, body FROM article_current WHERE copy_of IS NULL ORDER BY id")
    keys = ((article_id, key) for article_id, body in originals for key in read_text(body).keys)
    conn.executemany("INSERT INTO unplaced VALUES (?, ?)", keys)
    conn.execute(
        "INSERT INTO story_key (key, article_id) SELECT key, article_id FROM unplaced ORDER BY key, article_id"
    )
    placed = conn.execute("SELECT article_id, key FROM unplaced ORDER BY rowid")
    for article_id, pairs in groupby(placed, itemgetter(0)):
        if any(other < article_id for other, _ in met(conn, [key for _, key in pairs], FEWEST)):
            story_id, body = conn.execute(_TEXT, (article_id,)).fetchone()
            _merge(conn, {story_id} | _stories_like(conn, read_text(body)))
    placed.close()
    conn.execute("DROP TABLE unplaced")


def _stories_like(conn: sqlite3.Connection, text: Text) -> set[int]:
    found: set[int] = set()
    for article_id, shared in met(conn, text.keys, keys_needed(text.units)):
        story_id, body = conn.execute(_TEXT, (article_id,)).fetchone()
        if story_id not in found:
            other = _units(body)
            if shared >= keys_needed(other) and same_story(text.units, other):
                found.add(story_id)
    return found


_units = lru_cache(maxsize=2048)(units)
"""The issues of a bulletin meet all those before them, which were met a moment ago."""


def _merge(conn: sqlite3.Connection, stories: Iterable[int]) -> int:
    first, *others = sorted(stories)
    for story_id in others:
        conn.execute(_MERGE, (first, story_id))
        conn.execute(_NOTE_MERGER, (first, story_id))
    return first


def _part(conn: sqlite3.Connection, story_id: int) -> None:
    """Give the parts of a story that nothing connects any more numbers of their own, but the one stored first."""
    members = conn.execute(_TEXTS, (story_id,)).fetchall()
    for part in _components([read_text(body) for *_, body in members])[1:]:
        number = begin_story(conn)
        conn.executemany(_MOVE, [(number, *members[at][:2]) for at in part])


def _components(texts: Sequence[Text]) -> list[list[int]]:
    """Return which of the texts are connected, by their places, the first of each part rising."""
    part_of = list(range(len(texts)))
    holders: dict[int, list[int]] = {}
    for at, text in enumerate(texts):
        met = Counter(other for key in text.keys for other in holders.setdefault(key, []))
        for other, shared in met.items():
            if part_of[other] != part_of[at] and _are_one(text, texts[other], shared):
                one, two = sorted((part_of[other], part_of[at]))
                part_of = [one if part == two else part for part in part_of]
        for key in text.keys:
            holders[key].append(at)
    parts: dict[int, list[int]] = {}
    for at, part in enumerate(part_of):
        parts.setdefault(part, []).append(at)
    return list(parts.values())


def _are_one(one: Text, other: Text, shared: int) -> bool:
    needed = max(keys_needed(one.units), keys_needed(other.units))
    return shared >= needed and same_story(one.units, other.units)
