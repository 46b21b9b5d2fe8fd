"""What each field of an article may be read from, the surest first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

from zjcrawl.pages.body import is_title_of_document
from zjcrawl.pages.boundaries import parts_text
from zjcrawl.pages.byline import BESIDE_DATE, LABELLED_AUTHOR, LABELLED_DATE, LABELLED_SOURCE, Byline, read_byline
from zjcrawl.pages.byline_lines import has_day, is_byline, is_dated_byline, is_signing_day
from zjcrawl.pages.dates import Stamp, find_date, find_plain_date, read_iso
from zjcrawl.pages.document import Document, Line
from zjcrawl.pages.embedded import embedded_byline
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.labels import lone_label
from zjcrawl.pages.names import looks_like_outlet, looks_like_person, looks_like_writer, read_people
from zjcrawl.pages.naming import clean_source, is_paper
from zjcrawl.pages.placing import cell_of
from zjcrawl.pages.prose import is_linked
from zjcrawl.pages.runs import Region
from zjcrawl.pages.signature import is_signature, read_account, read_credit, read_signature
from zjcrawl.pages.spot import heads_list
from zjcrawl.pages.title import Title, names_section, title_above, title_in_head, with_subtitle
from zjcrawl.pages.told import author_told, date_in_head, date_in_markup, date_of_printed_day, source_in_head

_DAY_REACH = 4  # lines above a title in which a newspaper prints its day
_OVER_REACH = 20  # lines above a title in which labels tell of it, two to a field
_EDITION_REACH = 12  # lines, where the pages of an edition can be leafed through
_EDITION = re.compile(r"第?[A-Z\d]{1,3}版[:：]|[上下]一版|版面(?:导航|概览)|往期回[顾顧]|返回目[录錄]|[数數]字[报報]")
_TODAY = re.compile(r"今[天日]|[现現]在|[欢歡]迎|星期.\W*$")
_CARD = re.compile(
    r"(?:查看|[进進]入|[访訪][问問])\s?(?:TA|Ta|ta|他|她|作者)的?(?:更多|全部|其他)?(?:文章|主[页頁]|作品)\W{0,3}"
)
_PLATFORM = re.compile(
    r"(?:自媒体|用户)[^。]{0,20}(?:上传|发布)[^。]{0,30}平台|信息(?:发布|存储)(?:空间)?(?:平台|服务)"
)
_OFFICIAL = re.compile(r"官方(?:[账帐賬帳][号號戶户])")
_DAY_OF_MONTH = re.compile(r"0?[1-9]|[12]\d|3[01]")
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)\s?[-./年]\s?(0?[1-9]|1[0-2])月?")
_ONLY_POSTER = "只看"  # 该作者, 楼主, what a reader of a thread may choose
_CARD_LENGTH = 16  # characters
_CARD_REACH = 5  # lines from an account's name to the end of its card
_LONGEST_NAMES = 16  # characters of names alone in a line
SHORT_BYLINE = 60  # characters
_WITH_SUBTITLE = 2  # lines: a subtitle and an outlet
_SIGNED_LINES = 4  # lines below a title in which a reporter may be named


@dataclass(frozen=True)
class Setting:
    """What the fields of an article are read from: the lines of a page, and the bylines over and under its text.

    ``title`` is the line that the title stands in, ``region`` where the text is; ``head`` are the lines between them,
    ``text`` those of the body, ``tail`` the first below it.  ``byline`` is read from ``head``, ``after`` from ``tail``.
    """

    document: Document
    lines: Sequence[Line]
    title: int | None
    region: Region | None
    head: Sequence[Line]
    text: Sequence[Line]
    tail: Sequence[Line]
    byline: Byline
    after: Byline

    @cached_property
    def over(self) -> Byline:
        """What labels say a few lines over the title, where documents have a table of what they are."""
        title = self.title or 0
        above = self.lines[max(0, title - _OVER_REACH) : title]
        return read_byline([line for line in above if not heads_list(line)], labelled_only=True)


def titles(
    document: Document, lines: Sequence[Line], announced: Title | None, above: Title | None, names: Container[str]
) -> Iterator[Found[str] | None]:
    """Yield what an article may be called; ``above`` is the line over its text, ``names`` are of no article."""
    if announced is not None and above is not None and names_section(announced, document):
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


def title_over_text(
    document: Document, lines: Sequence[Line], region: Region | None, announced: Title | None, names: Container[str]
) -> Title | None:
    """Return the title that a line over the text, or over its byline, is; sections that it names are none.

    Failing that it is the line over the page's first byline with a date, however far the text is below it.
    """
    if region is None:
        return None
    after = announced.line + 1 if announced and announced.line is not None and names_section(announced, document) else 0
    above = range(region.start - 1, max(-1, region.start - 8), -1)
    byline = next((i for i in above if is_byline(lines[i])), region.start)
    if byline < region.start and cell_of(lines[byline]) is not None:
        under_table = title_above(document, lines, region.start, names, byline + 1)
        at = under_table.line if under_table else None
        if under_table and at is not None and is_title_of_document(lines[at], lines[region.start]):
            return with_subtitle(under_table, lines)
    bylines = (byline, region.start, _first_dated(lines, region.start))
    found = (title_above(document, lines, below, names, after) for below in bylines if below is not None)
    title = next((title for title in found if title), None)
    return with_subtitle(title, lines) if title else None


def _first_dated(lines: Sequence[Line], stop: int) -> int | None:
    return next((i for i in range(stop) if is_dated_byline(lines[i])), None)


def dates(setting: Setting) -> Iterator[Found[Stamp] | None]:
    """Yield the dates that an article may have been published on."""
    document = setting.document
    yield setting.byline.date
    yield setting.after.date
    yield _day_below(setting.tail)
    if _is_labelled(setting.over):
        yield setting.over.date
    yield _date_above(setting.lines, setting.title)
    yield date_in_markup(setting.head)
    yield date_in_head(document)
    yield date_of_printed_day(document, setting.head)
    told = embedded_byline(document).get("time")
    stamp = read_iso(told) if told else None
    yield Found(stamp, None, "time in a script", told) if stamp else None
    yield _day_alone_below(setting.tail)
    yield _day_in_parts(setting.lines, setting.title, setting.region)
    yield _day_in_words(setting.head)
    yield _day_signed(setting.text)


def _is_labelled(over: Byline) -> bool:
    """Tell whether a label announces the date over a title, or who wrote or published in the same line."""
    date = over.date
    if date is None or date.rule == LABELLED_DATE:
        return date is not None
    return any(other is not None and other.line is date.line for other in (over.source, over.authors))


def sources(setting: Setting) -> Iterator[Found[str] | None]:
    """Yield the outlets that an article may be from."""
    document, byline, after = setting.document, setting.byline, setting.after
    if byline.source and byline.source.rule != LABELLED_SOURCE and not _is_person(after.source):
        yield after.source
        if byline.source.rule == BESIDE_DATE and not looks_like_outlet(byline.source.value):
            yield read_account(setting.text)
    yield byline.source
    yield after.source
    yield setting.over.source
    yield _outlet_alone(setting.head)
    yield _outlet_below(setting.tail)
    yield read_credit([*setting.text[-1:], *setting.tail[:1]])
    yield read_account(setting.text)
    yield _paper_above(setting.lines, setting.title)
    yield source_in_head(document)
    yield _source_in_script(document, byline)
    yield _account_of_card(setting.lines)
    yield _account_on_platform(setting)


def _source_in_script(document: Document, byline: Byline) -> Found[str] | None:
    """Return the account or outlet that a script names beside the time, where the page prints no other day."""
    told = embedded_byline(document)
    stamp = read_iso(told.get("time", "")) if byline.date else None
    if "source" not in told or (byline.date and (stamp is None or stamp.iso[:10] != byline.date.value.iso[:10])):
        return None
    return Found(told["source"], None, "name in a script, beside the time", told["source"])


def _account_of_card(lines: Sequence[Line]) -> Found[str] | None:
    """Return the account whose card stands on the page of a platform: its name, its figures, 查看TA的文章."""
    cards = [i for i, line in enumerate(lines) if len(line.text) <= _CARD_LENGTH and _CARD.fullmatch(line.text)]
    if len(cards) != 1:
        return None
    above = lines[max(0, cards[0] - _CARD_REACH) : cards[0]]
    named = next((line for line in reversed(above) if is_linked(line)), None)
    name = clean_source(named.text) if named else None
    return Found(name, named, "account that the page's card is of") if name else None


def _account_on_platform(setting: Setting) -> Found[str] | None:
    """Return the account that stands alone over the day, where the page says that accounts publish on it."""
    is_platform = any(_PLATFORM.search(line.text) for line in setting.tail)
    for line, below in pairwise(setting.head):
        if not 2 <= len(line.text) <= _CARD_LENGTH or len(below.text) > SHORT_BYLINE or is_byline(line):
            continue
        if (is_platform or _OFFICIAL.search(below.text)) and has_day(below.text):
            name = clean_source(line.text)
            return Found(name, line, "account alone over the day, on a platform") if name else None
    return None


def authors(setting: Setting) -> Iterator[Found[tuple[str, ...]] | None]:
    """Yield the people that may have written an article."""
    byline, after, head = setting.byline, setting.after, setting.head
    known = [editor.value for editor in (byline.editor, after.editor) if editor]
    yield _unless_editor(byline.authors, known)
    yield read_signature(head[:_SIGNED_LINES])
    yield _unless_editor(_named_alone(head), known)
    yield _poster_above(setting.lines, setting.region)
    yield after.authors
    if not byline.found and setting.over.found:
        yield setting.over.authors
    if byline.source and after.source and _is_person(after.source):
        yield Found((after.source.value,), after.source.line, "writer under 来源, where the head names the paper")
    yield read_signature(_signed(setting))
    outlets = [source.value for source in (byline.source, after.source) if source]
    yield author_told(setting.document, head, [*known, *outlets])


def _poster_above(lines: Sequence[Line], region: Region | None) -> Found[tuple[str, ...]] | None:
    """Return who wrote the first post of a thread: the name alone over 发表于 … 只看该作者."""
    start = region.start if region else 0
    for line, below in pairwise(lines[max(0, start - _CARD_REACH) : start]):
        if below.text.startswith(("发表于", "發表於")) and _ONLY_POSTER in below.text and looks_like_writer(line.text):
            return Found((line.text,), line, "name over the day of a thread's first post")
    return None


def _signed(setting: Setting) -> Sequence[Line]:
    """Return the lines of a text, and before them what was left out where it begins, that may name who wrote it."""
    first = setting.text[0].block if setting.text else None
    region = setting.lines[setting.region.start : setting.region.stop] if setting.region else ()
    return [*takewhile(lambda line: line.block is not first, region), *setting.text]


def _is_person(source: Found[str] | None) -> bool:
    return source is not None and looks_like_person(source.value)


def editors(setting: Setting, signed: Found[str] | None) -> Iterator[Found[str] | None]:
    """Yield who may have edited an article; ``signed`` is named in brackets at the end of its text."""
    yield setting.byline.editor
    yield setting.after.editor
    yield signed
    yield setting.over.editor


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


def _day_below(tail: Sequence[Line]) -> Found[Stamp] | None:
    """Return the day that fills the first line under the text, with its time or with an outlet."""
    line, stamp, outlet = _dated_below(tail)
    if line is None or stamp is None:
        return None
    if outlet:
        return Found(stamp, line, "day and outlet under the text")
    is_moment = ":" in line.text and stamp.text == line.text
    return Found(stamp, line, "day and time alone under the text") if is_moment else None


def _day_alone_below(tail: Sequence[Line]) -> Found[Stamp] | None:
    """Return the day that is all that the first line under the text says, where pages give no other."""
    line, stamp, _ = _dated_below(tail)
    return Found(stamp, line, "day alone under the text") if line and stamp and stamp.text == line.text else None


def _day_in_parts(lines: Sequence[Line], title: int | None, region: Region | None) -> Found[Stamp] | None:
    """Return the day that stands apart from its year and month, as the sheet of a calendar shows it: 18 | 2020-12."""
    if title is None or region is None:
        return None
    around = lines[max(0, title - _DAY_REACH) : region.start]
    shown = [(piece.strip(), line) for line in around for piece in line.pieces or (line.text,)]
    if sum(_DAY_OF_MONTH.fullmatch(piece) is not None for piece, _ in shown) != 1:
        return None  # a calendar shows them all
    for (one, line), (other, _) in pairwise(shown):
        for day, month in ((one, other), (other, one)):
            found = _YEAR_AND_MONTH.fullmatch(month) if _DAY_OF_MONTH.fullmatch(day) else None
            stamp = find_date(f"{found[1]}-{found[2]}-{day}") if found else None
            if stamp is not None:
                return Found(Stamp(stamp.iso, f"{one} {other}", 0), line, "day apart from its year and month")
    return None


def _day_in_words(head: Sequence[Line]) -> Found[Stamp] | None:
    """Return the day in words, or with a year of two digits, that is all that a line between title and text says."""
    for line in head:
        stamp = find_plain_date(line.text) if len(line.text) <= SHORT_BYLINE else None
        if stamp is not None and stamp.text == line.text.strip("()（）[]【】 "):
            return Found(stamp, line, "day in words, or with a short year, alone under the title")
    return None


def _day_signed(text: Sequence[Line]) -> Found[Stamp] | None:
    """Return the day that is all that the last line of a text says, where pages give no other."""
    stamp = find_date(text[-1].text) if text and is_signing_day(text[-1]) else None
    is_alone = stamp is not None and stamp.text == text[-1].text
    return Found(stamp, text[-1], "day that the text is signed with") if stamp is not None and is_alone else None


def _outlet_below(tail: Sequence[Line]) -> Found[str] | None:
    """Return the outlet that fills the first line under the text together with a day."""
    line, _, outlet = _dated_below(tail)
    return Found(outlet, line, "day and outlet under the text") if outlet else None


def _dated_below(tail: Sequence[Line]) -> tuple[Line | None, Stamp | None, str | None]:
    """Return the first line under the text, the date in it, and the outlet if it says no more than both."""
    line = next((line for line in tail if line.text), None)
    stamp = find_date(line.text) if line is not None and len(line.text) <= SHORT_BYLINE else None
    rest = line.text.replace(stamp.text, "", 1).strip() if line and stamp else ""
    return line, stamp, rest if is_paper(rest) else None


def _date_above(lines: Sequence[Line], title: int | None) -> Found[Stamp] | None:
    """Return the date a few lines over the title, where the pages of newspapers print their day."""
    found = next(_days_above(lines, title), None)
    return Found(found[1], lines[found[0]], "date over the title") if found else None


def _paper_above(lines: Sequence[Line], title: int | None) -> Found[str] | None:
    """Return the newspaper that stands before its day over the title, in one line with it or in the one above."""
    for at, stamp in _days_above(lines, title):
        line, is_edition = lines[at], _is_edition(lines[:title])
        name = line.text[: stamp.start].strip()
        if not name and is_edition:
            line = next((other for other in reversed(lines[:at]) if other.text), line)
            name = line.text.split()[0]
        if is_paper(name):
            return Found(name, line, "paper before its day over the title")
        if not is_edition:
            return None
    return None


def _is_edition(above: Sequence[Line]) -> bool:
    """Tell whether the lines over a title leaf through the pages of a newspaper's edition."""
    return any(_EDITION.search(line.text) for line in above)


def _days_above(lines: Sequence[Line], title: int | None) -> Iterator[tuple[int, Stamp]]:
    """Yield the lines over the title that begin with a day, or with a newspaper and its day, and that day."""
    if title is None:
        return
    reach = _EDITION_REACH if _is_edition(lines[:title]) else _DAY_REACH
    for at in range(title - 1, max(0, title - reach) - 1, -1):
        line = lines[at]
        if is_linked(line) and reach == _DAY_REACH:
            break  # what is over the navigation is the day of the visit
        is_today = _TODAY.search(line.text) and reach == _DAY_REACH
        stamp = find_date(line.text) if len(line.text) < 60 and not is_today else None
        is_opening = stamp is not None and (stamp.start == 0 or is_paper(line.text[: stamp.start].strip()))
        if stamp is not None and is_opening and len(line.text) - line.link_chars >= len(stamp.text):
            yield at, stamp


def _outlet_alone(head: Sequence[Line]) -> Found[str] | None:
    """Return the outlet that fills a line above or below the date, or the only line between title and text.

    Over it may stand a line more, the subtitle.
    """
    said = [line for line in head if line.text and not (is_byline(line) or is_signature(line.text))]
    if 1 <= len(said) <= _WITH_SUBTITLE and not any(line.links for line in said) and is_paper(said[-1].text):
        return Found(said[-1].text, said[-1], "outlet alone between title and text")
    for one, other in pairwise(head):
        for line, beside in ((one, other), (other, one)):
            if is_paper(line.text) and has_day(beside.text) and len(beside.text) <= SHORT_BYLINE:
                return Found(line.text, line, "outlet alone beside the date")
    return None
