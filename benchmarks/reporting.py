"""How long the page, the metrics and the alarms of a large archive take, against one scan of its index of days.

A million articles need 4 GB in the temporary folder.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.options import parser_of
from benchmarks.texts import Writer
from zjcrawl.drift.alarms import raise_alarms
from zjcrawl.records import Capture, Outcome, OutcomeKind, RecordRef
from zjcrawl.report.metrics import metrics
from zjcrawl.report.page import page
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.coverage import FIELDS
from zjcrawl.store.rows import timestamp, to_json

_BEGAN = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
_SECTIONS = ("经济热点", "民营经济", "浙江股市", "区域发展", "专业市场", "企业动态", "统计数据", "浙江产经", "浙江楼市")
_SCAN = "SELECT section, count(*) FROM article_current GROUP BY site, section"

_RUN = "INSERT INTO run (site, source, settings, started_at, ended_at, reason, traffic) VALUES (?, ?, ?, ?, ?, ?, ?)"

_COPY_NIGHT = """
INSERT INTO coverage SELECT NULL, ?, section, lists, waiting, 17, 8, 0, 3, 0, 0, 0, 2, 1, 1, 0, 0, 8, published_from,
    published_to, ?, '{"800":8}', '{"gb18030":17}', '{"aaaaaaaaaaaa":8}' FROM coverage WHERE run_id = 1"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill an archive, report it in every way, and print what that took."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    parser.add_argument("nights", type=int, nargs="?", default=1800)
    asked = parser.parse_args(arguments)
    count, nights = asked.articles, asked.nights
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with Archive.open(path) as archive:
            ended = _fill(archive, Writer(1), count)
            print(f"{count} articles, {nights} nights; summing the first run up {ended:.2f} s of CPU")
            _add_nights(archive, nights)
            print(f"alarms        {_spent(lambda: raise_alarms(archive.db.conn, 'zj123', nights))[0]:7.2f} s of CPU")
        with open_archive(path) as reader:
            floor, _ = _spent(lambda: reader.db.conn.execute(_SCAN).fetchall())
            print(f"index scan    {floor:7.2f} s, the floor")
            for name, write in (("page", lambda: page(reader)), ("metrics", lambda: metrics(reader))):
                seconds, text = _spent(write)
                print(f"{name:13} {seconds:7.2f} s, {seconds / floor:5.1f} times the floor, {len(text) / 1000:.0f} kB")
    print(f"memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB at most")


def _fill(archive: Archive, writer: Writer, count: int) -> float:
    run = archive.begin_run("zj123", "live", {})
    for number, article in enumerate(writer.articles(count)):
        record = RecordRef("a.warc.gz", number * 100, 100, f"sha1:{number}")
        capture = Capture(article.url, 200, (), b"", _BEGAN, record)
        capture_id = archive.add_capture(capture, run_id=run.id, received=15000, milliseconds=number % 900)
        stored = archive.put_article(article, capture_id=capture_id, run_id=run.id, seen_at=_BEGAN, parser="1")
        section = _SECTIONS[number % len(_SECTIONS)]
        outcome = Outcome(article.url, OutcomeKind.ARTICLE, "text", section=section)
        archive.put_outcome(run.id, outcome, seen_at=_BEGAN, capture_id=capture_id, stored=stored)
        if number % 1000 == 0:
            archive.commit()
    return _spent(lambda: archive.end_run(run, "finished"))[0]


def _add_nights(archive: Archive, nights: int) -> None:
    """Add nights as runs leave them: a thousand and more times the coverage of the first, small."""
    conn, filled = archive.db.conn, to_json(dict.fromkeys(FIELDS, 8))
    (traffic,) = conn.execute("SELECT traffic FROM run WHERE id = 1").fetchone()
    small = to_json({**json.loads(traffic), "requests": 150, "received": 2_000_000})
    for night in range(1, nights):
        begun = timestamp(_BEGAN + timedelta(days=night))
        row = ("zj123", "live", "{}", begun, begun, "finished", small)
        conn.execute(_RUN, row)
        conn.execute(_COPY_NIGHT, (night + 1, filled))
    archive.commit()


def _spent(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done


if __name__ == "__main__":
    main()
