from __future__ import annotations

import pytest

from tests.portal.seed import PARAGRAPHS
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.pages.title import find_title
from zjcrawl.sites.zj123 import ZJ123

TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
TITLE = "温州皮革企业抱团参展"


def title_of(head: str, over: str, byline: str = "<p>来源：甲报 2010-10-20</p>") -> str | None:
    return read_article(parse(f"<title>{head}</title>{over}{byline}<div>{TEXT}</div>"), "http://a.cn/").title


@pytest.mark.parametrize(
    "head",
    [
        TITLE,
        f"{TITLE}_经济热点_浙江民营企业网",
        f"{TITLE} - 浙江民营企业网",
        f"浙江产经|{TITLE}|浙江民营企业网",
        f"余杭新闻网_新闻中心_{TITLE}",
        "浙江民营企业网",
        "",
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h3", "font size=5", "b", "strong", "span", "td"])
def test_the_title_is_the_line_over_the_text(head: str, tag: str) -> None:
    over = f"<p><{tag}>{TITLE}</{tag.split()[0]}></p>"
    assert title_of(head, over) == TITLE


def test_a_title_may_hold_the_marks_that_part_titles() -> None:
    title = "书记市长这一周 | 奋马扬鞭争春色-开向未来"
    assert title_of(f"{title}_某网", f"<div>{title}</div>") == title


def test_quotation_marks_may_differ() -> None:
    assert title_of('他说"不行"_某网', "<h1>他说“不行”</h1>") == "他说“不行”"


def test_subtitles_and_lead_in_titles_are_no_part_of_it() -> None:
    assert title_of(TITLE, f"<h3>省经贸委组织</h3><h1>{TITLE}</h1><h3>订单增长三成</h3>") == TITLE


def test_a_page_that_prints_no_title_has_that_of_its_head() -> None:
    assert title_of(f"{TITLE}_某网", "", "") == TITLE


def test_the_name_of_the_site_as_source_in_a_cell_is_no_title() -> None:
    cells = "<table><tr><td>来 源</td><td>浙江民营企业网</td><td>日 期</td><td>2011-12-03</td></tr></table>"
    assert title_of("浙江民营企业网", f"<table><tr><td>{TITLE}</td></tr></table>", cells) == TITLE


def test_a_caption_over_the_text_is_no_title() -> None:
    over = f"<div>{TITLE}</div><table><tr><td><img src=a.jpg></td></tr><tr><td>图为温州皮革企业的车间</td></tr></table>"
    assert title_of("浙江民营企业网", over, "") == TITLE


@pytest.mark.parametrize("below", ["", "<p>——浙江各地一线见闻</p>"])
def test_a_title_with_points_that_nothing_announces_is_not_the_texts_first_line(below: str) -> None:
    title = "【民企调查】小巨人是怎样炼成的?——永康见闻(上)"
    text = "<br>".join(f"\u3000\u3000{each}" for each in PARAGRAPHS[:3])
    page = parse(f"<title>浙江民营企业网</title><div>{title}</div>{below}<blockquote>{text}</blockquote>")
    article = read_article(page, "http://a.cn/")
    assert article.title == title + below.removeprefix("<p>").removesuffix("</p>")
    assert article.body == "\n".join(PARAGRAPHS[:3])


def test_what_a_program_calls_a_page_without_a_name_is_no_title() -> None:
    for name in ("无标题文档", "無標題文檔", "Untitled Document", "新建网页 1", "New Page 1"):
        assert title_of(name, "") is None
        assert title_of(name, f"<p>{TITLE}</p>") == TITLE


@pytest.mark.parametrize("label", ["标题:", "標題：", "标 题", "主题:", "文章标题："])
def test_a_form_names_its_title(label: str) -> None:
    rows = f"<tr><td>{label}<td>{TITLE}<tr><td>日期:<td>2010-10-20<tr><td>来源:<td>甲报<tr><td>责任编辑:<td>王芳"
    article = read_article(parse(f"<title>{TITLE}</title><table>{rows}</table><div>{TEXT}</div>"), "http://a.cn/")
    assert (article.title, article.source, article.editor) == (TITLE, "甲报", "王芳")
    assert article.body == "\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize("printed", ["<a href=/1/>经济热点</a> : {}", "[<a href=/1/>经济热点</a>] {}"])
@pytest.mark.parametrize("head", [f"甲网 - 经济热点 - {TITLE}", TITLE])
def test_the_linked_section_before_a_title_is_no_part_of_it(printed: str, head: str) -> None:
    assert title_of(head, f"<p>{printed.format(TITLE)}</p>") == TITLE


def test_a_link_that_begins_an_announced_title_is_part_of_it() -> None:
    assert (
        title_of("省统计局:投资增长三成", "<h1><a href=/tjj/>省统计局</a>:投资增长三成</h1>") == "省统计局:投资增长三成"
    )


@pytest.mark.parametrize("tag", ["small", "span", "a href=/jjrd/"])
def test_the_section_behind_a_title_that_the_head_names_apart_is_no_part_of_it(tag: str) -> None:
    printed = f"<h2>{TITLE}<{tag}>经济热点</{tag.split()[0]}></h2>"
    assert title_of(f"{TITLE}-经济热点-浙江民营企业网", printed) == TITLE


def test_a_short_title_before_its_section_is_found_over_the_text() -> None:
    assert title_of("浙商归来-民营经济-浙江民营企业网", "<h2>浙商归来<small>民营经济</small></h2>") == "浙商归来"


def test_the_other_half_of_a_title_is_no_section() -> None:
    assert title_of(f"{TITLE}-浙江民营企业网", f"<h1>{TITLE}<font>订单过亿</font></h1>") == f"{TITLE}订单过亿"


def test_the_name_of_a_section_in_bold_over_a_title_that_nothing_announces_is_none() -> None:
    page = (
        f"<title>浙江民营企业网</title><div><b>经济热点</b></div><div>{TITLE}</div><p>来源：甲报</p><div>{TEXT}</div>"
    )
    assert read_article(parse(page, "http://www.zj123.com/1"), "http://www.zj123.com/1", ZJ123).title == TITLE


@pytest.mark.parametrize(
    "head",
    ["开门红_经济热点_浙江民营企业网", "开门红 · 经济热点 · 浙江民营企业网", "开门红 « 浙江民营企业网", "开门红"],
)
def test_a_title_of_three_characters_is_the_line_that_the_head_begins_with(head: str) -> None:
    assert title_of(head, "<p>首页 &gt; 正文</p><div>开门红</div>") == "开门红"


def test_the_name_of_an_area_in_the_middle_of_the_head_is_no_title() -> None:
    assert title_of(f"{TITLE}_新闻_浙江民营企业网", f"<p>新闻</p><h1>{TITLE}</h1>") == TITLE


def test_a_title_that_opens_with_a_day_is_no_byline() -> None:
    title = "2010年10月20日浙江股市收盘综述"
    assert title_of("浙江民营企业网", f"<div>{title}</div>") == title


def test_what_heads_a_list_beside_a_text_is_no_title() -> None:
    beside = "<div><b>热门文章</b><ul><li><a href=/1.html>杭州第九届民营企业峰会召开</a></ul></div>"
    assert title_of("浙江民营企业网", f"{beside}<div>{TITLE}</div>") == TITLE


@pytest.mark.parametrize("head", ["浙江民营企业网 义乌指数", "浙江民营企业网::义乌指数", "浙江民营企业网  义乌指数"])
def test_a_short_title_is_what_the_head_says_after_the_name_of_the_portal(head: str) -> None:
    page = f"<title>{head}</title><table><tr><td>索引号:<td>A-1131</table><p>义乌指数</p><div>{TEXT}</div>"
    assert read_article(parse(page), "http://a.cn/", ZJ123).title == "义乌指数"


def test_an_abstract_over_a_text_is_no_title() -> None:
    lead = "<div>摘要:" + PARAGRAPHS[0][:40] + "…</div>"
    page = f"<title>浙江民营企业网</title><div>{TITLE}</div>{lead}<div>{TEXT}</div><p>来源：甲报 2010-10-20</p>"
    assert read_article(parse(page), "http://a.cn/", ZJ123).title == TITLE
    marked = "【民企调查】“小巨人”是怎样炼成的?——永康五金见闻"
    found = read_article(parse(page.replace(TITLE, marked)), "http://a.cn/", ZJ123)
    assert (found.title, found.body) == (marked, "\n".join(PARAGRAPHS[:2]))


@pytest.mark.parametrize("head", [f"{TITLE} - 浙江民营企业网", TITLE, f"浙江民营企业网--{TITLE}"])
@pytest.mark.parametrize("name", ["<small>经济热点</small>", "<span>浙江民营企业网</span>"])
def test_a_name_of_the_portal_behind_a_title_in_an_element_of_its_own_is_no_part_of_it(head: str, name: str) -> None:
    page = f"<title>{head}</title><h1>{TITLE} {name}</h1><p>来源：甲报 2010-10-20</p><div>{TEXT}</div>"
    assert read_article(parse(page, "http://www.zj123.com/1"), "http://www.zj123.com/1", ZJ123).title == TITLE


@pytest.mark.parametrize("head", ["浙江民营企业网", "浙江民营企业网 - {}", "{}_浙江民营企业网"])
@pytest.mark.parametrize("title", ["图文:温州皮鞋节盛况空前", "时间:改革者最好的朋友", "评论：楼市不宜大起大落"])
def test_a_title_may_open_with_the_word_of_a_label(title: str, head: str) -> None:
    assert title_of(head.format(title), f"<p>首页 &gt; 正文</p><p>{title}</p>") == title


def test_the_one_h1_is_the_title_where_the_head_names_the_site_on_every_page() -> None:
    over = "<h1>三十岁转行做木匠，来得及吗？</h1><div>老王</div><div>1,204 人赞同</div>"
    assert title_of("某某新闻网", over, byline="") == "三十岁转行做木匠，来得及吗？"


@pytest.mark.parametrize("heading", ["<a href=/>某某市人民政府门户</a>", "某某市民生新闻频道", "某某日报社新闻中心"])
def test_an_h1_that_names_the_site_announces_nothing(heading: str) -> None:
    document = parse(f"<title>某某新闻网</title><h1>{heading}</h1><div><b>三十岁转行做木匠</b></div>{TEXT}")
    assert find_title(document, document.lines) is None


@pytest.mark.parametrize("line", ["光明日报记者 王建宏 张文攀", "字号 大 小"])
def test_neither_who_reports_nor_buttons_are_a_title(line: str) -> None:
    assert title_of("某某新闻网", f"<div>土豆不“土”，土豆无“土”</div><div>{line}</div>") == "土豆不“土”，土豆无“土”"


SHARING = "".join(
    f"<div>{text}</div>"
    for text in ("分享到", "用微信扫描二维码", "分享至好友", "19 跟贴", "今", "日", "推", "荐", "x")
)


READERS = "".join(f"<div>目前没有热门跟贴吗</div><div>网易杭州网友 2019-05-1{day} 20:33:49</div>" for day in range(4))


@pytest.mark.parametrize("below", ["", READERS])
@pytest.mark.parametrize(
    "over", [f"<h2>{TITLE}</h2>", f"<h2>{TITLE}</h2><h3>订单增长三成以上</h3>", f"<div>{TITLE}</div>"]
)
def test_what_stands_over_a_dated_byline_is_the_title_however_far_the_text_is(over: str, below: str) -> None:
    byline = f"<p>2010-10-20 08:05 来源：甲报</p>{SHARING}<h2>今日视点</h2>"
    found = read_article(parse(f"<title>某某新闻网</title>{over}{byline}<div>{TEXT}</div>{below}"), "")
    assert (found.title, found.published, found.source) == (TITLE, "2010-10-20T08:05+08:00", "甲报")


def test_of_two_headings_that_nothing_announces_the_larger_is_the_title() -> None:
    over = f"<h2>{TITLE}</h2><h3>浙江皮革商会组织赴会</h3>"
    assert title_of("某某新闻网", over, "<ul><li>时间：2010-10-20<li>来源：甲报</ul>") == TITLE


def test_the_address_of_the_portal_is_no_title() -> None:
    over = f"<p>{TITLE}</p><ul><li>某市政府门户网站 www.example.cn<li>2010-10-20 09:52</ul>"
    assert title_of("某市政府门户网站", over, "") == TITLE


def test_a_text_over_its_byline_is_no_title() -> None:
    page = f"<title>某某新闻网</title><div>{TITLE}</div><p>{PARAGRAPHS[0]}</p><p>来源：甲报 2010-10-20</p>"
    assert find_title(parse(page), parse(page).lines) is None


@pytest.mark.parametrize("head", ["浙江民营企业网", ""])
def test_a_word_right_above_the_byline_is_a_title_that_nothing_announces(head: str) -> None:
    over = "<p><a href=/>首页</a> &gt; <a href=/jjrd/>经济热点</a></p><table><tr><td>回家</td></tr></table>"
    assert title_of(head, over) == "回家"
    assert title_of(head, over.replace("回家", "正文")) != "正文"


@pytest.mark.parametrize("head", ["浙江民营企业网", "", "经济热点-浙江民营企业网"])
@pytest.mark.parametrize(
    "title", ["下一页:浙江制造", "作者:被遗忘的角色", "编辑:谁来为地方志把关", "时间:改革者最好的朋友"]
)
@pytest.mark.parametrize("tag", ["td", "div", "b"])
def test_a_title_may_open_as_a_label_does_where_nothing_announces_it(head: str, title: str, tag: str) -> None:
    byline = "<p>时间:2010年10月20日 来源:甲报 作者:王小明</p>"
    over = f"<table><tr><{tag}>{title}</{tag}></tr></table>" if tag == "td" else f"<p><{tag}>{title}</{tag}></p>"
    markup = f"<title>{head}</title>{over}{byline}<div>{TEXT}</div>"
    article = read_article(parse(markup), "http://www.zj123.com/a.htm", ZJ123)
    assert (article.title, article.authors, article.body) == (title, ("王小明",), "\n".join(PARAGRAPHS[:2]))


def test_a_byline_of_several_lines_is_no_title() -> None:
    byline = "<p>编辑:李四</p><p>作者:王五</p><p>来源:甲报 2010-10-20</p>"
    assert title_of("", "", byline) is None


def test_what_a_breadcrumb_ends_with_is_the_title_below_it() -> None:
    over = f"<p><a href=/>首页</a>-><a href=/my/>民营经济</a>->{TITLE}</p><center>{TITLE}</center><center>作者:章立新</center>"
    page = parse(f"<title>某某新闻网</title>{over}<div>{TEXT}</div>")
    assert find_title(page, page.lines) == (TITLE, 1, "line that the breadcrumb ends with")


def over_text(over: str) -> str | None:
    return read_article(parse(f"{over}<div>{TEXT}</div>"), "http://a.cn/1.html").title


@pytest.mark.parametrize("over", ["<h1>某某新闻网</h1>", "<h1><a href=/>某某新闻网</a></h1>", "<h2>民营经济</h2>"])
@pytest.mark.parametrize("head", ["", "<title>某某新闻网</title>", "<title>新闻中心_某某新闻网</title>"])
@pytest.mark.parametrize("title", ["余杭民营经济交出亮眼成绩单", "全省民营企业最新要闻"])
def test_the_name_of_a_site_or_section_in_a_heading_over_the_title_is_not_it(title: str, head: str, over: str) -> None:
    assert over_text(f"{head}{over}<div>{title}</div><div>2015-06-18 来源：某某日报</div>") == title


@pytest.mark.parametrize("over", ["<h1>某某新闻网</h1>", "<h1><a href=/>某某新闻网</a></h1>"])
@pytest.mark.parametrize("head", ["", "<title>某某新闻网</title>"])
def test_a_short_title_stands_under_the_name_of_its_site(head: str, over: str) -> None:
    page = f"{head}{over}<div>一周民企要闻</div><div>2015-06-18 来源：某某日报</div>"
    assert over_text(page) == "一周民企要闻"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "余杭民营经济再出发——一座城与它的企业"),
        ("<title>某某新闻网</title>", "余杭民营经济再出发——一座城与它的企业"),
        ("<title>余杭民营经济再出发_某某新闻网</title>", "余杭民营经济再出发"),
    ],
)
@pytest.mark.parametrize("tag", ["div", "h2", "p"])
def test_a_line_that_a_dash_begins_goes_on_with_a_title_that_nothing_announces(head: str, title: str, tag: str) -> None:
    subtitle = f"<{tag}>——一座城与它的企业</{tag}>"
    page = f"{head}<h1>余杭民营经济再出发</h1>{subtitle}<div>2015-06-18 来源：某某日报</div>"
    assert over_text(page) == title


@pytest.mark.parametrize("title", ['余杭"最多跑一次"改革再提速', '"最多跑一次"改革再提速', '人"物"故事'])
@pytest.mark.parametrize("tag", ["h1", "div", "p"])
@pytest.mark.parametrize("head", ["", "<title>某某新闻网</title>", "<title></title>"])
def test_a_title_that_its_own_marks_cut_in_the_head_is_read_where_it_is_printed(
    head: str, tag: str, title: str
) -> None:
    page = f'{head}<meta property="og:title" content="{title}"><{tag}>{title}</{tag}><div>2015-06-18</div>'
    assert over_text(page) == title


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("我在县城开了一间二手书店", "我在县城开了一间二手书店"),
        ("我在县城开了一间二手书店", "我在县城开了一间二手书店_某某新闻网"),
        ("韩国总统朴槿惠被弹劾下台", "韩国总统朴槿惠被弹劾下台"),
        ("工业互联网", "工业互联网_某某新闻网"),
    ],
)
def test_a_title_that_ends_as_an_outlet_does_is_one_over_its_subtitle_and_comments(title: str, head: str) -> None:
    over = f"<h1>{title}</h1><h2>South Korea's President Park impeached</h2><div>2016-12-09 甲报</div>"
    comment = "<div>看得我眼泪都下来了，等放假一定去看看！</div><div>2016-12-10 读者</div>"
    page = f"<title>{head}</title>{over}<div>{TEXT}</div>{comment}"
    assert read_article(parse(page), "http://a.cn/1.html").title == title


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("<p>2010-10-20 来源：甲报</p>", "区域发展"),
        ("<ul><li><a href=1.html>余杭召开会议</a> 2010-10-20</li></ul>", None),
    ],
    ids=["a byline", "a list"],
)
def test_a_headline_may_be_the_name_of_a_section_where_a_byline_is_below_it(below: str, title: str | None) -> None:
    document = parse(f"<title>区域发展_浙江民营企业网</title><h1>区域发展</h1>{below}<div>{TEXT}</div>")
    found = find_title(document, document.lines, (ZJ123.title, *ZJ123.sections))
    assert (found.text if found else None) == title


def test_a_title_of_four_characters_may_stand_in_two_lines() -> None:
    assert (
        title_of("谁是浙商_浙江民营企业网", "<table><tr><td align=center><b>谁是<br>浙商</b></td></tr></table>")
        == "谁是浙商"
    )


def test_a_title_in_two_lines_ends_over_the_byline_whatever_its_second_half_sounds_like() -> None:
    over = "<h1>“温州制造”的路<br>该往哪里走?</h1>"
    head = "“温州制造”的路该往哪里走?_浙江民营企业网"
    page = f"<title>{head}</title>{over}<p>时间:2010-10-20 信息来源:甲报</p><div>{TEXT}</div>"
    found = read_article(parse(page), "http://a.cn/")
    assert (found.title, found.published, found.source) == ("“温州制造”的路该往哪里走?", "2010-10-20", "甲报")
    assert found.body == "\n".join(PARAGRAPHS[:2])
