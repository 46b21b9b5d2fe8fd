"""How long a search takes and what its index weighs, against LIKE and three other FTS5 indexes in the same run.

With ``--keep`` the archive at FILE is
asked, which is filled first if it is not there (``filling.py``).
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlite_utils import Database

from benchmarks.filling import BATCH, fill, memory
from benchmarks.news import articles
from benchmarks.options import parser_of
from benchmarks.texts import Writer
from zjcrawl.dedup.folding import fold
from zjcrawl.store import Archive, ArchiveReader, open_archive
from zjcrawl.store.query import parse_query
from zjcrawl.store.search import Finder

_VOCABULARY = 4_000
"""500 words of two to four characters are taken from the most frequent ones, the last of which is in one article of a
hundred."""
_SAMPLE = 3_000
_SCANS = 10
_MOST_FREQUENT = 60

_LIKE = """
SELECT url FROM article_current WHERE (title LIKE :word OR body LIKE :word) AND id <= :last
ORDER BY published DESC LIMIT 20"""

_PEERS = {"each character a word": ("ascii", " ", 2), "trigram": ("trigram", "", 3)}
"""FTS5's tokenizer, what is put between two characters for it, and the shortest string that it finds."""

_BY_RANK = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 20"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill an archive, search it, and print what that took."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument(
        "--peers", type=int, default=20_000, help="articles in the indexes beside, from the first; 0: none"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "search.db"
        if not path.exists():
            spent = fill(path, articles(asked.articles))
            print(f"stored {asked.articles / spent:,.0f} articles a CPU second in batches of {BATCH}")
        begun = time.process_time()
        Archive.open(path).close()
        print(f"opened, and brought forward if it was older, in {time.process_time() - begun:.1f} s of CPU time")
        _weigh(path)
        words = [word for word in Writer(1).words[:_VOCABULARY] if 2 <= len(word) <= 4]
        with open_archive(path) as archive:
            _measure(archive, words[:: max(1, len(words) // 500)][:500])
            _filtered(archive, words[:_MOST_FREQUENT])
            print(f"memory {memory()} MB\n")
            if asked.peers:
                _beside(archive, Path(folder) / "peers.db", words[:: max(1, len(words) // 500)][:500], asked.peers)


def _weigh(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        count, text = conn.execute(
            "SELECT count(*), sum(length(CAST(title AS BLOB)) + length(CAST(body AS BLOB))) FROM article_current"
        ).fetchone()
        print(f"{count:,} articles, {text / 1e6:,.0f} MB of UTF-8 text; the file is", end=" ")
        print(f"{path.stat().st_size / text:.2f} times as large:")
        sizes = conn.execute("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC LIMIT 12")
        for name, size in sizes:
            print(f"  {name:40} {size / text:6.3f}")


def _measure(archive: ArchiveReader, words: Sequence[str]) -> None:
    wrong, looked_into = _compare(archive.db.conn, words)
    print(f"{len(words)} words of two to four characters; {wrong} found otherwise than by looking into each of")
    print(f"{looked_into:,} articles\n")
    _print("first page by relevance", words, archive.search)
    _print("  of two characters", [word for word in words if len(word) == 2], archive.search)
    _print("  of three and four", [word for word in words if len(word) > 2], archive.search)
    _print("first page by date", words, partial(archive.search, order="date"))


def _filtered(archive: ArchiveReader, words: Sequence[str]) -> None:
    """Print what the most frequent words and single characters take, with filters and without."""
    first, last, source = archive.db.conn.execute(
        "SELECT min(published), max(published), min(source) FROM article_current"
    ).fetchone()
    print(f"\nthe {len(words)} most frequent words, with filters:")
    _print("  none", words, archive.search)
    _print("  of a section", words, partial(archive.search, section="民营经济"))
    _print("  of an outlet", words, partial(archive.search, source=source))
    _print("  of a month", words, partial(archive.search, since=first[:7], until=first[:7]))
    _print("  from a day on", words, partial(archive.search, since=f"{int(first[:4]) + 3}-05-06"))
    for name, since, until in _ranges(int(first[:4]), int(last[:4])):
        _print(name, words, partial(archive.search, since=since, until=until))
    _print("  up to the last day but one", words, partial(archive.search, until=f"{last[:8]}{int(last[8:]) - 1:02}"))
    characters = sorted({character for word in words for character in word})[:_MOST_FREQUENT]
    _print(f"{len(characters)} common characters", characters, archive.search)
    rare = sorted({word[0] for word in Writer(1).words[-2_000:]} - set(characters))[:_MOST_FREQUENT]
    _print(f"{len(rare)} characters of rare words", rare, archive.search)


def _ranges(first: int, last: int) -> Iterable[tuple[str, str, str]]:
    """Give ranges of days in the middle of what there is."""
    yield "  of a year and a half amid all", f"{first + 5}-03-15", f"{first + 6}-09-20"
    yield "  of all years but the ends", f"{first + 3}-05-06", f"{last - 2}-08-17"


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


def _beside(archive: ArchiveReader, path: Path, words: Sequence[str], count: int) -> None:
    """Print what the first articles take to be indexed and searched by what a user would pick instead."""
    conn = archive.db.conn
    rows = conn.execute("SELECT id, title, body FROM article_current WHERE id <= ?", (count,)).fetchall()
    print(f"beside, the first {len(rows):,} articles:")
    ours = path.with_name("ours.db")
    fill(ours, islice(articles(count), count))
    with open_archive(ours) as small:
        _print("zjcrawl", words, small.search)
        _print("LIKE, by date", words[:: len(words) // _SCANS], partial(_like, conn, count))
    for name in _PEERS:
        with closing(sqlite3.connect(path)) as beside:
            _index(beside, name, rows)
            shortest, between = _PEERS[name][2], _PEERS[name][1]
            matches = [f'"{between.join(word)}"' for word in words if len(word) >= shortest]
            _print(f"  by rank, from {shortest} characters", matches, partial(_ranked, beside))
            beside.execute("DROP TABLE peer")
    _by_sqlite_utils(path.with_name("utils.db"), rows, words)


def _like(conn: sqlite3.Connection, last: int, word: str) -> list[Any]:
    return conn.execute(_LIKE, {"word": f"%{word}%", "last": last}).fetchall()


def _ranked(conn: sqlite3.Connection, match: str) -> list[Any]:
    return conn.execute(_BY_RANK, (match,)).fetchall()


def _index(conn: sqlite3.Connection, name: str, rows: Sequence[tuple[int, str, str]]) -> None:
    tokenizer, between, _ = _PEERS[name]
    begun = time.process_time()
    conn.execute(f"CREATE VIRTUAL TABLE peer USING fts5(title, body, tokenize='{tokenizer}')")
    for batch in _batches(rows):
        spread = ((at, between.join(title), between.join(body)) for at, title, body in batch)
        conn.executemany("INSERT INTO peer (rowid, title, body) VALUES (?, ?, ?)", spread)
        conn.commit()
    _tell(name, begun, conn, "peer_data", rows)


def _by_sqlite_utils(path: Path, rows: Sequence[tuple[int, str, str]], words: Sequence[str]) -> None:
    """Let sqlite-utils index the texts as it does by itself, and say how little of them it finds."""
    db = Database(path)
    begun = time.process_time()
    table = db.table("article", pk="id")
    table.insert_all(({"id": at, "title": title, "body": body} for at, title, body in rows), batch_size=BATCH)
    table.enable_fts(["title", "body"])
    _tell("sqlite-utils with its own FTS", begun, db.conn, "article_fts_data", rows)
    _print("  by rank", words, lambda word: list(table.search(f'"{word}"', limit=20)))
    sought = words[:: len(words) // _SCANS]
    like = "SELECT count(*) FROM article WHERE title LIKE ? OR body LIKE ?"
    held = sum(db.conn.execute(like, (f"%{word}%", f"%{word}%")).fetchone()[0] for word in sought)
    found = sum(len(list(table.search(f'"{word}"'))) for word in sought)
    print(f"  finds {found:,} of {held:,} articles that LIKE finds with {len(sought)} words")
    db.close()


def _tell(name: str, begun: float, conn: sqlite3.Connection, table: str, rows: Sequence[tuple[int, str, str]]) -> None:
    spent = time.process_time() - begun
    text = sum(len(f"{title}{body}".encode()) for _, title, body in rows)
    (size,) = conn.execute(f"SELECT sum(length(block)) FROM {table}").fetchone()  # noqa: S608 - a constant
    print(f"{name}: {1e3 * spent / len(rows):.2f} ms an article to index, {size / text:.2f} times the text")


def _batches(rows: Iterable[tuple[int, str, str]]) -> Iterable[list[tuple[int, str, str]]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
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
    print(f"{name:30} {median(taken):8.1f} ms p50 {p95:9.1f} ms p95 {max(taken):9.1f} ms at most", flush=True)


if __name__ == "__main__":
    main()
