"""The records that travel from room to room: frozen, typed, and free of behaviour.

Absent is ``None`` or an empty tuple, never an empty string.  URLs are absolute, times are aware and in UTC unless a
page printed them, text is Unicode.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink as a reader sees it: its text, white space collapsed, and its absolute URL."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to an article's text."""

    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Footer:
    """The boilerplate at the foot of a portal's pages."""

    disclaimer: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    phone: str | None = None
    fax: str | None = None
    qq: tuple[str, ...] = ()
    copyright_from: int | None = None
    copyright_to: int | None = None
    licence: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    r"""What one article says; the keys of ``docs/fields.md`` that a page can give.

    ``body`` is the paragraphs joined with ``\n``.  ``published`` is ISO 8601, as precise as the page is;
    ``published_text`` is the text it was read from.
    """

    url: str
    title: str | None = None
    published: str | None = None
    published_text: str | None = None
    source: str | None = None
    source_url: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    body: str | None = None
    images: tuple[Image, ...] = ()
    votes_up: int | None = None
    votes_down: int | None = None
    rights: str | None = None
    footer: Footer | None = None
    site: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Links from one page of a listing or an article to its other pages.

    ``numbered`` holds (page number, URL) of the links whose text is a number, ``following`` the link called 下一页,
    ``preceding`` the one called 上一页.  ``current`` is the number of the page itself where the pager shows it.
    """

    numbered: tuple[tuple[int, str], ...] = ()
    following: str | None = None
    current: int | None = None
    preceding: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page whose purpose is to link to articles.

    ``dates`` has the date beside each article, as it is printed, None where there is none.  ``beside`` are the URL
    shapes of the other blocks of links on the page: companies, products, services.  ``heading`` is the text over the
    list, ``other_headings`` those over the other blocks.  ``archives`` lead to what the list showed before, by year,
    month or day.
    """

    articles: tuple[Link, ...] = ()
    listings: tuple[Link, ...] = ()
    beside: frozenset[str] = frozenset()
    heading: str | None = None
    other_headings: frozenset[str] = frozenset()
    dates: tuple[str | None, ...] = ()
    archives: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Shapes:
    """URL shapes learned from a portal's pages: of its articles, and of what stands beside lists of articles.

    ``section`` is the one whose list is read, where that is known.
    """

    articles: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes became text: the declared encoding, the one used, and how many characters had to be replaced."""

    declared: str | None
    used: str
    replaced: int = 0


class Kind(StrEnum):
    """What a page is, by reading it."""

    ARTICLE = "article"
    LISTING = "listing"
    MISSING = "missing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Page:
    """One page, read: its kind, why it is of that kind, and what it holds.

    ``sections`` and ``news_area`` are the portal's, as far as the page links to them; ``frames`` are the pages that it
    is put together from; ``refresh`` is where it sends its reader at once; ``template`` is a fingerprint of the markup
    that an article stands in.  ``feeds`` are those that its head names, ``directives``
    what it asks of robots, and ``unfollowed`` the links that it asks them not to follow.
    """

    kind: Kind
    url: str
    reason: str
    decoding: Decoding
    article: Article | None = None
    listing: Listing | None = None
    pager: Pager = field(default_factory=Pager)
    sections: tuple[Link, ...] = ()
    news_area: tuple[Link, ...] = ()
    frames: tuple[str, ...] = ()
    refresh: str | None = None
    template: str | None = None
    feeds: tuple[str, ...] = ()
    directives: frozenset[str] = frozenset()
    unfollowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Era:
    """What was otherwise about a portal up to the day ``until``, included; None is what stayed as it was after it."""

    until: date
    home: str | None = None
    domain: str | None = None
    sections: tuple[str, ...] | None = None
    news_area: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What is particular to one portal, as it is now; ``eras`` say what was otherwise before.

    ``domain`` and its subdomains are in scope; ``home`` gives the scheme of canonical URLs, and the host of those on
    the bare domain.  ``news_area`` holds the texts under which a portal's home links to its news.  ``outlets`` are the
    names that mark an article as its own, those of former days included: an article keeps the one it appeared under.
    """

    name: str
    title: str
    home: str
    domain: str
    sections: tuple[str, ...]
    news_area: tuple[str, ...]
    outlets: tuple[str, ...]
    eras: tuple[Era, ...] = ()

    def __hash__(self) -> int:
        # URLs are remembered by portal, and hashing all names takes longer than looking one up.
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class RecordRef:
    """Where the WARC record of a response lies: file name within the archive folder, byte offset and length.

    ``digest`` is the payload digest, ``sha1:`` and 32 base32 characters as in ``WARC-Payload-Digest``.  A
    revisit has no payload of its own; ``original`` is the record that holds it.
    """

    file: str
    offset: int
    length: int
    digest: str
    original: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One response as it was received; the truth from which everything else is derived.

    ``body`` is the payload with its content encoding removed.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    record: RecordRef | None = None


class OutcomeKind(StrEnum):
    """What became of a URL that was fetched or refused; ``docs/schema.md`` says when each is given."""

    ARTICLE = "article"
    LISTING = "listing"
    MISSING = "missing"
    OTHER = "other"
    ALIAS = "alias"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The one outcome of a URL in a run.  ``url`` is canonical, ``reason`` says why in a few words.

    ``target`` is the article that an alias or a continuation page belongs to.
    """

    url: str
    kind: OutcomeKind
    reason: str
    fetched_url: str | None = None
    status: int | None = None
    section: str | None = None
    target: str | None = None
