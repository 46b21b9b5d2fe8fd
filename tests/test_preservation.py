import sqlite3
from contextlib import closing
from pathlib import Path

import bagit
import pytest

from tests.store_samples import Crawl, article, new_crawl
from zjcrawl.errors import UsageError
from zjcrawl.preservation import copy_database, make_bag
from zjcrawl.store import open_archive
from zjcrawl.store.reader import ArchiveReader


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1))
    crawl.archive.commit()
    return crawl


def urls(reader: ArchiveReader) -> list[str]:
    return [row["url"] for row in reader.articles()]


def test_a_copy_has_what_was_committed_while_a_crawl_writes(crawl: Crawl, tmp_path: Path) -> None:
    crawl.put(article(2))
    with open_archive(crawl.archive.path) as reader:
        copy_database(reader, tmp_path / "copy.db")
    crawl.put(article(3))
    crawl.archive.commit()
    with open_archive(tmp_path / "copy.db") as copy:
        assert urls(copy) == ["http://portal.test/1"]
        assert [row["url"] for row in copy.search("余杭")] == ["http://portal.test/1"]
    with closing(sqlite3.connect(tmp_path / "copy.db")) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_copy_never_overwrites(crawl: Crawl, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"")
    with (
        open_archive(crawl.archive.path) as reader,
        pytest.raises(UsageError, match="is there already; name a new file"),
    ):
        copy_database(reader, tmp_path / "copy.db")


def test_a_bag_holds_everything_and_is_valid(crawl: Crawl, tmp_path: Path) -> None:
    captures = tmp_path / "archive-warc"
    captures.mkdir()
    (captures / "zj123-1.warc.gz").write_bytes(b"first")
    (captures / "takedown.jsonl").write_bytes(b"{}")
    (captures / "zj123-2.warc.gz.open").write_bytes(b"second")
    with open_archive(crawl.archive.path) as reader:
        make_bag(reader, captures, tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert sorted(bag.payload_files()) == [
        "data/archive-warc/takedown.jsonl",
        "data/archive-warc/zj123-1.warc.gz",
        "data/archive-warc/zj123-2.warc.gz.open",
        "data/archive.db",
        "data/documentation/captures.md",
        "data/documentation/fields.md",
        "data/documentation/queries.md",
        "data/documentation/schema.md",
    ]
    assert bag.info["External-Identifier"] == "archive.db"
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    with open_archive(tmp_path / "bag" / "data" / "archive.db") as copy:
        assert urls(copy) == ["http://portal.test/1"]


def test_a_changed_byte_in_a_bag_is_noticed(crawl: Crawl, tmp_path: Path) -> None:
    (tmp_path / "archive-warc").mkdir()
    with open_archive(crawl.archive.path) as reader:
        make_bag(reader, tmp_path / "archive-warc", tmp_path / "bag")
    database = tmp_path / "bag" / "data" / "archive.db"
    database.write_bytes(database.read_bytes()[:-1] + b"x")
    assert not bagit.Bag(str(tmp_path / "bag")).is_valid()


def test_a_bag_goes_into_a_new_folder_only(crawl: Crawl, tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    with open_archive(crawl.archive.path) as reader:
        with pytest.raises(UsageError, match="is there already; name a new folder"):
            make_bag(reader, tmp_path, tmp_path / "bag")
        with pytest.raises(UsageError, match="cannot be written"):
            make_bag(reader, tmp_path, tmp_path / "none" / "bag")
