"""What is found is what LIKE would find in the folded text, neither more nor less."""

import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store_samples import article, new_crawl
from zjcrawl.dedup.folding import fold
from zjcrawl.errors import UsageError
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.search import characters, extract, parse_query

CHARACTERS = '民营經经濟济股市1２aＡ,，。\n (（"-'
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12).filter(str.strip)


def filled(folder: Path, *texts: tuple[str, str]) -> Path:
    """Make an archive of articles with these titles and bodies."""
    crawl = new_crawl(folder)
    with crawl.archive:
        for number, (title, body) in enumerate(texts):
            crawl.put(article(number, title=title, body=body))
    return folder / "archive.db"


def found(path: Path, query: str, **options: Any) -> list[str]:
    with open_archive(path) as archive:
        return [row["title"] for row in archive.search(query, **options)]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), TEXTS.filter(lambda text: '"' not in text))
def test_a_phrase_is_found_where_like_finds_it(texts: list[tuple[str, str]], phrase: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder), *texts)
        with open_archive(path) as archive:
            hits = {row["url"] for row in archive.search(f'"{phrase}"')}
            held = {
                row["url"]
                for row in archive.articles()
                if fold(phrase) in fold(row["title"]) or fold(phrase) in fold(row["body"])
            }
    assert hits == held


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("民营", {"一", "二"}),
        ("營", {"一", "二"}),
        ("民营 股市", {"二"}),
        ("民营 AND 股市", {"二"}),
        ("民营 -股市", {"一"}),
        ("民营 NOT 股市", {"一"}),
        ("gdp OR 股市", {"二", "三"}),
        ("(民营 OR GDP) -股市", {"一", "三"}),
        ("（民营 OR GDP） -（股市 OR 专业）", {"一", "三"}),
        ('"GDP 9"', {"三"}),
        ("9.5%", {"三"}),
        ("民经", set()),
        ("9-5", set()),
    ],
)
def test_words_combine(tmp_path: Path, query: str, titles: set[str]) -> None:
    path = filled(tmp_path, ("一", "民营经济发展"), ("二", "民營企业与股市"), ("三", "ＧＤＰ 9.5%"))
    assert set(found(path, query)) == titles


@pytest.mark.parametrize(
    "query", ["", "  ", "-股市", "NOT 股市", "(民营", "民营)", '"民营', "民营 OR", "()", "a NOT", "OR"]
)
def test_a_query_that_says_nothing_is_refused_with_what_to_do(query: str) -> None:
    with pytest.raises(UsageError, match=r"^query .*; "):
        parse_query(query)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_typed_is_a_query_or_refused(text: str) -> None:
    try:
        match = parse_query(text).match
    except UsageError:
        return
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='ascii')")
        conn.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()


def test_a_title_counts_for_more_and_dates_order(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, title="甲", body="这里说到股市。" + "别的话。" * 20, published="2012-01-02"))
        crawl.put(article(2, title="股市", body="别的话。" * 20, published="2010-10-20T08:05+08:00", source=None))
    path = tmp_path / "archive.db"
    assert found(path, "股市") == ["股市", "甲"]
    assert found(path, "股市", order="date") == ["甲", "股市"]
    assert found(path, "股市", since="2011") == ["甲"]
    assert found(path, "股市", until="2010-10-20") == ["股市"]
    assert found(path, "股市", source="余杭新闻网") == ["甲"]
    assert found(path, "股市", rights="own") == []


def test_an_unknown_filter_or_order_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path, ("一", "民营"))
    with pytest.raises(UsageError, match="cannot search by author; choose of site, section"):
        found(path, "民营", author="王伟")
    with pytest.raises(UsageError, match="cannot search by size; choose of relevance, date"):
        found(path, "民营", order="size")


def test_a_changed_article_is_found_by_what_it_says_now(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, title="旧题", body="旧的正文"))
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
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = '0.1.0/search'")
        conn.commit()
    Archive.open(path).close()
    assert found(path, "经济") == ["一"]


def test_an_extract_shows_the_place_and_marks_every_term() -> None:
    text = "前" * 50 + "民營经济\n与股市" + "后" * 200
    shown = extract(text, parse_query("民营 股市").terms)
    assert len(shown.text) == 120
    assert [shown.text[start:end] for start, end in shown.marks] == ["民營", "股市"]
    assert shown.marks[0] == (30, 32)


def test_an_extract_of_a_body_without_the_terms_is_its_beginning() -> None:
    assert extract("甲乙丙", ("丁",)).text == "甲乙丙"
    assert extract("甲乙丙", ("丁",)).marks == ()


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


def test_the_index_parts_the_folded_text_into_characters() -> None:
    assert characters("統籌 A") == "统 筹 \u3000 a"
