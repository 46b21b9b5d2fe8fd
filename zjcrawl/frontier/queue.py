"""The queue of visits, kept in the archive's own database file.

Visits, outcomes and articles are written in one transaction, so that a killed crawl goes on where its last commit was.
A visit is *pending*, *taken* while it is fetched and read, and *done* once it has an outcome; what was taken when a
crawl died is pending again in the next.  Each run has visits of its own, so that one file may hold unfinished crawls
of several portals.
"""

from __future__ import annotations

import sqlite3

from zjcrawl.frontier.canonical import url_shape
from zjcrawl.frontier.visit import Role, Visit

_ADD = """
INSERT INTO frontier (run_id, key, url, state, kind, section, priority, seq, shape, request)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, key) DO NOTHING"""

_TAKE = """
UPDATE frontier SET state = 'taken' WHERE run_id = :run AND key = (
    SELECT key FROM frontier WHERE run_id = :run AND state = 'pending' ORDER BY priority DESC, seq LIMIT 1
) RETURNING request"""

_MOVE = "UPDATE frontier SET state = ? WHERE run_id = ? AND key = ? AND state = ? RETURNING kind"

_FORGET = "DELETE FROM frontier WHERE run_id IN (SELECT id FROM run WHERE ended_at IS NOT NULL)"


_WALK_AGAIN = """
DELETE FROM frontier WHERE run_id = ? AND state = 'done'
    AND (kind IN ('home', 'news_area', 'feed') OR kind = 'listing' AND (? OR json_extract(request, '$.number') = 1))"""


class Frontier:
    """Visits to come and visits done of one run, over the table ``frontier``.  The caller commits."""

    def __init__(self, connection: sqlite3.Connection, run_id: int) -> None:
        self._connection = connection
        self._run_id = run_id
        self._seq = self._scalar("SELECT ifnull(max(seq), 0) FROM frontier WHERE run_id = ?")
        self.pending = 0
        self.restart()

    def forget_ended_runs(self) -> None:
        """Delete the visits of runs that came to their end; nothing goes on from them."""
        self._connection.execute(_FORGET)

    def walk_again(self, *, to_the_ends: bool) -> None:
        """Forget the entrances and lists that were visited, or of lists the first pages only, to visit them again."""
        self._connection.execute(_WALK_AGAIN, (self._run_id, to_the_ends))

    def restart(self) -> None:
        """Make what was taken by a crawl that died pending again."""
        self._connection.execute(
            "UPDATE frontier SET state = 'pending' WHERE run_id = ? AND state = 'taken'", (self._run_id,)
        )
        self.pending = self._scalar("SELECT count(*) FROM frontier WHERE run_id = ? AND state = 'pending'")

    def add(self, visit: Visit, *, done: bool = False) -> bool:
        """Add a visit unless its key is known; ``done`` notes a page that need not be fetched."""
        self._seq += 1
        state = "done" if done else "pending"
        found = (visit.key, visit.url, state, visit.role, visit.section, visit.priority)
        row = (self._run_id, *found, self._seq, url_shape(visit.key), visit.to_json())
        added = self._connection.execute(_ADD, row).rowcount > 0
        self.pending += added and not done
        return added

    def take(self) -> Visit | None:
        """Take the next pending visit, highest priority first, oldest first within it."""
        if not self.pending:
            return None
        (request,) = self._connection.execute(_TAKE, {"run": self._run_id}).fetchone()
        self.pending -= 1
        return Visit.from_json(request)

    def put_back(self, key: str) -> None:
        """Make a visit pending again, for a retry or for another spelling of its URL."""
        self._move(key, "taken", "pending")
        self.visit_after_all(key)

    def visit_after_all(self, key: str) -> None:
        """Make a visit pending that was noted as done."""
        self._move(key, "done", "pending")

    def finish(self, key: str) -> Role | None:
        """Note that a visit has its outcome; return its role, None where there is no such visit under way."""
        return self._move(key, "taken", "done") or self._move(key, "pending", "done")

    def knows(self, key: str) -> bool:
        """Tell whether ``key`` is queued, taken or done in this run."""
        known = "SELECT 1 FROM frontier WHERE run_id = ? AND key = ?"
        return self._connection.execute(known, (self._run_id, key)).fetchone() is not None

    def waiting(self, shape: str) -> list[Visit]:
        """Return the pending visits whose canonical URL has ``shape``."""
        rows = self._connection.execute(
            "SELECT request FROM frontier WHERE run_id = ? AND state = 'pending' AND shape = ? ORDER BY seq",
            (self._run_id, shape),
        )
        return [Visit.from_json(request) for (request,) in rows.fetchall()]

    def _move(self, key: str, before: str, after: str) -> Role | None:
        moved = self._connection.execute(_MOVE, (after, self._run_id, key, before)).fetchone()
        if moved is None:
            return None
        self.pending += (after == "pending") - (before == "pending")
        return Role(moved[0])

    def _scalar(self, sql: str) -> int:
        (value,) = self._connection.execute(sql, (self._run_id,)).fetchone()
        return int(value)
