"""The portals that zjcrawl knows, one short module each; ``docs/new-portal.md`` says how to add one."""

from __future__ import annotations

from datetime import datetime

from zjcrawl.errors import UsageError
from zjcrawl.frontier.canonical import in_scope
from zjcrawl.frontier.eras import forms, site_at
from zjcrawl.records import Site
from zjcrawl.sites.eyh import EYH
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.sites.zjol import ZJOL

SITES: dict[str, Site] = {site.name: site for site in (EYH, ZJ123, ZJOL)}


def site_named(name: str) -> Site:
    """Return the portal called ``name``; raises UsageError where there is none."""
    try:
        return SITES[name]
    except KeyError:
        raise UsageError(f"unknown site {name!r}: known are {known_sites()}") from None


def known_sites() -> str:
    """Return the names of the portals, and what they are called."""
    return ", ".join(f"{site.name} ({site.title})" for site in SITES.values())


def site_of(url: str, moment: datetime | None = None) -> Site | None:
    """Return the portal whose domain ``url`` belongs to, as it was at ``moment``; None where it is no portal's.

    Without a moment a portal is taken as it is now, or as it was when it last had the domain of ``url``.
    """
    known = (form for site in SITES.values() for form in ([site_at(site, moment)] if moment else forms(site)))
    return next((site for site in known if in_scope(url, site)), None)
