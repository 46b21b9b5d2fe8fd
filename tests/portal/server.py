"""A stand-in portal on a socket: a forward proxy that answers for the portal's hosts, and a plain server as well.

Pages are rendered beforehand; one thread with asyncio answers them.  Every request is logged.
"""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

from tests.portal.site import FAULTS, IN_SCOPE, PERMITTED, Resource, Site

CUT_AT = 2
"""A page that is cut off sends this fraction of its bytes (1/2) and closes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came in.  ``role`` and ``page`` (the clean URL of what was shown) are the portal's view of it."""

    host: str
    target: str
    status: int
    user_agent: str
    role: str
    page: str

    @property
    def url(self) -> str:
        """The absolute URL that was asked for."""
        return f"http://{self.host}{self.target}"


class Portal:
    """A stand-in portal in one of the layouts, served on 127.0.0.1 while the context is open.

    Set ``http_proxy=portal.proxy`` and crawl http://www.zj123.com/, or ask ``portal.proxy`` itself as a plain origin (the
    Host header decides then, the portal's own host where it names none of the portal's).
    """

    def __init__(
        self,
        layout: str,
        articles: int = 300,
        seed: int = 1,
        faults: Iterable[str] = FAULTS,
        port: int = 0,
        compress: bool = False,
    ) -> None:
        unknown = set(faults) - FAULTS
        if unknown:
            raise ValueError(f"unknown faults {sorted(unknown)}: choose from {sorted(FAULTS)}")
        self.site = Site(layout, articles, seed, frozenset(faults))
        self.truth: list[dict[str, Any]] = self.site.truth()
        self.budget = self.site.budget()
        self.needed = self.site.needed()
        self.log: list[Seen] = []
        self.port = port
        self._compress = compress or self.site.layout.compress
        self._lock = threading.Lock()
        self._healed: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._connections: set[asyncio.Transport] = set()

    # --- running -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Listen; returns when the port is open."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True, name="portal")
        self._thread.start()
        ready.wait()

    def _run(self, ready: threading.Event) -> None:
        self._loop = asyncio.new_event_loop()
        server = self._loop.run_until_complete(
            self._loop.create_server(lambda: _Connection(self), "127.0.0.1", self.port)
        )
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        server.close()
        for transport in tuple(self._connections):
            transport.abort()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.run_until_complete(server.wait_closed())
        self._loop.close()

    def stop(self) -> None:
        """Close the port and every connection."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def proxy(self) -> str:
        """What to put into ``http_proxy``."""
        return f"http://127.0.0.1:{self.port}"

    # --- what a crawl did --------------------------------------------------------------------------------------------

    def requests(self) -> list[Seen]:
        """Every request so far."""
        with self._lock:
            return list(self.log)

    def violations(self) -> list[str]:
        """One line for each request that should not have been made: foreign, out of scope, denied, trap or invented."""
        return [f"{seen.role}: {seen.url}" for seen in self.requests() if seen.role not in PERMITTED]

    def repeats(self) -> list[str]:
        """One line for each page in scope that was fetched more often than a crawler needs to.

        A crawler may try twice what failed (500, cut off, a redirect loop), and see a redirect and its target.
        """
        shown = Counter(seen.page for seen in self.requests() if seen.role in IN_SCOPE and seen.status == 200)
        cut = {url for url, fault in self.site.dead().items() if fault == "cut"}
        return [f"{count} times: {page}" for page, count in shown.items() if count > 1 and page not in cut | {"robots"}]

    def unseen(self) -> list[str]:
        """The article pages (first or later) that nobody has asked for."""
        shown = {seen.page for seen in self.requests() if seen.status == 200}
        roles = ("article", "continuation")
        return [key for key, res in self.site.resources.items() if res.role in roles and res.same_as not in shown]

    def forget(self) -> None:
        """Start a new log, as for a second crawl."""
        with self._lock:
            self.log.clear()
            self._healed.clear()

    # --- answering ---------------------------------------------------------------------------------------------------

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        """The bytes of a response, and whether the connection must close after them."""
        host, path = _split(target, headers.get("host", ""))
        name = host.rsplit(":", 1)[0].lower()
        if method == "CONNECT" or not self.site.owns(name):
            if method == "CONNECT" or target.startswith("http://"):
                foreign = Resource(
                    "foreign", 502, (("Content-Type", "text/plain"),), b"not a host of this portal", target
                )
                return self._send(method, host, path, headers, foreign)
            host = self.site.layout.host
        found = self.site.find(f"http://{host}{path}")
        if found.behaviour == "heals" and self._count(found.same_as) == 1:
            found = Resource(found.role, 500, (("Content-Type", "text/html"),), b"<h1>Server Error</h1>", found.same_as)
        return self._send(method, host, path, headers, found)

    def _count(self, page: str) -> int:
        with self._lock:
            self._healed[page] += 1
            return self._healed[page]

    def _send(self, method: str, host: str, path: str, headers: dict[str, str], found: Resource) -> tuple[bytes, bool]:
        agent = headers.get("user-agent", "")
        with self._lock:
            self.log.append(Seen(host, path, found.status, agent, found.role, found.same_as))
        body, extra = found.body, found.headers
        if self._compress and body and "gzip" in headers.get("accept-encoding", ""):
            body, extra = gzip.compress(body, 1), (*extra, ("Content-Encoding", "gzip"))
        close = found.behaviour == "cut" or headers.get("connection", "").lower() == "close"
        lines = [f"HTTP/1.1 {found.status} {HTTPStatus(found.status).phrase}", "Server: Microsoft-IIS/6.0"]
        lines += [f"{name}: {value}" for name, value in extra]
        lines += [f"Content-Length: {len(body)}", f"Connection: {'close' if close else 'keep-alive'}", "", ""]
        sent = b"" if method == "HEAD" else body[: len(body) // CUT_AT] if found.behaviour == "cut" else body
        return "\r\n".join(lines).encode("latin-1") + sent, close


def _split(target: str, host: str) -> tuple[str, str]:
    """Host and path of a request target in absolute form, or in origin form with the Host header."""
    if not target.startswith("http://"):
        return host, target
    authority, slash, path = target.removeprefix("http://").partition("/")
    return authority, slash + path if slash else "/"


class _Connection(asyncio.Protocol):
    """One connection; answers each request as it comes, in order."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._portal._connections.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._transport is not None:
            self._portal._connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting and self._transport is not None:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            method, target, _ = first.split(" ", 2)
            pairs = (line.partition(":") for line in lines)
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            answer, close = self._portal.answer(method, target, headers)
            self._transport.write(answer)
            if close:
                self._transport.close()
                return
