"""Whatever the order in which captures come in, an article's versions stand in the order of time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store_samples import NOW, Crawl, article, at, new_crawl, rows
from zjcrawl.records import OutcomeKind
from zjcrawl.store import StoredAs

TIMELINE = """
SELECT version, body, superseded_at, last_seen FROM article_version
UNION ALL SELECT version, body, NULL, last_seen FROM article_current ORDER BY version"""

SPANS = """
SELECT version, body, since, superseded_at, last_seen FROM article_version
UNION ALL SELECT version, body, since, NULL, last_seen FROM article_current ORDER BY version"""


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        yield crawl


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


def test_a_text_that_came_back_is_two_versions_though_the_one_between_arrives_last(crawl: Crawl) -> None:
    for day, body in ((8, "原文"), (0, "原文"), (4, "改后")):
        crawl.put(article(1, body=body), day=day)
    assert rows(crawl.archive, SPANS) == [
        (1, "原文", at(0), at(4), at(0)),
        (2, "改后", at(4), at(8), at(4)),
        (3, "原文", at(8), None, at(8)),
    ]


def test_a_listing_that_links_to_it_does_not_make_a_later_reading_an_earlier_one(crawl: Crawl) -> None:
    crawl.put(article(1, body="起初"))
    crawl.archive.touch("http://portal.test/1", NOW + timedelta(days=5))
    assert crawl.put(article(1, body="后来"), day=3).version == 2
    assert rows(crawl.archive, "SELECT body FROM article") == [("后来",)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_whatever_arrives_first_a_version_is_a_stretch_of_days_with_one_text(texts: str, chance: Random) -> None:
    days = list(enumerate(texts))
    stretches = [list(group) for _, group in groupby(days, key=itemgetter(1))]
    chance.shuffle(days)
    with tempfile.TemporaryDirectory() as folder:
        crawl = new_crawl(Path(folder))
        with crawl.archive:
            for day, body in days:
                crawl.put(article(1, body=body), day=day)
            found = rows(crawl.archive, SPANS)
    assert [(body, since, last_seen) for _, body, since, _, last_seen in found] == [
        (stretch[0][1], at(stretch[0][0]), at(stretch[-1][0])) for stretch in stretches
    ]
    assert [ended for *_, ended, _ in found] == [*(since for _, _, since, *_ in found[1:]), None]
    assert [version for version, *_ in found] == list(range(1, len(stretches) + 1))


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
