"""What a run covered and what it missed, in a paragraph that can be cited."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from zjcrawl.store.coverage import Covered, coverage

_RUN = "SELECT site, source, started_at, ended_at, reason FROM run WHERE id = ?"

_MISSED = """
SELECT kind, reason, count(*) FROM url_outcome WHERE run_id = ? AND kind IN ('failed', 'refused', 'missing')
GROUP BY kind, reason ORDER BY count(*) DESC, kind, reason LIMIT 6"""

_LISTS = {
    "end": "The lists of {} were walked to their ends.",
    "latest": "The lists of {} were followed as far as they showed something new.",
    "part": "The lists of {} were walked in part.",
}


def put_statement(conn: sqlite3.Connection, run_id: int) -> None:
    """Write the statement of a run, from its coverage, into ``run.statement``."""
    conn.execute("UPDATE run SET statement = ? WHERE id = ?", (" ".join(_sentences(conn, run_id)), run_id))


def _sentences(conn: sqlite3.Connection, run_id: int) -> Iterator[str]:
    site, source, started_at, ended_at, reason = conn.execute(_RUN, (run_id,)).fetchone()
    parts = list(coverage(conn, [run_id]))
    where = "live" if source == "live" else f"from {source}"
    if ended_at:
        yield f"{site} was crawled {where} from {started_at} to {ended_at} (run {run_id}, {reason})."
    else:
        yield f"{site} was crawled {where} from {started_at} on; run {run_id} stopped before its end: {reason}."
    for walked, sentence in _LISTS.items():
        sections = [part.section for part in parts if part.section is not None and part.lists == walked]
        if sections:
            yield sentence.format("、".join(sections))
    yield _found(parts)
    waiting = sum(part.waiting for part in parts)
    if waiting:
        yield f"{waiting} URLs wait for the run to go on."
    missed = conn.execute(_MISSED, (run_id,)).fetchall()
    if missed:
        yield f"Not had: {'; '.join(f'{count} {kind} ({why})' for kind, why, count in missed)}."


def _found(parts: Sequence[Covered]) -> str:
    counts = Counter[str]()
    for part in parts:
        counts.update(part.counts)
    days = [day for part in parts for day in (part.published_from, part.published_to) if day]
    text = (
        f"{counts['seen']} URLs were met; {counts['stored'] + counts['copies']} articles are new, "
        f"{counts['changed']} changed, {counts['unchanged']} unchanged"
    )
    return f"{text}, published from {min(days)} to {max(days)}." if days else f"{text}."
