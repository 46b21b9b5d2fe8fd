"""Scrapy's item pipelines: what is an article, what is one already, and into the archive with the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NoReturn, Self, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from zjcrawl.frontier.canonical import may_be_one
from zjcrawl.records import OutcomeKind
from zjcrawl.spiders.checks import TAKEN_DOWN
from zjcrawl.spiders.items import ArticleItem
from zjcrawl.spiders.session import Session
from zjcrawl.store.validation import missing_fields

if TYPE_CHECKING:
    from zjcrawl.spiders.portal import PortalSpider


class _Pipeline(ABC):
    """A pipeline that knows the spider's session, which is None under ``scrapy parse``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline for ``crawler``."""
        return cls(crawler)

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """Pass ``item`` on or drop it; an archive that cannot be written stops the crawl."""
        spider, passed = cast("PortalSpider", self._crawler.spider), False
        with spider.guarded():
            self._process(item, spider.session)
            passed = True
        if not passed:
            raise DropItem(f"{item.url}: not stored")
        return item

    @abstractmethod
    def _process(self, item: ArticleItem, session: Session | None) -> None:
        """Do what the pipeline is for, or raise DropItem."""


class ValidationPipeline(_Pipeline):
    """Drops what lacks title, body or URL: an outcome with that reason, not a row."""

    def _process(self, item: ArticleItem, session: Session | None) -> None:
        lacking = missing_fields(item)
        if lacking:
            reason = f"article without {', '.join(lacking)}"
            if session is not None:
                session.settle_item(item, OutcomeKind.OTHER, reason)
            raise DropItem(f"{item.url}: {reason}")


class DuplicatesPipeline(_Pipeline):
    """Drops what is one more address of an article, and any address of one that was taken down.

    The page names another as its canonical one, or its URL has parameters that made no difference.  The same text at an
    address of its own is a copy, and stays.  What was taken down is known by its address, and by its bytes at another,
    or as a further page that nothing leads to any more.
    """

    def _process(self, item: ArticleItem, session: Session | None) -> None:
        if session is None:
            return
        if session.archive.erased(item.url) or self._has_erased_bytes(session, item):
            session.settle_item(item, OutcomeKind.REFUSED, TAKEN_DOWN, target=item.url)
            raise DropItem(f"{item.url}: {TAKEN_DOWN}")
        if item.visit_url != item.url and session.knows(item.url):
            self._drop(session, item, "same canonical URL", item.url)
        same = session.archive.same(item)
        if same is not None and may_be_one(item.url, same):
            self._drop(session, item, "same text, and a URL that differs in parameters that do not count", same)

    @staticmethod
    def _has_erased_bytes(session: Session, item: ArticleItem) -> bool:
        if item.capture is None or session.archive.known(item.url):
            return False
        return session.archive.bytes_erased(item.capture.digest)

    @staticmethod
    def _drop(session: Session, item: ArticleItem, reason: str, target: str) -> NoReturn:
        session.settle_item(item, OutcomeKind.ALIAS, reason, target=target)
        raise DropItem(f"{item.visit_url}: {target} again")


class ArchivePipeline(_Pipeline):
    """Stores articles and their outcomes in the archive, where one is open."""

    def _process(self, item: ArticleItem, session: Session | None) -> None:
        if session is not None:
            session.store(item)
