"""Whether an address is a list's own: more of it, or an archive of it by year and month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from zjcrawl.frontier.canonical import sessionless_url
from zjcrawl.pages.anchors import Anchor
from zjcrawl.pages.candidates import is_same_page, row_of
from zjcrawl.pages.sections import section_named
from zjcrawl.pages.wording import is_archive, is_more, plain_name
from zjcrawl.records import Link, Site

_PAGE_ENDING = re.compile(r"(?:index)?\.\w{2,5}$")
_WORD = re.compile(r"[a-z]+|\d+", re.IGNORECASE)  # of an address
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_SEVERAL = 2


def lies_under(target: str, url: str) -> bool:
    """Tell whether an address is that of the page with more to it, as ``/jingji/2010/`` is of ``/jingji/``."""
    page, other = urlsplit(sessionless_url(url)), urlsplit(sessionless_url(target))
    stem = _PAGE_ENDING.sub("", page.path)
    if stem in ("", "/") or not other.path.startswith(stem) or is_same_page(target, url):
        return False
    return set(parse_qsl(page.query)) <= set(parse_qsl(other.query))


def own_lists(anchors: Sequence[Anchor], url: str) -> Iterator[Link]:
    """Yield the 更多 of the list at ``url`` that lie under its address."""
    return (anchor.link for anchor in anchors if is_more(anchor) and lies_under(anchor.url, url))


def own_archives(anchors: Sequence[Anchor], url: str, section: str | None, site: Site | None) -> Iterator[Link]:
    """Yield the archives of the list of a section at ``url``: what lies under its address or names it.

    Portals keep ``/column/cid/3.html`` by year at ``/archive/cid/3/year/2011.html``; what all the links of such a row
    name, and no other section's address, is the section; so do newspapers with the editions of a day.  Archives of the
    whole portal name none, and what one of them has by chance, as March has a 3, its neighbours lack.
    """
    archives = [anchor for anchor in anchors if is_archive(anchor) or _DAY.fullmatch(plain_name(anchor.text))]
    marks = _marks(anchors, url, section, site) if archives else set()
    holders = {anchor: set(row_of(anchor)) for anchor in archives} if marks else {}
    for anchor in archives:
        row = [other for other, above in holders.items() if not above.isdisjoint(holders[anchor])]
        names_it = marks and all(marks <= _words(other.url) for other in row)
        is_own = names_it and (len(row) >= _SEVERAL or _is_told(anchor, marks))
        if is_own or (is_archive(anchor) and lies_under(anchor.url, url)):
            yield anchor.link


def _is_told(anchor: Anchor, marks: set[str]) -> bool:
    """Tell whether the address of a lone archive has the numbers of its name, and the section's marks beside them."""
    named, words = set(_WORD.findall(anchor.text)), _words(anchor.url)
    return named <= words and marks <= words - named


def _marks(anchors: Sequence[Anchor], url: str, section: str | None, site: Site | None) -> set[str]:
    """Return what a section's address has in its navigation and those of the other sections lack."""
    if section is None or site is None:
        return set()
    named = [(section_named(plain_name(a.name), site), a.url) for a in anchors if a.url]
    own = next((target for name, target in named if name == section), url)
    others = [_words(target) for name, target in named if name not in (None, section) and target != own]
    return _words(own).difference(*others) if len(others) >= _SEVERAL else set()


def _words(url: str) -> set[str]:
    """Return the words and the numbers of an address, its host and the session of its reader aside."""
    parts = urlsplit(sessionless_url(url))
    return set(_WORD.findall(f"{parts.path}?{parts.query}"))
