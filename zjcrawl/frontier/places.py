"""The order of a list, kept so that an article that moved in it is noticed, and one that was taken out of it.

Every article of a list has a place, a number that is larger the further up it stands.  What comes in new gets a place
among its neighbours; the others keep theirs, so that a list that only grew has not moved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

GAP = 1_000_000
"""Between the places of articles that came in without a known neighbour and of those before; no page is as long."""


def moved(places: Sequence[int | None]) -> set[int]:
    """Return the indexes of the entries, from the top, that are out of the order of their ``places``; None is new.

    The fewest that explain the order are said to have moved.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index, place in enumerate(places):
        if place is None:
            continue
        at = bisect_right(tails, -place)
        before[index] = ends[at - 1] if at else None
        tails[at:], ends[at:] = [-place, *tails[at + 1 :]], [index, *ends[at + 1 :]]
    kept: set[int] = set()
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        kept.add(index_or_none)
        index_or_none = before[index_or_none]
    return {index for index, place in enumerate(places) if place is not None and index not in kept}


def placed(places: Sequence[int | None], top: int) -> list[int]:
    """Return a place for every entry: those that are None get one between their neighbours.

    ``top`` is the first place of a page of which nothing is known; the places that are known must be in order.
    """
    found: list[int] = []
    count = len(places)
    for index, place in enumerate(places):
        if place is not None:
            found.append(place)
            continue
        below = next((n for n in range(index, count) if places[n] is not None), None)
        above = found[-1] if found else None
        if below is not None:
            step = (places[below] or 0) + below - index
            found.append(step if above is None else min(above, step))
        else:
            found.append(top if above is None else above - 1)
    return found
