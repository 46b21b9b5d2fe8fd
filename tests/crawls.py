"""Crawls as people run them: the command in a process of its own, against a stand-in portal behind ``http_proxy``."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from tests.portal import FAULTS, LAYOUTS, Portal, Site

ROOT = Path(__file__).parents[1]
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
_LEFT_OUT = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "zjcrawl_contact")
_SECONDS = 120


_SHORT_LISTS = {letter: type(layout.__name__, (layout,), {"page_size": 4}) for letter, layout in LAYOUTS.items()}


class SmallPortal(Portal):
    """A portal whose few articles fill several pages of each list."""

    def __init__(
        self,
        layout: str,
        articles: int = 60,
        seed: int = 1,
        faults: Iterable[str] = FAULTS,
        *,
        compress: bool = False,
    ) -> None:
        super().__init__(layout, articles, seed, faults, compress=compress)
        self.site = Site(layout, articles, seed, frozenset(faults), _SHORT_LISTS)
        self.truth, self.budget, self.needed = self.site.truth(), self.site.budget(), self.site.needed()


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """What the command itself says on stderr, in the one line that it has for it."""
        (line,) = (line for line in self.err.splitlines() if line.startswith("zjcrawl: "))
        return line


def environment(proxy: str | None = None, **more: str) -> dict[str, str]:
    """The environment of a command: this one, without its proxies and contact, and with ``proxy``."""
    kept = {name: value for name, value in os.environ.items() if name.lower() not in _LEFT_OUT}
    return kept | ({"http_proxy": proxy} if proxy else {}) | more


def command(*arguments: str | Path) -> list[str]:
    """The command line of a verb, with warnings as errors."""
    return [sys.executable, "-W", "error", "-m", "zjcrawl.cli", *map(str, arguments)]


def run(*arguments: str | Path, proxy: str | None = None, stdin: bytes = b"", cwd: Path = ROOT) -> Finished:
    """Run a verb to its end."""
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, cwd=cwd, env=environment(proxy), timeout=_SECONDS
    )
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def crawl(database: Path, proxy: str | None, *options: str) -> Finished:
    """Crawl into ``database`` without the manners that a real site is due."""
    return run("crawl", "zj123", "--db", database, *FAST, *options, proxy=proxy)


def rows(database: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """What a query gives."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, parameters).fetchall()


def is_whole(database: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    return rows(database, "PRAGMA integrity_check") == [("ok",)] and not rows(database, "PRAGMA foreign_key_check")


def copied(database: Path, folder: Path) -> Path:
    """A copy of an archive, without its captures, in another folder."""
    target = folder / database.name
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as sink:
        source.backup(sink)
    return target


Answer = Callable[[BinaryIO], object]
"""Writes a whole response, head included; the connection is closed after it."""


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> Answer:
    """A response of one piece; ``length`` is what its head says where that is not so."""
    promised = len(body) if length is None else length
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {promised}", "Connection: close", *headers, "", ""))
    return lambda stream: stream.write(head.encode() + body)


class Misbehaving:
    """A stand-in portal in which some URLs are answered otherwise, a response at a time."""

    def __init__(self, portal: Portal, otherwise: Mapping[str, Answer]) -> None:
        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline().decode("latin-1"):
                    method, target, _ = line.split(" ", 2)
                    pairs = (header.decode("latin-1").partition(":") for header in iter(self.rfile.readline, b"\r\n"))
                    headers = {name.lower(): value.strip() for name, _, value in pairs}
                    if target in otherwise:
                        asked.append(target)
                        try:
                            otherwise[target](cast("BinaryIO", self.wfile))
                        except ConnectionError:
                            refused.append(target)
                        return
                    response, close = portal.answer(method, target, headers)
                    self.wfile.write(response)
                    if close:
                        return

        asked = self.asked = list[str]()
        refused = self.refused = list[str]()
        """The URLs whose response the client did not take to its end."""
        self._server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.proxy = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
