"""Where captures come from that others made: an index by URL and time, and a way to read what it lists."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Generic, TypeVar

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from zjcrawl.captures.catalogue import Catalogue, LeftOut, Stored
from zjcrawl.captures.content_coding import MAX_SIZE
from zjcrawl.captures.digests import hold_against, payloads
from zjcrawl.frontier.canonical import canonical_url, in_scope
from zjcrawl.frontier.eras import site_at
from zjcrawl.records import Site

P = TypeVar("P", bound=tuple[Any, ...])

DAMAGE = (ArchiveLoadFailed, zlib.error, ValueError, TypeError, AttributeError, EOFError)
"""What warcio raises where a record is not what it should be."""

_PIECE = 1 << 16

_TELLING = frozenset({200, 404, 410})


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
    """The captures of one portal by canonical URL, in the order of time.

    They are those of the addresses that the portal had when they were made, whatever addresses it has now.
    """

    is_remote = False
    """Whether reading waits for a server."""

    def __init__(self, site: Site, place: Callable[..., P]) -> None:
        self._site = site
        self._catalogue = Catalogue(place, self._key)

    def __len__(self) -> int:
        """Count the URLs."""
        return len(self._catalogue)

    def urls(self) -> Iterator[str]:
        """Give the URL of each page of the portal once, as it was last captured."""
        return (stored.url for stored in self._catalogue.last() if stored.is_page)

    def find(self, url: str) -> list[Stored[P]]:
        """Return the captures of ``url``, oldest first.

        Redirects, errors and what broke off are left out where there is a page, or the word that it is missing.
        """
        found = self._catalogue.of(self._key(url))
        telling = [stored for stored in found if stored.is_whole and stored.status in _TELLING]
        return telling or found

    def leave_out(self, stored: Stored[P], reason: str) -> LeftOut:
        """Find ``stored`` no more, which could not be read, and return what is to be noted of it."""
        self._catalogue.remove(stored)
        left = LeftOut(*self.locate(stored), stored.url, reason)
        self._catalogue.leave_out(left)
        return left

    def left_out(self) -> Iterator[LeftOut]:
        """Give what there is of the portal and cannot be read, as far as that is known."""
        return self._catalogue.left_out()

    def why_not(self, url: str) -> str | None:
        """Return why nothing can be read of ``url``, if there is something of it."""
        return self._catalogue.why_not(self._key(url))

    @abstractmethod
    def read(self, stored: Stored[P]) -> Copy:
        """Return what a capture holds; raises CaptureError where it cannot be read."""

    @abstractmethod
    def locate(self, stored: Stored[P]) -> tuple[str, int]:
        """Return where a capture lies: the name of its file, or its URL in an archive, and the offset there."""

    def _key(self, url: str) -> str:
        return canonical_url(url, self._site)

    def _is_ours(self, url: str, moment: datetime) -> bool:
        """Tell whether ``url`` was the portal's at that time."""
        return in_scope(url, site_at(self._site, moment))


def copy_of_record(member: bytes, origin: str, url: str | None = None, *, most: int = MAX_SIZE) -> Copy:
    """Return what one WARC record, compressed or not, holds of a response.

    Raises one of ``DAMAGE`` where it is not whole, larger than ``most`` bytes, not what its digest says, or not of
    ``url`` where one is given.
    """
    record = next(iter(ArchiveIterator(BytesIO(member), no_record_parse=True)), None)
    if record is None:
        raise EOFError("there is no record")
    said = record.rec_headers.get_header
    message = b"".join(_up_to(record.raw_stream.read, most + 1))
    if len(message) > most:
        raise ValueError(f"it is larger than {most} bytes")
    if len(message) != int(said("Content-Length")):
        raise EOFError(f"it has {len(message)} bytes and claims {said('Content-Length')}")
    hold_against("block", said("WARC-Block-Digest"), lambda: [message])
    if record.rec_type == "response" and not said("WARC-Truncated"):
        hold_against("payload", said("WARC-Payload-Digest"), lambda: payloads(message))
    if url is not None and (record.rec_type, said("WARC-Target-URI")) != ("response", url):
        raise ValueError(f"it is a {record.rec_type} record of {said('WARC-Target-URI')}")
    name = f"{origin}, record {said('WARC-Record-ID')}"
    return Copy(message, name, said("WARC-IP-Address"), said("WARC-Truncated"))


def _up_to(read: Callable[[int], bytes], most: int) -> Iterator[bytes]:
    """Read up to ``most`` bytes in the pieces that they come in."""
    while most > 0 and (piece := read(min(most, _PIECE))):
        most -= len(piece)
        yield piece
