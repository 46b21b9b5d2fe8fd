"""Taking a record out of a WARC file without moving the others."""

from __future__ import annotations

import os
import struct
import zlib
from io import BytesIO
from pathlib import Path

from warcio.warcwriter import WARCWriter

from zjcrawl.captures.reading import locate
from zjcrawl.errors import CaptureError
from zjcrawl.records import RecordRef

_GZIP = b"\x1f\x8b"
_HEADER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""A gzip member that has a comment (RFC 1952, FCOMMENT), compressed by whatever means, from an unknown system."""


def erase_record(folder: Path, ref: RecordRef, url: str) -> None:
    """Write in the place of a record another of the very same length that says only what was there.

    It is a ``metadata`` record with the URL and the payload digest; blanks in the comment of its gzip header fill up
    what is left, so that no offset changes.  A record that was erased already is written once more.

    Raises CaptureError where the file cannot be written, is not compressed by record, or the record is too short.
    """
    path = locate(folder, ref)
    try:
        with path.open("r+b") as file:
            file.seek(ref.offset)
            if file.read(len(_GZIP)) != _GZIP:
                raise CaptureError(f"{path}: no compressed record begins at {ref.offset}, so nothing was erased")
            file.seek(ref.offset)
            file.write(_member(ref, url))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CaptureError(f"cannot write {path}: {error.strerror or error}") from error


def _member(ref: RecordRef, url: str) -> bytes:
    block = _block(ref, url)
    compressor = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    deflated = compressor.compress(block) + compressor.flush()
    trailer = struct.pack("<II", zlib.crc32(block), len(block))
    blanks = ref.length - len(_HEADER) - 1 - len(deflated) - len(trailer)
    if blanks < 0:
        raise CaptureError(f"the record at {ref.offset} of {ref.file} is too short to be erased in its place")
    return _HEADER + b" " * blanks + b"\x00" + deflated + trailer


def _block(ref: RecordRef, url: str) -> bytes:
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=False, warc_version="1.1")
    said = f"erased-payload-digest: {ref.digest}\r\n".encode("ascii")
    record = writer.create_warc_record(
        url, "metadata", payload=BytesIO(said), length=len(said), warc_content_type="application/warc-fields"
    )
    writer.write_record(record)
    return stream.getvalue()
