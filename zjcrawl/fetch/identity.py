"""Who crawls: a portal's owner must be able to find out, and to reach them."""

from __future__ import annotations

from urllib.request import getproxies

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from zjcrawl import __version__
from zjcrawl.errors import UsageError


def introduce(settings: BaseSettings) -> None:
    """Put the contact into the user agent, where there is one and no other user agent was given."""
    contact = settings["ZJCRAWL_CONTACT"]
    if contact and not _has_own_agent(settings):
        settings.set("USER_AGENT", f"zjcrawl/{__version__} (archival crawler; +{contact})", priority="spider")


def demand_contact(settings: BaseSettings) -> None:
    """Raise UsageError if a crawl would reach a live portal, and nobody there could tell whom to write to.

    Behind ``http_proxy`` stands an archive or a stand-in, or somebody who answers for what passes.
    """
    if settings["ZJCRAWL_CONTACT"]:
        check_contact(settings["ZJCRAWL_CONTACT"])
        return
    if not settings["ZJCRAWL_FROM"] and not _has_own_agent(settings) and "http" not in getproxies():
        raise UsageError(
            "no contact for the portal's owner: give an address or URL with --contact or ZJCRAWL_CONTACT; "
            "it goes into the user agent"
        )


def check_contact(contact: str) -> None:
    """Raise UsageError where ``contact`` is nothing that a portal's owner could write to or open."""
    if not contact.isprintable() or ("@" not in contact and "://" not in contact):
        raise UsageError(
            f"contact {contact!r}: neither an e-mail address nor a URL; give one that the portal's owner can use"
        )


def _has_own_agent(settings: BaseSettings) -> bool:
    return (settings.getpriority("USER_AGENT") or 0) > SETTINGS_PRIORITIES["spider"]
