"""A portal is asked as often as it wants to be, and less often while it is ill."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, NotConfigured, ResponseDataLossError
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from tests.crawls import Finished, Misbehaving, SmallPortal, answer, crawl, rows
from zjcrawl.crawling import crawl_settings
from zjcrawl.fetch.politeness import LeftAlone, Politeness, Stopping

PAGE = Request("http://www.zj123.com/1")
ELSEWHERE = Request("http://news.zj123.com/1")


class Clock:
    """A clock on which time passes only by waiting."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Guest:
    """The middleware of a crawl, with its clock; ``waits`` are how long each request had to wait."""

    def __init__(self, *, crawling: bool = True, **options: object) -> None:
        self.clock = Clock()
        crawler: Any = SimpleNamespace(settings=crawl_settings(options), crawling=crawling, spider=None)
        self.politeness = Politeness(crawler, self.clock, self.clock.sleep)

    def wait(self, request: Request = PAGE) -> float:
        before = self.clock.now
        asyncio.run(self.politeness.process_request(request))
        return self.clock.now - before

    def answered(self, status: int, **headers: str) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.politeness.process_response(PAGE, Response(PAGE.url, status, given))

    def robots(self, text: str) -> None:
        self.politeness.obey_robots(ProtegoRobotParser(text.encode(), None), PAGE)


def test_a_portal_that_is_well_is_not_waited_for() -> None:
    guest = Guest()
    guest.answered(200)
    assert (guest.wait(), guest.wait()) == (0, 0)


def test_crawl_delay_stands_between_any_two_requests_to_the_host() -> None:
    guest = Guest()
    guest.robots("User-agent: *\nCrawl-delay: 7\n")
    assert (guest.wait(), guest.wait()) == (7, 7)
    assert guest.wait(ELSEWHERE) == 0


def test_crawl_delay_for_somebody_else_is_not_ours() -> None:
    guest = Guest()
    guest.robots("User-agent: baiduspider\nCrawl-delay: 7\n")
    assert guest.wait() == 0


def test_requests_that_wait_together_are_sent_one_by_one() -> None:
    guest = Guest()
    guest.robots("User-agent: zjcrawl\nCrawl-delay: 2.5\n")
    sent = []

    async def send() -> None:
        await guest.politeness.process_request(PAGE)
        sent.append(guest.clock.now)

    async def send_three() -> None:
        await asyncio.gather(send(), send(), send())

    asyncio.run(send_three())
    gaps = [after - before for before, after in pairwise(sent)]
    assert all(gap >= 2.5 for gap in gaps)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_whatever_the_ordinary_delay(status: int) -> None:
    guest = Guest(DOWNLOAD_DELAY=0)
    guest.answered(status, Retry_After="120")
    assert guest.wait() == 120
    assert guest.wait() == 0


def test_retry_after_may_be_a_date() -> None:
    guest = Guest()
    guest.answered(503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    assert 80 < guest.wait() <= 90


@pytest.mark.parametrize("given", ["Wed, 20 Oct 2010 08:05:09 GMT", "0"])
def test_retry_after_that_is_over_is_no_wait(given: str) -> None:
    guest = Guest()
    guest.answered(503, Retry_After=given)
    assert guest.wait() == 0


_YEAR_TOO_LONG = "Thu, 01 Jan 99999999999999999999 00:00:00 GMT"
_ZONE_TOO_LONG = "Wed, 20 Oct 2010 08:05:09 +99999999999999"


@pytest.mark.parametrize("given", ["soon", "-5", "", "1.5", "²", _YEAR_TOO_LONG, _ZONE_TOO_LONG])
def test_retry_after_that_says_nothing_is_backed_off_from(given: str) -> None:
    guest = Guest(DOWNLOAD_DELAY=2)
    guest.answered(503, Retry_After=given)
    assert guest.wait() == 16


def test_pauses_double_while_a_host_is_ill_and_end_when_it_is_well() -> None:
    guest = Guest(DOWNLOAD_DELAY=2)
    waits = []
    for _ in range(3):
        guest.answered(503)
        waits.append(guest.wait())
    assert waits == [16, 32, 64]
    guest.answered(200)
    guest.answered(429)
    assert guest.wait() == 16


def test_silence_is_an_illness_and_a_broken_page_is_none() -> None:
    guest = Guest(DOWNLOAD_DELAY=2)
    guest.politeness.process_exception(PAGE, ResponseDataLossError())
    assert guest.wait() == 0
    guest.politeness.process_exception(PAGE, DownloadTimeoutError("60 s"))
    assert guest.wait() == 16


def test_without_a_delay_there_is_no_back_off() -> None:
    guest = Guest(DOWNLOAD_DELAY=0)
    guest.answered(503)
    guest.politeness.process_exception(PAGE, DownloadTimeoutError("60 s"))
    assert guest.wait() == 0


def test_who_asks_for_too_much_is_left_alone() -> None:
    guest = Guest(ZJCRAWL_LONGEST_WAIT=100)
    guest.answered(503, Retry_After="101")
    with pytest.raises(LeftAlone, match=r"^HTTP 503, and the portal asks to wait 101 s, longer than"):
        guest.wait()
    assert guest.clock.slept == []


def test_a_crawl_delay_of_a_day_is_not_waited() -> None:
    guest = Guest()
    guest.robots("User-agent: *\nCrawl-delay: 86400\n")
    with pytest.raises(LeftAlone, match=r"^robots\.txt asks for 86400 s between requests"):
        guest.wait()


def test_a_crawl_that_is_told_to_stop_waits_no_further() -> None:
    guest = Guest(crawling=False)
    guest.answered(503, Retry_After="120")
    with pytest.raises(Stopping):
        guest.wait()


def test_a_wait_is_slept_in_steps_so_that_it_can_be_ended() -> None:
    guest = Guest()
    guest.answered(503, Retry_After="120")
    guest.wait()
    assert max(guest.clock.slept) <= 1


def test_captures_in_files_are_waited_for_by_nobody() -> None:
    with pytest.raises(NotConfigured):
        Politeness.from_crawler(get_crawler(settings_dict={"ZJCRAWL_FROM": "captures.warc.gz"}))


def crawled(database: Path, robots: str) -> tuple[Finished, list[tuple[Any, ...]]]:
    otherwise = {"http://www.zj123.com/robots.txt": answer(robots.encode(), "Content-Type: text/plain")}
    with SmallPortal("b", 30, faults=()) as portal, Misbehaving(portal, otherwise) as server:
        ended = crawl(database, server.proxy)
    return ended, rows(database, "SELECT kind, reason FROM url_outcome WHERE kind = 'failed'")


def test_a_crawl_says_that_it_would_take_too_long(tmp_path: Path) -> None:
    ended, failed = crawled(tmp_path / "a.db", "User-agent: *\nCrawl-delay: 86400\n")
    assert ended.code == 1
    reason = "robots.txt asks for 86400 s between requests, longer than ZJCRAWL_LONGEST_WAIT"
    assert ("failed", reason) in failed


class Busy(SmallPortal):
    """A portal that once asks to be left alone for a second, and notes when it was asked for what."""

    def __init__(self) -> None:
        super().__init__("b", 30, faults=())
        self.asked: list[tuple[float, str]] = []
        self.tired = self.truth[9]["url"]

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        first = all(target != before for _, before in self.asked)
        self.asked.append((time.monotonic(), target))
        if target == self.tired and first:
            return b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n", False
        return super().answer(method, target, headers)


def test_nothing_is_asked_of_a_portal_that_wants_to_be_left_alone(tmp_path: Path) -> None:
    with Busy() as portal:
        assert crawl(tmp_path / "a.db", portal.proxy).code == 0
    busy = next(number for number, (_, target) in enumerate(portal.asked) if target == portal.tired)
    (before, _), (after, _) = portal.asked[busy : busy + 2]
    assert after - before >= 1
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM article") == [(30,)]


def test_a_crawl_keeps_a_short_delay(tmp_path: Path) -> None:
    ended, failed = crawled(tmp_path / "a.db", "User-agent: *\nCrawl-delay: 0.01\n")
    assert (ended.code, failed) == (0, [])
