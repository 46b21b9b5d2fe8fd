"""Boxes of links that stand amid a text, as a list of related articles does: where they begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from zjcrawl.pages.boundaries import (
    parts_text,
)
from zjcrawl.pages.document import Element, Line
from zjcrawl.pages.placing import common_block, is_inside, is_like
from zjcrawl.pages.prose import is_linked, is_pointer

_BOX_REACH = 12  # lines of a box of links that stands amid a text
_LIST_REACH = 3  # lines from the heading of a list to its first entry, pictures in between


def box_of_links(lines: Sequence[Line], at: int, text: Line) -> Element | None:
    """Return what holds the list that a line heads (相关文章), summaries included, and not the text before it."""
    first = next((line for line in lines[at + 1 : at + 1 + _LIST_REACH] if line.text), None)
    if first is None or not is_linked(first):
        return None
    box = common_block((lines[at].block, first.block))
    if not is_inside(text.block, box):
        return box
    inner = next((part for part in (first.block, *first.block.iterancestors()) if part.getparent() is box), None)
    return inner if inner is not None and not is_inside(text.block, inner) else None


def past_box(lines: Sequence[Line], at: int, text: Line) -> int:
    """Return the line that a text goes on with after the box of links alone that a line heads; ``at`` where none does.

    It stands beside the paragraphs before the box and is made like them.  A line that points to one text is such a box.
    """
    if is_pointer(lines[at]):
        below = lines[at + 1] if at + 1 < len(lines) else text
        return at + 1 if below.text and not below.links and below is not text and is_like(text, below) else at
    box = box_of_links(lines, at, text) if parts_text(lines[at].text) else None
    if box is None:
        return at
    past = next((i for i in range(at + 1, len(lines)) if not is_inside(lines[i].block, box)), at)
    is_all_links = all(is_linked(line) for line in lines[at + 1 : past] if line.text)
    goes_on = past > at and not lines[past].links and is_like(text, lines[past])
    return past if is_all_links and goes_on else at


def over_box(lines: Sequence[Line], at: int, text: Line) -> int:
    """Return the line that heads the box of links alone that ends with ``at`` amid a text; without one, the next."""
    above = range(at - 1, max(0, at - _BOX_REACH), -1)
    heads = next((i for i in above if lines[i].text and not is_linked(lines[i])), None)
    if heads is None or past_box(lines, heads, text) != at + 1 or not is_like(lines[heads - 1], text):
        return at + 1
    return heads
