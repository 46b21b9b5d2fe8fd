"""Fills an archive as a crawl does, for what is measured on a whole archive, and says what that takes.

``python -m benchmarks.filling FILE [ARTICLES]`` makes the file that ``search.py`` and ``stories.py`` measure on with
``--keep FILE``: a million articles take half an hour and 6 GB.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.news import articles
from zjcrawl.records import Article, Capture, Decoding, Outcome, OutcomeKind, RecordRef
from zjcrawl.store import Archive

BATCH = 100
"""Articles between two commits."""

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_TOLD = 50_000


def fill(path: Path, found: Iterable[Article], told: int = 0) -> float:
    """Store articles as the pipelines do, each with capture and outcome, and return the seconds of CPU that this took.

    What it takes to make up the articles is not counted.  After each ``told`` of them the rate is printed.
    """
    spent = before = 0.0
    with Archive.open(path) as archive:
        run = archive.begin_run("zj123", "live", {})
        for number, article in enumerate(found, 1):
            begun = time.process_time()
            _store(archive, run.id, number, article)
            if not number % BATCH:
                archive.commit()
            spent += time.process_time() - begun
            if told and not number % told:
                print(f"{number:9,} {told / (spent - before):7,.0f} a CPU second, {memory()} MB", flush=True)
                before = spent
    return spent


def _store(archive: Archive, run_id: int, number: int, article: Article) -> None:
    record = RecordRef("00001.warc.gz", number * 5000, 5000, f"sha1:{number:032}")
    capture = Capture(article.url, 200, (), b"", NOW, record)
    capture_id = archive.add_capture(capture, Decoding("gbk", "gb18030"))
    stored = archive.put_article(article, capture_id=capture_id, run_id=run_id, seen_at=NOW, parser="1")
    outcome = Outcome(article.url, OutcomeKind.ARTICLE, "title and body", status=200, section=article.section)
    archive.put_outcome(run_id, outcome, seen_at=NOW, capture_id=capture_id, stored=stored)


def memory() -> int:
    """Return the most that this process has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Fill a file that is not there yet."""
    path, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    if path.exists():
        sys.exit(f"{path} is there already")
    spent = fill(path, articles(count), _TOLD)
    print(f"stored {count:,} articles in batches of {BATCH}: {count / spent:,.0f} a CPU second, {memory()} MB")


if __name__ == "__main__":
    main()
