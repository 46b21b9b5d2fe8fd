"""Reading WARC files: one record by its offset, or all of a file."""

from __future__ import annotations

import zlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from zjcrawl.captures.content_coding import inflate
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.errors import CaptureError
from zjcrawl.records import Capture, RecordRef


def read_record(folder: Path, ref: RecordRef) -> Capture:
    """Return the capture that a record holds; its file may still be open for writing.

    Raises CaptureError where the file is missing, or the record is damaged or not the one that ``ref`` describes.
    """
    name = f"the record at {ref.offset} of {ref.file}"
    try:
        member = _read_span(folder, ref)
        block = isal_zlib.decompress(member, wbits=16 + zlib.MAX_WBITS)
        record = next(iter(ArchiveIterator(BytesIO(block))))
        capture, digest = _capture(record, ref)
    except OSError as error:
        raise CaptureError(f"cannot read {name}: {error.strerror or error}") from error
    except (isal_zlib.IsalError, ArchiveLoadFailed, StopIteration, ValueError, AttributeError) as error:  # type: ignore[misc]  # so the stub
        raise CaptureError(f"{name} is damaged: {error or 'no record'}") from error
    if digest != ref.digest:
        raise CaptureError(f"{name} is damaged: its payload has digest {digest}, not {ref.digest}")
    return capture


def iter_records(path: Path) -> Iterator[Capture]:
    """Give the captures of all HTTP responses of a WARC file, gzip per record or plain, in its order.

    Raises CaptureError at the first record that cannot be read.
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


def _read_span(folder: Path, ref: RecordRef) -> bytes:
    if Path(ref.file).name != ref.file:
        raise ValueError(f"{ref.file!r} is no plain file name")
    path = folder / ref.file
    if not path.exists():
        path = path.with_name(path.name + OPEN_SUFFIX)
    with path.open("rb") as file:
        file.seek(ref.offset)
        return file.read(ref.length)


def _capture(record: ArcWarcRecord, ref: RecordRef | None) -> tuple[Capture, str]:
    """Read a response record; the digest is that of its payload as it lies there."""
    payload: bytes = record.raw_stream.read()
    headers = tuple(record.http_headers.headers)
    chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
    entity: bytes = ChunkedDataReader(BytesIO(payload)).read() if chunked else payload
    fetched_at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC)
    capture = Capture(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=inflate(entity, headers),
        fetched_at=fetched_at,
        record=ref,
    )
    return capture, "sha1:" + b32encode(sha1(payload, usedforsecurity=False).digest()).decode()
