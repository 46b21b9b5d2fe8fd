"""A database made anew from nothing but the captures of an archive, which stay where they are.

The spider walks the captures as it walked the portal, so that sections and what stands under no list are found again.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from zjcrawl.crawling import CrawlResult, crawl
from zjcrawl.errors import UsageError
from zjcrawl.sites import SITES
from zjcrawl.store.archive import Archive
from zjcrawl.upkeep.obligations import noted_takedowns

_SETTINGS = {
    "ZJCRAWL_ADOPT": True,
    "CONCURRENT_REQUESTS": 1,
    "LOG_LEVEL": "WARNING",
}
"""One capture after the other, so that two rebuilds are one."""


def sites_in(folder: Path) -> list[str]:
    """Return the portals whose captures lie in ``folder``, by the names of its files.

    :raises UsageError: there are none.
    """
    found = {path.name.partition("-")[0] for path in folder.glob("*.warc.gz*")} & SITES.keys()
    if not found:
        raise UsageError(f"{folder}: no SITE-TIME-SERIAL.warc.gz of a known portal there; name the folder of captures")
    return sorted(found)


def rebuild(folder: Path, database: Path) -> list[CrawlResult]:
    """Make ``database`` from the WARC files in ``folder``, portal by portal; no file there is changed.

    What the list of takedowns there names is hidden, or left out, as it was in the database that had it taken down.

    :raises UsageError: the database is there already, or there are no captures that its rows could name.
    :raises ArchiveError: it cannot be written.
    :raises CaptureError: what was captured, or the list of takedowns, cannot be read any more.
    """
    if database.exists():
        raise UsageError(f"{database}: is there already; name a new file")
    names, known = sites_in(folder), noted_takedowns(folder)
    if known:
        with Archive.open(database) as archive:
            archive.carry_takedowns(known)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        options = {**_SETTINGS, "ZJCRAWL_FROM": str(folder.resolve())}
        return [pool.submit(crawl, name, database, options).result() for name in names]
