"""White space that only a style sheet shows: neighbours such as ``<span>10:22</span><span>来源…</span>`` set apart.

Text is read as it stands in the source, so that no word of it is torn.  Bylines are the exception: their values fill
an element each, and pages leave the room between them to the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from zjcrawl.pages.document import Line

_LONGEST = 240  # characters of a line that may be a byline
_PIECES = 200  # texts of a block that are looked at
_SENTENCE_ENDS = "。！？"


def part_pieces(lines: Sequence[Line], start: int, stop: int) -> Sequence[Line]:
    """Return ``lines`` with a space wherever two elements meet, in the short lines from ``start`` up to ``stop``."""
    parted = list(lines)
    for i in range(max(0, start), min(stop, len(parted))):
        parted[i] = part_line(parted[i])
    return parted


def part_line(line: Line) -> Line:
    """Return ``line`` with a space wherever two elements meet in it; a sentence stays as it is."""
    if not 2 < len(line.text) <= _LONGEST or not len(line.block) or any(end in line.text for end in _SENTENCE_ENDS):
        return line
    wanted = "".join(line.text.split())
    pieces = ["".join(str(text).split()) for text in islice(line.block.itertext(), _PIECES)]
    start = "".join(pieces).find(wanted)
    if start < 0:
        return line
    return line._replace(text=" ".join(_spaced(line.text, set(_ends(pieces, start, len(wanted))))))


def _ends(pieces: Sequence[str], start: int, length: int) -> Iterator[int]:
    """Yield where pieces end, counted in characters from ``start``."""
    end = -start
    for piece in pieces:
        end += len(piece)
        if 0 < end < length:
            yield end


def _spaced(text: str, ends: set[int]) -> Iterator[str]:
    """Yield the words of ``text``, which end at white space and after the characters that ``ends`` counts."""
    seen = 0
    for word in text.split():
        cuts = [end - seen for end in sorted(ends) if seen < end < seen + len(word)]
        for start, stop in zip([0, *cuts], [*cuts, len(word)], strict=True):
            yield word[start:stop]
        seen += len(word)
