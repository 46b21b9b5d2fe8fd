"""What a run covered, section by section, counted when it ends or stops and kept for good.

The rows are small and many runs' worth of them are read at once: by reports that show years, and by what compares a
night with those before it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zjcrawl.store.counts import count_sections
from zjcrawl.store.rows import to_json

CREATE = """
ALTER TABLE capture ADD COLUMN run_id INTEGER REFERENCES run (id);
ALTER TABLE capture ADD COLUMN received INTEGER;
ALTER TABLE capture ADD COLUMN milliseconds INTEGER;
ALTER TABLE capture ADD COLUMN template TEXT;
CREATE INDEX capture_run_id ON capture (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX article_current_published ON article_current (site, section, published, source, rights);
ALTER TABLE run ADD COLUMN traffic TEXT;
ALTER TABLE run ADD COLUMN statement TEXT;

CREATE TABLE coverage (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id),
    section TEXT,
    lists TEXT NOT NULL CHECK (lists IN ('end', 'latest', 'part')),
    waiting INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    aliases INTEGER NOT NULL,
    continued INTEGER NOT NULL,
    listings INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    other INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    published_from TEXT,
    published_to TEXT,
    filled TEXT NOT NULL,
    lengths TEXT NOT NULL,
    encodings TEXT NOT NULL,
    templates TEXT NOT NULL
) STRICT;
CREATE INDEX coverage_run_id ON coverage (run_id);
"""

INDEX_ANEW = """
DROP INDEX article_current_published;
CREATE INDEX article_current_published ON article_current (site, section, published, source, rights);
"""
"""A file that got its index on the day when there was one has it without the last two columns."""

FIELDS = {
    "published": "a.published IS NOT NULL",
    "source": "a.source IS NOT NULL",
    "source_url": "a.source_url IS NOT NULL",
    "authors": "a.authors <> '[]'",
    "editor": "a.editor IS NOT NULL",
    "images": "a.images <> '[]'",
    "votes_up": "a.votes_up IS NOT NULL",
    "votes_down": "a.votes_down IS NOT NULL",
    "rights": "a.rights IS NOT NULL",
    "footer": "a.footer_id IS NOT NULL",
}
"""The keys of an article that a page may lack, and when each is filled, of ``article_current AS a``."""

LENGTHS = (50, 100, 200, 400, 800, 1600, 3200, 6400, 12800)
"""Lengths of bodies, in characters, at which a class ends; the last class has no end."""

_COUNTED = (
    "seen", "stored", "changed", "unchanged", "copies", "aliases", "continued", "listings", "missing", "other",
    "refused", "failed",
)  # fmt: skip

_MOST_TEMPLATES = 50
"""A portal has a handful; what is beyond them is an address in a class, and says nothing."""

_ARTICLES = f"""
SELECT o.section, sum(o.stored <> 'unchanged'), substr(min(a.published), 1, 10), substr(max(a.published), 1, 10),
    {", ".join(f"sum(o.stored <> 'unchanged' AND {condition})" for condition in FIELDS.values())}
FROM url_outcome AS o JOIN article_current AS a ON a.url = ifnull(o.target, o.url)
WHERE o.run_id = ? AND o.stored IS NOT NULL GROUP BY o.section"""  # noqa: S608 - constants

_CLASS = f"CASE {' '.join(f'WHEN a.word_count < {length} THEN {length}' for length in LENGTHS)} ELSE 0 END"

_LENGTHS = f"""
SELECT o.section, {_CLASS}, count(*)
FROM url_outcome AS o JOIN article_current AS a ON a.url = ifnull(o.target, o.url)
WHERE o.run_id = ? AND o.stored <> 'unchanged' GROUP BY 1, 2"""  # noqa: S608 - constants

_BY_CAPTURE = """
SELECT o.section, c.{column}, count(*) FROM url_outcome AS o JOIN capture AS c ON c.id = o.capture_id
WHERE o.run_id = ? AND c.{column} IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2"""

_WAITING = """
SELECT section, sum(kind = 'listing'), count(*) FROM frontier WHERE run_id = ? AND state <> 'done' GROUP BY section"""

_LISTS_LOST = """
SELECT o.section, count(*) FROM url_outcome AS o JOIN frontier AS f ON f.run_id = o.run_id AND f.key = o.url
WHERE o.run_id = ? AND o.kind IN ('failed', 'other') AND f.kind = 'listing' GROUP BY o.section"""

_LATEST = "SELECT ifnull(json_extract(settings, '$.ZJCRAWL_LATEST'), '') = 'True' FROM run WHERE id = ?"

_COLUMNS = (
    "run_id", "section", "lists", "waiting", *_COUNTED, "articles", "published_from", "published_to", "filled",
    "lengths", "encodings", "templates",
)  # fmt: skip

_PUT = f"INSERT INTO coverage ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608


_GET = f"SELECT {', '.join(_COLUMNS)} FROM coverage WHERE run_id = ? ORDER BY id"  # noqa: S608


def put_coverage(conn: sqlite3.Connection, run_id: int) -> None:
    """Count what a run has covered so far, in the place of what was counted when it stopped before."""
    (latest,) = conn.execute(_LATEST, (run_id,)).fetchone()
    counts = count_sections(conn, run_id)
    articles = {section: row for section, *row in conn.execute(_ARTICLES, (run_id,))}
    waiting = {section: (lists, pages) for section, lists, pages in conn.execute(_WAITING, (run_id,))}
    lost = dict(conn.execute(_LISTS_LOST, (run_id,)).fetchall())
    queries = (_LENGTHS, _BY_CAPTURE.format(column="encoding_used"), _BY_CAPTURE.format(column="template"))
    shapes = [_shares(conn.execute(sql, (run_id,))) for sql in queries]
    conn.execute("DELETE FROM coverage WHERE run_id = ?", (run_id,))
    for section in sorted({*counts, *waiting}, key=lambda name: (name is None, name or "")):
        lists, pages = waiting.get(section, (0, 0))
        walked = "part" if lists or lost.get(section) else "latest" if latest else "end"
        count, first, last, *filled = articles.get(section) or (0, None, None, *(0 for _ in FIELDS))
        conn.execute(
            _PUT,
            (
                run_id, section, walked, pages, *(counts.get(section, Counter())[name] for name in _COUNTED),
                count, first, last, to_json(dict(zip(FIELDS, filled, strict=True))),
                *(to_json(dict(list(shape[section].items())[:_MOST_TEMPLATES])) for shape in shapes),
            ),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Covered:
    """What one run covered of one section, None being URLs that belong to none.

    ``lists`` says how far its lists were walked: to their ``end``, as far as they showed something new (``latest``), or
    in ``part``, because the run stopped or a list could not be had; ``waiting`` is how many URLs wait for the run to go
    on.  ``counts`` are those of ``run.counts``.  ``articles`` is how many were new or had changed;
    ``filled`` and ``lengths`` say how many of these have what, ``encodings`` and ``templates`` how many pages were in
    which.
    """

    run_id: int
    section: str | None
    lists: str
    waiting: int
    counts: Mapping[str, int]
    articles: int
    published_from: str | None
    published_to: str | None
    filled: Mapping[str, int]
    lengths: Mapping[str, int]
    encodings: Mapping[str, int]
    templates: Mapping[str, int]


def coverage(conn: sqlite3.Connection, run_ids: Sequence[int]) -> Iterator[Covered]:
    """Yield what was counted of these runs, run by run in their order, section by section."""
    for run_id in run_ids:
        for row in conn.execute(_GET, (run_id,)).fetchall():
            number, section, lists, waiting, *rest = row
            counts, rest = dict(zip(_COUNTED, rest[: len(_COUNTED)], strict=True)), rest[len(_COUNTED) :]
            articles, first, last, *shares = rest
            yield Covered(number, section, lists, waiting, counts, articles, first, last, *map(json.loads, shares))


def _shares(rows: Iterable[tuple[Any, ...]]) -> Mapping[str | None, dict[str, int]]:
    found: defaultdict[str | None, dict[str, int]] = defaultdict(dict)
    for section, name, count in rows:
        found[section][str(name)] = count
    return found
