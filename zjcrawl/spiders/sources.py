"""The source that a crawl's settings name, if it is not the live web."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from zjcrawl.captures.collection import Collection
from zjcrawl.captures.commoncrawl import CommonCrawl
from zjcrawl.captures.remote import Client, Manners
from zjcrawl.captures.source import Source, Span
from zjcrawl.captures.wayback import WaybackMachine
from zjcrawl.errors import UsageError
from zjcrawl.records import Site

WAYBACK, COMMONCRAWL = "wayback", "commoncrawl"


def open_source(settings: BaseSettings, site: Site) -> Source[Any] | None:
    """Index the captures of ``site`` that ``ZJCRAWL_FROM`` names; None where it names none.

    :raises UsageError: there are no captures there, or the days given are none.
    :raises SourceUnreachableError: an archive on the web cannot be asked.
    """
    named = settings["ZJCRAWL_FROM"]
    span = Span(_day(settings, "ZJCRAWL_SINCE"), _day(settings, "ZJCRAWL_UNTIL"))
    if not named:
        if span != Span():
            raise UsageError("ZJCRAWL_SINCE and ZJCRAWL_UNTIL choose among captures: say where from, with --from")
        return None
    if named not in (WAYBACK, COMMONCRAWL):
        return Collection(Path(named), site, span)
    manners = Manners(
        str(settings["USER_AGENT"]),
        settings.getfloat("ZJCRAWL_ARCHIVE_DELAY"),
        settings.getfloat("ZJCRAWL_LONGEST_WAIT"),
        settings.getfloat("DOWNLOAD_TIMEOUT"),
    )
    client, most = Client(manners), settings.getint("DOWNLOAD_MAXSIZE")
    if named == WAYBACK:
        index, replay = settings["ZJCRAWL_WAYBACK_CDX"], settings["ZJCRAWL_WAYBACK_REPLAY"]
        return WaybackMachine(site, client, index, replay, span, most)
    crawls, data = settings["ZJCRAWL_COMMONCRAWL_CRAWLS"], settings["ZJCRAWL_COMMONCRAWL_DATA"]
    return CommonCrawl(site, client, crawls, data, span, most)


def _day(settings: BaseSettings, name: str) -> date | None:
    given = settings[name]
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise UsageError(f"{name}={given}: no day; write it as 2012-12-31") from error
