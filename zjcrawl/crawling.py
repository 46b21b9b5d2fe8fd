"""Running a spider in this process, with zjcrawl's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from zjcrawl.store.archive import Archive


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How a crawl ended: Scrapy's close reason, what stopped it if something did, and the articles the file holds."""

    reason: str
    failure: str | None
    articles: int


def crawl(site: str, database: Path, options: Mapping[str, object], *, refresh: bool = False) -> CrawlResult:
    """Crawl ``site`` into ``database``; ``options`` are Scrapy settings, given as on the command line.

    Runs a reactor, so a process can do it once.

    :raises ArchiveError: the database cannot be used; nothing was fetched.
    """
    Archive.open(database).close()
    process = AsyncCrawlerProcess(crawl_settings({**options, "ZJCRAWL_DB": str(database)}))
    crawler = process.create_crawler(site)
    process.crawl(crawler, refresh=refresh)
    process.start()
    spider, stats = crawler.spider, crawler.stats
    reason = str(stats.get_value("finish_reason")) if stats else "failed"
    with Archive.open(database) as archive:
        (articles,) = archive.db.conn.execute("SELECT count(*) FROM article_current").fetchone()
    return CrawlResult(reason, getattr(spider, "failure", None), articles)


def crawl_settings(options: Mapping[str, object]) -> Settings:
    """Return zjcrawl's settings with ``options`` over them."""
    settings = Settings()
    settings.setmodule("zjcrawl.settings", priority="project")
    settings.setdict(dict(options), priority="cmdline")
    return settings
