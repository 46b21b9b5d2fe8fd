"""What ``kill -9`` at any moment of a running crawl leaves: the database, its index, the captures, what was committed.

Crawls a stand-in portal over loopback, 200 times as a rule, and kills each crawl
at a random moment; the next one goes on in the same archive, and a crawl that ended begins another.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.options import parser_of
from tests.crawls import FAST, ROOT, SmallPortal, command, environment, is_whole, rows
from zjcrawl.captures.reading import read_record
from zjcrawl.errors import CaptureError
from zjcrawl.store import open_archive

_ARTICLES = 400
_COUNTED = (
    "kills", "crawls ended", "articles looked into", "corrupt files", "articles without capture",
    "articles without index", "committed rows lost",
)  # fmt: skip
_LONGEST = 4.0
"""Seconds after which a crawl is killed at the latest, counted from its first request of this start."""

_COMMITTED = "SELECT 'article', url FROM article_current UNION ALL SELECT 'capture', file || offset FROM capture"

_UNINDEXED = """
SELECT count(*) FROM article_current
WHERE id NOT IN (SELECT rowid FROM article_search WHERE article_search MATCH '【sitezj123')"""

_NAMED = "SELECT a.url, c.id, c.digest FROM article_current AS a LEFT JOIN capture AS c ON c.id = a.capture_id"


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill and look, and print what was found."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    kills = parser.parse_args(arguments).kills
    chance, found = random.Random(5), Counter[str]()  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder, SmallPortal("c", _ARTICLES) as portal:
        number = 0
        while found["kills"] < kills:
            database = Path(folder) / f"{number}.db"
            _crawl_once(portal, database, chance, found)
            if found["crawls ended"] > number:
                number += 1
            if found["kills"] and not found["kills"] % 20:
                _tell(found)
    _tell(found)


def _tell(found: Counter[str]) -> None:
    print(", ".join(f"{found[what]:,} {what}" for what in _COUNTED), flush=True)


def _crawl_once(portal: SmallPortal, database: Path, chance: random.Random, found: Counter[str]) -> None:
    before = len(portal.requests())
    line = command("crawl", "zj123", "--db", database, *FAST, "-s", "ZJCRAWL_COMMIT_PAGES=10")
    with subprocess.Popen(
        line, cwd=ROOT, env=environment(portal.proxy), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while len(portal.requests()) == before and process.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, _LONGEST))
        committed = _committed(database)
        process.kill()
    if process.returncode >= 0:
        found["crawls ended"] += 1
        return
    found["kills"] += 1
    found["corrupt files"] += not is_whole(database)
    found["committed rows lost"] += len(committed - _committed(database))
    without, seen = _without_capture(database)
    found["articles without capture"] += without
    found["articles without index"] += rows(database, _UNINDEXED)[0][0]
    found["articles looked into"] += seen


def _committed(database: Path) -> set[tuple[str, str]]:
    if not database.exists():
        return set()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as conn:
        try:
            return set(conn.execute(_COMMITTED))
        except sqlite3.OperationalError:
            return set()


def _without_capture(database: Path) -> tuple[int, int]:
    """Return how many articles have no capture that can be read where they say, and how many there are."""
    folder, without = database.with_name(f"{database.stem}-warc"), 0
    with open_archive(database) as archive:
        named = archive.db.conn.execute(_NAMED).fetchall()
        for _, capture, _ in named:
            try:
                read_record(folder, archive.record(capture))
            except (CaptureError, OSError):
                without += 1
    return without, len(named)


if __name__ == "__main__":
    main()
