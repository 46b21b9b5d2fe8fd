"""pywb, of its own environment (`make .venv-pywb/installed`), replays what we write and is a Wayback Machine to crawl."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.crawls import ROOT, SmallPortal, crawl, rows, run
from zjcrawl.captures.reading import read_record
from zjcrawl.extraction import extract
from zjcrawl.store.reader import open_archive

BIN = ROOT / ".venv-pywb" / "bin"

pytestmark = pytest.mark.skipif(not (BIN / "wayback").exists(), reason="no pywb: make .venv-pywb/installed")

_open = build_opener(ProxyHandler({})).open


@dataclass(frozen=True, slots=True)
class Served:
    """A crawl, and the address of a pywb that has its captures."""

    database: Path
    url: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("pywb")
    with SmallPortal("e", 40, faults=(), compress=True) as portal:
        assert crawl(folder / "live.db", portal.proxy).code == 0
    with serving(folder, folder / "live.db") as served:
        yield served


@contextmanager
def serving(folder: Path, database: Path) -> Iterator[Served]:
    """Have a pywb in ``folder`` replay the captures of ``database``."""
    (folder / "config.yaml").write_text("collections_root: collections\nenable_memento: true\n")
    files = sorted(captures_of(database).glob("*.warc.gz"))
    for arguments in (["init", "demo"], ["add", "demo", *map(str, files)]):
        subprocess.run([BIN / "wb-manager", *arguments], cwd=folder, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [BIN / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=log, env=os.environ
        )
    try:
        url = f"http://127.0.0.1:{port}/demo"
        wait_for(f"{url}/cdx?url=www.zj123.com", process)
        yield Served(database, url)
    finally:
        process.terminate()
        process.wait(30)


def captures_of(database: Path) -> Path:
    return database.with_name(f"{database.stem}-warc")


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return when ``url`` answers."""
    for _ in range(600):
        assert process.poll() is None, "pywb ended"
        try:
            _open(url, timeout=30).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pywb does not answer")


def test_the_replay_shows_the_text_of_every_article(served: Served) -> None:
    told = "SELECT url, title, body, strftime('%Y%m%d%H%M%S', first_seen) FROM article"
    articles = rows(served.database, told)
    assert articles
    for url, title, body, moment in articles:
        with _open(f"{served.url}/{moment}mp_/{url}") as replayed:
            read = extract(replayed.read(), url)
        assert read["title"] == title
        assert body.startswith(read["body"])  # of an article of several pages this is the first


def test_a_crawl_of_it_finds_what_the_live_crawl_found_at_the_same_times(served: Served, tmp_path: Path) -> None:
    places = (
        f"ZJCRAWL_WAYBACK_CDX={served.url}/cdx",
        f"ZJCRAWL_WAYBACK_REPLAY={served.url}/",
        "ZJCRAWL_ARCHIVE_DELAY=0",
    )
    settings = [part for place in places for part in ("-s", place)]
    database = tmp_path / "again.db"
    done = run("crawl", "zj123", "--db", database, "--from", "wayback", *settings)
    assert done.code == 0, done.err[-800:]
    for told in (
        "SELECT url, title, body, section, first_seen, version FROM article ORDER BY url",
        "SELECT url, fetched_at, status, digest FROM capture WHERE url NOT LIKE '%robots.txt' ORDER BY url, fetched_at",
    ):
        assert rows(database, told) == rows(served.database, told)


@pytest.mark.parametrize("compress", [False, True])  # into other bytes each time
def test_revisits_are_replayed_with_the_bytes_of_their_originals(compress: bool, tmp_path: Path) -> None:
    database = tmp_path / "twice.db"
    with SmallPortal("e", 12, faults=(), compress=compress) as portal:
        assert [crawl(database, portal.proxy, *more).code for more in ((), ("--refresh",))] == [0, 0]
    revisits = "SELECT id, strftime('%Y%m%d%H%M%S', fetched_at), url FROM capture WHERE run_id = 2 AND status = 200"
    with serving(tmp_path, database) as served, open_archive(database) as archive:
        found = rows(database, f"{revisits} AND original_id NOT NULL AND url NOT LIKE '%robots.txt'")
        assert len(found) > 12
        for number, moment, url in found:
            capture = read_record(captures_of(database), archive.record(number))
            with _open(f"{served.url}/{moment}id_/{url}") as replayed:
                body = replayed.read()
                assert replayed.headers["Memento-Datetime"] == format_datetime(capture.fetched_at, usegmt=True)
            assert body == capture.body
