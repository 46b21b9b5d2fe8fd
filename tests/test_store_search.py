"""What is found is what LIKE would find in the folded text, neither more nor less."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store_samples import article, filled, found, new_crawl
from zjcrawl.dedup.folding import fold
from zjcrawl.errors import UsageError
from zjcrawl.store import open_archive, search
from zjcrawl.store.query import parse_query, terms_of
from zjcrawl.store.search import extract

CHARACTERS = '民营經经濟济股市1２aＡ,，。\n (（"-'
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12).filter(str.strip)
PHRASES = st.text(CHARACTERS.replace('"', ""), min_size=1, max_size=4)


@contextmanager
def bounds(few: int) -> Iterator[None]:
    """Let few articles be many, so that a small archive is searched as a large one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FEW", "_LOOKED_INTO", "_SORTED", "_WALKED", "_SMALL", "_SAMPLED", "_COMMON"):
            patch.setattr(search, name, few)
        patch.setattr(search, "_VERY_MANY", few)
        yield


@pytest.mark.parametrize("few", [0, 1, 1000])
@settings(deadline=None, max_examples=25)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), phrases=st.tuples(PHRASES, PHRASES))
def test_what_is_found_is_what_like_finds(few: int, texts: list[tuple[str, str]], phrases: tuple[str, str]) -> None:
    first, second = map(fold, phrases)
    with tempfile.TemporaryDirectory() as folder, bounds(few), open_archive(filled(Path(folder), *texts)) as archive:
        kept = {row["url"]: (fold(row["title"]), fold(row["body"])) for row in archive.articles()}
        held = [{url for url, texts in kept.items() if any(part in text for text in texts)} for part in (first, second)]
        for operator, expected in (
            ("AND", held[0] & held[1]),
            ("OR", held[0] | held[1]),
            ("NOT", held[0] - held[1]),
        ):
            asked = f'"{phrases[0]}" {operator} "{phrases[1]}"'
            found = [archive.search(asked, order=order) for order in ("relevance", "date")]
            assert [sorted(row["url"] for row in rows) for rows in found] == [sorted(expected)] * 2, asked
            assert found[0].least == len(expected)
            assert found[0].most in (len(expected), None) or not parse_query(asked).exact


@pytest.mark.parametrize("few", [0, 1000])
def test_pages_make_up_the_whole(tmp_path: Path, few: int) -> None:
    path = filled(tmp_path, *((f"{'民营经济' * (at % 2)}{at}", "民营经济。" * (at % 3) + "民营") for at in range(12)))
    with open_archive(path) as archive, bounds(few):
        for query in ("民营", "民营经济", "营", "，"):
            whole = [row["url"] for row in archive.search(query)]
            pages = [row["url"] for at in range(0, 12, 5) for row in archive.search(query, limit=5, offset=at)]
            assert pages == whole


def test_of_few_those_come_first_that_say_most_of_it_and_of_many_the_latest(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        for at, often in enumerate((1, 5, 3)):
            body = "民营。" * often + "别的话。" * (20 - often)
            crawl.put(article(at, title=str(often), body=body, published=f"2010-10-2{at}"))
    path = tmp_path / "archive.db"
    assert found(path, "民营") == ["5", "3", "1"]
    with bounds(2):
        assert found(path, "民营") == ["3", "5", "1"]


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
        match = parse_query(text).match() or "x"
    except UsageError:
        return
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='ascii')")
        conn.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()


def test_what_a_title_has_and_a_body_forbids_is_found_by_the_other_choice(tmp_path: Path) -> None:
    path = filled(tmp_path, *((f"民营企业{at}", "投资项目在股市") for at in range(4)))
    query = "(民营企业 NOT 股市) OR 投资项目"
    assert len(found(path, query)) == 4
    with bounds(2):
        assert sorted(found(path, query)) == sorted(found(path, query, order="date"))


def test_more_may_be_asked_for_than_any_archive_has(tmp_path: Path) -> None:
    path = filled(tmp_path, ("一", "民营"))
    assert found(path, "民营", limit=10**30) == ["一"]
    assert found(path, "民营", offset=10**30) == []


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


def test_an_extract_shows_the_place_and_marks_every_term() -> None:
    text = "前" * 50 + "民營经济\n与股市" + "后" * 200
    shown = extract(text, terms_of(parse_query("民营 股市")))
    assert len(shown.text) == 120
    assert [shown.text[start:end] for start, end in shown.marks] == ["民營", "股市"]
    assert shown.marks[0] == (30, 32)


def test_an_extract_of_a_body_without_the_terms_is_its_beginning() -> None:
    assert extract("甲乙丙", ("丁",)).text == "甲乙丙"
    assert extract("甲乙丙", ("丁",)).marks == ()


def test_filters_leave_what_the_columns_say_however_many_there_are(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        for at in range(12):
            day, section = f"201{at % 3}-0{1 + at % 2}-0{1 + at % 4}", "甲乙"[at % 2]
            crawl.put(article(at, title=str(at), body=f"民营经济{at}", published=day, section=section))
    path = tmp_path / "archive.db"
    for few in (0, 1, 1000):
        with bounds(few):
            for query in ("民营", "民营经济", "营"):
                assert set(found(path, query, section="甲", since="2011")) == {"2", "4", "8", "10"}
                assert set(found(path, query, until="2010-01-01")) == {"0"}
                assert set(found(path, query, since="2012-02-02", until="2012-02")) == {"5", "11"}


def test_common_characters_are_found_without_being_counted(tmp_path: Path) -> None:
    path = filled(tmp_path, *((str(at), "民营，经济") for at in range(7)))
    with open_archive(path) as archive:
        assert (archive.search("营", limit=5).least, archive.search("营", limit=5).most) == (7, 7)
        with bounds(2):
            page = archive.search("营", limit=5)
            assert (page.least, page.most) == (6, None)
            last = archive.search("营", limit=5, offset=5)
            assert ([row["title"] for row in last], last.least, last.most) == (["1", "0"], 7, 7)
            beyond = archive.search("营", limit=5, offset=10)
            assert (list(beyond), beyond.least, beyond.most) == ([], 0, 10)


def test_a_rare_character_is_found_by_the_index_and_with_other_words(tmp_path: Path) -> None:
    path = filled(tmp_path, *((str(at), "民营，经济" + "罕" * (at == 0)) for at in range(7)))
    with bounds(2):
        assert found(path, "罕") == ["0"]
        assert found(path, "罕 民营") == ["0"]
        assert found(path, "民营 -罕", limit=3) == ["6", "5", "4"]
        assert found(path, "济 民营", limit=3) == ["6", "5", "4"]


@pytest.mark.parametrize("day", ["20100101", "2010/05", "2010-13", "2010-05-32", "05", "２０１０", "2010-5"])
def test_a_day_that_is_none_is_refused_with_what_to_write(tmp_path: Path, day: str) -> None:
    path = filled(tmp_path, ("一", "民营"))
    for name in ("since", "until"):
        with pytest.raises(UsageError, match=rf"{name} '{day}': no date; write YYYY, YYYY-MM or YYYY-MM-DD"):
            found(path, "民营", **{name: day})
