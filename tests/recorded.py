"""A small crawl in a process of its own, recorded: Scrapy's reactor cannot be started twice in one."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from tests.crawls import ROOT, environment
from zjcrawl.captures.recorder import Recorder
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.records import RecordRef

WIRE = "zjcrawl.captures.wire.WireDownloadHandler"
STOCK = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"


class Visitor(scrapy.Spider):
    """Fetches paths one after the other and prints what it was told of each."""

    name = "visitor"
    handle_httpstatus_list = (404,)
    home: str
    paths: str

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(self.home + "/first", meta={"paths": self.paths.split(",")})

    def parse(self, response: Response, **kwargs: object) -> Iterator[scrapy.Request]:
        del kwargs
        ref: RecordRef | None = response.meta.get("capture")
        self.tell(
            url=response.url,
            status=response.status,
            body=response.body.decode("latin-1"),
            record=[ref.file, ref.offset, ref.length, ref.digest] if ref else None,
            fetched_at=str(response.meta.get("fetched_at")),
        )
        yield from self.go_on(response.request)

    def failed(self, failure: Any) -> Iterator[scrapy.Request]:
        self.tell(url=failure.request.url, error=type(failure.value).__name__)
        yield from self.go_on(failure.request)

    def tell(self, **seen: object) -> None:
        print(json.dumps(seen), flush=True)  # noqa: T201 (how the child process reports)

    def go_on(self, request: scrapy.Request | None) -> Iterator[scrapy.Request]:
        assert request is not None
        path, *rest = request.meta["paths"]
        if path:
            meta = {**request.meta, "paths": [*rest, ""]}  # carries the old capture over, as careless spiders do
            yield scrapy.Request(self.home + path, meta=meta, callback=self.parse, errback=self.failed)


def main(home: str, folder: str, paths: str, size_limit: int, settings: str) -> None:
    """Crawl, as the child process does."""
    defaults = {
        "EXTENSIONS": {"zjcrawl.captures.recorder.Recorder": 0},
        "DOWNLOAD_HANDLERS": {"http": WIRE},
        "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "RETRY_TIMES": 1,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "INFO",
    }
    process = AsyncCrawlerProcess({**defaults, **json.loads(settings)})
    crawler = process.create_crawler(Visitor)

    def attach() -> None:
        if folder:
            writer = WarcWriter(Path(folder), "loopback")
            recorder = crawler.get_extension(Recorder)
            assert recorder is not None
            recorder.attach(writer)
            crawler.signals.connect(writer.close, signal=signals.spider_closed, weak=False)
        if size_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size_limit, resource.RLIM_INFINITY))

    crawler.signals.connect(attach, signal=signals.spider_opened)
    process.crawl(crawler, home=home, paths=paths)
    process.start()


def crawl(
    home: str, folder: Path | str, *paths: str, size_limit: int = 0, proxy: str | None = None, **settings: object
) -> tuple[list[dict[str, Any]], str]:
    """Visit ``/first`` and ``paths`` of ``home``; return what the spider was told of each response, and the log."""
    given = (home, str(folder), ",".join((*paths, "")), str(size_limit), json.dumps(settings))
    command = [sys.executable, "-W", "error", "-m", "tests.recorded", *given]
    done = subprocess.run(
        command, capture_output=True, check=True, timeout=60, text=True, cwd=ROOT, env=environment(proxy)
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
