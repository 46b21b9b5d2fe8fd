"""Noticing that a portal has shut us out or broken down, before rubbish is stored in the place of pages.

A ban has many faces: 403 for everything, a login or 验证码 page under every address, silence.  They have in common that
nothing readable comes any more, and that the home is no better off.  A portal whose old pages are broken still has one.
"""

from __future__ import annotations

from zjcrawl.records import Kind, Page

_PATIENCE = 20
"""So many visits in a row without anything readable are no accident."""


_LAST = 5
"""Fewer than this may be broken pages by chance where a crawl ends."""

_UNDER_WAY = 16
"""A page that was under way when the doors closed is read among those that did not get in; so many are remembered."""


class Misses:
    """The visits in a row that brought nothing.

    Where the home proved to be well after all, the next row has to be twice as long.
    """

    def __init__(self) -> None:
        self._patience = _PATIENCE
        self._body: str | None = None
        self.row = 0
        """How many visits in a row brought nothing."""
        self.keys: list[str] = []
        """Their canonical URLs and those of some before them, to be visited again when the portal is well."""
        self.readable = False
        """Whether anything could be read at all."""
        self.last = ""
        """What the last of them brought instead of a page."""

    def saw(self, key: str, page: Page) -> bool:
        """Note what a visit brought; tell whether it is time to ask for the home."""
        body = page.article.body if page.article else None
        again = body is not None and body == self._body
        self._body = body
        if not again and is_readable(page):
            self.was_readable()
            return False
        return self.missed(key, "one text under every address" if again else page.reason)

    def was_readable(self) -> None:
        """Note that a visit brought a page."""
        self.row, self.readable = 0, True
        del self.keys[:-_UNDER_WAY]

    def missed(self, key: str, reason: str) -> bool:
        """Note that a visit brought nothing; tell whether it is time to ask for the home."""
        if key not in self.keys[-1:]:
            self.keys.append(key)
            self.row += 1
        self.last = reason
        return self.row == self._patience

    @property
    def are_last(self) -> bool:
        """Whether a crawl that ends now would end on several visits that brought nothing."""
        return self.row >= _LAST

    def was_none(self) -> None:
        """Begin anew: the home can be read."""
        self._patience *= 2
        self.row = 0
        self.keys.clear()


def is_readable(page: Page) -> bool:
    """Tell whether a page is one that a reader could use, or leads to one."""
    return page.kind is not Kind.OTHER or bool(page.frames or page.refresh)
