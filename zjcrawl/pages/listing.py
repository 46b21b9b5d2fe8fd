"""Listings: which of a page's many links are the articles it lists.

A page is cut into blocks, runs of links that stand in the same place of a repeated structure.  What a reader goes by
decides which block is the list: dates beside the titles, a pager next to it, the heading over it, titles that read
like headlines.  Blocks that are headed or filled with companies, products, recruitment or friends are never it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from zjcrawl.frontier.canonical import canonical_url, url_shape
from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.belonging import lies_under, own_archives, own_lists
from zjcrawl.pages.blocks import (
    COLUMN_NAME,
    TIME_AND_AGAIN,
    Block,
    are_units,
    box_names,
    cut_blocks,
    goes_on,
    headed,
    is_row_of,
    stands_over,
)
from zjcrawl.pages.candidates import house_rows, is_local, is_same_page, named_links, openers, row_of, tab_rows
from zjcrawl.pages.document import Document, Element
from zjcrawl.pages.entries import ANCESTORS
from zjcrawl.pages.wording import (
    HEADLINE,
    SHORTEST_TITLE,
    is_more,
    is_offer,
    is_on_firms,
    mentions_section,
    plain_name,
    says_aside,
    says_otherwise,
    title_length,
)
from zjcrawl.records import Link, Listing, Pager, Shapes, Site

_MANY = 15  # headlines: more weigh no more
_ROW_REACH = 2  # levels below the rows of a list
_LONG = 20  # characters of a headline: longer ones weigh no more
NO_SHAPES = Shapes()
_SEVERAL = 3  # entries that show that they are a list
_LEAST = 1.5
"""The weight of one dated link with a short name; a lone link without a date is no list."""


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
    tabs = tab_rows(anchors)
    rows = house_rows(anchors) | tabs
    candidates = [a for a in named_links(anchors, url, site, shapes) if rows.isdisjoint(row_of(a))]
    heads_of_boxes = box_names(anchors, site)
    if heads_of_boxes:
        wanted = heads_of_boxes.union(anchor.element for anchor in candidates)
        candidates = [anchor for anchor in anchors if anchor.element in wanted]

    def cut(links: Sequence[Anchor]) -> tuple[list[Block], set[int], Block | None]:
        blocks = list(headed(cut_blocks(document, links, anchors, site, heads_of_boxes)))
        paged = _paged(blocks, anchors, pager)
        for block in blocks:
            block.is_fuller = _leads_under(block, anchors, url)
            if _is_under_tabs(block, anchors, tabs):
                block.heading = ""
        return blocks, paged, _weigh(blocks, paged, url, site, shapes, plain_name(document.title or ""))

    blocks, paged, main = cut(candidates)
    leading = openers(anchors, url, site)
    if main is None or _are_entries(leading, main, site, shapes):
        blocks, paged, main = cut(leading)
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
    archives = (link for link in own_archives(anchors, url, shapes.section, site) if _leads_on(link, url, site))
    elsewhere = frozenset(block.heading for block in blocks if block not in listed and block.heading)
    listing = Listing(
        tuple(articles.values()),
        fuller,
        beside,
        main.heading or None,
        elsewhere,
        tuple(map(dates.get, articles)),
        tuple(dict.fromkeys(archives)),
    )
    names = [plain_name(link.text) for link in articles.values()]
    return ListingReading(
        listing,
        headlines=sum(len(name) >= HEADLINE for name in names),
        dated=sum(block.dated for block in column),
        texts=tuple(text for block in column for text in block.texts),
    )


def _are_entries(leading: Sequence[Anchor], main: Block, site: Site | None, shapes: Shapes) -> bool:
    """Tell whether links called 查看详细 lead on from the entries of a list, and the page's other links do not."""
    targets = {canonical_url(anchor.url, site) for anchor in leading}
    if not targets.isdisjoint(main.links) or main.has_any_shape(shapes.articles):
        return False
    if any(url_shape(target) in shapes.articles for target in targets):
        return True
    return len(targets) >= _SEVERAL and len(targets) > len(main.links) and not main.is_dated_headlines()


def _coming_back(column: Sequence[Block], articles: Mapping[str, Link]) -> list[str]:
    """Return the short links that come back in entry after entry of a list, as that to whoever posted them does."""
    count = Counter(key for block in column for entry in block.entries for key in entry if key in articles)
    usual = Counter(count.values()).most_common(1)[0][0]
    often = (key for key, times in count.items() if times > TIME_AND_AGAIN * usual)
    return [key for key in often if len(plain_name(articles[key].text)) < HEADLINE]


def _weigh(
    blocks: Sequence[Block], paged: Container[int], url: str, site: Site | None, shapes: Shapes, title: str
) -> Block | None:
    """Return the block that is the page's list, if one is.

    What stands under the name that the page's ``title`` begins with counts twice: it may be a single entry.
    Sub-columns of an entry each, under links, count together.
    """
    passages: defaultdict[int, float] = defaultdict(float)
    for block in blocks:
        block.settle(shapes.articles)
        block.score = _score(block, block.last in paged, url, site, shapes)
        if _is_called(block, title) and not is_aside(block, site):
            block.score *= 2
        passages[block.passage] += block.score
    main = max(blocks, key=lambda block: (passages[block.passage], block.score), default=None)
    if main is None:
        return None
    alike = [block for block in blocks if block.lead and block.path == main.path] if main.lead else [main]
    return main if sum(block.score for block in alike) >= _LEAST else None


def _is_called(block: Block, title: str) -> bool:
    """Tell whether a short name over a block is what the page's title begins with."""
    name = plain_name(block.heading)
    return 1 < len(name) <= COLUMN_NAME and title.startswith(name)


def is_commerce(block: Block, site: Site | None) -> bool:
    """Tell whether heading or entries say that a block lists companies, products and the like."""
    if sum(is_offer(link.text) for link in block.links.values()) * 2 > len(block.links):
        return True
    if mentions_section(block.heading, site):
        return False
    heading = plain_name(block.heading)
    for outlet in site.outlets if site else ():
        heading = heading.replace(outlet, "")
    return (is_on_firms(heading) and not block.is_dated_headlines()) or says_otherwise(heading)


def _paged(blocks: Sequence[Block], anchors: Sequence[Anchor], pager: Pager) -> set[int]:
    """Return the last links of blocks that a pager follows directly: no block ends between them and the pager."""
    pages = {pager.following, *(url for _, url in pager.numbered)}
    ends = sorted(block.last for block in blocks)
    places = (bisect_left(ends, n) for n, anchor in enumerate(anchors) if anchor.url in pages)
    return {ends[place - 1] for place in places if place}


def _score(block: Block, next_to_pager: bool, url: str, site: Site | None, shapes: Shapes) -> float:
    """Weigh a block: how many headlines it holds, and what speaks for or against its being the page's list."""
    names = [plain_name(link.text) for link in block.links.values() if is_local(link.url, url, site)]
    if not names or is_commerce(block, site) or _is_beside(block, shapes):
        return 0
    likeness = sum(min(len(name), _LONG) / _LONG if len(name) >= HEADLINE else 0.2 for name in names) / len(names)
    weight = 2 * min(len(names), _MANY) * likeness
    weight *= 1 + min(block.dated / len(names), 1)
    if next_to_pager:
        weight = 1.5 * weight + 5
    if _share_folder(block, url):
        weight = 2 * weight + 4
    if block.shape() in shapes.articles:
        weight = 2 * weight + 10
    if mentions_section(block.heading, site):
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
        and mentions_section(block.heading, site)
        and shapes.section not in plain_name(block.heading)
    )


def is_aside(block: Block, site: Site | None) -> bool:
    """Tell whether the heading says that a block repeats articles of other lists: the latest, the most read.

    What has its 更多 under the page's own address is the page's own all the same.
    """
    if block.is_fuller or mentions_section(block.heading, site):
        return False
    return says_aside(block.heading)


def _leads_under(block: Block, anchors: Sequence[Anchor], url: str) -> bool:
    """Tell whether the link right before a block's first is a 更多 that leads to more under the page's own address."""
    before = anchors[block.first - 1] if block.first else None
    return before is not None and is_more(before) and lies_under(before.url, url)


def _is_beside(block: Block, shapes: Shapes) -> bool:
    """Tell whether a block looks like what stood beside the list on the section's earlier pages."""
    return block.shape() in shapes.beside - shapes.articles


def _column(
    main: Block, blocks: Sequence[Block], paged: Container[int], site: Site | None, shapes: Shapes
) -> list[Block]:
    """Return the main block and the neighbours that go on with it: a top story, groups, rows of another make.

    They follow it without a word in between, have its URL shape, or are rows of one list, parted by their summaries.
    What stands among them in the same place of the page may have another address.  A pager under one of them ends the
    list.
    """
    shape, position = main.shape(), blocks.index(main)

    def may_belong(block: Block) -> bool:
        if is_aside(block, site) or is_commerce(block, site) or _is_beside(block, shapes):
            return False
        return not _is_of_another_section(block, shapes, site)

    def belongs(block: Block) -> bool:
        if block.passage == main.passage or block.has_shape(shape) or goes_on(main, block.path, block.ends[0]):
            return True
        return not block.heading and is_row_of(main, block.ends[0])

    def onward(others: Iterable[Block], *, is_above: bool = False) -> Iterator[Block]:
        waiting: list[Block] = []
        paths = {main.path}  # and those of stories in full over its headlines
        nearest = main
        for block in others:
            if not may_belong(block):
                if _is_amid(block, main):
                    continue
                return
            waiting.append(block)
            is_alike = block.path in paths and not block.heading
            is_dated = bool(block.dated and main.dated)
            is_next = is_alike and (is_dated or block.last in paged or are_units(nearest, block))
            if is_next or belongs(block):
                yield from waiting
                paths.add(block.path)
                waiting, nearest = [], block
            elif not is_alike:
                return
            if block.last in paged and not is_above:
                return

    above = list(onward(reversed(blocks[:position]), is_above=True))
    below = onward(blocks[position + 1 :]) if main.last not in paged else ()
    return [*reversed(above), main, *below]


def _is_amid(block: Block, main: Block) -> bool:
    """Tell whether a link or two stand among the rows of a list, as an advertisement of another make does."""
    holder = main.ends[0].getparent()
    is_short = len(block.links) <= TIME_AND_AGAIN
    return is_short and any(above is holder for above in islice(block.ends[0].iterancestors(), _ROW_REACH))


def _fuller_listings(
    column: Sequence[Block],
    blocks: Sequence[Block],
    anchors: Sequence[Anchor],
    url: str,
    site: Site | None,
) -> tuple[Link, ...]:
    """Return the 更多 links of the page's boxes, which are the list's sub-columns, and those of its own address."""
    found = list(own_lists(anchors, url))
    leads = [lead for block in column if (lead := block.lead or _short_lead(block, anchors, site))]
    if len(leads) == 1:
        leads = [lead for block in column if (lead := block.lead)]
    found += leads
    for block in column:
        found += (anchor.link for anchor in _mores(block, blocks, anchors))
    return tuple(link for link in found if _leads_on(link, url, site))


def _leads_on(link: Link, url: str, site: Site | None) -> bool:
    return is_local(link.url, url, site) and not is_same_page(link.url, url)


def _short_lead(block: Block, anchors: Sequence[Anchor], site: Site | None) -> Link | None:
    """Return the link right over a block that is too short for a title, such as 工业, and has a row of its own."""
    lead = next((anchor for anchor in reversed(anchors[: block.first]) if not is_more(anchor)), None)
    if lead is None or lead.element.tag != "a" or not lead.url:
        return None
    name, row = plain_name(lead.text), lead.element.getparent()
    if not 1 < title_length(name) < SHORTEST_TITLE or says_otherwise(name) or (site and name in site.news_area):
        return None
    others = sum(1 for a in anchors[: block.first] if not is_more(a) and a.element.getparent() is row)
    is_over = others == 1 and stands_over(lead.element, block.ends[0])
    return lead.link if is_over and not block.has_shape(url_shape(canonical_url(lead.url, site))) else None


def _mores(block: Block, blocks: Sequence[Block], anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield the 更多 of a block: in its heading or under its last entry, so the block nearer in the tree owns it.

    To a top story right over rows without a heading it is as near, and belongs to both.
    """
    position = blocks.index(block)
    before = blocks[position - 1] if position else None
    after = blocks[position + 1] if position + 1 < len(blocks) else None
    rivals = [rival for rival in (before, after) if rival is not None]
    is_under_top = before is not None and len(before.links) == 1 and not block.heading
    for anchor in anchors[before.last if before else 0 : after.first if after else None]:
        if not is_more(anchor):
            continue
        near = _shared(anchor.element, block)
        if all(near + (is_under_top and rival is before) > _shared(anchor.element, rival) for rival in rivals):
            yield anchor


def _is_under(block: Block, url: str) -> bool:
    """Tell whether a block leads to pages of the list's own address, so that their shape is not that of others."""
    return any(lies_under(link.url, url) for link in block.links.values())


def _is_under_tabs(block: Block, anchors: Sequence[Anchor], tabs: Container[Element]) -> bool:
    """Tell whether the heading of a block is the last of some tabs."""
    over = next((anchor for anchor in reversed(anchors[: block.first]) if anchor.text), None)
    return over is not None and over.text == block.heading and any(row in tabs for row in row_of(over))


def _shared(element: Element, block: Block) -> int:
    """Count the ancestors that an element shares with the entries of a block."""
    above = set(islice(element.iterancestors(), ANCESTORS))
    return max(len(above.intersection(islice(item.iterancestors(), ANCESTORS))) for item in block.ends)
