"""The entries of lists: the row, list item or cell that holds one link with its date and summary."""

from __future__ import annotations

from itertools import islice

from zjcrawl.pages.document import Element

_ROWS = frozenset(("li", "tr", "dl", "article"))
PAGE_PARTS = frozenset(("html", "body", "center", "form"))
"""What holds a whole page, so that standing in it says nothing."""
ANCESTORS = 60
"""Levels above an element that are looked at."""
_ROW_TARGETS = 3
_ENTRY_LINKS = 5
LONGEST_ENTRY = 600
"""Characters of an entry of a list: its title, summary and date."""


def targets_below(keys: dict[Element, str]) -> dict[Element, set[str]]:
    """Map each element above a candidate link to the distinct targets below it."""
    targets: dict[Element, set[str]] = {}
    for element, key in keys.items():
        for ancestor in (element, *islice(element.iterancestors(), ANCESTORS)):
            targets.setdefault(ancestor, set()).add(key)
    return targets


def entry_of(element: Element, targets: dict[Element, set[str]]) -> Element:
    """Climb to the row, list item or cell of a link: the highest element that leads nowhere else.

    A row that leads to two or three pages is an entry as well: two columns, or two addresses of one article.
    """
    entry = element
    for ancestor in islice(element.iterancestors(), ANCESTORS):
        if ancestor.tag in ("body", "html") or entry.tag in _ROWS or len(targets[ancestor]) > _ROW_TARGETS:
            break
        if len(targets[ancestor]) > 1 and ancestor.tag not in _ROWS:
            continue
        if _is_region(ancestor):
            break
        entry = ancestor
    return entry


def _is_region(element: Element) -> bool:
    """Tell whether an element holds more than the title, summary and date of one article."""
    if sum(1 for _ in islice(element.iter("a"), _ENTRY_LINKS + 1)) > _ENTRY_LINKS:
        return True
    length = 0
    for text in map(str, element.itertext()):
        length += len(text.strip())
        if length > LONGEST_ENTRY:
            return True
    return False
