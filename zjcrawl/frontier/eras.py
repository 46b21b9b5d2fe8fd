"""A portal as it was: what a page of 2005 calls its sections is not what the portal calls them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from zjcrawl.records import Era, Site

_CHANGING = tuple(field.name for field in fields(Era) if field.name != "until")


class Address(NamedTuple):
    """Where a portal is or was to be found, and the last day of that; None is now."""

    home: str
    domain: str
    until: date | None


def site_at(site: Site, moment: datetime) -> Site:
    """Return ``site`` as it was at ``moment``: from now back, each era that had not ended then undoes a change."""
    return _undone(site, (era for era in _latest_first(site) if moment.date() <= era.until))


def forms(site: Site) -> Iterator[Site]:
    """Return ``site`` as it is now, then as it was in each of its eras, the latest first."""
    eras = _latest_first(site)
    return (_undone(site, eras[:count]) for count in range(len(eras) + 1))


@lru_cache
def addresses(site: Site) -> tuple[Address, ...]:
    """Return the home on each domain that the portal has or had, as it last was there; the latest first."""
    found: dict[str, Address] = {}
    ends = (None, *(era.until for era in _latest_first(site)))
    for form, until in zip(forms(site), ends, strict=True):
        found.setdefault(form.domain, Address(form.home, form.domain, until))
    return tuple(found.values())


def _latest_first(site: Site) -> list[Era]:
    return sorted(site.eras, key=lambda era: era.until, reverse=True)


def _undone(site: Site, eras: Iterable[Era]) -> Site:
    for era in eras:
        said = {name: getattr(era, name) for name in _CHANGING if getattr(era, name) is not None}
        site = replace(site, **said)
    return site
