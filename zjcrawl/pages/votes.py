"""Votes for and against an article, as the numbers beside two buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zjcrawl.pages.document import Line

_COUNT = r"\D{0,3}?(\d{1,7})\s?[人票次]?"
_BARE = re.compile(r"[\s\W]*(\d{1,7})\s?[人票]")
_BOTH = re.compile(rf"(?:顶|頂|支持|赞成|贊成|赞|讚|同意|好文?){_COUNT}\D{{0,12}}?(?:踩|反对|反對|不同意|差){_COUNT}")
_UP = re.compile(
    rf"[\s\W]*(?:顶|頂|支持|赞成|贊成|赞|讚|同意)(?:一下)?{_COUNT}[\s\W]*|[\s\W]*(\d{{1,7}})\s?[人票次]?\s?(?:顶|頂|支持|赞成|赞|同意)[\s\W]*"
)
_DOWN = re.compile(
    rf"[\s\W]*(?:踩|反对|反對|不同意)(?:一下)?{_COUNT}[\s\W]*|[\s\W]*(\d{{1,7}})\s?[人票次]?\s?(?:踩|反对|反對|不同意)[\s\W]*"
)
_REACH = 14  # lines below the text


def read_votes(lines: Sequence[Line], stop: int) -> tuple[int | None, int | None]:
    """Return the votes for and against that stand within a few lines below the text that ends before ``stop``.

    Two counts of people without a word, as in ``9人`` and ``0人``, are for and against in that order, which is how
    the one known page of zj123.com prints them.
    """
    if not stop:
        return None, None
    up = down = None
    bare: list[int] = []
    for line in lines[stop : stop + _REACH]:
        text = line.text
        if not text or len(text) > 40:
            continue
        both = _BOTH.search(text)
        if both:
            return int(both.group(1)), int(both.group(2))
        up = up if up is not None else _number(_UP, text)
        down = down if down is not None else _number(_DOWN, text)
        bare += [int(number) for number in _BARE.findall(text)] if _BARE.match(text) else []
    if up is None and down is None and len(bare) >= 2:
        return bare[0], bare[1]
    return up, down


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.fullmatch(text)
    return int(next(group for group in match.groups() if group)) if match else None
