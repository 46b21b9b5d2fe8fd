"""What the index knows of portals, sections, outlets, rights and dates is what the columns say."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.store_samples import article, new_crawl
from zjcrawl.store import open_archive
from zjcrawl.store.facts import Facts

NAMES = ("经济热点", "经济", "A", "a", "Ａ", "a b", "a-b", 'a"b', "", "section")
DATES = ("2010", "2010-10", "2010-10-20", "2010-10-20T08:05:09+08:00", "2010-12-31", "2011-01-01", "2009-02", "1999")
ASKED = ("2010", "2010-10", "2010-10-20", "2010-12-31", "2011", "1998", "2013-05-06", "2009-02-01", "2009-02-28")

ARTICLES = st.lists(
    st.tuples(st.sampled_from((*NAMES[:8], None)), st.sampled_from((*DATES, None))), min_size=1, max_size=8
)

SAID = {
    "section": "section = ?",
    "source": "source = ?",
    "since": "published >= ?",
    "until": "substr(published, 1, length(?1)) <= ?1",
}


@settings(deadline=None, max_examples=30)
@given(articles=ARTICLES)
@example(articles=[(None, None)])
def test_the_index_finds_what_the_columns_say(articles: list[tuple[str | None, str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crawl = new_crawl(Path(folder))
        with crawl.archive:
            for number, (name, day) in enumerate(articles):
                crawl.put(article(number, section=name, source=name, published=day))
        with open_archive(Path(folder) / "archive.db") as archive:
            for asked, condition, value in questions():
                sql = f"SELECT id FROM article_current WHERE {condition} ORDER BY id"  # noqa: S608
                expected = archive.db.conn.execute(sql, (value,)).fetchall()
                assert indexed(archive.db.conn, {asked: value}) == expected, (asked, value)
                assert indexed(archive.db.conn, {asked: value}, "余杭") == expected, (asked, value)
            for since, until in product(ASKED, ASKED):
                sql = f"SELECT id FROM article_current WHERE published >= ?2 AND {SAID['until']} ORDER BY id"  # noqa: S608
                expected = archive.db.conn.execute(sql, (until, since)).fetchall()
                for match in (None, "余杭"):
                    found = indexed(archive.db.conn, {"since": since, "until": until}, match)
                    assert found == expected, (since, until, match)


def questions() -> Iterator[tuple[str, str, str]]:
    for name in ("section", "source"):
        yield from ((name, SAID[name], value) for value in NAMES)
    for name in ("since", "until"):
        yield from ((name, SAID[name], value) for value in ASKED)


def indexed(conn: sqlite3.Connection, filters: dict[str, str], match: str | None = None) -> list[tuple[int]]:
    facts = Facts(conn, filters)
    assert facts.complete
    sql = "SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY rowid"
    return conn.execute(sql, (facts.narrow(match),)).fetchall()


def test_several_filters_leave_what_all_of_them_leave(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        for number, (section, day) in enumerate((("甲", "2010-05"), ("甲", "2012-05-01"), ("乙", "2010-06-01"))):
            crawl.put(article(number, section=section, published=day))
    with open_archive(tmp_path / "archive.db") as archive:
        filters = {"section": "甲", "since": "2010", "until": "2011-12-31", "site": "zj123", "rights": "reprint"}
        assert indexed(archive.db.conn, filters) == [(1,)]


def test_what_is_asked_more_precisely_than_a_day_is_left_to_the_column(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, published="2010-10-20T08:05:09+08:00"))
        crawl.put(article(2, published="2010-10-20T18:05:09+08:00"))
    with open_archive(tmp_path / "archive.db") as archive:
        facts = Facts(archive.db.conn, {"since": "2010-10-20T12"})
        assert (facts.narrow(None), facts.complete) == (None, False)
        found = archive.search("余杭", since="2010-10-20T12")
        assert ([row["url"] for row in found], found.most) == (["http://portal.test/2"], 1)


def test_without_filters_nothing_is_asked(tmp_path: Path) -> None:
    new_crawl(tmp_path).archive.close()
    with open_archive(tmp_path / "archive.db") as archive:
        facts = Facts(archive.db.conn, {})
        assert (facts.narrow(None), facts.complete) == (None, True)
        assert archive.search("余杭", since="2010", until="2011") == []


def test_the_stock_shell_counts_with_the_documented_words(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1))
        crawl.put(article(2, section="民营经济", published="2011-01-02"))
    with closing(sqlite3.connect(tmp_path / "archive.db")) as conn:
        sql = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"
        for words, count in (("余杭", 2), ("余杭 【section区域发展", 1), ("余杭 【date2011", 1), ("【date201010", 1)):
            assert conn.execute(sql, (words,)).fetchone() == (count,)


@pytest.mark.parametrize("committed", [True, False])
def test_a_fact_that_changes_without_the_text_is_another_in_the_index(tmp_path: Path, *, committed: bool) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, section="甲"))
        if committed:
            crawl.archive.commit()
        crawl.put(article(1, section="乙"), day=1)
    with open_archive(tmp_path / "archive.db") as archive:
        assert [indexed(archive.db.conn, {"section": name}) for name in ("甲", "乙")] == [[], [(1,)]]
        assert archive.search("余杭", section="乙").most == 1
        assert archive.search("余杭", section="甲") == []
