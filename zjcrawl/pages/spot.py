"""Where title, byline and text of an article stand among the lines of a page."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from zjcrawl.pages.body import announces_event, find_body
from zjcrawl.pages.boundaries import ends_text, is_unfolder, opens_comments, opens_reply
from zjcrawl.pages.byline_lines import continues_byline, is_byline, is_dated_byline
from zjcrawl.pages.document import Document, Line
from zjcrawl.pages.footer import begins_foot
from zjcrawl.pages.labels import Field, first_field
from zjcrawl.pages.prose import is_linked, prose_of
from zjcrawl.pages.runs import Region
from zjcrawl.pages.signature import is_signature
from zjcrawl.pages.signed import above_credits, below_writers
from zjcrawl.pages.spacing import part_line, part_pieces
from zjcrawl.pages.title import Title, find_title

_SUMMARY_LENGTH = 200  # characters of a summary over the byline
_SUMMARY_REACH = 2  # lines from such a summary to the byline
_BYLINE_LINES = 20  # lines that a byline may take
_HEAD_REACH = 12  # lines above a text in which its byline is sought
HEAD_LENGTH = 40  # lines between a title and its text
_TAIL_REACH = 12  # lines below a text in which a second byline is sought
COMMENTS_REACH = 20  # lines below a text in which readers' comments begin
HEADLINE = 8  # characters of a link that names a text
_LONGEST_NOTICE = 500  # characters of prose
_POOR = 100  # characters of prose: a page that shows no more may hold its text elsewhere
_SHORT_TEXT = 30  # characters of prose of a hidden text where a page shows none
_FULLER = 1.2  # how much more prose what is hidden must add
_DATING = (Field.DATE, Field.SOURCE)  # the labels that open a byline
_FULL_STOPS = ("。", "！", "？")


class Spot(NamedTuple):
    """Where title and text stand among the lines they were sought in."""

    lines: Sequence[Line]
    title: Title | None
    region: Region | None

    @property
    def is_poor(self) -> bool:
        """Whether there is so little text, or but a notice below the end of one, that the page may hold it elsewhere.

        A hidden text, or one in a script, is sought then.
        """
        if self.region is None or self.region.prose < _POOR:
            return True
        return self.region.prose < _LONGEST_NOTICE and _is_afterword(self.lines, self.region)


def locate(document: Document, lines: Sequence[Line], names: Container[str]) -> Spot:
    """Find title and text among the lines of a page; ``names`` are the portal's own, which are no titles."""
    title = find_title(document, lines, names)
    at = title.line if title else None
    parted = lines if at is None else part_pieces(lines, at + 1, at + _BYLINE_LINES)
    region = find_body(lines, at, _byline_below(parted, at))
    byline = _byline_above(lines, region) if at is None else None
    return Spot(lines, title, region if byline is None else find_body(lines, None, byline))


def fuller(document: Document, shown: Spot, names: Container[str]) -> Spot:
    """Read the page with what it hides until a script or a click shows it, if that says much more."""
    if len(document.all_lines) == len(document.lines):
        return shown
    spot = locate(document, document.all_lines, names)
    known = shown.region.prose if shown.region else 0
    least = _POOR if known or not _is_under_title(spot) else _SHORT_TEXT
    return spot if spot.region and spot.region.prose > max(_FULLER * known, least) else shown


def _is_under_title(spot: Spot) -> bool:
    """Tell whether a text stands near below the line that prints the title."""
    at, region = spot.title.line if spot.title else None, spot.region
    return at is not None and region is not None and at < region.start <= at + _BYLINE_LINES


def is_folded(spot: Spot) -> bool:
    """Tell whether a button below the text offers the rest of it."""
    lines, _, region = spot
    below = lines[max(region.start, region.stop - 2) : region.stop + 4] if region else ()
    return any(is_unfolder(line.text) for line in below)


def _byline_above(lines: Sequence[Line], region: Region | None) -> int | None:
    """Return the last line of the labelled byline over a text that no title announces.

    It is the page's first where there is hardly a text, or only what stands behind the end of one; that right below a
    text is none over one.
    """
    within = range(len(lines))
    if region is not None and region.prose >= _POOR and not _is_afterword(lines, region):
        within = range(max(0, region.start - _HEAD_REACH), region.start)
    first = next((i for i in within if first_field(lines[i].text) in _DATING), None)
    if first is None or (region is not None and region.prose > 0 and region.stop == first):
        return None
    goes_on = takewhile(lambda i: continues_byline(lines[i], lines[i - 1]), range(first + 1, len(lines)))
    return max(islice(goes_on, _BYLINE_LINES), default=first)


def _is_afterword(lines: Sequence[Line], region: Region) -> bool:
    """Tell whether what is above a run of prose says that a text has ended: a disclaimer's heading, comments."""
    return any(ends_text(line.text) for line in lines[max(0, region.start - 2) : region.start] if line.text)


def _byline_below(lines: Sequence[Line], title: int | None) -> int | None:
    """Return the last line of the byline that follows the title, whose labels and values may stand in cells."""
    if title is None:
        return None
    found = None
    for i in range(title + 1, min(title + _BYLINE_LINES, len(lines))):
        line = lines[i]
        if announces_event(lines, i):
            break
        if is_byline(line) or is_signature(line.text) or (found == i - 1 and continues_byline(line, lines[i - 1])):
            found = i
            continue
        goes_on = i - found <= 1 if found is not None else _sums_up(lines, i)
        if not goes_on or (found is not None and (prose_of(line) or line.text.endswith(_FULL_STOPS))):
            break
    return found


def _sums_up(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is no text, or a short one between title and byline that stands apart from the text."""
    if not prose_of(lines[at]):
        return True
    if len(lines[at].text) > _SUMMARY_LENGTH:
        return False
    reach = range(at + 1, min(at + 1 + _SUMMARY_REACH, len(lines)))
    byline = next((i for i in reach if is_dated_byline(lines[i])), None)
    below = lines[byline + 1 : byline + 1 + _HEAD_REACH] if byline is not None else ()
    text = next((line for line in below if prose_of(line) or ends_text(line.text)), None)
    return text is not None and not ends_text(text.text) and text.block.getparent() is not lines[at].block.getparent()


def around(spot: Spot) -> tuple[list[Line], list[Line]]:
    """Return the lines between the title and the text, and those below the text, that may hold a byline."""
    lines, announced, region = spot
    title = announced.line if announced else None
    if region is None:
        return ([] if title is None else list(lines[title + 1 : title + 6])), []
    first = max(region.start - _HEAD_REACH, 0) if title is None else max(title + 1, region.start - HEAD_LENGTH)
    stop = _foot_from(lines, region.stop, comments_from(lines, region.stop, region.stop + _TAIL_REACH))
    below = [part_line(line) for line in lines[above_credits(lines, region) : stop] if not heads_list(line)]
    return [part_line(line) for line in lines[first : below_writers(lines, region)]], below


def _foot_from(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the line with which the foot of the page begins, whose dates are those of the site."""
    return next((i for i in range(start, min(stop, len(lines))) if begins_foot(lines, i)), stop)


def comments_from(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the line from ``start`` on with which readers' comments begin, whose dates and votes are theirs."""
    texts = ((i, lines[i].text) for i in range(start, min(stop, len(lines))))
    return next((i for i, text in texts if opens_comments(text) or opens_reply(text)), stop)


def heads_list(line: Line) -> bool:
    """Tell whether a line is a link as long as those that lists of headlines are made of."""
    return is_linked(line) and line.link_chars > HEADLINE


def without_list(head: Sequence[Line]) -> Sequence[Line]:
    """Return lines over a text without headlines of others, whose dates are theirs, where there are several."""
    others = [line for line in head if len(line.links) != 1 or not heads_list(line)]
    return others if len(head) - len(others) > 1 else head
