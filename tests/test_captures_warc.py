"""WARC files as other programs see them, and what becomes of them when the disk is full."""

from __future__ import annotations

import dataclasses
import gzip
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests import exchanges
from tests.exchanges import FETCHED_AT
from zjcrawl.captures.exchange import Exchange, Headers, labelled_digest
from zjcrawl.captures.reading import iter_records, read_original, read_record
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError
from zjcrawl.records import Capture


def exchange(number: int = 1, body: bytes = b"<html>\xd5\xe3", **more: Any) -> Exchange:
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("X-Name", "Õã"), ("set-cookie", "b=2"))
    return exchanges.exchange(body, headers, f"http://www.example.com/n/{number}.html?a=1", ip="192.0.2.1", **more)


def records_of(path: Path) -> list[dict[str, object]]:
    with path.open("rb") as file:
        return [
            {
                "type": record.rec_type,
                "headers": dict(record.rec_headers.headers),
                "http": record.http_headers,
                "payload": record.raw_stream.read(),
            }
            for record in ArchiveIterator(file, check_digests="raise")
        ]


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_begins_with_warcinfo_and_holds_request_and_response(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123", info={"software": "zjcrawl/1", "robots": "obey"}) as writer:
        ref = writer.write(exchange())
    info, response, request = records_of(tmp_path / ref.file)
    assert info["type"] == "warcinfo"
    assert b"software: zjcrawl/1\r\n" in bytes(info["payload"])  # type: ignore[call-overload]
    assert b"conformsTo: https://iipc.github.io/" in bytes(info["payload"])  # type: ignore[call-overload]
    assert response["type"] == "response"
    assert request["type"] == "request"
    said = response["headers"]
    assert isinstance(said, dict)
    assert said["WARC-Target-URI"] == "http://www.example.com/n/1.html?a=1"
    assert said["WARC-Date"] == "2026-11-22T08:05:09.123456Z"
    assert said["WARC-IP-Address"] == "192.0.2.1"
    assert said["WARC-Payload-Digest"] == ref.digest
    assert said["WARC-Block-Digest"].startswith("sha1:")
    asked = request["headers"]
    assert isinstance(asked, dict)
    assert asked["WARC-Concurrent-To"] == said["WARC-Record-ID"]
    assert asked["WARC-Warcinfo-ID"] == said["WARC-Warcinfo-ID"] == info["headers"]["WARC-Record-ID"]  # type: ignore[index]


def test_the_bytes_of_the_wire_are_kept(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123") as writer:
        ref = writer.write(exchange())
    with gzip.open(tmp_path / ref.file) as file:
        content = file.read()
    assert (
        b"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: a=1\r\nX-Name: \xd5\xe3\r\n"
        b"set-cookie: b=2\r\n\r\n<html>\xd5\xe3\r\n\r\n"
    ) in content
    assert b"\r\n\r\nGET /n/1.html?a=1 HTTP/1.1\r\nHost: example.com\r\nUser-Agent: zjcrawl\r\n\r\n" in content


def test_via_and_hop_become_a_metadata_record(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123") as writer:
        ref = writer.write(exchange(via="http://www.example.com/", hops="LR", milliseconds=12, note="put together"))
    *_, metadata = records_of(tmp_path / ref.file)
    assert metadata["type"] == "metadata"
    assert metadata["payload"] == (
        b"via: http://www.example.com/\r\nhopsFromSeed: LR\r\nfetchTimeMs: 12\r\ndescription: put together\r\n"
    )


def test_each_record_is_a_gzip_member_that_warcio_accepts(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123") as writer:
        refs = [writer.write(exchange(number, os.urandom(number * 999))) for number in range(5)]
    path = tmp_path / refs[0].file
    check = subprocess.run([Path(sys.executable).with_name("warcio"), "check", path], capture_output=True, check=False)
    assert (check.returncode, check.stdout) == (0, b"")
    content = path.read_bytes()
    for ref in refs:
        member = gzip.decompress(content[ref.offset : ref.offset + ref.length])
        assert member.startswith(b"WARC/1.1\r\n")
        assert member.endswith(b"\r\n\r\n")


def test_files_are_named_by_site_time_and_serial_and_rotate_by_size(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123", max_bytes=6000) as writer:
        refs = [writer.write(exchange(number, os.urandom(3000))) for number in range(4)]
        written = sorted(path.name for path in tmp_path.iterdir())
        assert written[-1].endswith(".warc.gz.open")
        assert not any(name.endswith(".open") for name in written[:-1])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert names == sorted({ref.file for ref in refs})
    site, time, serial = names[1].removesuffix(".warc.gz").split("-")
    assert (site, len(time), serial) == ("zj123", 14, "00001")
    assert [read_record(tmp_path, ref).url for ref in refs] == [exchange(number).url for number in range(4)]


def test_no_file_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            del tz
            return FETCHED_AT

    monkeypatch.setattr("zjcrawl.captures.warc.datetime", Clock)
    refs = []
    for number in range(3):
        with WarcWriter(tmp_path, "zj123") as writer:
            refs.append(writer.write(exchange(number)))
    assert len({ref.file for ref in refs}) == 3
    assert [read_record(tmp_path, ref).url for ref in refs] == [exchange(number).url for number in range(3)]


def test_a_record_can_be_read_while_its_file_is_open_and_after(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "zj123")
    ref = writer.write(exchange())
    writer.flush()
    before = read_record(tmp_path, ref)
    writer.close()
    assert read_record(tmp_path, ref) == before
    assert [path.name for path in tmp_path.iterdir()] == [ref.file]


def test_a_writer_that_wrote_nothing_leaves_nothing(tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "warc", "zj123") as writer:
        writer.flush()
    assert list((tmp_path / "warc").iterdir()) == []


def test_a_full_disk_is_one_clear_error_and_costs_nothing_written(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "zj123")
    refs = [writer.write(exchange(1, os.urandom(20_000)))]
    with (
        file_size_limit(30_000),
        pytest.raises(CaptureError, match=r"cannot write captures into .*File too large") as e,
    ):
        writer.write(exchange(2, os.urandom(20_000)))
    assert "\n" not in str(e.value)
    refs.append(writer.write(exchange(3)))
    writer.close()
    assert [read_record(tmp_path, ref).url for ref in refs] == [exchange(1).url, exchange(3).url]
    assert [capture.record for capture in iter_records(tmp_path / refs[0].file)] == refs


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaptureError, match="cannot write captures into"):
        WarcWriter(tmp_path / "file" / "warc", "zj123")


def test_the_payload_digest_of_a_chunked_response_is_that_of_what_was_chunked(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123") as writer:
        chunked = exchanges.exchange(b"4\r\npage\r\n0\r\n\r\n", (("transfer-encoding", "Chunked"),))
        refs = [writer.write(one) for one in (chunked, exchanges.exchange(b"page"))]
    assert refs[0].digest == refs[1].digest
    assert [read_record(tmp_path, ref).body for ref in refs] == [b"page", b"page"]
    with (tmp_path / refs[0].file).open("rb") as file:
        assert b"\r\n\r\n4\r\npage\r\n0\r\n\r\n\r\n\r\n" in gzip.decompress(file.read())


@pytest.mark.parametrize(
    ("status", "profile", "truncated"),
    [(200, "identical-payload-digest", "length"), (304, "server-not-modified", None)],
)
def test_a_revisit_refers_to_its_original_and_opens_to_its_bytes(
    tmp_path: Path, status: int, profile: str, truncated: str | None
) -> None:
    later = FETCHED_AT + timedelta(days=7)
    with WarcWriter(tmp_path, "zj123") as writer:
        first = writer.write(exchange(body=b"page" * 99))
        original = read_original(tmp_path, first)
        again = exchanges.exchange(
            b"page" * 99 if status == 200 else b"",
            (("X-Again", "1"), ("etag", '"two"')),
            exchange().url,
            status,
            fetched_at=later,
        )
        ref = writer.write(again, original)
    _, response, _, revisit = records_of(tmp_path / ref.file)
    said, original_said = revisit["headers"], response["headers"]
    assert isinstance(said, dict)
    assert isinstance(original_said, dict)
    assert revisit["type"] == "revisit"
    assert said["WARC-Profile"] == f"http://netpreserve.org/warc/1.1/revisit/{profile}"
    assert "WARC-Refers-To" not in said  # the next two say as much
    assert said["WARC-Refers-To-Target-URI"] == original_said["WARC-Target-URI"]
    assert said["WARC-Refers-To-Date"] == original_said["WARC-Date"]
    assert said["WARC-Payload-Digest"] == original_said["WARC-Payload-Digest"] == ref.digest
    assert said.get("WARC-Truncated") == truncated
    assert revisit["payload"] == b""
    assert (revisit["http"] is None) == (status == 304)  # players would show the 304 itself
    assert said.get("WARC-Etag") == ('"two"' if status == 304 else None)
    assert ref.original == first
    capture = read_record(tmp_path, ref)
    assert (capture.body, capture.status, capture.fetched_at) == (b"page" * 99, 200, later)
    assert (("X-Again", "1") in capture.headers) == (status == 200)
    with pytest.raises(CaptureError, match="a revisit, and nothing says of what"):
        read_record(tmp_path, dataclasses.replace(ref, original=None))


def test_a_revisit_is_no_original_and_what_is_not_whole_says_so(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "zj123") as writer:
        cut = writer.write(exchange(truncated="disconnect"))
        whole = writer.write(exchange())
        again = writer.write(exchange(), read_original(tmp_path, whole))
    assert read_original(tmp_path, again) is None
    found = [read_original(tmp_path, ref) for ref in (cut, whole)]
    assert [one and one.truncated for one in found] == ["disconnect", None]
    assert None not in found


def revisit_of(tmp_path: Path, first: Exchange, second: Exchange) -> tuple[dict[str, str], dict[str, object], Capture]:
    """What the revisit record of the second says, all of it, and what it opens to."""
    with WarcWriter(tmp_path, "zj123") as writer:
        ref = writer.write(second, read_original(tmp_path, writer.write(first)))
    record = records_of(tmp_path / ref.file)[-1]
    said = record["headers"]
    assert isinstance(said, dict)
    return said, record, read_record(tmp_path, ref)


@pytest.mark.parametrize("dated", [True, False])
def test_a_revisit_with_the_head_of_its_original_has_no_block_and_keeps_the_date(tmp_path: Path, dated: bool) -> None:
    dates = ("Sun, 22 Nov 2026 08:05:09 GMT", "Sun, 29 Nov 2026 08:05:09 GMT")
    one, two = (
        exchanges.exchange(b"page", (("Server", "IIS"), *([("date", date)] if dated else []), ("X", "1")))
        for date in dates
    )
    said, record, capture = revisit_of(tmp_path, one, two)
    assert capture.record is not None
    assert capture.record.length < 400  # which is a tenth of a small page and what belongs to it
    assert (record["http"], said["Content-Length"], said.get("WARC-Truncated")) == (None, "0", None)
    assert said.get("WARC-HTTP-Date") == (dates[1] if dated else None)
    assert capture.headers == (("Server", "IIS"), *([("date", dates[1])] if dated else []), ("X", "1"))
    assert (capture.status, capture.body) == (200, b"page")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((("Server", "IIS"),), (("server", "IIS"),)),
        ((("Server", "IIS"), ("X", "1")), (("X", "1"), ("Server", "IIS"))),
        ((("Server", "IIS"),), (("Server", "IIS"), ("Date", "today"))),
        ((("Date", "1"), ("Date", "2")), (("Date", "1"), ("Date", "3"))),
    ],
)
def test_a_head_that_says_otherwise_is_kept_as_it_came(tmp_path: Path, first: Headers, second: Headers) -> None:
    said, _, capture = revisit_of(tmp_path, exchanges.exchange(b"page", first), exchanges.exchange(b"page", second))
    assert said["WARC-Truncated"] == "length"
    assert capture.headers == second


def test_content_that_came_compressed_otherwise_is_a_revisit_that_says_so(tmp_path: Path) -> None:
    page = b"<html>" + b"page " * 99
    one, two = (
        exchanges.exchange(body, (("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))))
        for body in (gzip.compress(page, 9, mtime=1), gzip.compress(page, 1, mtime=2))
    )
    with WarcWriter(tmp_path, "zj123") as writer:
        original = read_original(tmp_path, writer.write(one))
    assert original is not None
    assert original.recodes(two)
    for other in (
        exchanges.exchange(gzip.compress(page + b"!"), (("Content-Encoding", "gzip"), ("Content-Length", "9"))),
        exchanges.exchange(gzip.compress(page), (("Content-Encoding", "gzip"), ("Content-Length", "9"), ("X", "1"))),
        exchanges.exchange(page, (("Content-Length", "9"),)),
    ):
        assert not original.recodes(other)
    said, record, capture = revisit_of(tmp_path / "again", one, two)
    assert said["WARC-Profile"] == "http://zjcrawl.invalid/warc/revisit/identical-content"
    assert said["WARC-Payload-Digest"] == labelled_digest(one.payload)
    assert said["WARC-Received-Payload-Digest"] == labelled_digest(two.payload)
    assert record["http"] is None
    assert dict(capture.headers)["Content-Length"] == str(len(one.payload))  # which is of the payload that it opens to
    assert capture.body == page
