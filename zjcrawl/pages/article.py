"""One page in, one article out: every field that a page's labels, shape and text give."""

from __future__ import annotations

from zjcrawl.pages.document import Document
from zjcrawl.records import Article, Site


def read_article(document: Document, url: str, site: Site | None = None) -> Article:
    """Read the article on a page; absent fields are ``None`` or empty."""
    return Article(url=url, title=document.title, site=site.name if site else None)
