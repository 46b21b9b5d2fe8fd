"""ReplayWeb.page, in a browser, opens a package that we wrote and shows its articles."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.crawls import ROOT, SmallPortal, crawl, rows, run

PLAYER = ROOT / ".replayweb"
CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SECONDS = 90
PACKAGE = "/crawl.wacz"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium"),
    pytest.mark.skipif(not (PLAYER / "installed").exists(), reason="no ReplayWeb.page: make .replayweb/installed"),
]

PROBE = """<!doctype html><iframe src="/index.html?%s#%s"></iframe><script>
function read(node) {
  let text = node.nodeType === 3 ? node.data : "";
  if (node.shadowRoot) text += read(node.shadowRoot);
  if (node.tagName === "IFRAME") try { text += read(node.contentDocument) } catch (elsewhere) {}
  for (const child of node.childNodes) text += read(child);
  return text;
}
setInterval(() => fetch("/told", {method: "POST", body: read(document)}), 500);
</script>"""
"""Shows the player in a frame, and tells what can be read in it and in the frames within."""


def without_space(text: str) -> str:
    """Markup parts lines otherwise than we do."""
    return "".join(text.split())


@dataclass
class Shown:
    """What the browser is to show, what it last showed, and whether the one was in the other."""

    package: Path
    url: str
    time: str
    wanted: str
    last: str = ""

    def __post_init__(self) -> None:
        self.seen = Event()


class Handler(SimpleHTTPRequestHandler):
    """Serves the player, the package in the parts that are asked for, and the page that watches."""

    protocol_version = "HTTP/1.1"

    def __init__(self, shown: Shown, *arguments: Any) -> None:
        self.shown = shown
        super().__init__(*arguments, directory=str(PLAYER))

    def log_message(self, *_: Any) -> None:
        pass

    def do_POST(self) -> None:
        self.shown.last = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.shown.wanted in without_space(self.shown.last):
            self.shown.seen.set()
        self.answer(b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if self.path == PACKAGE:
            self.part(self.shown.package.read_bytes())
        elif self.path == "/":
            place = urlencode({"view": "resources", "url": self.shown.url, "ts": self.shown.time})
            self.answer((PROBE % (urlencode({"source": PACKAGE}), place)).encode(), "text/html")
        else:
            super().do_GET()

    def part(self, data: bytes) -> None:
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range") or "")
        if wanted is None:
            self.answer(data)
            return
        start = int(wanted[1]) if wanted[1] else max(0, len(data) - int(wanted[2]))
        end = min(int(wanted[2]), len(data) - 1) if wanted[1] and wanted[2] else len(data) - 1
        self.answer(data[start : end + 1], part=f"bytes {start}-{end}/{len(data)}")

    def answer(self, body: bytes, kind: str = "application/octet-stream", part: str | None = None) -> None:
        self.send_response(206 if part else 200)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Accept-Ranges", "bytes")):
            self.send_header(name, value)
        if part:
            self.send_header("Content-Range", part)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def watched(shown: Shown, profile: Path) -> Iterator[None]:
    """Have a browser show it for as long as the block lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, shown)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        line = [str(CHROMIUM), *QUIET, f"--user-data-dir={profile}", f"http://127.0.0.1:{server.server_port}/"]
        browser = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
        try:
            yield
        finally:
            browser.terminate()
            browser.wait(30)
            server.shutdown()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal crawled twice; its second captures are revisits."""
    database = tmp_path_factory.mktemp("replayweb") / "live.db"
    with SmallPortal("e", 20, faults=()) as portal:
        assert crawl(database, portal.proxy).code == 0
        assert crawl(database, portal.proxy, "--refresh").code == 0
    done = run("export", database, "-f", "wacz", "-o", database.with_name("crawl.wacz"))
    assert done.code == 0, done.err
    return database


CAPTURES = """
SELECT c.url, c.fetched_at, a.body, c.original_id IS NOT NULL FROM article AS a JOIN capture AS c ON c.url = a.url
WHERE a.url = (SELECT min(url) FROM article) ORDER BY c.fetched_at"""


@pytest.mark.parametrize(("capture", "is_revisit"), [(0, 0), (-1, 1)])
def test_an_article_is_shown_as_it_was_captured(crawled: Path, tmp_path: Path, capture: int, is_revisit: int) -> None:
    url, time, body, revisited = rows(crawled, CAPTURES)[capture]
    assert revisited == is_revisit
    shown = Shown(crawled.with_name("crawl.wacz"), url, re.sub(r"\D", "", time), without_space(body))
    with watched(shown, tmp_path / "profile"):
        assert shown.seen.wait(SECONDS), shown.last[-2000:]
