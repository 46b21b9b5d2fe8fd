"""Writing exchanges as WARC 1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.

Each record is a gzip member of its own, so that any WARC reader can open it by its offset; ISA-L compresses it.  Files
are written under a name that ends in ``.open`` and renamed when they are full or the crawl ends.

Blocks are what went over the wire, transfer coding included, as the standard asks.  Its payload is what remains without
the transfer coding, and so is the digest of a capture; but warcio and FastWARC take the payload digest of a chunked
response over the chunks and find fault with the standard's (https://github.com/webrecorder/warcio/issues/74), so
chunked responses name their block digest only, which the standard leaves open.
"""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from uuid import uuid4

from isal import igzip

from zjcrawl.captures.exchange import NOT_MODIFIED, Exchange, labelled_digest
from zjcrawl.captures.reading import DATE_FIELD, Original
from zjcrawl.captures.recovery import OPEN_SUFFIX, finish, recover, sync_folder
from zjcrawl.errors import CaptureError
from zjcrawl.records import RecordRef

MAX_BYTES = 1 << 30  # the size the WARC guidelines recommend for one file
CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

_LEVEL = 2  # of ISA-L: level 3 takes twice the time for 1 % on real pages; of revisits zlib makes 1.5 % less
_REQUEST, _RESPONSE = "application/http;msgtype=request", "application/http;msgtype=response"
_FIELDS = "application/warc-fields"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_IDENTICAL, _UNMODIFIED = "identical-payload-digest", "server-not-modified"
RECODED = "http://zjcrawl.invalid/warc/revisit/identical-content"
"""Our profile of a revisit whose payload is the original's content, compressed into other bytes; a name, no address."""
RECEIVED_FIELD = "WARC-Received-Payload-Digest"
"""Our name for the digest of such a payload as it came; ``WARC-Payload-Digest`` is the original's."""
_HERITRIX = {b"etag": "WARC-Etag", b"last-modified": "WARC-Last-Modified"}
_VALIDATORS = re.compile(rb"(?<=\n)(etag|last-modified):[ \t]*([^\r\n]*)", re.IGNORECASE)

Fields = Iterable[tuple[str, str | None]]
"""Named fields of a record; those without a value are left out."""


class WarcWriter:
    """Writes exchanges into the WARC files of one site.

    ``folder`` is made if it is not there; files in it that a killed run left open are recovered first.  Files are named
    ``<site>-<time of opening, UTC>-<serial>.warc.gz`` and hold ``max_bytes`` and one exchange at most.  ``info`` is
    what the warcinfo record at the head of each file says beside format and conformsTo: software, operator, robots,
    http-header-user-agent (the names are the standard's).

    Every method raises CaptureError where the disk is full or the folder cannot be written.  After that the file ends
    with the last whole exchange.
    """

    def __init__(
        self, folder: Path, site: str, *, max_bytes: int = MAX_BYTES, info: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.site = site
        self.max_bytes = max_bytes
        self.info = {"format": "WARC File Format 1.1", "conformsTo": CONFORMS_TO, "isPartOf": site, **(info or {})}
        self._serial = 0
        self._file: BinaryIO | None = None
        self._name = ""
        self._info_id = ""
        self._end = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            recover(folder, site)
        except OSError as error:
            raise self._cannot_write(error) from error
        if not os.access(folder, os.W_OK):
            raise CaptureError(f"the folder of captures {folder} is not writable: choose another or change its mode")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, exchange: Exchange, original: Original | None = None) -> RecordRef:
        """Write what one exchange gives and return where its response is.

        That is the response, the request and a metadata record; or, where ``original`` holds the same payload or the
        same content (``Original.recodes``), one revisit record that refers to it.  A revisit stands alone: its request
        and the way to it are much like those of the original, and it would be three times as large with them.
        """
        digest = original.ref.digest if original else labelled_digest(exchange.payload)
        record_id = _new_id()
        try:
            if self._file is None or self._end >= self.max_bytes:
                self._open_next()
            offset = self._end
            if original is not None:
                member, others = _revisit(exchange, record_id, original), b""
            else:
                member, others = self._response(exchange, record_id, digest), self._companions(exchange, record_id)
            self._append(member + others)
        except OSError as error:
            raise self._cannot_write(error) from error
        return RecordRef(self._name, offset, len(member), digest, original.ref if original else None)

    def flush(self) -> None:
        """Make all that was written durable; call it before a database refers to it."""
        if self._file is not None:
            try:
                os.fsync(self._file.fileno())
            except OSError as error:
                raise self._cannot_write(error) from error

    def close(self) -> None:
        """Make all that was written durable and give the file its final name."""
        if self._file is None:
            return
        self.flush()
        file, self._file = self._file, None
        try:
            finish(self._open_path)
        except OSError as error:
            raise self._cannot_write(error) from error
        finally:
            file.close()

    @property
    def _open_path(self) -> Path:
        return self.folder / (self._name + OPEN_SUFFIX)

    def _open_next(self) -> None:
        self.close()
        started = datetime.now(UTC)
        while self._file is None:
            self._name = f"{self.site}-{started:%Y%m%d%H%M%S}-{self._serial:05}.warc.gz"
            self._serial += 1
            if not (self.folder / self._name).exists():
                self._file = _create(self._open_path)
                sync_folder(self.folder)
        self._end = 0
        self._info_id = _new_id()
        date = started.isoformat(timespec="microseconds").replace("+00:00", "Z")
        block = _fields(self.info.items())
        named = (("WARC-Filename", self._name), *_described(block, _FIELDS))
        self._append(_member("warcinfo", self._info_id, date, named, block))

    def _append(self, data: bytes) -> None:
        """Write to the end of the file, or leave it as it was."""
        assert self._file is not None  # noqa: S101 (write opens one)
        try:
            written = 0
            while written < len(data):
                written += self._file.write(memoryview(data)[written:])
        except OSError:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            raise
        self._end += len(data)

    def _response(self, exchange: Exchange, record_id: str, digest: str) -> bytes:
        named = (
            ("WARC-Target-URI", exchange.url),
            ("WARC-IP-Address", exchange.ip),
            ("WARC-Warcinfo-ID", self._info_id),
            ("WARC-Payload-Digest", None if exchange.chunked else digest),
            ("WARC-Truncated", exchange.truncated),
            *_described(exchange.response, _RESPONSE),
        )
        return _member("response", record_id, date_of(exchange), named, exchange.response)

    def _companions(self, exchange: Exchange, response_id: str) -> bytes:
        """Return the records that belong to a response: its request, and how the crawl came to it."""
        about = (
            ("WARC-Target-URI", exchange.url),
            ("WARC-Concurrent-To", response_id),
            ("WARC-Warcinfo-ID", self._info_id),
        )
        date = date_of(exchange)
        asked = (*about, ("WARC-IP-Address", exchange.ip), *_described(exchange.request, _REQUEST))
        said = (
            ("via", exchange.via),
            ("hopsFromSeed", exchange.hops),
            ("fetchTimeMs", None if exchange.milliseconds is None else str(exchange.milliseconds)),
            ("description", exchange.note),
        )
        members = _member("request", _new_id(), date, asked, exchange.request) if exchange.request else b""
        if block := _fields(said):
            members += _member("metadata", _new_id(), date, (*about, *_described(block, _FIELDS)), block)
        return members

    def _cannot_write(self, error: OSError) -> CaptureError:
        return CaptureError(
            f"cannot write captures into {self.folder}: {error.strerror or error}; "
            "free space or make it writable, then crawl again"
        )


def date_of(exchange: Exchange) -> str:
    """Return what WARC-Date says of an exchange: when it began, UTC."""
    fetched_at = exchange.fetched_at.astimezone(UTC)
    return fetched_at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _revisit(exchange: Exchange, record_id: str, original: Original) -> bytes:
    """Return a record of the same payload as the original's; nothing in it that the standard can do without.

    The original is named by URL and date, which is how players look for it; its id as well would be 7 % more.  The
    head of the response is its block, or there is none where the original's says as much, which readers take then.
    After a 304 they must: players would show the empty 304.  Its validators become fields of the record, as Heritrix
    writes them.
    """
    unmodified = exchange.status == NOT_MODIFIED
    received = None if unmodified else labelled_digest(exchange.payload)
    recoded = received not in (None, original.ref.digest)
    alike = recoded or exchange.has_head(original.head)
    block = b"" if unmodified or alike else exchange.response[: exchange.head]
    validators = _VALIDATORS.findall(exchange.response, 0, exchange.head) if unmodified else ()
    named = (
        ("WARC-Target-URI", exchange.url),
        ("WARC-IP-Address", exchange.ip),
        ("WARC-Profile", RECODED if recoded else _PROFILE + (_UNMODIFIED if unmodified else _IDENTICAL)),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.date),
        ("WARC-Payload-Digest", original.ref.digest),
        (RECEIVED_FIELD, received if recoded else None),
        ("WARC-Truncated", "length" if block else exchange.truncated),
        *((_HERITRIX[name.lower()], value.decode("latin-1")) for name, value in validators),
        (DATE_FIELD, exchange.date if alike else None),
        ("Content-Type", _RESPONSE if block else None),
    )
    record = _record("revisit", record_id, date_of(exchange), named, block)
    return zlib.compress(record, zlib.Z_BEST_COMPRESSION, wbits=16 + zlib.MAX_WBITS)


def _described(block: bytes, content_type: str) -> Fields:
    return ("WARC-Block-Digest", labelled_digest(block)), ("Content-Type", content_type)


def _member(kind: str, record_id: str, date: str, named: Fields, block: bytes) -> bytes:
    """Return one record, compressed."""
    member: bytes = igzip.compress(_record(kind, record_id, date, named, block), _LEVEL, mtime=0)
    return member


def _record(kind: str, record_id: str, date: str, named: Fields, block: bytes) -> bytes:
    """Return one record as a plain file has it."""
    fields = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", date),
        *named,
        ("Content-Length", str(len(block))),
    )
    return b"".join((b"WARC/1.1\r\n", _fields(fields), b"\r\n", block, b"\r\n\r\n"))


def _fields(fields: Fields) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields if value is not None).encode()


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _create(path: Path) -> BinaryIO:
    """Create a file that nobody else writes, unbuffered, so that what is written can be read at once."""
    file = path.open("xb", buffering=0)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file
