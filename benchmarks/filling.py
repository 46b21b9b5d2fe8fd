"""Fills an archive as a crawl does, for what is measured on a whole archive, and says what that takes.

Makes the file that ``search.py`` and ``stories.py`` measure on with
``--keep FILE``: a million articles take 6 GB.  After an interruption it goes on where it was.
"""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.news import articles
from benchmarks.options import parser_of
from zjcrawl.records import Article, Capture, Decoding, Outcome, OutcomeKind, RecordRef
from zjcrawl.settings import ZJCRAWL_COMMIT_PAGES
from zjcrawl.store import Archive

BATCH = ZJCRAWL_COMMIT_PAGES
"""Articles between two commits, as many as a crawl's."""

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_TOLD = 50_000


def fill(path: Path, found: Iterable[Article], told: int = 0, stored: int = 0) -> float:
    """Store articles as the pipelines do, each with capture and outcome, and return the seconds of CPU that this took.

    What it takes to make up the articles is not counted.  After each ``told`` of them the rate is printed.  So many of
    the archive's articles were ``stored`` already.
    """
    spent = before = 0.0
    with Archive.open(path) as archive:
        run = archive.begin_run("zj123", "live", {})
        for number, article in enumerate(found, stored + 1):
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a file, or go on with it."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=1_000_000)
    asked = parser.parse_args(arguments)
    path, count = asked.file, asked.articles
    stored = _stored(path) if path.exists() else 0
    spent = fill(path, islice(articles(count), stored, None), _TOLD, stored)
    rate = (count - stored) / spent
    print(f"stored {count - stored:,} articles in batches of {BATCH}: {rate:,.0f} a CPU second, {memory()} MB")


def _stored(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("SELECT ifnull(max(id), 0) FROM article_current").fetchone()[0])


if __name__ == "__main__":
    main()
