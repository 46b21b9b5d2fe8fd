"""Layout l: a portal in Java.  .action and .do, offsets instead of pages, links by onclick, UTF-8 declared GBK, moods, gzip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.texts import Block, Text

MOODS = ("感动", "同情", "无聊", "愤怒", "搞笑", "难过", "高兴", "路过")


class Actions(Layout):
    """A byline in a row of cells, one cell of lines parted by single <br>, `顶 9` and `踩 0` beside eight moods, dl lists."""

    letter = "l"
    codec = "utf-8"
    content_type = "text/html"
    compress = True
    page_size = 20
    endless = "empty"
    formats = ("{0:%Y}-{0:%m}-{0:%d} {0:%H:%M}:{0:%S}", "{0:%Y}-{0:%m}-{0:%d}")
    contact = Contact(
        "0571-28881234", "0571-28881235", ("2850009999", "543059767"), (2005, 2012), "浙ICP备05054321号-7"
    )

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/news/index.action"

    def list_url(self, section: str, number: int) -> str:
        offset = f"&start={(number - 1) * self.page_size}" if number > 1 else ""
        return f"http://{self.host}/news/newsList.action?columnId={self.section_index(section) + 300}{offset}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}&start=0",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/news/viewNews.do?newsId=ff808081{text.number * 7919:08x}" + (
            f"&pageNo={page}" if page > 1 else ""
        )

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/news/inner/viewNews.do?newsId=ff808081{text.number * 7919:08x}"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/news/forward.do?id={text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /news/inner/\nDisallow: /member/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/about.do?type={n}") for n, text in enumerate(FOOTER_LINKS)]

    def written_links(self, markup: str) -> list[str]:
        return re.findall(r"location\.href='([^']+)'", markup)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        def item(address: str, name: str) -> str:
            return f'<td class="menu"><a href="#" onclick="location.href=\'{address}\';return false;">{name}</a></td>\n'

        menu = item("/", "首页") + item(self.href(self.news_url), "资讯中心")
        menu += "".join(item(self.href(self.front_url(name)), name) for name in words.SECTIONS)
        others = "".join(
            item(self.out(path, name), name)
            for path, name in (
                ("/corp/list.action", "企业库"),
                ("/goods/list.action", "产品库"),
                ("/expo/list.action", "会展"),
            )
        )
        return (
            f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=GBK">\n<title>{escape(title)}</title>\n<base target="_self">\n</head>\n<body>\n'
            f'<table width="950" align="center"><tr>{menu}</tr><tr>{others}</tr></table>\n<table width="950" align="center"><tr>\n<td width="220" valign="top">{self._side()}</td>\n'
            f'<td valign="top">{main}</td>\n</tr></table>\n{self._foot()}</body>\n</html>\n'
        )

    def _rows(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(f'<tr><td>&#8226; <a href="{address}">{escape(text)}</a></td></tr>\n' for address, text in rows)

    def _side(self) -> str:
        recent = [(self.href(self.article_url(text)), text.title[:15]) for text in self.recent(8)]
        prices = "".join(
            f'<tr><td><a href="{self.out(f"/goods/price.action?id={n}", "行情")}">{place}{good}</a></td><td>2011-12-{n + 10}</td></tr>\n'
            for n, (place, good) in enumerate(zip(words.PLACES, words.GOODS[:9], strict=False))
        )
        return (
            f"<table>{self._rows(self.outside_links(self.clutter.firms, '/corp/view.do?id={}', 9, 6))}</table>\n"
            f"<table><tr><td><b>价格行情</b></td></tr>{prices}</table>\n<table>{self._rows(self.outside_links(self.clutter.expos, '/expo/view.do?id={}', 6, 26))}</table>\n"
            f"<table><tr><td><b>最新文章</b></td></tr>{self._rows(recent)}</table>\n"
            f"<table>{self._rows(self.outside_links(self.clutter.products, '/goods/view.do?id={}', 9, 26))}</table>\n"
        )

    def _foot(self) -> str:
        contact = self.contact
        links = "&nbsp;|&nbsp;".join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        return (
            f'<table width="950" align="center"><tr><td align="center">{links}</td></tr>\n<tr><td align="center">电话:{contact.phone}&nbsp;&nbsp;传真:{contact.fax}&nbsp;&nbsp;客服QQ:{" ".join(contact.qq)}</td></tr>\n'
            f'<tr><td align="center">&copy; 版权所有 浙江民营企业网 {contact.years[0]}-{contact.years[1]}</td></tr>\n'
            f'<tr><td align="center">ICP证:浙B2-20090099 备案序号:{contact.licence} 京ICP备05001234号(技术支持)</td></tr></table>\n'
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        firms = self._rows(self.outside_links(self.clutter.firms, "/corp/view.do?id={}", 16, 30))
        jobs = self._rows(self.outside_links(self.clutter.jobs, "/member/job.do?id={}", 10, 30))
        news = self._rows([(self.href(self.article_url(text)), text.title) for text in self.recent(6)])
        return self._page("浙江民营企业网", f"<table>{news}</table><table>{firms}</table><table>{jobs}</table>")

    def news(self) -> str:
        boxes = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:4]
            boxes.append(
                f"<table><tr><th>{section}</th></tr>{self._rows([(self.href(self.article_url(text)), text.title) for text in mine])}</table>\n"
            )
        return self._page("资讯中心 - 浙江民营企业网", "".join(boxes))

    def listing(self, leaf: Leaf) -> str:
        rows = ""
        for entry in leaf.entries:
            when = f"<dd>{entry.text.when:%Y-%m-%d}</dd>" if entry.text.when else "<dd>-</dd>"
            more = "".join(f'<a href="{self.href(url)}">[详情]</a>' for url in entry.urls[1:])
            mark = '<span style="color:red">[置顶]</span>' if entry is leaf.entries[0] else ""
            rows += f'<dl><dt>{mark}<a href="{self.href(entry.urls[0])}">{escape(entry.text.title)}</a></dt><dd>{escape(entry.text.summary)}{more}</dd>{when}</dl>\n'
        return self._page(
            "浙江民营企业网",
            f"<table><tr><td>首页 / 资讯中心 / {leaf.section}</td></tr></table>\n{rows or '没有记录'}{self._pager(leaf)}",
        )

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            url = (
                self.list_url(leaf.section, number)
                if number > 1 or leaf.total == 1
                else self.list_aliases(leaf.section)[0]
            )
            return f'[<a href="{self.href(url)}">{text}</a>] '

        back = link(1, "首页") + link(leaf.number - 1, "上页") if leaf.number > 1 else "[首页] [上页] "
        ahead = (
            link(leaf.following, "下页") + (link(leaf.total, "末页") if leaf.total > leaf.number else "")
            if leaf.following
            else "[下页] [末页]"
        )
        return f'<form name="pageForm">{back}{ahead} 第{leaf.number}页/共{leaf.total}页 每页{self.page_size}条 到第<input size="2">页</form>\n'

    def article(self, text: Text, page: int) -> str:
        total = len(text.pages)
        body = "".join(self._block(block) for block in text.pages[page - 1])
        back = f'<a href="{self.href(self.article_url(text, page - 1))}">上页</a> ' if page > 1 else ""
        ahead = (
            f'<a href="{self.href(self.article_url(text, page + 1))}"><img src="/images/next.gif" title="下一页" border="0"></a>'
            if page < total
            else ""
        )
        pager = f'<tr><td align="center">第{page}页/共{total}页 {back}{ahead}</td></tr>\n' if total > 1 else ""
        votes = (
            f'<table><tr><td align="center">顶<br>{text.votes[0]}</td><td align="center">踩<br>{text.votes[1]}</td></tr></table>\n'
            if text.votes
            else ""
        )
        moods = "".join(
            f'<td>{(text.number * n) % 17}<br><img src="/images/mood{n}.gif"><br>{mood}</td>'
            for n, mood in enumerate(MOODS, 1)
        )
        related = self._rows([(self.href(self.article_url(t)), t.title) for t in self.recent(5, text)])
        main = (
            f'<table><tr><td>首页 / 资讯中心 / {text.section} / 浏览文章</td></tr></table>\n<table width="720">\n'
            f'<tr><td align="center"><b><span style="font-size:22px">{escape(text.title)}</span></b></td></tr>\n<tr><td>{self._byline(text)}</td></tr>\n'
            f'<tr><td style="font-size:14px;line-height:24px">{body}</td></tr>\n{pager}'
            + (f'<tr><td align="right">【责任编辑:{text.editor}】</td></tr>\n' if text.editor else "")
            + f"<tr><td>{votes}</td></tr>\n<tr><td>看完这篇文章后,您的心情是:<table><tr>{moods}</tr></table></td></tr>\n"
            f"<tr><td>【<a href=\"{self.out(f'/member/favorite.do?id={text.number}', '收藏')}\">收藏</a>】【<a href='#' onclick='window.print()'>打印</a>】【<a href='#top'>返回顶部</a>】</td></tr></table>\n"
            f"<table><tr><td><b>延伸阅读</b></td></tr>{related}</table>\n<table><tr><td><p>版权和免责声明:{self.shown_disclaimer()[0]}</p><p>{self.shown_disclaimer()[1]}</p></td></tr></table>"
        )
        return self._page("浙江民营企业网", main)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}">{source}</a>'
        label = f"{text.author_label[0]}&nbsp;&nbsp;{text.author_label[1]}"
        cells = (
            f"发表日期:{date or ''}",
            f"出&nbsp;&nbsp;处:{source}",
            f"{label}:{' '.join(text.authors)}",
            f"点击数:{text.number % 517}",
        )
        return f'<table width="100%"><tr>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr></table>'

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            alt = f' alt="{block.caption}" title="{block.caption}"' if block.caption else ""
            return f'<div align="center"><img src="{block.src}"{alt}></div>\n'
        if block.kind == "table":
            rows = table_rows(block)
            return f'<table border="1">{rows}</table>\n'
        if block.kind == "list":
            return "".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(row[0])}<br>\n" for row in block.rows)
        runs = self.linked(block)
        return f"&nbsp;&nbsp;&nbsp;&nbsp;{f'<b>{runs}</b>' if block.kind == 'heading' else runs}<br>\n"

    def missing(self) -> str:
        return self._page(
            "浙江民营企业网",
            '<table><tr><td><img src="/images/error.gif">您要浏览的新闻不存在或已被删除!</td></tr></table>',
        )

    def other(self, label: str) -> str:
        rows = self._rows(self.outside_links(self.clutter.products, "/goods/view.do?id={}", 12, 30))
        return self._page(
            "浙江民营企业网",
            f"<table><tr><td><b>{escape(label)}</b></td></tr><tr><td>经营模式:生产型</td></tr>{rows}</table>",
        )
