"""The links of a page as a reader sees them: text or picture, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from functools import cached_property, lru_cache
from itertools import islice

from zjcrawl.frontier.canonical import absolute_url
from zjcrawl.pages.document import Document, Element, collapse, is_hidden, text_of
from zjcrawl.pages.scripted import Function, Functions, address_in, chosen_in, read_functions
from zjcrawl.records import Link

_LINKS = ("a", "area", "frame", "iframe", "option")
_WORD = re.compile(r"[^\W_]")
_ARROW_FILE = re.compile(r"(?:^|[/_-])((?:next|prev)(?:[_-]?page)?)\d?\.(?:gif|png|jpe?g)$", re.IGNORECASE)

_SHORTEST_TITLE = 4  # characters
_KEPT = ("data-url", "data-href", "data-link")
"""Attributes in which rows and links keep where a script of the page leads from them."""
_KEPT_ADDRESS = re.compile(
    r"(?=[^\s{}<>]{2,500}$)(?!.*\.(?:gif|png|jpe?g|webp|js|css|json|mp[34]|m3u8)(?:\?|$)).*[/.?]", re.IGNORECASE
)

_VALUE = re.compile(r"[\w-]{1,20}")
"""What an option stands for that a script or a form sends on, such as the number of a page."""


class Anchor:
    """A link and the element that carries it.

    ``text`` is what is shown; ``name`` is the text of the ``title`` or ``alt`` attribute where that says more, as it
    does for pictures and for titles cut short with ``…``.
    """

    def __init__(self, element: Element, href: str, document: Document, text: str, name: str) -> None:
        self.element = element
        self.href = href
        self.text = text
        self.name = name
        self._document = document

    @cached_property
    def url(self) -> str:
        """Where the link leads, absolute; "" where that is no web page."""
        return absolute_url(self._document.base_url, self.href, self._document.encoding) or ""

    @property
    def is_hidden(self) -> bool:
        """Whether no reader sees the link: it is hidden itself, or alone in a row that is; so traps are set."""
        if is_hidden(self.element):
            return True
        row = self.element.getparent()
        return row is not None and is_hidden(row) and sum(1 for _ in islice(row.iter("a"), 2)) == 1

    def called(self, name: str) -> Anchor:
        """Return the same link under another name."""
        other = copy(self)
        other.text = other.name = name
        return other

    @property
    def link(self) -> Link:
        """The link under its fullest name."""
        return Link(self.name, self.url)


def read_anchors(document: Document, wanted: Callable[[str, str], bool] | None = None) -> tuple[Anchor, ...]:
    """Return the links of the page that seem to lead to a web page, in source order.

    ``wanted`` tells by text and name which ones are asked for, where that is few of many.
    """
    functions: Functions = read_functions(document) if "function" in document.text else {}
    choices: dict[Element, Function | None] = {}
    found = []
    for element in _carriers(document):
        text, name = _called(element)
        if wanted is not None and not wanted(text, name):
            continue
        href = _target(element, functions) or _chosen(element, document, functions, choices)
        if href:
            found.append(Anchor(element, href, document, text, name))
    return tuple(found)


def _called(element: Element) -> tuple[str, str]:
    """Return the text and the fullest name of a link."""
    title = element.get("title")
    if element.tag == "a" and not len(element):
        return _called_plainly(element.text or "", title or "")
    text = shown_text(element)
    if element.tag not in _LINKS and len(element):  # a row, which opens with its title
        pieces = (collapse(str(piece)) for piece in element.itertext())
        text = next((piece for piece in pieces if len(piece) >= _SHORTEST_TITLE), text)
    return text, _fullest_name(title or "", text)


@lru_cache(maxsize=4096)  # navigations have the same links on every page
def _called_plainly(text: str, title: str) -> tuple[str, str]:
    shown = collapse(text)
    return shown, _fullest_name(title, shown)


def shown_text(element: Element) -> str:
    """Return the text of ``element`` with white space collapsed, or the ``alt`` of its pictures where it has none.

    A picture called ``next.gif`` says where it leads by that.
    """
    text = text_of(element)
    if text or element.tag == "option":
        return text
    if element.tag == "input":
        return collapse(element.get("value") or element.get("alt") or "")
    pictures = list(element.iter("img", "area"))
    named = collapse(" ".join(picture.get("alt") or picture.get("title") or "" for picture in pictures))
    return named or next(
        (arrow[1] for picture in pictures if (arrow := _ARROW_FILE.search(picture.get("src") or ""))), ""
    )


def _carriers(document: Document) -> Iterator[Element]:
    """Yield each element that leads somewhere, or may."""
    names = [name for name in ("onclick", *_KEPT) if f"{name}=" in document.text]
    if not names:
        yield from document.root.iter(*_LINKS)
        return
    for element in document.root.iter():
        if element.tag in _LINKS or (any(map(element.get, names)) and next(element.iter("a"), None) is None):
            yield element


def _target(element: Element, functions: Functions) -> str | None:
    """Return the address of an element as written."""
    if element.tag in ("frame", "iframe"):
        return element.get("src")
    if element.tag == "option":
        value = element.get("value") or ""
        return value if "/" in value or "." in value or value.startswith("?") else None
    href = (element.get("href") or "").strip()
    if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
        return href
    found = address_in(href, functions) or address_in(element.get("onclick") or "", functions)
    return found or next(filter(_KEPT_ADDRESS.match, (element.get(name) or "" for name in _KEPT)), None)


def _chosen(
    option: Element, document: Document, functions: Functions, known: dict[Element, Function | None]
) -> str | None:
    """Return where a box of choices leads with an option whose value is no address; ``known`` are the boxes."""
    value = option.get("value") or ""
    box = option.getparent() if option.tag == "option" and _VALUE.fullmatch(value) else None
    if box is None or box.tag != "select":
        return None
    if box not in known:
        known[box] = chosen_in(box, document, functions)
    function = known[box]
    return function.address(value) if function else None


def _fullest_name(title: str, text: str) -> str:
    title = collapse(title)
    stem = text.rstrip(".…· ") if _WORD.search(text) else ""
    return title if title and (not stem or title.startswith(stem)) else text
