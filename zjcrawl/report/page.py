"""One page about an archive, with no script and nothing from elsewhere: for the screen, at night and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from zjcrawl import __version__
from zjcrawl.drift.telling import as_message
from zjcrawl.drift.words import named, sentence
from zjcrawl.errors import ArchiveError
from zjcrawl.report import plots
from zjcrawl.report.axis import Axis, axis
from zjcrawl.report.overview import Overview, RunLine, overview
from zjcrawl.report.plots import Series, number
from zjcrawl.report.words import Words
from zjcrawl.sites import SITES
from zjcrawl.store.coverage import FIELDS
from zjcrawl.store.files import warc_folder
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.statement import ending, statement

_LAST_DAYS = 60
_LEAST_DAYS = 13
_LAST_RUNS = 30
_LAST_ALARMS = 12
_LONGEST_TITLE = 60

_EARLIEST = date(1995, 1, 1)
"""No portal is older."""

_MISSED = ("missing", "other", "refused", "failed")


def page(reader: ArchiveReader, run_id: int | None = None, language: str = "en", captures: Path | None = None) -> str:
    """Return the page, as of run ``run_id`` or the last, in English (``en``) or Chinese (``zh``).

    ``captures`` is the folder of its WARC files, where they are not beside it; samples of alarms are read from them.

    :raises ArchiveError: the archive has no run yet.
    :raises UsageError: it has no such run.
    """
    conn, words = reader.db.conn, Words(language)
    try:
        found = overview(conn, run_id)
    except ArchiveError as error:
        raise ArchiveError(f"{reader.path}: {error}") from error
    alarms = as_message(reader, captures or warc_folder(reader.path), found.last.id)["alarms"]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["number"] = number
    environment.filters["moment"] = lambda text: (text or "").replace("T", " ").removesuffix("Z")[:16]
    environment.filters["short"] = _short
    here = files("zjcrawl.report")
    return environment.from_string(
        here.joinpath("page.html").read_text(encoding="utf-8")
    ).render(
        say=words,
        named=named,
        style=Markup(here.joinpath("page.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        version=__version__,
        archive=found,
        name=SITES[found.site].title if found.site in SITES else found.site,
        statement=statement(conn, found.last.id, language) if found.last.parts else None,
        alarms=[_shown(alarm, language) for alarm in alarms],
        log=list(_log(found.runs[:-1], language))[:_LAST_ALARMS],
        published=_published(found, words),
        recent=_recent(found, words),
        runs=_plots_of_runs(found.runs, words),
        fields=_fields(found.runs, words),
        lists={part.section: part.lists for part in found.last.parts},
        new=found.last.counts["stored"] + found.last.counts["copies"],
        run_list=[_run_row(run, words) for run in found.runs[: -_LAST_RUNS - 1 : -1]],
        total=_total(found.runs),
    )


def _shown(alarm: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return an alarm with its sentence in the page's language and of each sample what matters of its evidence."""
    samples = []
    for sample in alarm["samples"]:
        evidence = sample.get("evidence", {})
        said = evidence.get(alarm["subject"]) or evidence.get("kind") or {}
        read, rule = said.get("value"), said.get("rule") or sample.get("problem")
        samples.append({"url": sample["url"], "capture": sample["capture"], "read": read, "rule": rule})
    text = sentence(alarm["kind"], alarm["subject"], alarm["expected"], alarm["seen"], language)
    return {**alarm, "text": text, "samples": samples}


def _log(runs: Sequence[RunLine], language: str) -> Iterator[tuple[str, str | None, str]]:
    """Give the alarms that were raised, the latest first: when, in which section, and what."""
    for run in reversed(runs):
        for alarm in run.alarms:
            if alarm.raised and alarm.grade == "alarm":
                text = sentence(alarm.kind, alarm.subject, alarm.expected, alarm.seen, language)
                yield run.started_at, alarm.section, text


def _published(found: Overview, words: Words) -> dict[str, Any] | None:
    """Return the articles by day of publication: in all and by section, each over the whole time."""
    counted = _by_day(found)
    over = axis([day for days in counted.values() for day in days])
    return None if over is None else _by_section(found, counted, over, words)


def _recent(found: Overview, words: Words) -> dict[str, Any] | None:
    """Return the same for the last days, day by day; None where the whole time is shown by day already."""
    counted = _by_day(found)
    last = datetime.fromisoformat(found.last.started_at).date()
    first = last - timedelta(days=_LAST_DAYS - 1)
    whole = axis([day for days in counted.values() for day in days])
    if whole is None or whole.step == "day" or whole.starts[-1] < first - timedelta(days=92):
        return None
    return _by_section(found, counted, axis([first, last]) or whole, words)


def _by_day(found: Overview) -> dict[str | None, Counter[date]]:
    """Return the articles of each day that can be one of publication: slips of the pen would stretch every plot."""
    last = datetime.fromisoformat(found.last.started_at).date() + timedelta(days=31)
    counted = {section: {date.fromisoformat(day): n for day, n in days.items()} for section, days in found.days.items()}
    return {
        section: Counter({day: n for day, n in days.items() if _EARLIEST <= day <= last})
        for section, days in counted.items()
    }


def _by_section(
    found: Overview, counted: Mapping[str | None, Counter[date]], over: Axis, words: Words
) -> dict[str, Any]:
    rows = [(section, over.sums(counted.get(section, Counter()).items())) for section, *_ in found.sections]
    top = max((max(values) for _, values in rows), default=0) or 1
    totals = [sum(column) for column in zip(*(values for _, values in rows), strict=True)]
    return {
        "unit": words(f"per {over.step}", words("articles")),
        "days": len(over.starts),
        "all": plots.bars(over, [Series(words("articles"), "c1", totals)]),
        "sections": [
            (section, plots.strip(over, Series(section or words("no section"), "c1", values), top), sum(values))
            for section, values in rows
        ],
        "ticks": plots.ticks(over),
        "top": top,
        "undated": found.articles - sum(days.total() for days in counted.values()),
    }


def _plots_of_runs(runs: Sequence[RunLine], words: Words) -> dict[str, Markup | str]:
    """Return what runs found and how they behaved, over the time of the runs."""
    over = axis([min(_day(runs[0]), _day(runs[-1]) - timedelta(days=_LEAST_DAYS)), _day(runs[-1])])
    assert over is not None  # noqa: S101 (there is a run)

    def counted(name: str, colour: str, of: Callable[[RunLine], float]) -> Series:
        return Series(words(name), colour, over.sums((_day(run), of(run)) for run in runs))

    def told(name: str, colour: str, key: str, part: str, scale: float = 1) -> Series:
        return Series(words(name), colour, _medians(over, runs, key, part, scale))

    outcomes = [
        counted("new", "c1", lambda run: run.counts["stored"] + run.counts["copies"]),
        counted("edited", "c2", lambda run: run.counts["changed"]),
        counted("same", "c4", lambda run: run.counts["unchanged"]),
        counted("not had", "c3", lambda run: sum(run.counts[name] for name in _MISSED)),
    ]
    times = [told("median", "c1", "milliseconds", "median"), told("p95", "c2", "milliseconds", "p95")]
    pauses = [told("median", "c1", "gaps", "median"), told("p10", "c2", "gaps", "p10")]
    return {
        "outcomes": plots.bars(over, outcomes),
        "outcomes legend": plots.legend(outcomes),
        "requests": plots.bars(over, [counted("requests", "c1", lambda run: run.traffic.get("requests", 0))]),
        "received": plots.bars(over, [counted("received", "c1", lambda run: run.traffic.get("received", 0))], unit="B"),
        "times": plots.lines(over, times, unit="ms"),
        "times legend": plots.legend(times),
        "pauses": plots.lines(over, pauses, unit="s"),
        "pauses legend": plots.legend(pauses),
        "step": over.step,
    }


def _medians(over: Axis, runs: Sequence[RunLine], key: str, part: str, scale: float) -> list[float | None]:
    """Return of each piece of time the median of what its runs had."""
    found: dict[int, list[float]] = {}
    for run in runs:
        at, said = over.index(_day(run)), run.traffic.get(key)
        if at is not None and said:
            found.setdefault(at, []).append(said[part] * scale)
    return [sorted(found[at])[len(found[at]) // 2] if at in found else None for at in range(len(over.starts))]


def _fields(runs: Sequence[RunLine], words: Words) -> dict[str, Any] | None:
    """Return the share of articles that have each field, over the time of the runs that read any."""
    read = [run for run in runs if any(part.articles for part in run.parts)]
    over = axis([_day(run) for run in read])
    if over is None:
        return None
    articles = over.sums((_day(run), sum(part.articles for part in run.parts)) for run in read)
    rows = []
    for name in FIELDS:
        filled = over.sums((_day(run), sum(part.filled.get(name, 0) for part in run.parts)) for run in read)
        shares = [count / of if of else None for count, of in zip(filled, articles, strict=True)]
        series = Series(named(name, words.language), "c1", shares)
        rows.append((series.name, plots.strip(over, series, 1, unit="%", line=True), _last(shares)))
    return {"rows": rows, "ticks": plots.ticks(over)}


def _last(values: Iterable[float | None]) -> float | None:
    return [value for value in values if value is not None][-1]


def _run_row(run: RunLine, words: Words) -> dict[str, Any]:
    counts = run.counts
    return {
        "id": run.id,
        "began": run.started_at,
        "took": _duration(run),
        "reason": ending(run.reason, words.language) if run.ended_at or run.reason else words("unfinished"),
        "requests": run.traffic.get("requests"),
        "received": run.traffic.get("received"),
        "new": counts["stored"] + counts["copies"],
        "edited": counts["changed"],
        "failed": counts["failed"] + counts["refused"],
        "alarms": sum(alarm.grade == "alarm" for alarm in run.alarms),
    }


def _duration(run: RunLine) -> str | None:
    """Return hours and minutes, or minutes and seconds, from beginning to end; a run that went on has none."""
    if run.ended_at is None or run.resumed:
        return None
    seconds = int((datetime.fromisoformat(run.ended_at) - datetime.fromisoformat(run.started_at)).total_seconds())
    minutes, hours = seconds // 60, seconds // 3600
    return f"{hours} h {minutes % 60:02} min" if hours else f"{minutes} min {seconds % 60:02} s"


def _total(runs: Sequence[RunLine]) -> dict[str, Any]:
    statuses = Counter[str]()
    for run in runs:
        statuses.update(run.traffic.get("statuses", {}))
    return {
        "requests": sum(run.traffic.get("requests", 0) for run in runs),
        "received": sum(run.traffic.get("received", 0) for run in runs),
        "robots": sum(run.traffic.get("robots", 0) for run in runs),
        "statuses": dict(sorted(statuses.items())),
        "alarms": sum(alarm.raised and alarm.grade == "alarm" for run in runs for alarm in run.alarms),
    }


def _day(run: RunLine) -> date:
    return datetime.fromisoformat(run.started_at).date()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"
