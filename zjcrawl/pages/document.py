"""A page as a reader sees it: one parse, then the visible lines in order.

Tables, divs, ``<br><br>`` and tags that nobody closed look different in the source and the same on the screen.
Everything under ``pages/`` therefore reads *lines*: the text between two places where a browser would begin a new
one, with its indent, its links and the block it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

Element = etree._Element  # noqa: SLF001  # the only name lxml gives the type


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul"
)
UNSEEN = _names(
    "applet audio button canvas embed head iframe math noframes noscript object script select style svg template"
    " textarea title video"
)
PICTURES = frozenset(("img", "image"))


class Anchor(NamedTuple):
    """A link inside a line: its visible text, white space collapsed, and its ``href`` as written."""

    text: str
    href: str


class Line(NamedTuple):
    """One visible line.

    ``text`` has its white space collapsed and carries no indent; ``indent`` is the width of the indent that was cut,
    in halves of a Chinese character (U+3000 is 2, U+00A0 is 1).  ``breaks`` counts the ``<br>`` that precede the line
    inside its block: 0 opens a block, 1 a new line, 2 and more leave a blank line.  ``link_chars`` is how many
    characters of ``text`` are link text.  ``pictures`` are the images since the line before; a line of pictures alone
    has an empty text.
    """

    text: str
    block: Element
    indent: int = 0
    breaks: int = 0
    link_chars: int = 0
    links: tuple[Anchor, ...] = ()
    pictures: tuple[Element, ...] = ()


class Document:
    """One parsed page.  Everything beyond the parse is worked out when it is first asked for."""

    def __init__(self, root: Element, text: str, url: str = "") -> None:
        self.root = root
        self.text = text
        self.url = url

    @cached_property
    def base_url(self) -> str:
        """What relative links resolve against: the first ``<base href>``, else the page's own URL."""
        base = next(self.root.iter("base"), None)
        href = (base.get("href") or "").strip() if base is not None else ""
        return _join(self.url, href) or self.url if href else self.url

    def absolute(self, href: str) -> str | None:
        """Return the absolute http(s) URL of ``href``; None for scripts, mail, fragments and what is no URL."""
        href = href.strip()
        if not href or href.startswith("#"):
            return None
        absolute = _join(self.base_url, href)
        return absolute if absolute and absolute.startswith(("http://", "https://")) else None

    @cached_property
    def title(self) -> str | None:
        """The text of the first ``<title>`` that has any, white space collapsed."""
        texts = (collapse(title.text or "") for title in self.root.iter("title"))
        return next((text for text in texts if text), None)

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """``<meta>`` contents by lower-case name or property, white space collapsed; the first of each wins."""
        found: dict[str, str] = {}
        for meta in self.root.iter("meta"):
            name = meta.get("name") or meta.get("property")
            content = collapse(meta.get("content") or "")
            if name and content:
                found.setdefault(name.strip().lower(), content)
        return found

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visible lines in source order."""
        return tuple(_LineReader(self.root, " hidden" in self.text).read())


def parse(text: str, url: str = "") -> Document:
    """Parse a decoded page; never fails, whatever the text is.

    Time is linear in the length of ``text``.  Elements nested deeper than libxml2's limit of 2,048 are dropped.
    """
    try:
        root = etree.fromstring(_repair(text.encode("utf-8", "replace")), _parser())
    except etree.XMLSyntaxError:  # nothing in it that could be a page
        root = None
    return Document(etree.Element("html") if root is None else root, text, url)


def collapse(text: str) -> str:
    """``text`` with each run of white space, U+00A0 and U+3000 included, made one space, and none at its ends."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(text.split())


def _parser() -> etree.HTMLParser:
    # Without the table of ids a parse takes a quarter less; comments would only split text nodes.
    return etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False, no_network=True
    )


_CLOSER = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s*+>")
_ATTRIBUTE = rb"""(?:[\s/]++[^\s"'<>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"']++))?+)"""
_CROWDED_TAG = re.compile(rb"(<[a-zA-Z][^\s<>/]*+(?:%b){256})(?:%b)++" % (_ATTRIBUTE, _ATTRIBUTE))
_WINDOW, _BIG = 1 << 13, 1 << 19  # bytes


def _repair(page: bytes) -> bytes:
    """Mend what libxml2 2.14 stumbles over.

    It drops all that follows the first ``</body>`` or ``</html>``, which real pages have in their middle, and takes
    time quadratic in the number of attributes of one tag.
    """
    page = _CLOSER.sub(b"", page)
    if b"\0" in page:
        page = page.replace(b"\0", b"")
    return _CROWDED_TAG.sub(rb"\1", page) if _may_be_crowded(page) else page


def _may_be_crowded(page: bytes) -> bool:
    """Tell, in no time, whether a tag may have thousands of attributes: no tag begins or ends over a long stretch."""
    if len(page) > _BIG:
        return True
    starts = range(0, len(page) - _WINDOW, _WINDOW)
    return any(page.find(b"<", i, i + _WINDOW) < 0 or page.find(b">", i, i + _WINDOW) < 0 for i in starts)


def _join(base: str, href: str) -> str | None:
    try:
        joined = urljoin(base, href)
        urlsplit(joined)
    except ValueError:
        return None
    return joined


_CONCEALING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Text that has run on for eight characters was wrapped by an editor's program; shorter pieces are laid out on purpose.
_WRAP = re.compile(r"(?<=[\u4e00-\u9fff，、；：。“”]{8})[ \t\r]*+\n\s*+(?=[\u4e00-\u9fff，、；：。“”])")
_BLANK = " \t\r\n\f"


class _LineReader:
    """Gathers the text between two line ends and makes it a line."""

    def __init__(self, root: Element, hides: bool) -> None:
        self._root = root
        self._hides = hides
        self._lines: list[Line] = []
        self._blocks = [root]
        self._chunks: list[str] = []
        self._links: list[Anchor] = []
        self._pictures: list[Element] = []
        self._breaks = 0
        self._link: Element | None = None
        self._link_start = 0

    def read(self) -> list[Line]:
        """Walk the page once.  The loop sees every element, so it calls out only where there is something to do."""
        body = self._root.find("body")
        hides, chunks, blocks, pictures = self._hides, self._chunks, self._blocks, self._pictures
        walk = etree.iterwalk(self._root if body is None else body, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                style = element.get("style")
                if (
                    tag in UNSEEN
                    or (style and _CONCEALING.search(style))
                    or (hides and element.get("hidden") is not None)
                ):
                    walk.skip_subtree()
                    continue
                if tag in BLOCKS:
                    if chunks or pictures:
                        self._end_line()
                    self._breaks = 0
                    blocks.append(element)
                elif tag == "a":
                    self._link, self._link_start = element, len(chunks)
                elif tag == "br":
                    if chunks or pictures:
                        self._end_line()
                    self._breaks += 1
                elif tag in PICTURES:
                    pictures.append(element)
                text = element.text
            else:
                if tag in BLOCKS:
                    if chunks or pictures:
                        self._end_line()
                    self._breaks = 0
                    if blocks[-1] is element:
                        blocks.pop()
                elif element is self._link:
                    self._take_link(element)
                    self._link = None
                text = element.tail
            if text and (chunks or text.strip(_BLANK)):
                chunks.append(text)
        self._end_line()
        return self._lines

    def _take_link(self, link: Element) -> None:
        """Note what has been read of ``link``, which a block or a break inside it may cut in pieces."""
        text = collapse("".join(self._chunks[self._link_start :]))
        href = link.get("href")
        if text and href:
            self._links.append(Anchor(text, href))
        self._link_start = 0

    def _end_line(self) -> None:
        if self._link is not None:
            self._take_link(self._link)
        raw = "".join(self._chunks)
        self._chunks.clear()
        text = collapse(_WRAP.sub("", raw) if "\n" in raw else raw)
        if text or self._pictures:
            links, pictures = self._links, self._pictures
            link_chars = sum([len(link.text) for link in links]) if links else 0
            line = Line(text, self._blocks[-1], _indent(raw), self._breaks, link_chars, tuple(links), tuple(pictures))
            self._lines.append(line)
            self._links = []
            self._pictures.clear()
            self._breaks = 0


def _indent(raw: str) -> int:
    """Measure the white space before ``raw`` that a browser keeps, in halves of a Chinese character."""
    lead = raw[: len(raw) - len(raw.lstrip())]
    return 0 if lead.isascii() else 2 * lead.count("\u3000") + lead.count("\xa0") + lead.count("\u2003")
