"""What went over the connection, byte for byte: a download handler that keeps it beside what Scrapy makes of it.

Scrapy's own handlers drop the reason phrase, the case of header names, the place of repeated ones and the transfer
coding.  This one is Scrapy's for HTTP/1.1, with a connection that notes what it sends and receives.  It leaves the
note, an Exchange's raw material, in ``request.meta["wire"]``, also where a download ends before the response does.

What is private to Scrapy 2.19 and Twisted is touched here and nowhere else:

- ``HTTP11DownloadHandler._pool`` and ``HTTPConnectionPool._factory``: no setting says what connections are made of.
- ``_LenientHTTP11ClientFactory`` and ``_LenientHTTP11ClientProtocol``: the connection that Scrapy makes, so that ours
  is no other; ``_quiescentCallback`` is what the factory hands it.
- ``HTTP11ClientProtocol._finishResponse``: says which bytes that have come are no longer the response's.

pyproject.toml keeps Scrapy to the versions that have them, and tests/test_captures_wire.py fails where they are gone.
Where another handler is set, the recorder writes what Scrapy knows, and says so in the log and in each record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response
from twisted.internet.defer import Deferred

WIRE = "wire"

_Told = Callable[["Wire"], None]

_TRUNCATED = {
    ResponseDataLossError: "disconnect",
    DownloadCancelledError: "length",
    DownloadTimeoutError: "time",
}


@dataclass(slots=True)
class Wire:
    """The bytes of one request and of what came back.

    ``url`` is what was asked for where that is another spelling of the request's, ``peer`` the address that was
    connected to, ``truncated`` the reason, as in WARC-Truncated, why the response is not whole, ``surplus`` how many
    bytes came after it, and ``note`` what else there is to say of it.
    """

    sent: list[bytes] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    url: str | None = None
    peer: str | None = None
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float | None = None
    note: str | None = None
    truncated: str | None = None
    surplus: int = 0
    _began: float = field(default_factory=monotonic)

    def end(self, surplus: int = 0) -> None:
        """Note that the response has come, and how many bytes after it."""
        self.surplus = surplus
        self.seconds = monotonic() - self._began

    @property
    def request(self) -> bytes:
        """Return the request as it was sent."""
        return b"".join(self.sent)

    @property
    def response(self) -> bytes:
        """Return what was received in answer, interim responses (1xx) included."""
        received = b"".join(self.received)
        return received[: -self.surplus] if self.surplus else received


class WireDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler for HTTP/1.1 that leaves the bytes of each exchange in ``request.meta["wire"]``."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ready: Wire | None = None
        self._wires: dict[Request, Wire] = {}
        self._pool._factory = partial(_Factory, self._headers_came)  # type: ignore[assignment]  # noqa: SLF001
        crawler.signals.connect(self._claim, signal=signals.headers_received)

    async def download_request(self, request: Request) -> Response:
        """Download as Scrapy does."""
        request.meta.pop(WIRE, None)
        try:
            return await super().download_request(request)
        except Exception as error:
            if wire := self._wires.get(request):
                reasons = (why for kind, why in _TRUNCATED.items() if isinstance(error, kind))
                wire.truncated = next(reasons, "unspecified")
                wire.end()
            raise
        finally:
            if (wire := self._wires.pop(request, None)) is not None:
                request.meta[WIRE] = wire

    def _headers_came(self, wire: Wire) -> None:
        """Hold the bytes of the connection that has a response's headers, for the signal that follows at once."""
        self._ready = wire

    def _claim(self, request: Request) -> None:
        """Learn whose headers came: Scrapy says so in the same step in which the connection does."""
        wire, self._ready = self._ready, None
        if wire is not None:
            self._wires[request] = wire


class _Factory(_LenientHTTP11ClientFactory):
    """Makes connections that keep their bytes."""

    def __init__(self, headers_came: _Told, *arguments: Any) -> None:
        super().__init__(*arguments)  # type: ignore[no-untyped-call]
        self._headers_came = headers_came

    def buildProtocol(self, addr: object) -> _Protocol:  # noqa: N802 (Twisted's name)
        del addr
        return _Protocol(self._headers_came, self._quiescentCallback)


class _Protocol(_LenientHTTP11ClientProtocol):
    """A connection that keeps the bytes of its present request and response."""

    transport: Any

    def __init__(self, headers_came: _Told, *arguments: Any) -> None:
        super().__init__(*arguments)  # type: ignore[no-untyped-call]
        self._headers_came = headers_came
        self._wire: Wire | None = None

    def request(self, request: Any) -> Deferred[Any]:
        """Send as Twisted does, and note what is sent."""
        wire = self._wire = Wire(peer=getattr(self.transport.getPeer(), "host", None))
        transport, self.transport = self.transport, _Noting(self.transport, wire.sent)
        try:
            response: Deferred[Any] = super().request(request)
        finally:
            self.transport = transport

        def came(headers: object) -> object:
            self._headers_came(wire)
            return headers

        return response.addCallback(came)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Note and pass on."""
        if self._wire is not None:
            self._wire.received.append(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 (Twisted's name)
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.end(len(rest))
        super()._finishResponse(rest)


class _Noting:
    """A transport that notes what is written to it."""

    def __init__(self, transport: Any, sent: list[bytes]) -> None:
        self._transport = transport
        self._sent = sent

    def write(self, data: bytes) -> None:
        """Note and write."""
        self._sent.append(data)
        self._transport.write(data)

    def writeSequence(self, data: Iterable[bytes]) -> None:  # noqa: N802 (Twisted's name)
        """Note and write."""
        pieces = list(data)
        self._sent.extend(pieces)
        self._transport.writeSequence(pieces)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
