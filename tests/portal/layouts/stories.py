"""Layout p: a portal on PHP-Nuke.  Stories in tables between two columns of blocks, topics by picture, a poll, 发表人 in bylines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text

MODULES = (
    ("/modules.php?name=Your_Account", "用户登录"),
    ("/modules.php?name=Web_Links", "企业网址"),
    ("/modules.php?name=Forums", "论坛"),
    ("/modules.php?name=Topics", "全部主题"),
    ("/modules.php?name=Stories_Archive", "往日文章"),
)


class Stories(Layout):
    """Lists of stories with summaries, 阅读全文... and counted comments, the portal's name before the title in <title>."""

    letter = "p"
    codec = "gbk"
    content_type = "text/html; charset=gb2312"
    page_size = 10
    endless = "repeat"
    formats = ("{0:%Y}-{0:%m}-{0:%d} {0:%H:%M}:{0:%S}",)
    contact = Contact("0571-86860001", "0571-86860002", ("1091140425",), (2003, 2009), "浙ICP备03000003号")

    def list_url(self, section: str, number: int) -> str:
        page = f"&pagenum={number}" if number > 1 else ""
        return f"http://{self.host}/modules.php?name=News&new_topic={self.section_index(section)}{page}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&pagenum=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        later = f"&page={page}" if page > 1 else ""
        return f"http://{self.host}/modules.php?name=News&file=article&sid={text.number}{later}"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/admin.php?sid={text.number}"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/modules.php?name=News&file=go&sid={text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /admin.php\n"

    def href(self, url: str) -> str:
        return super().href(url).removeprefix("/").replace("&", "&amp;") or "/"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/modules.php?name=Content&pid={n}") for n, text in enumerate(FOOTER_LINKS)]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return captions(text)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        contact = self.contact
        menu = "<br>".join(
            f'<strong><big>&middot;</big></strong>&nbsp;<a href="{self.href(self.front_url(name))}">{name}</a>'
            for name in words.SECTIONS
        )
        own = "<br>".join(
            f'<big>&middot;</big>&nbsp;<a href="{self.out(url, name)}">{name}</a>' for url, name in MODULES
        )
        poll = (
            "<form><b>您看好明年的出口形势吗?</b><br><input type=radio>看好<br><input type=radio>不看好<br><input type=submit value=投票><br>"
            "投票数: 371<br>评论: 4</form>"
        )
        recent = self._links([(self.href(self.article_url(text)), text.title[:16]) for text in self.recent(6)])
        firms = self._links(self.outside_links(self.clutter.firms, "/modules.php?name=Web_Links&lid={}", 8, 14))
        links = " | ".join(
            f'<a href="{self.out(self.href(url).replace("&amp;", "&"), text)}">{text}</a>'
            for text, url in self.footer_links()
        )
        left = self._box("新闻主题", menu) + self._box("主菜单", own) + self._box("网上调查", poll)
        return (
            f'<html><head><title>浙江民营企业网 - {escape(title)}</title></head><body><table width=100%><tr><td><a href="/">'
            f'<img src="themes/logo.gif" alt="欢迎访问 浙江民营企业网"></a></td></tr></table><table width=100%><tr><td width=150 valign=top>{left}</td>'
            f"<td valign=top>{main}</td><td width=150 valign=top>{self._box('最新文章', recent)}{self._box('企业网址', firms)}</td></tr></table>"
            f'<center><font class="footmsg">{links}<br>客服:{contact.phone} 客服传真:{contact.fax} QQ:{contact.qq[0]}<br>'
            f"中国电子商务网站百强 &copy; {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved<br>{contact.licence}<br>本页生成时间: 0.35 秒</font></center></body></html>"
        )

    def _box(self, heading: str, content: str) -> str:
        return f'<table class="sb"><tr><td class="sbt"><b>{heading}</b></td></tr><tr><td>{content}</td></tr></table>'

    def _links(self, rows: Sequence[tuple[str, str]]) -> str:
        return "<br>".join(f'&middot;<a href="{address}">{escape(text)}</a>' for address, text in rows)

    def _story(self, text: Text, urls: Sequence[str]) -> str:
        when = f"{text.when:%Y-%m-%d %H:%M:%S}" if text.when else "以前"
        return (
            f'<table border=0 width=100% bgcolor=#000000><tr><td><table width=100% bgcolor=#ffffff><tr><td><b><a href="{self.href(urls[0])}">{escape(text.title)}</a></b></td></tr>'
            f'<tr><td><a href="{self.href(self.front_url(text.section))}"><img src="images/topics/{self.section_index(text.section)}.gif" alt="{text.section}" align=right></a>'
            f'<font class="content">{escape(text.summary)}</font><br><font class="tiny">发表人: webmaster 于 {when} ({text.number % 99} 次阅读)</font><br>'
            f'( <a href="{self.href(urls[-1])}">阅读全文...</a> | {text.number % 9} 条评论 )</td></tr></table></td></tr></table><br>'
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        return self._page("首页", "".join(self._story(text, (self.article_url(text),)) for text in self.texts[:5]))

    def listing(self, leaf: Leaf) -> str:
        topics = self.out("/modules.php?name=Topics", "主题")
        head = f'<center><b>主题: {leaf.section}</b><br>[ <a href="/">返回首页</a> | <a href="{topics}">选择其它主题</a> ]</center><br>'
        stories = "".join(self._story(entry.text, entry.urls) for entry in leaf.entries)
        return self._page(leaf.section, f"{head}{stories}<center>{self._pager(leaf)}</center>")

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = self.list_url(leaf.section, number) if number > 1 else self.list_aliases(leaf.section)[0]
            return f'<a href="{self.href(url)}">{text}</a> '

        numbers = "".join(f"<b>{n}</b> " if n == leaf.number else link(n, str(n)) for n in range(1, leaf.total + 1))
        return f"页: {numbers}" + (link(leaf.following, "&gt;&gt;") if leaf.following else "")

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        related = self._links([(self.href(self.article_url(t)), t.title) for t in self.recent(3, text)])
        topic = f'<a href="{self.href(self.front_url(text.section))}">更多关于 {text.section}</a>'
        votes = (
            self._box("文章评价", f"<center>支持: {text.votes[0]} 票<br>反对: {text.votes[1]} 票</center>")
            if text.votes
            else ""
        )
        address = f"/modules.php?name=News&file=print&sid={text.number}"
        options = self._box("选项", f'<a href="{self.out(address, "打印")}">打印本文</a>')
        editor = f"<p align=right>责任编辑: {text.editor}</p>" if text.editor else ""
        return self._page(
            text.title,
            f'<table width=100%><tr><td valign=top width=75%><table width=100%><tr><td><font class="option"><b>{escape(text.title)}</b></font><br>{self._byline(text)}</td></tr>'
            f"<tr><td>{body}{self._pages(text, page)}</td></tr></table>{editor}<p>版权和免责声明:<br>{'<br>'.join(self.shown_disclaimer())}</p></td>"
            f"<td valign=top>{self._box('相关链接', f'{related}<br>&middot;{topic}')}{votes}{options}</td></tr></table>",
        )

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}" target="_blank">{source}</a>'
        lines = [f"发表人: webmaster{f' 发布时间: {date}' if date else ''} ({text.number % 99} 次阅读)"]
        lines += [f"信息来源: {source}"] if source else []
        lines += [f"{text.author_label}: {'、'.join(text.authors)}"] if text.authors else []
        return "".join(f'<font class="tiny">{line}</font><br>' for line in lines)

    def _pages(self, text: Text, page: int) -> str:
        link = partial(self.part_link, text)
        total = len(text.pages)
        if total == 1:
            return ""
        numbers = "".join(f"{n} " if n == page else link(n, str(n)) for n in range(1, total + 1))
        ahead = link(page + 1, f"下一页 ({page + 1}/{total})") if page < total else ""
        return f"<br><center>页: {numbers}{ahead}</center>"

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<center>{block.caption}</center><br>" if block.caption else ""
            return f'<center><img src="{block.src}"></center><br>{caption}'
        if block.kind == "table":
            rows = table_rows(block)
            return f"<table border=1>{rows}</table><br>"
        if block.kind == "list":
            return "".join(f"\u3000\u3000{escape(row[0])}<br>" for row in block.rows) + "<br>"
        runs = self.linked(block)
        return f"\u3000\u3000{f'<b>{runs}</b>' if block.kind == 'heading' else runs}<br><br>"

    def missing(self) -> str:
        return self._page("错误", "<center>对不起,该文章不存在或已被删除。</center>")

    def other(self, label: str) -> str:
        return self._page(label, f"<b>{escape(label)}</b><br>欢迎")
