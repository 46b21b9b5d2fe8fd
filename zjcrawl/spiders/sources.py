"""The source that a crawl's settings name, if it is not the live web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from zjcrawl.captures.collection import Collection
from zjcrawl.captures.commoncrawl import CommonCrawl
from zjcrawl.captures.remote import Client, Manners
from zjcrawl.captures.source import Source
from zjcrawl.captures.wayback import WaybackMachine
from zjcrawl.records import Site
from zjcrawl.spiders.given import span

WAYBACK, COMMONCRAWL = "wayback", "commoncrawl"


def open_source(settings: BaseSettings, site: Site) -> Source[Any] | None:
    """Index the captures of ``site`` that ``ZJCRAWL_FROM`` names; None where it names none.

    :raises UsageError: there are no captures there.
    :raises SourceUnreachableError: an archive on the web cannot be asked.
    """
    named = settings["ZJCRAWL_FROM"]
    if not named:
        return None
    days = span(settings)
    if named not in (WAYBACK, COMMONCRAWL):
        return Collection(Path(named), site, days)
    manners = Manners(
        str(settings["USER_AGENT"]),
        settings.getfloat("ZJCRAWL_ARCHIVE_DELAY"),
        settings.getfloat("ZJCRAWL_LONGEST_WAIT"),
        settings.getfloat("DOWNLOAD_TIMEOUT"),
    )
    client, most = Client(manners), settings.getint("DOWNLOAD_MAXSIZE")
    if named == WAYBACK:
        index, replay = settings["ZJCRAWL_WAYBACK_CDX"], settings["ZJCRAWL_WAYBACK_REPLAY"]
        return WaybackMachine(site, client, index, replay, days, most)
    crawls, data = settings["ZJCRAWL_COMMONCRAWL_CRAWLS"], settings["ZJCRAWL_COMMONCRAWL_DATA"]
    return CommonCrawl(site, client, crawls, data, days, most)
