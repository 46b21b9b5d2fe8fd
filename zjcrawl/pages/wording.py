"""What links and headings say by their wording: 更多, 首页, a firm, an offer, a headline's length."""

from __future__ import annotations

import re
from functools import lru_cache

from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.folding import fold
from zjcrawl.pages.pager import turns_page
from zjcrawl.records import Site

DATE = re.compile(r"(?<!\d)(?:\d{2,4}[-/.年])?\d{1,2}[-/.月]\d{1,2}(?!\d)")
"""A date as lists print it, with or without its year."""
_COMMERCE = re.compile(
    r"产品|供应|求购|供求|商机|会员|公司|商铺|店铺|厂家|厂商|采购|招商|加盟|代理|展会|展览|人才|招聘|求职|友情|合作|伙伴|广告|黄页|名录"
)
_REPORTED = re.compile(r"上市公司|(?:公司|招商|采购|合作)(?:新闻|动态|要闻|公告|报道|快讯|引资)")
"""What news are called that are about firms and trade."""
_OFF_TOPIC = re.compile(r"登录|注册|日历|搜索|论坛|博客|投票|视频|服务(?!业|贸易|外包)|帮助|关于|链接")
_SUBJECT = re.compile(r"企业|品牌|专家|调查")
"""What headlines are about as well as directories and forms."""
_NEWS = re.compile(r"文章|新闻|资讯|动态|要闻|报道|列表")
_ASIDE = re.compile(
    r"最新|最近|近期|随机|评论|留言|热门|热点|热读|热评|推荐|相关|排行|点击|精彩|精选|图片|图文|图说|猜你|今日|本周|本月|专题|导读"
    r"|更新(?!时间|日期)|人气|浏览|关注"
)
_FIRM = re.compile(
    r"(?:(?<!上市)公司|集团|工厂|厂|商行|经营部|商店|门市部|合作社|事务所|研究所|专卖店|旗舰店|批发部)(?:[（(].*)?$"
)
_SAID = re.compile(r"[:,?!“”《》]")
"""What headlines have that end in the name of a firm, and no firm has in its name."""
_OFFER = re.compile(
    r"^[\[【(]?(?:供应|求购|出售|转让|招聘|[诚急]聘|诚招|促销|特价|低价|批发|加盟|出租|热卖|现货|长期(?:批发|供应)|专业生产)"
    r"|¥|厂家直销|欢迎订购|批发价|出品\)?$|[急诚]聘"
)
_MORE = re.compile(r"(?:查看|点击)?(?:更多|more|全部)\w{0,6}", re.IGNORECASE)
_HOUSE = re.compile(
    r"设为首页|(?:加入)?收藏\w{0,4}|\w{0,4}rss\w{0,6}|feed\w{0,4}|订阅\w{0,6}|聚合(?:内容)?|繁体\w{0,3}|登录|注册|(?:关于|联系)我们|about\w*|网站地图|网站导航"
    r"|(?:法律|版权|免责|网站|隐私)(?:声明|条款|政策)|建议留言|友情链接|最新资讯|(?:广告|会员)服务|诚聘英才|人才招聘|帮助中心|服务条款",
    re.IGNORECASE,
)
_CHROME = re.compile(
    r"(?:查看|阅读|点击)?(?:详细|详情|全文|评论|阅读|原文)\w{0,4}|(?:添加|发表|我要|查看)?(?:新|全部)?(?:评论|留言)|(?:评论|留言|点击|浏览|阅读|人气|回复)数?\W?\d+[条次]?"
    r"|\d+[条次个]?(?:评论|留言|点击|浏览|阅读|回复)"
    r"|选择\w{1,4}|返回\w{0,4}|(?:网站|资讯|本站)?首页|回?顶部|打印\w{0,4}"
    rf"|关闭\w{{0,4}}|{_HOUSE.pattern}",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\d年月日期第页\W_]+")
_COLUMN = re.compile(
    r"(?:新闻|文章|信息)?(?:标题|题目|日期|时间|来源|作者|栏目|类别|序号|人气|(?:点击|浏览|阅读)[数率量次]{0,2})"
)
_ARCHIVE = re.compile(
    r"(?:19|20)\d\d年度?(?:\d{1,2}月|[上下]半年|第?[一二三四1-4]季度)?(?:新闻|文章|存档|归档)?|(?:历史|往期)(?:新闻|文章|回顾|存档|归档|列表)"
    r"|(?:(?:19|20)\d\d年(?:\d{1,2}月)?)?第\d{1,4}期(?:\W?总第?\d{1,5}期?)?"
)
_OPENER = re.compile(r"(?:查看|阅读|点击)?(?:详细|详情|全文|阅读|原文|查看)(?:内容|全文|>>)?")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
SHORTEST_TITLE = 4
"""Characters of the shortest name that may be a title."""
HEADLINE = 8
"""Characters from which on a name reads like a headline."""


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a link's text folded, without white space, bullets and brackets around it."""
    return _EDGES.sub("", re.sub(r"\s+", "", fold(name)))


@lru_cache(maxsize=4096)
def title_length(name: str) -> int:
    """Count the characters of a plain name that a title could be made of: none in what stands on every page."""
    chrome = _CHROME.fullmatch(name) or _MORE.fullmatch(name) or turns_page(name)
    return 0 if chrome else len(_FIGURES.sub("", name))


@lru_cache(maxsize=4096)
def is_text(text: str) -> bool:
    """Tell whether text between links is more than a date, a month, a number or a bullet."""
    plain = plain_name(DATE.sub("", text))
    return len(_FIGURES.sub("", plain)) > 1 and not _MORE.fullmatch(plain) and not _CHROME.fullmatch(plain)


def is_more(anchor: Anchor) -> bool:
    """Tell whether a link leads from a box of headlines to all of them: 更多, more, 全部."""
    return says_more(anchor.name)


def says_more(name: str) -> bool:
    """Tell whether a link of this name leads from a box of headlines to all of them."""
    return _MORE.fullmatch(plain_name(name)) is not None


def is_opener(anchor: Anchor) -> bool:
    """Tell whether a link leads on from a summary to its article: 阅读全文, 详细."""
    return _OPENER.fullmatch(plain_name(anchor.text)) is not None


def is_of_house(anchor: Anchor) -> bool:
    """Tell whether a link is one that every page of a portal has: 设为首页, 关于我们, 法律声明."""
    return _HOUSE.fullmatch(plain_name(anchor.name)) is not None


def is_archive(anchor: Anchor) -> bool:
    """Tell whether a link is called by a year or a month, or says that it leads to what is older."""
    return _ARCHIVE.fullmatch(plain_name(anchor.text)) is not None


def is_offer(name: str) -> bool:
    """Tell whether a link is called by a firm's name or by what somebody sells, seeks or hires."""
    folded = fold(name)
    return bool((_FIRM.search(folded) and not _SAID.search(folded)) or _OFFER.search(folded))


def says_otherwise(name: str) -> bool:
    """Tell whether a name is of what portals have beside their news: companies, offers, searches."""
    heading = _REPORTED.sub("", name)
    return bool(_COMMERCE.search(heading) or (_OFF_TOPIC.search(heading) and not _NEWS.search(heading)))


def is_on_firms(heading: str) -> bool:
    """Tell whether a heading is that of a directory, or of headlines about firms, brands and experts."""
    return _SUBJECT.search(heading) is not None and _NEWS.search(heading) is None


def says_aside(heading: str) -> bool:
    """Tell whether a heading is that of a box that repeats articles of other lists: the latest, the most read."""
    return _ASIDE.search(plain_name(heading)) is not None


def heads_column(heading: str) -> bool:
    """Tell whether a heading is that of a table's column, which says nothing of the rows."""
    return _COLUMN.fullmatch(plain_name(heading)) is not None


_OUTLETS = frozenset("报報刊网網社台臺周週")
"""What follows the name of a section in that of a newspaper, a magazine or a station."""


@lru_cache(maxsize=4096)
def mentions_section(text: str, site: Site | None) -> bool:
    """Tell whether the name of one of the portal's sections is in a text, and not in that of an outlet: 民营经济报."""
    if site is None:
        return False
    name = plain_name(text)
    return any(section in name and name.partition(section)[2][:1] not in _OUTLETS for section in site.sections)
