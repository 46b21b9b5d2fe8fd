"""The body: which of a page's lines are the text.

No block is trusted for what it is called.  Lines that read like prose are gathered into runs; a run ends where links,
the end of a text or a far place in the tree come between.  The run that says most near the title is the text; the short
lines around it in the same block (sub-headings, captions, rows of a table) belong to it where nothing marks them as
foreign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from zjcrawl.pages.boundaries import (
    ends_text,
    is_abstract,
    is_furniture,
    is_original_title,
    is_reservation,
    is_subtitle,
    opens_reply,
    parts_text,
    trails_text,
)
from zjcrawl.pages.boxes import over_box, past_box
from zjcrawl.pages.byline_lines import is_byline, is_signing_day, tells_origin
from zjcrawl.pages.document import Element, Line
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.labels import Field, first_field, split_labels
from zjcrawl.pages.naming import is_paper
from zjcrawl.pages.paragraphs import PART_NUMBER, body_lines, goes_on, why_left_out
from zjcrawl.pages.placing import (
    DATA_CELLS,
    are_siblings,
    cell_of,
    column_of_rows,
    column_row,
    common_block,
    is_centred,
    is_inside,
    is_like,
    share_row,
)
from zjcrawl.pages.prose import LONG_PROSE, is_linked, prose_of
from zjcrawl.pages.runs import ENOUGH, Region, best_run, is_unsaid, runs_of_prose
from zjcrawl.pages.signed import closes_with_writers, with_writers
from zjcrawl.pages.votes import is_votes, opens_counts, opens_votes

_BUTTONS_REACH = 3  # lines from a row of buttons over a text to the text
_CREDITS_REACH = 3  # lines from the beginning of a run to who wrote and edited the text
_SENTENCE_ENDS = "。.；"
_SENTENCE_STOPS = "。！？；：:…"
_FILED = re.compile(r"[^\W\d]{2,6}[:：]")  # 个人分类：经济
_AROUND_DIVS = ("div", "td", "center", "blockquote")
_SHORTEST_TITLE = 8  # characters
_NO_TITLE_ENDS = "。；：:，,"
_MOMENT = re.compile(
    r"[^\w]*(?:\w{0,2}[会會][议議]|活[动動]|[举舉][办辦行]|[报報]名|演出|展[览覽出]|培[训訓])?[时時]\s?[间間]\s?[:：][^:：]*(?:[:：]\d\d[^:：]*)*"
)
_PLACE = re.compile(r"[^\w]*(?:\w{0,4}地[点點]|\w{0,2}主[办辦]\w{0,4})\s?[:：]")


def find_body(lines: Sequence[Line], title: int | None, byline: int | None) -> Region | None:
    """Return the lines of the text.

    ``title`` and ``byline`` are the lines they were found in, if they were.  A text follows them; without them the
    longest run of prose is taken.
    """
    head = max(-1 if title is None else title, -1 if byline is None else byline)
    best, score = best_run(lines, head)
    if score < ENOUGH:
        best, score = best_run(lines, head, counts_data=True)
    if best is None or (byline is not None and score < ENOUGH):
        best = _after_byline(lines, head, best)
    if best is None:
        return None
    best = _below_credits(lines, _below_buttons(lines, best))
    run = _without_title(lines, best) if head < 0 else best
    return with_writers(lines, _with_short_lines(lines, run, head, titled=title is not None))


def _below_credits(lines: Sequence[Line], run: Region) -> Region:
    """Leave out what a run begins with if a line there names writer and editor: a summary, and that line."""
    for i in range(run.start + 1, min(run.start + 1 + _CREDITS_REACH, run.stop)):
        if len(lines[i - 1].text) > LONG_PROSE:
            break
        fields = {label.field for label in split_labels(lines[i].text)} if is_byline(lines[i]) else set()
        if {Field.AUTHOR, Field.EDITOR} <= fields:
            return Region(i + 1, run.stop, run.prose - sum(map(prose_of, lines[run.start : i])))
    return run


def _below_buttons(lines: Sequence[Line], run: Region) -> Region:
    """Leave out a first line, no sentence, that buttons part from a text made otherwise: what sums it up."""
    first = lines[run.start]
    second = next((i for i in range(run.start + 1, run.stop) if prose_of(lines[i])), run.start)
    between = [line for line in lines[run.start + 1 : second] if line.text]
    if prose_of(first) > LONG_PROSE or first.text[-1] in _SENTENCE_STOPS or not any(line.links for line in between):
        return run
    is_apart = all(line.links for line in between) and not are_siblings(first, lines[second])
    return Region(second, run.stop, run.prose - prose_of(first)) if is_apart else run


def _without_title(lines: Sequence[Line], run: Region) -> Region:
    """Leave out a short first line that reads like prose but is set apart from the text: a title nothing announces."""
    if run.stop - run.start < 2:
        return run
    first = lines[run.start]
    others = (line for line in lines[run.start + 1 : run.stop] if line.text)
    below = (line for line in others if not is_subtitle(line.text) and not is_abstract(line.text))
    second = next(below, first)
    own = prose_of(first)
    is_apart = own <= LONG_PROSE and first.text[-1] not in _SENTENCE_ENDS and _is_set_apart(first, second)
    goes_on = prose_of(second) > LONG_PROSE or (prose_of(second) and second.text[-1] in _SENTENCE_ENDS)
    return Region(run.start + 1, run.stop, run.prose - own) if is_apart and goes_on else run


def is_title_of_document(line: Line, below: Line) -> bool:
    """Tell whether a line, no sentence, is set in the middle over a text that is not."""
    if len(line.text) < _SHORTEST_TITLE or line.text[-1] in _NO_TITLE_ENDS:
        return False
    return is_centred(line.block) and not is_centred(below.block)


def _is_set_apart(line: Line, other: Line) -> bool:
    """Tell whether a line is laid out in another way: another tag, centred, or without the other's indent."""
    if line.block.tag != other.block.tag or line.indent < other.indent:
        return True
    return is_centred(line.block) and not is_centred(other.block)


def explain_body(
    lines: Sequence[Line], region: Region, title: int | None, authors: Sequence[str] = ()
) -> tuple[Found[str], list[Found[str]]]:
    """Return, for the evidence, where a body begins and how long it is, and what is not in it.

    That are the other runs of prose on the page, the longest first, and the lines of the region that are no text.
    """
    head = -1 if title is None else title
    others = [
        run
        for run, _ in runs_of_prose(lines, head)
        if run.prose and (run.start >= region.stop or run.stop <= region.start)
    ]
    others.sort(key=lambda run: -run.prose)
    lost = [_describe(lines, run, "another run of prose") for run in others[:3]]
    first = next(body_lines(lines, region, authors), lines[region.start])
    return (
        Found(f"{region.prose} characters of prose", first, "run of prose that says most"),
        [*lost, *_left_out(lines, region, authors)],
    )


def _describe(lines: Sequence[Line], run: Region, rule: str) -> Found[str]:
    return Found(f"{run.prose} characters of prose", lines[run.start], rule)


def _left_out(lines: Sequence[Line], region: Region, authors: Sequence[str]) -> Iterator[Found[str]]:
    opens = True
    for i in range(region.start, region.stop):
        why = why_left_out(lines, i, region, opens, authors)
        if why is None:
            opens = False
        elif lines[i].text:
            yield Found(lines[i].text, lines[i], f"left out: {why}")


def _after_byline(lines: Sequence[Line], head: int, best: Region | None) -> Region | None:
    """Return what stands between the byline and the first thing that is not text, where no prose tells more."""
    start = stop = resumes = head + 1
    for i in range(head + 1, len(lines)):
        line = lines[i]
        parts = parts_text(line.text)
        if parts and stop > start:
            resumes = max(resumes, past_box(lines, i, lines[start]))
        if i < resumes:
            continue
        if ends_text(line.text):
            is_said = any(each.text and _FILED.match(each.text) is None for each in lines[start:stop])
            if is_said or not prose_of(line) or not is_unsaid(lines, head, i):
                break
            start = stop = i + 1  # whose text it is, told over the text
            continue
        if parts and stop > start:
            if (
                best
                and i < best.start <= i + _BUTTONS_REACH
                and is_furniture(line.text)
                and not any(map(prose_of, lines[start:i]))
                and not any(ends_text(between.text) for between in lines[i : best.start])
            ):
                return best  # the name of its section, and buttons, over the text
            break
        if parts:
            continue  # buttons to share it, over a text
        if is_linked(line):
            if i + 1 < len(lines) and is_linked(lines[i + 1]):
                break
            continue
        if stop > start and is_byline(line):
            break
        if line.text and not is_furniture(line.text):
            if stop == start:
                start = i
            stop = i + 1
    if stop == start or (best is not None and start <= best.start < stop):
        return best
    prose = sum(map(prose_of, lines[start:stop]))
    if best is not None and prose * 3 < best.prose and start > head + 8:
        return best
    return Region(start, stop, prose)


def _with_short_lines(lines: Sequence[Line], run: Region, head: int, *, titled: bool) -> Region:
    container = text_container(lines, run, lines[head] if head >= 0 else None)
    start, stop = run.start, run.stop
    over = run.start
    for i in _inside(container, lines, range(run.start - 1, head, -1)):
        line = lines[i]
        over = over_box(lines, i, lines[run.start]) if i < over and is_linked(line) else over
        if over <= i:
            continue
        # Without a head it may be the title, which nothing has named.
        if head < 0 and line.text and not (i and is_byline(lines[i - 1])) and not _is_over_table(line, lines[start]):
            break
        if line.text:
            is_foreign = is_byline(line) and not announces_event(lines, i)
            if is_foreign or is_linked(line) or ends_text(line.text) or parts_text(line.text):
                break
            if 0 <= head == i - 1 and (
                is_paper(line.text) or (not titled and is_title_of_document(line, lines[start]))
            ):
                break  # whose text it is, or its title under a table of what it is
            if (is_furniture(line.text) and not _opens_parts(lines, i, run)) or is_original_title(line.text):
                continue
        start = i
    resumes = run.stop
    for i in _inside(container, lines, range(run.stop, len(lines))):
        line = lines[i]
        if i < resumes:
            continue
        if line.text:
            resumes = past_box(lines, i, lines[run.stop - 1])
            if resumes > i:
                continue
            if (
                is_linked(line)
                or (is_byline(line) and not _is_of_text(lines, i, lines[run.stop - 1]))
                or ends_text(line.text)
                or parts_text(line.text)
                or trails_text(line.text)
                or opens_reply(line.text)
                or is_votes(line.text)
                or opens_votes(lines, i)
                or opens_counts(lines, i)
                or (is_reservation(line.text) and run.prose >= ENOUGH)
            ):
                break
            if is_furniture(line.text) and not (stop == i and (share_row(lines[i - 1], line) or goes_on(lines, i))):
                continue
        elif i + 1 < len(lines) and lines[i + 1].block is line.block and is_linked(lines[i + 1]):
            continue  # a picture over a link
        elif opens_counts(lines, i) and share_row(line, lines[i + 1]):
            break
        stop = i + 1
    return Region(start, stop, run.prose)


def _is_over_table(line: Line, below: Line) -> bool:
    """Tell whether a line stands in one table of several columns with the line below it, or announces that table."""
    cell, other = cell_of(line), cell_of(below)
    if line.text[-1] in ":：" and first_field(line.text) is None:
        return other is not None and other is not cell
    row, beside = (each.getparent() if each is not None else None for each in (cell, other))
    if row is None or beside is None or len(row) < DATA_CELLS:
        return False
    return row is beside or row.getparent() is beside.getparent()


def _opens_parts(lines: Sequence[Line], at: int, run: Region) -> bool:
    """Tell whether a line right over a run is the number of its first part, as another in it is of a later one."""
    if at != run.start - 1 or PART_NUMBER.fullmatch(lines[at].text) is None:
        return False
    return any(PART_NUMBER.fullmatch(line.text) for line in lines[run.start : run.stop])


def _is_of_text(lines: Sequence[Line], at: int, text: Line) -> bool:
    """Tell whether a line like a byline belongs to the text over it: a day it is signed with, its writers, an event."""
    line = lines[at]
    if is_signing_day(line) or _is_of_event(lines, at):
        return True
    return (closes_with_writers(line) or tells_origin(line.text)) and is_like(line, text)


def announces_event(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line over a text is its first: 时间:……, where the next says 地点:……."""
    return _MOMENT.fullmatch(lines[at].text) is not None and _is_of_event(lines, at)


def _is_of_event(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line gives the day of an event, whose place the next line of the text gives."""
    below = next((line for line in lines[at + 1 : at + 3] if line.text), None)
    return below is not None and _PLACE.match(below.text) is not None


def _inside(container: Element, lines: Sequence[Line], order: Iterable[int]) -> Iterator[int]:
    """Yield the numbers of lines in ``order`` up to the first that is not in ``container``."""
    known: Element | None = None  # a parent whose children are inside, so that deep trees are climbed once
    for i in order:
        block = lines[i].block
        parent = block.getparent()
        if parent is None or parent is not known:
            if not is_inside(block, container):
                return
            known = None if block is container else parent
        yield i


_PARAGRAPH_TAGS = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "dd", "pre", "blockquote"))
_INLINE = frozenset(("span", "font", "b", "strong", "o:p"))  # in which programs put the paragraphs of a text
_TABLE_PARTS = frozenset(("table", "thead", "tbody", "tr", "td", "th"))


def text_container(lines: Sequence[Line], run: Region, head: Line | None) -> Element:
    """Return the lowest block around the prose of a run; around a lone paragraph, the block it stands in."""
    blocks = {line.block: None for line in lines[run.start : run.stop] if prose_of(line)}
    container = common_block(blocks or [line.block for line in lines[run.start : run.stop]])
    parent = container.getparent()
    while not blocks and parent is not None and container.tag in _TABLE_PARTS:
        container, parent = parent, parent.getparent()
    if not blocks and parent is not None and len(container) == 1:  # a block around the table alone
        container, parent = parent, parent.getparent()
    if parent is None:
        return container
    if (row := column_row(container)) is not None:
        return row
    if container.tag in _PARAGRAPH_TAGS:
        return _out_of_paragraphs(parent)
    above = set(head.block.iterancestors()) if head is not None else set()
    table = column_of_rows(container) if len(blocks) == 1 else None
    if table is not None and table not in above:
        return table
    lone = len(blocks) == 1 and container.tag == "div"
    while lone and parent.tag in _INLINE and (around := parent.getparent()) is not None:
        parent = around
    return parent if lone and parent not in above and parent.tag in _AROUND_DIVS else container


def _out_of_paragraphs(element: Element) -> Element:
    """Return an element, or what holds the paragraph it is in, as each holds the next where Word's spans stay open."""
    chain = takewhile(lambda each: each.tag == "p" or each.tag in _INLINE, (element, *element.iterancestors()))
    outermost = next((each for each in reversed(list(chain)) if each.tag == "p"), None)
    holder = outermost.getparent() if outermost is not None else None
    return element if holder is None else holder
