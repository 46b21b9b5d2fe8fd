"""Archives that earlier states of zjcrawl wrote come forward with all their rows."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from tests.store_samples import article
from zjcrawl.cli import main
from zjcrawl.errors import ArchiveError
from zjcrawl.store import Archive, Stored, StoredAs, open_archive
from zjcrawl.store.schema import migrations

SAVED = sorted((Path(__file__).parent / "databases").glob("*.db.gz"))

MADE_ANEW = ("sqlite_", "_sqlite_", "article_search", "story")
"""How the names of tables begin that are not kept row by row: SQLite's own, the index, and what joins articles."""

JOINS = {"story_id"}


@pytest.fixture(params=SAVED, ids=lambda path: path.name.removesuffix(".db.gz"))
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with gzip.open(request.param) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path


def tables(conn: sqlite3.Connection) -> Iterator[str]:
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if not name.startswith(MADE_ANEW):
            yield name


def contents(path: Path) -> dict[str, list[dict[str, Any]]]:
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        return {name: [dict(row) for row in conn.execute(f"SELECT * FROM {name}")] for name in tables(conn)}  # noqa: S608


def test_there_is_a_saved_archive_for_each_step_but_the_last() -> None:
    steps = [step.name.rpartition("/")[2] for step in migrations.pending(Database(memory=True))]
    assert {path.name.removesuffix(".db.gz") for path in SAVED} >= set(steps[:-1])


def test_every_row_comes_forward_with_its_values(saved: Path) -> None:
    before = contents(saved)
    Archive.open(saved).close()
    after = contents(saved)
    assert before.keys() <= after.keys()
    for name, rows in before.items():
        kept = set(rows[0]) - JOINS if rows else set()
        assert [{key: row[key] for key in kept} for row in after[name]] == [
            {key: row[key] for key in kept} for row in rows
        ], name


def test_the_file_is_sound_and_like_a_new_one(saved: Path, tmp_path: Path) -> None:
    Archive.open(saved).close()
    Archive.open(tmp_path / "new.db").close()
    with closing(sqlite3.connect(saved)) as old, closing(sqlite3.connect(tmp_path / "new.db")) as new:
        assert old.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        assert old.execute(schema).fetchall() == new.execute(schema).fetchall()
        settings = "SELECT * FROM article_search_config ORDER BY k"
        assert old.execute(settings).fetchall() == new.execute(settings).fetchall()


def test_what_it_holds_is_found_and_exported(saved: Path) -> None:
    Archive.open(saved).close()
    with open_archive(saved) as archive:
        articles = list(archive.articles())
        assert len(articles) == 20
        word = articles[0]["title"][:4]
        assert articles[0]["url"] in {found["url"] for found in archive.search(word, limit=100)}
        assert [row["version"] for row in archive.versions(articles[0]["url"])] == [1]
        assert all(row["since"] == row["last_seen"] for row in archive.versions(articles[0]["url"]))


def test_a_crawl_goes_on_in_it(saved: Path) -> None:
    with Archive.open(saved) as archive:
        known = archive.db.conn.execute("SELECT url FROM article LIMIT 1").fetchone()[0]
        run = archive.begin_run("zj123", "elsewhere", {})
        assert archive.known(known)
        stored = new_text_in(archive, run.id)
    assert stored.how is StoredAs.NEW


def new_text_in(archive: Archive, run_id: int) -> Stored:
    """Store an article as a crawl does, under the first capture that the archive has."""
    capture_id, fetched_at = archive.db.conn.execute("SELECT id, fetched_at FROM capture LIMIT 1").fetchone()
    seen_at = datetime.fromisoformat(fetched_at)
    return archive.put_article(article(1), capture_id=capture_id, run_id=run_id, seen_at=seen_at, parser="1")


def test_a_reader_asks_for_a_writer_first(saved: Path) -> None:
    with pytest.raises(ArchiveError, match=f"bring it forward: zjcrawl upgrade {saved}"):
        open_archive(saved)


def test_it_is_brought_forward_without_a_crawl(saved: Path) -> None:
    asked = CliRunner().invoke(main, ["search", str(saved), "余杭"])
    assert (asked.exit_code, asked.stderr) == (
        2, f"zjcrawl: {saved}: written by an older zjcrawl; bring it forward: zjcrawl upgrade {saved}\n",
    )  # fmt: skip
    brought = CliRunner().invoke(main, ["upgrade", str(saved)])
    assert brought.output.startswith(f"{saved}: brought forward: 0.1.0/")
    assert CliRunner().invoke(main, ["search", str(saved), "余杭"]).exit_code == 0
    assert CliRunner().invoke(main, ["upgrade", str(saved)]).output == f"{saved}: is up to date\n"
