"""Writing exchanges as WARC 1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.

warcio builds the records, ISA-L compresses them, one gzip member each, so that any WARC reader can open a record by its
offset.  Files are written under a name that ends in ``.open`` and renamed when they are full or the crawl ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from isal import igzip
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.recovery import OPEN_SUFFIX, finish, recover, sync_folder
from zjcrawl.errors import CaptureError
from zjcrawl.records import RecordRef

MAX_BYTES = 1 << 30  # the size the WARC guidelines recommend for one file
CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

_LEVEL = 2  # of ISA-L: level 3 takes twice the time for 1 % on real pages


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
        self._buffer = BytesIO()
        self._builder = WARCWriter(self._buffer, gzip=False, warc_version="1.1")
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

    def write(self, exchange: Exchange) -> RecordRef:
        """Write the response, the request and, where via or hop is known, a metadata record; return the response's."""
        try:
            if self._file is None or self._end >= self.max_bytes:
                self._open_next()
            response = self._response(exchange)
            member = self._member(response)
            offset = self._end
            self._append(member + self._companions(exchange, response.rec_headers.get_header("WARC-Record-ID")))
        except OSError as error:
            raise self._cannot_write(error) from error
        return RecordRef(self._name, offset, len(member), response.rec_headers.get_header("WARC-Payload-Digest"))

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
        record = self._builder.create_warcinfo_record(self._name, self.info)
        self._info_id = record.rec_headers.get_header("WARC-Record-ID")
        self._append(self._member(record))

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

    def _member(self, record: ArcWarcRecord) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._builder.write_record(record)
        member: bytes = igzip.compress(self._buffer.getbuffer(), _LEVEL, mtime=0)
        return member

    def _response(self, exchange: Exchange) -> ArcWarcRecord:
        headers = _WireHeaders(exchange.status_line, list(exchange.response_headers), protocol=exchange.protocol)
        truncated = {"WARC-Truncated": exchange.truncated} if exchange.truncated else {}
        return self._record(exchange, "response", exchange.body, headers, truncated)

    def _companions(self, exchange: Exchange, response_id: str) -> bytes:
        concurrent = {"WARC-Concurrent-To": response_id}
        line = f"{exchange.target} HTTP/1.1"
        headers = _WireHeaders(line, list(exchange.request_headers), protocol=exchange.method)
        members = self._member(self._record(exchange, "request", exchange.request_body, headers, concurrent))
        if exchange.via or exchange.hop:
            fields = (("via", exchange.via), ("hopsFromSeed", exchange.hop))
            block = "".join(f"{name}: {value}\r\n" for name, value in fields if value).encode()
            members += self._member(self._record(exchange, "metadata", block, None, concurrent))
        return members

    def _record(
        self, exchange: Exchange, kind: str, payload: bytes, headers: StatusAndHeaders | None, extra: dict[str, str]
    ) -> ArcWarcRecord:
        fetched_at = exchange.fetched_at.astimezone(UTC)
        named = {
            "WARC-Date": fetched_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "WARC-Warcinfo-ID": self._info_id,
            **extra,
        }
        if exchange.ip and kind != "metadata":
            named["WARC-IP-Address"] = exchange.ip
        return self._builder.create_warc_record(
            exchange.url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=headers,
            warc_headers_dict=named,
        )

    def _cannot_write(self, error: OSError) -> CaptureError:
        return CaptureError(
            f"cannot write captures into {self.folder}: {error.strerror or error}; "
            "free space or make it writable, then crawl again"
        )


class _WireHeaders(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers that keep their bytes: warcio's would percent-encode what is not ASCII."""

    def to_ascii_bytes(self, header_filter: object = None) -> bytes:
        del header_filter
        text: str = self.to_str()
        return text.encode("latin-1", "replace") + b"\r\n"


def _create(path: Path) -> BinaryIO:
    """Create a file that nobody else writes, unbuffered, so that what is written can be read at once."""
    file = path.open("xb", buffering=0)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file
