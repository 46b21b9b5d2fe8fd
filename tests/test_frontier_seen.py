"""Sets that do not grow in memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.frontier.seen import Seen

NAMES = st.sampled_from(("list a", "list b", ""))


@given(st.lists(st.tuples(NAMES, st.lists(st.text(max_size=3)))))
def test_what_is_new_is_counted_as_by_sets_of_each_name(additions: list[tuple[str, list[str]]]) -> None:
    sets: dict[str, set[str]] = {}
    with closing(Seen()) as seen:
        for name, strings in additions:
            known = sets.setdefault(name, set())
            assert seen.add(name, strings) == len(set(strings) - known)
            known.update(strings)


def test_strings_that_are_no_unicode_are_told_apart() -> None:
    with closing(Seen()) as seen:
        assert [seen.add("list", [text]) for text in ("\udcff", "\udcfe", "\udcff")] == [1, 1, 0]


def test_nothing_is_added_to_what_was_closed() -> None:
    seen = Seen()
    seen.close()
    with pytest.raises(sqlite3.Error):
        seen.add("list", ["a"])
