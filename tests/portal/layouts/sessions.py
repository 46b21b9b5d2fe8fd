"""Layout d: a portal that changes every link on every page.  A news subdomain, <base>, jsessionid, UTF-8 sent as gb2312."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from tests.portal import words
from tests.portal.layouts.base import DISCLAIMER, FOOTER_LINKS, Contact, Layout, Leaf
from tests.portal.texts import Block, Text


class Sessions(Layout):
    """A splash page as home, session ids in path and query, sections linked on the news area only, script in the pager."""

    letter = "d"
    codec = "utf-8"
    content_type = "text/html; charset=gb2312"
    page_size = 20
    endless = "loop"
    formats = ("{0:%Y}/{0.month}/{0.day} {0.hour}:{0:%M}:{0:%S}", "{0:%Y}/{0.month}/{0.day}")
    contact = Contact(
        "0571-56781234", "0571-56781235", ("1091140425", "543059767"), (2005, 2012), "浙ICP备09087654号-3"
    )
    news_host = "news.zj123.com"

    @property
    def news_url(self) -> str:
        return f"http://{self.news_host}/"

    def hosts(self) -> tuple[str, ...]:
        return (self.host, self.news_host)

    def list_url(self, section: str, number: int) -> str:
        page = "" if number == 1 else f"&PageNo={number}"
        return f"http://{self.news_host}/news/NewsList.aspx?ClassID={self.section_index(section) * 7}{page}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&PageNo=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.news_host}/news/NewsView.aspx?NewsID={text.number}" + (
            f"&PageNo={page}" if page > 1 else ""
        )

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.news_host}/news/private/NewsView.aspx?NewsID={text.number}"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/redirect.php?tid={text.number}"

    def image_url(self, block: Block) -> str:
        return f"http://{self.news_host}{block.src}"

    def article_aliases(self, text: Text) -> tuple[str, ...]:
        return (self.article_url(text).replace(self.news_host, f"{self.news_host}:80"),)

    def clean(self, target: str) -> str:
        target = re.sub(r";jsessionid=[0-9A-F]+", "", target)
        return re.sub(r"[?&](?:PHPSESSID|spm)=[0-9a-f.]+", "", target)

    def extra_headers(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Set-Cookie", "ASP.NET_SessionId=abc; path=/"),
            ("Set-Cookie", "visits=1; path=/"),
            ("Cache-Control", "private"),
        )

    @property
    def robots(self) -> str:
        return "User-agent: *\nAllow: /\nDisallow: /news/private/\nDisallow: /*?action=print\n"

    def endless_label(self, url: str) -> str | None:
        return "日历" if "Calendar.aspx" in url else None

    def href(self, url: str) -> str:
        """Relative to the <base>, with a session that is new in every link."""
        there = urlsplit(url)
        path, query = there.path, there.query
        if path.endswith(".aspx"):
            path += f";jsessionid={self.random.getrandbits(96):024X}"
            query += f"&PHPSESSID={self.random.getrandbits(96):024x}"
        if (
            there.netloc == self.news_host
            and urlsplit(self.here).netloc == self.news_host
            and path.startswith("/news/")
        ):
            written = path.removeprefix("/news/")
        else:
            written = f"http://{there.netloc}{path}"
        return written + (f"?{query}" if query else "") + (f"#{there.fragment}" if there.fragment else "")

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/help.php?do=about{n}") for n, text in enumerate(FOOTER_LINKS)]

    def shown_votes(self, text: Text) -> tuple[int, int] | None:
        return text.votes if text.number % 2 else None

    def shown_disclaimer(self) -> tuple[str, ...]:
        return DISCLAIMER

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        base = f'<base href="http://{self.news_host}/news/" />' if urlsplit(self.here).netloc == self.news_host else ""
        return (
            f'<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<html><head>\n<title>{escape(title)}</title>{base}'
            "<meta http-equiv=content-type content=text/html;charset=utf-8>"
            f'</head><body><form name="aspnetForm" method="post" action="Default.aspx"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKLTM2" />\n'
            f'<dl class="head"><dt>浙江民营企业网</dt><dd>{self._tabs()}</dd></dl>\n'
            f'<div id="ctl00_main">{main}</div><div id="ctl00_side">{self._side()}</div>\n{self._foot()}</form></body></html>'
        )

    def _tabs(self) -> str:
        tabs = (
            ("index.php", "首页"),
            ("company.php", "企业"),
            ("product.php", "产品"),
            ("offer.php", "商机"),
            ("expo.php", "展会"),
            ("hr.php", "人才"),
        )
        links = [
            f'<a href="http://{self.host}/index.php"><span>首页</span></a>',
            f'<a href="{self.href(self.news_url)}"><span>资讯</span></a>',
        ]
        links += [
            f'<a href="{self.out(f"http://{self.host}/{path}", name)}"><span>{name}</span></a>'
            for path, name in tabs[1:]
        ]
        links.append(f'<a href="{self.out(f"http://{self.host}/login.php?forward=1", "登录")}">请登录</a>')
        return " ".join(links)

    def _items(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(f'<dd><a href="{address}">{escape(text)}</a></dd>' for address, text in rows)

    def _side(self) -> str:
        host = f"http://{self.host}"
        recent = [(self.href(self.article_url(text)), text.title[:12] + "…") for text in self.recent(6)]
        calendar = self.out(
            f"http://{self.news_host}/news/Calendar.aspx?date=2011-{self.random.randint(1, 12)}", "日历"
        )
        return (
            f"<dl><dt>最新文章</dt>{self._items(recent)}</dl>"
            f"<dl><dt>推荐企业</dt>{self._items(self.outside_links(self.clutter.firms, host + '/company/View.aspx?ID={}', 6, 30))}</dl>"
            f"<dl><dt>产品推荐</dt>{self._items(self.outside_links(self.clutter.products, f'http://{self.news_host}' + '/product/NewsView.aspx?NewsID={}', 6, 30))}</dl>"
            f"<dl><dt>供求信息</dt>{self._items(self.outside_links(self.clutter.trade, host + '/offer.php?id={}', 8, 30))}</dl>"
            f"<dl><dt>会展日历</dt>{self._items(self.outside_links(self.clutter.expos, host + '/expo.php?id={}', 3, 30))}"
            f'<dd><a href="{calendar}">下一月</a></dd></dl>'
        )

    def _foot(self) -> str:
        contact = self.contact
        links = " | ".join(f'<a href="{self.out(url, text)}">{text}</a>' for text, url in self.footer_links())
        return (
            f'<table class="foot" align="center"><tr><td>{links}</td></tr><tr><td>客服:{contact.phone} 客服传真:{contact.fax} '
            f'<a href="http://wpa.qq.com/msgrd?v=1&amp;uin={contact.qq[0]}">{contact.qq[0]}</a> <a href="http://wpa.qq.com/msgrd?v=1&amp;uin={contact.qq[1]}">{contact.qq[1]}</a>'
            f"</td></tr><tr><td>中国电子商务网站百强 Copyright &copy;{contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved "
            f"<img src='http://{self.host}/i/wj.gif'>网监 {contact.licence}</td></tr></table>"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        return (
            "<html><head><title>浙江民营企业网</title>"
            f'<meta http-equiv="refresh" content="0;URL=http://{self.host}/index.php"></head><body>正在进入……</body></html>'
        )

    def extra_pages(self) -> dict[str, str]:
        self.here = f"http://{self.host}/index.php"
        return {self.here: self._index()}

    def _index(self) -> str:
        host = f"http://{self.host}"
        blocks = "".join(
            f"<dl><dt>{name}</dt>{self._items(self.outside_links(pool, host + address, 12, 30))}</dl>"
            for name, pool, address in (
                ("优秀企业", self.clutter.firms, "/company/View.aspx?ID={}"),
                ("最新商机", self.clutter.trade, "/offer.php?id={}"),
                ("名优产品", self.clutter.products, "/product/View.aspx?ID={}"),
                ("热门职位", self.clutter.jobs, "/hr.php?id={}"),
            )
        )
        return self._page("浙江民营企业网首页", blocks)

    def news(self) -> str:
        parts = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:4]
            rows = self._items([(self.href(self.article_url(text)), text.title) for text in mine])
            parts.append(
                f'<dl><dt><a href="{self.href(self.front_url(section))}">{section}&gt;&gt;</a></dt>{rows}</dl>'
            )
        return self._page("资讯中心_浙江民营企业网", "".join(parts))

    def listing(self, leaf: Leaf) -> str:
        top, rest = leaf.entries[:1], leaf.entries[1:]
        lead = "".join(
            f'<div class="focus"><a href="{self.href(entry.urls[0])}"><b>{escape(entry.text.title)}</b></a><br>{escape(entry.text.summary)}'
            f'<a href="{self.href(entry.urls[-1])}">&lt;全文&gt;</a></div>'
            for entry in top
        )
        rows = "".join(
            f'<tr><td>{n}</td><td><a href="{self.href(entry.urls[0])}">{escape(entry.text.title)}</a>'
            + "".join(f' <a href="{self.href(url)}" target="_blank">[新窗口]</a>' for url in entry.urls[1:])
            + f"</td><td>{entry.text.source or ''}</td><td>{f'{entry.text.when:%Y/%m/%d}' if entry.text.when else ''}</td></tr>\n"
            for n, entry in enumerate(rest, 2)
        )
        table = f"<table><tr><th>序号</th><th>标题</th><th>来源</th><th>日期</th></tr>{rows}</table>"
        return self._page(f"{leaf.section}_资讯中心", f"<h2>{leaf.section}</h2>{lead}{table}{self._pager(leaf)}")

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = self.list_url(leaf.section, number) + ("&PageNo=1" if number == 1 else "")
            return f'<a href="{self.href(url)}">{text}</a>'

        numbers = "&nbsp;".join(
            f"<font color=red>{n}</font>" if n == leaf.number else link(n, f"[{n}]") for n in range(1, leaf.total + 1)
        )
        ahead = link(leaf.following, "下一页") if leaf.following else '<a disabled="disabled">下一页</a>'
        options = "".join(f"<option>{n}</option>" for n in range(1, leaf.total + 1))
        return (
            f"<div id=\"ctl00_pager\"><a href=\"javascript:__doPostBack('pager','1')\">刷新</a> {numbers} {ahead} {link(leaf.total, '尾页')}"
            f' 转到<select onchange="javascript:goPage(this.value)">{options}</select>页</div>'
        )

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        total = len(text.pages)
        numbers = " ".join(
            f"<b>{n}</b>" if n == page else f'<a href="{self.href(self.article_url(text, n))}">[{n}]</a>'
            for n in range(1, total + 1)
        )
        ahead = f' <a href="{self.href(self.article_url(text, page + 1))}">下一页</a>' if page < total else ""
        last = f' <a href="{self.href(self.article_url(text, total))}">尾页</a>' if total > 1 else ""
        shown = self.shown_votes(text)
        votes = (
            f'<span id="ding"><a href="javascript:vote(1)">支持({shown[0]})</a></span> <span id="cai"><a href="javascript:vote(0)">反对({shown[1]})</a></span>'
            if shown
            else ""
        )
        related = self._items([(self.href(self.article_url(t)), t.title[:15] + "...") for t in self.recent(5, text)])
        main = (
            f'<div>所在位置:<a href="http://{self.host}/">首页</a>&gt;<a href="{self.href(self.news_url)}">资讯</a>&gt;{text.section}&gt;正文</div>'
            f'<table width="100%"><tr><td class="bt">{escape(text.title)}</td></tr><tr><td>{self._byline(text)}</td></tr>'
            f'<tr><td>【字体:<a href="javascript:f(16)">大</a> <a href="javascript:f(14)">中</a> <a href="javascript:f(12)">小</a>】</td></tr>'
            f'<tr><td id="zoom"><script>ad("top")</script>{body}</td></tr>'
            + (f"<tr><td>{numbers}{ahead}{last}</td></tr>" if total > 1 else "")
            + (f"<tr><td>责任编辑:<span>{text.editor}</span></td></tr>" if text.editor else "")
            + f'<tr><td>{votes}</td></tr></table><div><a href="{self.out(f"http://{self.news_host}/news/NewsView.aspx?NewsID={text.number}&action=print", "打印")}">打印本页</a>'
            f' <a href="mailto:?subject=x">推荐给好友</a></div><dl><dt>相关文章</dt>{related}</dl>'
            f"<div>版权和免责声明:{' '.join(self.shown_disclaimer())}</div>"
        )
        return self._page(f"{text.title}_浙江民营企业网", main)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}" target="_blank">{source}</a>'
        parts = [f"<td>日期:</td><td>{date}</td>"] if date else []
        parts += [f"<td>文章来源:</td><td>{source}</td>"] if source else []
        parts += [f"<td>{text.author_label}:</td><td>{' '.join(text.authors)}</td>"]
        return f"<table><tr>{''.join(parts)}<td>点击:</td><td>{text.number % 991}</td></tr></table>"

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            alt = f' alt="{block.caption}"' if block.caption else ""
            return f'<div align="center"><a href="{self.out(block.src, "图片")}"><img src="{block.src}"{alt}></a></div>'
        if block.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in block.rows)
            return f"<table border=1>{rows}</table>"
        if block.kind == "list":
            return "".join(f"<div>{escape(row[0])}</div>" for row in block.rows)
        runs = "".join(
            f'<a href="{self.out(f"http://{self.host}{href}" if href.startswith("/") else href, text)}">{escape(text)}</a>'
            if href
            else escape(text, quote=False)
            for text, href in block.runs
        )
        return (
            f"<div><strong>{runs}</strong></div>"
            if block.kind == "heading"
            else f"<div>&emsp;&emsp;{runs}</div><div>&nbsp;</div>"
        )

    def missing(self) -> str:
        return self._page("系统提示", '<div class="tip">对不起,您要查看的信息不存在或已经被删除。3秒后返回首页</div>')

    def other(self, label: str) -> str:
        host = f"http://{self.host}"
        rows = self._items(self.outside_links(self.clutter.products, host + "/product/View.aspx?ID={}", 12, 30))
        following = self.out(f"http://{self.news_host}/news/Calendar.aspx?date={number(self.here)}", "日历")
        return self._page(
            label, f'<h2>{escape(label)}</h2><p>主营:各类工业品</p><dl>{rows}</dl><a href="{following}">下一月</a>'
        )


def number(url: str) -> str:
    """A next month for the calendar, from the URL of this one."""
    year, month = divmod(sum(map(ord, url)), 12)
    return f"{year}-{month + 1}"
