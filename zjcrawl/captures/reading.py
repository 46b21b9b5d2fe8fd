"""Reading WARC files: one record by its offset, or all of a file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from zjcrawl.captures.content_coding import inflate
from zjcrawl.captures.exchange import dechunked, labelled_digest
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.errors import CaptureError
from zjcrawl.records import Capture, RecordRef


@dataclass(frozen=True, slots=True)
class Original:
    """A response whose payload a revisit shares: where it lies, what its record says of itself, and what it holds."""

    ref: RecordRef
    url: str
    date: str
    capture: Capture


def read_record(folder: Path, ref: RecordRef) -> Capture:
    """Return the capture that a record holds; its file may still be open for writing.

    A revisit has the body of its original, and of a page that was not modified status and headers as well.

    Raises CaptureError where the file is missing, or the record is damaged or not the one that ``ref`` describes.
    """
    with _damage_explained(ref):
        record = _load(folder, ref)
        if record.rec_type == "revisit":
            return _revisited(folder, ref, record)
        capture, digest = _capture(record, ref)
    if digest != ref.digest:
        raise CaptureError(f"{_name(ref)} is damaged: its payload has digest {digest}, not {ref.digest}")
    return capture


def check_record(folder: Path, ref: RecordRef) -> Capture:
    """Hold a record against its own digests, of block and payload, and the one that ``ref`` has; return what it holds.

    Raises CaptureError where it is missing, damaged or not the one that ``ref`` describes.
    """
    with _damage_explained(ref):
        if len(member := _read_span(folder, ref)) != ref.length:
            raise ValueError(f"its file ends after {len(member)} of {ref.length} bytes")
        block = isal_zlib.decompress(member, wbits=16 + zlib.MAX_WBITS)
        for record in ArchiveIterator(BytesIO(block), check_digests="raise"):
            record.raw_stream.read()
    return read_record(folder, ref)


def read_original(folder: Path, ref: RecordRef) -> Original | None:
    """Return what a revisit needs to know of the response at ``ref``; None where it is no whole response.

    Raises CaptureError where it cannot be read, or its payload is damaged.
    """
    with _damage_explained(ref):
        record = _load(folder, ref)
        said = record.rec_headers.get_header
        whole = record.rec_type == "response" and not said("WARC-Truncated")
        capture, digest = _capture(record, ref)
    if not whole or digest != ref.digest:
        return None
    return Original(ref, said("WARC-Target-URI"), said("WARC-Date"), capture)


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
                capture, digest = _capture(record, None)
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


def _load(folder: Path, ref: RecordRef) -> ArcWarcRecord:
    member = _read_span(folder, ref)
    block = isal_zlib.decompress(member, wbits=16 + zlib.MAX_WBITS)
    return next(iter(ArchiveIterator(BytesIO(block))))


def _revisited(folder: Path, ref: RecordRef, record: ArcWarcRecord) -> Capture:
    """Return what a revisit stands for."""
    if ref.original is None:
        raise ValueError("a revisit, and nothing says of what")
    original = read_record(folder, ref.original)
    fetched_at, url = fetched_at_of(record), record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_headers.get_header("WARC-Profile").endswith("/server-not-modified"):
        return replace(original, url=url, fetched_at=fetched_at, record=ref)
    status, headers = int(record.http_headers.get_statuscode()), tuple(record.http_headers.headers)
    return replace(original, url=url, status=status, headers=headers, fetched_at=fetched_at, record=ref)


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


def _capture(record: ArcWarcRecord, ref: RecordRef | None) -> tuple[Capture, str]:
    """Read a response record; the digest is that of its payload, transfer coding removed."""
    received: bytes = record.raw_stream.read()
    headers = tuple(record.http_headers.headers)
    chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
    payload = dechunked(received) if chunked else received
    capture = Capture(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=inflate(payload, headers),
        fetched_at=fetched_at_of(record),
        record=ref,
    )
    return capture, labelled_digest(payload)


def fetched_at_of(record: ArcWarcRecord) -> datetime:
    """Return when a record says that it was captured."""
    return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC)
