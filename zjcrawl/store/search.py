"""The full-text index, and the order in which articles are found with it.

The index is an FTS5 table whose words are the pairs of characters of a text (``store.grams``).  They are made here,
when an article is stored: FTS5 in the plain ``sqlite3`` shell then needs no tokenizer of ours.  It keeps which articles
hold a pair, not where (``detail=none``): what is longer than a pair is looked for in the text of those that hold all
its pairs.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from zjcrawl.dedup.folding import fold
from zjcrawl.store.grams import IN_TITLE, grams, title_grams
from zjcrawl.store.query import Query, Text, terms_of

_CREATE = (
    """
CREATE VIRTUAL TABLE article_search USING fts5(
    title, body, content="article_current", content_rowid="id", tokenize="ascii", detail=none, columnsize=0
)""",
    "INSERT INTO article_search (article_search, rank) VALUES ('pgsz', 8100)",
    "INSERT INTO article_search (article_search, rank) VALUES ('automerge', 16)",
    "INSERT INTO article_search (article_search, rank) VALUES ('crisismerge', 64)",
    "INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 16777216)",
    "CREATE INDEX article_current_by_date ON article_current (published)",
)
"""``ascii`` parts at spaces and takes any character that is not ASCII for a letter.  A block of the index fills a page
of the file.  Most of the time of storing goes into merging parts of the index: sixteen at a time instead of four."""

_ADD = "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)"

_WAITING = "CREATE TEMP TABLE search_waiting (id INTEGER PRIMARY KEY)"

_WAIT = "INSERT INTO search_waiting (id) VALUES (?) ON CONFLICT DO NOTHING"

_WAITED = "SELECT id, title, body FROM search_waiting JOIN article_current USING (id)"

_REMOVE = "INSERT INTO article_search (article_search, rowid, title, body) VALUES ('delete', ?, ?, ?)"

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

_SEARCHED = "article_search AS s JOIN article_current AS a ON a.id = s.rowid WHERE article_search MATCH :match"

_BY_DATE = """
article_current AS a INDEXED BY article_current_by_date
WHERE +a.id IN (SELECT rowid FROM article_search WHERE article_search MATCH :match)"""

_SHOWN = """
article_current AS a WHERE NOT EXISTS (SELECT 1 FROM takedown AS t WHERE t.url = a.url AND t.lifted_at IS NULL)"""
"""All that could be found."""

_USUAL_LENGTH, _SATURATION, _BY_LENGTH = 900, 1.2, 0.75
"""Of BM25: characters of a text, and what are called k1 and b."""

_BEFORE, _EXTRACT = 30, 120
"""Characters of an extract before the first place that was found, and in all."""


def create_index(conn: sqlite3.Connection) -> None:
    """Make the index, and let every article be found that was not taken down; part of the transaction that is open."""
    for statement in _CREATE:
        conn.execute(statement)
    _index(conn, f"SELECT a.id, a.title, a.body FROM {_SHOWN}")  # noqa: S608 - constants


def begin_indexing(conn: sqlite3.Connection) -> None:
    """Prepare a connection for the functions below."""
    conn.execute(_WAITING)


def add_to_index(conn: sqlite3.Connection, article_id: int) -> None:
    """Let an article be found from the next ``index_waiting`` on, which is to come before the commit.

    FTS5 writes what it has collected to the file whenever a statement begins that can be undone alone, as most can: an
    article here and there among other statements costs twice as much as many in a row.
    """
    conn.execute(_WAIT, (article_id,))


def index_waiting(conn: sqlite3.Connection) -> None:
    """Index what was added, as it is stored now."""
    _index(conn, _WAITED)
    conn.execute("DELETE FROM search_waiting")


def remove_from_index(conn: sqlite3.Connection, article_id: int, title: str, body: str) -> None:
    """Let an article no longer be found; title and body are those that it was indexed with."""
    if not conn.execute("DELETE FROM search_waiting WHERE id = ?", (article_id,)).rowcount:
        conn.execute(_REMOVE, (article_id, title_grams(title), grams(body)))


def replace_in_index(conn: sqlite3.Connection, article_id: int, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Let an article be found by its new title and body, and no longer by the old ones, which it was indexed with."""
    remove_from_index(conn, article_id, *old)
    title, body = new
    conn.execute(_ADD, (article_id, title_grams(title), grams(body)))


def _index(conn: sqlite3.Connection, articles: str) -> None:
    rows = conn.execute(articles)
    conn.executemany(_ADD, ((article_id, title_grams(title), grams(body)) for article_id, title, body in rows))


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


class Finder:
    """Finds the articles of one query: exactly those whose title or body, folded, holds what it asks for.

    ``total`` is how many there are; if not ``counted``, there are no more than that, since the index has more than is
    asked for and too many to look into each.
    """

    def __init__(self, conn: sqlite3.Connection, query: Query, filters: Mapping[str, str]) -> None:
        self._conn = conn
        self._query = query
        self._terms = terms_of(query)
        self._given = dict(filters)
        self._filters = "".join(f" AND {_FILTERS[name]}" for name in filters)
        self._match = query.match()
        self.total = self._count(self._match)
        self.counted = query.exact
        self._hits: list[_Hit] | None = None
        if self.total <= (FEW if query.exact else _LOOKED_INTO):
            self._hits = [hit for hit in self._fetch(self._match) if query.holds(hit.title, hit.body)]
            self.total, self.counted = len(self._hits), True

    def by_date(self) -> Iterator[int]:
        """Yield the ids of what is found, the latest first."""
        if self._hits is not None:
            return (hit.id for hit in sorted(self._hits, key=_date, reverse=True))
        return self._latest(self._match, self._query.holds)

    def by_relevance(self) -> Iterator[int]:
        """Yield the ids of what is found: articles whose title is as the query says, then the others.

        Up to ``FEW`` of either are in order of how often they hold what is looked for, for their length; of more the
        latest come first, so that nobody waits for the order of a word that half of all articles hold.
        """
        if self._hits is not None:
            groups = [
                [hit for hit in self._hits if wanted(hit.title, hit.body)]
                for wanted in (self._in_title, self._elsewhere)
            ]
            return (hit.id for group in groups for hit in self._ranked(group))
        titled = self._query.match(IN_TITLE)
        if titled is None:
            return self._latest(None, self._query.holds)
        others = f"({self._match}) NOT ({titled})" if self._query.exact else self._match
        return chain.from_iterable(
            self._group(match, wanted) for match, wanted in ((titled, self._in_title), (others, self._elsewhere))
        )

    def _group(self, match: str | None, wanted: _Check) -> Iterator[int]:
        count = self._count(match)
        if count > (FEW if self._query.exact else _LOOKED_INTO):
            return self._latest(match, wanted)
        return (hit.id for hit in self._ranked([hit for hit in self._fetch(match) if wanted(hit.title, hit.body)]))

    def _in_title(self, title: Text, body: Text) -> bool:
        return self._query.wanted().holds(title) and self._query.holds(title, body)

    def _elsewhere(self, title: Text, body: Text) -> bool:
        return not self._query.wanted().holds(title) and self._query.holds(title, body)

    def _ranked(self, hits: list[_Hit]) -> list[_Hit]:
        if len(hits) > FEW:
            return sorted(hits, key=_date, reverse=True)
        return sorted(hits, key=lambda hit: (hit.score(self._terms), *_date(hit)), reverse=True)

    def _latest(self, match: str | None, wanted: _Check) -> Iterator[int]:
        """Yield ids in order of date; where the index finds more than is wanted, look into each text."""
        source = _SHOWN if match is None else _SEARCHED if self._count(match) <= _SORTED else _BY_DATE
        for (article_id,) in self._select("a.id", source, match, " ORDER BY a.published DESC, a.id DESC"):
            if self._query.exact or wanted(*map(Text, self._text(article_id))):
                yield article_id

    def _text(self, article_id: int) -> tuple[str, str]:
        found: tuple[str, str] = self._conn.execute(
            "SELECT title, body FROM article_current WHERE id = ?", (article_id,)
        ).fetchone()
        return found

    def _fetch(self, match: str | None) -> Iterator[_Hit]:
        source = _SHOWN if match is None else _SEARCHED
        for article_id, published, title, body in self._select("a.id, a.published, a.title, a.body", source, match):
            yield _Hit(article_id, published or "", Text(title), Text(body))

    def _count(self, match: str | None) -> int:
        if match is not None and not self._filters:
            counted = self._conn.execute("SELECT count(*) FROM article_search WHERE article_search MATCH ?", (match,))
        else:
            counted = self._select("count(*)", _SHOWN if match is None else _SEARCHED, match)
        return int(counted.fetchone()[0])

    def _select(self, what: str, source: str, match: str | None, order: str = "") -> sqlite3.Cursor:
        return self._conn.execute(
            f"SELECT {what} FROM {source}{self._filters}{order}",  # noqa: S608 - constants
            {"match": match, **self._given},
        )


_Check = Callable[[Text, Text], bool]


def _date(hit: _Hit) -> tuple[str, int]:
    return hit.published, hit.id
