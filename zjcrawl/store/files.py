"""The files of an archive before SQLite sees them: whose the file is, who writes into it, what a failure means."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

from zjcrawl.errors import ArchiveBusyError, ArchiveError, NotAnArchiveError
from zjcrawl.store.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68

_LONGEST_OWNER = 400

_ADVICE = {
    "SQLITE_FULL": "free space on the disk and start again",
    "SQLITE_IOERR": "check the disk (space, limits, health) and start again",
    "SQLITE_READONLY": "make the file and its folder writable",
    "SQLITE_CANTOPEN": "make the file and its folder readable and writable",
    "SQLITE_BUSY": "close the other program that writes into it and start again",
    "SQLITE_CORRUPT": "restore the file from a copy, or rebuild it from the captures",
    "SQLITE_CORRUPT_VTAB": "the index of the search is damaged: zjcrawl reindex makes it anew",
    "SQLITE_NOTADB": "restore the file from a copy, or rebuild it from the captures",
}


def side_files(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite and the lock of its writer keep beside a database, whether they are there or not."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", ".lock"))


def check_folder(path: Path) -> None:
    """Raise ArchiveError if the folder that is to hold ``path`` does not exist."""
    if not path.parent.is_dir():
        raise ArchiveError(f"{path}: the folder {path.parent} does not exist; create it first")


def check_ours(path: Path, *, create: bool = False) -> None:
    """Raise NotAnArchiveError if the existing file ``path`` is not an archive; ``create`` lets an empty one become it.

    Reads the 100 bytes of the header and nothing else, so a foreign file is left exactly as it was.  The application id
    is there from the first write on, because it is set before the file goes into WAL mode.
    """
    if path.is_dir():
        raise NotAnArchiveError(f"{path}: is a folder; name a database file")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}; make the file readable") from error
    if not header and create:
        return
    if not header:
        raise NotAnArchiveError(f"{path}: is empty, and no archive; crawl into it first, or name another")
    if not header.startswith(_MAGIC):
        raise NotAnArchiveError(f"{path}: not an SQLite database; name another file")
    if header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4] != APPLICATION_ID.to_bytes(4, "big"):
        raise NotAnArchiveError(f"{path}: an SQLite database, but not one of zjcrawl's; name another file")


class WriterLock:
    """The right to write into an archive, held through ``FILE.lock``; the kernel releases it when the process dies.

    A side file, because closing a second descriptor of the database itself would drop SQLite's own POSIX locks.  It
    stays behind, since removing it would let two writers hold locks on two files of the same name.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        :raises ArchiveBusyError: another process, or this one, already holds it.
        :raises ArchiveError: the side file cannot be written.
        """
        side = path.with_name(path.name + ".lock")
        try:
            self._descriptor = os.open(side, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise ArchiveError(f"{side}: {error.strerror}; make the folder writable") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(self._descriptor, _LONGEST_OWNER).decode("utf-8", "replace")
            self.release()
            raise ArchiveBusyError(
                f"{path}: {_described(owner)} is writing into this database; wait for it or name another file"
            ) from error
        os.ftruncate(self._descriptor, 0)
        owner = f"{os.getpid()}\n{gethostname()}\n{datetime.now(UTC).isoformat(timespec='seconds')}\n"
        os.pwrite(self._descriptor, owner.encode(), 0)

    def release(self) -> None:
        """Let another process write."""
        os.close(self._descriptor)


@contextmanager
def errors_explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file that cannot be read or written into an ArchiveError of one line.

    Wrong SQL and broken constraints are faults of the program and pass unchanged.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        explained = explained_error(path, error)
        if explained is None:
            raise
        raise explained from error


def explained_error(path: Path, error: sqlite3.DatabaseError) -> ArchiveError | None:
    """Return what ``errors_explained`` makes of an error; None where it passes unchanged."""
    name = getattr(error, "sqlite_errorname", "")
    advice = _ADVICE.get(name) or _ADVICE.get("_".join(name.split("_")[:2]))
    return ArchiveError(f"{path}: {error}; {advice}") if advice else None


def _described(owner: str) -> str:
    """Say who holds a lock: process, machine, since when and so for how long."""
    pid, host, since, *_ = (*owner.split("\n"), "", "", "")
    try:
        begun = datetime.fromisoformat(since)
    except ValueError:
        return f"process {pid or 'unknown'}"
    minutes = int((datetime.now(UTC) - begun).total_seconds()) // 60
    return f"process {pid} on {host}, since {begun:%F %H:%M} UTC ({minutes // 60} h {minutes % 60} min),"


def warc_folder(database: Path) -> Path:
    """Return the folder of WARC files that belongs to ``database`` unless a setting says otherwise."""
    return database.with_name(f"{database.stem}-warc")
