"""What a page is follows from what it says, and nothing that is served breaks the reader."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjcrawl.pages.page import read_page
from zjcrawl.pages.refresh import parse_refresh
from zjcrawl.records import Kind, Page
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/show.asp?id=7"
TEXT = "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府关于进一步加强城乡区域统筹发展的要求。"
BYLINE = "作者: 时间:2010年10月20日 信息来源:余杭新闻网"


def read(html: str, url: str = URL, status: int = 200) -> Page:
    return read_page(html.encode(), url, status=status, site=ZJ123)


def article(head: str = "") -> str:
    return f"<html><head>{head}</head><body><h1>余杭统筹城乡区域发展</h1><p>{BYLINE}</p><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize("status", [404, 410])
def test_a_status_of_gone_is_missing_whatever_the_page_shows(status: int) -> None:
    assert read(article(), status=status).kind is Kind.MISSING


@pytest.mark.parametrize(
    "notice",
    [
        "对不起,该信息不存在或已被删除!",
        "对不起,该文档不存在或已被删除!",
        "您访问的稿件不存在或已被删除，点此返回首页",
        "您访问的页面不存在",
        "很抱歉，没有找到您要查看的文章",
        "該新聞已被刪除",
        "404 Not Found",
        "文章不存在，3秒后自动返回首页",
    ],
)
def test_a_notice_that_answers_200_is_missing(notice: str) -> None:
    page = read(
        f"<title>浙江民营企业网</title><a href=/>首页</a><div>{notice}</div><a href=javascript:history.back()>返回</a>"
    )
    assert page.kind is Kind.MISSING
    assert page.reason == f"the page says: {notice}"


def test_an_article_about_missing_pages_is_an_article() -> None:
    text = "记者打开该网站时,页面显示该信息不存在或已被删除,有关部门表示正在调查此事,将于近日公布结果。"
    assert read(f"<h1>网站信息已被删除</h1><p>{BYLINE}</p><p>{text}</p><p>{TEXT}</p>").kind is Kind.ARTICLE


def test_a_company_is_neither_article_nor_listing() -> None:
    html = f"<h1>余杭某某有限公司</h1><p>公司名称:余杭某某有限公司</p><p>主营产品:阀门</p><p>注册资金:100万</p><p>{TEXT * 4}</p>"
    assert read(html).kind is Kind.OTHER


DATED = "".join(f"<li><a href=/news/{n}.html>浙江民企出口增长第{n}季</a> 2010-10-1{n}</li>" for n in range(1, 9))


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{BYLINE}</p>" + f"<p>{TEXT}</p>" * 3,
        f"<p>{BYLINE}</p><p>{TEXT * 15}</p><p><a href=/>专题报道</a></p><p>{TEXT}</p>",
        f"<p>{BYLINE}</p>" + f"<p>{TEXT}</p>" * 3 + f"<p><a href=/>专题报道</a>{TEXT}</p>",
        f"<p>{TEXT}</p>" * 15,
    ],
    ids=["a byline", "a long text", "a link in the text", "no byline"],
)
def test_the_links_of_a_plain_article_are_not_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them takes several times as long as reading the article does."""
    monkeypatch.setattr("zjcrawl.pages.page.read_anchors", pytest.fail)
    html = f"<title>余杭统筹城乡区域发展</title><h1>余杭统筹城乡区域发展</h1>{text}<ul>{DATED}</ul>"
    assert read_page(html.encode(), URL, site=ZJ123, with_pager=False).kind is Kind.ARTICLE


def test_summaries_between_headlines_are_no_article() -> None:
    byline = "<p>时间：2010-10-20 来源：余杭新闻网</p>"
    entry = f"<li><a href=/news/%d.html>浙江民企出口增长第%d季</a><p>{TEXT}</p>{byline}</li>"
    entries = "".join(entry % (n, n) for n in range(9))
    assert read(f"<title>经济热点</title><h1>经济热点</h1><div>{entries}</div>").kind is Kind.LISTING


@pytest.mark.parametrize("body", [b"", b"  \r\n", b"\x89PNG\r\n\x1a\n<p>", b"\xff\xd8\xff\xe0", b"%PDF-1.4", b"GIF89a"])
def test_what_is_no_html_is_other(body: bytes) -> None:
    page = read_page(body, URL, headers=[("Content-Type", "text/html")], site=ZJ123)
    assert page.kind is Kind.OTHER
    assert page.article is None


def test_the_canonical_link_of_the_portal_names_the_article() -> None:
    page = read(article("<link rel=canonical href=/news/2010/7.html>"))
    assert page.article is not None
    assert page.article.url == "http://www.zj123.com/news/2010/7.html"


@pytest.mark.parametrize("href", ["/", "http://www.example.com/7.html", "", "mailto:a@b.cn"])
def test_a_canonical_link_that_cannot_be_the_article_is_passed_over(href: str) -> None:
    page = read(article(f'<link rel=canonical href="{href}">'))
    assert page.article is not None
    assert page.article.url == URL


def test_the_links_of_a_footer_are_the_same_for_every_session() -> None:
    def foot(session: str) -> str:
        links = "".join(
            f"<a href='http://{host}/about.jsp;jsessionid={session}?n={n}'>{text}</a> | "
            for n, (host, text) in enumerate(
                [("zj123.com", "关于我们"), ("www.zj123.com", "联系我们"), ("x.cn", "广告服务")]
            )
        )
        return article().replace("</body>", f"<div>{links}</div><div>© 2002-2012 zj123.com</div></body>")

    feet = [found.footer for session in ("0A1B", "2C3D") if (found := read(foot(session)).article)]
    urls, others = ([link.url for link in found.links] for found in feet if found)
    assert urls[:2] == others[:2] == ["http://www.zj123.com/about.jsp?n=0", "http://www.zj123.com/about.jsp?n=1"]
    assert urls[2] == "http://x.cn/about.jsp;jsessionid=0A1B?n=2"  # nobody else's address is changed


@pytest.mark.parametrize("host", ["zj123.com", "www.zj123.com", "www.zj123.com/(S(lit3py55t21z5v55vlm29626))"])
def test_the_pictures_of_an_article_are_the_same_on_either_host_and_for_every_session(host: str) -> None:
    html = article().replace(TEXT, f"{TEXT}<img src=2.jpg>")
    found = read(html, URL.replace("www.zj123.com", host)).article
    assert found is not None
    assert [image.url for image in found.images] == ["http://www.zj123.com/news/2.jpg"]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("0;url=http://a/", (0.0, "http://a/")),
        ("3; URL='index.asp'", (3.0, "index.asp")),
        ("0,url=/x", (0.0, "/x")),
        ("30", (30.0, None)),
        ("", (0.0, None)),
    ],
)
def test_a_refresh_is_split_as_browsers_do(content: str, wanted: tuple[float, str | None]) -> None:
    assert parse_refresh(content) == wanted


def test_a_splash_page_leads_on_and_a_slow_refresh_does_not() -> None:
    assert read("<meta http-equiv=refresh content='0;url=index.asp'>", "http://www.zj123.com/").refresh == (
        "http://www.zj123.com/index.asp"
    )
    assert read("<script>window.location.href='/index.asp'</script>").refresh == "http://www.zj123.com/index.asp"
    assert read("<meta http-equiv=refresh content='600'>" + article()).refresh is None


def test_frames_are_the_page() -> None:
    page = read("<frameset><frame src=top.htm><frame src=/main.htm></frameset>")
    assert page.frames == ("http://www.zj123.com/news/top.htm", "http://www.zj123.com/main.htm")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + TEXT,
        "<p>时间:" * 50_000,
        "<a href=/x>" + "下一页" * 50_000,
        "<a href=/1>一二三四五六七八九十</a>" * 20_000,
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
        "&nbsp;" * 200_000,
        "\0" * 100_000 + TEXT,
        "<table><tr><td>" * 20_000,
        "</html>" * 50_000 + TEXT,
        "该信息" * 100_000,
    ],
    ids=["nested", "labels", "pager", "links", "attributes", "spaces", "nul", "tables", "closers", "notice"],
)
def test_bait_is_read_in_a_time_that_grows_with_its_size(html: str) -> None:
    start = time.process_time()
    read(html)
    assert time.process_time() - start < 10


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(alphabet="<>/=\"'&;#时间来源:2010-年月日上下一页<td><p><a href=>\0\u3000 ", max_size=400)
)
def test_nothing_served_breaks_the_reader(served: bytes | str) -> None:
    body = served if isinstance(served, bytes) else served.encode()
    assert read_page(body, URL, site=ZJ123).kind in Kind
    assert read_page(body, "", site=None).kind in Kind


def test_the_home_is_a_list_though_it_tells_its_stories() -> None:
    story = "<h2><a href=/n/{n}.html>余杭统筹城乡区域发展第{n}次会议</a></h2><p>2010-10-2{n}</p><p>{text}</p>"
    stories = "".join(story.format(n=n, text=TEXT) for n in range(4))
    html = f"<div><a href=/1/>经济热点</a> <a href=/2/>民营经济</a></div><div>{stories}</div>"
    assert read(html, "http://www.zj123.com/").kind is Kind.LISTING
    assert read(article(), "http://www.zj123.com/?p=7").kind is Kind.ARTICLE


def test_a_home_whose_top_stories_read_like_a_text_is_a_list_of_its_sections() -> None:
    navigation = "".join(f"<li><a href=/list/{n}.html>{name}</a></li>" for n, name in enumerate(ZJ123.sections))
    stories = "".join(f"<div><h2><a href=/a{n}.html>民企看点</a></h2><p>{TEXT}</p></div>" for n in range(4))
    page = read(f"<ul>{navigation}</ul><b>活动日历</b><table><tr><td>1<td>2</table>{stories}", "http://www.zj123.com/")
    assert page.kind is Kind.LISTING
    assert len(page.sections) == len(ZJ123.sections)


@pytest.mark.parametrize(("target", "kind"), [("/node/8", Kind.LISTING), ("/", Kind.ARTICLE)])
def test_a_home_whose_title_is_a_link_to_a_story_lists_it(target: str, kind: Kind) -> None:
    """A page whose title links to itself, or to nothing, is what it looks like wherever it is served."""
    navigation = "".join(f"<li><a href=/term/{n}>{name}</a></li>" for n, name in enumerate(ZJ123.sections))
    story = f"<h2><a href={target}>余杭统筹城乡区域发展</a></h2><p>2010-10-20 08:05</p><p>{TEXT * 4}</p>"
    assert read(f"<title>浙江民营企业网</title><ul>{navigation}</ul>{story}", "http://www.zj123.com/").kind is kind


def test_two_entries_with_long_summaries_under_the_name_of_a_section_are_a_list() -> None:
    nav = " | ".join(f'<a href="/{n}/">{name}</a>' for n, name in enumerate(ZJ123.sections))
    summary = "15日,绍兴市文化创意行业协会发布的数据显示,全市文化创意企业完成产值191亿元,比上年同期增长7.8%,其中出口占三成以上,协会人士说。"
    entries = "".join(
        f"<dt><a href=/stock/{n}.html>{title}</a></dt><dd>{summary}</dd><dd>2011-06-0{n}</dd>"
        for n, title in enumerate(("为什么是萧山?——模具之乡的三十年", "前5个月衢州软件出口增长23%"), 1)
    )
    page = f"<title>浙江股市 - 浙江民营企业网</title>{nav}<div>您的位置：<a href=/>首页</a> &gt; 浙江股市</div><dl>{entries}</dl>"
    found = read_page(page.encode(), URL, status=200, site=ZJ123, promised=Kind.LISTING)
    assert (found.kind, found.listing and len(found.listing.articles)) == (Kind.LISTING, 2)
