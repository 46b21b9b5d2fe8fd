"""Layout h: a portal on an ASP article manager of 2005.  Sections only as boxes of the home, spacer rows, no heading tag."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text

SUBTITLES = ("来自基层一线的调查报告", "写在“十二五”开局之年", "本网记者专访业内人士")


class ArticleTables(Layout):
    """Subtitle under the title, two <BR> inside one <P>, 文章录入 beside 责任编辑, a list whose entries explain themselves."""

    letter = "h"
    codec = "gbk"
    content_type = "text/html; Charset=gb2312"
    page_size = 20
    endless = "loop"
    formats = ("{0:%Y}-{0.month}-{0.day} {0.hour}:{0:%M}:{0:%S}", "{0:%Y}-{0.month}-{0.day}")
    contact = Contact(
        "0571-86543210", "0571-86543211", ("1091140425", "543059767"), (2003, 2011), "浙ICP备05060708号-2"
    )

    def _id(self, section: str) -> int:
        return self.section_index(section) * 3 + 50

    def list_url(self, section: str, number: int) -> str:
        page = "" if number == 1 else f"&page={number}"
        return f"http://{self.host}/Article/ShowClass.asp?ClassID={self._id(section)}{page}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&page=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/Article/ShowArticle.asp?ArticleID={text.number}" + (
            f"&Page={page}" if page > 1 else ""
        )

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/Article/Vip/ShowArticle.asp?ArticleID={text.number}"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/Article/Go.asp?ID={text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /Admin/\nDisallow: /Article/Vip/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/Other/About{n}.asp") for n, text in enumerate(FOOTER_LINKS)]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return (f"——{self._subtitle(text)}", *captions(text)) if self._subtitle(text) else captions(text)

    def _subtitle(self, text: Text) -> str | None:
        return SUBTITLES[text.number % len(SUBTITLES)] if text.number % 4 == 0 else None

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        tabs = (
            ("/", "网站首页"),
            ("/Company/", "企业"),
            ("/Product/", "产品"),
            ("/Soft/", "下载"),
            ("/GuestBook/", "留言"),
        )
        menu = "|".join(
            f"&nbsp;<a class='Channel' href='{path if path == '/' else self.out(path, name)}'>{name}</a>&nbsp;"
            for path, name in tabs
        )
        return (
            f"<html>\r\n<head>\r\n<title>{escape(title)}</title>\r\n<META http-equiv=Content-Type content=text/html;charset=gb2312>\r\n"
            "<link href='/Skin/DefaultSkin.css' rel='stylesheet' type='text/css'>\r\n<script language='JavaScript' src='/JS/menu.js'></script>\r\n</head>\r\n"
            "<body leftmargin=0 topmargin=0 onmousemove='HideMenu()'>\r\n<table width=760 align=center cellpadding=0 cellspacing=0 class=top_tdbgall>"
            f"<tr><td colspan=2 class=top_top></td></tr><tr><td><a href='/' title='浙江民营企业网'><img src='/images/logo.gif' border=0></a></td><td>{menu}</td></tr></table>\r\n"
            f"<table width=760 align=center cellpadding=0 cellspacing=0><tr><td width=180 valign=top class=left_tdbgall>{self._side()}</td><td width=5></td>"
            f"<td width=575 valign=top>{main}</td></tr></table>\r\n{self._foot()}</body>\r\n</html>\r\n"
        )

    def _rows(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(
            f"<tr><td width=10><img src='/images/article_common.gif' alt='普通文章'></td><td><a class='' href='{address}' target='_blank'>{escape(text)}</a></td></tr>"
            "<tr><td colspan=2 height=1 background='/images/line.gif'></td></tr>\r\n"
            for address, text in rows
        )

    def _box(self, name: str, rows: Sequence[tuple[str, str]], more: str = "") -> str:
        return (
            f"<table width='100%' cellspacing=0><tr class=title_left><td><b>{name}</b></td><td align=right>{more}</td></tr>"
            f"<tr><td colspan=2><table width='100%'>{self._rows(rows)}</table></td></tr></table>\r\n"
        )

    def _side(self) -> str:
        hot = [(self.href(self.article_url(text)), text.title[:12] + "...") for text in self.recent(9)]
        firms = self.outside_links(self.clutter.firms, "/Company/Show.asp?ID={}", 8, 6)
        return (
            "<form action='/User/Login.asp'>用户名:<input name=UserName size=10> 密码:<input type=password name=PassWord size=10> "
            f"<a href='{self.out('/Reg/User_Reg.asp', '注册')}'>新用户注册</a></form>"
            f"<table>{self._rows(firms)}</table>{self._box('热 门 文 章', hot)}"
            f"{self._box('产 品 推 荐', self.outside_links(self.clutter.products, '/Product/ShowProduct.asp?ProductID={}', 8, 18))}"
            f"{self._box('最 新 下 载', self.outside_links(self.clutter.trade, '/Soft/ShowSoft.asp?SoftID={}', 6, 18))}"
        )

    def _foot(self) -> str:
        contact = self.contact
        links = " | ".join(
            f"<a class='Bottom' href='{self.out(self.href(url), text)}'>{text}</a>" for text, url in self.footer_links()
        )
        return (
            "<table width=760 align=center cellspacing=0><tr><td align=center class=Bottom_Adminlogo>| "
            f"<a class='Bottom' href='#' onClick='this.style.behavior=1'>设为首页</a> | <a class='Bottom' href='#'>加入收藏</a> |</td></tr><tr><td align=center>{links}</td></tr>"
            f"<tr><td align=center>客服热线:{contact.phone}&nbsp;&nbsp;客服传真:{contact.fax}&nbsp;&nbsp;QQ:{contact.qq[0]}、{contact.qq[1]}<br>"
            f"版权所有 {contact.years[0]}-{contact.years[1]} 浙江民营企业网(zj123.com)<br>{contact.licence} 浙B2-20070007 站长:<a href='mailto:webmaster@zj123.com'>webmaster</a>"
            "<br>页面执行时间:62.50毫秒</td></tr></table>\r\n"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        boxes = []
        for n, section in enumerate(words.SECTIONS):
            mine = [text for text in self.texts if text.section == section][:5]
            rows = [(self.href(self.article_url(text)), text.title[:14]) for text in mine]
            more = (
                f"<a href='{self.href(self.front_url(section))}'><img src='/images/more.gif' alt='更多' border=0></a>"
            )
            text_more = f"<a href='{self.href(self.front_url(section))}'>更多&gt;&gt;</a>"
            boxes.append(self._box(section, rows, more if n % 2 else text_more))
        firms = self.outside_links(self.clutter.firms, "/Company/Show.asp?ID={}", 12, 30)
        more = f"<a href='{self.out('/Company/', '企业')}'>更多&gt;&gt;</a>"
        return self._page("浙江民营企业网", f"{''.join(boxes)}{self._box('企业推荐', firms, more)}")

    def listing(self, leaf: Leaf) -> str:
        rows = ""
        for entry in leaf.entries:
            when = f"{entry.text.when.month}月{entry.text.when.day}日" if entry.text.when else ""
            hint = f"文章标题:{entry.text.title}&#13;&#10;作&nbsp;&nbsp;&nbsp;&nbsp;者:{' '.join(entry.text.authors)}&#13;&#10;更新时间:{when}"
            title = entry.text.title if len(entry.text.title) < 20 else entry.text.title[:19] + "…"
            first = (
                f"<a class='listA' href='{self.href(entry.urls[0])}' title='{hint}' target='_blank'>{escape(title)}</a>"
            )
            again = "".join(f"<a href='{self.href(url)}'>[图文]</a>" for url in entry.urls[1:])
            mark = "<font color=red>固顶</font>" if entry is leaf.entries[0] else "<font color=blue>推荐</font>"
            rows += (
                f"<tr><td width=16><img src='/images/article_common2.gif' alt='普通文章'></td><td>{first}{again} {mark}</td><td align=right>{when}</td></tr>"
                "<tr><td colspan=3 height=1 bgcolor=#DDDDDD></td></tr>\r\n"
            )
        return self._page(
            f"浙江民营企业网::{leaf.section}",
            f"<table width='100%'><tr><td>您现在的位置:&nbsp;<a class='LinkPath' href='/'>浙江民营企业网</a>&nbsp;&gt;&gt;&nbsp;<a href='{self.href(self.front_url(leaf.section))}'>{leaf.section}</a>"
            f"&nbsp;&gt;&gt;&nbsp;文章列表</td></tr></table><table width='100%' class=main_tdbg_575><tr><td><table width='100%' cellpadding=0>{rows}</table></td></tr></table>{self._pager(leaf)}",
        )

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = (
                self.list_url(leaf.section, number)
                if number > 1 or leaf.total == 1
                else self.list_aliases(leaf.section)[0]
            )
            return f"<a href='{self.href(url)}'>{text}</a>&nbsp;"

        count = sum(text.section == leaf.section for text in self.texts)
        back = link(1, "首页") + link(leaf.number - 1, "上一页") if leaf.number > 1 else "首页 上一页&nbsp;"
        ahead = link(leaf.following, "下一页") + link(leaf.total, "尾页") if leaf.following else "下一页 尾页"
        options = "".join(f"<option value='{n}'>第{n}页</option>" for n in range(1, leaf.total + 1))
        return (
            f"<div class='showpage'>共 <b>{count}</b> 篇文章&nbsp;&nbsp;{back}{ahead}&nbsp;页次:<strong><font color=red>{leaf.number}</font>/{leaf.total}</strong>页 "
            f"&nbsp;<b>{self.page_size}</b>篇文章/页&nbsp;转到:<select name='page' onchange=\"javascript:window.location='ShowClass.asp?ClassID={self._id(leaf.section)}&page='+this.options[this.selectedIndex].value;\">{options}</select></div>\r\n"
        )

    def article(self, text: Text, page: int) -> str:
        total, subtitle = len(text.pages), self._subtitle(text)
        body = "".join(self._blocks(text.pages[page - 1]))
        before, after = self.recent(2, text)
        numbers = "".join(
            f"<font color='red'>[{n}]</font> "
            if n == page
            else f"<a href='{self.href(self.article_url(text, n))}'>[{n}]</a> "
            for n in range(1, total + 1)
        )
        back = f"<a href='{self.href(self.article_url(text, page - 1))}'>上一页</a> " if page > 1 else ""
        ahead = f"<a href='{self.href(self.article_url(text, page + 1))}'>下一页</a>" if page < total else ""
        pager = f"<p align='center'><b>{back}{numbers}{ahead}</b></p>" if total > 1 else ""
        editor = f"&nbsp;&nbsp;&nbsp;&nbsp;责任编辑:{text.editor}&nbsp;" if text.editor else ""
        votes = (
            f"<tr><td align=center>支持:{text.votes[0]}票&nbsp;&nbsp;反对:{text.votes[1]}票</td></tr>\r\n"
            if text.votes
            else ""
        )
        related = self._rows([(self.href(self.article_url(t)), t.title[:18] + "…") for t in self.recent(5, text)])
        clauses = "<br>".join(self.shown_disclaimer())
        main = (
            f"<table width='100%'><tr><td>您现在的位置:&nbsp;<a class='LinkPath' href='/'>浙江民营企业网</a>&nbsp;&gt;&gt;&nbsp;<a class='LinkPath' href='{self.href(self.front_url(text.section))}'>{text.section}</a>&nbsp;&gt;&gt;&nbsp;正文</td></tr></table>\r\n"
            "<table width='100%' border=0 cellspacing=0 cellpadding=0 class='main_tdbg_760'>\r\n"
            f"<tr align=center><td height=60 class='main_ArticleTitle'>{escape(text.title)}</td></tr>\r\n"
            + (f"<tr align=center><td class='main_ArticleSubheading'>——{subtitle}</td></tr>\r\n" if subtitle else "")
            + f"<tr align=center><td class='Article_tdbgall'>{self._byline(text)}</td></tr>\r\n"
            "<tr><td align=right>【字体:<a href='javascript:fontZoomA();'>小</a> <a href='javascript:fontZoomB();'>大</a>】</td></tr>\r\n"
            f"<tr><td height=200 valign=top class='main_tdbg_760' id='fontzoom' style='word-break:break-all;Width:fixed'>{body}{pager}</td></tr>\r\n"
            f"<tr align=right><td class='Article_tdbgall'>文章录入:admin{editor}</td></tr>\r\n"
            f"<tr><td><li>上一篇文章: <a class='LinkPrevArticle' href='{self.href(self.article_url(before))}'>{escape(before.title)}</a></li><br><li>下一篇文章: <a href='{self.href(self.article_url(after))}'>{escape(after.title)}</a></li></td></tr>\r\n"
            f"{votes}<tr><td align=right>【<a href='{self.out(f'/Article/Comment.asp?ArticleID={text.number}', '评论')}'>发表评论</a>】【<a href='{self.out(f'/User/Favorite.asp?ID={text.number}', '收藏')}'>加入收藏</a>】"
            f"【<a href='{self.out(f'/Article/Print.asp?ArticleID={text.number}', '打印')}'>打印此文</a>】【<a href='javascript:window.close();'>关闭窗口</a>】</td></tr></table>\r\n"
            f"<table width='100%'><tr class=title_main><td>相 关 文 章</td></tr><tr><td><table>{related}</table></td></tr></table>\r\n"
            "<table width='100%'><tr><td>网友评论:(只显示最新10条。评论内容只代表网友观点,与本站立场无关!)</td></tr><tr><td>没有任何评论</td></tr></table>\r\n"
            f"<table width='100%'><tr><td><font color=#999999>免责声明:<br>{clauses}</font></td></tr></table>"
        )
        return self._page(f"{text.title}-浙江民营企业网", main)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return "&nbsp;"
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f"<a href='{text.source_url}' target='_blank'>{source}</a>"
        gap = "&nbsp;" * 4
        return (
            f"作者:{'&nbsp;'.join(text.authors)}{gap}文章来源:{source}{gap}点击数:<script language='javascript' src='/Article/GetHits.asp?ArticleID={text.number}'></script>"
            + (f"{gap}更新时间:{date}" if date else "")
        )

    def _blocks(self, blocks: Sequence[Block]) -> list[str]:
        """Each block as markup; every second paragraph goes on in the same <P> after two <BR>."""
        made: list[str] = []
        for n, block in enumerate(blocks):
            markup = self._block(block)
            if (
                n % 2
                and block.kind == "paragraph"
                and made[-1].endswith("</P>\r\n")
                and blocks[n - 1].kind == "paragraph"
            ):
                made[-1] = made[-1].removesuffix("</P>\r\n")
                markup = f"<BR><BR>{markup.removeprefix('<P>')}"
            made.append(markup)
        return made

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<BR>{block.caption}" if block.caption else ""
            return f"<P align=center><IMG src='{block.src}' border=0>{caption}</P>\r\n"
        if block.kind == "table":
            rows = "".join(
                "<TR>" + "".join(f"<TD><P align=center>{cell}</P></TD>" for cell in row) + "</TR>\r\n"
                for row in block.rows
            )
            return f"<TABLE cellSpacing=0 border=1><TBODY>{rows}</TBODY></TABLE>\r\n"
        if block.kind == "list":
            return "<P>" + "<BR>".join(f"&nbsp;&nbsp;&nbsp; {escape(row[0])}" for row in block.rows) + "</P>\r\n"
        runs = self.linked(block)
        return f"<P>&nbsp;&nbsp;&nbsp; {f'<STRONG>{runs}</STRONG>' if block.kind == 'heading' else runs}</P>\r\n"

    def missing(self) -> str:
        return (
            "<html><head><title>错误信息</title></head><body><table align=center width=400><tr><td><b>错误信息</b></td></tr><tr><td>产生错误的可能原因:"
            "<li>找不到文章!你所请求的文章不存在或已被删除!</li></td></tr><tr><td><a href='javascript:history.go(-1)'>&lt;&lt; 返回上一页</a></td></tr></table></body></html>"
        )

    def other(self, label: str) -> str:
        rows = self._rows(self.outside_links(self.clutter.products, "/Product/ShowProduct.asp?ProductID={}", 12, 30))
        return self._page(
            label,
            f"<table><tr><td><b>{escape(label)}</b></td></tr><tr><td>公司地址:浙江省杭州市</td></tr></table><table>{rows}</table>",
        )
