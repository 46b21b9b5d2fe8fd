"""Records to rows and back: JSON for lists, ISO 8601 text for times."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, fields
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from zjcrawl.dedup.bodies import text_digest
from zjcrawl.records import Article, Footer, RecordRef

Row = dict[str, Any]

TEXT_COLUMNS = ("title", "published", "published_text", "source", "source_url", "authors", "editor", "body", "images")
"""What the portal published as the article; a change of any of these is a new version."""

STATE_COLUMNS = (
    "section",
    "votes_up",
    "votes_down",
    "rights",
    "footer_id",
    "word_count",
    "pages",
    "complete",
    "parser",
)
"""What else a reading says; a change of these alone is no new version."""

READING_COLUMNS = (*TEXT_COLUMNS, *STATE_COLUMNS, "capture_id", "run_id")
"""The columns that ``article_current`` and ``article_version`` share: one reading of an article."""

_PLAIN_COLUMNS = (
    "url", "site", "section", "title", "published", "published_text", "source", "source_url", "editor", "body",
    "votes_up", "votes_down", "rights",
)  # fmt: skip

FOOTER_COLUMNS = tuple(column.name for column in fields(Footer))
"""What a footer says; the columns of ``footer`` that its digest is made of."""

_JSON_COLUMNS = ("authors", "images", "footer", "capture")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

RECORD = """
SELECT c.file, c.offset, c.length, c.digest, o.file, o.offset, o.length, o.digest
FROM capture AS c LEFT JOIN capture AS o ON o.id = c.original_id"""
"""Selects where records of captures lie, with those of their originals; a condition on ``c`` is to follow."""

SHOWN = "NOT EXISTS (SELECT 1 FROM takedown AS t WHERE t.url = a.url AND t.lifted_at IS NULL)"
"""The condition on articles ``a`` that they were not taken down."""


def to_json(value: object) -> str:
    """Return compact JSON in which Chinese stays readable."""
    return _encode(value)


@lru_cache(maxsize=64)  # what is stored of a page has one time
def timestamp(moment: datetime) -> str:
    """Return ``2026-11-22T08:05:09Z``: UTC, whole seconds, so that text order is time order.

    :raises ValueError: ``moment`` has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment} has no zone; give an aware datetime")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def article_row(article: Article) -> Row:
    """Return the columns of ``article_current`` that follow from the article alone; footer and provenance excepted."""
    row: Row = {column: getattr(article, column) for column in _PLAIN_COLUMNS}
    title, body = article.title or "", article.body or ""
    row["authors"] = to_json(article.authors)
    row["images"] = to_json([asdict(image) for image in article.images])
    row["word_count"] = sum(map(len, body.split()))
    row["text_digest"] = text_digest(title, body)
    return row


@lru_cache(maxsize=64)
def footer_row(footer: Footer) -> Row:
    """Return the columns of ``footer``; ``digest`` is equal for equal content.  The times are the caller's."""
    row = asdict(footer)
    row.update({column: to_json(row[column]) for column in ("disclaimer", "links", "qq")})
    return row | {"digest": footer_digest(row)}


def footer_digest(row: Row) -> str:
    """Return the digest of the content of a footer, its other ``FOOTER_COLUMNS``."""
    content = {column: row[column] for column in FOOTER_COLUMNS}
    return blake2b(to_json(content).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def record_ref(row: tuple[Any, ...]) -> RecordRef:
    """Return a row of ``RECORD`` as what it describes."""
    file, offset, length, digest, *original = row
    return RecordRef(file, offset, length, digest, RecordRef(*original) if original[0] is not None else None)


def added(inserted: sqlite3.Cursor) -> int:
    """Return the id of the row that an INSERT has just added.

    ``RETURNING`` would tell it as well, but SQLite makes a trigger of it, and keeps a copy of each page that such a
    statement writes, to undo it alone: 210 KB an article.
    """
    if inserted.lastrowid is None:
        raise ValueError("nothing was added; ask for the id of a row after an INSERT")
    return inserted.lastrowid


def article_dict(row: Row) -> Row:
    """Return a row of the view ``article`` as the JSON object that everyone outside sees, lists and objects decoded."""
    return {key: json.loads(value) if key in _JSON_COLUMNS and value else value for key, value in row.items()}
