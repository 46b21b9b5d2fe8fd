"""The bundled portal, served on loopback and crawled as if it were the live one.

Its pages are reconstructions in the manner of 2003, generated from the text of one real page; nothing was captured.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from zjcrawl.crawling import crawl
from zjcrawl.errors import UsageError
from zjcrawl.store.files import side_files, warc_folder

_PACKAGED = Path(__file__).with_name("_portal")
_CHECKED_OUT = Path(__file__).parent.parent / "fixtures" / "portal"
_FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 4}


@dataclass(frozen=True, slots=True)
class SavedResponse:
    """A response as the manifest describes it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def run_demo(database: Path, options: Mapping[str, object], *, replace: bool = False) -> int:
    """Crawl the bundled portal into a new ``database`` and return the number of articles in it.

    ``replace`` removes an earlier ``database`` and its captures first.

    :raises UsageError: the file is there already, the bundled pages are not, or the folder cannot be made.
    """
    if database.exists() and not replace:
        raise UsageError(f"{database}: is there already; remove it or name another --db")
    responses = bundled_portal()
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{database.parent}: cannot be made: {error.strerror}; name another --db") from error
    for path in (database, *side_files(database)):
        path.unlink(missing_ok=True)
    shutil.rmtree(warc_folder(database), ignore_errors=True)
    with serve(responses) as address:
        os.environ["http_proxy"] = address
        os.environ.pop("no_proxy", None)
        return crawl("zj123", database, {**options, **_FAST}).articles


def bundled_portal() -> dict[str, SavedResponse]:
    """Return the bundled responses by URL."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKED_OUT
    manifest = folder / "pages.jsonl"
    if not manifest.is_file():
        raise UsageError(f"{manifest}: the bundled pages are not there; install zjcrawl from a checkout or a wheel")
    responses = {}
    for line in manifest.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        headers = tuple((str(name), str(value)) for name, value in page["headers"])
        body = (folder / page["file"]).read_bytes() if page["file"] else b""
        responses[page["url"]] = SavedResponse(page["status"], headers, body)
    return responses


@contextmanager
def serve(responses: Mapping[str, SavedResponse]) -> Iterator[str]:
    """Serve ``responses`` as an HTTP proxy on loopback and give its address; a URL without a response answers 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            saved = responses.get(self.path, _NOT_FOUND)
            self.send_response(saved.status)
            for name, value in saved.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(saved.body)))
            self.end_headers()
            self.wfile.write(saved.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by its base
            """Keep quiet; the crawl's own log names each page."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_NOT_FOUND = SavedResponse(404, (("Content-Type", "text/html"),), b"<html><body>404 Not Found</body></html>")
