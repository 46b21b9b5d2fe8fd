"""The nights of a portal as its archive counted them, the last of which is to be judged by the others."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from zjcrawl.drift.finding import Kind
from zjcrawl.store.alarms import Key, alarms_of
from zjcrawl.store.coverage import Covered, coverage

NIGHTS = 60
"""So many nights before it are held against a night: a portal of a year ago says little of today's."""

CHINA = timezone(timedelta(hours=8))

_WHOLE = ((Kind.STOPPED.value, None, None), (Kind.NOTHING.value, None, None))
"""What makes a whole night no yardstick."""

_RUNS = """
SELECT id, started_at, ended_at IS NOT NULL FROM run
WHERE site = ?1 AND source = 'live' AND id <= ?2 AND EXISTS (SELECT 1 FROM coverage WHERE run_id = run.id)
ORDER BY id DESC LIMIT ?3"""


@dataclass(frozen=True, slots=True)
class Night:
    """One live run of a portal; ``sections`` has None for what belongs to none."""

    run_id: int
    started_at: datetime
    ended: bool
    sections: Mapping[str | None, Covered]
    alarmed: frozenset[Key] = frozenset()
    """What it alarmed for: that part of it is no yardstick for the nights after it."""

    def is_sound(self, kind: str, section: str | None, subject: str | None) -> bool:
        """Tell whether the night alarmed neither for this, in all sections or in this one, nor for itself."""
        return self.alarmed.isdisjoint({(kind, section, subject), (kind, None, subject), *_WHOLE})

    @property
    def day(self) -> date:
        """Return the day it began on, in China."""
        return self.started_at.astimezone(CHINA).date()

    def sums(self, section: str | None, of: Callable[[Covered], Mapping[str, int]]) -> Counter[str]:
        """Return what is counted in a section, or in all of them where it is None."""
        total = Counter[str]()
        for part in self.parts(section):
            total.update(of(part))
        return total

    def parts(self, section: str | None) -> Iterable[Covered]:
        """Return the coverage of a section, or of all of them where it is None."""
        if section is None:
            return self.sections.values()
        return [self.sections[section]] if section in self.sections else []

    def articles(self, section: str | None) -> int:
        """Return how many articles were read in a section, or in all of them where it is None."""
        return sum(part.articles for part in self.parts(section))


@dataclass(frozen=True, slots=True)
class History:
    """The night to be judged and those before it, the latest first."""

    tonight: Night
    before: tuple[Night, ...] = field(default=())


def history(conn: sqlite3.Connection, site: str, run_id: int) -> History | None:
    """Return a live run of ``site`` and the ones before it; None where the run is of captures."""
    rows = conn.execute(_RUNS, (site, run_id, NIGHTS + 1)).fetchall()
    if not rows or rows[0][0] != run_id:
        return None
    nights = [
        Night(
            number,
            datetime.fromisoformat(started_at),
            bool(ended),
            {part.section: part for part in coverage(conn, [number])},
            frozenset(alarm.key for alarm in alarms_of(conn, number)),
        )
        for number, started_at, ended in rows
    ]
    return History(nights[0], tuple(nights[1:]))
