"""The names of a portal's sections, as its navigation prints them."""

from __future__ import annotations

import re
from functools import lru_cache

from zjcrawl.records import Site

_PREFIX = re.compile(r"^[\d①-⑳Ⅰ-Ⅻ]{1,2}[\W_]{0,3}")
_SUFFIX = re.compile(r"(?:频道|栏目|专栏)?[a-z\d\W_]{0,20}")


@lru_cache(maxsize=4096)  # three readers ask for each link of a page, and most are on all pages
def section_named(label: str, site: Site) -> str | None:
    """Return the section that a label names; portals put a number before the name, and 频道, English or a count after.

    ``label`` is folded and has no white space.
    """
    label = _PREFIX.sub("", label)
    return next(
        (name for name in site.sections if label.startswith(name) and _SUFFIX.fullmatch(label[len(name) :])), None
    )
