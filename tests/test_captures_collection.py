"""Files of captures, ours and other programs', whole and damaged, are found and read by URL and time."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests import exchanges
from tests.exchanges import FETCHED_AT
from zjcrawl.captures.collection import Collection
from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.reading import read_original
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError, UsageError
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/1.html"
HTML = (("Content-Type", "text/html"),)


def exchange(body: bytes, days: int = 0, url: str = URL, **more: Any) -> Exchange:
    return exchanges.exchange(body, HTML, url, fetched_at=FETCHED_AT + timedelta(days=days), **more)


def ours(folder: Path, *written: Exchange) -> Path:
    with WarcWriter(folder, "zj123") as writer:
        refs = [writer.write(one) for one in written]
    return folder / refs[0].file


def bodies(collection: Collection, url: str = URL) -> list[bytes]:
    return [collection.read(stored).message.partition(b"\r\n\r\n")[2] for stored in collection.find(url)]


def test_captures_of_a_url_come_in_the_order_of_time_however_it_is_spelled(tmp_path: Path) -> None:
    ours(tmp_path / "b", exchange(b"three", 3), exchange(b"one", 1))
    ours(tmp_path / "a", exchange(b"two", 2, "http://zj123.com:80/news/1.html?PHPSESSID=0123456789abcdef"))
    collection = Collection(tmp_path, ZJ123)
    assert bodies(collection) == [b"one", b"two", b"three"]
    assert [stored.fetched_at - FETCHED_AT for stored in collection.find(URL)] == [timedelta(n) for n in (1, 2, 3)]
    assert list(collection.urls()) == [URL]
    assert collection.find("http://www.zj123.com/none") == []


def test_what_belongs_to_others_or_is_no_page_is_no_page_of_the_portal(tmp_path: Path) -> None:
    picture = exchanges.exchange(b"\x89PNG", (("Content-Type", "image/png"),), "http://www.zj123.com/1.png")
    path = ours(tmp_path, exchange(b"page"), picture, exchange(b"x", url="http://www.example.com/"))
    collection = Collection(path, ZJ123)
    assert list(collection.urls()) == [URL]
    assert len(collection) == 2
    assert bodies(collection, picture.url) == [b"\x89PNG"]


def test_redirects_errors_and_fragments_stand_back_behind_pages(tmp_path: Path) -> None:
    others = (exchange(b"", 0, status=302), exchange(b"error", 2, status=500), exchange(b"cu", 3, truncated="time"))
    assert bodies(Collection(ours(tmp_path / "1", *others, exchange(b"cut", 1)), ZJ123)) == [b"cut"]
    missing = (exchange(b"page", 0), exchange(b"none", 1, status=404))
    assert bodies(Collection(ours(tmp_path / "2", *missing), ZJ123)) == [b"page", b"none"]
    assert bodies(Collection(ours(tmp_path / "3", *others), ZJ123)) == [b"", b"error", b"cu"]


@pytest.mark.parametrize("status", [200, 304])
def test_a_revisit_has_the_bytes_of_its_original(tmp_path: Path, status: int) -> None:
    with WarcWriter(tmp_path, "zj123") as writer:
        first = read_original(tmp_path, writer.write(exchange(b"page")))
        assert first is not None
    with WarcWriter(tmp_path, "zj123") as writer:
        writer.write(exchange(b"page" if status == 200 else b"", 7, status=status), first)
    collection = Collection(tmp_path, ZJ123)
    assert bodies(collection) == [b"page", b"page"]
    assert [stored.fetched_at for stored in collection.find(URL)] == [FETCHED_AT, FETCHED_AT + timedelta(7)]


def record(
    writer: WARCWriter, kind: str, payload: bytes, date: str, *headers: tuple[str, str], **named: str
) -> ArcWarcRecord:
    """A record as warcio writes it."""
    http = StatusAndHeaders("200 OK", [*HTML, *headers], protocol="HTTP/1.1")
    said = {"WARC-Date": date, **named}
    return writer.create_warc_record(
        URL, kind, BytesIO(payload), length=len(payload), http_headers=http, warc_headers_dict=said
    )


@pytest.mark.parametrize("named", [("WARC-Refers-To-Date", "2010-10-20T00:00:00Z"), ("X-Unknown", "1")])
@pytest.mark.parametrize("compressed", [True, False])
def test_files_of_other_programs_are_read(
    tmp_path: Path, compressed: bool, named: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with (tmp_path / ("other.warc.gz" if compressed else "other.warc")).open("wb") as file:
        writer = WARCWriter(file, gzip=compressed)
        writer.write_record(writer.create_warcinfo_record("other", {"software": "other"}))
        for date, body in (("2010-10-20T00:00:00Z", b"page"), ("2011-10-20T00:00:00Z", b"later")):
            payload = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
            writer.write_record(record(writer, "response", payload, date, ("Transfer-Encoding", "chunked")))
        writer.write_record(record(writer, "revisit", b"", "2011-01-01T00:00:00Z", **dict([named])))
    with caplog.at_level(logging.WARNING):
        collection = Collection(tmp_path, ZJ123)
    assert caplog.text == ""
    assert bodies(collection) == [b"4\r\npage\r\n0\r\n\r\n"] * 2 + [b"5\r\nlater\r\n0\r\n\r\n"]
    assert [stored.fetched_at.year for stored in collection.find(URL)] == [2010, 2011, 2011]


def test_a_package_is_read_in_place_whatever_its_files_are_called(tmp_path: Path) -> None:
    path = ours(tmp_path / "warc", exchange(b"page"), exchange(b"other", url="http://www.zj123.com/2"))
    package = tmp_path / "crawl.wacz"
    with ZipFile(package, "w", ZIP_STORED) as writing:
        writing.writestr("datapackage.json", "{}")
        writing.write(path, "../../etc/passwd.warc.gz")
        writing.write(path, "archive/compressed.warc.gz", ZIP_DEFLATED)
    path.unlink()
    collection = Collection(package, ZJ123)
    assert bodies(collection) == [b"page"]
    assert bodies(collection, "http://www.zj123.com/2") == [b"other"]


DAMAGE: dict[str, Callable[[bytes, int, int], bytes]] = {
    "a byte": lambda content, start, _: content[: start + 40] + b"\x55\x55" + content[start + 42 :],
    "truncated": lambda content, start, end: content[: (start + end) // 2],
    "a record lost its head": lambda content, start, _: content[:start] + content[start + 12 :],
    "garbage between": lambda content, start, end: content[:start] + b"garbage\x1f\x8b\x08!" * 99 + content[end:],
    "no status line": lambda c, s, e: c[:s] + edited(c[s:e], b"HTTP/1.1 200 OK", b"What is this?!!") + c[e:],
    "wrong length": lambda c, s, e: c[:s] + edited(c[s:e], b"Content-Length: ", b"Content-Length: 99999999999") + c[e:],
    "no date": lambda c, s, e: c[:s] + edited(c[s:e], b"WARC-Date: ", b"WARC-Date: when? ") + c[e:],
    "unknown type": lambda c, s, e: c[:s] + edited(c[s:e], b"WARC-Type: response", b"WARC-Type: riddle") + c[e:],
    "wrong digest": lambda c, s, e: c[:s] + edited(c[s:e], b"page 1", b"page X") + c[e:],
    "header bomb": lambda c, s, e: (
        c[:s] + edited(c[s:e], b"WARC-IP", b"X-Bomb: " + b"x" * 9_000_000 + b"\r\nWARC-IP") + c[e:]
    ),
    "a name that is not UTF-8": lambda c, s, e: (
        c[:s] + edited(c[s:e], b"WARC-IP", b"X-\xd5\xe3: \xff\r\nWARC-IP") + c[e:]
    ),
}


def edited(member: bytes, old: bytes, new: bytes) -> bytes:
    return gzip.compress(gzip.decompress(member).replace(old, new, 1))


@pytest.mark.parametrize("damage", sorted(DAMAGE))
def test_damage_costs_the_record_that_it_is_in(tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    urls = [f"http://www.zj123.com/{number}" for number in range(3)]
    with WarcWriter(tmp_path, "zj123") as writer:
        refs = [writer.write(exchange(b"page %d" % n, url=url, ip="192.0.2.1")) for n, url in enumerate(urls)]
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()
    path.write_bytes(DAMAGE[damage](content, refs[1].offset, refs[1].offset + refs[1].length))
    with caplog.at_level(logging.WARNING):
        collection = Collection(tmp_path, ZJ123)
    assert bodies(collection, urls[0]) == [b"page 0"]
    assert bodies(collection, urls[2]) == ([] if damage == "truncated" else [b"page 2"])
    if damage == "wrong length":
        with pytest.raises(CaptureError, match=r"claims 99999999999"):
            bodies(collection, urls[1])
    elif damage == "wrong digest":
        with pytest.raises(CaptureError, match=r"its block has digest sha1:\w+, not sha1:"):
            bodies(collection, urls[1])
    elif damage == "header bomb":
        assert bodies(collection, urls[1]) == [b"page 1"]
    elif damage != "a name that is not UTF-8":
        assert bodies(collection, urls[1]) == []
        assert (path.name in caplog.text) == (damage != "unknown type")


def test_what_is_no_package_is_said_and_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ours(tmp_path, exchange(b"page"))
    (tmp_path / "broken.wacz").write_bytes(b"PK nothing")
    with caplog.at_level(logging.WARNING):
        collection = Collection(tmp_path, ZJ123)
    assert "broken.wacz is damaged" in caplog.text
    assert bodies(collection) == [b"page"]


def test_where_there_is_nothing_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(UsageError, match=r"no \.warc, \.warc\.gz or \.wacz file there"):
            Collection(path, ZJ123)


def test_a_file_that_is_gone_meanwhile_is_one_clear_error(tmp_path: Path) -> None:
    path = ours(tmp_path, exchange(b"page"))
    collection = Collection(tmp_path, ZJ123)
    path.unlink()
    with pytest.raises(CaptureError, match="cannot be read"):
        collection.read(collection.find(URL)[0])
    assert collection.find(URL)[0].fetched_at == datetime(2026, 11, 22, 8, 5, 9, 123456, tzinfo=UTC)
