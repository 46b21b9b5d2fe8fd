"""The database is derived: made anew from the captures alone, it says what the original says."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from shutil import copytree

import pytest

from tests.crawls import SmallPortal, crawl, rows, run
from tests.test_cli import call
from zjcrawl.store.reader import open_archive

NIGHTS = 3

TABLES = {
    "article": "SELECT * FROM article ORDER BY url",
    "article_version": """
        SELECT v.*, c.file, c.offset FROM article_version AS v JOIN capture AS c ON c.id = v.capture_id
        ORDER BY url, version""",
    "capture": """
        SELECT c.url, c.status, c.fetched_at, c.file, c.offset, c.length, c.digest, c.encoding_declared,
            c.encoding_used, c.characters_replaced, c.template, iif(o.id IS NULL, c.received, NULL) AS received,
            o.file AS original_file, o.offset AS original_offset
        FROM capture AS c LEFT JOIN capture AS o ON o.id = c.original_id
        WHERE c.url NOT LIKE '%/sitemap%' ORDER BY c.file, c.offset""",
    "footer": "SELECT * FROM footer ORDER BY digest",
    "sight": """
        SELECT s.*, c.file, c.offset FROM sight AS s LEFT JOIN capture AS c ON c.id = s.capture_id
        ORDER BY s.url, s.seen_at""",
    "url_outcome": """
        SELECT url, kind, section, target, fetched_url, status, seen_at FROM url_outcome AS o
        WHERE capture_id IS NOT NULL AND run_id = (SELECT max(run_id) FROM url_outcome WHERE url = o.url)
        ORDER BY url""",
}
"""What the captures tell, told without the numbers of rows."""

NUMBERS = {"id", "capture_id", "run_id", "footer_id", "story_id", "original_id", "rowid"}


class Living(SmallPortal):
    """A portal in which an article is edited, and another is gone for a night; the rest answers 304 to who has it."""

    night = 1
    edited = gone = ""

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        if self.gone and target.endswith(self.gone) and self.night == 2:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", False
        response, close = super().answer(method, target, headers)
        head, _, body = response.partition(b"\r\n\r\n")
        if close or not body or not head.startswith(b"HTTP/1.1 200 "):
            return response, close
        if self.edited and target.endswith(self.edited) and self.night > 1:
            body = body.replace("。".encode(self.site.layout.codec), "!".encode("ascii"))
        tag = f'"{sha1(body, usedforsecurity=False).hexdigest()}"'
        if headers.get("if-none-match") == tag:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode(), close
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
        kept += [f"ETag: {tag}".encode(), f"Content-Length: {len(body)}".encode()]
        return b"\r\n".join(kept) + b"\r\n\r\n" + body, close


@dataclass(frozen=True)
class Pair:
    """An archive, and what was made anew from its captures."""

    original: Path
    rebuilt: Path
    folder: Path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("rebuilding")
    pair = Pair(folder / "archive.db", folder / "new.db", folder / "archive-warc")
    with Living("e", 24, faults=()) as portal:
        for night in range(1, NIGHTS + 1):
            portal.night = night
            done = crawl(pair.original, portal.proxy, *(["--refresh"] if night > 1 else []))
            assert done.code == 0, done.err[-500:]
            if night == 1:
                (first,), *_, (last,) = rows(pair.original, "SELECT url FROM article ORDER BY url")
                portal.edited, portal.gone = first.rpartition("/")[2], last.rpartition("/")[2]
    done = run("reparse", "--from", pair.folder, "--db", pair.rebuilt)
    assert done.code == 0, done.err
    return pair


def told(database: Path, sql: str) -> Iterator[dict[str, object]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        for row in conn.execute(sql):
            yield {name: row[name] for name in tuple(row.keys()) if name not in NUMBERS}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_as_it_was(pair: Pair, table: str) -> None:
    before, after = (list(told(database, TABLES[table])) for database in (pair.original, pair.rebuilt))
    assert before
    assert after == before


def test_searches_find_what_they_found(pair: Pair) -> None:
    with open_archive(pair.original) as original, open_archive(pair.rebuilt) as rebuilt:
        found = [[row["url"] for row in archive.search("企业", order="date")] for archive in (original, rebuilt)]
    assert found[0]
    assert sorted(found[1]) == sorted(found[0])


def test_articles_share_stories_as_they_did(pair: Pair) -> None:
    groups = "SELECT group_concat(url) FROM (SELECT * FROM article ORDER BY url) GROUP BY story_id ORDER BY 1"
    assert rows(pair.rebuilt, groups) == rows(pair.original, groups)


def test_what_was_made_anew_is_verified_against_the_captures(pair: Pair) -> None:
    done = run("verify", pair.rebuilt, "--all", "--captures", pair.folder)
    assert (done.code, done.out.splitlines()[-1].endswith(" 0 findings")) == (0, True), done.out


def test_no_file_of_captures_is_changed_or_added(pair: Pair, tmp_path: Path) -> None:
    folder = copytree(pair.folder, tmp_path / "copy-warc")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run("reparse", "--from", folder, "--db", tmp_path / "copy.db").code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.glob("*-warc")] == ["copy-warc"]


def test_what_was_tried_again_within_a_second_is_all_there(tmp_path: Path) -> None:
    with SmallPortal("b", 40) as portal:
        crawl(tmp_path / "archive.db", portal.proxy)
    assert run("reparse", "--from", tmp_path / "archive-warc", "--db", tmp_path / "new.db").code == 0
    captures = "SELECT file, offset, url, status, fetched_at, digest FROM capture ORDER BY file, offset"
    before = rows(tmp_path / "archive.db", captures)
    assert rows(tmp_path / "new.db", captures) == before
    assert len({(url, moment) for _, _, url, _, moment, _ in before}) < len(before)


def test_files_that_a_killed_crawl_left_open_are_read_to_their_last_whole_record(pair: Pair, tmp_path: Path) -> None:
    folder = copytree(pair.folder, tmp_path / "torn-warc")
    last = max(folder.iterdir())
    torn = last.rename(last.with_name(f"{last.name}.open"))
    torn.write_bytes(torn.read_bytes()[:-50])
    assert run("reparse", "--from", folder, "--db", tmp_path / "torn.db").code == 0
    lost = set(rows(pair.original, "SELECT file, offset FROM capture")) - set(
        rows(tmp_path / "torn.db", "SELECT file, offset FROM capture")
    )
    assert len(lost) <= 1


def test_a_database_that_is_there_is_not_touched(pair: Pair) -> None:
    before = pair.rebuilt.read_bytes()
    done = run("reparse", "--from", pair.folder, "--db", pair.rebuilt)
    assert (done.code, done.complaint) == (2, f"zjcrawl: {pair.rebuilt}: is there already; name a new file")
    assert pair.rebuilt.read_bytes() == before


def test_a_folder_without_captures_is_refused(tmp_path: Path) -> None:
    done = run("reparse", "--from", tmp_path, "--db", tmp_path / "new.db")
    assert done.code == 2
    assert "name the folder of captures" in done.complaint
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("how", ["in a deeper folder", "in one gzip member"])
def test_files_of_others_are_crawled_and_not_adopted(pair: Pair, tmp_path: Path, how: str) -> None:
    folder = tmp_path / "mixed"
    (folder / "deeper").mkdir(parents=True)
    source = min(pair.folder.iterdir())
    (folder / source.name).write_bytes(source.read_bytes())
    if how == "in a deeper folder":
        (folder / "deeper" / source.name).write_bytes(source.read_bytes())
    else:
        (folder / f"zj123-{source.name}").write_bytes(gzip.compress(gzip.decompress(source.read_bytes())))
    done = run("reparse", "--from", folder, "--db", tmp_path / "new.db")
    assert done.code != 0
    assert "zjcrawl crawl --from" in done.err


@pytest.mark.parametrize("line", [("--from", "."), ("--db", "x.db"), ("y.db", "--from", ".", "--db", "x.db"), ()])
def test_half_a_wish_is_wrong_usage(line: tuple[str, ...]) -> None:
    assert call("reparse", *line).exit_code == 2
