"""The footer of the one page known, put back into markup of many kinds, and footers that differ from it."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.document import parse
from zjcrawl.pages.footer import read_footer
from zjcrawl.records import Footer, Link

URL = "http://www.example.com/news/1.html"
BODY = (
    "    20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府关于进一步加强城乡区域统筹发展的要求。",
    "    朱金坤强调,在统筹城乡区域发展过程中,体制机制要跟着转换,通过不断创新推动一个地区的统筹协调发展。",
)
CLAUSES = (
    "1.凡注有“浙江民营企业网”的文章,均为浙江民营企业网版权所有,未经许可不得转载或镜像;",
    "2.未注明来源或转载自其他媒体的文章,本网转载出于传递更多信息之目的,并不意味着赞同其观点或证实其内容的真实性;"
    "如果您认为文章有可能损害您的利益或知识产权,请与我们联系。",
)
NAMES = ("关于我们", "About zj123", "法律声明", "友情链接", "建议留言", "网站地图", "联系我们", "最新资讯")
ANCHORS = tuple(f'<a href="/about/{number}.html">{name}</a>' for number, name in enumerate(NAMES))
LINKS = tuple(Link(name, f"http://www.example.com/about/{number}.html") for number, name in enumerate(NAMES))
CONTACTS = "客服:0571-87896971 客服传真:0571-87298208 543059767 1091140425"
CLAIM = "中国电子商务网站百强 © 2002-2012 zj123.com All Rights Reserved"
LICENCE = "浙ICP备11047537号-1"
EXPECTED = Footer(
    disclaimer=CLAUSES,
    links=LINKS,
    phone="0571-87896971",
    fax="0571-87298208",
    qq=("543059767", "1091140425"),
    copyright_from=2002,
    copyright_to=2012,
    licence=LICENCE,
)


def _article(end: str = "") -> str:
    paragraphs = "".join(f"<p>{text.strip().join(('　　', ''))}</p>" for text in BODY)
    return f"<html><title>t</title><body><h1>朱金坤强调:统筹城乡区域发展是历史性机遇</h1>{paragraphs}{end}"


TABLE = (
    "<table><tr><td><font size=2><b>版权和免责声明:</b><br>" + "<br>".join(CLAUSES) + "</font></td></tr></table>"
    "<table><tr><td align=center>" + " | ".join(ANCHORS) + "</td></tr><tr><td>" + CONTACTS.replace(" ", "&nbsp;")
    + "</td></tr><tr><td>" + CLAIM.replace("©", "&copy;") + "</td></tr><tr><td><img src=w.gif>网监网监<br>"
    + LICENCE + "</table>"
)  # fmt: skip
DIVS = (
    "<div class=x1><h4>版权和免责声明：</h4><p>" + "</p><p>".join(CLAUSES) + "</p></div><div><div>"
    + "<span>|</span>".join(ANCHORS) + "</div><p>客服：0571-87896971</p><p>客服传真：0571-87298208</p>"
    "<p>QQ：543059767</p><p>QQ：1091140425</p><p>" + CLAIM + "</p><p>浙ICP备 11047537号 -1</p></div>"
)  # fmt: skip
LISTS = (
    "<dl><dt>版权和免责声明</dt><dd><ul><li>" + "<li>".join(CLAUSES) + "</ul></dl><ul><li>" + "<li>".join(ANCHORS)
    + "</ul><ul><li>客服:0571-87896971<li>客服传真:0571-87298208<li>543059767<li>1091140425</ul><ul><li>" + CLAIM
    + "<li>网监<li><a href=http://beian.example.gov/>" + LICENCE + "</a></ul>"
)  # fmt: skip
ONE_CELL = (
    "<table><tr><td>版权和免责声明:" + "".join(CLAUSES) + "<br><br>" + "&nbsp;|&nbsp;".join(ANCHORS) + "<br><br>"
    + CONTACTS + "<br>" + CLAIM + "<br>网监网监<br>" + LICENCE
)  # fmt: skip
WORD = (
    "<P class=MsoNormal><SPAN lang=EN-US><o:p></o:p></SPAN><FONT face=宋体>版权和免责声明:<P><SPAN>"
    + "<P><SPAN>".join(CLAUSES)
    + "<P><FONT>" + " ".join(ANCHORS) + "<P><SPAN>客服<SPAN>:0571-87896971 <SPAN>客服传真:0571-87298208 <o:p>"
    '<A href="tencent://message/?uin=543059767&Site=x"><IMG src=a.gif></A>'
    '<A href="http://wpa.qq.com/msgrd?v=3&amp;uin=1091140425"><IMG src=b.gif></A><P>' + CLAIM + "<P>" + LICENCE
)  # fmt: skip
CELLS = (
    "<table><tr><td>版权和免责声明:<td></tr><tr><td>" + CLAUSES[0] + "<tr><td>" + CLAUSES[1] + "</table><table><tr><td>"
    + "<td>|<td>".join(ANCHORS) + "</tr></table><table><tr><td>客服:<td>0571-87896971<td>客服传真:<td>0571-87298208"
    "<td>543059767<td>1091140425</table><center>" + CLAIM + "<br>" + LICENCE + "</center>"
)  # fmt: skip
STYLED = (
    DIVS.replace("</p><p>客服传真", "<span>客服传真")
    .replace("</p><p>QQ：", "</span><span>")
    .replace("客服：", "<span>客服：")
)
MARKED = DIVS.replace("版权和免责声明", "■ 版权和免责声明")
ORDERED = DIVS.replace("<p>1.", "<ol><li>").replace("</p><p>2.", "<li>")
_PAIRS = ("</td><td>".join(ANCHORS[start : start + 2]) for start in range(0, 8, 2))
GRID = TABLE.replace(" | ".join(ANCHORS), "<table><tr><td>" + "</td></tr><tr><td>".join(_PAIRS) + "</td></tr></table>")
TWO_LINES = TABLE.replace(" | ".join(ANCHORS), " | ".join(ANCHORS[:4]) + "<br>" + " | ".join(ANCHORS[4:]))
ONE_LINE = (
    "<div>版权和免责声明: " + " ".join(CLAUSES) + "</div><div>" + " | ".join(ANCHORS) + " " + CONTACTS + " "
    + CLAIM + " " + LICENCE + "</div>"
)  # fmt: skip
PARTNERS = TABLE.replace(
    "<table><tr><td align",
    "<div><a href=http://a.example/>新浪</a> <a href=http://b.example/>搜狐</a></div><table><tr><td align",
)
LINKS_LAST = (
    "<div>版权和免责声明:<br>" + "<br>".join(CLAUSES) + "</div><div>" + CONTACTS + "</div><div>" + CLAIM + "</div><div>"
    + LICENCE + "</div><div>" + " ".join(ANCHORS) + "</div>"
)  # fmt: skip
CHAT_PICTURES = TABLE.replace(
    "543059767&nbsp;1091140425",
    '<img alt="543059767" src=q.gif><a href="#"><img src="http://wpa.qq.com/pa?p=1:1091140425:4"></a>',
)
SKINS = {
    "nested tables": TABLE,
    "divs, full-width colons": DIVS,
    "lists": LISTS,
    "one cell": ONE_CELL,
    "Word": WORD,
    "cells": CELLS,
    "ordered list": ORDERED,
    "links in a grid": GRID,
    "links in two lines": TWO_LINES,
    "a line for all": ONE_LINE,
    "partner sites before the links": PARTNERS,
    "links last": LINKS_LAST,
    "QQ in pictures": CHAT_PICTURES,
    "spans that only a style sheet parts": STYLED,
    "marks before the heading": MARKED,
}


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("end", ["", "</body></html>", "<script>版权所有 1999</script>"])
def test_the_known_footer_is_read_from_any_markup(skin: str, end: str) -> None:
    footer = read_footer(parse(_article(SKINS[skin] + end), URL), URL)
    assert footer is not None
    assert dataclasses.replace(footer, text=None) == EXPECTED


def test_the_text_has_the_lines_of_the_footer_and_nothing_else() -> None:
    latest = "<h3>最新文章</h3><ul><li><a href=/2.html>浙江中小企业融资服务平台昨日启动</a></ul>"
    start, row, rest = TABLE.partition("<table><tr><td align")
    footer = read_footer(parse(_article(start + latest + row + rest), URL), URL)
    assert footer is not None
    assert footer.text == "\n".join(
        ("版权和免责声明:", *CLAUSES, " | ".join(NAMES), CONTACTS, CLAIM, "网监网监", LICENCE)
    )


def test_links_resolve_against_the_page() -> None:
    footer = read_footer(parse(_article(TABLE)), URL)
    assert footer is not None
    assert footer.links == LINKS


def test_traditional_characters_are_read() -> None:
    footer = read_footer(
        parse(
            _article(
                "<p>版權和免責聲明：<p>1、凡註明來源的文章,均為本網版權所有。<p>2、轉載文章不代表本網觀點。"
                "<p><a href=/a>關於我們</a>|<a href=/b>聯繫我們</a><p>客服電話：0571-87896971　客服傳真：0571-87298208"
                "<p>版權所有 2009<p>浙ICP備11047537號"
            ),
            URL,
        ),
        URL,
    )
    assert footer is not None
    assert footer.disclaimer == ("1、凡註明來源的文章,均為本網版權所有。", "2、轉載文章不代表本網觀點。")
    assert [link.text for link in footer.links] == ["關於我們", "聯繫我們"]
    assert (footer.phone, footer.fax) == ("0571-87896971", "0571-87298208")
    assert (footer.copyright_from, footer.copyright_to) == (2009, 2009)
    assert footer.licence == "浙ICP備11047537號"


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("© 2002-2012 zj123.com", (2002, 2012)),
        ("Copyright &copy; 2003–2011 All Rights Reserved", (2003, 2011)),
        ("Copyright(C)2003 - 2011", (2003, 2011)),
        ("版权所有 2001至2010", (2001, 2010)),
        ("版权所有：浙江民营企业网 2004-至今", (2004, None)),
        ("2002-2012 © zj123.com", (2002, 2012)),
        ("Copyright 2010 zj123.com", (2010, 2010)),
        ("版权所有 浙江民营企业网", (None, None)),
    ],
)
def test_years_of_copyright(line: str, years: tuple[int | None, int | None]) -> None:
    footer = read_footer(parse(_article(f"<div>{line}</div>"), URL), URL)
    assert footer is not None
    assert (footer.copyright_from, footer.copyright_to) == years


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("备案号:浙ICP备11047537号-1", "浙ICP备11047537号-1"),
        ("增值电信业务经营许可证 浙B2-20080224", "浙B2-20080224"),
        ("浙B2-20080224 浙ICP备 11047537 号", "浙ICP备11047537号"),
        ("京ICP证030173号", "京ICP证030173号"),
        ("网站备案ICP备05021234号", "ICP备05021234号"),
        ("浙公网安备 33010602000001号", None),
    ],
)
def test_licences(line: str, licence: str | None) -> None:
    footer = read_footer(parse(_article(f"<div>© 2010</div><div>{line}</div>"), URL), URL)
    assert footer is not None
    assert footer.licence == licence


@pytest.mark.parametrize(
    ("line", "phone", "fax", "qq"),
    [
        ("电话：(0571)87896971 传真：(0571)87298208", "(0571)87896971", "(0571)87298208", ()),
        ("服务热线:400-826-1234 QQ:12345", "400-826-1234", None, ("12345",)),
        ("Tel: 0571-87896971 Fax: 0571-87298208", "0571-87896971", "0571-87298208", ()),
        ("电话/传真:0571-87896971", "0571-87896971", "0571-87896971", ()),
        ("联系电话:0571-87896971 手机:13812345678 邮编:310012 访问量:1234567", "0571-87896971", None, ()),
        ("客服QQ：543059767、1091140425", None, None, ("543059767", "1091140425")),
        ("客服:0571-87896971、87896972 地址:杭州市文三路100号", "0571-87896971", None, ()),
    ],
)
def test_contacts(line: str, phone: str | None, fax: str | None, qq: tuple[str, ...]) -> None:
    footer = read_footer(parse(_article(f"<div>{line}</div><div>© 2010</div>"), URL), URL)
    assert footer is not None
    assert (footer.phone, footer.fax, footer.qq) == (phone, fax, qq)


@pytest.mark.parametrize(
    "paragraph",
    [
        "　　据悉,该网站备案号为浙ICP备05000001号,联系电话:0571-88888888,版权所有 1999-2001 某公司。",
        "　　版权声明:",
        "<b>联系电话:0571-88888888</b>",
        "© 1999 某某出版社",
    ],
)
def test_what_the_article_says_is_no_footer(paragraph: str) -> None:
    said = f"<p>{paragraph}</p>" + "".join(f"<p>{text}</p>" for text in BODY)
    assert read_footer(parse(_article(said), URL), URL) is None
    footer = read_footer(parse(_article(said + TABLE), URL), URL)
    assert footer is not None
    assert dataclasses.replace(footer, text=None) == EXPECTED


def test_a_body_that_ends_in_a_telephone_number_does_not_lend_it_to_the_footer() -> None:
    said = "<p>　　联系电话:0571-88888888</p>"
    assert read_footer(parse(_article(said), URL), URL) is None
    footer = read_footer(parse(_article(said + "<p>© 2010 zj123.com</p>"), URL), URL)
    assert footer is not None
    assert footer.phone is None


def test_links_at_the_top_are_no_footer() -> None:
    top = "<body><div><a href=/a>关于我们</a> | <a href=/b>联系我们</a> | <a href=/c>网站地图</a></div>"
    assert read_footer(parse(top + _article(), URL), URL) is None
    footer = read_footer(parse(top + _article("<p>© 2010</p>"), URL), URL)
    assert footer is not None
    assert footer.links == ()


def test_partner_sites_and_headlines_beside_the_row_are_not_in_it() -> None:
    beside = (
        "<ul><li><a href=/n1>浙江民企一季度利润同比增长</a><li><a href=/n2>杭州楼市成交回暖</a></ul><ul><li>"
        + "<li>".join(ANCHORS)
        + "</ul><div><a href=http://a.example/>新浪</a> <a href=http://b.example/>搜狐</a></div><p>© 2010</p>"
    )
    footer = read_footer(parse(_article(beside), URL), URL)
    assert footer is not None
    assert footer.links == LINKS


def test_a_page_without_a_footer_has_none() -> None:
    assert read_footer(parse(_article(), URL), URL) is None
    assert read_footer(parse("", URL), URL) is None


@pytest.mark.parametrize(
    "bait",
    [
        "版权声明:",
        "版权声明:<br>1.甲乙丙丁<br>",
        "1.甲乙丙丁<br>",
        "2002-",
        "客服",
        "QQ543059767",
        "<a href=/a>关于我们</a>|",
        "<td><a href=/a>关于我们</a><td>©",
        "1;2;3;",
    ],
)
def test_a_page_of_bait_is_read_in_linear_time(bait: str) -> None:
    document = parse("<p>版权声明:1." + bait * 20_000, URL)
    document.lines  # noqa: B018 (not what is timed)
    started = time.process_time()
    read_footer(document, URL)
    assert time.process_time() - started < 3


PIECES = st.sampled_from(
    ["版权声明:", "1.", "2.", *CLAUSES, *ANCHORS, CONTACTS, CLAIM, "QQ", "<br>", "<td>", "\u3000", "©"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_page_makes_it_raise(html: str) -> None:
    read_footer(parse(html, URL), URL)


def test_what_the_portals_software_prints_in_the_footer_is_not_the_portals() -> None:
    page = _article(
        "<h3>版权和免责声明:</h3><p>" + "</p><p>".join(CLAUSES) + "</p><p>" + "<span>|</span>".join(ANCHORS)
        + "</p><p>GMT+8, 2012-1-5 10:21, Processed in 0.031 second(s), 9 queries.</p><p>Powered by <a href=http://p.cn>P</a>"
        + "</p><p>&copy; 2001-2011 <a href=http://p.cn>P Inc.</a></p><p>" + CONTACTS + "</p><p>浙江民营企业网 &copy; "
        + "2002-2012 zj123.com All Rights Reserved ( " + LICENCE + " )</p>"
    )  # fmt: skip
    footer = read_footer(parse(page, URL), URL)
    assert footer is not None
    assert dataclasses.replace(footer, text=None) == EXPECTED


def test_the_number_of_visitors_is_no_qq_number() -> None:
    foot = f"<p>{' | '.join(ANCHORS)}<br>客服:0571-87896971 QQ:543059767<br>{CLAIM} 您是第 <b>1203345</b> 位访问者<br>1203345</p>"
    footer = read_footer(parse(_article() + foot), URL)
    assert footer is not None
    assert footer.qq == ("543059767",)


def test_the_summaries_of_a_list_beside_do_not_take_the_disclaimer_away() -> None:
    heading, *clauses = (f"<p>{text}</p>" for text in ("版权和免责声明", *CLAUSES))
    summaries = "<li><a href=/2>余杭召开会议</a><p>会议提出，到“十二五”期末，临安塑料产业的总产值要突破百亿元大关，力争...</p></li>"
    page = f"<p>正文。</p>{heading}{''.join(clauses)}<ul>{summaries}</ul>"
    footer = read_footer(parse(page, URL), URL)
    assert footer is not None
    assert footer.disclaimer == CLAUSES
