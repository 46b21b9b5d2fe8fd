"""Dates as Chinese pages print them, to ISO 8601, as precise as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple


class Stamp(NamedTuple):
    """A date found in a text: ISO 8601, the characters it was read from, and where they begin.

    ``iso`` has a time, in China's UTC+8, only where the page prints one, and seconds only where it prints them.
    """

    iso: str
    text: str
    start: int

    def __str__(self) -> str:
        return self.iso


_TIME = (
    r"(?:(?:\s|T|&nbsp;|[·\-–—,，(（|]){0,3}(?:星期[一二三四五六日天]|周[一二三四五六日])?[)）]?\s?(?P<half>上午|下午"
    r"|凌晨|早上|晚上|中午)?\s?"
    r"(?P<hour>[01]?\d|2[0-3])(?:\s?[:：]\s?|[时時点])(?P<minute>[0-5]\d|(?<=[时時点])\d(?=分))(?:\s?[:：]\s?(?P<second>[0-5]\d)"
    r"|分(?:(?P<second_zh>[0-5]\d)秒)?)?(?![:：\d])(?:\s(?P<meridiem>[AP]M)(?![A-Za-z]))?)?"
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH_END = r"(?:uary|ruary|ch|il|[ey]|ust|t|tember|ober|ember)?\.?"
_AMERICAN_TIME = r"\s\d{1,2}:\d\d(?::\d\d)?\s[AP]M(?![A-Za-z])"  # which tells whose order day and month have
_DATE = re.compile(
    r"(?=[\dJFMASOND])(?<![\d.])(?:"
    r"(?P<year>(?:19|20)\d\d|\d\d(?=\s?年))\s?(?P<mark>[年\-–/.．／－])\s?(?P<month>0?[1-9]|1[0-2])\s?(?:月"
    r"|(?P=mark))\s?(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号號]?"
    rf"|(?P<month6>0?[1-9]|1[0-2])/(?P<day6>3[01]|[12]\d|0?[1-9])/(?P<year6>(?:19|20)\d\d)(?={_AMERICAN_TIME})"
    r"|(?P<month7>0?[1-9]|1[0-2])/(?P<day7>3[01]|2\d|1[3-9])/(?P<year7>(?:19|20)\d\d)(?!\d)"
    r"|(?P<day2>3[01]|[12]\d|0[1-9])(?P<mark2>[/.])(?P<month2>0[1-9]|1[0-2])(?P=mark2)(?P<year2>(?:19|20)\d\d)(?!\d)"
    r"|(?P<year3>20\d\d)\s(?P<month3>0[1-9]|1[0-2])\s?/\s?(?P<day3>3[01]|[12]\d|0[1-9])(?!\d)"
    rf"|(?P<month4>{_MONTHS}){_MONTH_END}\s(?P<day4>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s(?P<year4>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<day5>3[01]|[12]\d|0?[1-9])\s(?P<month5>{_MONTHS}){_MONTH_END},?\s(?P<year5>(?:19|20)\d\d)(?!\d)"
    r")" + _TIME
)
_SHORT_DATE = re.compile(
    r"(?<![\d.])(?P<year>\d\d)(?P<mark>[\-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
    + _TIME
)
_UNPARTED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>3[01]|[12]\d|0[1-9])(?!\d)" + _TIME
)
_OF_JAVA = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s(?P<month>{_MONTHS})\s(?P<day>\d\d)\s(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)"
    r":(?P<second>[0-5]\d)\s(?:CST|GMT\+08:00)\s(?P<year>(?:19|20)\d\d)(?!\d)(?P<half>)(?P<meridiem>)(?P<second_zh>)"
)
"""As Java writes a date that nobody has formatted: ``Fri Jan 18 05:59:17 CST 2008``."""
_AFTERNOON, _MORNING = ("下午", "晚上", "中午", "PM"), ("上午", "凌晨", "早上", "AM")
_DIGITS = "〇一二三四五六七八九"
_IN_WORDS = re.compile(
    r"(?P<year>[一二][〇○零Ｏ一二三四五六七八九]{3})\s?年\s?(?P<month>[一二三四五六七八九十]{1,2})\s?月"
    r"\s?(?P<day>[一二三四五六七八九十廿卅]{1,3})\s?日"
)
_ZEROS = str.maketrans("○零Ｏ", "〇〇〇")
_BRACKETS = " \u3000()（）[]【】"
_DIGIT = re.compile(r"\d")
_FULL_WIDTH = re.compile("[０-９]")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@lru_cache(maxsize=256)  # of one page, whose lines are asked for their dates up to five times
def find_date(text: str) -> Stamp | None:
    """Return the first date in ``text``, with the time that follows it; None where there is none."""
    return next(find_dates(text), None)


def find_dates(text: str) -> Iterator[Stamp]:
    """Yield the dates in ``text`` whose year has four digits or a 年 after it."""
    if _DIGIT.search(text) is None:
        return
    narrow = text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text
    matches = _OF_JAVA.finditer(narrow) if "CST 20" in narrow or "GMT+08:00" in narrow else _DATE.finditer(narrow)
    for match in matches:
        stamp = _stamp(match)
        if stamp is not None:
            yield stamp if narrow is text else stamp._replace(text=text[match.start() : match.end()].strip())


def find_plain_date(text: str) -> Stamp | None:
    """Return the date that a text opens or ends with, where 二○○八年一月九日 and 08-01-09 are dates as well.

    Without a label they may be something else, so that it is for lines that hardly say more.
    """
    stamp = find_date(text) or _in_words(text)
    if stamp is None:
        match = _SHORT_DATE.search(text)
        stamp = _stamp(match) if match else None
    said = text.strip(_BRACKETS)
    return stamp if stamp and (said.startswith(stamp.text) or said.endswith(stamp.text)) else None


def read_labelled_date(value: str) -> Stamp | None:
    """Return the date in the value of a date label, where ``10-10-20`` and ``二○一○年十月二十日`` are dates as well."""
    stamp = find_date(value) or _in_words(value)
    if stamp is None:
        match = _SHORT_DATE.search(value) or _UNPARTED.search(value)
        stamp = _stamp(match) if match else None
    return stamp


def read_iso(text: str) -> Stamp | None:
    """Return the time that a machine wrote, as in ``<meta>``: ISO 8601 with any offset, which is kept."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return find_date(text)
    if moment.tzinfo is None or len(text.strip()) <= len("2010-10-20"):
        return find_date(text)
    return Stamp(moment.isoformat(timespec="seconds"), text.strip(), 0)


def _stamp(match: re.Match[str]) -> Stamp | None:
    found = match.groupdict()
    year = int(_first(found, "year"))
    if year < 100:
        year += 1900 if year >= 90 else 2000
    try:
        iso = date(year, _month(_first(found, "month")), int(_first(found, "day"))).isoformat()
    except ValueError:
        return None
    if found["hour"] is not None:
        hour = int(found["hour"])
        half = found["half"] or found["meridiem"]
        if half in _AFTERNOON and hour < 12:
            hour += 12
        elif half in _MORNING and hour == 12:
            hour = 0
        second = found["second"] or found["second_zh"]
        iso += f"T{hour:02d}:{found['minute']:0>2}{':' + second if second else ''}+08:00"
    return Stamp(iso, match.group().strip(), match.start())


def _in_words(text: str) -> Stamp | None:
    """Return the day that a document writes in numerals of words."""
    match = _IN_WORDS.search(text)
    if match is None:
        return None
    year = int("".join(str(_DIGITS.index(char)) for char in match["year"].translate(_ZEROS)))
    try:
        day = date(year, _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None
    return Stamp(day.isoformat(), match.group(), match.start())


def _number(words: str) -> int:
    """Return the number up to 99 that ``words`` spell."""
    tens, ten, ones = words.replace("廿", "二十").replace("卅", "三十").partition("十")
    if not ten:
        return _DIGITS.index(tens) if len(tens) == 1 else 0
    if max(len(tens), len(ones)) > 1 or "十" in ones:
        return 0
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def _first(found: Mapping[str, str | None], name: str) -> str:
    return next(value for suffix in ("", "2", "3", "4", "5", "6", "7") if (value := found.get(name + suffix)))


def _month(value: str) -> int:
    return int(value) if value.isdigit() else _MONTHS.split("|").index(value) + 1
