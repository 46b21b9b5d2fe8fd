"""Whatever the order in which captures come in, an article's versions stand in the order of time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store_samples import Crawl, article, new_crawl, rows
from zjcrawl.records import OutcomeKind
from zjcrawl.store import StoredAs

TIMELINE = """
SELECT version, body, superseded_at, last_seen FROM article_version
UNION ALL SELECT version, body, NULL, last_seen FROM article_current ORDER BY version"""


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        yield crawl


def at(day: int) -> str:
    return f"2026-11-{22 + day}T08:05:09Z"


def test_an_older_capture_that_says_otherwise_is_an_earlier_version(crawl: Crawl) -> None:
    crawl.put(article(1, body="后来"), day=3)
    stored = crawl.put(article(1, body="起初"), day=1)
    assert (stored.how, stored.version) == (StoredAs.CHANGED, 1)
    assert rows(crawl.archive, TIMELINE) == [(1, "起初", at(3), at(1)), (2, "后来", None, at(3))]
    assert rows(crawl.archive, "SELECT first_seen, last_seen FROM article") == [(at(1), at(3))]


def test_an_older_capture_that_says_the_same_is_an_earlier_sight(crawl: Crawl) -> None:
    crawl.put(article(1), day=3)
    assert crawl.put(article(1), day=1).how is StoredAs.UNCHANGED
    assert rows(crawl.archive, "SELECT first_seen, last_seen, version FROM article") == [(at(1), at(3), 1)]
    assert rows(crawl.archive, "SELECT count(*) FROM article_version") == [(0,)]


def test_a_version_that_is_seen_once_more_before_the_next_lasts_longer(crawl: Crawl) -> None:
    for day, body in ((0, "起初"), (5, "后来"), (2, "起初")):
        crawl.put(article(1, body=body), day=day)
    assert rows(crawl.archive, TIMELINE) == [(1, "起初", at(5), at(2)), (2, "后来", None, at(5))]


def test_a_part_of_an_older_reading_is_no_version(crawl: Crawl) -> None:
    crawl.put(article(1), day=3)
    assert crawl.put(article(1, body="只有一页"), day=1, complete=False).how is StoredAs.UNCHANGED
    assert rows(crawl.archive, "SELECT count(*) FROM article_version") == [(0,)]


def test_what_was_missing_before_it_was_there_is_not_gone(crawl: Crawl) -> None:
    crawl.put(article(1), day=3)
    crawl.note("http://portal.test/1", OutcomeKind.MISSING)
    assert rows(crawl.archive, "SELECT gone_at FROM article") == [(None,)]


def test_an_older_capture_does_not_bring_back_what_is_gone(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.note("http://portal.test/1", OutcomeKind.MISSING)
    crawl.put(article(1), day=-1)
    assert rows(crawl.archive, "SELECT gone_at FROM article") == [(at(0),)]
    crawl.put(article(1), day=1)
    assert rows(crawl.archive, "SELECT gone_at FROM article") == [(None,)]


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(5)))
def test_the_order_of_arrival_does_not_matter(days: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crawl = new_crawl(Path(folder))
        with crawl.archive:
            for day in days:
                crawl.put(article(1, body=f"第{day}日的文章"), day=day)
            found = rows(crawl.archive, TIMELINE)
            seen = rows(crawl.archive, "SELECT first_seen, last_seen FROM article")
    ends: list[str | None] = [*map(at, range(1, 5)), None]
    assert found == [(day + 1, f"第{day}日的文章", ends[day], at(day)) for day in range(5)]
    assert seen == [(at(0), at(4))]
