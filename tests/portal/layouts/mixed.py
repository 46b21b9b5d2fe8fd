"""Layout x: a portal drawn by lot.  The seed decides each part's form, so that a hundred seeds are a hundred portals."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import ClassVar, TypeVar

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Entry, Layout, Leaf, table_rows
from tests.portal.layouts.column_lists import FOLDERS, captions
from tests.portal.texts import Block, Text

DATES = (
    "{0:%Y}年{0:%m}月{0:%d}日",
    "{0:%Y}-{0:%m}-{0:%d}",
    "{0:%Y}-{0.month}-{0.day} {0.hour}:{0:%M}:{0:%S}",
    "{0:%Y}/{0:%m}/{0:%d} {0:%H:%M}",
    "{0:%Y}.{0:%m}.{0:%d}",
    "{0:%Y}年{0.month}月{0.day}日 {0:%H:%M}",
)
GAP = "&nbsp;&nbsp;"
Drawn = TypeVar("Drawn")


class Mixed(Layout):
    """GBK without a charset; everything else is drawn: addresses, navigation, lists, pagers, bylines, bodies, votes, feet."""

    letter = "x"
    salt: ClassVar[str] = ""
    codec = "gbk"
    page_size = 8
    endless = "repeat"
    contact = Contact()

    def _drawn(self, what: str, *options: Drawn) -> Drawn:
        """One of the options, the same for every page of a portal."""
        return random.Random(f"{self.salt}{self.seed} {what}").choice(options)  # noqa: S311 - looks, not secrets

    def drawn(self) -> dict[str, int]:
        """Which form each part has, to read a trial by."""
        sizes = {
            "address": 8,
            "news": 5,
            "nav": 7,
            "row": 9,
            "pager": 9,
            "title": 9,
            "head": 8,
            "byline": 9,
            "body": 8,
            "vote": 8,
        }
        return {what: self._drawn(what, *range(size)) for what, size in sizes.items()}

    # --- addresses ---------------------------------------------------------------------------------------------------

    def _form(self) -> int:
        return self.drawn()["address"]

    @property
    def news_url(self) -> str | None:
        if self.drawn()["news"] == 0:
            return None
        return f"http://{self.host}{self._drawn('news path', '/news/', '/zixun/index.html', '/xw.asp', '/info/')}"

    def list_url(self, section: str, number: int) -> str:
        n, folder, later = self.section_index(section), FOLDERS[self.section_index(section) - 1], number > 1
        path = (
            f"/news/list.asp?id={n}{f'&page={number}' if later else ''}",
            f"/xw/{folder}/{f'index_{number}.html' if later else ''}",
            f"/html/{n}/{f'index{number}.htm' if later else 'index.htm'}",
            f"/a/list-{n}{f'-{number}' if later else ''}.html",
            f"/index.php?m=content&c=index&a=lists&catid={n}{f'&page={number}' if later else ''}",
            f"/News.aspx?Type={n}{f'&PageIndex={number}' if later else ''}",
            f"/channel/{folder}{f'/p{number}' if later else ''}",
            f"/{n:04}/{f'{number}/' if later else ''}",
        )
        return f"http://{self.host}{path[self._form()]}"

    def article_url(self, text: Text, page: int = 1) -> str:
        n, folder, later = self.section_index(text.section), FOLDERS[self.section_index(text.section) - 1], page > 1
        when = text.when or datetime(2011, 1, 1)  # noqa: DTZ001
        slug = "".join("abcdefghij"[int(digit)] for digit in str(text.number))
        path = (
            f"/news/show.asp?id={text.number}{f'&page={page}' if later else ''}",
            f"/xw/{folder}/{text.number}{f'_{page}' if later else ''}.html",
            f"/html/{when:%Y/%m}/{text.number}{f'-{page}' if later else ''}.htm",
            f"/a/show-{text.number}-{page}.html",
            f"/index.php?m=content&c=index&a=show&catid={n}&id={text.number}{f'&page={page}' if later else ''}",
            f"/NewsInfo.aspx?Id={text.number}{f'&PageIndex={page}' if later else ''}",
            f"/article/{slug}{f'/p{page}' if later else ''}",
            f"/{n:04}/a-{text.number}{f'-{page}' if later else ''}/",
        )
        return f"http://{self.host}{path[self._form()]}"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/neibu/{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/go/{text.number}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /neibu/\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/about/{n}.html") for n, text in enumerate(FOOTER_LINKS)]

    def printed(self, text: Text) -> str | None:
        return self._drawn("date", *DATES).format(text.when) if text.when else None

    def shown_votes(self, text: Text) -> tuple[int, int] | None:
        return None if self.drawn()["vote"] == 0 else text.votes

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return (*captions(text), self._lead(text))

    def _lead(self, text: Text) -> str:
        return f"{self._drawn('lead', '核心提示', '导读', '摘要', '内容提要')}:{text.summary}"

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str, is_home: bool = False) -> str:
        site = "浙江民营企业网"
        forms = (
            f"{title}-{site}",
            f"{title}_{site}",
            f"{title} | {site}",
            f"{site}::{title}",
            f"{site}—{title}",
            f"{title}--{site}",
            site,
            title,
        )
        shown = site if is_home else forms[self.drawn()["head"]]
        nav = self._nav() if not is_home or not self.news_url or self._drawn("nav on home", True, True, False) else ""
        area = f'<a href="{self.href(self.news_url)}">{self._area()}</a>' if self.news_url else ""
        tabs = " ".join(
            f'<a href="{self.out(path, name)}">{name}</a>'
            for path, name in (("/qiye/", "企业"), ("/chanpin/", "产品"), ("/job/", "招聘"))
        )
        columns = self._drawn("columns", "side first", "main first", "tables")
        if columns == "side first":
            middle = f"<div>{self._side()}</div>\n<div>{main}</div>"
        elif columns == "main first":
            middle = f"<div>{main}</div>\n<div>{self._side()}</div>"
        else:
            middle = f"<table><tr><td valign=top>{self._side()}</td><td valign=top>{main}</td></tr></table>"
        top = f'<div><a href="/">首页</a> {area} {tabs}</div>\n'
        above, below = (nav, "") if self._drawn("nav place", 0, 1, 2) else ("", nav)
        return f"<html><head><title>{escape(shown)}</title></head>\n<body>\n{top}{above}\n{middle}\n{below}{self._foot()}</body></html>\n"

    def _area(self) -> str:
        return self._drawn("area", "资讯", "新闻中心", "资讯频道", "新闻", "资讯首页", "资讯中心")

    def _nav(self) -> str:
        pairs = [(self.href(self.front_url(name)), name) for name in words.SECTIONS]
        plain = [f'<a href="{address}">{name}</a>' for address, name in pairs]
        expo = f'<a href="{self.out("/expo/", "展会")}">展会</a>'
        forms = (
            "<ul>" + "".join(f"<li>{link}</li>" for link in plain) + "</ul>",
            " | ".join(plain),
            "<table><tr>" + "".join(f"<td>{link}</td>" for link in plain) + "</tr></table>",
            f"<table><tr><td>{'</td><td>'.join([*plain[:4], expo])}</td></tr><tr><td>{'</td><td>'.join([*plain[4:7], expo, *plain[7:]])}</td></tr></table>",
            "".join(f'<a href="{address}">·{name}·</a>' for address, name in pairs),
            "".join(f'<a href="{address}">[{" ".join(name)}]</a> ' for address, name in pairs),
            "<dl><dt>栏目导航</dt>"
            + "".join(f'<dd><a href="{address}"><b>{name[:2]}</b>{name[2:]}</a></dd>' for address, name in pairs)
            + "</dl>",
        )
        return f"<div>{forms[self.drawn()['nav']]}</div>\n"

    def _links(self, rows: Sequence[tuple[str, str]]) -> str:
        one, form = "", self._drawn("links", "ul", "br", "table", "p")
        for address, text in rows:
            link = f'<a href="{address}" target="_blank">{escape(text)}</a>'
            one += {
                "ul": f"<li>{link}</li>\n",
                "br": f"·{link}<br>\n",
                "table": f"<tr><td>·{link}</td></tr>\n",
                "p": f"<p>{link}</p>\n",
            }[form]
        return {"ul": f"<ul>{one}</ul>", "table": f"<table>{one}</table>"}.get(form, f"<div>{one}</div>")

    def _side(self) -> str:
        recent = [(self.href(self.article_url(text)), text.title) for text in self.recent(6)]
        parts = {
            "goods": self._links(self.outside_links(self.clutter.products, "/chanpin/{}.html", 6, 26)),
            "firms": self._links(self.outside_links(self.clutter.firms, "/qiye/{}.html", 6, 20)),
            "jobs": self._links(self.outside_links(self.clutter.jobs, "/job/{}.html", 5, 26)),
            "expos": self._links(self.outside_links(self.clutter.expos, "/expo/{}.html", 5, 26)),
            "trade": self._links(self.outside_links(self.clutter.trade, "/chanpin/g{}.html", 6, 26)),
        }
        heads = {"goods": "产品推荐", "firms": "名企推荐", "jobs": "招聘", "expos": "近期展会", "trade": "供求信息"}
        made = f"<div><b>{self._drawn('recent', '最新文章', '热门文章', '点击排行', '推荐阅读')}</b>{self._links(recent)}</div>\n"
        for name in self._drawn(
            "blocks", ("goods", "jobs"), ("firms", "expos"), ("trade", "firms"), ("expos", "goods", "jobs")
        ):
            head = f"<b>{heads[name]}</b>" if self._drawn(f"head of {name}", True, False) else ""
            made = f"<div>{head}{parts[name]}</div>\n" + made
        return made

    def _foot(self) -> str:
        contact, qq = self.contact, self.contact.qq
        links = [f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()]
        row = self._drawn(
            "foot row",
            " | ".join(links),
            " ┊ ".join(links),
            f"<ul><li>{'</li><li>'.join(links)}</li></ul>",
            " - ".join(links),
            GAP.join(links),
        )
        reached = self._drawn(
            "foot contact",
            f"客服:{contact.phone} 客服传真:{contact.fax} {qq[0]} {qq[1]}",
            f"客服热线:{contact.phone} 传真:{contact.fax} QQ:{qq[0]} / {qq[1]}",
            f"服务电话:{contact.phone}<br>传真:{contact.fax}<br>客服QQ:{qq[0]},{qq[1]}",
            f"电话:{contact.phone}{GAP}传真:{contact.fax}{GAP}在线QQ:<a href='tencent://message/?uin={qq[0]}'>{qq[0]}</a> <a href='tencent://message/?uin={qq[1]}'>{qq[1]}</a>",
        )
        years = f"{contact.years[0]}-{contact.years[1]}"
        reserved = self._drawn(
            "foot copyright",
            f"中国电子商务网站百强 &copy; {years} zj123.com All Rights Reserved",
            f"版权所有 {years} 浙江民营企业网",
            f"Copyright &copy; {years} 浙江民营企业网. 保留所有权利",
            f"&copy;{contact.years[0]} - {contact.years[1]} 浙江民营企业网 版权所有",
            f"浙江民营企业网 版权所有 Copyright(C) {years} zj123.com Inc.",
        )
        licence = self._drawn(
            "foot licence",
            contact.licence,
            f"备案号:{contact.licence}",
            f"ICP备案:{contact.licence} 增值电信业务经营许可证:浙B2-20080123",
            f"<a href='http://www.miibeian.gov.cn'>{contact.licence}</a> 浙公网安备33010602000123号",
            f"浙网文[2010]0123-012号 {contact.licence} 广播电视节目制作经营许可证(浙)字第01234号",
        )
        friends = " ".join(
            f'<a href="http://www.friend{n}.com.cn/">{name}</a>' for n, name in enumerate(words.OUTLETS[:7])
        )
        around = self._drawn(
            "foot friends", f"<div>友情链接:{friends}</div>", f"<div><b>合作媒体</b> {friends}</div>", ""
        )
        return f"{around}\n<div align=center>{row}</div>\n<div align=center>{reached}</div>\n<div align=center>{reserved}</div>\n<div align=center>{licence}</div>\n"

    # --- lists -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        news = self._links([(self.href(self.article_url(text)), text.title) for text in self.recent(7)])
        firms = self._links(self.outside_links(self.clutter.firms, "/qiye/{}.html", 14, 30))
        return self._page("首页", f"<div><b>要闻</b>{news}</div><div><b>企业</b>{firms}</div>", is_home=True)

    def news(self) -> str:
        boxes = ""
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:5]
            rows = self._links([(self.href(self.article_url(text)), text.title) for text in mine])
            more = self._drawn("more", "更多&gt;&gt;", "更多...", "more", "&gt;&gt;更多")
            boxes += f'<div><b>{section}</b> <a href="{self.href(self.front_url(section))}">{more}</a>{rows}</div>\n'
        return self._page(self._area(), boxes)

    def listing(self, leaf: Leaf) -> str:
        rows = "".join(self._row(leaf, entry) for entry in leaf.entries)
        if self.drawn()["row"] in (4, 5, 6, 8):
            head = "<tr><th>标题</th><th>来源</th><th>日期</th></tr>" if self.drawn()["row"] == 8 else ""
            rows = f"<table>{head}{rows}</table>"
        elif self.drawn()["row"] in (0, 1):
            rows = f"<ul>{rows}</ul>"
        crumbs = self._crumbs(leaf.section)
        pager = self._pager(leaf)
        above = pager if self._drawn("pager above", True, False, False) else ""
        return self._page(leaf.section, f"{crumbs}{above}{rows}{pager}")

    def _crumbs(self, section: str) -> str:
        link = f'<a href="{self.href(self.front_url(section))}">{section}</a>'
        return self._drawn(
            "crumbs",
            f'<div>您的位置:<a href="/">首页</a> &gt; {link}</div>\n',
            f'<div><a href="/">首页</a> → {link}</div>\n',
            f"<div><b>{section}</b></div>\n",
            f'<div>当前位置: <a href="/">浙江民营企业网</a> / {link}</div>\n',
        )

    def _row(self, leaf: Leaf, entry: Entry) -> str:
        text, first, last = entry.text, self.href(entry.urls[0]), self.href(entry.urls[-1])
        title, when = escape(text.title), f"{text.when:%Y-%m-%d}" if text.when else ""
        link = f'<a href="{first}">{title}</a>' + (f' <a href="{last}">[图文]</a>' if len(entry.urls) > 1 else "")
        mark = "[置顶] " if entry is leaf.entries[0] else ""
        forms = (
            f"<li>{link} <span>{when}</span></li>\n",
            f"<li>{when} {mark}{link}</li>\n",
            f"<p>·{link}……({when})</p>\n",
            f"<dl><dt>{link}</dt><dd>{escape(text.summary)}</dd><dd>{when}</dd></dl>\n",
            f'<tr><td>[<a href="{self.href(self.front_url(leaf.section))}">{leaf.section}</a>]</td><td>{link}</td><td>{when}</td></tr>\n',
            f"<tr><td>{mark}{link}</td><td>{when}</td></tr><tr><td colspan=2 height=1></td></tr>\n",
            f'<tr><td><a href="{first}"><img src="/pic/{text.number}.jpg"></a></td><td>{link}<br>{escape(text.summary)}</td></tr>\n',
            f'<h3><a href="{first}">{title}</a></h3><p>{escape(text.summary)}<a href="{last}">[阅读全文]</a></p>\n',
            f"<tr><td>{link}</td><td>{text.source or ''}</td><td>{when}</td></tr>\n",
        )
        return forms[self.drawn()["row"]]

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            return f'<a href="{self.href(self.list_url(leaf.section, number))}">{text}</a> '

        shown = range(1, max(leaf.total, leaf.following or 0) + 1)
        if len(shown) == 1:
            return ""
        numbers = "".join(f"<b>{n}</b> " if n == leaf.number else link(n, str(n)) for n in shown)
        back, ahead, last = leaf.number - 1, leaf.following, shown[-1]
        image = link(ahead, '<img src="/img/next.gif" alt="下一页" border=0>') if ahead else ""
        options = "".join(
            f'<option value="{self.href(self.list_url(leaf.section, n))}"{" selected" if n == leaf.number else ""}>第{n}页</option>'
            for n in shown
        )
        forms = (
            (link(1, "首页") + link(back, "上一页") if back else "")
            + numbers
            + (link(ahead, "下一页") + link(last, "尾页") if ahead else ""),
            (link(back, "[上一页]") if back else "") + (link(ahead, "[下一页]") if ahead else ""),
            (link(1, "&lt;&lt;") + link(back, "&lt;") if back else "")
            + numbers
            + (link(ahead, "&gt;") + link(last, "&gt;&gt;") if ahead else ""),
            numbers,
            f'<select onchange="location=this.value">{options}</select>',
            f"共{leaf.total}页 "
            + (link(back, "上页") if back else "上页 ")
            + (link(ahead, "下页") if ahead else "下页"),
            "".join(f"第{n}页 " if n == leaf.number else link(n, f"第{n}页") for n in shown),
            (link(back, "前一页") if back else "") + (link(ahead, "后一页") if ahead else ""),
            f"{leaf.number}/{leaf.total} {image}",
        )
        return f"<div align=center>{forms[self.drawn()['pager']]}</div>\n"

    # --- articles ----------------------------------------------------------------------------------------------------

    def article(self, text: Text, page: int) -> str:
        head = self._heading(text)
        byline = f"<div align=center>{self._byline(text)}</div>\n" if text.has_byline else ""
        editor = self._editor(text)
        lead = f"<div>{escape(self._lead(text))}</div>\n" if self._drawn("has lead", True, False, False, False) else ""
        above, below = (byline, "") if self._drawn("byline place", 0, 0, 0, 1) == 0 else ("", byline)
        return self._page(
            text.title,
            f"{self._crumbs(text.section)}{head}{above}{lead}<div>{self._body(text.pages[page - 1])}</div>\n{self._pages(text, page)}{below}{editor}"
            f"{self._votes(text)}{self._after(text)}{self._clauses()}",
        )

    def _heading(self, text: Text) -> str:
        title = escape(text.title)
        forms = (
            f"<h1>{title}</h1>",
            f"<h2>{title}</h2>",
            f"<h3 align=center>{title}</h3>",
            f"<table width=100%><tr><td class=bt align=center>{title}</td></tr></table>",
            f"<p align=center><font size=5>{title}</font></p>",
            f"<div class=title>{title}</div>",
            f"<center><b>{title}</b></center>",
            f"<p align=center><strong><span style='font-size:20px'>{title}</span></strong></p>",
            f"<table width=100%><tr><td align=center><font size=4 color=red><b>{title}</b></font></td></tr></table>",
        )
        return forms[self.drawn()["title"]] + "\n"

    def _byline(self, text: Text) -> str:
        date, authors, label = self.printed(text), " ".join(text.authors), text.author_label
        source = f'<a href="{text.source_url}">{text.source}</a>' if text.source_url else text.source or ""
        hits = text.number % 701

        def said(prefix: str, value: str | None, suffix: str = "") -> list[str]:
            return [f"{prefix}{value}{suffix}"] if value else []

        forms: tuple[Callable[[], str], ...] = (
            lambda: GAP.join([f"{label}:{authors}", *said("来源:", source), *said("发布时间:", date), f"浏览:{hits}"]),
            lambda: " | ".join([*said("", date), *said("", source), *said(f"{label} ", authors), f"浏览 {hits} 次"]),
            lambda: "".join(
                [*said("【来源:", source, "】"), *said(f"【{label}:", authors, "】"), *said("【", date, "】")]
            ),
            lambda: (
                f"<table><tr><td>来\u3000源</td><td>{source}</td><td>作\u3000者</td><td>{authors}</td></tr><tr><td>日\u3000期</td><td>{date or ''}</td><td>点击数</td><td>{hits}</td></tr></table>"
            ),
            lambda: GAP.join(
                [*said("", date), *said("来源:", source), *said(f"{label}:", authors), f"我要评论({hits % 7})"]
            ),
            lambda: " | ".join([*said("稿源: ", source), *said("发布日期: ", date), *said(f"{label}: ", authors)]),
            lambda: " ".join(
                [
                    *said("<span>更新时间:</span>", date),
                    *said("<span>出处:</span>", source),
                    *said(f"<span>{label}:</span>", authors),
                    "<span>录入:admin</span>",
                ]
            ),
            lambda: GAP.join(
                [
                    *said("[ ", date, " ]"),
                    *said("来源于:", source),
                    *said(f"{label}:", authors),
                    f"阅读:{hits}次",
                    "字号:<a href='#'>大</a> <a href='#'>小</a>",
                ]
            ),
            lambda: "\u3000".join(
                [
                    *said("发布:", date),
                    *said("信息来源:", source),
                    *said(f"{label}:", authors),
                    f"点击数:{hits}",
                    "评论数:0",
                ]
            ),
        )
        return forms[self.drawn()["byline"]]()

    def _editor(self, text: Text) -> str:
        if not text.editor:
            return ""
        return self._drawn(
            "editor",
            f"<div align=right>(责任编辑:{text.editor})</div>\n",
            f"<p align=right>[责任编辑 {text.editor}]</p>\n",
            f"<div>责编:{text.editor}</div>\n",
            f"<table align=right><tr><td>编辑:{text.editor}</td></tr></table>\n",
            f"<div align=right>【责任编辑:<span>{text.editor}</span>】</div>\n",
        )

    def _votes(self, text: Text) -> str:
        if not text.votes:
            return ""
        up, down = text.votes
        forms = (
            "",
            f"<ul><li>{up}人</li><li>{down}人</li></ul>\n",
            f"<div><a href='#'>支持</a>({up}) <a href='#'>反对</a>({down})</div>\n",
            f"<div><span>顶</span><b>{up}</b> <span>踩</span><b>{down}</b></div>\n",
            f"<div>有用 {up} 人 没用 {down} 人</div>\n",
            f"<table><tr><td>赞[{up}]</td><td>踩[{down}]</td></tr></table>\n",
            f"<div>{up}人支持 {down}人反对</div>\n",
            f"<p>好评:{up} 差评:{down}</p>\n",
        )
        return forms[self.drawn()["vote"]]

    def _after(self, text: Text) -> str:
        before, following = self.recent(2, text)
        related = [(self.href(self.article_url(t)), t.title) for t in self.recent(4, text)]
        parts = {
            "share": '<div>分享到: <a href="http://v.t.sina.com.cn/share.php">新浪微博</a> <a href="http://share.renren.com/">人人网</a> <a href="http://t.qq.com/">腾讯微博</a></div>',
            "tools": "<div>【<a href='javascript:print()'>打印</a>】【<a href='javascript:close()'>关闭</a>】【<a href='#'>返回顶部</a>】</div>",
            "near": f'<div>上一篇:<a href="{self.href(self.article_url(before))}">{escape(before.title)}</a><br>下一篇:<a href="{self.href(self.article_url(following))}">{escape(following.title)}</a></div>',
            "tags": f'<div>标签:<a href="{self.out("/tag/1.html", "标签")}">民企</a> <a href="{self.out("/tag/2.html", "标签")}">转型升级</a></div>',
            "words": "<div>关键词:民营经济 浙商 产业集群</div>",
            "comments": "<div><b>网友评论</b></div><div>网友 钱先生 于2012-01-05 10:11发表评论:</div><div>文章写得不错,数据也很详实,希望多一些这样的报道。</div>",
            "form": "<form>昵称:<input name=n> 验证码:<input name=c><br>评论内容:<textarea></textarea><input type=submit value=发表评论></form><div>网友评论仅供其表达个人看法,并不表明本网同意其观点或证实其描述。</div>",
            "ask": "<div>您看完此新闻的心情是: <a href='#'>支持</a> <a href='#'>高兴</a> <a href='#'>震惊</a> <a href='#'>愤怒</a> <a href='#'>无聊</a></div>",
        }
        chosen = self._drawn(
            "after",
            ("share", "near"),
            ("tools", "tags", "comments"),
            ("near", "form"),
            ("words", "tools"),
            ("ask", "share", "form"),
            ("tags", "near", "comments"),
        )
        made = "\n".join(parts[name] for name in chosen)
        heading = self._drawn("related", "相关文章", "相关新闻", "延伸阅读", "相关报道:")
        return f"{made}\n<div><b>{heading}</b>{self._links(related)}</div>\n"

    def _clauses(self) -> str:
        first, second = self.shown_disclaimer()
        name = self._drawn("clauses name", "版权和免责声明:", "版权与免责声明", "免责声明:", "【版权和免责声明】")
        return self._drawn(
            "clauses",
            f"<div>{name}<br>{first}<br>{second}</div>\n",
            f"<div><b>{name}</b><p>{first}</p><p>{second}</p></div>\n",
            f"<div><h4>{name}</h4><ol><li>{first[2:]}</li><li>{second[2:]}</li></ol></div>\n",
            f"<table><tr><td>{name}{first}{second}</td></tr></table>\n",
            f"<div><b>{name}</b><p>(1){first[2:]}</p><p>(2){second[2:]}</p></div>\n",
        )

    def _pages(self, text: Text, page: int) -> str:
        link = partial(self.part_link, text)
        total = len(text.pages)
        if total == 1:
            return ""
        numbers = "".join(f"<b>[{n}]</b> " if n == page else link(n, f"[{n}]") for n in range(1, total + 1))
        back, ahead = link(page - 1, "上一页") if page > 1 else "", link(page + 1, "下一页") if page < total else ""
        return self._drawn(
            "pages",
            f"<div align=center>{numbers}</div>\n",
            f"<div align=center>{back}{numbers}{ahead}</div>\n",
            f"<p align=center>{back}第{page}页/共{total}页 {ahead}</p>\n",
            f"<div>本文共{total}页 {''.join(f'{n} ' if n == page else link(n, str(n)) for n in range(1, total + 1))}</div>\n",
        )

    def _body(self, blocks: Sequence[Block]) -> str:
        form = self.drawn()["body"]
        lines = [self._block(block) for block in blocks]
        if form in (1, 4):
            return f"<table><tr><td>{''.join(lines)}</td></tr></table>"
        return f"<blockquote>{''.join(lines)}</blockquote>" if form == 6 else "".join(lines)

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            return self._picture(block)
        if block.kind == "table":
            rows = table_rows(block)
            return f"<table border=1>{rows}</table>\n"
        if block.kind == "list":
            return "".join(self._line(escape(row[0])) for row in block.rows)
        runs = self.linked(block)
        return self._line(f"<b>{runs}</b>" if block.kind == "heading" else runs)

    def _picture(self, block: Block) -> str:
        caption = block.caption
        if not caption:
            return f"<p align=center><img src='{block.src}'></p>\n"
        return self._drawn(
            "caption",
            f"<p align=center><img src='{block.src}'></p>\n<p align=center>{caption}</p>\n",
            f"<p align=center><img src='{block.src}'><br>{caption}</p>\n",
            f"<center><img src='{block.src}' alt='{caption}'></center>\n",
            f"<table align=center><tr><td><img src='{block.src}'></td></tr><tr><td align=center>{caption}</td></tr></table>\n",
        )

    def _line(self, runs: str) -> str:
        forms = (
            f"<p>\u3000\u3000{runs}</p>\n",
            f"&nbsp;&nbsp;&nbsp;&nbsp;{runs}<br>\n",
            f"\u3000\u3000{runs}<br><br>\n",
            f"<div>\u3000\u3000{runs}</div><div>&nbsp;</div>\n",
            f"<span>\u3000\u3000{runs}</span><br />\n",
            f"<p><font face=宋体><span style='font-size:12pt'>\u3000\u3000{runs}</span></font></p><p>&nbsp;</p>\n",
            f"{runs}<br>\n<br>\n",
            f"<P>{runs}\n",
        )
        return forms[self.drawn()["body"]]

    def missing(self) -> str:
        return "<html><head><title>提示</title></head><body><p>对不起,该信息不存在或已被删除!</p></body></html>"

    def other(self, label: str) -> str:
        rows = self._links(self.outside_links(self.clutter.trade, "/chanpin/g{}.html", 9, 30))
        return self._page(label, f"<h2>{escape(label)}</h2><p>欢迎光临</p>{rows}")
