"""What web and disk can do to a crawl: each has its outcome or its one line, and costs nothing already stored."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO

import pytest

from tests.crawls import (
    FAST,
    ROOT,
    Answer,
    Finished,
    Misbehaving,
    SmallPortal,
    answer,
    command,
    copied,
    crawl,
    environment,
    is_whole,
    rows,
)
from tests.portal import compare
from tests.portal.compare import rows_of
from zjcrawl.store import Archive

MB = 1 << 20
HTML = "Content-Type: text/html; charset=utf-8"


def portal() -> SmallPortal:
    """A portal with addresses that stay as they are, and without faults of its own."""
    return SmallPortal("b", 30, faults=())


def endless(stream: BinaryIO) -> None:
    """A page of 300 MB that does not say so beforehand."""
    stream.write(f"HTTP/1.1 200 OK\r\n{HTML}\r\nConnection: close\r\n\r\n".encode())
    stream.writelines(b"<p>news</p>" * (MB // 11) for _ in range(300))


def announced(stream: BinaryIO) -> None:
    """A page of 300 MB that says so."""
    stream.write(f"HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: {300 * MB}\r\n\r\n".encode())
    stream.writelines(b" " * MB for _ in range(300))


def bomb() -> bytes:
    """300 MB of white space in a few hundred KB of gzip."""
    packer = zlib.compressobj(1, wbits=31)
    return b"".join([*(packer.compress(b" " * MB) for _ in range(300)), packer.flush()])


def nested(page: bytes) -> bytes:
    """A page whose text lies 100,000 elements deep."""
    return page.replace(b"<body", b"<body><div" + b"><div" * 100_000, 1)


WEIRD: dict[str, Callable[[bytes], Answer]] = {
    "300 MB": lambda _: endless,
    "300 MB announced": lambda _: announced,
    "bomb": lambda _: answer(bomb(), HTML, "Content-Encoding: gzip"),
    "damaged gzip": lambda _: answer(b"\x1f\x8b\x08\x00garbage", HTML, "Content-Encoding: gzip"),
    "nested": lambda page: answer(nested(page), HTML),
    "NUL": lambda page: answer(page.replace(b"<p>", b"<p>\0\0").replace("。".encode(), "\0。".encode()), HTML),
    "only NUL": lambda _: answer(b"\0" * 5000, HTML),
    "no HTTP": lambda _: lambda stream: stream.write(b"\x16\x03\x01 hello\r\n\r\n"),
    "hangs up": lambda _: lambda _stream: None,
    "to port 99999": lambda _: answer(b"", "Location: http://www.zj123.com:99999/", status="302 Found"),
    "to nowhere": lambda _: answer(b"", "Location: http://[/", status="302 Found"),
    "to a file": lambda _: answer(b"", "Location: file:///etc/passwd", status="302 Found"),
    "to another host": lambda _: answer(b"", "Location: http://127.0.0.1:22/", status="301 Moved Permanently"),
    "forbidden": lambda _: answer(b"<h1>Forbidden</h1>", HTML, status="403 Forbidden"),
}

OUTCOMES = {
    "300 MB": ("refused", "larger than DOWNLOAD_MAXSIZE"),
    "300 MB announced": ("refused", "larger than DOWNLOAD_MAXSIZE"),
    "bomb": ("refused", "larger than DOWNLOAD_MAXSIZE"),
    "damaged gzip": ("failed", ""),
    "nested": ("article", "new"),
    "NUL": ("article", "new"),
    "only NUL": ("other", ""),
    "no HTTP": ("failed", "DownloadFailedError"),
    "hangs up": ("failed", "DownloadFailedError"),
    "to port 99999": ("failed", "ValueError"),
    "to nowhere": ("failed", "ValueError"),
    "to a file": ("other", "empty body"),
    "to another host": ("refused", "redirect out of scope: http://127.0.0.1:22/"),
    "forbidden": ("refused", "HTTP 403"),
}


MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command and prints its memory at most, in KB: Linux reckons a process begun by a large one, as that of the
tests is, to have been as large."""

_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Survived:
    """A crawl of a portal that answers some articles in the strangest ways."""

    database: Path
    finished: Finished
    megabytes: int
    urls: dict[str, str]
    plain: list[dict[str, object]]


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Survived:
    database = tmp_path_factory.mktemp("weird") / "archive.db"
    site = portal()
    copied = {row["_copies"] for row in site.truth}
    single = [row["url"] for row in site.truth if not row["_copies"] and row["url"] not in copied]
    urls = dict(zip(WEIRD, single[3:], strict=False))
    otherwise = {url: WEIRD[name](site.site.resources[url].body) for name, url in urls.items()}
    with Misbehaving(site, otherwise) as server:
        line = [sys.executable, "-c", MEASURED, *command("crawl", "zj123", "--db", database, *FAST)]
        done = subprocess.run(line, cwd=ROOT, env=environment(server.proxy), capture_output=True, timeout=_SECONDS)
    *_, kilobytes = done.stdout.split()
    finished = Finished(done.returncode, "", done.stderr.decode())
    plain = [row for row in site.truth if row["url"] not in urls.values()]
    return Survived(database, finished, int(kilobytes) // 1024, urls, plain)


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_a_strange_answer_has_its_outcome(survived: Survived, name: str) -> None:
    ((kind, reason),) = rows(
        survived.database, "SELECT kind, reason FROM url_outcome WHERE url = ?", survived.urls[name]
    )
    assert (kind, reason[: len(OUTCOMES[name][1])]) == OUTCOMES[name]


def test_everything_else_comes_home(survived: Survived) -> None:
    assert survived.finished.code == 0, survived.finished.err[-500:]
    weird = survived.urls.values()
    assert compare(survived.plain, [row for row in rows_of(survived.database) if row["url"] not in weird]) == []
    assert is_whole(survived.database)


def test_every_strange_answer_is_accounted_for(survived: Survived) -> None:
    settled = {url for (url,) in rows(survived.database, "SELECT url FROM url_outcome")}
    assert set(survived.urls.values()) <= settled
    assert rows(survived.database, "SELECT key FROM frontier WHERE state <> 'done'") == []


def test_nothing_of_ours_failed_on_them(survived: Survived) -> None:
    assert rows(survived.database, "SELECT url, reason FROM url_outcome WHERE reason LIKE 'zjcrawl failed%'") == []
    assert "Traceback" not in survived.finished.err


def test_a_large_page_does_not_fill_the_memory(survived: Survived) -> None:
    assert survived.megabytes < 512


def test_nul_bytes_reach_no_article(survived: Survived) -> None:
    ((title, body),) = rows(survived.database, "SELECT title, body FROM article WHERE url = ?", survived.urls["NUL"])
    assert "\0" not in title + body
    assert "\ufffd" not in title + body


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with articles in it, to be copied and not to be written."""
    database = tmp_path_factory.mktemp("stored") / "archive.db"
    with SmallPortal("e", 12, faults=()) as site:
        assert crawl(database, site.proxy).code == 0
    return database


def unresolved() -> str:
    return "http://proxy.invalid:3128"


def refused() -> str:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


@pytest.mark.parametrize(
    ("proxy", "reason"), [(unresolved, "CannotResolveHostError"), (refused, "DownloadConnectionRefusedError")]
)
@pytest.mark.parametrize("new", [True, False])
def test_a_portal_out_of_reach_is_said_and_costs_nothing(
    tmp_path: Path, stored: Path, proxy: Callable[[], str], reason: str, new: bool
) -> None:
    database = tmp_path / "archive.db" if new else copied(stored, tmp_path)
    before = [] if new else rows(database, "SELECT url, title, body, last_seen, gone_at FROM article")
    done = crawl(database, proxy())
    assert done.code == 1
    assert "zj123" in done.complaint
    assert "could be read" in done.complaint
    assert reason in done.out.replace("\n", "")
    assert rows(database, "SELECT url, title, body, last_seen, gone_at FROM article") == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("浙江民营企业网" * 100, encoding="utf-8")
    before = path.read_bytes()
    done = crawl(path, refused())
    assert (done.code, done.out) == (2, "")
    assert done.err == f"zjcrawl: {path}: not an SQLite database; name another file\n"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, stored: Path) -> None:
    database = copied(stored, tmp_path)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE _sqlite_migrations SET name = '9.9.0/later' WHERE id = 1")
    done = crawl(database, refused())
    assert (done.code, done.out) == (2, "")
    assert done.err == f"zjcrawl: {database}: written by a newer zjcrawl; install zjcrawl 9.9.0 or later to open it\n"
    assert rows(database, "SELECT count(*) FROM run") == [(1,)]


def test_a_folder_that_takes_no_file_is_said() -> None:
    # /proc refuses new files to everyone, root included, as a folder without write permission does to others.
    done = crawl(Path("/proc/archive.db"), refused())
    assert (done.code, done.out) == (2, "")
    assert done.complaint.endswith("make the folder writable")
    assert len(done.err.splitlines()) == 1


def test_a_folder_that_takes_no_captures_is_said_before_anything_is_fetched(tmp_path: Path) -> None:
    with SmallPortal("e", 12, faults=()) as site:
        done = crawl(tmp_path / "archive.db", site.proxy, "-s", "ZJCRAWL_WARC_DIR=/proc/captures")
        assert site.requests() == []
    assert done.code == 1
    assert done.complaint.startswith("zjcrawl: cannot write captures into /proc/captures: ")
    assert "Traceback" not in done.err


def test_a_second_crawl_into_the_same_database_says_so_and_leaves(tmp_path: Path) -> None:
    database, site = tmp_path / "archive.db", portal()
    reached, go_on = Event(), Event()
    url = site.truth[5]["url"]
    page = site.site.resources[url].body

    def hold(stream: BinaryIO) -> None:
        reached.set()
        assert go_on.wait(60)
        answer(page, HTML)(stream)

    first: list[Finished] = []
    with Misbehaving(site, {url: hold}) as server:
        crawling = Thread(target=lambda: first.append(crawl(database, server.proxy)))
        crawling.start()
        assert reached.wait(60)
        second = crawl(database, server.proxy)
        go_on.set()
        crawling.join()
    assert second.code == 1
    assert "is writing into this database; wait for it or name another file" in second.complaint
    assert len(second.err.splitlines()) == 1
    assert first[0].code == 0, first[0].err[-500:]
    assert compare(site.truth, rows_of(database)) == []


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
from zjcrawl.cli import main
main()
"""
"""The command, in a process whose files cannot grow beyond a size: what a full disk looks like to it."""


def crawl_on_a_full_disk(database: Path, proxy: str, largest: int, *options: str) -> Finished:
    line = [sys.executable, "-W", "error", "-c", LIMITED, str(largest), "crawl", "zj123", "--db", str(database)]
    done = subprocess.run(
        [*line, *FAST, *options], cwd=ROOT, env=environment(proxy), capture_output=True, timeout=120, text=True
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def untraced(database: Path) -> list[str]:
    """Articles whose capture is not in the files."""
    folder = database.with_name(f"{database.stem}-warc")
    sizes = {path.name.removesuffix(".open"): path.stat().st_size for path in folder.iterdir()}
    named = rows(
        database,
        "SELECT a.url, file, offset + length FROM article_current AS a LEFT JOIN capture AS c ON c.id = a.capture_id",
    )
    return [url for url, file, end in named if sizes.get(file, 0) < end]


def test_a_disk_too_full_for_captures_stops_the_crawl_with_one_line(tmp_path: Path) -> None:
    database, site = tmp_path / "archive.db", portal()
    noise = answer(os.urandom(6 * MB).hex().encode(), HTML)
    with Misbehaving(site, {site.truth[20]["url"]: noise}) as server:
        done = crawl_on_a_full_disk(database, server.proxy, 4 * MB)
        assert done.code == 1
        assert done.complaint.startswith(f"zjcrawl: cannot write captures into {tmp_path / 'archive-warc'}: ")
        assert done.complaint.endswith("free space or make it writable, then crawl again")
        assert "Traceback" not in done.err
        assert is_whole(database)
        assert untraced(database) == []
    with site:
        again = crawl(database, site.proxy)
    assert again.code == 0, again.err[-500:]
    assert compare(site.truth, rows_of(database)) == []
    assert untraced(database) == []


def test_a_disk_too_full_for_the_database_stops_the_crawl_with_one_line(tmp_path: Path) -> None:
    database, site = tmp_path / "archive.db", portal()
    Archive.open(database).close()
    room = database.stat().st_size + 100_000
    with site:
        small = "-s", "ZJCRAWL_WARC_MAX_BYTES=10000", "-s", "ZJCRAWL_COMMIT_PAGES=5"
        done = crawl_on_a_full_disk(database, site.proxy, room, *small)
        assert done.code == 1
        assert done.complaint.startswith(f"zjcrawl: {database}: ")
        assert done.err.count("Traceback") == 0
        asked = len(site.requests())
        assert asked < site.needed
        again = crawl(database, site.proxy)
    assert again.code == 0, again.err[-500:]
    assert compare(site.truth, rows_of(database)) == []
    assert is_whole(database)
    assert untraced(database) == []
