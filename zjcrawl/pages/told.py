"""What a page tells programs of a text, in ``<meta>``, ``<time>`` and JSON-LD, and how far that is to be believed.

Templates fill these in by habit: the site stands for the author, the editor for the writer, the day of the last change
for that of publication.  What readers are not shown as well is believed least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zjcrawl.pages.dates import Stamp, read_iso
from zjcrawl.pages.document import Document, Line, text_of
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.labels import Field, split_labels
from zjcrawl.pages.names import looks_like_writer
from zjcrawl.pages.naming import clean_source

_DATES = (
    "article:published_time",
    "publishdate",
    "pubdate",
    "og:release_date",
    "weibo: article:create_at",
    "date",
    "dc.date",
    "publish_time",
    "og:time",
    "firstpublishedtime",
    "datepublished",
)
_SOURCES = ("contentsource", "source", "og:article:source")
_AUTHORS = ("author", "og:article:author", "article:author")
_CHANGES = ("dateupdate", "datemodified")
_WRITER = re.compile(
    r'"author"\s{0,4}:\s{0,4}\[?\s{0,4}\{[^{}]{0,200}?"name"\s{0,4}:\s{0,4}\[?\s{0,4}"(?P<name>[^"\\]{2,30})"'
)
_MARKED = 'itemprop="author"'
_MARKED_SO = (_MARKED, 'itemProp="author"')  # as some programs write it
_OWNER = re.compile(
    r"(?<![^\s_|-])(?P<name>[^\s_|，。的-]{2,16})的(?:[个個]人)?(?:[专專][栏欄]|博客|空[间間]|日[志誌])(?![^\s_|-])"
)
_LINKED_DATA = "application/ld+json"
_PARTS = re.compile(r"[\s|｜·:：/]+")
_SHORT = 60  # characters of a line that may be a byline


def source_in_head(document: Document) -> Found[str] | None:
    """Return the outlet that a ``<meta>`` names."""
    for name in _SOURCES:
        content = document.meta.get(name, "")
        labelled = next((value for field, value in split_labels(content) if field is Field.SOURCE), content)
        source = clean_source(labelled)
        if source is not None:
            return Found(source, None, f"<meta {name}>", content)
    return None


def date_in_markup(head: Sequence[Line]) -> Found[Stamp] | None:
    """Return the time that the markup of a line between title and text tells programs, where the page prints less."""
    for line in head:
        for element in line.block.iter("time"):
            shown, stamp = text_of(element), read_iso(element.get("datetime") or "")
            if stamp is not None and shown and shown in line.text:
                return Found(stamp, line, "<time datetime>", element.get("datetime"))
    return None


def date_in_head(document: Document) -> Found[Stamp] | None:
    """Return the day of publication that a ``<meta>`` names."""
    for name in _DATES:
        content = document.meta.get(name)
        stamp = read_iso(content) if content else None
        if stamp is not None:
            return Found(stamp, None, f"<meta {name}>", content)
    return None


def date_of_printed_day(document: Document, head: Sequence[Line]) -> Found[Stamp] | None:
    """Return the day of the last change that a ``<meta itemprop>`` names, if a line prints that day without a year."""
    for meta in document.in_head("meta"):
        name, content = (meta.get("itemprop") or "").lower(), meta.get("content") or ""
        stamp = read_iso(content) if name in _CHANGES else None
        line = _line_with_day(stamp.iso, head) if stamp else None
        if stamp and line:
            return Found(stamp, line, f"day without a year, with that of <meta {name}>", content)
    return None


def author_told(document: Document, head: Sequence[Line], others: Sequence[str]) -> Found[tuple[str, ...]] | None:
    """Return the writer that a ``<meta>`` or JSON-LD names and a line under the title shows; none of ``others``.

    ``others`` are the outlet and the editor, who stand in such places as often.
    """
    for name, rule in _writers(document):
        if not looks_like_writer(name) or any(name in other for other in others):
            continue
        line = next((line for line in head if len(line.text) <= _SHORT and name in _PARTS.split(line.text)), None)
        if line is not None:
            return Found((name,), line, f"name under the title that {rule} gives for the author")
    return None


def _writers(document: Document) -> Iterator[tuple[str, str]]:
    for name in _AUTHORS:
        if name in document.meta:
            yield document.meta[name], f"<meta {name}>"
    if any(marked in document.text for marked in _MARKED_SO):
        for element in document.root.iterfind(".//*[@itemprop='author']"):
            named = element.find(".//*[@itemprop='name']")
            yield (text_of(element) if named is None else named.get("content") or text_of(named)), _MARKED
    owner = _OWNER.search(document.title or "")
    if owner:
        yield owner["name"], "<title>, whose weblog it is,"
    if _LINKED_DATA in document.text:
        for script in document.root.iter("script"):
            found = _WRITER.search(script.text or "") if script.get("type") == _LINKED_DATA else None
            if found:
                yield found["name"], "JSON-LD"


def _line_with_day(iso: str, head: Sequence[Line]) -> Line | None:
    _, month, day = iso[:10].split("-")
    printed = re.compile(rf"(?<!\d)0?{int(month)}[-/.月]0?{int(day)}(?!\d)")
    return next((line for line in head if len(line.text) <= _SHORT and printed.search(line.text)), None)
