"""Whether two texts are one: a reprint, however it was edited, or another issue of the same bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt

from rapidfuzz.distance import LCSseq, Levenshtein

from zjcrawl.dedup.units import ANY_FIGURE, FIRST_FIGURE, Units

_OF_SHORTER, _OF_LONGER = 0.8, 0.5
"""Shares of either text that the other must have: a paragraph may be left out or put in, but a brief that an article
quotes is not that article."""

_REPLACED = 0.1
"""Share of replaced phrases from which on two texts speak of other people, firms or places."""

_PHRASE = 2
"""Units from which on what was replaced in one piece counts as a phrase."""

_OPEN = 40
"""Units at either end, at most a fifth of the text, where each outlet has words of its own."""

_SURE = 500
"""Units in common from which on what was changed may well be an edit; bulletins are shorter."""

_DEVIATIONS = 2.5
"""How far chance may go beyond what is expected."""

_SMALL = 2
"""Units up to which something left out or put in is an edit, not a passage."""


@dataclass(slots=True)
class _Comparison:
    """What an alignment of two texts shows."""

    same: int = 0
    edited: int = 0
    edits: int = 0
    replaced: int = 0
    digits: int = 0
    changed_digits: int = 0


def same_story(one: Units, other: Units) -> bool:
    """Tell whether two texts are the same to a reader; the order of the two does not matter.

    Figures and names decide what the other words leave open.  Somebody who edits a text changes its digits about as
    often as its other characters, the next issue of a bulletin changes most digits and hardly a word: the changed
    digits must not be more than the edits elsewhere let expect.  Nor must phrases that were replaced as a whole be more
    than edits that stand side by side by chance, and some rewording; the shorter the text, the less.
    """
    first, second = sorted((one, other), key=lambda units: (units.text, units.figures))
    shorter, longer = sorted((len(first.text), len(second.text)))
    if not shorter or shorter < _OF_LONGER * longer:
        return False
    needed = max(_OF_SHORTER * shorter, _OF_LONGER * longer)
    found = _compare(first, second, needed)
    if found is None or found.same < needed:
        return False
    sureness = min(1.0, found.same / _SURE)
    side_by_side = 2 * found.edits**2 / found.same
    if found.replaced > sureness * _REPLACED * found.same + side_by_side:
        return False
    expected = found.digits * min(found.edited, found.edits) / (found.same + found.edited)
    return found.changed_digits <= sureness * (expected + _DEVIATIONS * sqrt(1 + expected))


def _compare(one: Units, other: Units, needed: float) -> _Comparison | None:
    """Align two texts; None where no alignment has so many units in common, which most pairs show at once."""
    if len(one.figures) == len(other.figures) and _masked(one) == _masked(other):
        return _compare_figures(one, other)
    if LCSseq.similarity(one.text, other.text, score_cutoff=ceil(needed)) < needed:
        return None
    found, left, right = _Comparison(), _figures(one), _figures(other)
    opening = min(_OPEN, len(one.text) // 5)
    closing = len(one.text) - opening
    for part in Levenshtein.opcodes(one.text, other.text):
        here = range(part.src_start, part.src_end)
        there = range(part.dest_start, part.dest_end)
        if part.tag == "equal":
            found.same += len(here)
            found.digits += sum(len(left[at]) for at in here if at in left)
        elif part.tag == "replace":
            words = 0
            for at, other_at in zip(here, there, strict=True):
                if at in left and other_at in right:
                    found.digits += max(len(left[at]), len(right[other_at]))
                    found.changed_digits += Levenshtein.distance(left[at], right[other_at])
                else:
                    words += 1
            found.edited += words
            found.edits += words > 0
            if words >= _PHRASE and here.start >= opening and here.stop <= closing:
                found.replaced += words
        elif len(here) + len(there) <= _SMALL:
            found.edited += len(here) + len(there)
            found.edits += 1
    return found


def _compare_figures(one: Units, other: Units) -> _Comparison:
    """Compare texts that differ in nothing but their figures, as the issues of a bulletin do, figure by figure."""
    found = _Comparison(same=len(one.text) - len(one.figures))
    for left, right in zip(one.figures, other.figures, strict=True):
        found.same += left == right
        found.digits += max(len(left), len(right))
        found.changed_digits += Levenshtein.distance(left, right)
    return found


@lru_cache(maxsize=2048)
def _masked(units: Units) -> str:
    """Return the text with one sign for every figure."""
    return ANY_FIGURE.sub(FIRST_FIGURE, units.text)


@lru_cache(maxsize=2048)
def _figures(units: Units) -> dict[int, str]:
    """Return each figure by its place in the text."""
    places = (found.start() for found in ANY_FIGURE.finditer(units.text))
    return dict(zip(places, units.figures, strict=True))
