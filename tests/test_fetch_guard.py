"""What lies outside the portal is not fetched."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from zjcrawl.fetch.guard import OutOfScope, ScopeGuard
from zjcrawl.spiders.zj123 import Zj123Spider


def guard(spider: type[Spider]) -> ScopeGuard:
    crawler = get_crawler(spider)
    crawler.spider = crawler._create_spider()
    return ScopeGuard.from_crawler(crawler)


@pytest.mark.parametrize("url", ["http://www.zj123.com/", "https://news.zj123.com/a?b", "http://zj123.com/robots.txt"])
def test_pages_of_the_portal_pass(url: str) -> None:
    guard(Zj123Spider).process_request(Request(url))


@pytest.mark.parametrize(
    "url",
    [
        "http://evilzj123.com/",
        "http://zj123.com@evil.test/",
        "http://www.zj123.com:8080/",
        "file:///etc/passwd",
        "ftp://zj123.com/",
        "data:text/html,x",
        "http://127.0.0.1/robots.txt",
    ],
)
def test_everything_else_is_refused_with_the_reason(url: str) -> None:
    with pytest.raises(OutOfScope, match=r"^outside zj123\.com$"):
        guard(Zj123Spider).process_request(Request(url))


def test_a_spider_without_a_site_is_left_alone() -> None:
    class Other(Spider):
        name = "other"

    guard(Other).process_request(Request("http://anywhere.test/"))
