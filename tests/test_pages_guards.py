"""What a pattern's quick test lets through: each of its words, since one that the test does not know is never found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from zjcrawl.pages import boundaries

ANYTHING = "甲"
GUARDS = [
    (boundaries._ENDS, boundaries._MAY_END, boundaries._END_SIGN),
    (boundaries._COMMENTS_OPEN, boundaries._MAY_OPEN_COMMENTS, 1000),
    (boundaries._REPLY, boundaries._MAY_REPLY, 1000),
    (boundaries._IMPRINT, boundaries._MAY_BE_IMPRINT, 1000),
    (boundaries._RESERVATION, boundaries._MAY_RESERVE, 1000),
]


def samples(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield texts that between them have every alternative and every character of every class, at their shortest."""
    return _sequences(_parser.parse(pattern.pattern))


def _sequences(items: Sequence[Any]) -> Iterator[str]:
    parts = [list(dict.fromkeys(_items(*item))) or [""] for item in items]
    shortest = [min(part, key=len) for part in parts]
    yield "".join(shortest)
    for i, part in enumerate(parts):
        for text in part:
            yield "".join((*shortest[:i], text, *shortest[i + 1 :]))


def _items(kind: Any, value: Any) -> Iterator[str]:
    if kind is code.LITERAL:
        yield chr(value)
    elif kind is code.IN:
        for member, what in value:
            yield from [chr(what)] if member is code.LITERAL else [chr(what[0])] if member is code.RANGE else []
        if value[0][0] in (code.NEGATE, code.CATEGORY):
            yield " " if value[0][1] is code.CATEGORY_SPACE else "7" if value[0][1] is code.CATEGORY_DIGIT else ANYTHING
    elif kind in (code.ANY, code.NOT_LITERAL):
        yield ANYTHING
    elif kind is code.BRANCH:
        for branch in value[1]:
            yield from _sequences(branch)
    elif kind is code.SUBPATTERN:
        yield from _sequences(value[-1])
    elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        yield from (text * value[0] for text in _sequences(value[2]))


@pytest.mark.parametrize(("pattern", "guard", "reach"), GUARDS)
def test_whatever_a_pattern_matches_passes_its_guard(
    pattern: re.Pattern[str], guard: re.Pattern[str], reach: int
) -> None:
    texts = [text for text in samples(pattern) if pattern.match(text)]
    assert len(texts) > 10
    assert [text for text in texts if guard.search(text, 0, reach) is None] == []
