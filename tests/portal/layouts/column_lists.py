"""Layout g: a portal on a CMS of 2008.  Folders of pinyin, list_3_2.html, a lead box, digg buttons, side column first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Layout, Leaf, table_rows
from tests.portal.texts import Block, Text

FOLDERS = (
    "jingjiredian",
    "minyingjingji",
    "zhejianggushi",
    "quyufazhan",
    "zhuanyeshichang",
    "qiyedongtai",
    "tongjishuju",
    "zhejiangchanjing",
    "zhejiangloushi",
)


class ColumnLists(Layout):
    """Navigation of two rows with other entries in between, GBK declared gb2312, `顶一下 (9)`, (责任编辑:…) in the text."""

    letter = "g"
    codec = "gbk"
    page_size = 20
    endless = "repeat"
    formats = ("{0:%Y-%m-%d %H:%M}", "{0:%Y-%m-%d}")
    contact = Contact("0571-85123456", "0571-85123457", ("543059767", "1091140425"), (2004, 2010), "浙ICP备10203040号")

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/html/"

    def _folder(self, section: str) -> str:
        return f"http://{self.host}/html/{FOLDERS[self.section_index(section) - 1]}/"

    def list_url(self, section: str, number: int) -> str:
        return self._folder(section) + (f"list_{self.section_index(section) + 2}_{number}.html" if number > 1 else "")

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self._folder(section)}list_{self.section_index(section) + 2}_1.html",)

    def article_url(self, text: Text, page: int = 1) -> str:
        when = text.when or datetime(2011, 1, 1)  # noqa: DTZ001
        suffix = f"_{page}" if page > 1 else ""
        return f"{self._folder(text.section)}{when:%Y/%m%d}/{text.number}{suffix}.html"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/html/neibu/{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/plus/view.php?aid={text.number}"

    def endless_label(self, url: str) -> str | None:
        return "日历" if "/plus/day.php" in url else None

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /plus/search.php\nDisallow: /html/neibu/\nDisallow: /member\n"

    def footer_links(self) -> list[tuple[str, str]]:
        return [(text, f"http://{self.host}/about/{n}.html") for n, text in enumerate(FOOTER_LINKS)]

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return (self._lead(text), *captions(text))

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _lead(self, text: Text) -> str:
        return f"导读:{text.summary}"

    def _page(self, title: str, main: str) -> str:
        return (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
            '<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />\n'
            f'<title>{escape(title)}</title>\n<meta name="keywords" content="浙江,民企" />\n<link href="/templets/style/dedecms.css" rel="stylesheet" />\n'
            f"</head>\n<body>\n<div class='header'><div class='toplinks'>[<a href='{self.out('/member/login.php', '登录')}'>登录</a>] "
            f"[<a href='{self.out('/member/reg.php', '注册')}'>注册</a>] <a href='{self.out('/data/rssmap.html', 'RSS')}'>RSS</a></div>"
            f"<a href='/'><img src='/images/logo.gif' alt='浙江民营企业网'/></a></div>\n<div class='nav'>{self._nav()}</div>\n"
            f"<div class='w960'>\n<div class='pleft'>{self._side()}</div>\n<div class='pright'>{main}</div>\n</div>\n{self._foot()}"
            "<script src='/plus/count.php?view=yes' type='text/javascript'></script></body></html>\n"
        )

    def _nav(self) -> str:
        def item(address: str, name: str) -> str:
            return f"<li><a href='{address}'><span>{name}</span></a></li>\n"

        others = (("/company/", "企业库"), ("/product/", "产品"), ("/market/", "商机"), ("/zhaopin/", "人才"))
        rows = [item("/", "主页"), item(self.href(self.news_url), "新闻")]
        for n, name in enumerate(words.SECTIONS):
            rows.append(item(self.href(self.front_url(name)), name))
            if n % 2 and n // 2 < len(others):
                path, label = others[n // 2]
                rows.append(item(self.out(path, label), label))
        half = len(rows) // 2
        return f"<ul>{''.join(rows[:half])}</ul><ul>{''.join(rows[half:])}</ul>"

    def _items(self, rows: Sequence[tuple[str, str]], mark: str = "") -> str:
        return "".join(
            f"<li>{mark}<a href='{address}' target='_blank'>{escape(text)}</a></li>\n" for address, text in rows
        )

    def _side(self) -> str:
        goods = self.outside_links(self.clutter.products, "/product/{}.html", 8, 22)
        expos = self.outside_links(self.clutter.expos, "/market/2011/1102/{}.html", 5, 26)
        hot = "".join(
            f"<li><a href='{self.href(self.article_url(text))}'>{escape(text.title)}</a> <small>{text.when:%m-%d}</small></li>\n"
            for text in self.recent(8)
            if text.when
        )
        prices = "".join(
            f"<tr><td><a href='{self.out(f'/market/price/{n}.html', '行情')}'>{good}</a></td><td>{n * 137 + 1200}元/吨</td><td>12-{n + 10}</td></tr>\n"
            for n, good in enumerate(words.GOODS[:6])
        )
        days = "".join(f"<a href='{self.out(f'/plus/day.php?d=201112{n:02}', '日历')}'>{n}</a> " for n in range(1, 32))
        return (
            f"<ul class='c1'>{self._items(goods)}</ul>\n<dl class='tbox'><dt><strong>热门新闻</strong></dt><dd><ul>{hot}</ul></dd></dl>\n"
            f"<dl class='tbox'><dt><strong>近期展会</strong></dt><dd><ul>{self._items(expos)}</ul></dd></dl>\n"
            f"<dl class='tbox'><dt><strong>今日行情</strong></dt><dd><table>{prices}</table></dd></dl>\n"
            f"<dl class='tbox'><dt><a href='{self.out('/plus/day.php?m=201111', '日历')}'>上月</a> 今天 <a href='{self.out('/plus/day.php?m=201201', '日历')}'>下月</a></dt><dd>{days}</dd></dl>\n"
        )

    def _foot(self) -> str:
        contact = self.contact
        friends = " ".join(
            f"<li><a href='http://www.friend{n}.com.cn/'>{name}</a></li>" for n, name in enumerate(words.OUTLETS[:9])
        )
        links = " | ".join(
            f"<a href='{self.out(self.href(url), text)}'>{text}</a>" for text, url in self.footer_links()
        )
        return (
            f"<div class='flink'><strong>友情链接</strong><ul>{friends}</ul></div>\n<div class='footer'><p>{links}</p>\n"
            f"<p>客服热线:{contact.phone} 传真:{contact.fax} 客服QQ:{contact.qq[0]} {contact.qq[1]}</p>\n"
            f"<p>Copyright &copy; {contact.years[0]}-{contact.years[1]} zj123.com 浙江民营企业网 版权所有</p>\n"
            f"<p>增值电信业务经营许可证 浙B2-20080123 {contact.licence} 浙公网安备33010602000123号</p></div>\n"
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        firms = self._items(self.outside_links(self.clutter.firms, "/company/{}.html", 24, 30))
        trade = self._items(self.outside_links(self.clutter.trade, "/market/2011/1201/{}.html", 16, 30))
        flash = self._items([(self.href(self.article_url(text)), text.title) for text in self.texts[:9]])
        return self._page(
            "浙江民营企业网", f"<h1>要闻</h1><ul>{flash}</ul><h2>名企</h2><ul>{firms}</ul><h2>供求</h2><ul>{trade}</ul>"
        )

    def news(self) -> str:
        boxes = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:6]
            rows = self._items([(self.href(self.article_url(text)), text.title[:20]) for text in mine])
            boxes.append(
                f"<dl class='tbox'><dt><strong><a href='{self.href(self.front_url(section))}'>{section}</a></strong>"
                f"<span class='more'><a href='{self.href(self.front_url(section))}'>更多...</a></span></dt><dd><ul>{rows}</ul></dd></dl>\n"
            )
        return self._page("新闻_浙江民营企业网", "".join(boxes))

    def listing(self, leaf: Leaf) -> str:
        rows = ""
        for entry in leaf.entries:
            first, last = self.href(entry.urls[0]), self.href(entry.urls[-1])
            date = f"{entry.text.when:%Y-%m-%d %H:%M:%S}" if entry.text.when else "无"
            more = f"<a href='{last}'>查阅全文...</a>" if len(entry.urls) > 1 else ""
            rows += (
                f"<li><b>[<a href='{self.href(self.front_url(leaf.section))}'>{leaf.section}</a>]</b> <a href='{first}' class='title'>{escape(entry.text.title)}</a>\n"
                f"<span class='info'><small>日期:</small>{date} <small>点击:</small>{entry.text.number % 311} <small>好评:</small>0</span>\n"
                f"<p class='intro'>{escape(entry.text.summary)}{more}</p></li>\n"
            )
        return self._page(
            f"{leaf.section}_浙江民营企业网",
            f"<div class='place'><strong>当前位置:</strong> <a href='/'>主页</a> > <a href='{self.href(self.news_url)}'>新闻</a> > "
            f"<a href='{self.href(self.front_url(leaf.section))}'>{leaf.section}</a> > </div><div class='listbox'><ul class='e2'>{rows}</ul></div>"
            f"<div class='dede_pages'><ul class='pagelist'>{self._pager(leaf)}</ul></div>",
        )

    def _pager(self, leaf: Leaf) -> str:
        def link(number: int, text: str) -> str:
            name = f"list_{self.section_index(leaf.section) + 2}_{number}.html"
            return f"<li><a href='{name}'>{text}</a></li>\n"

        numbers = "".join(
            f"<li class='thisclass'>{n}</li>\n" if n == leaf.number else link(n, str(n))
            for n in range(1, leaf.total + 1)
        )
        back = link(1, "首页") + link(leaf.number - 1, "上一页") if leaf.number > 1 else "<li>首页</li>\n"
        ahead = link(leaf.following, "下一页") + link(leaf.total, "末页") if leaf.following else "<li>末页</li>\n"
        count = sum(text.section == leaf.section for text in self.texts)
        return f"{back}{numbers}{ahead}<li><span class='pageinfo'>共 <strong>{leaf.total}</strong>页<strong>{count}</strong>条</span></li>\n"

    def article(self, text: Text, page: int) -> str:
        body = "".join(self._block(block) for block in text.pages[page - 1])
        related = self._items([(self.href(self.article_url(t)), t.title) for t in self.recent(6, text)])
        before, after = self.recent(2, text)
        editor = f"<div>(责任编辑:{text.editor})</div>" if text.editor else ""
        votes = (
            "<div class='newdigg'><div class='digg_good'><div class='digg_act'>顶一下</div>"
            f"<div class='digg_num'>({text.votes[0]})</div><div class='digg_percent'>{text.votes[0] * 100 // max(1, sum(text.votes))}%</div></div>\n"
            f"<div class='digg_bad'><div class='digg_act'>踩一下</div><div class='digg_num'>({text.votes[1]})</div></div></div>\n"
            if text.votes
            else ""
        )
        main = (
            f"<div class='place'><strong>当前位置:</strong> <a href='/'>主页</a> > <a href='{self.href(self.news_url)}'>新闻</a> > "
            f"<a href='{self.href(self.front_url(text.section))}'>{text.section}</a> > {escape(text.title)}</div>\n"
            f"<div class='viewbox'><div class='title'><h2>{escape(text.title)}</h2></div>\n{self._byline(text)}\n"
            f"<div class='intro'>{escape(self._lead(text))}</div>\n<div class='content'><table width='100%'><tr><td>\n{body}{editor}</td></tr></table></div>\n"
            f"{self._pages(text, page)}{votes}"
            f"<div class='boxoff'><strong>------分隔线----------------------------</strong></div>\n<ul class='context'><li>上一篇:<a href='{self.href(self.article_url(before))}'>{escape(before.title)}</a> </li>"
            f"<li>下一篇:<a href='{self.href(self.article_url(after))}'>{escape(after.title)}</a> </li></ul>\n"
            f"<div class='actbox'><ul><li><a href='{self.out(f'/plus/stow.php?aid={text.number}', '收藏')}'>收藏</a></li><li><a href='#'>挑错</a></li>"
            f"<li><a href='{self.out(f'/plus/recommend.php?aid={text.number}', '推荐')}'>推荐</a></li><li><a href='#' onclick='window.print();'>打印</a></li></ul></div></div>\n"
            f"<dl class='tbox'><dt><strong>相关文章</strong></dt><dd><ul>{related}</ul></dd></dl>\n"
            f"<div class='mt1'><dl><dt><strong>发表评论</strong></dt><dd><p>请自觉遵守互联网相关的政策法规,严禁发布色情、暴力、反动的言论。</p>评价: <input type='radio'/>中立 <input type='radio'/>好评 <input type='radio'/>差评 "
            f"用户名: <input name='username'/> <button>发表评论</button></dd></dl></div>\n<div class='mt1'><strong>版权和免责声明:</strong><p>{''.join(self.shown_disclaimer())}</p></div>"
        )
        return self._page(f"{text.title}_{text.section}_浙江民营企业网", main)

    def _pages(self, text: Text, page: int) -> str:
        total = len(text.pages)
        if total == 1:
            return ""
        numbers = "".join(
            f"<li class='thisclass'><a href='#'>{n}</a></li>"
            if n == page
            else f"<li><a href='{self.href(self.article_url(text, n))}'>{n}</a></li>"
            for n in range(1, total + 1)
        )
        back = self.href(self.article_url(text, page - 1)) if page > 1 else "#"
        ahead = self.href(self.article_url(text, page + 1)) if page < total else "#"
        return (
            f"<div class='dede_pages'><ul class='pagelist'><li><a>共{total}页: </a></li><li><a href='{back}'>上一页</a></li>"
            f"{numbers}<li><a href='{ahead}'>下一页</a></li></ul></div>\n"
        )

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return "<div class='info'><small>点击:</small>51次</div>"
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f"<a href='{text.source_url}'>{source}</a>"
        return (
            "<div class='info'>"
            + (f"<small>时间:</small>{date}" if date else "")
            + (f"<small>来源:</small>{source} " if source else "")
            + f"<small>{text.author_label}:</small>{' '.join(text.authors)} <small>点击:</small>"
            f"<script src='/plus/count.php?aid={text.number}'></script>次</div>"
        )

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            caption = f"<div style='text-align: center'>{block.caption}</div>\n" if block.caption else ""
            return f"<div style='text-align: center'><img alt='' src='{block.src}' width='500' /></div>\n{caption}"
        if block.kind == "table":
            rows = table_rows(block)
            return f"<table border='1' cellspacing='0'>{rows}</table>\n"
        if block.kind == "list":
            return "".join(f"<div>\u3000\u3000{escape(row[0])}</div>\n" for row in block.rows)
        runs = self.linked(block)
        return f"<div>\u3000\u3000{f'<strong>{runs}</strong>' if block.kind == 'heading' else runs}</div>\n"

    def missing(self) -> str:
        return (
            "<html><head><title>提示信息</title><meta http-equiv='Content-Type' content='text/html; charset=gb2312' />\n</head><body leftmargin='0'><center>"
            "<div style='width:450px'><b>提示信息!</b></div><div style='width:450px'>对不起,该文档不存在或已被删除!<br /><br />"
            "<a href='javascript:history.go(-1);'>如果你的浏览器没反应,请点击这里...</a></div></center></body></html>\n"
        )

    def other(self, label: str) -> str:
        rows = self._items(self.outside_links(self.clutter.trade, "/market/2011/1201/{}.html", 12, 30))
        following = sum(map(ord, self.here)) % 5000
        return self._page(
            label,
            f"<h2>{escape(label)}</h2><p>{escape(label)},诚信经营,欢迎垂询。</p><ul>{rows}</ul><a href='{self.out(f'/plus/day.php?m={following}', '日历')}'>下月</a>",
        )


def captions(text: Text) -> tuple[str, ...]:
    """The captions of an article's pictures, which a page prints as paragraphs of their own."""
    return tuple(block.caption for block in text.blocks if block.caption)
