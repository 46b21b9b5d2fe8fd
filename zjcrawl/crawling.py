"""Running a spider in this process, with zjcrawl's settings."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from zjcrawl.errors import CaptureError, ZjcrawlError
from zjcrawl.fetch.window import Window
from zjcrawl.spiders.given import demand_sense
from zjcrawl.store.alarms import Alarm
from zjcrawl.store.archive import Archive
from zjcrawl.store.reader import open_archive


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How a crawl ended: Scrapy's close reason, the site's articles in the file, and the pages that its run could read.

    ``run`` is the number of that run, which is not the last in the file where it went on after another site's.
    ``distress`` says how the portal made it stop before its end, if it did; the next crawl goes on.  ``alarms`` are
    those that it raised, ``untold`` is why nobody could be told of them.  ``missed`` is why most of what could not be
    read could not.
    """

    reason: str
    articles: int
    pages: int
    run: int
    distress: str | None = None
    alarms: tuple[Alarm, ...] = ()
    untold: str | None = None
    missed: str | None = None


_COLLECTED_EVERY = (50_000, 20, 100)
"""Objects that came and did not go, and how often that and what follows from it: Python's own are 700, 10 and 10."""

_COUNTS = """
SELECT (SELECT count(*) FROM article_current WHERE site = :site),
    (SELECT count(*) FROM url_outcome WHERE run_id = last.id AND kind IN ('article', 'listing')), last.id,
    (SELECT reason FROM url_outcome WHERE run_id = last.id AND kind NOT IN ('article', 'listing')
        GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 1)
FROM (SELECT max(id) AS id FROM run WHERE site = :site) AS last"""


def crawl(site: str, database: Path, options: Mapping[str, object], *, refresh: bool = False) -> CrawlResult:
    """Crawl ``site`` into ``database``; ``options`` are Scrapy settings, given as on the command line.

    Runs a reactor, so a process can do it once.

    :raises UsageError: the options make no sense, or there is no contact for the owner of a live portal; nothing was
        fetched.
    :raises ClosedWindowError: it is not the time to crawl; nothing was fetched.
    :raises ArchiveError: the database cannot be used; nothing was fetched.
    :raises CaptureError: captures or rows could not be written any more; the next crawl goes on.
    :raises ZjcrawlError: Scrapy could not begin; its log says why.
    """
    settings = crawl_settings({**options, "ZJCRAWL_DB": str(database)})
    demand_sense(settings)
    if settings["ZJCRAWL_WINDOW"]:
        Window.parse(settings["ZJCRAWL_WINDOW"]).left(datetime.now().astimezone())
    Archive.open(database).close()
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(site)
    process.crawl(crawler, refresh=refresh)
    with _rarely_collected():
        process.start()
    reason = str(crawler.stats.get_value("finish_reason")) if crawler.stats else "failed"
    failure = getattr(crawler.spider, "failure", None)
    if failure:
        raise CaptureError(failure)
    if getattr(crawler.spider, "session", None) is None:
        raise ZjcrawlError("the crawl could not begin; the log above says why")
    with open_archive(database) as archive:
        articles, pages, run, missed = archive.db.conn.execute(_COUNTS, {"site": site}).fetchone()
    spider = crawler.spider
    alarms = tuple(getattr(spider, "alarms", ()))
    return CrawlResult(
        reason, articles, pages, run, getattr(spider, "distress", None), alarms, getattr(spider, "untold", None), missed
    )


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Let the garbage collector look less often, and not at what was imported.

    A page makes thousands of objects that are gone with it, hardly any of them in cycles; looking for those took a
    twentieth of a crawl.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def crawl_settings(options: Mapping[str, object]) -> Settings:
    """Return zjcrawl's settings with ``options`` over them."""
    settings = Settings()
    settings.setmodule("zjcrawl.settings", priority="project")
    settings.setdict(dict(options), priority="cmdline")
    return settings
