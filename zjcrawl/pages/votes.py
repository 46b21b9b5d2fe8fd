"""Votes for and against an article, as the numbers beside two buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from zjcrawl.pages.document import Line
from zjcrawl.pages.evidence import Found

_COUNT = r"\D{0,3}?(\d{1,7})(?!\d*\s?%)\s?[人票次]?"
_FOR = r"(?:顶|頂|支持|赞成|贊成|赞|讚|同意|好[评評文]?|有用)(?:一下)?"
_AGAINST = r"(?:踩|反对|反對|不同意|差[评評]?|[没無无]用)(?:一下)?"
_BARE = re.compile(r"[\s\W]*(\d{1,7})\s?[人票]")
_ALONE = re.compile(r"\W*(\d{1,7})\s?[人票次]?[)）\]】\s]*")
_BOTH = re.compile(rf"{_FOR}{_COUNT}\D{{0,12}}?{_AGAINST}{_COUNT}")
_BOTH_AFTER = re.compile(rf"(\d{{1,7}})\s?[人票次]?\s?{_FOR}\W{{0,6}}(\d{{1,7}})\s?[人票次]?\s?{_AGAINST}")
_UP, _DOWN = (
    re.compile(rf"[\s\W]*{word}{_COUNT}[\s\W]*|[\s\W]*(\d{{1,7}})\s?[人票次]?\s?{word}[\s\W]*")
    for word in (_FOR, _AGAINST)
)
_UP_LABEL, _DOWN_LABEL = (re.compile(rf"\W*{word}\W*") for word in (_FOR, _AGAINST))
_REACH = 14  # lines below the text
_LONGEST = 40  # characters


class Votes(NamedTuple):
    """The counts of votes for and against."""

    up: Found[int] | None = None
    down: Found[int] | None = None


def read_votes(lines: Sequence[Line], stop: int) -> Votes:
    """Return the votes for and against that stand within a few lines below the text that ends before ``stop``.

    A count stands beside its word (支持(9), 9 顶, 好评 13) or in the line below it.  Two counts of people without a
    word, as in ``9人`` and ``0人``, are for and against in that order, which is how the one known page of zj123.com
    prints them.
    """
    if not stop:
        return Votes()
    near = [line for line in lines[stop : stop + _REACH] if line.text and len(line.text) <= _LONGEST]
    for line in near:
        both = _BOTH_AFTER.search(line.text) or _BOTH.search(line.text)
        if both:
            return Votes(*(Found(int(number), line, "count beside its word") for number in both.groups()))
    up, down = _counted(near, _UP, _UP_LABEL), _counted(near, _DOWN, _DOWN_LABEL)
    counted = ((line, number) for line in near if _BARE.match(line.text) for number in _BARE.findall(line.text))
    bare = [Found(int(number), line, "count of people") for line, number in counted]
    return Votes(bare[0], bare[1]) if up is None and down is None and len(bare) >= 2 else Votes(up, down)


def _counted(near: Sequence[Line], beside: re.Pattern[str], label: re.Pattern[str]) -> Found[int] | None:
    """Return the first count that stands beside its word, or alone in the line below it."""
    for line, below in zip_longest(near, near[1:]):
        match = beside.fullmatch(line.text)
        if match:
            return Found(int(next(group for group in match.groups() if group)), line, "count beside its word")
        match = _ALONE.fullmatch(below.text) if below is not None and label.fullmatch(line.text) else None
        if match:
            return Found(int(match.group(1)), below, "count below its word")
    return None
