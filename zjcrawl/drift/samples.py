"""Three pages that show what alarmed, and what was read from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zjcrawl.captures.reading import read_record
from zjcrawl.drift.finding import Finding, Kind
from zjcrawl.errors import CaptureError
from zjcrawl.frontier.eras import site_at
from zjcrawl.pages.evidence import Evidence
from zjcrawl.pages.page import read_page
from zjcrawl.records import RecordRef
from zjcrawl.sites import SITES
from zjcrawl.store.alarms import Alarm
from zjcrawl.store.coverage import FIELDS
from zjcrawl.store.reader import ArchiveReader

_SAMPLES = 3

_LONGEST = 300
"""Characters of a text in the evidence; the capture has the rest."""

_ALWAYS = ("kind", "encoding", "title", "published", "source", "body")

_OUTCOMES = """
SELECT o.url, o.capture_id FROM url_outcome AS o {} WHERE o.run_id = :run AND (:section IS NULL OR o.section = :section)
    AND {} ORDER BY {} LIMIT {}"""

_ARTICLE = "JOIN article_current AS a ON a.url = ifnull(o.target, o.url)"
_CAPTURE = "JOIN capture AS c ON c.id = o.capture_id"

_LATEST = "o.seen_at DESC, o.url"

_LISTS = """
SELECT o.url, o.capture_id FROM url_outcome AS was JOIN url_outcome AS o ON o.run_id = :run AND o.url = was.url
WHERE was.run_id = (SELECT max(run_id) FROM coverage WHERE run_id < :run) AND was.kind = 'listing'
    AND (:section IS NULL OR was.section = :section) AND o.kind <> 'listing' ORDER BY o.seen_at LIMIT {}"""

_FIRST = (
    "SELECT url, capture_id FROM url_outcome WHERE run_id = :run AND capture_id IS NOT NULL ORDER BY seen_at LIMIT 1"
)


def samples(conn: sqlite3.Connection, run_id: int, finding: Finding) -> list[tuple[str, int | None]]:
    """Return canonical URLs and ids of captures of up to three pages of a run that show ``finding``."""
    given = {"run": run_id, "section": finding.section, "templates": json.dumps(finding.seen.get("templates", []))}
    given["subject"] = finding.subject
    if finding.kind is Kind.LISTS:
        return conn.execute(_LISTS.format(_SAMPLES), given).fetchall() or conn.execute(_FIRST, given).fetchall()
    joined, condition, order = _where(finding)
    return conn.execute(_OUTCOMES.format(joined, condition, order, _SAMPLES), given).fetchall()


def _where(finding: Finding) -> tuple[str, str, str]:
    """Return what to join the outcomes with, under which condition, and in which order."""
    if finding.kind is Kind.FIELD:
        return _ARTICLE, f"o.stored IS NOT NULL AND NOT ({FIELDS[finding.subject or '']})", _LATEST
    if finding.kind is Kind.LENGTH:
        return _ARTICLE, "o.stored IS NOT NULL", f"a.word_count {'ASC' if finding.subject == 'short' else 'DESC'}"
    if finding.kind is Kind.PAGES:
        return "", "o.kind = :subject", _LATEST
    if finding.kind is Kind.ENCODING:
        return _CAPTURE, "c.encoding_used = :subject", _LATEST
    if finding.kind is Kind.MARKUP:
        return _CAPTURE, "c.template IN (SELECT value FROM json_each(:templates))", _LATEST
    if finding.kind is Kind.SILENCE:
        return "", "o.kind = 'listing'", "o.seen_at"
    return "", "o.kind IN ('failed', 'other', 'refused')", _LATEST


def explained(reader: ArchiveReader, folder: Path, alarm: Alarm, site: str) -> list[dict[str, Any]]:
    """Return the samples of an alarm with where their captures lie and the evidence of what is read from them.

    ``folder`` holds the WARC files.  A capture that cannot be read says why instead.
    """
    found = []
    for url, capture_id in alarm.samples:
        ref = reader.record(capture_id) if capture_id is not None else None
        place = None if ref is None else {"file": ref.file, "offset": ref.offset, "digest": ref.digest}
        found.append({"url": url, "capture": place, **(_evidence(folder, ref, alarm, site) if ref else {})})
    return found


def _evidence(folder: Path, ref: RecordRef, alarm: Alarm, site: str) -> dict[str, Any]:
    try:
        capture = read_record(folder, ref)
    except CaptureError as error:
        return {"problem": str(error)}
    portal, evidence = SITES.get(site), Evidence()
    read_page(
        capture.body,
        capture.url,
        status=capture.status,
        headers=capture.headers,
        site=site_at(portal, capture.fetched_at) if portal else None,
        evidence=evidence,
        with_pager=False,
    )
    wanted = dict.fromkeys((*((alarm.subject,) if alarm.subject else ()), *_ALWAYS))
    said = evidence.as_dict()
    return {"evidence": {name: _cut(said[name]) for name in wanted if name in said}}


def _cut(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _short(value) for name, value in finding.items()}


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[: _LONGEST - 1] + "…"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_cut(each) for each in value]
    return value
