"""White space that only a style sheet shows: neighbours such as ``<span>10:22</span><span>来源…</span>`` set apart.

Text is read as it stands in the source, so that no word of it is torn.  Bylines are the exception: their values fill
an element each, and pages leave the room between them to the style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from zjcrawl.pages.document import Line, collapse

_LONGEST = 240  # characters of a line that may be a byline
_SENTENCE_ENDS = "。！？"


def part_pieces(lines: Sequence[Line], start: int, stop: int) -> Sequence[Line]:
    """Return ``lines`` with a space wherever two elements meet, in the short lines from ``start`` up to ``stop``."""
    return [*lines[:start], *map(part_line, lines[start:stop]), *lines[stop:]]


def part_line(line: Line) -> Line:
    """Return ``line`` with a space wherever two elements meet in it; a sentence stays as it is."""
    if not line.pieces or len(line.text) > _LONGEST or any(end in line.text for end in _SENTENCE_ENDS):
        return line
    return line._replace(text=collapse(" ".join(line.pieces)))
