"""Scrapy's item pipelines: what is an article, what is one already, and into the archive with the rest."""

from __future__ import annotations

from typing import NoReturn, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from zjcrawl.frontier.canonical import may_be_one
from zjcrawl.records import OutcomeKind
from zjcrawl.spiders.items import ArticleItem
from zjcrawl.spiders.session import Session
from zjcrawl.store.validation import missing_fields


class _Pipeline:
    """A pipeline that knows the spider's session."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline for ``crawler``."""
        return cls(crawler)

    @property
    def _session(self) -> Session | None:
        """The open archive; None under ``scrapy parse``."""
        return getattr(self._crawler.spider, "session", None)


class ValidationPipeline(_Pipeline):
    """Drops what lacks title, body or URL: an outcome with that reason, not a row."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """Pass ``item`` on or drop it."""
        lacking = missing_fields(item.article())
        if lacking:
            reason = f"article without {', '.join(lacking)}"
            if self._session is not None:
                self._session.settle_item(item, OutcomeKind.OTHER, reason)
            raise DropItem(f"{item.url}: {reason}")
        return item


class DuplicatesPipeline(_Pipeline):
    """Drops what is one more address of an article.

    The page names another as its canonical one, or its URL has parameters that made no difference.  The same text at an
    address of its own is a copy, and stays.
    """

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """Pass ``item`` on or drop it."""
        if self._session is None:
            return item
        if item.visit_url != item.url and self._session.knows(item.url):
            self._drop(self._session, item, "same canonical URL", item.url)
        original = self._session.archive.original(item.article())
        if original is not None and may_be_one(item.url, original):
            self._drop(self._session, item, "same text, and a URL that differs in parameters that do not count", original)
        return item

    @staticmethod
    def _drop(session: Session, item: ArticleItem, reason: str, target: str) -> NoReturn:
        session.settle_item(item, OutcomeKind.ALIAS, reason, target=target)
        raise DropItem(f"{item.visit_url}: {target} again")


class ArchivePipeline(_Pipeline):
    """Stores articles and their outcomes in the archive, where one is open."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """Store ``item`` and pass it on."""
        if self._session is not None:
            self._session.store(item)
        return item
