"""How fast articles are stored with capture, outcome, footer, story and search, against what a bare SQLite would do.

Prints articles a second and, since machines differ, the ratio to
``executemany`` of the same articles into one table without any index, and to sqlite-utils with an index of words for
search (which takes a whole sentence of Chinese for one word), all in the same batches of 100.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from benchmarks.filling import BATCH, fill
from benchmarks.news import articles
from benchmarks.options import parser_of
from zjcrawl.records import Article
from zjcrawl.store.rows import article_row

ROUNDS = 3


def batches(found: list[Article]) -> Iterator[list[Article]]:
    """Yield the articles in lists of ``BATCH``."""
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def store(path: Path, found: list[Article]) -> None:
    """Store as the pipelines do: capture, article, outcome, a commit for each batch."""
    fill(path, found)


def insert(path: Path, found: list[Article]) -> None:
    """Insert the same values with nothing but ``executemany``."""
    columns = [name for name in article_row(found[0]) if name != "text_digest"]
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute(f"CREATE TABLE article ({', '.join(columns)})")
    sql = f"INSERT INTO article VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    names = {field.name for field in fields(Article)}
    for batch in batches(found):
        conn.executemany(
            sql,
            [
                [str(getattr(article, name)) if name in names else len(article.body or "") for name in columns]
                for article in batch
            ],
        )
        conn.commit()
    conn.close()


def insert_searchable(path: Path, found: list[Article]) -> None:
    """Insert the same values with sqlite-utils, whose own full-text index triggers keep up to date."""
    db = Database(path)
    db.enable_wal()
    columns = dict.fromkeys(("url", "title", "published", "source", "section", "body"), str)
    table = db.table("article", pk="url")
    table.create(columns)
    table.enable_fts(["title", "body"], create_triggers=True)
    for batch in batches(found):
        with db.atomic():
            table.insert_all({name: getattr(article, name) for name in columns} for article in batch)
    db.close()


def rate(write: Callable[[Path, list[Article]], None], found: list[Article]) -> float:
    """Return articles a second of CPU time, the best of ``ROUNDS``."""
    seconds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            write(Path(folder) / "archive.db", found)
            seconds.append(time.process_time() - began)
    return len(found) / min(seconds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both rates and their ratio."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("articles", type=int, nargs="?", default=3000)
    found = list(articles(parser.parse_args(arguments).articles))
    bare = rate(insert, found)
    peer = rate(insert_searchable, found)
    ours = rate(store, found)
    print(f"{len(found)} articles in batches of {BATCH}, CPU time, best of {ROUNDS}")
    print(f"executemany, one table, no index   {bare:9,.0f} articles/s")
    print(f"sqlite-utils with its own FTS      {peer:9,.0f} articles/s   {peer / bare:.2f} of executemany")
    print(f"archive, with capture and outcome  {ours:9,.0f} articles/s   {ours / bare:.2f} of executemany")


if __name__ == "__main__":
    main()
