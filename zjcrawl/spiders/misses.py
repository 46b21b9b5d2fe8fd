"""Noticing that a portal has shut us out or broken down, before rubbish is stored in the place of pages.

A ban has many faces: 403 for everything, a login or 验证码 page under every address or behind every redirect, the home
in the place of each article, silence.  They have in common that nothing comes any more that was promised, and that the
home, or a page that was read a moment ago, is no better off.  A portal whose old pages are broken or gone still has
those.
"""

from __future__ import annotations

from collections import deque

from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Kind, Page

_PATIENCE = 20
"""So many visits in a row without anything readable are no accident."""


_LAST = 5
"""Fewer than this may be broken pages by chance where a crawl ends."""

_MANY = 8
"""As many make a trap of a shape of addresses, if they are not the whole portal's fault."""

_UNDER_WAY = 16
"""A page that was under way when the doors closed is read among those that did not get in; so many are remembered."""

_SAME = "the same bytes under every address"


class Misses:
    """The visits in a row that brought nothing.

    Where the portal proved to be well after all, the next row has to be twice as long.
    """

    def __init__(self) -> None:
        self._patience = _PATIENCE
        self._body: str | None = None
        self._led = deque[tuple[str, str]](maxlen=_UNDER_WAY)
        self._payloads = deque[tuple[str, str]](maxlen=_UNDER_WAY)
        self.row = 0
        """How many visits in a row brought nothing."""
        self.keys: list[str] = []
        """Their canonical URLs and those of some before them, to be visited again when the portal is well."""
        self.readable = False
        """Whether anything could be read at all."""
        self.last = ""
        """What the last of them brought instead of a page."""
        self.cut = deque[tuple[str, str]](maxlen=_UNDER_WAY)
        """The keys of the last articles whose further page was none, with the URLs that they are stored under."""
        self.article: Visit | None = None
        """The visit that brought the last article: what can tell whether the portal still lets us in."""

    def saw(self, visit: Visit, page: Page, digest: str | None = None) -> bool:
        """Note what a visit brought; tell whether it is time to ask the portal.

        ``digest`` is that of the payload.  A page that only leads on is neither; ``led`` says where to.
        """
        body = page.article.body if page.article else None
        again = body is not None and body == self._body
        self._body = body
        if digest is not None and self._has_again(visit.key, page, digest):
            return self.missed(visit.key, _SAME)
        if again or not is_readable(page, visit.role):
            leads_on = page.kind is Kind.OTHER and page.refresh is not None
            return not leads_on and self.missed(visit.key, "one text under every address" if again else page.reason)
        self.was_readable(visit if page.article else None)
        return False

    def led(self, key: str, target: str) -> bool:
        """Note that a visit was redirected; one page behind many addresses is nothing, tell whether it is time."""
        before, led_to = self._led[-1] if self._led else (None, None)
        self._led.append((key, target))
        if before is None or led_to != target:
            return False
        self._remember(before)
        return self.missed(key, f"redirect to {target}")

    def was_readable(self, article: Visit | None = None) -> None:
        """Note that a visit brought a page, and which if it is an article."""
        self.row, self.readable = 0, True
        self.article = article or self.article
        del self.keys[:-_UNDER_WAY]

    def missed(self, key: str, reason: str) -> bool:
        """Note that a visit brought nothing; tell whether it is time to ask the portal."""
        if key not in self.keys[-1:]:
            self._remember_the_way(key)
            self.keys.append(key)
            self.row += 1
        self.last = reason
        return self.row == self._patience

    @property
    def are_last(self) -> bool:
        """Whether a crawl that ends now would end on several visits that brought nothing."""
        return self.row >= _LAST

    @property
    def are_many(self) -> bool:
        """Whether so many visits in a row brought nothing that it may be the whole portal's fault."""
        return self.row >= _MANY

    def is_one_of(self, digest: str | None, key: str) -> bool:
        """Tell whether a payload of ``key`` is what other addresses gave a moment ago."""
        return self.last == _SAME and any(digest == other and key != at for other, at in self._payloads)

    def was_none(self) -> None:
        """Begin anew: the portal is well."""
        if self.row >= self._patience:
            self._patience *= 2
        self.row = 0
        self.keys.clear()

    def _has_again(self, key: str, page: Page, digest: str) -> bool:
        """Tell whether another address gave this payload a moment ago; all that a portal lacks may look alike."""
        before = [at for other, at in self._payloads if digest == other and key != at]
        self._payloads.append((digest, key))
        if not before or page.kind is Kind.MISSING:
            return False
        self._remember(before[0])
        return True

    def _remember_the_way(self, key: str) -> None:
        """Let the visits be made again that were led to a page that is nothing, each perhaps to one of its own."""
        for before, target in reversed(self._led):
            if target == key:
                self._remember(before)
                key = before

    def _remember(self, key: str) -> None:
        """Let a visit be made again that was the first to bring what others brought as well."""
        if key not in self.keys:
            self.keys.append(key)


def is_readable(page: Page, role: Role) -> bool:
    """Tell whether a page is, or leads to, anything of what a visit is made for.

    A list, or a login page that names all sections, is nothing where an article was promised, and no more is a list of
    nothing.  What is missing is nothing either: as long as the portal has the rest, nobody is troubled by it.
    """
    if page.frames:
        return True
    if page.article is not None or role in (Role.HOME, Role.NEWS_AREA):
        return page.kind in (Kind.ARTICLE, Kind.LISTING)
    listing = page.listing
    return role is Role.LISTING and listing is not None and bool(listing.articles or listing.listings)
