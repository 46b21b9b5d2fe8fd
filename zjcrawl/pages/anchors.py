"""The links of a page as a reader sees them: text or picture, and where they lead."""

from __future__ import annotations

import re
from functools import cached_property

from zjcrawl.frontier.canonical import absolute_url
from zjcrawl.pages.document import Document, Element, collapse
from zjcrawl.records import Link

_WORD = re.compile(r"[^\W_]")
_SCRIPTED = re.compile(r"""['"]((?=[^'"\s]*?(?:/|\.(?:s?html?|aspx?|php|jsp)))[^'"\s]*+)['"]""", re.IGNORECASE)
"""An address that a script is called with, as in ``window.open('show.asp?id=1')``."""


class Anchor:
    """A link and the element that carries it.

    ``text`` is what is shown; ``name`` is the text of the ``title`` or ``alt`` attribute where that says more, as it
    does for pictures and for titles cut short with ``…``.
    """

    def __init__(self, element: Element, href: str, base: str) -> None:
        self.element = element
        self._href = href
        self._base = base
        self.text = shown_text(element)
        self.name = _fullest_name(element, self.text)

    @cached_property
    def url(self) -> str:
        """Where the link leads, absolute; "" where that is no web page."""
        return absolute_url(self._base, self._href) or ""

    @property
    def link(self) -> Link:
        """The link under its fullest name."""
        return Link(self.name, self.url)


def read_anchors(document: Document) -> tuple[Anchor, ...]:
    """Return every link of the page that seems to lead to a web page, in source order."""
    elements = document.root.iter("a", "area", "frame", "iframe", "option")
    targets = ((element, _target(element)) for element in elements)
    return tuple(Anchor(element, href, document.base_url) for element, href in targets if href)


def shown_text(element: Element) -> str:
    """Return the text of ``element`` with white space collapsed, or the ``alt`` of its pictures where it has none."""
    text = collapse("".join(map(str, element.itertext())))
    if text or element.tag == "option":
        return text
    pictures = element.iter("img", "area")
    return collapse(" ".join(picture.get("alt") or picture.get("title") or "" for picture in pictures))


def _target(element: Element) -> str | None:
    if element.tag in ("frame", "iframe"):
        return element.get("src")
    if element.tag == "option":
        value = element.get("value") or ""
        return value if "/" in value or "." in value or value.startswith("?") else None
    href = (element.get("href") or "").strip()
    if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
        return href
    scripted = _SCRIPTED.search(href) or _SCRIPTED.search(element.get("onclick") or "")
    return scripted.group(1) if scripted else None


def _fullest_name(element: Element, text: str) -> str:
    title = collapse(element.get("title") or "")
    stem = text.rstrip(".…· ") if _WORD.search(text) else ""
    return title if title and (not stem or title.startswith(stem)) else text
