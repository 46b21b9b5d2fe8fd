"""A crawl keeps to the hours that it was given."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawls import ROOT, SmallPortal, crawl, environment, rows
from zjcrawl.errors import ClosedWindowError, UsageError
from zjcrawl.fetch.window import Window


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "now", "left"),
    [
        ("22:00-06:00", at(22), 8),
        ("22:00-06:00", at(23, 30), 6.5),
        ("22:00-06:00", at(0), 6),
        ("22:00-06:00", at(5, 30), 0.5),
        ("01:00 - 05:00", at(1), 4),
        ("00:00-00:00", at(12), 12),
    ],
)
def test_an_open_window_says_how_long(window: str, now: datetime, left: float) -> None:
    assert Window.parse(window).left(now) == timedelta(hours=left)


@pytest.mark.parametrize(
    ("window", "now"), [("22:00-06:00", at(6)), ("22:00-06:00", at(21, 59)), ("01:00-05:00", at(0))]
)
def test_a_closed_one_says_what_the_time_is_and_what_to_do(window: str, now: datetime) -> None:
    with pytest.raises(ClosedWindowError, match=rf"^it is {now:%H:%M}, and ZJCRAWL_WINDOW={window}: crawl then"):
        Window.parse(window).left(now)


@pytest.mark.parametrize("text", ["night", "22:00", "25:00-06:00", "22:00-", ""])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="write 22:00-06:00"):
        Window.parse(text)


def closed_now() -> str:
    """A window of an hour that is twelve hours away."""
    noon = datetime.now().astimezone() + timedelta(hours=12)
    return f"{noon:%H}:00-{noon + timedelta(hours=1):%H}:00"


def test_nothing_is_fetched_outside_of_the_window(tmp_path: Path) -> None:
    with SmallPortal("b", 30, faults=()) as portal:
        ended = crawl(tmp_path / "a.db", portal.proxy, "-s", f"ZJCRAWL_WINDOW={closed_now()}")
        assert portal.requests() == []
    assert ended.code == 1
    assert "crawl then, or change the window" in ended.complaint
    assert list(tmp_path.iterdir()) == []


PROGRAM = """
import sys
from datetime import timedelta
from pathlib import Path
from zjcrawl.crawling import crawl
from zjcrawl.fetch.window import Window
Window.left = lambda window, now: timedelta(seconds=0.5)
options = {"DOWNLOAD_DELAY": 0.1, "AUTOTHROTTLE_ENABLED": False, "LOG_ENABLED": False, "ZJCRAWL_WINDOW": "22:00-06:00"}
print(crawl("zj123", Path(sys.argv[1]), options).reason)
"""


def test_a_crawl_stops_when_its_window_closes_and_goes_on_in_the_next(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    with SmallPortal("b", 30, faults=()) as portal:
        program = [sys.executable, "-c", PROGRAM, str(database)]
        ended = subprocess.run(program, check=True, capture_output=True, env=environment(portal.proxy), cwd=ROOT)
        assert ended.stdout.decode().strip() == "the window 22:00-06:00 closed"
        assert rows(database, "SELECT ended_at, reason FROM run") == [(None, "the window 22:00-06:00 closed")]
        assert crawl(database, portal.proxy).code == 0
    assert rows(database, "SELECT count(*), max(resumed), max(reason) FROM run") == [(1, 1, "finished")]
