"""A visit: why a URL is fetched, and what was known of it when it was found."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Self


class Role(StrEnum):
    """What a link promised; what the page is, is known when it is read.

    To what is only stored, or only due, nothing led.
    """

    HOME = "home"
    NEWS_AREA = "news_area"
    LISTING = "listing"
    FEED = "feed"
    ARTICLE = "article"
    STORED = "stored"
    DUE = "due"


_HOPS = 50
"""So many steps are written out; of longer ways the last ones, after the number of the others and a plus."""

_PRIORITY = {
    Role.HOME: 30,
    Role.NEWS_AREA: 20,
    Role.ARTICLE: 10,
    Role.LISTING: 0,
    Role.FEED: -5,
    Role.STORED: -10,
    Role.DUE: -10,
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One intended fetch.

    ``url`` is what is fetched, as it was linked, and ``key`` its canonical URL.  ``number`` counts the pages of a
    listing and ``first`` is the key of its first page, where that is another; ``later`` are its further pages as the
    page before showed them, for when this one cannot be had.  Of an ``archive`` of a list they are the other archives
    of that list, for when this one brings something.  ``via`` is the URL of the page that led here and ``hops``
    the way from the seed, a letter for each step as web archives write it (L a link, R a redirect).  ``said`` stands
    for the title and the date that a list has beside the link.
    """

    key: str
    url: str
    role: Role
    section: str | None = None
    number: int = 1
    first: str | None = None
    later: tuple[tuple[int, str], ...] = ()
    via: str | None = None
    hops: str = ""
    said: str | None = None
    archive: bool = False

    def leading(self, following: Visit, url: str, hop: str = "L") -> Visit:
        """Return ``following``, to which the page at ``url`` led."""
        return replace(following, via=url, hops=_extended(self.hops, hop))

    @property
    def priority(self) -> int:
        """Articles before listings, so that the frontier stays short, and archives after the lists they belong to."""
        return _PRIORITY[self.role] - self.archive

    def to_json(self) -> str:
        """Serialise for the frontier."""
        return json.dumps({field.name: getattr(self, field.name) for field in fields(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Restore what ``to_json`` wrote."""
        found = json.loads(text)
        later = tuple((int(number), str(url)) for number, url in found.pop("later"))
        return cls(**(found | {"role": Role(found["role"]), "later": later}))


def _extended(hops: str, hop: str) -> str:
    if len(hops) < _HOPS:
        return hops + hop
    more, _, last = hops.rpartition("+")
    return f"{int(more or 0) + 1}+{last[1:]}{hop}"
