import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store_samples import NOW, Crawl, article, new_crawl, rows
from zjcrawl.errors import ArchiveError, CaptureError
from zjcrawl.records import Capture, OutcomeKind, RecordRef
from zjcrawl.store import Archive, open_archive

BATCH = 10

WRITER = f"""
import sys
from pathlib import Path
from tests.store_samples import Crawl, article
from zjcrawl.store import Archive
crawl = Crawl(Archive.open(sys.argv[1]))
number = int(sys.argv[2])
while True:
    for _ in range({BATCH}):
        crawl.put(article(number))
        number += 1
    print("batch", flush=True)
    crawl.archive.commit()
    print(number, flush=True)
"""


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    yield crawl
    crawl.archive.close()


def reopened(crawl: Crawl) -> Archive:
    crawl.archive.close()
    crawl.archive = Archive.open(crawl.archive.path)
    return crawl.archive


def test_what_was_not_committed_is_forgotten_as_one(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.archive.commit()
    crawl.put(article(2))
    crawl.archive.db.conn.execute(
        "INSERT INTO frontier (run_id, key, url, state, seq) VALUES (1, 'k', 'u', 'pending', 1)"
    )
    archive = reopened(crawl)
    assert rows(archive, "SELECT url FROM article") == [("http://portal.test/1",)]
    assert rows(archive, "SELECT count(*) FROM frontier") == [(0,)]
    assert rows(archive, "SELECT count(*) FROM capture") == [(1,)]


def test_leaving_a_with_block_commits_and_an_exception_does_not(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive:
        archive.begin_run("zj123", "live", {})
    with suppress(RuntimeError), Archive.open(path) as archive:
        archive.begin_run("other", "live", {})
        raise RuntimeError
    with open_archive(path) as reader:
        assert [run["site"] for run in reader.db["run"].rows] == ["zj123"]


def test_captures_are_flushed_before_rows_are_committed(crawl: Crawl) -> None:
    crawl.put(article(1))
    seen = []

    def flush() -> None:
        with open_archive(crawl.archive.path) as reader:
            seen.append(reader.article("http://portal.test/1"))

    crawl.archive.before_commit.append(flush)
    crawl.archive.commit()
    assert seen == [None]


def test_rows_are_not_committed_when_captures_cannot_be_flushed(crawl: Crawl) -> None:
    def fail() -> None:
        raise CaptureError("disk full")

    crawl.put(article(1))
    crawl.archive.before_commit.append(fail)
    with pytest.raises(CaptureError):
        crawl.archive.commit()
    assert rows(reopened(crawl), "SELECT count(*) FROM article") == [(0,)]


def test_an_unfinished_run_is_resumed_and_a_finished_one_is_not(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive.db") as archive:
        first = archive.begin_run("zj123", "live", {"DOWNLOAD_DELAY": 1.5})
        again = archive.begin_run("zj123", "live", {})
        assert (again.id, again.resumed, again.started_at) == (first.id, 1, first.started_at)
        assert archive.begin_run("zj123", "wayback", {}).id != first.id
        assert archive.begin_run("other", "live", {}).id != first.id
        archive.end_run(again, "finished")
        assert archive.begin_run("zj123", "live", {}).id not in {first.id, again.id}
        assert rows(archive, "SELECT settings, reason FROM run WHERE id = ?", first.id) == [
            ('{"DOWNLOAD_DELAY":1.5}', "finished")
        ]


def test_an_ended_run_has_its_counts(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.put(article(2, body=article(1).body))
    crawl.note("http://portal.test/0", OutcomeKind.LISTING)
    crawl.note("http://portal.test/1?page=2", OutcomeKind.ARTICLE, target="http://portal.test/1")
    crawl.note("http://portal.test/1?from=qq", OutcomeKind.ALIAS, target="http://portal.test/1")
    crawl.note("http://portal.test/404", OutcomeKind.MISSING)
    crawl.archive.end_run(crawl.run, "finished")
    counts = json.loads(rows(crawl.archive, "SELECT counts FROM run")[0][0])
    assert {name: count for name, count in counts.items() if count} == {
        "seen": 6, "stored": 1, "copies": 1, "duplicates": 2, "aliases": 1, "continued": 1, "listings": 1, "missing": 1
    }  # fmt: skip


def test_the_same_record_is_one_capture(crawl: Crawl) -> None:
    first = crawl.capture("http://portal.test/1")
    crawl.offset -= 100
    assert crawl.capture("http://portal.test/1") == first
    assert crawl.capture("http://portal.test/1") != first


def test_a_capture_without_its_record_is_refused(crawl: Crawl) -> None:
    with pytest.raises(CaptureError, match="no WARC record"):
        crawl.archive.add_capture(Capture("http://portal.test/1", 200, (), b"", NOW))


def test_times_without_a_zone_are_refused(crawl: Crawl) -> None:
    with pytest.raises(ValueError, match="has no zone"):
        crawl.archive.touch("http://portal.test/1", datetime(2026, 11, 22))  # noqa: DTZ001


def test_a_later_outcome_replaces_the_earlier_one_of_the_run(crawl: Crawl) -> None:
    crawl.note("http://portal.test/1", OutcomeKind.FAILED, "500")
    crawl.put(article(1))
    assert rows(crawl.archive, "SELECT kind, reason, stored FROM url_outcome") == [("article", "title and body", "new")]


def test_an_article_fetched_twice_in_a_run_counts_as_what_it_was_first(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.put(article(1))
    assert rows(crawl.archive, "SELECT stored FROM url_outcome") == [("new",)]
    crawl.put(article(1, title="改"))
    assert rows(crawl.archive, "SELECT stored FROM url_outcome") == [("changed",)]


def test_a_missing_page_marks_its_article_as_gone_until_it_is_back(crawl: Crawl) -> None:
    crawl.put(article(1))
    url = "http://portal.test/1"
    crawl.note(url, OutcomeKind.FAILED)
    assert rows(crawl.archive, "SELECT gone_at FROM article") == [(None,)]
    crawl.note(url, OutcomeKind.MISSING)
    crawl.note(url, OutcomeKind.MISSING)
    assert rows(crawl.archive, "SELECT gone_at FROM article") == [("2026-11-22T08:05:09Z",)]
    crawl.put(article(1), day=1)
    assert rows(crawl.archive, "SELECT gone_at FROM article") == [(None,)]


def test_a_listed_article_was_seen(crawl: Crawl) -> None:
    crawl.put(article(1))
    for days in (2, 1):
        crawl.archive.touch("http://portal.test/1", NOW + timedelta(days=days))
    crawl.archive.touch("http://portal.test/unknown", NOW)
    assert rows(crawl.archive, "SELECT last_seen FROM article") == [("2026-11-24T08:05:09Z",)]


def test_only_stored_articles_are_known(crawl: Crawl) -> None:
    crawl.put(article(1))
    crawl.note("http://portal.test/2", OutcomeKind.OTHER)
    assert crawl.archive.known("http://portal.test/1")
    assert not crawl.archive.known("http://portal.test/2")


def test_crawling_twice_adds_nothing_twice(tmp_path: Path) -> None:
    tables = ("article_current", "article_version", "story", "footer")
    counts = []
    for day in (0, 1):
        with Archive.open(tmp_path / "archive.db") as archive:
            crawl = Crawl(archive)
            for number in range(20):
                crawl.put(article(number % 15, url=f"http://portal.test/{number}"), day=day)
            archive.end_run(crawl.run, "finished")
            counts.append([archive.db[table].count for table in tables])
    assert counts == [[20, 0, 15, 1]] * 2


def test_kill_at_any_moment_loses_at_most_the_last_batch(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    committed = 0
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(path), str(committed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            signals = random.randint(1, 12)  # noqa: S311
            for _ in range(signals):
                line = writer.stdout.readline()
                committed = int(line) if line.strip().isdecimal() else committed
            os.kill(writer.pid, signal.SIGKILL)
        with closing(sqlite3.connect(path)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
            (stored,) = conn.execute("SELECT count(*) FROM article_current").fetchone()
            assert conn.execute("SELECT count(*) FROM url_outcome").fetchone() == (stored,)
            (runs,) = conn.execute("SELECT count(*) FROM run").fetchone()
            assert runs == 1 or not stored
        assert stored % BATCH == 0
        assert stored >= committed
        committed = stored


def put_many(crawl: Crawl) -> None:
    for number in range(2, 1000):
        crawl.put(article(number))


def test_a_full_disk_is_a_clear_error_and_leaves_what_was_committed(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1))
    crawl.archive.commit()
    (pages,) = rows(crawl.archive, "PRAGMA page_count")[0]
    crawl.archive.db.conn.execute(f"PRAGMA max_page_count = {pages + 5}")
    full = r"archive\.db: .*full; free space on the disk"
    with pytest.raises(ArchiveError, match=full):
        put_many(crawl)
    with pytest.raises(ArchiveError, match=full):
        crawl.archive.commit()
    crawl.archive.close()
    with open_archive(tmp_path / "archive.db") as reader:
        assert [found["url"] for found in reader.articles()] == ["http://portal.test/1"]
        assert reader.db["capture"].count == 1
        assert list(reader.db.query("PRAGMA integrity_check")) == [{"integrity_check": "ok"}]


def test_a_limit_on_file_size_is_a_clear_error_and_leaves_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))

    writer = subprocess.run(
        [sys.executable, "-c", WRITER, str(path), "0"], capture_output=True, text=True, preexec_fn=limit, check=False
    )
    assert writer.returncode == 1
    assert "ArchiveError" in writer.stderr.splitlines()[-1]
    assert writer.stderr.endswith("and start again\n")
    committed = [int(line) for line in writer.stdout.split() if line.isdecimal()][-1]
    with Archive.open(path) as archive:
        assert archive.db["article_current"].count == committed
        assert rows(archive, "PRAGMA integrity_check") == [("ok",)]


def test_captures_of_a_url_are_found_by_what_they_hold(crawl: Crawl) -> None:
    archive, url = crawl.archive, "http://portal.test/1"
    first, second, _, fourth, unknown = (RecordRef("a.warc.gz", number, 99, f"sha1:{number}") for number in range(5))
    same = RecordRef("a.warc.gz", 2, 99, first.digest, first)
    added = ((first, 200), (second, 200), (same, 304), (fourth, 500))
    ids = [archive.add_capture(Capture(url, status, (), b"", NOW, record)) for record, status in added]
    assert archive.payloads(url, 200) == [first, second]
    assert archive.last_payload(url) == first
    assert archive.latest_capture(url) == ids[3]
    assert archive.capture_id(second) == ids[1]
    assert (archive.payloads("http://portal.test/2", 200), archive.last_payload("http://portal.test/2")) == ([], None)
    assert archive.latest_capture("http://portal.test/2") is None
    with pytest.raises(CaptureError, match="add it first"):
        archive.capture_id(unknown)
    archive.commit()
    with open_archive(archive.path) as reader:
        assert [reader.record(capture_id) for capture_id in ids] == [record for record, _ in added]
        with pytest.raises(ArchiveError, match="no capture 99"):
            reader.record(99)
