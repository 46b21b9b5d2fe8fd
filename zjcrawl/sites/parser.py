"""Which reader read a page: its version, and a fingerprint of all that decides what it reads."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from lxml import etree

from zjcrawl import __version__
from zjcrawl.records import Site

_READ_BY = (
    "records.py", "frontier/canonical.py", "frontier/eras.py", "captures/decoding.py", "captures/characters.py",
    "pages",
)  # fmt: skip


@lru_cache
def parser(site: Site) -> str:
    """Return ``zjcrawl VERSION+FINGERPRINT`` for the pages of ``site``.

    The fingerprint is another whenever the reader's source, what is said of the portal or the version of libxml2 is, so
    that two readings by the same parser of the same bytes are the same reading.
    """
    digest = blake2b(repr((etree.LIBXML_VERSION, site)).encode(), digest_size=4)
    package = files("zjcrawl")
    for name in _READ_BY:
        for source in _sources(package.joinpath(name)):
            digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return f"zjcrawl {__version__}+{digest.hexdigest()}"


def _sources(place: Traversable) -> list[Traversable]:
    if place.is_file():
        return [place]
    return sorted((file for file in place.iterdir() if file.name.endswith(".py")), key=lambda file: file.name)
