"""Layout b: a portal of 2010.  XHTML divs, <p> with U+3000, UTF-8, dated addresses, section fronts with 更多>>."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from tests.portal import words
from tests.portal.layouts.base import DISCLAIMER, FOOTER_LINKS, Contact, Entry, Layout, Leaf, full_width, table_rows
from tests.portal.texts import Block, Text

SLUGS = ("jjrd", "myjj", "zjgs", "qyfz", "zysc", "qydt", "tjsj", "zjcj", "zjls")


class DatedDivs(Layout):
    """Summaries in lists, each article linked twice there, the top story in other markup, bare host redirected."""

    letter = "b"
    codec = "utf-8"
    content_type = "text/html; charset=utf-8"
    page_size = 15
    front_size = 6
    bare_host_redirects = True
    endless = "empty"
    formats = ("{0:%Y-%m-%d %H:%M}",)
    contact = Contact("0571-88012345", "0571-88012346", ("543059767",), (2002, 2011), "浙ICP备05012345号")

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/news/"

    def _slug(self, section: str) -> str:
        return SLUGS[self.section_index(section) - 1]

    def front_url(self, section: str) -> str:
        return f"http://{self.host}/news/{self._slug(section)}/"

    def list_url(self, section: str, number: int) -> str:
        name = "" if number == 1 else f"index_{number}.html"
        return f"http://{self.host}/news/{self._slug(section)}/list/{name}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        first = self.list_url(section, 1)
        return (f"{first}index_1.html", f"{first}index.html")

    def article_url(self, text: Text, page: int = 1) -> str:
        when = text.when or datetime(2011, 1, 1)  # noqa: DTZ001
        suffix = f"_{page}" if page > 1 else ""
        return f"http://{self.host}/news/{when:%Y/%m/%d}/{text.number}{suffix}.html"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/news/internal/{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/redirect/{text.number}"

    def endless_label(self, url: str) -> str | None:
        return "往期回顾" if "/archive/" in url else None

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /news/internal/\nDisallow: /user/\n\nUser-agent: BadBot\nDisallow: /\n"

    def footer_links(self) -> list[tuple[str, str]]:
        names = ("about", "about-en", "law", "links", "feedback", "sitemap", "contact", "news-latest")
        return [(text, f"http://{self.host}/html/{name}.html") for text, name in zip(FOOTER_LINKS, names, strict=True)]

    def words(self, text: str) -> str:
        return full_width(text)

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(map(self.words, DISCLAIMER))

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li><a href="{self.href(self.front_url(name))}" title="{name}频道">[{name}]</a></li>'
            for name in words.SECTIONS
        )
        tabs = (
            ("/", "首页"),
            ("/company/", "企业名录"),
            ("/product/", "产品大全"),
            ("/gongying/", "供应"),
            ("/zhaopin/", "招聘"),
        )
        tops = "".join(
            f'<li><a href="{path if path == "/" else self.out(path, name)}">{name}</a></li>' for path, name in tabs
        )
        return (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(title)}</title>\n'
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n'
            '<link rel="stylesheet" type="text/css" href="/style/global.css" /><script type="text/javascript" src="/js/jquery.js"></script>\n'
            f'<style type="text/css">body{{font:12px/1.5 宋体}}</style></head><body>\n<div id="top"><ul>{tops}</ul>'
            f'<a href="{self.out("/user/login.html", "登录")}">登录</a> <a href="{self.out("/user/reg.html", "注册")}">免费注册</a>'
            f' <a href="javascript:void(0)" onclick="setHome()">设为首页</a></div>\n'
            f'<div id="nav"><ul><li class="cur"><a href="{self.href(self.news_url)}">资讯首页</a></li>{nav}</ul></div>\n'
            f'<div class="ad"><a href="http://ad.example-ads.com/click?id=77"><img src="/ad/960x90.swf" alt="广告" /></a></div>\n'
            f'<div class="wrap"><div class="left">{main}</div>\n<div class="right">{self._side()}</div></div>\n{self._foot()}'
            '<script type="text/javascript">var _bdhm="9人";document.write("<a href=\'/news/tongji.html\'>统计</a>");</script>\n</body></html>\n'
        )

    def _links(self, rows: Sequence[tuple[str, str]], tag: str = "ul") -> str:
        items = "".join(f'<li><a href="{address}" target="_blank">{escape(text)}</a></li>' for address, text in rows)
        return f"<{tag}>{items}</{tag}>"

    def _side(self) -> str:
        hot = "".join(
            f'<li><em>{n}</em><a href="{self.href(self.article_url(text))}" title="{escape(text.title)}">{escape(text.title[:12])}…</a>'
            f"<span>{text.when:%m-%d}</span></li>"
            for n, text in enumerate((t for t in self.recent(9) if t.when), 1)
        )
        members = [
            (self.out(f"http://m{number_of_firm(firm)}.zj123.com/", firm), firm)
            for firm in self.some(self.clutter.firms, 5)
        ]
        tags = " ".join(
            f'<a href="{self.out(f"/tag/{n}-{page}.html", "标签")}">{trade}</a>'
            for n, trade in enumerate(words.TRADES)
            for page in (1, 2)
        )
        months = "".join(
            f'<li><a href="{self.out(f"/archive/{year}-{month:02}.html", "往期回顾")}">{year}年{month}月新闻</a></li>'
            for year in (2011, 2010)
            for month in range(12, 0, -1)
        )
        return (
            f'<div class="box"><h2>点击排行</h2><ol>{hot}</ol></div><div class="box"><h2>推荐企业</h2>{self._links(members)}</div>'
            f'<div class="box"><h2>最新产品</h2>{self._links(self.outside_links(self.clutter.products, "/product/2011/12/01/{}.html", 6, 40))}</div>'
            f'<div class="box"><h2>供求信息</h2>{self._links(self.outside_links(self.clutter.trade, "/gongying/2011/12/02/{}.html", 6, 40))}</div>'
            f'<div class="box"><h2>展会</h2>{self._links(self.outside_links(self.clutter.expos, "/expo/2011/11/02/{}.html", 4, 40))}</div>'
            f'<div class="box"><h2>往期回顾</h2><ul>{months}</ul></div><div class="box tags"><h2>热门标签</h2>{tags}</div>'
        )

    def _foot(self) -> str:
        contact = self.contact
        links = "<span> | </span>".join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        return (
            f'<div class="friend"><strong>合作媒体:</strong>{"".join(f"<a href=http://www.media{n}.com/>{words.OUTLETS[n]}</a>" for n in range(6))}</div>'
            f'<div id="footer"><p>{links}</p><p>客服:{contact.phone} 客服传真:{contact.fax} QQ:{contact.qq[0]}</p>'
            f"<p>中国电子商务网站百强 © {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved</p>"
            f'<p><a href="http://www.pingpinganan.gov.cn/">网监</a> <a href="http://www.miibeian.gov.cn/">{contact.licence}</a></p></div>\n'
        )

    def _crumbs(self, section: str) -> str:
        return (
            f'<div class="crumb">当前位置:<a href="/">首页</a> &gt;&gt; <a href="{self.href(self.news_url)}">资讯首页</a> '
            f'&gt;&gt; <a href="{self.href(self.front_url(section))}">{section}</a></div>'
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        blocks = "".join(
            f'<div class="box"><h2>{name}</h2>{self._links(self.outside_links(pool, template, 10, 40))}</div>'
            for name, pool, template in (
                ("名企推荐", self.clutter.firms, "/company/{}.html"),
                ("最新供应", self.clutter.trade, "/gongying/2011/12/02/{}.html"),
                ("人才招聘", self.clutter.jobs, "/zhaopin/{}.html"),
            )
        )
        news = [(self.href(self.article_url(text)), text.title) for text in self.recent(8)]
        return self._page(
            "浙江民营企业网 - 浙江民企第一门户", f'<div class="box"><h2>今日要闻</h2>{self._links(news)}</div>{blocks}'
        )

    def news(self) -> str:
        parts = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:6]
            rows = self._links([(self.href(self.article_url(text)), text.title[:18]) for text in mine])
            parts.append(
                f'<div class="box"><h2>{section}<a href="{self.href(self.front_url(section))}">更多&gt;&gt;</a></h2>{rows}</div>'
            )
        return self._page("资讯首页 - 浙江民营企业网", "".join(parts))

    def front(self, section: str, entries: Sequence[Entry]) -> str:
        more = f'<a class="more" href="{self.href(self.list_url(section, 1))}">更多&gt;&gt;</a>'
        top, rest = entries[0], entries[1:]
        lead = (
            f'<div class="top"><a href="{self.href(top.urls[-1])}"><img src="/uploads/top.jpg" alt="{escape(top.text.title)}" /></a>'
            f'<h3><a href="{self.href(top.urls[-1])}">{escape(top.text.title)}</a></h3><p>{top.text.summary}</p></div>'
        )
        rows = self._links([(self.href(entry.urls[-1]), entry.text.title) for entry in rest])
        firms = self._links(self.outside_links(self.clutter.firms, "/company/{}.html", 8, 40))
        return self._page(
            f"{section} - 浙江民营企业网",
            f'{self._crumbs(section)}{lead}<div class="box"><h2>{section}最新{more}</h2>{rows}</div>'
            f'<div class="box"><h2>行业名企<a href="{self.out("/company/", "企业名录")}">更多&gt;&gt;</a></h2>{firms}</div>',
        )

    def listing(self, leaf: Leaf) -> str:
        half = len(leaf.entries) // 2
        groups = "".join(
            f'<ul class="newslist">{"".join(self._item(entry) for entry in group)}</ul>'
            for group in (leaf.entries[:half], leaf.entries[half:])
        )
        return self._page(
            f"{leaf.section}列表 - 浙江民营企业网",
            f"{self._crumbs(leaf.section)}{self._pager(leaf)}{groups or '暂无信息'}{self._pager(leaf)}",
        )

    def _item(self, entry: Entry) -> str:
        when = f"{entry.text.when:%Y-%m-%d}" if entry.text.when else ""
        title = escape(entry.text.title)
        shown = title if len(title) < 16 else title[:15] + "…"
        first, last = self.href(entry.urls[0]), self.href(entry.urls[-1])
        return (
            f'<li><h4><a href="{first}" title="{title}">{shown}</a><span class="date">{when}</span></h4>'
            f'<p>{escape(entry.text.summary)}<a href="{last}" class="more">[详细&gt;&gt;]</a></p></li>\n'
        )

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = self.list_url(leaf.section, number)
            return f'<a href="{self.href(url + "index_1.html" if number == 1 else url)}">{text}</a>'

        numbers = "".join(
            f'<span class="current">{n}</span>' if n == leaf.number else link(n, str(n))
            for n in range(1, leaf.total + 1)
        )
        back = link(leaf.number - 1, "上一页") if leaf.number > 1 else "<span>上一页</span>"
        ahead = link(leaf.following, "下一页") if leaf.following else "<span>下一页</span>"
        return f'<div class="pages">{link(1, "首页")}{back}{numbers}{ahead}{link(leaf.total, "末页")}</div>\n'

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        total = len(text.pages)
        numbers = "".join(
            f"<strong>{n}</strong>" if n == page else f'<a href="{self.href(self.article_url(text, n))}">{n}</a>'
            for n in range(1, total + 1)
        )
        ahead = f'<a href="{self.href(self.article_url(text, page + 1))}">下一页</a>' if page < total else ""
        pager = f'<div class="page">{numbers}{ahead}</div>' if total > 1 else ""
        before, after = self.recent(2, text)
        votes = (
            f'<div class="vote"><a href="javascript:ding()">支持</a><ul><li>{text.votes[0]}人</li></ul>'
            f'<a href="javascript:cai()">反对</a><ul><li>{text.votes[1]}人</li></ul></div>'
            if text.votes
            else ""
        )
        related = self._links([(self.href(self.article_url(t)), t.title[:16] + "...") for t in self.recent(6, text)])
        clauses = "".join(f"<p>{clause}</p>" for clause in self.shown_disclaimer())
        main = (
            f'{self._crumbs(text.section)}<div id="article"><h1>{escape(text.title)}</h1>{self._byline(text)}'
            f'<div class="fontsize">字号:<a href="#">大</a><a href="#">中</a><a href="#">小</a></div>\n<div class="content">\n{body}</div>{pager}'
            + (f'<p class="editor">责任编辑:{text.editor}</p>' if text.editor else "")
            + votes
            + '<div class="share">分享到:<a href="http://v.t.sina.com.cn/share.php">新浪微博</a> <a href="http://share.renren.com/">人人网</a> <a href="http://www.kaixin001.com/">开心网</a></div>'
            f'<p>上一篇:<a href="{self.href(self.article_url(before))}">{escape(before.title)}</a></p>'
            f'<p>下一篇:<a href="{self.href(self.article_url(after))}">{escape(after.title)}</a></p></div>'
            f'<div class="box"><h2>最新文章</h2>{related}</div><div class="copyright"><h4>版权和免责声明:</h4>{clauses}</div>'
        )
        return self._page(f"{text.title}_{text.section}_浙江民营企业网", main)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}">{source}</a>'
        parts = [f"<span>发布时间:{date}</span>"] if date else []
        parts += [f'<span class="from">来源:{source}</span>'] if source else []
        parts += [f"<span>{text.author_label}:{'、'.join(text.authors)}</span>"] if text.authors else []
        return f'<div class="info">{"".join(parts)}<span>浏览:{text.number % 977}次</span></div>'

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            alt = escape(block.caption or "")
            return f'<p style="text-align:center"><img src="{block.src}" alt="{alt}" width="500" /></p>\n'
        if block.kind == "table":
            rows = table_rows(block)
            return f'<table border="1"><tbody>{rows}</tbody></table>\n'
        if block.kind == "list":
            return "<ul>" + "".join(f"<li>{escape(row[0])}</li>\n" for row in block.rows) + "</ul>\n"
        runs = "".join(
            f'<a href="{self.out(href, text)}" target="_blank">{escape(text)}</a>'
            if href
            else escape(text, quote=False)
            for text, href in block.runs
        )
        return f"<h3>{runs}</h3>\n" if block.kind == "heading" else f"<p>\u3000\u3000{runs}</p>\n"

    def missing(self) -> str:
        return self._page(
            "提示信息 - 浙江民营企业网",
            '<div class="msg"><p>您访问的文章不存在或已被删除。</p><a href="/">返回首页</a></div>',
        )

    def other(self, label: str) -> str:
        rows = self._links(self.outside_links(self.clutter.products, "/product/2011/12/01/{}.html", 12, 40))
        months = self.out("/archive/2009-07.html", "往期回顾")
        return self._page(
            f"{label} - 浙江民营企业网",
            f'<h1>{escape(label)}</h1><p>{escape(label)}的介绍:产品齐全,质优价廉,欢迎新老客户来电来函洽谈业务。</p>{rows}<a href="{months}">上一月</a>',
        )


def number_of_firm(firm: str) -> int:
    """The number of a member's host name."""
    return sum(map(ord, firm)) % 900 + 100
