"""Nights of a portal written straight into an archive, with days of their own."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.store_samples import ARTICLE
from zjcrawl.drift.alarms import raise_alarms
from zjcrawl.records import Capture, Decoding, Outcome, OutcomeKind, RecordRef
from zjcrawl.store import Archive
from zjcrawl.store.alarms import Alarm
from zjcrawl.store.rows import timestamp

SECTIONS = ("经济热点", "民营经济", "浙江股市", "区域发展")
NIGHT = time(18, 30, tzinfo=UTC)
"""Half past two in China, of the day after."""


class Simulated:
    """A portal whose nights are told, not crawled: what each finds goes through the archive's own methods."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.number = 0
        self.offset = 0

    def crawl(
        self,
        night: date,
        found: Iterable[dict[str, Any]] = (),
        *,
        lists: Sequence[str] = SECTIONS,
        bad: Iterable[tuple[str, OutcomeKind]] = (),
        distress: str | None = None,
        reason: str = "finished",
        encoding: str = "gb18030",
    ) -> list[Alarm]:
        """Crawl on the night before ``night``; return what alarms.

        ``found`` are fields of new articles, and ``template``; ``lists`` the sections whose list can be read; ``bad``
        are sections and kinds of pages that are none of these.
        """
        begun = datetime.combine(night - timedelta(days=1), NIGHT)
        run = self.archive.begin_run("zj123", "live", {})
        conn = self.archive.db.conn
        conn.execute("UPDATE run SET started_at = ? WHERE id = ? AND resumed = 0", (timestamp(begun), run.id))
        for section in lists:
            self._note(run.id, f"http://portal.test/{section}/", OutcomeKind.LISTING, section, begun, encoding)
        for section, kind in bad:
            self.number += 1
            self._note(run.id, f"http://portal.test/{self.number}", kind, section, begun, encoding)
        for fields in found:
            self._put(run.id, dict(fields), begun, encoding)
        end = self.archive.end_run if reason == "finished" else self.archive.stop_run
        end(run, reason)
        raised = raise_alarms(conn, "zj123", run.id, distress)
        self.archive.commit()
        return raised

    def _put(self, run_id: int, fields: dict[str, Any], begun: datetime, encoding: str) -> None:
        self.number += 1
        url, template = f"http://portal.test/{self.number}", fields.pop("template", "a" * 12)
        text = _text(self.number, 40 * fields.pop("times", 3))
        article = replace(ARTICLE, **{"url": url, "body": text, **fields})
        capture_id = self._capture(url, begun, encoding, template)
        stored = self.archive.put_article(article, capture_id=capture_id, run_id=run_id, seen_at=begun, parser="1")
        outcome = Outcome(url, OutcomeKind.ARTICLE, "title and text", section=article.section, status=200)
        self.archive.put_outcome(run_id, outcome, seen_at=begun, capture_id=capture_id, stored=stored)

    def _note(self, run_id: int, url: str, kind: OutcomeKind, section: str, begun: datetime, encoding: str) -> None:
        capture_id = self._capture(url, begun, encoding, None)
        outcome = Outcome(url, kind, "why", section=section)
        self.archive.put_outcome(run_id, outcome, seen_at=begun, capture_id=capture_id)

    def _capture(self, url: str, begun: datetime, encoding: str, template: str | None) -> int:
        self.offset += 100
        record = RecordRef("a.warc.gz", self.offset, 100, f"sha1:{self.offset}")
        capture = Capture(url, 200, (), b"", begun, record)
        return self.archive.add_capture(capture, Decoding(None, encoding), template=template)


def _text(number: int, length: int) -> str:
    """A text like no other's: alike ones would be told as one story."""
    lot = random.Random(number)  # noqa: S311 - a lot that can be drawn again
    return "".join(map(chr, lot.choices(range(0x4E00, 0x5E00), k=length)))
