"""An archive in Datasette, asked over real HTTP as a browser asks."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.crawls import command, environment, run
from tests.store_samples import NOW, article, new_crawl
from zjcrawl.browsing import prepare_connection
from zjcrawl.documentation import questions
from zjcrawl.store.takedown import Level


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    crawl = new_crawl(tmp_path_factory.mktemp("browsing"))
    with crawl.archive as archive:
        crawl.put(article(1, title="民营经济五年", body="浙江的民营企业。"))
        crawl.put(article(2, title="股市周报", body="<b>股市</b>民营板块。"))
        crawl.put(article(3, title="民营经济十年"))
        archive.take_down("http://portal.test/3", Level.HIDE, "某人", "隐私", NOW)
    return archive.path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with serving(database) as address:
        yield address


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """Where the verb says that it serves."""
    line = command("browse", database, "--port", "0")
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment()) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        yield found[0] + database.stem
        server.send_signal(signal.SIGINT)


def ask(address: str, path: str) -> list[dict[str, object]]:
    with urlopen(f"{address}/{path}&_shape=array") as response:  # noqa: S310
        return list(json.load(response))


def titles(address: str, words: str) -> list[object]:
    return [row["title"] for row in ask(address, f"search.json?words={quote(words)}")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("民營", ["民营经济五年", "股市周报"]),
        ("民营 -股市", ["民营经济五年"]),
        ("营", ["民营经济五年", "股市周报"]),
        ('"', []),
        ("", []),
        ("无此词", []),
    ],
)
def test_search_takes_what_the_verb_takes(address: str, words: str, found: list[str]) -> None:
    assert titles(address, words) == found


def refused(address: str, path: str) -> bool:
    try:
        with urlopen(f"{address}{path}"):  # noqa: S310
            return False
    except HTTPError as error:
        error.close()
        return error.code == 403


BENEATH = (
    "/article_current.json", "/article_current/3.json", "/article_version.json", "/article_search.json",
    f".json?sql={quote('SELECT title FROM article_current')}",  # noqa: S608
    "/article_current.csv",
)  # fmt: skip


def test_what_is_hidden_is_not_to_be_seen(address: str) -> None:
    assert [row["url"] for row in ask(address, "article.json?")] == ["http://portal.test/1", "http://portal.test/2"]
    assert len(ask(address, "story.json?")) == 2
    assert [path for path in BENEATH if not refused(address, path)] == []


def test_where_nothing_is_hidden_everything_can_be_seen_and_searched(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(2, title="股市周报"))
        crawl.put(article(3))
    with serving(crawl.archive.path) as address:
        assert [path for path in BENEATH if refused(address, path)] == []
        rows = ask(address, f"article_current.json?_search={quote('股市')}")
    assert [row["url"] for row in rows] == ["http://portal.test/2"]


def test_every_question_of_the_documentation_is_answered(address: str) -> None:
    with urlopen(address) as response:  # noqa: S310
        page = response.read().decode()
    links = set(re.findall(rf'href="/{address.rsplit("/")[-1]}/([\w-]+)"', page))
    for asked in questions():
        name = re.sub(r"\W+", "-", asked.title.lower()).strip("-")
        assert name in links
        ask(address, f"{name}.json?")


def test_what_pages_said_is_text_and_no_markup(address: str) -> None:
    with urlopen(f"{address}/search?words={quote('股市')}") as response:  # noqa: S310
        page = response.read().decode()
    assert "&lt;b&gt;股市" in page
    assert "<b>股市" not in page


def test_nothing_can_be_written(address: str, database: Path) -> None:
    before, deletion = database.read_bytes(), quote("DELETE FROM story_number")
    with pytest.raises(HTTPError) as refused, urlopen(f"{address}.json?sql={deletion}"):  # noqa: S310
        pass
    refused.value.close()
    assert refused.value.code == 400
    assert database.read_bytes() == before


def test_another_database_keeps_the_search_of_datasette(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        prepare_connection(conn)
        with pytest.raises(sqlite3.OperationalError, match="no such function"):
            conn.execute("SELECT escape_fts('x')")


def test_an_address_in_use_is_said_in_one_line(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("browse", database, "--port", str(taken.getsockname()[1]))
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"zjcrawl: 127\.0\.0\.1:\d+: cannot be listened on: .*; choose another --port\n", done.err)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database")
    assert run("browse", tmp_path / "x.db").code == 2


def test_without_datasette_one_line_names_the_extra(database: Path) -> None:
    program = "import sys; sys.modules['datasette'] = None; from zjcrawl.cli import main; main()"
    line = [sys.executable, "-c", program, "browse", str(database)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env={**os.environ, **environment()})
    assert (done.returncode, done.stderr) == (
        2,
        "zjcrawl: browsing needs Datasette, which is not installed: "
        f"{sys.executable} -m pip install 'zjcrawl[browse]'\n",
    )
