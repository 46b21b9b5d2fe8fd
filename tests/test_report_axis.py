from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjcrawl.report.axis import axis

DAYS = st.dates(date(1995, 1, 1), date(2095, 12, 31))


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=50))
def test_every_day_falls_into_a_piece_that_begins_no_later(days: list[date]) -> None:
    over = axis(days)
    assert over is not None
    for day in days:
        at = over.index(day)
        assert at is not None
        assert over.starts[at] <= day
        assert at + 1 == len(over.starts) or day < over.starts[at + 1]


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(0, 1000)), min_size=1, max_size=50))
def test_nothing_that_is_counted_is_lost(counted: list[tuple[date, int]]) -> None:
    over = axis([day for day, _ in counted])
    assert over is not None
    assert sum(over.sums(counted)) == sum(count for _, count in counted)
    assert len(over.starts) <= 110


@pytest.mark.parametrize(
    ("length", "step", "label"),
    [
        (1, "day", "2026-11-26"),
        (100, "day", "2026-11-26"),
        (300, "week", "2026-11-23"),
        (1500, "month", "2026-11"),
        (5000, "quarter", "2026 Q4"),
        (20000, "year", "2026"),
    ],
)
def test_pieces_are_as_long_as_they_must_be(length: int, step: str, label: str) -> None:
    first = date(2026, 11, 26)
    over = axis([first, first + timedelta(days=length - 1)])
    assert over is not None
    assert (over.step, over.label(0)) == (step, label)
    assert 1 <= len(over.ticks()) <= 8


def test_what_lies_outside_is_in_no_piece() -> None:
    over = axis([date(2026, 11, 1), date(2026, 11, 30)])
    assert over is not None
    assert over.index(date(2026, 10, 31)) is None
    assert over.index(date(2026, 12, 1)) is None


def test_nothing_has_no_axis() -> None:
    assert axis([]) is None
