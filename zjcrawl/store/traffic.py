"""What a run asked of a portal, and how it was answered: requests, bytes, response times, and the pauses it made."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import accumulate

from zjcrawl.store.rows import to_json

_CAPTURES = (
    "SELECT url, fetched_at, status, received, milliseconds FROM capture WHERE run_id = ? ORDER BY fetched_at, id"
)


def put_traffic(conn: sqlite3.Connection, run_id: int) -> None:
    """Count the captures of a run into ``run.traffic``.

    ``gaps`` are the pauses between two requests to one host, in whole seconds, as ``capture.fetched_at`` has them.
    """
    statuses, times, gaps = Counter[str](), Counter[int](), Counter[int]()
    requests = received = robots = 0
    last: dict[str, datetime] = {}
    for url, fetched_at, status, size, milliseconds in conn.execute(_CAPTURES, (run_id,)):
        requests += 1
        received += size or 0
        statuses[str(status)] += 1
        robots += url.endswith("/robots.txt")
        if milliseconds is not None:
            times[milliseconds] += 1
        host, moment = url.split("/", 3)[2], datetime.fromisoformat(fetched_at)
        if host in last:
            gaps[int((moment - last[host]).total_seconds())] += 1
        last[host] = moment
    traffic = {
        "requests": requests,
        "received": received,
        "robots": robots,
        "statuses": dict(sorted(statuses.items())),
        "milliseconds": _quantiles(times, {"median": 0.5, "p95": 0.95, "longest": 1.0}),
        "gaps": _quantiles(gaps, {"shortest": 0.0, "p10": 0.1, "median": 0.5}),
    }
    conn.execute("UPDATE run SET traffic = ? WHERE id = ?", (to_json(traffic), run_id))


def _quantiles(counts: Counter[int], wanted: Mapping[str, float]) -> dict[str, int] | None:
    """Return for each share the value that so many do not exceed; None where there are no values."""
    if not counts:
        return None
    values = sorted(counts)
    reached = list(accumulate(counts[value] for value in values))
    return {name: values[bisect_left(reached, max(1, share * reached[-1]))] for name, share in wanted.items()}
