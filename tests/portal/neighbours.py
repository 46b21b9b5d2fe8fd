"""Two more portals, small ones: 浙江在线 with a host for each channel, 余杭新闻网 on one, in made-up words.

Nobody here has seen a page of either.  The layouts are those of such portals of about 2010: the first static pages of a
publishing system whose pager a script writes, the second tables that a program fills.  Pages and truth are made side by
side from the same words; no reader has a part in it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from tests.portal.texts import Writer
from zjcrawl.demo import SavedResponse

Footer = dict[str, Any]
_ARTICLES = 14


@dataclass(frozen=True, slots=True)
class News:
    """One article: ``pages`` are its paragraphs as the portal splits them, ``also`` a second section that lists it."""

    number: int
    section: str
    title: str
    when: datetime
    source: str
    own: bool
    authors: tuple[str, ...]
    editor: str | None
    pages: tuple[tuple[str, ...], ...]
    also: str | None = None


class Neighbour(ABC):
    """A portal: what it answers, and what a crawl of it must bring home."""

    name: ClassVar[str]
    home: ClassVar[str]
    codec: ClassVar[str]
    content_type: ClassVar[str]
    own: ClassVar[tuple[str, ...]]
    others: ClassVar[tuple[str, ...]]
    sections: ClassVar[tuple[str, ...]]
    page_size: ClassVar[int] = 3
    latest: ClassVar[datetime] = datetime(2010, 11, 20, 8, 41, 12)  # noqa: DTZ001

    def __init__(self) -> None:
        writer = Writer(sum(map(ord, self.name)))
        self.news = tuple(self._news(writer, index) for index in range(_ARTICLES))

    def _news(self, writer: Writer, index: int) -> News:
        sources = (*self.own, *self.others)
        source = sources[index % len(sources)]
        when = self.latest - timedelta(hours=19 * index, minutes=7 * index)
        page = tuple(writer.prose(90) for _ in range(3))
        section = self.sections[index % len(self.sections)]
        return News(
            number=16833200 + index * 7,
            section=section,
            title=writer.title(),
            when=when,
            source=source,
            own=source in self.own,
            authors=(writer.person(),) if index % 3 == 0 else (),
            editor=writer.person() if index % 2 else None,
            pages=(page, tuple(writer.prose(90) for _ in range(2))) if index == 3 else (page,),
            also=self.sections[1] if index == 0 else None,
        )

    def listed(self, section: str) -> list[Sequence[News]]:
        """What each page of a section's list shows."""
        mine = [news for news in self.news if section in (news.section, news.also)]
        return [mine[start : start + self.page_size] for start in range(0, len(mine), self.page_size)]

    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers of every answer."""
        return (("Content-Type", self.content_type),)

    def responses(self) -> dict[str, SavedResponse]:
        """What each address answers."""
        headers = self.headers()
        return {url: SavedResponse(200, headers, markup.encode(self.codec)) for url, markup in self.pages().items()}

    def truth(self) -> list[dict[str, Any]]:
        """The articles, in the keys of ``docs/fields.md`` and those that help ``compare``."""
        return [self.expected(news) for news in self.news]

    def expected(self, news: News) -> dict[str, Any]:
        """What reading and crawling an article must give."""
        printed, published = self.printed(news)
        return {
            "url": self.article_url(news),
            "site": self.name,
            "section": news.section,
            "title": news.title,
            "published": published,
            "published_text": printed,
            "source": news.source,
            "source_url": None,
            "authors": list(news.authors),
            "editor": news.editor,
            "body": "\n".join(line for page in news.pages for line in page),
            "images": [],
            "votes_up": None,
            "votes_down": None,
            "rights": "own" if news.own else "reprint",
            "footer": self.footer(),
            "_urls": [self.article_url(news)],
            "_copies": None,
            "_table": False,
            "_optional": [],
        }

    def pages(self) -> dict[str, str]:
        """Address and markup of every page."""
        made = {self.home: self._home()}
        for section in self.sections:
            shown = self.listed(section)
            made |= {self.list_url(section, n): self._list(section, n, shown) for n in range(len(shown))}
        for news in self.news:
            made |= {self.article_url(news, n): self._article(news, n) for n in range(len(news.pages))}
        return made

    @abstractmethod
    def _home(self) -> str:
        """The markup of the home."""

    @abstractmethod
    def _list(self, section: str, page: int, shown: Sequence[Sequence[News]]) -> str:
        """The markup of one page of a section's list; ``shown`` is what all of its pages show."""

    @abstractmethod
    def _article(self, news: News, page: int) -> str:
        """The markup of one page of an article."""

    @abstractmethod
    def article_url(self, news: News, page: int = 0) -> str:
        """The address of one page of an article, counted from 0."""

    @abstractmethod
    def list_url(self, section: str, page: int = 0) -> str:
        """The address of one page of a section's list, counted from 0."""

    @abstractmethod
    def pager(self, section: str, page: int) -> dict[str, Any]:
        """What a list's page shows of its other pages."""

    @abstractmethod
    def elsewhere(self, page: int) -> dict[str, str] | None:
        """The link in a list's page that leads to no article of the portal."""

    @abstractmethod
    def printed(self, news: News) -> tuple[str, str]:
        """The date as the page prints it, and what it means."""

    @abstractmethod
    def footer(self) -> Footer:
        """The footer of every page."""

    def navigation(self) -> list[dict[str, str]]:
        """The links to the sections, as a listing's expectation has them."""
        return [{"text": name, "url": self.list_url(name)} for name in self.sections]


class Channels(Neighbour):
    """浙江在线: divs in GB2312, a host for each channel, articles under their day, a pager that a script writes."""

    name = "zjol"
    home = "http://www.zjol.com.cn/"
    codec = "gb18030"
    content_type = "text/html"
    own = ("浙江在线", "钱江晚报", "浙江日报")
    others = ("新华网", "温州商报")
    hosts: ClassVar[dict[str, str]] = {
        "浙江新闻": "zjnews", "财经": "biz", "体育": "zjtyol", "教育": "edu", "健康": "health", "旅游": "gotrip",
    }  # fmt: skip
    sections = tuple(hosts)
    _LINKS = (("关于我们", "about"), ("联系我们", "contact"), ("广告服务", "ad"), ("网站地图", "map"))

    def article_url(self, news: News, page: int = 0) -> str:
        suffix = f"_{page:02}" if page else ""
        return f"http://{self.hosts[news.section]}.zjol.com.cn/system/{news.when:%Y/%m/%d}/0{news.number}{suffix}.shtml"

    def list_url(self, section: str, page: int = 0) -> str:
        return f"http://{self.hosts[section]}.zjol.com.cn/{f'index_{page}.shtml' if page else ''}"

    def printed(self, news: News) -> tuple[str, str]:
        when = news.when
        return f"{when:%Y}年{when:%m}月{when:%d}日 {when:%H:%M:%S}", f"{when:%Y-%m-%dT%H:%M:%S}+08:00"

    def footer(self) -> Footer:
        return {
            "disclaimer": [],
            "links": [{"text": text, "url": f"{self.home}{name}.shtml"} for text, name in self._LINKS],
            "phone": None,
            "fax": None,
            "qq": [],
            "copyright_from": 1999,
            "copyright_to": 2010,
            "licence": "浙ICP备05012345号",
        }

    def pager(self, section: str, page: int) -> dict[str, Any]:
        others = [n for n in range(len(self.listed(section))) if n != page]
        files = [f"index_{n}.shtml" if n else "index.shtml" for n in others]
        numbered = [[n + 1, self.list_url(section) + file] for n, file in zip(others, files, strict=True)]
        return {"numbered": numbered, "following": None, "current": page + 1}

    def elsewhere(self, page: int) -> dict[str, str] | None:
        del page
        return {"text": "全国统计工作会议在北京召开", "url": "http://news.example.cn/1.html"}

    def _page(self, title: str, main: str) -> str:
        nav = "".join(f'<li><a href="{self.list_url(name)}" target="_blank">{name}</a></li>' for name in self.sections)
        foot = " | ".join(f'<a href="{self.home}{name}.shtml">{text}</a>' for text, name in self._LINKS)
        return (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>'
            f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>{title}</title></head><body>\n'
            f'<div class="nav"><ul><li><a href="{self.home}">首页</a></li>{nav}'
            '<li><a href="http://bbs.zjol.com.cn/">论坛</a></li><li><a href="http://v.zjol.com.cn/">视频</a></li></ul></div>\n'
            f'{main}\n<div class="foot"><p>{foot}</p><p>浙ICP备05012345号</p>'
            "<p>浙江在线版权所有 Copyright &copy; 1999-2010 Zjol. All Rights Reserved</p></div></body></html>"
        )

    def _rows(self, shown: Sequence[News]) -> str:
        return "".join(
            f'<li><span>{news.when:%Y-%m-%d %H:%M}</span><a href="{self.article_url(news)}">{news.title}</a></li>\n'
            for news in shown
        )

    def _home(self) -> str:
        boxes = "".join(f"<div><h2>{name}</h2><ul>{self._rows(self.listed(name)[0])}</ul></div>" for name in self.hosts)
        return self._page("浙江在线-浙江第一门户", f'<div class="main">{boxes}</div>')

    def _list(self, section: str, page: int, shown: Sequence[Sequence[News]]) -> str:
        script = f'<script>createPageHTML({len(shown)}, {page}, "index", "shtml");</script>' if len(shown) > 1 else ""
        other = self.elsewhere(page) or {}
        away = f'<li><span>2010-11-19</span><a href="{other["url"]}">{other["text"]}</a></li>'
        main = f'<div class="l"><ul class="list">{self._rows(shown[page])}{away}</ul><div class="page">{script}</div></div>'
        return self._page(f"{section}-浙江在线", f"{main}{self._aside()}")

    def _aside(self) -> str:
        hot = "".join(f'<li><a href="{self.article_url(news)}">{news.title[:12]}</a></li>' for news in self.news[:4])
        return f'<div class="r"><h3>热点推荐</h3><ul>{hot}</ul></div>'

    def _article(self, news: News, page: int) -> str:
        host = self.list_url(news.section)
        by = f"<span>记者 {' '.join(news.authors)}</span>" if news.authors else ""
        text = "".join(f"<p>\u3000\u3000{line}</p>\n" for line in news.pages[page])
        numbers = " ".join(
            f"<b>{n + 1}</b>" if n == page else f'<a href="{self.article_url(news, n)}">{n + 1}</a>'
            for n in range(len(news.pages))
        )
        following = f' <a href="{self.article_url(news, page + 1)}">下一页</a>' if page + 1 < len(news.pages) else ""
        pager = f'<div class="page">{numbers}{following}</div>' if len(news.pages) > 1 else ""
        editor = f'<div class="ed">责任编辑：{news.editor}</div>' if news.editor else ""
        return self._page(
            f"{news.title}-浙江在线",
            f'<div class="pos">您当前的位置 ：<a href="{self.home}">浙江在线</a> &gt; <a href="{host}">{news.section}</a> &gt; 正文'
            f'</div><div class="art"><h1>{news.title}</h1><div class="info"><span>{self.printed(news)[0]}</span>\u3000'
            f"<span>来源：{news.source}</span>\u3000{by}</div>\n<div>{text}</div>{pager}{editor}</div>{self._aside()}",
        )


class Tables(Neighbour):
    """余杭新闻网: tables in GBK, a news area with a box and 更多 for each section, numbers in the query."""

    name = "eyh"
    home = "http://www.eyh.cn/"
    codec = "gbk"
    content_type = "text/html; charset=gb2312"
    title: ClassVar[str] = "余杭新闻网"
    own = ("余杭晨报", "余杭新闻网")
    others = ("杭州日报", "浙江在线")
    sections = ("余杭要闻", "社会民生", "镇街新闻", "经济动态")
    _LINKS = ("关于我们", "联系我们", "版权声明", "投稿信箱")

    def _disclaimer(self) -> list[str]:
        names = "或".join(f"“来源：{name}”" for name in self.own)
        return [
            f"1、凡本网注明{names}的作品，版权均属本网所有，未经授权不得转载。",
            "2、凡本网注明其他来源的作品，均转载自其它媒体，并不代表本网赞同其观点。",
        ]

    def article_url(self, news: News, page: int = 0) -> str:
        return f"{self.home}news/show.asp?id={news.number}" + (f"&page={page + 1}" if page else "")

    def list_url(self, section: str, page: int = 0) -> str:
        number = self.sections.index(section) + 11
        return f"{self.home}news/list.asp?cid={number}" + (f"&page={page + 1}" if page else "")

    def printed(self, news: News) -> tuple[str, str]:
        when = news.when
        return f"{when.year}-{when.month}-{when.day} {when:%H:%M}", f"{when:%Y-%m-%dT%H:%M}+08:00"

    def footer(self) -> Footer:
        return {
            "disclaimer": self._disclaimer(),
            "links": [{"text": text, "url": f"{self.home}about{n}.asp"} for n, text in enumerate(self._LINKS)],
            "phone": "0571-86201234",
            "fax": None,
            "qq": [],
            "copyright_from": 2004,
            "copyright_to": 2010,
            "licence": "浙ICP备06012345号",
        }

    def pager(self, section: str, page: int) -> dict[str, Any]:
        following = page + 1 < len(self.listed(section))
        return {
            "numbered": [[1, self.list_url(section)]] if page else [],
            "following": self.list_url(section, page + 1) if following else None,
            "current": page + 1,
        }

    def elsewhere(self, page: int) -> dict[str, str] | None:
        return {"text": "余杭区召开农村工作会议部署春耕", "url": f"{self.home}news/show.asp?id=9"} if page else None

    def pages(self) -> dict[str, str]:
        gone = f"{self.home}news/show.asp?id=9"
        return {**super().pages(), f"{self.home}news/": self._area(), gone: self._gone()}

    def _page(self, title: str, main: str) -> str:
        nav = "".join(
            f'<td><a href="{href}">{name}</a>'
            for name, href in (("首页", "/"), ("新闻中心", "/news/"), ("数字报", "/paper/"), ("论坛", "/bbs/"))
        )
        foot = " | ".join(f'<a href="/about{n}.asp">{text}</a>' for n, text in enumerate(self._LINKS))
        return (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head>\n'
            f'<body><table width="960"><tr>{nav}</table>\n{main}\n<table width="960"><tr><td align="center">{foot}<br>'
            f"新闻热线：0571-86201234<br>Copyright &copy; 2004-2010 {urlsplit(self.home).netloc} All Rights Reserved<br>浙ICP备06012345号</table>"
            "</body></html>"
        )

    def _rows(self, shown: Sequence[News]) -> str:
        return "".join(
            f'<tr><td>·<a href="/news/show.asp?id={news.number}" target="_blank">{news.title}</a>'
            f"<td>[{news.when.month}-{news.when.day}]\n"
            for news in shown
        )

    def _home(self) -> str:
        return self._page(self.title, f"<table><tr><td>今日头条<table>{self._rows(self.news[:4])}</table></table>")

    def _area(self) -> str:
        boxes = "".join(
            f'<table><tr><td>{name}<td><a href="{self.list_url(name)}">更多</a></table><table>{self._rows(self.listed(name)[0])}'
            "</table>\n"
            for name in self.sections
        )
        return self._page(f"新闻中心_{self.title}", boxes)

    def _list(self, section: str, page: int, shown: Sequence[Sequence[News]]) -> str:
        links = {"首页": 0, "上一页": page - 1, "下一页": page + 1, "尾页": len(shown) - 1}
        pager = " ".join(
            f'<a href="{self.list_url(section, n)}">{label}</a>' if 0 <= n < len(shown) and n != page else label
            for label, n in links.items()
        )
        other = self.elsewhere(page)
        gone = f'<tr><td>·<a href="{other["url"]}">{other["text"]}</a><td>[10-1]' if other else ""
        return self._page(
            f"{section}_{self.title}",
            f"<table><tr><td>当前位置：首页 &gt;&gt; {section}</table><table>{self._rows(shown[page])}{gone}</table>"
            f"<table><tr><td>{pager} 页次：{page + 1}/{len(shown)}页</table>",
        )

    def _article(self, news: News, page: int) -> str:
        text = "<br><br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in news.pages[page])
        numbers = "".join(
            f"[{n + 1}]" if n == page else f'<a href="{self.article_url(news, n)}">[{n + 1}]</a>'
            for n in range(len(news.pages))
        )
        pager = f"<tr><td>{numbers}" if len(news.pages) > 1 else ""
        editor = f"<tr><td align=right>编辑：{news.editor}" if news.editor else ""
        notes = "<br>".join(self._disclaimer())
        return self._page(
            f"{news.title}_{self.title}",
            f"<table><tr><td>当前位置：<a href=/>首页</a> &gt;&gt; <a href={self.list_url(news.section)}>{news.section}</a> &gt;&gt; 正文"
            f"</table><table width=700><tr><td align=center><b>{news.title}</b>\n<tr><td align=center>"
            f"发布时间：{self.printed(news)[0]}&nbsp;&nbsp;来源：{news.source}&nbsp;&nbsp;作者：{' '.join(news.authors)}\n"
            f"<tr><td>{text}{pager}{editor}</table><table><tr><td>版权声明：<br>{notes}</table>",
        )

    def _gone(self) -> str:
        return self._page(self.title, "<table><tr><td>对不起，该文章不存在或已被删除！</table>")


class TablesOf2009(Tables):
    """余杭新闻网 a year earlier, when it called a section by another name, as its answers' ``Date`` tells."""

    sections = ("余杭要闻", "社会民生", "乡镇新闻", "经济动态")
    latest = datetime(2009, 11, 20, 8, 41, 12)  # noqa: DTZ001

    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers of every answer."""
        return (*super().headers(), ("Date", "Sat, 21 Nov 2009 03:12:45 GMT"))


class Linjiang(Tables):
    """临江新闻网, a county that is not on any map: the portal that docs/new-portal.md adds."""

    name = "linjiang"
    home = "http://www.ljnews.example/"
    title = "临江新闻网"
    own = ("临江报", "临江新闻网")
    sections = ("临江要闻", "社会民生", "镇街动态", "文体教育")


NEIGHBOURS: tuple[type[Neighbour], ...] = (Channels, Tables)
