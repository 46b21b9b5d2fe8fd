"""All that an archive knows of one portal, in so few numbers that a page can show them.

Everything is counted in SQL, over indexes or over the rows that runs leave, so that a million articles are no matter.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zjcrawl.errors import ArchiveError, UsageError
from zjcrawl.store.alarms import Alarm, alarms_of
from zjcrawl.store.coverage import Covered, coverage
from zjcrawl.store.rows import SHOWN

_MOST = 20
_FEW = 10

_SITES = "SELECT site FROM run GROUP BY site ORDER BY max(id) DESC"

_RUNS = """
SELECT id, site, source, started_at, ended_at, reason, resumed, traffic FROM run
WHERE site = ? AND id <= ? ORDER BY id"""

_DAYS = """
SELECT section, substr(published, 1, 10), count(*) FROM article_current
WHERE site = ? AND length(published) >= 10 GROUP BY 1, 2"""

_SECTIONS = """
SELECT section, count(*), min(published), max(published) FROM article_current
WHERE site = ? GROUP BY section ORDER BY section IS NULL, count(*) DESC, section"""

_SOURCES = """
SELECT source, count(*), sum(rights IS 'own'), sum(rights IS 'reprint'), min(published), max(published)
FROM article_current WHERE site = ? GROUP BY source ORDER BY count(*) DESC, source"""

_STORIES = """
SELECT story_id, count(*) AS many FROM article_current GROUP BY story_id HAVING many > 1
ORDER BY many DESC, story_id LIMIT ?"""

_SHARED = """
SELECT count(*), ifnull(sum(many), 0) FROM (
    SELECT count(*) AS many FROM article_current GROUP BY story_id HAVING many > 1)"""

_STORY = f"""
SELECT a.title, a.url, a.source, a.published FROM article_current AS a
WHERE a.story_id = ? AND {SHOWN} ORDER BY a.published, a.id LIMIT 1"""  # noqa: S608 - constants

_COPIES = "SELECT count(*) FROM article_current WHERE copy_of IS NOT NULL"

_CHANGED = f"""
SELECT a.title, a.url, a.version, v.superseded_at
FROM (SELECT url, max(superseded_at) AS superseded_at FROM article_version GROUP BY url) AS v
JOIN article_current AS a ON a.url = v.url
WHERE a.site = ? AND a.version > 1 AND {SHOWN} ORDER BY v.superseded_at DESC, a.url LIMIT ?"""  # noqa: S608 - constants

_VERSIONS = """
SELECT count(DISTINCT v.url) FROM article_version AS v JOIN article_current AS a ON a.url = v.url
WHERE a.site = ? AND a.version > 1"""

_GONE = f"""
SELECT a.title, a.url, g.reason, g.gone_at FROM absence AS g JOIN article_current AS a ON a.url = g.url
WHERE a.site = ? AND g.back_at IS NULL AND {SHOWN} ORDER BY g.gone_at DESC, a.url LIMIT ?"""  # noqa: S608 - constants

_GONE_COUNT = """
SELECT count(*) FROM absence AS g JOIN article_current AS a ON a.url = g.url WHERE a.site = ? AND g.back_at IS NULL"""

_REASONS = """
SELECT kind, reason, count(*) FROM url_outcome
WHERE run_id = ? AND kind IN ('missing', 'other', 'refused', 'failed')
GROUP BY kind, reason ORDER BY count(*) DESC, kind, reason LIMIT ?"""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run: when it was, why it ended, what it asked for (``traffic``), covered, and how much alarmed."""

    id: int
    source: str
    started_at: str
    ended_at: str | None
    reason: str | None
    resumed: int
    traffic: Mapping[str, Any]
    parts: tuple[Covered, ...]
    alarms: tuple[Alarm, ...]

    @property
    def counts(self) -> Counter[str]:
        """Return its counts over all sections."""
        total = Counter[str]()
        for part in self.parts:
            total.update(part.counts)
        return total


@dataclass(frozen=True, slots=True)
class Overview:
    """One portal's archive as of one run, the last of ``runs``; lists of articles hold the latest few.

    ``days`` counts articles by section and day of publication; ``sources`` are the most frequent, ``source_count`` is
    how many there are.
    """

    site: str
    other_sites: tuple[str, ...]
    runs: tuple[RunLine, ...]
    days: Mapping[str | None, Mapping[str, int]]
    sections: Sequence[tuple[Any, ...]]
    sources: Sequence[tuple[Any, ...]]
    source_count: int
    stories: Sequence[tuple[Any, ...]]
    shared: tuple[int, int]
    copies: int
    changed: Sequence[tuple[Any, ...]]
    changed_count: int
    gone: Sequence[tuple[Any, ...]]
    gone_count: int
    reasons: Sequence[tuple[str, str, int]]

    @property
    def last(self) -> RunLine:
        """Return the run as of which the archive is shown."""
        return self.runs[-1]

    @property
    def articles(self) -> int:
        """Return how many articles there are."""
        return sum(count for _, count, *_ in self.sections)


def overview(conn: sqlite3.Connection, run_id: int | None = None) -> Overview:
    """Return what is known of the portal that run ``run_id`` crawled, the last one by default.

    :raises ArchiveError: the archive has no run yet.
    :raises UsageError: it has no such run.
    """
    sites = [site for (site,) in conn.execute(_SITES)]
    if not sites:
        raise ArchiveError("no run in it yet; crawl into it first")
    site, last = _chosen(conn, run_id)
    sources = conn.execute(_SOURCES, (site,)).fetchall()
    return Overview(
        site=site,
        other_sites=tuple(sorted(set(sites) - {site})),
        runs=tuple(_runs(conn, site, last)),
        days=_days(conn, site),
        sections=conn.execute(_SECTIONS, (site,)).fetchall(),
        sources=sources[:_MOST],
        source_count=sum(source is not None for source, *_ in sources),
        stories=[
            (many, *story)
            for story_id, many in conn.execute(_STORIES, (_FEW,)).fetchall()
            if (story := conn.execute(_STORY, (story_id,)).fetchone())
        ],
        shared=conn.execute(_SHARED).fetchone(),
        copies=conn.execute(_COPIES).fetchone()[0],
        changed=conn.execute(_CHANGED, (site, _FEW)).fetchall(),
        changed_count=conn.execute(_VERSIONS, (site,)).fetchone()[0],
        gone=conn.execute(_GONE, (site, _FEW)).fetchall(),
        gone_count=conn.execute(_GONE_COUNT, (site,)).fetchone()[0],
        reasons=conn.execute(_REASONS, (last, _MOST)).fetchall(),
    )


def _chosen(conn: sqlite3.Connection, run_id: int | None) -> tuple[str, int]:
    sql = "SELECT site, id FROM run WHERE id = ifnull(?, (SELECT max(id) FROM run))"
    found: tuple[str, int] | None = conn.execute(sql, (run_id,)).fetchone()
    if found is None:
        raise UsageError(f"no run {run_id} in it; see the table run for those there are")
    return found


def _runs(conn: sqlite3.Connection, site: str, last: int) -> list[RunLine]:
    return [
        RunLine(
            run_id, source, started_at, ended_at, reason, resumed, json.loads(traffic) if traffic else {},
            tuple(coverage(conn, [run_id])), tuple(alarms_of(conn, run_id)),
        )
        for run_id, _, source, started_at, ended_at, reason, resumed, traffic in conn.execute(
            _RUNS, (site, last)
        ).fetchall()
    ]  # fmt: skip


def _days(conn: sqlite3.Connection, site: str) -> dict[str | None, dict[str, int]]:
    found: dict[str | None, dict[str, int]] = {}
    for section, day, count in conn.execute(_DAYS, (site,)):
        found.setdefault(section, {})[day] = count
    return found
