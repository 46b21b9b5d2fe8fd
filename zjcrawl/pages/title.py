"""The title as it is printed over the text, never with the name of the site behind it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from zjcrawl.pages.body import is_linked
from zjcrawl.pages.byline import continues_byline, is_byline
from zjcrawl.pages.document import Document, Element, Line, collapse


class Title(NamedTuple):
    """A title, the line it was read from (None where it was read from the head), and the rule."""

    text: str
    line: int | None
    rule: str


_HEADINGS = ("h1", "h2", "h3")
_STRONG = frozenset(("b", "strong", "big", "font", "h4", "h5", "h6", "th", "center", "span"))
_SHORTEST, _LONGEST = 4, 120  # characters
_DASHES = ("——", "--", "──")
_CAPTIONS = ("图为", "圖為", "▲", "△", "↑")
_REACH = 6  # lines above a byline among which an unmarked title is sought
_SUFFIX = re.compile(r"\s*(?:_+|--+|——|\s[-–|｜]\s|[-–|｜](?=[^-–|｜]{2,16}$)|\s—\s)\s*")
_PARTS = re.compile(r"[_|｜—–-]+")
_BREADCRUMB = re.compile(r"位置|>>|＞|»|首[页頁]\s?[>/›→-]|正文$")


def find_title(document: Document, lines: Sequence[Line], names: Container[str] = ()) -> Title | None:
    """Return the line that prints what ``<title>`` or ``og:title`` announces; None where no line does.

    ``names`` are the portal's own, which some portals announce on every page.
    """
    announced = _announced(document, names)
    everything = "\n".join(announced)
    initials = tuple({text[0] for text in announced})
    best: tuple[tuple[int, int, int], int] | None = None
    for i, line in enumerate(lines):
        text = line.text
        if len(text) < _SHORTEST or len(text) > _LONGEST or text in names:
            continue
        if text not in everything and not (text.startswith(initials) and _begins(text, announced)):
            continue
        heading = _heading(line.block)
        if (is_linked(line) and not heading) or (i and continues_byline(line, lines[i - 1])):
            continue
        rank = (len(text), heading, -i)
        if best is None or rank > best[0]:
            best = (rank, i)
    if best is None:
        return None
    text = lines[best[1]].text
    below = lines[best[1] + 1].text if best[1] + 1 < len(lines) else ""
    if below.startswith(_DASHES) and _key(text + below) in _key(everything):
        text += below
    if _covers(text, announced):
        return Title(text, best[1], "line that the page's <title> announces")
    return None


def title_above(lines: Sequence[Line], below: int, names: Container[str] = ()) -> Title | None:
    """Return the title over the line ``below``, a byline or the first of a text: a heading, else the nearest line."""
    while below > 1 and (is_byline(lines[below - 1]) or continues_byline(lines[below - 1], lines[below - 2])):
        below -= 1
    candidates = [
        i for i in range(max(0, below - _REACH), below) if lines[i].text not in names and _may_be_title(lines[i])
    ]
    for i in reversed(candidates):
        if _heading(lines[i].block):
            return Title(lines[i].text, i, "heading above the text")
    if candidates:
        return Title(lines[candidates[-1]].text, candidates[-1], "line above the text")
    return None


def title_in_head(document: Document, names: Container[str] = ()) -> Title | None:
    """Return what ``og:title`` or ``<title>`` says, without the site's name; None where it says no more than that."""
    named = next(reversed(_announced(document, names)), None)
    if named is None:
        return None
    first, *rest = (part.strip() for part in _SUFFIX.split(named))
    text = max(rest, key=len, default="")
    text = text if len(text) >= 2 * len(first) else first
    return Title(text if len(text) >= _SHORTEST else named, None, "the page's <title>, cut before the site's name")


def _announced(document: Document, names: Container[str]) -> list[str]:
    return [text for text in (document.title, document.meta.get("og:title")) if text and text not in names]


def _heading(block: Element) -> int:
    for element in (block, *_some_ancestors(block)):
        if element.tag in _HEADINGS:
            return 4 - _HEADINGS.index(element.tag)
    return 0


def _some_ancestors(block: Element) -> Sequence[Element]:
    parent = block.getparent()
    if parent is None:
        return ()
    above = parent.getparent()
    return (parent,) if above is None else (parent, above)


def _begins(text: str, announced: Sequence[str]) -> bool:
    """Tell whether an announced title begins with ``text`` but for white space and quotation marks."""
    key = _key(text)
    return any(_key(each).startswith(key) for each in announced)


_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’「」『』 　", ""))


def _key(text: str) -> str:
    return text.translate(_QUOTES)


def _covers(text: str, announced: Sequence[str]) -> bool:
    """Tell whether ``text`` is what is announced, not merely the site's name at its end."""
    for each in announced:
        key, whole = _key(text), _key(each)
        if whole.startswith(key) and (len(key) * 3 >= len(whole) or len(key) >= 8):
            return True
        if key in whole and (len(key) * 2 >= len(whole) or len(key) == max(map(len, _PARTS.split(whole)))):
            return True
    return False


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and not (is_linked(line) and not _heading(line.block))
        and not text.startswith((*_DASHES, *_CAPTIONS))
        and not is_byline(line)
        and not _BREADCRUMB.search(text)
        and collapse(text) != ""
    )
