from __future__ import annotations

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.nights import SECTIONS, Simulated
from tests.test_drift_alarms import BEGIN, lot_of, ordinary, years
from zjcrawl.report.metrics import metrics
from zjcrawl.store import Archive, open_archive


def test_prometheus_reads_the_last_run(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        portal = Simulated(archive)
        portal.crawl(BEGIN, years(lot_of(1), BEGIN, 100))
        portal.crawl(BEGIN, ordinary(lot_of(2), BEGIN, 4, published=None, section=SECTIONS[0]))
    with open_archive(tmp_path / "a.db") as reader:
        shown = metrics(reader)
    families = list(text_string_to_metric_families(shown))
    types = {family.name: family.type for family in families}
    assert types.pop("zjcrawl_run_response_seconds") == "summary"  # promtool: no other has quantiles
    assert set(types.values()) == {"gauge"}
    found = {
        (sample.name, *sorted(sample.labels.items())): sample.value for family in families for sample in family.samples
    }
    site = ("site", "zj123")
    assert sum(value for (name, *_), value in found.items() if name == "zjcrawl_articles") == 104
    assert found["zjcrawl_run", site] == 2
    assert found["zjcrawl_run_urls", ("outcome", "stored"), site] == 4
    assert found["zjcrawl_run_field_ratio", ("field", "published"), site] == 0
    assert found["zjcrawl_run_alarms", ("grade", "alarm"), ("kind", "field"), site] == 1
    assert found["zjcrawl_run_started_timestamp_seconds", site] == 1772389800
