"""The portals by name and by address, as they are and as they were."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse

from zjcrawl import extract
from zjcrawl.errors import UsageError
from zjcrawl.frontier.canonical import in_scope
from zjcrawl.frontier.eras import forms, site_at
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Era, Site
from zjcrawl.sites import SITES, site_named, site_of
from zjcrawl.spiders.portal import PortalSpider

FIXTURES = Path(__file__).parent.parent / "fixtures"
LINJIANG = Site(
    name="linjiang",
    title="临江新闻网",
    home="http://www.ljnews.example/",
    domain="ljnews.example",
    sections=("临江要闻", "镇街动态"),
    news_area=(),
    outlets=("临江新闻网", "临江报"),
    eras=(
        Era(until=date(2005, 6, 30), sections=("今日临江", "乡镇新闻")),
        Era(
            until=date(2012, 6, 30),
            home="http://www.lj.example/",
            domain="lj.example",
            sections=("临江要闻", "乡镇新闻"),
        ),
    ),
)
PAGE = (
    "<title>春耕</title><div>当前位置：<a href=/>首页</a> &gt; <a href=/x/>乡镇新闻</a> &gt; 正文</div><h1>临江春耕备耕忙</h1>"
    "<p>2010年3月5日 来源：临江报</p>"
    "<p>3月5日，临江各地抓住晴好天气翻耕早稻秧田，农技人员下到田头指导农户选种育秧，全区春耕备耕全面展开。</p>"
).encode()


@pytest.fixture
def linjiang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SITES, "linjiang", LINJIANG)


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def test_every_site_is_known_by_its_name_and_by_its_home() -> None:
    for name, site in SITES.items():
        assert site_named(name) is site
        assert site.name == name
        assert site_of(site.home) is site


@pytest.mark.parametrize("name", SITES)
def test_every_site_has_saved_pages(name: str) -> None:
    assert list(FIXTURES.glob(f"{name}/*/expected.json"))


def test_a_name_that_is_none_is_answered_with_those_known() -> None:
    with pytest.raises(UsageError, match=r"unknown site 'nowhere': known are .*zj123"):
        site_named("nowhere")


def test_a_host_that_is_no_portals_belongs_to_none() -> None:
    assert site_of("http://www.zj123.com.example/") is None
    assert site_of("") is None


@pytest.mark.parametrize(
    ("moment", "domain", "sections"),
    [
        (at(2004), "lj.example", ("今日临江", "乡镇新闻")),
        (at(2005, 6, 30), "lj.example", ("今日临江", "乡镇新闻")),
        (at(2005, 7, 1), "lj.example", ("临江要闻", "乡镇新闻")),
        (at(2012, 6, 30), "lj.example", ("临江要闻", "乡镇新闻")),
        (at(2012, 7, 1), "ljnews.example", ("临江要闻", "镇街动态")),
    ],
)
def test_a_portal_is_what_it_was_then(moment: datetime, domain: str, sections: tuple[str, ...]) -> None:
    then = site_at(LINJIANG, moment)
    assert (then.domain, then.sections) == (domain, sections)
    assert (then.name, then.outlets) == (LINJIANG.name, LINJIANG.outlets)


@given(st.permutations(LINJIANG.eras), st.datetimes())
def test_the_order_in_which_eras_are_written_does_not_count(eras: list[Era], moment: datetime) -> None:
    shuffled = replace(LINJIANG, eras=tuple(eras))
    assert site_at(shuffled, moment).sections == site_at(LINJIANG, moment).sections


def test_a_portal_without_eras_is_what_it_is() -> None:
    assert site_at(SITES["zj123"], at(1999)) == SITES["zj123"]
    assert list(forms(SITES["zj123"])) == [SITES["zj123"]]


@pytest.mark.usefixtures("linjiang")
def test_an_address_of_former_days_is_the_portals_as_long_as_it_had_it() -> None:
    old = site_of("http://www.lj.example/1.html")
    assert old is not None
    assert (old.name, old.sections) == ("linjiang", ("临江要闻", "乡镇新闻"))
    assert site_of("http://www.lj.example/1.html", at(2004)) == site_at(LINJIANG, at(2004))
    assert site_of("http://www.lj.example/1.html", at(2013)) is None
    assert site_of("http://www.ljnews.example/1.html", at(2013)) == LINJIANG


@pytest.mark.usefixtures("linjiang")
@pytest.mark.parametrize(
    "headers",
    [
        {"Date": "Tue, 02 Mar 2010 08:00:00 GMT"},
        {"date": "Sun, 02 Mar 2025 08:00:00 GMT", "memento-datetime": "Tue, 02 Mar 2010 08:00:00 GMT"},
        {"Date": "yesterday"},
        {},
    ],
)
def test_a_page_is_read_by_the_names_of_its_time(headers: dict[str, str]) -> None:
    page = extract(PAGE, "http://www.lj.example/system/2010/03/05/010001234.shtml", headers)
    assert (page["site"], page["section"], page["source"], page["rights"]) == ("linjiang", "乡镇新闻", "临江报", "own")


def test_an_address_that_was_given_up_is_out_of_scope_now() -> None:
    assert not in_scope("http://www.lj.example/1.html", LINJIANG)
    assert in_scope("http://www.lj.example/1.html", site_at(LINJIANG, at(2010)))


@pytest.mark.parametrize(("moment", "section"), [(at(2010), "乡镇新闻"), (at(2025), None), (None, None)])
def test_a_crawl_reads_a_page_by_the_names_of_when_it_was_served(moment: datetime | None, section: str | None) -> None:
    class LinjiangSpider(PortalSpider):
        name = "linjiang"
        site = LINJIANG

    url = "http://www.ljnews.example/system/2010/03/05/010001234.shtml"
    request = Request(url, meta={"fetched_at": moment} if moment else {})
    page = LinjiangSpider().read(HtmlResponse(url, body=PAGE, request=request), Visit(url, url, Role.ARTICLE))
    assert page.article is not None
    assert page.article.section == section


def test_the_portals_described_are_those_known() -> None:
    text = (FIXTURES.parent / "docs" / "crawling.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| (\w+) \| (\w+) \| ([\w.]+\.cn|[\w.]+\.com) \|", text, re.MULTILINE)
    assert sorted(described) == sorted((site.name, site.title, site.domain) for site in SITES.values())


@pytest.mark.usefixtures("linjiang")
def test_names_of_another_time_are_not_the_portals() -> None:
    url = "http://www.ljnews.example/system/2010/03/05/010001234.shtml"
    assert extract(PAGE, url, {"Date": "Sun, 02 Mar 2025 08:00:00 GMT"})["section"] is None


def test_a_shipped_portal_says_what_its_sections_were_called_and_finds_them_by_it() -> None:
    saved = FIXTURES / "eyh" / "news-area-of-2009"
    body, facts = (saved / "body.html").read_bytes(), json.loads((saved / "response.json").read_text(encoding="utf-8"))
    served = dict(facts["headers"])
    then = extract(body, facts["url"], served)["listings"]
    now = extract(body, facts["url"], {name: value for name, value in served.items() if name != "Date"})["listings"]
    assert [listing for listing in then if listing not in now] == [
        {"text": "乡镇新闻", "url": "http://www.eyh.cn/news/list.asp?cid=13"}
    ]
