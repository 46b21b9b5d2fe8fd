"""The ledger: every URL of a portal that was met, what it is, and when it is to be asked for again.

It outlives runs, where the frontier (``queue``) does not.  When a page is due is decided by ``revisits``, what moved in
a list by ``places``; here is what SQLite keeps of it, over the table ``ledger``.  The caller commits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zjcrawl.frontier.places import GAP, moved, placed
from zjcrawl.frontier.revisits import Found, History, Pace, after, wait
from zjcrawl.frontier.visit import Role, Visit

_DAY = timedelta(days=1)

_LEAST = 10
"""So many pages are checked in a run of a small portal, where its share would be less."""

CREATE = """
CREATE TABLE ledger (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    linked_url TEXT NOT NULL,
    role TEXT NOT NULL,
    kind TEXT,
    section TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    fetched_at TEXT,
    due_at TEXT,
    interval_days REAL NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    list_url TEXT,
    listed_at TEXT,
    said TEXT,
    place INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_due ON ledger (site, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ledger_list ON ledger (list_url, place) WHERE list_url IS NOT NULL;
INSERT INTO ledger (url, site, linked_url, role, kind, section, first_seen, last_seen, fetched_at, due_at)
SELECT o.url, run.site, ifnull(o.fetched_url, o.url),
    CASE WHEN o.kind = 'listing' THEN 'listing' ELSE 'article' END, o.kind, o.section, min(o.seen_at), max(o.seen_at),
    max(o.seen_at), CASE WHEN o.kind = 'listing' OR o.kind = 'article' AND o.stored IS NULL THEN NULL ELSE o.seen_at END
FROM url_outcome AS o JOIN run ON run.id = o.run_id WHERE run.source = 'live' GROUP BY o.url;
"""
"""What an older file tells of its URLs is taken over; SQLite reads the columns beside a ``max()`` from its row."""

_SETTLED = """
INSERT INTO ledger (url, site, linked_url, role, kind, section, first_seen, last_seen, fetched_at, due_at,
    interval_days, unchanged, failures, etag, last_modified)
VALUES (:url, :site, :linked_url, :role, :kind, :section, :at, :at, :at, :due_at, :interval_days, :unchanged,
    :failures, :etag, :last_modified)
ON CONFLICT (url) DO UPDATE SET kind = CASE WHEN :failures THEN ifnull(kind, :kind) ELSE :kind END,
    section = ifnull(:section, section), first_seen = min(first_seen, :at), last_seen = max(last_seen, :at),
    fetched_at = :at, due_at = :due_at, interval_days = :interval_days, unchanged = :unchanged, failures = :failures,
    etag = CASE WHEN :failures THEN etag ELSE :etag END,
    last_modified = CASE WHEN :failures THEN last_modified ELSE :last_modified END"""

_LISTED = """
INSERT INTO ledger (url, site, linked_url, role, section, first_seen, last_seen, list_url, listed_at, said, place)
VALUES (:url, :site, :linked_url, :role, :section, :at, :at, :list_url, :at, :said, :place)
ON CONFLICT (url) DO UPDATE SET last_seen = max(last_seen, :at), list_url = :list_url, listed_at = :at, said = :said,
    place = :place"""

_TAKEN_OUT = """
UPDATE ledger SET list_url = NULL, due_at = :at
WHERE list_url = :list_url AND place > :low AND place < :high AND listed_at < :begun AND kind = 'article'"""

_HISTORY = "SELECT interval_days, unchanged, failures FROM ledger WHERE url = ?"

_DUE = """
SELECT url, linked_url, section FROM ledger
WHERE site = :site AND due_at <= :until AND role = 'article' AND kind IN ('article', 'missing', 'failed')
ORDER BY (julianday(:until) - julianday(due_at)) / (interval_days + 1) DESC, url LIMIT :most"""
"""The longest overdue first, for what they are: a day is much for a page that is checked daily."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a response said of its version, to ask with the next time (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Check:
    """One answer, or the lack of one: of which URL, when, what it was, and what it said of its version."""

    url: str
    linked_url: str
    at: datetime
    kind: str
    found: Found | None
    """None for what is asked for in every run anyway, or never by itself."""
    role: Role = Role.ARTICLE
    section: str | None = None
    age: timedelta | None = None
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True)
class _Listed:
    """What is known of an article that a list showed."""

    list_url: str | None = None
    listed_at: str | None = None
    said: str | None = None
    place: int | None = None
    kind: str | None = None


_UNLISTED = _Listed()


class Ledger:
    """The URLs of one site, as a run meets them that ``begun`` then, after one that had begun at ``before``.

    A page counts as due half its shortest interval before its time, because the next run may be a night away.
    """

    def __init__(
        self, connection: sqlite3.Connection, site: str, pace: Pace, begun: str, before: str | None = None
    ) -> None:
        self._connection = connection
        self._site = site
        self._pace = pace
        self._begun = begun
        self._before = before or ""
        self._lowest: dict[str, int] = {}
        """The place at the end of what this run has read of each list."""

    def settle(self, check: Check) -> None:
        """Note what a check found, and when the page is due again."""
        history, due_at = History(), None
        if check.found is not None:
            history = after(self._history(check.url), check.found, self._pace, check.age)
            due_at = _text(check.at + wait(history, self._pace, check.url))
        self._connection.execute(
            _SETTLED,
            {
                "url": check.url, "site": self._site, "linked_url": check.linked_url, "role": check.role.value,
                "kind": check.kind, "section": check.section, "at": _text(check.at), "due_at": due_at,
                "interval_days": history.interval / _DAY, "unchanged": history.unchanged,
                "failures": history.failures, "etag": check.validators.etag,
                "last_modified": check.validators.last_modified,
            },
        )  # fmt: skip

    def note_list(self, list_url: str, number: int, articles: Sequence[Visit], at: datetime) -> set[str]:
        """Note what page ``number`` of a list shows; return the URLs that it shows otherwise than it did before.

        They have another title or date, have moved, or were missing and are back.  What stood between two of them and
        is gone from the list is due at once as well.  An article in several lists belongs to the first that shows it.
        """
        rows = self._listed([article.key for article in articles])
        own = [article for article in articles if self._may_have(list_url, rows.get(article.key, _UNLISTED))]
        were = [rows.get(article.key, _UNLISTED) for article in own]
        known = [row.place if row.list_url == list_url else None for row in were]
        out_of_order = moved(known)
        kept = [None if index in out_of_order else place for index, place in enumerate(known)]
        places = placed(kept, self._top(list_url, number))
        now = _text(at)
        self._connection.executemany(
            _LISTED,
            [
                {
                    "url": article.key, "site": self._site, "linked_url": article.url, "role": article.role.value,
                    "section": article.section, "at": now, "list_url": list_url, "said": article.said, "place": place,
                }
                for article, place in zip(own, places, strict=True)
            ],
        )  # fmt: skip
        if places:
            self._lowest[list_url] = places[-1]
        in_order = [place for place in kept if place is not None]
        if in_order:
            between = {"low": in_order[-1], "high": in_order[0], "begun": self._begun}
            self._connection.execute(_TAKEN_OUT, {"list_url": list_url, "at": now, **between})
        return {
            article.key
            for index, (article, row) in enumerate(zip(own, were, strict=True))
            if self._is_back(row) or (row.list_url == list_url and (index in out_of_order or row.said != article.said))
        }

    def is_due(self, url: str, at: datetime) -> bool:
        """Tell whether ``url`` is to be asked for where a page leads to it: it never was, or its time has come."""
        row = self._connection.execute("SELECT due_at FROM ledger WHERE url = ?", (url,)).fetchone()
        return row is None or row[0] is None or row[0] <= self._until(at)

    def due(self, at: datetime, share: float) -> list[Visit]:
        """Return the visits that are due though no page may lead to them, the longest overdue first.

        They are at most a ``share`` of all URLs, or ten where that is less; none where it is 0.
        """
        (count,) = self._connection.execute("SELECT count(*) FROM ledger WHERE site = ?", (self._site,)).fetchone()
        most = max(_LEAST, int(count * share)) if share else 0
        bounds = {"site": self._site, "until": self._until(at), "most": most}
        return [
            Visit(url, linked_url, Role.DUE, section)
            for url, linked_url, section in self._connection.execute(_DUE, bounds)
        ]

    def changed_since(self, url: str, moment: str | None) -> bool:
        """Tell whether ``url`` was last asked for on a day before ``moment``, when in ISO 8601 it changed."""
        sql = "SELECT 1 FROM ledger WHERE url = ? AND substr(fetched_at, 1, 10) < ?"
        return moment is not None and self._connection.execute(sql, (url, moment[:10])).fetchone() is not None

    def met_before(self, url: str) -> bool:
        """Tell whether a run before this one met ``url``, be it as a link."""
        sql = "SELECT 1 FROM ledger WHERE url = ? AND first_seen < ?"
        return self._connection.execute(sql, (url, self._begun)).fetchone() is not None

    def validators(self, url: str) -> Validators:
        """Return what ``url`` said of its version when it was last had."""
        row = self._connection.execute("SELECT etag, last_modified FROM ledger WHERE url = ?", (url,)).fetchone()
        return Validators(*row) if row else NO_VALIDATORS

    def _history(self, url: str) -> History:
        row = self._connection.execute(_HISTORY, (url,)).fetchone()
        return History(row[0] * _DAY, row[1], row[2]) if row else History()

    def _listed(self, urls: Sequence[str]) -> dict[str, _Listed]:
        marks = ", ".join("?" * len(urls))
        sql = f"SELECT url, list_url, listed_at, said, place, kind FROM ledger WHERE url IN ({marks})"  # noqa: S608
        return {url: _Listed(*row) for url, *row in self._connection.execute(sql, tuple(urls))}

    def _may_have(self, list_url: str, row: _Listed) -> bool:
        """Tell whether a list may call an article its own: no other has shown it in this run."""
        return row.list_url in (list_url, None) or (row.listed_at or "") < self._begun

    def _is_back(self, row: _Listed) -> bool:
        """Tell whether a page that was missing is listed again, and was not in the run before."""
        return row.kind == "missing" and (row.listed_at or "") < self._before

    def _top(self, list_url: str, number: int) -> int:
        """Return the first place of a page that shows nothing known: above all there was, or below the page before."""
        sql = "SELECT ifnull(max(place), 0), ifnull(min(place), 0) FROM ledger WHERE list_url = ?"
        highest, lowest = self._connection.execute(sql, (list_url,)).fetchone()
        return int(highest) + GAP if number == 1 else self._lowest.get(list_url, int(lowest)) - 1

    def _until(self, at: datetime) -> str:
        return _text(at + self._pace.smallest / 2)


def _text(moment: datetime) -> str:
    """Write a time as the archive does: UTC, whole seconds."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
