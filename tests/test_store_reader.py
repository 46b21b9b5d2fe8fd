import sqlite3
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store_samples import ARTICLE, BODY, FOOTER, Crawl, article, new_crawl
from zjcrawl.errors import ArchiveError
from zjcrawl.records import Article, Footer, Image, Link
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.schema import APPLICATION_ID

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
PRESENT = TEXT.filter(lambda text: text.strip())
MAYBE = st.none() | TEXT
COUNT = st.none() | st.integers(0, 2**63 - 1)


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


FOOTERS = st.builds(
    Footer,
    disclaimer=several(TEXT),
    links=several(
        st.builds(Link, text=st.text(max_size=5).filter(str.isprintable), url=st.just("http://portal.test/"))
    ),
    phone=MAYBE,
    qq=several(TEXT),
    copyright_from=COUNT,
    text=MAYBE,
)

ARTICLES = st.builds(
    Article,
    url=st.integers(0).map(lambda number: f"http://portal.test/{number}"),
    title=PRESENT,
    published=MAYBE,
    source=MAYBE,
    authors=several(TEXT),
    editor=MAYBE,
    body=PRESENT,
    images=several(st.builds(Image, url=TEXT, caption=MAYBE)),
    votes_up=COUNT,
    rights=st.sampled_from([None, "own", "reprint"]),
    footer=st.none() | FOOTERS,
    section=MAYBE,
)


def as_lists(value: Any) -> Any:
    """Return what JSON makes of a record: tuples are lists."""
    if isinstance(value, dict):
        return {key: as_lists(part) for key, part in value.items()}
    return [as_lists(part) for part in value] if isinstance(value, list | tuple) else value


@settings(max_examples=40, deadline=None)
@given(ARTICLES)
def test_an_article_comes_out_of_the_database_as_it_went_in(found: Article) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crawl = new_crawl(Path(folder))
        with crawl.archive:
            crawl.put(found)
        with open_archive(crawl.archive.path) as reader:
            read = reader.article(found.url)
    assert read is not None
    assert {key: read[key] for key in asdict(found)} == as_lists(asdict(found))


def test_an_article_has_the_keys_of_the_documentation(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(ARTICLE, parser="1.2")
    with open_archive(crawl.archive.path) as reader:
        found = reader.article(ARTICLE.url)
        assert found is not None
        assert tuple(found) == reader.article_keys()
    assert found["footer"] == as_lists(asdict(FOOTER))
    assert found["images"] == [
        {"url": "http://portal.test/1.jpg", "caption": "会场"},
        {"url": "http://portal.test/2.jpg", "caption": None},
    ]
    assert found["capture"] == {
        "file": "a.warc.gz",
        "offset": 100,
        "digest": "sha1:100",
        "fetched_at": "2026-11-22T08:05:09Z",
        "parser": "1.2",
    }
    assert (found["version"], found["gone_at"], found["copy_of"], found["story_id"]) == (1, None, None, 1)


def test_an_unknown_url_is_none(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive.db").close()
    with open_archive(tmp_path / "archive.db") as reader:
        assert reader.article("http://portal.test/none") is None


def test_articles_come_once_each_in_the_order_of_urls(tmp_path: Path) -> None:
    urls = [f"http://portal.test/{number}" for number in range(450)]
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        for number, url in enumerate(urls):
            crawl.put(article(number, url=url, body=BODY if number % 10 == 0 else f"{number}{BODY}"))
    with open_archive(crawl.archive.path) as reader:
        assert [found["url"] for found in reader.articles()] == sorted(urls)
        assert [found["url"] for found in reader.articles(no_copies=True)] == sorted(
            url for number, url in enumerate(urls) if number % 10 or number == 0
        )


def test_reading_goes_on_while_a_crawl_writes(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    for number in range(300):
        crawl.put(article(number))
    crawl.archive.commit()
    with open_archive(crawl.archive.path) as reader, crawl.archive:
        found = reader.articles()
        first = next(found)
        for number in range(300):
            crawl.put(article(number, title="改"), day=1)
        crawl.archive.commit()
        assert crawl.archive.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        rest = [each["url"] for each in found]
    assert sorted([first["url"], *rest]) == sorted(f"http://portal.test/{number}" for number in range(300))


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    with open_archive(path) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.db.conn.execute("INSERT INTO story_number DEFAULT VALUES")


def test_what_a_killed_crawl_left_in_its_log_is_read(tmp_path: Path) -> None:
    crawl = Crawl(Archive.open(tmp_path / "odd name?#.db"))
    crawl.put(ARTICLE)
    crawl.archive.commit()
    with open_archive(crawl.archive.path) as reader:
        assert len(list(reader.articles())) == 1
    crawl.archive.close()


def test_a_missing_file_is_a_clear_error_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"archive\.db: no such file; crawl into it first"):
        open_archive(tmp_path / "archive.db")
    assert list(tmp_path.iterdir()) == []


def test_a_schema_not_yet_brought_forward_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with pytest.raises(ArchiveError, match="written by an older zjcrawl; bring it forward: zjcrawl upgrade"):
        open_archive(path)


@pytest.mark.parametrize("busy", [False, True])
def test_a_reader_leaves_no_side_files_unless_somebody_else_reads(tmp_path: Path, busy: bool) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path) as archive:
        Crawl(archive).put(ARTICLE)
    other = open_archive(path) if busy else None
    with open_archive(path) as reader:
        assert len(list(reader.articles())) == 1
    beside = {"a.db-shm", "a.db-wal"} & {one.name for one in tmp_path.iterdir()}
    assert beside == ({"a.db-shm", "a.db-wal"} if other else set())
    if other:
        assert len(list(other.articles())) == 1
        other.close()
