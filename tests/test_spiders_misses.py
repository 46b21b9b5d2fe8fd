"""A portal that shuts the crawl out stops it; broken pages of a portal that is well do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.crawls import Answer, Misbehaving, SmallPortal, answer, crawl, rows
from tests.portal.compare import compare, rows_of
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Decoding, Kind, Link, Listing, Page
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.spiders.misses import Misses

NOTHING = Page(Kind.OTHER, "", "neither article nor listing", Decoding(None, "utf-8"))
LIST = replace(NOTHING, kind=Kind.LISTING, listing=Listing((Link("标题", "a"),)))
HTML = "Content-Type: text/html; charset=utf-8"
HOME = "<html><body><h1>浙江民营企业网</h1>{}</body></html>".format(
    "".join(f"<a href=/news/{n}/>{name}</a> " for n, name in enumerate(ZJ123.sections))
)
LOGIN = "<html><body><form><p>访问过于频繁，请输入验证码 {} 后继续访问</p><input name=code></form></body></html>"


def article(body: str) -> Page:
    return replace(NOTHING, kind=Kind.ARTICLE, article=Article("", "标题", body=body))


def visit(number: int, role: Role = Role.ARTICLE) -> Visit:
    return Visit(str(number), str(number), role)


def seen(*pages: Page, role: Role = Role.ARTICLE, digests: Iterable[str] = ()) -> list[bool]:
    misses = Misses()
    found = zip_longest(pages, digests)
    return [misses.saw(visit(number, role), page, digest) for number, (page, digest) in enumerate(found)]


def test_twenty_visits_that_brought_nothing_are_no_accident() -> None:
    assert seen(*[NOTHING] * 21).index(True) == 19


@pytest.mark.parametrize("page", [LIST, article("正文"), replace(NOTHING, frames=("a",))])
def test_a_page_in_between_ends_the_row(page: Page) -> None:
    assert True not in seen(*[NOTHING] * 19, page, *[NOTHING] * 19, role=Role.LISTING)


def test_a_page_that_leads_on_is_neither_a_miss_nor_none() -> None:
    leads_on = replace(NOTHING, refresh="a")
    assert True not in seen(*[leads_on] * 50)
    assert seen(*[NOTHING] * 19, leads_on, NOTHING).index(True) == 20


@pytest.mark.parametrize("page", [replace(LIST, listing=Listing()), LIST])
def test_a_list_is_nothing_where_articles_were_promised(page: Page) -> None:
    assert True in seen(*[page] * 20)


def test_a_list_of_nothing_is_nothing() -> None:
    assert True in seen(*[replace(LIST, listing=Listing())] * 20, role=Role.LISTING)
    assert True not in seen(*[LIST] * 50, role=Role.LISTING)


def test_one_payload_under_every_address_is_nothing_though_it_may_be_one_of_two() -> None:
    assert True in seen(*[LIST] * 26, role=Role.LISTING, digests=["sha1:a", "sha1:b"] * 13)
    assert True not in seen(*[LIST] * 50, role=Role.LISTING, digests=map(str, range(50)))


def test_one_payload_of_one_page_is_no_sign() -> None:
    misses = Misses()
    assert not any(misses.saw(visit(1, Role.LISTING), LIST, "sha1:a") for _ in range(50))


def test_those_that_were_led_to_pages_that_are_nothing_are_to_be_visited_again_by_any_number_of_steps() -> None:
    misses = Misses()
    misses.led("1", "gate/1")
    misses.led("gate/1", "login/1")
    misses.led("2", "login/2")
    misses.missed("login/1", "a form")
    misses.missed("login/2", "a form")
    assert misses.keys == ["gate/1", "1", "login/1", "2", "login/2"]
    assert misses.row == 2


def test_an_article_that_comes_again_as_it_was_is_not_one_of_those_that_came_in_the_place_of_others() -> None:
    misses = Misses()
    misses.saw(visit(1), article("正文"), "sha1:a")
    for number in range(2, 12):
        misses.saw(visit(number), NOTHING, "sha1:b")
    assert not misses.is_one_of("sha1:a", "1")
    assert misses.is_one_of("sha1:b", "1")


def test_many_addresses_that_lead_to_one_are_nothing() -> None:
    misses = Misses()
    told = [misses.led(str(number), "login") for number in range(25)]
    assert told.index(True) == 20
    assert not any(misses.led(str(number), f"new/{number}") for number in range(50))


def test_eight_in_a_row_are_many() -> None:
    misses = Misses()
    for number in range(8):
        assert not misses.are_many
        misses.missed(str(number), "HTTP 403")
    assert misses.are_many


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
    """Answers everything alike from the ``first`` request on, while ``holds``."""

    def __init__(self, first: int, given: Answer) -> None:
        self.first, self.given, self.holds, self.count = first, given, True, 0

    def __contains__(self, target: object) -> bool:
        self.count += 1
        return self.holds and self.count > self.first

    def __getitem__(self, target: str) -> Answer:
        return self.given

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Unasked(From):
    """Answers all but what was asked for before as ``From`` does."""

    def __init__(self, first: int, given: Answer) -> None:
        super().__init__(first, given)
        self.spared = set[object]()

    def __contains__(self, target: object) -> bool:
        late = super().__contains__(target)
        if not late:
            self.spared.add(target)
        return late and target not in self.spared


def code_page() -> Answer:
    """A page that asks for a code, another each time."""
    numbers = iter(range(1000, 9999))
    return lambda stream: answer(LOGIN.format(next(numbers)).encode(), HTML)(stream)


def told_to_verify() -> Answer:
    """A page of nothing but a script that leads to a check, another each time."""
    numbers = iter(range(1000, 9999))
    script = "<script>location.href='http://www.zj123.com/verify';//{}</script>"
    return lambda stream: answer(script.format(next(numbers)).encode(), HTML)(stream)


def login_page() -> Answer:
    """A page to log in, with the portal's navigation, another each time."""
    numbers = iter(range(1000, 9999))
    form = "<form>会员登录 <input name=user><input type=password name=word><input type=hidden value={}></form>"
    sections = "".join(f"<li><a href=/news/{n}/>{name}</a></li>" for n, name in enumerate(ZJ123.sections))
    page = f"<html><body><ul>{sections}</ul>{form}</body></html>"
    return lambda stream: answer(page.replace("{}", str(next(numbers))).encode(), HTML)(stream)


BANS: dict[str, Answer] = {
    "HTTP 403": answer(b"Forbidden", HTML, status="403 Forbidden"),
    "HTTP 503": answer(b"", HTML, status="503 Service Unavailable"),
    "neither article nor listing": code_page(),
    "DownloadFailedError": lambda _stream: None,
    "the same bytes under every address": answer(HOME.encode(), HTML),
    "redirect": answer(  # to a page that leads to itself: whichever came last is named, "to" it or "loop"
        b"", "Location: http://www.zj123.com/member/login.html", status="302 Found"
    ),
    "(neither article nor listing)": answer(b"<script>document.cookie='a=1';location.reload()</script>", HTML),
    "redirect to http://www.zj123.com/verify": told_to_verify(),
    "names the portal's sections": login_page(),
    "HTTP 404": answer(b"", HTML, status="404 Not Found"),
}


def test_a_further_page_that_a_ban_has_taken_the_place_of_is_fetched_when_it_is_over(tmp_path: Path) -> None:
    """A login page that reads as a list looks like the end of an article."""

    class AtFurtherPages(From):
        def __contains__(self, target: object) -> bool:
            return (self.holds and "_2.html" in str(target)) or super().__contains__(target)

    portal = SmallPortal("b", 60, faults=())
    ban = AtFurtherPages(40, login_page())
    database = tmp_path / "a.db"
    with portal, Misbehaving(portal, ban) as server:
        assert crawl(database, server.proxy).code == 1
        assert rows(database, "SELECT url FROM article_current WHERE NOT complete")
        ban.holds = False
        assert crawl(database, server.proxy).code == 0
    assert compare(portal.truth, rows_of(database)) == []


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
        assert asked < 60, "the crawl went on against closed doors"
        assert rows(database, "SELECT ended_at FROM run") == [(None,)]
        assert "visits in a row" in rows(database, "SELECT reason FROM run")[0][0]
        ban.holds = False
        assert crawl(database, server.proxy).code == 0
    assert compare(portal.truth, rows_of(database)) == []
    assert rows(database, "SELECT count(*), max(resumed), max(reason) FROM run") == [(1, 1, "finished")]


class Gate(From):
    """Leads everything to a page to log in that is told where to go back to, and so has an address of its own."""

    def __getitem__(self, target: str) -> Answer:
        if "login" in target:
            return self.given
        return answer(b"", f"Location: http://www.zj123.com/login?back={self.count}", status="302 Found")


def test_what_was_led_to_a_page_of_its_own_to_log_in_is_visited_again_when_the_ban_is_over(tmp_path: Path) -> None:
    portal = SmallPortal("b", 60, faults=())
    ban = Gate(30, code_page())
    database = tmp_path / "a.db"
    with portal, Misbehaving(portal, ban) as server:
        assert crawl(database, server.proxy).code == 1
        ban.holds = False
        assert crawl(database, server.proxy).code == 0
    assert compare(portal.truth, rows_of(database)) == []


def test_pages_that_are_broken_do_not_stop_a_crawl_of_a_portal_that_is_well(tmp_path: Path) -> None:
    portal = SmallPortal("b", 60, faults=())
    broken = Unasked(30, answer(b"", HTML, status="500 Internal Server Error"))
    with portal, Misbehaving(portal, broken) as server:
        ended = crawl(tmp_path / "a.db", server.proxy, "-s", "RETRY_TIMES=0")
    assert ended.code == 0
    assert rows(tmp_path / "a.db", "SELECT reason FROM run") == [("finished",)]


@pytest.mark.parametrize(
    "instead",
    [
        answer("<html><body>对不起，您访问的信息不存在或已被删除！</body></html>".encode(), HTML),
        answer(b"", HTML, status="404 Not Found"),
        answer(HOME.encode(), HTML),
        answer(b"", "Location: http://www.zj123.com/", status="302 Found"),
    ],
    ids=("notice", "404", "home", "redirected"),
)
def test_many_articles_that_are_gone_are_no_ban_whatever_stands_in_their_place(tmp_path: Path, instead: Answer) -> None:
    portal = SmallPortal("b", 60, faults=())
    with portal, Misbehaving(portal, Unasked(30, instead)) as server:
        ended = crawl(tmp_path / "a.db", server.proxy)
    assert ended.code == 0
    assert rows(tmp_path / "a.db", "SELECT reason FROM run") == [("finished",)]


def test_a_portal_that_did_not_change_is_no_ban(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    with SmallPortal("b", 60, faults=()) as portal:
        for options in ((), ("--refresh",)):
            assert crawl(database, portal.proxy, *options).code == 0
    assert rows(database, "SELECT DISTINCT reason FROM run") == [("finished",)]
