"""The tables of an archive and the migrations that bring an old file forward.

A migration is named ``VERSION/what``: the version of zjcrawl that introduced it is what a file tells an older zjcrawl
that cannot read it.  A released migration is never edited; ``docs/schema.md`` describes what all of them together make.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from zjcrawl.errors import NewerArchiveError
from zjcrawl.frontier import ledger
from zjcrawl.store import alarms, coverage, history, left_out, meeting, sights, stories, takedown
from zjcrawl.store.index import add_facts, create_index, merge_seldom

APPLICATION_ID = 0x5A4A4341
"""``ZJCA`` in the header of every archive, so that a foreign SQLite file is recognised."""

_INITIAL = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    source TEXT NOT NULL,
    settings TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    reason TEXT,
    resumed INTEGER NOT NULL DEFAULT 0,
    counts TEXT
) STRICT;

CREATE TABLE capture (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    status INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    digest TEXT NOT NULL,
    encoding_declared TEXT,
    encoding_used TEXT,
    characters_replaced INTEGER,
    UNIQUE (file, offset)
) STRICT;
CREATE INDEX capture_url ON capture (url, fetched_at);

CREATE TABLE footer (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    disclaimer TEXT NOT NULL,
    links TEXT NOT NULL,
    phone TEXT,
    fax TEXT,
    qq TEXT NOT NULL,
    copyright_from INTEGER,
    copyright_to INTEGER,
    licence TEXT,
    text TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT;

CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    first_seen TEXT NOT NULL
) STRICT;

CREATE TABLE article_current (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    site TEXT,
    section TEXT,
    title TEXT NOT NULL,
    published TEXT,
    published_text TEXT,
    source TEXT,
    source_url TEXT,
    authors TEXT NOT NULL,
    editor TEXT,
    body TEXT NOT NULL,
    images TEXT NOT NULL,
    votes_up INTEGER,
    votes_down INTEGER,
    rights TEXT,
    footer_id INTEGER REFERENCES footer (id),
    word_count INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    capture_id INTEGER NOT NULL REFERENCES capture (id),
    run_id INTEGER NOT NULL REFERENCES run (id),
    parser TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    story_id INTEGER NOT NULL REFERENCES story (id),
    copy_of TEXT REFERENCES article_current (url),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    gone_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX article_current_text_digest ON article_current (text_digest);
CREATE INDEX article_current_story_id ON article_current (story_id);
CREATE INDEX article_current_copy_of ON article_current (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE article_version (
    url TEXT NOT NULL REFERENCES article_current (url),
    version INTEGER NOT NULL,
    superseded_at TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    section TEXT,
    title TEXT NOT NULL,
    published TEXT,
    published_text TEXT,
    source TEXT,
    source_url TEXT,
    authors TEXT NOT NULL,
    editor TEXT,
    body TEXT NOT NULL,
    images TEXT NOT NULL,
    votes_up INTEGER,
    votes_down INTEGER,
    rights TEXT,
    footer_id INTEGER REFERENCES footer (id),
    word_count INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    capture_id INTEGER NOT NULL REFERENCES capture (id),
    run_id INTEGER NOT NULL REFERENCES run (id),
    parser TEXT NOT NULL,
    PRIMARY KEY (url, version)
) STRICT;

CREATE TABLE url_outcome (
    run_id INTEGER NOT NULL REFERENCES run (id),
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    section TEXT,
    stored TEXT CHECK (stored IN ('new', 'copy', 'changed', 'unchanged')),
    target TEXT,
    fetched_url TEXT,
    status INTEGER,
    capture_id INTEGER REFERENCES capture (id),
    seen_at TEXT NOT NULL,
    PRIMARY KEY (run_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE frontier (
    key TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'taken', 'done')),
    kind TEXT,
    section TEXT,
    priority INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL,
    shape TEXT,
    request TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX frontier_next ON frontier (state, priority DESC, seq);

CREATE VIEW article AS
SELECT
    a.url, a.site, a.section, a.title, a.published, a.published_text, a.source, a.source_url,
    a.authors, a.editor, a.body, a.images, a.votes_up, a.votes_down, a.rights,
    CASE WHEN f.id IS NOT NULL THEN json_object(
        'disclaimer', json(f.disclaimer), 'links', json(f.links), 'phone', f.phone, 'fax', f.fax, 'qq', json(f.qq),
        'copyright_from', f.copyright_from, 'copyright_to', f.copyright_to, 'licence', f.licence, 'text', f.text
    ) END AS footer,
    a.story_id, a.copy_of, a.word_count, a.first_seen, a.last_seen, a.gone_at, a.version,
    json_object(
        'file', c.file, 'offset', c.offset, 'digest', c.digest, 'fetched_at', c.fetched_at, 'parser', a.parser
    ) AS capture
FROM article_current AS a
JOIN capture AS c ON c.id = a.capture_id
LEFT JOIN footer AS f ON f.id = a.footer_id;

CREATE VIEW article_unique AS SELECT * FROM article WHERE copy_of IS NULL;
"""

_FRONTIER_OF_RUN = """
CREATE TABLE frontier_of_run (
    run_id INTEGER NOT NULL REFERENCES run (id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'taken', 'done')),
    kind TEXT,
    section TEXT,
    priority INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL,
    shape TEXT,
    request TEXT,
    PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO frontier_of_run
SELECT run.id, frontier.* FROM frontier JOIN run ON run.id = (SELECT max(id) FROM run);
DROP TABLE frontier;
ALTER TABLE frontier_of_run RENAME TO frontier;
CREATE INDEX frontier_next ON frontier (run_id, state, priority DESC, seq);
"""
"""The visits that an older file holds are those of its last run."""

_READINGS_BY_PARSER = """
CREATE TABLE article_version_by_parser (
    url TEXT NOT NULL REFERENCES article_current (url),
    version INTEGER NOT NULL,
    superseded_at TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    section TEXT,
    title TEXT NOT NULL,
    published TEXT,
    published_text TEXT,
    source TEXT,
    source_url TEXT,
    authors TEXT NOT NULL,
    editor TEXT,
    body TEXT NOT NULL,
    images TEXT NOT NULL,
    votes_up INTEGER,
    votes_down INTEGER,
    rights TEXT,
    footer_id INTEGER REFERENCES footer (id),
    word_count INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    capture_id INTEGER NOT NULL REFERENCES capture (id),
    run_id INTEGER NOT NULL REFERENCES run (id),
    parser TEXT NOT NULL,
    PRIMARY KEY (url, version, parser)
) STRICT;
INSERT INTO article_version_by_parser SELECT * FROM article_version;
DROP TABLE article_version;
ALTER TABLE article_version_by_parser RENAME TO article_version;
"""
"""SQLite cannot change a primary key in place."""

migrations = Migrations("zjcrawl")


def _initial(db: Database) -> None:
    db.executescript(_INITIAL)


def _frontier_of_run(db: Database) -> None:
    db.executescript(_FRONTIER_OF_RUN)


def _readings_by_parser(db: Database) -> None:
    db.executescript(_READINGS_BY_PARSER)


def _original_of_capture(db: Database) -> None:
    db.execute("ALTER TABLE capture ADD COLUMN original_id INTEGER REFERENCES capture (id)")


def _search(_db: Database) -> None:
    """Make nothing: the index that this made, ``_search_by_pairs`` makes in another way."""


def _takedown(db: Database) -> None:
    db.executescript(takedown.CREATE)


def _sights(db: Database) -> None:
    db.executescript(history.CREATE + sights.CREATE)


def _ledger(db: Database) -> None:
    db.executescript(ledger.CREATE)


def _coverage(db: Database) -> None:
    db.executescript(coverage.CREATE + alarms.CREATE)


def _rereadings(db: Database) -> None:
    db.executescript(history.REREADINGS)


def _stories(db: Database) -> None:
    db.executescript(meeting.CREATE + meeting.RECENT + stories.CREATE)
    stories.place_all(db.conn)


def _left_out(db: Database) -> None:
    db.execute(left_out.CREATE)


def _search_by_pairs(db: Database) -> None:
    db.execute("DROP TABLE IF EXISTS article_search")
    create_index(db.conn)


def _acknowledgements(db: Database) -> None:
    db.execute(alarms.ACKNOWLEDGEMENTS)


def _search_by_facts(db: Database) -> None:
    add_facts(db.conn)


def _recent_keys(db: Database) -> None:
    db.executescript(meeting.RECENT)


def _index_of_sections(db: Database) -> None:
    db.executescript(coverage.INDEX_ANEW)


def _larger_merges(db: Database) -> None:
    merge_seldom(db.conn)


_STEPS = {
    "0.1.0/initial": _initial,
    "0.1.0/frontier-of-run": _frontier_of_run,
    "0.1.0/original-of-capture": _original_of_capture,
    "0.1.0/readings-by-parser": _readings_by_parser,
    "0.1.0/search": _search,
    "0.1.0/takedown": _takedown,
    "0.1.0/sights": _sights,
    "0.1.0/ledger": _ledger,
    "0.1.0/coverage": _coverage,
    "0.1.0/rereadings": _rereadings,
    "0.1.0/stories": _stories,
    "0.1.0/search-by-pairs": _search_by_pairs,
    "0.1.0/search-by-facts": _search_by_facts,
    "0.1.0/left-out": _left_out,
    "0.1.0/acknowledgements": _acknowledgements,
    "0.1.0/recent-keys": _recent_keys,
    "0.1.0/index-of-sections": _index_of_sections,
    "0.1.0/larger-merges": _larger_merges,
}
for _name, _step in _STEPS.items():
    migrations(name=_name)(_step)


def migrate(db: Database) -> tuple[str, ...]:
    """Bring the schema up to date, and return the names of the migrations that this took.

    Each is one transaction, and none is applied twice.
    """
    pending = tuple(step.name for step in migrations.pending(db))
    if pending:
        migrations.apply(db)
    return pending


def refuse_newer(db: Database, path: str) -> None:
    """Raise NewerArchiveError if the file has seen a migration that this zjcrawl does not know."""
    unknown = [step.name.split("/")[0] for step in migrations.applied(db) if step.name not in _STEPS]
    if unknown:
        needed = max(unknown, key=_version_key)
        raise NewerArchiveError(f"{path}: written by a newer zjcrawl; install zjcrawl {needed} or later to open it")


def _version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Sort ``0.10.0`` after ``0.9.0``, without failing on a form of version that a later zjcrawl may use."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in version.split("."))
