"""Runs of prose: the stretches of a page that may be the text of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zjcrawl.pages.boundaries import (
    ends_text,
    heads_post,
    is_claim,
    is_reservation,
    opens_reply,
    parts_text,
    trails_text,
)
from zjcrawl.pages.boxes import box_of_links
from zjcrawl.pages.byline_lines import is_byline
from zjcrawl.pages.document import Element, Line
from zjcrawl.pages.labels import first_field
from zjcrawl.pages.placing import are_siblings, common_block, is_datum, is_inside, is_like
from zjcrawl.pages.prose import LONG_PROSE, SHORTEST_PROSE, is_linked, prose_of


class Region(NamedTuple):
    """Lines of a page: the first, one past the last, and how many characters of prose they hold."""

    start: int
    stop: int
    prose: int


_GAP = 80  # characters of links and stray lines that may stand inside a text
_LEAST_GAP = 3  # characters that a line counts for in such a gap
_AFTERWORDS = 0.05  # what prose after the end of a text is worth: comments, disclaimers
_NOTICE_REACH = 8  # lines below a title in which its rights may be reserved
_POSTS_REACH = 60  # lines from one post of a thread to the next
_BEFORE = 0.2  # what prose before the title is worth
SHORTEST_SUMMARY = 15  # characters
_DATUM = 3  # characters of prose that a cell of a table of data stands for
ENOUGH = 150  # characters of prose that need no byline to be taken for a text


def best_run(lines: Sequence[Line], head: int, counts_data: bool = False) -> tuple[Region | None, float]:
    """Return the run that says most near the title, and what it scores; ``counts_data`` counts rows of data as well."""
    best, best_score, ended = None, 0.0, False
    for run, is_afterword in runs_of_prose(lines, head, counts_data):
        score = run.prose * (_BEFORE if run.start < head else _AFTERWORDS if ended else 1.0)
        if score > best_score:
            best, best_score = run, score
        ended = ended or is_afterword
    return best, best_score


def runs_of_prose(lines: Sequence[Line], head: int, counts_data: bool = False) -> Iterator[tuple[Region, bool]]:
    """Yield runs of prose, each with whether the end of a text follows it; the run is empty where no text precedes."""
    start = last = -1
    prose = gap = 0
    rows: dict[Element, bool] = {}
    box: Element | None = None
    for i, line in enumerate(lines):
        text = line.text
        if box is not None:
            if is_inside(line.block, box):
                gap += max(len(text), _LEAST_GAP)
                continue
            box = None  # left for good: lines stand in the order of the page
        if line.link_chars * 2 > len(text) and (head >= 0 or start != last):  # as most lines of a page are
            gap += max(line.link_chars, _LEAST_GAP)
            counts_data = counts_data and not (start >= 0 and ends_text(text))  # rows below 网友评论 are of a form
            continue
        weight = prose_of(line) if len(text) >= SHORTEST_PROSE and i != head else 0
        if weight and head >= 0 and _is_in_form(line, lines[head]):
            weight = 0
        if counts_data and not weight and text and i > head and is_datum(line, rows):
            weight = _DATUM
        is_below = start >= 0 or weight > 0 or 0 <= head < i
        may_end = is_below and bool(text) and line.link_chars * 2 <= len(text)
        ends = may_end and (ends_text(text) or (start >= 0 and (opens_reply(text) or _is_post(lines, i))))
        if ends and start < 0 <= head and prose_of(line) and is_unsaid(lines, head, i):
            continue  # whose text it is, told over the text
        if ends and start >= 0 and weight and is_claim(text) and _stands_amid(lines, i, lines[last]):
            ends = False
        if weight and not ends and is_reservation(text):
            weight, ends = 0, prose >= ENOUGH
        if ends:
            yield (Region(start, last + 1, prose) if start >= 0 else Region(i, i, 0)), start > head or start < 0 <= head
            start, prose, gap = -1, 0, 0
            continue
        if weight and start >= 0 and (trails_text(text) or (gap > 0 and _is_entry(lines, i, lines[last]))):
            weight = 0
        is_lone = start >= 0 and start == last
        may_be_title = head < 0 and is_lone and prose <= LONG_PROSE and lines[start].text[-1] not in "。."
        if (weight or may_be_title) and weight <= 2 * LONG_PROSE and is_byline(line):
            weight = 0
            if may_be_title:  # a lone short line over a byline, on a page that names no title
                start, prose = -1, 0
        if not weight:
            gap += max(line.link_chars, _LEAST_GAP) if text else 1
            if start >= 0 and text and not line.links and parts_text(text):
                box = box_of_links(lines, i, lines[start])
            continue
        if start >= 0 and (last < head < i or (gap > _GAP and not are_siblings(lines[last], line))):
            yield Region(start, last + 1, prose), False
            start, prose = -1, 0
        if start < 0:
            start = i
        last, gap = i, 0
        prose += weight
    if start >= 0:
        yield Region(start, last + 1, prose), False


def _is_entry(lines: Sequence[Line], at: int, text: Line) -> bool:
    """Tell whether a line is the summary below the headline of another text, in a box that the text is outside of.

    What follows it is the day of that text, the headline of the next, or no text at all.
    """
    above = next((line for line in reversed(lines[max(0, at - 2) : at]) if line.text), None)
    if above is None or not is_linked(above) or not _leads_away(above):
        return False
    below = next((line for line in lines[at + 1 : at + 3] if line.text), None)
    if below is not None and prose_of(below) and not is_byline(below):
        return False
    box = common_block((above.block, lines[at].block))
    is_nested = box is above.block and box.tag == text.block.tag  # as libxml2 has each <dd> that nobody closed
    return not is_nested and not is_inside(text.block, box)


def _leads_away(line: Line) -> bool:
    return any(not (link.get("href") or "#").startswith(("#", "javascript:")) for link in line.links)


def _stands_amid(lines: Sequence[Line], at: int, above: Line) -> bool:
    """Tell whether a line stands between two paragraphs of running text that are made alike."""
    below = next((line for line in lines[at + 1 :] if line.text), None)
    if below is None or below.links or prose_of(below) <= SHORTEST_SUMMARY:
        return False
    if ends_text(below.text) or is_reservation(below.text):
        return False
    return all(is_like(line, lines[at]) for line in (above, below))


def is_unsaid(lines: Sequence[Line], head: int, at: int) -> bool:
    """Tell whether only links, labels and a byline stand between the head of a text and a line near it."""
    between = lines[head + 1 : at] if at - head <= _NOTICE_REACH else ()
    others = (line for line in between if line.text and line.link_chars * 2 <= len(line.text))
    return bool(between) and all(is_byline(line) or first_field(line.text) is not None for line in others)


def _is_post(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line heads a post of a thread, as others near it do: 作者：某某 时间：……, or 某某 and a moment."""
    if not _heads_block(lines, at):
        return False
    near = range(max(0, at - _POSTS_REACH), min(len(lines), at + _POSTS_REACH))
    return any(i != at and _heads_block(lines, i) for i in near)


def _heads_block(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line says who wrote and when, over a block of its own."""
    return heads_post(lines[at].text) and at + 1 < len(lines) and lines[at + 1].block is not lines[at].block


def _is_in_form(line: Line, head: Line) -> bool:
    """Tell whether a line stands in a form that the head of the text stands outside of: what asks for a comment."""
    form = next(line.block.iterancestors("form"), None)
    return form is not None and all(other is not form for other in head.block.iterancestors("form"))
