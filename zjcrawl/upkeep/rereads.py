"""What captures say to the reader of today, read in whatever process: nothing here needs the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from zjcrawl.captures.reading import read_record
from zjcrawl.errors import CaptureError
from zjcrawl.frontier.eras import site_at
from zjcrawl.pages.joining import joined
from zjcrawl.pages.page import read_page
from zjcrawl.pages.pager import next_page
from zjcrawl.records import Article, Footer, Kind, Page, RecordRef
from zjcrawl.sites import SITES


@dataclass(frozen=True, slots=True)
class Source:
    """What is read again: the row's id, a canonical URL, its portal, and the records of its pages in order.

    ``version`` is that of an earlier reading.  ``promised`` is what a link to the page said it was, where that is
    known.  The pager is only read where its further pages are not among the records.
    """

    id: int
    url: str
    site: str
    records: tuple[RecordRef, ...]
    version: int | None = None
    promised: Kind | None = Kind.ARTICLE
    with_pager: bool = False


class Said(NamedTuple):
    """What captures say now; ``article`` is None where ``reason`` says why they say nothing.

    It ``goes_on`` where its pager, if that was read, leads to a further page.
    """

    article: Article | None
    pages: int = 1
    reason: str | None = None
    damaged: bool = False
    goes_on: bool = False


def reread(folder: Path, sources: Sequence[Source]) -> list[Said]:
    """Read articles again.

    Footers that are equal are one object, so that one of them is passed on to another process, and not fifty.
    """
    footers: dict[Footer, Footer] = {}
    found = []
    for source in sources:
        said = _reread(folder, source)
        if said.article is not None and said.article.footer is not None:
            footer = footers.setdefault(said.article.footer, said.article.footer)
            if footer is not said.article.footer:
                said = said._replace(article=replace(said.article, footer=footer))
        found.append(said)
    return found


def _reread(folder: Path, source: Source) -> Said:
    try:
        first, *further = (_read(folder, record, source) for record in source.records)
    except CaptureError as error:
        return Said(None, reason=str(error), damaged=True)
    article, pages = first.article, 1
    if article is None:
        return Said(None, reason=first.reason)
    for page in further:
        longer = joined(article, page.article)
        if longer is None:
            break
        article, pages = longer, pages + 1
    return Said(article, pages, goes_on=next_page(first.pager, first.pager.current or 1) is not None)


def _read(folder: Path, record: RecordRef, source: Source) -> Page:
    capture, portal = read_record(folder, record), SITES.get(source.site)
    return read_page(
        capture.body,
        capture.url,
        status=capture.status,
        headers=capture.headers,
        site=site_at(portal, capture.fetched_at) if portal else None,
        promised=source.promised,
        with_pager=source.with_pager,
    )
