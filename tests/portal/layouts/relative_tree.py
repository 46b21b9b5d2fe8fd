"""Layout i: a portal on a publishing system of 2010.  Addresses relative with ./, pagers written by script, UTF-8 with a BOM."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from urllib.parse import urljoin, urlsplit

from tests.portal import words
from tests.portal.layouts.base import FOOTER_LINKS, Contact, Entry, Layout, Leaf, full_width
from tests.portal.layouts.column_lists import captions
from tests.portal.texts import Block, Text

FOLDERS = ("jjrd", "myjj", "zjgs", "qyfz", "zysc", "qydt", "tjsj", "zjcj", "zjls")
REGIONS = {"hz": "杭州", "nb": "宁波", "wz": "温州"}
PAGER = """<script language="javascript">
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){
  if(_nPageCount == null || _nPageCount<=1){ return; }
  var nCurrIndex = _nCurrIndex || 0;
  if(nCurrIndex == 0){ document.write("首页 上一页 "); }
  else {
    document.write("<a href=\\""+_sPageName+"."+_sPageExt+"\\">首页</a> ");
    var nPre = nCurrIndex - 1;
    document.write("<a href=\\""+_sPageName+(nPre>0?"_"+nPre:"")+"."+_sPageExt+"\\">上一页</a> ");
  }
  for(var i=0; i<_nPageCount; i++){
    if(nCurrIndex == i) document.write((i+1) + " ");
    else if(i == 0) document.write("<a href=\\""+_sPageName+"."+_sPageExt+"\\">1</a> ");
    else document.write("<a href=\\""+_sPageName+"_" + i + "."+_sPageExt+"\\">"+(i+1)+"</a> ");
  }
  if(nCurrIndex == (_nPageCount-1)){ document.write("下一页 尾页"); }
  else {
    document.write("<a href=\\""+_sPageName+"_" + (nCurrIndex+1) + "."+_sPageExt+"\\">下一页</a> ");
    document.write("<a href=\\""+_sPageName+"_" + (_nPageCount-1) + "."+_sPageExt+"\\">尾页</a>");
  }
}
</script>"""


class RelativeTree(Layout):
    """index_1.html is the second page, 区域发展 has regions of its own, lines above and below the title, date before title."""

    letter = "i"
    codec = "utf-8"
    page_size = 20
    endless = "empty"
    formats = ("{0:%Y}年{0:%m}月{0:%d}日 {0:%H:%M}", "{0:%Y}年{0:%m}月{0:%d}日")
    contact = Contact(
        "0571-87654321", "0571-87654322", ("543059767", "2850005678"), (2006, 2012), "浙ICP备06012345号-5"
    )

    @property
    def news_url(self) -> str:
        return f"http://{self.host}/zxpd/"

    def _folder(self, section: str) -> str:
        return f"http://{self.host}/zxpd/{FOLDERS[self.section_index(section) - 1]}/"

    def list_url(self, section: str, number: int) -> str:
        return self._folder(section) + (f"index_{number - 1}.html" if number > 1 else "")

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self._folder(section)}index.html",)

    def article_url(self, text: Text, page: int = 1) -> str:
        when = text.when or datetime(2011, 1, 1)  # noqa: DTZ001
        suffix = f"_{page - 1}" if page > 1 else ""
        return f"{self._folder(text.section)}{when:%Y%m}/t{when:%Y%m%d}_{text.number}{suffix}.html"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/zxpd/nbzl/t20110101_{text.number}.html"

    def go_url(self, text: Text) -> str:
        return f"http://{self.host}/go/{text.number}"

    def image_url(self, block: Block) -> str:
        return f"http://{self.host}{block.src}"

    @property
    def robots(self) -> str:
        return "User-agent: *\nDisallow: /zxpd/nbzl/\nCrawl-delay: 0\n"

    def href(self, url: str) -> str:
        """Relative to the folder of the page, with ./ or ../ before it."""
        there, here = urlsplit(url), urlsplit(self.here)
        if there.netloc != here.netloc:
            return url
        folders = here.path.split("/")[1:-1]
        wanted = there.path.split("/")[1:]
        while folders and len(wanted) > 1 and folders[0] == wanted[0]:
            del folders[0], wanted[0]
        path = ("../" * len(folders) or "./") + "/".join(wanted)
        return path + (f"?{there.query}" if there.query else "") + (f"#{there.fragment}" if there.fragment else "")

    def footer_links(self) -> list[tuple[str, str]]:
        names = ("gywm", "about", "flsm", "yqlj", "jyly", "wzdt", "lxwm", "zxzx")
        return [(text, f"http://{self.host}/{name}/") for text, name in zip(FOOTER_LINKS, names, strict=True)]

    def words(self, text: str) -> str:
        return full_width(text)

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(
            f"\uff08{n}\uff09{self.words(clause[2:])}"
            for n, clause in zip("\uff11\uff12", self.contact.disclaimer, strict=True)
        )

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        above, below = self._around(text)
        return (*(line for line in (above, below) if line), *captions(text))

    def _around(self, text: Text) -> tuple[str | None, str | None]:
        """The line above a title and the one below it."""
        above = "民营经济大家谈" if text.number % 5 == 1 else None
        below = "——浙江各地一线见闻之三" if text.number % 3 == 1 else None
        return above, below

    def written_links(self, markup: str) -> list[str]:
        found = re.search(r'createPageHTML\((\d+), (\d+), "(\w+)", "(\w+)"\);', markup)
        if not found:
            return []
        count, name, extension = int(found[1]), found[3], found[4]
        return [f"{name}{f'_{n}' if n else ''}.{extension}" for n in range(count) if n != int(found[2])]

    def optional_pages(self) -> dict[str, str]:
        made = {}
        for n, folder in enumerate(REGIONS):
            self.here = f"{self._folder('区域发展')}{folder}/"
            mine = [text for text in self.texts if text.section == "区域发展" and text.number % 3 == n]
            entries = tuple(Entry(text, (self.article_url(text),)) for text in mine[:20])
            made[self.here] = self._list_page(f"区域发展 > {REGIONS[folder]}", entries, "")
        return made

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _page(self, title: str, main: str) -> str:
        def item(name: str) -> str:
            inner = "".join(
                f'<dd><a href="{self.href(f"{self._folder(name)}{folder}/")}">{region}</a></dd>'
                for folder, region in REGIONS.items()
            )
            menu = f'<dl class="drop" style="display:none">{inner}</dl>' if name == "区域发展" else ""
            return f'<li onmouseover="show(this)"><a href="{self.href(self.front_url(name))}">{name}</a>{menu}</li>\n'

        nav = "".join(map(item, words.SECTIONS))
        top = "".join(
            f'<a href="{self.out(self.href(f"http://{self.host}{path}"), name)}">{name}</a> | '
            for path, name in (
                ("/qyml/", "企业名录"),
                ("/cpzs/", "产品展示"),
                ("/gqxx/", "供求信息"),
                ("/zwgk/", "政务公开"),
            )
        )
        return (
            f"<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'>\n<html>\n<head>\n<title>{escape(title)}</title>\n"
            f'<link href="{self.href(f"http://{self.host}/images/css.css")}" rel="stylesheet" type="text/css">\n{PAGER}\n</head>\n<body>\n'
            f'<div class="top">今天是2011年12月31日 星期六 <a href="{self.href(self.home_url)}">网站首页</a> | <a href="{self.href(self.news_url)}">资讯频道</a> | {top}</div>\n'
            f'<table width="980" align="center" border="0"><tr><td valign="top" width="240">{self._side()}</td>\n<td valign="top">{main}</td></tr></table>\n'
            f'<ul class="nav">{nav}</ul>\n{self._foot()}</body>\n</html>\n'
        )

    def _at(self, path: str) -> str:
        return self.href(f"http://{self.host}{path}")

    def _lines(self, rows: Sequence[tuple[str, str]]) -> str:
        return "".join(
            f'<tr><td height="24">· <a href="{address}" target="_blank">{escape(text)}</a></td></tr>\n'
            for address, text in rows
        )

    def _side(self) -> str:
        recent = [(self.href(self.article_url(text)), text.title[:14]) for text in self.recent(6)]
        expos = [
            (self.out(self._at(f"/zhxx/201111/t20111102_{n}.html"), name), name)
            for n, name in enumerate(self.some(self.clutter.expos, 5))
        ]
        trade = [
            (self.out(self._at(f"/gqxx/201112/t20111201_{n}.html"), name), name)
            for n, name in enumerate(self.some(self.clutter.trade, 6), 200)
        ]
        jobs = [
            (self.out(self._at(f"/rczp/201112/t20111202_{n}.html"), name), name)
            for n, name in enumerate(self.some(self.clutter.jobs, 5), 300)
        ]
        return (
            f"<table><tr><td>{'</td></tr><tr><td>'.join(('通知公告', ''))}</td></tr>{self._lines(expos)}</table>\n<table>{self._lines(trade)}</table>\n"
            f"<table><tr><td><b>最新文章</b></td></tr>{self._lines(recent)}</table>\n<table><tr><td><b>招聘信息</b></td></tr>{self._lines(jobs)}</table>\n"
        )

    def _foot(self) -> str:
        contact = self.contact
        links = "&nbsp;-&nbsp;".join(
            f'<a href="{self.out(self.href(url), text)}">{text}</a>' for text, url in self.footer_links()
        )
        friends = "".join(
            f'<option value="http://www.gov{n}.gov.cn/">{name}</option>' for n, name in enumerate(words.OUTLETS[:8])
        )
        return (
            f'<table width="980" align="center"><tr><td>友情链接 <select onchange="window.open(this.value)"><option>--媒体网站--</option>{friends}</select></td></tr></table>\n'
            f'<table width="980" align="center"><tr><td align="center">{links}</td></tr>\n<tr><td align="center">主办:浙江民营企业网 客服电话:{contact.phone} 传真:{contact.fax} 在线QQ:{contact.qq[0]} / {contact.qq[1]}</td></tr>\n'
            f'<tr><td align="center">Copyright {contact.years[0]}-{contact.years[1]} zj123.com All Rights Reserved</td></tr>\n'
            f'<tr><td align="center">备案号:<a href="http://www.miibeian.gov.cn/">{contact.licence}</a> 浙网文[2010]0123-012号 建议使用1024*768分辨率</td></tr></table>\n'
        )

    # --- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> str:
        firms = [(self.out(self._at(f"/qyml/{n}/"), name), name) for n, name in enumerate(self.clutter.firms[:24])]
        goods = [
            (self.out(self._at(f"/cpzs/201110/t20111001_{n}.html"), name), name)
            for n, name in enumerate(self.clutter.products[:16])
        ]
        news = self._lines([(self.href(self.article_url(text)), text.title) for text in self.recent(9)])
        return self._page(
            "浙江民营企业网",
            f"<table>{news}</table><table>{self._lines(firms)}</table><table>{self._lines(goods)}</table>",
        )

    def news(self) -> str:
        boxes = []
        for section in words.SECTIONS:
            mine = [text for text in self.texts if text.section == section][:5]
            rows = self._lines([(self.href(self.article_url(text)), text.title) for text in mine])
            boxes.append(
                f"<table><tr><td class='bt'>{section}</td><td><a href='{self.href(self.front_url(section))}'>&gt;&gt;更多</a></td></tr></table><table>{rows}</table>\n"
            )
        return self._page("资讯频道--浙江民营企业网", "".join(boxes))

    def listing(self, leaf: Leaf) -> str:
        count = max(leaf.total, leaf.following or leaf.number)
        pager = (
            f'<div align="center"><script>createPageHTML({count}, {leaf.number - 1}, "index", "html");</script></div>'
        )
        return self._list_page(leaf.section, leaf.entries, pager)

    def _list_page(self, name: str, entries: Sequence[Entry], pager: str) -> str:
        rows = ""
        for entry in entries:
            when = f"{entry.text.when:%Y-%m-%d}" if entry.text.when else "&nbsp;"
            links = " ".join(
                f'<a href="{self.href(url)}" target="_blank" class="bk">{escape(entry.text.title)}</a>'
                for url in entry.urls
            )
            rows += f'<tr><td width="90" align="center">{when}</td><td>{links}</td></tr>\n'
        crumbs = f'当前位置:<a href="{self.href(self.home_url)}" title="首页" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a href="{self.href(self.news_url)}" class="CurrChnlCls">资讯频道</a>&nbsp;&gt;&nbsp;{name}'
        return self._page(
            f"{name}--浙江民营企业网",
            f"<table><tr><td>{crumbs}</td></tr></table><table width='100%'>{rows}</table>{pager}",
        )

    def article(self, text: Text, page: int) -> str:
        above, below = self._around(text)
        total = len(text.pages)
        name = self.article_url(text).rsplit("/", 1)[1].removesuffix(".html")
        pager = (
            f'<div align="center"><script>createPageHTML({total}, {page - 1}, "{name}", "html");</script></div>'
            if total > 1
            else ""
        )
        body = "".join(self._block(block) for block in text.pages[page - 1])
        votes = (
            f'<p align="center">{text.votes[0]}人 觉得有用&nbsp;&nbsp;{text.votes[1]}人 觉得没用</p>'
            if text.votes
            else ""
        )
        related = self._lines([(self.href(self.article_url(t)), t.title) for t in self.recent(4, text)])
        clauses = "".join(f"<li>{clause}</li>" for clause in self.shown_disclaimer())
        crumbs = (
            f'当前位置:<a href="{self.href(self.home_url)}" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a href="{self.href(self.news_url)}" class="CurrChnlCls">资讯频道</a>'
            f'&nbsp;&gt;&nbsp;<a href="{self.href(self.front_url(text.section))}" class="CurrChnlCls">{text.section}</a>'
        )
        main = (
            f'<table width="100%"><tr><td>{crumbs}</td></tr></table>\n<table width="94%" align="center">\n'
            + (f'<tr><td align="center"><font size="3">{above}</font></td></tr>\n' if above else "")
            + f'<tr><td align="center" class="biaoti"><font size="5" face="黑体">{escape(text.title)}</font></td></tr>\n'
            + (f'<tr><td align="center"><font size="3">{below}</font></td></tr>\n' if below else "")
            + f'<tr><td align="center" class="xian">{self._byline(text)}</td></tr>\n<tr><td class="nr"><div class=TRS_Editor><style type="text/css">\n.TRS_Editor P{{line-height:1.5;font-family:宋体;font-size:12pt;}}</style>\n{body}</div></td></tr>\n'
            f"<tr><td>{pager}</td></tr>\n"
            + (f'<tr><td align="right">(责任编辑:{text.editor})</td></tr>\n' if text.editor else "")
            + f'<tr><td>{votes}</td></tr>\n<tr><td align="right"><a href="javascript:window.print()">【打印本稿】</a><a href="javascript:window.close()">【关闭窗口】</a></td></tr></table>\n'
            f"<table><tr><td><b>相关新闻:</b></td></tr>{related}</table>\n<table><tr><td>版权与免责声明\uff1a<ul>{clauses}</ul></td></tr></table>"
        )
        return self._page(f"{text.title}--浙江民营企业网", main)

    def _byline(self, text: Text) -> str:
        if not text.has_byline:
            return ""
        date, source = self.printed(text), escape(text.source or "")
        if text.source_url:
            source = f'<a href="{text.source_url}">{source}</a>'
        parts = [date] if date else []
        parts += [f"信息来源\uff1a{source}"] if source else []
        parts += [f"{text.author_label}\uff1a{'、'.join(text.authors)}"] if text.authors else []
        return (
            "&nbsp;&nbsp;|&nbsp;&nbsp;".join(parts)
            + "&nbsp;&nbsp;|&nbsp;&nbsp;字体\uff1a【<a href='javascript:doZoom(16)'>大</a> <a href='javascript:doZoom(14)'>中</a> <a href='javascript:doZoom(12)'>小</a>】"
        )

    def _block(self, block: Block) -> str:
        if block.kind == "image":
            src = self.href(self.image_url(block))
            caption = f'<p align="center"><font color="#000080">{block.caption}</font></p>\n' if block.caption else ""
            return f'<p align="center"><img src="{src}" OLDSRC="W02011.jpg" border="0"></p>\n{caption}'
        if block.kind == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>\n" for row in block.rows
            )
            return f'<p align="center"><table border="1"><tbody>{rows}</tbody></table></p>\n'
        if block.kind == "list":
            return "".join(f"<p>\u3000\u3000{escape(row[0])}</p>\n" for row in block.rows)
        runs = self._runs(block)
        return f"<p>\u3000\u3000{f'<b>{runs}</b>' if block.kind == 'heading' else runs}</p>\n<p>&nbsp;</p>\n"

    def _runs(self, block: Block) -> str:
        return f'<font face="宋体">{self.linked(block)}</font>'

    def missing(self) -> str:
        return self._page(
            "出错了",
            f'<p align="center">对不起,您要访问的页面不存在或已被删除!<br><a href="{self.href(urljoin(self.home_url, "/"))}">返回首页</a></p>',
        )

    def other(self, label: str) -> str:
        rows = [
            (self.out(self._at(f"/cpzs/201110/t20111001_{n}.html"), name), name)
            for n, name in enumerate(self.clutter.products[:16])
        ]
        return self._page(label, f"<p><b>{escape(label)}</b></p><p>联系人:陈先生</p><table>{self._lines(rows)}</table>")

    def encode(self, markup: str) -> bytes:
        return b"\xef\xbb\xbf" + super().encode(markup) if markup else b""
