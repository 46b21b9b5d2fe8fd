from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store_samples import BODY, FOOTER, Crawl, article, new_crawl, rows
from zjcrawl.records import Footer
from zjcrawl.store import Stored, StoredAs


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        yield crawl


def current(crawl: Crawl, column: str, number: int = 1) -> object:
    sql = f"SELECT {column} FROM article_current WHERE url = ?"  # noqa: S608
    return rows(crawl.archive, sql, f"http://portal.test/{number}")[0][0]


def test_a_new_article_opens_a_story(crawl: Crawl) -> None:
    assert crawl.put(article(1)) == Stored(StoredAs.NEW, story_id=1)
    assert crawl.put(article(2)) == Stored(StoredAs.NEW, story_id=2)
    assert rows(crawl.archive, "SELECT url, first_seen FROM story") == [
        ("http://portal.test/1", "2026-11-22T08:05:09Z"),
        ("http://portal.test/2", "2026-11-22T08:05:09Z"),
    ]


def test_the_same_article_again_only_moves_last_seen(crawl: Crawl) -> None:
    crawl.put(article(1))
    before = rows(crawl.archive, "SELECT * FROM article_current")
    assert crawl.put(article(1), day=1).how is StoredAs.UNCHANGED
    assert current(crawl, "last_seen") == "2026-11-23T08:05:09Z"
    crawl.archive.db.conn.execute("UPDATE article_current SET last_seen = first_seen")
    assert rows(crawl.archive, "SELECT * FROM article_current") == before
    assert rows(crawl.archive, "SELECT count(*) FROM article_version") == [(0,)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "另一个标题"),
        ("published", "2010-10-21"),
        ("source", None),
        ("authors", ()),
        ("editor", "张三"),
        ("body", f"更正:{BODY}"),
        ("images", ()),
    ],
)
def test_a_changed_text_keeps_the_earlier_reading(crawl: Crawl, field: str, value: object) -> None:
    crawl.put(article(1))
    earlier = current(crawl, field)
    stored = crawl.put(article(1, **{field: value}), day=1)
    assert stored == Stored(StoredAs.CHANGED, story_id=1, version=2)
    kept = f"SELECT {field}, version, capture_id, last_seen, superseded_at FROM article_version"  # noqa: S608
    assert rows(crawl.archive, kept) == [(earlier, 1, 1, "2026-11-22T08:05:09Z", "2026-11-23T08:05:09Z")]
    assert (current(crawl, "version"), current(crawl, "capture_id")) == (2, 2)


@pytest.mark.parametrize(
    "change", [{"votes_up": 10}, {"votes_down": None}, {"footer": Footer(phone="1")}, {"section": "浙江楼市"}]
)
def test_votes_footer_and_section_are_no_new_version(crawl: Crawl, change: dict[str, object]) -> None:
    crawl.put(article(1))
    assert crawl.put(article(1, **change), day=1) == Stored(StoredAs.UNCHANGED, story_id=1, version=1)
    assert rows(crawl.archive, "SELECT count(*) FROM article_version") == [(0,)]
    assert current(crawl, "capture_id") == 2


def test_an_unknown_section_does_not_erase_a_known_one(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.put(article(1, section=None, votes_up=10))
    assert (current(crawl, "section"), current(crawl, "votes_up")) == ("区域发展", 10)


def test_a_better_parser_on_the_same_bytes_is_no_new_version(crawl: Crawl) -> None:
    crawl.put(article(1, authors=()), payload="same")
    stored = crawl.put(article(1), payload="same", parser="2")
    assert stored == Stored(StoredAs.UNCHANGED, story_id=1, version=1)
    assert (current(crawl, "authors"), current(crawl, "parser")) == ('["王伟","李娜"]', "2")


def test_a_better_parser_on_other_bytes_is_a_new_version(crawl: Crawl) -> None:
    crawl.put(article(1, authors=()))
    assert crawl.put(article(1), parser="2").version == 2


def test_a_page_that_comes_in_later_completes_the_article_without_a_new_version(crawl: Crawl) -> None:
    crawl.put(article(1), complete=False)
    assert not crawl.archive.known("http://portal.test/1")
    assert crawl.put(article(1, body=f"{BODY}\n第二页。"), pages=2).version == 1
    assert crawl.archive.known("http://portal.test/1")
    assert (current(crawl, "complete"), current(crawl, "pages")) == (1, 2)


def test_an_incomplete_reading_never_replaces_a_complete_one(crawl: Crawl) -> None:
    crawl.put(article(1, body=f"{BODY}\n第二页。"), pages=2)
    assert crawl.put(article(1), day=1, complete=False).how is StoredAs.UNCHANGED
    assert (current(crawl, "body"), current(crawl, "complete")) == (f"{BODY}\n第二页。", 1)
    assert current(crawl, "last_seen") == "2026-11-23T08:05:09Z"


def test_an_earlier_sight_moves_first_seen_back(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.put(article(1), day=-1)
    assert (current(crawl, "first_seen"), current(crawl, "last_seen")) == (
        "2026-11-21T08:05:09Z",
        "2026-11-22T08:05:09Z",
    )


def test_a_footer_is_stored_once_with_its_first_and_last_sight(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.put(article(2), day=3)
    crawl.put(article(3, footer=None))
    assert rows(crawl.archive, "SELECT licence, qq, first_seen, last_seen FROM footer") == [
        (FOOTER.licence, '["543059767","1091140425"]', "2026-11-22T08:05:09Z", "2026-11-25T08:05:09Z")
    ]
    assert (current(crawl, "footer_id", 2), current(crawl, "footer_id", 3)) == (1, None)


def test_word_count_leaves_out_every_white_space(crawl: Crawl) -> None:
    crawl.put(article(1, body="浙江 3.5%\n　　增长\xa0快"))
    assert current(crawl, "word_count") == len("浙江3.5%增长快")
