"""The list of a listing page is told from everything else that links."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.moved import MOVED, OLD_HOST
from zjcrawl.frontier.canonical import url_shape
from zjcrawl.pages.anchors import read_anchors
from zjcrawl.pages.document import parse
from zjcrawl.pages.listing import NO_SHAPES, ListingReading, read_listing
from zjcrawl.pages.pager import read_pager
from zjcrawl.records import Shapes, Site
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/class.asp?id=1"
TITLES = [f"余杭第{n}次召开城乡区域统筹发展专题会议" for n in "一二三四五六七八"]
SIDE = [f"厂家直销高品质不锈钢阀门第{n}代" for n in range(20)]
FIRMS = [f"浙江某某{n}实业有限公司" for n in range(30)]


def read(html: str, shapes: Shapes = NO_SHAPES, url: str = URL, site: Site = ZJ123) -> ListingReading:
    document = parse(f"<html><body>{html}</body></html>", url)
    anchors = read_anchors(document)
    return read_listing(document, anchors, read_pager(document, anchors, url), url, site, shapes)


def titles(html: str, shapes: Shapes = NO_SHAPES) -> list[str]:
    return [link.text for link in read(html, shapes).listing.articles]


def items(template: str, names: list[str] = TITLES, kind: str = "news/show") -> str:
    return "".join(
        template.format(u=f"/{kind}.asp?id={n}", t=name, d=f"2010-10-{n + 10}") for n, name in enumerate(names)
    )


PAGER = '<div>共3页 <a href="?id=1&page=2">下一页</a></div>'
LISTS = {
    "ul with dates": "<ul>" + items("<li><a href={u}>{t}</a> <span>{d}</span></li>") + "</ul>" + PAGER,
    "ul without dates": "<ul>" + items("<li><a href={u}>{t}</a></li>") + "</ul>" + PAGER,
    "rows with cells": "<table>" + items("<tr><td>·<td><a href={u}>{t}</a><td>{d}") + "</table>" + PAGER,
    "a table each": items("<table><tr><td><a href={u}>{t}</a></td><td>{d}</td></tr></table>") + PAGER,
    "bare links and br": "<td>" + items("·<a href={u}>{t}</a> ({d})<br>") + "</td>" + PAGER,
    "unclosed p": items("<p><font><a href={u}>{t}</a>") + PAGER,
    "cards with summary": items(
        "<div><h3><a href={u}>{t}</a></h3><p>市委、市政府召开会议。<a href={u}>[详细]</a></p><i>{d}</i></div>"
    )
    + PAGER,
    "picture and text": items("<dl><dt><a href={u}><img src=1.jpg></a></dt><dd><a href={u}>{t}</a></dd></dl>") + PAGER,
    "section before title": items("<li>[<a href=/news/class.asp?id=4>区域发展</a>] <a href={u}>{t}</a> {d}</li>")
    + PAGER,
    "pager above": PAGER + "<ul>" + items("<li><a href={u}>{t}</a> {d}</li>") + "</ul>",
}


@pytest.mark.parametrize(("site", "found"), [(MOVED, TITLES), (ZJ123, [])])
def test_a_list_may_lead_to_the_address_that_the_portal_had(site: Site, found: list[str]) -> None:
    html = LISTS["ul with dates"].replace("href=/", f"href=http://{OLD_HOST}/")
    assert [link.text for link in read(html, site=site).listing.articles] == found


@pytest.mark.parametrize("html", LISTS.values(), ids=LISTS)
def test_the_list_is_found_in_every_markup(html: str) -> None:
    assert titles(html) == TITLES


@pytest.mark.parametrize("html", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("before", [True, False])
def test_products_and_companies_beside_it_are_left_alone(html: str, before: bool) -> None:
    side = (
        "<div><h3>最新产品</h3><ul>" + items("<li><a href={u}>{t}</a> {d}</li>", SIDE, "product/show") + "</ul></div>"
        "<div>" + items("<p><a href={u}>{t}</a></p>", FIRMS, "company/show") + "</div>"
        "<div><b>热点文章</b><ul>" + items("<li><a href={u}>{t}</a></li>", TITLES[::-1], "news/hot") + "</ul></div>"
    )
    main = f"<div><h2>经济热点</h2>{html}</div>"
    assert titles(side + main if before else main + side) == TITLES


def test_groups_of_a_list_are_one_list() -> None:
    groups = items("<li><a href={u}>{t}</a> {d}</li>", TITLES[:5]) + "</ul><ul>"
    later = "".join(f"<li><a href=/news/show.asp?id={n}>{t}</a></li>" for n, t in enumerate(TITLES[5:], 5))
    assert titles(f"<div><ul>{groups}{later}</ul></div>{PAGER}") == TITLES


def test_a_top_story_in_other_markup_belongs_to_the_list() -> None:
    top = (
        "<div><h1><a href=/news/show.asp?id=99>朱金坤强调:统筹城乡区域发展是历史性机遇</a></h1><p>导语导语。</p></div>"
    )
    assert len(titles(top + LISTS["ul with dates"])) == 9


def test_the_title_attribute_completes_a_title_cut_short() -> None:
    html = items("<li><a href={u} title={t}>余杭…</a> {d}</li>") + PAGER
    assert titles(html) == TITLES


def test_a_single_article_is_a_list_where_articles_look_like_it() -> None:
    alone = "<ul><li><a href=/info/show.asp?id=7>通知公告</a></li></ul>"
    assert titles(alone) == []
    assert titles(alone, Shapes(frozenset({"www.zj123.com/info/show.asp?id=N"}))) == ["通知公告"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>暂无信息</p>" + PAGER,
        "<div>" + items("<li><a href={u}>{t}</a></li>", FIRMS) + "</div>",
        "<div><h3>友情链接</h3>" + items("<a href={u}>{t}</a> ", SIDE) + "</div>",
        '<div><a href="/archive/2011-12.html">2011年12月(30)</a><a href="/archive/2011-11.html">2011年11月(28)</a></div>',
        "<p><a href=/about/1>关于我们</a> | <a href=/about/2>About zj123</a> | <a href=/about/3>法律声明</a> |"
        " <a href=/about/4>友情链接</a> | <a href=/about/5>联系我们</a></p>" + PAGER,
    ],
)
def test_a_page_without_a_list_lists_nothing(html: str) -> None:
    assert titles(html) == []


def test_what_stood_beside_a_list_is_no_list_where_there_is_none() -> None:
    side = (
        "<div>"
        + items("<p><a href={u}>{t}</a></p>", [f"阀门行业第{n}届展会将在杭州举行" for n in TITLES], "expo/show")
        + "</div>"
    )
    first = read("<div><h2>经济热点</h2>" + LISTS["ul with dates"] + "</div>" + side)
    assert first.listing.beside == {"www.zj123.com/expo/show.asp?id=N"}
    assert titles("<div><h2>经济热点</h2>" + PAGER + "</div>" + side, Shapes(frozenset(), first.listing.beside)) == []


def test_more_leads_on_only_from_the_list_itself() -> None:
    box = (
        "<div><h3>名企推荐 <a href=/company/>更多&gt;&gt;</a></h3>"
        + items("<p><a href={u}>{t}</a></p>", FIRMS)
        + "</div>"
    )
    front = "<div><h3>经济热点 <a href=/news/list.asp?id=1>更多&gt;&gt;</a></h3>" + LISTS["ul with dates"] + "</div>"
    found = read(box + front + box).listing.listings
    assert [link.url for link in found] == ["http://www.zj123.com/news/list.asp?id=1"]


def test_summaries_in_a_list_are_not_an_article() -> None:
    reading = read(LISTS["cards with summary"])
    assert reading.covers("市委、市政府召开会议。\n市委、市政府召开会议。")
    assert not reading.covers("20日,余杭举行城乡区域统筹发展工作专题会议。")


def test_a_link_that_each_row_has_beside_its_headline_is_none() -> None:
    firms = "".join(
        f"<li>[<a href=/qy/{n}.html>杭州某某实业有限公司</a>] <a href=/news/show.asp?id={n}>{title}</a> 10-{n + 10}</li>"
        for n, title in enumerate(TITLES)
    )
    assert titles(f"<ul>{firms}</ul>") == TITLES


def test_months_over_a_few_rows_each_do_not_part_a_list() -> None:
    rows = "".join(
        f"<h3>2010年{n + 1}月</h3><ul>{items('<li><a href={u}>{t}</a>', [t])}</ul>" for n, t in enumerate(TITLES[:4])
    )
    odd = rows.replace("/news/show.asp?id=0", "/go/17", 1)
    assert len(read(f"<div><h2>经济热点</h2>{odd}</div>").listing.articles) >= 2


def test_the_head_of_a_column_is_no_heading() -> None:
    head = "<tr><td>标题</td><td>日期</td><td>点击</td></tr>"
    rows = items("<tr><td><a href={u}>{t}</a></td><td>{d}</td><td>31</td></tr>")
    assert titles(f"<table>{head}{rows}</table>") == TITLES


def test_an_odd_row_stays_in_its_list() -> None:
    rows = items("<dt><a href={u}>{t}</a> {d}</dt><dd>市委召开会议，部署统筹发展工作。</dd>").replace(
        "<a href=/news/show.asp?id=3>", "<a href=/go/3>"
    )
    assert len(titles(f"<h2>经济热点</h2><dl>{rows}</dl>{PAGER}")) == len(TITLES)


def test_the_words_of_a_pager_are_no_headlines_where_pages_share_a_shape() -> None:
    pager = "<div><a href=/news/show.asp?id=98>前一页</a> <a href=/news/show.asp?id=99>后一页</a></div>"
    shapes = Shapes(frozenset(("www.zj123.com/news/show.asp?id=N",)))
    assert titles(LISTS["ul without dates"] + pager, shapes) == TITLES


def test_archives_by_year_at_the_list_s_own_address_lead_on() -> None:
    archive = "<p>历史存档: <a href=/jjrd-2010.html>2010年</a> <a href=/all-2010.html>2009年</a></p>"
    found = read(LISTS["ul with dates"] + archive, url="http://www.zj123.com/jjrd.html").listing.archives
    assert [link.url for link in found] == ["http://www.zj123.com/jjrd-2010.html"]


COLUMNS = "".join(f"<li><a href=/news/column/cid/{n}.html>{name}</a></li>" for n, name in enumerate(ZJ123.sections, 1))


def archives_of(*targets: str) -> list[str]:
    """The archives that a section's list at /news/column/cid/3.html leads to, which links to ``targets`` by year."""
    years = "".join(f"<a href={target}>{2011 - n}年</a> " for n, target in enumerate(targets))
    page = f"<ul>{COLUMNS}</ul><h1>浙江股市</h1>{LISTS['ul with dates']}<div>按年份查看:{years}</div>"
    url = "http://www.zj123.com/news/column/cid/3.html"
    found = read(page, shapes=Shapes(section="浙江股市"), url=url).listing.archives
    return [urlsplit(link.url).path for link in found]


def test_archives_whose_addresses_name_the_section_of_a_list_lead_on() -> None:
    years = [f"/news/archive/cid/3/year/{year}.html" for year in (2011, 2010, 2009)]
    assert archives_of(*years) == years
    assert archives_of(years[0]) == years[:1], "a portal's first year"


def test_archives_behind_a_choice_lead_on_whatever_session_their_reader_has() -> None:
    session = ";jsessionid=71B0A1{n:02d}4C"
    columns = "".join(
        f"<dd><a href=list.jsp{session.format(n=n)}?lm={70 + n}>{name}</a></dd>"
        for n, name in enumerate(ZJ123.sections)
    )
    options = "".join(
        f"<option value={year}>{year[:4]}年{half}" for year, half in (("201112", "下半年"), ("201106", "上半年"))
    )
    form = f"<form action=list.jsp><input type=hidden name=lm value=73><select name=ym onchange='this.form.submit()'>{options}</select>"
    url = f"http://www.zj123.com/list.jsp{session.format(n=42)}?lm=73"
    found = read(
        f"<dl>{columns}</dl>{form}</form>{LISTS['ul with dates']}", Shapes(section="区域发展"), url
    ).listing.archives
    assert [urlsplit(link.url).query for link in found] == ["lm=73&ym=201112", "lm=73&ym=201106"]


def test_editions_of_a_section_by_day_lead_on_and_a_calendar_of_the_portal_does_not() -> None:
    pages = "".join(f"<td><a href=/paper/A{n:02d}.htm>{name}</a>" for n, name in enumerate(ZJ123.sections, 1))

    def editions(address: str) -> list[str]:
        days = "".join(f"<option value={address.format(n)}>2011年12月{n}日" for n in (3, 27, 28))
        page = (
            f"<table><tr>{pages}</table><select onchange='location=this.value'>{days}</select>{LISTS['ul with dates']}"
        )
        found = read(page, Shapes(section="浙江股市"), "http://www.zj123.com/paper/A03.htm").listing.archives
        return [urlsplit(link.url).path for link in found]

    assert editions("/paper/201112{:02d}/A03.htm") == [f"/paper/201112{n:02d}/A03.htm" for n in (3, 27, 28)]
    assert editions("/paper/2011/12/{:02d}/index.htm") == []


@pytest.mark.parametrize(
    "targets",
    [
        ("/archive/2011-12.html", "/archive/2011-3.html"),
        ("/news/archive/cid/4/year/2011.html", "/news/archive/cid/4/year/2010.html"),
        ("/news/archive/3.html",),
        ("/news/archive/2011.html",),
    ],
    ids=["the whole portal's, by months", "another section's", "a lone one", "a lone year"],
)
def test_archives_whose_addresses_do_not_name_the_section_lead_nowhere(targets: tuple[str, ...]) -> None:
    assert archives_of(*targets) == []


def test_headlines_that_are_no_links_lead_on_by_the_link_that_opens_them() -> None:
    rows = items("<div><h3>{t}</h3><p>{d} 市委召开会议，部署…<a href={u}>阅读全文&gt;&gt;</a></p></div>")
    assert titles(f"<h2>经济热点</h2>{rows}{PAGER}") == TITLES


def test_headlines_that_are_no_links_are_the_list_whatever_else_the_page_links() -> None:
    rows = items("<tr><td><b>{t}</b> {d}<br>市委召开会议，部署… <a href={u}>查看详细</a></td></tr>")
    members = "<a href=/company.asp>会员企业展示</a> <a href=/pro.asp>产品供应信息</a>"
    assert titles(f"<p>{members}</p><p>经济热点</p><table>{rows}</table>{PAGER}") == TITLES


def test_dated_headlines_are_the_list_beside_products_that_lead_on_by_buttons() -> None:
    rows = items("<li><a href={u}>{t}</a> <span>{d}</span></li>")
    wares = items("<li>{t} <a href={u}>查看详细</a></li>", SIDE, "product/view")
    assert titles(f"<ul>{rows}</ul>{PAGER}<h3>产品</h3><ul>{wares}</ul>") == TITLES


def test_a_lone_headline_that_is_no_link_is_the_list_where_its_address_is_that_of_articles() -> None:
    row = f"<tr><td><b>{TITLES[0]}</b> 2010-10-20<br>部署… <a href=/news/9.html>查看详细</a></td></tr>"
    others = "<ul><li><a href=/z/1/>浙江名牌产品推荐</a><li><a href=/z/2/>民营企业风采展示</a></ul>"
    shapes = Shapes(articles=frozenset((url_shape("http://www.zj123.com/news/1.html"),)))
    found = read(f"{others}<table>{row}</table>", shapes=shapes).listing.articles
    assert [link.text for link in found] == TITLES[:1]


def test_boxes_of_sub_columns_lead_on_by_more_under_the_address_of_their_section() -> None:
    boxes = "".join(
        f"<div><b>{name}</b> <a href=/jingji/{n}/>更多&gt;&gt;</a><ul>{items('<li><a href={u}>{t}</a>', TITLES[n : n + 2])}"
        "</ul></div>"
        for n, name in enumerate(("政策法规", "市场观察", "人物访谈"))
    )
    elsewhere = "<div><b>企业推荐</b> <a href=/qiye/>更多&gt;&gt;</a></div>"
    found = read(boxes + elsewhere, url="http://www.zj123.com/jingji/").listing.listings
    assert {link.url for link in found} == {f"http://www.zj123.com/jingji/{n}/" for n in range(3)}


def test_a_list_says_what_stands_over_it_and_over_the_blocks_beside_it() -> None:
    rows = items("<li><a href={u}>{t}</a> <span>{d}</span></li>")
    side = items("<li><a href={u}>{t}</a></li>", TITLES[::-1], "news/top")
    listing = read(f"<h3>要闻</h3><ul>{rows}</ul>{PAGER}<h3>栏目更新</h3><ul>{side}</ul>").listing
    assert (listing.heading, listing.other_headings) == ("要闻", frozenset(["栏目更新"]))


@pytest.mark.parametrize("heading", ["栏目更新", "人气文章", "大家关注", "点击排行"])
def test_a_list_of_repeated_articles_beside_is_none_of_the_pages(heading: str) -> None:
    rows = items("<li><a href={u}>{t}</a> <span>{d}</span></li>")
    side = "".join(f"<li><a href=/news/show.asp?id={n}>{title}</a></li>" for n, title in enumerate(SIDE[:5], 90))
    found = read(f"<h3>经济热点</h3><ul>{rows}</ul>{PAGER}<table><td><h3>{heading}</h3><ul>{side}</ul></table>")
    assert [link.text for link in found.listing.articles] == TITLES


def test_an_entry_with_a_short_address_beside_its_own_does_not_end_a_list() -> None:
    rows = ""
    for n, title in enumerate(TITLES):
        short = f"<a href=/go/{n}>{title}</a> " if n == 5 else ""
        link = f"<a href=/news/show.asp?fid=39&id={n}>{title}</a>"
        rows += f"<div><span>[浙江楼市]</span> {short}{link} <span>06-{n + 10} 12:45</span> <span>({n}/0)</span></div>"
    assert set(titles(f"<p>首页 > 浙江楼市</p><div>{rows}</div>")) == set(TITLES)


def test_whoever_posted_the_entries_is_none_of_them() -> None:
    entry = "<div><h4><a href={u}>{t}</a></h4><p>发布者 <a href=/user.php?uid=1>admin</a> {d}</p></div>"
    assert titles(f"<div>{items(entry)}</div>{PAGER}") == TITLES


def test_a_list_ends_with_the_pager_under_it() -> None:
    listed = "<ul>" + items("<li><a href={u}>{t}</a> {d}</li>", TITLES[:5]) + "</ul>"
    chosen = "<h3>小编手记</h3><ul>" + items("<li><a href={u}9>{t}</a></li>", TITLES[5:]) + "</ul>"
    assert titles(listed + PAGER + chosen) == TITLES[:5]
    assert titles(listed + chosen.replace("<h3>小编手记</h3>", "")) == TITLES


def test_a_box_of_the_latest_is_the_list_where_its_more_leads_on_under_the_page() -> None:
    box = "<div><h3>最新报道 <a href={more}>更多</a></h3><ul>" + items("<li><a href={u}>{t}</a></li>") + "</ul></div>"
    front = "http://www.zj123.com/tjsj/"
    found = read(box.replace("{more}", "/tjsj/list/"), url=front).listing
    assert [link.text for link in found.articles] == TITLES
    assert {link.url for link in found.listings} == {f"{front}list/"}
    assert read(box.replace("{more}", "/latest/"), url=front).listing.articles == ()


HALVES = (TITLES[:4], TITLES[4:])
HEADS = {
    "names beside 更多": "<h3>{name}</h3><a href=/sub.asp?id={n}>更多&gt;&gt;</a>",
    "names that are links": "<h3><a href=/sub.asp?id={n}>{name}</a></h3>",
    "names that are links, beside 更多": "<h3><a href=/sub.asp?id={n}>{name}</a></h3> <a href=/sub.asp?id={n}>更多</a>",
}


def boxes(head: str, names: tuple[str, str], shapes: Shapes = NO_SHAPES) -> ListingReading:
    rows = (items("<tr><td><a href={u}>{t}</a><td>{d}", half, f"news/{n}/show") for n, half in enumerate(HALVES))
    boxed = (
        f"{head.format(name=name, n=n)}<table>{row}</table>"
        for n, (name, row) in enumerate(zip(names, rows, strict=True))
    )
    return read(f"<div>{'</div><div>'.join(boxed)}</div>", shapes)


@pytest.mark.parametrize(
    "names", [("国内经济", "省内要闻"), ("工业", "农业"), ("上市公司", "年度统计"), ("企业新闻", "企业人物")]
)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_every_box_of_a_front_page_leads_to_the_list_of_its_sub_column(head: str, names: tuple[str, str]) -> None:
    listing = boxes(head, names).listing
    assert [link.text for link in listing.articles] == TITLES
    assert {link.url for link in listing.listings} == {f"http://www.zj123.com/sub.asp?id={n}" for n in (0, 1)}


@pytest.mark.parametrize("name", ["专业市场", "招聘信息"])
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_box_that_another_section_or_a_directory_heads_leads_nowhere(head: str, name: str) -> None:
    listing = boxes(head, ("国内经济", name), Shapes(section="经济热点")).listing
    assert {link.url for link in listing.listings} == {"http://www.zj123.com/sub.asp?id=0"}
    assert [link.text for link in listing.articles] == HALVES[0]


def test_a_box_of_one_headline_has_a_heading_where_others_have_such() -> None:
    head = "<h3><a href=/sub.asp?id={n}>{name}</a></h3>"
    parts = (TITLES[:4], TITLES[4:7], TITLES[7:])
    named = zip(("国内经济", "省内要闻", "政策解读"), parts, strict=True)
    rows = (
        head.format(n=n, name=name) + items("<p><a href={u}>{t}</a></p>", part, f"news/{n}/show")
        for n, (name, part) in enumerate(named)
    )
    listing = read("".join(f"<div>{row}</div>" for row in rows)).listing
    assert [link.text for link in listing.articles] == TITLES
    assert {link.url for link in listing.listings} == {f"http://www.zj123.com/sub.asp?id={n}" for n in range(3)}


@pytest.mark.parametrize("form", ["<a href=/tag/{n}/>{t}</a> ", "<li><a href=/tag/{n}/>{t}</a></li>"])
def test_the_last_of_a_cloud_of_tags_heads_no_list(form: str) -> None:
    tags = "".join(form.format(n=n, t=name) for n, name in enumerate(("五金", "阀门", "袜业", "电子信息")))
    listing = read(f"<div><div>{tags}</div><div>{items('<p><a href={u}>{t}</a></p>')}</div></div>").listing
    assert [link.text for link in listing.articles][-len(TITLES) :] == TITLES
    assert listing.listings == ()


@pytest.mark.parametrize("counts", [(4, 4, 4), (4, 1, 3), (4, 4, 1), (1, 1, 1)])
@pytest.mark.parametrize(
    "head", ["<td><b><a href={u}>{t}</a></b>", "<th><a href={u}>{t}</a>", "<td><a href={u}>{t}</a>"]
)
def test_the_first_rows_of_tables_that_are_linked_names_lead_to_sub_columns(head: str, counts: tuple[int, ...]) -> None:
    tables = "".join(
        f"<table><tr>{head.format(u=f'/col.asp?id={n}', t=name)}"
        + items("<tr><td><a href={u}>{t}</a>", TITLES[n : n + count], f"news/show{n}")
        + "</table>"
        for n, (name, count) in enumerate(zip(("政策法规", "市场观察", "人物访谈"), counts, strict=True))
    )
    listing = read(tables).listing
    assert len(listing.articles) == sum(counts)
    assert [link.text for link in listing.listings] == ["政策法规", "市场观察", "人物访谈"]


def test_short_headlines_in_first_rows_are_headlines() -> None:
    tables = "".join(
        f"<table><tr><td><a href=/news/show.asp?id=9{n}>{t}</a>"
        + items("<tr><td><a href={u}>{t}</a>", TITLES[n : n + 2], f"news/show{n}")
        + "</table>"
        for n, t in enumerate(("义乌指数", "今日行情"))
    )
    assert titles(tables)[:2] == ["义乌指数", TITLES[0]]


def test_a_single_entry_is_a_list_under_the_name_of_the_page() -> None:
    entry = "<h2>{name}</h2><ul><li><a href=/go.php?n=11>义乌小商品城前五月成交增长</a></ul>"
    page = f"<title>市场观察-浙江民营企业网</title>{entry}"
    assert titles(page.format(name="市场观察")) == ["义乌小商品城前五月成交增长"]
    assert titles(page.format(name="名人名言")) == []


def test_a_lone_short_link_over_a_list_is_no_sub_column() -> None:
    html = "<div><a href=/map.asp>地图</a></div><ul>" + items("<li><a href={u}>{t}</a> {d}") + "</ul>" + PAGER
    assert read(html).listing.listings == ()


@pytest.mark.parametrize("form", ["<a href=/c/{n}.html>{t}</a> ", "<li><a href=/c/{n}.html>{t}</a></li>"])
def test_the_last_link_of_a_navigation_is_no_heading(form: str) -> None:
    """It is what stands before a list that nothing heads."""
    names = ("首页", "资讯", "专题", "图库", "产品")
    navigation = "".join(form.format(n=n, t=name) for n, name in enumerate(names))
    entries = items("<p><a href={u}>{t}</a></p>")
    assert titles(f"<div><div><div>{navigation}</div></div><div>{entries}</div></div>") == TITLES


def test_the_heading_of_a_block_may_be_a_link_or_one_of_two_tabs() -> None:
    goods = items("<p><a href={u}>{t}</a></p>", [f"不锈钢阀门第{n}代" for n in range(12)], "sell/show")
    assert titles(f"<div><a href=/s/>产品</a><div>{goods}</div></div>") == []
    assert titles(f"<div><a href=/n/>资讯</a> <a href=/s/>产品</a><div>{goods}</div></div>") == []


def test_a_short_headline_among_others_is_one_of_them() -> None:
    names = [*TITLES, "1元起拍"]
    assert titles("<ul>" + items("<li><a href={u}>{t}</a></li>", names) + "</ul>") == names


def test_short_links_elsewhere_on_the_page_are_no_headlines_though_their_addresses_look_alike() -> None:
    navigation = "<p>" + items("<a href={u}>{t}</a> ", ["展会", "论坛"]) + "</p>"
    assert titles(navigation + "<ul>" + items("<li><a href={u}0>{t}</a></li>") + "</ul>") == TITLES


@pytest.mark.parametrize("heading", ["热 点 文 章", "最\u3000新\u3000资\u3000讯", "会 员 企 业", "产 品 展 示"])
def test_a_box_whose_heading_is_set_wide_is_no_end_of_a_list(heading: str) -> None:
    side = f"<table><tr><td>{heading}</td></tr></table><div>" + items("<a href={u}>{t}</a><br>", SIDE[:8]) + "</div>"
    last = "<table>" + items("<tr><td>{d}<td><a href={u}>{t}</a>", TITLES[:2]) + "</table><p>[1][2][<b>3</b>]</p>"
    assert titles(f"<table><tr><td>{side}</td><td>{last}</td></tr></table>") == TITLES[:2]


def test_buttons_for_comments_and_feeds_are_no_entries() -> None:
    nodes = items(
        "<div><h2><a href={u}>{t}</a></h2><span>由 admin 于 {d} 提交</span><p>余杭召开会议,研究工作。</p>"
        "<ul><li><a href=/comment/reply{u}>添加新评论</a></li><li><a href={u}>阅读全文</a></li></ul></div>"
    )
    assert titles(f"{nodes}{PAGER}<a href=/term/3/feed><img src=/misc/feed.png alt=聚合内容></a>") == TITLES


def test_a_lone_tag_under_a_headline_is_no_entry() -> None:
    rows = items("<li><h4><a href={u}>{t}</a></h4><p>{d} 标签:<a href=/tags/{d}.html>五金</a></p></li>")
    assert titles("<ul>" + rows.replace("五金", "电子信息", 1) + "</ul>") == TITLES


def test_a_poll_in_the_column_beside_a_list_heads_none_of_it() -> None:
    story = items(
        "<table><tr><td><table><tr><td><b><a href={u}>{t}</a></b></td></tr><tr><td>余杭召开会议。<br>发表人: webmaster 于 {d}"
        " (7 次阅读)<br>( <a href={u}>阅读全文...</a> | 3 条评论 )</td></tr></table></td></tr></table><br>"
    )
    poll = "<table><tr><td><b>网上调查</b></td></tr><tr><td><form>您看好企业出口吗?<br>投票数: 371<br>评论: 4</form></td></tr></table>"
    assert titles(f"<table><tr><td>{poll}</td><td>{story}{PAGER}</td></tr></table>") == TITLES


@pytest.mark.parametrize("address", ["http://news.example.cn/5.html", "/go.asp?id=5"])
def test_an_entry_with_another_address_does_not_end_a_list_of_stories(address: str) -> None:
    story = (
        "<div><p><b><a href={u}>{t}</a></b></p><p>余杭召开会议,研究明年的各项工作,部署统筹城乡发展。</p>"
        "<p>发表人: webmaster 于 {d} ( 7 次阅读)</p></div>"
    )
    other = story.format(u=address, t="别处的一篇长长的报道", d="2010-10-15")
    html = items(story, TITLES[:4]) + other + items(story, TITLES[4:], "news/show.asp?c=1&x")
    shapes = Shapes(frozenset({"www.zj123.com/news/show.asp?id=N"}))
    assert titles(f"<td>{html}{PAGER}</td>", shapes) == [*TITLES[:4], "别处的一篇长长的报道", *TITLES[4:]]
    assert titles(f"<td>{items(story)}{other}</td>", shapes) == [*TITLES, "别处的一篇长长的报道"]


@pytest.mark.parametrize(
    "tabs",
    [
        "<div><b>全部</b> <a href=/news/pic>图片</a> <a href=/news/video>视频</a></div>",
        "<ul><li>全部</li><li><a href=/news/pic>图片</a></li><li><a href=/news/video>招聘</a></li></ul>",
    ],
)
def test_tabs_that_show_a_list_in_part_are_no_heading_of_it(tabs: str) -> None:
    words = "".join(f"<a href=/hot/{n}>{name}</a> " for n, name in enumerate(("涤纶长丝", "电动自行车", "羊毛衫面料")))
    rows = items("<div><a href={u}><img src=1.jpg></a><h3><a href={u}>{t}</a></h3><p>{d}</p></div>")
    assert titles(f"<p>热搜：{words}</p><h1>企业动态</h1>{tabs}{rows}") == TITLES
    shapes = Shapes(frozenset(("www.zj123.com/news/*?",)))
    assert titles(f"<p>热搜：{words}</p><h1>企业动态</h1>{tabs}{rows}", shapes) == TITLES


def test_issues_at_the_list_s_own_address_lead_on() -> None:
    issues = "<h3>历史期刊</h3><ul><li><a href=/mag/issue2/>2011年第2期(总第102期)</a><li><a href=/mag/issue1/>第1期</a></ul>"
    found = read(LISTS["ul without dates"] + issues, url="http://www.zj123.com/mag/").listing
    assert [link.url for link in found.archives] == [f"http://www.zj123.com/mag/issue{n}/" for n in (2, 1)]
    assert [link.text for link in found.articles] == TITLES


def test_a_story_at_another_address_among_those_in_full_over_a_list_parts_no_list() -> None:
    story = "<table><tr><td><a href={u}>{t}</a></td></tr></table><table><tr><td>{d}</td></tr><tr><td>市委召开会议，部署…</td></tr></table>"
    stories = items(story, TITLES[:3]).replace("/news/show.asp?id=1", "/go.asp?n=7")
    more = "<h2>更多文章</h2><ul>" + "".join(f"<li><a href=/news/show.asp?id=9{n}>{TITLES[n]}</a>" for n in range(3, 8))
    assert titles(f"<h2>经济热点</h2>{stories}{more}</ul>{PAGER}") == TITLES


def test_rows_that_a_page_keeps_as_data_for_its_script_are_its_list() -> None:
    rows = items("<record><![CDATA[<tr><td><a href='{u}'>{t}</a></td><td>[{d}]</td></tr>]]></record>")
    data = f"<script type='text/xml'><datastore><recordset>{rows}</recordset></datastore></script>"
    assert titles(f"<table><tr><td>经济热点</td></tr><tr><td><div id=77></div>{data}</td></tr></table>") == TITLES


def test_an_advertisement_among_the_rows_of_a_list_parts_no_list() -> None:
    rows = "■<a href={u}>{t}</a> ({d})<br>"
    advert = "<b><a href=/biz/1>【特价】温州精品皮鞋厂价直供，欢迎来电洽谈</a></b><br>"
    parts = items(rows, TITLES[:4]) + advert + items(rows, TITLES[4:], "news/view")
    assert titles(f"<td>经济热点<hr>{parts}{PAGER}</td>") == TITLES


def test_what_more_there_is_to_a_top_story_and_the_headlines_below_it_leads_on() -> None:
    top = f"<h3><a href=/news/show.asp?id=99>{TITLES[7]}</a></h3>　　{'市委召开会议，部署今年以来的各项工作，' * 3}…"
    more = "<div align=right><a href=/all.asp?s=1><img src=/m.gif alt=更多></a></div>"
    pictures = "".join(f"<td><a href=/news/show.asp?id=8{n}>{TITLES[n][:8]}</a></td>" for n in range(3))
    page = f"<table><tr><td>{top}<p>{items('·<a href={u}>{t}</a> {d}<br>', TITLES[:7])}{more}</td><td><b>图片新闻</b><table><tr>{pictures}</table>"
    assert [link.url for link in read(page).listing.listings] == ["http://www.zj123.com/all.asp?s=1"]


ROWS = {
    "link": '<li><a href="javascript:;" data-url="{}">{}</a><span>{}</span></li>',
    "anchor": '<li><a href="#" data-href="{}">{}</a><i>{}</i></li>',
    "item": '<li data-url="{}">{}<span>{}</span></li>',
    "card": '<div data-link="{}"><div><h3>{}</h3></div><p>今年以来，企业效益继续改善。</p><i>{}</i></div>',
    "script": """<li onclick="location.href='{}'">{}<span>{}</span></li>""",
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_rows_whose_script_leads_on_are_entries_with_title_and_date(row: str) -> None:
    rows = "".join(row.format(f"/n/{n}.html", title, f"2010-10-2{n}") for n, title in enumerate(TITLES))
    pictures = "".join(f'<li data-url="/pic/{n}.jpg">余杭统筹城乡区域发展图片{n}</li>' for n in range(9))
    listing = read(f"<h2>区域发展</h2><ul>{rows}</ul>{PAGER}<h2>图片</h2><ul>{pictures}</ul>").listing
    assert [link.text for link in listing.articles] == TITLES
    assert [urlsplit(link.url).path for link in listing.articles] == [f"/n/{n}.html" for n in range(len(TITLES))]
    assert listing.dates == tuple(f"2010-10-2{n}" for n in range(len(TITLES)))


def test_stories_each_in_a_table_of_its_own_are_one_list_wherever_one_leads() -> None:
    story = (
        "<table><tr><td><table><tr><td><b><a href={address}>{title}</a></b></td></tr><tr><td>今年以来，企业效益继续改善。"
        "<br>发表人: webmaster 于 2010-10-20 10:00 (7 次阅读)<br>( <a href=/n.php?sid={n}>阅读全文...</a> | {n} 条评论 )"
        "</td></tr></table></td></tr></table><br>"
    )
    addresses = [f"/n.php?sid={n}" for n in range(7)] + ["/go.php?sid=7"]
    stories = "".join(
        story.format(address=at, title=title, n=n) for n, (at, title) in enumerate(zip(addresses, TITLES, strict=True))
    )
    side = "".join(f"<a href=/f/{n}>{name}</a><br>" for n, name in enumerate(FIRMS))
    page = f"<table><tr><td>主题: 区域发展<br>{stories}</td><td><b>企业网址</b><br>{side}</td></tr></table>"
    assert titles(page) == TITLES


BOXES = {
    "headings": '<div><h3><a href="/s/{n}/">{name}</a></h3><div><a href="/n/{n}.html">{title}</a><i>10-2{n}</i></div></div>',
    "divs": '<div><div><a href="/s/{n}/">{name}</a></div><div><a href="/n/{n}.html">{title}</a> 10-2{n}</div></div>',
    "lists": '<div><h4><a href="/s/{n}/">{name}</a></h4><ul><li><a href="/n/{n}.html">{title}</a></li></ul></div>',
    "rows": '<div><a href="/go.php?c={n}">{name}</a></div><p><a href="/n/{n}.html">{title}</a></p>',
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("names", [("工业", "农业经济", "服务业", "外经贸"), ("工业", "农业经济")])
def test_the_names_of_boxes_with_an_entry_each_lead_to_sub_columns(box: str, names: tuple[str, ...]) -> None:
    boxes = "".join(box.format(n=n, name=name, title=TITLES[n]) for n, name in enumerate(names))
    listing = read(f"<h2>区域发展</h2><main>{boxes}</main>").listing
    assert [link.text for link in listing.articles] == TITLES[: len(names)]
    assert [link.text for link in listing.listings] == list(names)


def test_categories_over_the_titles_of_cards_name_no_boxes() -> None:
    card = '<div><div><a href="/s/{c}/">工业{c}</a></div><h3><a href="/n/{n}.html">{title}</a></h3><i>10-2{n}</i></div>'
    cards = "".join(card.format(c=n % 3, n=n, title=title) for n, title in enumerate(TITLES))
    listing = read(f"<h2>区域发展</h2><main>{cards}</main>").listing
    assert [link.text for link in listing.articles] == TITLES
    assert listing.listings == ()


def test_a_heading_in_the_column_beside_heads_nothing_of_a_table_in_the_next() -> None:
    latest = items("<a href={u}>{t}</a><br>", TITLES[:3], "hot/show")
    rows = items("<tr><td>[<a href=/?id=1>经济热点</a>] <a href={u}>{t}</a></td><td>{d}</td></tr>")
    html = f"<table><tr><td><b>最新推荐</b><br>{latest}</td><td><table>{rows}</table>{PAGER}</td></tr></table>"
    assert titles(html) == TITLES
