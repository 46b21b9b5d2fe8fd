"""Whole crawls of stand-in portals in every layout, with faults: all of it comes home, once, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from tests.crawls import Finished, SmallPortal, copied, crawl, is_whole, rows
from tests.portal import LAYOUTS, Portal, compare
from tests.portal.compare import rows_of
from tests.portal.server import Seen
from zjcrawl.captures.decoding import decode
from zjcrawl.captures.reading import read_record
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.records import RecordRef
from zjcrawl.sites.zj123 import ZJ123


@dataclass(frozen=True, slots=True)
class Crawled:
    """A portal, what a crawl left of it, and what it had asked for."""

    portal: Portal
    database: Path
    finished: Finished
    requests: list[Seen]
    violations: list[str]
    repeats: list[str]


@dataclass(frozen=True, slots=True)
class CrawledAgain:
    """What a second crawl of a portal found in the archive, and what it asked for."""

    database: Path
    finished: Finished
    before: list[tuple[object, ...]]
    requests: list[Seen]


Crawl = Callable[[str], Crawled]
CrawlAgain = Callable[[str], CrawledAgain]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """Crawl the portal of a layout, once for all tests that ask for it."""

    @cache
    def crawl_once(layout: str) -> Crawled:
        database = tmp_path_factory.mktemp(f"portal-{layout}") / "archive.db"
        with SmallPortal(layout, seed=5, compress=layout in "be") as portal:
            finished = crawl(database, portal.proxy)
            return Crawled(portal, database, finished, portal.requests(), portal.violations(), portal.repeats())

    return crawl_once


@pytest.fixture(scope="module")
def crawled_again(crawled: Crawl, tmp_path_factory: pytest.TempPathFactory) -> CrawlAgain:
    """Crawl the portal of a layout into a copy of its archive, once for all tests that ask for it."""

    @cache
    def crawl_again(layout: str) -> CrawledAgain:
        database = copied(crawled(layout).database, tmp_path_factory.mktemp(f"again-{layout}"))
        before = rows(database, _KEPT)
        with SmallPortal(layout, seed=5) as portal:
            return CrawledAgain(database, crawl(database, portal.proxy), before, portal.requests())

    return crawl_again


_KEPT = "SELECT url, version, title, body, first_seen, capture FROM article ORDER BY url"

every_layout = pytest.mark.parametrize("layout", sorted(LAYOUTS))
some_layouts = pytest.mark.parametrize("layout", ["a", "d", "e"])
"""Plain addresses, addresses that change from page to page, and pages that name their canonical address."""


@every_layout
def test_every_article_comes_home_whole_and_once(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    assert done.finished.code == 0, done.finished.err[-500:]
    assert compare(done.portal.truth, rows_of(done.database)) == []


@every_layout
def test_nothing_is_fetched_that_is_none_of_the_crawls_business(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    assert done.violations == []
    assert done.repeats == []
    assert len(done.requests) <= done.portal.budget


@every_layout
def test_every_url_that_was_asked_for_has_its_outcome(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    settled = {url for (url,) in rows(done.database, "SELECT url FROM url_outcome WHERE run_id = 1")}
    asked = {canonical_url(seen.url, ZJ123) for seen in done.requests if not seen.target.endswith("/robots.txt")}
    assert sorted(asked - settled) == []
    assert rows(done.database, "SELECT key FROM frontier WHERE state <> 'done'") == []


@every_layout
def test_what_was_not_fetched_is_refused_with_a_reason(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    refused = dict(rows(done.database, "SELECT url, reason FROM url_outcome WHERE run_id = 1 AND kind = 'refused'"))
    closed = [url for url, fault in done.portal.site.dead().items() if fault == "robots"]
    assert {url: refused.get(canonical_url(url, ZJ123)) for url in closed} == dict.fromkeys(closed, "robots.txt")


@every_layout
def test_what_cannot_be_had_says_so(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    found = {
        fault: rows(
            done.database,
            "SELECT kind, reason FROM url_outcome WHERE run_id = 1 AND url = ?",
            canonical_url(url, ZJ123),
        )
        for url, fault in done.portal.site.dead().items()
    }
    (deleted,) = found.pop("deleted")
    assert deleted[0] == "missing"
    assert found == {
        "not_found": [("missing", "HTTP 404")],
        "gone": [("missing", "HTTP 410")],
        "broken": [("failed", "HTTP 500")],
        "foreign": [("refused", "outside zj123.com")],
        "loop": [("failed", "redirect loop")],
        "picture": [("other", "not HTML: a PNG picture")],
        "empty": [("other", "empty body")],
        "cut": [("failed", "response cut off")],
        "robots": [("refused", "robots.txt")],
    }


@some_layouts
def test_a_second_crawl_adds_nothing(crawled_again: CrawlAgain, layout: str) -> None:
    done = crawled_again(layout)
    assert done.finished.code == 0, done.finished.err[-500:]
    assert rows(done.database, _KEPT) == done.before
    assert rows(done.database, "SELECT count(*) FROM article_version") == [(0,)]
    assert rows(done.database, "SELECT count(*), count(ended_at) FROM run") == [(2, 2)]


@some_layouts
def test_a_second_crawl_asks_for_no_article_it_has(crawled_again: CrawlAgain, layout: str) -> None:
    done = crawled_again(layout)
    stored = {url for (url,) in rows(done.database, "SELECT url FROM article")}
    fetched = {canonical_url(seen.url, ZJ123) for seen in done.requests if seen.status == 200}
    assert stored & fetched == set()


@every_layout
def test_every_article_can_be_traced_to_the_bytes_it_was_read_from(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    folder = done.database.with_name("archive-warc")
    for title, *record in rows(
        done.database,
        "SELECT title, file, offset, length, digest FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id",
    ):
        capture = read_record(folder, RecordRef(*record))
        text, _ = decode(capture.body, capture.headers)
        shown = re.sub(r"<[^>]*>|\s", "", unescape(text))
        assert "".join(title.split()) in shown


@every_layout
def test_the_captures_pass_the_check_of_another_program(crawled: Crawl, layout: str) -> None:
    done = crawled(layout)
    files = sorted(done.database.with_name("archive-warc").glob("*.warc.gz"))
    assert len(files) == 1
    check = [sys.executable, "-c", "from warcio.cli import main; main()", "check", *map(str, files)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0


@every_layout
def test_the_database_is_sound(crawled: Crawl, layout: str) -> None:
    assert is_whole(crawled(layout).database)


def test_the_portal_learns_who_crawls_it(crawled: Crawl) -> None:
    assert {seen.user_agent for seen in crawled("a").requests} == {"zjcrawl/0.1.0 (archival crawler)"}
