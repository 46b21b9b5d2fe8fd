"""Bytes and response facts in, one typed page out."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from zjcrawl.captures.decoding import UTF_8, decode
from zjcrawl.frontier.canonical import absolute_url, canonical_url, in_scope, sessionless_url
from zjcrawl.pages.anchors import Anchor, read_anchors
from zjcrawl.pages.article import ArticleReading, read
from zjcrawl.pages.directives import read_directives
from zjcrawl.pages.document import Document, Element, parse
from zjcrawl.pages.evidence import Evidence, Found
from zjcrawl.pages.footer import read_footer
from zjcrawl.pages.kinds import GONE, decide_kind
from zjcrawl.pages.listing import NO_SHAPES, ListingReading, read_listing
from zjcrawl.pages.navigation import read_news_area, read_sections, read_ways_in
from zjcrawl.pages.pager import labelled_anchors, read_pager
from zjcrawl.pages.provenance import note_facts, note_url
from zjcrawl.pages.refresh import read_refresh
from zjcrawl.pages.rights import rights_by_disclaimer
from zjcrawl.pages.template import template_of
from zjcrawl.records import Article, Decoding, Kind, Link, Listing, Page, Pager, Shapes, Site

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_MOST_BYTES = 32 * 1024 * 1024  # no page is that large, and its tree would take gigabytes
_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"CWS": "a Flash film",
    b"FWS": "a Flash film",
    b"\x1f\x8b": "gzip data",
}


def read_page(
    body: bytes,
    url: str = "",
    *,
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
    site: Site | None = None,
    shapes: Shapes = NO_SHAPES,
    promised: Kind | None = None,
    evidence: Evidence | None = None,
    with_pager: bool = True,
    with_template: bool = False,
) -> Page:
    """Read the page that ``url`` answered with.

    ``body`` is the payload with its content encoding removed, in any charset; ``shapes`` are what the portal's
    other listings have taught, ``promised`` is what the link to the page said it was.  ``evidence``, if given, is
    filled with what every decision was made on.  Never fails: what is no page is ``Kind.OTHER`` with a reason.  An
    article's pager, which takes longer to read than the article, is left out where ``with_pager`` says that nobody
    will follow it; ``with_template`` adds the fingerprint of its markup.
    """
    if not body or body.isspace():
        return _unread(status, url, "empty body", Decoding(None, "ascii"), evidence)
    if len(body) > _MOST_BYTES:
        return _unread(status, url, f"larger than {_MOST_BYTES} bytes", Decoding(None, "ascii"), evidence)
    text, decoding = decode(body, headers)
    if evidence is not None:
        note_facts(evidence, body, headers, decoding, site)
    kind_of_file = _not_html(body, text, headers)
    if kind_of_file:
        return _unread(status, url, f"not HTML: {kind_of_file}", decoding, evidence)
    is_utf_8 = decoding.used == UTF_8 and not decoding.replaced
    document = parse(text, url, decoding.used, body.removeprefix(BOM_UTF8) if is_utf_8 else None)
    page = _Reading(document, url, status, site, shapes, evidence).page(decoding, promised, with_pager, with_template)
    directives = read_directives(document, headers)
    return replace(page, directives=directives) if directives else page


class _Reading:
    """One page under reading: each part is read when it is first asked for."""

    def __init__(
        self,
        document: Document,
        url: str,
        status: int,
        site: Site | None,
        shapes: Shapes,
        evidence: Evidence | None = None,
    ) -> None:
        self._document = document
        self._url = url
        self._status = status
        self._site = site
        self._shapes = shapes
        self._evidence = evidence

    def page(self, decoding: Decoding, promised: Kind | None, with_pager: bool, with_template: bool) -> Page:
        """Read what the page is, and of the rest what such a page has."""
        kind, reason = decide_kind(
            self._document,
            self._status,
            self._reading,
            lambda: self._listing,
            lambda: self._sections,
            Kind.LISTING if self._is_home else promised,
            self._evidence,
        )
        if kind is Kind.ARTICLE:
            article = _named(self._reading.article, self._document, self._url, self._site, self._evidence)
            pager = read_pager(self._document, labelled_anchors(self._document), self._url) if with_pager else Pager()
            reading = self._reading
            template = template_of(reading.title_block, reading.text_blocks) if with_template else None
            return Page(kind, self._url, reason, decoding, article=article, pager=pager, template=template)
        return Page(
            kind,
            self._url,
            reason,
            decoding,
            listing=_without(self._listing.listing, self._sections) if kind is Kind.LISTING else None,
            pager=self._pager,
            sections=self._sections,
            news_area=self._news_area,
            frames=tuple(anchor.url for anchor in self._anchors if anchor.element.tag in ("frame", "iframe")),
            refresh=read_refresh(self._document, len(self._anchors)) or self._front_within,
            feeds=tuple(_feeds(self._document)),
            unfollowed=frozenset(anchor.url for anchor in self._anchors if "nofollow" in _rel(anchor.element)),
        )

    @property
    def _news_area(self) -> tuple[Link, ...]:
        if self._site is None:
            return ()
        return read_news_area(self._anchors, self._site) or self._ways_in

    @cached_property
    def _ways_in(self) -> tuple[Link, ...]:
        return read_ways_in(self._anchors, self._site) if self._site and self._is_home else ()

    @property
    def _front_within(self) -> str | None:
        """The home proper, where a page before it has the same address but for its file: ``/`` and ``/index.asp``."""
        fronts = (link.url for link in self._ways_in if link.url != self._url)
        return next(
            (url for url in fronts if canonical_url(url, self._site) == canonical_url(self._url, self._site)), None
        )

    @property
    def _is_home(self) -> bool:
        """Tell whether this is the portal's home, whose stories in full are entries of a list all the same."""
        return self._site is not None and canonical_url(self._url, self._site) == self._site.home

    @cached_property
    def _reading(self) -> ArticleReading:
        reading = read(self._document, self._url, self._site, self._evidence)
        footer = read_footer(self._document, self._url, self._evidence)
        article = reading.article
        claimed = None if article.rights else rights_by_disclaimer(article.source, footer)
        if claimed is not None and self._evidence is not None:
            self._evidence.note("rights", claimed)
        rights = claimed.value if claimed else article.rights
        return replace(reading, article=replace(article, footer=footer, rights=rights))

    @cached_property
    def _anchors(self) -> tuple[Anchor, ...]:
        return read_anchors(self._document)

    @cached_property
    def _pager(self) -> Pager:
        return read_pager(self._document, self._anchors, self._url)

    @cached_property
    def _listing(self) -> ListingReading:
        return read_listing(self._document, self._anchors, self._pager, self._url, self._site, self._shapes)

    @cached_property
    def _sections(self) -> tuple[Link, ...]:
        return read_sections(self._document, self._anchors, self._site) if self._site else ()


def _named(
    article: Article, document: Document, url: str, site: Site | None, evidence: Evidence | None = None
) -> Article:
    """Give an article its canonical URL: the one the page names, where that is a page of the portal, else its own."""
    named = next((link.get("href") for link in document.in_head("link") if _rel(link) == "canonical"), None)
    target = absolute_url(document.base_url, named) if named else None
    if target is None or site is None or not in_scope(target, site) or urlsplit(target).path in ("", "/"):
        target = url
    if evidence is not None:
        note_url(evidence, url, named, target)
    if site is not None:
        article = _homed(article, site)
    return replace(article, url=canonical_url(target, site) if target else "")


def _feeds(document: Document) -> Iterator[str]:
    """Yield the feeds that a page's head names, as ``<link rel="alternate">`` of an RSS or Atom type."""
    for link in document.in_head("link"):
        if _rel(link) == "alternate" and (link.get("type") or "").lower() in _FEEDS:
            url = absolute_url(document.base_url, link.get("href") or "")
            if url:
                yield url


def _without(listing: Listing, sections: Sequence[Link]) -> Listing:
    """Leave out of the fuller lists those of sections, which a front page has a box for each of."""
    known = {section.url for section in sections}
    listings, archives = (
        tuple(link for link in links if link.url not in known) for links in (listing.listings, listing.archives)
    )
    return replace(listing, listings=listings, archives=archives)


def _homed(article: Article, site: Site) -> Article:
    """Give what a page served without ``www`` has of its own the host of the portal's home, and drop session ids.

    So an article and its footer are the same whichever host served it, and whoever asked for it.
    """
    images = tuple(replace(image, url=_own_url(image.url, site)) for image in article.images)
    footer = article.footer
    if footer is not None:
        footer = replace(footer, links=tuple(_own_link(link, site) for link in footer.links))
    return replace(article, images=images, footer=footer)


@lru_cache(maxsize=256)  # the links of a footer are those of the page before
def _own_link(link: Link, site: Site) -> Link:
    return replace(link, url=_own_url(link.url, site))


def _own_url(url: str, site: Site) -> str:
    return _at_home(sessionless_url(url), site) if in_scope(url, site) else url


def _at_home(url: str, site: Site) -> str:
    """Return a URL of the portal's bare domain on the host of its home."""
    parts = urlsplit(url)
    return parts._replace(netloc=urlsplit(site.home).netloc).geturl() if parts.netloc == site.domain else url


def _rel(link: Element) -> str:
    return (link.get("rel") or "").lower()


def _unread(status: int, url: str, reason: str, decoding: Decoding, evidence: Evidence | None) -> Page:
    """Return what answers with no page at all."""
    kind = Kind.MISSING if status in GONE else Kind.OTHER
    if status >= 400:
        reason = f"HTTP {status}"
    if evidence is not None:
        evidence.note("kind", Found(kind, None, reason))
    return Page(kind, url, reason, decoding)


def _not_html(body: bytes, text: str, headers: Sequence[tuple[str, str]]) -> str | None:
    """Return what the payload is instead of HTML; servers promise HTML for pictures and archives, so bytes decide."""
    for magic, name in _MAGIC.items():
        if body.startswith(magic):
            return name
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "").lower()
    if content_type.startswith(("image/", "audio/", "video/")) and "<" not in text[:1024]:
        return content_type
    return None
