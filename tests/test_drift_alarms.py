"""Alarms from histories that are written straight into an archive."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.nights import SECTIONS, Simulated
from zjcrawl.drift.calendar import is_working
from zjcrawl.records import OutcomeKind
from zjcrawl.store import Archive
from zjcrawl.store.alarms import alarms_of

BEGIN = date(2026, 3, 2)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Simulated]:
    with Archive.open(tmp_path / "archive.db") as archive:
        yield Simulated(archive)


def lot_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a lot that can be drawn again


def told(alarms: list[Any]) -> list[tuple[str, str | None, str | None]]:
    return [alarm.key for alarm in alarms if alarm.grade == "alarm"]


def ordinary(lot: random.Random, day: date, count: int, **changes: Any) -> list[dict[str, Any]]:
    """Articles as a small newsroom writes them: most have a source, half an author, few an editor."""
    return [
        {
            "section": lot.choice(SECTIONS),
            "published": f"{day}",
            "source": "余杭新闻网" if lot.random() < 0.95 else None,
            "authors": ("王伟",) if lot.random() < 0.5 else (),
            "editor": "李娜" if lot.random() < 0.3 else None,
            "times": lot.randint(2, 40),
            **changes,
        }
        for _ in range(count)
    ]


def years(lot: random.Random, last: date, count: int = 400) -> list[dict[str, Any]]:
    """What a first crawl finds: articles of the working days of the years before."""
    days = (day for i in range(3 * 366) if is_working(day := last - timedelta(days=i)))
    return [article for day in islice(days, count) for article in ordinary(lot, day, 1)]


def quiet(portal: Simulated, lot: random.Random, begin: date, nights: int) -> date:
    """A first crawl and nights like each other; return the last of them."""
    portal.crawl(begin, years(lot, begin))
    for i in range(1, nights):
        day = begin + timedelta(days=i)
        portal.crawl(day, ordinary(lot, day, lot.randint(1, 6) if is_working(day) else 0))
    return begin + timedelta(days=nights)


def test_a_first_crawl_has_nothing_to_be_held_against(portal: Simulated) -> None:
    assert portal.crawl(BEGIN, ordinary(lot_of(1), BEGIN, 50, published=None), lists=()) == []


def test_months_of_ordinary_nights_alarm_for_nothing(portal: Simulated) -> None:
    lot = lot_of(1)
    portal.crawl(date(2026, 9, 1), years(lot, date(2026, 9, 1)))
    for i in range(1, 250):  # with National Day, New Year, the Spring Festival of 17 February and Labour Day
        day = date(2026, 9, 1) + timedelta(days=i)
        found = portal.crawl(day, ordinary(lot, day, lot.randint(1, 6) if is_working(day) else 0))
        assert told(found) == [], (day, [alarm.message for alarm in found])


def test_a_field_that_is_lost_is_noticed_in_its_first_night(portal: Simulated) -> None:
    lot = lot_of(2)
    day = quiet(portal, lot, BEGIN, 30)
    (alarm,) = portal.crawl(day, ordinary(lot, day, 3, published=None))
    assert alarm.key == ("field", None, "published")
    assert alarm.message == "published: 0 of 3 articles have it, where 100 % had"
    assert (alarm.seen, alarm.expected["share"], len(alarm.samples)) == ({"count": 0, "of": 3}, 1.0, 3)


def test_in_new_markup_one_article_is_enough(portal: Simulated) -> None:
    lot = lot_of(2)
    day = quiet(portal, lot, BEGIN, 30)
    one = portal.crawl(day, ordinary(lot, day, 1, published=None))
    assert told(one) == []
    other = portal.crawl(day + timedelta(days=1), ordinary(lot, day, 1, published=None, template="b" * 12))
    assert told(other) == [("field", None, "published")]


def test_new_markup_that_reads_well_is_a_notice(portal: Simulated) -> None:
    lot = lot_of(3)
    day = quiet(portal, lot, BEGIN, 30)
    (notice,) = portal.crawl(day, ordinary(lot, day, 4, template="b" * 12))
    assert (notice.grade, notice.kind, notice.subject) == ("notice", "markup", "b" * 12)


def test_what_is_lost_in_one_section_is_told_of_that_section(portal: Simulated) -> None:
    lot = lot_of(4)
    day = quiet(portal, lot, BEGIN, 40)
    lost = ordinary(lot, day, 8, section="浙江股市", published=None)
    found = portal.crawl(day, [*ordinary(lot, day, 400, section="经济热点"), *lost])
    assert told(found) == [("field", "浙江股市", "published")]


def test_bodies_that_shrink_are_noticed(portal: Simulated) -> None:
    lot = lot_of(5)
    day = quiet(portal, lot, BEGIN, 30)
    found = portal.crawl(day, ordinary(lot, day, 5, times=1))
    assert told(found) == [("length", None, "short")]


@pytest.mark.parametrize("kind", [OutcomeKind.OTHER, OutcomeKind.FAILED, OutcomeKind.MISSING])
def test_pages_that_are_no_articles_any_more_are_noticed(portal: Simulated, kind: OutcomeKind) -> None:
    day = quiet(portal, lot_of(6), BEGIN, 30)
    found = portal.crawl(day, bad=[(section, kind) for section in SECTIONS * 2])
    assert told(found) == [("pages", None, kind.value)]


def test_another_encoding_is_a_notice(portal: Simulated) -> None:
    lot = lot_of(7)
    day = quiet(portal, lot, BEGIN, 30)
    (notice,) = portal.crawl(day, ordinary(lot, day, 4), encoding="utf-8")
    assert (notice.grade, notice.kind, notice.subject) == ("notice", "encoding", "utf-8")


def test_a_section_without_lists_is_noticed_and_all_of_them_are_one_alarm(portal: Simulated) -> None:
    lot = lot_of(8)
    day = quiet(portal, lot, BEGIN, 20)
    one = portal.crawl(day, ordinary(lot, day, 2), lists=SECTIONS[1:])
    assert told(one) == [("lists", SECTIONS[0], None)]
    every = portal.crawl(day + timedelta(days=1), ordinary(lot, day, 2), lists=())
    assert told(every) == [("lists", None, None)]


def test_a_run_that_stopped_before_its_end_is_not_held_to_all_sections(portal: Simulated) -> None:
    lot = lot_of(8)
    day = quiet(portal, lot, BEGIN, 20)
    assert told(portal.crawl(day, ordinary(lot, day, 2), lists=SECTIONS[1:], reason="closespider_timeout")) == []


def test_a_ban_is_one_alarm(portal: Simulated) -> None:
    day = quiet(portal, lot_of(9), BEGIN, 20)
    failed = [(section, OutcomeKind.FAILED) for section in SECTIONS * 5]
    (alarm,) = portal.crawl(day, bad=failed, lists=(), distress="shut out", reason="shut out")
    assert (alarm.key, alarm.message, len(alarm.samples)) == (("stopped", None, None), "stopped: shut out", 3)


def test_a_portal_that_cannot_be_read_at_all_alarms_at_first_sight(portal: Simulated) -> None:
    assert told(portal.crawl(BEGIN, bad=[("经济热点", OutcomeKind.OTHER)], lists=())) == [("nothing", None, None)]


def test_what_stands_is_raised_again_after_7_14_and_28_days_only(portal: Simulated) -> None:
    lot = lot_of(10)
    day, raised = quiet(portal, lot, BEGIN, 20), []
    for i in range(35):
        tonight = day + timedelta(days=i)
        found = portal.crawl(tonight, ordinary(lot, tonight, 3, published=None))
        raised += [i] if told(found) else []
    assert raised == [0, 7, 14, 28]
    last = alarms_of(portal.archive.db.conn, 55)
    assert [(alarm.key, alarm.raised) for alarm in last] == [(("field", None, "published"), False)]
    assert last[0].since == alarms_of(portal.archive.db.conn, 21)[0].since


def test_what_comes_again_after_it_was_well_is_raised_at_once(portal: Simulated) -> None:
    lot = lot_of(11)
    day, raised = quiet(portal, lot, BEGIN, 20), []
    for i, published in enumerate((None, f"{day}", None)):
        raised.append(told(portal.crawl(day + timedelta(days=i), ordinary(lot, day, 3, published=published))))
    assert raised == [[("field", None, "published")], [], [("field", None, "published")]]


def test_a_run_that_stops_twice_raises_what_it_finds_once(portal: Simulated) -> None:
    lot = lot_of(12)
    day = quiet(portal, lot, BEGIN, 20)
    lost = ordinary(lot, day, 3, published=None)
    assert told(portal.crawl(day, lost, reason="shutdown")) == [("field", None, "published")]
    assert told(portal.crawl(day, lost)) == []


def test_what_was_stored_long_ago_does_not_hide_what_is_lost_tonight(portal: Simulated) -> None:
    lot = lot_of(13)
    old = [{**article, "url": f"http://portal.test/old/{i}"} for i, article in enumerate(ordinary(lot, BEGIN, 40))]
    old = [{**article, "body": f"第{i}篇旧闻。"} for i, article in enumerate(old)]
    portal.crawl(BEGIN, [dict(article) for article in old])
    day = quiet(portal, lot, BEGIN + timedelta(days=1), 20)
    again = [dict(article) for article in old]
    assert told(portal.crawl(day, [*again, *ordinary(lot, day, 3, published=None)])) == [("field", None, "published")]
    unchanged = "SELECT sum(unchanged), sum(articles) FROM coverage WHERE run_id = (SELECT max(id) FROM run)"
    assert portal.archive.db.conn.execute(unchanged).fetchone() == (40, 3)
