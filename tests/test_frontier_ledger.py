"""What the ledger keeps of the URLs it is told of, and which of them it says are due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from zjcrawl.frontier.ledger import Check, Ledger, Validators
from zjcrawl.frontier.revisits import Found, Pace
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.store import Archive

DAY = timedelta(days=1)
FIRST = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
LIST = "http://www.zj123.com/list"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    Archive.open(tmp_path / "a.db").close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        yield connection


class Nights:
    """Runs a day apart, each with its ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.night = 0

    @property
    def now(self) -> datetime:
        return FIRST + self.night * DAY

    @property
    def ledger(self) -> Ledger:
        begun, before = (f"{moment:%FT%TZ}" for moment in (self.now, self.now - DAY))
        return Ledger(self.connection, "zj123", Pace(DAY, 180 * DAY), begun, before if self.night else None)

    def check(self, number: int, found: Found, kind: str = "article", **more: object) -> None:
        url = url_of(number)
        self.ledger.settle(Check(url, url, self.now + timedelta(minutes=1), kind, found, **more))  # type: ignore[arg-type]

    def show(self, *numbers: int, said: Iterable[int] = (), page: int = 1, list_url: str = LIST) -> set[int]:
        """Show articles in this order; those that ``said`` names have another title."""
        visits = [
            Visit(url_of(n), url_of(n), Role.ARTICLE, "经济热点", said="new" if n in said else "old") for n in numbers
        ]
        found = self.ledger.note_list(list_url, page, visits, self.now + timedelta(minutes=1))
        return {int(url.rpartition("/")[2]) for url in found}

    def due(self) -> list[int]:
        return [int(visit.key.rpartition("/")[2]) for visit in self.ledger.due(self.now, 0.02)]

    def is_due(self, number: int) -> bool:
        return self.ledger.is_due(url_of(number), self.now)


def url_of(number: int) -> str:
    return f"http://www.zj123.com/{number}"


@pytest.fixture
def nights(connection: sqlite3.Connection) -> Nights:
    return Nights(connection)


def test_a_url_that_nobody_met_is_due_and_one_that_is_only_listed_as_well(nights: Nights) -> None:
    assert nights.is_due(1)
    nights.show(1)
    assert nights.is_due(1)
    assert nights.due() == []


def test_an_article_is_due_the_next_night_and_then_at_longer_intervals(nights: Nights) -> None:
    nights.check(1, Found.NEW)
    visited = []
    for nights.night in range(1, 40):
        if nights.due():
            visited.append(nights.night)
            nights.check(1, Found.SAME)
    assert visited[0] == 1
    gaps = [after - before for before, after in pairwise(visited)]
    assert gaps == sorted(gaps)
    assert 4 <= len(visited) <= 6


def test_a_page_that_fails_is_tried_the_next_night_and_then_less(nights: Nights) -> None:
    nights.check(1, Found.FAILED, "failed")
    nights.night = 1
    assert nights.is_due(1)
    assert nights.due() == [1]
    nights.check(1, Found.FAILED, "failed")
    nights.check(1, Found.FAILED, "failed")
    assert not nights.is_due(1)


def test_what_fails_stays_what_it_was(nights: Nights) -> None:
    nights.check(1, Found.NEW, validators=Validators('"one"'))
    nights.check(1, Found.FAILED, "failed")
    row = nights.connection.execute("SELECT kind, failures, unchanged, etag FROM ledger").fetchone()
    assert row == ("article", 1, 0, '"one"')
    assert nights.ledger.validators(url_of(1)) == Validators('"one"')
    nights.check(1, Found.MISSING, "missing")
    assert nights.connection.execute("SELECT kind, etag FROM ledger").fetchone() == ("missing", None)


def test_of_many_that_are_due_the_longest_overdue_come_first_and_no_more_than_the_share(nights: Nights) -> None:
    for number in range(1000):
        nights.check(number, Found.NEW, age=(300 if number else 0) * DAY)
    nights.night = 60
    due = nights.due()
    assert len(due) == 20
    assert due[0] == 0
    assert nights.ledger.due(nights.now, 0) == []
    assert len(nights.ledger.due(nights.now, 0.0001)) == 10


def test_what_is_no_article_is_due_only_where_something_links_to_it(nights: Nights) -> None:
    nights.check(1, Found.OTHER, "other")
    nights.check(2, Found.ELSEWHERE, "alias")
    nights.check(3, Found.MISSING, "missing")
    assert not nights.is_due(1)
    nights.night = 400
    assert nights.due() == [3]
    assert nights.is_due(1)
    assert nights.is_due(2)


def test_a_list_that_grew_shows_nothing_otherwise(nights: Nights) -> None:
    assert nights.show(3, 2, 1) == set()
    nights.night = 1
    assert nights.show(5, 4, 3, 2) == set()
    assert nights.show(1, page=2) == set()


def test_another_title_and_another_place_make_an_article_due_once(nights: Nights) -> None:
    nights.show(5, 4, 3, 2, 1)
    nights.night = 1
    assert nights.show(5, 4, 3, 2, 1, said=[4]) == {4}
    nights.night = 2
    assert nights.show(2, 5, 4, 3, 1, said=[4]) == {2}
    nights.night = 3
    assert nights.show(6, 2, 5, 4, 3, 1, said=[4]) == set()


def test_what_stood_in_the_middle_of_a_list_and_is_gone_is_due_once(nights: Nights) -> None:
    for number in range(1, 6):
        nights.check(number, Found.NEW, age=5000 * DAY)
    nights.show(5, 4, 3)
    nights.show(2, 1, page=2)
    nights.night = 1
    assert nights.show(6, 5, 3) == set()
    assert nights.due() == [4]
    nights.check(4, Found.SAME)
    nights.night = 2
    nights.show(6, 5, 3)
    assert nights.due() == []


def test_what_was_missing_and_is_listed_again_is_due(nights: Nights) -> None:
    for number in (3, 2, 1):
        nights.check(number, Found.NEW)
    nights.show(3, 2, 1)
    nights.night = 1
    nights.show(3, 1)
    for _ in range(5):
        nights.check(2, Found.MISSING, "missing")
    nights.night = 2
    nights.show(3, 1)
    assert not nights.is_due(2)
    nights.night = 3
    assert nights.show(3, 2, 1) == {2}


def test_a_dead_link_that_stays_in_a_list_is_no_return(nights: Nights) -> None:
    for nights.night in range(3):
        assert nights.show(3, 2, 1) == set()
        nights.check(2, Found.MISSING, "missing")


def test_an_article_in_two_lists_belongs_to_the_first_that_shows_it_and_then_to_the_other(nights: Nights) -> None:
    other = "http://www.zj123.com/other"
    nights.show(3, 2, 1)
    nights.show(1, 2, 3, said=[1, 2, 3], list_url=other)
    nights.night = 1
    assert nights.show(3, 2) == set()
    assert nights.show(1, 2, 3, said=[1, 2, 3], list_url=other) == set()
    nights.night = 2
    nights.show(3, 2)
    assert nights.show(1, 2, 3, list_url=other) == {1}


def test_a_night_on_which_a_page_was_filled_anew_keeps_the_order(nights: Nights) -> None:
    nights.show(4, 3)
    nights.show(2, 1, page=2)
    nights.night = 1
    ledger = nights.ledger
    visits = [
        [Visit(url_of(n), url_of(n), Role.ARTICLE, said="old") for n in page] for page in ((8, 7), (6, 5), (4, 3))
    ]
    for number, page in enumerate(visits, 1):
        assert ledger.note_list(LIST, number, page, nights.now) == set()
    nights.night = 2
    assert nights.show(8, 7) == set()
    order = "SELECT url FROM ledger ORDER BY place DESC"
    assert [url for (url,) in nights.connection.execute(order)] == [url_of(n) for n in range(8, 0, -1)]


def test_runs_before_this_one_are_told_from_it(nights: Nights) -> None:
    nights.show(1)
    assert not nights.ledger.met_before(url_of(1))
    nights.night = 1
    assert nights.ledger.met_before(url_of(1))
    assert not nights.ledger.met_before(url_of(2))
