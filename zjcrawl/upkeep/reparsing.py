"""Bringing an archive up to the reader of today: its captures are read again, and what they say now is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Group

from zjcrawl.records import Article
from zjcrawl.report import plain_table
from zjcrawl.sites import SITES
from zjcrawl.sites.parser import parser
from zjcrawl.store.archive import Archive
from zjcrawl.store.moving import is_free
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.validation import missing_fields
from zjcrawl.upkeep.obligations import note_takedowns
from zjcrawl.upkeep.overlooked import Overlooked
from zjcrawl.upkeep.rereading import Readings, Reread, Rereader, Track, differences
from zjcrawl.upkeep.rereads import Source

_SAMPLES = 3

_COMMIT = 200

_FOLLOWS = ("word_count", "text_digest")
"""What follows from another column is no difference of its own."""

_FOLLOWS_IN_VERSIONS = (*_FOLLOWS, "url")
"""Earlier versions go where their article goes."""

_EMPTY = (None, "[]")


@dataclass(frozen=True, slots=True)
class Sample:
    """One difference, as an example: what the archive has and what its captures say now, of which earlier version."""

    url: str
    before: Any
    after: Any
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An article, or an earlier version of one, that stays as it is, and why."""

    url: str
    reason: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class New:
    """An article in a page that was none when it was crawled, and what it was then."""

    url: str
    title: str | None
    was: str


@dataclass(slots=True)
class Comparison:
    """What reading an archive again made, or would make, of it.

    ``articles`` and earlier ``versions`` were read again, of which ``differing`` say otherwise.  ``changed`` counts
    them by column that says otherwise, ``lost`` those that would have nothing where they have something now;
    ``samples`` shows some of both.  ``left`` are those that stay as they are.  ``pages`` were no articles, and ``new``
    are now.
    """

    articles: int = 0
    versions: int = 0
    pages: int = 0
    differing: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    new: list[New] = field(default_factory=list)


class Reparser:
    """Reads what another parser read in an archive, and what was no article; ``folder`` holds the WARC files."""

    def __init__(self, reader: ArchiveReader, folder: Path, jobs: int = 1) -> None:
        self._reader = reader
        self._folder = folder
        self._rereader = Rereader(reader, folder, jobs)
        self._overlooked = Overlooked(reader, self._rereader)
        self._moved: dict[str, str] = {}
        """The new address of each article that was given one, or would be."""
        self._taken: set[str] = set()

    def reparse(
        self, archive: Archive | None, *, allow_loss: bool, track: Track, everything: bool = False
    ) -> Comparison:
        """Put the readings of today into ``archive``, the file that is read from; without one only compare them.

        An article that would lose a value stays as it is, unless ``allow_loss``.  Commits as it goes, so that what was
        done is not done again after an interruption; but with ``everything`` what the present parser has read is read
        once more.
        """
        found = Comparison()
        for number, reread in enumerate(self._reread(track, everything), 1):
            article = self._better(reread, found, allow_loss)
            if article is not None:
                self._put(archive, reread, article, found)
            if archive is not None and number % _COMMIT == 0:
                archive.commit()
        self._look_over(archive, found, track)
        if archive is not None and self._moved:
            archive.commit()
            note_takedowns(archive, self._folder)  # by the addresses that articles have now
        return found

    def _reread(self, track: Track, everything: bool) -> Iterator[Reread]:
        present = None if everything else {site.name: parser(site) for site in SITES.values()}
        for which in Readings:
            ids = self._rereader.ids(which, unless_by=present)
            yield from track(self._rereader.read(which, ids), len(ids))

    def _look_over(self, archive: Archive | None, found: Comparison, track: Track) -> None:
        """Read what was no article when it was crawled."""
        ids = self._overlooked.ids()
        found.pages = len(ids)
        conn = self._reader.db.conn if archive is None else archive.db.conn
        for number, appeared in enumerate(self._overlooked.appeared(ids, conn, track), 1):
            found.new.append(New(appeared.article.url, appeared.article.title, appeared.was))
            if archive is not None:
                self._overlooked.store(archive, appeared)
                if number % _COMMIT == 0:
                    archive.commit()
        if archive is not None:
            self._overlooked.finish(archive)

    def _put(self, archive: Archive | None, reread: Reread, article: Article, found: Comparison) -> None:
        """Put a reading into the archive, and give the article the address that it has now, where that is free."""
        source = reread.source
        if archive is not None:
            archive.put_reading(
                self._moved.get(source.url, source.url),
                article,
                pages=reread.pages,
                parser=parser(SITES[source.site]),
                read_at=datetime.now(UTC),
                version=source.version,
            )
        if source.version is not None or article.url == source.url:
            return
        conn = self._reader.db.conn if archive is None else archive.db.conn
        if article.url in self._taken or not is_free(conn, article.url):
            reason = f"stays at its address: {article.url} is another article, or one that was erased"
            found.left.append(Left(source.url, reason))
            return
        self._moved[source.url] = article.url
        self._taken.add(article.url)
        if archive is not None:
            archive.move_article(source.url, article.url)

    def _better(self, reread: Reread, found: Comparison, allow_loss: bool) -> Article | None:
        """Count what an article's captures say otherwise; return the reading if it may take the place of the old."""
        source, article = reread.source, reread.article
        found.articles += source.version is None
        found.versions += source.version is not None
        lacking = missing_fields(article) if article else []
        if article is None or lacking:
            reason = f"without {', '.join(lacking)} now" if lacking else f"no article now: {reread.reason}"
            found.left.append(Left(source.url, str(reread.reason) if reread.damaged else reason, source.version))
            return None
        says = differences(self._rereader.row(source), reread, article)
        passed_over = _FOLLOWS if source.version is None else _FOLLOWS_IN_VERSIONS
        otherwise = {name: pair for name, pair in says.items() if name not in passed_over}
        lost = [name for name, (before, after) in otherwise.items() if after in _EMPTY and before not in _EMPTY]
        _count(found, source, otherwise, lost)
        if lost and not allow_loss:
            found.left.append(Left(source.url, f"would lose {', '.join(lost)}", source.version))
            return None
        return article


def as_tables(found: Comparison) -> list[Group]:
    """Return what was found as tables: by column, examples, and what was left; empty ones are left out."""
    by_count = sorted(found.changed.items(), key=lambda item: -item[1])
    columns = ((name, count, found.lost.get(name, 0)) for name, count in by_count)
    samples = (
        (name, _name(sample), *where_they_part(sample.before, sample.after))
        for name, samples in found.samples.items()
        for sample in samples
    )
    tables: tuple[tuple[str, tuple[str, ...], list[tuple[object, ...]]], ...] = (
        ("columns that say otherwise", ("column", "articles", "lost"), list(columns)),
        ("for example", ("column", "article", "before", "after"), list(samples)),
        ("left as they are", ("article", "why"), [(_name(left), left.reason) for left in found.left]),
        ("articles now", ("article", "title", "was"), [(new.url, new.title, new.was) for new in found.new]),
    )
    return [plain_table(*table) for table in tables if table[-1]]


def summary(found: Comparison) -> str:
    """Return in one line how much was read again, and what came of it."""
    versions = f" and {found.versions} earlier versions" if found.versions else ""
    told = f"{found.articles} articles{versions} read again, {found.differing} say otherwise"
    pages = f"; of {found.pages} other pages {len(found.new)} are articles now" if found.pages else ""
    return f"{told}, {len(found.left)} left as they are{pages}"


def _name(about: Sample | Left) -> str:
    return about.url if about.version is None else f"{about.url} version {about.version}"


def _count(found: Comparison, source: Source, otherwise: Mapping[str, tuple[Any, Any]], lost: Iterable[str]) -> None:
    found.differing += bool(otherwise)
    for name in lost:
        found.lost[name] = found.lost.get(name, 0) + 1
    for name, (before, after) in otherwise.items():
        found.changed[name] = found.changed.get(name, 0) + 1
        samples = found.samples.setdefault(name, [])
        if len(samples) < _SAMPLES:
            samples.append(Sample(source.url, before, after, source.version))


def where_they_part(before: object, after: object, around: int = 20) -> tuple[str, str]:
    """Return of two values what stands around the place where they begin to differ, as a person wants to see them."""
    old, new = ("" if value is None else str(value).replace("\n", "¶") for value in (before, after))
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    parting = min(len(old), len(new)) if same is None else same
    shown = slice(max(0, parting - around), parting + 2 * around)
    return old[shown], new[shown]
