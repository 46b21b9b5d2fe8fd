"""The queue of visits over a real database file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zjcrawl.frontier.queue import Frontier
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.store.archive import Archive

HOST = "http://www.zj123.com/"


def visit(name: str, role: Role = Role.ARTICLE) -> Visit:
    return Visit(HOST + name, HOST + name, role)


def taken(frontier: Frontier) -> list[str]:
    """Take all that waits, and say in which order it came."""
    return [found.key.removeprefix(HOST) for found in iter(frontier.take, None)]


def frontier_of(archive: Archive, site: str = "zj123") -> Frontier:
    """The frontier of a run of ``site``, which is begun or goes on."""
    return Frontier(archive.db.conn, archive.begin_run(site, "live", {}).id)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db") as opened:
        yield opened


@pytest.fixture
def frontier(archive: Archive) -> Frontier:
    return frontier_of(archive)


def test_the_more_urgent_comes_first_and_the_older_before_the_younger(frontier: Frontier) -> None:
    for name, role in (("list1", Role.LISTING), ("z", Role.ARTICLE), ("list2", Role.LISTING), ("a", Role.ARTICLE)):
        frontier.add(visit(name, role))
    frontier.add(visit("home", Role.HOME))
    assert taken(frontier) == ["home", "z", "a", "list1", "list2"]


def test_a_page_is_queued_once(frontier: Frontier) -> None:
    assert frontier.add(visit("1"))
    assert not frontier.add(visit("1", Role.LISTING))
    assert frontier.pending == 1
    assert taken(frontier) == ["1"]
    assert not frontier.add(visit("1"))


def test_what_is_taken_is_not_given_twice(frontier: Frontier) -> None:
    frontier.add(visit("1"))
    assert frontier.take() == visit("1")
    assert frontier.take() is None
    assert frontier.pending == 0


@pytest.mark.parametrize("settled", [True, False])
def test_what_is_put_back_is_given_again(frontier: Frontier, settled: bool) -> None:
    frontier.add(visit("1"))
    frontier.take()
    if settled:
        frontier.finish(HOST + "1")
    frontier.put_back(HOST + "1")
    assert frontier.pending == 1
    assert taken(frontier) == ["1"]


def test_what_waits_or_was_never_queued_cannot_be_put_back(frontier: Frontier) -> None:
    frontier.add(visit("1"))
    frontier.put_back(HOST + "1")
    frontier.put_back(HOST + "unknown")
    assert frontier.pending == 1


@pytest.mark.parametrize("take", [True, False])
def test_what_is_finished_is_not_given_again(frontier: Frontier, take: bool) -> None:
    frontier.add(visit("1"))
    if take:
        frontier.take()
    frontier.finish(HOST + "1")
    frontier.finish(HOST + "1")
    assert frontier.pending == 0
    assert frontier.take() is None
    assert frontier.knows(HOST + "1")


def test_a_page_noted_as_done_is_known_and_never_given(frontier: Frontier) -> None:
    assert frontier.add(visit("1"), done=True)
    assert frontier.knows(HOST + "1")
    assert not frontier.knows(HOST + "2")
    assert frontier.pending == 0
    assert frontier.take() is None


def test_what_waits_is_found_by_its_shape(frontier: Frontier) -> None:
    for number in (3, 1, 2):
        frontier.add(visit(f"trap.asp?day={number}"))
    frontier.add(visit("show.asp?id=1"))
    assert frontier.take() == visit("trap.asp?day=3")
    assert frontier.waiting("www.zj123.com/trap.asp?day=N") == [visit("trap.asp?day=1"), visit("trap.asp?day=2")]


def test_a_crawl_that_died_leaves_its_visits_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive:
        first = frontier_of(archive)
        for name in ("done", "taken", "waiting"):
            first.add(visit(name))
        first.finish(HOST + "done")
        first.take()
        archive.commit()
        first.take()
        archive.db.conn.rollback()
    with Archive.open(path) as archive:
        second = frontier_of(archive)
        assert second.pending == 2
        second.add(visit("new"))
        assert taken(second) == ["taken", "waiting", "new"]


def test_every_run_has_visits_of_its_own(archive: Archive) -> None:
    one, other = frontier_of(archive), frontier_of(archive, "zjol")
    one.add(visit("1"))
    assert other.pending == 0
    assert not other.knows(HOST + "1")
    assert other.take() is None
    assert other.add(visit("1"))
    other.finish(HOST + "1")
    other.restart()
    assert one.waiting("www.zj123.com/N?") == [visit("1")]
    assert taken(one) == ["1"]


def test_what_is_forgotten_are_the_visits_of_ended_runs(archive: Archive) -> None:
    ended, waiting = archive.begin_run("zj123", "live", {}), frontier_of(archive, "zjol")
    Frontier(archive.db.conn, ended.id).add(visit("1"))
    waiting.add(visit("2"))
    archive.end_run(ended, "finished")
    waiting.forget_ended_runs()
    assert not Frontier(archive.db.conn, ended.id).knows(HOST + "1")
    assert taken(waiting) == ["2"]
