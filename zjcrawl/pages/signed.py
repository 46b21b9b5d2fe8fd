"""Lines that name who wrote a text and stand in its own box, as newspapers print them over or under it.

Such a line is part of the text as readers see it.  One that stands with the title or the date is their byline.
"""

from __future__ import annotations

from collections.abc import Sequence

from zjcrawl.pages.boundaries import is_original_title
from zjcrawl.pages.byline_lines import has_day, is_byline, tells_origin
from zjcrawl.pages.document import Line
from zjcrawl.pages.labels import Field, first_field, split_labels
from zjcrawl.pages.placing import are_siblings, common_block, is_inside
from zjcrawl.pages.prose import LONG_PROSE
from zjcrawl.pages.runs import Region
from zjcrawl.pages.signature import is_signature

_CREDITS = 4  # lines under a text that name who wrote it, took its pictures and the like
_OF_WRITERS = (Field.AUTHOR, Field.OTHER)


def names_writers(line: Line) -> bool:
    """Tell whether a line names who wrote, took the pictures and the like, and neither day, outlet nor editor."""
    text = line.text
    if not text or len(text) > LONG_PROSE or line.links:
        return False
    fields = [field for field, _ in split_labels(text)]
    if not all(field in _OF_WRITERS for field in fields):
        return False
    return is_signature(text) or (Field.AUTHOR in fields and is_byline(line) and not any(map(str.isdigit, text)))


def closes_with_writers(line: Line) -> bool:
    """Tell whether a line under a text names who wrote it, with no colon as lists of all that took part have.

    In brackets it may have one: （记者：某某 通讯员：某某）.
    """
    is_list = any(colon in line.text for colon in ":：") and not (line.text[0] in "(（" and line.text[-1] in ")）")
    return names_writers(line) and not is_list


def opens_box(lines: Sequence[Line], at: int, text: Line) -> bool:
    """Tell whether the line ``at`` stands in the box of a text, with no line over it there that names no writers."""
    if lines[at].block.tag != text.block.tag or not are_siblings(lines[at], text):
        return False
    box = common_block((lines[at].block, text.block))
    above = next((line for line in reversed(lines[:at]) if line.text and not names_writers(line)), None)
    return above is None or not is_inside(above.block, box)


def with_writers(lines: Sequence[Line], region: Region) -> Region:
    """Return a text with the lines over it that name who wrote it, where they stand in its box."""
    start = region.start
    for i in range(region.start - 1, -1, -1):
        if lines[i].text:
            if not names_writers(lines[i]) or not opens_box(lines, i, lines[region.start]):
                break
            start = i
    return region._replace(start=start)


def below_writers(lines: Sequence[Line], region: Region) -> int:
    """Return the line that a text begins with below those that name who wrote it, and the title it had elsewhere."""
    within = (i for i in range(region.start, region.stop) if lines[i].text and not is_original_title(lines[i].text))
    return next((i for i in within if not names_writers(lines[i])), region.start)


def above_credits(lines: Sequence[Line], region: Region) -> int:
    """Return one past the line that a text ends with above those that name its writers, photographers or outlet."""
    stop = region.stop
    while stop > max(region.start + 1, region.stop - _CREDITS) and _is_credit(lines[stop - 1]):
        stop -= 1
    return stop


def _is_credit(line: Line) -> bool:
    if len(line.text) > LONG_PROSE or has_day(line.text):
        return False
    return first_field(line.text) in _OF_WRITERS or tells_origin(line.text)
