"""Texts of a few short lines, beside disclaimers and comments that say much more."""

from __future__ import annotations

import pytest

from tests.portal.seed import DISCLAIMER
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.pages.page import read_page
from zjcrawl.records import Article, Kind
from zjcrawl.sites.zj123 import ZJ123

TITLE = "周六城隍山庙会日程"
BYLINE = "发布时间:2012-05-07 来源:甲报"
END = f"<p>录入:admin 责任编辑:</p><p>顶:7 踩:1</p><p>版权和免责声明</p><p>{DISCLAIMER[0]}</p><p>{DISCLAIMER[1]}</p>"
COMMENTS = "<p>网友评论:(只显示最新10条。评论内容只代表网友观点,与本站立场无关!)</p><p>没有任何评论</p>"


def article(*lines: str, title: str = TITLE) -> Article:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<title>{title}</title><p><b>{TITLE}</b></p><p>{BYLINE}</p><div>{body}</div>{COMMENTS}{END}"
    return read_article(parse(page), "", ZJ123)


@pytest.mark.parametrize("title", [TITLE, "浙江民营企业网"])
@pytest.mark.parametrize(
    "lines",
    [
        ("明天开市。", "票价两元。"),
        ("全文请见附件。",),
        ("8:30 开山门", "9:00 舞龙", "12:00 素斋"),
        tuple(f"60079{n} 甲乙股份 收盘4{n}.11元 涨1.{n}%" for n in range(9)),
        tuple(f"骆小{name} 城隍山庙会理事" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯"),
    ],
)
def test_what_stands_below_a_byline_is_the_text(lines: tuple[str, ...], title: str) -> None:
    found = article(*lines, title=title)
    assert (found.title, found.body) == (TITLE, "\n".join(lines))
    assert (found.published, found.source, found.votes_up) == ("2012-05-07", "甲报", 7)
    assert found.authors == ()


def test_a_line_over_a_table_of_figures_in_a_block_of_its_own_belongs_to_it() -> None:
    rows = "".join(f"<tr><td>产品{n}<td>万吨<td>{n}4<td>1.{n}" for n in range(9))
    head = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p>"
    page = f"{head}<table><tr><td><p>　　产量如下:</p><div><table>{rows}</table></div></table>{END}"
    body = read_article(parse(page), "").body
    assert body is not None
    assert body.startswith("产量如下:\n产品0 万吨 04 1.0\n")


def test_a_page_that_says_no_more_than_its_footer_is_no_article() -> None:
    links = "<p><a href=/1>关于我们</a> | <a href=/2>联系我们</a></p><p>客服:0571-87896971</p><p>© 2012 浙ICP备11047537号</p>"
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p><p>版权和免责声明</p><p>{DISCLAIMER[0]}</p><p>{DISCLAIMER[1]}</p>"
    found = read_page((page + links).encode(), "http://www.zj123.com/1.html", promised=Kind.ARTICLE)
    assert found.kind is not Kind.ARTICLE


def test_the_value_of_a_label_in_a_cell_is_no_writer() -> None:
    cells = "<table><tr><td>来源<td>甲报<td>作者<td><td>责任编辑<td>骆小满</table>"
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1>{cells}<p>明天城隍山庙会开市,票价两元,请带零钱。</p>{END}"
    found = read_article(parse(page), "")
    assert (found.authors, found.editor) == ((), "骆小满")


def test_a_line_below_the_byline_is_no_title_where_nothing_names_one() -> None:
    rows = "".join(f"<tr><td>产品{n}<td>万吨<td>{n}4<td>1.{n}" for n in range(9))
    page = f"<title>无标题文档</title><p>{TITLE}</p><p>甲报社 2012年5月7日</p><div>　　产量如下:<br><table>{rows}</table></div>{END}"
    found = read_article(parse(page), "")
    assert found.title == TITLE
    assert found.body is not None
    assert found.body.startswith("产量如下:\n产品0 ")


def test_a_byline_right_below_a_short_text_has_it_above() -> None:
    text = "昨日,衢州某股份有限公司举行落成典礼,首批371名员工到岗,新厂房主要生产涤纶长丝。"
    page = f"<title>浙江民营企业网</title><div>{TITLE}</div><p>{text}</p><div>{BYLINE}</div>{END}<p>客服QQ:543059767,109114</p>"
    found = read_article(parse(page), "", ZJ123)
    assert (found.title, found.body, found.source) == (TITLE, text, "甲报")


ROWS = "".join(
    f"<tr><td>{name}</td><td>4{n}5</td><td>1{n}.3</td></tr>" for n, name in enumerate(("嵊州", "桐乡", "绍兴", "舟山"))
)
TABLE = f"<table border=1><tr><td>地区</td><td>工业总产值</td><td>同比±%</td></tr>{ROWS}</table>"


@pytest.mark.parametrize("title", [TITLE, "浙江民营企业网"])
@pytest.mark.parametrize("byline", [f"<p>{BYLINE} 点击数:</p>", ""])
@pytest.mark.parametrize(
    "form", ["<p>　　{line}</p>{table}", "<table><tr><td><span>　　{line}</span><br>{table}</table>"]
)
def test_a_table_may_open_a_text_with_the_line_that_announces_it(form: str, byline: str, title: str) -> None:
    line = "下表为当月主要指标(单位:亿元):"
    note = "注:嵊州的数据为初步核算数,口径与桐乡相同。"
    text = form.format(line=line, table=f"{TABLE}<p>{note}</p>")
    page = f"<title>{title}</title><h1>{TITLE}</h1>{byline}<div>{text}</div><p>责任编辑:</p>"
    found = read_article(parse(page), "", ZJ123)
    assert found.title == TITLE
    rows = [f"{name} 4{n}5 1{n}.3" for n, name in enumerate(("嵊州", "桐乡", "绍兴", "舟山"))]
    assert (found.body or "").split("\n") == [line, "地区 工业总产值 同比±%", *rows, note]


def test_the_cells_of_a_search_form_below_the_comments_are_no_rows_of_a_short_text() -> None:
    text = "新浪音乐讯 二十四项大奖名花有主,灵歌小天后获最佳女歌手奖。"
    form = "<table><tr><td>网页</td><td>新闻</td><td>站内检索</td></tr></table>"
    page = (
        f"<title>{TITLE}_某网</title><div><h1>{TITLE}</h1><div>{BYLINE}</div><p>{text}</p>"
        f"<h2>网友评论 <a href=/c>欢迎发表评论</a></h2><div>登录名: 密码: <a href=/r>注册新用户</a></div>{form}</div>"
    )
    assert read_article(parse(page), "", ZJ123).body == text
