"""The index follows what is stored, and the stock shell reads it."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.store_samples import article, filled, found, new_crawl
from zjcrawl.store import Archive
from zjcrawl.store.index import add_facts, create_index


@pytest.mark.parametrize("committed", [True, False])
def test_a_changed_article_is_found_by_what_it_says_now(tmp_path: Path, *, committed: bool) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, title="旧题", body="旧的正文"))
        if committed:
            crawl.archive.commit()
        crawl.put(article(1, title="新题", body="新的正文"), day=1)
    path = tmp_path / "archive.db"
    assert found(path, "旧") == []
    assert found(path, "新的") == ["新题"]


def test_what_was_not_committed_is_not_found(tmp_path: Path) -> None:
    path = filled(tmp_path, ("一", "民营"))
    archive = Archive.open(path)
    archive.db.conn.execute("DELETE FROM url_outcome")
    archive.close()
    assert found(path, "民营") == ["一"]


def test_a_file_from_before_the_index_gets_one(tmp_path: Path) -> None:
    path = filled(tmp_path, ("一", "民营经济"), ("二", "股市"))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DROP TABLE article_search")
        conn.execute("DROP INDEX article_current_by_date")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '0.1.0/search-by-%'")
        conn.commit()
    Archive.open(path).close()
    assert found(path, "经济", section="区域发展") == ["一"]


def test_a_title_that_changes_without_the_body_is_found_by_what_it_says_now(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, title="旧题", body="正文"))
        crawl.archive.commit()
        crawl.put(article(1, title="新题", body="正文"), day=1)
    path = tmp_path / "archive.db"
    assert (found(path, "旧题"), found(path, "新题"), found(path, "正文")) == ([], ["新题"], ["新题"])


def test_the_words_of_an_older_file_are_kept_and_facts_join_them(tmp_path: Path) -> None:
    path = filled(tmp_path, ("一", "民营经济"), ("二", "股市"))
    with Archive.open(path) as archive:
        words = "SELECT term, doc FROM words ORDER BY term"
        archive.db.conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, article_search, row)")
        before = archive.db.conn.execute(words).fetchall()
        for statement in (
            "INSERT INTO article_search (article_search) VALUES ('delete-all')",
            "DROP TABLE article_search",
            "DROP INDEX article_current_by_date",
        ):
            archive.db.conn.execute(statement)
        create_index(archive.db.conn)
        assert found_in(archive, "【section区域发展") == []
        add_facts(archive.db.conn)
        assert archive.db.conn.execute(words).fetchall() == before
        assert found_in(archive, "民营 【section区域发展") == [1]


def found_in(archive: Archive, match: str) -> list[int]:
    sql = "SELECT rowid FROM article_search WHERE article_search MATCH ?"
    return [number for (number,) in archive.db.conn.execute(sql, (match,))]


def test_the_stock_shell_finds_with_the_documented_query(tmp_path: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("no sqlite3 shell on this machine")
    path = filled(tmp_path, ("一", "民营经济"), ("二", "民营经济与股市"))
    documented = (Path(__file__).parents[1] / "docs" / "schema.md").read_text(encoding="utf-8")
    chapter = documented.partition("## article_search\n")[2]
    sql = chapter.partition("```sql\n")[2].partition("```")[0]
    said = subprocess.run([shell, path, sql], capture_output=True, text=True, check=True)
    assert said.stdout == "一|2010-10-20\n"
    checked = subprocess.run([shell, path, "PRAGMA integrity_check"], capture_output=True, text=True, check=True)
    assert checked.stdout == "ok\n"


def test_a_commit_looks_at_no_article_but_those_that_wait_to_be_indexed(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    said: list[str] = []
    with crawl.archive:
        conn = crawl.archive.db.conn
        conn.set_trace_callback(said.append)
        crawl.put(article(1, title="一", body="民营"))
        crawl.archive.commit()
        conn.set_trace_callback(None)
        (asked,) = (
            statement for statement in said if statement.startswith("SELECT") and "search_waiting " in statement
        )
        plan = [step for *_, step in conn.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN search_waiting"]
