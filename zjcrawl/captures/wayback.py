"""The Wayback Machine, or what answers like it: pywb, OpenWayback.

The index is the CDX server's (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server), captures come
as they were archived, by the ``id_`` flag behind their time, with ``Memento-Datetime`` (RFC 7089).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlencode

from zjcrawl.captures.catalogue import Stored
from zjcrawl.captures.content_coding import inflate
from zjcrawl.captures.exchange import Headers, labelled_digest, message
from zjcrawl.captures.remote import MEMENTO_DATETIME, Client
from zjcrawl.captures.source import Copy, Source, Span
from zjcrawl.errors import CaptureError, SourceUnreachableError, UsageError
from zjcrawl.frontier.eras import addresses
from zjcrawl.records import Site

TIMESTAMP = "%Y%m%d%H%M%S"

_PYWB_NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}
_PAGE = 50_000
_INDEX_BYTES = 1 << 30
_OK, _NOT_FOUND = 200, 404
_UNKNOWN_TYPES = ("warc/revisit", "unk", "-", "")
_ORIGINAL = "x-archive-orig-"
# What replays send under its own name, and what says in which pieces or coding a body came.
_PLAIN = frozenset({"content-type", "content-language", "location", "last-modified", "etag", "set-cookie"})
_OF_THE_BYTES = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
_REPLAYED = re.compile(r"^.*?/\d{4,14}(?:[a-z]{2}_)?/(?=https?:)")

logger = logging.getLogger(__name__)


class Address(NamedTuple):
    """What a capture is asked for by: the time in the archive's spelling, and the digest that its index has."""

    moment: str
    digest: str


class WaybackMachine(Source[Address]):
    """The captures of one portal in a Wayback Machine."""

    is_remote = True

    def __init__(self, site: Site, client: Client, index: str, replay: str, span: Span, most: int) -> None:
        """Ask the CDX server at ``index`` what there is; captures are read below ``replay``, up to ``most`` bytes each.

        :raises UsageError: it lists nothing of the portal.
        :raises SourceUnreachableError: it cannot be asked, or does not answer as a CDX server does.
        """
        super().__init__(site, Address)
        self._client = client
        self._index = index
        self._replay = replay.rstrip("/")
        self._most = most
        listed = damaged = 0
        for row in self._rows(span):
            try:
                found = _listed(row)
            except (KeyError, TypeError, ValueError):
                damaged += 1
            else:
                if self._is_ours(found.url, found.fetched_at) and found.fetched_at in span:
                    listed += 1
                    self._catalogue.add(found, digest=found.place.digest or None)
        if damaged:
            logger.warning("%s: %d lines of the index cannot be read and are left out", index, damaged)
        self._catalogue.resolve()
        self._catalogue.without_repeats()
        if not len(self):
            raise UsageError(f"{index}: no captures of {site.domain} there, or none of the days asked for")
        logger.info("%s: %d captures listed, %d URLs", index, listed, len(self))

    def read(self, stored: Stored[Address]) -> Copy:
        """Fetch a capture as it was archived.

        :raises CaptureError: the archive does not have it any more, or gives another.
        :raises SourceUnreachableError: the archive is not there, or busy.
        """
        digest = stored.place.digest
        url, _ = self.locate(stored)
        answer = self._client.get(url, {"Accept-Encoding": "gzip, deflate, br"}, most=self._most)
        given = answer.headers.get(MEMENTO_DATETIME)
        if given is None:
            raise CaptureError(f"{url}: gone from the archive; it answers {answer.status} {answer.reason}")
        if _moment(given) != stored.fetched_at:
            raise CaptureError(f"{url}: gone from the archive; it gives the capture of {given}")
        coding, body = answer.headers.get("Content-Encoding"), answer.body
        if coding and digest not in labelled_digest(body):
            plain = inflate(body, [("Content-Encoding", coding)])
            if digest in labelled_digest(plain):
                coding, body = None, plain  # it was the replay's
        said = "" if digest in labelled_digest(body) else f"; the archive's index has digest {digest}"
        line = f"HTTP/1.1 {answer.status} {answer.reason}"
        head = _head(answer.headers, coding, len(body))
        return Copy(message(line, head, body), f"{url}, head put together from the replay's{said}")

    def locate(self, stored: Stored[Address]) -> tuple[str, int]:
        """Return the URL of a capture as it was archived."""
        return f"{self._replay}/{stored.place.moment}id_/{stored.url}", 0

    def _rows(self, span: Span) -> Iterator[Mapping[str, str]]:
        """Give the lines of the index, domain after domain that the portal has or had, page after page."""
        for address in addresses(self._site):
            asked = {"url": address.domain, "matchType": "domain", "output": "json"}
            until = min((day for day in (span.until, address.until) if day), default=None)
            if span.since:
                asked["from"] = f"{span.since:%Y%m%d}"
            if until:
                asked["to"] = f"{until:%Y%m%d}235959"
            yield from self._pages(asked)

    def _pages(self, asked: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
        paging = {"limit": str(_PAGE), "showResumeKey": "true"}
        while True:
            lines = self._ask({**asked, **paging})
            if lines and not lines[0].startswith("["):
                # pywb knows no resume key: what the limit may have cut is asked for whole.
                yield from map(_object, self._ask(asked) if len(lines) >= _PAGE else lines)
                return
            rows = _arrays(lines)
            names, *values = rows or [[]]
            key = None
            if len(values) > 1 and not values[-2] and len(values[-1]) == 1:  # an empty row, and one with the key
                key = values[-1][0]
                del values[-2:]
            yield from (dict(zip(names, row, strict=False)) for row in values)
            if key is None:
                return
            paging["resumeKey"] = key

    def _ask(self, parameters: Mapping[str, str]) -> list[str]:
        url = f"{self._index}?{urlencode(parameters)}"
        try:
            answer = self._client.get(url, most=_INDEX_BYTES, follow=True)
        except CaptureError as error:
            raise SourceUnreachableError(f"{error}; crawl again later") from error
        if answer.status == _NOT_FOUND:
            return []
        if answer.status != _OK:
            raise SourceUnreachableError(f"{url}: no index of captures; it answers {answer.status} {answer.reason}")
        lines = answer.body.decode("utf-8", "replace").splitlines()
        if lines and lines[0][:1] not in "[{":
            raise SourceUnreachableError(f"{url}: answers something else than an index in JSON: {lines[0][:60]!r}")
        return [line for line in lines if line.strip()]


def _object(line: str) -> Mapping[str, str]:
    """Read a line of pywb's index; {} where it is none."""
    with suppress(ValueError, AttributeError):
        return {_PYWB_NAMES.get(name, name): value for name, value in json.loads(line).items()}
    return {}


def _arrays(lines: Sequence[str]) -> list[list[str]]:
    """Read the Wayback Machine's index, an array of arrays; where it is damaged, each line for itself."""
    try:
        return [row if _is_row(row) else [] for row in json.loads("\n".join(lines))]
    except ValueError:
        return [_array(line) for line in lines]


def _array(line: str) -> list[str]:
    """Read one line of it; one that is no row gives a row that lacks everything."""
    text = line.strip().removesuffix(",")
    text = text.removeprefix("[") if text.startswith("[[") else text
    text = text.removesuffix("]") if text.endswith("]]") else text
    with suppress(ValueError):
        row = json.loads(text)
        if _is_row(row):
            return list(row)
    return [line]


def _is_row(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(value, str) for value in found)


def _listed(row: Mapping[str, str]) -> Stored[Address]:
    """Return what a line of the index lists; raises KeyError or ValueError where it is damaged."""
    moment, status = row["timestamp"], row.get("statuscode", "-")
    fetched_at = datetime.strptime(moment, TIMESTAMP).replace(tzinfo=UTC)
    mime, digest = row["mimetype"], row.get("digest", "")
    # Of a revisit the index knows neither status nor type: they are those of the page that came before.
    known = 200 if status == "-" else int(status)
    is_page = "html" in mime or mime in _UNKNOWN_TYPES
    address = Address(moment, digest.removeprefix("sha1:").strip("-"))
    return Stored(row["original"], fetched_at, known, is_page, True, address)


def _moment(given: str) -> datetime | None:
    with suppress(ValueError):
        return parsedate_to_datetime(given).astimezone(UTC)
    return None


def _head(given: Message, coding: str | None, length: int) -> Headers:
    """Return the header fields as they were archived, as far as the replay tells.

    Replays put a prefix before the names of what they do not send as it is.  Length and coding are those of the body
    that came, which may have been decoded.
    """
    fields = [(str(name), str(value)) for name, value in given.items()]
    archived = [(name[len(_ORIGINAL) :], value) for name, value in fields if name.lower().startswith(_ORIGINAL)]
    named = _OF_THE_BYTES | {name.lower() for name, _ in archived}
    head = [(name, value) for name, value in archived if name.lower() not in _OF_THE_BYTES]
    head += [(name, _REPLAYED.sub("", value)) for name, value in fields if name.lower() in _PLAIN - named]
    head += [("Content-Encoding", coding)] if coding else []
    return (*head, ("Content-Length", str(length)))
