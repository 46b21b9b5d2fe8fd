"""What the full-text index has of an article beside its words: portal, section, outlet, rights and date.

Each is a word of its own, so that what a filter leaves is found and counted in the index alone, however frequent the
words are that are looked for.  ``【section经济热点`` stands for a section; ``【date2010``, ``【date201010`` and
``【date20101020`` for a day's year, month and self; ``【bare2010`` for a date of which no more is known than the year.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

COLUMNS = ("site", "section", "source", "rights", "published")
"""Of an article, what is a fact."""

_NAMED = COLUMNS[:-1]

_BEFORE = "【"
"""No other word of the index begins with this mark."""

_AS_IT_IS = {code: 0x100000 + code for code in range(0x80) if not (chr(code).isdigit() or chr(code).islower())}
"""FTS5's tokenizer parts words at ASCII punctuation, and takes capitals for small letters."""

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

_ASKED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

_MONTHS, _DAYS = (tuple(f"{number:02}" for number in range(1, last + 1)) for last in (12, 31))

_YEARS = "SELECT (SELECT min(published) FROM article_current), (SELECT max(published) FROM article_current)"


def fact_words(values: Mapping[str, str | None]) -> str:
    """Return the words for an article with these ``COLUMNS``, parted by spaces."""
    named = (_word(name, value) for name in _NAMED if (value := values[name]))
    return " ".join((*named, *_date_words(values["published"] or "")))


def match_facts(conn: sqlite3.Connection, filters: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the FTS5 query for what filters leave, None if there is none, and whether it leaves nothing else.

    ``since`` and ``until`` are as precise as days, months or years; of what is more precise the index knows nothing.
    """
    years = _years(conn)
    parts = [[_word(name, value)] for name, value in filters.items() if name in _NAMED]
    parts += [list(_since(value, years)) for name, value in filters.items() if name == "since" and _is_asked(value)]
    parts += [list(_until(value, years)) for name, value in filters.items() if name == "until" and _is_asked(value)]
    return " AND ".join(map(_either, parts)) or None, len(parts) == len(filters)


def _either(words: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"


def _is_asked(day: str) -> bool:
    return _ASKED.fullmatch(day) is not None


def _years(conn: sqlite3.Connection) -> range:
    first, last = conn.execute(_YEARS).fetchone()
    return range(int(first[:4]), int(last[:4]) + 1) if first else range(0)


def _word(name: str, value: str) -> str:
    return f"{_BEFORE}{name}{value.translate(_AS_IT_IS)}"


def _date(*parts: str, kind: str = "date") -> str:
    return f"{_BEFORE}{kind}{''.join(parts)}"


def _date_words(published: str) -> Iterator[str]:
    found = _PUBLISHED.match(published)
    if found is None:
        return
    known = [part for part in found.groups() if part]
    for length in range(1, len(known) + 1):
        yield _date(*known[:length])
    if len(known) < 3:
        yield _date(*known, kind="bare")


def _since(day: str, years: range) -> Iterator[str]:
    """Yield the dates that are ``day`` or come after it."""
    year, *rest = asked = day.split("-")
    yield _date(*asked)
    yield from (_date(f"{later:04}") for later in years if later > int(year))
    for at, choice in enumerate((_MONTHS, _DAYS)[: len(rest)]):
        yield from (_date(*asked[: at + 1], later) for later in choice if later > rest[at])


def _until(day: str, years: range) -> Iterator[str]:
    """Yield the dates that are ``day``, lie in it, or came before; a year may have been its first day."""
    year, *rest = asked = day.split("-")
    yield _date(*asked)
    yield from (_date(f"{earlier:04}") for earlier in years if earlier < int(year))
    for at, choice in enumerate((_MONTHS, _DAYS)[: len(rest)]):
        yield _date(*asked[: at + 1], kind="bare")
        yield from (_date(*asked[: at + 1], earlier) for earlier in choice if earlier < rest[at])
