"""Removing the content coding of a payload: gzip, deflate, br and zstd, which is all that Scrapy asks servers for."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress

import brotli

from zjcrawl.errors import CaptureError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_SIZE = 128 << 20  # bytes of one page, inflated

_CHUNK = 8192
_GZIP_OR_ZLIB, _RAW = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS


def inflate(body: bytes, headers: Sequence[tuple[str, str]], max_size: int = MAX_SIZE) -> bytes:
    """Return a body with its content coding removed.

    A body that is cut off gives what can be read of it, one that is not coded as its headers say is returned as it is.
    Raises CaptureError where more than ``max_size`` bytes come out.
    """
    codings = [
        coding.strip().lower()
        for name, value in headers
        if name.lower() == "content-encoding"
        for coding in value.split(",")
    ]
    for coding in reversed(codings):
        decoder = _DECODERS.get(coding)
        if decoder is None or not body:
            break
        body = decoder(body, max_size + 1)
        if len(body) > max_size:
            raise CaptureError(f"a body of coding {coding} inflates to more than {max_size} bytes: not read")
    return body


def _collect(decompress: Callable[[bytes, int], bytes], body: bytes, limit: int) -> bytes:
    """Decompress chunk by chunk, so that a body broken half-way gives its first half."""
    pieces: list[bytes] = []
    with suppress(zlib.error, brotli.error, zstd.ZstdError, EOFError):
        for start in range(0, len(body), _CHUNK):
            pieces.append(decompress(body[start : start + _CHUNK], limit))
            limit -= len(pieces[-1])
            if limit <= 0:
                break
    return b"".join(pieces)


def _gunzip(body: bytes, limit: int) -> bytes:
    pieces = []
    rest = body
    while rest.startswith(b"\x1f\x8b") and limit > 0:
        member = zlib.decompressobj(_GZIP_OR_ZLIB)
        pieces.append(_collect(member.decompress, rest, limit))
        limit -= len(pieces[-1])
        rest = member.unused_data
    return b"".join(pieces) or body


def _inflate_deflate(body: bytes, limit: int) -> bytes:
    """Inflate what servers call deflate: zlib as the standard says, or raw as others do."""
    wrapped, raw = zlib.decompressobj(_GZIP_OR_ZLIB), zlib.decompressobj(_RAW)
    return _collect(wrapped.decompress, body, limit) or _collect(raw.decompress, body, limit) or body


def _unbrotli(body: bytes, limit: int) -> bytes:
    decompressor = brotli.Decompressor()
    return _collect(lambda data, size: decompressor.process(data, output_buffer_limit=size), body, limit) or body


def _unzstd(body: bytes, limit: int) -> bytes:
    return _collect(zstd.ZstdDecompressor().decompress, body, limit) or body


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate_deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
