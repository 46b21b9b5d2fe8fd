"""An article that moved in its list is told from those around it, and what comes in has a place."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.frontier.places import GAP, moved, placed

mixed = st.lists(st.none() | st.integers(0, 9), max_size=8)


@pytest.mark.parametrize(
    ("places", "out_of_order"),
    [
        ([5, 4, 3, 2], set()),
        ([None, None, 5, 4, 3], set()),
        ([5, None, 4, None, 3], set()),
        ([2, 5, 4, 3], {0}),
        ([5, 3, 2, 4], {3}),
        ([4, 4, 3], set()),
        ([], set()),
        ([None], set()),
    ],
)
def test_what_moved_is_what_is_out_of_order(places: list[int | None], out_of_order: set[int]) -> None:
    assert moved(places) == out_of_order


def is_in_order(places: list[int]) -> bool:
    return all(above >= below for above, below in pairwise(places))


@given(mixed)
def test_the_fewest_are_said_to_have_moved(places: list[int | None]) -> None:
    out_of_order = moved(places)
    known = [index for index, place in enumerate(places) if place is not None]
    assert is_in_order([place for index, place in enumerate(places) if place is not None and index not in out_of_order])
    for fewer in range(len(out_of_order)):
        for left_out in combinations(known, fewer):
            rest = [place for n, place in enumerate(places) if place is not None and n not in left_out]
            assert not is_in_order(rest)


@given(mixed, st.integers(-GAP, GAP))
def test_everything_gets_a_place_in_order_and_the_known_keep_theirs(places: list[int | None], top: int) -> None:
    out_of_order = moved(places)
    kept = [None if index in out_of_order else place for index, place in enumerate(places)]
    found = placed(kept, top)
    assert is_in_order(found)
    assert all(place in (None, given_place) for place, given_place in zip(kept, found, strict=True))
    assert moved(list(found)) == set()


def test_a_page_of_which_nothing_is_known_begins_where_it_is_told() -> None:
    assert placed([None, None, None], 10) == [10, 9, 8]
    assert placed([None, None, 7, None], 10) == [9, 8, 7, 6]
