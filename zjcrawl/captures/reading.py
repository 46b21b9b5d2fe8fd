"""Reading WARC files: one record by its offset, or all of a file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from zjcrawl.captures.content_coding import inflate
from zjcrawl.captures.digests import hold_against, payloads
from zjcrawl.captures.exchange import Exchange, Headers, dechunked, head_end, header_fields, labelled_digest
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.errors import CaptureError
from zjcrawl.records import Capture, RecordRef

DATE_FIELD = "WARC-HTTP-Date"
"""Our name for the ``Date`` of a response of which a revisit has no more of the head, the rest being the original's."""


@dataclass(frozen=True, slots=True)
class Original:
    """A response whose payload a revisit shares: where it lies, what its record says of itself, and what it holds.

    ``head`` is that of the response, byte for byte; ``truncated`` is the reason why it is not whole, if it is not.
    """

    ref: RecordRef
    url: str
    date: str
    head: bytes
    capture: Capture
    truncated: str | None = None

    def recodes(self, exchange: Exchange) -> bool:
        """Tell whether ``exchange`` has the same content in other bytes, and no more that is new.

        Servers that compress each answer may write the time into it, or something at random against guessing.
        """
        if not exchange.coded or not exchange.has_head(self.head, of_any_length=True):
            return False
        fields = header_fields(exchange.response[: exchange.head])
        with suppress(CaptureError):  # it is larger than ours
            return inflate(bytes(exchange.payload), fields, len(self.capture.body)) == self.capture.body
        return False


def read_record(folder: Path, ref: RecordRef) -> Capture:
    """Return the capture that a record holds; its file may still be open for writing.

    A revisit has the body of its original, and of a page that was not modified status and headers as well.

    Raises CaptureError where the file is missing, or the record is damaged or not the one that ``ref`` describes.
    """
    with _damage_explained(ref):
        return _held(folder, ref, _parsed(_read_span(folder, ref)))


def check_record(folder: Path, ref: RecordRef) -> Capture:
    """Hold a record against its own digests, of block and payload, and the one that ``ref`` has; return what it holds.

    Raises CaptureError where it is missing, damaged or not the one that ``ref`` describes.
    """
    with _damage_explained(ref):
        if len(member := _read_span(folder, ref)) != ref.length:
            raise ValueError(f"its file ends after {len(member)} of {ref.length} bytes")
        record = _parsed(member)
        hold_against("block", record.fields.get("warc-block-digest"), lambda: [record.block])
        if record.said("WARC-Type") == "response" and "warc-truncated" not in record.fields:
            hold_against("payload", record.fields.get("warc-payload-digest"), lambda: payloads(record.block))
        return _held(folder, ref, record)


def read_original(folder: Path, ref: RecordRef) -> Original | None:
    """Return what a revisit needs to know of the response at ``ref``; None where it is no response.

    Raises CaptureError where it cannot be read, or its payload is damaged.
    """
    with _damage_explained(ref):
        record = _parsed(_read_span(folder, ref))
        if record.said("WARC-Type") != "response":
            return None
        capture, digest = record.capture(ref)
        if digest != ref.digest:
            return None
        url, date = record.said("WARC-Target-URI"), record.said("WARC-Date")
        head = record.block[: head_end(record.block)]
        return Original(ref, url, date, head, capture, record.fields.get("warc-truncated"))


def iter_records(path: Path) -> Iterator[Capture]:
    """Give the captures of all HTTP responses of a WARC file, gzip per record or plain, in its order.

    Revisits are left out: their bodies are elsewhere.  Raises CaptureError at the first record that cannot be read.
    """
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                capture, digest = _capture(
                    record.rec_headers.get_header("WARC-Target-URI"),
                    int(record.http_headers.get_statuscode()),
                    tuple(record.http_headers.headers),
                    record.raw_stream.read(),
                    fetched_at_of(record),
                    None,
                )
                offset, length = records.get_record_offset(), records.get_record_length()  # skip what is not read yet
                yield replace(capture, record=RecordRef(path.name.removesuffix(OPEN_SUFFIX), offset, length, digest))
    except OSError as error:
        raise CaptureError(f"cannot read {path}: {error.strerror or error}") from error
    except (zlib.error, ArchiveLoadFailed, ValueError, AttributeError) as error:
        raise CaptureError(f"{path} is damaged: {error}") from error


def _name(ref: RecordRef) -> str:
    return f"the record at {ref.offset} of {ref.file}"


@contextmanager
def _damage_explained(ref: RecordRef) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CaptureError(f"cannot read {_name(ref)}: {error.strerror or error}") from error
    except (isal_zlib.IsalError, ArchiveLoadFailed, StopIteration, ValueError, AttributeError) as error:  # type: ignore[misc]  # so the stub
        raise CaptureError(f"{_name(ref)} is damaged: {error or 'no record'}") from error


class _Record(NamedTuple):
    """A record of ours: its named fields, by names in lower case, and its block.

    It is taken apart here, in half the time that warcio's parser of anybody's records takes for it.
    """

    fields: dict[str, str]
    block: bytes

    def said(self, name: str) -> str:
        """Return a field that it must have."""
        try:
            return self.fields[name.lower()]
        except KeyError:
            raise ValueError(f"it has no {name}") from None

    def http(self) -> tuple[int, Headers, int]:
        """Return status and header fields of the response that it holds, and the length of that head."""
        end = head_end(self.block)
        status = self.block[:end].split(b" ", 2)[1:2]
        if end == 0 or not self.block.startswith(b"HTTP/") or not status:
            raise ValueError("it holds no HTTP response")
        return int(status[0]), header_fields(self.block[:end]), end

    def fetched_at(self) -> datetime:
        """Return when it was captured."""
        return datetime.fromisoformat(self.said("WARC-Date")).astimezone(UTC)

    def capture(self, ref: RecordRef) -> tuple[Capture, str]:
        """Return the response, and the digest of its payload, transfer coding removed."""
        status, headers, end = self.http()
        return _capture(self.said("WARC-Target-URI"), status, headers, self.block[end:], self.fetched_at(), ref)


def _parsed(member: bytes) -> _Record:
    record = isal_zlib.decompress(member, wbits=16 + zlib.MAX_WBITS)
    head, blank, rest = record.partition(b"\r\n\r\n")
    if not head.startswith(b"WARC/") or not blank:
        raise ValueError("no record")
    pairs = (line.partition(":") for line in head.decode().split("\r\n")[1:])
    loaded = _Record({name.lower(): value.strip() for name, _, value in pairs}, rest)
    length = int(loaded.said("Content-Length"))
    if not 0 <= length <= len(rest):
        raise ValueError(f"it claims {length} bytes, and has {len(rest)}")
    return loaded._replace(block=rest[:length])


def _held(folder: Path, ref: RecordRef, record: _Record) -> Capture:
    """Return what a record holds or refers to; raises CaptureError where that is not the payload that ``ref`` has."""
    if record.said("WARC-Type") == "revisit":
        return _revisited(folder, ref, record)
    capture, digest = record.capture(ref)
    if digest != ref.digest:
        raise CaptureError(f"{_name(ref)} is damaged: its payload has digest {digest}, not {ref.digest}")
    return capture


def _revisited(folder: Path, ref: RecordRef, record: _Record) -> Capture:
    """Return what a revisit stands for."""
    if ref.original is None:
        raise ValueError("a revisit, and nothing says of what")
    original = read_record(folder, ref.original)
    fetched_at, url = record.fetched_at(), record.said("WARC-Target-URI")
    if not record.block:
        headers = _dated(original.headers, record.fields.get(DATE_FIELD.lower()))
        return replace(original, url=url, headers=headers, fetched_at=fetched_at, record=ref)
    status, headers, _ = record.http()
    return replace(original, url=url, status=status, headers=headers, fetched_at=fetched_at, record=ref)


def _dated(headers: Headers, date: str | None) -> Headers:
    """Return the header fields with another date, where there is one."""
    if date is None:
        return headers
    place = next((number for number, (name, _) in enumerate(headers) if name.lower() == "date"), len(headers))
    return (*headers[:place], *((name, date) for name, _ in headers[place : place + 1]), *headers[place + 1 :])


def locate(folder: Path, ref: RecordRef) -> Path:
    """Return the path of a record's file, which may still be open for writing; ValueError if the name is a path."""
    if Path(ref.file).name != ref.file:
        raise ValueError(f"{ref.file!r} is no plain file name")
    path = folder / ref.file
    return path if path.exists() else path.with_name(path.name + OPEN_SUFFIX)


def _read_span(folder: Path, ref: RecordRef) -> bytes:
    with locate(folder, ref).open("rb") as file:
        file.seek(ref.offset)
        return file.read(ref.length)


def _capture(
    url: str, status: int, headers: Headers, received: bytes, fetched_at: datetime, ref: RecordRef | None
) -> tuple[Capture, str]:
    """Return a capture, and the digest of its payload; ``received`` is the body, transfer coding included."""
    chunked = any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers)
    payload = dechunked(received) if chunked else received
    return Capture(url, status, headers, inflate(payload, headers), fetched_at, ref), labelled_digest(payload)


def fetched_at_of(record: ArcWarcRecord) -> datetime:
    """Return when a record says that it was captured."""
    return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC)
