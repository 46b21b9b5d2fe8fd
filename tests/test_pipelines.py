"""What becomes of an item on its way into the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from zjcrawl.crawling import crawl_settings
from zjcrawl.errors import CaptureError
from zjcrawl.pipelines import ArchivePipeline, DuplicatesPipeline, ValidationPipeline
from zjcrawl.records import Capture, RecordRef
from zjcrawl.spiders.items import ArticleItem, Provenance
from zjcrawl.spiders.session import Session
from zjcrawl.spiders.zj123 import Zj123Spider

URL = "http://www.zj123.com/news/7.html"
NOW = datetime(2026, 11, 22, 8, 5, 9, tzinfo=UTC)
BODY = "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求,研究各项工作。"


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[Zj123Spider]:
    crawler = get_crawler(Zj123Spider)
    crawler.spider = spider = Zj123Spider.from_crawler(crawler)
    spider.session = Session.open(crawl_settings({"ZJCRAWL_DB": str(tmp_path / "archive.db")}), spider.site)
    yield spider
    spider.session.close("finished")


def item(spider: Zj123Spider, url: str = URL, **changes: Any) -> ArticleItem:
    """An article as the spider yields it, with a capture in the archive."""
    assert spider.session is not None
    offset = 1 + len(rows(spider, "SELECT id FROM capture"))
    capture = Capture(url, 200, (), b"", NOW, RecordRef("a.warc.gz", offset, 1, "sha1:X"))
    found = Provenance("a.warc.gz", offset, "sha1:X", NOW, "1", 200, spider.session.archive.add_capture(capture))
    made = ArticleItem(
        url=url, title="统筹城乡", body=BODY, visit_url=url, seen_at=NOW, capture=found, section="区域发展"
    )
    return replace(made, **changes)


def rows(spider: Zj123Spider, sql: str) -> list[tuple[Any, ...]]:
    assert spider.session is not None
    return spider.session.archive.db.conn.execute(sql).fetchall()


def process(spider: Zj123Spider, found: ArticleItem) -> ArticleItem:
    """Send an item through all pipelines, in their order."""
    for pipeline in (ValidationPipeline, DuplicatesPipeline, ArchivePipeline):
        found = pipeline.from_crawler(spider.crawler).process_item(found)
    return found


def test_an_article_is_stored_with_its_outcome(spider: Zj123Spider) -> None:
    made = item(spider)
    assert process(spider, made) is made
    assert rows(spider, "SELECT url, title, section, version FROM article") == [(URL, "统筹城乡", "区域发展", 1)]
    assert rows(spider, "SELECT url, kind, reason, stored, target FROM url_outcome") == [
        (URL, "article", "new", "new", URL)
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "article without title"),
        ({"body": " \n"}, "article without body"),
        ({"title": "", "body": None}, "article without title, body"),
    ],
)
def test_what_lacks_the_least_is_an_outcome_and_no_row(
    spider: Zj123Spider, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(DropItem, match=reason):
        process(spider, item(spider, **changes))
    assert rows(spider, "SELECT url FROM article") == []
    assert rows(spider, "SELECT url, kind, reason FROM url_outcome") == [(URL, "other", reason)]


def test_another_address_of_a_stored_article_is_an_alias(spider: Zj123Spider) -> None:
    process(spider, item(spider))
    other = "http://www.zj123.com/print.asp?id=7"
    with pytest.raises(DropItem, match="again"):
        process(spider, item(spider, visit_url=other))
    assert rows(spider, "SELECT count(*) FROM article") == [(1,)]
    assert rows(spider, "SELECT kind, reason, target FROM url_outcome WHERE url LIKE '%print%'") == [
        ("alias", "same canonical URL", URL)
    ]


def test_the_same_text_with_a_parameter_that_makes_no_difference_is_an_alias(spider: Zj123Spider) -> None:
    process(spider, item(spider, f"{URL}?id=7"))
    with pytest.raises(DropItem):
        process(spider, item(spider, f"{URL}?id=7&visitor=0a1b2c3d4e"))
    assert rows(spider, "SELECT url FROM article") == [(f"{URL}?id=7",)]


def test_the_same_text_at_an_address_of_its_own_is_a_copy(spider: Zj123Spider) -> None:
    process(spider, item(spider))
    process(spider, item(spider, "http://www.zj123.com/news/9.html"))
    assert rows(spider, "SELECT copy_of FROM article ORDER BY url") == [(None,), (URL,)]
    assert rows(spider, "SELECT stored FROM url_outcome ORDER BY url") == [("new",), ("copy",)]


def test_the_same_text_under_another_title_is_a_copy_whatever_its_address(spider: Zj123Spider) -> None:
    process(spider, item(spider, f"{URL}?key=0a1b2c3d4e"))
    other = replace(item(spider, f"{URL}?key=9f8e7d6c5b"), title="另一个题目")
    process(spider, other)
    assert rows(spider, "SELECT count(*) FROM article") == [(2,)]


def test_a_canonical_url_that_is_named_is_known_from_then_on(spider: Zj123Spider) -> None:
    assert spider.session is not None
    process(spider, item(spider, visit_url="http://www.zj123.com/print.asp?id=7"))
    assert spider.session.frontier.knows(URL)
    assert rows(spider, "SELECT url, target FROM url_outcome") == [("http://www.zj123.com/print.asp?id=7", URL)]


def test_without_an_archive_items_pass(spider: Zj123Spider) -> None:
    made, crawler = item(spider), get_crawler(Zj123Spider)
    crawler.spider = bare = Zj123Spider.from_crawler(crawler)
    assert process(bare, made) is made
    with pytest.raises(DropItem, match="article without title"):
        process(bare, replace(made, title=None))


def test_an_article_without_a_capture_is_no_row(spider: Zj123Spider) -> None:
    assert spider.session is not None
    with pytest.raises(CaptureError, match=rf"^{URL}: the article has no capture, so it is not stored"):
        spider.session.store(item(spider, capture=None))
    assert rows(spider, "SELECT url FROM article") == []
