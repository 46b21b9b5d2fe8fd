"""Time cut into so many equal pieces that a plot can show each: days, weeks, months, quarters or years."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

_MOST = 110
"""So many pieces at most: bars of a few pixels on a wide screen."""

_TICKS = 8

_STEPS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Axis:
    """Pieces of time: the day on which each begins, and how long each is (``step``)."""

    step: str
    starts: tuple[date, ...]

    def index(self, day: date) -> int | None:
        """Return the piece that ``day`` falls into, None where it lies before or after all of them."""
        if day < self.starts[0] or day > self._end:
            return None
        return bisect_right(self.starts, day) - 1

    def sums(self, counted: Iterable[tuple[date, float]]) -> list[float]:
        """Return the sum of what was counted in each piece."""
        totals = [0.0] * len(self.starts)
        for day, count in counted:
            at = self.index(day)
            if at is not None:
                totals[at] += count
        return totals

    def label(self, at: int) -> str:
        """Return the name of a piece: 2026-11-26, 2026-11, 2026 Q4 or 2026."""
        start = self.starts[at]
        if self.step == "quarter":
            return f"{start.year} Q{(start.month + 2) // 3}"
        return f"{start}"[: {"month": 7, "year": 4}.get(self.step, 10)]

    def ticks(self) -> list[tuple[float, str]]:
        """Return where to write what along the axis, as shares of its length."""
        found = list(self._candidates())
        every = -(-len(found) // _TICKS)
        return [(at / len(self.starts), text) for at, text in found[::every]]

    @property
    def _end(self) -> date:
        return _next(self.starts[-1], self.step) - timedelta(days=1)

    def _candidates(self) -> Iterator[tuple[int, str]]:
        for at, start in enumerate(self.starts):
            if self.step in ("day", "week"):
                if self.step == "day":
                    yield at, f"{start:%m-%d}"
                elif start.day <= 7:
                    yield at, f"{start:%Y-%m}"
            elif start.month == 1 or (at == 0 and len(self.starts) < 12):
                yield at, f"{start.year}" if start.month == 1 else self.label(at)


def axis(days: Sequence[date]) -> Axis | None:
    """Return the finest axis that holds all of ``days``; None where there are none."""
    if not days:
        return None
    first, last = min(days), max(days)
    for step in _STEPS:
        starts = list(islice(_starts(first, last, step), None if step == _STEPS[-1] else _MOST + 1))
        if len(starts) <= _MOST or step == _STEPS[-1]:
            break
    return Axis(step, tuple(starts))


def _starts(first: date, last: date, step: str) -> Iterator[date]:
    at = _floor(first, step)
    while at <= last:
        yield at
        at = _next(at, step)


def _floor(day: date, step: str) -> date:
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    if step == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1) if step == "year" else day


def _next(start: date, step: str) -> date:
    if step in ("day", "week"):
        return start + timedelta(days=7 if step == "week" else 1)
    months = start.year * 12 + start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[step]
    return date(months // 12, months % 12 + 1, 1)
