"""The database: one writer, any number of readers."""

from __future__ import annotations

from zjcrawl.store.archive import Archive, Run
from zjcrawl.store.articles import Stored, StoredAs
from zjcrawl.store.reader import ArchiveReader, open_archive
from zjcrawl.store.validation import missing_fields

__all__ = ["Archive", "ArchiveReader", "Run", "Stored", "StoredAs", "missing_fields", "open_archive"]
