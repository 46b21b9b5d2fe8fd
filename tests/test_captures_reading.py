"""Captures come back as they were written, and damage is told, never returned."""

from __future__ import annotations

import dataclasses
import gzip
import tempfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.exchanges import FETCHED_AT, exchange
from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.reading import check_record, iter_records, read_record
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError
from zjcrawl.records import RecordRef


def written(folder: Path, *exchanges: Exchange) -> list[RecordRef]:
    with WarcWriter(folder, "zj123") as writer:
        return [writer.write(one) for one in exchanges]


@given(
    st.binary(max_size=2000),
    st.lists(
        st.tuples(
            st.from_regex(r"X-[A-Za-z]{1,9}", fullmatch=True), st.from_regex(r"[!-~\xa1-\xff]{0,20}", fullmatch=True)
        )
    ),
    st.integers(100, 599),
)
def test_what_was_written_is_read(body: bytes, headers: list[tuple[str, str]], status: int) -> None:
    assume(not any(_is_utf8(value) for _, value in headers))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (ref,) = written(folder, exchange(body, tuple(headers), status=status))
        capture = read_record(folder, ref)
        assert [dataclasses.replace(capture, record=ref)] == list(iter_records(folder / ref.file))
    assert (capture.url, capture.status, capture.body, capture.fetched_at, capture.record) == (
        "http://example.com/",
        status,
        body,
        FETCHED_AT,
        ref,
    )
    assert [value.encode("latin-1") for _, value in headers] == [
        value.encode("latin-1") if value.isascii() else _wire(value) for _, value in capture.headers
    ]


def _is_utf8(value: str) -> bool:
    """Tell whether warcio reads the bytes of a header value as UTF-8, which leaves open what they were."""
    try:
        return not value.isascii() and bool(value.encode("latin-1").decode())
    except UnicodeDecodeError:
        return False


def _wire(value: str) -> bytes:
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def test_a_content_coding_is_removed(tmp_path: Path) -> None:
    (ref,) = written(tmp_path, exchange(gzip.compress(b"page"), (("Content-Encoding", "gzip"),)))
    assert read_record(tmp_path, ref).body == b"page"


@pytest.mark.parametrize("at", [0, 10, 200, -20, -3])
def test_a_damaged_record_is_told(tmp_path: Path, at: int) -> None:
    (ref,) = written(tmp_path, exchange(bytes(range(256)) * 9))
    path = tmp_path / ref.file
    content = bytearray(path.read_bytes())
    content[(ref.offset + at) if at >= 0 else ref.offset + ref.length + at] ^= 0x55
    path.write_bytes(content)
    with pytest.raises(CaptureError, match=r"the record at \d+ of zj123-.* is damaged"):
        read_record(tmp_path, ref)


def test_a_truncated_missing_or_misplaced_record_is_told(tmp_path: Path) -> None:
    refs = written(tmp_path, exchange(b"1"), exchange(b"2"))
    for wrong in (
        dataclasses.replace(refs[0], digest=refs[1].digest),
        dataclasses.replace(refs[0], offset=refs[0].offset + 1),
        dataclasses.replace(refs[0], offset=10**9),
        dataclasses.replace(refs[0], length=refs[0].length - 1),
        dataclasses.replace(refs[0], offset=0, length=refs[0].offset),
        dataclasses.replace(refs[0], file="none.warc.gz"),
        dataclasses.replace(refs[0], file="../none.warc.gz"),
    ):
        with pytest.raises(CaptureError, match="the record at"):
            read_record(tmp_path, wrong)


def test_a_damaged_file_gives_what_comes_before_the_damage(tmp_path: Path) -> None:
    refs = written(tmp_path, exchange(b"1"), exchange(b"2" * 500, url="http://example.com/2"))
    path = tmp_path / refs[0].file
    content = bytearray(path.read_bytes())
    content[refs[1].offset + 30] ^= 0x55
    path.write_bytes(content)
    captures = iter_records(path)
    assert next(captures).body == b"1"
    with pytest.raises(CaptureError, match="damaged"):
        list(captures)
    with pytest.raises(CaptureError, match="cannot read"):
        list(iter_records(tmp_path / "none.warc.gz"))


@pytest.mark.parametrize("compressed", [True, False])
def test_files_of_other_programs_are_read_chunked_bodies_too(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / "other.warc.gz"
    page = zlib.compress(b"page")
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compressed)
        headers = [("Transfer-Encoding", "chunked"), ("Content-Encoding", "deflate")]
        payload = b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warcinfo_record("other.warc.gz", {"software": "other"}))
        writer.write_record(
            writer.create_warc_record(
                "http://example.com/", "response", payload=BytesIO(payload), length=len(payload), http_headers=http
            )
        )
    (capture,) = iter_records(path)
    assert (capture.url, capture.body) == ("http://example.com/", b"page")
    assert capture.record is not None
    assert capture.record.offset > 0


def test_a_record_that_is_whole_passes_the_check(tmp_path: Path) -> None:
    for ref in written(tmp_path, exchange(), exchange(b"another")):
        check_record(tmp_path, ref)


def test_a_record_is_held_against_its_block_digest(tmp_path: Path) -> None:
    (ref,) = written(tmp_path, exchange())
    path = tmp_path / ref.file
    data = path.read_bytes()
    record = gzip.decompress(data[ref.offset : ref.offset + ref.length])
    changed = gzip.compress(record.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 KO"))
    path.write_bytes(data[: ref.offset] + changed)
    with pytest.raises(CaptureError, match="its block has digest sha1:"):
        check_record(tmp_path, dataclasses.replace(ref, length=len(changed)))


def test_a_record_that_its_file_ends_in_fails_the_check(tmp_path: Path) -> None:
    (ref,) = written(tmp_path, exchange())
    with pytest.raises(CaptureError, match=r"its file ends after \d+ of \d+ bytes"):
        check_record(tmp_path, dataclasses.replace(ref, length=ref.length + 10_000))
