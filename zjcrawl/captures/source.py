"""Where captures come from that others made: an index by URL and time, and a way to read what it lists."""

from __future__ import annotations

import re
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Generic, TypeVar

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from zjcrawl.captures.exchange import labelled_digest
from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.records import Site

P = TypeVar("P")

DAMAGE = (ArchiveLoadFailed, zlib.error, ValueError, TypeError, AttributeError, EOFError)
"""What warcio raises where a record is not what it should be."""

_TELLING = frozenset({200, 404, 410})
_SHA1 = re.compile(r"sha1:[a-z2-7]{32}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stored(Generic[P]):
    """One capture of a source: when it was made, of what status it is, and where its bytes are.

    It is no page where its Content-Type says that it is not HTML, and not whole where its record says so.  A revisit
    has the ``place`` of what it stands for, and its ``own`` beside it.
    """

    url: str
    fetched_at: datetime
    status: int
    is_page: bool
    is_whole: bool
    place: P
    own: P | None = None
    is_unmodified: bool = False
    """Whether it is a revisit after a 304."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a stored capture holds: the response's message as its record has it, and what the record says of it.

    ``origin`` names where it was copied from, for a reader who wants to look there.
    """

    message: bytes
    origin: str
    ip: str | None = None
    truncated: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days, in UTC and both included, from which captures are taken; None is no bound."""

    since: date | None = None
    until: date | None = None

    def __contains__(self, moment: datetime) -> bool:
        """Tell whether ``moment`` is in it."""
        day = moment.astimezone(UTC).date()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Source(ABC, Generic[P]):
    """The captures of one portal by canonical URL, in the order of time."""

    is_remote = False
    """Whether reading waits for a server."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._captures: dict[str, list[Stored[P]]] = {}

    def __len__(self) -> int:
        """Count the URLs."""
        return len(self._captures)

    def urls(self) -> Iterator[str]:
        """Give the URL of each page of the portal once, as it was last captured."""
        return (captures[-1].url for captures in self._captures.values() if captures[-1].is_page)

    def find(self, url: str) -> list[Stored[P]]:
        """Return the captures of ``url``, oldest first.

        Redirects, errors and what broke off are left out where there is a page, or the word that it is missing.
        """
        found = self._captures.get(canonical_url(url, self._site), [])
        telling = [stored for stored in found if stored.is_whole and stored.status in _TELLING]
        return telling or found

    def leave_out(self, stored: Stored[P]) -> None:
        """Find ``stored`` no more, which could not be read."""
        key = canonical_url(stored.url, self._site)
        self._captures[key] = [other for other in self._captures[key] if other is not stored]
        if not self._captures[key]:
            del self._captures[key]

    @abstractmethod
    def read(self, stored: Stored[P]) -> Copy:
        """Return what a capture holds; raises CaptureError where it cannot be read."""

    def _add(self, stored: Stored[P]) -> None:
        self._captures.setdefault(canonical_url(stored.url, self._site), []).append(stored)

    def _put_in_order(self, span: Span) -> None:
        """Keep what lies in ``span``, the oldest first."""
        kept = {
            key: sorted((one for one in captures if one.fetched_at in span), key=lambda stored: stored.fetched_at)
            for key, captures in self._captures.items()
        }
        self._captures = {key: captures for key, captures in kept.items() if captures}


def copy_of_record(member: bytes, origin: str, url: str | None = None) -> Copy:
    """Return what one WARC record, compressed or not, holds of a response.

    Raises one of ``DAMAGE`` where it is not whole, not what its digest says, or not of ``url`` where one is given.
    """
    record = next(iter(ArchiveIterator(BytesIO(member), no_record_parse=True)), None)
    if record is None:
        raise EOFError("there is no record")
    message, said = record.raw_stream.read(), record.rec_headers.get_header
    if len(message) != int(said("Content-Length")):
        raise EOFError(f"it has {len(message)} bytes and claims {said('Content-Length')}")
    claimed = said("WARC-Block-Digest") or ""
    if _SHA1.fullmatch(claimed) and claimed.lower() != labelled_digest(message).lower():
        raise ValueError(f"its block has digest {labelled_digest(message)}, not {claimed}")
    if url is not None and (record.rec_type, said("WARC-Target-URI")) != ("response", url):
        raise ValueError(f"it is a {record.rec_type} record of {said('WARC-Target-URI')}")
    name = f"{origin}, record {said('WARC-Record-ID')}"
    return Copy(message, name, said("WARC-IP-Address"), said("WARC-Truncated"))


def without_repeats(captures: Iterable[tuple[Stored[P], str | None]]) -> Iterator[Stored[P]]:
    """Leave out each capture whose URL had the same digest at the capture before; those given come with their digests.

    An archive can do so itself (``collapse=digest``), but does it over the border between two URLs as well.
    """
    last: dict[str, str] = {}
    for stored, digest in sorted(captures, key=lambda pair: pair[0].fetched_at):
        if digest is None or last.get(stored.url) != digest:
            yield stored
        if digest is not None:
            last[stored.url] = digest
