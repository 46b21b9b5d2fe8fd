"""Every exception a caller of zjcrawl may meet.

Each message is one line: what was wrong, with which value, and what to do about it.
"""

from __future__ import annotations

import sys


class ZjcrawlError(Exception):
    """Base of all errors that zjcrawl raises on purpose."""


class UsageError(ZjcrawlError):
    """The caller asked for something that cannot be done: unknown site, unreadable input, bad option."""


class MissingExtraError(ZjcrawlError):
    """An optional part is not installed; the message says how to install the extra into the Python that runs."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(
            f"{what} needs {package}, which is not installed: {sys.executable} -m pip install 'zjcrawl[{extra}]'"
        )


class ArchiveError(ZjcrawlError):
    """The database file cannot be used."""


class NotAnArchiveError(ArchiveError):
    """The file is not an SQLite database, or not one of zjcrawl's."""


class NewerArchiveError(ArchiveError):
    """The file was written by a newer version of zjcrawl."""


class ArchiveBusyError(ArchiveError):
    """Another crawl is writing into this database."""


class ClosedWindowError(ZjcrawlError):
    """The hours in which the portal may be crawled are over, or have not begun."""


class CaptureError(ZjcrawlError):
    """A capture cannot be written or read: disk full, folder read-only, record damaged."""


class SourceUnreachableError(CaptureError):
    """A web archive that captures are to be taken from cannot be asked: not there, busy, or without an index."""
