"""Blocks: runs of links that stand in the same place of a repeated structure, each under its heading."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile, zip_longest

from lxml import etree

from zjcrawl.frontier.canonical import canonical_url, url_shape
from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.document import Document, Element, text_of
from zjcrawl.pages.entries import ANCESTORS, PAGE_PARTS, entry_of, targets_below
from zjcrawl.pages.wording import (
    DATE,
    HEADLINE,
    heads_column,
    is_text,
    mentions_section,
    plain_name,
    says_aside,
    says_more,
    says_otherwise,
)
from zjcrawl.records import Link, Site

_BULLET = re.compile(r"^[\s·•・●○■□◆◇★☆▪▲△※→»>]+")
_SILENT = frozenset(("script", "style", "noscript", "select", "textarea", "template", "title"))
_OWN_ROWS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "div", "p", "dt", "td", "th", "legend", "caption", "li"))
_LISTS = frozenset(("ul", "ol", "dl"))
_ITEM_REACH = 3  # levels above a row of another make at which the list may be
TIME_AND_AGAIN = 2
"""How often something has to happen, beyond what is usual, before it says anything."""
_FEW = 2  # links of one cell of a navigation
_NAVIGATION = 4
"""Links side by side that make a navigation; its last names nothing below it, as the last of fewer tabs may."""
_NEAR = 2  # levels within which two entries stand in one part of the page
_HEADING_NEAR = 5  # levels within which a heading and its entries do
_HEADING = 30  # characters of the longest heading
COLUMN_NAME = 10
"""Characters of the longest name of a sub-column."""
_LEAD = 16
"""Characters before the title in an entry (a bullet, a date, a section); a link that comes later stands in prose."""
_SEVERAL = 3  # entries that show what the addresses of articles look like


@dataclass(slots=True, eq=False)
class Block:
    """A run of links in one repeated structure: an entry for each target, and the text over the first.

    Blocks of one ``passage`` have no text between them.  ``entries`` are the targets of each, the one with the
    longest name first.  ``lead`` is the link that heads the block, where a sub-column's name leads to its list;
    ``is_head`` tells of a row that is but such a link.
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
    is_head: bool = False

    def settle(self, articles: Iterable[str]) -> None:
        """Leave out what stands beside headlines: links of a shape that often has the shorter name of an entry.

        Two links of one shape may be one article's or a row of two columns; they say nothing.  A short name is left
        out as soon as it stands beside a link of a shape that ``articles`` of the portal are known to have, or that
        opens most entries of the block, as a tag under its headline does.
        """
        if all(len(entry) == 1 for entry in self.entries):
            return
        openers = Counter(url_shape(entry[0]) for entry in self.entries)
        usual = {shape for shape, count in openers.items() if count >= _SEVERAL and count * 2 > len(self.entries)}
        usual.update(articles)
        weight: Counter[str] = Counter()
        for first, *others in self.entries:
            shape = url_shape(first)
            weight[shape] += 2
            weight.subtract({shape, *map(url_shape, others)})
            if shape in usual:
                short = (other for other in others if len(plain_name(self.links[other].text)) < HEADLINE)
                weight.subtract({other for other in map(url_shape, short) if other not in usual})
        self.links = {key: link for key, link in self.links.items() if weight[url_shape(key)] > -TIME_AND_AGAIN}

    def shape(self) -> str:
        """Return the URL shape that most of the links have."""
        return self._shapes().most_common(1)[0][0]

    def has_shape(self, shape: str) -> bool:
        """Tell whether half of the links or more have a URL shape: an entry may have a short address as well."""
        return self._shapes()[shape] * 2 >= len(self.links)

    def has_any_shape(self, shapes: Container[str]) -> bool:
        """Tell whether one of the links has one of several URL shapes."""
        return any(shape in shapes for shape in self._shapes())

    def is_of_one_shape(self) -> bool:
        """Tell whether more than half of the links share a URL shape, as firms and products do."""
        return max(self._shapes().values()) * 2 > len(self.links)

    def is_dated_headlines(self) -> bool:
        """Tell whether more than half of the links are as long as headlines, and as many have a date beside them."""
        headlines = sum(len(plain_name(link.text)) >= HEADLINE for link in self.links.values())
        return min(headlines, self.dated) * 2 > len(self.links)

    def _shapes(self) -> Counter[str]:
        return Counter(map(url_shape, self.links))


def cut_blocks(
    document: Document,
    candidates: Sequence[Anchor],
    anchors: Sequence[Anchor],
    site: Site | None,
    names: Container[Element] = (),
) -> list[Block]:
    """Cut the candidate links into blocks: same path of tags, and no text of another kind in between.

    The text before a block is its heading; the last of several sections named in a row is the navigation's.  ``names``
    are the links among the candidates that are but the names of boxes.
    """
    keys = {anchor.element: canonical_url(anchor.url, site) for anchor in candidates}
    targets = targets_below(keys)
    items: dict[Element, list[Anchor]] = {}
    for anchor in candidates:
        items.setdefault(entry_of(anchor.element, targets), []).append(anchor)
    order = {anchor.element: number for number, anchor in enumerate(anchors)}
    heads = _head_rows(items, keys)
    heads |= {item for item, within in items.items() if any(anchor.element in names for anchor in within)}
    blocks: list[Block] = []
    heading, said, passage, after_text, holder, in_row = "", "", 0, True, document.root, 0
    for piece, text in stream(document.root, items):
        if text is not None:
            if is_text(text):
                in_row = in_row + 1 if after_text and _share_row(holder, piece) else 1
                is_section = mentions_section(text, site)
                in_navigation = after_text and is_section and mentions_section(said, site)
                in_navigation = in_navigation or (in_row >= _NAVIGATION and not is_section)
                heading, said, passage, after_text = "" if in_navigation else text, text, passage + 1, True
                holder = piece
            elif blocks and (date := DATE.search(text)):
                blocks[-1].dated += 1
                blocks[-1].dates.setdefault(blocks[-1].entries[-1][0], date[0])
            continue
        path = (piece.tag, *(ancestor.tag for ancestor in islice(piece.iterancestors(), ANCESTORS)))
        if not after_text and blocks[-1].path != path:
            last = blocks[-1].ends[1]
            if _is_apart(last, piece) or _is_in_column(piece, last):
                heading, passage = "", passage + 1
        summarised = bool(blocks) and len(heading) > _HEADING and goes_on(blocks[-1], path, piece)
        is_head = piece in heads
        is_other = after_text or blocks[-1].path != path or blocks[-1].is_head
        if is_head or (is_other and not summarised):
            near = mentions_section(heading, site) or stands_over(holder, piece)
            shown = heading if len(heading) <= _HEADING and near and not heads_column(heading) else ""
            blocks.append(Block(path, shown, passage, first=order[items[piece][0].element], is_head=is_head))
        after_text = False
        _enter(blocks[-1], piece, items[piece], keys, order)
    return blocks


def box_names(anchors: Sequence[Anchor], site: Site | None) -> set[Element]:
    """Return the links that name sub-columns, each in a row of its own over a headline in one of several boxes alike.

    Each leads elsewhere, as the categories over the titles of cards do not.
    """
    found: defaultdict[tuple[str, object, str], dict[str, Element]] = defaultdict(dict)
    counts: Counter[tuple[str, object, str]] = Counter()
    shown = [anchor for anchor in anchors if anchor.text and anchor.element.tag == "a" and not says_more(anchor.text)]
    for anchor, below in pairwise(shown):
        name = plain_name(anchor.text)
        if not (1 < len(name) < HEADLINE <= len(plain_name(below.name))) or says_aside(name) or says_otherwise(name):
            continue
        row, other = anchor.element.getparent(), below.element.getparent()
        if row is None or row is other or row.tag not in _OWN_ROWS or (site and mentions_section(name, site)):
            continue
        shape = url_shape(canonical_url(anchor.url, site))
        above = set(islice(row.iterancestors(), _ITEM_REACH))
        box = next((each for each in islice(below.element.iterancestors(), _HEADING_NEAR) if each in above), None)
        if box is None or box.tag in PAGE_PARTS or shape == url_shape(canonical_url(below.url, site)):
            continue
        kind = (shape, box.getparent(), box.tag)
        counts[kind] += 1
        if kind in found or next(box.iter("a")) is anchor.element:  # and no tag under a headline
            found[kind].setdefault(anchor.url, anchor.element)
    alike = [heads for kind, heads in found.items() if len(heads) == counts[kind] >= TIME_AND_AGAIN]
    return {head for heads in alike for head in heads.values()}


def _head_rows(items: dict[Element, list[Anchor]], keys: dict[Element, str]) -> set[Element]:
    """Return the rows that are no entries of the tables they are first in, but the linked names of sub-columns.

    Each is a short link over a headline of another shape, and there are several such tables.
    """
    heads: dict[str, set[Element]] = defaultdict(set)
    before: Element | None = None
    for item, below in pairwise(items):
        holder, above = item.getparent(), before
        before = holder
        if holder is above or below.getparent() is not holder or len(items[item]) > 1 or below.tag != item.tag:
            continue
        shape, other = (url_shape(keys[items[each][0].element]) for each in (item, below))
        short, long = (len(plain_name(items[each][0].name)) for each in (item, below))
        if short < HEADLINE <= long and shape != other and DATE.search(text_of(item)) is None:
            heads[shape].add(item)
    return {head for alike in heads.values() if len(alike) >= TIME_AND_AGAIN for head in alike}


def headed(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, those that are but the name of the next one turned into its heading.

    Over a single headline stands a heading if links of its shape are headings of others, first rows of tables or names
    of boxes.
    """
    pairs = [(block, following) for block, following in pairwise(blocks) if _is_heading_of(block, following)]
    sure = {block.shape() for block, following in pairs if block.is_head or len(following.links) > 1}
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
    if len(block.links) > 1 or block.dated or (block.path == following.path and not block.is_head):
        return False
    ((key, link),) = block.links.items()
    name = plain_name(link.text)
    if len(name) > COLUMN_NAME or says_aside(name) or says_otherwise(name) or following.has_shape(url_shape(key)):
        return False
    headlines = sum(len(plain_name(other.text)) >= HEADLINE for other in following.links.values())
    if headlines * 2 <= len(following.links):
        return False
    return _stands_alone(block.ends[1]) and stands_over(block.ends[1], following.ends[0])


def _stands_alone(item: Element) -> bool:
    """Tell whether no short link stands beside or before the one of an item, as in navigations and clouds of tags."""
    links = [link for link in item.iter("a") if not says_more(text_of(link))]
    if len(links) != 1:
        return False
    (link,) = links
    for element in (link, *islice(link.iterancestors(), 1)):
        before = element.getprevious()
        if before is not None and before.tag == element.tag:
            others = list(islice(before.iter("a"), _FEW + 1))
            if 0 < len(others) <= _FEW and all(len(plain_name(text_of(other))) < HEADLINE for other in others):
                return False
    return True


def is_row_of(block: Block, item: Element) -> bool:
    """Tell whether an item of another make stands among the rows of a block, in the same list."""
    holder = block.ends[0].getparent()
    return holder is not None and holder.tag in _LISTS and holder in islice(item.iterancestors(), _ITEM_REACH)


def goes_on(block: Block, path: tuple[str, ...], item: Element) -> bool:
    """Tell whether an item is one more row of a block in the same place."""
    return block.path == path and block.ends[1].getparent() is item.getparent()


def are_units(block: Block, other: Block) -> bool:
    """Tell whether two links, each a block, stand in neighbours of one make, as stories do each in its own table."""
    if len(block.links) > 1 or len(other.links) > 1 or block.path != other.path:
        return False
    for one, two in zip(block.ends[0].iterancestors(), other.ends[0].iterancestors(), strict=False):
        if one.getparent() is two.getparent():
            return two in islice(one.itersiblings(one.tag), 1) or one in islice(two.itersiblings(two.tag), 1)
    return False


def _is_apart(element: Element, other: Element, reach: int = _NEAR) -> bool:
    """Tell whether two elements stand in different parts of the page, so that the one says nothing of the other."""
    above = islice((element, *element.iterancestors()), reach + 1)
    near = {ancestor for ancestor in above if ancestor.tag not in PAGE_PARTS}
    return near.isdisjoint(islice(other.iterancestors(), ANCESTORS))


def _share_row(one: Element, other: Element) -> bool:
    """Tell whether two links stand side by side, each in an element of its own or not, as those of a navigation do."""
    if one.tag != "a" or other.tag != "a":
        return False
    holder, beside = one.getparent(), other.getparent()
    if holder is None or beside is None:
        return False
    return holder is beside or (holder.tag == beside.tag and holder.getparent() is beside.getparent())


def stands_over(holder: Element, item: Element) -> bool:
    """Tell whether the element that holds a heading is right before an item's block, or in one part of the page.

    A table in another cell of a row is another part.
    """
    above = islice((item, *item.iterancestors()), _HEADING_NEAR)
    if any(element.getprevious() is holder for element in above):
        return True
    return not _is_apart(holder, item, _HEADING_NEAR) and not _is_in_column(holder, item)


def _is_in_column(holder: Element, item: Element) -> bool:
    """Tell whether an element stands in a table in the cell beside that of an item, as in a column of the page."""
    over = set(islice(item.iterancestors(), ANCESTORS))
    below = list(takewhile(lambda element: element not in over, islice(holder.iterancestors(), ANCESTORS)))
    common = below[-1].getparent() if below else None
    return common is not None and common.tag == "tr" and any(element.tag == "table" for element in below)


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
