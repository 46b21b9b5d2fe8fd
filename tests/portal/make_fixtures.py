"""Put the seed page's words back into markup, in many skins and bytes: ``python -m tests.portal.make_fixtures``.

Markup and expectation are written side by side from the same words; no reader has a part in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.portal import seed
from tests.portal.fixture import HTML, SERVER, TARGET, Expected, Fixture
from tests.portal.layouts.base import FOOTER_LINKS
from tests.portal.make_neighbours import neighbour_pages
from tests.portal.traditional import traditional
from tests.portal.words import PLACES, SECTIONS

HOME = "http://www.zj123.com"
NBSP, WIDE = "&nbsp;", "\u3000"


@dataclass(frozen=True, slots=True)
class Story:
    """The words of one article's page; the seed's where nothing else is said."""

    title: str = seed.TITLE
    date: str | None = seed.DATE
    published: str | None = "2010-10-20"
    source: str | None = seed.SOURCE
    authors: tuple[str, ...] = ()
    lines: tuple[str, ...] = seed.PARAGRAPHS
    votes: tuple[int, int] | None = seed.VOTES
    section: str | None = None
    rights: str | None = "reprint"
    pager: tuple[tuple[int, str | None], ...] = ()
    following: str | None = None
    rows: tuple[str, ...] = field(default=())

    def expected(self, url: str) -> Expected:
        """What reading the page must give."""
        return {
            "kind": "article",
            "url": url,
            "section": self.section,
            "title": self.title,
            "published": self.published,
            "published_text": self.date,
            "source": self.source,
            "source_url": None,
            "authors": list(self.authors),
            "editor": None,
            "body": "\n".join((*self.lines, *self.rows)),
            "images": [],
            "votes_up": self.votes[0] if self.votes else None,
            "votes_down": self.votes[1] if self.votes else None,
            "rights": self.rights,
            "footer": footer(),
        }


def footer() -> Expected:
    """The footer of the seed page; the addresses of its links are made up."""
    return {
        "disclaimer": list(seed.DISCLAIMER),
        "links": [{"text": text, "url": f"{HOME}/about/{n}.html"} for n, text in enumerate(FOOTER_LINKS, 1)],
        "phone": "0571-87896971",
        "fax": "0571-87298208",
        "qq": ["543059767", "1091140425"],
        "copyright_from": 2002,
        "copyright_to": 2012,
        "licence": "浙ICP备11047537号-1",
    }


# --- skins -----------------------------------------------------------------------------------------------------------

LATEST = ("杭州前三季度外贸出口增长", "温州民企抱团发展新能源产业", "绍兴纺织业加快转型升级步伐")


def _latest() -> list[tuple[str, str]]:
    return [(text, f"/news/shownews.asp?id={90 + n}") for n, text in enumerate(LATEST)]


def _feet() -> str:
    return " | ".join(f'<a href="/about/{n}.html">{text}</a>' for n, text in enumerate(FOOTER_LINKS, 1))


def tables(story: Story, head: str = "") -> str:
    """Nested tables, upper-case tags, nothing closed, &nbsp; indents and <BR><BR>."""
    nav = NBSP.join(f'<A HREF="/news/class.asp?id={n}">{name}</A>' for n, name in enumerate(SECTIONS, 1))
    byline = [f"作者:{' '.join(story.authors)}"]
    byline += [f"时间:{story.date}"] if story.date else []
    byline += [f"信息来源:{story.source}"] if story.source else []
    text = "".join(f"{NBSP * 4}{line}<BR><BR>\n" for line in story.lines)
    text += "".join(f"{NBSP * 4}{row}<BR>\n" for row in story.rows)
    pages = " ".join(f'<A HREF="{url}">[{n}]</A>' if url else f"<B>[{n}]</B>" for n, url in story.pager)
    pages += f' <A HREF="{story.following}">下一页</A>' if story.following else ""
    votes = f"<UL><LI>{story.votes[0]}人<LI>{story.votes[1]}人</UL>" if story.votes else ""
    latest = "".join(f'<TR><TD>·<A HREF="{url}">{text[:10]}…</A>' for text, url in _latest())
    return (
        f"<HTML><HEAD>{head}<TITLE>{story.title}-浙江民营企业网</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>\n"
        f'<TABLE WIDTH=760><TR><TD><A HREF="/news/">资讯首页</A>{NBSP}{nav}</TABLE>\n'
        "<TABLE WIDTH=760><TR><TD><TABLE WIDTH=560 ALIGN=center>\n"
        f"<TR><TD ALIGN=center><FONT SIZE=4 COLOR=red><B>{story.title}</B></FONT>\n"
        f"<TR><TD ALIGN=center BGCOLOR=#F0F0F0>{NBSP.join(byline)}\n<TR><TD>{text}"
        f"<TR><TD ALIGN=center>{pages}\n<TR><TD>{votes}\n</TABLE>\n"
        f"<TR><TD><TABLE><TR><TD><B>最新文章</B>{latest}</TABLE>\n"
        f"<TR><TD>版权和免责声明:<BR>{'<BR>'.join(seed.DISCLAIMER)}</TABLE>\n"
        f"<CENTER>{_feet()}<BR>客服:0571-87896971 客服传真:0571-87298208 543059767 1091140425<BR>"
        "中国电子商务网站百强 &copy; 2002-2012 zj123.com All Rights Reserved<BR>网监网监<BR>浙ICP备11047537号-1</CENTER></BODY></HTML>\n"
    )


def divs(story: Story, head: str = "") -> str:
    """XHTML divs and <p> with U+3000, title in h1, byline in spans with full-width colons."""
    nav = "".join(f'<li><a href="/news/{n}/">{name}</a></li>' for n, name in enumerate(SECTIONS, 1))
    spans = [f"<span>作者：{'、'.join(story.authors)}</span>"]
    spans += [f"<span>时间：{story.date}</span>"] if story.date else []
    spans += [f"<span>信息来源：{story.source}</span>"] if story.source else []
    text = "".join(f"<p>{WIDE * 2}{line}</p>\n" for line in story.lines)
    text += f"<ol>{''.join(f'<li>{row}</li>' for row in story.rows)}</ol>\n" if story.rows else ""
    votes = f"<ul class='v'><li>{story.votes[0]}人</li><li>{story.votes[1]}人</li></ul>" if story.votes else ""
    crumbs = (
        f'<div><a href="/">首页</a> &gt; <a href="/news/4/">{story.section}</a> &gt; 正文</div>'
        if story.section
        else ""
    )
    latest = "".join(f'<li><a href="{url}">{text}</a></li>' for text, url in _latest())
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{head}<title>{story.title}_浙江民营企业网</title></head><body>\n'
        f'<div id="a1"><ul><li><a href="/news/">资讯首页</a></li>{nav}</ul></div>{crumbs}\n'
        f"<div><h1>{story.title}</h1><div>{''.join(spans)}</div><div>\n{text}</div>{votes}</div>\n"
        f"<div><h2>最新文章</h2><ul>{latest}</ul></div>\n"
        f"<div><h2>版权和免责声明:</h2>{''.join(f'<p>{clause}</p>' for clause in seed.DISCLAIMER)}</div>\n"
        f"<div><p>{_feet()}</p><p>客服:0571-87896971 客服传真:0571-87298208 <a href='tencent://message/?uin=543059767'>543059767</a> "
        "<a href='tencent://message/?uin=1091140425'>1091140425</a></p><p>中国电子商务网站百强 © 2002-2012 zj123.com All Rights Reserved</p>"
        "<p>网监网监</p><p>浙ICP备11047537号-1</p></div></body></html>\n"
    )


def word(story: Story, head: str = "") -> str:
    """Word-pasted FONT, SPAN and o:p, nothing closed, byline split by &nbsp;, a stray </html> before the foot."""
    nav = " ".join(f"<a href=/zx/list_{n}.shtml>{name}</a>" for n, name in enumerate(SECTIONS, 1))
    text = "".join(
        "<P class=MsoNormal style='TEXT-INDENT: 21pt'><FONT face=宋体><SPAN style='mso-spacerun: yes'>"
        f"{NBSP * 4}</SPAN>{line}<SPAN lang=EN-US><o:p></o:p></SPAN>\n"
        for line in story.lines
    )
    votes = f"<p>&bull; {story.votes[0]}人<p>&bull; {story.votes[1]}人\n" if story.votes else ""
    latest = "".join(f"<li><a href={url}>{text}</a>\n" for text, url in _latest())
    return (
        f"<html><head><title>{story.title}</title>{head}\n<body><a href=/zx/>资讯首页</a> {nav}\n"
        f"<h3 align=center>{story.title}</h3>\n<p align=center>作者:{' '.join(story.authors)}{NBSP * 3}时间:{story.date}"
        f"{NBSP * 3}信息来源:{story.source}\n{text}{votes}</html>\n<p><b>最新文章</b><ul>{latest}</ul>\n"
        f"<p>版权和免责声明:\n<p>{seed.DISCLAIMER[0]}\n<p>{seed.DISCLAIMER[1]}\n<p align=center>{_feet()}\n"
        "<p align=center>客服:0571-87896971 客服传真:0571-87298208 543059767 1091140425\n"
        "<p align=center>中国电子商务网站百强 &copy; 2002-2012 zj123.com All Rights Reserved\n<p>网监网监\n<p>浙ICP备11047537号-1\n"
    )


# --- articles --------------------------------------------------------------------------------------------------------


def _meta(charset: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'


def seed_pages() -> list[Fixture]:
    """The seed page in seven skins and charsets."""
    story = Story()
    asp, shtml, dated = (
        f"{HOME}/news/shownews.asp?id=8031",
        f"{HOME}/zx/8031.shtml",
        f"{HOME}/news/2010/10/20/8031.html",
    )
    placed = replace(story, section="区域发展")
    rare = replace(story, authors=("王𠮷",))
    gbk = tables(story).encode("gbk")
    return [
        Fixture("seed-tables-gbk", asp, gbk, story.expected(asp), "The seed page in nested tables, GBK, no charset anywhere."),
        Fixture(
            "seed-divs-utf8", dated, divs(placed, _meta("utf-8")).encode(), placed.expected(dated),
            "The seed page in divs, UTF-8, with full-width colons in the byline and a breadcrumb (区域发展) put in.",
            headers=(SERVER, ("Content-Type", "text/html; charset=utf-8")),
        ),
        Fixture(
            "seed-word-gb18030", shtml, word(rare, _meta("gb2312")).encode("gb18030"), rare.expected(shtml),
            "The seed page as pasted from Word, GB18030 declared gb2312, with an author of a rare character put in.",
        ),
        Fixture(
            "seed-word-gb2312", shtml, word(story, _meta("gb2312")).encode("gb2312"), story.expected(shtml),
            "The seed page as pasted from Word, GB2312 and declared so.",
        ),
        Fixture(
            "seed-utf8-declared-gbk", asp, tables(story, _meta("gbk")).encode(), story.expected(asp),
            "The seed page in nested tables, UTF-8 that its meta calls gbk and its header ISO-8859-1.",
            headers=(("Content-Type", "text/html; charset=ISO-8859-1"), SERVER),
        ),
        _big5(story),
        _broken(gbk, story, asp),
    ]  # fmt: skip


def _big5(story: Story) -> Fixture:
    url = f"{HOME}/big5/8031.html"
    markup = traditional(divs(story, _meta("big5"))).replace("©", "&copy;")
    expected: Expected = json.loads(traditional(json.dumps(story.expected(url), ensure_ascii=False)))
    return Fixture(
        "seed-big5",
        url,
        markup.encode("big5"),
        expected,
        "The seed page in traditional characters, Big5, one character for one.",
    )


def _broken(gbk: bytes, story: Story, url: str) -> Fixture:
    """The second byte of 态 becomes a question mark: one character is lost and a question mark stands beside its place."""
    place = gbk.index("生态文明是转变".encode("gbk")) + 3
    body = gbk[:place] + b"?" + gbk[place + 1 :]
    expected = story.expected(url)
    expected["body"] = expected["body"].replace("生态文明是转变", "生\ufffd?文明是转变")
    return Fixture(
        "seed-broken-byte",
        url,
        body,
        expected,
        "seed-tables-gbk with the second byte of 态 in 生态文明是转变 overwritten by a question mark.",
    )


def other_articles() -> list[Fixture]:
    """Articles that are the seed's but for one thing."""
    asp = f"{HOME}/news/shownews.asp?id={{}}"
    bare = Story(source=None, rights=None)
    own = Story(source="浙江民营企业网", rights="own", authors=("沈晓",))
    full = Story(
        lines=(
            seed.PARAGRAPHS[0],
            "来源:以上数字据2010年9月3日发布的公报整理,时间:截至8月底。",
            "会议还讨论了版权保护,要求凡注有“内部资料”的文件不得转载。",
            "“十个统筹”中的三个为:",
        ),
        rows=("城乡规划统筹", "基础设施统筹", "公共服务统筹"),
    )
    found = [
        ("byline-partly-missing", 8032, bare, "The seed page in nested tables, GBK, with no 信息来源 in its byline."),
        (
            "own-article",
            8033,
            own,
            "The seed page in nested tables, GBK, with 浙江民营企业网 as its source and an author put in.",
        ),
        (
            "labels-in-body",
            8034,
            full,
            "The seed page's first paragraph followed by made-up lines with 来源, a date, 版权 and a list.",
        ),
    ]
    made = []
    for name, number, story, origin in found:
        url = asp.format(number)
        made.append(Fixture(name, url, tables(story).encode("gbk"), story.expected(url), origin))
    url = f"{HOME}/news/2010/10/20/8034.html"
    listed = replace(full, authors=("李明", "王芳"))
    markup = divs(listed, _meta("utf-8")).encode()
    origin = "labels-in-body in divs, UTF-8, the list as <ol>, with two authors put in."
    return [*made, Fixture("labels-in-body-divs", url, markup, listed.expected(url), origin), *_two_pages(asp)]


def _two_pages(asp: str) -> list[Fixture]:
    first, second = asp.format(8035), asp.format("8035&page=2")
    origin = "The seed page in nested tables, GBK, its five paragraphs on two pages with a pager made up; page {}."
    one = Story(lines=seed.PARAGRAPHS[:3], pager=((1, None), (2, second)), following=second)
    two = Story(lines=seed.PARAGRAPHS[3:], pager=((1, first), (2, None)))
    pagers = (
        {"numbered": [[2, second]], "following": second, "current": 1},
        {"numbered": [[1, first]], "following": None, "current": 2},
    )
    return [
        Fixture(
            f"two-pages-{n}", url, tables(story).encode("gbk"), story.expected(url) | {"pager": pager}, origin.format(n)
        )
        for n, url, story, pager in ((1, first, one, pagers[0]), (2, second, two, pagers[1]))
    ]


# --- other pages -----------------------------------------------------------------------------------------------------

HEADLINES = (
    "朱金坤强调:统筹城乡区域发展是历史性机遇", "余杭区前三季度财政收入增长两成", "良渚文化村入选省级特色镇名单", "萧山八家民企跻身全国五百强行列",
    "富阳造纸业淘汰落后产能提速", "临安山核桃电子商务销售过亿元", "桐庐民营快递之乡谋划新布局", "建德五水共治带动产业升级换代",
    "淳安绿色经济实现两位数增长", "西湖区楼宇经济税收再创新高", "滨江高新区软件产业集聚效应显现", "下沙大学城创业园迎来百家企业",
)  # fmt: skip


def _list(shown: Sequence[tuple[int, str]], number: int) -> str:
    rows = "".join(
        f'<TR><TD>·<A HREF="/news/shownews.asp?id={n}" TARGET=_blank>{text}</A><TD>2010-10-{20 - n % 9:02}\n'
        for n, text in shown
    )
    other = f'<A HREF="/news/class.asp?id=4&page={3 - number}">'
    pages = (
        f"<B>1</B> {other}2</A> {other}下一页</A>" if number == 1 else f"{other}上一页</A> {other}1</A> <B>2</B> 下一页"
    )
    frame = tables(Story(title="区域发展", lines=(), votes=None))
    head, _, foot = frame.partition("<TABLE WIDTH=760><TR><TD><TABLE WIDTH=560 ALIGN=center>")
    tail = foot[foot.index("<CENTER>") :]
    firms = "".join(
        f'<TR><TD>·<A HREF="/company/show.asp?id={n}">余杭恒昌纺织有限公司第{n}分公司</A>' for n in range(3, 9)
    )
    return (
        f"{head}<TABLE WIDTH=760><TR><TD>您的位置:<A HREF=/>首页</A> &gt; 区域发展<TABLE>{rows}</TABLE>共12条 {pages}\n"
        f"<TD><TABLE><TR><TD><B>推荐企业</B>{firms}</TABLE></TABLE>{tail}"
    )


def _sections() -> list[dict[str, str]]:
    """The navigation, which every page of the portal has."""
    return [{"text": name, "url": f"{HOME}/news/class.asp?id={n}"} for n, name in enumerate(SECTIONS, 1)]


def listings() -> list[Fixture]:
    """First and last page of a section's list."""
    numbered = list(enumerate(HEADLINES, 8031))
    first, last = f"{HOME}/news/class.asp?id=4", f"{HOME}/news/class.asp?id=4&page=2"
    made = []
    for name, url, shown, number in (
        ("listing-first", first, numbered[:8], 1),
        ("listing-last", last, numbered[8:], 2),
    ):
        there = f"{first}&page={3 - number}"
        expected: Expected = {
            "kind": "listing",
            "url": url,
            "articles": [{"text": text, "url": f"{HOME}/news/shownews.asp?id={n}"} for n, text in shown],
            "listings": _sections(),
            "pager": {
                "numbered": [[3 - number, there]],
                "following": there if number == 1 else None,
                "current": number,
            },
        }
        origin = "A made-up page of a section's list under the seed page's navigation and footer, GBK without charset."
        made.append(Fixture(name, url, _list(shown, number).encode("gbk"), expected, origin))
    return made


def _notice(title: str, text: str) -> str:
    frame = tables(Story(title=title, lines=(), votes=None))
    head, _, foot = frame.partition("<TABLE WIDTH=760><TR><TD><TABLE WIDTH=560 ALIGN=center>")
    return f"{head}<TABLE><TR><TD>{text}</TABLE>{foot[foot.index('<CENTER>') :]}"


def pages_without_article() -> list[Fixture]:
    """The home, what is missing, and what is no article."""
    home = _notice(
        "浙江民营企业网-浙江民营企业门户",
        "".join(
            f'·<A HREF="/company/show.asp?id={n}">{place}正元机电有限公司</A><BR>' for n, place in enumerate(PLACES)
        ),
    )
    deleted = _notice(
        "出错信息", "<FONT COLOR=red>对不起,该信息不存在或已被删除!</FONT><A HREF=javascript:history.back()>返回</A>"
    )
    lost = "<html><head><title>无法找到该页</title></head><body><h1>无法找到该页</h1>您正在搜索的页面可能已经删除、更名或暂时不可用。<hr>HTTP 错误 404 - 文件或目录未找到。</body></html>"
    company = _notice(
        "余杭恒昌纺织有限公司",
        "<H2>余杭恒昌纺织有限公司</H2>主营产品:涤纶长丝、羊毛衫、西服面料<BR>联系人:沈先生<BR>电话:0571-86230000<BR>"
        "地址:余杭区临平镇工业功能区8号<BR>公司成立于1995年,占地30亩,职工260人,产品远销东南亚,欢迎来样定做。<BR>"
        + "".join(f'<A HREF="/product/show.asp?id={n}">供应涤纶长丝{n}号</A><BR>' for n in range(5)),
    )
    missing = {"kind": "missing"}
    return [
        Fixture(
            "home", f"{HOME}/", home.encode("gbk"),
            {"kind": "listing", "url": f"{HOME}/", "articles": [], "listings": _sections()},
            "A made-up home under the seed page's navigation and footer, GBK without charset.",
        ),
        Fixture(
            "deleted", f"{HOME}/news/shownews.asp?id=404", deleted.encode("gbk"), missing | {"reason": "该信息不存在或已被删除"},
            "A made-up notice that an article is gone, answered with 200.",
        ),
        Fixture(
            "not-found", f"{HOME}/news/nothing.asp", lost.encode("gbk"), missing | {"reason": "404"},
            "The words of IIS for a page it cannot find.", status=404,
        ),
        Fixture(
            "company", f"{HOME}/company/show.asp?id=3", company.encode("gbk"), {"kind": "other", "reason": "company"},
            "A made-up page of a member firm under the seed page's navigation and footer.",
        ),
        Fixture(
            "empty-body", f"{HOME}/news/shownews.asp?id=8036", b"", {"kind": "other", "reason": "empty"},
            "A response without a body.", headers=(SERVER, HTML, ("Content-Length", "0")),
        ),
        _cut_off(),
    ]  # fmt: skip


def _cut_off() -> Fixture:
    whole = tables(Story()).encode("gbk")
    return Fixture(
        "cut-off", f"{HOME}/news/shownews.asp?id=8037", whole[: len(whole) // 2], {"kind": "failed", "reason": "cut off"},
        "seed-tables-gbk cut in the middle, under a Content-Length of the whole.",
        headers=(SERVER, HTML, ("Content-Length", str(len(whole)))),
    )  # fmt: skip


def fixtures() -> list[Fixture]:
    """Every fixture."""
    return [*seed_pages(), *other_articles(), *listings(), *pages_without_article(), *neighbour_pages()]


if __name__ == "__main__":
    for fixture in fixtures():
        fixture.write(TARGET)
