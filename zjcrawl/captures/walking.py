"""Walking the records of a WARC file from end to end, whoever wrote it, and going on behind damage."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from zjcrawl.captures.source import DAMAGE
from zjcrawl.captures.unpacking import Stream

_MEMBER = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
_LONGEST_HEAD = 512
_LONGEST_REMAINS, _STEP = 4096, 32

_HEAD = re.compile(rb"(?:^|\r\n\r\n)(?=WARC/[01]\.\d+\r\n)")
"""Where a record of a plain file begins."""

_NO_RECORD = "no record begins there"

MANY_IN_ONE = "one gzip member holds many records, so that none can be found again; `warcio recompress` parts them"


class Found(NamedTuple):
    """A record of a file: where it begins and how long it is, its head, if that can be read, and what is wrong.

    ``remains`` are the first bytes of one whose head cannot be read as a whole.
    """

    offset: int
    length: int
    record: ArcWarcRecord | None
    problem: str | None = None
    remains: bytes = b""

    @property
    def url(self) -> str | None:
        """The URL that was captured, as far as that can be known."""
        return self._said("WARC-Target-URI")

    @property
    def kind(self) -> str | None:
        """The type of the record, as far as that can be known."""
        return self._said("WARC-Type")

    def _said(self, name: str) -> str | None:
        if self.record is not None:
            said: str | None = self.record.rec_headers.get_header(name)
            return said
        found = re.search(rb"\r\n%b: *<?([^\r\n>]+)" % name.encode(), self.remains)
        return found[1].decode("utf-8", "replace") if found else None


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """Warcio's reader; what it finds wrong it tells nobody but us."""

    INC_RECORD = ""


def records_of(stream: Stream) -> Iterator[Found]:
    """Give each record of a WARC file, gzip per record or plain, not to be kept; go on behind damage.

    A record that is damaged has its ``problem`` and comes with its head where that is whole; its length is not known.
    """
    stream.seek(0)
    is_plain = stream.read(len(_MEMBER)) != _MEMBER
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        records, record, offset = _Records(stream), None, start
        try:
            while (record := next(records, None)) is not None:
                if record.format != "warc" or record.length is None:
                    record = None
                    raise ValueError(_NO_RECORD)
                offset, length = records.offset, records.get_record_length()  # reads to the record's end
                if record.raw_stream.limit > 0:
                    raise EOFError(f"it claims {record.length} bytes, and {record.raw_stream.limit} are missing")
                if not is_plain and records.next_line and not records.err_count:
                    raise ValueError(MANY_IN_ONE)
                if records.err_count:
                    raise ValueError(f"it claims {record.length} bytes, and goes on after them")
                yield Found(offset, length, record)
                offset, record = offset + length, None
            stream.seek(offset)
            if stream.read(_CHUNK).strip(b"\r\n"):  # those of a plain file's last record are not its length
                yield Found(offset, 0, None, "from there on is no whole record")
            return
        except DAMAGE as error:
            remains = b"" if record or is_plain else _remains(stream, offset)
            problem = "its gzip member is damaged" if remains else _first_line(error)
            yield Found(offset, 0, record, problem, remains)
            start = _next_record(stream, max(offset, start) + 1, is_plain=is_plain)


def _next_record(stream: Stream, start: int, *, is_plain: bool) -> int | None:
    """Return where the next record begins, None where there is none."""
    stream.seek(start)
    tail, position = b"", start
    while data := stream.read(_CHUNK):
        window, base = tail + data, position - len(tail)
        if (at := _first_head(window) if is_plain else _first_member(window)) is not None:
            return base + at
        position += len(data)
        tail = window[-_LONGEST_HEAD:]
    return None


def _first_head(window: bytes) -> int | None:
    head = _HEAD.search(window)
    return head.end() if head else None


def _first_member(window: bytes) -> int | None:
    at = window.find(_MEMBER)
    while at >= 0 and not _begins_record(window[at : at + _LONGEST_HEAD]):
        at = window.find(_MEMBER, at + 1)
    return at if at >= 0 else None


def _remains(stream: Stream, offset: int) -> bytes:
    """Return what a damaged gzip member begins with, as far as a head may reach, if that is a record's head."""
    stream.seek(offset)
    member, found = zlib.decompressobj(16 + zlib.MAX_WBITS), b""
    with suppress(zlib.error):
        while len(found) < _LONGEST_REMAINS and (data := stream.read(_STEP)) and not member.eof:
            found += member.decompress(data, _LONGEST_REMAINS)
    return found if _HEAD.match(found) else b""


def _first_line(error: Exception) -> str:
    """Return an error in one line."""
    told = str(error).strip() or type(error).__name__
    if isinstance(error, zlib.error):
        return f"its gzip member is damaged: {told}"
    return _NO_RECORD if told.startswith(("Invalid WARC", "Unknown archive")) else told.splitlines()[0]


def _begins_record(data: bytes) -> bool:
    with suppress(zlib.error):
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 16).startswith(b"WARC/")
    return False
