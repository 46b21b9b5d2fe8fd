import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store_samples import ARTICLE, BODY, article, new_crawl
from zjcrawl.errors import UsageError
from zjcrawl.export import export
from zjcrawl.store import ArchiveReader, open_archive

AWKWARD = 'He said "ok", 他说“好”\n第二段; =1+1\t'


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ArchiveReader]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(2, body=AWKWARD, footer=None, authors=(), votes_up=None))
        crawl.put(article(1, body=BODY))
        crawl.put(article(3, body=BODY))
    with open_archive(crawl.archive.path) as reader:
        yield reader


def test_jsonl_is_one_article_a_line_as_the_reader_gives_it(reader: ArchiveReader) -> None:
    stream = io.StringIO()
    assert export(reader, "jsonl", stream) == 3
    lines = stream.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == list(reader.articles())
    assert [tuple(json.loads(line)) for line in lines] == [reader.article_keys()] * 3
    assert str(ARTICLE.title) in lines[0]


@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_no_copies_leaves_out_what_names_an_original(reader: ArchiveReader, format_name: str) -> None:
    stream = io.StringIO()
    assert export(reader, format_name, stream, no_copies=True) == 2
    assert "http://portal.test/3" not in stream.getvalue()


def test_csv_comes_back_whole(reader: ArchiveReader, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        assert export(reader, "csv", stream) == 3
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == reader.article_keys()
    assert [row["url"] for row in rows] == [f"http://portal.test/{number}" for number in (1, 2, 3)]
    assert rows[1]["body"] == AWKWARD
    assert (rows[1]["authors"], rows[1]["footer"], rows[1]["votes_up"]) == ("[]", "", "")
    assert json.loads(rows[0]["footer"])["phone"] == "0571-87896971"
    assert json.loads(rows[0]["authors"]) == ["王伟", "李娜"]
    assert path.read_bytes().startswith(b"url,site,section,")
    assert path.read_bytes().count(b"\r\n") == 4


def test_the_mark_for_excel_comes_first(reader: ArchiveReader, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        export(reader, "csv", stream, bom=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfurl,")


def test_json_lines_take_no_mark(reader: ArchiveReader) -> None:
    stream = io.StringIO()
    with pytest.raises(UsageError, match="jsonl takes no byte order mark"):
        export(reader, "jsonl", stream, bom=True)
    assert stream.getvalue() == ""


def test_exporting_twice_gives_the_same_bytes(reader: ArchiveReader) -> None:
    one, other = io.StringIO(), io.StringIO()
    export(reader, "jsonl", one)
    export(reader, "jsonl", other)
    assert one.getvalue() == other.getvalue()


def test_an_unknown_format_is_refused_before_anything_is_written(reader: ArchiveReader) -> None:
    stream = io.StringIO()
    with pytest.raises(UsageError, match="cannot export as xml; choose one of jsonl, csv"):
        export(reader, "xml", stream, bom=True)
    assert stream.getvalue() == ""


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    class Sink(io.StringIO):
        def write(self, text: str) -> int:
            return len(text)

    crawl = new_crawl(tmp_path)
    with crawl.archive:
        for number in range(1500):
            own = "".join(chr(0x4E00 + (number * 7919 + at * 104_729) % 20_000) for at in range(1000))
            crawl.put(article(number, body=own))
    with open_archive(crawl.archive.path) as reader:
        tracemalloc.start()
        try:
            assert export(reader, "jsonl", Sink()) == 1500
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < crawl.archive.path.stat().st_size / 2
