"""A portal as it was: what a page of 2005 calls its sections is not what the portal calls them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import datetime

from zjcrawl.records import Era, Site

_CHANGING = tuple(field.name for field in fields(Era) if field.name != "until")


def site_at(site: Site, moment: datetime) -> Site:
    """Return ``site`` as it was at ``moment``: from now back, each era that had not ended then undoes a change."""
    return _undone(site, (era for era in _latest_first(site) if moment.date() <= era.until))


def forms(site: Site) -> Iterator[Site]:
    """Return ``site`` as it is now, then as it was in each of its eras, the latest first."""
    eras = _latest_first(site)
    return (_undone(site, eras[:count]) for count in range(len(eras) + 1))


def _latest_first(site: Site) -> list[Era]:
    return sorted(site.eras, key=lambda era: era.until, reverse=True)


def _undone(site: Site, eras: Iterable[Era]) -> Site:
    for era in eras:
        said = {name: getattr(era, name) for name in _CHANGING if getattr(era, name) is not None}
        site = replace(site, **said)
    return site
