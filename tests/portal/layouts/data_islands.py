"""Layout q: a portal on Hanweb's JCMS of 2010.  Rows of lists as CDATA of an XML script, later rows by dataproxy.jsp as XML alone."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text

_UNDATED = datetime(2011, 1, 1)  # noqa: DTZ001 - what an address holds has no zone
PROXY = "/module/jslib/jquery/jpage/dataproxy.jsp"


class DataIslands(Layout):
    """/col/col1203/index.html, /art/2010/10/20/art_1203_4567.html, comments of the program around title and text."""

    letter = "q"
    codec = "utf-8"
    page_size = 15
    endless = "empty"
    formats = ("{0:%Y}-{0:%m}-{0:%d} {0:%H}:{0:%M}",)
    contact = Contact("0571-87050001", "0571-87050002", ("543059767",), (2005, 2012), "浙ICP备05050505号")

    def _column(self, section: str) -> int:
        return 1200 + self.section_index(section)

    def list_url(self, section: str, number: int) -> str:
        column = self._column(section)
        if number == 1:
            return f"http://{self.host}/col/col{column}/index.html"
        return f"http://{self.host}{PROXY}?page={number}&webid=1&columnid={column}&unitid=2077"

    def article_url(self, text: Text, page: int = 1) -> str:
        when = text.when or _UNDATED
        later = f"_{page}" if page > 1 else ""
        folder = f"{when.year}/{when.month}/{when.day}"
        return f"http://{self.host}/art/{folder}/art_{self._column(text.section)}_{text.number}{later}.html"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/jcms/preview/art_{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/jcms/jump.do?i={text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /jcms/preview/\n"

    def href(self, url: str) -> str:
        return escape(super().href(url))

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/col/col14{n:02}/index.html") for n, text in enumerate(FOOTER_LINKS)]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return captions(text)

    def written_links(self, markup: str) -> list[str]:
        rows = re.findall(r"<record><!\[CDATA\[.*?\]\]></record>|<nextgroup>.*?</nextgroup>", markup, re.DOTALL)
        return [link.replace("&amp;", "&") for row in rows for link in re.findall(r"<a[^>]* href='([^']+)'", row)]

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        contact = self.contact
        sections = "".join(
            f"<td><a href='{self.href(self.front_url(name))}' class='menu' >{name}</a></td>" for name in words.SECTIONS
        )
        asked = self.out("/col/col1301/index.html", "在线咨询")
        links = "&nbsp;|&nbsp;".join(
            f"<a href='{self.out(super(DataIslands, self).href(url), text)}'>{text}</a>"
            for text, url in self.footer_links()
        )
        return (
            f"<html><head><meta http-equiv='content-type' content='text/html; charset=utf-8'><title>{escape(title)}</title></head><body>"
            f"<table width='990' align='center'><tr><td><img src='/picture/0/top.jpg'></td></tr><tr><td><table><tr><td><a href='/'>首页</a></td>{sections}"
            f"<td><a href='{asked}'>在线咨询</a></td></tr></table></td></tr></table>{main}<table width='990' align='center'><tr><td>{links}</td></tr>"
            f"<tr><td>主办:浙江民营企业网&nbsp;客服:{contact.phone}&nbsp;客服传真:{contact.fax}&nbsp;QQ:{contact.qq[0]}</td></tr>"
            f"<tr><td>&copy;{contact.years[0]}-{contact.years[1]} zj123.com&nbsp;{contact.licence}</td></tr></table></body></html>"
        )

    def _row(self, text: Text, url: str) -> str:
        day = f"[{text.when:%Y-%m-%d}]" if text.when else ""
        title = escape(text.title)
        return f"<tr><td><img src='/picture/0/d.gif'></td><td><a class='bt_link' title='{title}' href='{self.href(url)}'>{title}</a></td><td>{day}</td></tr>"

    def _rows(self, leaf: Leaf) -> str:
        ahead = self.href(self.list_url(leaf.section, leaf.following)) if leaf.following else None
        group = f"<nextgroup><![CDATA[<a href='{ahead}'></a>]]></nextgroup>" if ahead else ""
        rows = "".join(
            f"<record><![CDATA[{self._row(entry.text, url)}]]></record>\n"
            for entry in leaf.entries
            for url in entry.urls
        )
        return f"<datastore>\n{group}<recordset>\n{rows}</recordset>\n</datastore>"

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        boxes = "".join(
            f"<table><tr><td>{name}</td><td><a href='{self.href(self.front_url(name))}'>更多</a></td></tr>"
            + "".join(
                self._row(text, self.article_url(text)) for text in [t for t in self.texts if t.section == name][:6]
            )
            + "</table>"
            for name in words.SECTIONS
        )
        firms = "".join(
            f"<p><a href='{address}'>{escape(text)}</a></p>"
            for address, text in self.outside_links(self.clutter.firms, "/qy/{}.html", 10)
        )
        return self._page("浙江民营企业网", f"<table><tr><td>{boxes}</td><td>{firms}</td></tr></table>")

    def listing(self, leaf: Leaf) -> str:
        if leaf.number > 1:
            return f"<?xml version='1.0' encoding='utf-8'?>\n{self._rows(leaf)}"
        shown = f"<script>$('#2077').jpage({{perpage:15,proxyUrl:'{PROXY}'}});</script>"
        where = f"<tr><td>当前位置:<a href='/'>首页</a> &gt; {leaf.section}</td></tr>"
        data = f"<div id='2077'></div><script type=\"text/xml\">{self._rows(leaf)}</script>{shown}"
        return self._page(leaf.section, f"<table width='990'>{where}<tr><td>{data}</td></tr></table>")

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        votes = f"<p>支持:{text.votes[0]}人 反对:{text.votes[1]}人</p>" if text.votes else ""
        editor = f"<p align='right'>责任编辑:{text.editor}</p>" if text.editor else ""
        clauses = "".join(f"<p>{clause}</p>" for clause in self.shown_disclaimer())
        title = f"<!--<$[标题名称(html)]>begin-->{escape(text.title)}<!--<$[标题名称(html)]>end-->"
        section = f"<a href='{self.href(self.front_url(text.section))}'>{text.section}</a>"
        return self._page(
            text.title,
            f"<table width='990'><tr><td>当前位置:<a href='/'>首页</a> &gt; {section}</td></tr></table>"
            f"<table id='article' width='90%'><tr><td class='title' align='center'>{title}</td></tr><tr><td>{self._byline(text)}</td></tr>"
            f"<tr><td><div id='zoom'>{body}</div>{self._pages(text, page)}</td></tr><tr><td>{editor}{votes}</td></tr>"
            f"<tr><td><p>版权和免责声明</p>{clauses}</td></tr></table>",
        )

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        source = escape(text.source or "")
        if text.source_url:
            source = f"<a href='{text.source_url}'>{source}</a>"
        cells = (
            f"发布日期:{self.printed(text) or ''}",
            f"信息来源:<!--<$[信息来源]>begin-->{source}<!--<$[信息来源]>end-->",
            f"{text.author_label}:{' '.join(text.authors)}",
            "字号:[ <a href='javascript:doZoom(16)'>大</a> <a href='javascript:doZoom(12)'>小</a> ]",
        )
        return f"<table width='100%'><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"

    def _pages(self, text: Text, page: int) -> str:
        link = partial(self.part_link, text)
        total = len(text.pages)
        if total == 1:
            return ""
        numbers = "".join(f"<span>{n}</span> " if n == page else link(n, str(n)) for n in range(1, total + 1))
        return f"<div align='center'>{numbers}{link(page + 1, '下一页') if page < total else ''}</div>"

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<p style='text-align: center'>{block.caption}</p>" if block.caption else ""
            return f"<p style='text-align: center'><img src='{block.src}' border='0'></p>{caption}"
        if block.kind == "table":
            return f"<table border='1'>{table_rows(block)}</table>"
        if block.kind == "list":
            return "".join(f"<p style='text-indent: 2em'>{escape(row[0])}</p>" for row in block.rows)
        runs = self.linked(block)
        return f"<p style='text-indent: 2em'>{f'<strong>{runs}</strong>' if block.kind == 'heading' else runs}</p>"

    def missing(self) -> str:
        return self._page("提示信息", "<p>您访问的信息不存在或已被删除。</p>")

    def other(self, label: str) -> str:
        return self._page(label, f"<h3>{escape(label)}</h3><p>企业服务</p>")
