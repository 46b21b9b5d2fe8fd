"""The last run of each portal as metrics in Prometheus' text format, for node_exporter's textfile collector."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zjcrawl.errors import MissingExtraError
from zjcrawl.store.alarms import alarms_of
from zjcrawl.store.coverage import FIELDS, coverage
from zjcrawl.store.reader import ArchiveReader

if TYPE_CHECKING:
    from prometheus_client.core import Metric

_RUNS = """
SELECT id, site, started_at, ended_at, traffic FROM run
WHERE id IN (SELECT max(id) FROM run WHERE source = 'live' GROUP BY site) ORDER BY site"""

_ARTICLES = "SELECT site, ifnull(section, ''), count(*) FROM article_current GROUP BY site, section"

_OUTCOMES = ("stored", "changed", "unchanged", "copies", "listings", "missing", "other", "refused", "failed")

_METRICS = {
    "articles": ("Articles in the archive.", ("site", "section")),
    "run": ("Number of the last run.", ("site",)),
    "run_started_timestamp_seconds": ("When the last run began.", ("site",)),
    "run_ended_timestamp_seconds": ("When the last run ended; absent while it has not.", ("site",)),
    "run_urls": ("URLs of the last run by what became of them.", ("site", "outcome")),
    "run_waiting_urls": ("URLs that wait for the last run to go on.", ("site",)),
    "run_requests": ("Requests of the last run.", ("site",)),
    "run_received_bytes": ("Bytes that the last run received.", ("site",)),
    "run_response_seconds": ("Response times of the last run.", ("site", "quantile")),
    "run_field_ratio": ("Share of the articles read by the last run that have a field.", ("site", "field")),
    "run_alarms": (
        "Alarms and notices that stand after the last run, and that nobody has acknowledged.",
        ("site", "kind", "grade"),
    ),
}

_Sample = tuple[str, tuple[str, ...], float]


def metrics(reader: ArchiveReader) -> str:
    """Return the metrics of all portals of an archive that were crawled live.

    :raises MissingExtraError: prometheus-client is not installed.
    """
    try:
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.core import Metric
    except ImportError as error:
        raise MissingExtraError("the metrics file", "prometheus-client", "metrics") from error
    families = {name: Metric(f"zjcrawl_{name}", text, _type_of(labels)) for name, (text, labels) in _METRICS.items()}
    for name, values, number in _samples(reader.db.conn):
        families[name].add_sample(f"zjcrawl_{name}", dict(zip(_METRICS[name][1], values, strict=True)), number)
    registry = CollectorRegistry()
    registry.register(_Collected(families.values()))
    return generate_latest(registry).decode("utf-8")


class _Collected:
    """What Prometheus' client asks for metrics."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        """Give them."""
        return self._families


def _type_of(labels: tuple[str, ...]) -> str:
    """Return the type of a metric with these labels: ``quantile`` is a summary's alone."""
    return "summary" if "quantile" in labels else "gauge"


def _samples(conn: sqlite3.Connection) -> Iterator[_Sample]:
    for site, section, count in conn.execute(_ARTICLES):
        yield "articles", (site, section), count
    for run_id, site, started_at, ended_at, traffic in conn.execute(_RUNS).fetchall():
        yield "run", (site,), run_id
        yield "run_started_timestamp_seconds", (site,), _seconds(started_at)
        if ended_at:
            yield "run_ended_timestamp_seconds", (site,), _seconds(ended_at)
        yield from _covered(conn, run_id, site)
        if traffic:
            yield from _asked(json.loads(traffic), site)
        open_alarms = (alarm for alarm in alarms_of(conn, run_id) if alarm.acknowledged_at is None)
        for (kind, grade), count in Counter((alarm.kind, alarm.grade) for alarm in open_alarms).items():
            yield "run_alarms", (site, kind, grade), count


def _covered(conn: sqlite3.Connection, run_id: int, site: str) -> Iterator[_Sample]:
    parts = list(coverage(conn, [run_id]))
    for outcome in _OUTCOMES:
        yield "run_urls", (site, outcome), sum(part.counts[outcome] for part in parts)
    yield "run_waiting_urls", (site,), sum(part.waiting for part in parts)
    articles = sum(part.articles for part in parts)
    for field in FIELDS if articles else ():
        yield "run_field_ratio", (site, field), sum(part.filled[field] for part in parts) / articles


def _asked(traffic: dict[str, Any], site: str) -> Iterator[_Sample]:
    yield "run_requests", (site,), traffic["requests"]
    yield "run_received_bytes", (site,), traffic["received"]
    for quantile, name in (("0.5", "median"), ("0.95", "p95"), ("1", "longest")):
        if traffic["milliseconds"]:
            yield "run_response_seconds", (site, quantile), traffic["milliseconds"][name] / 1000


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
