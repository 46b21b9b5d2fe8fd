"""A whole portal, rendered: every address it answers, what it answers, and the truth about its articles.

``Site`` puts texts, a layout and faults together.  It does no I/O; ``server`` puts it on a socket.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.portal import words
from tests.portal.layouts import LAYOUTS
from tests.portal.layouts.base import Entry, Layout, Leaf
from tests.portal.texts import Text, texts

DEAD = ("not_found", "gone", "deleted", "broken", "loop", "picture", "empty", "cut", "robots", "foreign")
"""Faults that leave no article: each is one more link in a listing, beyond the articles of the truth.

``foreign`` leads to another portal, ``robots`` into a folder that robots.txt closes: neither may be asked for.
"""
ALIVE = ("heals", "moved", "found", "fragment", "port", "bare", "tracking", "twice", "endless")
"""Faults that an article, or for ``endless`` a section, survives."""
FAULTS = frozenset(DEAD + ALIVE)
FREE_ENDLESS = 2
"""How many pages past the end of an endless list a crawler may ask for to find out that nothing new comes."""

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_ASSETS = (".css", ".js", ".gif", ".jpg", ".png", ".ico")


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address answers.  ``role`` says what it is to a crawler, ``behaviour`` how the server misbehaves.

    Roles: home, news, front, listing, article, continuation, redirect, dead and robots are in scope; out, asset,
    denied (closed by robots.txt), endless and invented (never linked from anywhere) are not.  ``same_as`` is the
    clean URL of the page whose content this address shows.
    """

    role: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    same_as: str
    behaviour: str = ""


IN_SCOPE = frozenset({"home", "news", "front", "listing", "article", "continuation", "redirect", "dead", "robots"})
PERMITTED = IN_SCOPE | {"optional"}
"""``optional`` pages list what the sections list; nobody has to ask for them."""


@dataclass(slots=True)
class Site:
    """A stand-in portal of ``articles`` articles in the layout called ``letter``; the same arguments give the same bytes."""

    letter: str
    articles: int = 300
    seed: int = 1
    faults: frozenset[str] = FAULTS
    layouts: Mapping[str, type[Layout]] = field(default_factory=lambda: LAYOUTS, repr=False)
    layout: Layout = field(init=False)
    texts: tuple[Text, ...] = field(init=False)
    fault_of: dict[int, str] = field(init=False, default_factory=dict)
    resources: dict[str, Resource] = field(init=False, default_factory=dict)
    endless_section: str | None = field(init=False, default=None)
    _urls: dict[int, list[str]] = field(init=False, default_factory=dict)
    _beyond: dict[str, Resource] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        dead = [fault for fault in DEAD if fault in self.faults]
        self.texts = texts(self.articles + len(dead), self.seed)
        self._assign(dead)
        cls = self.layouts[self.letter]
        live = [text for text in self.texts if self.fault_of.get(text.number) not in DEAD]
        self.layout = cls(live, self.seed)
        if "endless" in self.faults:
            self.endless_section = words.SECTIONS[self.seed % 9]
        self._render()

    # --- planning ----------------------------------------------------------------------------------------------------

    def _assign(self, dead: list[str]) -> None:
        """Give faults to plain articles, spread from the last to the first."""
        copied = {text.copies for text in self.texts}
        plain = [text for text in self.texts[30:] if text.copies is None and text.number not in copied]
        names = dead + [fault for fault in ALIVE if fault in self.faults and fault != "endless"]
        step = max(1, len(plain) // max(1, len(names)))
        for name, text in zip(names, plain[::step], strict=False):
            self.fault_of[text.number] = name

    def _entry(self, text: Text) -> Entry:
        layout, fault = self.layout, self.fault_of.get(text.number)
        url = layout.article_url(text)
        parts = urlsplit(url)
        rest = parts.path + (f"?{parts.query}" if parts.query else "")
        linked = {
            "moved": (layout.go_url(text),),
            "found": (layout.go_url(text), url),
            "fragment": (f"{url}#comment", url),
            "port": (f"http://{parts.netloc}:80{rest}",),
            "bare": (f"http://{parts.netloc.removeprefix('www.')}{rest}",),
            "tracking": (f"{url}{'&' if parts.query else '?'}utm_source=home&utm_medium=hot", url),
            "twice": (url, url),
            "robots": (layout.hidden_url(text),),
            "foreign": (f"http://news.example.cn/{text.number}.html",),
        }
        urls = linked.get(fault or "", (url,))
        self._urls[text.number] = [url, *urls]
        return Entry(text, urls)

    # --- rendering ---------------------------------------------------------------------------------------------------

    def _html(self, url: str, role: str, markup: str, status: int = 200, behaviour: str = "") -> Resource:
        return Resource(
            role,
            status,
            (("Content-Type", self.layout.content_type), *self.layout.extra_headers()),
            self.layout.encode(markup),
            url,
            behaviour,
        )

    def _add(self, url: str, role: str, markup: str, status: int = 200, behaviour: str = "") -> None:
        self.resources[url] = self._html(url, role, markup, status, behaviour)

    def _render(self) -> None:
        layout = self.layout
        entries = {name: [self._entry(t) for t in self.texts if t.section == name] for name in words.SECTIONS}
        layout.here = layout.home_url
        self._add(layout.home_url, "home", layout.home())
        if layout.news_url:
            layout.here = layout.news_url
            self._add(layout.news_url, "news", layout.news())
        for url, markup in layout.extra_pages().items():
            self._add(url, "news", markup)
        for url, markup in layout.optional_pages().items():
            self._add(url, "optional", markup)
        for name, mine in entries.items():
            self._render_section(name, mine)
        for text in self.texts:
            self._render_article(text)
        for host in layout.hosts():
            robots = Resource("robots", 200, (("Content-Type", "text/plain"),), layout.robots.encode("ascii"), "robots")
            self.resources[f"http://{host}/robots.txt"] = robots

    def _render_section(self, name: str, entries: list[Entry]) -> None:
        layout, size = self.layout, self.layout.page_size
        total = max(1, math.ceil(len(entries) / size))
        if layout.front_size is not None:
            layout.here = layout.front_url(name)
            self._add(layout.here, "front", layout.front(name, entries[: layout.front_size]))
        endless = name == self.endless_section
        last = total + (FREE_ENDLESS + 20 if endless and layout.endless != "loop" else 0)
        for number in range(1, last + 1):
            shown = entries[(min(number, total) - 1) * size :][:size]
            if number > total and layout.endless == "empty":
                shown = []
            following = number + 1 if number < total or endless else None
            if endless and layout.endless == "loop" and number == total:
                following = 1
            layout.here = layout.list_url(name, number)
            role = "endless" if number > total + FREE_ENDLESS else "listing"
            self._add(layout.here, role, layout.listing(Leaf(name, number, total, tuple(shown), following)))
        first = self.resources[layout.list_url(name, 1)]
        for alias in layout.list_aliases(name):
            self.resources[alias] = first

    def _render_article(self, text: Text) -> None:
        layout, fault = self.layout, self.fault_of.get(text.number)
        url = layout.here = layout.article_url(text)
        if fault == "foreign":
            return
        if fault in DEAD:
            self.resources[url if fault != "robots" else layout.hidden_url(text)] = self._dead(text, fault, url)
            return
        for page in range(1, len(text.pages) + 1):
            layout.here = layout.article_url(text, page)
            role = "article" if page == 1 else "continuation"
            self._add(layout.here, role, layout.article(text, page), behaviour="heals" if fault == "heals" else "")
        if fault in ("moved", "found"):
            status = 301 if fault == "moved" else 302
            target = layout.article_url(text) if fault == "moved" else layout.article_aliases(text)[-1]
            moved = Resource("redirect", status, (("Location", target),), b"", layout.go_url(text))
            self.resources[layout.go_url(text)] = moved

    def _dead(self, text: Text, fault: str | None, url: str) -> Resource:
        layout = self.layout
        if fault == "robots":
            return self._html(url, "denied", layout.article(text, 1))
        if fault == "loop":
            return Resource("dead", 302, (("Location", unescape(layout.href(url))),), b"", url)
        if fault == "picture":
            return Resource("dead", 200, (("Content-Type", "image/png"),), _PNG, url)
        if fault == "empty":
            return self._html(url, "dead", "")
        if fault == "cut":
            return self._html(url, "dead", layout.article(text, 1), behaviour="cut")
        status = {"not_found": 404, "gone": 410, "broken": 500}.get(fault or "", 200)
        return self._html(url, "dead", layout.missing(), status)

    # --- answering ---------------------------------------------------------------------------------------------------

    def owns(self, host: str) -> bool:
        """Whether a host name, without port, is the portal's or one of its members'."""
        return host == "zj123.com" or host.endswith(".zj123.com")

    def find(self, url: str) -> Resource:
        """What the absolute URL of a request answers; every URL of the portal's hosts answers something."""
        parts = urlsplit(url)
        target = self.layout.clean(parts.path + (f"?{parts.query}" if parts.query else ""))
        host = parts.netloc.lower().removesuffix(":80")
        if self.layout.bare_host_redirects and host == "zj123.com":
            return Resource("redirect", 301, (("Location", f"http://www.zj123.com{target}"),), b"", url)
        host = "www.zj123.com" if host == "zj123.com" else host
        for address in (_untracked(target), target):
            if (found := self.resources.get(f"http://{host}{address}")) is not None:
                return found
        url = f"http://{host}{target}"
        if url not in self._beyond:
            self._beyond[url] = self._answer_beyond(url)
        return self._beyond[url]

    def _answer_beyond(self, url: str) -> Resource:
        layout = self.layout
        if urlsplit(url).path.lower().endswith(_ASSETS):
            return Resource("asset", 200, (("Content-Type", "image/png"),), _PNG, url)
        if f"Sitemap: {url}\n" in layout.robots or urlsplit(url).path in layout.feeds:
            return self._html(url, "dead", layout.missing(), 404)
        layout.here = url
        label = layout.outside.get(url) or layout.endless_label(url)
        if label is None:
            return self._html(url, "invented", layout.missing(), 404)
        return self._html(url, "out", layout.other(label))

    # --- truth -------------------------------------------------------------------------------------------------------

    def truth(self) -> list[dict[str, Any]]:
        """The articles a crawl must bring home, in the keys of DESIGN §5.

        Keys that begin with an underscore help ``compare``: ``_urls`` (all addresses), ``_copies`` (the URL of the other
        article with the same body), ``_table`` (the body holds a table, whose cells may be parted by any white space),
        ``_optional`` (lines that a body may hold or lack).
        """
        return [self._truth_of(text) for text in self.texts if self.fault_of.get(text.number) not in DEAD]

    def _truth_of(self, text: Text) -> dict[str, Any]:
        layout = self.layout
        url = layout.article_url(text)
        date = layout.printed(text) if text.has_byline else None
        votes = layout.shown_votes(text)
        images = [
            {"url": layout.image_url(block), "caption": layout.words(block.caption) if block.caption else None}
            for block in text.blocks
            if block.kind == "image"
        ]
        copied = next((layout.article_url(t) for t in self.texts if t.number == text.copies), None)
        return {
            "url": url,
            "site": "zj123",
            "section": text.section,
            "title": layout.words(text.title),
            "published": iso(date, text) if date else None,
            "published_text": date,
            "source": layout.words(text.source) if text.source else None,
            "source_url": text.source_url if text.source else None,
            "authors": [layout.words(author) for author in text.authors],
            "editor": layout.words(text.editor) if text.editor else None,
            "body": layout.words(text.body),
            "images": images,
            "votes_up": votes[0] if votes else None,
            "votes_down": votes[1] if votes else None,
            "rights": text.rights,
            "footer": self.footer(),
            "_urls": sorted(dict.fromkeys((*self._urls.get(text.number, [url]), *layout.article_aliases(text)))),
            "_copies": copied,
            "_table": any(block.kind == "table" for block in text.blocks),
            "_optional": [layout.words(line) for line in layout.optional_lines(text)],
        }

    def footer(self) -> dict[str, Any]:
        """The footer that every article's page carries; ``text`` is left to the reader."""
        contact, layout = self.layout.contact, self.layout
        return {
            "disclaimer": list(layout.shown_disclaimer()),
            "links": [{"text": text, "url": urljoin(layout.home_url, url)} for text, url in layout.footer_links()],
            "phone": contact.phone,
            "fax": contact.fax,
            "qq": list(contact.qq),
            "copyright_from": contact.years[0],
            "copyright_to": contact.years[1],
            "licence": layout.words(contact.licence),
        }

    def dead(self) -> dict[str, str]:
        """The addresses in the listings that lead to no article, with the fault each has."""
        return {
            self._urls[text.number][-1]: self.fault_of[text.number]
            for text in self.texts
            if self.fault_of.get(text.number) in DEAD
        }

    def needed(self) -> int:
        """The fewest requests that bring everything home: each page in scope once, and what faults cost on top."""
        roles = [resource for key, resource in self.resources.items() if resource.same_as in (key, "robots")]
        pages = sum(resource.role in IN_SCOPE for resource in roles)
        endless = FREE_ENDLESS - 1 if self.endless_section and self.layout.endless != "loop" else 0
        return pages - endless + sum(fault == "heals" for fault in self.fault_of.values())

    def budget(self) -> int:
        """The most requests a crawl may make: 1.3 for each article, more only where a small portal needs more."""
        retries = 2 * sum(fault in ("broken", "cut", "loop") for fault in self.fault_of.values())
        return max(math.floor(1.3 * self.articles), self.needed() + retries + 9)


def _untracked(target: str) -> str:
    """A target without the tracking parameters that the fault called ``tracking`` adds at its end."""
    return re.sub(r"[?&]utm_source=home&utm_medium=hot$", "", target)


def iso(printed: str, text: Text) -> str | None:
    """ISO 8601 as precise as the printed date: a day, a minute or a second, in the time of Beijing."""
    if text.when is None:
        return None
    colons = printed.count(":")
    if colons == 0:
        return f"{text.when:%Y-%m-%d}"
    return f"{text.when:%Y-%m-%dT%H:%M}+08:00" if colons == 1 else f"{text.when:%Y-%m-%dT%H:%M:%S}+08:00"
