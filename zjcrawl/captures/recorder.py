"""The Scrapy side of capturing: each response is written before anything reads it.

Put ``zjcrawl.captures.recorder.Recorder`` into EXTENSIONS and hand it a writer with
``crawler.get_extension(Recorder).attach(writer)`` before the first request; without one it does nothing, as in
``scrapy shell``.  The spider finds where the record lies in ``response.meta["capture"]`` (a RecordRef) and when it was
fetched in ``response.meta["fetched_at"]`` (UTC).  A response that cannot be written has neither, and the crawl stops.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError

CAPTURE, FETCHED_AT = "capture", "fetched_at"
CLOSE_REASON = "capture_failed"

# Twisted and aiohttp remove the transfer coding; a header that still names it would make readers remove it again.
_NOT_IN_RECORD = frozenset({"transfer-encoding"})
# Meant for the proxy, not for the server, and a secret.
_NOT_SENT = frozenset({"proxy-authorization"})
_PROTOCOLS = frozenset({"HTTP/1.0", "HTTP/1.1"})

logger = logging.getLogger(__name__)


class Recorder:
    """Writes each exchange of a crawl and leaves the reference to its record in the request's meta.

    It hears ``response_downloaded``, which Scrapy sends for every response (redirects, errors and robots.txt as well)
    before it removes the content coding.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.failure: CaptureError | None = None
        self._writer: WarcWriter | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension, as Scrapy does."""
        recorder = cls(crawler)
        crawler.signals.connect(recorder._forget, signal=signals.request_scheduled)
        crawler.signals.connect(recorder._forget, signal=signals.request_reached_downloader)
        crawler.signals.connect(recorder._record, signal=signals.response_downloaded)
        return recorder

    def attach(self, writer: WarcWriter) -> None:
        """Write from now on with ``writer``, which stays the caller's to flush and to close."""
        self._writer = writer

    def _forget(self, request: Request) -> None:
        """Drop what a retried, redirected or followed request carries over from the one it was copied from."""
        request.meta.pop(CAPTURE, None)
        request.meta.pop(FETCHED_AT, None)

    def _record(self, response: Response, request: Request) -> None:
        if self._writer is None or self.failure is not None or not request.url.startswith(("http:", "https:")):
            return
        exchange = exchange_of(request, response, datetime.now(UTC))
        try:
            request.meta[CAPTURE] = self._writer.write(exchange)
        except CaptureError as error:
            self._stop(error)
        else:
            request.meta[FETCHED_AT] = exchange.fetched_at

    def _stop(self, error: CaptureError) -> None:
        self.failure = error
        logger.error("%s", error)
        assert self.crawler.engine is not None  # noqa: S101 (it downloaded the response)
        self._stopped = deferred_from_coro(self.crawler.engine.close_spider_async(reason=CLOSE_REASON))


def exchange_of(request: Request, response: Response, fetched_at: datetime) -> Exchange:
    """Gather what Scrapy still knows of an exchange.

    Its handlers lose the reason phrase, the case of header names and the place of repeated ones; Host, which Twisted
    adds on the wire, is put back.  Through a proxy the address of the server is not known.
    """
    url = urlsplit(request.url)
    via, hop = _origin(request)
    sent = tuple(_pairs(request.headers, _NOT_SENT))
    return Exchange(
        url=request.url,
        fetched_at=fetched_at,
        method=request.method,
        target=(url.path or "/") + (f"?{url.query}" if url.query else ""),
        request_headers=sent if "Host" in request.headers else (("Host", url.netloc.rpartition("@")[2]), *sent),
        request_body=request.body,
        status=response.status,
        response_headers=tuple(_pairs(response.headers, _NOT_IN_RECORD)),
        body=response.body,
        protocol=response.protocol if response.protocol in _PROTOCOLS else "HTTP/1.1",
        ip=str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else None,
        truncated="disconnect" if "dataloss" in response.flags else None,
        via=via,
        hop=hop,
    )


def _pairs(headers: ScrapyHeaders, left_out: frozenset[str]) -> Iterator[tuple[str, str]]:
    for raw_name in headers:
        name = raw_name.decode("latin-1")
        if name.lower() not in left_out:
            for value in headers.getlist(raw_name):
                yield name, value.decode("latin-1")


def _origin(request: Request) -> tuple[str | None, str | None]:
    """Tell which URL led to a request, and whether by redirect (R) or link (L)."""
    if redirects := request.meta.get("redirect_urls"):
        return redirects[-1], "R"
    referer = request.headers.get("Referer")
    return (referer.decode("latin-1"), "L") if referer else (None, None)
