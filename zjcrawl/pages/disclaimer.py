"""The numbered clauses under 版权和免责声明, however they are laid out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from zjcrawl.pages.document import Line, stand_together

_HEADING = re.compile(
    r"[^\w\s“\"'‘]{0,3}\s?(?:本站|本网|本網|网站|網站)?"
    r"(?:版[权權][和与與及、]?免[责責][声聲]明|免[责責][和与與及、]?版[权權][声聲]明|版[权權][声聲]明|免[责責][声聲]明)"
    r"[^\w\s:：“\"'‘(（]{0,3}\s?(?P<colon>[:：])?\s?(?P<rest>.*)"
)
_ORDINALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_RIGHTS = re.compile(r"本[站网網]|[转轉][载載]|版[权權]|侵[权權]|[声聲]明|[责責]任|作者")
_MAX_CLAUSES, _LONGEST = 10, 1000  # characters
_SENTENCE = 12  # characters: a clause without a number is at least that long


class Disclaimer(NamedTuple):
    """The clauses, and the lines (first, one past the last) they stand on, heading included."""

    clauses: tuple[str, ...]
    start: int
    stop: int


def find_disclaimer(lines: Sequence[Line]) -> Disclaimer | None:
    """Return the last disclaimer of a page; an article that quotes one comes before it."""
    for start in range(len(lines) - 1, -1, -1):
        line = lines[start]
        heading = None if line.links or "明" not in line.text[:16] else _HEADING.fullmatch(line.text)
        if heading and (found := _read(lines, start, heading)):
            return found
    return None


def _read(lines: Sequence[Line], start: int, heading: re.Match[str]) -> Disclaimer | None:
    rest = heading["rest"]
    if rest and not (heading["colon"] or _starts(rest, 1)):
        return None
    clauses = list(_split(rest, 1)) if rest else []
    stop = start + 1
    while stop < len(lines) and len(clauses) < _MAX_CLAUSES:
        line = lines[stop]
        number = len(clauses) + 1
        if _starts(line.text, number):
            clauses += _split(line.text, number)
        elif clauses and _continues(clauses[-1], line):
            clauses[-1:] = _split(clauses[-1] + line.text, number - 1)
        elif _is_unnumbered_clause(line, clauses) and (not rest or _goes_on(lines[start], line)):
            clauses.append(_listed_number(line, number) + line.text)
        else:
            break
        stop += 1
    return Disclaimer(tuple(clauses), start, stop) if clauses else None


def _goes_on(heading: Line, line: Line) -> bool:
    """Tell whether a line goes on with a notice in one line with its heading, which may stand over a text."""
    return stand_together(heading, line) and _RIGHTS.search(line.text) is not None


def _numbered(number: int) -> str:
    ordinal = rf"|{_ORDINALS[number]}" if 0 < number < len(_ORDINALS) else ""
    return rf"[（(]?(?:{number}{ordinal})\s?(?:[.、．)）:：](?!\d)|(?=[\u4e00-\u9fff“]))"


def _starts(text: str, number: int) -> bool:
    return re.match(_numbered(number), text) is not None


@lru_cache(maxsize=64)  # the pages of a portal have the same disclaimer
def _split(text: str, number: int) -> tuple[str, ...]:
    """Split clauses that stand in one line, the first of which has ``number`` if any."""
    clauses = []
    while number < _MAX_CLAUSES and (boundary := re.search(rf"(?<=[;；。！!.\s]){_numbered(number + 1)}", text)):
        clauses.append(text[: boundary.start()].strip())
        text = text[boundary.start() :]
        number += 1
    return (*clauses, text)


def _continues(clause: str, line: Line) -> bool:
    """Whether a line goes on with a clause that has not come to its end."""
    return len(clause) < _LONGEST and not line.links and clause[-1] not in ";；。！!.）)" and line.breaks > 0


def _is_unnumbered_clause(line: Line, clauses: Sequence[str]) -> bool:
    if clauses and clauses[0][:1].isdigit() and not _in_list(line):
        return False
    return len(line.text) - line.link_chars >= _SENTENCE and line.text[-1] in ";；。！!"


def _in_list(line: Line) -> bool:
    return _list_of(line) == "ol"


def _list_of(line: Line) -> str | None:
    item = next((element for element in (line.block, *line.block.iterancestors()) if element.tag == "li"), None)
    parent = item.getparent() if item is not None else None
    return str(parent.tag) if parent is not None else None


def _listed_number(line: Line, number: int) -> str:
    """Give the number that a browser prints before an item of an ordered list."""
    return f"{number}." if _in_list(line) else ""
