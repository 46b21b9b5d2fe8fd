"""Votes for and against an article, as the numbers beside two buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from lxml import etree

from zjcrawl.pages.document import Element, Line, collapse, text_of
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.folding import either_script


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(either_script(pattern))


# Two buttons say opposite things, the second often by denying the first: 有用 and 没用, 赞同 and 不赞同.
_OPINION = "支持|赞成|赞同|同意|认同|喜欢"
_WORTH = "(?:用|益|帮助|价值)"
_FOR = rf"(?:{_OPINION}|点?赞|顶|好(?:评|文章?)?|有{_WORTH}|值得(?:一[看读])?|正方|[鲜献送]花|👍)"
_AGAINST = (
    r"(?:反对|踩|[差坏](?:评|文章?)?|[扔砸]?鸡蛋|[拍板]砖|砖头|讨厌|反方|👎|不值得?(?:一[看读])?"
    rf"|不(?:{_OPINION}|好)|(?:没有?|无){_WORTH})"
)
_COUNTED = r"\W*(?:已有|共有|有)?"
_LEAD, _TRAIL = "(?:我?(?:觉得|认为)|很)?", "(?:一下|本文|此文|的|了)?"
_NUMBER = r"(?<![\d.])\d{1,7}(?![\d.]*\s?%)(?!\d)"
_UNIT = r"\s?(?:人次|[人票次个位朵枚])?"
_GAP = r"\W{0,4}"
_BARE = re.compile(r"[\s\W]*(\d{1,7})\s?[人票]")
_ALONE = re.compile(r"\W*(\d{1,7})\s?[人票次]?[)）\]】\s]*")
_SIDES = {side: f"{_LEAD}{word}{_TRAIL}" for side, word in (("up", _FOR), ("down", _AGAINST))}
_EITHER = f"(?:(?P<down>{_SIDES['down']})|(?P<up>{_SIDES['up']}))"
_EITHER_OF_TWO = _EITHER.replace("(?P<up>", "(?P<up>推荐|")  # which alone counts no votes
_PAIRS = (
    _compile(rf"{_EITHER_OF_TWO}(?:[^\W\d]{{1,2}}[:\s])?{_GAP}(?P<count>{_NUMBER})"),
    _compile(rf"(?P<count>{_NUMBER}){_UNIT}\s?{_EITHER_OF_TWO}"),
)
_UP, _DOWN = (
    _compile(rf"\W*{side}{_GAP}({_NUMBER}){_UNIT}\W*|{_COUNTED}({_NUMBER}){_UNIT}\s?{side}\W*")
    for side in _SIDES.values()
)
_UP_LABEL, _DOWN_LABEL = (_compile(rf"\W*{side}\W*") for side in _SIDES.values())
_REACH = 14  # lines below the text
_TWO = 4  # lines of two words with a count each
_FURTHER = 60  # lines, with those that are links
_LONGEST = 40  # characters
_MOST_NUMBERS = 3  # the voters may be counted as well
_BUTTONS = frozenset(("button", "submit", "image"))
_DIGIT = re.compile(r"\d")
_FIGURES_ALONE = re.compile(r"\W*\d{1,7}\W+\d{1,7}\W*")
_NUMBERS = re.compile(r"\d+(?!\s?%)")
_SENTENCE = re.compile(r"[。！？；]")


class Votes(NamedTuple):
    """The counts of votes for and against."""

    up: Found[int] | None = None
    down: Found[int] | None = None


def read_votes(lines: Sequence[Line], stop: int) -> Votes:
    """Return the votes for and against that stand within a few lines below the text that ends before ``stop``.

    A count stands beside its word (支持(9), 9 顶, 好评 13), in the line below it, or in the line above it.  Two counts
    of people without a word, as in ``9人`` and ``0人``, are for and against in that order, which is how the one known
    page of zj123.com prints them.
    """
    if not stop:
        return Votes()
    near = [line for line in _below(lines, stop) if line.text and len(line.text) <= _LONGEST]
    for line in near:
        both = _pair(_with_buttons(line))
        if both:
            return Votes(*(Found(number, line, "count beside its word") for number in both))
    under = _under_labels(near)
    if under is not None:
        return under
    if _stand_above(near):
        near.reverse()
    up, down = _counted(near, _UP, _UP_LABEL), _counted(near, _DOWN, _DOWN_LABEL)
    counted = ((line, number) for line in near if _BARE.match(line.text) for number in _BARE.findall(line.text))
    bare = [Found(int(number), line, "count of people") for line, number in counted]
    if up is None and down is None:
        return Votes(bare[0], bare[1]) if len(bare) >= 2 else _on_buttons(lines[stop - 1].block)
    return Votes(up, down)


def _below(lines: Sequence[Line], stop: int) -> list[Line]:
    """Return the lines near the end of a text; those of a pager or of tags, links one and all, take no place."""
    beyond = (line for line in lines[stop + _REACH : stop + _FURTHER] if not line.links)
    taken = sum(not line.links for line in lines[stop : stop + _REACH])
    return [*lines[stop : stop + _REACH], *islice(beyond, _REACH - taken)]


def votes_above(lines: Sequence[Line]) -> Votes:
    """Return the votes that one of the ``lines`` between title and text gives, for and against, each with its word."""
    for line in lines:
        both = _pair(line.text) if len(line.text) <= _LONGEST else None
        if both:
            return Votes(*(Found(number, line, "count beside its word, over the text") for number in both))
    return Votes()


def _on_buttons(text: Element) -> Votes:
    """Return the counts that the two buttons of a page are labelled with, which are in no line.

    ``赞成(28)`` and ``反对(3)``, or two counts of people alone.
    """
    labels = [label for label in map(_label, text.getroottree().iter("input", "button")) if _DIGIT.search(label)]
    counted = [int(count[1]) for count in map(_BARE.fullmatch, labels) if count]
    both = _pair(" ".join(filter(is_votes, labels))) or (counted if len(counted) == 2 else None)
    return Votes(*(Found(number, None, "count on its button") for number in both)) if both else Votes()


def _label(button: Element) -> str:
    if button.tag == "button":
        return text_of(button)
    return collapse(button.get("value") or "") if button.get("type") in _BUTTONS else ""


def _with_buttons(line: Line) -> str:
    """Return the text of a line, and in one of nothing but figures what the buttons between them say."""
    if not _FIGURES_ALONE.fullmatch(line.text):
        return line.text
    words: list[str] = []
    for event, element in etree.iterwalk(line.block, events=("start", "end")):
        if event == "start":
            words.append((element.get("value") if element.tag == "input" else element.text) or "")
        elif element is not line.block:
            words.append(element.tail or "")
    return collapse("".join(words))


def is_votes(text: str) -> bool:
    """Tell whether a short line gives the votes for, against, or both, each number beside its word."""
    if len(text) > _LONGEST or not _DIGIT.search(text) or _SENTENCE.search(text):
        return False
    return _pair(text) is not None or _UP.fullmatch(text) is not None or _DOWN.fullmatch(text) is not None


def opens_votes(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the first word of votes whose words and counts have lines or cells of their own."""
    first, *others = [line.text for line in lines[at : at + _TWO]]
    for label, opposite in ((_UP_LABEL, _DOWN_LABEL), (_DOWN_LABEL, _UP_LABEL)):
        if label.fullmatch(first):
            return any(map(opposite.fullmatch, others)) and any(map(_ALONE.fullmatch, others))
    return False


def opens_counts(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line, or one of pictures, opens votes without words: the next two texts count people."""
    counts = [line.text for line in lines[at : at + _TWO] if line.text][:2]
    return len(counts) == 2 and all(map(_BARE.fullmatch, counts))


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _pair(text: str) -> tuple[int, int] | None:
    """Return the counts for and against in a line that gives one of each and hardly another number."""
    if not 2 <= len(_NUMBERS.findall(text)) <= _MOST_NUMBERS:
        return None
    for pattern in _PAIRS:
        sides = {"up" if match["up"] else "down": int(match["count"]) for match in pattern.finditer(text)}
        if len(sides) == 2:
            return sides["up"], sides["down"]
    return None


def _under_labels(near: Sequence[Line]) -> Votes | None:
    """Return the counts in the row of a table below the row of its two words."""
    for first, second, one, other in zip(near, near[1:], near[2:], near[3:], strict=False):
        counts = [_ALONE.fullmatch(line.text) for line in (one, other)]
        if not all(counts):
            continue
        found = [
            Found(int(count[1]), line, "count below its word")
            for count, line in zip(counts, (one, other), strict=True)
            if count
        ]
        if _UP_LABEL.fullmatch(first.text) and _DOWN_LABEL.fullmatch(second.text):
            return Votes(found[0], found[1])
        if _DOWN_LABEL.fullmatch(first.text) and _UP_LABEL.fullmatch(second.text):
            return Votes(found[1], found[0])
    return None


def _stand_above(near: Sequence[Line]) -> bool:
    """Tell whether the counts stand over their words: one over the first word, and none under the last."""
    labels = [i for i, line in enumerate(near) if _UP_LABEL.fullmatch(line.text) or _DOWN_LABEL.fullmatch(line.text)]
    if not labels or not labels[0] or not _ALONE.fullmatch(near[labels[0] - 1].text):
        return False
    return labels[-1] + 1 == len(near) or not _ALONE.fullmatch(near[labels[-1] + 1].text)


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
