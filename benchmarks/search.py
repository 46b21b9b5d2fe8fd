"""How long a search takes and what its index weighs, against LIKE and two other FTS5 indexes in the same run.

``python -m benchmarks.search [ARTICLES] [--keep FILE] [--peers ARTICLES]``; a million articles need 7 GB and an hour.
With ``--keep`` the archive is left at FILE, and used again by the next run with the same number of articles.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from benchmarks.news import articles
from benchmarks.texts import Writer
from zjcrawl.dedup.folding import fold
from zjcrawl.records import Capture, Decoding, Outcome, OutcomeKind, RecordRef
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.query import parse_query
from zjcrawl.store.search import Finder

_MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
_COMMIT = 500
_VOCABULARY = 4_000
"""500 words of two to four characters are taken from the most frequent ones, the last of which is in one article of a
hundred."""
_SAMPLE = 20_000
_SCANS = 10

_LIKE = """
SELECT url FROM article_current WHERE (title LIKE :word OR body LIKE :word) AND id <= :last
ORDER BY published DESC LIMIT 20"""

_PEERS = {"each character a word": ("ascii", " ", 2), "trigram": ("trigram", "", 3)}
"""FTS5's tokenizer, what is put between two characters for it, and the shortest string that it finds."""

_BY_RANK = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 20"


def main() -> None:
    """Fill an archive, search it, and print what that took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--peers", type=int, default=20_000, help="articles in the indexes beside, from the first")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "search.db"
        if not path.exists():
            _fill(path, asked.articles)
        print(f"{asked.articles:,} articles")
        _weigh(path)
        words = [word for word in Writer(1).words[:_VOCABULARY] if 2 <= len(word) <= 4]
        _measure(path, words[:: max(1, len(words) // 500)][:500], Path(folder), asked.peers)


def _fill(path: Path, count: int) -> None:
    spent = 0.0
    with Archive.open(path) as archive:
        run = archive.begin_run("zj123", "live", {})
        for number, article in enumerate(articles(count)):
            begun = time.process_time()
            record = RecordRef("00001.warc.gz", number * 5_000, 5_000, f"sha1:{number:032}")
            capture = Capture(article.url, 200, (), b"", _MOMENT, record)
            capture_id = archive.add_capture(capture, Decoding("gbk", "gb18030"))
            stored = archive.put_article(article, capture_id=capture_id, run_id=run.id, seen_at=_MOMENT, parser="1")
            outcome = Outcome(article.url, OutcomeKind.ARTICLE, "title and body", status=200, section=article.section)
            archive.put_outcome(run.id, outcome, seen_at=_MOMENT, capture_id=capture_id, stored=stored)
            if number % _COMMIT == 0:
                archive.commit()
            spent += time.process_time() - begun
    print(f"stored {count / spent:,.0f} articles a CPU second")


def _weigh(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (text,) = conn.execute(
            "SELECT sum(length(CAST(title AS BLOB)) + length(CAST(body AS BLOB))) FROM article_current"
        ).fetchone()
        print(f"{text / 1e6:,.0f} MB of UTF-8 text; the file is {path.stat().st_size / text:.2f} times as large:")
        sizes = conn.execute("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC LIMIT 12")
        for name, size in sizes:
            print(f"  {name:40} {size / text:6.3f}")


def _measure(path: Path, words: Sequence[str], folder: Path, peers: int) -> None:
    with open_archive(path) as archive, closing(sqlite3.connect(folder / "peers.db")) as beside:
        conn = archive.db.conn
        wrong, looked_into = _compare(conn, words)
        print(f"{len(words)} words of two to four characters; {wrong} found otherwise than by looking into each of")
        print(f"{looked_into:,} articles\n")
        pairs = [word for word in words if len(word) == 2]
        longer = [word for word in words if len(word) > 2]
        _print("first page by relevance", words, archive.search)
        _print("  of two characters", pairs, archive.search)
        _print("  of three and four", longer, archive.search)
        _print("first page by date", words, lambda word: archive.search(word, order="date"))
        print(f"\nbeside, of the first {peers:,} articles:")
        scanned = {"last": peers}
        few = words[:: len(words) // _SCANS]
        _print("LIKE", few, lambda word: conn.execute(_LIKE, {"word": f"%{word}%", **scanned}).fetchall())
        _beside(conn, beside, words, peers)


def _compare(conn: sqlite3.Connection, words: Sequence[str]) -> tuple[int, int]:
    """Return how many words are found otherwise than by looking into the latest texts, and how many those are."""
    dates = conn.execute("SELECT published FROM article_current ORDER BY published DESC LIMIT ?", (_SAMPLE,)).fetchall()
    since = dates[-1][0]
    rows = conn.execute("SELECT id, title, body FROM article_current WHERE published >= ?", (since,))
    held: dict[str, set[int]] = {word: set() for word in words}
    folded = [(word, fold(word)) for word in words]
    looked_into = 0
    for number, title, body in rows:
        text = f"{fold(title)}\0{fold(body)}"
        looked_into += 1
        for word, sought in folded:
            if sought in text:
                held[word].add(number)
    found = {word: set(Finder(conn, parse_query(word), {"since": since}).by_date()) for word in words}
    return sum(found[word] != held[word] for word in words), looked_into


def _beside(conn: sqlite3.Connection, beside: sqlite3.Connection, words: Sequence[str], count: int) -> None:
    rows = conn.execute("SELECT id, title, body FROM article_current WHERE id <= ?", (count,)).fetchall()
    text = sum(len(f"{title}{body}".encode()) for _, title, body in rows)
    for name, (tokenizer, between, shortest) in _PEERS.items():
        begun = time.process_time()
        beside.execute(f"CREATE VIRTUAL TABLE peer USING fts5(title, body, tokenize='{tokenizer}')")
        for batch in _batches(rows):
            spread = ((at, between.join(title), between.join(body)) for at, title, body in batch)
            beside.executemany("INSERT INTO peer (rowid, title, body) VALUES (?, ?, ?)", spread)
            beside.commit()
        spent = time.process_time() - begun
        (size,) = beside.execute("SELECT sum(length(block)) FROM peer_data").fetchone()
        print(f"{name}: {1e3 * spent / len(rows):.2f} ms an article to index, {size / text:.2f} times the text")
        matches = [f'"{between.join(word)}"' for word in words if len(word) >= shortest]
        _print(
            f"  by rank, from {shortest} characters",
            matches,
            lambda match: beside.execute(_BY_RANK, (match,)).fetchall(),
        )
        beside.execute("DROP TABLE peer")


def _batches(rows: Iterable[tuple[int, str, str]]) -> Iterable[list[tuple[int, str, str]]]:
    rest = iter(rows)
    while batch := list(islice(rest, _COMMIT)):
        yield batch


def _print(name: str, words: Sequence[str], search: Callable[[str], object]) -> None:
    for word in words:
        search(word)
    taken = []
    for word in words:
        begun = time.process_time()
        search(word)
        taken.append(1000 * (time.process_time() - begun))
    p95 = quantiles(taken, n=20)[-1]
    print(f"{name:30} {median(taken):8.1f} ms p50 {p95:9.1f} ms p95 {max(taken):9.1f} ms at most")


if __name__ == "__main__":
    main()
