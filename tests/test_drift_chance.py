from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.drift.chance import Share, likelihood

SHARES = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
NIGHTS = st.lists(SHARES, min_size=1, max_size=20)


@given(SHARES, NIGHTS)
def test_so_few_and_more_are_all_there_can_be(tonight: Share, before: list[Share]) -> None:
    k, n = tonight
    few = likelihood(tonight, before, at_most=True)
    more = likelihood((k + 1, n), before, at_most=False) if k < n else 0.0
    assert few + more == pytest.approx(1.0)


@given(SHARES, NIGHTS)
def test_fewer_is_less_likely(tonight: Share, before: list[Share]) -> None:
    k, n = tonight
    if k:
        assert likelihood((k - 1, n), before, at_most=True) <= likelihood(tonight, before, at_most=True)


def test_without_a_history_anything_may_be() -> None:
    assert likelihood((0, 10), [], at_most=True) == 1.0
    assert likelihood((0, 0), [(5, 5)], at_most=True) == 1.0


def test_three_articles_without_what_all_had_are_enough_and_one_is_not() -> None:
    always = [(5, 5)] * 30
    assert likelihood((0, 1), always, at_most=True) > 1e-3
    assert likelihood((0, 3), always, at_most=True) < 1e-5


def test_a_share_that_comes_and_goes_is_a_poor_yardstick() -> None:
    steady, fitful = [(2, 4)] * 30, [(4, 4), (0, 4)] * 15
    assert likelihood((0, 8), steady, at_most=True) < 0.01 < likelihood((0, 8), fitful, at_most=True)


def test_thousands_of_articles_are_judged_at_once() -> None:
    assert likelihood((0, 1_000_000), [(9_000, 10_000)], at_most=True) < 1e-9
