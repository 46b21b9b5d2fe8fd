"""What every layout shares: addresses, links that are recorded as out of scope, clutter, dates as pages print them."""

from __future__ import annotations

import random
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from tests.portal import words
from tests.portal.texts import Block, Text, Writer

DISCLAIMER = (
    "1.凡注有“浙江民营企业网”的文章,均为浙江民营企业网版权所有,未经许可不得转载或镜像;",
    "2.未注明来源或转载自其他媒体的文章,本网转载出于传递更多信息之目的,并不意味着赞同其观点或证实其内容的真实性;"
    "如果您认为文章有可能损害您的利益或知识产权,请与我们联系。",
)
FOOTER_LINKS = ("关于我们", "About zj123", "法律声明", "友情链接", "建议留言", "网站地图", "联系我们", "最新资讯")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a listing shows it: the article and every address under which the listing links to it."""

    text: Text
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a section's list: ``number`` of ``total``; ``endless`` pages offer a next page for ever."""

    section: str
    number: int
    total: int
    entries: tuple[Entry, ...]
    following: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """What the foot of a portal's pages says about its keepers."""

    phone: str = "0571-87896971"
    fax: str = "0571-87298208"
    qq: tuple[str, ...] = ("543059767", "1091140425")
    years: tuple[int, int] = (2002, 2012)
    licence: str = "浙ICP备11047537号-1"
    disclaimer: tuple[str, ...] = DISCLAIMER


@dataclass(slots=True)
class Clutter:
    """The links around the news: what they say and where they lead, all of it out of scope."""

    firms: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    trade: list[str] = field(default_factory=list)
    expos: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)


class Layout(ABC):
    """A portal's look: its addresses, its charset and its pages as text.

    A page is rendered with ``here`` set to its own URL.  ``outside`` collects every out-of-scope URL that was linked.
    """

    letter: ClassVar[str]
    codec: ClassVar[str] = "gb18030"
    feeds: ClassVar[tuple[str, ...]] = ()  # named in the head of pages, and gone: a crawler may ask for them
    content_type: ClassVar[str] = "text/html"
    host: ClassVar[str] = "www.zj123.com"
    page_size: ClassVar[int] = 20
    front_size: ClassVar[int | None] = None
    bare_host_redirects: ClassVar[bool] = False
    compress: ClassVar[bool] = False
    endless: ClassVar[str] = "repeat"
    formats: ClassVar[tuple[str, ...]] = ("{0:%Y}年{0.month}月{0.day}日",)
    contact: ClassVar[Contact] = Contact()

    def __init__(self, texts: Sequence[Text], seed: int) -> None:
        self.texts = tuple(texts)
        self.seed = seed
        self.here = self.home_url
        self.outside: dict[str, str] = {}
        self.random = random.Random(seed)  # noqa: S311 - clutter, not secrets
        self.clutter = self._clutter()

    def _clutter(self) -> Clutter:
        writer = Writer(self.seed + 7)
        pick = writer.random.choice
        return Clutter(
            firms=[writer.firm() for _ in range(60)],
            products=[f"{pick(words.PRODUCTS)}{pick(words.GOODS)}({writer.firm()}出品)" for _ in range(60)],
            trade=[
                f"{pick(words.PLACES)}{pick(words.TRADES)}{pick(words.PRODUCTS)}{pick(words.GOODS)}" for _ in range(60)
            ],
            expos=[f"201{n % 3}中国{pick(words.PLACES)}国际{pick(words.TRADES)}{pick(words.EXPOS)}" for n in range(20)],
            jobs=[f"{writer.firm()}急聘{pick(words.JOBS)}" for _ in range(20)],
        )

    # --- addresses ---------------------------------------------------------------------------------------------------

    @property
    def home_url(self) -> str:
        """The portal's home."""
        return f"http://{self.host}/"

    @property
    def news_url(self) -> str | None:
        """The news area, where the portal has one apart from its home."""
        return None

    @abstractmethod
    def list_url(self, section: str, number: int) -> str:
        """The clean address of page ``number`` of a section's full list."""

    def front_url(self, section: str) -> str:
        """Where the navigation leads for a section: its front page, else the first page of its list."""
        return self.list_url(section, 1)

    def list_aliases(self, section: str) -> tuple[str, ...]:
        """Other addresses of the first page of a section's list."""
        del section
        return ()

    @abstractmethod
    def article_url(self, text: Text, page: int = 1) -> str:
        """The clean address of one page of an article."""

    @abstractmethod
    def hidden_url(self, text: Text) -> str:
        """The address of an article in a folder that robots.txt closes."""

    @abstractmethod
    def go_url(self, text: Text) -> str:
        """An address that redirects to the article."""

    def article_aliases(self, text: Text) -> tuple[str, ...]:
        """Other addresses that serve the very same page without redirecting."""
        url = urlsplit(self.article_url(text))
        rest = url.path + (f"?{url.query}" if url.query else "")
        bare = url.netloc.removeprefix("www.")
        return tuple(f"http://{host}{rest}" for host in dict.fromkeys((f"{url.netloc}:80", bare)))

    def clean(self, target: str) -> str:
        """A request target without what changes from page to page (session ids, tracking)."""
        return target

    def hosts(self) -> tuple[str, ...]:
        """The hosts that hold the portal's news."""
        return (self.host,)

    def extra_headers(self) -> tuple[tuple[str, str], ...]:
        """Response headers beside the content type."""
        return ()

    def endless_label(self, url: str) -> str | None:
        """What a page of an endless trap is called, where ``url`` belongs to one."""
        del url
        return None

    @property
    @abstractmethod
    def robots(self) -> str:
        """The text of robots.txt."""

    def href(self, url: str) -> str:
        """How the page at ``here`` writes a link to ``url``: from the root where the host is the same."""
        there = urlsplit(url)
        if there.netloc != urlsplit(self.here).netloc:
            return url
        return (
            there.path + (f"?{there.query}" if there.query else "") + (f"#{there.fragment}" if there.fragment else "")
        )

    def out(self, address: str, label: str) -> str:
        """Record an out-of-scope link of the page at ``here`` and return how it is written."""
        url = urljoin(self.here, address)
        self.outside.setdefault(url.split("#", 1)[0], label)
        return address

    def image_url(self, block: Block) -> str:
        """Where a picture of an article lies."""
        return f"http://{self.host}{block.src}"

    def outside_links(self, pool: Sequence[str], template: str, count: int, cut: int = 14) -> list[tuple[str, str]]:
        """Address and shortened text of a few out-of-scope links; ``{}`` in the template is a number of the text's own."""
        return [
            (self.out(template.format(number_of(text)), text), text[:cut] + ("…" if len(text) > cut else ""))
            for text in self.some(pool, count)
        ]

    # --- words -------------------------------------------------------------------------------------------------------

    def printed(self, text: Text) -> str | None:
        """The date as the page of ``text`` prints it."""
        if text.when is None:
            return None
        return self.formats[text.number % len(self.formats)].format(text.when)

    def words(self, text: str) -> str:
        """A text in the script of this layout."""
        return text

    def section_index(self, section: str) -> int:
        """The number of a section, from 1, as CMSs number their columns."""
        return words.SECTIONS.index(section) + 1

    def some(self, pool: Sequence[str], count: int) -> list[str]:
        """A few of ``pool``, others on every page."""
        return self.random.sample(list(pool), count)

    def recent(self, count: int, but: Text | None = None) -> list[Text]:
        """A few articles for the lists beside a page."""
        return [text for text in self.random.sample(self.texts, count + 1) if text is not but][:count]

    def shown_votes(self, text: Text) -> tuple[int, int] | None:
        """The votes that a page of this layout shows."""
        return text.votes

    def shown_disclaimer(self) -> tuple[str, ...]:
        """The clauses as this layout prints them."""
        return self.contact.disclaimer

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        """Lines around a body that one reader counts in and another does not: a lead, a subtitle, a picture's caption."""
        del text
        return ()

    def linked(self, block: Block) -> str:
        """The words of a paragraph or heading with their links, as markup."""
        return "".join(
            f'<a href="{self.out(href, text)}">{escape(text)}</a>' if href else escape(text, quote=False)
            for text, href in block.runs
        )

    def part_link(self, text: Text, number: int, shown: str) -> str:
        """A link to one of the pages of an article, and a space."""
        return f'<a href="{self.href(self.article_url(text, number))}">{shown}</a> '

    def written_links(self, markup: str) -> list[str]:
        """The addresses of links that a page writes by script, for a reader who has no script."""
        del markup
        return []

    @abstractmethod
    def footer_links(self) -> list[tuple[str, str]]:
        """Text and absolute URL of the links at the foot."""

    # --- pages -------------------------------------------------------------------------------------------------------

    def extra_pages(self) -> dict[str, str]:
        """Pages between the home and the news that a crawler cannot do without, such as frames: URL and markup."""
        return {}

    def optional_pages(self) -> dict[str, str]:
        """Listings that show what the sections show as well, which a crawler may ask for or leave: URL and markup."""
        return {}

    @abstractmethod
    def home(self) -> str:
        """The portal's home."""

    def news(self) -> str:
        """The news area; only asked for where ``news_url`` is given."""
        raise NotImplementedError

    def front(self, section: str, entries: Sequence[Entry]) -> str:
        """A section's front page; only asked for where ``front_size`` is given."""
        raise NotImplementedError

    @abstractmethod
    def listing(self, leaf: Leaf) -> str:
        """One page of a section's list."""

    @abstractmethod
    def article(self, text: Text, page: int) -> str:
        """One page of an article."""

    @abstractmethod
    def missing(self) -> str:
        """What the portal says of an article it does not have."""

    @abstractmethod
    def other(self, label: str) -> str:
        """A page that is no news: a company, a product, a form."""

    def encode(self, markup: str) -> bytes:
        """The bytes of a page, in the script of this layout."""
        return self.words(markup).encode(self.codec)


def table_rows(block: Block) -> str:
    """The rows of a table, as most editors write them."""
    return "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in block.rows)


def full_width(text: str) -> str:
    """Text with the punctuation that follows or, for a bracket, precedes a Chinese character in its full-width form."""
    text = re.sub(r"\((?=[\u4e00-\u9fff“])", "\uff08", text)
    return re.sub(r"(?<=[\u4e00-\u9fff”])[,:;?!()]", lambda match: chr(ord(match[0]) + 0xFEE0), text)


def number_of(text: str) -> int:
    """A number for an address, the same in every run."""
    return sum(ord(char) * (n + 1) for n, char in enumerate(text)) % 90000 + 1000
