"""Answering a crawl from captures, in files or in an archive on the web, in the place of the portal."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Headers, Response
from w3lib.http import headers_raw_to_dict

from zjcrawl.captures.catalogue import Stored
from zjcrawl.captures.exchange import dechunked, header_fields, split_response
from zjcrawl.captures.replays import is_rewritten
from zjcrawl.captures.source import Copy, Source
from zjcrawl.captures.wire import WIRE, Wire
from zjcrawl.errors import CaptureError, SourceUnreachableError
from zjcrawl.fetch.politeness import Stopping

if TYPE_CHECKING:
    from zjcrawl.spiders.session import Session

NEAR, UNSEEN = "near", "unseen"

logger = logging.getLogger(__name__)

SETTINGS = {
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "zjcrawl.spiders.stored.StoredDownloadHandler"),
    "ROBOTSTXT_OBEY": False,
    "HTTPPROXY_ENABLED": False,
    "RETRY_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ZJCRAWL_CONDITIONAL_REQUESTS": False,
}
"""Of a crawl of captures, which asks the portal for nothing."""


_TRUNCATED = {"length": DownloadCancelledError, "time": DownloadTimeoutError}


class NotStoredError(IgnoreRequest):
    """The collection has no capture of a URL, or none that can be read."""


class StoredDownloadHandler(BaseDownloadHandler):
    """Answers from the collection of the spider's session.

    Of many captures of a URL it gives the oldest that the archive does not have yet, and says in ``meta["unseen"]`` how
    many more there are; when it has all, the last.  ``meta["near"]`` asks for the one made closest to a moment instead.
    """

    lazy = False

    async def download_request(self, request: Request) -> Response:
        """Return a stored response, its transfer coding removed.

        Raises NotStoredError, and for what broke off what the network's handler raises for it.
        """
        session = cast("Session", self.crawler.spider.session)  # type: ignore[union-attr]
        if session.collection is None:
            raise NotStoredError("no captures to crawl")
        stored, copy, unseen = await self._read(session, session.collection, request)
        found = split_response(copy.message)
        assert found is not None  # noqa: S101 (_read)
        message, head, status = found
        wire = Wire(
            received=[message],
            url=stored.url,
            peer=copy.ip,
            started_at=stored.fetched_at,
            note=f"copied from {copy.origin}",
            truncated=copy.truncated,
        )
        request.meta.update({WIRE: wire, UNSEEN: unseen})
        if copy.truncated:
            raise _TRUNCATED.get(copy.truncated, ResponseDataLossError)(f"WARC-Truncated: {copy.truncated}")
        headers = Headers(headers_raw_to_dict(message[:head].partition(b"\n")[2]))
        chunked = b"chunked" in b",".join(headers.pop("Transfer-Encoding", ())).lower()
        body = message[head:]
        return Response(request.url, status, headers, dechunked(body) if chunked else body)

    async def _read(self, session: Session, source: Source[Any], request: Request) -> tuple[Stored[Any], Copy, int]:
        """Read the capture that answers ``request``; one that cannot be read is left out, and the next is taken."""
        missing = "not in the archive" if source.is_remote else "not in the files"
        while found := source.find(request.url):
            stored, unseen = self._choose(session, found, request)
            try:
                copy = await asyncio.to_thread(source.read, stored) if source.is_remote else source.read(stored)
                _check(copy, stored)
            except SourceUnreachableError as error:
                self.crawler.spider.give_up(str(error))  # type: ignore[union-attr]
                raise Stopping(str(error)) from error
            except CaptureError as error:
                logger.warning("%s is left out: %s", stored.url, error)
                session.note_left_out([source.leave_out(stored, str(error))])
            else:
                return stored, copy, unseen
        raise NotStoredError(source.why_not(request.url) or missing)

    def _choose(self, session: Session, found: list[Stored[Any]], request: Request) -> tuple[Stored[Any], int]:
        moment: datetime | None = request.meta.get(NEAR)
        if moment is not None:
            return min(found, key=lambda stored: abs(stored.fetched_at - moment)), 0
        unseen = [stored for stored in found if not session.archive.captured(stored.url, stored.fetched_at)]
        return (unseen[0], len(unseen) - 1) if unseen else (found[-1], 0)


def _check(copy: Copy, stored: Stored[Any]) -> None:
    """Raise CaptureError where a copy is no HTTP response, or not as its server sent it."""
    found = split_response(copy.message)
    if found is None:
        raise CaptureError(f"the capture of {stored.fetched_at} is no HTTP response")
    message, head, _ = found
    if is_rewritten(message[head:], header_fields(message[:head])):
        raise CaptureError(f"{copy.origin}: rewritten for replay by its archive; take the raw capture")
