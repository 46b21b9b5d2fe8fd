import csv
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store_samples import ARTICLE, BODY, article, new_crawl
from zjcrawl.export import write_csv, write_jsonl
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
    assert write_jsonl(reader, stream) == 3
    lines = stream.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == list(reader.articles())
    assert [tuple(json.loads(line)) for line in lines] == [reader.article_keys()] * 3
    assert str(ARTICLE.title) in lines[0]


@pytest.mark.parametrize("write", [write_jsonl, write_csv])
def test_no_copies_leaves_out_what_names_an_original(reader: ArchiveReader, write: Callable[..., int]) -> None:
    stream = io.StringIO()
    assert write(reader, stream, no_copies=True) == 2
    assert "http://portal.test/3" not in stream.getvalue()


def test_csv_comes_back_whole(reader: ArchiveReader, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        assert write_csv(reader, stream) == 3
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
        write_csv(reader, stream, bom=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfurl,")


@pytest.mark.parametrize("title", ["=1+1", "+1 新增", "-5℃！降温", "@浙江人 速看", "＝SUM(A1)", "\t缩进"])
def test_what_a_spreadsheet_would_reckon_stands_behind_an_apostrophe_if_asked_for(tmp_path: Path, title: str) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, title=title, votes_up=-1))
    with open_archive(crawl.archive.path) as reader:
        plain, escaped = io.StringIO(newline=""), io.StringIO(newline="")
        write_csv(reader, plain)
        write_csv(reader, escaped, escape_formulas=True)
    (row,), (guarded,) = (list(csv.DictReader(io.StringIO(made.getvalue(), newline=""))) for made in (plain, escaped))
    assert row["title"] == title
    assert guarded == row | {"title": f"'{title}"}


def test_exporting_twice_gives_the_same_bytes(reader: ArchiveReader) -> None:
    one, other = io.StringIO(), io.StringIO()
    write_jsonl(reader, one)
    write_jsonl(reader, other)
    assert one.getvalue() == other.getvalue()


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
            assert write_jsonl(reader, Sink()) == 1500
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < crawl.archive.path.stat().st_size / 2
