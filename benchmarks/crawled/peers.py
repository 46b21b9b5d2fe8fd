"""Other people's crawlers, each following the same lists to the same articles and storing nothing.

Run as ``python -m benchmarks.crawled.peers scrapy|crawlee LIST...`` with the proxy in ``http_proxy``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

LIST, NEXT = "ul.newslist h4 a::attr(href)", "//div[@class='pages'][1]/a[text()='下一页']/@href"
"""Where the links are in the markup of ``served.Wide``: CSS for the articles, XPath for the next page."""


def run_scrapy(lists: Sequence[str]) -> None:
    """Crawl with a spider of plain Scrapy, its settings as they come, but for the log."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Stock(scrapy.Spider):
        name = "stock"

        async def start(self) -> AsyncIterator[Any]:
            for url in lists:
                yield scrapy.Request(url)

        def parse(self, response: Any) -> Iterator[Any]:
            for href in response.css(LIST).getall():
                yield response.follow(href, self.parse_article)
            following = response.xpath(NEXT).get()
            if following:
                yield response.follow(following, self.parse)

        def parse_article(self, response: Any) -> None:
            """Do nothing: the floor is following."""

    process = CrawlerProcess({"LOG_LEVEL": "WARNING"})
    process.crawl(Stock)
    process.start()


def run_crawlee(lists: Sequence[str]) -> None:
    """Crawl with Crawlee's crawler for parsel, its settings as they come, but for the log."""
    from crawlee import ConcurrencySettings, Request
    from crawlee.configuration import Configuration
    from crawlee.crawlers import ParselCrawler
    from crawlee.proxy_configuration import ProxyConfiguration
    from crawlee.storage_clients import MemoryStorageClient

    logging.disable(logging.WARNING)
    crawler: Any = ParselCrawler(
        configuration=Configuration(purge_on_start=True),
        storage_client=MemoryStorageClient(),
        proxy_configuration=ProxyConfiguration(proxy_urls=[os.environ["http_proxy"]]),
        concurrency_settings=ConcurrencySettings(desired_concurrency=8, max_concurrency=16),
        configure_logging=False,
    )

    async def follow(context: Any) -> None:
        if not any(context.request.url.startswith(url) for url in lists):
            return
        found = [*context.selector.css(LIST).getall(), *context.selector.xpath(NEXT).getall()]
        await context.add_requests([Request.from_url(urljoin(context.request.url, href)) for href in found])

    crawler.router.default_handler(follow)
    asyncio.run(crawler.run(list(lists)))


if __name__ == "__main__":
    {"scrapy": run_scrapy, "crawlee": run_crawlee}[sys.argv[1]](sys.argv[2:])
