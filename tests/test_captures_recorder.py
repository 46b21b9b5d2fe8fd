"""A crawl over loopback HTTP, recorded: what the spider is told and what other programs find in the file."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import scrapy
from scrapy.http import Response

from tests.exchanges import FETCHED_AT
from tests.recorded import STOCK, crawl
from zjcrawl.captures.reading import iter_records, read_record
from zjcrawl.captures.recorder import exchange_of, origin, reconstructed
from zjcrawl.captures.wire import Wire
from zjcrawl.records import Capture, RecordRef

PAGE = "<html><title>余杭</title>".encode("gbk") * 50
LARGE_PAGE = os.urandom(100_000)  # does not compress


class Site(BaseHTTPRequestHandler):
    """Answers in the ways that a recorder must get right."""

    protocol_version = "HTTP/1.1"
    broken_once = False

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            self.answer(200, b"User-agent: *\nAllow: /\n", ("Content-Type", "text/plain"))
        elif path == "/gzip":
            self.answer(200, gzip.compress(PAGE), ("Content-Encoding", "gzip"), ("Content-Type", "text/html"))
        elif path == "/chunked":
            self.answer(200, b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n", ("Transfer-Encoding", "chunked"))
        elif path == "/redirect":
            self.answer(302, b"moved", ("Location", "/gzip?from=redirect"))
        elif path == "/cookies":
            self.answer(200, b"<html>", ("Set-Cookie", "a=1"), ("X-Name", "x"), ("Set-Cookie", "b=2"))
        elif path == "/heals" and not Site.broken_once:
            Site.broken_once = True
            self.answer(503, b"later")
        elif path == "/heals":
            self.answer(200, b"<html>healed")
        elif path == "/large":
            self.answer(200, LARGE_PAGE)
        else:
            self.answer(404, b"<html>none")

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for header in headers:
            self.send_header(*header)
        if ("Transfer-Encoding", "chunked") not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def home() -> Iterator[str]:
    Site.broken_once = False
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def by_path(captures: list[Capture], home: str) -> dict[tuple[str, int], Capture]:
    return {(capture.url.removeprefix(home), capture.status): capture for capture in captures}


def test_every_response_is_recorded_and_the_spider_is_told_where(home: str, tmp_path: Path) -> None:
    told, log = crawl(home, tmp_path, "/gzip", "/chunked", "/redirect", "/cookies", "/heals")
    (path,) = tmp_path.iterdir()
    captures = by_path(list(iter_records(path)), home)

    assert set(captures) == {
        ("/robots.txt", 200),
        ("/first", 404),
        ("/gzip", 200),
        ("/chunked", 200),
        ("/redirect", 302),
        ("/gzip?from=redirect", 200),
        ("/cookies", 200),
        ("/heals", 503),
        ("/heals", 200),
    }
    assert "ERROR" not in log
    for seen in told:
        capture = captures[seen["url"].removeprefix(home), seen["status"]]
        assert capture.record == RecordRef(*seen["record"])
        assert read_record(tmp_path, capture.record) == capture
        assert str(capture.fetched_at) == seen["fetched_at"]
        assert capture.body.decode("latin-1") == seen["body"]
    assert len(told) == 6


def test_what_led_to_a_response_is_recorded(home: str, tmp_path: Path) -> None:
    crawl(home, tmp_path, "/redirect")
    (path,) = tmp_path.iterdir()
    content = gzip.decompress(path.read_bytes())
    assert b"\r\n\r\nhopsFromSeed: P\r\nfetchTimeMs: " in content  # robots.txt
    assert f"\r\n\r\nvia: {home}/redirect\r\nhopsFromSeed: LR\r\nfetchTimeMs: ".encode() in content


def test_another_handler_is_recorded_by_what_scrapy_knows_and_the_record_says_so(home: str, tmp_path: Path) -> None:
    told, log = crawl(home, tmp_path, "/gzip", "/chunked", "/cookies", DOWNLOAD_HANDLERS={"http": STOCK})
    (path,) = tmp_path.iterdir()
    content = gzip.decompress(path.read_bytes())
    check = subprocess.run([Path(sys.executable).with_name("warcio"), "check", path], capture_output=True, check=False)
    captures = by_path(list(iter_records(path)), home)
    assert (check.returncode, check.stdout) == (0, b"")
    assert log.count("without the bytes of the wire") == 1
    assert content.count(b"description: put together from what Scrapy kept") == len(told) + 1
    assert gzip.compress(PAGE)[10:] in content
    assert b"Transfer-Encoding" not in content
    assert captures["/chunked", 200].body == b"<html>"
    cookies = [value for name, value in captures["/cookies", 200].headers if name == "Set-Cookie"]
    assert cookies == ["a=1", "b=2"]
    assert b"GET /chunked HTTP/1.1\r\nHost: 127.0.0.1:" in content
    assert b"WARC-IP-Address: 127.0.0.1\r\n" in content


def test_a_failure_to_write_stops_the_crawl_at_once_with_one_line(home: str, tmp_path: Path) -> None:
    told, log = crawl(home, tmp_path, "/gzip", "/large", "/cookies", "/chunked", size_limit=20_000)
    errors = [line for line in log.splitlines() if " ERROR: " in line]
    assert [seen["url"].removeprefix(home) for seen in told][:2] == ["/first", "/gzip"]
    assert all(seen["record"] is None for seen in told[2:])
    assert len(told) <= 3
    assert len(errors) == 1
    assert "cannot write captures into" in errors[0]
    assert "Closing spider (capture_failed)" in log
    assert "Traceback" not in log
    (path,) = tmp_path.iterdir()
    assert [capture.url.removeprefix(home) for capture in iter_records(path)] == ["/robots.txt", "/first", "/gzip"]


def test_without_a_writer_it_does_nothing(home: str, tmp_path: Path) -> None:
    told, log = crawl(home, "", "/gzip")
    assert [seen["record"] for seen in told] == [None, None]
    assert "ERROR" not in log
    assert list(tmp_path.iterdir()) == []


def test_what_is_meant_for_a_proxy_is_not_recorded() -> None:
    request = scrapy.Request(
        "http://example.com/p?q=1#f",
        headers={"Proxy-Authorization": "Basic secret", "User-Agent": "zjcrawl"},
        meta={"proxy": "http://127.0.0.1:3128"},
    )
    response = Response(
        "http://example.com/p?q=1", ip_address=IPv4Address("127.0.0.1"), protocol="HTTP/1.0", flags=["dataloss"]
    )
    exchange = reconstructed(request, response, FETCHED_AT)
    assert exchange.request == b"GET /p?q=1 HTTP/1.1\r\nHost: example.com\r\nUser-Agent: zjcrawl\r\n\r\n"
    assert exchange.ip is None
    assert exchange.response == b"HTTP/1.0 200 OK\r\n\r\n"
    assert exchange.truncated == "disconnect"

    sent = b"GET http://example.com/p?q=1 HTTP/1.1\r\nPROXY-authorization: Basic secret\r\nHost: example.com\r\n\r\n"
    wire = Wire([sent], [b"HTTP/1.1 200 OK\r\n\r\n"], peer="127.0.0.1")
    known = exchange_of(request, wire)
    assert known is not None
    assert known.request == b"GET http://example.com/p?q=1 HTTP/1.1\r\nHost: example.com\r\n\r\n"
    assert known.ip is None


def test_a_redirected_request_names_where_it_came_from() -> None:
    meta = {
        "redirect_urls": ["http://example.com/1", "http://example.com/2"],
        "hops": "LL",
        "via": "http://example.com/",
    }
    assert origin(scrapy.Request("http://example.com", meta=meta)) == ("http://example.com/2", "LLRR")


def test_who_makes_a_request_says_what_led_to_it() -> None:
    assert origin(scrapy.Request("http://example.com")) == (None, None)
    assert origin(scrapy.Request("http://example.com", meta={"via": None, "hops": ""})) == (None, "")
    assert origin(scrapy.Request("http://example.com", meta={"via": "http://example.com/0", "hops": "LL"})) == (
        "http://example.com/0",
        "LL",
    )
    referred = scrapy.Request("http://example.com", headers={"Referer": "http://example.com/0"})
    assert origin(referred) == ("http://example.com/0", "L")
