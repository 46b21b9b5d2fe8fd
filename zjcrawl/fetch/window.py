"""The hours in which a portal may be crawled, such as the night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Self

from zjcrawl.errors import ClosedWindowError, UsageError


@dataclass(frozen=True, slots=True)
class Window:
    """The hours from ``opens`` until ``closes`` of each day, over midnight where it closes earlier than it opens."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``HH:MM-HH:MM``; raises UsageError."""
        opens, _, closes = text.partition("-")
        try:
            return cls(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
        except ValueError as error:
            raise UsageError(f"ZJCRAWL_WINDOW={text!r}: not a window; write 22:00-06:00") from error

    def left(self, now: datetime) -> timedelta:
        """Return how long the window stays open; raises ClosedWindowError if it is closed at ``now``.

        ``now`` is in the time of the machine that crawls, and so are the window's hours.
        """
        closes = self._next(self.closes, now)
        if closes > self._next(self.opens, now):
            raise ClosedWindowError(f"it is {now:%H:%M}, and ZJCRAWL_WINDOW={self}: crawl then, or change the window")
        return closes - now

    def _next(self, hour: time, now: datetime) -> datetime:
        moment = datetime.combine(now, hour, now.tzinfo)
        return moment if moment > now else moment + timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"
