"""Navigation: where a portal's pages lead to its news area and its sections, by the names that readers see."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urldefrag

from zjcrawl.frontier.canonical import was_in_scope
from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.blocks import stream
from zjcrawl.pages.document import Document
from zjcrawl.pages.sections import section_named
from zjcrawl.pages.wording import is_more, is_text, plain_name
from zjcrawl.records import Link, Site

_DOOR = re.compile(r"(?!最新|最近|企业新闻|热点).{0,6}(?:资讯|新闻)|(?:资讯|新闻)[^\W\d]{1,6}")
_DOORS = 3
_ENTER = re.compile(r"[进進]入|中文|首[页頁]|enter", re.IGNORECASE)
_WAYS_IN = 5
"""Links of a page that hardly has any."""
_NEIGHBOURHOOD = 15
"""Links before and after one of a navigation that may belong to it; submenus stand in between."""


def read_sections(document: Document, anchors: Sequence[Anchor], site: Site) -> tuple[Link, ...]:
    """Return a link for each of the portal's sections that the page names.

    Names of sections also stand over blocks and in bodies; the link in whose neighbourhood most sections are named is
    the navigation's.  A portal without such a navigation names its sections over boxes of headlines, to which the
    names in the navigation may lead, all on one page.
    """
    shared = _shared(anchors, site)
    named = [
        (n, name, a)
        for n, a in enumerate(anchors)
        if (name := _section(a, site)) and was_in_scope(a.url, site) and urldefrag(a.url).url not in shared
    ]
    best: dict[str, tuple[int, Link]] = {}
    for at, (n, name, anchor) in enumerate(named):
        near = named[max(0, at - _NEIGHBOURHOOD) : at + _NEIGHBOURHOOD + 1]
        company = len({other for m, other, _ in near if abs(n - m) <= _NEIGHBOURHOOD})
        if name not in best or company > best[name][0]:
            best[name] = (company, Link(name, anchor.url))
    links = {name: link for name, (_, link) in best.items()}
    if len(links) < len(site.sections):
        links = {**_boxes(document, anchors, site), **links}
    return tuple(links[name] for name in site.sections if name in links)


def _boxes(document: Document, anchors: Sequence[Anchor], site: Site) -> dict[str, Link]:
    """Return the 更多 links of boxes that carry a section's name as plain text over their headlines."""
    elements = {anchor.element: anchor for anchor in anchors}
    found: dict[str, Link] = {}
    name: str | None = None
    for piece, text in stream(document.root, elements):
        if text is not None:
            if is_text(text):
                name = next((section for section in site.sections if section == plain_name(text)), None)
        elif name is not None and is_more(elements[piece]) and was_in_scope(elements[piece].url, site):
            found.setdefault(name, Link(name, elements[piece].url))
            name = None
    return found


def read_news_area(anchors: Sequence[Anchor], site: Site) -> tuple[Link, ...]:
    """Return the links to the portal's news area, the most telling name first.

    After the names that are known come a few others that say 资讯 or 新闻, such as 财经资讯, and a page where several
    sections have their places.
    """
    found: dict[str, Link] = {}
    others: dict[str, Link] = {}
    for anchor in anchors:
        name = plain_name(anchor.text) or plain_name(anchor.name)
        if name in site.news_area and was_in_scope(anchor.url, site):
            found.setdefault(name, Link(name, anchor.url))
        elif len(others) < _DOORS and _DOOR.fullmatch(name) and was_in_scope(anchor.url, site):
            others.setdefault(name, Link(name, anchor.url))
    shared = (Link(name, url) for url, name in _shared(anchors, site).items())
    return (*(found[name] for name in site.news_area if name in found), *others.values(), *shared)


def read_ways_in(anchors: Sequence[Anchor], site: Site) -> tuple[Link, ...]:
    """Return where a home leads that has hardly a link: 进入网站, or a picture, before ways into other languages."""
    links = {anchor.url: anchor.link for anchor in anchors if was_in_scope(anchor.url, site)}
    if len(links) > _WAYS_IN:
        return ()
    return tuple(sorted(links.values(), key=lambda link: _ENTER.search(link.text) is None))


def _shared(anchors: Sequence[Anchor], site: Site) -> dict[str, str]:
    """Return the pages to which the names of several sections lead, each with one of the names."""
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for anchor in anchors:
        if "#" in anchor.href and (name := _section(anchor, site)) and was_in_scope(anchor.url, site):
            pages[urldefrag(anchor.url).url].add(name)
    return {url: min(names) for url, names in pages.items() if len(names) > 1}


def _section(anchor: Anchor, site: Site) -> str | None:
    return next(
        (name for label in (anchor.text, anchor.name) if (name := section_named(plain_name(label), site))), None
    )
