"""A takedown of a crawled archive, as people ask for it, and the crawls after it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawls import SmallPortal, copied, crawl, rows


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


def test_a_database_made_anew_knows_what_was_taken_down(tmp_path: Path) -> None:
    original, anew, why = tmp_path / "archive.db", tmp_path / "anew.db", ("--who", "某人", "--why", "隐私")
    with SmallPortal("b", 40, faults=()) as portal:
        assert crawl(original, portal.proxy).code == 0
        ((parted,),) = rows(original, "SELECT url FROM article_current WHERE pages > 1 ORDER BY url LIMIT 1")
        one, two, three = (
            url
            for (url,) in rows(
                original, "SELECT url FROM article_current WHERE pages = 1 AND copy_of IS NULL ORDER BY url LIMIT 3"
            )
        )
        for url, level in ((one, "hide"), (parted, "text"), (two, "captures"), (three, "hide")):
            assert zjcrawl("takedown", original, url, "--level", level, "--yes", *why).returncode == 0
        assert zjcrawl("takedown", original, three, "--lift").returncode == 0
        done = zjcrawl("reparse", "--from", tmp_path / "archive-warc", "--db", anew)
        assert done.returncode == 0, done.stderr
        for table in ("takedown", "article", "article_current"):
            told = "*" if table == "takedown" else "url"
            asked = f"SELECT {told} FROM {table} ORDER BY 1"  # noqa: S608 - constants
            assert rows(anew, asked) == rows(original, asked)
        refused = "SELECT url FROM url_outcome WHERE kind = 'refused' AND reason = 'taken down'"
        assert {parted, two} < {url for (url,) in rows(anew, refused)}
        (tmp_path / "archive-warc").rename(tmp_path / "anew-warc")
        assert zjcrawl("verify", anew, "--all", "--jobs", "1").returncode == 0
        portal.forget()
        assert crawl(anew, portal.proxy, "--refresh").code == 0
        assert not {parted, two} & {seen.url for seen in portal.requests()}
    assert f'"{one}"' not in zjcrawl("export", anew).stdout


def test_a_takedown_without_captures_says_what_does_not_know_of_it(tmp_path: Path, crawled: Path) -> None:
    alone = copied(crawled, tmp_path)
    url = rows(alone, "SELECT url FROM article ORDER BY url DESC LIMIT 1")[0][0]
    for options in (("--who", "a", "--why", "b"), ("--lift",)):
        done = zjcrawl("takedown", alone, url, *options)
        assert done.returncode == 0
        assert "a database made anew from its captures would not know of it" in done.stderr
