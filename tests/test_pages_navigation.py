"""Sections and the news area are found by their names, whatever carries them."""

from __future__ import annotations

import pytest

from tests.moved import MOVED, OLD_HOST
from zjcrawl.pages.anchors import read_anchors
from zjcrawl.pages.document import parse
from zjcrawl.pages.navigation import read_news_area, read_sections, read_ways_in
from zjcrawl.pages.page import read_page
from zjcrawl.records import Link
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/"


def sections_of(html: str) -> tuple[Link, ...]:
    document = parse(html, URL)
    return read_sections(document, read_anchors(document), ZJ123)


def test_a_section_is_found_by_text_picture_or_decoration() -> None:
    html = (
        "<a href=/1/>·经济热点·</a><a href=/2/><img src=2.gif alt=民营经济></a><a href=/3/>[浙江股市]</a>"
        "<a href=/4/>区&nbsp;域&nbsp;发&nbsp;展</a><map><area href=/5/ alt=专业市场></map><a href=/6/ title=企业动态>»</a>"
        "<a href=/7/>統計數據</a>"
    )
    sections = sections_of(html)
    assert [(link.text, link.url[-2]) for link in sections] == [
        ("经济热点", "1"), ("民营经济", "2"), ("浙江股市", "3"), ("区域发展", "4"), ("专业市场", "5"), ("企业动态", "6"),
        ("统计数据", "7"),
    ]  # fmt: skip


def test_a_section_may_stand_at_an_address_that_the_portal_had() -> None:
    html = f"<a href=http://{OLD_HOST}/1/>经济热点</a><a href=http://www.example.com/2/>浙江股市</a>"
    document = parse(html, URL)
    assert read_sections(document, read_anchors(document), MOVED) == (Link("经济热点", f"http://{OLD_HOST}/1/"),)
    assert sections_of(html) == ()


@pytest.mark.parametrize("label", ["01.经济热点", "1、经济热点", "①经济热点", "经济热点(28)", "经济热点 Hot"])
def test_numbers_and_counts_beside_a_name_are_left_out(label: str) -> None:
    assert sections_of(f"<a href=/1/>{label}</a>") == (Link("经济热点", "http://www.zj123.com/1/"),)


def test_a_cell_that_a_click_leads_on_from_is_a_link() -> None:
    html = """<td onclick="location.href='/class.asp?id=1'">经济热点</td>"""
    assert sections_of(html) == (Link("经济热点", "http://www.zj123.com/class.asp?id=1"),)


def test_chinese_in_a_query_is_asked_for_in_the_encoding_of_the_page() -> None:
    document = parse("<a href='/class.asp?lm=经济热点'>经济热点</a>", URL, "gb18030")
    (section,) = read_sections(document, read_anchors(document), ZJ123)
    assert section.url == "http://www.zj123.com/class.asp?lm=%BE%AD%BC%C3%C8%C8%B5%E3"


def test_other_doors_to_the_news_come_after_the_names_that_are_known() -> None:
    document = parse("<a href=/c/>财经资讯</a><a href=/x/>最新资讯</a><a href=/n/>新闻中心</a>", URL)
    assert [door.text for door in read_news_area(read_anchors(document), ZJ123)] == ["新闻中心", "财经资讯"]


def test_the_navigation_wins_over_a_block_of_the_same_name() -> None:
    block = "<a href=/member/news/>企业动态</a>" + "<a href=/company/1>某某有限公司</a>" * 20
    navigation = "".join(f"<a href=/news/{n}/>{name}</a>" for n, name in enumerate(ZJ123.sections))
    sections = sections_of(block + navigation)
    assert all("/news/" in link.url for link in sections)
    assert len(sections) == 9


@pytest.mark.parametrize("outside", ["http://www.example.com/", "mailto:a@zj123.com", "javascript:void(0)", "#"])
def test_links_that_leave_the_portal_are_no_sections(outside: str) -> None:
    assert sections_of(f'<a href="{outside}">经济热点</a>') == ()


def test_a_box_of_headlines_names_its_section_and_leads_there_by_more() -> None:
    box = (
        "<table><tr><td><b>{}</b><td><a href={}><img src=m.gif alt=更多></a><tr><td><a href=/1>市委召开会议</a></table>"
    )
    html = box.format("企业推荐", "/company/") + box.format("经济热点", "/jjrd/") + box.format("下载", "/down/")
    assert [(link.text, link.url) for link in sections_of(html)] == [("经济热点", "http://www.zj123.com/jjrd/")]


def test_the_most_telling_door_to_the_news_comes_first() -> None:
    html = "<a href=/n/>新闻</a><a href=http://news.zj123.com/>资讯首页</a><a href=/latest/>最新资讯</a>"
    doors = read_news_area(read_anchors(parse(html, URL)), ZJ123)
    assert [link.url for link in doors] == ["http://news.zj123.com/", "http://www.zj123.com/n/"]


def test_names_that_lead_to_places_on_one_page_are_no_sections_and_the_page_is_the_news_area() -> None:
    places = "".join(f"<a href=/all.html#c{n}>{name}</a> " for n, name in enumerate(ZJ123.sections))
    document = parse(places, URL)
    assert read_sections(document, read_anchors(document), ZJ123) == ()
    assert [link.url for link in read_news_area(read_anchors(document), ZJ123)] == ["http://www.zj123.com/all.html"]
    boxes = "".join(
        f"<a name=c{n}></a><table><tr><td>{name}<td><a href=/{n}/>更多</a><tr><td><a href=/{n}.html>温州皮革企业抱团参展</a></table>"
        for n, name in enumerate(ZJ123.sections)
    )
    assert [link.url for link in sections_of(places + boxes)] == [f"http://www.zj123.com/{n}/" for n in range(9)]


@pytest.mark.parametrize("way_in", ["<img src=enter.gif alt=进入网站>", "ENTER", "中文版", "<img src=logo.gif>"])
def test_a_home_that_leads_hardly_anywhere_leads_on_by_any_link(way_in: str) -> None:
    document = parse(f"<a href=/en/>English</a><a href=/main.asp>{way_in}</a><a href=http://miit.gov.cn>ICP</a>", URL)
    assert {door.url.removeprefix(URL) for door in read_ways_in(read_anchors(document), ZJ123)} == {"en/", "main.asp"}


def test_the_way_in_comes_before_those_into_other_languages_and_many_links_are_none() -> None:
    splash = "<a href=/en/>English</a><a href=/main.asp>进入网站</a>"
    assert [door.text for door in read_ways_in(read_anchors(parse(splash, URL)), ZJ123)] == ["进入网站", "English"]
    document = parse(splash + "".join(f"<a href=/{n}.html>企业{n}</a>" for n in range(9)), URL)
    assert read_ways_in(read_anchors(document), ZJ123) == ()


def test_no_page_but_the_home_leads_on_by_any_link() -> None:
    splash = "<a href=/main.asp>进入网站</a>".encode()
    home, other = (read_page(splash, url, site=ZJ123) for url in (URL, f"{URL}top.htm"))
    assert ([door.url for door in home.news_area], other.news_area) == ([f"{URL}main.asp"], ())


@pytest.mark.parametrize(("target", "front"), [("index.asp", f"{URL}index.asp"), ("main.asp", None), ("/", None)])
def test_a_home_proper_of_the_same_address_is_where_the_page_before_it_sends_its_reader(
    target: str, front: str | None
) -> None:
    page = read_page(f"<a href={target}><img src=enter.gif></a> <a href=/en/>English</a>".encode(), URL, site=ZJ123)
    assert page.refresh == front
