from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjcrawl.drift.calendar import is_working, working_days

DAYS = st.dates(date(1995, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 28),  # Saturday
        date(2010, 2, 15),  # Spring Festival of 14 February, decreed
        date(2027, 2, 11),  # the sixth day of that of 6 February
        date(2060, 2, 5),  # in a year that nobody has decreed anything for
        date(2026, 10, 7),
        date(2045, 10, 6),
        date(2027, 5, 3),
    ],
)
def test_nobody_works_at_week_ends_and_over_the_great_holidays(day: date) -> None:
    assert not is_working(day)


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2027, 2, 17), date(2026, 10, 12), date(2060, 2, 18)])
def test_other_days_are_for_work(day: date) -> None:
    assert is_working(day)


@settings(max_examples=30, deadline=None)
@given(DAYS, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(since: date, length: int) -> None:
    days = [since + timedelta(days=i) for i in range(1, length + 1)]
    assert working_days(since, since + timedelta(days=length)) == sum(map(is_working, days))
