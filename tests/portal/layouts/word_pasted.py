"""Layout c: a portal fed from Word.  A frameset as home, image-map navigation, GB18030 declared gb2312, nothing closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf
from tests.portal.texts import Block, Text

RARE = (("金桥", "金𠮷"), ("志远", "志喆"), ("建国", "建镕"))
"""Characters that GB2312 and GBK do not have, put where the word lists have plain ones."""


class WordPasted(Layout):
    """No news area; lists are tables of two columns without dates; pagers are a select box or a picture."""

    letter = "c"
    codec = "gb18030"
    page_size = 24
    endless = "repeat"
    formats = ("{0:%Y}.{0.month}.{0.day}", "{0:%y}年{0.month}月{0.day}日", "{0:%Y.%m.%d}")
    contact = Contact(years=(2003, 2010), licence="浙ICP备08101234号")

    def list_url(self, section: str, number: int) -> str:
        page = "" if number == 1 else f"_{number}"
        return f"http://{self.host}/zx/list_{self.section_index(section)}{page}.shtml"

    def article_url(self, text: Text, page: int = 1) -> str:
        when = text.when or datetime(2011, 1, 1)  # noqa: DTZ001
        return f"http://{self.host}/zx/{when:%Y%m%d}/{text.number}{'' if page == 1 else f'-{page}'}.shtml"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/zx/nb/{text.number}.shtml"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/cgi-bin/go.cgi?{text.number}"

    @property
    def robots(self) -> str:
        return "# robots\nUser-Agent: *\nDisallow: /zx/nb/\nDisallow: /cgi-bin/search.cgi\n"

    def endless_label(self, url: str) -> str | None:
        return "日历" if "/cgi-bin/cal.cgi" in url else None

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/about{n}.shtml") for n, text in enumerate(FOOTER_LINKS)]

    def words(self, text: str) -> str:
        for plain, rare in RARE:
            text = text.replace(plain, rare)
        return text

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _head(self, title: str) -> str:
        return (
            f"<html>\n<head>\n<meta name=GENERATOR content='Microsoft FrontPage 4.0'>\n"
            f"<title>{escape(title)}</title>\n<meta http-equiv=Content-Type content='text/html; charset=gb2312'>\n"
            "<style>\n<!--\n.MsoNormal {mso-style-parent:'';font-size:10.5pt}\n-->\n</style>\n</head>\n"
        )

    def _page(self, title: str, middle: str) -> str:
        return (
            f"{self._head(title)}<body leftmargin=0>\n<img src=/img/banner.jpg usemap=#nav border=0>\n<map name=nav>{self._areas()}</map>\n"
            f"<table width=780><tr><td valign=top width=590>{middle}\n<td valign=top>{self._side()}\n</table>\n{self._foot()}"
        )

    def _areas(self) -> str:
        sections = "".join(
            f"<area shape=rect coords={n * 60},0,{n * 60 + 58},20 href={self.href(self.front_url(name))} alt={name}>\n"
            for n, name in enumerate(words.SECTIONS)
        )
        others = "".join(
            f"<area shape=rect coords={n * 60},22,{n * 60 + 58},40 href={self.out(path, name)} alt={name}>\n"
            for n, (path, name) in enumerate(
                (("/qy/index.shtml", "企业黄页"), ("/cp/index.shtml", "产品展厅"), ("/rc/index.shtml", "人才市场"))
            )
        )
        return sections + others

    def _rows(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(f"<tr><td>◆<a href={address} target=_blank>{escape(text)}</a>\n" for address, text in rows)

    def _side(self) -> str:
        recent = self._rows([(self.href(self.article_url(text)), text.title[:10] + "..") for text in self.recent(8)])
        days = "".join(
            f"<td><a href={self.out(f'/cgi-bin/cal.cgi?y=2010&m={month}&d={day}', '日历')}>{day}</a>"
            for month in (9, 10)
            for day in range(1, 31)
        )
        return (
            f"<table><tr><td bgcolor=orange><b>最新文章</b>{recent}</table>"
            f"<table><tr><td bgcolor=orange><b>明星企业</b>{self._rows(self.outside_links(self.clutter.firms, '/qy/20101011/{}.shtml', 6, 40))}</table>"
            f"<table><tr><td bgcolor=orange><b>供求快讯</b>{self._rows(self.outside_links(self.clutter.trade, '/gq/20101012/{}.shtml', 8, 40))}</table>"
            f"<table><tr><td bgcolor=orange><b>招聘信息</b>{self._rows(self.outside_links(self.clutter.jobs, '/rc/20101013/{}.shtml', 4, 40))}</table>"
            f"<table><tr>{days}</table>"
        )

    def _foot(self) -> str:
        contact = self.contact
        links = " | ".join(f"<a href={self.out(self.href(url), text)}>{text}</a>" for text, url in self.footer_links())
        return (
            f"<hr><p align=center>{links}\n<p align=center>客服:{contact.phone}&nbsp;&nbsp;客服传真:{contact.fax}&nbsp;&nbsp;"
            f"{'&nbsp;'.join(contact.qq)}\n<p align=center>中国电子商务网站百强 &copy; {contact.years[0]}-{contact.years[1]} zj123.com "
            f"All Rights Reserved\n<p align=center>网监网监\n<p align=center>{contact.licence}\n"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        return (
            f"{self._head('浙江民营企业网')}<frameset rows='80,*' border=0>\n<frame src=/top.shtml name=top scrolling=no>\n"
            "<frame src=/main.shtml name=main>\n<noframes><body>您的浏览器不支持框架</body></noframes>\n</frameset></html>\n"
        )

    def extra_pages(self) -> dict[str, str]:
        top, main = f"http://{self.host}/top.shtml", f"http://{self.host}/main.shtml"
        self.here = top
        bar = f"{self._head('导航')}<body><img src=/img/banner.jpg usemap=#nav border=0><map name=nav>{self._areas()}</map>"
        self.here = main
        firms = self._rows(self.outside_links(self.clutter.firms, "/qy/20101011/{}.shtml", 20, 40))
        goods = self._rows(self.outside_links(self.clutter.products, "/cp/20101011/{}.shtml", 20, 40))
        news = self._rows([(self.href(self.article_url(text)), text.title) for text in self.recent(10)])
        middle = f"<table><tr><td><b>要闻</b>{news}</table><table><tr><td><b>企业</b>{firms}</table><table><tr><td><b>产品</b>{goods}</table>"
        return {top: bar, main: self._page("浙江民营企业网", middle)}

    def listing(self, leaf: Leaf) -> str:
        cells = [
            f"<td width=50%>・<a href={self.href(entry.urls[0])} title='{escape(entry.text.title)}'>{escape(self._short(entry.text.title))}</a>"
            + "".join(f" <a href={self.href(url)}>[图文]</a>" for url in entry.urls[1:])
            for entry in leaf.entries
        ]
        rows = "".join("<tr>" + "".join(cells[n : n + 2]) + "\n" for n in range(0, len(cells), 2))
        middle = f"<p><font size=2>→ <a href=/main.shtml>首页</a> → <b>{leaf.section}</b></font>\n<table width=100% cellpadding=4>{rows}</table>{self._pager(leaf)}"
        return self._page(f"{leaf.section}", middle)

    def _short(self, title: str) -> str:
        return title if len(title) < 15 else title[:14] + "…"

    def _pager(self, leaf: Leaf) -> str:
        options = "".join(
            f"<option value={self.href(self.list_url(leaf.section, n))}{' selected' if n == leaf.number else ''}>第{n}页\n"
            for n in range(1, leaf.total + 1)
        )
        select = f"<select onchange='location.href=this.options[this.selectedIndex].value'>{options}</select>"
        if self.section_index(leaf.section) % 3 == 0 and leaf.number < leaf.total:
            return f"<p align=right>转到 {select}\n"
        ahead = (
            f"<a href={self.href(self.list_url(leaf.section, leaf.following))}><img src=/img/next.gif border=0 alt=下一页></a>"
            if leaf.following
            else ""
        )
        return f"<p align=right>{leaf.number}/{leaf.total} {ahead} {select if leaf.number == 1 else ''}\n"

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        pager = "".join(
            f" {n} " if n == page else f" <a href={self.href(self.article_url(text, n))}>{n}</a> "
            for n in range(1, len(text.pages) + 1)
        )
        votes = f"<p>• {text.votes[0]}人\n<p>• {text.votes[1]}人\n" if text.votes else ""
        related = self._rows([(self.href(self.article_url(t)), t.title[:13] + "…") for t in self.recent(5, text)])
        heading = "h3" if text.number % 2 else "h2"
        middle = (
            f"<p><font size=2>→ <a href=/main.shtml>首页</a> → <a href={self.href(self.front_url(text.section))}>{text.section}</a></font>\n"
            f"<{heading} align=center><font color=#000080 face=黑体>{escape(text.title).replace(' ', '&nbsp; ')}</font></{heading}>\n{self._byline(text)}<hr size=1>\n{body}"
            + (f"<p align=center>本文共{len(text.pages)}页:{pager}\n" if len(text.pages) > 1 else "")
            + (f"<p align=right><font size=2>(编辑:{text.editor})</font>\n" if text.editor else "")
            + f"{votes}</html>\n<table><tr><td><b>相关文章</b>{related}</table>\n<p><b>版权和免责声明:</b><br>{'<br>'.join(self.shown_disclaimer())}\n"
        )
        return self._page(text.title, middle)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        gap = "&nbsp;&nbsp;&nbsp;"
        date, label = self.printed(text), ("稿源", "信息来源")[text.number % 2]
        source = escape(text.source or "")
        if text.source_url:
            source = f"<a href={text.source_url}><font color=blue>{source}</font></a>"
        parts = [f"{text.author_label}\uff1a{gap.join(text.authors)}"]
        parts += [f"{label}\uff1a{source}"] if source else []
        parts += [f"日期\uff1a{date}"] if date else []
        return f"<p align=center><font size=2 color=gray>{gap.join(parts)}</font>\n"

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            alt = f" alt='{block.caption}'" if block.caption else ""
            return f"<p align=center><v:shape id=_x0000_i1025><img border=0 src={block.src}{alt} v:shapes=_x0000_i1025></v:shape>\n"
        if block.kind == "table":
            cells = "<td><p class=MsoNormal><span lang=EN-US>{}<o:p></o:p></span>"
            rows = "".join("<tr>" + "".join(cells.format(cell) for cell in row) + "\n" for row in block.rows)
            return f"<table class=MsoTableGrid border=1>{rows}</table>\n"
        if block.kind == "list":
            return "".join(self._paragraph(escape(row[0])) for row in block.rows)
        runs = "".join(
            f"<A href={self.out(href, text)}>{escape(text)}</A>" if href else _spans(text) for text, href in block.runs
        )
        return self._paragraph(
            f"<B style='mso-bidi-font-weight: normal'>{runs}</B>" if block.kind == "heading" else runs
        )

    def _paragraph(self, markup: str) -> str:
        return f"<P class=MsoNormal style='TEXT-INDENT: 21pt'><FONT face=宋体><SPAN style='FONT-SIZE: 10.5pt'>\u3000\u3000{markup}<SPAN lang=EN-US><o:p></o:p></SPAN>\n"

    def missing(self) -> str:
        return self._page("信息提示", "<p align=center><b>该信息不存在或已被删除</b>")

    def other(self, label: str) -> str:
        rows = self._rows(self.outside_links(self.clutter.products, "/cp/20101011/{}.shtml", 12, 40))
        return self._page(label, f"<h3>{escape(label)}</h3><p>欢迎光临{escape(label)}<table>{rows}</table>")


def _spans(text: str) -> str:
    """Text as Word exports it: runs of Latin letters and digits in a span of their own."""
    return re.sub(
        r"[0-9A-Za-z.:%$]+", lambda match: f"<SPAN lang=EN-US>{match[0]}</SPAN>", escape(text, quote=False)
    ).replace("&<SPAN lang=EN-US>amp</SPAN>;", "&amp;")
