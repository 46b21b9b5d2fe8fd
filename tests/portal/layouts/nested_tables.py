"""Layout a: a portal of 2003.  Nested tables, <FONT>, <BR><BR>, &nbsp; indents, GBK without a charset, ASP addresses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Layout, Leaf
from tests.portal.texts import Block, Text

INDENT = "&nbsp;" * 4


class NestedTables(Layout):
    """Upper-case tags, nothing closed, a session id in every link to an article."""

    letter = "a"
    codec = "gbk"
    page_size = 20
    endless = "repeat"
    formats = ("{0:%Y}年{0.month}月{0.day}日", "{0:%Y-%m-%d %H:%M}", "{0:%Y}年{0:%m}月{0:%d}日")

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/news/"

    def list_url(self, section: str, number: int) -> str:
        page = "" if number == 1 else f"&page={number}"
        return f"http://{self.host}/news/class.asp?classid={self.section_index(section)}{page}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (self.list_url(section, 1) + "&page=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/news/shownews.asp?id={text.number}" + (f"&page={page}" if page > 1 else "")

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/news/vip/shownews.asp?id={text.number}"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/go.asp?id={text.number}"

    def clean(self, target: str) -> str:
        head, _, _ = target.partition("&sid=")
        return head

    def endless_label(self, url: str) -> str | None:
        return "日历" if "/news/day.asp" in url else None

    @property
    def robots(self) -> str:
        return "User-agent: *\r\nDisallow: /admin/\r\nDisallow: /news/vip/\r\nDisallow: /search.asp\r\n"

    def href(self, url: str) -> str:
        address = super().href(url)
        if "shownews.asp?id=" in address and "#" not in address:
            return f"{address}&sid={self.random.getrandbits(64):016x}"
        return address

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/about/about.asp?t={n}") for n, text in enumerate(FOOTER_LINKS, 1)]

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, middle: str, side: str) -> str:
        sections = "|".join(
            f'<A HREF="{self.href(self.front_url(name))}" class=nav><FONT COLOR=#FFFFFF>·{name}·</FONT></A>'
            for name in words.SECTIONS
        )
        return (
            f"<HTML><HEAD><TITLE>{escape(title)}</TITLE>\n"
            "<LINK REL=stylesheet HREF=/css/style.css><SCRIPT LANGUAGE=JavaScript>function go(u){location=u}</SCRIPT>"
            "</HEAD>\n<BODY BGCOLOR=#FFFFFF TOPMARGIN=0><CENTER>\n"
            f"<TABLE WIDTH=760 BORDER=0><TR><TD><IMG SRC=/images/logo.gif ALT=浙江民营企业网><TD ALIGN=right>{self._top()}</TABLE>\n"
            f'<TABLE WIDTH=760 BGCOLOR=#003399><TR><TD><A HREF="{self.href(self.news_url)}"><FONT COLOR=#FFFFFF>资讯首页'
            f"</FONT></A>&nbsp;{sections}</TABLE>\n"
            "<FORM ACTION=/search.asp><TABLE WIDTH=760><TR><TD>站内搜索:<INPUT NAME=key SIZE=12>"
            "<SELECT NAME=t><OPTION>资讯<OPTION>企业<OPTION>产品</SELECT><INPUT TYPE=submit VALUE=搜索></TABLE></FORM>\n"
            f"<TABLE WIDTH=760 BORDER=0 CELLPADDING=0><TR><TD WIDTH=200 VALIGN=top>{side}\n"
            f"<TD WIDTH=560 VALIGN=top>{middle}\n</TABLE>\n{self._foot()}</CENTER></BODY></HTML>\n"
        )

    def _top(self) -> str:
        names = (
            ("/", "首页"),
            ("/company/", "企业大全"),
            ("/product/", "产品库"),
            ("/trade/", "供求信息"),
            ("/job/", "人才"),
        )
        links = [f'<A HREF="{self.out(path, name) if path != "/" else path}">{name}</A>' for path, name in names]
        links.append(f'<A HREF="{self.out("/login.asp?url=" + self.here, "会员登录")}">会员登录</A>')
        return " | ".join(links)

    def _box(self, name: str, rows: Sequence[tuple[str, str]]) -> str:
        lines = "".join(f'<TR><TD>·<A HREF="{address}" TARGET=_blank>{escape(text)}</A>' for address, text in rows)
        return f"<TABLE WIDTH=196 BORDER=1><TR><TD BGCOLOR=#EEEEEE><B>{name}</B>{lines}</TABLE>"

    def _side(self) -> str:
        recent = [(self.href(self.article_url(text)), text.title[:11] + "…") for text in self.recent(8)]
        return (
            self._box("最新文章", recent)
            + self._box("推荐企业", self.outside_links(self.clutter.firms, "/company/show.asp?id={}", 6))
            + self._box("最新产品", self.outside_links(self.clutter.products, "/product/shownews.asp?id={}", 6))
            + self._box("供求信息", self.outside_links(self.clutter.trade, "/trade/shownews.asp?id={}", 6))
            + self._calendar()
        )

    def _calendar(self) -> str:
        days = "".join(
            f'<A HREF="{self.out(f"/news/day.asp?d=2011-12-{day:02}", "日历")}">{day}</A> ' for day in range(1, 29)
        )
        month = self.out("/news/day.asp?m=2011-11", "日历")
        return f'<TABLE><TR><TD><A HREF="{month}">&lt;&lt;上一月</A> 2011年12月<TR><TD>{days}</TABLE>'

    def _foot(self) -> str:
        contact = self.contact
        links = " | ".join(
            f'<A HREF="{self.out(self.href(url), text)}">{text}</A>' for text, url in self.footer_links()
        )
        friends = " ".join(f'<A HREF="http://www.friend{n}.com.cn/">{words.OUTLETS[n]}</A>' for n in range(8))
        return (
            f"<TABLE WIDTH=760><TR><TD>友情链接:{friends}</TABLE><HR WIDTH=760>\n"
            f"<TABLE WIDTH=760><TR><TD ALIGN=center>{links}<BR>客服:{contact.phone}&nbsp;客服传真:{contact.fax}&nbsp;"
            + "&nbsp;".join(
                f"<A HREF=tencent://message/?uin={qq}><IMG SRC=/images/qq.gif>{qq}</A>" for qq in contact.qq
            )
            + f"<BR>中国电子商务网站百强 &copy; {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved<BR>"
            f"<IMG SRC=/images/police.gif ALT=网监><IMG SRC=/images/police2.gif ALT=网监><BR>{contact.licence}</TABLE>"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        blocks = self._box("推荐企业", self.outside_links(self.clutter.firms, "/company/show.asp?id={}", 12))
        blocks += self._box("最新产品", self.outside_links(self.clutter.products, "/product/shownews.asp?id={}", 12))
        blocks += self._box("展会信息", self.outside_links(self.clutter.expos, "/expo/shownews.asp?id={}", 8))
        news = self._box("热点资讯", [(self.href(self.article_url(text)), text.title) for text in self.texts[:10]])
        return self._page("浙江民营企业网-浙江民营企业门户", news + blocks, self._side())

    def news(self) -> str:
        middle = ""
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:5]
            rows = [(self.href(self.article_url(text)), text.title[:16] + "...") for text in mine]
            more = f'<A HREF="{self.href(self.front_url(section))}">更多&gt;&gt;</A>'
            middle += self._box(f"{section} {more}", rows)
        return self._page("资讯首页-浙江民营企业网", middle, self._side())

    def listing(self, leaf: Leaf) -> str:
        rows = ""
        for entry in leaf.entries:
            when = f"({entry.text.when:%Y-%m-%d})" if entry.text.when else ""
            links = " ".join(
                f'<A HREF="{self.href(url)}" TARGET=_blank>{escape(entry.text.title)}</A>' for url in entry.urls
            )
            rows += f"<TR><TD WIDTH=440 HEIGHT=22>·{links}<TD ALIGN=right><FONT COLOR=#999999>{when}</FONT>\n"
        middle = (
            f'<TABLE><TR><TD>您的位置:<A HREF="/">首页</A> &gt; <A HREF="{self.href(self.news_url)}">资讯首页</A> &gt; '
            f"{leaf.section}</TABLE><TABLE WIDTH=550 BORDER=0>{rows}</TABLE>{self._pager(leaf)}"
        )
        return self._page(f"{leaf.section}-浙江民营企业网", middle, self._side())

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            alias = self.list_aliases(leaf.section)[0]
            return f'<A HREF="{self.href(self.list_url(leaf.section, number) if number > 1 else alias)}">{text}</A>'

        numbers = " ".join(f"<B>{n}</B>" if n == leaf.number else link(n, f"[{n}]") for n in range(1, leaf.total + 1))
        back = link(leaf.number - 1, "上一页") if leaf.number > 1 else "上一页"
        ahead = link(leaf.following, "下一页") if leaf.following else "下一页"
        return (
            f"<TABLE><TR><TD>共{leaf.total}页 第{leaf.number}页 {link(1, '首页')} {back} {numbers} {ahead} "
            f"{link(leaf.total, '尾页')}</TABLE>"
        )

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        pager = "".join(
            f"<B>[{n}]</B> " if n == page else f'<A HREF="{self.href(self.article_url(text, n))}">[{n}]</A> '
            for n in range(1, len(text.pages) + 1)
        )
        if page < len(text.pages):
            pager += f'<A HREF="{self.href(self.article_url(text, page + 1))}">下一页</A>'
        related = [(self.href(self.article_url(other)), other.title[:13] + "…") for other in self.recent(5, text)]
        votes = f"<LI><A HREF=#>{text.votes[0]}人</A><LI><A HREF=#>{text.votes[1]}人</A>" if text.votes else ""
        middle = (
            f'<TABLE WIDTH=560><TR><TD>您的位置:<A HREF="/">首页</A> &gt; <A HREF="{self.href(self.news_url)}">资讯首页</A>'
            f' &gt; <A HREF="{self.href(self.front_url(text.section))}">{text.section}</A> &gt; 正文\n'
            "<TR><TD><TABLE WIDTH=540 BORDER=0 ALIGN=center><TR><TD ALIGN=center>"
            f"<FONT SIZE=4 COLOR=#CC0000><B>{escape(text.title)}</B></FONT>\n"
            f"<TR><TD ALIGN=center BGCOLOR=#F5F5F5>{self._byline(text)}\n"
            f"<TR><TD><FONT STYLE='font-size:14px'>{body}</FONT>\n"
            + (f"<TR><TD ALIGN=center>{pager}\n" if len(text.pages) > 1 else "")
            + (f"<TR><TD ALIGN=right>责任编辑:{text.editor}\n" if text.editor else "")
            + f"<TR><TD><UL>{votes}</UL>\n"
            "<TR><TD>【<A HREF=javascript:window.print()>打印此页</A>】【<A HREF=javascript:window.close()>关闭窗口</A>】"
            f'【<A HREF="{self.out(f"/news/comment.asp?id={text.number}", "评论")}">发表评论</A>】\n'
            f"<TR><TD>{self._box('相关文章', related)}\n"
            f"<TR><TD><FONT COLOR=#666666>版权和免责声明:<BR>{'<BR>'.join(self.shown_disclaimer())}</FONT></TABLE></TABLE>"
        )
        return self._page(f"{text.title}-{text.section}-浙江民营企业网", middle, self._side())

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return "&nbsp;"
        source = escape(text.source or "")
        if text.source_url:
            source = f'<A HREF="{text.source_url}" TARGET=_blank>{source}</A>'
        date, colon = self.printed(text), ":\uff1a"[text.number % 2]
        parts = [f"{text.author_label}{colon}{' '.join(text.authors)}"]
        parts += [f"时间{colon}{date}"] if date else []
        parts += [f"信息来源{colon}{source}"] if source else []
        return "&nbsp;&nbsp;".join(parts)

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            alt = f' ALT="{block.caption}"' if block.caption else ""
            return f"<CENTER><IMG SRC={block.src} BORDER=0{alt}></CENTER><BR>\n"
        if block.kind == "table":
            rows = "".join("<TR>" + "".join(f"<TD>{cell}" for cell in row) + "\n" for row in block.rows)
            return f"<TABLE BORDER=1 WIDTH=400>{rows}</TABLE>\n"
        if block.kind == "list":
            return "".join(f"{INDENT}{escape(row[0])}<BR>\n" for row in block.rows)
        words_ = "".join(
            f'<A HREF="{self.out(href, text)}">{escape(text)}</A>' if href else escape(text, quote=False)
            for text, href in block.runs
        )
        return f"{INDENT}{f'<B>{words_}</B>' if block.kind == 'heading' else words_}<BR><BR>\n"

    def missing(self) -> str:
        middle = "<TABLE WIDTH=500><TR><TD><FONT COLOR=red>对不起,该信息不存在或已被删除!</FONT><BR><A HREF=javascript:history.back()>返回</A></TABLE>"
        return self._page("出错信息-浙江民营企业网", middle, self._side())

    def other(self, label: str) -> str:
        rows = self.outside_links(self.clutter.products, "/product/shownews.asp?id={}", 10)
        middle = f"<H3>{escape(label)}</H3><P>{escape(label)},主营产品如下,欢迎来电洽谈。" + self._box("产品", rows)
        return self._page(f"{label}-浙江民营企业网", middle, self._side())
