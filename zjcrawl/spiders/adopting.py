"""Captures that stay where they are: rows for the records of a folder, where a database is made anew from it."""

from __future__ import annotations

from pathlib import Path

from zjcrawl.captures.catalogue import Stored
from zjcrawl.captures.collection import Collection, Place
from zjcrawl.captures.exchange import NOT_MODIFIED, Exchange, labelled_digest, split_response
from zjcrawl.captures.reading import Original
from zjcrawl.captures.recovery import OPEN_SUFFIX
from zjcrawl.errors import CaptureError, UsageError
from zjcrawl.records import Capture, RecordRef
from zjcrawl.store.archive import Archive

_GZIPPED = (".warc.gz", f".warc.gz{OPEN_SUFFIX}")


class Adopted:
    """Takes the records of a collection for what a crawl of it captures; no file is written.

    :raises UsageError: the collection is no folder whose WARC files are ours in form: gzip for each record, side by
        side, as the rows of a database can name them.
    """

    def __init__(self, archive: Archive, collection: Collection, run_id: int) -> None:
        self._archive = archive
        self._run_id = run_id
        self._collection = collection
        odd = next((path for path in collection.holding if not _can_be_named(collection, path)), None)
        if odd is not None:
            raise UsageError(f"{odd}: rows cannot name its records; crawl it with `zjcrawl crawl --from` instead")

    @property
    def folder(self) -> Path:
        """Where the WARC files are."""
        return self._collection.path

    def write(self, exchange: Exchange) -> RecordRef:
        """Store the row of the record that ``exchange`` was read from, and return where it lies.

        :raises CaptureError: there is no such record.
        """
        stored = self._collection.at(exchange.url, exchange.fetched_at)
        if stored is None:
            raise CaptureError(f"{exchange.url}: no record of {exchange.fetched_at} in {self._collection.path}")
        return self._adopt(stored, exchange)

    def last(self, _url: str) -> Original | None:
        """Return None: nothing is asked for conditionally."""
        return None

    def close(self) -> None:
        """Do nothing: no file was opened."""

    def finish(self) -> None:
        """Store the rows of what a crawl has no use for: robots.txt, what was tried again, what was superseded."""
        for stored in self._collection.all():
            if not self._has(stored.own or stored.place):
                copy = self._collection.read(stored)
                found = split_response(copy.message)
                if found is not None:
                    message, head, status = found
                    exchange = Exchange(stored.url, stored.fetched_at, status, b"", message, head)
                    self._adopt(stored, exchange)

    def _adopt(self, stored: Stored[Place], exchange: Exchange) -> RecordRef:
        """Store the row of a record; ``exchange`` has the payload, which a revisit shares with its original."""
        digest, original = labelled_digest(exchange.payload), None
        if stored.own is not None:
            original = self._ref(stored.place, digest, None)
            response = self._collection.response(stored)
            if response and not self._has(response.place):
                self._adopt(response, exchange)
        ref = self._ref(stored.own or stored.place, digest, original)
        status = NOT_MODIFIED if stored.is_unmodified else stored.status
        received = None if original else len(exchange.response)
        capture = Capture(stored.url, status, (), b"", stored.fetched_at, ref)
        self._archive.add_capture(capture, run_id=self._run_id, received=received)
        return ref

    def _has(self, place: Place) -> bool:
        return self._archive.has_record(self._ref(place, "", None))

    def _ref(self, place: Place, digest: str, original: RecordRef | None) -> RecordRef:
        name = self._collection.path_of(place).name.removesuffix(OPEN_SUFFIX)
        return RecordRef(name, place.offset, place.length, digest, original)


def _can_be_named(collection: Collection, path: Path) -> bool:
    return path.parent == collection.path and path.name.endswith(_GZIPPED) and path not in collection.unpacked
