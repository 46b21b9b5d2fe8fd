"""Taking an article down: first its records, where those are to go, then its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zjcrawl.captures.erasing import erase_record
from zjcrawl.store.archive import Archive
from zjcrawl.store.takedown import Level
from zjcrawl.upkeep.obligations import note_takedowns

_OTHERS = """
SELECT o.url, o.text_digest = a.text_digest, EXISTS (
    SELECT 1 FROM takedown AS t WHERE t.url = o.url AND t.lifted_at IS NULL
)
FROM article_current AS a JOIN article_current AS o ON o.story_id = a.story_id AND o.url <> a.url
WHERE a.url = ? ORDER BY o.text_digest <> a.text_digest, o.url"""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be taken down, how far, and who asks for it, why and when."""

    url: str
    level: Level
    who: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remaining:
    """An article of the same story, which stays: with the very text, or nearly so; ``hidden`` if it is not shown."""

    url: str
    exact: bool
    hidden: bool


def remove(archive: Archive, folder: Path, request: Request) -> list[Remaining]:
    """Take an article down, and return those with its text that stay; ``folder`` holds the WARC files.

    Records are erased before the rows that name them: after an interruption the same call does the rest.

    Raises UsageError where there is no such article, CaptureError where a record cannot be erased, or the list of
    takedowns not be written.
    """
    archive.demand(request.url, request.level)
    with archive.writing():
        rows = archive.db.conn.execute(_OTHERS, (request.url,)).fetchall()
    if request.level is Level.CAPTURES:
        for record in archive.records_of(request.url):
            erase_record(folder, record, request.url)
    archive.take_down(request.url, request.level, request.who, request.why, request.at)
    note_takedowns(archive, folder)
    return [Remaining(url, bool(exact), bool(hidden)) for url, exact, hidden in rows]


def show_again(archive: Archive, folder: Path, url: str, at: datetime) -> None:
    """Show an article again that was hidden; ``folder`` is the one of its takedown.

    Raises UsageError where it was not hidden, CaptureError where the list of takedowns cannot be written.
    """
    archive.lift_takedown(url, at)
    archive.commit()
    note_takedowns(archive, folder)
