"""The paragraphs of a text: what of its lines is left out, and which lines are one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zjcrawl.pages.boundaries import (
    is_about_author,
    is_abstract,
    is_furniture,
    is_loading,
    is_office_debris,
    is_original_title,
    is_pager,
    is_promotion,
    is_reservation,
    is_subtitle,
    parts_text,
    points_elsewhere,
)
from zjcrawl.pages.document import Element, Line, stand_together, text_of
from zjcrawl.pages.placing import is_like, share_row
from zjcrawl.pages.prose import is_linked, prose_of
from zjcrawl.pages.runs import SHORTEST_SUMMARY, Region
from zjcrawl.pages.signature import is_signature
from zjcrawl.pages.signed import below_writers, opens_box
from zjcrawl.pages.votes import is_votes

_NUMERALS = frozenset("0123456789.%")
_CLOSING = frozenset(",.;:!?%)")
_MARKS = frozenset("“”‘’—…·")  # as Chinese has them
_STOPS = tuple("。！？；.!?;")
_LONGEST_LABEL = 8  # characters of the label of an abstract, with its brackets
_HEADED = 2  # paragraphs below the label of an abstract, of which it may sum up the first
_REPEATED_REACH = 3  # lines from a summary to the text it repeats
_FIGURES = re.compile(r"[↑↓+±-]?\d[\d\s.,:/%％↑↓+±-]*")
_FIGURES_REACH = 4  # lines of figures in a row
_SHORTEST_LINK = 10  # characters of a link that is a paragraph
PART_NUMBER = re.compile(r"\d{1,2}")


def body_lines(lines: Sequence[Line], region: Region, authors: Sequence[str] = ()) -> Iterator[Line]:
    """Yield the lines of a region that are text: no links alone, buttons, pagers, headings of lists of links.

    Nor is what presents one of its ``authors`` before it begins.
    """
    opens, above = True, None
    for i in range(region.start, region.stop):
        if why_left_out(lines, i, region, opens, authors) is None:
            opens = False
            yield _without_pointer(_parted(lines[i], above))
        above = lines[i]


def _without_pointer(line: Line) -> Line:
    """Return a line without a link at its end that leads back to the portal: 返回某某，查看更多."""
    last = text_of(line.links[-1]) if line.links else ""
    if not last or not line.text.endswith(last) or not is_promotion(last):
        return line
    return line._replace(text=line.text[: -len(last)].rstrip())


def _parted(line: Line, above: Line | None) -> Line:
    """Return a line with those pictures alone that part it from the text before, and with the blank line over them."""
    if above is None or above.text or above.block is not line.block:
        return line._replace(pictures=())
    return line._replace(pictures=above.pictures, breaks=max(above.breaks, line.breaks) if line.breaks else 0)


def why_left_out(lines: Sequence[Line], i: int, region: Region, opens: bool, authors: Sequence[str]) -> str | None:
    """Say why a line of a region is no text; None where it is.  ``opens`` tells whether it could be the first."""
    line = lines[i]
    if not line.text:
        return "pictures alone"
    if is_linked(line) and not _is_link_amid(lines, i, region):
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
    if is_loading(line.text):
        return "shown until something is loaded"
    if is_office_debris(line.text):
        return "left by Word"
    if opens and (_is_abstract(lines, i, region) or is_subtitle(line.text)):
        return "abstract or subtitle over the text"
    if opens and i + 1 < region.stop and is_about_author(line.text, authors):
        return "presents the author"
    if opens and i + 1 < region.stop and is_signature(line.text) and not _is_of_box(lines, i, region):
        return "names who wrote it"
    if opens and not any(map(str.isalnum, line.text)):
        return "no words"
    if opens and _is_repeated(lines, i, region):
        return "a summary that the text begins with"
    is_told = prose_of(line) or _is_in_row(lines, i, region) or goes_on(lines, i) or _numbers_part(lines, i, region)
    if not is_told and not _counts_in_text(lines, i, region):
        if (is_furniture(line.text) or is_pager(line.text)) and not _are_figures_amid(lines, i, region):
            return "buttons, counters or a pager"
        if parts_text(line.text) and (line.links or i + 1 == region.stop or is_linked(lines[i + 1])):
            return "heads a list of links"
    return None


def _is_of_box(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a line over a text stands in its box and not with the title or the date."""
    text = lines[below_writers(lines, region)]
    return text is not lines[at] and opens_box(lines, at, text)


def _numbers_part(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a line is the number alone of a part of the text that begins below it, no page in a row of links."""
    if PART_NUMBER.fullmatch(lines[at].text) is None:
        return False
    above, below = _neighbours(lines, at, region)
    return below is not None and prose_of(below) > 0 and (above is None or not above.links)


def _are_figures_amid(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a line is figures alone, such as a day, among the paragraphs over and under it."""
    line = lines[at]
    if line.links or _FIGURES.fullmatch(line.text) is None:
        return False
    over = lines[max(region.start, at - _FIGURES_REACH) : at][::-1]
    under = lines[at + 1 : min(at + 1 + _FIGURES_REACH, region.stop)]
    around = (next(filter(prose_of, side), None) for side in (over, under))
    return all(each is not None and is_like(each, line) for each in around)


def _is_link_amid(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a link alone is a paragraph of the text, set in as those right above and below it are."""
    line = lines[at]
    if len(line.text) < _SHORTEST_LINK or points_elsewhere(line.text):
        return False
    around = _neighbours(lines, at, region)
    return all(
        each is not None and prose_of(each) > 0 and each.indent == line.indent and is_like(each, line)
        for each in around
    )


def _neighbours(lines: Sequence[Line], at: int, region: Region) -> tuple[Line | None, Line | None]:
    """Return the lines with words above and below a line, None where the region has none there."""
    above = next((lines[i] for i in range(at - 1, region.start - 1, -1) if lines[i].text), None)
    below = next((lines[i] for i in range(at + 1, region.stop) if lines[i].text), None)
    return above, below


def _is_beside_caption(block: Element) -> bool:
    """Tell whether a block stands in a figure, as who holds the rights to the picture does over its caption."""
    parent = block.getparent()
    return parent is not None and parent.tag == "figure" and block.tag == "p"


def _counts_in_text(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether votes are those of a meeting that the text tells of, whose paragraphs they stand among."""
    line = lines[at]
    if not is_votes(line.text):
        return False
    above = next((each for each in reversed(lines[region.start : at]) if prose_of(each)), None)
    below = next((each for each in lines[at + 1 : region.stop] if prose_of(each)), None)
    return above is not None and below is not None and _are_paragraphs((above, line, below))


def _is_abstract(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether a line over a text sums it up, or is but the label of what does, in the line below."""
    if is_abstract(lines[at].text):
        return not _heads_text(lines, at, region)
    if at == region.start or at + 1 >= region.stop:
        return False
    above = lines[at - 1].text
    return 0 < len(above) <= _LONGEST_LABEL and is_abstract(above) and not _heads_text(lines, at - 1, region)


def _heads_text(lines: Sequence[Line], at: int, region: Region) -> bool:
    """Tell whether the label of an abstract is a heading among paragraphs, where nothing tells which it sums up."""
    label, *below = lines[at : min(at + 1 + _HEADED, region.stop)]
    if len(below) < _HEADED or len(label.text) > _LONGEST_LABEL:
        return False
    is_beside = stand_together(label, below[0]) or label.block.getparent() is below[0].block
    return _are_paragraphs(below) and (is_beside or _are_paragraphs((label, *below)))


def _are_paragraphs(lines: Sequence[Line]) -> bool:
    """Tell whether lines are paragraphs of one text: ``<p>``, which Word's open tags nest, or all side by side."""
    first = lines[0]
    if first.block.tag == "p":
        return all(line.block.tag == "p" for line in lines)
    return all(is_like(first, line) for line in lines)


def goes_on(lines: Sequence[Line], at: int) -> bool:
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
    if len(stem) < SHORTEST_SUMMARY:
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
    way of parting them, as a ``<pre>`` has whose first line is indented, or where a picture stands before it; the cells
    of a row make one paragraph.
    """
    parted = {
        line.block
        for line in lines
        if line.breaks > 1 or (line.indent and (line.breaks == 1 or line.block.tag == "pre"))
    }
    found: list[str] = []
    last: Line | None = None
    headings = _Headings()
    for line in lines:
        wrapped = line.breaks == 1 and not line.indent and not line.pictures and line.block in parted
        if last is not None and wrapped and line.block is last.block and not headings.part(last, line):
            found[-1] += line.text if _joins(found[-1], line.text[0]) else " " + line.text
        elif last is not None and share_row(last, line):
            found[-1] += " " + line.text
        else:
            found.append(line.text)
        last = line
    return found


class _Headings(dict[Element, frozenset[str]]):
    """What each block that is asked for has in bold."""

    def __missing__(self, block: Element) -> frozenset[str]:
        self[block] = texts = frozenset(map(text_of, block.iter("b", "strong")))
        return texts

    def part(self, line: Line, below: Line) -> bool:
        """Tell whether one of two lines is a heading, in bold from end to end where the other is not."""
        bold = self[line.block]
        return (line.text in bold) != (below.text in bold)


def _is_in_row(lines: Sequence[Line], i: int, region: Region) -> bool:
    neighbours = (lines[j] for j in (i - 1, i + 1) if region.start <= j < region.stop)
    return any(share_row(lines[i], neighbour) for neighbour in neighbours)


def _joins(text: str, first: str) -> bool:
    """Tell whether no space stood where a line was broken: in Chinese, in a number, before a point."""
    if _is_wide(text[-1]) or _is_wide(first) or first in _CLOSING or (text[-1] in _MARKS and first in _MARKS):
        return True
    return (text[-1] in _NUMERALS and first in _NUMERALS) or (text[-1] in _CLOSING and _is_wide(text[-2:-1] or " "))


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\uffef"
