"""Days on which a Chinese newsroom works: not at week-ends, and not over the great holidays.

The library knows the lunar calendar and what the State Council decreed up to its release; an installation lives longer
than that, so that the weeks around the Spring Festival and National Day are left out by rule.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays.countries.china import China

_FESTIVAL = range(-2, 8)
"""Days from the first of the first lunar month that no newsroom is held to: the eve's eve to the seventh."""

_WEEKS = {(5, 1): 5, (10, 1): 8}
"""Month and day on which a week of holidays begins, and how many days it lasts."""

_EPOCH = date(1990, 1, 1)


def is_working(day: date) -> bool:
    """Tell whether a newsroom can be expected to publish on ``day``."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def working_days(since: date, until: date) -> int:
    """Return how many working days lie after ``since`` up to ``until``, which is included."""
    return _elapsed(until) - _elapsed(since)


@lru_cache(maxsize=4096)
def _elapsed(day: date) -> int:
    """Return how many working days there were from 1990 on up to ``day``, included."""
    past = sum(_in_year(year) for year in range(_EPOCH.year, day.year))
    first = date(day.year, 1, 1)
    return past + sum(is_working(first + timedelta(days=i)) for i in range((day - first).days + 1))


@lru_cache(maxsize=256)
def _in_year(year: int) -> int:
    first = date(year, 1, 1)
    return sum(is_working(first + timedelta(days=i)) for i in range((date(year + 1, 1, 1) - first).days))


@lru_cache(maxsize=256)
def _days_off(year: int) -> frozenset[date]:
    decreed = China(years=year)  # type: ignore[no-untyped-call]
    days = set(decreed)
    for month_and_day, length in _WEEKS.items():
        days |= {date(year, *month_and_day) + timedelta(days=i) for i in range(length)}
    if first := min(decreed.get_named("Spring Festival"), default=None):
        days |= {first + timedelta(days=i) for i in _FESTIVAL}
    return frozenset(days)
