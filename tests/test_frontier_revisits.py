"""When a page is asked for again follows from what its checks found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.frontier.revisits import Found, History, Pace, after, wait

DAY = timedelta(days=1)
PACE = Pace(DAY, 180 * DAY)
URL = "http://www.zj123.com/1"

founds = st.sampled_from(Found)
paces = st.builds(
    lambda smallest, more: Pace(timedelta(hours=smallest), timedelta(hours=smallest + more)),
    st.integers(1, 1000),
    st.integers(0, 10_000),
)
ages = st.none() | st.integers(-10, 100_000).map(lambda days: timedelta(days=days))


def checked(*founds: Found, pace: Pace = PACE, age: timedelta | None = None) -> History:
    history = History()
    for found in founds:
        history = after(history, found, pace, age)
    return history


def days(*founds: Found, age: timedelta | None = None) -> float:
    return checked(*founds, age=age).interval / DAY


@given(st.lists(founds, min_size=1), paces, ages, st.text())
def test_no_wait_is_longer_than_the_longest_and_a_quarter(
    found: list[Found], pace: Pace, age: timedelta | None, url: str
) -> None:
    assert timedelta() <= wait(checked(*found, pace=pace, age=age), pace, url) <= pace.largest * 1.25


@given(st.lists(founds), paces, ages)
def test_an_article_that_stays_the_same_waits_longer_each_time_up_to_the_longest(
    found: list[Found], pace: Pace, age: timedelta | None
) -> None:
    history = checked(*found, Found.NEW, pace=pace, age=age)
    while history.interval < pace.largest:
        longer = after(history, Found.SAME, pace)
        assert longer.interval > history.interval
        assert longer.unchanged == history.unchanged + 1
        history = longer
    assert after(history, Found.SAME, pace).interval == pace.largest


@given(st.lists(founds), paces, ages)
def test_an_article_that_changed_is_looked_at_sooner_unless_that_is_soonest(
    found: list[Found], pace: Pace, age: timedelta | None
) -> None:
    before = checked(*found, Found.SAME, pace=pace, age=age)
    history = after(before, Found.CHANGED, pace)
    assert pace.smallest <= history.interval <= before.interval
    assert history.interval < before.interval or history.interval == pace.smallest
    assert history.unchanged == 0


@given(st.lists(founds), paces)
def test_failures_wait_longer_each_time_and_leave_the_rest_of_the_history(found: list[Found], pace: Pace) -> None:
    history = checked(*found, Found.SAME, pace=pace)
    waits = []
    for number in range(1, 12):
        failed = checked(*found, Found.SAME, *[Found.FAILED] * number, pace=pace)
        assert (failed.interval, failed.unchanged, failed.failures) == (history.interval, history.unchanged, number)
        waits.append(wait(failed, pace, URL))
    assert waits[0] == timedelta()
    assert waits == sorted(waits)
    assert after(checked(*[Found.FAILED] * 5), Found.SAME, pace).failures == 0


def test_what_is_new_is_looked_at_soon_and_what_is_old_seldom() -> None:
    assert days(Found.NEW) == 1
    assert days(Found.NEW, age=5 * DAY) == 1
    assert days(Found.NEW, age=300 * DAY) == 30
    assert days(Found.NEW, age=5000 * DAY) == 180


@pytest.mark.parametrize("found", [Found.MISSING, Found.OTHER])
def test_what_is_no_article_is_checked_a_few_times_and_then_rarely(found: Found) -> None:
    assert [days(*[found] * times) for times in range(1, 6)] == [1, 2, 4, 180, 180]


def test_an_article_that_returns_is_news() -> None:
    assert days(Found.NEW, *[Found.SAME] * 9, *[Found.MISSING] * 5, Found.CHANGED) == 45
    assert days(*[Found.MISSING] * 5, Found.NEW) == 1


def test_what_was_not_asked_for_is_due_at_once() -> None:
    assert wait(checked(Found.CLOSED), PACE, URL) == timedelta()


def test_pages_first_met_in_one_night_do_not_come_due_in_one() -> None:
    history = checked(Found.NEW, age=5000 * DAY)
    nights = {wait(history, PACE, f"{URL}{number}").days for number in range(500)}
    assert len(nights) > 80
