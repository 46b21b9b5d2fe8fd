"""Alarms as rows: what a run found otherwise than the runs before it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zjcrawl.store.rows import to_json

CREATE = """
CREATE TABLE alarm (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id),
    kind TEXT NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('alarm', 'notice')),
    section TEXT,
    subject TEXT,
    message TEXT NOT NULL,
    expected TEXT NOT NULL,
    seen TEXT NOT NULL,
    samples TEXT NOT NULL,
    since TEXT NOT NULL,
    raised INTEGER NOT NULL CHECK (raised IN (0, 1))
) STRICT;
CREATE INDEX alarm_run_id ON alarm (run_id);
"""

_COLUMNS = (
    "run_id", "kind", "grade", "section", "subject", "message", "expected", "seen", "samples", "since", "raised",
)  # fmt: skip

_PUT = f"INSERT INTO alarm ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608

_GET = f"SELECT {', '.join(_COLUMNS)} FROM alarm WHERE run_id = ? ORDER BY grade, id"  # noqa: S608


Key = tuple[str, str | None, str | None]
"""Kind, section and subject."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One row of ``alarm``; ``samples`` are canonical URLs and ids of captures, ``since`` is when it began."""

    run_id: int
    kind: str
    grade: str
    section: str | None
    subject: str | None
    message: str
    expected: Mapping[str, Any]
    seen: Mapping[str, Any]
    samples: Sequence[tuple[str, int | None]]
    since: str
    raised: bool

    @property
    def key(self) -> Key:
        """Return what is the same of an alarm that stands in two runs."""
        return self.kind, self.section, self.subject


def put_alarms(conn: sqlite3.Connection, run_id: int, alarms: Sequence[Alarm]) -> None:
    """Store the alarms of a run in the place of those from when it stopped before."""
    conn.execute("DELETE FROM alarm WHERE run_id = ?", (run_id,))
    for alarm in alarms:
        *said, expected, seen, samples, since, raised = (getattr(alarm, name) for name in _COLUMNS)
        pages = [{"url": url, "capture_id": capture_id} for url, capture_id in samples]
        conn.execute(_PUT, (*said, *map(to_json, (expected, seen, pages)), since, int(raised)))


def alarms_of(conn: sqlite3.Connection, run_id: int) -> list[Alarm]:
    """Return the alarms of a run, then its notices."""
    return [_alarm(dict(zip(_COLUMNS, row, strict=True))) for row in conn.execute(_GET, (run_id,)).fetchall()]


def _alarm(row: dict[str, Any]) -> Alarm:
    pages = [(page["url"], page["capture_id"]) for page in json.loads(row["samples"])]
    told = {"expected": json.loads(row["expected"]), "seen": json.loads(row["seen"]), "raised": bool(row["raised"])}
    return Alarm(**{**row, **told, "samples": pages})
