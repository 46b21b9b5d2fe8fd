"""An archive that equals its captures passes; whatever happened to it is found, named, and has a remedy."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawls import Finished, SmallPortal, copied, crawl, rows, run
from tests.test_reparsing import EARLIER


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a portal with articles on several pages, missing ones, redirects and faults; crawled twice."""
    database = tmp_path_factory.mktemp("verify") / "a.db"
    with SmallPortal("a", 60) as portal:
        crawl(database, portal.proxy)
        crawl(database, portal.proxy, "-s", "ZJCRAWL_WARC_MAX_BYTES=100000")
    return database


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    shutil.copytree(crawled.with_name("a-warc"), tmp_path / "a-warc")
    return copied(crawled, tmp_path)


def verify(archive: Path, *options: str) -> Finished:
    return run("verify", archive, "--all", "--jobs", "1", *options)


def test_what_was_crawled_passes(crawled: Path) -> None:
    done = verify(crawled)
    (captures,) = rows(crawled, "SELECT count(*) FROM capture")[0]
    assert done.code == 0
    assert done.out == f"60 articles and {captures} captures checked, 0 findings\n"


def test_processes_find_what_one_finds(archive: Path) -> None:
    execute(archive, "UPDATE article_current SET title = title || '!'")
    alone, together = verify(archive, "--json"), run("verify", archive, "--all", "--jobs", "2", "--json")
    assert len(json.loads(alone.out)["findings"]) == 60
    assert json.loads(together.out) == json.loads(alone.out)


def execute(archive: Path, sql: str) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute(sql)


def warc(archive: Path) -> Path:
    """The file in which the first article's capture is."""
    (name,) = rows(archive, "SELECT json_extract(capture, '$.file') FROM article LIMIT 1")[0]
    return archive.with_name("a-warc") / str(name)


def cut(archive: Path) -> None:
    os.truncate(warc(archive), warc(archive).stat().st_size - 2000)


def flip(archive: Path) -> None:
    path = warc(archive)
    ((offset, length),) = rows(
        archive,
        "SELECT c.offset, c.length FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id ORDER BY a.url LIMIT 1",
    )
    data = bytearray(path.read_bytes())
    data[offset + length // 2] ^= 1
    path.write_bytes(data)


def move(archive: Path) -> None:
    execute(archive, "UPDATE capture SET offset = offset + 1 WHERE id = (SELECT max(capture_id) FROM article_current)")


def swap(archive: Path) -> None:
    a_list = "SELECT min(capture_id) FROM url_outcome WHERE kind = 'listing'"
    ((number, file, offset, length),) = rows(
        archive,
        f"SELECT id, file, offset, length FROM capture WHERE id = ({a_list})",  # noqa: S608
    )
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("DELETE FROM capture WHERE id = ?", (number,))
        connection.execute(
            "UPDATE capture SET file = ?, offset = ?, length = ? WHERE id = (SELECT min(capture_id) FROM article_current)",
            (file, offset, length),
        )


def rewrite(archive: Path) -> None:
    """Change what a server said beside its pages, in whole records at their places; their digests stay as they were."""
    path, out = warc(archive), bytearray()
    moved = []
    for offset, record in records(path.read_bytes()):
        if b"WARC-Type: response" in record[:99]:
            record = record.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 KO")
        member = gzip.compress(record, mtime=0)
        moved.append((-len(out), len(member), path.name, offset))
        out += member
    path.write_bytes(out)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.executemany("UPDATE capture SET offset = ?, length = ? WHERE file = ? AND offset = ?", moved)
        connection.execute("UPDATE capture SET offset = -offset WHERE file = ?", (path.name,))


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each gzip member's offset and what it holds."""
    at = 0
    while at < len(data):
        member = zlib.decompressobj(31)
        yield at, member.decompress(data[at:])
        at = len(data) - len(member.unused_data)


def edit_version(archive: Path) -> None:
    execute(archive, EARLIER)
    execute(archive, "UPDATE article_current SET version = 2")
    execute(archive, "UPDATE article_version SET title = '改' WHERE rowid = 1")


def scribble(archive: Path) -> None:
    """Overwrite a cell of an index."""
    with closing(sqlite3.connect(archive)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'capture_url'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with archive.open("r+b") as file:
        file.seek(page * size - 40)
        file.write(bytes(40))


def damage_request(archive: Path) -> None:
    """Flip a bit of the first request, whose record no row names."""
    path = warc(archive)
    data = bytearray(path.read_bytes())
    members = list(records(bytes(data)))
    offset = next(offset for offset, record in members if b"WARC-Type: request" in record[:99])
    data[offset + 60] ^= 1
    path.write_bytes(data)


def damage_last_record(archive: Path) -> None:
    os.truncate(warc(archive), warc(archive).stat().st_size - 20)


HARMS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a lost file": (
        lambda archive: warc(archive).unlink(),
        r"\.warc\.gz: is not in \S+, and \d+ captures are in it",
        "copy",
    ),
    "a file cut short": (cut, r"its file ends after -?\d+ of \d+ bytes|cannot read", "copy"),
    "a flipped bit": (flip, "is damaged", "copy"),
    "a wrong offset": (move, "is damaged", "copy"),
    "an edited title": (
        lambda archive: execute(archive, "UPDATE article_current SET title = '改' WHERE id = 1"),
        "title is '改', its capture says",
        "reparse",
    ),
    "an edited text": (
        lambda archive: execute(archive, "UPDATE article_current SET body = replace(body, '。', '.')"),
        "body is .*, its capture says",
        "reparse",
    ),
    "another footer": (
        lambda archive: execute(archive, "UPDATE article_current SET footer_id = NULL WHERE id = 1"),
        "footer is None, its capture says",
        "reparse",
    ),
    "a deleted capture": (
        lambda archive: execute(
            archive, "DELETE FROM capture WHERE id = (SELECT max(capture_id) FROM article_current)"
        ),
        "refers to a row of capture that is not there",
        "copy",
    ),
    "a deleted outcome": (
        lambda archive: execute(archive, "DELETE FROM url_outcome WHERE url = (SELECT max(url) FROM article_current)"),
        r"capture \d+ has no outcome",
        "--refresh",
    ),
    "an edited address of a capture": (
        lambda archive: execute(
            archive, "UPDATE capture SET url = url || '#x' WHERE id = (SELECT min(capture_id) FROM article_current)"
        ),
        "its row has url '.*, the record",
        "copy",
    ),
    "an edited time of a capture": (
        lambda archive: execute(
            archive,
            "UPDATE capture SET fetched_at = '2010-10-20T00:00:00Z' WHERE id = (SELECT min(capture_id) FROM article_current)",
        ),
        "its row has fetched_at '2010-10-20T00:00:00Z', the record",
        "copy",
    ),
    "an edited status of a capture": (
        lambda archive: execute(
            archive, "UPDATE capture SET status = 599 WHERE id = (SELECT min(capture_id) FROM article_current)"
        ),
        "its row has status 599, the record",
        "copy",
    ),
    "another record in its place": (swap, "is damaged: its payload has digest", "copy"),
    "a record whose block was changed": (rewrite, "is damaged", "copy"),
    "an edited earlier version": (
        edit_version,
        "title is '改', its capture says",
        "reparse --all",
    ),
    "an edited footer": (
        lambda archive: execute(archive, "UPDATE footer SET licence = '浙ICP备00000000号'"),
        "footer 1: its columns are not those that its digest was made of",
        "copy",
    ),
    "a damaged request": (damage_request, "is damaged: no record begins there", "copy"),
    "a last record cut short": (damage_last_record, "is damaged: it", "copy"),
    "an index that FTS5 made anew": (
        lambda archive: execute(archive, "INSERT INTO article_search (article_search) VALUES ('rebuild')"),
        "the index of the search does not have it",
        "zjcrawl reindex",
    ),
    "a damaged index": (
        lambda archive: execute(archive, "DELETE FROM article_search_data WHERE id > 10"),
        "the index of the search is damaged",
        "zjcrawl reindex",
    ),
    "a takedown made by hand": (
        lambda archive: execute(
            archive,
            "INSERT INTO takedown (url, level, who, why, taken_at, digests)"
            " SELECT url, 'hide', 'a', 'b', '2026-01-01T00:00:00Z', '[]' FROM article LIMIT 1",
        ),
        "taken down, and still in the index",
        "zjcrawl reindex",
    ),
    "a damaged page of the database": (scribble, "SQLite says: ", "copy"),
    "another digest": (
        lambda archive: execute(
            archive, "UPDATE capture SET digest = 'sha1:X' WHERE id = (SELECT min(capture_id) FROM article_current)"
        ),
        "its payload has digest sha1:",
        "copy",
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_harm_is_found_and_named(archive: Path, harm: str) -> None:
    do, problem, remedy = HARMS[harm]
    do(archive)
    done = verify(archive, "--json")
    assert done.code == 1
    findings = [
        finding["remedy"]
        for finding in json.loads(done.out)["findings"]
        if re.search(problem, f"{finding['subject']}: {finding['problem']}")
    ]
    assert findings, done.out
    assert all(remedy in found for found in findings)


def test_a_file_that_is_damaged_itself_is_all_that_is_told(archive: Path) -> None:
    size = archive.stat().st_size
    with archive.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size - size // 2))
    done = verify(archive)
    assert done.code == 1
    assert all("SQLite says: " in line for line in done.out.splitlines()[:-1])
    assert done.out.splitlines()[-1].startswith("0 articles and 0 captures checked, ")


def test_of_what_one_cause_makes_a_few_are_named_and_the_others_counted(archive: Path) -> None:
    path = warc(archive)
    path.write_bytes(b"".join(record for _, record in records(path.read_bytes())))
    (captures,) = rows(archive, "SELECT count(*) FROM capture WHERE file = ?", path.name)[0]
    lines = [line for line in verify(archive).out.splitlines() if line.startswith(path.name)]
    assert len(lines) == 6
    assert lines[-1] == f"{path.name}: {captures - 5} more of its records are damaged; restore the file from a copy"


@pytest.mark.parametrize("harm", ["an index that FTS5 made anew", "a damaged index", "a takedown made by hand"])
def test_a_lost_index_is_made_anew(archive: Path, harm: str) -> None:
    title, url = rows(archive, "SELECT title, url FROM article_unique ORDER BY url DESC LIMIT 1")[0]
    HARMS[harm][0](archive)
    done = run("reindex", archive)
    assert (done.code, done.out) == (0, f"{archive}: the index of the search was made anew\n")
    assert verify(archive).code == 0
    assert url in run("search", archive, f'"{title}"').out


def test_a_search_in_a_damaged_index_says_how_to_mend_it(archive: Path) -> None:
    HARMS["a damaged index"][0](archive)
    done = run("search", archive, "企业")
    assert done.code == 2
    assert done.complaint.endswith("the index of the search is damaged: zjcrawl reindex makes it anew")


def test_a_line_says_what_is_wrong_and_what_to_do(archive: Path) -> None:
    execute(archive, "UPDATE article_current SET source = '假' WHERE id = 1")
    (url, source) = rows(archive, "SELECT url, source FROM article_current WHERE id = 1")[0]
    line, summary = verify(archive).out.splitlines()
    assert line.startswith(f"{url}: source is '{source}', its capture says ")
    assert line.endswith("; the row was changed by hand or damaged: zjcrawl reparse --all reads it again")
    assert summary.endswith(", 1 findings")


def test_what_another_parser_read_is_not_compared_and_said(archive: Path) -> None:
    execute(archive, "UPDATE article_current SET parser = 'zjcrawl 0.0.9', editor = 'read otherwise' WHERE id = 1")
    done = verify(archive)
    assert done.code == 0
    assert "1 articles were read by another parser" in done.complaint
    assert "zjcrawl reparse" in done.complaint


def test_a_sample_is_the_same_for_the_same_seed(archive: Path) -> None:
    execute(archive, "UPDATE article_current SET title = title || '!'")

    def sampled(seed: str) -> set[str]:
        done = run("verify", archive, "--sample", "5", "--seed", seed, "--json")
        found = json.loads(done.out)
        assert found["articles"] == 5
        return {finding["subject"] for finding in found["findings"]}

    assert sampled("1") == sampled("1")
    assert sampled("1") != sampled("2")


def test_captures_may_be_elsewhere(archive: Path) -> None:
    elsewhere = archive.with_name("a-warc").rename(archive.with_name("moved"))
    assert verify(archive).code == 1
    assert verify(archive, "--captures", str(elsewhere)).code == 0


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes " * 50, encoding="utf-8")
    assert verify(path).code == 2
