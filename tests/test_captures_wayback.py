"""A Wayback Machine's index is read to its end, and captures come from it as they were archived."""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.archives import Reply, served
from zjcrawl.captures.exchange import labelled_digest
from zjcrawl.captures.remote import Client, Manners
from zjcrawl.captures.source import Span
from zjcrawl.captures.wayback import WaybackMachine
from zjcrawl.errors import CaptureError, SourceUnreachableError, UsageError
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/1.html"
NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
PAGE = "<p>民营经济</p>".encode("gb18030")


def row(moment: str, digest: str = "A", url: str = URL, mime: str = "text/html", status: str = "200") -> list[str]:
    return ["com,zj123)/news/1", moment, url, mime, status, digest, "99"]


def array(*rows: list[str]) -> bytes:
    """An answer of the Wayback Machine, an array of arrays."""
    return ("[" + ",\n".join(map(json.dumps, [NAMES, *rows])) + "]\n").encode()


def opened(url: str, span: Span = Span()) -> WaybackMachine:  # noqa: B008 (it is frozen)
    client = Client(Manners("zjcrawl/test", 0.0), lambda _: None)
    return WaybackMachine(ZJ123, client, f"{url}/cdx", f"{url}/web/", span, 1000)


def moments(machine: WaybackMachine) -> list[str]:
    return [stored.place[0] for stored in machine.find(URL)]


def test_the_index_is_read_page_after_page_and_repeats_are_left_out() -> None:
    pages = {
        None: array(row("20101020000000"), row("20101021000000"), [], ["key"]),
        "key": array(row("20101023000000", "A"), row("20101022000000", "B"), row("20101024000000", "A", status="-")),
    }
    with served(lambda target, _: (200, {}, pages[parse_qs(urlsplit(target).query).get("resumeKey", [None])[0]])) as on:
        assert moments(opened(on.url)) == ["20101020000000", "20101022000000", "20101023000000"]
        assert moments(opened(on.url, Span(date(2010, 10, 21), date(2010, 10, 22)))) == [
            "20101021000000",
            "20101022000000",
        ]
    query = parse_qs(urlsplit(on.asked[-1]).query)
    assert (query["from"], query["to"], query["matchType"]) == (["20101021"], ["20101022235959"], ["domain"])


def test_damaged_lines_and_others_pages_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    body = array(row("20101020000000"), row("when?"), row("20101021000000", "B", "http://example.org/"))
    body = body.replace(b'"]]', b'"],\n["torn", "li\n["1"]]')
    with served(lambda *_: (200, {}, body)) as archive, caplog.at_level(logging.WARNING):
        assert moments(opened(archive.url)) == ["20101020000000"]
    assert "3 lines of the index cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        ((200, {}, b"[]"), UsageError, "no captures of zj123.com"),
        ((404, {}, b""), UsageError, "no captures of zj123.com"),
        ((403, {}, b"blocked"), SourceUnreachableError, "403 Forbidden"),
        ((200, {}, b"<html>Sorry"), SourceUnreachableError, "something else than an index"),
        ((503, {}, b""), SourceUnreachableError, "503 Service Unavailable; crawl again later"),
    ],
)
def test_an_index_that_is_none_is_said(reply: Reply, error: type[Exception], said: str) -> None:
    with served(lambda *_: reply) as archive, pytest.raises(error, match=said):
        opened(archive.url)


MEMENTO = {"Memento-Datetime": "Wed, 20 Oct 2010 00:00:00 GMT"}


def read(headers: Mapping[str, str], body: bytes, status: int = 200) -> tuple[str, bytes, str]:
    """What a capture is: its head, its body and its origin."""
    index = array(row("20101020000000", labelled_digest(PAGE).removeprefix("sha1:")))
    with served(lambda target, _: (200, {}, index) if "cdx?" in target else (status, headers, body)) as archive:
        machine = opened(archive.url)
        (stored,) = machine.find(URL)
        copy = machine.read(stored)
    assert archive.asked[-1] == f"/web/20101020000000id_/{URL}"
    head, _, received = copy.message.partition(b"\r\n\r\n")
    return head.decode(), received, copy.origin


def test_a_capture_has_the_head_that_was_archived() -> None:
    sent = MEMENTO | {
        "x-archive-orig-Server": "Microsoft-IIS/6.0",
        "X-Archive-Orig-Content-Length": "999",
        "Content-Type": "text/html",
        "X-Page-Cache": "HIT",
    }
    head, body, origin = read(sent, PAGE)
    assert head.splitlines() == [
        "HTTP/1.1 200 OK",
        "Server: Microsoft-IIS/6.0",
        "Content-Type: text/html",
        f"Content-Length: {len(PAGE)}",
    ]
    assert body == PAGE
    assert f"/web/20101020000000id_/{URL}, head put together" in origin
    assert "digest" not in origin


def test_a_coding_that_the_replay_put_on_is_taken_off_again() -> None:
    head, body, _ = read(MEMENTO | {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert "Content-Encoding" not in head
    assert body == PAGE


def test_a_body_that_is_not_the_one_of_the_index_says_so() -> None:
    head, _, origin = read(MEMENTO | {"Content-Encoding": "gzip"}, gzip.compress(b"other"))
    assert "Content-Encoding: gzip" in head
    assert "the archive's index has digest" in origin


def test_an_archived_redirect_leads_to_the_portal_again() -> None:
    location = {"Location": "/web/20101020000000id_/http://www.zj123.com/new.html"}
    head, _, _ = read(MEMENTO | location, b"", 302)
    assert "Location: http://www.zj123.com/new.html" in head


@pytest.mark.parametrize(
    ("headers", "status", "said"),
    [
        ({}, 404, "gone from the archive; it answers 404"),
        ({"Memento-Datetime": "Thu, 21 Oct 2010 00:00:00 GMT"}, 200, "gives the capture of Thu, 21 Oct"),
        ({"Memento-Datetime": "some day"}, 200, "gives the capture of some day"),
    ],
)
def test_a_capture_that_is_gone_is_not_replaced_by_another(headers: dict[str, str], status: int, said: str) -> None:
    with pytest.raises(CaptureError, match=said):
        read(headers, PAGE, status)
