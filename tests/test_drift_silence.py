"""Sections that fall silent, in histories of years; week-ends and holidays are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.nights import SECTIONS, Simulated
from tests.test_drift_alarms import lot_of, ordinary, told, years
from zjcrawl.drift.calendar import is_working, working_days
from zjcrawl.store import Archive

BEGIN = date(2026, 11, 2)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Simulated]:
    with Archive.open(tmp_path / "archive.db") as archive:
        yield Simulated(archive)


def crawl(portal: Simulated, sections: tuple[str, ...], begin: date, nights: int) -> list[tuple[date, str | None]]:
    """Crawl nights in which each of ``sections`` publishes on working days; return when was alarmed for which."""
    lot, found = lot_of(3), []
    for i in range(nights):
        day = begin + timedelta(days=i)
        articles = [one for name in sections for one in ordinary(lot, day, 1, section=name)] if is_working(day) else []
        found += [(day, section) for kind, section, _ in told(portal.crawl(day, articles)) if kind == "silence"]
    return found


def test_a_section_that_dies_is_noticed_once_and_again_at_growing_intervals(portal: Simulated) -> None:
    portal.crawl(BEGIN, years(lot_of(1), BEGIN))
    assert crawl(portal, SECTIONS, BEGIN + timedelta(days=1), 25) == []
    last = BEGIN + timedelta(days=25)
    found = crawl(portal, SECTIONS[1:], last + timedelta(days=1), 90)
    assert {section for _, section in found} == {SECTIONS[0]}
    days = [day for day, _ in found]
    assert 15 <= working_days(last, days[0]) <= 45  # the section had published every fourth working day
    assert [(day - days[0]).days for day in days] == [0, 7, 14, 28][: len(days)]


def test_a_portal_that_falls_silent_is_one_alarm(portal: Simulated) -> None:
    portal.crawl(BEGIN, years(lot_of(1), BEGIN))
    crawl(portal, SECTIONS, BEGIN + timedelta(days=1), 25)
    found = crawl(portal, (), BEGIN + timedelta(days=26), 30)
    assert found[0] == (date(2026, 12, 11), None)  # ten working days after 27 November
    assert {section for _, section in found} == {None}


def test_two_weeks_of_spring_festival_are_no_silence(portal: Simulated) -> None:
    begin = date(2027, 1, 4)
    portal.crawl(begin, years(lot_of(1), begin))
    crawl(portal, SECTIONS, begin + timedelta(days=1), 30)  # the festival is on 6 February
    assert crawl(portal, (), date(2027, 2, 4), 14) == []


def test_what_was_silent_before_the_archive_began_is_none_of_its_alarms(portal: Simulated) -> None:
    portal.crawl(BEGIN, years(lot_of(1), date(2012, 12, 31)))
    assert crawl(portal, (), BEGIN + timedelta(days=1), 20) == []


def test_a_section_without_a_rhythm_cannot_fall_silent(portal: Simulated) -> None:
    portal.crawl(BEGIN, ordinary(lot_of(1), BEGIN, 9))
    assert crawl(portal, (), BEGIN + timedelta(days=1), 40) == []
