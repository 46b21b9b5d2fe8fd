"""Keys are met wherever they are, before and after they are moved on."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from zjcrawl.store import meeting
from zjcrawl.store.meeting import Mover, add_keys, met, remove_keys

HELD = "SELECT * FROM story_key UNION ALL SELECT * FROM story_key_recent ORDER BY key, article_id"


@pytest.fixture
def conn(monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    monkeypatch.setattr(meeting, "_COLLECTED", 100)
    monkeypatch.setattr(meeting, "_MOVED", 10)
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.executescript(meeting.CREATE + meeting.RECENT)
        yield conn


def count(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def keys_of(article_id: int) -> list[int]:
    return random.Random(article_id).sample(range(2**31), 14)  # noqa: S311 - no secret


def fill(conn: sqlite3.Connection, articles: int) -> None:
    mover = Mover(conn)
    for article_id in range(articles):
        add_keys(conn, article_id, keys_of(article_id))
        mover.move()


def test_each_key_stays_in_one_of_the_tables(conn: sqlite3.Connection) -> None:
    fill(conn, 100)
    assert conn.execute(HELD).fetchall() == sorted((key, number) for number in range(100) for key in keys_of(number))


def test_the_small_table_stays_small(conn: sqlite3.Connection) -> None:
    fill(conn, 100)
    assert count(conn, "story_key_recent") <= 100 + 10 + 14


def test_all_keys_are_moved_on_in_turn(conn: sqlite3.Connection) -> None:
    fill(conn, 100)
    waiting = {article_id for (article_id,) in conn.execute("SELECT article_id FROM story_key_recent")}
    assert min(waiting) > 50


def test_articles_are_met_in_both_tables_at_once(conn: sqlite3.Connection) -> None:
    fill(conn, 30)
    for article_id in range(30):
        assert met(conn, keys_of(article_id), 2) == [(article_id, 14)]


def test_those_with_most_in_common_come_first(conn: sqlite3.Connection) -> None:
    add_keys(conn, 1, [10, 20, 30])
    add_keys(conn, 2, [10, 20])
    add_keys(conn, 3, [10])
    assert met(conn, [10, 20, 30], 2) == [(1, 3), (2, 2)]
    assert met(conn, [], 2) == []


def test_what_is_removed_is_met_no_more(conn: sqlite3.Connection) -> None:
    fill(conn, 30)
    for article_id in range(30):
        remove_keys(conn, article_id, keys_of(article_id))
        assert met(conn, keys_of(article_id), 2) == []
    assert conn.execute(HELD).fetchall() == []


def test_keys_of_one_value_are_moved_on_together(conn: sqlite3.Connection) -> None:
    for article_id in range(200):
        add_keys(conn, article_id, [7])
    Mover(conn).move()
    assert count(conn, "story_key") == 200
    assert count(conn, "story_key_recent") == 0
