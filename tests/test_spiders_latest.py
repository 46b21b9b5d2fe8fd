"""Crawling for what is new: lists are followed as far as they show something, and now and then to their ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawls import SmallPortal, crawl, rows

_URLS = "SELECT url FROM article_current WHERE section = '区域发展' ORDER BY id"
"""In the order of its list, because articles are fetched before the next page."""
_STORED = "SELECT url FROM article ORDER BY url"


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with SmallPortal("e", 90, faults=()) as portal:
        yield portal


@pytest.fixture
def database(portal: SmallPortal, tmp_path: Path) -> Path:
    database = tmp_path / "archive.db"
    assert crawl(database, portal.proxy, "--latest").code == 0
    portal.forget()
    return database


def forget(database: Path, urls: list[str]) -> None:
    """Make the archive one that never met these articles."""
    with closing(sqlite3.connect(database)) as conn:
        for url in urls:
            conn.execute("DELETE FROM url_outcome WHERE url = ?", (url,))
            conn.execute("DELETE FROM ledger WHERE url = ?", (url,))
            conn.execute("UPDATE article_current SET copy_of = NULL WHERE copy_of = ?", (url,))
            conn.execute(
                "DELETE FROM story_key_recent WHERE article_id = (SELECT id FROM article_current WHERE url = ?)", (url,)
            )
            conn.execute("DELETE FROM article_current WHERE url = ?", (url,))
        conn.commit()


def kind_of_last_run(database: Path) -> str:
    return str(rows(database, "SELECT json_extract(settings, '$.ZJCRAWL_LATEST') FROM run ORDER BY id DESC")[0][0])


def test_the_first_run_goes_to_the_ends(portal: SmallPortal, database: Path) -> None:
    assert kind_of_last_run(database) == "False"
    assert {url for (url,) in rows(database, _STORED)} == {row["url"] for row in portal.truth}


def test_a_quiet_night_costs_the_first_page_of_each_list(portal: SmallPortal, database: Path) -> None:
    before = rows(database, _STORED)
    assert crawl(database, portal.proxy, "--latest").code == 0
    assert kind_of_last_run(database) == "True"
    assert rows(database, _STORED) == before
    listings = "SELECT count(*), count(DISTINCT section) FROM url_outcome WHERE run_id = ? AND kind = 'listing'"
    assert rows(database, listings, 1) == [(28, 9)]
    assert rows(database, listings, 2) == [(10, 9)]


def test_what_is_new_is_found_on_any_number_of_pages(portal: SmallPortal, database: Path) -> None:
    urls = [url for (url,) in rows(database, _URLS)]
    before = rows(database, _STORED)
    forget(database, urls[:6])
    assert crawl(database, portal.proxy, "--latest").code == 0
    assert rows(database, _STORED) == before


def test_what_was_slipped_in_far_back_is_found_when_lists_are_walked_to_their_ends(
    portal: SmallPortal, database: Path
) -> None:
    urls = [url for (url,) in rows(database, _URLS)]
    before = rows(database, _STORED)
    forget(database, urls[-1:])
    assert crawl(database, portal.proxy, "--latest").code == 0
    assert len(rows(database, _STORED)) == len(before) - 1
    assert crawl(database, portal.proxy, "--latest", "-s", "ZJCRAWL_FULL_DAYS=0").code == 0
    assert kind_of_last_run(database) == "False"
    assert rows(database, _STORED) == before
