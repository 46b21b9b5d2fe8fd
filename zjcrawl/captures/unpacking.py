"""Files whose records cannot be read in place: compressed as a whole, by gzip or inside of a package."""

from __future__ import annotations

import os
import weakref
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Protocol

from zjcrawl.errors import CaptureError

_CHUNK = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS
MOST_TIMES = 100
"""How many times its size a file may unpack to; pages are packed to a fifth, and what goes far beyond is a trap."""


class Stream(Protocol):
    """What can be read from any place on."""

    def seek(self, offset: int, /) -> int:
        """Go on reading at ``offset``."""

    def read(self, size: int = -1, /) -> bytes:
        """Read ``size`` bytes, or what is left."""


class Part:
    """A part of an open file, to be read like a file."""

    def __init__(self, descriptor: int, begin: int, size: int) -> None:
        self.size = size
        self._descriptor = descriptor
        self._begin = begin
        self._at = 0

    def seek(self, offset: int, /) -> int:
        """Go on reading at ``offset``."""
        self._at = offset
        return offset

    def read(self, size: int = -1, /) -> bytes:
        """Read ``size`` bytes, or what is left."""
        left = max(0, self.size - self._at)
        data = os.pread(self._descriptor, left if size < 0 else min(size, left), self._begin + self._at)
        self._at += len(data)
        return data


class Unpacked:
    """A temporary file without a name, with one unpacked file behind the other; it is gone with whoever has it."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._end = 0

    def copy(self, stream: Stream) -> Part:
        """Take what ``stream`` has from its place on; raises CaptureError where there is no room for it."""
        begin = self._end
        while data := stream.read(_CHUNK):
            self._write(data)
        return Part(self._file.fileno(), begin, self._end - begin)

    def inflate(self, packed: Stream) -> tuple[Part, str | None]:
        """Unpack a gzip file as far as it can be, and say why it ends there if it should not.

        :raises CaptureError: there is no room for it.
        """
        begin, problem = self._end, None
        try:
            for data in _inflated(packed):
                self._write(data)
        except (zlib.error, EOFError, OverflowError) as error:
            problem = f"its gzip member is damaged: {error}"
        return Part(self._file.fileno(), begin, self._end - begin), problem

    def _write(self, data: bytes) -> None:
        try:
            written = 0
            while written < len(data):
                written += self._file.write(memoryview(data)[written:])
        except OSError as error:
            told = "free space, or name another folder with the environment variable TMPDIR"
            raise CaptureError(f"no room to unpack captures among temporary files: {error.strerror}; {told}") from error
        self._end += len(data)


def _inflated(packed: Stream) -> Iterator[bytes]:
    """Give what the members of a gzip file hold.

    :raises zlib.error, EOFError, OverflowError: one is damaged, cut off, or unpacks to more than can be meant.
    """
    packed.seek(0)
    member, room = None, 0
    while data := packed.read(_CHUNK):
        room += len(data) * MOST_TIMES
        while data:
            member = member or zlib.decompressobj(_GZIP)
            yield (piece := member.decompress(data, _CHUNK))
            if (room := room - len(piece)) < 0:
                raise OverflowError(f"it unpacks to more than {MOST_TIMES} times its size")
            data = member.unconsumed_tail
            if member.eof:
                data, member = member.unused_data, None
    if member is not None:
        raise EOFError("it is cut off")
