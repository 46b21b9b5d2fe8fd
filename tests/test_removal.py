"""A takedown of a crawled archive, as people ask for it, and the crawls after it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawls import SmallPortal, crawl, rows


@pytest.fixture(scope="module")
def portal() -> Iterator[SmallPortal]:
    with SmallPortal("b", 20, faults=()) as portal:
        yield portal


@pytest.fixture(scope="module")
def crawled(portal: SmallPortal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("removal") / "archive.db"
    assert crawl(database, portal.proxy).code == 0
    return database


def zjcrawl(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "zjcrawl.cli", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_an_erased_article_is_gone_from_rows_and_records_and_is_not_fetched_again(
    crawled: Path, portal: SmallPortal
) -> None:
    url, body = rows(crawled, "SELECT url, body FROM article WHERE copy_of IS NULL ORDER BY url LIMIT 1")[0]
    why = ("--who", "某人", "--why", "隐私")
    done = zjcrawl("takedown", crawled, url, "--level", "captures", "--yes", *why)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"{url} taken down: captures\n")
    assert body[:10].encode() not in crawled.read_bytes()
    verified = zjcrawl("verify", crawled, "--all", "--jobs", "1")
    assert verified.returncode == 0, verified.stdout
    portal.forget()
    assert crawl(crawled, portal.proxy, "--refresh").code == 0
    assert url not in {seen.url for seen in portal.requests()}
    assert rows(crawled, "SELECT count(*) FROM article WHERE url = ?", url) == [(0,)]
    outcome = "SELECT kind, reason FROM url_outcome WHERE run_id = 2 AND url = ?"
    assert rows(crawled, outcome, url) == [("refused", "taken down")]


def test_a_takedown_says_what_it_needs(crawled: Path) -> None:
    url = rows(crawled, "SELECT url FROM article ORDER BY url DESC LIMIT 1")[0][0]
    nameless = zjcrawl("takedown", crawled, url)
    assert nameless.returncode == 2
    assert nameless.stderr.startswith("zjcrawl: say with --who and --why")
    unconfirmed = zjcrawl("takedown", crawled, url, "--level", "text", "--who", "a", "--why", "b")
    assert unconfirmed.returncode != 0
    unknown = zjcrawl("takedown", crawled, "http://portal.test/none", "--who", "a", "--why", "b")
    (listing,) = rows(crawled, "SELECT url FROM url_outcome WHERE kind = 'listing' LIMIT 1")[0]
    no_article = zjcrawl("takedown", crawled, listing, "--level", "captures", "--yes", "--who", "a", "--why", "b")
    assert no_article.returncode == 2
    assert zjcrawl("verify", crawled, "--all", "--jobs", "1").returncode == 0
    assert unknown.returncode == 2
    assert unknown.stderr.startswith("zjcrawl: no article http://portal.test/none in")
    hidden = zjcrawl("takedown", crawled, url, "--who", "a", "--why", "b")
    assert (hidden.returncode, hidden.stdout) == (0, f"{url} taken down: hide\n")
    assert f'"{url}"' not in zjcrawl("export", crawled).stdout
    for verb in ("diff", "story"):
        told = zjcrawl(verb, crawled, url)
        assert (told.returncode, told.stdout) == (1, "")
        assert told.stderr == f"zjcrawl: {url} was taken down; see the table takedown for when and why\n"
    assert zjcrawl("takedown", crawled, url, "--lift").stdout == f"{url} is shown again\n"
    assert f'"{url}"' in zjcrawl("export", crawled).stdout
