"""Files of captures, ours and other programs', whole and damaged, are found and read by URL and time."""

from __future__ import annotations

import gzip
import logging
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests import damage, exchanges
from tests.damage import DAMAGE
from tests.exchanges import FETCHED_AT
from zjcrawl.captures.collection import Collection
from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.reading import read_original
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError, UsageError
from zjcrawl.records import Era
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
        writing.write(ours(tmp_path / "more", exchange(b"more", 1)), "archive/compressed.warc.gz", ZIP_DEFLATED)
        writing.writestr("archive/one.warc.gz", gzip.compress(b"".join(damage.record(url, b"x") for url in URLS[1:])))
        writing.writestr("archive/trap.warc", b"\0" * 10_000_000, ZIP_DEFLATED)
    path.unlink()
    collection = Collection(package, ZJ123)
    assert bodies(collection) == [b"page", b"more"]
    assert bodies(collection, "http://www.zj123.com/2") == [b"x", b"other"]
    assert [left.reason for left in collection.left_out()] == [
        "archive/trap.warc unpacks to more than 100 times its size"
    ]


URLS = [f"http://www.zj123.com/{number}" for number in range(3)]


def noise(seed: int) -> bytes:
    """Letters that no coding makes few of."""
    return random.Random(seed).randbytes(900).hex().encode()  # noqa: S311 - no secret


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_damage_costs_the_record_that_it_is_in_and_is_told(tmp_path: Path, name: str, compressed: bool) -> None:
    urls = [f"http://www.zj123.com/{number}" for number in range(3)]
    pages = [b"<p>page %d</p>" % number + noise(number) for number in range(3)]
    records = [damage.record(url, page) for url, page in zip(urls, pages, strict=True)]
    path = tmp_path / ("d.warc.gz" if compressed else "d.warc")
    path.write_bytes(damage.archive(records, 1, DAMAGE[name], compressed=compressed))
    collection = Collection(path, ZJ123)
    assert bodies(collection, urls[0]) == [pages[0]]
    assert bodies(collection, urls[2]) == ([] if DAMAGE[name].cuts else [pages[2]])
    for stored in collection.find(urls[1]):
        try:
            collection.read(stored)
        except CaptureError as error:
            collection.leave_out(stored, str(error))
    told = [(left.place, left.url in (urls[1], None)) for left in collection.left_out()]
    if DAMAGE[name].reason is None:
        assert bodies(collection, urls[1]) == [pages[1]]
        assert told == []
    else:
        (left,) = collection.left_out()
        assert re.search(str(DAMAGE[name].reason), left.reason), left
        assert told == [(path.name, True)]
        assert collection.find(urls[1]) == []
        assert collection.why_not(urls[1]) == (left.reason if left.url else None)


def test_of_a_broken_gzip_member_the_url_is_known_where_its_head_is_whole(tmp_path: Path) -> None:
    records = [damage.record(f"http://www.zj123.com/{number}", noise(number)) for number in range(2)]
    records[1] = records[1].replace(b"WARC-Type: response", b"WARC-Type: metadata")
    broken = [damage.broken(gzip.compress(record)) for record in records]
    (tmp_path / "d.warc.gz").write_bytes(gzip.compress(b"WARC/1.1 no record") + b"".join(broken))
    assert [(left.url, left.reason) for left in Collection(tmp_path, ZJ123).left_out()] == [
        (None, "no record begins there"),
        ("http://www.zj123.com/0", "its gzip member is damaged"),
    ]


def test_records_that_are_no_responses_are_told_and_those_of_others_and_about_others_not(tmp_path: Path) -> None:
    url = "http://www.zj123.com/1"
    records = [
        re.sub(rb"WARC-Type: \w+", b"WARC-Type: " + kind, damage.record(address, b"x"))
        for kind in (b"resource", b"request", b"metadata", b"warcinfo")
        for address in (url, "http://www.example.com/")
    ]
    (tmp_path / "d.warc").write_bytes(b"".join(records))
    assert [(left.offset, left.url, left.reason) for left in Collection(tmp_path, ZJ123).left_out()] == [
        (0, url, "a record of type resource, which holds no HTTP response")
    ]


def in_one_member(path: Path, *, members: int = 1) -> bytes:
    """Pack three records together, as ``gzip`` packs a plain file, or a parallel one in pieces of any length."""
    plain = b"".join(damage.record(url, noise(number)) for number, url in enumerate(URLS))
    size = -(-len(plain) // members)
    packed = b"".join(gzip.compress(plain[start : start + size]) for start in range(0, len(plain), size))
    path.write_bytes(packed)
    return packed


@pytest.mark.parametrize("members", [1, 2])
def test_a_file_whose_records_are_packed_together_is_unpacked_and_that_is_said(
    tmp_path: Path, members: int, caplog: pytest.LogCaptureFixture
) -> None:
    in_one_member(tmp_path / "whole.warc.gz", members=members)
    (tmp_path / "other.warc.gz").write_bytes(gzip.compress(damage.record(URL, b"page")))
    with caplog.at_level(logging.WARNING):
        collection = Collection(tmp_path, ZJ123)
    assert [bodies(collection, url) for url in URLS] == [[noise(number)] for number in range(3)]
    assert bodies(collection) == [b"page"]
    assert [path.name for path in collection.unpacked] == ["whole.warc.gz"]
    assert list(collection.left_out()) == []
    assert "whole.warc.gz: one gzip member of whole.warc.gz holds many records; it is unpacked" in caplog.text
    assert "`warcio recompress`" in caplog.text


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (lambda data: data[:-2000], "it is cut off"),
        (lambda data: data[:-2000] + b"\0" * 2000, "gzip member is damaged"),
    ],
)
def test_of_a_damaged_one_what_comes_before_is_read(
    tmp_path: Path, damaged: Callable[[bytes], bytes], reason: str
) -> None:
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(damaged(in_one_member(path)))
    collection = Collection(tmp_path, ZJ123)
    assert bodies(collection, URLS[0]) == [noise(0)]
    assert bodies(collection, URLS[2]) == []
    assert any(reason in left.reason for left in collection.left_out())


def test_a_file_that_unpacks_to_more_than_can_be_meant_is_read_as_far_as_that(tmp_path: Path) -> None:
    trap = damage.record(URLS[2], b"\0" * 40_000_000)
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(damage.record(URLS[0], b"page") + trap))
    collection = Collection(tmp_path, ZJ123)
    assert bodies(collection, URLS[0]) == [b"page"]
    assert any("more than 100 times its size" in left.reason for left in collection.left_out())


def test_a_gzip_member_of_several_records_further_on_is_told_with_what_mends_it(tmp_path: Path) -> None:
    first, *others = (damage.record(url, b"x") for url in URLS)
    others[0] = others[0].replace(b"WARC-Type: response", b"WARC-Type: request")
    (tmp_path / "d.warc.gz").write_bytes(gzip.compress(first) + gzip.compress(b"".join(others)))
    collection = Collection(tmp_path, ZJ123)
    (left,) = collection.left_out()
    assert "`warcio recompress` parts them" in left.reason
    assert bodies(collection, URLS[0]) == [b"x"]


def test_a_record_larger_than_may_be_is_not_read(tmp_path: Path) -> None:
    ours(tmp_path, exchange(b"x" * 100_000))
    collection = Collection(tmp_path, ZJ123, most=50_000)
    with pytest.raises(CaptureError, match="larger than 50000 bytes"):
        bodies(collection)


def test_what_a_portal_had_is_found_at_the_address_of_then_and_for_as_long_as_it_had_it(tmp_path: Path) -> None:
    moved = replace(ZJ123, eras=(Era(until=date(2006, 6, 30), home="http://www.lj.example/", domain="lj.example"),))
    old, new = "http://lj.example/1", "http://www.zj123.com/1"
    records = [damage.record(url, b"x", f"{year}-01-01T00:00:00Z") for url in (old, new) for year in (2005, 2012)]
    (tmp_path / "d.warc").write_bytes(b"".join(records))
    found = [(stored.url, stored.fetched_at.year) for stored in Collection(tmp_path, moved).all()]
    assert found == [(old, 2005), (new, 2012)]
    assert [stored.url for stored in Collection(tmp_path, moved).find("http://www.lj.example/1")] == [old]


def test_what_is_no_package_is_said_and_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ours(tmp_path, exchange(b"page"))
    (tmp_path / "broken.wacz").write_bytes(b"PK nothing")
    with caplog.at_level(logging.WARNING):
        collection = Collection(tmp_path, ZJ123)
    assert "broken.wacz: the record at 0 is left out: no package: File is not a zip file" in caplog.text
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
