"""Web archives on loopback: answers written by a test, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Reply = tuple[int, Mapping[str, str], bytes]


@dataclass(frozen=True)
class WebArchive:
    """Where an archive listens, and the targets that it was asked for."""

    url: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(reply: Callable[[str, Message], Reply]) -> Iterator[WebArchive]:
    """Answer each request with what ``reply`` gives for its target and header fields."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            archive.asked.append(self.path)
            status, headers, body = reply(self.path, self.headers)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | dict(headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    archive = WebArchive(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield archive
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
