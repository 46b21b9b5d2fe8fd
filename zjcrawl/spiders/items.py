"""The item that the spiders yield."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from zjcrawl.frontier.ledger import NO_VALIDATORS, Validators
from zjcrawl.records import Article


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which capture an article was read from, and by which version of the reader.

    The capture is the one that holds the bytes, and ``id`` its row; ``visit_id`` is the row of the visit's own capture,
    which is another where the portal gave the same bytes again.  ``validators`` are what the page said of its version.
    """

    file: str
    offset: int
    digest: str
    fetched_at: datetime
    parser: str
    status: int
    id: int | None = None
    visit_id: int | None = None
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem(Article):
    """An article as it was crawled: what it says, where that was read, and whether all of its pages were had.

    ``visit_url`` is the canonical URL of the visit that found it; it differs from ``url`` where the page names another
    address as its canonical one.
    """

    visit_url: str
    seen_at: datetime
    capture: Provenance | None = None
    pages: int = 1
    complete: bool = True

    def __str__(self) -> str:
        """Name the item in a log, where its whole text would be too much."""
        return self.url


def said(article: Article) -> dict[str, Any]:
    """Return the fields of ``article`` that a page gives, by name."""
    return {field.name: getattr(article, field.name) for field in fields(Article)}
