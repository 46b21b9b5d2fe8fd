"""Layout n: the portal module of a forum program.  portal.php?mod=view&aid=1, 发布者 and 原作者, a summary, faces to click."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text

ENGLISH = ("Hot", "Private", "Stock", "Region", "Market", "Company", "Data", "Industry", "House")
FACES = ("路过", "雷人", "握手", "鲜花", "鸡蛋")


class PortalModule(Layout):
    """Section names with an English word, & written as &amp;, a byline parted by bars, the poster's name before the author's."""

    letter = "n"
    codec = "gbk"
    content_type = "text/html; charset=gbk"
    page_size = 15
    endless = "repeat"
    formats = ("{0:%Y}-{0.month}-{0.day} {0:%H:%M}",)
    contact = Contact("0571-87780000", "0571-87780001", ("1091140425", "2850001234"), (2008, 2012), "浙ICP备08100200号")

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/portal.php"

    def list_url(self, section: str, number: int) -> str:
        page = f"&page={number}" if number > 1 else ""
        return f"http://{self.host}/portal.php?mod=list&catid={self.section_index(section) + 1}{page}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&page=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/portal.php?mod=view&aid={text.number}" + (f"&page={page}" if page > 1 else "")

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/archiver/view-{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/forum.php?mod=redirect&tid={text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /api/\nDisallow: /archiver/\nDisallow: /*?mod=misc*\n"

    def href(self, url: str) -> str:
        return super().href(url).replace("&", "&amp;").removeprefix("/") or "./"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/misc.php?id={n}") for n, text in enumerate(FOOTER_LINKS)]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return (self._summary(text), *captions(text))

    def _summary(self, text: Text) -> str:
        return f"摘要: {text.summary}"

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li><a href="{self.href(self.front_url(name))}" hidefocus="true" title="{ENGLISH[n]}">{name}<span>{ENGLISH[n]}</span></a></li>'
            for n, name in enumerate(words.SECTIONS)
        )
        others = "".join(
            f'<li><a href="{self.out(path, name)}" hidefocus="true">{name}</a></li>'
            for path, name in (
                ("forum.php", "论坛"),
                ("group.php", "群组"),
                ("home.php", "家园"),
                ("plugin.php?id=shop", "商城"),
            )
        )
        return (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n'
            f'<meta http-equiv="Content-Type" content="text/html; charset=gbk" />\n<title>{escape(title)}</title>\n<base href="http://{self.host}/" />\n</head>\n<body id="nv_portal">\n'
            f'<div id="toptb"><a href="javascript:;" onclick="setHomepage()">设为首页</a> <a href="{self.out("member.php?mod=register", "注册")}">立即注册</a></div>\n'
            f'<div id="nv"><ul><li class="a"><a href="{self.href(self.news_url)}">门户<span>Portal</span></a></li>{nav}{others}</ul></div>\n'
            f'<div id="wp" class="wp"><div id="ct" class="ct2 wp cl"><div class="mn">{main}</div><div class="sd pph">{self._side()}</div></div></div>\n{self._foot()}</body>\n</html>\n'
        )

    def _items(self, rows: Sequence[tuple[str, str]]) -> str:
        return (
            "<ul>"
            + "".join(f'<li><a href="{address}" target="_blank">{escape(text)}</a></li>\n' for address, text in rows)
            + "</ul>\n"
        )

    def _side(self) -> str:
        recent = [(self.href(self.article_url(text)), text.title) for text in self.recent(6)]
        threads = self.outside_links(self.clutter.trade, "forum.php?mod=viewthread&tid={}", 9, 26)
        return f'<div class="bm"><h2>最新文章</h2>{self._items(recent)}</div>\n<div class="bm"><h2>热门帖子</h2>{self._items(threads)}</div>\n'

    def _foot(self) -> str:
        contact = self.contact
        links = '<span class="pipe">|</span>'.join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        return (
            f'<div id="ft" class="wp cl"><div id="flk" class="y"><p>{links}</p><p class="xs0">GMT+8, 2012-1-5 10:21, Processed in 0.031 second(s), 9 queries.</p></div>'
            f'<div id="frt"><p>Powered by <strong><a href="http://www.discuz.net">Discuz!</a></strong> <em>X2</em></p><p class="xs0">&copy; 2001-2011 <a href="http://www.comsenz.com">Comsenz Inc.</a></p>'
            f"<p>客服:{contact.phone} 客服传真:{contact.fax} 客服QQ:{contact.qq[0]} 客服QQ:{contact.qq[1]}</p>"
            f"<p>浙江民营企业网 &copy; {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved ( <a href='http://www.miitbeian.gov.cn/'>{contact.licence}</a> )</p></div></div>\n"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        threads = self._items(self.outside_links(self.clutter.products, "forum.php?mod=viewthread&tid={}", 20, 30))
        firms = self._items(self.outside_links(self.clutter.firms, "home.php?mod=space&uid={}", 20, 30))
        news = self._items([(self.href(self.article_url(text)), text.title) for text in self.recent(8)])
        return self._page(
            "浙江民营企业网 - Powered by Discuz!", f"<div>{news}</div><div>{threads}</div><div>{firms}</div>"
        )

    def news(self) -> str:
        boxes = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:5]
            rows = self._items([(self.href(self.article_url(text)), text.title) for text in mine])
            boxes.append(
                f'<div class="bm"><div class="bm_h"><h2><a href="{self.href(self.front_url(section))}">{section}</a></h2></div>{rows}</div>\n'
            )
        return self._page("门户 - 浙江民营企业网", "".join(boxes))

    def listing(self, leaf: Leaf) -> str:
        rows = ""
        for entry in leaf.entries:
            when = (
                f"{entry.text.when.year}-{entry.text.when.month}-{entry.text.when.day} {entry.text.when:%H:%M}"
                if entry.text.when
                else ""
            )
            more = "".join(f' <a href="{self.href(url)}" class="more">查看全文</a>' for url in entry.urls[1:])
            rows += (
                f'<dl class="bbda cl"><dt class="xs2"><a href="{self.href(entry.urls[0])}" target="_blank" class="xi2">{escape(entry.text.title)}</a></dt>'
                f'<dd class="xs2 cl">{escape(entry.text.summary)}{more}</dd><dd><label>分类: <a href="{self.href(self.front_url(leaf.section))}" class="xi2">{leaf.section}</a></label> <span class="xg1"> {when}</span></dd></dl>\n'
            )
        return self._page(
            f"{leaf.section} - 浙江民营企业网 - Powered by Discuz!",
            f'<div id="pt" class="bm cl"><a href="./" class="nvhm" title="首页">浙江民营企业网</a> <em>&rsaquo;</em> <a href="{self.href(self.front_url(leaf.section))}">{leaf.section}</a></div>'
            f'<div class="bm"><h1 class="xs2">{leaf.section}</h1><div class="bm_c xld">{rows}</div></div>{self._pager(leaf)}',
        )

    def _pager(self, leaf: Leaf) -> str:
        if leaf.total == 1 and not leaf.following:
            return ""

        def link(number: int, text: str, kind: str = "") -> str:
            url = self.list_url(leaf.section, number) if number > 1 else self.list_aliases(leaf.section)[0]
            return f'<a href="{self.href(url)}"{kind}>{text}</a>'

        numbers = "".join(
            f"<strong>{n}</strong>" if n == leaf.number else link(n, str(n)) for n in range(1, leaf.total + 1)
        )
        back = link(leaf.number - 1, "&nbsp;&nbsp;", ' class="prev"') if leaf.number > 1 else ""
        ahead = link(leaf.following, "下一页", ' class="nxt"') if leaf.following else ""
        custom = f'<label><input type="text" name="custompage" class="px" size="2" title="输入页码,按回车快速跳转" value="{leaf.number}" /><span title="共 {leaf.total} 页"> / {leaf.total} 页</span></label>'
        return f'<div class="pgs cl"><div class="pg">{back}{numbers}{custom}{ahead}</div></div>\n'

    def article(self, text: Text, page: int) -> str:
        total = len(text.pages)
        body = "".join(self._block(block) for block in text.pages[page - 1])
        numbers = "".join(
            f"<strong>{n}</strong>" if n == page else f'<a href="{self.href(self.article_url(text, n))}">{n}</a>'
            for n in range(1, total + 1)
        )
        ahead = (
            f'<a href="{self.href(self.article_url(text, page + 1))}" class="nxt">下一页</a>' if page < total else ""
        )
        pager = f'<div class="pgs cl"><div class="pg">{numbers}{ahead}</div></div>\n' if total > 1 else ""
        faces = "".join(
            f'<td><a href="javascript:click({n})"><img src="static/image/click/{n}.gif" alt="" /><br />{face}</a></td>'
            for n, face in enumerate(FACES)
        )
        votes = (
            f'<div class="vote">支持 <em>{text.votes[0]}</em> 人<span class="pipe">|</span>反对 <em>{text.votes[1]}</em> 人</div>\n'
            if text.votes
            else ""
        )
        related = self._items([(self.href(self.article_url(t)), t.title) for t in self.recent(5, text)])
        before, after = self.recent(2, text)
        clauses = "".join(f"<p>{clause}</p>" for clause in self.shown_disclaimer())
        editor = f'<p class="xg1">责任编辑: {text.editor}</p>' if text.editor else ""
        main = (
            f'<div id="pt" class="bm cl"><a href="./" class="nvhm" title="首页">浙江民营企业网</a> <em>&rsaquo;</em> <a href="{self.href(self.news_url)}">门户</a> <em>&rsaquo;</em> <a href="{self.href(self.front_url(text.section))}">{text.section}</a> <em>&rsaquo;</em> 查看内容</div>\n'
            f'<div class="bm vw"><div class="h hm"><h1 class="ph">{escape(text.title)}</h1><p class="xg1">{self._byline(text)}</p></div>\n'
            f'<div class="s"><div>{escape(self._summary(text))}</div></div>\n<div class="d"><table cellpadding="0" cellspacing="0" class="vwtb"><tr><td id="article_content">{body}</td></tr></table>{pager}{editor}\n'
            f'<div id="click_div"><table class="atd"><tr>{faces}</tr></table><h3 class="mbm xs1"><a href="javascript:;">刚表态过的朋友</a> (<a href="javascript:;">{text.number % 9} 人</a>)</h3></div>{votes}</div>\n'
            f'<div class="o cl ptm pbm"><a href="{self.out(f"home.php?mod=spacecp&ac=favorite&id={text.number}", "收藏")}" class="oshr ofav">收藏</a><a href="{self.out(f"home.php?mod=spacecp&ac=share&id={text.number}", "分享")}">分享</a><a href="{self.out(f"misc.php?mod=invite&id={text.number}", "邀请")}">邀请</a></div>\n'
            f'<div class="pren pbm cl"><em>上一篇:<a href="{self.href(self.article_url(before))}">{escape(before.title)}</a></em><em>下一篇:<a href="{self.href(self.article_url(after))}">{escape(after.title)}</a></em></div></div>\n'
            f'<div id="related_article" class="bm"><h3>相关阅读</h3>{related}</div>\n<div id="comment" class="bm"><h3>最新评论</h3><a href="{self.out(f"portal.php?mod=comment&id={text.number}", "评论")}">查看全部评论({text.number % 5})</a></div>\n'
            f'<div class="bm"><h3>版权和免责声明:</h3>{clauses}</div>'
        )
        return self._page(f"{text.title} - {text.section} - 浙江民营企业网 - Powered by Discuz!", main)

    def _byline(self, text: Text) -> str:
        bar = '<span class="pipe">|</span>'
        poster = f'发布者: <a href="{self.out("home.php?mod=space&uid=1", "发布者")}">zhangxiaoli</a>'
        counts = f'查看: <em id="_viewnum">{text.number % 999}</em>{bar}评论: {text.number % 5}'
        if not text.has_byline:
            return f"{poster}{bar}{counts}"
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}" target="_blank">{source}</a>'
        parts = [date] if date else []
        parts += [poster, counts]
        parts += [f"原作者: {' '.join(text.authors)}"] if text.authors else []
        parts += [f"来自: {source}"] if source else []
        return bar.join(parts)

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<div align='center'>{block.caption}</div>\n" if block.caption else ""
            return f'<p style="text-align:center"><a href="{self.out(block.src, "图片")}" target="_blank"><img src="{block.src}" /></a></p>\n{caption}'
        if block.kind == "table":
            rows = table_rows(block)
            return f'<table class="t_table">{rows}</table>\n'
        if block.kind == "list":
            return "<ul>" + "".join(f"<li>{escape(row[0])}</li>\n" for row in block.rows) + "</ul>\n"
        runs = self.linked(block)
        return (
            f"<div><font size='3'><strong>{runs}</strong></font></div>\n"
            if block.kind == "heading"
            else f"<div><span style='font-size:14px'>\u3000\u3000{runs}</span></div><div><br /></div>\n"
        )

    def missing(self) -> str:
        return self._page(
            "提示信息 - 浙江民营企业网",
            '<div id="messagetext" class="alert_error"><p>抱歉,您指定的文章不存在或已被删除</p><p class="alert_btnleft"><a href="javascript:history.back()">[ 点击这里返回上一页 ]</a></p></div>',
        )

    def other(self, label: str) -> str:
        rows = self._items(self.outside_links(self.clutter.trade, "forum.php?mod=viewthread&tid={}", 12, 30))
        return self._page(label, f"<h1>{escape(label)}</h1><p>帖子内容</p>{rows}")
