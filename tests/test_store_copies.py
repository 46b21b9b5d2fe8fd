from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store_samples import BODY, Crawl, article, new_crawl, rows
from zjcrawl.store import Stored, StoredAs

FIRST, SECOND, THIRD = (f"http://portal.test/{number}" for number in (1, 2, 3))


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        yield crawl


def copies(crawl: Crawl) -> list[object]:
    return [copy_of for (copy_of,) in rows(crawl.archive, "SELECT copy_of FROM article_current ORDER BY id")]


def stories(crawl: Crawl) -> list[object]:
    return [story for (story,) in rows(crawl.archive, "SELECT story_id FROM article_current ORDER BY id")]


def test_a_copy_keeps_its_row_names_the_earlier_one_and_shares_its_story(crawl: Crawl) -> None:
    crawl.put(article(1, body=BODY))
    reprint = article(2, title="另一个标题", source="浙江日报", body=f"　　{BODY}".replace(",", "\uff0c"))
    assert crawl.put(reprint) == Stored(StoredAs.COPY, story_id=1, copy_of=FIRST)
    assert rows(crawl.archive, "SELECT url FROM article") == [(FIRST,), (SECOND,)]
    assert rows(crawl.archive, "SELECT url FROM article_unique") == [(FIRST,)]


def test_every_copy_names_the_original_and_never_another_copy(crawl: Crawl) -> None:
    for number in (1, 2, 3):
        crawl.put(article(number, body=BODY))
    assert copies(crawl) == [None, FIRST, FIRST]
    assert stories(crawl) == [1, 1, 1]


def test_when_the_original_changes_the_earliest_copy_takes_its_place(crawl: Crawl) -> None:
    for number in (1, 2, 3):
        crawl.put(article(number, body=BODY))
    crawl.put(article(1, body=f"{BODY}更正。"))
    assert copies(crawl) == [None, None, SECOND]
    assert stories(crawl) == [1, 1, 1]


def test_a_copy_that_changes_is_a_copy_no_more_but_stays_in_the_story(crawl: Crawl) -> None:
    crawl.put(article(1, body=BODY))
    crawl.put(article(2, body=BODY))
    stored = crawl.put(article(2, body=f"{BODY}更正。"))
    assert stored == Stored(StoredAs.CHANGED, story_id=1, version=2)
    assert copies(crawl) == [None, None]


def test_an_article_that_changes_into_the_text_of_another_becomes_its_copy(crawl: Crawl) -> None:
    crawl.put(article(1, body="浙江民营企业500强榜单昨日公布。"))
    crawl.put(article(2, body=BODY))
    assert crawl.put(article(1, body=BODY)) == Stored(StoredAs.CHANGED, story_id=2, version=2, copy_of=SECOND)
    assert rows(crawl.archive, "SELECT id FROM story") == [(2,)]


def test_an_article_that_changes_back_becomes_a_copy_of_who_took_its_place(crawl: Crawl) -> None:
    crawl.put(article(1, body=BODY))
    crawl.put(article(2, body=BODY))
    crawl.put(article(1, body=f"{BODY}更正。"))
    crawl.put(article(1, body=BODY))
    assert copies(crawl) == [SECOND, None]


def test_a_changed_title_leaves_a_copy_a_copy(crawl: Crawl) -> None:
    crawl.put(article(1, body=BODY))
    crawl.put(article(2, body=BODY))
    assert crawl.put(article(2, body=BODY, title="改")) == Stored(StoredAs.CHANGED, 1, version=2, copy_of=FIRST)


def test_short_bodies_are_copies_only_under_the_same_title(crawl: Crawl) -> None:
    crawl.put(article(1, title="图片新闻", body="详见附件。"))
    assert crawl.put(article(2, title="统计公报", body="详见附件。")).how is StoredAs.NEW
    assert crawl.put(article(3, title="图片新闻", body="详见附件.")).copy_of == FIRST
    assert stories(crawl) == [1, 2, 1]
