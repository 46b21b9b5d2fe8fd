"""What becomes of a WARC file whose writer was killed: it keeps its whole records and gets its final name."""

from __future__ import annotations

import fcntl
import logging
import os
import zlib
from pathlib import Path

from isal import isal_zlib

OPEN_SUFFIX = ".open"

_CHUNK = 1 << 20

logger = logging.getLogger(__name__)


def recover(folder: Path, site: str) -> None:
    """Truncate each file of a site that a killed run left open to its last whole record, say so and rename it.

    Files that another process is writing are left alone.  Raises OSError.
    """
    for path in sorted(folder.glob(f"{site}-*.warc.gz{OPEN_SUFFIX}")):
        with path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            size = os.fstat(file.fileno()).st_size
            end = last_whole_member(path)
            file.truncate(end)
            os.fsync(file.fileno())
        if end:
            finish(path)
        else:
            path.unlink()
        logger.warning("recovered %s after a killed run: kept %d bytes, cut off %d", path.name, end, size - end)


def finish(path: Path) -> None:
    """Give a file that is written under the open name its final one; never over another file.  Raises OSError."""
    final = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
    if final.exists():
        raise FileExistsError(f"{final.name} is already there")
    path.rename(final)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable.  Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def last_whole_member(path: Path) -> int:
    """Return the offset of the end of the last gzip member that is whole and right; 0 where there is none."""
    end = 0
    member = isal_zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    position = 0
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            position += len(data)
            while data:
                try:
                    member.decompress(data)
                except isal_zlib.IsalError:  # type: ignore[misc]  # its stub declares an instance
                    return end
                data = member.unused_data if member.eof else b""
                if member.eof:
                    end = position - len(data)
                    member = isal_zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    return end
