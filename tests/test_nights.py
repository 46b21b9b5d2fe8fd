"""Sixty nights of a portal: what each crawl asked for, stored, missed and woke somebody for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests import living
from tests.crawls import is_whole, rows
from tests.living import BEGAN, DEAD_SECTION, TROUBLES, Night, lived


@dataclass(frozen=True)
class Lived:
    database: Path
    nights: list[Night]

    def __getitem__(self, night: int) -> Night:
        return self.nights[night]


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return Lived(*lived(tmp_path_factory.mktemp("living")))


def in_night(column: str, night: int) -> str:
    """A condition: a time of this night."""
    begin, end = (f"'{BEGAN + timedelta(days=days):%FT%TZ}'" for days in (night, night + 1))
    return f"{column} >= {begin} AND {column} < {end}"


def test_nothing_that_lists_show_is_missed_and_a_bad_night_is_made_up_for_by_the_next(months: Lived) -> None:
    assert len(months.nights) == living.NIGHTS
    missed = {night.night: night.missed for night in months.nights if night.missed}
    assert missed.keys() <= TROUBLES.keys()
    assert missed, "the bad nights were none"


def test_nobody_is_woken_but_in_the_nights_when_something_is_wrong(months: Lived) -> None:
    woken = {night.night: [(kind, section) for _, kind, section, _ in night.woken] for night in months.nights}
    silent = next(night for night, found in woken.items() if ("silence", None) in found)
    lists: tuple[str | None, str | None] = ("lists", DEAD_SECTION)
    reminders = {living.DEATH + days: [lists] for days in (7, 14, 28)}
    expected: dict[int, list[tuple[str | None, str | None]]] = {
        living.UNAVAILABLE: [("nothing", None)],
        living.BAN: [("stopped", None)],
        living.LOST: [("nothing", None)],
        living.DEATH: [lists],
        **reminders,
    }
    expected[silent] = [*expected.get(silent, []), ("silence", None)]
    assert {night: found for night, found in woken.items() if found} == expected
    assert silent > living.SILENCE + 14


def test_a_redesign_is_noticed_in_its_first_night_and_loses_nothing(months: Lived) -> None:
    assert "markup" in [kind for _, kind, _, _ in months[living.REDESIGN].alarms]
    told = [night.night for night in months.nights if "markup" in [kind for _, kind, _, _ in night.alarms]]
    assert told == [living.REDESIGN]
    assert rows(months.database, "SELECT count(*) FROM article WHERE body = '' OR title IS NULL") == [(0,)]


def test_a_quiet_night_asks_for_the_beginnings_of_lists_and_a_few_old_pages(months: Lived) -> None:
    for night in months.nights[living.SILENCE + 1 :]:
        assert night.requests["home"] == 1
        assert night.requests["listing"] == 8
        assert night.cost <= 22


@pytest.mark.parametrize("night", [living.TITLE, living.DATE, living.PLACE])
def test_what_lists_show_to_be_changed_is_a_version_in_the_same_night(months: Lived, night: int) -> None:
    sql = f"SELECT count(*) FROM article_version WHERE {in_night('superseded_at', night)}"  # noqa: S608
    assert rows(months.database, sql) == [(1,)]


def test_what_no_list_shows_is_found_when_its_page_is_due(months: Lived) -> None:
    stale = [night.night for night in months.nights if night.stale]
    assert stale
    assert stale[0] == living.BODY
    assert stale[-1] < living.BODY + 7


def test_what_a_list_no_longer_has_is_found_gone_in_the_same_night_and_back_when_it_returns(months: Lived) -> None:
    back = f"{in_night('back_at', living.RETURN)}"
    assert rows(months.database, f"SELECT {in_night('gone_at', living.DELETION)}, {back} FROM absence") == [(1, 1)]  # noqa: S608
    assert rows(months.database, "SELECT count(*) FROM article WHERE gone_at IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("night", [living.UNAVAILABLE, living.BAN, living.LOST])
def test_a_portal_that_does_not_answer_is_soon_left_alone(months: Lived, night: int) -> None:
    assert months[night].cost <= 20
    kinds = f"SELECT count(*) FROM article_version WHERE {in_night('superseded_at', night)}"  # noqa: S608
    assert rows(months.database, kinds) == [(0,)]


def test_a_killed_night_is_gone_on_with_by_the_next(months: Lived) -> None:
    killed, after = months[living.KILL], months[living.KILL + 1]
    assert killed.reason is None
    assert after.reason == "finished"
    resumed = f"SELECT resumed, reason FROM run WHERE {in_night('started_at', living.KILL)}"  # noqa: S608
    assert rows(months.database, resumed) == [(1, "finished")]
    assert is_whole(months.database)


def test_articles_of_a_section_whose_list_died_are_not_said_to_be_gone(months: Lived) -> None:
    sql = "SELECT count(*), count(gone_at) FROM article WHERE section = ?"
    ((count, gone),) = rows(months.database, sql, DEAD_SECTION)
    assert count > 5
    assert gone == 0
