"""Taking an article down: first its records, where those are to go, then its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zjcrawl.captures.erasing import erase_record
from zjcrawl.store.archive import Archive
from zjcrawl.store.takedown import Level

_COPIES = """
SELECT url FROM article_current
WHERE url <> ?1 AND text_digest = (SELECT text_digest FROM article_current WHERE url = ?1) ORDER BY url"""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be taken down, how far, and who asks for it, why and when."""

    url: str
    level: Level
    who: str
    why: str
    at: datetime


def remove(archive: Archive, folder: Path, request: Request) -> list[str]:
    """Take an article down, and return the URLs at which its very text stays; ``folder`` holds the WARC files.

    Records are erased before the rows that name them: after an interruption the same call does the rest.

    Raises UsageError where there is no such article, CaptureError where a record cannot be erased.
    """
    with archive.writing():
        others = [url for (url,) in archive.db.conn.execute(_COPIES, (request.url,))]
    if request.level is Level.CAPTURES:
        for record in archive.records_of(request.url):
            erase_record(folder, record, request.url)
    archive.take_down(request.url, request.level, request.who, request.why, request.at)
    return others
