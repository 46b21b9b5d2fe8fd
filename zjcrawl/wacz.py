"""A crawl as one WACZ file (https://specs.webrecorder.net/wacz/1.1.1/): captures, index, pages and their digests."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, TypeVar
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from zjcrawl import __version__
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.errors import CaptureError, MissingExtraError, UsageError
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import SHOWN

T = TypeVar("T")

_INDEX = "index.cdx.gz"
_PAGES = f"""
SELECT c.url, c.fetched_at AS ts, a.title, a.body AS text
FROM article_current AS a JOIN capture AS c ON c.id = a.capture_id
WHERE {SHOWN} ORDER BY a.url"""  # noqa: S608 - constants


def export_wacz(reader: ArchiveReader, folder: Path, output: Path) -> int:
    """Package the captures in ``folder`` that the archive names, with its articles as the pages; return how many pages.

    The file takes its name when it is whole.

    :raises MissingExtraError: the index cannot be made without the extra.
    :raises CaptureError: a file of captures is missing, or a crawl is writing into it.
    :raises UsageError: the output cannot be written.
    """
    try:
        from cdxj_indexer import CDXJIndexer
    except ImportError as error:
        raise MissingExtraError("a WACZ file", "cdxj-indexer", "wacz") from error
    conn = reader.db.conn
    files = [_closed(folder, name) for (name,) in conn.execute("SELECT DISTINCT file FROM capture ORDER BY file")]
    part = output.with_name(f"{output.name}.part")
    try:
        with ZipFile(part, "w") as archive:
            package = _Package(archive)
            sizes = {path: path.stat().st_size for path in files}
            for path, size in sizes.items():
                package.add(f"archive/{path.name}", size, lambda sink, path=path: _copy(path, sink))  # type: ignore[misc]
            lines, most = io.StringIO(), sum(sizes.values())
            package.add(f"indexes/{_INDEX}", most, lambda sink: _index(CDXJIndexer, lines, files, sink))
            package.add("indexes/index.idx", most, lambda sink: sink.write(lines.getvalue().encode()))
            pages, most = conn.execute(_PAGES), 2 * reader.path.stat().st_size
            count = package.add("pages/pages.jsonl", most, lambda sink: _write_pages(pages, sink), ZIP_DEFLATED)
            package.close()
        part.replace(output)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return count


class _Package:
    """The resources of a package on their way into it, and the digest of each."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._resources: list[dict[str, object]] = []

    def add(self, path: str, most: int, write: Callable[[IO[bytes]], T], compression: int = ZIP_STORED) -> T:
        """Write a resource of at most ``most`` bytes; players read captures and index in place, uncompressed."""
        with self._opened(path, compression, most) as sink:
            result = write(sink)  # type: ignore[arg-type]  # it has what is used: write and flush
        described = {"name": Path(path).name, "path": path, "hash": sink.digest, "bytes": sink.size}
        self._resources.append(described)
        return result

    def close(self) -> None:
        """Write what lists the resources, and the digest of that."""
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": f"zjcrawl {__version__}",
            "created": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "resources": self._resources,
        }
        content = json.dumps(package, indent=2).encode()
        with self._opened("datapackage.json", ZIP_DEFLATED, len(content)) as sink:
            sink.write(content)
        told = {"path": "datapackage.json", "hash": sink.digest}
        self._archive.writestr("datapackage-digest.json", json.dumps(told))

    @contextmanager
    def _opened(self, path: str, compression: int, most: int) -> Iterator[_Hashing]:
        """Begin an entry: with sizes of 64 bits only where it needs them, which ReplayWeb.page does not expect else."""
        entry = ZipInfo(path, datetime.now(UTC).timetuple()[:6])
        entry.compress_type = compression
        entry.external_attr = 0o644 << 16
        with self._archive.open(entry, "w", force_zip64=most > ZIP64_LIMIT) as stream:
            yield _Hashing(stream)


class _Hashing:
    """A stream that notes the length and the digest of what is written to it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """The digest so far, labelled."""
        return f"sha256:{self._hash.hexdigest()}"

    def write(self, data: bytes) -> int:
        """Pass ``data`` on."""
        self._hash.update(data)
        self.size += len(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Pass on what the stream still holds."""
        self._stream.flush()


def _closed(folder: Path, name: str) -> Path:
    path = folder / name
    if path.exists():
        return path
    if path.with_name(name + OPEN_SUFFIX).exists():
        raise CaptureError(f"{path}{OPEN_SUFFIX}: is still open; package it when the crawl, or the next one, has ended")
    raise CaptureError(f"{path}: missing; put it back, or name the folder that has it with --captures")


def _copy(path: Path, sink: IO[bytes]) -> None:
    with path.open("rb") as file:
        shutil.copyfileobj(file, sink, 1 << 20)


def _index(indexer: Any, lines: IO[str], files: list[Path], sink: IO[bytes]) -> None:
    """Write the index in blocks of gzip to ``sink``, and where the blocks lie to ``lines``."""
    named = list(map(str, files))
    indexer(lines, named, sort=True, compress=sink, data_out_name=_INDEX).process_all()


def _write_pages(rows: Iterator[tuple[str, str, str, str]], sink: IO[bytes]) -> int:
    """Write a page a line, with its text, so that players can search in it."""
    sink.write(b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": true}\n')
    count = 0
    for url, ts, title, text in rows:
        sink.write(f"{json.dumps({'url': url, 'ts': ts, 'title': title, 'text': text}, ensure_ascii=False)}\n".encode())
        count += 1
    return count
