"""What a run alarms for, and for which of it somebody is told.

What stands from one run to the next is stored with each of them, and raised when it begins and then at growing
intervals, after 7, 14, 28 … days: who was told has not forgotten after one night, and may have after a month.  What
somebody has acknowledged is not raised again while it stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from zjcrawl.drift.checks import check
from zjcrawl.drift.finding import Finding, Grade, Kind
from zjcrawl.drift.history import History, Night, history
from zjcrawl.drift.samples import samples
from zjcrawl.drift.silence import check_silence
from zjcrawl.drift.words import sentence
from zjcrawl.store.alarms import Alarm, Key, alarms_of, is_acknowledged, put_alarms

_UNJUDGED = (Kind.STOPPED, Kind.NOTHING)

_REMINDER = timedelta(days=7)

_READ = "SELECT count(*) FROM url_outcome WHERE run_id = ? AND kind IN ('article', 'listing')"

_STARTED = "SELECT started_at FROM run WHERE id = ?"


def raise_alarms(conn: sqlite3.Connection, site: str, run_id: int, distress: str | None = None) -> list[Alarm]:
    """Judge a live run of ``site`` that has ended or stopped, and store what it alarms for; return what is raised now.

    ``distress`` says how the portal made it stop.  A run of captures alarms for nothing.  The caller commits.
    """
    found = history(conn, site, run_id)
    if found is None:
        return []
    (started_at,) = conn.execute(_STARTED, (run_id,)).fetchone()
    told = {alarm.key: alarm for alarm in alarms_of(conn, run_id) if alarm.raised}
    standing = _standing(conn, found.before)
    alarms = []
    for finding in _findings(conn, site, found, distress):
        before = standing.get(finding.key)
        since = before.since if before else started_at
        due = before is None or _is_due(since, found.before[0].started_at, found.tonight.started_at)
        due = due and not is_acknowledged(conn, site, finding.key, since)
        alarms.append(_alarm(conn, run_id, finding, since, due))
    put_alarms(conn, run_id, alarms)
    return [alarm for alarm in alarms if alarm.raised and alarm.key not in told]


def _standing(conn: sqlite3.Connection, before: Sequence[Night]) -> dict[Key, Alarm]:
    """Return what stood at the end of the nights ``before``.

    A night that was stopped, or in which nothing could be read, has judged nothing else: what stood before it stands.
    """
    standing: dict[Key, Alarm] = {}
    for night in before:
        alarms = alarms_of(conn, night.run_id)
        standing = {alarm.key: alarm for alarm in alarms} | standing
        if not any(alarm.kind in _UNJUDGED for alarm in alarms):
            break
    return standing


def _findings(conn: sqlite3.Connection, site: str, found: History, distress: str | None) -> Iterable[Finding]:
    """Return what tonight is wanting; where nothing could be read, that alone."""
    if distress:
        return [Finding(Kind.STOPPED, Grade.ALARM, None, None, {}, {"reason": distress})]
    (read,) = conn.execute(_READ, (found.tonight.run_id,)).fetchone()
    if not read:
        return [Finding(Kind.NOTHING, Grade.ALARM, None, None, {}, {})]
    return [*check(found), *check_silence(conn, site, found)]


def _alarm(conn: sqlite3.Connection, run_id: int, finding: Finding, since: str, raised: bool) -> Alarm:
    return Alarm(
        run_id=run_id,
        kind=finding.kind.value,
        grade=finding.grade.value,
        section=finding.section,
        subject=finding.subject,
        message=sentence(finding.kind, finding.subject, finding.expected, finding.seen),
        expected=finding.expected,
        seen=finding.seen,
        samples=samples(conn, run_id, finding),
        since=since,
        raised=raised,
    )


def _is_due(since: str, before: datetime, now: datetime) -> bool:
    """Tell whether a reminder fell due between two runs: 7 days after ``since``, and whenever that has doubled."""
    began, after = datetime.fromisoformat(since), _REMINDER
    while began + after <= now:
        if began + after > before:
            return True
        after *= 2
    return False
