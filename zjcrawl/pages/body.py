"""The body: which of a page's lines are the text, and the paragraphs they make.

No block is trusted for what it is called.  Lines that read like prose are gathered into runs; a run ends where links,
the end of a text or a far place in the tree come between.  The run that says most near the title is the text; the short
lines around it in the same block (sub-headings, captions, rows of a table) belong to it where nothing marks them as
foreign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zjcrawl.pages.boundaries import (
    ends_text,
    heads_post,
    is_about_author,
    is_abstract,
    is_claim,
    is_furniture,
    is_office_debris,
    is_original_title,
    is_pager,
    is_promotion,
    is_reservation,
    is_subtitle,
    opens_reply,
    parts_text,
    points_elsewhere,
    trails_text,
)
from zjcrawl.pages.byline import is_byline, is_paper, is_signing_day
from zjcrawl.pages.document import Element, Line, stand_together, text_of
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.labels import Field, first_field, lone_label, split_labels
from zjcrawl.pages.signature import is_signature
from zjcrawl.pages.votes import is_votes, opens_votes


class Region(NamedTuple):
    """Lines of a page: the first, one past the last, and how many characters of prose they hold."""

    start: int
    stop: int
    prose: int


_POINTS = re.compile(r"[，。；！？、…!?]|,(?!\d{3})")  # in a number there is none
_FIGURES = re.compile(r"[\W\d_]+|[AP]M")
_HEADLINE = 10  # characters of a link that names a text
_SHORTEST_PROSE = 8  # characters in a line
_LONG_PROSE = 60  # characters: a line of that length is prose without any point
_NUMERALS = frozenset("0123456789.%")
_CLOSING = frozenset(",.;:!?%)")
_MARKS = frozenset("“”‘’—…·")  # as Chinese has them
_STOPS = tuple("。！？；.!?;")
_ROW = re.compile(r"[\s\[\]【】()（）|｜·/-]+")  # what stands around links in a row
_ROW_MARKS = 6  # characters
_GAP = 80  # characters of links and stray lines that may stand inside a text
_BOX_REACH = 12  # lines of a box of links that stands amid a text
_LIST_REACH = 3  # lines from the heading of a list to its first entry, pictures in between
_BUTTONS_REACH = 3  # lines from a row of buttons over a text to the text
_CREDITS_REACH = 3  # lines from the beginning of a run to who wrote and edited the text
_LEAST_GAP = 3  # characters that a line counts for in such a gap
_AFTERWORDS = 0.05  # what prose after the end of a text is worth: comments, disclaimers
_NOTICE_REACH = 8  # lines below a title in which its rights may be reserved
_POSTS_REACH = 60  # lines from one post of a thread to the next
_BEFORE = 0.2  # what prose before the title is worth
_SENTENCE_ENDS = "。.；"
_LONGEST_LABEL = 8  # characters of the label of an abstract, with its brackets
_SHORTEST_SUMMARY = 15  # characters
_REPEATED_REACH = 3  # lines from a summary to the text it repeats
_FLOWS = frozenset(("div", "article", "section", "main", "td"))  # what a text flows through
_DATA_CELLS = 3  # cells that a row of data has at least
_PART_NUMBER = re.compile(r"\d{1,2}")
_PLACE = re.compile(r"[^\w]*(?:\w{0,4}地[点點]|\w{0,2}主[办辦]\w{0,4})\s?[:：]")
_DATUM = 3  # characters of prose that a cell of a table of data stands for
_ENOUGH = 150  # characters of prose that need no byline to be taken for a text


def prose_of(line: Line) -> int:
    """Return how many characters of a line read like running text: outside links, in a line with points."""
    own = len(line.text) - line.link_chars
    if own < _SHORTEST_PROSE or own < line.link_chars:
        return 0
    is_long = own > _LONG_PROSE
    if not is_long and _POINTS.search(line.text) is None:
        return 0
    if line.links and (is_linked(line) or is_pager(line.text)):
        return 0
    return own if is_long or not is_votes(line.text) else 0


def is_linked(line: Line) -> bool:
    """Tell whether a line is a link, or little else."""
    if not line.links:
        return False
    if line.link_chars * 10 >= len(line.text) * 7 or _is_row_of_links(line):
        return True
    return line.link_chars >= _HEADLINE and len(_FIGURES.sub("", line.text)) - line.link_chars <= _HEADLINE // 2


def _is_row_of_links(line: Line) -> bool:
    """Tell whether all that a line says beside its links is the brackets around them or the bars between them."""
    if len(line.text) > 2 * line.link_chars + _ROW_MARKS:
        return False
    return len(_ROW.sub("", line.text)) == sum(len(_ROW.sub("", text_of(link))) for link in line.links)


def find_body(lines: Sequence[Line], title: int | None, byline: int | None) -> Region | None:
    """Return the lines of the text.

    ``title`` and ``byline`` are the lines they were found in, if they were.  A text follows them; without them the
    longest run of prose is taken.
    """
    head = max(-1 if title is None else title, -1 if byline is None else byline)
    best, score = _best_run(lines, head)
    if score < _ENOUGH:
        best, score = _best_run(lines, head, counts_data=True)
    if best is None or (byline is not None and score < _ENOUGH):
        best = _after_byline(lines, head, best)
    if best is None:
        return None
    best = _below_credits(lines, best)
    return _with_short_lines(lines, _without_title(lines, best) if head < 0 else best, head)


def _below_credits(lines: Sequence[Line], run: Region) -> Region:
    """Leave out what a run begins with if a line there names writer and editor: a summary, and that line."""
    for i in range(run.start + 1, min(run.start + 1 + _CREDITS_REACH, run.stop)):
        if len(lines[i - 1].text) > _LONG_PROSE:
            break
        fields = {label.field for label in split_labels(lines[i].text)} if is_byline(lines[i]) else set()
        if {Field.AUTHOR, Field.EDITOR} <= fields:
            return Region(i + 1, run.stop, run.prose - sum(map(prose_of, lines[run.start : i])))
    return run


def _without_title(lines: Sequence[Line], run: Region) -> Region:
    """Leave out a short first line that reads like prose but is set apart from the text: a title nothing announces."""
    if run.stop - run.start < 2:
        return run
    first = lines[run.start]
    others = (line for line in lines[run.start + 1 : run.stop] if line.text)
    below = (line for line in others if not is_subtitle(line.text) and not is_abstract(line.text))
    second = next(below, first)
    own = prose_of(first)
    is_apart = own <= _LONG_PROSE and first.text[-1] not in _SENTENCE_ENDS and _is_set_apart(first, second)
    goes_on = prose_of(second) > _LONG_PROSE or (prose_of(second) and second.text[-1] in _SENTENCE_ENDS)
    return Region(run.start + 1, run.stop, run.prose - own) if is_apart and goes_on else run


def _is_set_apart(line: Line, other: Line) -> bool:
    """Tell whether a line is laid out in another way: another tag, centred, or without the other's indent."""
    if line.block.tag != other.block.tag or line.indent < other.indent:
        return True
    return is_centred(line.block) and not is_centred(other.block)


def is_centred(block: Element) -> bool:
    """Tell whether a block sets its own text in the middle, by its tag, its attribute or its style."""
    return (
        block.tag == "center"
        or (block.get("align") or "").strip().lower() == "center"
        or "text-align:center" in (block.get("style") or "").replace(" ", "").lower()
    )


def explain_body(
    lines: Sequence[Line], region: Region, title: int | None, authors: Sequence[str] = ()
) -> tuple[Found[str], list[Found[str]]]:
    """Return, for the evidence, where a body begins and how long it is, and what is not in it.

    That are the other runs of prose on the page, the longest first, and the lines of the region that are no text.
    """
    head = -1 if title is None else title
    others = [
        run for run, _ in _runs(lines, head) if run.prose and (run.start >= region.stop or run.stop <= region.start)
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
        why = _why_left_out(lines, i, region, opens, authors)
        if why is None:
            opens = False
        elif lines[i].text:
            yield Found(lines[i].text, lines[i], f"left out: {why}")


def _best_run(lines: Sequence[Line], head: int, counts_data: bool = False) -> tuple[Region | None, float]:
    """Return the run that says most near the title, and what it scores; ``counts_data`` counts rows of data as well."""
    best, best_score, ended = None, 0.0, False
    for run, is_afterword in _runs(lines, head, counts_data):
        score = run.prose * (_BEFORE if run.start < head else _AFTERWORDS if ended else 1.0)
        if score > best_score:
            best, best_score = run, score
        ended = ended or is_afterword
    return best, best_score


def _runs(lines: Sequence[Line], head: int, counts_data: bool = False) -> Iterator[tuple[Region, bool]]:
    """Yield runs of prose, each with whether the end of a text follows it; the run is empty where no text precedes."""
    start = last = -1
    prose = gap = 0
    rows: dict[Element, bool] = {}
    box: Element | None = None
    for i, line in enumerate(lines):
        text = line.text
        if box is not None and is_inside(line.block, box):
            gap += max(len(text), _LEAST_GAP)
            continue
        if line.link_chars * 2 > len(text) and (head >= 0 or start != last):  # as most lines of a page are
            gap += max(line.link_chars, _LEAST_GAP)
            continue
        weight = prose_of(line) if len(text) >= _SHORTEST_PROSE and i != head else 0
        if weight and head >= 0 and _is_in_form(line, lines[head]):
            weight = 0
        if counts_data and not weight and text and i > head and _is_datum(line, rows):
            weight = _DATUM
        is_below = start >= 0 or weight > 0 or 0 <= head < i
        may_end = is_below and bool(text) and line.link_chars * 2 <= len(text)
        ends = may_end and (ends_text(text) or (start >= 0 and (opens_reply(text) or _is_post(lines, i))))
        if ends and start < 0 <= head and prose_of(line) and _is_unsaid(lines, head, i):
            continue  # whose text it is, told over the text
        if ends and start >= 0 and weight and is_claim(text) and _stands_amid(lines, i, lines[last]):
            ends = False
        if weight and not ends and is_reservation(text):
            weight, ends = 0, prose >= _ENOUGH
        if ends:
            yield (Region(start, last + 1, prose) if start >= 0 else Region(i, i, 0)), start > head or start < 0 <= head
            start, prose, gap = -1, 0, 0
            continue
        if weight and start >= 0 and (trails_text(text) or (gap > 0 and _is_entry(lines, i, lines[last]))):
            weight = 0
        is_lone = start >= 0 and start == last
        may_be_title = head < 0 and is_lone and prose <= _LONG_PROSE and lines[start].text[-1] not in "。."
        if (weight or may_be_title) and weight <= 2 * _LONG_PROSE and is_byline(line):
            weight = 0
            if may_be_title:  # a lone short line over a byline, on a page that names no title
                start, prose = -1, 0
        if not weight:
            gap += max(line.link_chars, _LEAST_GAP) if text else 1
            if start >= 0 and text and not line.links and parts_text(text):
                box = _box_of_links(lines, i, lines[start])
            continue
        if start >= 0 and (last < head < i or (gap > _GAP and not _are_siblings(lines[last], line))):
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
    return not is_inside(text.block, common_block((above.block, lines[at].block)))


def _leads_away(line: Line) -> bool:
    return any(not (link.get("href") or "#").startswith(("#", "javascript:")) for link in line.links)


def _stands_amid(lines: Sequence[Line], at: int, above: Line) -> bool:
    """Tell whether a line stands between two paragraphs of running text that are made alike."""
    below = next((line for line in lines[at + 1 :] if line.text), None)
    if below is None or below.links or prose_of(below) <= _SHORTEST_SUMMARY:
        return False
    if ends_text(below.text) or is_reservation(below.text):
        return False
    return all(is_like(line, lines[at]) for line in (above, below))


def is_like(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one block, or in two of one kind side by side."""
    return one.block.tag == other.block.tag and stand_together(one, other)


def _box_of_links(lines: Sequence[Line], at: int, text: Line) -> Element | None:
    """Return what holds the list that a line heads (相关文章), summaries included, and not the text before it."""
    first = next((line for line in lines[at + 1 : at + 1 + _LIST_REACH] if line.text), None)
    if first is None or not is_linked(first):
        return None
    box = common_block((lines[at].block, first.block))
    if not is_inside(text.block, box):
        return box
    inner = next((part for part in (first.block, *first.block.iterancestors()) if part.getparent() is box), None)
    return inner if inner is not None and not is_inside(text.block, inner) else None


def _past_box(lines: Sequence[Line], at: int, text: Line) -> int:
    """Return the line that a text goes on with after the box of links alone that a line heads; ``at`` where none does.

    It stands beside the paragraphs before the box and is made like them.
    """
    box = _box_of_links(lines, at, text) if parts_text(lines[at].text) else None
    if box is None:
        return at
    past = next((i for i in range(at + 1, len(lines)) if not is_inside(lines[i].block, box)), at)
    is_all_links = all(is_linked(line) for line in lines[at + 1 : past] if line.text)
    goes_on = past > at and not lines[past].links and is_like(text, lines[past])
    return past if is_all_links and goes_on else at


def _over_box(lines: Sequence[Line], at: int, text: Line) -> int:
    """Return the line that heads the box of links alone that ends with ``at`` amid a text; without one, the next."""
    above = range(at - 1, max(0, at - _BOX_REACH), -1)
    heads = next((i for i in above if lines[i].text and not is_linked(lines[i])), None)
    if heads is None or _past_box(lines, heads, text) != at + 1 or not is_like(lines[heads - 1], text):
        return at + 1
    return heads


def _is_unsaid(lines: Sequence[Line], head: int, at: int) -> bool:
    """Tell whether there is nothing but links and a byline between the head of a text and a line near it."""
    between = lines[head + 1 : at] if at - head <= _NOTICE_REACH else ()
    others = (line for line in between if line.text and line.link_chars * 2 <= len(line.text))
    return bool(between) and all(map(is_byline, others))


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


def _are_siblings(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one block, in neighbours, or in neighbours' children."""
    if stand_together(one, other):
        return True
    parent, other_parent = one.block.getparent(), other.block.getparent()
    if parent is None or other_parent is None or parent.tag != other_parent.tag:
        return False
    above = parent.getparent()
    return above is not None and above.tag in _FLOWS and above is other_parent.getparent()


def _after_byline(lines: Sequence[Line], head: int, best: Region | None) -> Region | None:
    """Return what stands between the byline and the first thing that is not text, where no prose tells more."""
    start = stop = resumes = head + 1
    for i in range(head + 1, len(lines)):
        line = lines[i]
        parts = parts_text(line.text)
        if parts and stop > start:
            resumes = max(resumes, _past_box(lines, i, lines[start]))
        if i < resumes:
            continue
        if ends_text(line.text):
            break
        if parts and stop > start:
            if (
                best
                and i < best.start <= i + _BUTTONS_REACH
                and is_furniture(line.text)
                and not any(map(prose_of, lines[start:i]))
            ):
                return best  # the name of its section, and buttons, over the text
            break
        if parts:
            continue  # buttons to share it, over a text
        if is_linked(line):
            if i + 1 < len(lines) and is_linked(lines[i + 1]):
                break
            continue
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


def _with_short_lines(lines: Sequence[Line], run: Region, head: int) -> Region:
    container = text_container(lines, run, lines[head] if head >= 0 else None)
    start, stop = run.start, run.stop
    over = run.start
    for i in _inside(container, lines, range(run.start - 1, head, -1)):
        line = lines[i]
        over = _over_box(lines, i, lines[run.start]) if i < over and is_linked(line) else over
        if over <= i:
            continue
        # Without a head it may be the title, which nothing has named.
        if head < 0 and line.text and not (i and is_byline(lines[i - 1])) and not _is_over_table(line, lines[start]):
            break
        if line.text:
            if is_linked(line) or is_byline(line) or ends_text(line.text) or parts_text(line.text):
                break
            if 0 <= head == i - 1 and is_paper(line.text):
                break  # whose text it is
            if (is_furniture(line.text) and not _opens_parts(lines, i, run)) or is_original_title(line.text):
                continue
        start = i
    resumes = run.stop
    for i in _inside(container, lines, range(run.stop, len(lines))):
        line = lines[i]
        if i < resumes:
            continue
        if line.text:
            resumes = _past_box(lines, i, lines[run.stop - 1])
            if resumes > i:
                continue
            if (
                is_linked(line)
                or (is_byline(line) and not is_signing_day(line) and not _is_of_event(lines, i))
                or ends_text(line.text)
                or parts_text(line.text)
                or trails_text(line.text)
                or opens_reply(line.text)
                or is_votes(line.text)
                or opens_votes(lines, i)
            ):
                break
            if is_furniture(line.text) and not (stop == i and (_share_row(lines[i - 1], line) or _goes_on(lines, i))):
                continue
        elif i + 1 < len(lines) and lines[i + 1].block is line.block and is_linked(lines[i + 1]):
            continue  # a picture over a link
        stop = i + 1
    return Region(start, stop, run.prose)


def _is_over_table(line: Line, below: Line) -> bool:
    """Tell whether a line stands in one table of several columns with the line below it, or announces that table."""
    cell, other = _cell(line), _cell(below)
    if line.text[-1] in ":：" and first_field(line.text) is None:
        return other is not None and other is not cell
    row, beside = (each.getparent() if each is not None else None for each in (cell, other))
    if row is None or beside is None or len(row) < _DATA_CELLS:
        return False
    return row is beside or row.getparent() is beside.getparent()


def _opens_parts(lines: Sequence[Line], at: int, run: Region) -> bool:
    """Tell whether a line right over a run is the number of its first part, as another in it is of a later one."""
    if at != run.start - 1 or _PART_NUMBER.fullmatch(lines[at].text) is None:
        return False
    return any(_PART_NUMBER.fullmatch(line.text) for line in lines[run.start : run.stop])


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


def is_inside(block: Element, container: Element) -> bool:
    """Tell whether ``block`` is ``container`` or stands in it."""
    return block is container or block.getparent() is container or container in block.iterancestors()


_PARAGRAPH_TAGS = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "dd", "pre", "blockquote"))


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
    if container.tag in _PARAGRAPH_TAGS:
        return parent
    above = set(head.block.iterancestors()) if head is not None else set()
    lone = len(blocks) == 1 and container.tag == "div"
    return parent if lone and parent not in above and parent.tag in ("div", "td") else container


def common_block(blocks: Iterable[Element]) -> Element:
    """Return the lowest element that holds all of ``blocks``, of which there is at least one."""
    each = iter(blocks)
    first = next(each)
    line = [first, *first.iterancestors()]
    depth = {element: i for i, element in enumerate(line)}
    lowest, parents = 0, {first}
    for block in each:
        parent = block.getparent()
        if parent is not None and parent in parents:
            continue
        ancestor: Element | None = block
        while ancestor is not None and ancestor not in depth:
            ancestor = ancestor.getparent()
        if ancestor is not None:
            lowest = max(lowest, depth[ancestor])
        if parent is not None:
            parents.add(parent)
    return line[lowest]


def body_lines(lines: Sequence[Line], region: Region, authors: Sequence[str] = ()) -> Iterator[Line]:
    """Yield the lines of a region that are text: no links alone, buttons, pagers, headings of lists of links.

    Nor is what presents one of its ``authors`` before it begins.
    """
    opens, above = True, None
    for i in range(region.start, region.stop):
        if _why_left_out(lines, i, region, opens, authors) is None:
            opens = False
            yield _parted(lines[i], above)
        above = lines[i]


def _parted(line: Line, above: Line | None) -> Line:
    """Return a line with the blank line over a picture in the same block, which parts it from the text before both."""
    is_picture = above is not None and above.block is line.block and not above.text
    return line._replace(breaks=above.breaks) if above and is_picture and above.breaks > line.breaks > 0 else line


def _why_left_out(lines: Sequence[Line], i: int, region: Region, opens: bool, authors: Sequence[str]) -> str | None:
    """Say why a line of a region is no text; None where it is.  ``opens`` tells whether it could be the first."""
    line = lines[i]
    if not line.text:
        return "pictures alone"
    if is_linked(line):
        return "a link alone"
    if line.block.tag == "figcaption" or _is_beside_caption(line.block):
        return "a caption"
    if is_original_title(line.text):
        return "the title it had elsewhere"
    if is_reservation(line.text):
        return "reserves rights or disclaims"
    if line.links and line.link_chars * 2 > len(line.text) and points_elsewhere(line.text):
        return "leads to another text"
    if is_promotion(line.text):
        return "invites elsewhere"
    if is_office_debris(line.text):
        return "left by Word"
    if opens and (is_abstract(line.text) or is_subtitle(line.text) or _is_under_abstract(lines, i, region)):
        return "abstract or subtitle over the text"
    if opens and i + 1 < region.stop and is_about_author(line.text, authors):
        return "presents the author"
    if opens and i + 1 < region.stop and is_signature(line.text):
        return "names who wrote it"
    if opens and not any(map(str.isalnum, line.text)):
        return "no words"
    if opens and _is_repeated(lines, i, region):
        return "a summary that the text begins with"
    is_told = prose_of(line) or _is_in_row(lines, i, region) or _goes_on(lines, i) or _numbers_part(lines, i, region)
    if not is_told:
        if is_furniture(line.text) or is_pager(line.text):
            return "buttons, counters or a pager"
        if parts_text(line.text) and (line.links or i + 1 == region.stop or is_linked(lines[i + 1])):
            return "heads a list of links"
    return None


def _numbers_part(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a line is the number alone of a part of the text that begins below it, no page in a row of links."""
    if _PART_NUMBER.fullmatch(lines[at].text) is None:
        return False
    above = next((line for line in reversed(lines[region.start : at]) if line.text), None)
    below = next((line for line in lines[at + 1 : region.stop] if line.text), None)
    return below is not None and prose_of(below) > 0 and (above is None or not above.links)


def _is_beside_caption(block: Element) -> bool:
    """Tell whether a block stands in a figure, as who holds the rights to the picture does over its caption."""
    parent = block.getparent()
    return parent is not None and parent.tag == "figure" and block.tag == "p"


def _is_under_abstract(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether the line above is nothing but the label of an abstract, and more text follows."""
    above = lines[at - 1].text if at > region.start else ""
    return 0 < len(above) <= _LONGEST_LABEL and is_abstract(above) and at + 1 < region.stop


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line ends the sentence that the one above breaks off in, as texts typed to a margin do."""
    line, above = lines[at], lines[at - 1]
    if line.breaks != 1 or line.indent or above.block is not line.block:
        return False
    return above.text[-1:] not in _STOPS and line.text[-1] in _STOPS


def _is_repeated(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a line is the beginning of the text below: a portal's summary.

    It is cut short with dots, within the first paragraph or after several, or stands in a box of its own.
    """
    text = lines[at].text
    stem = text.rstrip(".… ")
    if (
        stem
        and text.endswith(("…", "..."))
        and _squeezed(line.text for line in lines[at + 1 : region.stop]).startswith(_squeezed([stem]))
    ):
        return True
    if len(stem) < _SHORTEST_SUMMARY:
        return False
    box = lines[at].block.getparent()
    below = lines[at + 1 : min(at + 1 + _REPEATED_REACH, region.stop)]
    return any(
        line.text.startswith(stem) and (len(line.text) > len(stem) or line.block.getparent() is not box)
        for line in below
    )


def _squeezed(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join lines into paragraphs.

    A block, a blank line or an indent begins a paragraph.  A lone ``<br>`` does so only in a block that has no other
    way of parting them, as a ``<pre>`` has whose first line is indented; the cells of a row make one paragraph.
    """
    parted = {
        line.block
        for line in lines
        if line.breaks > 1 or (line.indent and (line.breaks == 1 or line.block.tag == "pre"))
    }
    found: list[str] = []
    last: Line | None = None
    for line in lines:
        wrapped = last is not None and line.block is last.block and line.breaks == 1 and not line.indent
        if wrapped and line.block in parted:
            found[-1] += line.text if _joins(found[-1], line.text[0]) else " " + line.text
        elif last is not None and _share_row(last, line):
            found[-1] += " " + line.text
        else:
            found.append(line.text)
        last = line
    return found


def _is_datum(line: Line, known: dict[Element, bool]) -> bool:
    """Tell whether a line is a cell of a row of data; ``known`` are the rows that were looked at."""
    cell = _cell(line)
    row = cell.getparent() if cell is not None else None
    if row is None:
        return False
    if row not in known:
        known[row] = _is_data(row)
    return known[row]


def _is_data(row: Element) -> bool:
    """Tell whether a row holds three short cells or more, a name among them, and no link."""
    texts = ["".join(map(str, cell.itertext())).strip() for cell in row if cell.tag in ("td", "th")]
    if len(texts) < _DATA_CELLS or max(map(len, texts)) > _LONG_PROSE or row.find(".//a") is not None:
        return False
    if any(lone_label(text) or first_field(text) or parts_text(text) for text in texts) or is_votes(" ".join(texts)):
        return False
    return any(len(_FIGURES.sub("", text)) > 1 for text in texts)


def _is_in_row(lines: Sequence[Line], i: int, region: Region) -> bool:
    neighbours = (lines[j] for j in (i - 1, i + 1) if region.start <= j < region.stop)
    return any(_share_row(lines[i], neighbour) for neighbour in neighbours)


def _share_row(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in different cells of one row of data, whose cells are short."""
    cell, next_cell = _cell(one), _cell(other)
    return (
        cell is not None
        and next_cell is not None
        and cell is not next_cell
        and cell.getparent() is next_cell.getparent()
        and max(len(one.text), len(other.text)) <= _LONG_PROSE
    )


def _cell(line: Line) -> Element | None:
    block: Element | None = line.block
    if block is not None and block.tag not in ("td", "th"):
        block = block.getparent()
    return block if block is not None and block.tag in ("td", "th") else None


def _joins(text: str, first: str) -> bool:
    """Tell whether no space stood where a line was broken: in Chinese, in a number, before a point."""
    if _is_wide(text[-1]) or _is_wide(first) or first in _CLOSING or (text[-1] in _MARKS and first in _MARKS):
        return True
    return (text[-1] in _NUMERALS and first in _NUMERALS) or (text[-1] in _CLOSING and _is_wide(text[-2:-1] or " "))


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\uffef"
