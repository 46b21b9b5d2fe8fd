"""When a page is to be asked for again: a function of what its checks found so far, and nothing else.

An article that stays the same is left alone for twice as long each time, one that changed for a quarter as long.  What
is missing, or is no article, is checked a few times more and then rarely; what could not be had waits longer each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zlib import crc32

_GROWTH, _SHRINKING = 2, 4

_SHARE_OF_AGE = 0.1
"""As caches reckon for a page that says when it changed, but not how long it stays fresh (RFC 9111, 4.2.2)."""

_CHECKS = 3
"""So often a page that is missing, or is no article, is looked at again before it is believed."""

_SPREAD = 0.25


class Found(StrEnum):
    """What a check found: ``OTHER`` is a page that is no article, ``ELSEWHERE`` another address of one.

    ``CLOSED`` was not asked for at all, as robots.txt has it; ``FAILED`` is also what could be had in part only.
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"
    OTHER = "other"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pace:
    """The shortest and the longest time between two checks of a page."""

    smallest: timedelta
    largest: timedelta

    def within(self, interval: timedelta) -> timedelta:
        """Return the time that is closest to ``interval``."""
        return max(self.smallest, min(interval, self.largest))


@dataclass(frozen=True, slots=True)
class History:
    """The checks of a page: the time it was given last, and how many in a row found no change, or failed."""

    interval: timedelta = timedelta()
    unchanged: int = 0
    failures: int = 0


def after(history: History, found: Found, pace: Pace, age: timedelta | None = None) -> History:
    """Return the history after one more check.

    ``age`` is how long ago a new article was published, where that is known: what is old has come to rest.
    """
    if found is Found.FAILED:
        return History(history.interval, history.unchanged, history.failures + 1)
    if found is Found.NEW:
        return History(pace.within((age or timedelta()) * _SHARE_OF_AGE))
    if found is Found.CHANGED:
        return History(pace.within(history.interval / _SHRINKING))
    if found is Found.SAME:
        return History(pace.within(history.interval * _GROWTH), history.unchanged + 1)
    if found is Found.CLOSED:
        return History()
    if found is Found.ELSEWHERE:
        return History(pace.largest, history.unchanged + 1)
    checks = history.unchanged + 1
    return History(pace.within(pace.smallest * 2 ** (checks - 1)) if checks <= _CHECKS else pace.largest, checks)


def wait(history: History, pace: Pace, url: str) -> timedelta:
    """Return how long ``url`` is left alone after its last check.

    It differs a little from page to page, always the same for one, so that pages first met in one night do not come due
    in one.  What failed once is asked for by the next run.
    """
    if history.failures == 1:
        return timedelta()
    interval = history.interval
    if history.failures:
        interval = pace.within(pace.smallest * 2 ** min(history.failures - 2, 30))
    return interval * (1 - _SPREAD + 2 * _SPREAD * crc32(url.encode()) / 2**32)
