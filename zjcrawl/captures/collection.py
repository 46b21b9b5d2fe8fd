"""Captures that are in files already, ours or other people's: WARC files, plain or gzip, and WACZ packages of them.

The files are read once from end to end for an index on the disk, and then at the places that are asked for.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from warcio.recordloader import ArcWarcRecord

from zjcrawl.captures.catalogue import LeftOut, Revisit, Stored
from zjcrawl.captures.content_coding import MAX_SIZE
from zjcrawl.captures.reading import fetched_at_of
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.captures.source import DAMAGE, Copy, Source, Span, copy_of_record
from zjcrawl.captures.unpacking import MOST_TIMES, Part, Stream, Unpacked
from zjcrawl.captures.walking import MANY_IN_ONE, Found, records_of
from zjcrawl.errors import CaptureError, UsageError
from zjcrawl.frontier.canonical import was_in_scope
from zjcrawl.records import Site

_WARC = (".warc", ".warc.gz", f".warc.gz{OPEN_SUFFIX}")
_WACZ = ".wacz"
_ZIP_HEADER = struct.Struct("<26xHH")

logger = logging.getLogger(__name__)


_UNPACKING = (
    "%s: %s; it is unpacked into a temporary file first, and `warcio recompress` makes one that is read in place"
)

_IN_PASSING = frozenset({"warcinfo", "request", "metadata"})
"""Records that tell of others, and hold no page."""


class Place(NamedTuple):
    """Where a record lies: ``length`` bytes from ``offset`` of a file, which has this number among those read."""

    file: int
    offset: int
    length: int


class Collection(Source[Place]):
    """The captures of one portal in a file or in all files of a folder, by canonical URL and in the order of time."""

    def __init__(self, path: Path, site: Site, span: Span = Span(), most: int = MAX_SIZE) -> None:  # noqa: B008 (it is frozen)
        """Index what is at ``path``, as far as it was captured in ``span``; files are never written.

        Damage is logged and costs the record it is in; so do more than ``most`` bytes, where a record is read.

        :raises UsageError: there is no WARC file and no WACZ package.
        :raises CaptureError: there is no room for the index.
        """
        super().__init__(site, Place)
        self.path = path
        self._most = most
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        self._files = [file for file in files if file.name.endswith((*_WARC, _WACZ))]
        self._unpacked: dict[int, Part] = {}
        self._holding: set[int] = set()
        if not self._files:
            raise UsageError(f"{path}: no .warc, .warc.gz or .wacz file there; name another")
        for number, file in enumerate(tuple(self._files)):
            try:
                self._index(number, file)
            except OSError as error:
                raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
        for url, place in self._catalogue.resolve():
            self._note(place.file, place.offset, url, "a revisit that refers to what is not there")
        self._catalogue.keep(span.since, span.until)

    @property
    def holding(self) -> list[Path]:
        """The files that hold captures of the portal."""
        return [self._files[number] for number in sorted(self._holding)]

    @property
    def unpacked(self) -> list[Path]:
        """The files whose places are those in what was unpacked of them."""
        return [self._files[number] for number in self._unpacked]

    @cached_property
    def _spool(self) -> Unpacked:
        return Unpacked()

    def path_of(self, place: Place) -> Path:
        """Return the file that a place is in."""
        return self._files[place.file]

    def locate(self, stored: Stored[Place]) -> tuple[str, int]:
        """Return the file that a capture's bytes are in, below the folder that was named, and the offset."""
        place = stored.own or stored.place
        return self._name(place.file), place.offset

    def read(self, stored: Stored[Place]) -> Copy:
        """Return what a capture holds; raises CaptureError where it cannot be read any more."""
        place, path = stored.place, self.path_of(stored.place)
        try:
            with nullcontext(part) if (part := self._unpacked.get(place.file)) else path.open("rb") as file:
                file.seek(place.offset)
                return copy_of_record(file.read(place.length), path.name, most=self._most)
        except (OSError, *DAMAGE) as error:
            raise CaptureError(f"{path.name}: the record at {place.offset} cannot be read: {error}") from error

    def all(self) -> Iterator[Stored[Place]]:
        """Give every capture, URL by URL in the order of time."""
        return self._catalogue.all()

    def at(self, url: str, moment: datetime) -> Stored[Place] | None:
        """Return the capture of ``url``, as it was requested, that was made at ``moment``."""
        captures = self._catalogue.of(self._key(url))
        return next((one for one in captures if (one.url, one.fetched_at) == (url, moment)), None)

    def response(self, stored: Stored[Place]) -> Stored[Place] | None:
        """Return the capture whose payload ``stored`` has: itself, or of a revisit the original."""
        return stored if stored.own is None else self._catalogue.at(stored.place)

    def _name(self, file: int) -> str:
        path = self._files[file]
        return path.name if path == self.path else str(path.relative_to(self.path))

    def _note(self, file: int, offset: int, url: str | None, reason: str) -> None:
        """Note a record that is left out, if it can have been the portal's."""
        if url is None or was_in_scope(url, self._site):
            name = self._name(file)
            logger.warning("%s: the record at %d%s is left out: %s", name, offset, f" ({url})" if url else "", reason)
            self._catalogue.leave_out(LeftOut(name, offset, url, reason))

    def _index(self, number: int, path: Path) -> None:
        if not path.name.endswith(_WACZ):
            with path.open("rb") as file:
                self._index_file(number, path.name, file, 0)
            return
        try:
            with ZipFile(path) as package, path.open("rb") as file:
                for entry in package.infolist():
                    if entry.filename.endswith(_WARC):
                        with package.open(entry) as inner:
                            self._index_entry(number, entry, inner, _begin(file, entry))
        except (BadZipFile, struct.error, NotImplementedError, RuntimeError) as error:
            self._note(number, 0, None, f"no package: {error}")

    def _index_entry(self, number: int, entry: ZipInfo, inner: Stream, begin: int) -> None:
        """Index a file of a package; one that is compressed there is unpacked first."""
        if entry.compress_type == ZIP_STORED:
            self._index_file(number, entry.filename, inner, begin)
        elif entry.file_size > MOST_TIMES * entry.compress_size:
            self._note(number, begin, None, f"{entry.filename} unpacks to more than {MOST_TIMES} times its size")
        else:
            logger.warning(_UNPACKING, self._name(number), f"{entry.filename} is compressed inside")
            self._index_part(number, entry.filename, self._spool.copy(inner))

    def _index_file(self, number: int, name: str, stream: Stream, begin: int) -> None:
        """Index a WARC file that begins there; one that is a single gzip member is unpacked first."""
        for found in records_of(stream):
            if found.problem == MANY_IN_ONE and found.offset == 0:
                self._index_inflated(number, name, stream)
                return
            self._index_record(number, found, begin)

    def _index_inflated(self, number: int, name: str, stream: Stream) -> None:
        """Index a WARC file that is a single gzip member."""
        logger.warning(_UNPACKING, self._name(number), f"one gzip member of {name} holds many records")
        part, problem = self._spool.inflate(stream)
        self._index_part(number, name, part)
        if problem:
            self._note(number, part.size, None, problem)

    def _index_part(self, number: int, name: str, part: Part) -> None:
        """Index what was unpacked, as a file of its own."""
        self._files.append(self._files[number])
        self._unpacked[len(self._files) - 1] = part
        self._index_file(len(self._files) - 1, name, part, 0)

    def _index_record(self, number: int, found: Found, begin: int) -> None:
        url, kind, offset = found.url, found.kind, begin + found.offset
        try:
            if found.problem or found.record is None:
                raise ValueError(found.problem)
            if url is not None and kind not in _IN_PASSING and self._is_ours(url, fetched_at_of(found.record)):
                self._add(found.record, url, Place(number, offset, found.length))
        except DAMAGE as error:
            if kind not in _IN_PASSING or found.problem == MANY_IN_ONE:
                self._note(number, offset, url, str(error))

    def _add(self, record: ArcWarcRecord, url: str, place: Place) -> None:
        said, fetched_at = record.rec_headers.get_header, fetched_at_of(record)
        if record.rec_type == "revisit":
            named = said("WARC-Refers-To-Date")
            moment = datetime.fromisoformat(named).astimezone(UTC) if named else None
            unmodified = (said("WARC-Profile") or "").endswith("/server-not-modified")
            refers_to = said("WARC-Refers-To-Target-URI") or url
            revisit = Revisit(url, fetched_at, place, unmodified, said("WARC-Refers-To"), refers_to, moment)
            self._catalogue.add_revisit(revisit)
        elif record.rec_type == "response":
            status = record.http_headers.get_statuscode() if record.http_headers else ""
            if not status.isdecimal():
                raise ValueError("no HTTP response")
            is_page = "html" in (record.http_headers.get_header("Content-Type") or "html").lower()
            stored = Stored(url, fetched_at, int(status), is_page, not said("WARC-Truncated"), place)
            self._catalogue.add(stored, record_id=said("WARC-Record-ID"))
        else:
            raise ValueError(f"a record of type {record.rec_type}, which holds no HTTP response")
        self._holding.add(place.file)


def _begin(package: IO[bytes], entry: ZipInfo) -> int:
    """Return where the bytes of a package's entry begin."""
    package.seek(entry.header_offset)
    name, extra = _ZIP_HEADER.unpack(package.read(_ZIP_HEADER.size))
    return int(entry.header_offset + _ZIP_HEADER.size + name + extra)
