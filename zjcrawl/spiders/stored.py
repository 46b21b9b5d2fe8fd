"""Answering a crawl from captures that are in files already, in the place of the network."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Headers, Response
from w3lib.http import headers_raw_to_dict

from zjcrawl.captures.collection import Stored
from zjcrawl.captures.exchange import dechunked, split_response
from zjcrawl.captures.wire import WIRE, Wire
from zjcrawl.errors import CaptureError

if TYPE_CHECKING:
    from zjcrawl.spiders.session import Session

NEAR, UNSEEN = "near", "unseen"

SETTINGS = {
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "zjcrawl.spiders.stored.StoredDownloadHandler"),
    "ROBOTSTXT_OBEY": False,
    "HTTPPROXY_ENABLED": False,
    "RETRY_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ZJCRAWL_CONDITIONAL_REQUESTS": False,
}
"""Of a crawl of files, which asks nobody for anything."""


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
        stored, unseen = self._choose(session, request)
        assert session.collection is not None  # noqa: S101 (_choose)
        try:
            copy = session.collection.read(stored)
        except CaptureError as error:
            raise NotStoredError(str(error)) from error
        found = split_response(copy.message)
        if found is None:
            raise NotStoredError(f"the capture of {stored.fetched_at} is no HTTP response")
        message, head, status = found
        wire = Wire(
            received=[message],
            url=stored.url,
            peer=copy.ip,
            started_at=stored.fetched_at,
            note=f"copied from {stored.place.path.name}, record {copy.record_id}",
            truncated=copy.truncated,
        )
        request.meta.update({WIRE: wire, UNSEEN: unseen})
        if copy.truncated:
            raise _TRUNCATED.get(copy.truncated, ResponseDataLossError)(f"WARC-Truncated: {copy.truncated}")
        headers = Headers(headers_raw_to_dict(message[:head].partition(b"\n")[2]))
        chunked = b"chunked" in b",".join(headers.pop("Transfer-Encoding", ())).lower()
        body = message[head:]
        return Response(request.url, status, headers, dechunked(body) if chunked else body)

    def _choose(self, session: Session, request: Request) -> tuple[Stored, int]:
        found = session.collection.find(request.url) if session.collection is not None else []
        if not found:
            raise NotStoredError("not in the files")
        moment: datetime | None = request.meta.get(NEAR)
        if moment is not None:
            return min(found, key=lambda stored: abs(stored.fetched_at - moment)), 0
        unseen = [stored for stored in found if not session.archive.captured(stored.url, stored.fetched_at)]
        return (unseen[0], len(unseen) - 1) if unseen else (found[-1], 0)
