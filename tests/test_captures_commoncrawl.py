"""Common Crawl's indexes are asked page by page, and its records fetched one by one."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from tests.archives import Reply, WebArchive, served
from tests.exchanges import exchange
from zjcrawl.captures.commoncrawl import CommonCrawl
from zjcrawl.captures.remote import Client, Manners
from zjcrawl.captures.source import Span
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError, SourceUnreachableError, UsageError
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/1.html"
NAME = "crawl-data/CC-MAIN-2013-20/warc/1.warc.gz"


class Crawls:
    """Two crawls of Common Crawl's with a page of ours in the first: its index, and the file that has its record."""

    def __init__(self, folder: Path) -> None:
        with WarcWriter(folder, "zj123") as writer:
            self.ref = writer.write(exchange(b"page", (("Content-Type", "text/html"),), URL))
        self.content = (folder / self.ref.file).read_bytes()
        self.lines = [self.line()]
        self.origin = ""

    def line(self, **more: Any) -> str:
        known = {
            "urlkey": "com,zj123)/news/1.html", "timestamp": "20101020000000", "url": URL, "mime": "text/html",
            "status": "200", "digest": "A", "length": str(self.ref.length), "offset": str(self.ref.offset),
            "filename": NAME,
        }  # fmt: skip
        return json.dumps(known | more)

    def reply(self, target: str, headers: Message) -> Reply:
        if target == "/collinfo.json":
            known = [
                {
                    "id": "old",
                    "cdx-api": f"{self.origin}/old",
                    "from": "2010-10-01T00:00:00",
                    "to": "2010-10-30T00:00:00",
                },
                {"id": "none", "cdx-api": f"{self.origin}/none"},
            ]
            return 200, {}, json.dumps(known).encode()
        if target == f"/{NAME}":
            first, last = map(int, headers["Range"].removeprefix("bytes=").split("-"))
            return 206, {}, self.content[first : last + 1]
        if target.startswith("/none"):
            return 404, {}, b'{"message": "No Captures found for: zj123.com"}'
        if "showNumPages" in target:
            return 200, {}, json.dumps({"pages": len(self.lines), "pageSize": 5, "blocks": 1}).encode()
        if target.startswith("/old"):
            return 200, {}, self.lines[int(target.rpartition("=")[2])].encode()
        return 404, {}, b""


def opened(archive: WebArchive, span: Span = Span()) -> CommonCrawl:  # noqa: B008 (it is frozen)
    client = Client(Manners("zjcrawl/test", 0.0), lambda _: None)
    return CommonCrawl(ZJ123, client, f"{archive.url}/collinfo.json", archive.url, span, 100_000)


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path)


@pytest.fixture
def archive(crawls: Crawls) -> Iterator[WebArchive]:
    with served(crawls.reply) as archive:
        crawls.origin = archive.url
        yield archive


def test_a_record_is_fetched_by_its_range(archive: WebArchive) -> None:
    source = opened(archive)
    (stored,) = source.find(URL)
    copy = source.read(stored)
    assert copy.message.endswith(b"\r\n\r\npage")
    assert copy.origin.startswith(f"{archive.url}/{NAME} at ")
    assert archive.asked[-1] == f"/{NAME}"


def test_every_page_of_an_index_is_read_and_damaged_lines_are_left_out(
    crawls: Crawls, archive: WebArchive, caplog: pytest.LogCaptureFixture
) -> None:
    later = crawls.line(timestamp="20101021000000", digest="B")
    crawls.lines += ["\n".join((crawls.line(timestamp="20101020120000"), "{torn", crawls.line(offset="-1"), later))]
    with caplog.at_level(logging.WARNING):
        assert [stored.fetched_at.day for stored in opened(archive).find(URL)] == [20, 21]
    assert "2 lines of the indexes cannot be read" in caplog.text


def test_crawls_of_other_days_are_not_asked(archive: WebArchive) -> None:
    with pytest.raises(UsageError, match=r"no captures of zj123\.com"):
        opened(archive, Span(since=date(2011, 1, 1)))
    assert not [target for target in archive.asked if target.startswith("/old")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"filename": "gone.warc.gz"}, "it answers 404"),
        ({"filename": "../../etc/passwd"}, "it answers 404"),
        ({"offset": "1"}, "cannot be read"),
        ({"url": "http://www.zj123.com/other"}, "it is a response record of"),
        ({"length": "99999999999"}, "larger than 100000 bytes"),
    ],
)
def test_what_the_index_promises_and_the_files_do_not_have_is_said(
    crawls: Crawls, archive: WebArchive, more: dict[str, str], said: str
) -> None:
    crawls.lines = [crawls.line(**more)]
    source = opened(archive)
    (stored,) = source.find(more.get("url", URL))
    with pytest.raises(CaptureError, match=said):
        source.read(stored)


def test_a_list_that_is_none_is_said() -> None:
    with served(lambda *_: (200, {}, b"<html>")) as archive, pytest.raises(SourceUnreachableError, match="no list"):
        opened(archive)


def test_an_index_without_pages_gives_all_at_once_and_revisits_are_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crawls = Crawls(tmp_path)
    revisit = json.loads(crawls.line(mime="warc/revisit", timestamp="20101021000000"))
    del revisit["status"]

    def reply(target: str, headers: Message) -> Reply:
        if target.startswith("/old"):
            return 200, {}, f"{crawls.line()}\n{json.dumps(revisit)}\n".encode()
        return crawls.reply(target, headers)

    with served(reply) as archive:
        crawls.origin = archive.url
        source = opened(archive)
        (stored,) = source.find(URL)
        assert source.read(stored).message.endswith(b"\r\n\r\npage")
        assert [target for target in archive.asked if target.startswith("/old")] == [
            "/old?url=zj123.com&matchType=domain&output=json&showNumPages=true"
        ]
    assert "left out" not in caplog.text
