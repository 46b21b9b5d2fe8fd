"""The links that could lead to the articles of a list."""

from __future__ import annotations

import pytest

from zjcrawl.pages.anchors import Anchor, read_anchors
from zjcrawl.pages.candidates import house_rows, is_local, is_same_page, named_links, openers, shape_of
from zjcrawl.pages.document import parse
from zjcrawl.records import Shapes
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/"


def anchors(markup: str) -> tuple[Anchor, ...]:
    """The links of a page of ``markup``."""
    return read_anchors(parse(markup, URL))


def named(markup: str, shapes: Shapes | None = None) -> list[str]:
    """The names of the links of ``markup`` that could lead to articles."""
    return [anchor.name for anchor in named_links(anchors(markup), URL, ZJ123, shapes or Shapes())]


def test_headlines_could_lead_to_articles_and_sections_buttons_and_the_page_itself_could_not() -> None:
    markup = (
        "<a href=1.html>苍南塑料企业抱团参展</a> <a href=list.html>区域发展</a> <a href=p.html>打印本页</a>"
        " <a href=/news/>浙江民营企业新闻中心</a> <a href=2.html style=display:none>看不见的一条新闻标题</a>"
    )
    assert named(markup) == ["苍南塑料企业抱团参展"]


LISTED = "".join(f"<li><a href=a/{n}.html>余姚家纺企业签下第{n}份订单</a></li>" for n in range(3))
CALLED_LIKE_A_SECTION = "<li><a href=a/9.html>区域发展</a></li>"


@pytest.mark.parametrize(
    ("navigation", "taken"),
    [
        ("", True),
        ("<a href=/qyfz/>区域发展</a> <a href=/zjls/>浙江楼市</a>", True),
        ("<a href=/zjls/>浙江楼市</a>", False),
    ],
    ids=["none on the page", "one that leads to the section as well", "one that does not"],
)
def test_a_headline_may_be_the_name_of_a_section(navigation: str, taken: bool) -> None:
    assert ("区域发展" in named(f"{navigation}<ul>{LISTED}{CALLED_LIKE_A_SECTION}</ul>")) is taken


def test_a_short_name_will_do_where_the_address_has_the_shape_of_articles() -> None:
    link = "<a href=9.html>短讯</a>"
    (other,) = anchors("<a href=8.html>苍南塑料企业抱团参展</a>")
    assert named(link) == []
    assert named(link, Shapes(articles=frozenset((shape_of(other, ZJ123),)))) == ["短讯"]


def test_a_button_is_called_by_the_first_words_of_its_entry() -> None:
    entry = "<li><b>{}</b><p>内容提要</p><a href={}.html>阅读全文</a></li>"
    links = anchors(f"<ul>{entry.format('苍南塑料企业抱团参展', 1)}{entry.format('余姚家纺企业签下订单', 2)}</ul>")
    assert [anchor.name for anchor in openers(links, URL, ZJ123)] == ["苍南塑料企业抱团参展", "余姚家纺企业签下订单"]


def test_the_row_at_the_foot_is_known_by_three_links_of_the_house() -> None:
    row = "<div id=foot><a href=a.html>关于我们</a><a href=b.html>法律声明</a><a href=c.html>网站地图</a></div>"
    assert [element.get("id") for element in house_rows(anchors(row))] == ["foot"]
    assert house_rows(anchors(row.replace("网站地图", "浙江产经"))) == set()


def test_a_fragment_and_a_front_page_are_no_other_page() -> None:
    assert is_same_page(f"{URL}#top", URL)
    assert is_same_page("http://www.zj123.com/", URL)
    assert not is_same_page(f"{URL}?page=2", URL)


def test_local_is_what_the_portal_has_or_without_one_the_host() -> None:
    assert is_local("http://news.zj123.com/1.html", URL, ZJ123)
    assert not is_local("http://www.example.com/1.html", URL, ZJ123)
    assert is_local("http://a.test/1.html", "http://a.test/", None)
    assert not is_local("http://b.test/1.html", "http://a.test/", None)
