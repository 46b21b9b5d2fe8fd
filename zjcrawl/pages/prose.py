"""Which lines of a page are running text, and which are links."""

from __future__ import annotations

import re

from zjcrawl.pages.boundaries import is_pager, parts_text
from zjcrawl.pages.document import Line, text_of
from zjcrawl.pages.votes import is_votes

_POINTS = re.compile(r"[，。；！？、…!?]|,(?!\d{3})")  # in a number there is none
FIGURES = re.compile(r"[\W\d_]+|[AP]M")
_HEADLINE = 10  # characters of a link that names a text
SHORTEST_PROSE = 8  # characters in a line
LONG_PROSE = 60  # characters: a line of that length is prose without any point
_ROW = re.compile(r"[\s\[\]【】()（）|｜·/-]+")  # what stands around links in a row
_ROW_MARKS = 6  # characters
_COLONS = (":", "：")


def prose_of(line: Line) -> int:
    """Return how many characters of a line read like running text: outside links, in a line with points."""
    own = len(line.text) - line.link_chars
    if own < SHORTEST_PROSE or own < line.link_chars:
        return 0
    is_long = own > LONG_PROSE
    if not is_long and _POINTS.search(line.text) is None:
        return 0
    if (line.links and is_linked(line)) or ((line.links or not is_long) and is_pager(line.text)):
        return 0
    return own if is_long or not is_votes(line.text) else 0


def is_linked(line: Line) -> bool:
    """Tell whether a line is a link, or little else."""
    if not line.links:
        return False
    if line.link_chars * 10 >= len(line.text) * 7 or _is_row_of_links(line) or is_pointer(line):
        return True
    return line.link_chars >= _HEADLINE and len(FIGURES.sub("", line.text)) - line.link_chars <= _HEADLINE // 2


def is_pointer(line: Line) -> bool:
    """Tell whether a line is the link to another text behind the word that announces it: 延伸阅读：某题."""
    if len(line.links) != 1 or not 0 < line.link_chars < len(line.text):
        return False
    announces = line.text[: -line.link_chars].rstrip()
    return announces[-1:] in _COLONS and parts_text(announces) and line.text.endswith(text_of(line.links[0]))


def _is_row_of_links(line: Line) -> bool:
    """Tell whether all that a line says beside its links is the brackets around them or the bars between them."""
    if len(line.text) > 2 * line.link_chars + _ROW_MARKS:
        return False
    return len(_ROW.sub("", line.text)) == sum(len(_ROW.sub("", text_of(link))) for link in line.links)
