import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.store_samples import BODY, NOW, Crawl, article, new_crawl
from zjcrawl.errors import ArchiveError, UsageError
from zjcrawl.frontier.queue import Frontier
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Outcome, OutcomeKind
from zjcrawl.report import as_json, as_tables, report
from zjcrawl.store import Archive, ArchiveReader, open_archive
from zjcrawl.store.statement import statement

HOME = "http://portal.test/"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ArchiveReader]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, body=BODY, published="2010-10-20T08:05:09+08:00"))
        crawl.put(article(2, body=BODY, source=None, rights=None))
        crawl.put(article(3, published="2012-01-02", authors=()))
        crawl.put(article(4, section="浙江楼市", published=None))
        crawl.note(f"{HOME}list", OutcomeKind.LISTING, section="区域发展")
        crawl.note(f"{HOME}3?page=2", OutcomeKind.ARTICLE, section="区域发展", target=f"{HOME}3")
        crawl.note(f"{HOME}3?from=qq", OutcomeKind.ALIAS, section="区域发展", target=f"{HOME}3")
        crawl.note(f"{HOME}5", OutcomeKind.MISSING, "404", section="区域发展")
        crawl.note(f"{HOME}6", OutcomeKind.MISSING, "410", section="区域发展")
        crawl.note(f"{HOME}7", OutcomeKind.MISSING, "404", section="区域发展")
        crawl.note(f"{HOME}member", OutcomeKind.REFUSED, "out of scope")
        crawl.note(f"{HOME}8", OutcomeKind.FAILED, "[b]timeout[/b]")
        crawl.note(f"{HOME}9", OutcomeKind.OTHER, "no title")
        crawl.archive.end_run(crawl.run, "finished")
    with open_archive(crawl.archive.path) as reader:
        yield reader


def test_each_url_is_counted_once_under_its_section(reader: ArchiveReader) -> None:
    found = report(reader)
    assert [section.section for section in found.sections] == ["区域发展", "浙江楼市", None]
    assert found.sections[0].counts == {
        "seen": 9, "stored": 2, "changed": 0, "unchanged": 0, "duplicates": 2, "copies": 1, "aliases": 1,
        "continued": 1, "listings": 1, "missing": 3, "other": 0, "refused": 0, "failed": 0,
    }  # fmt: skip
    assert {name: count for name, count in found.sections[2].counts.items() if count} == {
        "seen": 3, "refused": 1, "failed": 1, "other": 1
    }  # fmt: skip
    for part in (*found.sections, found.total):
        assert (
            sum(count for name, count in part.counts.items() if name not in {"seen", "duplicates"})
            == (part.counts["seen"])
        )


def test_fields_and_dates_are_those_of_the_articles_of_the_run(reader: ArchiveReader) -> None:
    found = report(reader)
    first, second, none = found.sections
    assert (first.published_from, first.published_to, first.articles) == ("2010-10-20", "2012-01-02", 3)
    assert (first.fields["source"], first.fields["authors"], first.fields["footer"]) == (0.6667, 0.6667, 1.0)
    assert (second.published_from, second.fields["published"]) == (None, 0.0)
    assert (none.articles, none.fields["source"]) == (0, 0.0)
    assert (found.total.articles, found.total.fields["published"]) == (4, 0.75)
    assert (found.total.published_from, found.total.published_to) == ("2010-10-20", "2012-01-02")


def test_an_article_reached_by_its_second_page_counts_by_its_target(reader: ArchiveReader) -> None:
    with Archive.open(reader.path) as archive:
        crawl = Crawl(archive)
        stored = crawl.put(article(9))
        outcome = Outcome(f"{HOME}9?page=2", OutcomeKind.ARTICLE, "new", section="浙江股市", target=f"{HOME}9")
        archive.put_outcome(crawl.run.id, outcome, seen_at=NOW, stored=stored)
    shown = {section.section: section.articles for section in report(reader).sections}
    assert shown == {"区域发展": 1, "浙江股市": 1}


def test_reasons_are_counted_by_outcome(reader: ArchiveReader) -> None:
    missing = [(reason.reason, reason.count) for reason in report(reader).reasons if reason.kind == "missing"]
    assert missing == [("404", 2), ("410", 1)]


def test_the_last_run_is_the_default_and_any_other_can_be_named(reader: ArchiveReader) -> None:
    with Archive.open(reader.path) as archive:
        crawl = Crawl(archive)
        crawl.put(article(1, body=BODY, title="改"))
        crawl.put(article(3, published="2012-01-02", authors=()))
    found = report(reader)
    assert (found.run.id, found.run.ended_at, found.total.counts["seen"]) == (2, None, 2)
    assert (found.total.counts["changed"], found.total.counts["unchanged"]) == (1, 1)
    assert report(reader, 1).run.reason == "finished"


@pytest.mark.parametrize(
    ("reason", "told"),
    [(None, "(not finished)"), ("shutdown", "(stopped: told to stop)"), ("a ban: 403", "(stopped: a ban: 403)")],
)
def test_a_run_that_did_not_end_says_in_words_why(reader: ArchiveReader, reason: str | None, told: str) -> None:
    with Archive.open(reader.path) as archive:
        Crawl(archive).put(article(3))
        archive.db.table("run").update(2, {"reason": reason, "started_at": "2026-11-30T02:30:00Z"})
    title = str(as_tables(report(reader))[0].renderables[0])
    assert title == f"run 2: zj123 from live, 2026-11-30T02:30:00Z on {told}"


def test_an_archive_without_a_run_is_a_clear_error(tmp_path: Path) -> None:
    Archive.open(tmp_path / "empty.db").close()
    with (
        open_archive(tmp_path / "empty.db") as reader,
        pytest.raises(ArchiveError, match=r"empty\.db: no run in it yet"),
    ):
        report(reader)


def test_an_unknown_run_is_refused(reader: ArchiveReader) -> None:
    with pytest.raises(UsageError, match="no run 7 in it; the last one is 1"):
        report(reader, 7)


def test_the_json_is_json(reader: ArchiveReader) -> None:
    found = json.loads(json.dumps(as_json(report(reader))))
    assert list(found) == ["run", "total", "sections", "reasons", "alarms", "left_out"]
    assert found["sections"][0]["counts"]["missing"] == 3
    assert found["reasons"][0] == {"kind": "alias", "reason": "why", "count": 1}


def test_the_tables_fit_a_terminal_of_80_columns_and_show_text_as_it_is(reader: ArchiveReader) -> None:
    console = Console(width=80)
    with console.capture() as shown:
        for table in as_tables(report(reader)):
            console.print(table)
    lines = [" ".join(line.split()) for line in shown.get().splitlines()]
    assert "section seen stored changed unchanged duplicates missing other refused failed" in lines
    assert "区域发展 9 2 0 0 2 3 0 0 0" in lines
    assert "区域发展 3 2010-10-20 2012-01-02" in lines
    assert "failed 1 [b]timeout[/b]" in lines
    assert "section date source link authors editor images up down rights footer" in lines


def test_each_section_says_how_far_its_lists_were_walked_and_the_run_what_it_covered(reader: ArchiveReader) -> None:
    found = report(reader)
    assert [(section.lists, section.waiting) for section in found.sections] == [("end", 0)] * 3
    assert (found.total.lists, found.total.waiting) == (None, 0)
    assert found.run.statement is not None
    assert found.run.statement.startswith("zj123 was crawled live from ")
    assert f"URLs met: {found.total.counts['seen']}; articles new: 4," in found.run.statement
    assert "Not had: 2 missing (404)" in found.run.statement


def test_a_run_whose_lists_showed_no_article_says_so(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.put(article(1, section="区域发展"))
        crawl.note(f"{HOME}list", OutcomeKind.LISTING, section="浙江股市")
        crawl.note(f"{HOME}other", OutcomeKind.OTHER, "neither article nor listing", section="统计数据")
        crawl.archive.end_run(crawl.run, "finished")
    with open_archive(crawl.archive.path) as reader:
        said = report(reader).run.statement or ""
        chinese = statement(reader.db.conn, crawl.run.id, "zh")
    assert (
        "The lists of 区域发展 were walked to their ends. In the lists of 浙江股市、统计数据 no article was found."
        in said
    )
    assert "浙江股市、统计数据 的列表中未发现文章。" in chinese


def test_lists_whose_articles_wait_for_the_run_to_go_on_did_show_some(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        crawl.note(f"{HOME}list", OutcomeKind.LISTING, section="浙江股市")
        Frontier(crawl.archive.db.conn, crawl.run.id).add(Visit(f"{HOME}1", f"{HOME}1", Role.ARTICLE, "浙江股市"))
        crawl.archive.stop_run(crawl.run, "shutdown")
    with open_archive(crawl.archive.path) as reader:
        said = report(reader).run.statement or ""
    assert "The lists of 浙江股市 were walked to their ends." in said
    assert "URLs that wait for the run to go on: 1." in said
