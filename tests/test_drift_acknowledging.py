"""An alarm that somebody has looked at is quiet as long as it stands, and shown all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.nights import Simulated
from tests.test_drift_alarms import BEGIN, lot_of, ordinary, quiet
from zjcrawl.cli import main
from zjcrawl.drift.finding import Kind
from zjcrawl.errors import UsageError
from zjcrawl.records import OutcomeKind
from zjcrawl.store import Archive
from zjcrawl.store.alarms import Alarm, alarms_of

GONE = [("经济热点", OutcomeKind.FAILED)]
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db") as archive:
        yield archive


def without_dates(portal: Simulated, begin: date, nights: int) -> list[list[Alarm]]:
    """Nights in which no article has its date; what was raised in each."""
    lot = lot_of(3)
    days = (begin + timedelta(days=n) for n in range(nights))
    return [portal.crawl(day, ordinary(lot, day, 3, published=None)) for day in days]


def last(archive: Archive) -> Alarm:
    (run_id,) = archive.db.conn.execute("SELECT max(id) FROM run").fetchone()
    (alarm,) = (alarm for alarm in alarms_of(archive.db.conn, run_id) if alarm.kind == "field")
    return alarm


def test_what_was_acknowledged_is_not_raised_again_while_it_stands_and_is_shown(archive: Archive) -> None:
    portal = Simulated(archive)
    day = quiet(portal, lot_of(2), BEGIN, 30)
    assert [bool(raised) for raised in without_dates(portal, day, 2)] == [True, False]
    number = last(archive).id
    assert number is not None
    assert archive.acknowledge(number, "a redesign", NOW) == "field"
    assert not any(without_dates(portal, day + timedelta(days=2), 20)), "a reminder was due"
    stands = last(archive)
    assert (stands.acknowledged_at, stands.acknowledged_why, stands.raised) == (
        "2026-06-01T00:00:00Z",
        "a redesign",
        False,
    )


def test_what_ended_and_begins_anew_alarms_again(archive: Archive) -> None:
    portal, lot = Simulated(archive), lot_of(2)
    day = quiet(portal, lot, BEGIN, 30)
    without_dates(portal, day, 1)
    archive.acknowledge(last(archive).id or 0, "a slip", NOW)
    for number in range(1, 6):
        portal.crawl(day + timedelta(days=number), ordinary(lot, day, 3))
    assert [alarm.kind for alarm in without_dates(portal, day + timedelta(days=6), 1)[0]] == ["field"]


def test_an_alarm_that_is_not_there_cannot_be_acknowledged(archive: Archive) -> None:
    with pytest.raises(UsageError, match="no alarm 7 in"):
        archive.acknowledge(7, "why not", NOW)


@pytest.mark.parametrize("kind", [Kind.STOPPED, Kind.NOTHING])
def test_what_stood_before_a_bad_night_stands_after_it(archive: Archive, kind: Kind) -> None:
    portal = Simulated(archive)
    day = quiet(portal, lot_of(2), BEGIN, 30)
    without_dates(portal, day, 1)
    since = last(archive).since
    bad: dict[str, Any] = {"distress": "shut out"} if kind is Kind.STOPPED else {"lists": (), "bad": GONE}
    (alarm,) = portal.crawl(day + timedelta(days=1), [], **bad)
    assert alarm.kind == kind
    assert without_dates(portal, day + timedelta(days=2), 1) == [[]]
    assert last(archive).since == since


def test_the_verb_says_what_is_quiet_and_wants_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "archive.db")
    with Archive.open(path) as archive:
        portal = Simulated(archive)
        without_dates(portal, quiet(portal, lot_of(2), BEGIN, 30), 1)
        number = str(last(archive).id)

    def said(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["zjcrawl", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out + err

    assert said("acknowledge", path, number, "--why", " ")[0] == 2
    assert said("acknowledge", path, number, "--why", "a redesign") == (
        0, f"alarm {number} (field) is quiet as long as it stands\n",
    )  # fmt: skip
    assert "a redesign" in said("report", path)[1].replace("\n", "")
    assert said("report", path, "--prometheus", "-")[1].count('zjcrawl_run_alarms{grade="alarm"') == 0
