"""Requests carry what the archive knows of a page, and a 304 brings the archive's copy."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from tests.exchanges import FETCHED_AT
from zjcrawl.captures.reading import Original
from zjcrawl.frontier.ledger import NO_VALIDATORS, Validators
from zjcrawl.records import Capture, RecordRef
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.spiders.conditional import ConditionalRequests

URL = "http://www.zj123.com/1"
HEADERS = (
    ("ETag", '"one"'),
    ("last-modified", "Wed, 20 Oct 2010 08:05:09 GMT"),
    ("Content-Encoding", "gzip"),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
)
REF = RecordRef("zj123.warc.gz", 0, 99, "sha1:A")
COPY = Original(REF, URL, "2026-11-22T08:05:09Z", b"", Capture(URL, 200, HEADERS, b"page", FETCHED_AT, REF))


def middleware(stored: Original | None = COPY, enabled: bool = True) -> ConditionalRequests:
    captures = SimpleNamespace(last=lambda url: stored if url == URL else None)
    known = {URL: Validators('"one"')} if stored else {}
    session = SimpleNamespace(captures=captures, validators=lambda url: known.get(url, NO_VALIDATORS))
    spider = SimpleNamespace(session=session, site=ZJ123)
    crawler: Any = SimpleNamespace(spider=spider, settings=Settings({"ZJCRAWL_CONDITIONAL_REQUESTS": enabled}))
    return ConditionalRequests(crawler)


def test_what_the_archive_has_is_asked_for_with_its_validators() -> None:
    request = Request(URL)
    middleware().process_request(request)
    assert request.headers["If-None-Match"] == b'"one"'
    assert request.headers["If-Modified-Since"] == b"Wed, 20 Oct 2010 08:05:09 GMT"


@pytest.mark.parametrize(
    ("request_", "stored", "enabled"),
    [
        (Request(URL), None, True),
        (Request(URL + "2"), COPY, True),
        (Request(URL, method="POST"), COPY, True),
        (Request(URL), COPY, False),
    ],
)
def test_anything_else_is_asked_for_plainly(request_: Request, stored: Original | None, enabled: bool) -> None:
    request_.headers["If-None-Match"] = "of the page that was redirected here"
    middleware(stored, enabled).process_request(request_)
    assert not {b"If-None-Match", b"If-Modified-Since"} & request_.headers.keys()


@pytest.mark.parametrize("asked", [True, False])
def test_the_copy_takes_the_place_of_a_304_asked_for_or_not(asked: bool) -> None:
    request, conditional = Request(URL), middleware(enabled=asked)
    conditional.process_request(request)
    response = conditional.process_response(request, Response(URL, 304, {"ETag": '"two"'}))
    assert (response.status, response.body) == (200, b"page")
    assert response.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]
    assert "Content-Encoding" not in response.headers


def test_other_responses_and_304_without_a_copy_pass() -> None:
    request = Request(URL)
    for conditional, response in ((middleware(), Response(URL, 200)), (middleware(None), Response(URL, 304))):
        conditional.process_request(request)
        assert conditional.process_response(request, response) is response


def test_without_an_archive_nothing_is_added() -> None:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(), settings=Settings({"ZJCRAWL_CONDITIONAL_REQUESTS": True}))
    request = Request(URL)
    ConditionalRequests(crawler).process_request(request)
    assert not request.headers
