"""Putting an article together that a portal cut into pages."""

from __future__ import annotations

from dataclasses import replace

from zjcrawl.pages.folding import fold
from zjcrawl.records import Article


def joined(article: Article, further: Article | None) -> Article | None:
    """Return ``article`` with the text and pictures of ``further``; what only a later page says fills what is absent.

    None where ``further`` is no page of it: a page that goes on has the title of the first and a text of its own.  The
    pager of a related list, and 下一页 that leads to the next article, lead elsewhere.
    """
    if further is None or not _continues(article, further):
        return None
    return replace(
        article,
        body=f"{article.body}\n{further.body}",
        images=article.images + tuple(image for image in further.images if image not in article.images),
        source=article.source or further.source,
        source_url=article.source_url or further.source_url,
        authors=article.authors or further.authors,
        editor=article.editor or further.editor,
        published=article.published or further.published,
        published_text=article.published_text or further.published_text,
        votes_up=article.votes_up if article.votes_up is not None else further.votes_up,
        votes_down=article.votes_down if article.votes_down is not None else further.votes_down,
        rights=article.rights or further.rights,
        footer=article.footer or further.footer,
    )


def _continues(article: Article, further: Article) -> bool:
    if not further.body or further.body in (article.body or ""):
        return False
    return not further.title or _stem(further.title).startswith(_stem(article.title or ""))


def _stem(title: str) -> str:
    return "".join(fold(title).split())
