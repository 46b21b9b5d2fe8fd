"""Layout m: a portal whose addresses are Chinese.  GBK percent-encoded paths, pictures with text below, << < 1 2 > >>, select boxes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text


def spelt(text: str) -> str:
    """A word in an address, as a browser sends it from a page in GBK."""
    return quote(text.encode("gbk"))


class PictureWalls(Layout):
    """Sections in a select box, a list of pictures, day and outlet in brackets under the text, numbers only in the pager."""

    letter = "m"
    codec = "gbk"
    content_type = "text/html; charset=gb2312"
    page_size = 12
    endless = "repeat"
    formats = ("{0:%Y}年{0.month}月{0.day}日",)
    contact = Contact("0571-81112222", "0571-81113333", ("543059767",), (2003, 2009), "浙ICP备03012345号")

    def list_url(self, section: str, number: int) -> str:
        return f"http://{self.host}/list.php?c={spelt(section)}" + (f"&p={number}" if number > 1 else "")

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&p=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/{spelt('资讯')}/{spelt(text.section)}/{text.number}{f'-{page}' if page > 1 else ''}.htm"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/nb/{text.number}.htm"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/go.php?to={text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /nb/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/help.php?t={spelt(text)}") for text in FOOTER_LINKS]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return captions(text)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        options = "".join(
            f'<option value="{self.href(self.front_url(name))}">{name}</option>\n' for name in words.SECTIONS
        )
        others = "".join(
            f'<option value="{self.out(path, name)}">{name}</option>\n'
            for path, name in (("/qiye.php", "企业大全"), ("/shop.php", "网上商城"))
        )
        return (
            f"<html><head><title>{escape(title)}</title></head>\n<body>\n<center><a href='/'><img src='/pic/logo.jpg' alt='浙江民营企业网' border=0></a><br>\n"
            f'资讯栏目:<select onchange="if(this.value)location=this.value"><option value=\'\'>--请选择栏目--</option>\n{options}</select> 其他频道:<select onchange="location=this.value">{others}</select>\n'
            f"<table width=760><tr><td width=160 valign=top>{self._side()}</td><td valign=top>{main}</td></tr></table>\n{self._foot()}</center></body></html>\n"
        )

    def _lines(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(f"<a href='{address}'>{escape(text)}</a><br>\n" for address, text in rows)

    def _side(self) -> str:
        wall = "".join(
            f"<a href='{address}'><img src='/pic/goods.jpg' border=0><br>{escape(text)}</a><br>\n"
            for address, text in self.outside_links(self.clutter.products, "/shop.php?id={}", 5, 24)
        )
        recent = [(self.href(self.article_url(text)), text.title) for text in self.recent(6)]
        return f"{wall}<hr>{self._lines(self.outside_links(self.clutter.jobs, '/job.php?id={}', 6, 24))}<hr><b>最新资讯</b><br>{self._lines(recent)}"

    def _foot(self) -> str:
        contact = self.contact
        links = " | ".join(
            f"<a href='{self.out(self.href(url), text)}'>{text}</a>" for text, url in self.footer_links()
        )
        friends = " ".join(
            f"<a href='http://www.paper{n}.com.cn/'>{name}</a>" for n, name in enumerate(words.OUTLETS[:10])
        )
        return (
            f"<hr width=760>友情链接 {friends}<hr width=760>\n{links}<br>\n服务热线:{contact.phone} 客服传真:{contact.fax} 客服QQ:{contact.qq[0]}<br>\n"
            f"Copyright(C){contact.years[0]}-{contact.years[1]} zj123.com, All rights reserved.<br>\n经营许可证:浙B2-20040012 备案号:{contact.licence} 公安备案33010802001234<br>\n"
        )

    def _wall(self, leaf: Leaf) -> str:
        cells = [
            f"<td align=center width=180><a href='{self.href(entry.urls[0])}'><img src='/pic/{entry.text.number}.jpg' width=120 height=90 border=0></a><br>"
            f"<a href='{self.href(entry.urls[-1])}'>{escape(entry.text.title)}</a></td>"
            for entry in leaf.entries
        ]
        return "".join(f"<tr>{''.join(cells[n : n + 3])}</tr>\n" for n in range(0, len(cells), 3))

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        firms = self._lines(self.outside_links(self.clutter.firms, "/qiye.php?id={}", 20, 30))
        news = self._lines([(self.href(self.article_url(text)), text.title) for text in self.recent(8)])
        return self._page("浙江民营企业网", f"<b>今日要闻</b><br>{news}<b>企业之窗</b><br>{firms}")

    def listing(self, leaf: Leaf) -> str:
        pager = self._pager(leaf)
        return self._page(
            f"{leaf.section} - 浙江民营企业网",
            f"<b>{leaf.section}</b>{pager}<table width=560 cellspacing=6>{self._wall(leaf)}</table>{pager}",
        )

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = self.list_url(leaf.section, number) if number > 1 else self.list_aliases(leaf.section)[0]
            return f"<a href='{self.href(url)}'>{text}</a> "

        numbers = "".join(f"<b>{n}</b> " if n == leaf.number else link(n, str(n)) for n in range(1, leaf.total + 1))
        back = link(1, "&lt;&lt;") + link(leaf.number - 1, "&lt;") if leaf.number > 1 else "&lt;&lt; &lt; "
        ahead = link(leaf.following, "&gt;") + link(leaf.total, "&gt;&gt;") if leaf.following else "&gt; &gt;&gt;"
        return f"<p align=center>{back}{numbers}{ahead}</p>\n" if leaf.total > 1 or leaf.following else ""

    def article(self, text: Text, page: int) -> str:
        total = len(text.pages)
        body = "".join(self._block(block) for block in text.pages[page - 1])
        numbers = " ".join(
            f"<b>{n}</b>" if n == page else f"<a href='{self.href(self.article_url(text, n))}'>{n}</a>"
            for n in range(1, total + 1)
        )
        pager = f"<p align=center>{numbers}</p>\n" if total > 1 else ""
        votes = (
            f"<p align=center><img src='/pic/up.gif' alt='支持'> {text.votes[0]}人 <img src='/pic/down.gif' alt='反对'> {text.votes[1]}人</p>\n"
            if text.votes
            else ""
        )
        authors = (
            f"<center>{text.author_label}:{' '.join(text.authors)}</center>\n"
            if text.authors and text.has_byline
            else ""
        )
        related = self._lines([(self.href(self.article_url(t)), t.title) for t in self.recent(4, text)])
        main = (
            f"<a href='/'>首页</a>-&gt;<a href='{self.href(self.front_url(text.section))}'>{text.section}</a>-&gt;{escape(text.title)}<hr>\n"
            f"<center><font size=5><b>{escape(text.title)}</b></font></center><br>\n{authors}{body}{self._signature(text)}{pager}{votes}<hr>\n"
            f"<b>相关资讯</b><br>{related}<hr>\n<font size=2>版权和免责声明<br>{'<br>'.join(self.shown_disclaimer())}</font>"
        )
        return self._page(f"{text.section}|{text.title}|浙江民营企业网", main)

    def _signature(self, text: Text) -> str:
        """Day and outlet in brackets, and the editor, at the right under the text."""
        if not text.has_byline:
            return ""
        source = escape(text.source or "")
        if text.source_url:
            source = f"<a href='{text.source_url}'>{source}</a>"
        inner = " ".join(part for part in (self.printed(text), source) if part)
        editor = f"<p align=right>责任编辑 {text.editor}</p>\n" if text.editor else ""
        return f"<p align=right>({inner})</p>\n{editor}" if inner else editor

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<br><font size=2>{block.caption}</font>" if block.caption else ""
            return f"<center><img src='{block.src}' border=1>{caption}</center>\n"
        if block.kind == "table":
            rows = table_rows(block)
            return f"<center><table border=1>{rows}</table></center>\n"
        if block.kind == "list":
            return "<blockquote>" + "<br>\n".join(escape(row[0]) for row in block.rows) + "</blockquote>\n"
        runs = self.linked(block)
        return f"<p><b>\u3000\u3000{runs}</b>\n" if block.kind == "heading" else f"<p>\u3000\u3000{runs}\n"

    def missing(self) -> str:
        return "<html><body>信息不存在或已被删除。<a href='javascript:history.back()'>返回</a></body></html>"

    def other(self, label: str) -> str:
        rows = self._lines(self.outside_links(self.clutter.trade, "/shop.php?id={}", 12, 30))
        return self._page(label, f"<b>{escape(label)}</b><br>{rows}")
