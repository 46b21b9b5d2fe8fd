"""One form for each character, so that a search finds a text however it was typed.

Full- and half-width, upper and lower case, traditional and simplified are one; each character stays one character, so
that a place in the folded text is the same place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

_CHINESE = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))
_WIDE = 0xFEE0
"""From an ASCII character to its full-width form."""


def fold(text: str) -> str:
    """Return ``text`` with one form of each character; it is as long as it was, and folding twice changes nothing.

    Letters and digits become half-width and lower case, ASCII punctuation full-width, white space and control
    characters U+3000, and traditional characters simplified, each by itself as in OpenCC's ``t2s``: 乾 is 干 also in
    乾坤.
    """
    table = _folding()
    return _folded().sub(lambda found: table[ord(found[0])], text)


def changed_by(table: Sequence[str]) -> re.Pattern[str]:
    """Match each character for which another stands in a table of the basic plane."""
    changed = (char for char, stands in zip(map(chr, range(0x10000)), table, strict=True) if char != stands)
    return re.compile(f"[{re.escape(''.join(changed))}]")


def simplify(text: str) -> str:
    """Return ``text`` with each traditional character simplified, as ``fold`` does, and nothing else."""
    table = _simplified()
    return _traditional().sub(lambda found: table[ord(found[0])], text)


@cache
def _folding() -> list[str]:
    """Return what stands for each character of the basic plane."""
    table = [*map(chr, range(0x10000))]
    for point, simple in _simplified().items():
        table[point] = simple
    for point, char in enumerate(table):
        if char.isspace() or not char.isprintable():
            table[point] = "\u3000"
        elif len(char.lower()) == 1:
            table[point] = char.lower()
    for point in range(0x21, 0x7F):
        char, wide = chr(point).lower(), chr(point + _WIDE)
        table[point] = table[point + _WIDE] = char if char.isalnum() else wide
    return table


@cache
def _folded() -> re.Pattern[str]:
    """Match what is folded: in simplified text few characters are, and ``translate`` takes four times as long."""
    return changed_by(_folding())


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _simplified()))}]")


@cache
def _simplified() -> dict[int, str]:
    """Return the simplified form of each traditional character; of one that has none nothing."""
    characters = [chr(point) for point in _CHINESE]
    convert = OpenCC("t2s").convert
    once = convert("\n".join(characters)).split("\n")
    settled = convert("\n".join(once)).split("\n")
    return {
        ord(char): simple
        for char, simple in zip(characters, settled, strict=True)
        if char != simple and len(simple) == 1
    }
