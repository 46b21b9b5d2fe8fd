"""What it takes to count the articles of a million that hold a frequent word and that filters leave.

Fills an index with words that each stand in a known share of all articles,
and with what filters are about: portal, section, outlet, rights and date.  The texts themselves are left out, so that a
million take half a minute.  Beside stands what looks up the columns of each article, whose rows are short here.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from benchmarks.options import parser_of
from zjcrawl.store import Archive
from zjcrawl.store.facts import COLUMNS, Facts, fact_words

_SHARES = {"民营": 1.0, "经济": 0.5, "股市": 0.1, "楼市": 0.01}
_SECTIONS = ("经济热点", "民营经济", "浙江股市", "区域发展", "专业市场", "企业动态", "统计数据", "浙江产经", "浙江楼市")
_OUTLETS = 300
_FIRST, _DAYS = date(2002, 1, 1), 3_900
_BATCH = 10_000

_FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"section": "民营经济"},
    {"source": "第7报"},
    {"since": "2003-02", "until": "2003-02"},
    {"since": "2005-05-06"},
    {"until": "2012-08-30"},
    {"since": "2006-05-06", "until": "2009-08-20", "section": "民营经济"},
)

_ADD = "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)"

_STORE = f"""
INSERT INTO article_current (id, url, {", ".join(COLUMNS)}, title, authors, body, images, word_count, pages, complete,
    capture_id, run_id, parser, text_digest, story_id, first_seen, last_seen, since)
VALUES (?, 'http://portal.test/' || ?1, {", ".join("?" * len(COLUMNS))}, '标题', '[]', '', '[]', 1, 1, 1,
    1, 1, 'p', ?1, 1, 't', 't', 't')"""  # noqa: S608 - constants

_IN_INDEX = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"

_BY_COLUMNS = """
SELECT count(*) FROM article_search AS s JOIN article_current AS a ON a.id = s.rowid
WHERE article_search MATCH :word AND ifnull(a.section = :section, 1) AND ifnull(a.source = :source, 1)
    AND ifnull(a.published >= :since, 1) AND ifnull(substr(a.published, 1, length(:until)) <= :until, 1)"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill an index and print what counting in it takes."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("articles", type=int, nargs="?", default=1_000_000)
    count = parser.parse_args(arguments).articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        Archive.open(path).close()
        with closing(sqlite3.connect(path)) as conn:
            begun = time.process_time()
            _fill(conn, count)
            print(f"{count:,} articles without their texts, indexed in {time.process_time() - begun:.0f} s of CPU time")
            for word, share in _SHARES.items():
                print(f"\na word in {share:.0%} of them:{'':27}{'found':>9}{'ms':>8}{'by columns':>12}{'÷':>6}")
                for filters in _FILTERS:
                    _measure(conn, word, filters)


def _fill(conn: sqlite3.Connection, count: int) -> None:
    for first in range(0, count, _BATCH):
        rows = list(_rows(first, min(first + _BATCH, count), count))
        conn.executemany(_STORE, ((number, *facts) for number, facts, _ in rows))
        conn.executemany(
            _ADD, ((number, fact_words(dict(zip(COLUMNS, facts, strict=True))), body) for number, facts, body in rows)
        )
        conn.commit()


def _rows(first: int, last: int, count: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield number, facts and words of some articles; a third of the outlets bring most of them."""
    chance = random.Random(first)  # noqa: S311 - no secret
    for number in range(first, last):
        words = " ".join(word for word, share in _SHARES.items() if chance.random() < share)
        outlet = f"第{int(chance.random() * chance.random() * _OUTLETS)}报"
        day = str(_FIRST + timedelta(days=number * _DAYS // count))
        yield number + 1, ("zj123", _SECTIONS[number % len(_SECTIONS)], outlet, "reprint", day), words


def _measure(conn: sqlite3.Connection, word: str, filters: dict[str, str]) -> None:
    found, spent = _timed(conn, _IN_INDEX, (Facts(conn, filters).narrow(f'"{word}"'),))
    given = dict.fromkeys(("section", "source", "since", "until")) | filters | {"word": word}
    expected, beside = _timed(conn, _BY_COLUMNS, given)
    if found != expected:
        raise SystemExit(f"{word} {filters}: {found} in the index, {expected} by columns")
    about = ", ".join(f"{name} {value}" for name, value in filters.items()) or "no filter"
    print(f"  {about:47}{found:9,}{1e3 * spent:8.1f}{1e3 * beside:12.1f}{beside / spent:6.1f}")


def _timed(conn: sqlite3.Connection, sql: str, parameters: object) -> tuple[int, float]:
    spent = []
    for _ in range(3):
        begun = time.process_time()
        (found,) = conn.execute(sql, parameters).fetchone()  # type: ignore[arg-type]
        spent.append(time.process_time() - begun)
    return int(found), min(spent)


if __name__ == "__main__":
    main()
