"""One page in, the keys of ``docs/fields.md`` out, without a crawl and without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Page
from zjcrawl.sites import site_of

_ARCHIVE_KEYS = ("story_id", "copy_of")
_HISTORY_KEYS = ("first_seen", "last_seen", "gone_at", "version", "capture")


def extract(body: bytes, url: str = "", headers: Mapping[str, str] | None = None, status: int = 200) -> dict[str, Any]:
    """Read one page: bytes as served, content encoding removed, and what is known of the response.

    Returns ``kind`` (article, listing, missing, other), ``reason``, the keys of ``docs/fields.md`` (null where the page
    does not say, or where only an archive could), and for a listing ``articles`` and ``listings``, lists of
    ``{text, url}``.  ``url`` also tells which portal's names apply; without it the page speaks for itself.
    """
    page = read_page(body, url, status=status, headers=tuple((headers or {}).items()), site=site_of(url))
    return {"kind": page.kind.value, "reason": page.reason, **_fields(page), **_links(page)}


def article_fields(article: Article) -> dict[str, Any]:
    """Return the keys of ``docs/fields.md`` that a page gives, lists as lists, plus ``word_count``."""
    fields = asdict(article)
    return {
        key: [*value] if isinstance(value, tuple) else value for key, value in ((key, fields[key]) for key in _ORDER)
    } | {"word_count": len("".join(article.body.split())) if article.body else None}


_ORDER = (
    "url",
    "site",
    "section",
    "title",
    "published",
    "published_text",
    "source",
    "source_url",
    "authors",
    "editor",
    "body",
    "images",
    "votes_up",
    "votes_down",
    "rights",
    "footer",
)


def _fields(page: Page) -> dict[str, Any]:
    site = site_of(page.url)
    said = article_fields(page.article or Article(url=page.url, site=site.name if site else None))
    word_count = said.pop("word_count")
    return said | dict.fromkeys(_ARCHIVE_KEYS) | {"word_count": word_count} | dict.fromkeys(_HISTORY_KEYS)


def _links(page: Page) -> dict[str, Any]:
    if page.listing is None:
        return {}
    sections = [*page.listing.listings, *page.sections]
    return {
        "articles": [asdict(link) for link in page.listing.articles],
        "listings": [asdict(link) for link in sections],
    }
