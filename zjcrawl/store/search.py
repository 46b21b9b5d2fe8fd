"""Which articles a query finds, and in what order."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from zjcrawl.dedup.folding import fold
from zjcrawl.store.facts import Facts
from zjcrawl.store.grams import IN_TITLE
from zjcrawl.store.query import Query, Text, terms_of
from zjcrawl.store.rows import SHOWN

_FILTERS = {
    "site": "a.site = :site",
    "section": "a.section = :section",
    "source": "a.source = :source",
    "since": "a.published >= :since",
    "until": "substr(a.published, 1, length(:until)) <= :until",
    "rights": "a.rights = :rights",
}

FILTERS = tuple(_FILTERS)
ORDERS = ("relevance", "date")

FEW = 200
"""Articles of a group that are put in order by how often they hold what is looked for; of more, the latest come
first."""

_LOOKED_INTO = 1_000
"""Articles that are looked into so that they can be counted, where the index finds more than is asked for."""

_SORTED = 5_000
"""Articles that are found first and then put in order of date; of more, those of each date are asked for, the latest
first."""

_WALKED = 1_000
"""Of what very many articles hold, the latest so many articles are looked into before the index is asked for all."""

_VERY_MANY = 3_000
"""Articles are very many where their square is so many times the number of all: finding the first page among the latest
texts takes less time then than having FTS5 list them all."""

_SMALL = 20_000
"""Articles of an archive in which single characters are asked of the index, as everything else."""

_SAMPLED, _COMMON = 100, 5
"""In a larger one a single character is common if so many of the latest articles hold what is asked for.  FTS5 is slow
to put together the articles of all pairs that begin with it; the first pages are found among the latest articles."""

_SEARCHED = "article_search AS s JOIN article_current AS a ON a.id = s.rowid WHERE article_search MATCH :match"

_COUNT = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"

_SEARCHED_BY_DATE = """
article_current AS a INDEXED BY article_current_by_date
WHERE +a.id IN (SELECT rowid FROM article_search WHERE article_search MATCH :match)"""

_EVERY_BY_DATE = f"article_current AS a INDEXED BY article_current_by_date WHERE {SHOWN}"
"""All that could be found."""

_LATEST_FIRST = " ORDER BY a.published DESC, a.id DESC"

_HIT = "a.id, a.published, a.title, a.body"

_TEXTS = "SELECT title, body FROM article_current WHERE id = ?"

_USUAL_LENGTH, _SATURATION, _BY_LENGTH = 900, 1.2, 0.75
"""Of BM25: characters of a text, and what are called k1 and b."""

_BEFORE, _EXTRACT = 30, 120
"""Characters of an extract before the first place that was found, and in all."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a text around what was found, and the places of it: pairs of first and one past the last character."""

    text: str
    marks: tuple[tuple[int, int], ...]


def extract(text: str, terms: tuple[str, ...]) -> Extract:
    """Return the part of ``text`` around the first of the folded ``terms`` in it, its start if it holds none."""
    folded = fold(text)
    first = min((at for term in terms if (at := folded.find(term)) >= 0), default=0)
    start = max(0, first - _BEFORE)
    shown = text[start : start + _EXTRACT]
    return Extract(shown.replace("\n", " "), marks(shown, terms))


def marks(text: str, terms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return where ``text`` holds the folded ``terms``: pairs of first and one past the last character."""
    return tuple(hit.span() for hit in re.finditer("|".join(map(re.escape, terms)), fold(text))) if terms else ()


@dataclass(frozen=True, slots=True)
class _Hit:
    id: int
    published: str
    title: Text
    body: Text

    def score(self, terms: tuple[str, ...]) -> float:
        """Return how much it says of the terms for its length: BM25, where all terms are equally rare."""
        length = len(self.title.text) + len(self.body.text)
        damping = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / _USUAL_LENGTH)
        counts = (self.title.folded.count(term) + self.body.folded.count(term) for term in terms)
        return sum(count / (count + damping) for count in counts)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Articles among which those are that are looked for: what ``match`` finds in the index, all without one."""

    match: str | None
    exact: bool
    """Whether all of them are."""
    count: int | None
    """How many they are, None if that was not counted."""


class Finder:
    """Finds the articles of one query: exactly those whose title or body, folded, holds what it asks for.

    ``least`` and ``most`` say how many there are; where the index has more than is asked for, and too many to look into
    each, they differ.  ``most`` is None where the articles were not counted either.
    """

    def __init__(self, conn: sqlite3.Connection, query: Query, filters: Mapping[str, str]) -> None:
        self._conn = conn
        self._query = query
        self._terms = terms_of(query)
        self._given = dict(filters)
        self._filters = "".join(f" AND {_FILTERS[name]}" for name in filters)
        self._facts = Facts(conn, filters)
        self._candidates = self._choose()
        self._hits = self._look_into(self._candidates)
        self.most = self._candidates.count if self._hits is None else len(self._hits)
        self.least = (self.most or 0) if self._hits is not None or self._candidates.exact else 0

    def by_date(self) -> Iterator[int]:
        """Yield the ids of what is found, the latest first."""
        if self._hits is not None:
            return (hit.id for hit in sorted(self._hits, key=_date, reverse=True))
        return self._latest(self._candidates, self._query.holds)

    def by_relevance(self) -> Iterator[int]:
        """Yield the ids of what is found: articles whose title is as the query says, then the others.

        Up to ``FEW`` of either are in order of how often they hold what is looked for, for their length; of more the
        latest come first, so that nobody waits for the order of a word that half of all articles hold.
        """
        if self._hits is not None:
            titled_or_not: tuple[list[_Hit], list[_Hit]] = ([], [])
            for hit in self._hits:
                titled_or_not[not self._query.titled(hit.title, hit.body)].append(hit)
            return (hit.id for group in titled_or_not for hit in self._ranked(group))
        match = self._query.match(IN_TITLE)
        if match is None:
            return self._latest(self._candidates, self._query.holds)
        titled = self._count(match, exact=self._query.exact)
        groups_of = ((titled, self._query.titled), (self._others(titled), self._elsewhere))
        return chain.from_iterable(self._group(candidates, wanted) for candidates, wanted in groups_of)

    def _choose(self) -> _Candidates:
        """Return what the index finds, or without single characters if these are common."""
        if self._query.single and self._every() > _SMALL:
            rough = self._count(self._query.match(singles=False), exact=False)
            if (rough.count is not None and rough.count <= _LOOKED_INTO) or self._are_common(rough):
                return rough
        return self._count(self._query.match(), exact=self._query.exact)

    def _are_common(self, candidates: _Candidates) -> bool:
        sampled = islice(self._texts_by_date(candidates), _SAMPLED)
        return sum(self._query.holds(title, body) for _, title, body in sampled) >= _COMMON

    def _look_into(self, candidates: _Candidates) -> list[_Hit] | None:
        """Return what is found among few candidates, None if they are many."""
        if candidates.count is None or candidates.count > (FEW if candidates.exact else _LOOKED_INTO):
            return None
        hits = self._fetch(candidates)
        return [hit for hit in hits if candidates.exact or self._query.holds(hit.title, hit.body)]

    def _others(self, titled: _Candidates) -> _Candidates:
        """Return what holds the query, but not in its title."""
        if not self._candidates.exact:
            return self._candidates
        count = (self._candidates.count or 0) - (titled.count or 0)
        return _Candidates(f"({self._candidates.match}) NOT ({titled.match})", True, count)

    def _group(self, candidates: _Candidates, wanted: _Check) -> Iterator[int]:
        few = self._look_into(candidates)
        if few is None:
            return self._latest(candidates, wanted)
        hits = [hit for hit in few if candidates.exact or wanted(hit.title, hit.body)]
        return (hit.id for hit in self._ranked(hits))

    def _elsewhere(self, title: Text, body: Text) -> bool:
        return self._query.holds(title, body) and not self._query.titled(title, body)

    def _ranked(self, hits: list[_Hit]) -> list[_Hit]:
        if len(hits) > FEW:
            return sorted(hits, key=_date, reverse=True)
        return sorted(hits, key=lambda hit: (hit.score(self._terms), *_date(hit)), reverse=True)

    def _latest(self, candidates: _Candidates, wanted: _Check) -> Iterator[int]:
        """Yield ids in order of date; where the index finds more than is wanted, look into each text."""
        walked = set[int]()
        if self._are_very_many(candidates):
            for article_id, title, body in islice(self._texts_by_date(_EVERY), _WALKED):
                walked.add(article_id)
                if wanted(title, body):
                    yield article_id
        if candidates.exact:
            yield from (found for found in self._ids_by_date(candidates) if found not in walked)
            return
        for article_id, title, body in self._texts_by_date(candidates):
            if article_id not in walked and wanted(title, body):
                yield article_id

    def _are_very_many(self, candidates: _Candidates) -> bool:
        if candidates.count is None or candidates.count <= _SORTED:
            return False
        return candidates.count**2 > _VERY_MANY * self._every()

    def _every(self) -> int:
        """Return how many articles there are, or were."""
        (last,) = self._conn.execute("SELECT max(id) FROM article_current").fetchone()
        return last or 0

    def _ids_by_date(self, candidates: _Candidates) -> Iterator[int]:
        if candidates.match is None:
            source = _EVERY_BY_DATE
        else:
            source = _SEARCHED if (candidates.count or 0) <= _SORTED else _SEARCHED_BY_DATE
        return (found for (found,) in self._select("a.id", source, candidates.match, _LATEST_FIRST))

    def _texts_by_date(self, candidates: _Candidates) -> Iterator[tuple[int, Text, Text]]:
        for article_id in self._ids_by_date(candidates):
            title, body = self._conn.execute(_TEXTS, (article_id,)).fetchone()
            yield article_id, Text(title), Text(body)

    def _fetch(self, candidates: _Candidates) -> Iterator[_Hit]:
        for article_id, published, title, body in self._select(_HIT, _SEARCHED, candidates.match):
            yield _Hit(article_id, published or "", Text(title), Text(body))

    def _count(self, match: str | None, *, exact: bool) -> _Candidates:
        """Return the candidates that ``match`` finds among those that the filters leave, and their number."""
        narrowed = self._facts.narrow(match)
        if narrowed is None:
            return _EVERY
        if self._facts.complete:
            counted = self._conn.execute(_COUNT, (narrowed,))
        else:
            counted = self._select("count(*)", _SEARCHED, narrowed)
        return _Candidates(narrowed, exact, int(counted.fetchone()[0]))

    def _select(self, what: str, source: str, match: str | None, order: str = "") -> sqlite3.Cursor:
        return self._conn.execute(
            f"SELECT {what} FROM {source}{self._filters}{order}",  # noqa: S608 - constants
            {"match": match, **self._given},
        )


_EVERY = _Candidates(None, False, None)

_Check = Callable[[Text, Text], bool]


def _date(hit: _Hit) -> tuple[str, int]:
    return hit.published, hit.id
