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

ACKNOWLEDGEMENTS = """
CREATE TABLE acknowledgement (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    section TEXT,
    subject TEXT,
    since TEXT NOT NULL,
    why TEXT NOT NULL,
    acknowledged_at TEXT NOT NULL
) STRICT
"""

_COLUMNS = (
    "run_id", "kind", "grade", "section", "subject", "message", "expected", "seen", "samples", "since", "raised",
)  # fmt: skip

_PUT = f"INSERT INTO alarm ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608

_READ = ("id", *_COLUMNS, "acknowledged_at", "acknowledged_why")

_GET = f"""
SELECT a.id, {", ".join(f"a.{name}" for name in _COLUMNS)}, k.acknowledged_at, k.why
FROM alarm AS a JOIN run ON run.id = a.run_id
LEFT JOIN acknowledgement AS k ON k.id = (
    SELECT max(id) FROM acknowledgement AS other
    WHERE other.site = run.site AND other.kind = a.kind AND other.section IS a.section AND other.subject IS a.subject
        AND other.since = a.since
)
WHERE a.run_id = ? ORDER BY a.grade, a.id"""  # noqa: S608

_ACKNOWLEDGE = """
INSERT INTO acknowledgement (site, kind, section, subject, since, why, acknowledged_at)
SELECT run.site, a.kind, a.section, a.subject, a.since, ?, ?
FROM alarm AS a JOIN run ON run.id = a.run_id WHERE a.id = ? RETURNING kind, section"""

_IS_ACKNOWLEDGED = """
SELECT 1 FROM acknowledgement WHERE site = ? AND kind = ? AND section IS ? AND subject IS ? AND since = ?"""


Key = tuple[str, str | None, str | None]
"""Kind, section and subject."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One row of ``alarm``; ``samples`` are canonical URLs and ids of captures, ``since`` is when it began.

    ``id`` is None for one that is not stored yet; ``acknowledged_at`` and ``acknowledged_why`` are None until somebody
    has looked at it.
    """

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
    id: int | None = None
    acknowledged_at: str | None = None
    acknowledged_why: str | None = None

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
    return [_alarm(dict(zip(_READ, row, strict=True))) for row in conn.execute(_GET, (run_id,)).fetchall()]


def acknowledge(conn: sqlite3.Connection, number: int, why: str, at: str) -> str | None:
    """Keep the alarm with this id quiet as long as it stands; return what it is about, None if there is none.

    It is the same alarm in all runs since it began; where it ends and begins anew, that is another.
    """
    found = conn.execute(_ACKNOWLEDGE, (why, at, number)).fetchone()
    return found and ": ".join(filter(None, reversed(found)))


def is_acknowledged(conn: sqlite3.Connection, site: str, key: Key, since: str) -> bool:
    """Tell whether somebody has looked at the alarm of this key that began then."""
    return conn.execute(_IS_ACKNOWLEDGED, (site, *key, since)).fetchone() is not None


def _alarm(row: dict[str, Any]) -> Alarm:
    pages = [(page["url"], page["capture_id"]) for page in json.loads(row["samples"])]
    told = {"expected": json.loads(row["expected"]), "seen": json.loads(row["seen"]), "raised": bool(row["raised"])}
    return Alarm(**{**row, **told, "samples": pages})
