"""Layout k: a portal on a blog engine.  Addresses of pinyin without a digit, site name as <h1>, byline after the text, comments."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, full_width, table_rows
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text

SYLLABLES = ("zhe", "jiang", "min", "qi", "hang", "zhou", "shang", "wen", "tai", "ning")
SLUGS = ("hot", "private-economy", "stocks", "regions", "markets", "companies", "statistics", "industry", "housing")


class Blog(Layout):
    """Sections only in the side column with counts beside them, page/2/, older posts, a calendar, months, tags and feeds."""

    letter = "k"
    codec = "utf-8"
    content_type = "text/html; charset=UTF-8"
    page_size = 10
    feeds = ("/feed/",)
    endless = "loop"
    formats = ("{0:%Y}年{0:%m}月{0:%d}日 {0:%H:%M}", "{0:%Y}年{0:%m}月{0:%d}日")
    contact = Contact(
        "0571-89001234", "0571-89001235", ("543059767", "1091140425"), (2009, 2012), "浙ICP备09001234号-1"
    )

    def list_url(self, section: str, number: int) -> str:
        return f"http://{self.host}/category/{SLUGS[self.section_index(section) - 1]}/" + (
            f"page/{number}/" if number > 1 else ""
        )

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}page/1/",)

    def _slug(self, text: Text) -> str:
        return "-".join(SYLLABLES[int(digit)] for digit in str(text.number))

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/{self._slug(text)}/" + (f"{page}/" if page > 1 else "")

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/private/{self._slug(text)}/"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/?p={text.number}"

    def endless_label(self, url: str) -> str | None:
        return "归档" if "/date/" in url else None

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /wp-admin/\nDisallow: /wp-includes/\nDisallow: /private/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [
            (text, f"http://{self.host}/pages/{name}/")
            for text, name in zip(FOOTER_LINKS, ("a", "b", "c", "d", "e", "f", "g", "h"), strict=True)
        ]

    def words(self, text: str) -> str:
        return full_width(text)

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(map(self.words, self.contact.disclaimer))

    def shown_votes(self, text: Text) -> tuple[int, int] | None:
        del text
        return None

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return captions(text)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        return (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
            f'<html xmlns="http://www.w3.org/1999/xhtml" dir="ltr" lang="zh-CN">\n<head profile="http://gmpg.org/xfn/11">\n<title>{escape(title)}</title>\n'
            '<link rel="alternate" type="application/rss+xml" title="RSS" href="/feed/" /><link rel="pingback" href="/xmlrpc.php" />\n</head>\n<body>\n<div id="page">\n'
            '<div id="header"><h1><a href="/">浙江民营企业网</a></h1><div class="description">浙江民企第一门户</div></div>\n<hr />\n'
            f'<div id="sidebar" role="complementary">{self._side()}</div>\n<div id="content" class="narrowcolumn" role="main">\n{main}\n</div>\n{self._foot()}</div>\n</body>\n</html>\n'
        )

    def _items(self, rows: Sequence[tuple[str, str]]) -> str:
        return (
            "<ul>" + "".join(f'<li><a href="{address}">{escape(text)}</a></li>\n' for address, text in rows) + "</ul>\n"
        )

    def _side(self) -> str:
        counts = {name: sum(text.section == name for text in self.texts) for name in words.SECTIONS}
        categories = "".join(
            f'<li class="cat-item"><a href="{self.href(self.front_url(name))}" title="查看 {name} 下的所有文章">{name}</a> ({counts[name]})</li>\n'
            for name in words.SECTIONS
        )
        days = "".join(
            f'<td><a href="{self.out(f"/date/2011/12/{day:02}/", "归档")}" title="{day}日">{day}</a></td>'
            + ("</tr><tr>" if day % 7 == 0 else "")
            for day in range(1, 32)
        )
        months = [
            (self.out(f"/date/{year}/{month:02}/", "归档"), f"{year}年{month}月")
            for year in (2011, 2010)
            for month in range(12, 0, -1)
        ]
        tags = " ".join(
            f'<a href="{self.out(f"/tag/{n}/", name)}" style="font-size:{n % 9 + 8}pt">{name}</a>'
            for n, name in enumerate(words.TRADES)
        )
        recent = [(self.href(self.article_url(text)), text.title) for text in self.recent(5)]
        friends = "".join(
            f'<li><a href="http://www.news{n}.com/" title="{name}">{name}</a></li>'
            for n, name in enumerate(words.OUTLETS[:7])
        )
        return (
            f'<ul><li><form method="get" id="searchform" action="/"><input name="s" /><input type="submit" value="搜索" /></form></li>\n'
            f'<li><table id="wp-calendar"><caption>2011年十二月</caption><tr>{days}</tr></table><a href="{self.out("/date/2011/11/", "归档")}">« 十一月</a></li>\n'
            f"<li>{self._items(self.outside_links(self.clutter.firms, '/shop/f{}/', 6, 30))}</li>\n"
            f"<li>{self._items(self.outside_links(self.clutter.trade, '/shop/{}/', 6, 30))}</li>\n"
            f'<li><h2>近期文章</h2>{self._items(recent)}</li>\n<li><h2>文章归档</h2>{self._items(months)}</li>\n<li class="categories"><h2>分类目录</h2><ul>{categories}</ul></li>\n'
            f"<li><h2>标签</h2>{tags}</li>\n<li><h2>友情链接</h2><ul>{friends}</ul></li>\n"
            f'<li><h2>功能</h2><ul><li><a href="{self.out("/wp-login.php", "登录")}">登录</a></li><li><a href="/feed/">文章RSS</a></li><li><a href="{self.out("/comments/feed/", "RSS")}">评论RSS</a></li></ul></li></ul>\n'
        )

    def _foot(self) -> str:
        contact = self.contact
        links = " · ".join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        return (
            f'<hr />\n<div id="footer"><p>{links}</p>\n<p>客服\uff1a{contact.phone}\uff0c传真\uff1a{contact.fax}\uff0cQQ\uff1a{contact.qq[0]}\uff0c{contact.qq[1]}</p>\n'
            f"<p>© {contact.years[0]}–{contact.years[1]} 浙江民营企业网 由 <a href='http://wordpress.org/'>WordPress</a> 强力驱动 {contact.licence}</p></div>\n"
        )

    def _post(self, text: Text, url: str, more: str) -> str:
        when = f"{text.when:%Y年%m月%d日}" if text.when else ""
        return (
            f'<div class="post"><h2><a href="{self.href(url)}" rel="bookmark" title="{escape(text.title)} 的永久链接">{escape(text.title)}</a></h2><small>{when}</small>\n'
            f'<div class="entry"><p>{escape(text.summary)} <a href="{self.href(more)}" class="more-link">继续阅读 »</a></p></div>\n'
            f'<p class="postmetadata">分类\uff1a<a href="{self.href(self.front_url(text.section))}">{text.section}</a> | <a href="{self.href(url)}#respond">没有评论 »</a></p></div>\n'
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        posts = "".join(self._post(text, self.article_url(text), self.article_url(text)) for text in self.texts[:8])
        return self._page("浙江民营企业网", posts)

    def listing(self, leaf: Leaf) -> str:
        posts = "".join(self._post(entry.text, entry.urls[0], entry.urls[-1]) for entry in leaf.entries)
        older = (
            f'<div class="alignleft"><a href="{self.href(self.list_url(leaf.section, leaf.following))}">« 较旧的文章</a></div>'
            if leaf.following
            else ""
        )
        newer = (
            f'<div class="alignright"><a href="{self.href(self.list_url(leaf.section, leaf.number - 1))}">较新的文章 »</a></div>'
            if leaf.number > 1
            else ""
        )
        navigation = f'<div class="navigation">{older}{newer}</div>\n'
        return self._page(
            f"{leaf.section} « 浙江民营企业网",
            f'<h2 class="pagetitle">分类目录归档\uff1a‘{leaf.section}’</h2>\n{navigation}{posts}{navigation}',
        )

    def article(self, text: Text, page: int) -> str:
        total = len(text.pages)
        body = "".join(self._block(block) for block in text.pages[page - 1])
        numbers = " ".join(
            str(n) if n == page else f'<a href="{self.href(self.article_url(text, n))}">{n}</a>'
            for n in range(1, total + 1)
        )
        pager = f"<p><strong>页码\uff1a</strong> {numbers}</p>\n" if total > 1 else ""
        before, after = self.recent(2, text)
        commenter = words.SURNAMES[text.number % 20] + "先生"
        comments = (
            f'<h3 id="comments">1 条评论</h3>\n<ol class="commentlist"><li><cite>{commenter}</cite> 说\uff1a<br /><small><a href="#comment-{text.number}">2012年01月{text.number % 20 + 10}日 09:12</a></small>'
            "<p>写得很好,浙商的路子就是要这样走,希望今后多登一些这方面的文章,让更多企业看到方向。</p></li></ol>\n"
            if text.number % 2
            else '<p class="nocomments">暂无评论。</p>\n'
        )
        main = (
            f'<div class="navigation"><div class="alignleft">« <a href="{self.href(self.article_url(before))}">{escape(before.title)}</a></div>'
            f'<div class="alignright"><a href="{self.href(self.article_url(after))}">{escape(after.title)}</a> »</div></div>\n'
            f'<div class="post"><h2>{escape(text.title)}</h2>\n<div class="entry">\n{body}{pager}<p class="postmetadata alt"><small>{self._byline(text)}</small></p></div></div>\n'
            f'{comments}<div id="respond"><h3>发表评论</h3><p>您必须<a href="{self.out("/wp-login.php", "登录")}">登录</a>才能发表评论。</p></div>\n'
            f"<div class='legal'><h3>版权和免责声明\uff1a</h3><ul>{''.join(f'<li>{clause}</li>' for clause in self.shown_disclaimer())}</ul></div>"
        )
        return self._page(f"{text.title} « 浙江民营企业网", main)

    def _byline(self, text: Text) -> str:
        filed = f'分类\uff1a<a href="{self.href(self.front_url(text.section))}">{text.section}</a>'
        if not text.has_byline:
            return filed
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}">{source}</a>'
        parts = [f"发表时间\uff1a{date}"] if date else []
        parts += [f"文章来源\uff1a{source}"] if source else []
        parts += [f"{text.author_label}\uff1a{'、'.join(text.authors)}"] if text.authors else []
        parts += [f"责任编辑\uff1a{text.editor}"] if text.editor else []
        return " | ".join([*parts, filed])

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f'<p class="wp-caption-text">{block.caption}</p>' if block.caption else ""
            return f'<div class="wp-caption aligncenter"><img src="{block.src}" alt="" width="500" />{caption}</div>\n'
        if block.kind == "table":
            rows = table_rows(block)
            return f"<table>{rows}</table>\n"
        if block.kind == "list":
            return "<ol>" + "".join(f"<li>{escape(row[0])}</li>\n" for row in block.rows) + "</ol>\n"
        runs = self.linked(block)
        return f"<h3>{runs}</h3>\n" if block.kind == "heading" else f"<p>{runs}</p>\n"

    def missing(self) -> str:
        return self._page(
            "找不到页面 « 浙江民营企业网", '<h2 class="center">错误 404 - 您要找的文章不存在或已被删除</h2>'
        )

    def other(self, label: str) -> str:
        rows = self._items(self.outside_links(self.clutter.trade, "/shop/{}/", 12, 30))
        earlier = self.out(f"/date/{sum(map(ord, self.here)) % 2000}/01/", "归档")
        return self._page(label, f"<h2>{escape(label)}</h2><p>欢迎选购</p>{rows}<a href='{earlier}'>« 上月</a>")
