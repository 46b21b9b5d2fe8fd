"""Layout j: the online side of a newspaper.  node_71.htm, content_123.htm, entries under a heading for each day, spaced labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from itertools import groupby

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Entry, Layout, Leaf, full_width, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text


class DailyNodes(Layout):
    """Fifty entries on a page, a box of links floating inside the text, an initial in a span, GBK sent as UTF-8."""

    letter = "j"
    codec = "gb18030"
    content_type = "text/html; charset=UTF-8"
    page_size = 50
    endless = "repeat"
    formats = ("{0:%Y}年{0:%m}月{0:%d}日 {0:%H:%M}:{0:%S}", "{0:%Y}年{0:%m}月{0:%d}日")
    contact = Contact("0571-85310000", "0571-85310001", ("1091140425",), (2001, 2012), "浙ICP备05000001号")

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/node_7.htm"

    def list_url(self, section: str, number: int) -> str:
        return f"http://{self.host}/node_{self.section_index(section) + 70}{f'_{number}' if number > 1 else ''}.htm"

    def article_url(self, text: Text, page: int = 1) -> str:
        when = text.when or datetime(2011, 1, 1)  # noqa: DTZ001
        return f"http://{self.host}/content/{when:%Y-%m/%d}/content_{text.number}{f'_{page}' if page > 1 else ''}.htm"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/content/neican/content_{text.number}.htm"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/jump.php?id={text.number}"

    def endless_label(self, url: str) -> str | None:
        return "往日回顾" if "/paper/" in url else None

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /content/neican/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/site/node_{n}.htm") for n, text in enumerate(FOOTER_LINKS, 900)]

    def words(self, text: str) -> str:
        return full_width(text)

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(map(self.words, self.contact.disclaimer))

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return captions(text)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        nav = "|".join(
            f'<td><a href="{self.href(self.front_url(name))}">{"&nbsp;".join(name)}</a></td>' for name in words.SECTIONS
        )
        tops = " ".join(
            f'<a href="{self.out(path, name)}">{name}</a>'
            for path, name in (
                ("/paper/2011-12/30/node_2.htm", "数字报"),
                ("/qiye/", "企业"),
                ("/chanpin/", "产品"),
                ("/bbs/", "论坛"),
            )
        )
        return (
            f'<html>\n<head>\n<meta http-equiv="Content-Language" content="zh-cn">\n<title>{escape(title)}</title>\n</head>\n<body>\n'
            f'<table width="960"><tr><td><a href="/">首页</a> <a href="{self.href(self.news_url)}">资讯</a> {tops}</td></tr></table>\n'
            f'<table width="960" class="nav"><tr>{nav}</tr></table>\n<table width="960"><tr><td width="230" valign="top">{self._side()}</td>\n'
            f'<td valign="top">\n{main}\n</td></tr></table>\n{self._foot()}</body>\n</html>\n'
        )

    def _items(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(
            f'<p class="l">·<a href="{address}" target="_blank">{escape(text)}</a></p>\n' for address, text in rows
        )

    def _side(self) -> str:
        goods = self.outside_links(self.clutter.trade, "/chanpin/content_{}.htm", 9, 26)
        jobs = self.outside_links(self.clutter.jobs, "/qiye/job/content_{}.htm", 5, 26)
        recent = [(self.href(self.article_url(text)), text.title) for text in self.recent(7)]
        months = "".join(
            f'<li><a href="{self.out(f"/paper/{year}-{month:02}/node_1.htm", "往日回顾")}">{year}年{month}月</a></li>'
            for year in (2011, 2010, 2009)
            for month in range(12, 0, -1)
        )
        return (
            f"<div>{self._items(goods)}</div>\n<div><b>24小时热点</b>{self._items(recent)}</div>\n<div>{self._items(jobs)}</div>\n"
            f"<div><b>往日回顾</b><ul>{months}</ul></div>\n"
        )

    def _foot(self) -> str:
        contact = self.contact
        links = " ┊ ".join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        return (
            f'<table width="960"><tr><td align="center">{links}</td></tr><tr><td align="center">客户服务热线:{contact.phone} 传真:{contact.fax} 客服QQ:{contact.qq[0]}</td></tr>\n'
            f'<tr><td align="center">浙江民营企业网版权所有 &copy; {contact.years[0]}-{contact.years[1]}</td></tr>\n'
            f'<tr><td align="center">互联网新闻信息服务许可证3312006001 信息网络传播视听节目许可证1105110 {contact.licence}</td></tr></table>\n'
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        firms = self._items(self.outside_links(self.clutter.firms, "/qiye/content_{}.htm", 20, 30))
        goods = self._items(self.outside_links(self.clutter.products, "/chanpin/content_{}.htm", 16, 30))
        news = self._items([(self.href(self.article_url(text)), text.title) for text in self.recent(12)])
        return self._page("浙江民营企业网", f"<div>{news}</div><div>{firms}</div><div>{goods}</div>")

    def news(self) -> str:
        boxes = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:6]
            rows = self._items([(self.href(self.article_url(text)), text.title) for text in mine])
            boxes.append(f'<div><b><a href="{self.href(self.front_url(section))}">{section}</a></b>{rows}</div>\n')
        return self._page("资讯-浙江民营企业网", "".join(boxes))

    def listing(self, leaf: Leaf) -> str:
        groups = ""
        for day, entries in groupby(leaf.entries, key=_day):
            rows = "".join(
                f'<p class="l">{f"{e.text.when:%H:%M}" if e.text.when else ""} <a href="{self.href(e.urls[0])}" target="_blank">{escape(e.text.title)}</a>'
                + "".join(f' <a href="{self.href(url)}"><img src="/img/photo.gif" alt="图"></a>' for url in e.urls[1:])
                + "</p>\n"
                for e in entries
            )
            groups += f'<div class="day"><b>{day}</b></div>\n{rows}'
        pager = self._pager(leaf)
        crumbs = (
            f'<div><a href="/">首页</a> &gt; <a href="{self.href(self.news_url)}">资讯</a> &gt; {leaf.section}</div>'
        )
        return self._page(f"浙江民营企业网-{leaf.section}", f"{crumbs}{pager}{groups}{pager}")

    def _pager(self, leaf: Leaf) -> str:
        if leaf.total == 1 and not leaf.following:
            return ""
        back = (
            f'<a href="{self.href(self.list_url(leaf.section, leaf.number - 1))}">[前一页]</a>'
            if leaf.number > 1
            else ""
        )
        ahead = (
            f'<a href="{self.href(self.list_url(leaf.section, leaf.following))}">[后一页]</a>' if leaf.following else ""
        )
        return f'<div align="right">{back} {ahead}</div>\n'

    def article(self, text: Text, page: int) -> str:
        total = len(text.pages)
        body = "".join(self._block(block) for block in text.pages[page - 1][:1])
        body += self._advert(text) + "".join(self._block(block) for block in text.pages[page - 1][1:])
        if text.pages[page - 1][0].kind == "paragraph" and text.number % 3 == 0:
            first = text.pages[page - 1][0].text[0]
            body = body.replace(f"\u3000\u3000{first}", f'<span style="float:left;font-size:36px">{first}</span>', 1)
        numbers = " ".join(
            f"第{n}页" if n == page else f'<a href="{self.href(self.article_url(text, n))}">第{n}页</a>'
            for n in range(1, total + 1)
        )
        ahead = f' <a href="{self.href(self.article_url(text, page + 1))}">[后一页]</a>' if page < total else ""
        pager = f'<div align="center">{numbers}{ahead}</div>\n' if total > 1 else ""
        votes = f"<td>好评 {text.votes[0]}</td><td>差评 {text.votes[1]}</td>" if text.votes else "<td></td>"
        related = self._items([(self.href(self.article_url(t)), t.title) for t in self.recent(5, text)])
        editor = f"<tr><td align=right>编\u3000辑\uff1a{text.editor}</td></tr>" if text.editor else ""
        main = (
            f'<div><a href="/">首页</a> &gt; <a href="{self.href(self.news_url)}">资讯</a> &gt; <a href="{self.href(self.front_url(text.section))}">{text.section}</a> &gt; {escape(text.title)}</div>\n'
            f'<table width="100%"><tr><td class="title1"><founder-title>{escape(text.title)}</founder-title></td></tr>\n<tr><td class="font01">{self._byline(text)}</td></tr>\n'
            f'<tr><td class="font02"><!--enpcontent--><founder-content>{body}</founder-content><!--/enpcontent-->{pager}</td></tr>{editor}<tr>{votes}</tr></table>\n'
            f"<div><b>相关链接</b>{related}</div>\n<div><a href=\"{self.out(f'/bbs/reply_{text.number}.htm', '评论')}\">我要评论</a> <a href='#'>返回顶部</a></div>\n"
            f"<div><b>版权声明\uff1a</b>{''.join(self.shown_disclaimer())}</div>"
        )
        return self._page(f"浙江民营企业网-{text.title}", main)

    def _advert(self, text: Text) -> str:
        """A box of links that floats in the text of every other article."""
        if text.number % 2:
            return ""
        rows = self._items(self.outside_links(self.clutter.trade, "/chanpin/content_{}.htm", 4, 20))
        return f'<div style="float:right;width:200px;border:1px solid #ccc"><b>赞助商链接</b>{rows}</div>\n'

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return "&nbsp;"
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}">{source}</a>'
        label = "\u3000".join(text.author_label)
        parts = [f"来\u3000源\uff1a{source}"] if source else []
        parts += [f"{label}\uff1a{' '.join(text.authors)}"]
        parts += [f"时\u3000间\uff1a{date}"] if date else []
        return "\u3000".join(parts)

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f'<tr><td align="center" class="pic">{block.caption}</td></tr>' if block.caption else ""
            return f'<table align="center"><tr><td><img src="{block.src}"></td></tr>{caption}</table>\n'
        if block.kind == "table":
            rows = table_rows(block)
            return f'<table border="1" align="center">{rows}</table>\n'
        if block.kind == "list":
            return "<p>" + "<br>\n".join(f"\u3000\u3000{escape(row[0])}" for row in block.rows) + "</p>\n"
        runs = self.linked(block)
        return (
            f'<p align="center"><strong>{runs}</strong></p>\n'
            if block.kind == "heading"
            else f"<p>\u3000\u3000{runs}</p>\n"
        )

    def missing(self) -> str:
        return self._page("提示", "<p align=center>您访问的稿件不存在或已被删除,<a href='/'>点此返回首页</a></p>")

    def other(self, label: str) -> str:
        rows = self._items(self.outside_links(self.clutter.products, "/chanpin/content_{}.htm", 12, 30))
        earlier = self.out(f"/paper/{sum(map(ord, self.here)) % 3000}/node_1.htm", "往日回顾")
        return self._page(label, f"<b>{escape(label)}</b><p>欢迎光临</p>{rows}<a href='{earlier}'>上月</a>")


def _day(entry: Entry) -> str:
    """The heading above an entry."""
    when = entry.text.when
    return f"{when.year}年{when.month}月{when.day}日" if when else "日期不详"
