"""Listings: which of a page's many links are the articles it lists.

A page is cut into blocks, runs of links that stand in the same place of a repeated structure.  What a reader goes by
decides which block is the list: dates beside the titles, a pager next to it, the heading over it, titles that read
like headlines.  Blocks that are headed or filled with companies, products, recruitment or friends are never it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise, takewhile, zip_longest
from urllib.parse import parse_qsl, urldefrag, urlsplit

from lxml import etree

from zjcrawl.frontier.canonical import canonical_url, in_scope, url_shape
from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.document import Document, Element, collapse, text_of
from zjcrawl.pages.folding import fold
from zjcrawl.pages.pager import turns_page
from zjcrawl.pages.sections import section_named
from zjcrawl.records import Link, Listing, Pager, Shapes, Site

DATE = re.compile(r"(?<!\d)(?:\d{2,4}[-/.年])?\d{1,2}[-/.月]\d{1,2}(?!\d)")
"""A date as lists print it, with or without its year."""

_COMMERCE = re.compile(
    r"产品|供应|求购|供求|商机|会员|公司|商铺|店铺|厂家|厂商|采购|招商|加盟|代理|展会|展览|人才|招聘|求职|友情|合作|伙伴|广告|黄页|名录"
)
_REPORTED = re.compile(r"上市公司|(?:公司|招商|采购|合作)(?:新闻|动态|要闻|公告|报道|快讯|引资)")
"""What news are called that are about firms and trade."""
_OFF_TOPIC = re.compile(r"登录|注册|日历|搜索|论坛|博客|投票|视频|服务|帮助|关于|链接")
_SUBJECT = re.compile(r"企业|品牌|专家|调查")
"""What headlines are about as well as directories and forms."""
_NEWS = re.compile(r"文章|新闻|资讯|动态|要闻|报道|列表")
_ASIDE = re.compile(
    r"最新|最近|近期|随机|评论|留言|热门|热点|热读|热评|推荐|相关|排行|点击|精彩|精选|图片|图文|图说|猜你|今日|本周|本月|专题|导读"
    r"|更新(?!时间|日期)|人气|浏览|关注"
)
_FIRM = re.compile(
    r"(?:公司|集团|工厂|厂|商行|经营部|商店|门市部|合作社|事务所|研究所|专卖店|旗舰店|批发部)(?:[（(].*)?$"
)
_OFFER = re.compile(
    r"^[\[【(]?(?:供应|求购|出售|转让|招聘|[诚急]聘|诚招|促销|特价|低价|批发|加盟|出租|热卖|现货|长期(?:批发|供应)|专业生产)"
    r"|¥|厂家直销|欢迎订购|批发价|出品\)?$|[急诚]聘"
)
_MORE = re.compile(r"(?:查看|点击)?(?:更多|more|全部)\w{0,6}", re.IGNORECASE)
_HOUSE = re.compile(
    r"设为首页|(?:加入)?收藏\w{0,4}|\w{0,4}rss\w{0,6}|feed\w{0,4}|订阅\w{0,6}|繁体\w{0,3}|登录|注册|(?:关于|联系)我们|about\w*|网站地图|网站导航"
    r"|(?:法律|版权|免责|网站|隐私)(?:声明|条款|政策)|建议留言|友情链接|最新资讯|(?:广告|会员)服务|诚聘英才|人才招聘|帮助中心|服务条款",
    re.IGNORECASE,
)
_CHROME = re.compile(
    r"(?:查看|阅读|点击)?(?:详细|详情|全文|评论|阅读|原文)\w{0,4}|返回\w{0,4}|(?:网站|资讯|本站)?首页|回?顶部|打印\w{0,4}"
    rf"|关闭\w{{0,4}}|{_HOUSE.pattern}",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\d年月日期第页\W_]+")
_COLUMN = re.compile(
    r"(?:新闻|文章|信息)?(?:标题|题目|日期|时间|来源|作者|栏目|类别|序号|人气|(?:点击|浏览|阅读)[数率量次]{0,2})"
)
"""The head of a table's column, which says nothing of the rows."""
_ARCHIVE = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:新闻|文章|存档|归档)?|(?:历史|往期)(?:新闻|文章|回顾|存档|归档|列表)"
)
_PAGE_ENDING = re.compile(r"(?:index)?\.\w{2,5}$")
_OPENER = re.compile(r"(?:查看|阅读|点击)?(?:详细|详情|全文|阅读|原文|查看)(?:内容|全文|>>)?")
"""What leads on from a summary to its article."""
_BULLET = re.compile(r"^[\s·•・●○■□◆◇★☆▪▲△※→»>]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SILENT = frozenset(("script", "style", "noscript", "select", "textarea", "template", "title"))
_ROWS = frozenset(("li", "tr", "dl", "article"))
_LISTS = frozenset(("ul", "ol", "dl"))
_ITEM_REACH = 3
_ANCESTORS = 60
_ROW_TARGETS = 3
_ITEM_LINKS = 5
_TIME_AND_AGAIN = 2
_FEW = 2
_HOUSE_ROW = 3
_NAVIGATION = 4
"""Links side by side that make a navigation; its last names nothing below it, as the last of fewer tabs may."""
_NEAR, _HEADING_NEAR = 2, 5
_PAGE_PARTS = frozenset(("html", "body", "center", "form"))
LONGEST_ITEM = 600
"""Characters of an entry of a list: its title, summary and date."""
_SHORTEST_TITLE, _LEAST_NAME = 4, 2
_SEVERAL = 3
"""Headlines that show what the addresses of articles look like."""
_HEADLINE = 8
_HEADING = 30
_COLUMN_NAME = 10
_LEAD = 16
"""Characters before the title in an entry (a bullet, a date, a section); a link that comes later stands in prose."""
_MANY = 15
_LONG = 20
NO_SHAPES = Shapes()
_LEAST = 1.5
"""The weight of one dated link with a short name; a lone link without a date is no list."""


@dataclass(slots=True, eq=False)
class Block:
    """A run of links in one repeated structure: an entry for each target, and the text over the first.

    Blocks of one ``passage`` have no text between them.  ``entries`` are the targets of each, the one with the
    longest name first.  ``lead`` is the link that heads the block, where a sub-column's name leads to its list.
    """

    path: tuple[str, ...]
    heading: str
    passage: int
    links: dict[str, Link] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    is_fuller: bool = False
    dated: int = 0
    first: int = 0
    last: int = 0
    score: float = 0.0
    ends: tuple[Element, ...] = ()
    entries: list[list[str]] = field(default_factory=list)
    lead: Link | None = None

    def settle(self, articles: Container[str]) -> None:
        """Leave out what stands beside headlines: links of a shape that often has the shorter name of an entry.

        Two links of one shape may be one article's or a row of two columns; they say nothing.  A short name is left
        out as soon as it stands beside a link of a shape that ``articles`` of the portal are known to have.
        """
        if all(len(entry) == 1 for entry in self.entries):
            return
        weight: Counter[str] = Counter()
        for first, *others in self.entries:
            shape = url_shape(first)
            weight[shape] += 2
            weight.subtract({shape, *map(url_shape, others)})
            if shape in articles:
                short = (other for other in others if len(plain_name(self.links[other].text)) < _HEADLINE)
                weight.subtract({other for other in map(url_shape, short) if other not in articles})
        self.links = {key: link for key, link in self.links.items() if weight[url_shape(key)] > -_TIME_AND_AGAIN}

    def shape(self) -> str:
        """Return the URL shape that most of the links have."""
        return self._shapes().most_common(1)[0][0]

    def has_shape(self, shape: str) -> bool:
        """Tell whether half of the links or more have a URL shape: an entry may have a short address as well."""
        return self._shapes()[shape] * 2 >= len(self.links)

    def is_of_one_shape(self) -> bool:
        """Tell whether more than half of the links share a URL shape, as firms and products do."""
        return max(self._shapes().values()) * 2 > len(self.links)

    def is_dated_headlines(self) -> bool:
        """Tell whether more than half of the links are as long as headlines, and as many have a date beside them."""
        headlines = sum(len(plain_name(link.text)) >= _HEADLINE for link in self.links.values())
        return min(headlines, self.dated) * 2 > len(self.links)

    def _shapes(self) -> Counter[str]:
        return Counter(map(url_shape, self.links))


@dataclass(frozen=True, slots=True)
class ListingReading:
    """A listing, and what shows that it is one.

    ``headlines`` counts the links that are as long as headlines, ``dated`` those with a date beside them; ``texts``
    are what the entries say.
    """

    listing: Listing
    headlines: int = 0
    dated: int = 0
    texts: tuple[str, ...] = ()

    def covers(self, body: str) -> bool:
        """Tell whether most of ``body`` is what several entries of the list say: their summaries, not an article."""
        paragraphs = body.split("\n")
        holders = [text for text in self.texts if any(paragraph in text for paragraph in paragraphs)]
        inside = sum(len(p) for p in paragraphs if any(p in text for text in holders))
        return len(holders) > 1 and inside * 2 > len(body)


def read_listing(
    document: Document,
    anchors: Sequence[Anchor],
    pager: Pager,
    url: str,
    site: Site | None = None,
    shapes: Shapes = NO_SHAPES,
) -> ListingReading:
    """Read the articles that the page at ``url`` lists, and the fuller listings it points to.

    ``shapes`` are known from the portal's other listings; they help where a list is too short to speak for itself, or
    where there is none and something else looks like one.
    """
    rows = _house_rows(anchors)
    candidates = [a for a in _candidates(anchors, url, site, shapes) if rows.isdisjoint(_row(a))]

    def cut(links: Sequence[Anchor]) -> tuple[list[Block], set[int], Block | None]:
        blocks = list(_headed(_blocks(document, links, anchors, site)))
        paged = _paged(blocks, anchors, pager)
        for block in blocks:
            block.is_fuller = _leads_under(block, anchors, url)
        return blocks, paged, _weigh(blocks, paged, url, site, shapes)

    blocks, paged, main = cut(candidates)
    if main is None:
        blocks, paged, main = cut(_openers(anchors, url, site))
    if main is None:
        return ListingReading(Listing())
    articles: dict[str, Link] = {}
    dates: dict[str, str] = {}
    column = _column(main, blocks, paged, site, shapes)
    for block in column:
        articles |= block.links
        dates |= block.dates
    for key in _coming_back(column, articles):
        del articles[key]
    heads = {url_shape(canonical_url(block.lead.url, site)) for block in column if block.lead}
    names_of_columns = [articles.pop(key) for key in list(articles) if url_shape(key) in heads]
    listed = set(column)
    others = (block for block in blocks if block not in listed and not is_aside(block, site))
    beside = frozenset(block.shape() for block in others if block.is_of_one_shape() and not _is_under(block, url))
    fuller = (*_fuller_listings(column, blocks, anchors, url, site), *names_of_columns)
    elsewhere = frozenset(block.heading for block in blocks if block not in listed and block.heading)
    listing = Listing(
        tuple(articles.values()), fuller, beside, main.heading or None, elsewhere, tuple(map(dates.get, articles))
    )
    names = [plain_name(link.text) for link in articles.values()]
    return ListingReading(
        listing,
        headlines=sum(len(name) >= _HEADLINE for name in names),
        dated=sum(block.dated for block in column),
        texts=tuple(text for block in column for text in block.texts),
    )


def _coming_back(column: Sequence[Block], articles: Mapping[str, Link]) -> list[str]:
    """Return the short links that come back in entry after entry of a list, as that to whoever posted them does."""
    count = Counter(key for block in column for entry in block.entries for key in entry if key in articles)
    usual = Counter(count.values()).most_common(1)[0][0]
    often = (key for key, times in count.items() if times > _TIME_AND_AGAIN * usual)
    return [key for key in often if len(plain_name(articles[key].text)) < _HEADLINE]


def _weigh(blocks: Sequence[Block], paged: Container[int], url: str, site: Site | None, shapes: Shapes) -> Block | None:
    """Return the block that is the page's list, if one is."""
    passages: defaultdict[int, float] = defaultdict(float)
    for block in blocks:
        block.settle(shapes.articles)
        block.score = _score(block, block.last in paged, url, site, shapes)
        passages[block.passage] += block.score
    main = max(blocks, key=lambda block: (passages[block.passage], block.score), default=None)
    return main if main is not None and main.score >= _LEAST else None


def _openers(anchors: Sequence[Anchor], url: str, site: Site | None) -> list[Anchor]:
    """Return the links called 阅读全文 and the like, each under the first words of its entry, which head it."""
    openers = [a for a in anchors if _OPENER.fullmatch(plain_name(a.text)) and a.url and not _same_page(a.url, url)]
    targets = _targets_below({anchor.element: canonical_url(anchor.url, site) for anchor in openers})
    found = []
    for anchor in openers:
        words = (collapse(str(text)) for text in _item(anchor.element, targets).itertext())
        headline = next((text for text in words if is_text(text)), "")
        if headline and headline != anchor.text:
            found.append(anchor.called(headline))
    return found


def is_commerce(block: Block, site: Site | None) -> bool:
    """Tell whether heading or entries say that a block lists companies, products and the like."""
    if sum(_is_offer(link.text) for link in block.links.values()) * 2 > len(block.links):
        return True
    if _named_section(block.heading, site):
        return False
    heading = plain_name(block.heading)
    for outlet in site.outlets if site else ():
        heading = heading.replace(outlet, "")
    on_firms = _SUBJECT.search(heading) and not _NEWS.search(heading) and not block.is_dated_headlines()
    return bool(on_firms) or _says_otherwise(heading)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a link's text folded, without white space, bullets and brackets around it."""
    return _EDGES.sub("", re.sub(r"\s+", "", fold(name)))


def is_more(anchor: Anchor) -> bool:
    """Tell whether a link leads from a box of headlines to all of them: 更多, more, 全部."""
    return _MORE.fullmatch(plain_name(anchor.name)) is not None


def _is_offer(name: str) -> bool:
    folded = fold(name)
    return bool(_FIRM.search(folded) or _OFFER.search(folded))


def _candidates(anchors: Sequence[Anchor], url: str, site: Site | None, shapes: Shapes) -> Iterator[Anchor]:
    """Yield the links that could lead to articles: named like a headline, and not to this page.

    A shorter name will do where the address has the shape that articles have, or that of several headlines that stand
    in the same place of the page.
    """
    named = [(anchor, _title_length(plain_name(anchor.name))) for anchor in anchors if _may_lead_on(anchor, url, site)]
    headlines = Counter(_place(anchor, site) for anchor, length in named if length >= _HEADLINE)
    for anchor, length in named:
        is_long = length >= _SHORTEST_TITLE
        if is_long or _shape(anchor, site) in shapes.articles or headlines[_place(anchor, site)] >= _SEVERAL:
            yield anchor


def _may_lead_on(anchor: Anchor, url: str, site: Site | None) -> bool:
    """Tell whether a link, whose name is that of no section, leads to another page, which need not be the portal's.

    Portals list what stands elsewhere among their own.
    """
    name = plain_name(anchor.name)
    if anchor.element.tag != "a" or _title_length(name) < _LEAST_NAME:
        return False
    if site and (section_named(name, site) or name in site.news_area):
        return False
    return bool(anchor.url) and not _same_page(anchor.url, url) and not anchor.is_hidden


def _shape(anchor: Anchor, site: Site | None) -> str:
    return url_shape(canonical_url(anchor.url, site))


def _place(anchor: Anchor, site: Site | None) -> tuple[object, ...]:
    """Return the shape of a link's address and the tags above it, which the headlines of one list share."""
    return _shape(anchor, site), *(ancestor.tag for ancestor in islice(anchor.element.iterancestors(), _ANCESTORS))


@lru_cache(maxsize=4096)
def _title_length(name: str) -> int:
    """Count the characters of a plain name that a title could be made of: none in what stands on every page."""
    chrome = _CHROME.fullmatch(name) or _MORE.fullmatch(name) or turns_page(name)
    return 0 if chrome else len(_FIGURES.sub("", name))


def _row(anchor: Anchor) -> tuple[Element, ...]:
    """Return the elements that hold a link and its neighbours, whether each has an element of its own or not."""
    return tuple(islice(anchor.element.iterancestors(), 2))


def _house_rows(anchors: Sequence[Anchor]) -> set[Element]:
    """Return the elements that hold several of the links that every page has, such as the row at its foot."""
    count = Counter(row for anchor in anchors if _HOUSE.fullmatch(plain_name(anchor.name)) for row in _row(anchor))
    return {row for row, number in count.items() if number >= _HOUSE_ROW and row.tag not in _PAGE_PARTS}


def _same_page(target: str, url: str) -> bool:
    """Tell whether a link leads to the page it stands on, or to a host's front page."""
    parts = urlsplit(target)
    return urldefrag(target).url == urldefrag(url).url or (parts.path in ("", "/") and not parts.query)


def _is_local(target: str, url: str, site: Site | None) -> bool:
    if site is not None:
        return in_scope(target, site)
    return not url or urlsplit(target).hostname == urlsplit(url).hostname


def _blocks(
    document: Document, candidates: Sequence[Anchor], anchors: Sequence[Anchor], site: Site | None
) -> list[Block]:
    """Cut the candidate links into blocks: same path of tags, and no text of another kind in between.

    The text before a block is its heading; the last of several sections named in a row is the navigation's.
    """
    keys = {anchor.element: canonical_url(anchor.url, site) for anchor in candidates}
    targets = _targets_below(keys)
    items: dict[Element, list[Anchor]] = {}
    for anchor in candidates:
        items.setdefault(_item(anchor.element, targets), []).append(anchor)
    order = {anchor.element: number for number, anchor in enumerate(anchors)}
    blocks: list[Block] = []
    heading, said, passage, after_text, holder, in_row = "", "", 0, True, document.root, 0
    for piece, text in stream(document.root, items):
        if text is not None:
            if is_text(text):
                in_row = in_row + 1 if after_text and _share_row(holder, piece) else 1
                is_section = _named_section(text, site)
                in_navigation = after_text and is_section and _named_section(said, site)
                in_navigation = in_navigation or (in_row >= _NAVIGATION and not is_section)
                heading, said, passage, after_text = "" if in_navigation else text, text, passage + 1, True
                holder = piece
            elif blocks and (date := DATE.search(text)):
                blocks[-1].dated += 1
                blocks[-1].dates.setdefault(blocks[-1].entries[-1][0], date[0])
            continue
        path = (piece.tag, *(ancestor.tag for ancestor in islice(piece.iterancestors(), _ANCESTORS)))
        if not after_text and blocks[-1].path != path and _is_apart(blocks[-1].ends[1], piece):
            heading, passage = "", passage + 1
        summarised = bool(blocks) and len(heading) > _HEADING and _goes_on(blocks[-1], path, piece)
        if not summarised and (after_text or blocks[-1].path != path):
            near = _named_section(heading, site) or _stands_over(holder, piece)
            shown = heading if len(heading) <= _HEADING and near and not _COLUMN.fullmatch(plain_name(heading)) else ""
            blocks.append(Block(path, shown, passage, first=order[items[piece][0].element]))
        after_text = False
        _enter(blocks[-1], piece, items[piece], keys, order)
    return blocks


def _headed(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, those that are but the name of the next one turned into its heading.

    Over a single headline stands a heading if links of its shape are headings of others.
    """
    pairs = [(block, following) for block, following in pairwise(blocks) if _is_heading_of(block, following)]
    sure = {block.shape() for block, following in pairs if len(following.links) > 1}
    heads = {id(block) for block, _ in pairs if block.shape() in sure}
    headings = 0
    for block, following in zip_longest(blocks, blocks[1:]):
        if following is not None and id(block) in heads:
            (following.lead,) = block.links.values()
            following.heading = following.heading or following.lead.text
            headings += 1
        else:
            block.passage += headings
            yield block


def _is_heading_of(block: Block, following: Block) -> bool:
    """Tell whether a block is a short link over headlines of another shape: what a sub-column's box is called."""
    if len(block.links) > 1 or block.dated or block.path == following.path:
        return False
    ((key, link),) = block.links.items()
    name = plain_name(link.text)
    if len(name) > _COLUMN_NAME or _ASIDE.search(name) or _says_otherwise(name) or following.has_shape(url_shape(key)):
        return False
    headlines = sum(len(plain_name(other.text)) >= _HEADLINE for other in following.links.values())
    if headlines * 2 <= len(following.links):
        return False
    return _stands_alone(block.ends[1]) and _stands_over(block.ends[1], following.ends[0])


def _stands_alone(item: Element) -> bool:
    """Tell whether no short link stands beside or before the one of an item, as in navigations and clouds of tags."""
    links = [link for link in item.iter("a") if not _MORE.fullmatch(plain_name(text_of(link)))]
    if len(links) != 1:
        return False
    (link,) = links
    for element in (link, *islice(link.iterancestors(), 1)):
        before = element.getprevious()
        if before is not None and before.tag == element.tag:
            others = list(islice(before.iter("a"), _FEW + 1))
            if 0 < len(others) <= _FEW and all(len(plain_name(text_of(other))) < _HEADLINE for other in others):
                return False
    return True


def _says_otherwise(name: str) -> bool:
    """Tell whether a name is of what portals have beside their news: companies, offers, searches."""
    heading = _REPORTED.sub("", name)
    return bool(_COMMERCE.search(heading) or (_OFF_TOPIC.search(heading) and not _NEWS.search(heading)))


def _is_row_of(block: Block, item: Element) -> bool:
    """Tell whether an item of another make stands among the rows of a block, in the same list."""
    holder = block.ends[0].getparent()
    return holder is not None and holder.tag in _LISTS and holder in islice(item.iterancestors(), _ITEM_REACH)


def _goes_on(block: Block, path: tuple[str, ...], item: Element) -> bool:
    """Tell whether an item is one more row of a block in the same place."""
    return block.path == path and block.ends[1].getparent() is item.getparent()


def _is_apart(element: Element, other: Element, reach: int = _NEAR) -> bool:
    """Tell whether two elements stand in different parts of the page, so that the one says nothing of the other."""
    above = islice((element, *element.iterancestors()), reach + 1)
    near = {ancestor for ancestor in above if ancestor.tag not in _PAGE_PARTS}
    return near.isdisjoint(islice(other.iterancestors(), _ANCESTORS))


def _share_row(one: Element, other: Element) -> bool:
    """Tell whether two links stand side by side, each in an element of its own or not, as those of a navigation do."""
    if one.tag != "a" or other.tag != "a":
        return False
    holder, beside = one.getparent(), other.getparent()
    if holder is None or beside is None:
        return False
    return holder is beside or (holder.tag == beside.tag and holder.getparent() is beside.getparent())


def _stands_over(holder: Element, item: Element) -> bool:
    """Tell whether the element that holds a heading is right before an item's block, or in one part of the page."""
    above = islice((item, *item.iterancestors()), _HEADING_NEAR)
    return any(element.getprevious() is holder for element in above) or not _is_apart(holder, item, _HEADING_NEAR)


def _enter(
    block: Block, item: Element, anchors: Sequence[Anchor], keys: dict[Element, str], order: dict[Element, int]
) -> None:
    """Add an item to a block: each of its targets under the longest of its links' names."""
    text = text_of(item)
    names = [anchor.text for anchor in anchors]
    for anchor in anchors:
        key, name = keys[anchor.element], _BULLET.sub("", anchor.name).strip()
        known = block.links.get(key)
        if known is None or len(known.text) < len(name):
            block.links[key] = Link(name, anchor.url)
    if min(map(text.find, names)) <= _LEAD:
        block.texts.append(text)
    lengths = {keys[anchor.element]: len(anchor.name) for anchor in anchors}
    block.entries.append(sorted(lengths, key=lambda key: -lengths[key]))
    if date := DATE.search(text.replace(max(names, key=len), "")):
        block.dated += 1
        block.dates.update(dict.fromkeys(lengths, date[0]))
    block.last = max(order[anchor.element] for anchor in anchors)
    block.ends = (block.ends[0] if block.ends else item, item)


def _targets_below(keys: dict[Element, str]) -> dict[Element, set[str]]:
    """Map each element above a candidate link to the distinct targets below it."""
    targets: dict[Element, set[str]] = {}
    for element, key in keys.items():
        for ancestor in (element, *islice(element.iterancestors(), _ANCESTORS)):
            targets.setdefault(ancestor, set()).add(key)
    return targets


def _item(element: Element, targets: dict[Element, set[str]]) -> Element:
    """Climb to the row, list item or cell of a link: the highest element that leads nowhere else.

    A row that leads to two or three pages is an item as well: two columns, or two addresses of one article.
    """
    item = element
    for ancestor in islice(element.iterancestors(), _ANCESTORS):
        if ancestor.tag in ("body", "html") or item.tag in _ROWS or len(targets[ancestor]) > _ROW_TARGETS:
            break
        if len(targets[ancestor]) > 1 and ancestor.tag not in _ROWS:
            continue
        if _is_region(ancestor):
            break
        item = ancestor
    return item


def _is_region(element: Element) -> bool:
    """Tell whether an element holds more than the title, summary and date of one article."""
    if sum(1 for _ in islice(element.iter("a"), _ITEM_LINKS + 1)) > _ITEM_LINKS:
        return True
    length = 0
    for text in map(str, element.itertext()):
        length += len(text.strip())
        if length > LONGEST_ITEM:
            return True
    return False


def stream(root: Element, items: Container[Element]) -> Iterator[tuple[Element, str | None]]:
    """Walk the page in source order: each item with None, and each element that holds text outside of items with it."""
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            if element in items:
                yield element, None
                walk.skip_subtree()
            elif element.tag in _SILENT:
                walk.skip_subtree()
            else:
                shown = (element.text, element.get("alt") if element.tag == "img" else None)
                yield from ((element, text) for text in shown if text and not text.isspace())
        elif element.tail and not element.tail.isspace():
            parent = element.getparent()
            yield root if parent is None else parent, element.tail


def is_text(text: str) -> bool:
    """Tell whether text between links is more than a date, a month, a number or a bullet."""
    plain = plain_name(DATE.sub("", text))
    return len(_FIGURES.sub("", plain)) > 1 and not _MORE.fullmatch(plain) and not _CHROME.fullmatch(plain)


def _named_section(text: str, site: Site | None) -> bool:
    return site is not None and any(section in plain_name(text) for section in site.sections)


def _paged(blocks: Sequence[Block], anchors: Sequence[Anchor], pager: Pager) -> set[int]:
    """Return the last links of blocks that a pager follows directly: no block ends between them and the pager."""
    pages = {pager.following, *(url for _, url in pager.numbered)}
    ends = sorted(block.last for block in blocks)
    places = (bisect_left(ends, n) for n, anchor in enumerate(anchors) if anchor.url in pages)
    return {ends[place - 1] for place in places if place}


def _score(block: Block, next_to_pager: bool, url: str, site: Site | None, shapes: Shapes) -> float:
    """Weigh a block: how many headlines it holds, and what speaks for or against its being the page's list."""
    names = [plain_name(link.text) for link in block.links.values() if _is_local(link.url, url, site)]
    if not names or is_commerce(block, site) or _is_beside(block, shapes):
        return 0
    likeness = sum(min(len(name), _LONG) / _LONG if len(name) >= _HEADLINE else 0.2 for name in names) / len(names)
    weight = 2 * min(len(names), _MANY) * likeness
    weight *= 1 + min(block.dated / len(names), 1)
    if next_to_pager:
        weight = 1.5 * weight + 5
    if _share_folder(block, url):
        weight = 2 * weight + 4
    if block.shape() in shapes.articles:
        weight = 2 * weight + 10
    if _named_section(block.heading, site):
        weight = weight if _is_of_another_section(block, shapes, site) else 2 * weight + 10
    elif is_aside(block, site):
        weight *= 0.2 if next_to_pager else 0
    return weight


def _share_folder(block: Block, url: str) -> bool:
    """Tell whether a block leads into the folder of the page itself, as lists mostly do: it confirms, never gates."""
    folder = urlsplit(url).path.rpartition("/")[0]
    inside = sum(urlsplit(link.url).path.startswith(f"{folder}/") for link in block.links.values())
    return bool(folder) and inside * 2 > len(block.links)


def _is_of_another_section(block: Block, shapes: Shapes, site: Site | None) -> bool:
    """Tell whether the heading names sections, and not the one whose list is read."""
    return (
        shapes.section is not None
        and _named_section(block.heading, site)
        and shapes.section not in plain_name(block.heading)
    )


def is_aside(block: Block, site: Site | None) -> bool:
    """Tell whether the heading says that a block repeats articles of other lists: the latest, the most read.

    What has its 更多 under the page's own address is the page's own all the same.
    """
    if block.is_fuller or _named_section(block.heading, site):
        return False
    return _ASIDE.search(plain_name(block.heading)) is not None


def _leads_under(block: Block, anchors: Sequence[Anchor], url: str) -> bool:
    """Tell whether the link right before a block's first is a 更多 that leads to more under the page's own address."""
    before = anchors[block.first - 1] if block.first else None
    return before is not None and is_more(before) and _lies_under(before.url, url)


def _is_beside(block: Block, shapes: Shapes) -> bool:
    """Tell whether a block looks like what stood beside the list on the section's earlier pages."""
    return block.shape() in shapes.beside - shapes.articles


def _column(
    main: Block, blocks: Sequence[Block], paged: Container[int], site: Site | None, shapes: Shapes
) -> list[Block]:
    """Return the main block and the neighbours that go on with it: a top story, groups, rows of another make.

    They follow it without a word in between, have its URL shape, or are rows of one list, parted by their summaries.
    A pager under one of them ends the list.
    """
    shape, position = main.shape(), blocks.index(main)

    def belongs(block: Block) -> bool:
        if is_aside(block, site) or is_commerce(block, site) or _is_beside(block, shapes):
            return False
        if _is_of_another_section(block, shapes, site):
            return False
        if block.passage == main.passage or block.has_shape(shape) or _goes_on(main, block.path, block.ends[0]):
            return True
        return not block.heading and _is_row_of(main, block.ends[0])

    above = list(takewhile(belongs, reversed(blocks[:position])))
    column = [*reversed(above), main]
    for block in takewhile(belongs, blocks[position + 1 :]):
        if column[-1].last in paged:
            break
        column.append(block)
    return column


def _fuller_listings(
    column: Sequence[Block], blocks: Sequence[Block], anchors: Sequence[Anchor], url: str, site: Site | None
) -> tuple[Link, ...]:
    """Return the 更多 links of the page's boxes that lead on within the portal, and those under the list's own address.

    The boxes are those of the list's sub-columns.  Links under the list's own address lead to them and to archives.
    """
    own = (a for a in anchors if _is_archive(a) or is_more(a))
    found = [a.link for a in own if _is_local(a.url, url, site) and _lies_under(a.url, url)]
    leads = [lead for block in column if (lead := block.lead or _short_lead(block, anchors, site))]
    if len(leads) == 1:
        leads = [lead for block in column if (lead := block.lead)]
    found += leads
    for block in column:
        found += (anchor.link for anchor in _mores(block, blocks, anchors))
    return tuple(link for link in found if _is_local(link.url, url, site) and not _same_page(link.url, url))


def _short_lead(block: Block, anchors: Sequence[Anchor], site: Site | None) -> Link | None:
    """Return the link right over a block that is too short for a title, such as 工业, and has a row of its own."""
    lead = next((anchor for anchor in reversed(anchors[: block.first]) if not is_more(anchor)), None)
    if lead is None or lead.element.tag != "a" or not lead.url:
        return None
    name, row = plain_name(lead.text), lead.element.getparent()
    if not 1 < _title_length(name) < _SHORTEST_TITLE or _says_otherwise(name) or (site and name in site.news_area):
        return None
    others = sum(1 for a in anchors[: block.first] if not is_more(a) and a.element.getparent() is row)
    is_over = others == 1 and _stands_over(lead.element, block.ends[0])
    return lead.link if is_over and not block.has_shape(url_shape(canonical_url(lead.url, site))) else None


def _mores(block: Block, blocks: Sequence[Block], anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield the 更多 of a block: in its heading or under its last entry, so the block nearer in the tree owns it."""
    position = blocks.index(block)
    before = blocks[position - 1] if position else None
    after = blocks[position + 1] if position + 1 < len(blocks) else None
    rivals = [rival for rival in (before, after) if rival is not None]
    for anchor in anchors[before.last if before else 0 : after.first if after else None]:
        if is_more(anchor) and all(_shared(anchor.element, block) > _shared(anchor.element, rival) for rival in rivals):
            yield anchor


def _is_archive(anchor: Anchor) -> bool:
    """Tell whether a link is called by a year or a month, or says that it leads to what is older."""
    return _ARCHIVE.fullmatch(plain_name(anchor.text)) is not None


def _is_under(block: Block, url: str) -> bool:
    """Tell whether a block leads to pages of the list's own address, so that their shape is not that of others."""
    return any(_lies_under(link.url, url) for link in block.links.values())


def _lies_under(target: str, url: str) -> bool:
    """Tell whether an address is that of the page with more to it, as ``/jingji/2010/`` is of ``/jingji/``."""
    page, other = urlsplit(url), urlsplit(target)
    stem = _PAGE_ENDING.sub("", page.path)
    if stem in ("", "/") or not other.path.startswith(stem) or _same_page(target, url):
        return False
    return set(parse_qsl(page.query)) <= set(parse_qsl(other.query))


def _shared(element: Element, block: Block) -> int:
    """Count the ancestors that an element shares with the entries of a block."""
    above = set(islice(element.iterancestors(), _ANCESTORS))
    return max(len(above.intersection(islice(item.iterancestors(), _ANCESTORS))) for item in block.ends)
