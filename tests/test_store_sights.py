"""A disappearance is evidence: since when, how often seen, and until when, whatever the order in which captures come in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store_samples import NOW, Crawl, article, at, new_crawl, rows
from zjcrawl.records import Outcome, OutcomeKind
from zjcrawl.store.takedown import Level

URL = "http://portal.test/1"

ABSENCES = "SELECT gone_at, last_gone_at, sights, back_at FROM absence ORDER BY gone_at"

GONE_AT = "SELECT gone_at FROM article"


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        yield crawl


def miss(crawl: Crawl, day: int) -> None:
    crawl.note(URL, OutcomeKind.MISSING, "HTTP 404", day=day, status=404)


def test_an_absence_counts_its_sights_and_says_what_was_seen(crawl: Crawl) -> None:
    crawl.put(article(1))
    for day in (1, 3, 4):
        miss(crawl, day)
    assert rows(crawl.archive, ABSENCES) == [(at(1), at(4), 3, None)]
    assert rows(crawl.archive, "SELECT url, reason, status FROM absence") == [(URL, "HTTP 404", 404)]
    assert rows(crawl.archive, GONE_AT) == [(at(1),)]


def test_an_absence_names_the_capture_that_shows_it_first(crawl: Crawl) -> None:
    crawl.put(article(1))
    for day in (1, 2):
        crawl.day = day
        crawl.capture(URL)
        miss_capture = rows(crawl.archive, "SELECT max(id) FROM capture")[0][0]
        crawl.archive.put_outcome(
            crawl.run.id,
            Outcome(URL, OutcomeKind.MISSING, "says so", status=200),
            seen_at=NOW + timedelta(days=day),
            capture_id=miss_capture,
        )
    assert rows(crawl.archive, "SELECT sights, capture_id FROM absence") == [(2, 2)]


def test_a_return_names_the_capture_of_the_visit_that_saw_it(crawl: Crawl) -> None:
    crawl.put(article(1))
    (first,) = rows(crawl.archive, "SELECT capture_id FROM article_current")[0]
    for day in (1, 3):
        miss(crawl, day)
        crawl.day = day + 1
        visit = crawl.capture(URL)
        if day == 1:
            assert crawl.archive.see_again(URL, visit, first, "1", NOW + timedelta(days=2)) is not None
        else:
            crawl.archive.put_article(
                article(1), capture_id=first, visit_id=visit, run_id=1, seen_at=NOW + timedelta(days=4), parser="1"
            )
        (held,) = rows(crawl.archive, "SELECT capture_id FROM article_current")[0]
        assert held == first
        assert rows(crawl.archive, "SELECT capture_id FROM sight WHERE seen_at = ?", at(day + 1)) == [(visit,)]


def test_what_is_back_keeps_its_absence_and_may_go_again(crawl: Crawl) -> None:
    crawl.put(article(1))
    miss(crawl, 1)
    crawl.put(article(1), day=2)
    assert rows(crawl.archive, GONE_AT) == [(None,)]
    crawl.put(article(1), day=3)
    miss(crawl, 4)
    assert rows(crawl.archive, ABSENCES) == [(at(1), at(1), 1, at(2)), (at(4), at(4), 1, None)]
    assert rows(crawl.archive, GONE_AT) == [(at(4),)]


@pytest.mark.parametrize("kind", [OutcomeKind.FAILED, OutcomeKind.REFUSED, OutcomeKind.OTHER])
def test_nothing_else_makes_an_article_absent(crawl: Crawl, kind: OutcomeKind) -> None:
    crawl.put(article(1))
    crawl.note(URL, kind, day=1)
    assert rows(crawl.archive, ABSENCES) == []
    assert rows(crawl.archive, GONE_AT) == [(None,)]


def test_what_was_never_stored_is_not_absent(crawl: Crawl) -> None:
    miss(crawl, 1)
    assert rows(crawl.archive, "SELECT * FROM sight") == []


def test_an_article_that_never_went_has_no_sights(crawl: Crawl) -> None:
    for day in range(3):
        crawl.put(article(1), day=day)
    assert rows(crawl.archive, "SELECT * FROM sight") == []


def test_an_older_capture_in_which_it_was_missing_is_an_absence_that_ended(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.put(article(1), day=5)
    miss(crawl, 2)
    assert rows(crawl.archive, ABSENCES) == [(at(2), at(2), 1, at(5))]
    assert rows(crawl.archive, GONE_AT) == [(None,)]


def test_what_is_erased_leaves_no_sights(crawl: Crawl) -> None:
    crawl.put(article(1))
    miss(crawl, 1)
    crawl.archive.take_down(URL, Level.TEXT, "某人", "隐私", NOW)
    assert rows(crawl.archive, "SELECT * FROM sight") == []


@settings(deadline=None, max_examples=60)
@given(st.lists(st.booleans(), max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(there: list[bool], chance: Random) -> None:
    days = list(enumerate(there, 1))
    chance.shuffle(days)
    with tempfile.TemporaryDirectory() as folder:
        crawl = new_crawl(Path(folder))
        with crawl.archive:
            crawl.put(article(1))
            for day, present in days:
                if present:
                    crawl.put(article(1), day=day)
                else:
                    miss(crawl, day)
            absences, ((gone_at,),) = rows(crawl.archive, ABSENCES), rows(crawl.archive, GONE_AT)
    assert absences == list(expected(there))
    assert gone_at == (absences[-1][0] if there and not there[-1] else None)


def expected(there: list[bool]) -> Iterator[tuple[str, str, int, str | None]]:
    """The absences that a person would list who was told of each day."""
    gone: list[int] = []
    for day, present in enumerate([*there, True], 1):
        if not present:
            gone.append(day)
        elif gone:
            yield at(gone[0]), at(gone[-1]), len(gone), at(day) if day <= len(there) else None
            gone = []
