"""A portal that shuts the crawl out stops it; broken pages of a portal that is well do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawls import Answer, Misbehaving, SmallPortal, answer, crawl, rows
from tests.portal.compare import compare, rows_of
from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Decoding, Kind, Page
from zjcrawl.spiders.misses import Misses

NOTHING = Page(Kind.OTHER, "", "neither article nor listing", Decoding(None, "utf-8"))
LIST = replace(NOTHING, kind=Kind.LISTING)
HTML = "Content-Type: text/html; charset=utf-8"
LOGIN = "<html><body><form><p>访问过于频繁，请输入验证码 {} 后继续访问</p><input name=code></form></body></html>"


def article(body: str) -> Page:
    return replace(NOTHING, kind=Kind.ARTICLE, article=Article("", "标题", body=body))


def seen(*pages: Page) -> list[bool]:
    misses = Misses()
    return [misses.saw(str(number), page) for number, page in enumerate(pages)]


def test_twenty_visits_that_brought_nothing_are_no_accident() -> None:
    assert seen(*[NOTHING] * 21).index(True) == 19


@pytest.mark.parametrize(
    "page", [LIST, article("正文"), replace(NOTHING, frames=("a",)), replace(NOTHING, refresh="a")]
)
def test_a_page_in_between_ends_the_row(page: Page) -> None:
    assert True not in seen(*[NOTHING] * 19, page, *[NOTHING] * 19)


def test_one_text_under_every_address_is_nothing() -> None:
    assert True in seen(*[article("请稍候再试")] * 21)
    assert True not in seen(*(article(str(number)) for number in range(50)))


def test_a_crawl_does_not_end_well_on_several_misses() -> None:
    misses = Misses()
    for number in range(5):
        assert not misses.are_last
        misses.missed(str(number), "HTTP 403")
    assert misses.are_last
    misses.was_none()
    assert not misses.are_last


def test_where_the_home_is_well_the_next_row_is_twice_as_long() -> None:
    misses = Misses()
    assert any(misses.missed(str(number), "HTTP 500") for number in range(20))
    misses.was_none()
    told = [misses.missed(str(number), "HTTP 500") for number in range(40)]
    assert told.index(True) == 39


def test_a_further_try_at_the_same_visit_is_not_another() -> None:
    misses = Misses()
    for _ in range(50):
        assert not misses.missed("a", "HTTP 500")


def test_a_page_that_asks_for_a_code_is_nothing() -> None:
    assert read_page(LOGIN.format(7).encode(), "http://www.zj123.com/1").kind is Kind.OTHER


class From(Mapping[str, Answer]):
    """Answers everything alike from the ``first`` request on, while ``holds``; ``spared`` are answered as ever."""

    def __init__(self, first: int, given: Answer, spared: str = "") -> None:
        self.first, self.given, self.spared, self.holds, self.count = first, given, spared, True, 0

    def __contains__(self, target: object) -> bool:
        self.count += 1
        return self.holds and self.count > self.first and target not in self.spared.split()

    def __getitem__(self, target: str) -> Answer:
        return self.given

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def code_page() -> Answer:
    """A page that asks for a code, another each time."""
    numbers = iter(range(1000, 9999))
    return lambda stream: answer(LOGIN.format(next(numbers)).encode(), HTML)(stream)


BANS: dict[str, Answer] = {
    "HTTP 403": answer(b"Forbidden", HTML, status="403 Forbidden"),
    "HTTP 503": answer(b"", HTML, status="503 Service Unavailable"),
    "neither article nor listing": code_page(),
    "DownloadFailedError": lambda _stream: None,
}


@pytest.mark.parametrize("sign", BANS)
def test_a_ban_stops_the_crawl_and_when_it_is_over_the_next_one_brings_all_home(tmp_path: Path, sign: str) -> None:
    portal = SmallPortal("b", 60, faults=())
    ban = From(30, BANS[sign])
    database = tmp_path / "a.db"
    with portal, Misbehaving(portal, ban) as server:
        stopped = crawl(database, server.proxy, "-s", "RETRY_TIMES=0")
        assert stopped.code == 1
        assert "visits in a row brought nothing" in stopped.complaint
        assert sign in stopped.complaint
        assert stopped.complaint.endswith("; the next crawl goes on")
        asked = ban.count - ban.first
        assert asked < 40, "the crawl went on against closed doors"
        assert rows(database, "SELECT ended_at FROM run") == [(None,)]
        assert "visits in a row" in rows(database, "SELECT reason FROM run")[0][0]
        ban.holds = False
        assert crawl(database, server.proxy).code == 0
    assert compare(portal.truth, rows_of(database)) == []
    assert rows(database, "SELECT count(*), max(resumed), max(reason) FROM run") == [(1, 1, "finished")]


def test_pages_that_are_broken_do_not_stop_a_crawl_of_a_portal_that_is_well(tmp_path: Path) -> None:
    portal = SmallPortal("b", 60, faults=())
    broken = From(30, answer(b"", HTML, status="500 Internal Server Error"), spared="http://www.zj123.com/")
    with portal, Misbehaving(portal, broken) as server:
        ended = crawl(tmp_path / "a.db", server.proxy, "-s", "RETRY_TIMES=0")
    assert ended.code == 0
    assert rows(tmp_path / "a.db", "SELECT reason FROM run") == [("finished",)]
