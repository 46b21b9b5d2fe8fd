"""Where title, byline and text of an article stand among the lines of a page."""

from __future__ import annotations

import pytest

from zjcrawl.pages.document import Document, Line, parse
from zjcrawl.pages.spot import Spot, around, comments_from, fuller, heads_list, is_folded, locate, without_list

TITLE = "余杭统筹城乡区域发展取得新进展"
TEXT = "余杭区近日召开会议，部署统筹城乡区域发展工作，要求各镇街抓好落实，推动产业转型升级。" * 4


def found(body: str, title: str = TITLE) -> tuple[Document, Spot]:
    """A page, and where its article stands among the lines that it shows."""
    document = parse(f"<title>{title}</title><body>{body}</body>", "http://news.test/1.html")
    return document, locate(document, document.lines, ())


def test_a_text_follows_the_title_and_the_byline() -> None:
    _, spot = found(f"<h1>{TITLE}</h1><p>2010-10-20 来源：余杭新闻网</p><p>{TEXT}</p><p>{TEXT}</p>")
    assert spot.title is not None
    assert spot.region is not None
    assert (spot.title.line, spot.region.start, spot.region.stop) == (0, 2, 4)
    assert not spot.is_poor


def test_a_page_without_prose_is_poor() -> None:
    _, spot = found(f"<h1>{TITLE}</h1><ul><li><a href=2.html>苍南塑料企业抱团参展</a></li></ul>")
    assert spot.is_poor


def test_head_and_tail_are_what_stands_between_title_and_text_and_below_it() -> None:
    _, spot = found(f"<h1>{TITLE}</h1><p>2010-10-20 来源：余杭新闻网</p><p>{TEXT}</p><p>(责任编辑：王伟)</p>")
    head, tail = around(spot)
    assert [line.text for line in head] == ["2010-10-20 来源：余杭新闻网"]
    assert [line.text for line in tail] == ["(责任编辑：王伟)"]


@pytest.mark.parametrize(
    "foot",
    [
        "<p>© 2002-2012 news.test 最后更新：2012-05-01</p>",
        "<p><a href=/a>关于我们</a> | <a href=/b>联系我们</a></p>",
        "<table><tr><td><a href=/a>关于我们</a></td><td><a href=/b>法律声明</a></td></tr></table>",
        "<p>浙ICP备11047537号-1</p>",
    ],
    ids=["copyright", "row of links", "row of cells", "licence"],
)
def test_what_stands_below_a_text_ends_where_the_foot_of_the_page_begins(foot: str) -> None:
    below = f"<p>最后更新：2010-10-21</p>{foot}<p>最后更新：2012-05-01 客服:0571-87896971</p>"
    _, spot = found(f"<h1>{TITLE}</h1><p>{TEXT}</p>{below}")
    assert [line.text for line in around(spot)[1]] == ["最后更新：2010-10-21"]


def test_what_a_page_hides_is_read_where_it_says_much_more() -> None:
    document, spot = found(f"<h1>{TITLE}</h1><p>{TEXT}</p><div style='display:none'>{f'<p>{TEXT}</p>' * 3}</div>")
    fuller_spot = fuller(document, spot, ())
    assert spot.region is not None
    assert fuller_spot.region is not None
    assert fuller_spot.region.prose > 2 * spot.region.prose


def test_what_a_page_hides_is_left_where_it_adds_little() -> None:
    document, spot = found(f"<h1>{TITLE}</h1><p>{TEXT}</p><p style='display:none'>看不见的一句话，没有什么内容。</p>")
    assert fuller(document, spot, ()) is spot


@pytest.mark.parametrize(("button", "folded"), [("展开全文", True), ("打印本页", False)])
def test_a_button_under_a_text_says_that_there_is_more(button: str, folded: bool) -> None:
    _, spot = found(f"<h1>{TITLE}</h1><p>{TEXT}</p><p><a href=#>{button}</a></p>")
    assert is_folded(spot) is folded


def lines_of(body: str) -> tuple[Line, ...]:
    """The lines that a page of ``body`` shows."""
    return parse(f"<body>{body}</body>").lines


def test_comments_begin_at_their_heading() -> None:
    lines = lines_of("<p>正文。</p><p>网友评论</p><p>2010-10-21 说得好</p>")
    assert comments_from(lines, 0, 3) == 1
    assert comments_from(lines[:1], 0, 3) == 3


def test_several_headlines_over_a_text_are_no_part_of_its_head() -> None:
    headline = "<p><a href={}.html>苍南塑料企业抱团参展的消息</a></p>"
    lines = lines_of(f"{headline.format(1)}{headline.format(2)}<p>2010-10-20</p>")
    assert [heads_list(line) for line in lines] == [True, True, False]
    assert [line.text for line in without_list(lines)] == ["2010-10-20"]


def test_one_headline_over_a_text_may_be_part_of_its_head() -> None:
    lines = lines_of("<p><a href=1.html>苍南塑料企业抱团参展的消息</a></p><p>2010-10-20</p>")
    assert without_list(lines) is lines
