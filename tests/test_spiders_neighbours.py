"""Every other portal comes home whole, two of them into one database, one of them in two goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import FAST, Finished, copied, is_whole, rows, run
from tests.portal.compare import compare, rows_of
from tests.portal.neighbours import NEIGHBOURS, Neighbour
from zjcrawl.demo import serve

Crawled = tuple[Path, dict[str, Finished]]


def crawl(portal: Neighbour, database: Path, *options: str) -> Finished:
    with serve(portal.responses()) as proxy:
        return run("crawl", portal.name, "--db", database, *FAST, *options, proxy=proxy)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """An archive of all neighbours: the crawl of the first was stopped, and went on after those of the others."""
    database = tmp_path_factory.mktemp("neighbours") / "archive.db"
    first, *others = (portal() for portal in NEIGHBOURS)
    crawl(first, database, "--max-pages", "6")
    finished = {portal.name: crawl(portal, database) for portal in (*others, first)}
    return database, finished


@pytest.mark.parametrize("portal", NEIGHBOURS, ids=lambda portal: portal.name)
def test_every_article_comes_home_whole(portal: type[Neighbour], crawled: Crawled) -> None:
    database, finished = crawled
    assert finished[portal.name].code == 0, finished[portal.name].err
    assert compare(portal().truth(), [row for row in rows_of(database) if row["site"] == portal.name]) == []


def test_a_crawl_goes_on_after_another_portals(crawled: Crawled) -> None:
    database, finished = crawled
    assert rows(database, "SELECT site, resumed, reason FROM run ORDER BY id") == [
        ("zjol", 1, "finished"),
        ("eyh", 0, "finished"),
    ]
    assert finished["zjol"].out.startswith("run 1: zjol from live")
    assert finished["eyh"].out.startswith("run 2: eyh from live")
    assert rows(database, "SELECT * FROM frontier WHERE state <> 'done'") == []
    assert is_whole(database)


def test_no_run_meets_addresses_of_another(crawled: Crawled) -> None:
    met = "SELECT url, o.reason FROM run JOIN url_outcome AS o ON run_id = id WHERE (url LIKE '%' || site || '.%') = ?"
    assert len(rows(crawled[0], met, 1)) > 40
    assert rows(crawled[0], met, 0) == [("http://news.example.cn/1.html", "outside zjol.com.cn")]


def test_no_page_is_fetched_twice(crawled: Crawled) -> None:
    twice = "SELECT url FROM capture WHERE url NOT LIKE '%robots.txt' GROUP BY url HAVING count(*) > 1"
    assert rows(crawled[0], twice) == []


def test_each_portal_has_warc_files_of_its_own(crawled: Crawled) -> None:
    mixed = "SELECT DISTINCT substr(file, 1, instr(file, '-') - 1), site FROM article_current JOIN capture c ON c.id = capture_id"
    assert sorted(rows(crawled[0], mixed)) == [("eyh", "eyh"), ("zjol", "zjol")]


def test_articles_of_another_portal_do_not_excuse_a_crawl_that_finds_none(crawled: Crawled, tmp_path: Path) -> None:
    database = copied(crawled[0], tmp_path)
    done = run("crawl", "zj123", "--db", database, *FAST, "-s", "RETRY_ENABLED=0", proxy="http://127.0.0.1:9")
    assert done.code == 1
    assert done.complaint.startswith("zjcrawl: nothing of zj123 could be read: ")
