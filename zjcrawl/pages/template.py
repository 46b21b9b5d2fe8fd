"""A fingerprint of the markup around an article: equal for the pages of one template, whatever they say.

A portal that is drawn anew changes what its title and its text stand in, long before a reader of pages notices; a list
of what is open above these two tells templates apart at the price of some twenty steps up the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from zjcrawl.pages.document import Element

_OF_THE_TEXT = frozenset(
    ["p", "b", "strong", "em", "i", "u", "span", "font", "center", "section", "br", "a", "blockquote"]
)
"""What an author or an editor's program puts around a paragraph."""

_NUMBERS = re.compile(r"\d+")


def template_of(title: Element | None, text: Sequence[Element]) -> str:
    """Return 12 hexadecimal digits for the elements that ``title`` and ``text`` stand in.

    ``text`` is the blocks of the first and the last line of the text.  What counts is tag, id and first class of each
    ancestor, without digits: addresses of a single article are often among them.
    """
    around = _common(text) if text else None
    while around is not None and (around.tag in _OF_THE_TEXT or _is_bare(around)):
        around = around.getparent()
    said = "\n".join("/".join(_steps(element)) for element in (title, around) if element is not None)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _common(blocks: Sequence[Element]) -> Element | None:
    """Return the innermost element that holds all of ``blocks``."""
    around_last = {blocks[-1], *blocks[-1].iterancestors()}
    return next((each for each in (blocks[0], *blocks[0].iterancestors()) if each in around_last), None)


def _is_bare(element: Element) -> bool:
    return element.tag == "div" and not element.get("id") and not element.get("class")


def _steps(element: Element) -> Iterator[str]:
    for each in (element, *element.iterancestors()):
        named = each.get("id") or ""
        styled = (each.get("class") or "").split(maxsplit=1)
        yield _NUMBERS.sub("", f"{each.tag}#{named}.{styled[0] if styled else ''}")
