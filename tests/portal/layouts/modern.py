"""Layout e: a portal rebuilt late.  HTML5, cards that are one link each, picture navigation, a pager of 下一页 alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from tests.portal import words
from tests.portal.layouts.base import DISCLAIMER, FOOTER_LINKS, Contact, Layout, Leaf, full_width
from tests.portal.texts import Block, Text


class Modern(Layout):
    """Minified, no label before the date, cards in groups of five, a list that goes on empty."""

    letter = "e"
    codec = "utf-8"
    page_size = 25
    endless = "empty"
    formats = ("{0:%Y-%m-%d %H:%M:%S}", "{0:%Y}年{0:%m}月{0:%d}日 {0:%H:%M}")
    contact = Contact(
        "0571-87896971", "0571-87298208", ("2850001234", "543059767"), (2002, 2015), "浙ICP备11047537号-2"
    )

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/channel/news"

    def list_url(self, section: str, number: int) -> str:
        return f"http://{self.host}/channel/{quote(section)}" + (f"?page={number}" if number > 1 else "")

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}?page=1",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/a/{text.number * 7919 % 1000003:06d}" + (f"?p={page}" if page > 1 else "")

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/a/draft/{text.number}"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/s/{text.number:x}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /a/draft/\nDisallow: /api/\nSitemap: http://www.zj123.com/sitemap.xml\n"

    def endless_label(self, url: str) -> str | None:
        return "日历" if "/date/" in url else None

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/p/{quote(text)}") for text in FOOTER_LINKS]

    def words(self, text: str) -> str:
        return full_width(text)

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(self.words(clause[2:]) for clause in DISCLAIMER)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str, meta: str = "") -> str:
        nav = "".join(
            f'<a href="{self.href(self.front_url(name))}"><img src="/static/nav/{n}.png" alt="{name}"></a>'
            for n, name in enumerate(words.SECTIONS)
        )
        tabs = "".join(
            f'<a href="{self.out(path, name)}">{name}</a>'
            for path, name in (
                ("/c/companies", "企业库"),
                ("/c/products", "产品库"),
                ("/c/offers", "供求"),
                ("/account/login", "登录"),
            )
        )
        return (
            f'<!doctype html><html lang=zh-CN><head><meta charset=utf-8><meta name=viewport content="width=device-width">{meta}<title>{escape(title)}</title>'
            '<link rel=stylesheet href=/static/app.css><script type="application/ld+json">{"@type":"Organization","name":"浙江民营企业网"}</script></head><body>'
            f'<header><a href=/><img src=/static/logo.svg alt=浙江民营企业网></a><nav><a href="{self.href(self.news_url)}">资讯首页</a>{nav}</nav><nav>{tabs}</nav>'
            f"<form action=/search role=search><input name=q placeholder=搜索资讯><button>搜索</button></form></header><main>{main}</main><aside>{self._side()}</aside>{self._foot()}"
            '<script>window.__DATA__={"title":"时间:2010年10月20日 信息来源:余杭新闻网"}</script></body></html>'
        )

    def _list(self, rows: Sequence[tuple[str, str]]) -> str:
        return "<ul>" + "".join(f"<li><a href={address}>{escape(text)}</a>" for address, text in rows) + "</ul>"

    def _side(self) -> str:
        recent = [(self.href(self.article_url(text)), text.title[:15] + "…") for text in self.recent(5)]
        tags = "".join(f'<a href="{self.out(f"/tag/{quote(name)}", name)}">{name}</a> ' for name in words.TRADES)
        dates = "".join(f'<a href="{self.out(f"/date/2011/{month}", "日历")}">{month}月</a>' for month in range(1, 13))
        return (
            f"<section><h2>最新文章</h2>{self._list(recent)}</section>"
            f"<section><h2>企业推荐</h2>{self._list(self.outside_links(self.clutter.firms, '/c/{}', 6, 30))}</section>"
            f"<section><h2>产品推荐</h2>{self._list(self.outside_links(self.clutter.products, '/p/{}', 6, 30))}</section>"
            f"<section><h2>供求</h2>{self._list(self.outside_links(self.clutter.trade, '/o/{}', 8, 30))}</section>"
            f"<section><h2>标签云</h2>{tags}</section><section><h2>按月浏览</h2>{dates}</section>"
        )

    def _foot(self) -> str:
        contact = self.contact
        links = "".join(
            f'<li><a href="{self.out(self.href(url), text)}">{text}</a></li>' for text, url in self.footer_links()
        )
        return (
            f"<footer><ul>{links}</ul><address><span>客服:{contact.phone}</span><span>客服传真:{contact.fax}</span>"
            f"{''.join(f'<span>{qq}</span>' for qq in contact.qq)}</address><p>中国电子商务网站百强 © {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved</p>"
            f"<p><a href=https://beian.miit.gov.cn/>{contact.licence}</a></p></footer>"
        )

    def _card(self, text: Text, url: str) -> str:
        when = f"<time>{text.when:%Y-%m-%d}</time>" if text.when else ""
        return (
            f'<article class=card><a href="{self.href(url)}"><img src=/static/t/{text.number}.jpg alt=""><h3>{escape(text.title)}</h3>'
            f"<p>{escape(text.summary)}</p>{when}</a></article>"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        cards = "".join(self._card(text, self.article_url(text)) for text in self.texts[:4])
        firms = self._list(self.outside_links(self.clutter.firms, "/c/{}", 20, 30))
        goods = self._list(self.outside_links(self.clutter.products, "/p/{}", 20, 30))
        return self._page(
            "浙江民营企业网",
            f"<section><h2>头条</h2>{cards}</section><section><h2>企业</h2>{firms}</section><section><h2>产品</h2>{goods}</section>",
        )

    def news(self) -> str:
        parts = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:3]
            rows = "".join(self._card(text, self.article_url(text)) for text in mine)
            parts.append(
                f'<section><h2>{section}</h2>{rows}<a href="{self.href(self.front_url(section))}" aria-label="{section}">查看全部</a></section>'
            )
        return self._page("资讯首页 | 浙江民营企业网", "".join(parts))

    def listing(self, leaf: Leaf) -> str:
        groups = [leaf.entries[n : n + 5] for n in range(0, len(leaf.entries), 5)]
        cards = "".join(
            f"<div class=group>{''.join(self._card(e.text, url) for e in group for url in e.urls)}</div>"
            for group in groups
        )
        ahead = (
            f'<a rel=next href="{self.href(self.list_url(leaf.section, leaf.following))}">下一页</a>'
            if leaf.following
            else ""
        )
        back = (
            f'<a rel=prev href="{self.href(self.list_url(leaf.section, leaf.number - 1) if leaf.number > 2 else self.list_aliases(leaf.section)[0])}">上一页</a>'
            if leaf.number > 1
            else ""
        )
        return self._page(
            f"{leaf.section} | 浙江民营企业网",
            f"<h1>{leaf.section}</h1>{cards or '<p>暂无更多内容</p>'}<nav>{back}{ahead}</nav>",
        )

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        ahead = (
            f'<nav><a href="{self.href(self.article_url(text, page + 1))}">下一页</a></nav>'
            if page < len(text.pages)
            else ""
        )
        votes = (
            f"<div class=votes><button>赞</button><span>{text.votes[0]}人</span><button>踩</button><span>{text.votes[1]}人</span></div>"
            if text.votes
            else ""
        )
        related = "".join(self._card(other, self.article_url(other)) for other in self.recent(3, text))
        clauses = "".join(f"<li>{clause}" for clause in self.shown_disclaimer())
        meta = (
            f'<meta name=description content="{escape(text.summary)}"><meta property=og:title content="{escape(text.title)}">'
            f"<meta property=og:type content=article><meta name=keywords content=浙江,民企>"
        )
        main = (
            f'<nav class=crumbs><a href=/>首页</a> › <a href="{self.href(self.front_url(text.section))}">{text.section}</a></nav>'
            f"<article><header><h1>{escape(text.title)}</h1>{self._byline(text)}</header><div class=rich>{body}</div>{ahead}"
            + (f"<p class=ed>责编:{text.editor}</p>" if text.editor else "")
            + f"</article>{votes}<div class=share>分享 <a href=https://weibo.com/share>微博</a> <a href=#>微信</a> 扫一扫</div>"
            f"<section><h2>相关阅读</h2>{related}</section><section class=legal><h2>版权和免责声明</h2><ol>{clauses}</ol></section>"
        )
        return self._page(f"{text.title} - {text.section} - 浙江民营企业网", main, meta)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f"<a href={text.source_url}>{source}</a>"
        parts = [f"<time>{date}</time>"] if date else []
        parts += [f"<span>来源: {source}</span>"] if source else []
        parts += [f"<span>{text.author_label}: {', '.join(text.authors)}</span>"] if text.authors else []
        return f"<div class=meta>{''.join(parts)}<a href=#comments>评论 {text.number % 13}</a></div>"

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<figcaption>{block.caption}</figcaption>" if block.caption else ""
            return (
                f'<figure><img src=/static/loading.gif data-src="{block.src}">{caption}</figure>'
                if not caption
                else f'<figure><img src="{block.src}">{caption}</figure>'
            )
        if block.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in block.rows)
            return f"<table>{rows}</table>"
        if block.kind == "list":
            return "<ol>" + "".join(f"<li>{escape(row[0])}" for row in block.rows) + "</ol>"
        runs = "".join(
            f'<a href="{self.out(href, text)}">{escape(text)}</a>' if href else escape(text, quote=False)
            for text, href in block.runs
        )
        return f"<h2>{runs}</h2>" if block.kind == "heading" else f"<p>{runs}</p>"

    def missing(self) -> str:
        return self._page("页面不存在", "<h1>404</h1><p>抱歉,您访问的页面不存在或已删除</p>")

    def other(self, label: str) -> str:
        rows = self._list(self.outside_links(self.clutter.products, "/p/{}", 12, 30))
        year = sum(map(ord, self.here)) % 3000
        return self._page(
            label,
            f'<h1>{escape(label)}</h1><p>企业简介</p>{rows}<a href="{self.out(f"/date/{year}/1", "日历")}">更早</a>',
        )
