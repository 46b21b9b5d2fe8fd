"""The byline: when a text was published, where it came from, who wrote and who edited it.

Read from labels (时间, 信息来源, 作者, 责任编辑 …), in simplified or traditional characters, in one line or in many,
and from the order of things where a line prints date and outlet without labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from zjcrawl.pages.byline_lines import (
    BAR,
    COUNTER,
    DAY_IN_YEAR,
    SHORT,
    SLASHED_EDITOR,
    TELLS_NOTHING,
    cell_label,
    credit_of,
    is_sentence,
    opening_of,
    outlet_before_bar,
    outlet_with_people,
    plainly_dated,
    value_beside,
)
from zjcrawl.pages.dates import Stamp, find_date, read_labelled_date
from zjcrawl.pages.document import Line, text_of
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.labels import (
    Field,
    Labelled,
    around,
    has_label,
    split_labels,
)
from zjcrawl.pages.names import (
    is_word_of_pages,
    join_spaced,
    keep_latin,
    looks_like_outlet,
    looks_like_person,
    looks_like_writer,
    read_authors,
    read_people,
)
from zjcrawl.pages.naming import (
    CREDIT_LENGTH,
    NOT_A_SOURCE,
    URL,
    WRAPPED,
    before_date,
    clean_editor,
    clean_source,
    is_paper,
    without_frame,
)
from zjcrawl.pages.signature import signed_people

_REPORTER_OF = re.compile(
    r"(\w{3,12}?)(?:全媒体|全媒體|融媒体|融媒體|首席|见习|見習|特约|特約|实习|實習)*(?:记者|記者)\s"
)
_SIGNS_NOTHING = (*TELLS_NOTHING, Field.UPDATED)  # of the text above; a site tells of its last change as well
LABELLED_DATE = "date label"
LABELLED_SOURCE = "source label"
BESIDE_DATE = "name beside the date"
LABELLED_AUTHOR = "author label"
_AD_LABEL = re.compile(r"[\[【(（]?(?:微博|官方微博|微信)[\]】)）]?")
_EDGES = "|｜·:：-—>)）(（【】□◆●○,，、"
_VALUES = 6  # lines below a label that may be what it announces
_COUNTED = re.compile(rf"(?:{COUNTER}|我要[评評][论論])(?:次[数數]|[数數]|量)?\s?[:：(（]?\s?\d")
_COMMAS = re.compile("[、,，]")
# As programs of weblogs print them: 某某 于 … 发布 or 提交, 由 某某 发表于 …, posted @ … 某某 阅读(1).
_POSTER = re.compile(
    r"(?P<name>[^\s:：，。]{2,16}) ?于 ?(?:19|20)\d\d\D.{6,20}(?:[发發]布|[发發]表|提交)"
    r"|(?P<poster>[^\s:：，。\d]{2,4}) ?[发發]表于 ?(?:19|20)\d\d"
    r"|(?:.{0,40}\s)?[Bb]y (?P<signer>[\u4e00-\u9fff·]{2,10}|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2})(?=\s|$)"
    r"|由 ?(?P<writer>[^\s:：，。]{2,16}?) ?[发發][表布][于於]"
    r"|posted (?:@|on) ?(?:19|20)\d\d\D[\d\s:-]{8,16}(?P<blogger>[^\s:：，。\d]{2,16}) [阅閱][读讀]"
)


class Byline(NamedTuple):
    """What the bylines of a page say; ``source_href`` is the link of the source as written."""

    date: Found[Stamp] | None = None
    source: Found[str] | None = None
    source_href: str | None = None
    authors: Found[tuple[str, ...]] | None = None
    editor: Found[str] | None = None

    @property
    def found(self) -> bool:
        """Whether there is a byline at all."""
        return self.date is not None or self.source is not None

    def filled(self, other: Byline) -> Byline:
        """Return this byline with what it lacks taken from another."""
        return Byline(
            date=self.date or other.date,
            source=self.source or other.source,
            source_href=self.source_href if self.source else other.source_href,
            authors=self.authors or other.authors,
            editor=self.editor or other.editor,
        )


def read_byline(lines: Sequence[Line], *, labelled_only: bool = False) -> Byline:
    """Read the bylines among ``lines``; of two values for one field the first wins, a labelled one over a bare one.

    With ``labelled_only`` a line without a label says nothing: below a text stand the dates of other texts.
    """
    reader = _Reader(labelled_only)
    for i, line in enumerate(lines):
        if line.text and not is_sentence(line.text[:SHORT]):
            reader.read(line, lines[i + 1 : i + 1 + _VALUES], opens=i == 0)
    return reader.byline()


class _Reader:
    def __init__(self, labelled_only: bool) -> None:
        self._labelled_only = labelled_only
        self._date: Found[Stamp] | None = None
        self._updated: Found[Stamp] | None = None
        self._bare_date: Found[Stamp] | None = None
        self._source: Found[str] | None = None
        self._bare_source: Found[str] | None = None
        self._authors: Found[tuple[str, ...]] | None = None
        self._bare_authors: Found[tuple[str, ...]] | None = None
        self._editor: Found[str] | None = None

    def read(self, line: Line, below: Sequence[Line], *, opens: bool) -> None:
        text, following = line.text[:SHORT], below[0] if below else None
        field_of_cell = cell_label(line)
        if field_of_cell is not None:
            beside = following if following and following.block is line.block.getnext() else None
            self._take(field_of_cell, value_beside(line, beside) if beside else "", beside or line)
            return
        people = signed_people(text) or _people_between_bars(text) or _people_before(text)
        if people and self._authors is None:
            self._authors = Found(people, line, "line of roles and names")
        labelled = split_labels(text)
        for i, (field, value) in enumerate(labelled):
            if value:
                self._take(field, value, line)
            elif i == len(labelled) - 1 and following is not None:
                writers = _people_beside(line, below) if field is Field.AUTHOR else ""
                self._take(field, writers or value_beside(line, following), following)
        if self._editor is None and (slashed := SLASHED_EDITOR.search(text)):
            self._take(Field.EDITOR, slashed[1], line)
        is_signed = any(field not in _SIGNS_NOTHING for field, _ in labelled) or _is_counted(line)
        is_signed = is_signed or (opens and _is_date_in_brackets(text))
        credit = credit_of(text)
        if not self._labelled_only and self._bare_source is None:
            self._take_opening_outlet(text, line, labelled)
        poster = _POSTER.match(text)
        if poster and looks_like_writer(name := poster[poster.lastgroup or 0]):
            self._take_people((name,), line, "name of who posted it, beside the date")
        stamp = find_date(text) if credit or is_signed or not self._labelled_only else None
        if stamp is None and not self._labelled_only:
            stamp = plainly_dated(text)
        if stamp is not None and any(field is Field.OCCASION and stamp.text in value for field, value in labelled):
            stamp = None
        if stamp is not None and len(line.text) - line.link_chars >= len(stamp.text):
            self._take_unlabelled(stamp, line, labelled)
        elif not self._labelled_only and self._bare_source is None and (day := DAY_IN_YEAR.search(text)):
            outlet, people = _beside(text, Stamp("", day.group(), day.start()), labelled, line)
            self._bare_source = Found(outlet, line, "name beside a day without a year") if outlet else None
            self._take_people(people, line, "name beside the outlet")
        elif credit and self._bare_source is None:
            self._bare_source = Found(credit, line, "outlet in brackets")
        elif self._bare_source is None and (outlet := outlet_before_bar(text)):
            self._bare_source = Found(outlet, line, "outlet between bars")
        elif self._bare_source is None and (outlet := _outlet_after_address(text)):
            self._bare_source = Found(outlet, line, "outlet after the portal's address")

    def _take(self, field: Field, value: str, line: Line) -> None:
        if field is Field.DATE and self._date is None:
            stamp = read_labelled_date(value)
            self._date = Found(stamp, line, LABELLED_DATE) if stamp else None
        elif field is Field.UPDATED and self._updated is None:
            stamp = read_labelled_date(value)
            self._updated = Found(stamp, line, "label of the last change") if stamp else None
        elif field is Field.SOURCE and self._source is None:
            source = clean_source(value)
            self._source = Found(source, line, LABELLED_SOURCE) if source else None
            if source:
                self._take_people(read_people(_after(source, value)), line, "name after the source")
        elif field is Field.EDITOR and self._editor is None:
            editor = clean_editor(_before_link(value, line))
            self._editor = Found(editor, line, "editor label") if editor else None
        elif field is Field.AUTHOR:
            value = _before_link(value, line)
            known = self._authors.value if self._authors else ()
            names = [name for name in read_authors(before_date(value)) if name not in known]
            if names:
                self._authors = Found((*known, *names), self._authors.line if self._authors else line, LABELLED_AUTHOR)

    def _take_opening_outlet(self, text: str, line: Line, labelled: Sequence[Labelled]) -> None:
        """Take the outlet that a line opens with, before its first label, its people or its reporter."""
        opening = opening_of(text) if labelled else ""
        if is_paper(opening):
            self._bare_source = Found(opening, line, "outlet before the first label")
        elif (named := outlet_with_people(text)) is not None:
            outlet, people = named
            self._bare_source = Found(outlet, line, "outlet before people")
            self._take_people(people, line, "name behind the outlet")
        elif (reporter := _REPORTER_OF.match(text)) and is_paper(reporter[1]) and find_date(text):
            self._bare_source = Found(reporter[1], line, "outlet before its reporter")

    def _take_unlabelled(self, stamp: Stamp, line: Line, labelled: Sequence[Labelled]) -> None:
        text = line.text[:SHORT]
        if self._bare_date is None:
            self._bare_date = Found(stamp, line, "date without a label")
        if self._bare_source is None:
            outlet, writers = _beside(text, stamp, labelled, line)
            self._bare_source = Found(outlet, line, BESIDE_DATE) if outlet else None
            self._take_people(writers, line, "name beside the outlet")
        before, behind = around(text, stamp.start, stamp.start + len(stamp.text))
        after = _words(behind)
        if self._bare_source and self._bare_source.line is line and after and all(map(looks_like_person, after)):
            people = tuple(after) if any(len(name) > 2 for name in after) else ()
            self._take_people(people, line, "name behind the outlet and the date")
        named = [name for word in _words(before.replace("/", " ")) for name in _COMMAS.split(word)]
        if all(map(looks_like_person, named)) and any(len(name) > 2 for name in named):
            self._take_people(tuple(named), line, "name before the date")
        bracketed = tuple(name for name in WRAPPED.findall(text) if looks_like_person(name))
        self._take_people(bracketed, line, "name in brackets beside the date")

    def _take_people(self, people: tuple[str, ...], line: Line, rule: str) -> None:
        if people and self._bare_authors is None:
            self._bare_authors = Found(people, line, rule)

    def byline(self) -> Byline:
        source = self._source or self._bare_source
        return Byline(
            date=self._date or self._bare_date or self._updated,
            source=source,
            source_href=_link_of(source) if source else None,
            authors=self._authors or self._bare_authors,
            editor=self._editor,
        )


def _link_of(source: Found[str]) -> str | None:
    """Return the ``href`` of the link whose text is the source."""
    for link in source.line.links if source.line else ():
        text = text_of(link)
        if source.value in text and len(text) <= len(source.value) + 4:
            return link.get("href")
    return None


def _people_beside(line: Line, below: Sequence[Line]) -> str:
    """Return the people who are named each in a block of their own, in what stands beside a label."""
    holder = line.block.getnext()
    named = list(takewhile(lambda other: holder in (other.block.getparent(), other.block), below))
    return " ".join(other.text for other in named) if all(read_people(other.text) for other in named) else ""


def _is_date_in_brackets(text: str) -> bool:
    match = WRAPPED.fullmatch(text)
    stamp = find_date(match.group(1)) if match else None
    return match is not None and stamp is not None and stamp.text == match.group(1)


def _is_counted(line: Line) -> bool:
    """Tell whether a line, no headline among others, counts the readers of the page it stands on."""
    return line.link_chars * 2 < len(line.text) and _COUNTED.search(line.text) is not None


def _outlet_after_address(text: str) -> str | None:
    """Return the outlet that follows the portal's own address, as in Sina's bylines when they lack the date."""
    address = URL.match(text)
    name = text[address.end() :].strip() if address else ""
    return name if len(name) <= CREDIT_LENGTH and looks_like_outlet(name) else None


def _people_before(text: str) -> tuple[str, ...]:
    """Return the people that stand with their roles before the day in a line: 某报记者 某某 通讯员 某某 2014-06-18."""
    day = find_date(text) if _REPORTER_OF.match(text) else None
    return signed_people(text[: day.start].rstrip(" |｜")) if day else ()


def _people_between_bars(text: str) -> tuple[str, ...]:
    """Return the people that a part between bars names with their role: … | 全媒体记者 某某 | …."""
    parts = BAR.split(text) if BAR.search(text) else ()
    return next((people for part in parts if (people := signed_people(part))), ())


def _after(source: str, value: str) -> str:
    """Return what the value of a source label says after the outlet: nothing, or who wrote for it."""
    return before_date(value).partition(source)[2].strip(_EDGES + " ")


def _before_link(value: str, line: Line) -> str:
    """Return what people a value names before a link that names none: one to elsewhere."""
    words = [shown for shown in map(text_of, line.links) if shown and not read_people(shown)]
    ends = (f"{value} ".find(f" {shown} ") for shown in words)
    return value[: min((end for end in ends if end > 0), default=len(value))]


def _beside(text: str, stamp: Stamp, labelled: Sequence[Labelled], line: Line) -> tuple[str | None, tuple[str, ...]]:
    """Return the outlet that stands beside a date without a label, and the writers named beside it.

    As in ``2009年11月09日 11:30 腾讯音乐`` and ``新华日报 某某某 2009-11-09``.
    """
    if any(field is Field.SOURCE for field, _ in labelled):
        return None, ()
    between = [part for part in BAR.split(text) if stamp.text not in part and not split_labels(part)]
    if between and 2 <= len(between[0]) <= CREDIT_LENGTH and _is_outlet(between[0], line):
        return between[0], ()
    before, after = around(text, stamp.start, stamp.start + len(stamp.text))
    sides = (_words(after.removeprefix("]")), list(reversed(_words(before.removesuffix("[")))))
    found = [(name, people) for words in sides for name, people in _outlet_first(words, line)]
    return next((each for each in found if looks_like_outlet(each[0])), found[0] if found else (None, ()))


def _words(text: str) -> list[str]:
    plain = _AD_LABEL.sub(" ", keep_latin(URL.sub(" ", join_spaced(text))))
    plain = plain.lstrip(" 　" + _EDGES).removeprefix("更新").removeprefix("发布")
    words = [word.strip(_EDGES) for word in plain.split() if word[-1] not in ":：" or looks_like_outlet(word[:-1])]
    return [word.replace("\0", " ") for word in words if word]


def _outlet_first(words: Sequence[str], line: Line) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the outlet that is the first of ``words``, names of people aside, with those people."""
    people = tuple(takewhile(looks_like_person, words))
    if not people and words:
        people = tuple(takewhile(looks_like_person, words[1:]))
        name = words[0]
    else:
        name = words[len(people)] if len(words) > len(people) else ""
    name = without_frame(name)
    if 2 <= len(name) <= CREDIT_LENGTH and _is_outlet(name, line) and (len(words) <= 3 or looks_like_outlet(name)):
        yield name, people if looks_like_outlet(name) else ()


def _is_outlet(name: str, line: Line) -> bool:
    if (
        (has_label(name + ":") and not is_paper(name))
        or NOT_A_SOURCE.fullmatch(name)
        or looks_like_person(name)
        or is_word_of_pages(name)
        or any(c in name for c in "，。？！“”：:；")
    ):
        return False
    linked = any(name in text_of(link) for link in line.links)
    return looks_like_outlet(name) or not linked
