"""One page in, the keys of ``docs/fields.md`` out, without a crawl and without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from zjcrawl.pages.evidence import Evidence
from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Page
from zjcrawl.sites import site_of

_KEYS = (
    *("url", "site", "section", "title", "published", "published_text", "source", "source_url", "authors", "editor"),
    *("body", "images", "votes_up", "votes_down", "rights", "footer", "story_id", "copy_of", "word_count"),
    *("first_seen", "last_seen", "gone_at", "version", "capture"),
)
"""The keys of ``docs/fields.md``, in its order."""

_SERVED_AT = ("memento-datetime", "date")
"""Headers that say when a page was as it is: that of a web archive (RFC 7089), else the server's own."""


def extract(
    body: bytes,
    url: str = "",
    headers: Mapping[str, str] | None = None,
    status: int = 200,
    *,
    explain: bool = False,
) -> dict[str, Any]:
    """Read one page: bytes as served, content encoding removed, and what is known of the response.

    Returns ``kind`` (article, listing, missing, other), ``reason``, the keys of ``docs/fields.md`` (null where the page
    does not say, or where only an archive could), and for a listing ``articles`` and ``listings``, lists of
    ``{text, url}``.  ``url`` also tells which portal's names apply, and the header ``Memento-Datetime`` or ``Date`` of
    which time; without ``url`` the page speaks for itself.

    With ``explain`` there is ``evidence`` as well: by field the ``value`` as text, the ``text`` it was read from, the
    ``node`` that holds it (XPath), the ``rule`` that read it, and ``lost``, the same four of each candidate that was
    passed over, whose rule says why.  ``value`` is null for what was not found.  ``docs/explain.md`` has examples.
    """
    site = site_of(url, _served_at(headers or {}))
    evidence = Evidence() if explain else None
    response = tuple((headers or {}).items())
    page = read_page(body, url, status=status, headers=response, site=site, evidence=evidence, with_pager=False)
    article = page.article or Article(url=page.url, site=site.name if site else None)
    said = {"kind": page.kind.value, "reason": page.reason, **_fields(article), **_links(page)}
    return said if evidence is None else {**said, "evidence": _ordered(evidence.as_dict())}


def _ordered(evidence: dict[str, Any]) -> dict[str, Any]:
    """Put the evidence into the order of the keys, after what decides how they are read."""
    order = ("kind", "encoding", "view", *_KEYS)
    return dict(sorted(evidence.items(), key=lambda item: order.index(item[0].partition(".")[0])))


def _served_at(headers: Mapping[str, str]) -> datetime | None:
    given = {name.lower(): value for name, value in headers.items()}
    for name in _SERVED_AT:
        try:
            return parsedate_to_datetime(given[name])
        except (KeyError, ValueError):
            continue
    return None


def _fields(article: Article) -> dict[str, Any]:
    """Return all keys, those that only an archive could give as None."""
    said = {key: _plain(getattr(article, key, None)) for key in _KEYS}
    said["word_count"] = len("".join(article.body.split())) if article.body else None
    return said


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: lists for tuples, keys and values for records."""
    if value is None or type(value) is str:  # as nearly all are
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _links(page: Page) -> dict[str, Any]:
    if page.listing is None:
        return {}
    lists = [*page.listing.listings, *page.listing.archives, *page.sections]
    return {
        "articles": [asdict(link) for link in page.listing.articles],
        "listings": [asdict(link) for link in lists],
    }
