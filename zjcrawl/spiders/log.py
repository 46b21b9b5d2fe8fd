"""What Scrapy logs of each page and item, left out where nobody sees it.

Scrapy gives every record to its handlers, which then drop it for its level: a tenth of a millisecond a page.
"""

from __future__ import annotations

import logging
from typing import Any, Self, cast

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

_NOTHING = cast("LogFormatterResult", None)
"""Leaves a line out, which Scrapy documents and its types do not say."""


class LevelledLogFormatter(LogFormatter):
    """Scrapy's, without its lines of level DEBUG unless ``LOG_LEVEL`` shows them."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the formatter for the crawler's level, a name or a number."""
        level = crawler.settings["LOG_LEVEL"]
        number = logging.getLevelName(level) if isinstance(level, str) and not level.isdecimal() else int(level)
        return cls(verbose=number <= logging.DEBUG)

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:
        """Say that a page was fetched; None, as Scrapy takes it, where that is not shown."""
        return super().crawled(request, response, spider) if self._verbose else _NOTHING

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """Say that an item was stored; None, as Scrapy takes it, where that is not shown."""
        return super().scraped(item, response, spider) if self._verbose else _NOTHING
