"""The queue of visits, kept in the archive's own database file.

Visits, outcomes and articles are written in one transaction, so that a killed crawl goes on where its last commit was.
A visit is *pending*, *taken* while it is fetched and read, and *done* once it has an outcome; what was taken when a
crawl died is pending again in the next.
"""

from __future__ import annotations

import sqlite3

from zjcrawl.frontier.canonical import url_shape
from zjcrawl.frontier.visit import Visit

_ADD = """
INSERT INTO frontier (key, url, state, kind, section, priority, seq, shape, request)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"""

_NEXT = "SELECT request FROM frontier WHERE state = 'pending' ORDER BY priority DESC, seq LIMIT 1"


class Frontier:
    """Visits to come and visits done, over the table ``frontier``.  The caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seq = self._scalar("SELECT ifnull(max(seq), 0) FROM frontier")
        self.pending = 0
        self.restart()

    def clear(self) -> None:
        """Forget all visits, at the beginning of a new run."""
        self._connection.execute("DELETE FROM frontier")
        self.pending = self._seq = 0

    def restart(self) -> None:
        """Make what was taken by a crawl that died pending again."""
        self._connection.execute("UPDATE frontier SET state = 'pending' WHERE state = 'taken'")
        self.pending = self._scalar("SELECT count(*) FROM frontier WHERE state = 'pending'")

    def add(self, visit: Visit, *, done: bool = False) -> bool:
        """Add a visit unless its key is known; ``done`` notes a page that need not be fetched."""
        self._seq += 1
        state = "done" if done else "pending"
        row = (visit.key, visit.url, state, visit.role, visit.section, visit.priority, self._seq, url_shape(visit.key))
        added = self._connection.execute(_ADD, (*row, visit.to_json())).rowcount > 0
        self.pending += added and not done
        return added

    def take(self) -> Visit | None:
        """Take the next pending visit, highest priority first, oldest first within it."""
        found = self._connection.execute(_NEXT).fetchone()
        if found is None:
            return None
        visit = Visit.from_json(found[0])
        self._move(visit.key, "pending", "taken")
        return visit

    def put_back(self, key: str) -> None:
        """Make a visit pending again, for a retry or for another spelling of its URL."""
        self._move(key, "taken", "pending")
        self._move(key, "done", "pending")

    def finish(self, key: str) -> None:
        """Note that a visit has its outcome."""
        self._move(key, "pending", "done")
        self._move(key, "taken", "done")

    def knows(self, key: str) -> bool:
        """Tell whether ``key`` is queued, taken or done in this run."""
        return self._connection.execute("SELECT 1 FROM frontier WHERE key = ?", (key,)).fetchone() is not None

    def waiting(self, shape: str) -> list[Visit]:
        """Return the pending visits whose canonical URL has ``shape``."""
        rows = self._connection.execute(
            "SELECT request FROM frontier WHERE state = 'pending' AND shape = ? ORDER BY seq", (shape,)
        )
        return [Visit.from_json(request) for (request,) in rows.fetchall()]

    def _move(self, key: str, before: str, after: str) -> None:
        moved = self._connection.execute(
            "UPDATE frontier SET state = ? WHERE key = ? AND state = ?", (after, key, before)
        ).rowcount
        self.pending += moved * ((after == "pending") - (before == "pending"))

    def _scalar(self, sql: str) -> int:
        (value,) = self._connection.execute(sql).fetchone()
        return int(value)
