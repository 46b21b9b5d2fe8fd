"""Where a crawl's exchanges go: a record into the WARC files, and a row into the archive with all the rest."""

from __future__ import annotations

import logging
from pathlib import Path

from zjcrawl.captures.exchange import NOT_MODIFIED, Exchange, labelled_digest
from zjcrawl.captures.reading import Original, read_original
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.errors import CaptureError
from zjcrawl.records import Capture, RecordRef
from zjcrawl.store.archive import Archive

logger = logging.getLogger(__name__)


class Captures:
    """Writes captures, and finds earlier ones of the same URL.

    A payload that is in the archive already is not written again, nor one that has the same content compressed
    otherwise: a revisit record refers to the response that holds it.  That response is read before, lest a record refer
    to what is lost.  A crawl that is ``copying`` captures from
    files copies none twice.
    """

    def __init__(self, archive: Archive, warc: WarcWriter, run_id: int, *, copying: bool = False) -> None:
        self._archive = archive
        self._run_id = run_id
        self._warc = warc
        self._copying = copying
        self._unreadable: set[str] = set()

    @property
    def folder(self) -> Path:
        """Where the WARC files are."""
        return self._warc.folder

    def write(self, exchange: Exchange) -> RecordRef:
        """Write a record and its row; raises CaptureError or ArchiveError where that is impossible."""
        if self._copying and (copied := self._archive.record_at(exchange.url, exchange.status, exchange.fetched_at)):
            return copied
        ref = self._warc.write(exchange, self._original(exchange))
        self._archive.add_capture(
            Capture(exchange.url, exchange.status, (), b"", exchange.fetched_at, ref),
            run_id=self._run_id,
            received=len(exchange.response),
            milliseconds=exchange.milliseconds,
        )
        return ref

    def last(self, url: str) -> Original | None:
        """Return what ``url`` gave when it was last had whole; None where that is not known or cannot be read."""
        last = self._read(self._archive.last_payload(url))
        return last if last and not last.truncated else None

    def finish(self) -> None:
        """Do nothing more: all that came is written."""

    def close(self) -> None:
        """Close the file that is being written; raises CaptureError where that is impossible."""
        self._warc.close()

    def _original(self, exchange: Exchange) -> Original | None:
        if exchange.status == NOT_MODIFIED:
            return self.last(exchange.url)
        earlier = self._archive.payloads(exchange.url, exchange.status)
        digest = labelled_digest(exchange.payload) if earlier else None
        same = next((ref for ref in earlier if ref.digest == digest), None)
        original = self._read(same or (earlier[-1] if earlier and exchange.coded else None))
        if original is None or original.truncated != exchange.truncated:
            return None
        return original if same or original.recodes(exchange) else None

    def _read(self, ref: RecordRef | None) -> Original | None:
        if ref is None or ref.file in self._unreadable:
            return None
        try:
            return read_original(self._warc.folder, ref)
        except CaptureError as error:
            self._unreadable.add(ref.file)
            logger.warning("%s; what it holds is captured anew", error)
            return None
