import gzip
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from tests.exchanges import exchange
from zjcrawl.captures.erasing import erase_record
from zjcrawl.captures.reading import iter_records, read_record
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError
from zjcrawl.records import RecordRef

BODIES = tuple(f"第{number}篇的正文,各不相同。".encode() for number in range(3))


@pytest.fixture
def refs(tmp_path: Path) -> list[RecordRef]:
    with WarcWriter(tmp_path, "zj123") as writer:
        return [writer.write(exchange(body)) for body in BODIES]


def test_the_others_stay_where_they_are_and_the_erased_bytes_are_gone(tmp_path: Path, refs: list[RecordRef]) -> None:
    path = tmp_path / refs[1].file
    size = path.stat().st_size
    erase_record(tmp_path, refs[1], "http://example.com/")
    assert path.stat().st_size == size
    assert [read_record(tmp_path, ref).body for ref in (refs[0], refs[2])] == [BODIES[0], BODIES[2]]
    assert [capture.record for capture in iter_records(path)] == [refs[0], refs[2]]
    assert BODIES[1] not in gzip.decompress(path.read_bytes())
    with pytest.raises(CaptureError, match="is damaged"):
        read_record(tmp_path, refs[1])


def test_other_people_s_readers_see_what_was_erased(tmp_path: Path, refs: list[RecordRef]) -> None:
    erase_record(tmp_path, refs[1], "http://example.com/1")
    path = tmp_path / refs[1].file
    with path.open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    told = ("metadata", "http://example.com/1", f"erased-payload-digest: {refs[1].digest}\r\n".encode())
    assert records.count(told) == 1
    with path.open("rb") as file:
        assert [record.headers["WARC-Type"] for record in FastIterator(file)] == [kind for kind, *_ in records]


def test_erasing_twice_is_erasing_once(tmp_path: Path, refs: list[RecordRef]) -> None:
    erase_record(tmp_path, refs[1], "http://example.com/")
    erase_record(tmp_path, refs[1], "http://example.com/")
    assert read_record(tmp_path, refs[2]).body == BODIES[2]


def test_a_file_that_is_not_compressed_by_record_is_left_alone(tmp_path: Path) -> None:
    plain = tmp_path / "a.warc"
    plain.write_bytes(b"WARC/1.1\r\n")
    with pytest.raises(CaptureError, match=r"no compressed record begins at 0, so nothing was erased"):
        erase_record(tmp_path, RecordRef("a.warc", 0, 10, "sha1:A"), "http://example.com/")
    assert plain.read_bytes() == b"WARC/1.1\r\n"


def test_a_record_too_short_to_say_anything_is_left_alone(tmp_path: Path, refs: list[RecordRef]) -> None:
    before = (tmp_path / refs[0].file).read_bytes()
    short = RecordRef(refs[0].file, refs[0].offset, 40, refs[0].digest)
    with pytest.raises(CaptureError, match="too short to be erased in its place"):
        erase_record(tmp_path, short, "http://example.com/")
    assert (tmp_path / refs[0].file).read_bytes() == before


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"cannot write .*none\.warc\.gz"):
        erase_record(tmp_path, RecordRef("none.warc.gz", 0, 10, "sha1:A"), "http://example.com/")
