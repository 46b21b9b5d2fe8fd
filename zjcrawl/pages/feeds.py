"""Sitemaps and feeds: lists of addresses that a portal keeps for programs.

Read are sitemaps and their indexes (sitemaps.org, 0.9), RSS 0.9 to 2.0 and Atom (RFC 4287), by the local names of their
elements: portals get namespaces wrong, and lxml mends what is not well-formed, where feedparser would bring a parser of
its own for the two elements that are needed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zjcrawl.frontier.canonical import absolute_url
from zjcrawl.pages.document import Element

_MOST_BYTES = 64 * 1024 * 1024
"""Sitemaps have at most 50 MB, says their protocol; a bomb has more."""

_GZIP, _GZIP_WINDOW = b"\x1f\x8b", 31

_ENTRIES = ("url", "sitemap", "item", "entry")

_CHANGED = ("lastmod", "updated")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address; ``is_list`` where it leads to a further sitemap, ``changed`` is when it did, as ISO 8601."""

    url: str
    is_list: bool = False
    changed: str | None = None


def read_feed(body: bytes, url: str) -> tuple[Entry, ...]:
    """Return the addresses in a sitemap or feed that ``url`` answered with, gzipped or not; none where it is none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(_inflated(body), parser)
    except (etree.XMLSyntaxError, ValueError, zlib.error):
        return ()
    return () if root is None else tuple(_entries(root, url))


def _inflated(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    return zlib.decompressobj(_GZIP_WINDOW).decompress(body, _MOST_BYTES)


def _entries(root: Element, url: str) -> Iterator[Entry]:
    for element in root.iter("{*}*"):
        kind = _name(element)
        if kind in _ENTRIES:
            address = next(filter(None, map(_address, element)), None)
            target = absolute_url(url, address) if address else None
            changed = next((_text(child) for child in element if _name(child) in _CHANGED), None)
            if target:
                yield Entry(target, kind == "sitemap", changed)


def _address(child: Element) -> str | None:
    """Return the address in a child of an entry, if it holds the entry's own."""
    if _name(child) == "loc":
        return _text(child)
    if _name(child) != "link" or child.get("rel", "alternate") != "alternate":
        return None
    return child.get("href") or _text(child)


def _name(element: Element) -> str:
    """Return the name without its namespace; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Element) -> str | None:
    return (element.text or "").strip() or None
