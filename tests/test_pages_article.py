"""The one known page in markup that shares nothing but its words, and the ways a byline and a body go odd."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portal.seed import DISCLAIMER, PARAGRAPHS, TITLE
from zjcrawl.pages.article import read, read_article
from zjcrawl.pages.document import parse
from zjcrawl.pages.evidence import Evidence
from zjcrawl.records import Article, Image
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/1.html"
BYLINE = "作者: 时间:2010年10月20日 信息来源:余杭新闻网"
NAV = "".join(f'<a href="/{n}/">{name}</a> ' for n, name in enumerate(("资讯首页", *ZJ123.sections)))
LATEST = "".join(f'<li><a href="/news/{n}.html">杭州第{n}届民营企业峰会在西子湖畔隆重召开</a></li>' for n in range(40))
FOOT = (
    f"<div>版权和免责声明:</div><div>{DISCLAIMER[0]}</div><div>{DISCLAIMER[1]}</div>"
    '<div><a href="/about">关于我们</a> | <a href="/zj">About zj123</a> |<a href="/law">法律声明</a></div>'
    "<div>客服:0571-87896971 客服传真:0571-87298208</div>"
    "<div>中国电子商务网站百强 © 2002-2012 zj123.com All Rights Reserved</div><div>浙ICP备11047537号-1</div>"
)


def nested_tables() -> str:
    body = "<br><br>".join("&nbsp;" * 4 + text for text in PARAGRAPHS)
    return (
        f"<html><head><title>{TITLE}_浙江民营企业网</title></head><body><table><tr><td>{NAV}</td></tr></table>"
        f"<table><tr><td><table><tr><td>您的位置: <a href=/>首页</a> &gt; <a href=/4/>区域发展</a> &gt; 正文</td></tr>"
        f"<tr><td align=center>{TITLE}</td></tr><tr><td>{BYLINE}</td></tr><tr><td>{body}<br></td></tr>"
        f"<tr><td><ul><li>9人<li>0人</ul></td></tr></table></td><td>最新文章<ul>{LATEST}</ul></td></tr></table>{FOOT}"
    )


def divs() -> str:
    body = "".join(f"<p>\u3000\u3000{text}</p>\n" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - 区域发展 - 浙江民营企业网</title></head>'
        "<body>"
        f'<div class="x1"><ul><li><b>最新文章</b></li>{LATEST}</ul></div><div class="x2"><h1>{TITLE}</h1>'
        "<div><span>作者：</span><span>时间：2010年10月20日</span><span>信息来源：余杭新闻网</span></div>"
        f"<div>{body}</div><div><ul><li>9人</li><li>0人</li></ul></div></div>{FOOT}</body></html>"
    )


def word_pasted() -> str:
    body = "".join(
        f"<P style='TEXT-INDENT: 24pt'><FONT face=宋体><SPAN lang=EN-US>&nbsp;&nbsp;&nbsp;&nbsp;<o:p></o:p>{text}"
        for text in PARAGRAPHS
    )
    return (
        f"<HTML><TITLE>浙江民营企业网</TITLE><BODY>{NAV}<P align=center><FONT size=5><B>{TITLE}"
        f"<P align=center><FONT size=2>作者:&nbsp;&nbsp;&nbsp;时间:2010年10月20日&nbsp;&nbsp;信息来源:余杭新闻网"
        f"</FONT>{body}"
        f"<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><DIV>9人</DIV><DIV>0人</DIV>"
        f"<DIV>最新文章</DIV>{LATEST}{FOOT}"
    )


def labels_in_cells() -> str:
    body = "".join(f"<div>　　{text}</div><div>&nbsp;</div>" for text in PARAGRAPHS)
    return (
        f"<html><head><title>浙江民营企业网--资讯</title></head><body><div>{NAV}</div><div><h3>{TITLE}</h3><table><tr>"
        "<td>作者：</td><td></td><td>日期：</td><td>2010年10月20日</td><td>来源：</td><td>余杭新闻网</td></tr></table>"
        "<div>【字号：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】 <a href=#>打印</a> <a href=#>关闭</a></div>"
        f"<td id=c>{body}</td><div>分享到：<a href=#>新浪微博</a><a href=#>QQ空间</a></div><p>9人 0人</p>"
        f"<div>上一篇：<a href=/1>杭州民营企业家座谈会</a></div><dl><dt>相关阅读</dt>{LATEST}</dl></div>{FOOT}</body>"
        "</html>"
    )


def stray_ends() -> str:
    body = "<br>".join("　　" + text for text in PARAGRAPHS)
    return (
        f"<title>{TITLE}</title><body><center>{NAV}</center></body></html><table><tr><td>{LATEST}</td><td>"
        f"<strong>{TITLE}</strong><br><br>时间：2010年10月20日 来源：余杭新闻网 点击：<script>document.write(12)"
        "</script>次"
        f"<hr>{body}<script>var x='<p>假的正文，不应出现在这里。</p>'</script>"
        f"<br><a href=#>顶</a> 9人 <a href=#>踩</a> 0人</td></tr></table>{FOOT}"
    )


def byline_and_text_in_one_cell() -> str:
    body = "<br><br>".join("\u3000\u3000" + text for text in PARAGRAPHS)
    return (
        f"<html><head><title>浙江民营企业网</title></head><body>{NAV}<table><tr><td><font size=4 color=red>{TITLE}"
        "</font>"
        f"<br><br>{BYLINE}<br><br>{body}<br><br>9人<br>0人<br>最新文章<br>"
        + "<br>".join(f"<a href=/{n}>·第{n}届民营企业峰会在西子湖畔隆重召开</a>" for n in range(40))
        + f"</td></tr></table>{FOOT}</body></html>"
    )


def traditional_labels() -> str:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<html><head><title>{TITLE}</title></head><body><h2>{TITLE}</h2>"
        "<p>作者： 時間：2010年10月20日 資訊來源：余杭新闻网</p>"
        f"<div>{body}</div><ul><li>9人<li>0人</ul><h4>最新文章</h4><ul>{LATEST}</ul><div>版權和免責聲明：</div>"
        f"<div>{DISCLAIMER[0]}</div><div>{DISCLAIMER[1]}</div></body></html>"
    )


Skin = Callable[[], str]
SKINS: tuple[Skin, ...] = (
    nested_tables,
    divs,
    word_pasted,
    labels_in_cells,
    stray_ends,
    byline_and_text_in_one_cell,
    traditional_labels,
)


def read_page(markup: str) -> Article:
    return read_article(parse(markup, URL), URL, ZJ123)


@pytest.mark.parametrize("skin", SKINS, ids=lambda skin: skin.__name__)
class TestTheKnownPageInAnyMarkup:
    def test_title(self, skin: Skin) -> None:
        assert read_page(skin()).title == TITLE

    def test_body_word_for_word(self, skin: Skin) -> None:
        assert read_page(skin()).body == "\n".join(PARAGRAPHS)

    def test_byline(self, skin: Skin) -> None:
        article = read_page(skin())
        assert (article.published, article.published_text) == ("2010-10-20", "2010年10月20日")
        assert (article.source, article.authors, article.editor) == ("余杭新闻网", (), None)

    def test_votes_and_rights(self, skin: Skin) -> None:
        article = read_page(skin())
        assert (article.votes_up, article.votes_down, article.rights) == (9, 0, "reprint")


def test_section_is_the_breadcrumbs() -> None:
    assert read_page(nested_tables()).section == "区域发展"
    assert read_page(divs()).section is None


def page(byline: str, body: str = "", title: str = "温州皮革企业抱团参展") -> str:
    text = body or "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    head = f"<html><head><title>{title}_浙江民营企业网</title></head>"
    return f"{head}<body><div><h1>{title}</h1>{byline}<div>{text}</div></div>"


@pytest.mark.parametrize(
    ("printed", "published", "text"),
    [
        ("2010年10月20日", "2010-10-20", "2010年10月20日"),
        ("2010-10-20 08:05", "2010-10-20T08:05+08:00", "2010-10-20 08:05"),
        ("2010/10/20 8:05:09", "2010-10-20T08:05:09+08:00", "2010/10/20 8:05:09"),
        ("2010.10.20", "2010-10-20", "2010.10.20"),
        ("10年10月20日", "2010-10-20", "10年10月20日"),
    ],
)
@pytest.mark.parametrize("label", ["时间：", "发布时间:", "发布日期：", "日期:", "時間：", ""])
def test_dates_are_as_precise_as_they_are_printed(printed: str, published: str, text: str, label: str) -> None:
    article = read_page(page(f"<p>{label}{printed}</p>"))
    assert (article.published, article.published_text) == (published, text)


@pytest.mark.parametrize(
    ("byline", "source", "authors", "editor"),
    [
        ("<p>来源：浙江日报 作者：张三 李四 浏览次数：123 责任编辑：王五</p>", "浙江日报", ("张三", "李四"), "王五"),
        ("<p>稿源:今日早报　记者:张三　点击:99</p>", "今日早报", ("张三",), None),
        ("<p>作者：&nbsp;&nbsp;文章来源：余杭新闻网</p>", "余杭新闻网", (), None),
        ("<p>作者:佚名 来源:未知 字号 大 中 小</p>", None, (), None),
        ("<p>2010-10-20 08:05 余杭新闻网</p>", "余杭新闻网", (), None),
        ("<p>出处：【浙江在线】 我要评论(0) 打印</p>", "浙江在线", (), None),
        (
            "<table><tr><td>来源：</td><td>钱江晚报</td><td>编辑：</td><td>王五</td></tr></table>",
            "钱江晚报",
            (),
            "王五",
        ),
        (
            "<p><span>2010-10-20</span><span>来源：钱江晚报</span><span>作者：张三</span></p>",
            "钱江晚报",
            ("张三",),
            None,
        ),
        ("<p>責任編輯：王五　來源：中央社　記者：陳大文</p>", "中央社", ("陳大文",), "王五"),
        ("<p>来源: 时间:2010年10月20日 作者:</p>", None, (), None),
    ],
)
def test_bylines(byline: str, source: str | None, authors: tuple[str, ...], editor: str | None) -> None:
    article = read_page(page(byline))
    assert (article.source, article.authors, article.editor) == (source, authors, editor)


def test_a_linked_source_gives_its_address() -> None:
    article = read_page(page('<p>来源：<a href="http://www.eyh.cn/">余杭新闻网</a> 2010-10-20</p>'))
    assert (article.source, article.source_url) == ("余杭新闻网", "http://www.eyh.cn/")


def test_the_portals_own_text_is_its_own() -> None:
    assert read_page(page("<p>来源：浙江民营企业网</p>")).rights == "own"
    assert read_page(page("<p>时间：2010-10-20</p>")).rights is None


@pytest.mark.parametrize(
    ("closing", "authors"),
    [
        ("（记者 张三、李四）", ("张三", "李四")),
        ("（张三）", ("张三",)),
        ("（德清县发改局）", ()),
        ("（编译/张三）", ()),
        ("（王五 摄）", ()),
        ("（文/图 张三 李四）", ("张三", "李四")),
        ("（本报记者　林　夕　实习生　方小禾）", ("林夕", "方小禾")),
        ("【文/约翰·史密斯，译/观察者】", ("约翰·史密斯",)),
        ("（记者 张三 通讯员 李四）", ("张三", "李四")),
    ],
)
def test_signatures_in_the_text(closing: str, authors: tuple[str, ...]) -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}{closing}</p>"
    assert read_page(page("<p>时间：2010-10-20</p>", body)).authors == authors


@pytest.mark.parametrize(
    ("opening", "authors"),
    [
        ("（中央社記者王小明台北7日電）", ("王小明",)),
        ("〔記者李安／台北報導〕", ("李安",)),
        ("本报讯 记者张三、李四报道：", ("张三", "李四")),
        ("新京报讯（记者 陆一夫）", ("陆一夫",)),
        ("记者从省工商联了解到，", ()),
    ],
)
def test_signatures_at_the_head_of_a_text(opening: str, authors: tuple[str, ...]) -> None:
    body = f"<p>{opening}{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    assert read_page(page("<p>时间：2010-10-20</p>", body)).authors == authors


def body_of(markup: str) -> list[str]:
    return (read_page(page(f"<p>{BYLINE}</p>", markup)).body or "").split("\n")


@pytest.mark.parametrize(
    "odd",
    [
        "来源:据浙江省统计局网站2010年9月3日公布的数据整理",
        "该书作者:骆志远,长期从事民营经济研究,时间:上世纪九十年代末至今。",
        "专家呼吁加强版权保护,对凡注有“原创”字样的设计图,未经许可不得转载。",
        "版权所有者表示,愿意授权。",
        "凡注册满三年的企业,均可申报。",
        "一、总体情况",
        "最新消息:记者刚刚获悉,展会延期。",
        "相关链接",
        "会后。",
    ],
)
def test_a_text_that_speaks_of_labels_stays_whole(odd: str) -> None:
    markup = f"<p>　　{PARAGRAPHS[0]}</p><p>　　{odd}</p><p>　　{PARAGRAPHS[1]}</p>"
    assert body_of(markup) == [PARAGRAPHS[0], odd, PARAGRAPHS[1]]


def test_a_text_of_one_short_paragraph() -> None:
    short = "今年一季度,全县规模以上工业企业实现利税3.2亿元,同比增长12.5%,增幅居全市第二位。"
    markup = page(f"<p>{BYLINE}</p>", f"<p>{short}</p>") + f"<div>最新文章<ul>{LATEST}</ul></div>{FOOT}"
    assert read_page(markup).body == short


def test_short_lines_below_the_only_sentence_belong_to_it_where_a_program_s_element_is_around_all() -> None:
    lines = [PARAGRAPHS[0], "茶叶:每吨3161元", "绍兴商会:http://www.a.cn"]
    linked = lines[2].replace("http://www.a.cn", "<a href=http://www.a.cn/>http://www.a.cn</a>")
    shown = "".join(f"<div>　　{line}</div>" for line in (*lines[:2], linked))
    assert body_of(f"<span id=content>{shown}</span>") == lines


def test_which_of_its_pages_a_page_is_is_none_of_its_text() -> None:
    pages = "<div>第 1 页, 共 2 页</div><div>&lt;&lt; 前页 - <a href=?page=2>后页 &gt;&gt;</a></div>"
    assert body_of(f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{pages}</div>") == list(PARAGRAPHS[:2])


def test_the_link_to_all_pages_over_a_text_names_no_author() -> None:
    index = "<table><tr><th>文章索引<tr><td><a href=?p=1>第 2 页</a><tr><td><a href=?all=1>全部页</a></table>"
    assert read_page(page(f"<p>{BYLINE.replace('作者', '评论员')}</p>{index}", f"<p>{PARAGRAPHS[0]}</p>")).authors == ()


def test_a_pointer_to_another_text_is_none_of_a_text_and_does_not_end_it() -> None:
    lines = [PARAGRAPHS[0], "茶叶:每吨3161元", "绍兴市工商联合会"]
    pointer = "<p>延伸阅读:<a href=/7.html>回家</a></p>"
    shown = [f"<p>{line}</p>" for line in lines]
    assert body_of(f"<div>{shown[0]}{pointer}{shown[1]}{pointer}{shown[2]}</div>") == lines


@pytest.mark.parametrize("last", [PARAGRAPHS[1], "茶叶:每吨3161元"])
def test_a_text_set_in_columns_is_read_one_after_the_other(last: str) -> None:
    lines = [PARAGRAPHS[0], "参加会议的有九人。", "请假的没有。", last]
    columns = [f"　　{one}<br>　　{other}<br>" for one, other in (lines[:2], lines[2:])]
    row = f"<td width=49%>{columns[0]}</td><td width=2%>&nbsp;</td><td width=49%>{columns[1]}</td>"
    assert body_of(f"<table><tr>{row}</tr></table>") == lines


def test_a_heading_in_bold_amid_indented_lines_is_a_paragraph() -> None:
    text = f"　　{PARAGRAPHS[0]}<br><b>订单回暖 企业忙扩产</b><br>　　{PARAGRAPHS[1]}<br>"
    assert body_of(f"<td>{text}</td>") == [PARAGRAPHS[0], "订单回暖 企业忙扩产", PARAGRAPHS[1]]


def test_a_table_gives_a_paragraph_a_row() -> None:
    rows = "<tr><td>县市</td><td>产值</td></tr><tr><td>德清</td><td>493</td></tr>"
    assert body_of(f"<p>{PARAGRAPHS[0]}</p><table>{rows}</table><p>{PARAGRAPHS[1]}</p>") == [
        PARAGRAPHS[0],
        "县市 产值",
        "德清 493",
        PARAGRAPHS[1],
    ]


def test_links_inside_a_text_stay_in_it() -> None:
    linked = PARAGRAPHS[1].replace("戚建国", "<a href=/qjg>戚建国</a>")
    assert body_of(f"<p>{PARAGRAPHS[0]}</p><p>{linked}</p>") == list(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("　　第一段，讲的是产值。<br>　　第二段，讲的是利润。", ["第一段，讲的是产值。", "第二段，讲的是利润。"]),
        ("第一段，讲的是产值，<br>没有讲完。<br><br>第二段。", ["第一段，讲的是产值，没有讲完。", "第二段。"]),
        ("第一段，讲的是产值。<br>第二段，讲的是利润。", ["第一段，讲的是产值。", "第二段，讲的是利润。"]),
        ("<p>第一段，讲的\n  是产值 与 利润。</p>", ["第一段，讲的 是产值 与 利润。"]),
    ],
)
def test_what_parts_paragraphs(markup: str, paragraphs: list[str]) -> None:
    assert body_of(f"<div>{markup}</div>") == paragraphs


def test_a_further_page_reads_without_its_pager() -> None:
    text = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS[2:4])
    pager = (
        "<p><a href=1.html>上一页</a> <a href=1.html>[1]</a> [2] <a href=3.html>[3]</a> <a href=3.html>下一页</a></p>"
    )
    article = read_page(page("", text + pager))
    assert article.body == "\n".join(PARAGRAPHS[2:4])
    assert article.title == "温州皮革企业抱团参展"


def test_pictures_and_their_captions() -> None:
    picture = '<p align=center><img src="/up/1.jpg" width=500></p><p align=center>图为生产车间</p>'
    icon = '<img src="/images/icon.gif" width=12>'
    article = read_page(page(f"<p>{BYLINE}</p>", f"{icon}<p>{PARAGRAPHS[0]}</p>{picture}<p>{PARAGRAPHS[1]}</p>"))
    assert article.images == (Image("http://www.zj123.com/up/1.jpg", "图为生产车间"),)


def test_a_listing_is_no_article() -> None:
    reading = read(parse(f"<title>经济热点</title><div>{NAV}</div><ul>{LATEST}</ul>{FOOT}", URL), URL, ZJ123)
    assert not reading.byline_found
    assert reading.text_chars < 200
    assert reading.unbroken < 200


def test_evidence_names_text_rule_and_node_and_changes_nothing() -> None:
    evidence = Evidence()
    document = parse(nested_tables(), URL)
    article = read_article(document, URL, ZJ123, evidence)
    assert article == read_page(nested_tables())
    source = evidence.of("source")
    assert source is not None
    assert (source.value, source.text) == ("余杭新闻网", BYLINE)
    assert source.rule == "source label"
    assert source.node
    assert document.root.getroottree().xpath(source.node)


@pytest.mark.parametrize(
    "bait",
    [
        "时间:" * 50_000,
        "<p>" + "来源：" * 50_000,
        "<div>" * 100_000 + "文",
        "<font><b>" * 50_000 + "文",
        "<a href=x>链接</a>" * 30_000,
        "大 " * 100_000,
        "1" * 200_000,
        "（记者" * 50_000,
        "<p>" + "[1] " * 50_000,
        "\n　" * 100_000 + "文",
        "<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">文",
    ],
    ids=range(11),
)
def test_bait_takes_no_longer_than_its_length(bait: str) -> None:
    start = time.process_time()
    read_page(page(f"<p>{bait}</p>"))
    assert time.process_time() - start < 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SKINS), st.data())
def test_no_mangled_page_raises(skin: Skin, data: st.DataObject) -> None:
    markup = skin()
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(markup)))
        stop = data.draw(st.integers(start, min(len(markup), start + 400)))
        markup = markup[:start] + data.draw(st.text(max_size=8)) + markup[stop:]
    article = read_page(markup)
    assert article.title != ""
    assert article.body != ""


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/\"'= \n\u3000\0abprdivtable时间来源作者:：2010年10月20日，。人[]()|", max_size=300))
def test_no_text_raises(text: str) -> None:
    read_page(text)


@pytest.mark.parametrize(
    "over", ["<p>——浙江各地一线见闻</p>", "<p>导读:企业抱团,市场回暖。</p>", "<p>——见闻</p><p>摘要:企业抱团。</p>"]
)
def test_what_stands_between_title_and_text_is_not_the_text(over: str) -> None:
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p><div>{over}<p>{PARAGRAPHS[0]}</p></div>"
    assert read_article(parse(page, URL), URL).body == PARAGRAPHS[0]


TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
NAMED = "<title>书店开到凌晨_余杭新闻网</title>"


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("", "<p>余杭区供电公司</p><p>2010年10月20日</p>"),
        ("", "<p>《余杭日报》（2010年10月20日 02版）</p>"),
        ("<p>记者：书店为什么要开到凌晨？</p>", ""),
    ],
)
def test_a_text_keeps_its_signing_day_and_its_questions(over: str, under: str) -> None:
    first = [line.text for line in parse(over).lines]
    last = [line.text for line in parse(under).lines]
    markup = f"<h1>书店开到凌晨</h1><p>2010-10-20 来源：余杭日报 点击：</p><div>{over}{TEXT}{under}</div>"
    assert body_of(NAMED + markup) == [*first, *PARAGRAPHS[:2], *last]


@pytest.mark.parametrize(
    "over",
    [
        f"<div>{PARAGRAPHS[0][:40]}...</div>",
        "<div>[导读]书店开到凌晨，有人点赞。</div>",
        "<div>您的浏览器不支持播放，请下载安装插件。</div>",
    ],
)
def test_what_announces_a_text_is_not_the_text(over: str) -> None:
    markup = f"<h1>书店开到凌晨</h1><p>2010-10-20 来源：余杭日报</p><div>{over}{TEXT}</div>"
    assert body_of(NAMED + markup) == list(PARAGRAPHS[:2])


def test_a_summary_may_stand_over_the_byline() -> None:
    over = "<h1>书店开到凌晨</h1><div><p>书店开到凌晨，有人点赞，有人算账。</p></div>"
    byline = "<p>周小满 · 2010/10/20 浏览 1.2w 来源：余杭日报</p>"
    article = read_page(f"{NAMED}{over}{byline}<div>{TEXT}</div>")
    assert (article.published, article.source, article.authors) == ("2010-10-20", "余杭日报", ("周小满",))
    assert article.body == "\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    ("over", "under", "source", "authors", "published"),
    [
        ("<p>2010 10/20 来源：余杭日报</p>", "", "余杭日报", (), "2010-10-20"),
        ("", "<div>10:22 2010/10/20</div><div>余杭日报</div><div>周小满</div>", "余杭日报", ("周小满",), "2010-10-20"),
        ("", "<div>周小满</div><div>2010-10-20</div>", None, ("周小满",), "2010-10-20"),
        ("", "<div>时政</div><div>2010-10-20</div>", None, (), "2010-10-20"),
        ("<p>第02版：要闻</p><p>2010年10月20日 星期三</p>" + "<p>上一篇</p>" * 5, "", None, (), "2010-10-20"),
        ("<p>2010年10月20日 星期三</p>", "", None, (), None),
    ],
)
def test_bylines_away_from_their_line(
    over: str, under: str, source: str | None, authors: tuple[str, ...], published: str | None
) -> None:
    article = read_page(f"{NAMED}{over}<h1>书店开到凌晨</h1>{under}<div>{TEXT}</div>")
    assert (article.source, article.authors, article.published) == (source, authors, published)


def test_a_source_that_no_line_prints_is_read_from_the_head() -> None:
    meta = '<meta name="ContentSource" content="余杭区农业局">'
    assert read_page(f"{meta}{NAMED}<h1>书店开到凌晨</h1><div>{TEXT}</div>").source == "余杭区农业局"
    assert read_page(f"{meta}{NAMED}<h1>书店开到凌晨</h1><p>来源：余杭日报</p><div>{TEXT}</div>").source == "余杭日报"


def test_a_byline_under_a_short_text_makes_no_summary_of_it() -> None:
    text = "昨日，书店开到凌晨两点，有人点赞。"
    under = (
        "<p>发表时间：2010-10-20 | 来源：余杭日报</p><h3>1 条评论</h3><p>写得好，希望一直这样开下去，我常去看书。</p>"
    )
    assert read_page(f"{NAMED}<div><h1>书店开到凌晨</h1><p>{text}</p>{under}</div>").body == text


@pytest.mark.parametrize("label", ["责任编辑", "编辑", "责编"])
def test_an_editor_in_brackets_at_the_end_is_no_text(label: str) -> None:
    text = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}（{label}：宋　扬）</p>"
    article = read_page(f"{NAMED}<h1>书店开到凌晨</h1><p>2010-10-20 来源：余杭日报</p><div>{text}</div>")
    assert (article.editor, article.body) == ("宋扬", "\n".join(PARAGRAPHS[:2]))


@pytest.mark.parametrize(
    ("head", "markup", "title"),
    [
        ("国内新闻", "<h2>国内新闻</h2><div>书店开到凌晨</div><p>2010-10-20</p>", "书店开到凌晨"),
        ("书店开到凌晨 有人点赞-余杭网", "<h1>书店开到凌晨<br>有人点赞</h1><p>2010-10-20</p>", "书店开到凌晨有人点赞"),
        ("数字报", "<p>2010年10月20日 版面导航</p><h2>书店开到凌晨</h2><p>□ 本报记者 周小满</p>", "书店开到凌晨"),
        ("书店开到凌晨_公开", "<table><tr><th>标题：<td>书店开到凌晨</table><h2>书店开到凌晨</h2>", "书店开到凌晨"),
        (
            "书店开到凌晨 ——余杭见闻-余杭网",
            "<h1>书店开到凌晨</h1><h2>——余杭见闻</h2><p>2010-10-20</p>",
            "书店开到凌晨——余杭见闻",
        ),
    ],
)
def test_titles_that_stand_oddly(head: str, markup: str, title: str) -> None:
    article = read_page(f"<title>{head}</title>{markup}<div>{TEXT}</div>")
    assert (article.title, article.body) == (title, "\n".join(PARAGRAPHS[:2]))


def test_the_office_that_signs_a_notice_is_not_its_title() -> None:
    over = "<title>公示_余杭区供电公司</title><div>余杭区停电安排公示</div><p>2010-10-20</p>"
    article = read_page(f"{over}<div>{TEXT}<p>余杭区供电公司</p><p>2010年10月19日</p></div>")
    assert (article.title, article.published) == ("余杭区停电安排公示", "2010-10-20")


def test_the_day_of_an_edition_stands_over_a_title_that_nothing_announces() -> None:
    over = "<title>余杭晨报数字版</title><p>2010年10月20日 星期三</p><p>第A03版：要闻</p><h2>书店开到凌晨</h2>"
    article = read_page(f"{over}<p>□ 本报记者 周小满</p><div>{TEXT}</div>")
    assert (article.title, article.published, article.authors) == ("书店开到凌晨", "2010-10-20", ("周小满",))


def own(markup: str) -> Article:
    """Read a page whose ``<title>`` says no more than whose it is."""
    return read_article(parse(f"<title>浙江民营企业网</title>{markup}", URL), URL, ZJ123)


def test_the_name_of_a_section_in_bold_over_the_title_is_no_title() -> None:
    text = "".join(f"<p>\u3000\u3000{text}</p>" for text in PARAGRAPHS)
    head = f"<div><b>经济热点</b></div><p align=center><font size=5>{TITLE}</font></p><div>{BYLINE}</div>"
    assert own(f"{head}{text}").title == TITLE


def test_the_name_of_the_portal_is_no_title() -> None:
    text = "".join(f"<p>\u3000\u3000{text}</p>" for text in PARAGRAPHS)
    head = "<h1><a href=/>浙江民营企业网</a></h1><h2>楼市快评</h2>"
    article = own(f"{head}<ul><li>稿源:余杭新闻网<li>日期:2010年10月20日</ul>{text}")
    assert (article.title, article.source) == ("楼市快评", "余杭新闻网")


def test_a_title_that_begins_with_a_date_or_a_label_is_one() -> None:
    for title in ("2010年10月20日浙江主要农产品批发价格", "来源于基层的智慧:作者与读者面对面"):
        article = own(f"<p><b>{title}</b></p><p>发布时间:2011-8-6 信息来源:余杭新闻网</p><p>{PARAGRAPHS[0]}</p>")
        assert (article.title, article.published, article.source) == (title, "2011-08-06", "余杭新闻网")


def test_a_centred_line_over_indented_ones_is_the_title_that_nothing_announces() -> None:
    text = "".join(f"<p>\u3000\u3000{text}</p>" for text in PARAGRAPHS)
    article = own(f"<p align=center>“小巨人”是怎样炼成的?——永康五金见闻(上)</p>{text}<p>时间:2010-10-20</p>")
    assert (article.title, article.body) == ("“小巨人”是怎样炼成的?——永康五金见闻(上)", "\n".join(PARAGRAPHS))


def test_a_text_that_is_a_table_of_figures_is_one() -> None:
    rows = "".join(f"<tr><td>{name}产量<td>万吨<td>{n}<td>{n * 9}</tr>" for n, name in enumerate("铜铁铝锡", 15))
    article = own(
        f"<h1>全省主要工业产品产量</h1><p>时间:2010-10-20 来源:省统计局</p><p>主要工业产品产量如下:</p>"
        f"<table>{rows}</table><p>支持 30 反对 2</p><p>相关新闻</p>{FOOT}"
    )
    lines = (article.body or "").split("\n")
    assert (lines[0], lines[-1], len(lines)) == ("主要工业产品产量如下:", "锡产量 万吨 18 162", 5)
    assert (article.votes_up, article.votes_down) == (30, 2)


def test_the_day_and_the_place_of_an_event_under_a_text_belong_to_it() -> None:
    event = "<p>时间:2010年11月8日</p><p>地点:杭州和平会展中心</p>"
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert body_of(text + event) == [*PARAGRAPHS, "时间:2010年11月8日", "地点:杭州和平会展中心"]
    assert body_of(text + "<p>时间:2010年11月8日</p><p>来源:余杭新闻网</p>") == list(PARAGRAPHS)


def test_votes_in_a_table_right_under_the_text_are_none_of_its_data() -> None:
    votes = "<table border=1><tr><td>有帮助</td><td>21人</td><td>没帮助</td><td>5人</td></tr></table>"
    article = own(
        f"<h1>标题说的是这件事</h1><p>时间:2010-10-20</p><hr>{'<br><br>'.join(PARAGRAPHS)}<br><br>{votes}{FOOT}"
    )
    assert (article.body or "").split("\n") == list(PARAGRAPHS)
    assert (article.votes_up, article.votes_down) == (21, 5)


def test_a_teaser_over_the_text_is_no_paragraph_of_it() -> None:
    teaser = f"<div>{PARAGRAPHS[0][:30]}…</div>"
    assert body_of(teaser + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "相关热词搜索: <a href=/t/1>泵阀</a> 袜业",
        "您对本文的评价:赞成 21 反对 5",
        "[<a href=/print/7>打印格式</a>] [<a href=/mail/7>推荐给朋友</a>]",
        "<a href=/6>上一篇</a> - <a href=/8>下一篇</a>",
        "本文共 2 页,第 1 <a href=?p=2>2</a> 页 下页",
        "本文分2页: <b>1</b> <a href=?p=2>2</a>",
    ],
)
def test_tags_votes_and_pagers_below_a_text_are_none_of_it(line: str) -> None:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert body_of(f"{text}<p>{line}</p>") == list(PARAGRAPHS)


def test_labels_and_values_in_boxes_of_their_own_are_a_byline() -> None:
    field = "<div><div>{}:&nbsp;</div><div><div>{}</div></div></div>"
    fields = "".join(field.format(*pair) for pair in (("来源", "甲报"), ("作者", "陈志远"), ("责任编辑", "王芳")))
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = own(f"<h2>{TITLE}</h2><span>周四, 2010-10-20 08:05</span><div>{fields}{text}</div>")
    assert (article.published, article.source) == ("2010-10-20T08:05+08:00", "甲报")
    assert (article.authors, article.editor) == (("陈志远",), "王芳")
    assert article.body == "\n".join(PARAGRAPHS)


def test_the_day_and_time_right_under_a_text_are_its_own() -> None:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = f"<h1>{TITLE}</h1><article>{text}<footer>{{}}</footer></article><h3>相关文章</h3>"
    assert own(page.format("<p>2010/10/20 08:05</p>")).published == "2010-10-20T08:05+08:00"
    assert own(page.format("<p>2010/10/20 08:05 某读者</p>")).published is None


def test_a_picture_between_paragraphs_parts_them() -> None:
    assert body_of("<br><br>".join((*PARAGRAPHS[:2], f"<img src=/1.jpg><br>{PARAGRAPHS[2]}"))) == list(PARAGRAPHS[:3])


def test_a_text_typed_to_a_margin_has_no_space_where_its_lines_end() -> None:
    lines = (
        "　　余杭今年新增企业29\n8户，比去年上升42.\n1%，其中纺织业增加5\n%,全年合计\n49.8%。",
        "　　产品都印着Made\nin China，销往\n12个国家，也印着“浙江”\n“制造”。",
    )
    wanted = [
        "余杭今年新增企业298户，比去年上升42.1%，其中纺织业增加5%,全年合计49.8%。",
        "产品都印着Made in China，销往12个国家，也印着“浙江”“制造”。",
    ]
    assert body_of(f"<pre>{chr(10).join(lines)}\n</pre>") == wanted


@pytest.mark.parametrize("form", ["<div><h4>相关文章</h4>{}</div>", "<h4>相关文章</h4><ul>{}</ul>"])
def test_summaries_of_related_articles_are_no_text_and_votes_before_them_are_counted(form: str) -> None:
    entries = "".join(
        f"<li><div><a href=/{n}><img src=/{n}.jpg></a></div><h5><a href=/{n}>民企峰会第{n}届召开</a></h5>{text}</li>"
        for n, text in enumerate(PARAGRAPHS)
    )
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    article = own(f"<h1>{TITLE}</h1><p>{BYLINE}</p><div>{text}</div><p>支持 30 反对 2</p>{form.format(entries)}{FOOT}")
    assert article.body == "\n".join(PARAGRAPHS[:2])
    assert (article.votes_up, article.votes_down, article.images) == (30, 2, ())


def test_a_box_of_related_articles_inside_a_text_does_not_end_it() -> None:
    first, *rest = PARAGRAPHS
    box = f"<div><b>相关文章</b><a href=/1>民企峰会召开</a><p>{PARAGRAPHS[1][:40]}…</p></div>"
    body = f"<p>{first}</p>{box}" + "".join(f"<p>{text}</p>" for text in rest)
    found = body_of(body)
    assert found[0] == first
    assert found[-len(rest) :] == rest


def test_a_bar_of_links_inside_a_text_is_none_of_it() -> None:
    bar = "<div>分享到 <a href=http://weibo.com/s>新浪微博</a> <a href=http://t.qq.com/s>腾讯微博</a></div>"
    box = "<aside><h5>相关阅读</h5><ul><li><a href=/1>民企峰会召开</a></ul></aside>"
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    assert body_of(f"{first}{bar}{box}{''.join(rest)}") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "{}<br><br>", "<div>\u3000\u3000{}</div>"], ids=["paragraphs", "breaks", "divs"]
)
def test_a_claim_of_copyright_in_the_midst_of_a_text_does_not_end_it(form: str) -> None:
    claim = "版权所有:该图册版权归恒昌集团所有,翻印必究。"
    texts = [*PARAGRAPHS[:2], claim, *PARAGRAPHS[2:4]]
    assert body_of("".join(form.format(text) for text in texts)) == texts


def test_a_claim_of_copyright_under_a_text_ends_it() -> None:
    claim = "<p>版权所有:浙江民营企业网,未经许可不得转载。</p>"
    texts = [*PARAGRAPHS[:2]]
    below = (
        "<p>责任编辑:王芳</p>",
        "<p><a href=/1>杭州民营企业家座谈会召开</a></p>",
        "<p>声明:本文仅代表作者本人观点,与本网无关。</p>",
    )
    for line in below:
        assert body_of("".join(f"<p>{text}</p>" for text in texts) + claim + line) == texts


def test_a_table_over_the_title_tells_of_a_document() -> None:
    cells = "<tr><td>索引号:<td>ZJ-1<td>公开方式:<td>主动公开<tr><td>信息来源:<td><a href=http://b.cn/>甲报</a><td>发布日期:<td>2010-10-20"
    cells += "<tr><td>作者:<td>陈志远、李大海<td>浏览次数:<td>97"
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    page = f"<title>{TITLE}</title>{NAV}<table>{cells}</table><p>{TITLE}</p><p>字号:[大 中 小]</p><div>{text}</div>"
    found = read_article(parse(page, URL), URL, ZJ123)
    assert (found.published, found.source, found.source_url) == ("2010-10-20", "甲报", "http://b.cn/")
    assert found.authors == ("陈志远", "李大海")


def test_a_list_over_the_title_dates_no_text() -> None:
    over = "<ul><li>会议时间:2009-01-02<li>2009-03-04 <a href=/1.html>杭州第九届民营企业峰会召开</a></ul>"
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    page = f"<title>{TITLE}</title>{over}<div><h1>{TITLE}</h1></div><p>来源:甲报</p><div>{text}</div>"
    assert read_article(parse(page, URL), URL, ZJ123).published is None


def test_brackets_around_a_byline_that_says_nothing_are_no_text() -> None:
    text = "<br><br>".join(PARAGRAPHS[:2])
    page = (
        f"<title>{TITLE}</title><table><tr><td><center><b>{TITLE}</b></center><br><center>()</center><br>{text}</table>"
    )
    assert read_article(parse(page, URL), URL, ZJ123).body == "\n".join(PARAGRAPHS[:2])


def test_a_byline_in_cells_under_a_title_that_nothing_announces_is_read_whole() -> None:
    cells = "<table><tr><td>日期:2010-10-20<td>来源:余杭新闻网<td>作者:王明华<td>责任编辑:李红<td>浏览次数:24</table>"
    html = f"<title>浙江民营企业网</title><div><h3>一周要闻</h3>{cells}<div><p>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}</div></div>"
    article = read_article(parse(html + FOOT, URL), URL, ZJ123)
    assert (article.source, article.authors, article.editor) == ("余杭新闻网", ("王明华",), "李红")
    assert article.body == "\n".join(PARAGRAPHS[:2])


def test_an_outlet_that_is_all_there_is_between_title_and_text_is_the_source() -> None:
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><p align=center>余杭新闻网</p><div><p>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}</div>"
    article = read_article(parse(html + FOOT, URL), URL, ZJ123)
    assert (article.source, article.published) == ("余杭新闻网", None)


@pytest.mark.parametrize("name", ["余杭新闻网", "浙商杂志"])
@pytest.mark.parametrize("form", ["{}", "{} 作者:王明华", "({} 责任编辑:李红)"])
def test_an_outlet_in_the_block_of_the_text_is_none_of_it(name: str, form: str) -> None:
    line = form.format(name)
    html = f"<title>{TITLE}</title><div><h2>{TITLE}</h2><div>{line}</div><p>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}</div>"
    article = read_article(parse(html + FOOT, URL), URL, ZJ123)
    assert (article.source, article.body) == (name, "\n".join(PARAGRAPHS[:2]))


def test_a_preformatted_text_is_parted_by_its_indents_and_ended_by_its_votes() -> None:
    def typed(text: str) -> str:
        return "    " + "\n".join(text[i : i + 36] for i in range(0, len(text), 36))

    lines = "\n".join(map(typed, PARAGRAPHS[:2]))
    html = f"<title>{TITLE}</title><center><h4>{TITLE}</h4>(2010年10月20日 余杭新闻网)</center><pre>{lines}</pre>"
    article = read_article(
        parse(f"{html}<p>支持 9 反对 0</p><p><a href=/4/>返回区域发展</a></p>{FOOT}", URL), URL, ZJ123
    )
    assert article.body == "\n".join(PARAGRAPHS[:2])
    assert (article.votes_up, article.votes_down) == (9, 0)
    assert body_of(f"<div><pre>{typed(PARAGRAPHS[0])}</pre><p>返回:<a href=/4/>区域发展</a></p></div>") == [
        PARAGRAPHS[0]
    ]


def test_a_day_alone_under_a_text_is_its_own_where_the_page_gives_no_other() -> None:
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1>{{}}<div><p>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}<p align=right>2010.10.20</div>"
    bare = read_article(parse(html.format("") + FOOT, URL), URL, ZJ123)
    dated = read_article(parse(html.format("<p>时间:2010-10-21</p>") + FOOT, URL), URL, ZJ123)
    assert (bare.published, dated.published) == ("2010-10-20", "2010-10-21")
    assert bare.body == "\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize("form", ["<p>{}</p>", "<div>\u3000\u3000{}</div>"], ids=["paragraphs", "divs"])
def test_short_lines_after_a_box_of_links_inside_a_text_belong_to_it(form: str) -> None:
    box = "<div><h6>相关阅读</h6><ul><li><a href=/1>民企峰会召开</a><li><a href=/2>余杭出台新规划</a></ul></div>"
    verses = ["三十年前的那个春天", "江水漫过石阶", "我们把第一台机器", "抬进了祠堂"]
    written = [form.format(text) for text in (PARAGRAPHS[0], *verses)]
    assert body_of(f"<div>{written[0]}{box}{''.join(written[1:])}</div>") == [PARAGRAPHS[0], *verses]
    notice = ["各民营企业:", "一、申报时间:即日起至年底。", "二、申报地点:市行政中心2号楼。", "特此通知。"]
    written = [form.format(text) for text in notice]
    assert body_of(f"<div>{written[0]}{box}{''.join(written[1:])}</div>") == notice


def test_what_is_made_otherwise_after_a_box_of_links_is_no_text() -> None:
    box = "<div><h6>相关阅读</h6><ul><li><a href=/1>民企峰会召开</a><li><a href=/2>余杭出台新规划</a></ul></div>"
    assert body_of(f"<div><p>{PARAGRAPHS[0]}</p>{box}<span>手机看新闻更方便</span></div>") == [PARAGRAPHS[0]]


def test_the_editor_may_stand_over_the_title_or_behind_a_stroke() -> None:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    over = f"<title>{TITLE}</title><p>时间:2010-10-20 | 来源:甲报 | 本文编辑:李红</p><p><b>{TITLE}</b></p>{text}"
    stroke = f"<title>{TITLE}</title><h1>{TITLE}</h1><div><i>甲报 2010-10-20</i></div><div>文/王明华 编辑/李红</div><div>{text}</div>"
    alone = f"<title>某网</title><div><p><font>一周要闻</font></p><p>编辑/李红</p></div><div>{text}</div>"
    for page in (over, stroke, alone):
        assert read_article(parse(page + FOOT, URL), URL, ZJ123).editor == "李红"
    assert read_article(parse(alone + FOOT, URL), URL, ZJ123).title == "一周要闻"


@pytest.mark.parametrize("outlet", ["余杭新闻网", "浙江在线"])
@pytest.mark.parametrize("over", ["", "<div>——余杭区统筹城乡区域发展工作会议侧记</div>"])
def test_an_outlet_alone_stands_over_the_text_and_under_a_subtitle(outlet: str, over: str) -> None:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1>{over}<div>{outlet}</div><div>{text}</div>{FOOT}"
    article = read_article(parse(page, URL), URL, ZJ123)
    assert (article.source, article.body) == (outlet, "\n".join(PARAGRAPHS[:2]))


def test_an_outlet_alone_may_have_the_writers_beside_it() -> None:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>余杭新闻网</div><div>文/王明华</div><div>{text}</div>{FOOT}"
    article = read_article(parse(page, URL), URL, ZJ123)
    assert (article.source, article.authors) == ("余杭新闻网", ("王明华",))
    assert article.body == "\n".join(PARAGRAPHS[:2])


def test_replies_of_readers_right_below_the_votes_are_no_text() -> None:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    votes = "<div><a href=/v1>支持</a>(29) <a href=/v0>反对</a>(1)</div>"
    reply = "<h4>网友回复(1)</h4><div><div><a href=/u1>民企老张</a> 发表于 2012-1-1 08:10</div><div>写得好，支持浙江的民营企业。</div></div>"
    article = read_article(
        parse(
            f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p><div>{text}</div>{votes}{reply}<h4>发表回复</h4>{FOOT}",
            URL,
        ),
        URL,
        ZJ123,
    )
    assert (article.body, article.votes_up, article.votes_down) == ("\n".join(PARAGRAPHS[:2]), 29, 1)


def test_an_english_pager_under_a_text_is_none_of_it() -> None:
    text = "".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}<br>" for text in PARAGRAPHS[:2])
    pager = "<p align=center>Page 1 of 2&nbsp;<a href=/1.jsp?p=2>下一页</a></p>"
    assert body_of(f"<table><tr><td>{text}{pager}</td></tr></table>") == list(PARAGRAPHS[:2])


def test_a_picture_over_paragraphs_that_hold_each_other_is_the_text_s() -> None:
    """As in texts pasted from Word, whose spans stay open: each paragraph holds the next, the picture only the first."""
    opened = "<P class=MsoNormal style='TEXT-INDENT: 21pt'><FONT face=宋体><SPAN><SPAN><o:p>"
    text = "".join(opened + paragraph for paragraph in PARAGRAPHS)
    picture = "<P class=MsoNormal align=center><IMG src=/a.jpg><P class=MsoNormal align=center><SPAN>会议现场"
    page = f"<TITLE>{TITLE}</TITLE><TABLE><TR><TD><P align=center><B>{TITLE}</B><P align=center>{BYLINE}{picture}{text}"
    article = read_article(parse(f"{page}<P>赞成:9<BR>反对:0</TABLE>{FOOT}", URL), URL, ZJ123)
    assert article.images == (Image("http://www.zj123.com/a.jpg", "会议现场"),)
    assert article.body == "\n".join(("会议现场", *PARAGRAPHS))
    assert (article.votes_up, article.votes_down) == (9, 0)


MEETING = [PARAGRAPHS[0], "出席会议的有:张建华、李国强。", "赞成:9人", "反对:0人", PARAGRAPHS[1]]


@pytest.mark.parametrize(
    "form", ["<p>　　{}</p>", "<div>　　{}</div>", "　　{}<br><br>", "<P><FONT face=宋体><SPAN>　　{}<o:p></o:p>"]
)
def test_the_votes_of_a_meeting_stay_in_the_text_that_tells_of_it(form: str) -> None:
    text = "".join(map(form.format, MEETING))
    found = read_page(page(f"<p>{BYLINE}</p>", f"<div>{text}</div><ul><li>9人</li><li>1人</li></ul>"))
    assert found.body == "\n".join(MEETING)
    assert (found.votes_up, found.votes_down) == (9, 1)


@pytest.mark.parametrize("head", ["<h3>核心提示</h3>", "<p><b>核心提示</b></p>"])
def test_a_heading_among_paragraphs_is_no_label_of_an_abstract(head: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert body_of(f"<div>{head}{text}</div>") == ["核心提示", *PARAGRAPHS]
    box = f"<div>{head}<div>{PARAGRAPHS[0][:60]}</div></div>"
    assert body_of(f"{box}<div>{text}</div>") == list(PARAGRAPHS)


def test_a_line_that_opens_a_cell_is_no_label_of_the_next_cell() -> None:
    text = "<br>　　".join(("<b>核心提示</b>", *PARAGRAPHS))
    row = f"<tr><td>　　{text}</td><td>最新文章<ul>{LATEST}</ul></td></tr>"
    assert body_of(f"<table>{row}</table>") == ["核心提示", *PARAGRAPHS]


@pytest.mark.parametrize("opening", ["二〇一〇年十月二十日", "十月的余杭", "日期"])
@pytest.mark.parametrize("label", ["点击：<span id=hits></span>", "来源："])
def test_what_stands_below_a_counter_that_a_script_fills_in_is_text(opening: str, label: str) -> None:
    head = f"<table><tr><td>时间：2010-10-20 {label}</td></tr></table>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (opening, *PARAGRAPHS))
    assert read_page(page(head, f"<div>{text}</div>")).body == "\n".join((opening, *PARAGRAPHS))


def test_the_head_of_a_table_of_figures_by_day_is_no_label() -> None:
    days = [("日期", "收盘", "涨跌幅"), *((f"10月{day}日", f"29{day}.31", "0.16%") for day in range(11, 20))]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in days)
    assert body_of(f"<div><table border=1>{rows}</table></div>") == [" ".join(row) for row in days]


def test_counts_beside_pictures_below_a_text_are_votes() -> None:
    text = "".join(f"<p>　　{paragraph}" for paragraph in PARAGRAPHS)
    votes = "<table><tr><td><img src=/good.gif></td><td>31人</td><td><img src=/bad.gif></td><td>8人</td></tr></table>"
    found = read_page(page(f"<p>{BYLINE}</p>", text + votes))
    assert (found.body, found.images) == ("\n".join(PARAGRAPHS), ())
    assert (found.votes_up, found.votes_down) == (31, 8)


def test_an_outlet_may_be_called_a_report() -> None:
    found = read_page(
        page("<p>2010-10-20 来源：21世纪经济报道 记者：张建华</p>", f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>")
    )
    assert (found.source, found.authors) == ("21世纪经济报道", ("张建华",))


def test_a_text_may_begin_with_when_and_where_something_takes_place() -> None:
    event = ["活动时间:2010年11月1日上午9时", "地点:杭州市人民大会堂"]
    text = "".join(f"<p>{line}</p>" for line in (*event, PARAGRAPHS[0]))
    page = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div><time>2010-10-20</time> <em>余杭新闻网</em></div><div>{text}</div>"
    )
    article = read_article(parse(page, URL), URL)
    assert article.published == "2010-10-20"
    assert article.body == "\n".join((*event, PARAGRAPHS[0]))


@pytest.mark.parametrize("figures", [["2010-11-08"], ["↑12.5%", "↓3.8%"], ["2008 2009 2010", "12.5 13.8 15.1"]])
def test_figures_alone_between_paragraphs_are_of_the_text(figures: list[str]) -> None:
    lines = [PARAGRAPHS[0], *figures, PARAGRAPHS[1]]
    assert body_of("".join(f"<p>{line}</p>" for line in lines)) == lines


def test_a_text_may_end_with_from_when_to_when_something_is_on_show() -> None:
    notice = ["公示时间:2010年10月20日至10月26日", "公示单位:永康市经济和信息化局", "监督电话:0571-87051234"]
    assert body_of("".join(f"<p>{line}</p>" for line in (PARAGRAPHS[0], *notice))) == [PARAGRAPHS[0], *notice]


@pytest.mark.parametrize("credit", ["(数据来源:浙江省统计局)", "数据来源:浙江省统计局"])
def test_where_the_figures_of_a_text_are_from_is_the_last_line_of_it_and_no_source(credit: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS, credit))
    found = read_page(f"<title>{TITLE}</title><h1>{TITLE}</h1><p>2010-10-20</p><div>{text}</div>")
    assert ((found.body or "").split("\n"), found.source) == ([*PARAGRAPHS, credit], None)


@pytest.mark.parametrize(
    "credit",
    ["(据《温州日报》、《温州都市报》等综合整理)", "(据新华社)", "(综合新华社、人民网报道)", "(作者單位:浙江工商大學)"],
)
def test_what_a_text_was_made_from_or_where_its_writer_works_may_be_its_last_line(credit: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS, credit))
    found = read_page(page(f"<p>{BYLINE}</p>", text))
    assert (found.body or "").split("\n") == [*PARAGRAPHS, credit]
    assert (found.source, found.authors) == ("余杭新闻网", ())


def test_the_label_of_an_abstract_may_stand_in_a_paragraph_over_lines_of_none() -> None:
    text = "<br/>　　".join(PARAGRAPHS)
    assert body_of(f"<div><p><b>　　核心提示</b></p>　　{text}<br/></div>") == ["核心提示", *PARAGRAPHS]


def test_a_day_in_words_alone_under_the_title_is_that_of_publication() -> None:
    found = read_page(page("<p>（二○○八年一月九日）</p>"))
    assert (found.published, found.published_text) == ("2008-01-09", "二○○八年一月九日")


def test_a_paragraph_may_be_a_link() -> None:
    link = "点击查看2005年浙江省中小企业专项资金项目公示名单"
    text = f"<p>{PARAGRAPHS[0]}</p><p><a href=/list.doc>{link}</a></p><p>{PARAGRAPHS[1]}</p>"
    assert body_of(text) == [PARAGRAPHS[0], link, PARAGRAPHS[1]]


def test_a_paragraph_below_a_link_is_text_though_nobody_closed_those_before() -> None:
    text = f"<dl><dd>{PARAGRAPHS[0]} <dd>{PARAGRAPHS[1]} <dd><a href=/list.doc>公示名单</a> <dd>{PARAGRAPHS[2]} </dl>"
    assert body_of(text) == list(PARAGRAPHS[:3])


@pytest.mark.parametrize("byline", ["<p>时间:2010-10-20 作者:</p>", "<p>时间:2010-10-20<br>信息来源:</p>"])
def test_an_empty_label_takes_nothing_from_the_text_below(byline: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in ("一、总体要求", *PARAGRAPHS))
    found = read_page(f"<title>{TITLE}</title><h1>{TITLE}</h1>{byline}<hr><div>{text}</div>")
    assert ((found.body or "").split("\n"), found.authors, found.source) == (["一、总体要求", *PARAGRAPHS], (), None)


def test_the_editor_of_this_text_is_its_editor() -> None:
    tail = "<p>本文责任编辑: <a href='mailto:news@zj123.com'>苏鹏</a></p>"
    found = read_page(page(f"<p>{BYLINE}</p>") + tail)
    assert (found.editor, "苏鹏" in (found.body or "")) == ("苏鹏", False)


def test_who_wrote_a_book_that_a_text_tells_of_did_not_write_the_text() -> None:
    book = "《民企突围》,作者:郑洁,浙江人民出版社2009年12月版,定价:32.00元。"
    found = read_page(
        page(f"<p>{BYLINE}</p>", "".join(f"<p>{line}</p>" for line in (PARAGRAPHS[0], book, PARAGRAPHS[1])))
    )
    assert found.authors == ()


def test_a_text_of_few_words_ends_where_a_byline_begins_below_it() -> None:
    found = read_page(
        f"<title>{TITLE}</title><h1>{TITLE}</h1><p>名单详见下期本报的连载。</p><p>信息来源：余杭新闻网</p>"
    )
    assert (found.body, found.source) == ("名单详见下期本报的连载。", "余杭新闻网")


def test_a_sentence_that_opens_with_the_word_author_presents_nobody() -> None:
    sentence = "作者:这部书的作者是一位退休工人,写了整整三年。"
    assert body_of(f"<p>{sentence}</p><p>{PARAGRAPHS[0]}</p>") == [sentence, PARAGRAPHS[0]]


def test_a_few_words_over_buttons_are_the_text_where_below_them_is_but_a_disclaimer() -> None:
    rights = "<div>版权和免责声明:<br>1.凡注有“浙江民营企业网”的文章,均为浙江民营企业网版权所有,未经许可不得转载或镜像;</div>"
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p><p>详见附件。</p><p>【关闭】 【打印】</p>{rights}"
    assert read_article(parse(page, URL), URL).body == "详见附件。"


def test_paragraphs_may_be_rows_and_short_lines_among_them_are_kept() -> None:
    names = [f"{place}纺织有限公司" for place in ("杭州", "宁波", "温州", "绍兴")]
    lines = [PARAGRAPHS[0], *names, "“© 2009 All Rights Reserved”字样在网页底部随处可见,读者未必留意。", PARAGRAPHS[1]]
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
    head = f"<title>{TITLE}</title><table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{BYLINE}</td></tr><tr><td>"
    page = f"{head}<table>{rows}</table></td></tr><tr><td>9人</td></tr><tr><td>0人</td></tr></table>"
    article = read_article(parse(page, URL), URL)
    assert article.body == "\n".join(lines)
    assert (article.votes_up, article.votes_down) == (9, 0)


def test_a_text_in_a_textarea_is_read_where_the_page_shows_but_its_disclaimer() -> None:
    text = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in PARAGRAPHS)
    rights = "1.凡注有“浙江民营企业网”的文章,均为浙江民营企业网版权所有,未经许可不得转载或镜像;"
    foot = f"<div>版权和免责声明:<br>{rights}<br>2.未注明来源的文章,本网转载出于传递更多信息之目的,并不意味着赞同其观点或证实其内容的真实性;</div>"
    page = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{BYLINE}</p><textarea style='display:none'>{text}</textarea>{foot}"
    )
    assert read_article(parse(page, URL), URL).body == "\n".join(PARAGRAPHS)
