"""A page as a reader sees it: one parse, then the visible lines in order.

Tables, divs, ``<br><br>`` and tags that nobody closed look different in the source and the same on the screen.
Everything under ``pages/`` therefore reads *lines*: the text between two places where a browser would begin a new
one, with its indent, its links and the block it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from zjcrawl.frontier.canonical import absolute_url
from zjcrawl.pages.mending import flattened, mend

Element = etree._Element  # noqa: SLF001  # the only name lxml gives the type

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li listing main menu nav ol p plaintext pre section summary"
    " table tbody td tfoot th thead tr ul xmp"
)
_PREFORMATTED = frozenset(("listing", "plaintext", "pre", "xmp"))
_UNSEEN_TAGS = (
    "applet audio button canvas embed head iframe marquee math noembed noframes noscript object script select style svg"
    " template textarea title video"
)
_BLOCK, _BREAK, _LINK, _PICTURE, _UNSEEN = range(5)
_ROLES: dict[object, int] = {
    "a": _LINK,
    "br": _BREAK,
    "img": _PICTURE,
    "image": _PICTURE,
    **dict.fromkeys(_UNSEEN_TAGS.split(), _UNSEEN),
    **dict.fromkeys(_BLOCK_TAGS.split(), _BLOCK),
}
_ENDING = frozenset((_BLOCK, _BREAK))  # the line before
_SCRIPTLESS_ROLES = {tag: role for tag, role in _ROLES.items() if tag != "noscript"}


class Line(NamedTuple):
    """One visible line.

    ``text`` has its white space collapsed and carries no indent; ``indent`` is the width of the indent that was cut,
    in halves of a Chinese character (U+3000 is 2, U+00A0 is 1).  ``breaks`` counts the ``<br>`` that precede the line
    inside its block: 0 opens a block, 1 a new line, 2 and more leave a blank line.  ``links`` are the ``<a>`` elements
    that begin in the line or reach into it, ``link_chars`` is how many characters of ``text`` they hold.  ``pictures``
    are the images since the line before; a line of pictures alone has an empty text.  ``pieces`` are the texts of the
    elements that the line consists of, as they stand in the source, where it has more than one, white space at the end
    aside.
    """

    text: str
    block: Element
    indent: int = 0
    breaks: int = 0
    link_chars: int = 0
    links: tuple[Element, ...] = ()
    pictures: tuple[Element, ...] = ()
    pieces: tuple[str, ...] = ()


class Document:
    """One parsed page.  Everything beyond the parse is worked out when it is first asked for."""

    def __init__(self, root: Element, text: str, url: str = "", encoding: str = "utf-8") -> None:
        self.root = root
        self.encoding = encoding
        self.text = text
        self.url = url

    @cached_property
    def base_url(self) -> str:
        """What relative links resolve against: the first ``<base href>``, else the page's own URL."""
        bases = self.in_head("base") if _BASE.search(self.text) else ()
        href = next((href for base in bases if (href := (base.get("href") or "").strip())), "")
        return absolute_url(self.url, href) or self.url if href else self.url

    def absolute(self, href: str) -> str | None:
        """Return the absolute http(s) URL of ``href``; None for scripts, mail, fragments and what is no URL."""
        written = href.strip()
        return None if written[:1] in ("", "#") else absolute_url(self.base_url, written, self.encoding)

    @cached_property
    def title(self) -> str | None:
        """The text of the first ``<title>`` that has any, white space collapsed."""
        texts = (collapse(title.text or "") for title in self.in_head("title"))
        return next((text for text in texts if text), None)

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """``<meta>`` contents by lower-case name or property, white space collapsed; the first of each wins."""
        found: dict[str, str] = {}
        for meta in self.in_head("meta"):
            name = meta.get("name") or meta.get("property")
            content = collapse(meta.get("content") or "")
            if name and content:
                found.setdefault(name.strip().lower(), content)
        return found

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visible lines in source order."""
        return self._shown[0]

    @cached_property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines in source order, with those that styles, ``hidden`` attributes and ``<noscript>`` hide."""
        lines, hides_any = self._shown
        return tuple(_read_lines(self._body, hides=False)[0]) if hides_any else lines

    @cached_property
    def _shown(self) -> tuple[tuple[Line, ...], bool]:
        lines, hides_any = _read_lines(self._body, hides=True)
        return tuple(lines), hides_any

    def in_head(self, tag: str) -> Iterator[Element]:
        """Yield the elements called ``tag`` in the page's head, or wherever they are if it has none."""
        head = next(self.root.iterchildren("head"), None)  # ``find`` takes twice as long
        if head is None or next(head.iterchildren(tag), None) is None:
            return self.root.iter(tag)
        return head.iter(tag)

    @property
    def _body(self) -> Element:
        body = self.root.find("body")
        return self.root if body is None else body


def parse(text: str, url: str = "", encoding: str = "utf-8", utf_8: bytes | None = None) -> Document:
    """Parse a page that was decoded from ``encoding``; never fails, whatever the text is.

    ``utf_8`` is the text in UTF-8, where the caller has it.
    Time is linear in the length of ``text``; of a tag's attributes the first 256 are kept.
    Where elements are nested deeper than libxml2's limit of 2,048, the tags that nest are dropped and their text kept.
    """
    page = _repair(text.encode("utf-8", "replace") if utf_8 is None else utf_8)
    root = _parsed(page)
    if _is_cut_off(root):
        for flatter in flattened(page):
            root = _parsed(flatter)
            if not _is_cut_off(root):
                break
    return Document(root, text, url, encoding)


def _parsed(page: bytes) -> Element:
    try:
        root = etree.fromstring(page, _parser())
    except etree.XMLSyntaxError:  # nothing in it that could be a page
        root = None
    return etree.Element("html") if root is None else root


def _is_cut_off(root: Element) -> bool:
    """Tell whether a parse stopped at an element that was nested too deep: its tree then ends that deep."""
    last = root
    for _ in range(_DEEPEST):
        below = next(last.iterchildren(reversed=True), None)
        if below is None:
            return False
        last = below
    return True


def collapse(text: str) -> str:
    """``text`` with each run of white space, U+00A0 and U+3000 included, made one space, and none at its ends."""
    return " ".join(text.split())


def stand_together(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one block, or in two side by side."""
    return one.block is other.block or one.block.getparent() is other.block.getparent()


def text_of(element: Element) -> str:
    """All text inside ``element``, hidden or not, white space collapsed."""
    return collapse("".join(map(str, element.itertext())) if len(element) else element.text or "")


def _parser() -> etree.HTMLParser:
    # Without the table of ids a parse takes a quarter less; comments would only split text nodes.
    return etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False, no_network=True
    )


# As the standard parts them: names may hold quotation marks and "<", and nothing need stand behind a quoted value.
_ATTRIBUTE = rb"""(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)"""
_MOST_ATTRIBUTES = 256
# Or a name with "<" in it, which must be read but once.
_CROWDED_TAG = re.compile(
    rb"(<[a-zA-Z][^\s>/]*+(?=[\s/])%b{%d})%b++|<[a-zA-Z][^\s<>/]*+<[^\s>/]*+"
    % (_ATTRIBUTE, _MOST_ATTRIBUTES, _ATTRIBUTE)
)
# Eight times as many: the words of a script pass for attributes, and looking at a whole page costs as much as a parse.
_CROWD = re.compile(rb"%b{%d}" % (_ATTRIBUTE, 8 * _MOST_ATTRIBUTES))
_GAP = re.compile(rb"[\s/]")
_WINDOW, _BIG = 1 << 16, 1 << 19  # bytes
_DEEPEST = 2040  # levels of a tree that was read to its end


def _repair(page: bytes) -> bytes:
    """Mend what costs a parse text, and what libxml2 2.14 reads in time quadratic in its size: one tag's attributes."""
    page = mend(page)
    if b"\0" in page:
        page = page.replace(b"\0", b"")
    return _CROWDED_TAG.sub(lambda tag: tag[1] or tag[0], page) if _may_be_crowded(page) else page


def _may_be_crowded(page: bytes) -> bool:
    """Tell, in hardly any time, whether a tag may have thousands of attributes, by looking into every window."""
    return len(page) > _BIG or any(_CROWD.match(page, start, start + 4 * _WINDOW) for start in _after_values(page))


def _after_values(page: bytes) -> Iterator[int]:
    """Yield places in every window, one of which is between two attributes if a tag with many fills the window.

    The next quoted value ends at the first mark of its kind or at the second; without one any gap will do.
    """
    for window in range(_WINDOW, len(page), _WINDOW):
        for quote in (b'"', b"'"):
            first = page.find(quote, window, window + _WINDOW)
            second = page.find(quote, first + 1, first + _WINDOW) if first >= 0 else -1
            yield from (mark + 1 for mark in (first, second) if mark >= 0)
        gap = _GAP.search(page, window, window + _WINDOW)
        if gap:
            yield gap.start()


_BASE = re.compile("<[bB][aA][sS][eE]")  # sought before the tree is, which takes four times as long
_CONCEALING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![-\w])(?:opacity|font-size)\s*:\s*0(?![.\d])"
    r"|(?<![-\w])(?:text-indent|left|top)\s*:\s*-(?:\d{4}|999)",
    re.IGNORECASE,
)
# No height and nothing that sticks out of it; a box for a film has its height from its padding.
_FLAT = re.compile(r"(?<![-\w])(?:max-)?height\s*:\s*0(?![.\d])", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow(?:-y)?\s*:\s*hidden", re.IGNORECASE)
_HIGHER = re.compile(r"padding|min-height", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|[a-z0-9_.-]{1,40}@)(?=[\w-]+\.)", re.IGNORECASE)
_SAID_BESIDE = 4  # characters beside an address, of which a line says more than where to look
_STYLE = 400  # characters of a style that are read
_RESIZED = 20  # elements below one of size 0 that may have a size of their own


def _read_lines(root: Element, hides: bool) -> tuple[list[Line], bool]:
    """Walk the tree once, and return the lines and whether hidden elements were left out, as ``hides`` asks for.

    The walk sees every element and takes as long as the parse, so it is one loop that calls out only to make a line.
    lxml tells where elements begin; one has ended when the next to begin is not inside it.
    """
    lines: list[Line] = []
    chunks: list[str] = []
    links: list[Element] = []
    pictures: list[Element] = []
    opened: list[Element] = []
    outer: list[Element] = []
    block = root
    link: Element | None = None
    unseen: Element | None = None
    breaks = link_chars = 0
    hides_any = False
    roles = _ROLES if hides else _SCRIPTLESS_ROLES
    for element in chain(root.iter(), (None,)):
        parent = None if element is None else element.getparent()
        while opened and opened[-1] is not parent:
            ended = opened.pop()
            if unseen is not None:
                if ended is not unseen:
                    continue
                unseen = None
            elif ended is block:
                if chunks or pictures:
                    raw = "".join(chunks)
                    words = raw.split()
                    if words or pictures:
                        _add_line(lines, raw, words, block, breaks, link_chars, links, pictures, chunks)
                        link_chars = 0
                    chunks.clear()
                breaks = 0
                block = outer.pop()
            elif ended is link:
                link = None
            text = ended.tail
            if text and (chunks or not text.isspace() or not text.isascii()):
                chunks.append(text)
                if link is not None:
                    link_chars += len(text.strip())
                    if not links or links[-1] is not link:
                        links.append(link)
        if element is None:
            break
        opened.append(element)
        if unseen is not None:
            continue
        role = roles.get(element.tag)
        if role is None or role == _BLOCK:
            attributes = element.keys()
            if hides and ("style" in attributes or "hidden" in attributes) and is_hidden(element):
                unseen = element
                hides_any = True
                continue
        elif role == _LINK:
            link = element
        elif role == _PICTURE:
            pictures.append(element)
        elif role == _UNSEEN:
            unseen = element
            hides_any = hides_any or element.tag == "noscript"
            continue
        if role in _ENDING:
            if chunks or pictures:
                raw = "".join(chunks)
                words = raw.split()
                if words or pictures:
                    breaks = _add_line(lines, raw, words, block, breaks, link_chars, links, pictures, chunks)
                    link_chars = 0
                chunks.clear()
            if role == _BREAK:
                breaks += 1
            else:
                breaks = 0
                outer.append(block)
                block = element
        text = element.text
        if text and (chunks or not text.isspace() or not text.isascii()):
            chunks.append(text)
            if link is not None:
                link_chars += len(text.strip())
                if not links or links[-1] is not link:
                    links.append(link)
    return lines, hides_any


def _add_line(
    lines: list[Line],
    raw: str,
    words: list[str],
    block: Element,
    breaks: int,
    link_chars: int,
    links: list[Element],
    pictures: list[Element],
    chunks: list[str],
) -> int:
    """Add the line that ``chunks`` make, joined in ``raw`` and parted at white space in ``words``; clear what it took.

    Return how many breaks are known to precede the next line: none, but after the last line of a ``<pre>``.
    """
    if "\n" in raw and block.tag in _PREFORMATTED:
        links.clear()
        return _add_preformatted(lines, raw, block, breaks)
    if "\n" in raw and len(words) > 1:
        words = _WRAP.sub("", raw.strip()).split()
    text = words[0] if len(words) == 1 else " ".join(words)
    if links and "." in text and _ADDRESS.search(text):  # no address is without a point, as most lines are
        link_chars = _without_addresses(text, links, link_chars)
    indent = _indent(raw) if raw[:1].isspace() else 0
    while chunks and chunks[-1].isspace():
        chunks.pop()  # before the end of the block, where pages break their source or not
    pieces = tuple(chunks) if len(chunks) > 1 else ()
    # The call ``Line(…)`` would take twice as long.
    lines.append(tuple.__new__(Line, (text, block, indent, breaks, link_chars, tuple(links), tuple(pictures), pieces)))
    links.clear()
    pictures.clear()
    return 0


def _without_addresses(text: str, links: list[Element], link_chars: int) -> int:
    """Return ``link_chars`` without the links that spell out where they lead, in a line that says more than that.

    ``某某商会：http://www.example.cn`` is told to a reader of paper as well; programs make a link of every address.
    """
    spelled = sum(len(shown) for shown in map(text_of, links) if _ADDRESS.match(shown) and " " not in shown)
    return link_chars - spelled if len(text) - spelled >= _SAID_BESIDE else link_chars


def _add_preformatted(lines: list[Line], raw: str, block: Element, breaks: int) -> int:
    for text in raw.split("\n"):
        if text.strip():
            spaces = len(text) - len(text.lstrip(" "))  # which are kept here
            lines.append(Line(collapse(text), block, spaces + _indent(text), breaks))
            breaks = 0
        breaks += 1
    return breaks


def is_hidden(element: Element) -> bool:
    """Tell whether an element's own style or attributes hide it."""
    style = element.get("style")
    if style and (how := _concealed(style[:_STYLE])):
        return not (how[0] in "fF" and any(below.get("style") for below in islice(element.iter(), 1, _RESIZED)))
    return element.get("hidden") is not None


@lru_cache(maxsize=1024)
def _concealed(style: str) -> str | None:
    """Return what in a style hides its element; pages repeat few styles many times."""
    found = _CONCEALING.search(style)
    if found is None and _CLIPPED.search(style) and not _HIGHER.search(style):
        found = _FLAT.search(style)
    return found.group() if found else None


# Text that has run on for eight characters was wrapped by an editor's program; shorter pieces are laid out on purpose.
_WRAP = re.compile(r"\n(?<=[\u4e00-\u9fff，、；：。“”]{8}\n)\s*+(?=[\u4e00-\u9fff，、；：。“”])")


def _indent(raw: str) -> int:
    """Measure the white space a line begins with and a browser keeps, in halves of a Chinese character."""
    lead = raw[: len(raw) - len(raw.lstrip())]
    return 0 if lead.isascii() else 2 * lead.count("\u3000") + lead.count("\xa0") + 2 * lead.count("\u2003")
