"""Dates as Chinese pages print them, to ISO 8601, as precise as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
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
    r"(?P<hour>[01]?\d|2[0-3])(?:\s?[:：]\s?|[时時点])(?P<minute>[0-5]\d)(?:\s?[:：]\s?(?P<second>[0-5]\d)"
    r"|分(?:(?P<second_zh>[0-5]\d)秒)?)?(?![:：\d])(?:\s(?P<meridiem>[AP]M)(?![A-Za-z]))?)?"
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH_END = r"(?:uary|ruary|ch|il|[ey]|ust|t|tember|ober|ember)?\.?"
_DATE = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<year>(?:19|20)\d\d|\d\d(?=\s?年))\s?(?P<mark>[年\-–/.．／－])\s?(?P<month>0?[1-9]|1[0-2])\s?(?:月"
    r"|(?P=mark))\s?(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号號]?"
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
_AFTERNOON = ("下午", "晚上", "中午")


def find_date(text: str) -> Stamp | None:
    """Return the first date in ``text``, with the time that follows it; None where there is none."""
    return next(find_dates(text), None)


def find_dates(text: str) -> Iterator[Stamp]:
    """Yield the dates in ``text`` whose year has four digits or a 年 after it."""
    for match in _DATE.finditer(text):
        stamp = _stamp(match)
        if stamp is not None:
            yield stamp


def read_labelled_date(value: str) -> Stamp | None:
    """Return the date in the value of a date label, where ``10-10-20`` is a date as well."""
    stamp = find_date(value)
    if stamp is None:
        match = _SHORT_DATE.search(value)
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
        day = datetime(year, _month(_first(found, "month")), int(_first(found, "day")))  # noqa: DTZ001
    except ValueError:
        return None
    iso = day.strftime("%Y-%m-%d")
    if found["hour"] is not None:
        hour = int(found["hour"])
        if (found["half"] in _AFTERNOON or found["meridiem"] == "PM") and hour < 12:
            hour += 12
        second = found["second"] or found["second_zh"]
        iso += f"T{hour:02d}:{found['minute']}{':' + second if second else ''}+08:00"
    return Stamp(iso, match.group().strip(), match.start())


def _first(found: Mapping[str, str | None], name: str) -> str:
    return next(value for suffix in ("", "2", "3", "4", "5") if (value := found.get(name + suffix)))


def _month(value: str) -> int:
    return int(value) if value.isdigit() else _MONTHS.split("|").index(value) + 1
