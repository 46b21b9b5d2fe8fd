"""The Scrapy side of capturing: each response is written before anything reads it.

Put ``zjcrawl.captures.recorder.Recorder`` into EXTENSIONS and hand it a writer with
``crawler.get_extension(Recorder).attach(writer)`` before the first request; without one it does nothing, as in
``scrapy shell``.  The spider finds where the record lies in ``response.meta["capture"]`` (a RecordRef) and when it was
fetched in ``response.meta["fetched_at"]`` (UTC).  A response that cannot be written has neither, and the crawl stops.

With ``zjcrawl.captures.wire.WireDownloadHandler`` in DOWNLOAD_HANDLERS the record has the bytes of the wire.  Who makes
a request may say in ``meta["via"]`` and ``meta["hops"]`` what led to it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import deferred_from_coro

from zjcrawl.captures.exchange import Exchange, canonical_reason, message, split_response
from zjcrawl.captures.wire import WIRE, Wire
from zjcrawl.errors import ArchiveError, CaptureError
from zjcrawl.records import RecordRef

CAPTURE, FETCHED_AT, VIA, HOPS = "capture", "fetched_at", "via", "hops"
CLOSE_REASON = "capture_failed"

_NOTE = "put together from what Scrapy kept: reason, case and order of headers may differ from what was received"
# The handlers remove the transfer coding; a header that still names it would make readers remove it again.
_NOT_IN_RECORD = frozenset({"transfer-encoding"})
# Meant for the proxy, not for the server, and a secret.
_NOT_SENT = frozenset({"proxy-authorization"})
_SECRET = re.compile(rb"(?<=\n)proxy-authorization:[^\n]*\n", re.IGNORECASE)
_PROTOCOLS = frozenset({"HTTP/1.0", "HTTP/1.1"})

logger = logging.getLogger(__name__)


class Writer(Protocol):
    """What exchanges are handed to."""

    def write(self, exchange: Exchange) -> RecordRef:
        """Write ``exchange`` and say where its response is; raises CaptureError or ArchiveError."""


class Recorder:
    """Writes each exchange of a crawl and leaves the reference to its record in the request's meta.

    It hears ``response_downloaded``, which Scrapy sends for every response (redirects, errors and robots.txt as well)
    before it removes the content coding, and ``request_left_downloader`` for responses that came in part.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.failure: CaptureError | ArchiveError | None = None
        self._writer: Writer | None = None
        self._warned = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension, as Scrapy does."""
        recorder = cls(crawler)
        crawler.signals.connect(recorder._forget, signal=signals.request_scheduled)
        crawler.signals.connect(recorder._forget, signal=signals.request_reached_downloader)
        crawler.signals.connect(recorder._record, signal=signals.response_downloaded)
        crawler.signals.connect(recorder._record_part, signal=signals.request_left_downloader)
        return recorder

    def attach(self, writer: Writer) -> None:
        """Write from now on with ``writer``, which stays the caller's to flush and to close."""
        self._writer = writer

    def _forget(self, request: Request) -> None:
        """Drop what a retried, redirected or followed request carries over from the one it was copied from."""
        for name in (CAPTURE, FETCHED_AT, WIRE):
            request.meta.pop(name, None)

    def _record(self, response: Response, request: Request) -> None:
        wire: Wire | None = request.meta.pop(WIRE, None)
        if not self._is_due(request):
            return
        exchange = exchange_of(request, wire)
        if exchange is None:
            exchange = reconstructed(request, response, wire.started_at if wire else datetime.now(UTC))
            if not self._warned:
                logger.warning("%s comes without the bytes of the wire; captures say so", request.url)
                self._warned = True
        self._write(request, exchange)

    def _record_part(self, request: Request) -> None:
        """Record what there is of a response that did not come to its end."""
        wire: Wire | None = request.meta.pop(WIRE, None)
        if wire is not None and self._is_due(request) and (exchange := exchange_of(request, wire)) is not None:
            self._write(request, exchange)

    def _is_due(self, request: Request) -> bool:
        return self._writer is not None and self.failure is None and request.url.startswith(("http:", "https:"))

    def _write(self, request: Request, exchange: Exchange) -> None:
        assert self._writer is not None  # noqa: S101 (_is_due)
        try:
            request.meta[CAPTURE] = self._writer.write(exchange)
        except (CaptureError, ArchiveError) as error:
            self._stop(error)
        else:
            request.meta[FETCHED_AT] = exchange.fetched_at

    def _stop(self, error: CaptureError | ArchiveError) -> None:
        self.failure = error
        logger.error("%s", error)
        assert self.crawler.engine is not None  # noqa: S101 (it downloaded the response)
        self._stopped = deferred_from_coro(self.crawler.engine.close_spider_async(reason=CLOSE_REASON))


def exchange_of(request: Request, wire: Wire | None) -> Exchange | None:
    """Return what went over the wire; None where that is not known, or is no response with a whole head.

    What is meant for a proxy is left out: it is a secret.  Through a proxy the address of the server is not known.
    """
    found = split_response(wire.response) if wire is not None else None
    if wire is None or found is None:
        return None
    response, head, status = found
    proxied = bool(request.meta.get("proxy"))
    via, hops = origin(request)
    return Exchange(
        url=wire.url or request.url,
        fetched_at=wire.started_at,
        status=status,
        request=_SECRET.sub(b"", wire.request) if proxied else wire.request,
        response=response,
        head=head,
        ip=None if proxied else wire.peer,
        truncated=wire.truncated,
        via=via,
        hops=hops,
        milliseconds=None if wire.seconds is None else round(wire.seconds * 1000),
        note=wire.note,
    )


def reconstructed(request: Request, response: Response, fetched_at: datetime) -> Exchange:
    """Put an exchange together from what Scrapy still knows of it, and say so."""
    url = urlsplit(request.url)
    via, hops = origin(request)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    sent = tuple(_pairs(request.headers, _NOT_SENT))
    asked = sent if "Host" in request.headers else (("Host", url.netloc.rpartition("@")[2]), *sent)
    protocol = response.protocol if response.protocol in _PROTOCOLS else "HTTP/1.1"
    line = f"{protocol} {response.status} {canonical_reason(response.status)}"
    head = message(line, tuple(_pairs(response.headers, _NOT_IN_RECORD)))
    return Exchange(
        url=request.url,
        fetched_at=fetched_at,
        status=response.status,
        request=message(f"{request.method} {target} HTTP/1.1", asked, request.body),
        response=head + response.body,
        head=len(head),
        ip=str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else None,
        truncated="disconnect" if "dataloss" in response.flags else None,
        via=via,
        hops=hops,
        note=_NOTE,
    )


def origin(request: Request) -> tuple[str | None, str | None]:
    """Tell which URL led to a request, and by which hops from the seed."""
    referer = request.headers.get("Referer")
    via: str | None = request.meta.get(VIA) or (referer.decode("latin-1") if referer else None)
    hops: str | None = request.meta.get(HOPS, "L" if via else None)
    if redirects := request.meta.get("redirect_urls"):
        return redirects[-1], (hops or "") + "R" * len(redirects)
    if request.callback is NO_CALLBACK and request.meta.get("dont_obey_robotstxt"):
        return via, "P"
    return via, hops


def _pairs(headers: ScrapyHeaders, left_out: frozenset[str]) -> Iterator[tuple[str, str]]:
    for raw_name in headers:
        name = raw_name.decode("latin-1")
        if name.lower() not in left_out:
            for value in headers.getlist(raw_name):
                yield name, value.decode("latin-1")
