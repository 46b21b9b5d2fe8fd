"""What a run did, by section and by reason: for programs as a dict, for people as tables.

What is counted comes from the outcomes of the run, what articles say from their current readings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from zjcrawl.drift.telling import as_message
from zjcrawl.errors import ArchiveError, UsageError
from zjcrawl.store.counts import count_run, count_sections
from zjcrawl.store.coverage import FIELDS, Covered
from zjcrawl.store.coverage import coverage as covered
from zjcrawl.store.files import warc_folder
from zjcrawl.store.left_out import some_left_out
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.statement import ending

_HEADS = ("date", "source", "link", "authors", "editor", "images", "up", "down", "rights", "footer")
"""Those keys in as many letters as a table has room for."""

_COVERAGE = f"""
SELECT o.section, substr(min(a.published), 1, 10), substr(max(a.published), 1, 10), count(*),
    {", ".join(f"sum({condition})" for condition in FIELDS.values())}
FROM url_outcome AS o JOIN article_current AS a ON a.url = ifnull(o.target, o.url)
WHERE o.run_id = ? AND o.stored IS NOT NULL GROUP BY o.section"""  # noqa: S608 - constants

_REASONS = """
SELECT kind, reason, count(*) FROM url_outcome WHERE run_id = ?
GROUP BY kind, reason ORDER BY kind, count(*) DESC, reason"""

_RUN = "SELECT id, site, source, started_at, ended_at, reason, resumed, statement, traffic FROM run WHERE id = ?"

_LEFT_OUT = ("place", "offset", "url", "reason")

_MOST_LEFT_OUT = 20

_SHOWN = ("seen", "stored", "changed", "unchanged", "duplicates", "missing", "other", "refused", "failed")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """When a run was, from where it took its pages and why it ended, or stopped; ``ended_at`` is None until its end.

    ``statement`` says in words what it covered, ``traffic`` in numbers what it asked of the portal; both are None while
    it goes on.
    """

    id: int
    site: str
    source: str
    started_at: str
    ended_at: str | None
    reason: str | None
    resumed: int
    statement: str | None = None
    traffic: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SectionReport:
    """What became of the URLs of one section, None being those that belong to none.

    ``articles`` are those the run stored or found unchanged; ``fields`` is the share of them, 0 to 1, that has each
    key; the dates are the earliest and latest day of publication among them.  ``lists`` says how far the lists of a
    section were walked (``end``, ``latest`` or ``part``) and ``waiting`` how many URLs wait for the run to go on; both
    are None until it ends or stops, and ``lists`` is for all sections together.
    """

    section: str | None
    counts: Mapping[str, int]
    articles: int
    fields: Mapping[str, float]
    published_from: str | None
    published_to: str | None
    lists: str | None = None
    waiting: int | None = None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many URLs came to one kind of outcome for one reason."""

    kind: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """One run, in all, by section and by reason, and what it alarmed for, each with samples and their evidence.

    ``left_out`` are the first of the records that it could not use, each with place, offset, URL and reason.
    """

    run: RunFacts
    total: SectionReport
    sections: tuple[SectionReport, ...]
    reasons: tuple[ReasonCount, ...]
    alarms: tuple[Mapping[str, Any], ...] = ()
    left_out: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class _Coverage:
    """What the articles of one section hold."""

    articles: int
    filled: Counter[str]
    days: tuple[str, ...]


_NOTHING = _Coverage(0, Counter(), ())


def report(reader: ArchiveReader, run_id: int | None = None, captures: Path | None = None) -> Report:
    """Return what run ``run_id`` did, the last one by default; a run that goes on is reported as far as it is.

    ``captures`` is the folder of its WARC files, where they are not beside it: samples of alarms are read from them.

    :raises ArchiveError: the archive has no run yet.
    :raises UsageError: it has no such run.
    """
    run = _find_run(reader, run_id)
    counts = count_sections(reader.db.conn, run.id)
    coverage = _coverage(reader, run.id)
    walked = {part.section: part for part in covered(reader.db.conn, [run.id])}
    total = _section(None, count_run(reader.db.conn, run.id), _sum(coverage.values()))
    return Report(
        run=run,
        total=replace(total, waiting=sum(part.waiting for part in walked.values())) if walked else total,
        sections=tuple(_walked(_section(name, counts[name], coverage.get(name, _NOTHING)), walked) for name in counts),
        reasons=tuple(ReasonCount(*row) for row in reader.db.conn.execute(_REASONS, (run.id,))),
        alarms=tuple(as_message(reader, captures or warc_folder(reader.path), run.id)["alarms"]),
        left_out=tuple(dict(zip(_LEFT_OUT, left, strict=True)) for left in _left_out(reader, run.id)),
    )


def as_json(found: Report) -> dict[str, Any]:
    """Return the report as JSON values."""
    return asdict(found)


def as_tables(found: Report) -> list[Group]:
    """Return the report as tables: counts, dates, fields in per cent, and reasons."""
    rows = (*found.sections, found.total)
    names = [_name(section) for section in found.sections] + ["all"]
    return [
        plain_table(
            f"run {found.run.id}: {found.run.site} from {found.run.source}, {found.run.started_at} "
            f"{f'to {found.run.ended_at}' if found.run.ended_at else 'on'} ({_ending(found.run)})",
            ("section", *_SHOWN),
            ((name, *(row.counts[key] for key in _SHOWN)) for name, row in zip(names, rows, strict=True)),
        ),
        plain_table(
            "dates covered",
            ("section", "articles", "from", "to"),
            ((name, row.articles, row.published_from, row.published_to) for name, row in zip(names, rows, strict=True)),
        ),
        plain_table(
            "fields filled, per cent",
            ("section", *_HEADS),
            (
                (name, *(round(100 * row.fields[key]) if row.articles else None for key in FIELDS))
                for name, row in zip(names, rows, strict=True)
            ),
        ),
        plain_table(
            "outcomes by reason",
            ("outcome", "URLs", "reason"),
            ((reason.kind, reason.count, reason.reason) for reason in found.reasons),
        ),
        *([_left_out_table(found.left_out)] if found.left_out else ()),
        *_alarm_tables(found.alarms),
    ]


def _left_out(reader: ArchiveReader, run_id: int) -> list[tuple[str, int, str | None, str]]:
    return some_left_out(reader.db.conn, run_id, _MOST_LEFT_OUT)


def _left_out_table(left_out: Iterable[Mapping[str, Any]]) -> Group:
    return plain_table(
        "records left out", ("in", "at", "URL", "reason"), (tuple(left[key] for key in _LEFT_OUT) for left in left_out)
    )


def _alarm_tables(alarms: Iterable[Mapping[str, Any]]) -> Iterator[Group]:
    """Give for each alarm the pages that show it, and what was read from them by which rule."""
    for alarm in alarms:
        where = f"{alarm['section']}: " if alarm["section"] else ""
        yield plain_table(
            f"{alarm['grade']} {alarm['id']}: {where}{alarm['message']} (since {alarm['since']}{_acknowledged(alarm)})",
            ("page", "capture", "read", "by"),
            (
                (sample["url"], _place(sample["capture"]), *_read(sample, alarm["subject"]))
                for sample in alarm["samples"]
            ),
        )


def _acknowledged(alarm: Mapping[str, Any]) -> str:
    at, why = alarm["acknowledged_at"], alarm["acknowledged_why"]
    return f"; acknowledged {at}: {why}" if at else ""


def _place(capture: Mapping[str, Any] | None) -> str | None:
    return f"{capture['file']} {capture['offset']}" if capture else None


def _read(sample: Mapping[str, Any], subject: str | None) -> tuple[str | None, str | None]:
    evidence = sample.get("evidence", {})
    said = evidence.get(subject) or evidence.get("kind")
    return (said["value"], said["rule"]) if said else (None, sample.get("problem"))


def _find_run(reader: ArchiveReader, run_id: int | None) -> RunFacts:
    conn = reader.db.conn
    (last,) = conn.execute("SELECT max(id) FROM run").fetchone()
    if last is None:
        raise ArchiveError(f"{reader.path}: no run in it yet; crawl into it first")
    row = conn.execute(_RUN, (last if run_id is None else run_id,)).fetchone()
    if row is None:
        raise UsageError(f"{reader.path}: no run {run_id} in it; the last one is {last}")
    facts = dict(zip(RunFacts.__dataclass_fields__, row, strict=True))
    return RunFacts(**{**facts, "traffic": json.loads(row[-1]) if row[-1] else None})


def _coverage(reader: ArchiveReader, run_id: int) -> dict[str | None, _Coverage]:
    return {
        section: _Coverage(articles, Counter(dict(zip(FIELDS, filled, strict=True))), (first, last) if first else ())
        for section, first, last, articles, *filled in reader.db.conn.execute(_COVERAGE, (run_id,))
    }


def _sum(parts: Iterable[_Coverage]) -> _Coverage:
    total = _NOTHING
    for part in parts:
        total = _Coverage(total.articles + part.articles, total.filled + part.filled, total.days + part.days)
    return total


def _section(name: str | None, counts: Mapping[str, int], coverage: _Coverage) -> SectionReport:
    return SectionReport(
        section=name,
        counts=dict(counts),
        articles=coverage.articles,
        fields={key: round(coverage.filled[key] / max(coverage.articles, 1), 4) for key in FIELDS},
        published_from=min(coverage.days, default=None),
        published_to=max(coverage.days, default=None),
    )


def _walked(section: SectionReport, walked: Mapping[str | None, Covered]) -> SectionReport:
    """Return a section with how far its lists were walked, where the run has told."""
    part = walked.get(section.section)
    return replace(section, lists=part.lists, waiting=part.waiting) if part else section


def _ending(run: RunFacts) -> str:
    if run.ended_at:
        return ending(run.reason) or "ended"
    return f"stopped: {ending(run.reason)}" if run.reason else "not finished"


def _name(section: SectionReport) -> str:
    return "none" if section.section is None else section.section


def plain_table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Group:
    """Return a table whose cells are plain text, since reasons and names may hold what rich takes for markup.

    Its title stands over it: rich would fold it to the width of the table.
    """
    table = Table(box=None, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(Text(head), overflow="fold", no_wrap=number == 0)
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        table.add_row(*(Text(cell, justify="right" if cell.isdecimal() else "left") for cell in cells))
    return Group(Text(title, "bold"), table, "")
