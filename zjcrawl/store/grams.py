"""What the full-text index has of a text: each two characters that stand side by side.

``民营，经济`` is ``民营``, ``营``, ``经济`` and ``济``: a word begins at each character that is neither punctuation nor
white space, and has the next one with it, if that is none either.  So a string of two characters is found by one word,
a single character by the words that begin with it, and of a longer string each two characters must be there.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from itertools import pairwise
from unicodedata import category

from zjcrawl.dedup.folding import changed_by, fold

IN_TITLE = "《"
"""Before a word of a title; no word begins with punctuation otherwise."""

_MOST = 24
"""Words of a string that are looked for: more would find hardly anything less, and FTS5 takes no more than 256."""

_APART = ("P", "Z", "C")
"""Unicode categories of characters that are in no word: punctuation, white space, control characters."""


def grams(text: str) -> str:
    """Return the words of the index for a text, parted by ASCII white space."""
    points = array("I", _parted(text).encode("utf-32-le", "surrogatepass"))
    pairs = array("I", (0x20,)) * (3 * len(points))
    pairs[::3] = points
    pairs[1:-2:3] = points[1:]
    return pairs.tobytes().decode("utf-32-le", "surrogatepass")


def title_grams(title: str) -> str:
    """Return the words of the index for a title: those of any text, and each of them as one of a title."""
    words = grams(title).split()
    return " ".join([*words, *(IN_TITLE + word for word in words)])


def match_string(term: str, mark: str = "", *, singles: bool = True) -> str | None:
    """Return the FTS5 query for what every text has that holds the folded ``term``, None if any text may hold it.

    With ``IN_TITLE`` as ``mark`` it is about titles.  Without ``singles`` nothing is asked of characters that stand
    alone: FTS5 puts the articles of all words that begin with such a one together before it gives the first.
    """
    runs = _parted(term).split()
    words = [a + b for run in runs for a, b in pairwise(run)]
    if words:
        return " AND ".join(f'"{mark}{word}"' for word in dict.fromkeys(words[:_MOST]))
    return " AND ".join(f'"{mark}{run}" *' for run in dict.fromkeys(runs[:_MOST]) if singles) or None


def is_single(term: str) -> bool:
    """Tell whether ``match_string`` asks for the folded ``term`` by single characters."""
    return match_string(term) != match_string(term, singles=False)


def is_exact(term: str) -> bool:
    """Tell whether ``match_string`` finds no text that does not hold the folded ``term``."""
    return len(term) <= 2 and " " not in _parted(term)


def _parted(text: str) -> str:
    """Return the folded text with a space for each character that is in no word.

    A text has few different characters that are another then: ``str.translate`` takes twice as long.
    """
    words = _words()
    for char in set(_changed().findall(text)):
        text = text.replace(char, words[ord(char)])
    return text


@cache
def _changed() -> re.Pattern[str]:
    """Match what is another character among words; what it becomes stays as it is."""
    return changed_by(_words())


@cache
def _words() -> list[str]:
    """Return the folded form of each character of the basic plane, and a space for those that are in no word."""
    return [" " if category(char)[0] in _APART else char for char in fold("".join(map(chr, range(0x10000))))]
