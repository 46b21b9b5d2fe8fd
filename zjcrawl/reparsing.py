"""Bringing an archive up to the reader of today: its captures are read again, and what they say now is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from zjcrawl.records import Article
from zjcrawl.report import plain_table
from zjcrawl.rereading import Reread, Rereader, Track, differences
from zjcrawl.sites import SITES
from zjcrawl.sites.parser import parser
from zjcrawl.store.archive import Archive
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.validation import missing_fields

_SAMPLES = 3

_COMMIT = 200

_FOLLOWS = ("word_count", "text_digest")
"""What follows from another column is no difference of its own."""

_EMPTY = (None, "[]")


@dataclass(frozen=True, slots=True)
class Sample:
    """One difference, as an example: what the archive has and what its captures say now."""

    url: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Left:
    """An article that stays as it is, and why."""

    url: str
    reason: str


@dataclass(slots=True)
class Comparison:
    """What reading an archive again made, or would make, of it.

    ``changed`` counts the articles by column that says otherwise, ``lost`` those that would have nothing where they
    have something now; ``samples`` shows some of both.  ``left`` are the articles that stay as they are.
    """

    articles: int = 0
    differing: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


class Reparser:
    """Reads the articles of an archive that another parser read; ``folder`` holds the WARC files."""

    def __init__(self, reader: ArchiveReader, folder: Path, jobs: int = 1) -> None:
        self._reader = reader
        self._rereader = Rereader(reader, folder, jobs)

    def reparse(self, archive: Archive | None, *, allow_loss: bool, track: Track) -> Comparison:
        """Put the readings of today into ``archive``, the file that is read from; without one only compare them.

        An article that would lose a value stays as it is, unless ``allow_loss``.  Commits as it goes, so that what was
        done is not done again after an interruption.
        """
        found = Comparison()
        for number, reread in enumerate(self._reread(track), 1):
            article = self._better(reread, found, allow_loss)
            if article is not None and archive is not None:
                archive.put_reading(
                    reread.source.url,
                    article,
                    pages=reread.pages,
                    parser=parser(SITES[reread.source.site]),
                    read_at=datetime.now(UTC),
                )
                if number % _COMMIT == 0:
                    archive.commit()
        return found

    def _reread(self, track: Track) -> Iterable[Reread]:
        ids = self._rereader.ids(unless_by={site.name: parser(site) for site in SITES.values()})
        return track(self._rereader.read(ids), len(ids))

    def _better(self, reread: Reread, found: Comparison, allow_loss: bool) -> Article | None:
        """Count what an article's captures say otherwise; return the reading if it may take the place of the old."""
        found.articles += 1
        url, article = reread.source.url, reread.article
        lacking = missing_fields(article) if article else []
        if article is None or lacking:
            reason = f"without {', '.join(lacking)} now" if lacking else f"no article now: {reread.reason}"
            found.left.append(Left(url, str(reread.reason) if reread.damaged else reason))
            return None
        says = differences(self._rereader.row(reread.source.id), reread, article)
        otherwise = {name: pair for name, pair in says.items() if name not in _FOLLOWS}
        lost = [name for name, (before, after) in otherwise.items() if after in _EMPTY and before not in _EMPTY]
        _count(found, url, otherwise, lost)
        if lost and not allow_loss:
            found.left.append(Left(url, f"would lose {', '.join(lost)}"))
            return None
        return article


def as_tables(found: Comparison) -> list[Table]:
    """Return what was found as tables: by column, examples, and what was left; empty ones are left out."""
    by_count = sorted(found.changed.items(), key=lambda item: -item[1])
    columns = ((name, count, found.lost.get(name, 0)) for name, count in by_count)
    samples = (
        (name, sample.url, *where_they_part(sample.before, sample.after))
        for name, samples in found.samples.items()
        for sample in samples
    )
    tables = (
        plain_table("columns that say otherwise", ("column", "articles", "lost"), columns),
        plain_table("for example", ("column", "article", "before", "after"), samples),
        plain_table("left as they are", ("article", "why"), ((left.url, left.reason) for left in found.left)),
    )
    return [table for table in tables if table.row_count]


def _count(found: Comparison, url: str, otherwise: Mapping[str, tuple[Any, Any]], lost: Iterable[str]) -> None:
    found.differing += bool(otherwise)
    for name in lost:
        found.lost[name] = found.lost.get(name, 0) + 1
    for name, (before, after) in otherwise.items():
        found.changed[name] = found.changed.get(name, 0) + 1
        samples = found.samples.setdefault(name, [])
        if len(samples) < _SAMPLES:
            samples.append(Sample(url, before, after))


def where_they_part(before: object, after: object, around: int = 20) -> tuple[str, str]:
    """Return of two values what stands around the place where they begin to differ, as a person wants to see them."""
    old, new = ("" if value is None else str(value).replace("\n", "¶") for value in (before, after))
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    parting = min(len(old), len(new)) if same is None else same
    shown = slice(max(0, parting - around), parting + 2 * around)
    return old[shown], new[shown]
