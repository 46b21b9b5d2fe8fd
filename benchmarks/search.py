"""How long a search takes and what its index weighs, against LIKE and FTS5's trigram index in the same run.

``python -m benchmarks.search [ARTICLES]``; a million articles need 8 GB in the temporary folder.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from benchmarks.texts import Writer
from zjcrawl.dedup.folding import fold
from zjcrawl.records import Capture, RecordRef
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.search import parse_query

_MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
_COMMIT = 500
_QUERIES = 200
_COMPARED = 20

_PLAIN = "SELECT url FROM article_current WHERE title LIKE :word OR body LIKE :word ORDER BY published DESC LIMIT 20"
_TRIGRAM = "SELECT rowid FROM trigram WHERE trigram MATCH ? ORDER BY rank LIMIT 20"


def main() -> None:
    """Fill an archive, search it, and print what that took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    writer = Writer(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.db"
        text, seconds = _fill(path, writer, count)
        print(f"{count} articles, {text / 1e6:.0f} MB of UTF-8 text")
        print(f"storing                {count / seconds:9.0f} articles a CPU second")
        _weigh(path, text)
        words = [word for word in writer.words if 2 <= len(word) <= 4][: _QUERIES * 20 : 20]
        _compare(path, words)


def _fill(path: Path, writer: Writer, count: int) -> tuple[int, float]:
    text, spent = 0, 0.0
    with Archive.open(path) as archive:
        run = archive.begin_run("zj123", "live", {})
        for number, article in enumerate(writer.articles(count)):
            text += len(f"{article.title}{article.body}".encode())
            begun = time.process_time()
            record = RecordRef("a.warc.gz", number * 100, 100, f"sha1:{number}")
            capture = archive.add_capture(Capture(article.url, 200, (), b"", _MOMENT, record))
            archive.put_article(article, capture_id=capture, run_id=run.id, seen_at=_MOMENT, parser="1")
            if number % _COMMIT == 0:
                archive.commit()
            spent += time.process_time() - begun
    return text, spent


def _weigh(path: Path, text: int) -> None:
    with closing(sqlite3.connect(path)) as conn:
        (index,) = conn.execute("SELECT sum(length(block)) FROM article_search_data").fetchone()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"index ÷ text           {index / text:9.2f}")
    print(f"whole file ÷ text      {path.stat().st_size / text:9.2f}")


def _compare(path: Path, words: Sequence[str]) -> None:
    with open_archive(path) as archive, closing(sqlite3.connect(":memory:")) as beside:
        conn = archive.db.conn
        _trigrams(conn, beside)
        rows = conn.execute("SELECT url, title, body FROM article_current").fetchall()
        folded = [(url, fold(title), fold(body)) for url, title, body in rows[:5_000]]
        wrong = sum(
            {url for url, title, body in folded if fold(word) in title or fold(word) in body}
            != {url for (url,) in conn.execute(_ALL, (parse_query(word).match, len(folded)))}
            for word in words
        )
        print(f"{len(words)} words of two to four characters; {wrong} found otherwise than by looking into each text")
        _print("search, by relevance", _timed(words, lambda word: archive.search(word)))
        _print("search, by date", _timed(words, lambda word: archive.search(word, order="date")))
        few = words[:: max(1, len(words) // _COMPARED)]
        _print("LIKE, by date", _timed(few, lambda word: conn.execute(_PLAIN, {"word": f"%{word}%"}).fetchall()))
        long = [word for word in words if len(word) > 2]
        _print("trigram, 3 and 4 only", _timed(long, lambda word: beside.execute(_TRIGRAM, (f'"{word}"',)).fetchall()))


_ALL = """
SELECT a.url FROM article_search AS s JOIN article_current AS a ON a.id = s.rowid
WHERE article_search MATCH ? AND a.id <= ?"""


def _trigrams(conn: sqlite3.Connection, beside: sqlite3.Connection) -> None:
    beside.execute("CREATE VIRTUAL TABLE trigram USING fts5(title, body, tokenize='trigram')")
    beside.executemany("INSERT INTO trigram VALUES (?, ?)", conn.execute("SELECT title, body FROM article_current"))


def _timed(words: Sequence[str], search: Callable[[str], object]) -> list[float]:
    for word in words:
        search(word)
    taken = []
    for word in words:
        begun = time.process_time()
        search(word)
        taken.append(1000 * (time.process_time() - begun))
    return taken


def _print(name: str, taken: Sequence[float]) -> None:
    print(f"{name:22} {median(taken):7.1f} ms p50 {quantiles(taken, n=20)[-1]:9.1f} ms p95, warm")


if __name__ == "__main__":
    main()
