"""The links of a page that could lead to the articles of a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from zjcrawl.frontier.canonical import canonical_url, url_shape, was_in_scope
from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.document import Element, collapse, text_of
from zjcrawl.pages.entries import ANCESTORS, PAGE_PARTS, entry_of, targets_below
from zjcrawl.pages.sections import section_named
from zjcrawl.pages.wording import HEADLINE, SHORTEST_TITLE, is_of_house, is_opener, is_text, plain_name, title_length
from zjcrawl.records import Shapes, Site

_LEAST_NAME = 2
_SEVERAL = 3
"""Headlines that show what the addresses of articles look like."""
_HOUSE_ROW = 3
_ENTRY_TAGS = frozenset(("a", "li", "tr", "td", "dd", "div", "p", "section", "article"))
"""What may lead to an article: a link, or a row that a script leads on from."""
_BOTH = 2  # targets of links that name one section: its list, and an article that is called like it
_WHOLE = frozenset(("全部", "所有", "不限"))
_MOST_TABS = 12
_LONGEST_TAB = 6  # characters


def named_links(anchors: Sequence[Anchor], url: str, site: Site | None, shapes: Shapes) -> Iterator[Anchor]:
    """Yield the links that could lead to articles: named like a headline, and not to this page.

    A shorter name will do where the address has the shape that articles have, or that of several headlines that stand
    in the same place of the page; that of a section there only, where another link leads to the section, or where
    none names another section.
    """
    leading = [anchor for anchor in anchors if _may_lead_on(anchor, url, site)]
    named = [(anchor, title_length(plain_name(anchor.name)), _section_of(anchor, site)) for anchor in leading]
    targets: defaultdict[str, set[str]] = defaultdict(set)
    for anchor, _, section in named:
        if section is not None:
            targets[section].add(anchor.url)
    headlines: Counter[tuple[object, ...]] | None = None
    for anchor, length, section in named:
        is_titled = length >= SHORTEST_TITLE or shape_of(anchor, site) in shapes.articles
        if section is not None and len(targets[section]) < _BOTH and len(targets) > 1:
            continue
        if section is not None or not is_titled:
            if headlines is None:
                headlines = Counter(_place(other, site) for other, length, _ in named if length >= HEADLINE)
            if headlines[_place(anchor, site)] < _SEVERAL:
                continue
        yield anchor


def _may_lead_on(anchor: Anchor, url: str, site: Site | None) -> bool:
    """Tell whether a link leads to another page than this and the news area, which need not be the portal's.

    Portals list what stands elsewhere among their own.
    """
    name = plain_name(anchor.name)
    if anchor.element.tag not in _ENTRY_TAGS or title_length(name) < _LEAST_NAME or (site and name in site.news_area):
        return False
    return bool(anchor.url) and not is_same_page(anchor.url, url) and not anchor.is_hidden


def _section_of(anchor: Anchor, site: Site | None) -> str | None:
    return section_named(plain_name(anchor.name), site) if site else None


def shape_of(anchor: Anchor, site: Site | None) -> str:
    """Return the shape of a link's canonical URL."""
    return url_shape(canonical_url(anchor.url, site))


def _place(anchor: Anchor, site: Site | None) -> tuple[object, ...]:
    """Return the shape of a link's address and the tags above it, which the headlines of one list share."""
    return shape_of(anchor, site), *(ancestor.tag for ancestor in islice(anchor.element.iterancestors(), ANCESTORS))


def openers(anchors: Sequence[Anchor], url: str, site: Site | None) -> list[Anchor]:
    """Return the links called 阅读全文 and the like, each under the first words of its entry, which head it."""
    leading = [a for a in anchors if is_opener(a) and a.url and not is_same_page(a.url, url)]
    targets = targets_below({anchor.element: canonical_url(anchor.url, site) for anchor in leading})
    found = []
    for anchor in leading:
        words = (collapse(str(text)) for text in entry_of(anchor.element, targets).itertext())
        headline = next((text for text in words if is_text(text)), "")
        if headline and headline != anchor.text:
            found.append(anchor.called(headline))
    return found


def house_rows(anchors: Sequence[Anchor]) -> set[Element]:
    """Return the elements that hold several of the links that every page has, such as the row at its foot."""
    count = Counter(row for anchor in anchors if is_of_house(anchor) for row in row_of(anchor))
    return {row for row, number in count.items() if number >= _HOUSE_ROW and row.tag not in PAGE_PARTS}


def tab_rows(anchors: Sequence[Anchor]) -> set[Element]:
    """Return the elements that hold tabs which show a list in part, the first of them all of it: 全部 图片 视频."""
    short = (anchor for anchor in anchors if 0 < len(anchor.text) <= _LONGEST_TAB)
    return {row for row in {row for anchor in short for row in row_of(anchor)} if _holds_tabs(row)}


def _holds_tabs(row: Element) -> bool:
    if not 1 < len(row) <= _MOST_TABS or plain_name(text_of(row[0])) not in _WHOLE:
        return False
    return all(len(plain_name(text_of(tab))) <= _LONGEST_TAB for tab in row)


def row_of(anchor: Anchor) -> tuple[Element, ...]:
    """Return the elements that hold a link and its neighbours, whether each has an element of its own or not."""
    return tuple(islice(anchor.element.iterancestors(), 2))


def is_same_page(target: str, url: str) -> bool:
    """Tell whether a link leads to the page it stands on, or to a host's front page."""
    return target.partition("#")[0] == url.partition("#")[0] or _is_front(target)


@lru_cache(maxsize=4096)
def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def is_local(target: str, url: str, site: Site | None) -> bool:
    """Tell whether a link stays where the portal is or was, or, if that is not known, on the host of its page."""
    if site is not None:
        return was_in_scope(target, site)
    return not url or urlsplit(target).hostname == urlsplit(url).hostname
