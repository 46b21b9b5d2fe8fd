"""What a person at a terminal sees of a crawl under way."""

from __future__ import annotations

from typing import Self

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler


class Progress:
    """Scrapy extension: one line on stderr with responses, articles and the length of the frontier."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._responses = self._articles = 0
        text = TextColumn("{task.description}")
        self._bar = Bar(SpinnerColumn(), text, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("starting")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen to the crawl."""
        progress = cls(crawler)
        crawler.signals.connect(progress._start, signals.spider_opened)
        crawler.signals.connect(progress._response, signals.response_received)
        crawler.signals.connect(progress._item, signals.item_scraped)
        crawler.signals.connect(progress._stop, signals.spider_closed)
        return progress

    def _start(self) -> None:
        self._bar.start()

    def _response(self) -> None:
        self._responses += 1
        session = getattr(self._crawler.spider, "session", None)
        waiting = session.frontier.pending if session else 0
        self._bar.update(
            self._task, description=f"{self._responses} pages read, {self._articles} articles, {waiting} pages wait"
        )

    def _item(self) -> None:
        self._articles += 1

    def _stop(self) -> None:
        self._bar.stop()
