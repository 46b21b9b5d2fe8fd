"""The portals that zjcrawl knows, one short module each."""

from __future__ import annotations

from zjcrawl.errors import UsageError
from zjcrawl.frontier.canonical import in_scope
from zjcrawl.records import Site
from zjcrawl.sites.zj123 import ZJ123

SITES: dict[str, Site] = {site.name: site for site in (ZJ123,)}


def site_named(name: str) -> Site:
    """Return the portal called ``name``; raises UsageError where there is none."""
    try:
        return SITES[name]
    except KeyError:
        raise UsageError(f"unknown site {name!r}: known are {', '.join(sorted(SITES))}") from None


def site_of(url: str) -> Site | None:
    """Return the portal whose domain ``url`` belongs to, if one does."""
    return next((site for site in SITES.values() if in_scope(url, site)), None)
