"""What the full-text index has of an article beside its words: portal, section, outlet, rights and date.

Each is a word of its own, so that what a filter leaves is found and counted in the index alone, however frequent the
words are that are looked for.  ``【section经济热点`` stands for a section; ``【date2010``, ``【date201010`` and
``【date20101020`` for a day's year, month and self; ``【bare2010`` for a date of which no more is known than the year,
and ``【undated`` for one that is not known.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

COLUMNS = ("site", "section", "source", "rights", "published")
"""Of an article, what is a fact."""

_NAMED = COLUMNS[:-1]

_BEFORE = "【"
"""No other word of the index begins with this mark."""

_UNDATED = f"{_BEFORE}undated"

_AS_IT_IS = {code: 0x100000 + code for code in range(0x80) if not (chr(code).isdigit() or chr(code).islower())}
"""FTS5's tokenizer parts words at ASCII punctuation, and takes capitals for small letters."""

_PUBLISHED = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")

_ASKED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

_MONTHS, _DAYS = (tuple(f"{number:02}" for number in range(1, last + 1)) for last in (12, 31))

_FIRST_AND_LAST = "SELECT (SELECT min(published) FROM article_current), (SELECT max(published) FROM article_current)"


def fact_words(values: Mapping[str, str | None]) -> str:
    """Return the words for an article with these ``COLUMNS``, parted by spaces."""
    named = (_word(name, value) for name in _NAMED if (value := values[name]))
    return " ".join((*named, *_date_words(values["published"] or "")))


class Facts:
    """What filters leave, as queries to the index."""

    def __init__(self, conn: sqlite3.Connection, filters: Mapping[str, str]) -> None:
        span = _span(conn)
        asked = {name: day for name, day in filters.items() if name in ("since", "until") and _is_asked(day)}
        self._named = [_quoted(_word(name, value)) for name, value in filters.items() if name in _NAMED]
        self._days = [_sides(*bounds, span) for bounds in _ranges(asked.get("since"), asked.get("until"))]
        self.complete = len(self._named) + len(asked) == len(filters)
        """Whether that is all that the filters ask: they may be more precise than a day."""

    def narrow(self, match: str | None) -> str | None:
        """Return the FTS5 query for what is left of what ``match`` finds, of all without one; None for all.

        FTS5 takes its time for each of the alternatives at each article, so that what has fewer of them is asked for:
        the days within, or those without.
        """
        parts = [f"({part})" for part in (match, *self._named) if part]
        without: list[str] = []
        for inside, outside in self._days:
            if parts and len(outside) < len(inside):
                without += outside
            else:
                parts.append(_either(inside))
        narrowed = " AND ".join(parts)
        return f"({narrowed}) NOT {_either(without)}" if without else narrowed or None


def _quoted(word: str) -> str:
    return f'"{word}"'


def _either(queries: Iterable[str]) -> str:
    return f"({' OR '.join(queries)})"


def _ranges(since: str | None, until: str | None) -> list[tuple[str | None, str | None]]:
    """Return what filters ask as ranges of days: as one, if they can be, which takes FTS5 half of the time of two."""
    if since and until and since > until:
        return [(since, None), (None, until)]
    return [(since, until)] if since or until else []


def _sides(since: str | None, until: str | None, span: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Return alternatives for the dates that a range leaves, and for those that it does not.

    What lies in the year of either end is one of them, since FTS5 looks into it at the articles of that year alone.
    """
    first, last = since[:4] if since else "", until[:4] if until else "9999"
    years = [f"{year:04}" for year in range(int(span[0][:4]), int(span[1][:4]) + 1)]
    inside = [_quoted(_date(year)) for year in years if first < year < last]
    outside = [_quoted(_date(year)) for year in years if not first <= year <= last]
    outside.append(_quoted(_UNDATED))
    for year in sorted({day[:4] for day in (since, until) if day}):
        begin, end = (day if day and day[:4] == year else None for day in (since, until))
        wanted, others = _in_range(begin, end, span)
        inside.append(_of_year(year, wanted, others))
        if others:
            outside.append(_of_year(year, others, wanted))
    return inside, outside


def _in_range(begin: str | None, end: str | None, span: tuple[str, str]) -> tuple[list[str] | None, list[str]]:
    """Return the dates of a year from one day on, up to another or between both, and the other dates of it.

    None stands for the first where they are told by the others alone.
    """
    before, after = (list(_before(begin, span)) if begin else []), (list(_after(end, span)) if end else [])
    if begin and end:
        return ([_date(*begin.split("-"))] if begin == end else None), before + after
    if begin:
        return [_date(*begin.split("-")), *_after(begin, span)], before
    return [_date(*str(end).split("-")), *_before(str(end), span)], after


def _of_year(year: str, wanted: list[str] | None, others: list[str] | None) -> str:
    """Return the query for the ``wanted`` dates of a year, by them or by the ``others``, whichever are fewer."""
    whole = _quoted(_date(year))
    if wanted is not None and (others is None or len(wanted) <= len(others)):
        return f"({whole} AND {_either(map(_quoted, wanted))})"
    return f"({whole} NOT {_either(map(_quoted, others))})" if others else whole


def _is_asked(day: str) -> bool:
    return _ASKED.fullmatch(day) is not None


def _span(conn: sqlite3.Connection) -> tuple[str, str]:
    """Return the first and the last date of any article."""
    first, last = conn.execute(_FIRST_AND_LAST).fetchone()
    return first or "9999", last or "0000"


@lru_cache(maxsize=4096)  # few outlets and sections have many articles
def _word(name: str, value: str) -> str:
    return f"{_BEFORE}{name}{value.translate(_AS_IT_IS)}"


def _date(*parts: str, kind: str = "date") -> str:
    return f"{_BEFORE}{kind}{''.join(parts)}"


def _date_words(published: str) -> Iterator[str]:
    found = _PUBLISHED.match(published)
    if found is None:
        yield _UNDATED
        return
    known = [part for part in found.groups() if part]
    for length in range(1, len(known) + 1):
        yield _date(*known[:length])
    if len(known) < 3:
        yield _date(*known, kind="bare")


def _after(day: str, span: tuple[str, str]) -> Iterator[str]:
    """Yield the dates after ``day`` in its year that there may be."""
    _, *rest = asked = day.split("-")
    for at, choice in enumerate((_MONTHS, _DAYS)[: len(rest)]):
        yield from _possible(asked[: at + 1], (later for later in choice if later > rest[at]), span)


def _before(day: str, span: tuple[str, str]) -> Iterator[str]:
    """Yield the dates before ``day`` in its year that there may be; a month or a year begins with its first day."""
    _, *rest = asked = day.split("-")
    for at, choice in enumerate((_MONTHS, _DAYS)[: len(rest)]):
        yield _date(*asked[: at + 1], kind="bare")
        yield from _possible(asked[: at + 1], (earlier for earlier in choice if earlier < rest[at]), span)


def _possible(known: list[str], parts: Iterable[str], span: tuple[str, str]) -> Iterator[str]:
    for part in parts:
        date = "-".join((*known, part))
        if span[0][: len(date)] <= date <= span[1]:
            yield _date(*known, part)
