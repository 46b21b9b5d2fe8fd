"""Keys under which near-duplicates meet, so that a new article is compared with few others.

A key is the hash of seven units with a pause or a figure in their middle: three units from the end of one clause, three
from the beginning of the next.  Stock phrases, which thousands of articles share, end at a pause, so what reaches over
one is rarely shared by chance: that takes the place of weights that would have to be learned from the articles stored,
and with which the result would depend on their order.  Of an article's hashes the smallest are kept (bottom-k, Broder
1997), so that two texts that share most of their clauses share keys.
"""

from __future__ import annotations

import re
from zlib import crc32

from zjcrawl.dedup.units import ANY_FIGURE, Units

KEYS = 14
"""Keys of a text.  With 14, 99 of 100 articles meet themselves again after every tenth character was changed, and of a
million others none."""

SHORTEST = 40
"""Units of a text below which only the very same body is the same text."""

FEWEST = 2
"""Keys that two texts must at least have in common to be compared."""

_MORE, _LESS_EACH = 3, 150
"""Keys that a text needs in common beyond ``FEWEST``, one less for each so many units: what weather reports share by
chance are two or three."""

_AROUND = 3
_LENGTH = 2 * _AROUND + 1

_PAUSE = re.compile(r"[,.;:!?、]")

_FIGURES_FIRST = 2
"""Bits: figures are taken four times as readily as pauses, since they tell the issues of one bulletin apart."""


def story_keys(units: Units) -> tuple[int, ...]:
    """Return up to ``KEYS`` numbers of 31 bits, rising, always the same for the same units; none for a short text."""
    text = units.text
    if len(text) < SHORTEST:
        return ()
    keys = {*_hashes(_around(_PAUSE, text)), *(key >> _FIGURES_FIRST for key in _hashes(_around(ANY_FIGURE, text)))}
    if len(keys) < KEYS:
        anywhere = {*_hashes([text[at : at + _LENGTH] for at in range(len(text) - _LENGTH + 1)])} - keys
        keys.update(sorted(anywhere)[: KEYS - len(keys)])
    return tuple(sorted(keys)[:KEYS])


def keys_needed(units: Units) -> int:
    """Return how many keys another text must have in common with this one to be compared with it."""
    return FEWEST + max(0, _MORE - len(units.text) // _LESS_EACH)


def _around(middle: re.Pattern[str], text: str) -> list[str]:
    places = middle.finditer(text, _AROUND, len(text) - _AROUND)
    return [text[found.start() - _AROUND : found.end() + _AROUND] for found in places]


def _hashes(pieces: list[str]) -> list[int]:
    """Return a number for each piece; encoded together, for which no body has a line feed left."""
    encoded = "\n".join(pieces).encode("utf-8", "surrogatepass")
    return [crc32(piece) >> 1 for piece in encoded.split(b"\n")] if pieces else []
