"""zjcrawl builds a permanent, verifiable, queryable archive of a Chinese regional news portal.

How the data flows, and which room each step is in:

    seeds → frontier → fetch → captures (WARC) → pages → dedup → store (SQLite) → search · browse · export · report

Beside it: ``sites`` says what is particular to a portal, ``spiders`` walks it, ``drift`` holds each run against those
before it, ``upkeep`` holds rows against captures and reads these again, ``cli`` has the verbs.

Captures are the truth and the database is derived from them; every row names the capture it was read from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zjcrawl.extraction import extract
    from zjcrawl.store.reader import open_archive

__version__ = "0.1.0"

__all__ = ["extract", "open_archive"]

_HOMES = {"extract": "zjcrawl.extraction", "open_archive": "zjcrawl.store.reader"}


def __getattr__(name: str) -> Any:
    """Import the public functions when they are first used: reading a page needs no database, and the reverse."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
