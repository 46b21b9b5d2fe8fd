"""Sections that have fallen silent: no new article for much longer than they ever took.

A section's own days of publication are its yardstick, years of them after a first crawl.  They are counted in working
days, so that week-ends and the great holidays are no silence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from zjcrawl.drift.calendar import working_days
from zjcrawl.drift.finding import Finding, Grade, Kind
from zjcrawl.drift.history import History, Night

_LEAST_GAPS = 10
"""Fewer are no rhythm."""

_LEAST = 5
"""Working days: no section is silent after fewer."""

_MEANS, _LONGEST = 9.2, 1.5
"""Where articles come at random, one gap in ten thousand is 9.2 times the mean; and never less than half as much again
as the longest there was."""

_YEARS = 3

_DAYS = """
SELECT DISTINCT substr(published, 1, 10) FROM article_current
WHERE site = ?1 AND section IS ?2 AND published >= ?3 AND published < ?4 AND length(published) >= 10
ORDER BY 1 DESC LIMIT 500"""

_FIRST = "SELECT min(started_at) FROM run WHERE site = ? AND source = 'live'"


class _Rhythm(NamedTuple):
    """When a section last gave a sign of life, and how many working days of silence are too many for it."""

    last: date
    bound: int
    longest: int


def check_silence(conn: sqlite3.Connection, site: str, history: History) -> Iterator[Finding]:
    """Find the sections that are silent tonight and were not when the archive began; all of them are one finding."""
    if not history.before or not history.tonight.ended:
        return
    tonight = history.tonight.day
    (began,) = conn.execute(_FIRST, (site,)).fetchone()
    first = date.fromisoformat(began[:10])
    days = {name: _days(conn, site, name, history) for name in history.tonight.sections if name is not None}
    everywhere = sorted({day for of_section in days.values() for day in of_section})
    if found := _silent(everywhere, first, tonight):
        yield _finding(None, found, tonight)
        return
    for name in sorted(days):
        if found := _silent(days[name], first, tonight):
            yield _finding(name, found, tonight)


def _days(conn: sqlite3.Connection, site: str, section: str, history: History) -> list[date]:
    """Return the days of the last years on which a section published, or a night found something new in it."""
    tonight = history.tonight.day
    bounds = (f"{tonight - timedelta(days=366 * _YEARS)}", f"{tonight + timedelta(days=1)}")
    printed = {date.fromisoformat(day) for (day,) in conn.execute(_DAYS, (site, section, *bounds))}
    nights = (history.tonight, *history.before[:-1])
    return sorted(printed | {night.day for night in nights if _is_new(night, section)})


def _is_new(night: Night, section: str) -> bool:
    part = night.sections.get(section)
    return part is not None and part.counts["stored"] + part.counts["copies"] > 0


def _silent(days: Sequence[date], first: date, tonight: date) -> _Rhythm | None:
    rhythm = _rhythm(days)
    if rhythm is None or working_days(rhythm.last, tonight) <= rhythm.bound:
        return None
    return rhythm if working_days(rhythm.last, max(first, rhythm.last)) <= rhythm.bound else None


def _rhythm(days: Sequence[date]) -> _Rhythm | None:
    gaps = [working_days(one, other) for one, other in pairwise(days)]
    if len(gaps) < _LEAST_GAPS:
        return None
    bound = max(_LEAST, _MEANS * sum(gaps) / len(gaps), _LONGEST * max(gaps))
    return _Rhythm(days[-1], int(bound), max(gaps))


def _finding(section: str | None, rhythm: _Rhythm, tonight: date) -> Finding:
    silent = working_days(rhythm.last, tonight)
    expected = {"working_days": rhythm.bound, "longest": rhythm.longest}
    seen = {"working_days": silent, "last": f"{rhythm.last}"}
    return Finding(Kind.SILENCE, Grade.ALARM, section, None, expected, seen)
