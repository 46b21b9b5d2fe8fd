"""One page in, one article out: every field that a page's labels, shape and text give."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.pages.body import (
    Region,
    body_lines,
    explain_body,
    find_body,
    is_linked,
    paragraphs,
    prose_of,
)
from zjcrawl.pages.boundaries import ends_text, is_unfolder, opens_comments, opens_reply, parts_text
from zjcrawl.pages.breadcrumb import sections_named
from zjcrawl.pages.byline import (
    LABELLED_AUTHOR,
    LABELLED_SOURCE,
    Byline,
    continues_byline,
    has_day,
    is_byline,
    is_paper,
    read_byline,
)
from zjcrawl.pages.dates import Stamp, find_date, read_iso
from zjcrawl.pages.document import Document, Element, Line, parse
from zjcrawl.pages.embedded import embedded_byline, embedded_page
from zjcrawl.pages.evidence import Evidence, Found, choose
from zjcrawl.pages.images import explain_images, read_images
from zjcrawl.pages.labels import Field, first_field, lone_label
from zjcrawl.pages.names import looks_like_person, read_people
from zjcrawl.pages.passed_over import note_passed_over
from zjcrawl.pages.rights import whose
from zjcrawl.pages.signature import is_signature, read_credit, read_signature, take_editor
from zjcrawl.pages.spacing import part_line, part_pieces
from zjcrawl.pages.title import Title, find_title, names_section, title_above, title_in_head
from zjcrawl.pages.told import author_told, date_in_head, date_in_markup, date_of_printed_day, source_in_head
from zjcrawl.pages.votes import Votes, read_votes, votes_above
from zjcrawl.records import Article, Site

_SUMMARY_LENGTH = 200  # characters of a summary over the byline
_SUMMARY_REACH = 2  # lines from such a summary to the byline
_BYLINE_LINES = 20  # lines that a byline may take
_HEAD_REACH = 12  # lines above a text in which its byline is sought
_HEAD_LENGTH = 40  # lines between a title and its text
_TAIL_REACH = 12  # lines below a text in which a second byline is sought
_COMMENTS_REACH = 20  # lines below a text in which readers' comments begin
_HEADLINE = 8  # characters of a link that names a text
_DAY_REACH = 4  # lines above a title in which a newspaper prints its day
_EDITION_REACH = 12  # lines, where the pages of an edition can be leafed through
_EDITION = re.compile(r"第?[A-Z\d]{1,3}版[:：]|[上下]一版|版面(?:导航|概览)|往期回[顾顧]|返回目[录錄]|[数數]字[报報]")
_TODAY = re.compile(r"今[天日]|[现現]在|[欢歡]迎|星期.\W*$")
_POOR = 100  # characters of prose: a page that shows no more may hold its text elsewhere
_FULLER = 1.2  # how much more prose what is hidden must add
_DATING = (Field.DATE, Field.SOURCE)  # the labels that open a byline
_FULL_STOPS = ("。", "！", "？")
_LONGEST_NAMES = 16  # characters of names alone in a line
_SHORT_BYLINE = 60  # characters
_SIGNED_LINES = 4  # lines below a title in which a reporter may be named
_NO_VOTES: Found[int | None] = Found(None, None, "no two counts below the text")


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and how surely the page is one.

    ``byline_found`` tells whether a date or a source stands near the text, ``text_chars`` how long the text is,
    ``unbroken`` how much of it stands together with no link in between, ``headed`` whether the headline that the page
    is called by in its ``<title>`` stands over the text, ``dated`` whether the date stands between them.
    ``is_entry`` tells whether the title is a link to another page, as the first of several entries has one.
    ``title_block`` and ``text_blocks`` are what the title, and the first and the last line of the text, stand in.
    """

    article: Article
    byline_found: bool
    text_chars: int
    unbroken: int
    headed: bool = False
    dated: bool = False
    is_entry: bool = False
    title_block: Element | None = None
    text_blocks: tuple[Element, ...] = ()


def read_article(document: Document, url: str, site: Site | None = None, evidence: Evidence | None = None) -> Article:
    """Return the article on a page.

    Fields the page does not give are ``None`` or empty; ``footer`` is always None.  ``evidence``, if given, is filled
    with what each field was read from.
    """
    return read(document, url, site, evidence).article


def read(document: Document, url: str, site: Site | None = None, evidence: Evidence | None = None) -> ArticleReading:
    """Read a page as an article, whatever it is; a page that is none gives an article with little in it."""
    served, shown = document, Byline()
    names = (site.title, *site.outlets, *site.sections) if site else ()
    spot = _locate(document, document.lines, names)
    if spot.is_poor or _is_folded(spot):
        spot = _fuller(document, spot, names)
        named = spot.title or title_in_head(document, names)
        carried = embedded_page(document, named.text if named else None) if spot.is_poor else None
        if carried is not None:
            shown = read_byline(_around(spot)[0], labelled_only=True)
            document = parse(carried, document.base_url)
            spot = _locate(document, document.lines, names)
    lines, announced, region = spot
    at = announced.line if announced else None
    is_named = at is not None and announced is not None and not names_section(announced)
    above = None if is_named and evidence is None else _title_above_text(document, lines, region, announced, names)
    title = choose("title", _titles(document, lines, announced, above, names), evidence)
    printed = above.line if at is None and above else at
    head, tail = _around(spot if announced else spot._replace(title=above))
    byline, after = read_byline(_without_list(head)), read_byline(tail, labelled_only=True).filled(shown)
    writers = byline.authors.value if byline.authors else ()
    text = list(body_lines(lines, region, writers)) if region else []
    body, signed = take_editor(paragraphs(text))
    editor_in_text = Found(signed, text[-1], "editor in brackets at the end of the text") if signed else None
    date = choose("published", _dates(document, lines, printed, (head, tail), byline, after), evidence)
    source = choose("source", _sources(document, lines, printed, (head, text, tail), byline, after), evidence)
    authors = choose("authors", _authors(document, byline, after, head, _signed(lines, region, text)), evidence)
    editor = choose("editor", iter((byline.editor, after.editor, editor_in_text)), evidence)
    section = choose("section", sections_named(lines, at, site, [*head, *tail]), evidence)
    up, down = (
        read_votes(lines[: _comments(lines, region.stop, region.stop + _COMMENTS_REACH)], region.stop)
        if region
        else Votes()
    )
    if up is None and down is None:
        up, down = votes_above(head)
    rights = _rights(source, site)
    images = read_images(document, lines, printed, region)
    source_url = _source_url(document, byline if byline.source else after)
    article = Article(
        url=url,
        title=title.value if title else None,
        published=date.value.iso if date else None,
        published_text=date.value.text if date else None,
        source=source.value if source else None,
        source_url=source_url,
        authors=authors.value if authors else (),
        editor=editor.value if editor else None,
        body="\n".join(body) or None,
        images=images,
        votes_up=up.value if up else None,
        votes_down=down.value if down else None,
        rights=rights.value,
        site=site.name if site else None,
        section=section.value if section else None,
    )
    if evidence is not None:
        evidence.note("view", _view(served, document, lines))
        evidence.note("rights", rights)
        evidence.note("votes_up", up or _NO_VOTES)
        evidence.note("votes_down", down or _NO_VOTES)
        evidence.note("source_url", _linked(source_url, source))
        evidence.note(
            "body", *(explain_body(lines, region, at, writers) if region else [Found(None, None, "no run of prose")])
        )
        evidence.note("images", *explain_images(document, lines, images))
        note_passed_over(evidence, lines, at, region)
    return ArticleReading(
        article,
        byline.found,
        sum(len(line.text) for line in text),
        _unbroken(lines, region),
        _is_headed(document, lines, announced, region),
        _is_between(lines, date, printed, region),
        printed is not None and _leads_elsewhere(document, lines[printed], url),
        lines[printed].block if printed is not None else None,
        (text[0].block, text[-1].block) if text else (),
    )


def _is_headed(document: Document, lines: Sequence[Line], title: Title | None, region: Region | None) -> bool:
    """Tell whether a headline, no link and no short name, that is in the page's ``<title>`` is over the text."""
    if title is None or title.line is None or region is None or len(title.text) < _HEADLINE:
        return False
    near = title.line < region.start <= title.line + _HEAD_LENGTH
    return near and not lines[title.line].link_chars and title.text in (document.title or "")


def _is_between(lines: Sequence[Line], date: Found[Stamp] | None, title: int | None, region: Region | None) -> bool:
    """Tell whether a date stands between title and text, or a day without its year where the head names the date."""
    if date is None or title is None or region is None:
        return False
    between = lines[title + 1 : region.start]
    if date.line is None:
        return any(has_day(line.text) for line in between if len(line.text) <= _SHORT_BYLINE)
    return any(line.block is date.line.block for line in between)


def _leads_elsewhere(document: Document, line: Line, url: str) -> bool:
    """Tell whether a line is a link to a page other than the one at ``url``."""
    target = document.absolute(line.links[0].get("href") or "") if is_linked(line) else None
    return target is not None and canonical_url(target) != canonical_url(url)


class _Spot(NamedTuple):
    """Where title and text stand among the lines they were sought in."""

    lines: Sequence[Line]
    title: Title | None
    region: Region | None

    @property
    def is_poor(self) -> bool:
        return self.region is None or self.region.prose < _POOR


def _locate(document: Document, lines: Sequence[Line], names: Container[str]) -> _Spot:
    title = find_title(document, lines, names)
    at = title.line if title else None
    parted = lines if at is None else part_pieces(lines, at + 1, at + _BYLINE_LINES)
    region = find_body(lines, at, _byline_below(parted, at))
    byline = _byline_above(lines, region) if at is None else None
    return _Spot(lines, title, region if byline is None else find_body(lines, None, byline))


def _byline_above(lines: Sequence[Line], region: Region | None) -> int | None:
    """Return the last line of the labelled byline over a text that no title announces.

    It is the page's first where there is hardly a text, or only what stands behind the end of one.
    """
    within = range(len(lines))
    if region is not None and region.prose >= _POOR and not _is_afterword(lines, region):
        within = range(max(0, region.start - _HEAD_REACH), region.start)
    first = next((i for i in within if first_field(lines[i].text) in _DATING), None)
    if first is None or not lines[first].text.endswith((":", "：")):
        return first
    goes_on = takewhile(lambda i: continues_byline(lines[i], lines[i - 1]), range(first + 1, len(lines)))
    return max(islice(goes_on, _BYLINE_LINES), default=first)


def _is_afterword(lines: Sequence[Line], region: Region) -> bool:
    """Tell whether what is above a run of prose says that a text has ended: a disclaimer's heading, comments."""
    return any(ends_text(line.text) for line in lines[max(0, region.start - 2) : region.start] if line.text)


def _view(served: Document, read: Document, lines: Sequence[Line]) -> Found[str]:
    """Say, for the evidence, which of the texts of a page was read."""
    if read is not served:
        return Found("carried", None, "an article in a script or in form fields, since the page shows too little")
    if lines is served.lines:
        return Found("shown", None, "what the page shows")
    return Found("hidden", None, "what the page hides as well, since that says much more")


def _fuller(document: Document, shown: _Spot, names: Container[str]) -> _Spot:
    """Read the page with what it hides until a script or a click shows it, if that says much more."""
    if len(document.all_lines) == len(document.lines):
        return shown
    spot = _locate(document, document.all_lines, names)
    known = shown.region.prose if shown.region else 0
    return spot if spot.region and spot.region.prose > max(_FULLER * known, _POOR) else shown


def _is_folded(spot: _Spot) -> bool:
    """Tell whether a button below the text offers the rest of it."""
    lines, _, region = spot
    below = lines[max(region.start, region.stop - 2) : region.stop + 4] if region else ()
    return any(is_unfolder(line.text) for line in below)


def _titles(
    document: Document, lines: Sequence[Line], announced: Title | None, above: Title | None, names: Container[str]
) -> Iterator[Found[str] | None]:
    if announced is not None and above is not None and names_section(announced):
        yield _found(above, lines)
    if announced is not None:
        yield _found(announced, lines)
    if above is not None:
        yield _found(above, lines)
    named = title_in_head(document, names)
    if named is not None:
        yield Found(named.text, None, named.rule, document.meta.get("og:title") or document.title)


def _found(title: Title, lines: Sequence[Line]) -> Found[str]:
    return Found(title.text, None if title.line is None else lines[title.line], title.rule)


def _title_above_text(
    document: Document, lines: Sequence[Line], region: Region | None, announced: Title | None, names: Container[str]
) -> Title | None:
    if region is None:
        return None
    after = announced.line + 1 if announced and announced.line is not None and names_section(announced) else 0
    above = range(region.start - 1, max(-1, region.start - 8), -1)
    byline = next((i for i in above if is_byline(lines[i])), region.start)
    over_byline = title_above(document, lines, byline, names, after)
    return over_byline or title_above(document, lines, region.start, names, after)


def _dates(
    document: Document,
    lines: Sequence[Line],
    title: int | None,
    around: tuple[Sequence[Line], Sequence[Line]],
    byline: Byline,
    after: Byline,
) -> Iterator[Found[Stamp] | None]:
    yield byline.date
    yield after.date
    yield _day_below(around[1])
    yield _date_above(lines, title)
    yield date_in_markup(around[0])
    yield date_in_head(document)
    yield date_of_printed_day(document, around[0])
    told = embedded_byline(document).get("time")
    stamp = read_iso(told) if told else None
    yield Found(stamp, None, "time in a script", told) if stamp else None


def _sources(
    document: Document,
    lines: Sequence[Line],
    title: int | None,
    around: tuple[Sequence[Line], Sequence[Line], Sequence[Line]],
    byline: Byline,
    after: Byline,
) -> Iterator[Found[str] | None]:
    head, text, tail = around
    if byline.source and byline.source.rule != LABELLED_SOURCE and not _is_person(after.source):
        yield after.source
    yield byline.source
    yield after.source
    yield _source_above(lines, title)
    yield _outlet_alone(head)
    yield _outlet_below(tail)
    yield read_credit([*text[-1:], *tail[:1]])
    yield source_in_head(document)
    if byline.date is None:
        told = embedded_byline(document).get("source")
        yield Found(told, None, "name in a script, beside the time", told) if told else None


def _is_person(source: Found[str] | None) -> bool:
    return source is not None and looks_like_person(source.value)


def _authors(
    document: Document, byline: Byline, after: Byline, head: Sequence[Line], text: Sequence[Line]
) -> Iterator[Found[tuple[str, ...]] | None]:
    editors = [editor.value for editor in (byline.editor, after.editor) if editor]
    yield _unless_editor(byline.authors, editors)
    yield read_signature(head[:_SIGNED_LINES])
    yield _unless_editor(_named_alone(head), editors)
    yield after.authors
    if byline.source and after.source and _is_person(after.source):
        yield Found((after.source.value,), after.source.line, "writer under 来源, where the head names the paper")
    yield read_signature(text)
    outlets = [source.value for source in (byline.source, after.source) if source]
    yield author_told(document, head, [*editors, *outlets])


def _signed(lines: Sequence[Line], region: Region | None, text: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a text, and before them what was left out where it begins, that may name who wrote it."""
    first = text[0].block if text else None
    opening = takewhile(lambda line: line.block is not first, lines[region.start : region.stop] if region else ())
    return [*opening, *text]


def _unless_editor(people: Found[tuple[str, ...]] | None, editors: Sequence[str]) -> Found[tuple[str, ...]] | None:
    """Return people whom no label calls authors only if no label calls them editors."""
    if people is None or people.rule == LABELLED_AUTHOR:
        return people
    return None if any(name in editor for name in people.value for editor in editors) else people


def _named_alone(head: Sequence[Line]) -> Found[tuple[str, ...]] | None:
    """Return the people that a line between title and text names and nothing else; two characters may be a word."""
    for i, line in enumerate(head):
        people = read_people(line.text) if len(line.text) <= _LONGEST_NAMES and not parts_text(line.text) else ()
        is_value = i > 0 and (head[i - 1].text.endswith((":", "：")) or lone_label(head[i - 1].text) is not None)
        if people and not is_value and all(len(name) > 2 or " ".join(name) in line.text for name in people):
            return Found(people, line, "names alone under the title")
    return None


def _byline_below(lines: Sequence[Line], title: int | None) -> int | None:
    """Return the last line of the byline that follows the title, whose labels and values may stand in cells."""
    if title is None:
        return None
    found = None
    for i in range(title + 1, min(title + _BYLINE_LINES, len(lines))):
        line = lines[i]
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
    byline = next((i for i in reach if is_byline(lines[i]) and find_date(lines[i].text)), None)
    below = lines[byline + 1 : byline + 1 + _HEAD_REACH] if byline is not None else ()
    text = next((line for line in below if prose_of(line) or ends_text(line.text)), None)
    return text is not None and not ends_text(text.text) and text.block.getparent() is not lines[at].block.getparent()


def _around(spot: _Spot) -> tuple[list[Line], list[Line]]:
    """Return the lines between the title and the text, and those below the text, that may hold a byline."""
    lines, announced, region = spot
    title = announced.line if announced else None
    if region is None:
        return ([] if title is None else list(lines[title + 1 : title + 6])), []
    first = max(region.start - _HEAD_REACH, 0) if title is None else max(title + 1, region.start - _HEAD_LENGTH)
    stop = _comments(lines, region.stop, region.stop + _TAIL_REACH)
    below = [part_line(line) for line in lines[region.stop : stop] if not _heads_list(line)]
    return [part_line(line) for line in lines[first : region.start]], below


def _comments(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the line from ``start`` on with which readers' comments begin, whose dates and votes are theirs."""
    texts = ((i, lines[i].text) for i in range(start, min(stop, len(lines))))
    return next((i for i, text in texts if opens_comments(text) or opens_reply(text)), stop)


def _without_list(head: Sequence[Line]) -> Sequence[Line]:
    """Return lines over a text without headlines of others, whose dates are theirs, where there are several."""
    others = [line for line in head if len(line.links) != 1 or not _heads_list(line)]
    return others if len(head) - len(others) > 1 else head


def _heads_list(line: Line) -> bool:
    return is_linked(line) and line.link_chars > _HEADLINE


def _day_below(tail: Sequence[Line]) -> Found[Stamp] | None:
    """Return the day that fills the first line under the text, with its time or with an outlet."""
    line, stamp, outlet = _dated_below(tail)
    if line is None or stamp is None:
        return None
    if outlet:
        return Found(stamp, line, "day and outlet under the text")
    is_moment = ":" in line.text and stamp.text == line.text
    return Found(stamp, line, "day and time alone under the text") if is_moment else None


def _outlet_below(tail: Sequence[Line]) -> Found[str] | None:
    """Return the outlet that fills the first line under the text together with a day."""
    line, _, outlet = _dated_below(tail)
    return Found(outlet, line, "day and outlet under the text") if outlet else None


def _dated_below(tail: Sequence[Line]) -> tuple[Line | None, Stamp | None, str | None]:
    """Return the first line under the text, the date in it, and the outlet if it says no more than both."""
    line = next((line for line in tail if line.text), None)
    stamp = find_date(line.text) if line is not None and len(line.text) <= _SHORT_BYLINE else None
    rest = line.text.replace(stamp.text, "", 1).strip() if line and stamp else ""
    return line, stamp, rest if is_paper(rest) else None


def _date_above(lines: Sequence[Line], title: int | None) -> Found[Stamp] | None:
    """Return the date a few lines over the title, where the pages of newspapers print their day."""
    if title is None:
        return None
    reach = _EDITION_REACH if any(_EDITION.search(line.text) for line in lines[:title]) else _DAY_REACH
    for line in reversed(lines[max(0, title - reach) : title]):
        if is_linked(line) and reach == _DAY_REACH:
            break  # what is over the navigation is the day of the visit
        is_today = _TODAY.search(line.text) and reach == _DAY_REACH
        stamp = find_date(line.text) if len(line.text) < 60 and not is_today else None
        if stamp is not None and stamp.start == 0 and len(line.text) - line.link_chars >= len(stamp.text):
            return Found(stamp, line, "date over the title")
    return None


def _source_above(lines: Sequence[Line], title: int | None) -> Found[str] | None:
    """Return the source that a label names a few lines over the title."""
    above = lines[max(0, title - _HEAD_REACH) : title] if title else ()
    return read_byline([line for line in above if not _heads_list(line)], labelled_only=True).source


def _outlet_alone(head: Sequence[Line]) -> Found[str] | None:
    """Return the outlet that fills a line above or below the date."""
    for one, other in pairwise(head):
        for line, beside in ((one, other), (other, one)):
            if is_paper(line.text) and has_day(beside.text) and len(beside.text) <= _SHORT_BYLINE:
                return Found(line.text, line, "outlet alone beside the date")
    return None


def _source_url(document: Document, byline: Byline) -> str | None:
    return document.absolute(byline.source_href) if byline.source_href else None


def _linked(url: str | None, source: Found[str] | None) -> Found[str | None]:
    """Say, for the evidence, where the URL of a source is from."""
    if url is None or source is None:
        return Found(None, None, "the source is no link" if source else "no source")
    return Found(url, source.line, "link of the source's name")


def _rights(source: Found[str] | None, site: Site | None) -> Found[str | None]:
    """Return ``own`` where the portal names itself as the source, ``reprint`` for any other: its disclaimer's rule."""
    if site is None:
        return Found(None, None, "no portal known whose disclaimer gives a rule")
    if source is None:
        return Found(None, None, "no source to apply the disclaimer's rule to")
    rights = whose(source.value, site.outlets)
    said = "the source names the portal" if rights == "own" else "the source is not the portal"
    return Found(rights, source.line, f"the disclaimer's rule: {said}")


def _unbroken(lines: Sequence[Line], region: Region | None) -> int:
    """Return how many characters the longest stretch of lines without a link has."""
    longest = stretch = 0
    for i in range(region.start, region.stop) if region else ():
        stretch = 0 if lines[i].links else stretch + len(lines[i].text)
        longest = max(longest, stretch)
    return longest
