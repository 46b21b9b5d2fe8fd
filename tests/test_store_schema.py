import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from zjcrawl.errors import NewerArchiveError
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.schema import APPLICATION_ID, migrate, migrations

DOCS = Path(__file__).parent.parent / "docs"

ARTICLE_KEYS = [
    "url",
    "site",
    "section",
    "title",
    "published",
    "published_text",
    "source",
    "source_url",
    "authors",
    "editor",
    "body",
    "images",
    "votes_up",
    "votes_down",
    "rights",
    "footer",
    "story_id",
    "copy_of",
    "word_count",
    "first_seen",
    "last_seen",
    "gone_at",
    "version",
    "capture",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    return path


def described_tables() -> dict[str, list[str]]:
    """Heading → the first column of the table whose head is `column`."""
    chapters = re.split(r"^## ", (DOCS / "schema.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    tables = {}
    for chapter in chapters:
        name, _, text = chapter.partition("\n")
        _, _, columns = text.partition("| column | meaning |\n|---|---|\n")
        tables[name] = re.findall(r"^\| (\w+) \|", columns, flags=re.MULTILINE)
    return tables


def test_the_documented_tables_and_columns_are_those_of_the_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        in_file = {
            name: [column[1] for column in conn.execute(f"PRAGMA table_info({name})")] if kind == "table" else []
            for kind, name in conn.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')")
        }
    assert described_tables() == in_file


def test_the_documented_fields_are_the_columns_of_both_views_in_order(path: Path) -> None:
    documented = re.findall(r"^\| (\w+) \|", (DOCS / "fields.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert documented[0] == "key"
    assert documented[1:] == ARTICLE_KEYS
    with closing(sqlite3.connect(path)) as conn:
        for view in ("article", "article_unique"):
            cursor = conn.execute(f"SELECT * FROM {view}")  # noqa: S608
            assert [column[0] for column in cursor.description] == ARTICLE_KEYS


def test_the_file_says_whose_it_is_and_is_in_wal_mode(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert f"`PRAGMA application_id` is {APPLICATION_ID}" in (DOCS / "schema.md").read_text(encoding="utf-8")


def test_opening_again_applies_no_migration_twice(path: Path) -> None:
    before = path.read_bytes()
    Archive.open(path).close()
    with Archive.open(path) as archive:
        migrate(archive.db)
        applied = [step.name for step in migrations.applied(archive.db)]
        assert len(applied) == len(set(applied)) == len(list(migrations.pending(Database(memory=True))))
    assert path.read_bytes() == before


def test_a_file_from_before_revisits_is_brought_forward_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(Database(conn), stop_before="0.1.0/original-of-capture")
        conn.execute("INSERT INTO capture VALUES (1, 'u', 200, 't', 'f', 0, 9, 'd', NULL, NULL, NULL)")
        conn.commit()
    with Archive.open(path) as archive:
        assert archive.db.conn.execute("SELECT url, digest, original_id FROM capture").fetchall() == [("u", "d", None)]


def test_an_interrupted_creation_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.ensure_migrations_table(Database(conn))
    with Archive.open(path) as archive:
        assert archive.db["article_current"].exists()


@pytest.mark.parametrize("opened", [Archive.open, open_archive])
def test_a_file_of_a_newer_version_is_refused_with_the_version_needed(
    path: Path, opened: Callable[[Path], object]
) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executemany(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('zjcrawl', ?, '')",
            [("0.9.0/search",), ("0.10.0/takedown",)],
        )
    before = path.read_bytes()
    with pytest.raises(NewerArchiveError, match=r"install zjcrawl 0\.10\.0 or later"):
        opened(path)
    assert path.read_bytes() == before


def test_the_next_pending_url_is_found_through_an_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        plan = conn.execute(
            "EXPLAIN QUERY PLAN SELECT url FROM frontier WHERE run_id = ? AND state = ? ORDER BY priority DESC, seq LIMIT 1",
            (1, "pending"),
        ).fetchall()
    assert ["USING INDEX frontier_next" in step[3] for step in plan] == [True]


def test_the_visits_of_an_older_file_stay_with_its_last_run(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(Database(conn), stop_before="0.1.0/frontier-of-run")
        conn.executemany(
            "INSERT INTO run (site, source, settings, started_at) VALUES ('a', 'live', '{}', ?)", ["1", "2"]
        )
        conn.execute("INSERT INTO frontier (key, url, state, seq, request) VALUES ('k', 'u', 'taken', 7, '{}')")
        conn.commit()
    with Archive.open(path) as archive:
        found = archive.db.conn.execute("SELECT run_id, key, url, state, seq, request FROM frontier").fetchall()
    assert [tuple(row) for row in found] == [(2, "k", "u", "taken", 7, "{}")]


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_the_plain_shell_of_sqlite_reads_the_views(path: Path) -> None:
    asked = "PRAGMA integrity_check; SELECT count(*) FROM article_unique;"
    shell = subprocess.run(["sqlite3", path, asked], capture_output=True, text=True, check=True)
    assert shell.stdout.split() == ["ok", "0"]
