"""Copies of an archive to keep elsewhere: the database alone, or a bag of all that belongs to it."""

from __future__ import annotations

import shutil
from pathlib import Path

from zjcrawl import __version__
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.documentation import DOCUMENTS, document
from zjcrawl.errors import MissingExtraError, UsageError
from zjcrawl.store.files import errors_explained
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.upkeep.obligations import LIST

_CHECKSUMS = ["sha256", "sha512"]


def copy_database(reader: ArchiveReader, path: Path) -> None:
    """Write the database, as it is at this moment, into the new file ``path``; a crawl may be writing meanwhile.

    The copy is one file without a log beside it, and has no free pages.

    :raises UsageError: ``path`` is there already.
    :raises ArchiveError: it cannot be written.
    """
    if path.exists():
        raise UsageError(f"{path}: is there already; name a new file")
    with errors_explained(path):
        reader.db.conn.execute("VACUUM INTO ?", (str(path),))


def make_bag(reader: ArchiveReader, captures: Path, path: Path) -> None:
    """Make the new folder ``path`` a BagIt bag (RFC 8493) of database, WARC files and what describes them.

    A crawl may be writing meanwhile: the database comes first, so that each of its rows has its record in the files
    copied after it, of which the last may then be an open one.

    :raises MissingExtraError: bagit is not installed.
    :raises UsageError: ``path`` is there already, or cannot be written.
    :raises ArchiveError: the database cannot be copied.
    """
    try:
        import bagit
    except ImportError as error:
        raise MissingExtraError("a bag", "bagit", "bag") from error
    try:
        path.mkdir()
        copy_database(reader, path / reader.path.name)
        _copy_captures(captures, path / captures.name)
        (path / "documentation").mkdir()
        for name in DOCUMENTS:
            shutil.copy2(document(name), path / "documentation")
        about = {"Bag-Software-Agent": f"zjcrawl {__version__}", "External-Identifier": reader.path.name}
        bagit.make_bag(str(path), about, checksums=_CHECKSUMS)
    except FileExistsError as error:
        raise UsageError(f"{path}: is there already; name a new folder") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _copy_captures(captures: Path, folder: Path) -> None:
    """Copy WARC files, and the list of takedowns, without which a database made anew would show what was hidden."""
    folder.mkdir()
    if (captures / LIST).exists():
        shutil.copy2(captures / LIST, folder)
    for name in sorted({file.name.removesuffix(OPEN_SUFFIX) for file in captures.glob("*.warc*")}):
        try:
            shutil.copy2(captures / f"{name}{OPEN_SUFFIX}", folder)
        except FileNotFoundError:
            shutil.copy2(captures / name, folder)
