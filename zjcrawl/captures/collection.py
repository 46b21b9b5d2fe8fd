"""Captures that are in files already, ours or other people's: WARC files, plain or gzip, and WACZ packages of them.

The files are read once from end to end for an index in memory, and then at the places that are asked for.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from zjcrawl.captures.reading import fetched_at_of
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.captures.source import DAMAGE, Copy, Source, Span, Stored, copy_of_record
from zjcrawl.errors import CaptureError, UsageError
from zjcrawl.frontier.canonical import canonical_url, in_scope
from zjcrawl.records import Site

_WARC = (".warc", ".warc.gz", f".warc.gz{OPEN_SUFFIX}")
_WACZ = ".wacz"
_MEMBER = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
_ZIP_HEADER = struct.Struct("<26xHH")

logger = logging.getLogger(__name__)


class Place(NamedTuple):
    """Where a record lies: ``length`` bytes from ``offset`` of the file at ``path``."""

    path: Path
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class _Revisit:
    """A revisit record on its way to the response that it stands for."""

    url: str
    fetched_at: datetime
    place: Place
    is_unmodified: bool
    refers_to: str | None
    refers_to_url: str
    refers_to_date: str | None


class Collection(Source[Place]):
    """The captures of one portal in a file or in all files of a folder, by canonical URL and in the order of time."""

    def __init__(self, path: Path, site: Site, span: Span = Span()) -> None:  # noqa: B008 (it is frozen)
        """Index what is at ``path``, as far as it was captured in ``span``; files are never written.

        Damage is logged and costs the record it is in.

        :raises UsageError: there is no WARC file and no WACZ package.
        """
        super().__init__(site)
        self.path = path
        self._by_id: dict[str, Place] = {}
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        known = [file for file in files if file.name.endswith((*_WARC, _WACZ))]
        if not known:
            raise UsageError(f"{path}: no .warc, .warc.gz or .wacz file there; name another")
        revisits: list[_Revisit] = []
        for file in known:
            try:
                self._index(file, revisits)
            except OSError as error:
                raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
        self._resolve(revisits)
        self._put_in_order(span)

    def read(self, stored: Stored[Place]) -> Copy:
        """Return what a capture holds; raises CaptureError where it cannot be read any more."""
        place = stored.place
        try:
            with place.path.open("rb") as file:
                file.seek(place.offset)
                return copy_of_record(file.read(place.length), place.path.name)
        except (OSError, *DAMAGE) as error:
            raise CaptureError(f"{place.path.name}: the record at {place.offset} cannot be read: {error}") from error

    def all(self) -> Iterator[Stored[Place]]:
        """Give every capture, URL by URL in the order of time."""
        for captures in self._captures.values():
            yield from captures

    def at(self, url: str, moment: datetime) -> Stored[Place] | None:
        """Return the capture of ``url``, as it was requested, that was made at ``moment``."""
        captures = self._captures.get(canonical_url(url, self._site), ())
        return next((one for one in captures if (one.url, one.fetched_at) == (url, moment)), None)

    def _index(self, path: Path, revisits: list[_Revisit]) -> None:
        if not path.name.endswith(_WACZ):
            with path.open("rb") as file:
                self._index_records(_Part(file, path, 0), revisits)
            return
        try:
            with ZipFile(path) as package, path.open("rb") as file:
                for entry in package.infolist():
                    if not entry.filename.endswith(_WARC):
                        continue
                    if entry.compress_type != ZIP_STORED:
                        logger.warning("%s: %s is compressed inside; unpack the package", path.name, entry.filename)
                        continue
                    file.seek(entry.header_offset)
                    name, extra = _ZIP_HEADER.unpack(file.read(_ZIP_HEADER.size))
                    begin = entry.header_offset + _ZIP_HEADER.size + name + extra
                    with package.open(entry) as inner:
                        self._index_records(_Part(inner, path, begin), revisits)
        except BadZipFile as error:
            logger.warning("%s is damaged: %s", path.name, error)

    def _index_records(self, part: _Part, revisits: list[_Revisit]) -> None:
        for record, place in part.records():
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in ("response", "revisit") or not self._is_ours(url):
                continue
            try:
                if record.rec_type == "response":
                    self._add_response(record, url, place)
                else:
                    revisits.append(_revisit(record, url, place))
            except DAMAGE as error:
                logger.warning("%s: the record at %d is left out: %s", place.path.name, place.offset, error)

    def _is_ours(self, url: str) -> bool:
        try:
            return in_scope(url, self._site)
        except ValueError:
            return False

    def _add_response(self, record: ArcWarcRecord, url: str, place: Place) -> None:
        status = int(record.http_headers.get_statuscode())
        is_page = "html" in (record.http_headers.get_header("Content-Type") or "html").lower()
        is_whole = not record.rec_headers.get_header("WARC-Truncated")
        stored = Stored(url, fetched_at_of(record), status, is_page, is_whole, place)
        self._add(stored)
        if record_id := record.rec_headers.get_header("WARC-Record-ID"):
            self._by_id[record_id] = place

    def _resolve(self, revisits: list[_Revisit]) -> None:
        """Give each revisit the place of its original: by id, else by URL and date, else the last before it."""
        lost = 0
        by_place = {stored.place: stored for captures in self._captures.values() for stored in captures}
        for revisit in revisits:
            earlier = self._captures.get(canonical_url(revisit.refers_to_url, self._site), [])
            place = self._by_id.get(revisit.refers_to or "")
            original = by_place.get(place) if place else _original(earlier, revisit)
            if original is None:
                lost += 1
                continue
            self._add(
                replace(
                    original,
                    url=revisit.url,
                    fetched_at=revisit.fetched_at,
                    own=revisit.place,
                    is_unmodified=revisit.is_unmodified,
                )
            )
        if lost:
            logger.warning("%s: %d revisit records refer to what is not there", self.path, lost)


class _Part:
    """A stream of records that begins at ``begin`` of the file at ``path``."""

    def __init__(self, stream: IO[bytes], path: Path, begin: int) -> None:
        self._stream = stream
        self._path = path
        self._begin = begin

    def records(self) -> Iterator[tuple[ArcWarcRecord, Place]]:
        """Give each record, not to be kept, and its place; go on behind damage where a gzip member begins."""
        start: int | None = 0
        while start is not None:
            self._stream.seek(start)
            iterator = ArchiveIterator(self._stream)
            offset = end = start
            try:
                for record in iterator:
                    offset = iterator.get_record_offset()
                    length = iterator.get_record_length()  # reads to the record's end
                    end = offset + length
                    yield record, Place(self._path, self._begin + offset, length)
                self._stream.seek(end)
                if self._stream.read(_CHUNK).strip(b"\r\n"):  # those of a plain file's last record are not its length
                    logger.warning("%s: from %d on there is no whole record", self._path.name, self._begin + end)
                return
            except DAMAGE as error:
                logger.warning("%s is damaged at %d: %s", self._path.name, self._begin + offset, error)
                start = self._next_member(offset + 1)

    def _next_member(self, start: int) -> int | None:
        """Return where the next record's gzip member begins, None where there is none."""
        self._stream.seek(start)
        tail, position = b"", start
        while data := self._stream.read(_CHUNK):
            window, base = tail + data, position - len(tail)
            at = window.find(_MEMBER)
            while at >= 0:
                if _begins_record(window[at : at + 512]):
                    return base + at
                at = window.find(_MEMBER, at + 1)
            position += len(data)
            tail = window[-512:]
        return None


def _begins_record(data: bytes) -> bool:
    with suppress(zlib.error):
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 16).startswith(b"WARC/")
    return False


def _revisit(record: ArcWarcRecord, url: str, place: Place) -> _Revisit:
    said = record.rec_headers.get_header
    return _Revisit(
        url,
        fetched_at_of(record),
        place,
        (said("WARC-Profile") or "").endswith("/server-not-modified"),
        said("WARC-Refers-To"),
        said("WARC-Refers-To-Target-URI") or url,
        said("WARC-Refers-To-Date"),
    )


def _original(captures: Sequence[Stored[Place]], revisit: _Revisit) -> Stored[Place] | None:
    moment = datetime.fromisoformat(revisit.refers_to_date).astimezone(UTC) if revisit.refers_to_date else None
    earlier = [stored for stored in captures if stored.fetched_at <= revisit.fetched_at]
    named = next((stored for stored in earlier if stored.fetched_at == moment), None)
    return named or max(earlier, key=lambda stored: stored.fetched_at, default=None)
