"""What an article must have to be a row."""

from __future__ import annotations

from zjcrawl.records import Article

_REQUIRED = ("url", "title", "body")


def missing_fields(article: Article) -> tuple[str, ...]:
    """Return which of url, title and body the article lacks; white space alone is lacking.

    An article that lacks any is an outcome with that reason, not a row.
    """
    return tuple(name for name in _REQUIRED if not (getattr(article, name) or "").strip())
