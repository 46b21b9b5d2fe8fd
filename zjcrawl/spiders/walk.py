"""Where a crawl goes from a page it has read: home → news area → nine sections → listings to the end → every article.

What a page is, is known by reading it; a visit only says why it was fetched.  Nothing but sections, pagers, full lists
and listed articles is followed, which keeps company pages, calendars and link farms out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urlsplit
from zlib import crc32

from zjcrawl.frontier.canonical import canonical_url, in_one_order, in_scope, url_shape, was_in_scope
from zjcrawl.frontier.eras import addresses, site_at
from zjcrawl.frontier.seen import Seen
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.pages.pager import next_page
from zjcrawl.records import Kind, Link, Listing, Page, Shapes, Site

_TRAP = 8

_FEW = 3
"""A list has more links than this, unless it is at its end."""

_SECOND = 2

_MOST_SHAPES = 1_000
"""A portal has some dozens; one whose addresses have none in common is not to fill the memory."""

_LATER = 20
"""So many pages of a list are remembered for when the one before them cannot be had; some pagers show thousands."""


class Walk:
    """The way through one portal, and what it has taught so far.

    It ends with the process: a crawl that goes on after a stop learns it anew, at the price of a few pages.  What was
    met is not kept in memory, and what is does not grow with the portal.  A walk through the ``past``, which is one
    through captures, goes to the addresses that the portal had as well.
    """

    def __init__(self, site: Site, *, past: bool = False) -> None:
        self.site = site
        self._past = past
        self._homes = [address.home for address in addresses(site)] if past else [site.home]
        self._sections: set[str] = set()
        self._seen = Seen()
        self._listed: dict[str, frozenset[str]] = {}
        """The shapes of what each list has shown."""
        self._elsewhere: dict[str, Set[str | None]] = {}
        """What stands over the blocks beside each list; at the end of the list one of them is taken for it."""
        self._article_shapes: frozenset[str] = frozenset()
        self._beside: dict[str | None, frozenset[str]] = {}
        self._barren: Counter[str] = Counter()

    def home(self) -> Visit:
        """Return the visit that everything begins with."""
        return self.visit(self.site.home, Role.HOME)

    def homes(self) -> list[Visit]:
        """Return the visits that everything begins with: to the portal's home, and in the past to its former ones."""
        return [self.visit(home, Role.HOME) for home in self._homes]

    def is_home(self, key: str) -> bool:
        """Tell whether a canonical URL is that of a home of the portal."""
        return any(key == canonical_url(home, self.site) for home in self._homes)

    def in_scope(self, url: str) -> bool:
        """Tell whether ``url`` is the portal's; in the past, whether it ever was: captures say when."""
        return was_in_scope(url, self.site) if self._past else in_scope(url, self.site)

    def visit(self, url: str, role: Role, section: str | None = None) -> Visit:
        """Return a visit to ``url``, which is fetched as it was linked."""
        return Visit(canonical_url(url, self.site), url, role, section)

    def shapes(self, visit: Visit) -> Shapes:
        """Return what helps to read the page of ``visit``: to tell a section's list from what stands beside it."""
        beside = self._beside.get(visit.section) if visit.role is Role.LISTING else None
        return Shapes(self._article_shapes, beside or frozenset(), visit.section)

    def onward(self, visit: Visit, page: Page, moment: datetime | None = None) -> Iterator[Visit]:
        """Return where a page leads that was served at ``moment``, by why it was visited."""
        if visit.role in (Role.HOME, Role.NEWS_AREA):
            yield from self._entrances(visit, page, site_at(self.site, moment) if moment else self.site)
        elif visit.role is Role.LISTING:
            yield from self._list(visit, page)

    def is_like_articles(self, visit: Visit) -> bool:
        """Tell whether an address has the shape of articles that were met; sitemaps name companies and products too."""
        return url_shape(visit.key) in self._article_shapes

    def instead(self, visit: Visit) -> Iterator[Visit]:
        """Return what the page before showed beside a page that cannot be had, or led nowhere."""
        if visit.later:
            (number, url), *rest = visit.later
            yield replace(visit, key=canonical_url(url, self.site), url=url, number=number, later=tuple(rest))

    def other_home(self, visit: Visit) -> Visit | None:
        """Return a visit to a home of the portal without ``www``, where the one with it cannot be had."""
        parts = urlsplit(visit.url)
        bare = parts._replace(netloc=parts.netloc.removeprefix("www.")).geturl()
        return (
            replace(visit, url=bare)
            if visit.role is Role.HOME and visit.url in self._homes and bare != visit.url
            else None
        )

    def walked(self, visit: Visit, page: Page) -> Iterator[Visit]:
        """Return the addresses that the pager has for pages walked already, such as ``?page=1`` for the first.

        What the second page of a list that goes on calls the page before it is the first.
        """
        if visit.role is not Role.LISTING:
            return
        pager = page.pager
        walked = [url for number, url in pager.numbered if number <= visit.number]
        if visit.number == _SECOND and pager.preceding and pager.following:
            walked.append(pager.preceding)
        for url in walked:
            yield self.visit(url, Role.LISTING, visit.section)

    def learn(self, visit: Visit, kind: Kind) -> str | None:
        """Note what a page turned out to be, and return the URL shape that has thereby proved to be a trap, if one has.

        A trap has led to eight pages that were no articles, and to none that was.  Missing articles are none of them.
        """
        shape = url_shape(visit.key)
        if kind is Kind.ARTICLE:
            self._article_shapes = _with(self._article_shapes, shape)
        elif visit.role is Role.ARTICLE and kind is not Kind.MISSING and shape not in self._article_shapes:
            if len(self._barren) >= _MOST_SHAPES:
                self._barren.clear()
            self._barren[shape] += 1
        trap = shape not in self._article_shapes and self._barren[shape] >= _TRAP
        return shape if trap else None

    def close(self) -> None:
        """Forget what was met."""
        self._seen.close()

    def _entrances(self, visit: Visit, page: Page, then: Site) -> Iterator[Visit]:
        """Go to the sections that a page names, and to the news area as long as some are not found.

        The links to the news area are tried one after the other, the most telling first.
        """
        for link in page.sections:
            if self.in_scope(link.url):
                self._sections.add(link.text)
            yield self.visit(link.url, Role.LISTING, link.text)
        if self._sections.issuperset(then.sections):
            return
        for url in self._frames(page):
            yield self.visit(url, Role.NEWS_AREA)
        doors = tuple(enumerate((link.url for link in page.news_area), 1))
        yield from self.instead(replace(visit, role=Role.NEWS_AREA, later=(*doors, *visit.later)))

    def _list(self, visit: Visit, page: Page) -> Iterator[Visit]:
        """Go to the articles of a listing page, and on to its next page as long as pages bring new articles.

        New to this listing: a section's front page may show all that is on the first pages of its full list.
        """
        listing = page.listing or Listing()
        if not listing.articles:
            yield from (self.visit(url, Role.LISTING, visit.section) for url in self._frames(page))
        first = visit.first or visit.key
        listed = self._listed.get(first, frozenset())
        articles = [
            replace(self.visit(link.url, Role.ARTICLE, visit.section), said=_digest(link, date))
            for link, date in zip_longest(listing.articles, listing.dates)
        ]
        if visit.number == 1:
            self._elsewhere[first] = listing.other_headings - {listing.heading}
        if _are_left_over(articles, listed) or listing.heading in self._elsewhere.get(first, ()):
            articles = []
        if visit.archive and self._are_unlike_articles(articles):
            return
        keys = [in_one_order(article.key) for article in articles]
        new = self._seen.add(f"list {first}", keys)
        shown = self._seen.add(f"shown {visit.section}", keys)
        self._listed[first] = _with(listed, *(url_shape(article.key) for article in articles))
        yield from (article for article in articles if not self._is_in_other_order(article.key))
        if visit.archive:
            yield from self._archives(visit, listing, brings_any=shown > 0 or not articles)
            new = new if visit.number == 1 else shown
        elif visit.number == 1 and self._brings_news(keys, visit.section):
            for link in listing.listings:
                yield self.visit(link.url, Role.LISTING, visit.section)
            yield from self._archives(visit, listing, brings_any=True)
        self._beside[visit.section] = _with(self._beside.get(visit.section, frozenset()), *listing.beside)
        following = next_page(page.pager, visit.number)
        if following is not None and new:
            yield self._next(visit, following, page)

    def _are_unlike_articles(self, articles: Sequence[Visit]) -> bool:
        """Tell whether none of several addresses has the shape of an article, as far as this process has met any."""
        return bool(articles and self._article_shapes) and not any(map(self.is_like_articles, articles))

    def _archives(self, visit: Visit, listing: Listing, *, brings_any: bool) -> Iterator[Visit]:
        """Go to the first and the last of a list's archives, and from either to the next as long as they bring any.

        Mostly the list shows all there is by its pager, and these two show it again.  The first page of one may be what
        the list shows itself; an archive with nothing in it says nothing of the others.
        """
        if not brings_any:
            return
        links = tuple((1, link.url) for link in listing.archives)
        further = visit.later if visit.archive and visit.number == 1 else ()
        for archives in filter(None, (further, links, links[::-1])):
            (_, url), *rest = archives
            yield replace(self.visit(url, Role.LISTING, visit.section), later=tuple(rest), archive=True)

    def _brings_news(self, keys: Sequence[str], section: str | None) -> bool:
        """Tell whether a listing shows articles that no other of its section has shown; else it leads no further."""
        return self._seen.add(f"section {section or ''}", keys) > 0

    def _is_in_other_order(self, key: str) -> bool:
        """Tell whether an article was met under the same parameters in another order, and is visited as that."""
        ordered = in_one_order(key)
        if "&" not in ordered:
            return False
        if self._seen.add("ordered", [ordered]):
            self._seen.add("met", [key])
            return False
        return not self._seen.holds("met", key)

    def _frames(self, page: Page) -> Iterator[str]:
        """Return the frames of a page that the portal fills itself; others show advertisements."""
        return (url for url in page.frames if self.in_scope(url))

    def _next(self, visit: Visit, url: str, page: Page) -> Visit:
        number = visit.number + 1
        later = tuple((n, later_url) for n, later_url in page.pager.numbered if n > number)[:_LATER]
        following = self.visit(url, Role.LISTING, visit.section)
        first = visit.first or visit.key
        return replace(following, number=number, first=first, later=later, archive=visit.archive)


def _digest(link: Link, date: str | None) -> str:
    """Return what stands for what a list says of an article, to see whether it says otherwise later."""
    return f"{crc32(f'{link.text} {date}'.encode()):08x}"


def _with(shapes: frozenset[str], *more: str) -> frozenset[str]:
    """Return ``shapes`` with ``more``, or those alone where they would become too many."""
    if shapes.issuperset(more):
        return shapes
    return shapes.union(more) if len(shapes) < _MOST_SHAPES else frozenset(more)


def _are_left_over(articles: Sequence[Visit], listed: Set[str]) -> bool:
    """Tell whether a page after the last of a list was read: it lists nothing, and a few links around that were taken.

    They have none of the shapes that the pages before it ``listed``.
    """
    if not listed or len(articles) > _FEW:
        return False
    return listed.isdisjoint(url_shape(visit.key) for visit in articles)
