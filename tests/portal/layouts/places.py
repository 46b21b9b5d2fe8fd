"""Layout o: a portal written by hand around Perl scripts.  The navigation leads to places on the news page, one cell of <font> and <br>."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text


class Places(Layout):
    """更多 alone leads to a section, 上15条 and 下15条 through it, bylines in brackets, GBK sent as ISO-8859-1."""

    letter = "o"
    codec = "gb18030"
    content_type = "text/html; charset=iso-8859-1"
    page_size = 15
    endless = "repeat"
    formats = ("{0:%Y}/{0:%m}/{0:%d}", "{0:%Y}/{0:%m}/{0:%d} {0:%H:%M}")
    contact = Contact("0571-85858585", "0571-85858586", ("543059767",), (2001, 2007), "浙ICP备05000888号")

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/news/"

    def list_url(self, section: str, number: int) -> str:
        start = f"&start={(number - 1) * self.page_size}" if number > 1 else ""
        return f"http://{self.host}/cgi-bin/news.pl?cat={self.section_index(section)}{start}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&start=0",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/news/{text.number // 100}/{text.number}{f'-{page}' if page > 1 else ''}.html"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/private/{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/cgi-bin/jump.pl?{text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /private/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/about{n}.html") for n, text in enumerate(FOOTER_LINKS)]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return captions(text)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        contact = self.contact
        news = self.href(self.news_url)
        nav = " ".join(
            f'<a href="{news}#c{n}"><font size=2>【{name}】</font></a>' for n, name in enumerate(words.SECTIONS)
        )
        links = " - ".join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        return (
            f"<html><head><title>{escape(title)}</title></head><body bgcolor=white><center><table width=750><tr><td><center>"
            f'<a href=/>首页</a> <a href="{news}">新闻中心</a> <a href="{self.out("/qy/", "企业")}">企业大全</a> '
            f'<a href="{self.out("/cp/", "产品")}">产品大全</a><br>{nav}</center><hr>{main}<hr><center><font size=2>{links}<br>'
            f"客服:{contact.phone} 客服传真:{contact.fax} QQ:{contact.qq[0]}<br>&copy; {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved<br>"
            f"{contact.licence}</font></center></td></tr></table></center></body></html>"
        )

    def _lines(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(f'<font size=2>·<a href="{address}">{escape(text)}</a></font><br>' for address, text in rows)

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        return self._page("浙江民营企业网", self._lines(self.outside_links(self.clutter.firms, "/qy/{}.html", 25, 22)))

    def news(self) -> str:
        places = ""
        for n, section in enumerate(words.SECTIONS):
            mine = [text for text in self.texts if text.section == section][:6]
            rows = self._lines([(self.href(self.article_url(text)), text.title) for text in mine])
            places += (
                f"<a name=c{n}></a><table width=100%><tr><td bgcolor=#ccccff><b>{section}</b></td><td bgcolor=#ccccff align=right>"
                f'<a href="{self.href(self.front_url(section))}">更多</a></td></tr><tr><td colspan=2>{rows}</td></tr></table>'
            )
        return self._page("新闻中心", places)

    def listing(self, leaf: Leaf) -> str:
        rows = ""
        for entry in leaf.entries:
            title = escape(entry.text.title)
            day = f"<font size=2 color=gray>{entry.text.when:%Y/%m/%d}</font> " if entry.text.when else ""
            links = " ".join(f'<a href="{self.href(url)}"><font size=2>{title}</font></a>' for url in entry.urls)
            rows += f"{day}{links}<br>\n"
        return self._page(
            leaf.section,
            f"<center><b><font size=4 color=blue>{leaf.section}</font></b></center><br>{rows}<br><center>{self._pager(leaf)}</center>",
        )

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = self.list_url(leaf.section, number) if number > 1 else self.list_aliases(leaf.section)[0]
            return f'<a href="{self.href(url)}">{text}</a> '

        back = link(leaf.number - 1, f"&lt;&lt; 上{self.page_size}条") if leaf.number > 1 else ""
        return back + (link(leaf.following, f"下{self.page_size}条 &gt;&gt;") if leaf.following else "")

    def article(self, text: Text, page: int) -> str:
        related = [(self.href(self.article_url(t)), t.title) for t in self.recent(4, text)]
        votes = (
            f"<center><font size=2>投票结果: 支持{text.votes[0]} 反对{text.votes[1]}</font></center>"
            if text.votes
            else ""
        )
        editor = f"<div align=right><font size=2>[编辑:{text.editor}]</font></div>" if text.editor else ""
        body = "".join(self._block(block) for block in text.pages[page - 1])
        return self._page(
            text.title,
            f'<font size=2><a href=/>首页</a>-><a href="{self.href(self.front_url(text.section))}">{text.section}</a></font><br><br>'
            f"<center><font size=5><b>{escape(text.title)}</b></font></center><br><center><font size=2 color=#666666>({self._byline(text)})</font></center><br>"
            f"{body}{self._pages(text, page)}{editor}{votes}<br><font size=2><b>相关新闻:</b></font><br>{self._lines(related)}"
            f"<font size=2><br>版权和免责声明:<br>{'<br>'.join(self.shown_disclaimer())}</font>",
        )

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}">{source}</a>'
        parts = [date] if date else []
        parts += [f"来源:{source}"] if source else []
        parts += [f"{text.author_label}:{' '.join(text.authors)}"] if text.authors else []
        return " ".join(parts)

    def _pages(self, text: Text, page: int) -> str:
        link = partial(self.part_link, text)
        total = len(text.pages)
        if total == 1:
            return ""
        back, ahead = link(page - 1, "前一页") if page > 1 else "", link(page + 1, "后一页") if page < total else ""
        return f"<center>{back}({page}/{total}) {ahead}</center><br>"

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<br><font size=2>{block.caption}</font>" if block.caption else ""
            return f"<center><img src={block.src}>{caption}</center><br>"
        if block.kind == "table":
            rows = table_rows(block)
            return f"<table border=1>{rows}</table><br>"
        if block.kind == "list":
            return "".join(f"<font size=3>\u3000\u3000{escape(row[0])}</font><br>\n" for row in block.rows) + "<br>"
        runs = self.linked(block)
        words_of = f"<b>{runs}</b>" if block.kind == "heading" else runs
        return f"<font size=3>\u3000\u3000{words_of}</font><br>\n<br>\n"

    def missing(self) -> str:
        return "<html><head><title>Error</title></head><body><h1>文件未找到</h1>您要查看的新闻不存在或已被删除</body></html>"

    def other(self, label: str) -> str:
        return self._page(label, f"<h3>{escape(label)}</h3>")
