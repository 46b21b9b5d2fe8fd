"""What a page asks of robots: ``<meta name="robots">`` and X-Robots-Tag, as search engines document them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zjcrawl.pages.document import Document

_OURS = ("robots", "zjcrawl")
_AGENT = re.compile(r"\s*([\w-]+)\s*:(?!\s*\d)")
"""A robot that a header is for: ``googlebot: noarchive``."""
_WITH_VALUE = re.compile(r"unavailable_after|max-[\w-]+", re.IGNORECASE)


def read_directives(document: Document, headers: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the directives for every robot and for this one, in small letters, such as ``noarchive``."""
    said = [*_in_head(document), *_in_headers(headers)]
    return frozenset(word for value in said for word in re.split(r"[,\s]+", value.lower()) if word)


def _in_head(document: Document) -> Iterator[str]:
    for meta in document.in_head("meta"):
        if (meta.get("name") or "").strip().lower() in _OURS:
            yield meta.get("content") or ""


def _in_headers(headers: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, value in headers:
        if name.lower() == "x-robots-tag":
            agent = _AGENT.match(value)
            if agent is None or _WITH_VALUE.fullmatch(agent[1]):
                yield value
            elif agent[1].lower() in _OURS:
                yield value[agent.end() :]
