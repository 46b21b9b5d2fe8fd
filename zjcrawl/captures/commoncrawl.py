"""Common Crawl: an index for each of its crawls (https://index.commoncrawl.org), and WARC records read one by one."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from zjcrawl.captures.catalogue import Stored
from zjcrawl.captures.remote import Client
from zjcrawl.captures.source import DAMAGE, Copy, Source, Span, copy_of_record
from zjcrawl.captures.wayback import TIMESTAMP
from zjcrawl.errors import CaptureError, SourceUnreachableError, UsageError
from zjcrawl.frontier.eras import addresses
from zjcrawl.records import Site

_INDEX_BYTES = 1 << 28
_OK, _PARTIAL, _NOT_FOUND = 200, 206, 404

logger = logging.getLogger(__name__)


class Range(NamedTuple):
    """Where a record lies: ``length`` bytes from ``offset`` of the file called ``name``."""

    name: str
    offset: int
    length: int


_REVISIT = "warc/revisit"
"""What an index lists as the type of a capture whose payload came before: its record alone holds no page."""


class CommonCrawl(Source[Range]):
    """The captures of one portal in all crawls of Common Crawl, or of what is laid out like it."""

    is_remote = True

    def __init__(self, site: Site, client: Client, crawls: str, data: str, span: Span, most: int) -> None:
        """Ask the index of each crawl that the list at ``crawls`` (``collinfo.json``) has; files lie below ``data``.

        A record of more than ``most`` bytes is not read.

        :raises UsageError: they list nothing of the portal.
        :raises SourceUnreachableError: the list or an index cannot be had.
        """
        super().__init__(site, Range)
        self._client = client
        self._data = data.rstrip("/")
        self._most = most
        listed = damaged = 0
        for line in self._lines(crawls, span):
            try:
                row = json.loads(line)
                if row.get("mime") == _REVISIT:
                    continue
                found, digest = _listed(row)
            except (AttributeError, KeyError, TypeError, ValueError):
                damaged += 1
            else:
                if self._is_ours(found.url, found.fetched_at) and found.fetched_at in span:
                    listed += 1
                    self._catalogue.add(found, digest=digest)
        if damaged:
            logger.warning("%s: %d lines of the indexes cannot be read and are left out", crawls, damaged)
        self._catalogue.resolve()
        self._catalogue.without_repeats()
        if not len(self):
            raise UsageError(f"{crawls}: no captures of {site.domain} there, or none of the days asked for")
        logger.info("%s: %d captures listed, %d URLs", crawls, listed, len(self))

    def read(self, stored: Stored[Range]) -> Copy:
        """Fetch a record alone, by its range of bytes.

        :raises CaptureError: it is gone, not whole or not the one that the index lists.
        :raises SourceUnreachableError: the files cannot be reached.
        """
        place = stored.place
        url, _ = self.locate(stored)
        span = f"bytes={place.offset}-{place.offset + place.length - 1}"
        if place.length > self._most:
            raise CaptureError(f"{url}: the record at {place.offset} is larger than {self._most} bytes")
        answer = self._client.get(url, {"Range": span, "Accept-Encoding": "identity"}, most=place.length)
        if answer.status != _PARTIAL:
            raise CaptureError(f"{url}: no record at {place.offset}; it answers {answer.status} {answer.reason}")
        try:
            return copy_of_record(answer.body, f"{url} at {place.offset}", stored.url)
        except DAMAGE as error:
            raise CaptureError(f"{url}: the record at {place.offset} cannot be read: {error}") from error

    def locate(self, stored: Stored[Range]) -> tuple[str, int]:
        """Return the URL of the file that has a record, and where it begins there."""
        return f"{self._data}/{quote(stored.place.name.lstrip('/'))}", stored.place.offset

    def _lines(self, crawls: str, span: Span) -> Iterator[str]:
        """Give the lines of all indexes."""
        try:
            known = [(str(crawl["cdx-api"]), crawl) for crawl in json.loads(self._ask(crawls))]
        except (KeyError, TypeError, ValueError) as error:
            raise SourceUnreachableError(f"{crawls}: no list of crawls as collinfo.json is: {error}") from error
        for (index, crawl), address in product(known, addresses(self._site)):
            asked = {"url": address.domain, "matchType": "domain", "output": "json"}
            if not _may_hold(crawl, span) or not _may_hold(crawl, Span(until=address.until)):
                continue
            told = self._ask(f"{index}?{urlencode(asked | {'showNumPages': 'true'})}")
            pages = _pages(told)
            if pages is None:  # a pywb's own index has no pages, and answers with all that it lists
                yield from told.splitlines()
                continue
            for page in range(pages):
                yield from self._ask(f"{index}?{urlencode(asked | {'page': str(page)})}").splitlines()

    def _ask(self, url: str) -> str:
        """Return what an index says, "" where it lists nothing."""
        try:
            answer = self._client.get(url, most=_INDEX_BYTES, follow=True)
        except CaptureError as error:
            raise SourceUnreachableError(f"{error}; crawl again later") from error
        if answer.status == _NOT_FOUND:
            return ""
        if answer.status != _OK:
            raise SourceUnreachableError(f"{url}: no index of captures; it answers {answer.status} {answer.reason}")
        return answer.body.decode("utf-8", "replace")


def _pages(told: str) -> int | None:
    """Return how many pages an index has, of which it gives a number or an object; None where it gives neither."""
    if not told.strip():
        return 0
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(told)
        return int(found["pages"] if isinstance(found, dict) else found)
    return None


def _may_hold(crawl: Mapping[str, Any], span: Span) -> bool:
    """Tell whether a crawl may have captures of the span; where it does not say when it was made, it may."""
    begun, ended = crawl.get("from"), crawl.get("to")
    with suppress(ValueError, TypeError):
        if span.since and ended and datetime.fromisoformat(ended).date() < span.since:
            return False
        if span.until and begun and datetime.fromisoformat(begun).date() > span.until:
            return False
    return True


def _listed(row: Mapping[str, str]) -> tuple[Stored[Range], str | None]:
    """Return what a line of an index lists, and its digest; raises KeyError, TypeError or ValueError if damaged."""
    fetched_at = datetime.strptime(row["timestamp"], TIMESTAMP).replace(tzinfo=UTC)
    place = Range(row["filename"], int(row["offset"]), int(row["length"]))
    if place.offset < 0 or place.length <= 0:
        raise ValueError(f"no range of bytes: {place}")
    is_page = "html" in row.get("mime", "html")
    stored = Stored(row["url"], fetched_at, int(row["status"]), is_page, "truncated" not in row, place)
    return stored, row.get("digest")
