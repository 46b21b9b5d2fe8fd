"""Who carried a text: the articles of its story, and how each differs from the one that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from zjcrawl.changes import Part, differences, parts_as_text
from zjcrawl.dedup.folding import fold

_COMPARED = ("title", "authors", "editor", "body")

_TOLD = ("url", "title", "published", "source", "site", "section", "first_seen", "last_seen", "gone_at")


@dataclass(frozen=True, slots=True)
class Reprint:
    """An article of a story.

    ``parts`` has what it has otherwise than the article that was asked for, as ``changes.Change`` has it: removed is
    what stands in that one alone.  Full and half width, and traditional and simplified characters are no difference.
    """

    url: str
    title: str
    published: str | None
    source: str | None
    site: str | None
    section: str | None
    first_seen: str
    last_seen: str
    gone_at: str | None
    parts: dict[str, list[list[Part]]]


def reprints(articles: Sequence[Mapping[str, Any]], url: str) -> list[Reprint]:
    """Return the articles of a story as ``ArchiveReader.story`` gives them, compared with that at ``url``."""
    asked = next(article for article in articles if article["url"] == url)
    return [
        Reprint(**{name: article[name] for name in _TOLD}, parts=differences(asked, article, _COMPARED, fold))
        for article in articles
    ]


def as_text(found: Sequence[Reprint], url: str) -> Text:
    """Return a story for people, the earliest article first."""
    shown = Text()
    for reprint in found:
        about = " · ".join(value for value in (reprint.published, reprint.source, reprint.section) if value)
        shown.append(about or "without date and source", "bold").append(f"\n  {reprint.url}\n")
        shown.append(f"  {_how(reprint, url)}; first seen {reprint.first_seen}, last {reprint.last_seen}", "dim")
        shown.append(f"; gone since {reprint.gone_at}\n" if reprint.gone_at else "\n", "dim")
        shown.append(parts_as_text(reprint.parts))
    return shown


def summary(found: Sequence[Reprint]) -> str:
    """Say in a line how many articles a story has, and which outlets carried it."""
    if len(found) == 1:
        return "nobody else carried this text"
    outlets = dict.fromkeys(reprint.source for reprint in found if reprint.source)
    carried = f", carried by {', '.join(outlets)}" if outlets else ""
    return f"{len(found)} articles{carried}"


def _how(reprint: Reprint, url: str) -> str:
    if reprint.url == url:
        return "the article asked for"
    return "another text" if "body" in reprint.parts else "the same text"
