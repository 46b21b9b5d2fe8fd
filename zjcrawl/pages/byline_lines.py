"""Which lines are bylines: labels with their values, or a date with an outlet, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from zjcrawl.pages.boundaries import is_counter
from zjcrawl.pages.dates import Stamp, find_date, find_plain_date, read_labelled_date
from zjcrawl.pages.document import Element, Line, text_of
from zjcrawl.pages.labels import (
    Field,
    first_field,
    has_label,
    lone_label,
    split_labels,
    unlabelled_head,
)
from zjcrawl.pages.names import (
    looks_like_outlet,
    read_people,
)
from zjcrawl.pages.naming import CREDIT_LENGTH, NOT_A_SOURCE, WRAPPED, is_paper

TELLS_NOTHING = (None, Field.OTHER, Field.OCCASION)
_ORIGIN = re.compile(
    r"[(（]\s?(?:[据據]|根[据據]|综合|綜合|整合|摘自|[选選]自)|(?:综合|綜合|整理|[报報][道導]|[编編][译譯]|摘[编編])\s?[)）]$"
)
SHORT = 240
"""Characters of the longest line that can be a byline."""
_SHORTEST_NAME = 6  # characters of what a day is named for, as in 2010年10月20日股市收盘综述
_CELLS = frozenset(("td", "th", "dd", "dt", "li", "div", "p", "section"))
_DAYS = (Field.DATE, Field.UPDATED)
_TABLE_CELLS = frozenset(("td", "th", "dt"))
BAR = re.compile(r"\s*[|｜︱┃]\s*")
COUNTER = r"[浏瀏][览覽]|[阅閱][读讀]|[点點][击擊]|人[气氣]|[访訪][问問]"
_ENDS_IN_COUNTER = re.compile(rf"(?:{COUNTER}|[评評][论論]|查看)(?:次[数數]|[数數]|量)?\s?[:：]$")
_WORDS = re.compile(r"[\u4e00-\u9fff]+")
_FULL_STOP = re.compile(r"[。！？]")
_SENTENCE = re.compile(r"[。！？；]|[!?](?=\W?$)")
_SIGN = re.compile(r"[\d:：∶﹕︰/／|｜︱丨┃(（]")  # a figure, or a mark that a label or an outlet stands beside
_ABOUT_AUTHOR = re.compile(r"[，,](?:系|为|為|现任|現任|就职于|就職於)")
_IS_CREDITED = re.compile(r"记者|記者|通讯员|通訊員|作者|编辑|編輯|来源|來源|星期|农历|農曆|[报報网網讯訊电電版刊]$")
_SIGNING_DAY = re.compile(
    r"(?:(?:19|20)\d\d|[一二三四五六七八九〇○零]{4})\s?年.{1,3}月.{1,3}[日号]|[《(（][^。，]{2,16}》?\s?[(（][^。，]{8,20}版\s?[)）]"
)
DAY_IN_YEAR = re.compile(
    r"(?<![\d:.-])(?:0?[1-9]|1[0-2])[-/.月](?:[12]\d|3[01]|0?[1-9])日?\s(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"
)
_PERIOD = re.compile(r"日\s?(?:[至到—－–~～-]|起至){1,2}\s?(?:(?:19|20)\d\d\s?年)?\s?(?:\d{1,2}\s?月)?\s?\d{1,2}\s?日")
_PLAIN_DAY = re.compile(r"年.{1,3}月.{1,3}日|\d\d[-/.]\d{1,2}[-/.]\d")
_AROUND_DAY = " \u3000|｜[]【】()（）"
_DAY_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])\s?月\s?(?:[12]\d|3[01]|0?[1-9])\s?日\s")
SLASHED_EDITOR = re.compile(
    r"(?<![\u4e00-\u9fff])(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s?/\s?([\u4e00-\u9fff·]{2,5})(?![^\s)）])"
)


def is_byline(line: Line) -> bool:
    """Tell whether a line is nothing but labels with their values, or a date with an outlet."""
    text = line.text
    if not text or len(text) > SHORT:
        return False
    if is_sentence(text) or _ABOUT_AUTHOR.search(text) or _PERIOD.search(text):
        return False
    if _SIGN.search(text) is None:  # as most lines are that are none
        is_bare = len(text) <= SHORT // 4 and (_is_bare(text) or plainly_dated(text) is not None)
        return is_bare or cell_label(line) not in TELLS_NOTHING
    if first_field(text) not in TELLS_NOTHING or cell_label(line) not in TELLS_NOTHING:
        return True
    if credit_of(text) or outlet_before_bar(text) or SLASHED_EDITOR.match(text):
        return True
    if len(text) <= SHORT // 4 and (_is_bare(text) or (has_label(text) and is_paper(opening_of(text)))):
        return True
    if sum(map(text.count, ":：")) > 1 and len(split_labels(text)) > 1:
        return True
    stamp = find_date(text)
    if stamp is None:
        is_dated = _is_of_this_year(text) or plainly_dated(text) is not None
        return is_dated or (_DAY_FIRST.match(text) is not None and has_label(text))
    return has_label(text) or (len(text) - len(stamp.text) <= 40 and "，" not in text and not _runs_on(text, stamp))


def plainly_dated(text: str) -> Stamp | None:
    """Return the date in words, or with a year of two digits, that stands beside an outlet or labels and nothing else.

    Alone it may open a text, or sign it.
    """
    stamp = find_plain_date(text) if len(text) <= SHORT // 4 and _PLAIN_DAY.search(text) else None
    if stamp is None:
        return None
    rest = text.replace(stamp.text, "", 1).strip(_AROUND_DAY)
    is_labelled = first_field(rest) not in TELLS_NOTHING and not unlabelled_head(rest)
    return stamp if is_paper(rest) or is_labelled else None


def _is_of_this_year(text: str) -> bool:
    """Tell whether a line is a day without its year, but with the time, beside an outlet or what a label announces."""
    day = DAY_IN_YEAR.search(text)
    if day is None or len(text) > SHORT // 4 or "，" in text:
        return False
    is_edge = day.end() == len(text) or not day.start()
    return (is_edge and len(text) - len(day[0]) <= CREDIT_LENGTH) or any(split_labels(text))


def outlet_with_people(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the outlet and the people that a line names and nothing else: 某某晚报 某某."""
    outlet, _, names = text.partition(" ")
    people = read_people(names) if names and len(names) <= CREDIT_LENGTH and is_paper(outlet) else ()
    return (outlet, people) if people else None


def opening_of(text: str) -> str:
    """Return what stands before the first label of a line, without a bracket that both stand in."""
    return unlabelled_head(text).lstrip("(（[【").strip()


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def is_sentence(text: str) -> bool:
    """Tell whether a line holds a full stop, or a semicolon that does not part the names of a line of labels."""
    stop = _SENTENCE.search(text)
    if stop is None or stop[0] != "；":
        return stop is not None
    return _FULL_STOP.search(text, stop.end()) is not None or len(split_labels(text)) < 2


def _runs_on(text: str, stamp: Stamp) -> bool:
    """Tell whether a line goes on after its date without a gap, as a title does; an outlet may stand there as well."""
    found = _WORDS.match(text, stamp.start + len(stamp.text))
    words = found.group() if found else ""
    if looks_like_outlet(words):
        return False
    is_named = stamp.text[-1] == "日" and _IS_CREDITED.search(words) is None
    return len(words) > CREDIT_LENGTH // 2 or (is_named and len(words) >= _SHORTEST_NAME)


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _is_bare(text: str) -> bool:
    """Tell whether a line is a label without a colon and the day or the people it announces, or an outlet and people.

    As 作者 某某, 编辑 某某 and 某某晚报 某某 are.
    """
    if outlet_with_people(text) is not None:
        return True
    if unlabelled_head(text):
        return False
    field, value = next(iter(split_labels(text)), (Field.OTHER, ""))
    stamp = read_labelled_date(value) if field is Field.DATE else None
    return bool(stamp and stamp.text == value) or (field in (Field.AUTHOR, Field.EDITOR) and bool(read_people(value)))


def continues_byline(line: Line, above: Line) -> bool:
    """Tell whether a short line goes on with a byline: the value of a label that ends the line above, or a counter."""
    if not line.text or len(line.text) > SHORT // 4:
        return False
    if cell_label(line) or (cell_label(above) and line.block is above.block.getnext()):
        return True
    if is_counter(line.text) or (line.block is above.block.getnext() and len(line.text) > 2 and read_people(line.text)):
        return True
    known = first_field(line.text) is not None
    if _SENTENCE.search(line.text) or (line.text[-1] in ":：" and not known):  # 主要指标如下: opens a text
        return False
    return known or (above.text[-1:] in (":", "：") and _may_be_value(line, above))


def _may_be_value(line: Line, above: Line) -> bool:
    """Tell whether a line may be the value of the label that the line above ends with: of a counter, only figures.

    A script fills many counters in, so that nothing stands behind 点击: in the page.
    """
    may_be = _ENDS_IN_COUNTER.search(above.text) is None or not any(map(str.isalpha, line.text.strip("次人")))
    return may_be and value_beside(above, line) != ""


def is_dated_byline(line: Line) -> bool:
    """Tell whether a line is a byline with a day and its year."""
    return is_byline(line) and find_date(line.text) is not None


def is_signing_day(line: Line) -> bool:
    """Tell whether a line is nothing but a day as documents are signed with it, or a newspaper's day and page."""
    return _SIGNING_DAY.fullmatch(line.text) is not None


def value_beside(line: Line, following: Line) -> str:
    """Return the text of the next cell or block, where a label stands in one of its own."""
    text, block, beside = following.text, line.block, following.block
    if beside.tag not in _CELLS or len(text) > 40 or _SENTENCE.search(text) or "，" in text or has_label(text):
        return ""
    if block.tag not in _TABLE_CELLS and not _is_label_alone(line):
        return ""
    same_row = block.tag == beside.tag and beside.getparent() is block.getparent()
    return text if same_row or (block.tag in _CELLS and _fills(beside, block.getnext())) else ""


def _is_label_alone(line: Line) -> bool:
    """Tell whether a label is all that its block holds, and not the last of a byline, left empty over the text."""
    return lone_label(line.text.rstrip(":： ")) is not None and text_of(line.block) == line.text


def _fills(beside: Element, holder: Element | None) -> bool:
    """Tell whether a block is ``holder``, or the one thing in it."""
    while holder is not None and holder is not beside and len(holder) == 1:
        holder = holder[0]
    return holder is beside


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def credit_of(text: str) -> str | None:
    """Return what a line of its own in brackets credits: an outlet, with or without a date."""
    match = WRAPPED.fullmatch(text) if text[:1] in "(（" else None
    said = match.group(1) if match else ""
    stamp = find_date(said)
    if stamp is not None:
        return said if len(said) - len(stamp.text) <= CREDIT_LENGTH else None
    is_outlet = looks_like_outlet(said) and not has_label(said) and " " not in said
    is_outlet = is_outlet and NOT_A_SOURCE.fullmatch(said) is None
    return said if is_outlet else None


def tells_origin(text: str) -> bool:
    """Tell whether a line in brackets says what a text was made from, and not only an outlet's name: （据某报）."""
    return first_field(text) is None and _ORIGIN.search(text) is not None and credit_of(text) is not None


def cell_label(line: Line) -> Field | None:
    """Return the field of a label that fills a cell, beside the cell of its value; a table's head is none.

    A table of figures by day has 日期 in its head, and no day beside it.
    """
    field = lone_label(line.text) if line.block.tag in _TABLE_CELLS else None
    beside = line.block.getnext() if field and text_of(line.block) == line.text else None
    value = text_of(beside) if beside is not None else None
    if value is None or lone_label(value) is not None:
        return None
    return None if field in _DAYS and value and read_labelled_date(value) is None else field


def outlet_before_bar(text: str) -> str | None:
    """Return the outlet that opens a line of names and counters between bars, as in ``嘉兴日报 | 作者 某某``."""
    first, *others = BAR.split(text)
    if not others or len(first) > CREDIT_LENGTH or has_label(first) or not looks_like_outlet(first):
        return None
    return first if any(is_counter(part) or split_labels(part) for part in others) else None


def has_day(text: str) -> bool:
    """Tell whether a line prints a day, be it without a year but with the time, or after a label of its own."""
    if find_date(text) is not None or DAY_IN_YEAR.search(text) is not None:
        return True
    return any(field is Field.DATE and read_labelled_date(value) for field, value in split_labels(text))
