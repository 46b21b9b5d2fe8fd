"""A better reader improves what was captured long ago, loses nothing, and can be stopped at any moment."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawls import ROOT, Finished, SmallPortal, copied, crawl, environment, is_whole, rows, run
from zjcrawl.sites.parser import parser
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.store.archive import Archive
from zjcrawl.store.index import remove_from_index
from zjcrawl.store.reader import open_archive
from zjcrawl.upkeep.reparsing import where_they_part

EVERYTHING = "SELECT * FROM article_current ORDER BY id"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a portal with articles on several pages."""
    database = tmp_path_factory.mktemp("reparse") / "a.db"
    with SmallPortal("b", 60) as portal:
        crawl(database, portal.proxy)
    assert rows(database, "SELECT max(pages) > 1 FROM article_current") == [(1,)]
    return database


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it, as an earlier parser would have left it: as good, but for what a test makes worse."""
    shutil.copytree(crawled.with_name("a-warc"), tmp_path / "a-warc")
    archive = copied(crawled, tmp_path)
    execute(archive, "UPDATE article_current SET parser = 'zjcrawl 0.0.1+old'")
    return archive


def execute(archive: Path, sql: str) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute(sql)


def reparse(archive: Path, *options: str) -> Finished:
    return run("reparse", archive, "--jobs", "1", *options)


def found(archive: Path, *options: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(reparse(archive, "--json", *options).out)
    return told


def test_what_was_read_as_well_before_only_names_the_new_parser(crawled: Path, archive: Path) -> None:
    done = reparse(archive)
    assert (done.code, done.out) == (
        0,
        "60 articles read again, 0 say otherwise, 0 left as they are; of 3 other pages 0 are articles now\n",
    )
    assert rows(archive, EVERYTHING) == rows(crawled, EVERYTHING)
    assert rows(archive, "SELECT DISTINCT parser FROM article_current") == [(parser(ZJ123),)]
    assert rows(archive, "SELECT count(*) FROM article_version") == [(0,)]


def test_a_better_reading_takes_the_place_of_the_old_which_is_kept_with_its_parser(
    crawled: Path, archive: Path
) -> None:
    execute(archive, "UPDATE article_current SET title = title || '_浙江民营企业网', votes_up = NULL WHERE id <= 5")
    told = found(archive)
    assert (told["articles"], told["differing"], told["left"]) == (60, 5, [])
    assert told["changed"] == {"title": 5, "votes_up": 5}
    assert told["samples"]["title"][0]["before"].endswith("_浙江民营企业网")
    assert rows(archive, EVERYTHING) == rows(crawled, EVERYTHING)
    kept = "SELECT DISTINCT version, parser, title LIKE '%\\_浙江民营企业网' ESCAPE '\\' FROM article_version"
    assert rows(archive, kept) == [(1, "zjcrawl 0.0.1+old", 1)]
    assert run("verify", archive, "--all", "--jobs", "1").code == 0


def test_texts_find_their_story_and_their_copies_again(crawled: Path, archive: Path) -> None:
    execute(archive, "UPDATE article_current SET body = '菜单\n' || body, text_digest = id, copy_of = NULL")
    reparse(archive)
    texts = "SELECT url, body, text_digest, copy_of IS NULL FROM article_current ORDER BY id"
    assert rows(archive, texts) == rows(crawled, texts)


def test_a_dry_run_says_the_same_and_changes_nothing(archive: Path) -> None:
    execute(archive, "UPDATE article_current SET source = '来源：' || source WHERE id <= 3")
    before = rows(archive, EVERYTHING)
    dry = found(archive, "--dry-run")
    assert rows(archive, EVERYTHING) == before
    assert found(archive) == dry


def test_a_value_is_not_lost_unless_that_is_allowed(archive: Path) -> None:
    execute(archive, "UPDATE article_current SET source_url = 'http://a.test/', title = '改' WHERE source_url IS NULL")
    told = found(archive)
    losing = told["lost"]["source_url"]
    assert losing == len(told["left"]) > 0
    assert {left["reason"] for left in told["left"]} == {"would lose source_url"}
    assert rows(archive, "SELECT count(*) FROM article_current WHERE title = '改' AND parser LIKE '%old'") == [
        (losing,)
    ]
    assert reparse(archive).code == 1
    assert reparse(archive, "--allow-loss").code == 0
    assert rows(archive, "SELECT count(*) FROM article_current WHERE title = '改' OR parser LIKE '%old'") == [(0,)]


def moved(archive: Path, number: int, address: str) -> tuple[str, str]:
    """Store an article as a reader did that took another address for its canonical one; return both addresses."""
    ((url,),) = rows(archive, "SELECT url FROM article_current WHERE id = ?", number)
    for table, column in (
        ("article_current", "url"), ("article_current", "copy_of"), ("article_version", "url"), ("sight", "url"),
        ("ledger", "url"), ("url_outcome", "target"), ("url_outcome", "url"),
    ):  # fmt: skip
        execute(archive, f"UPDATE OR IGNORE {table} SET {column} = '{address}' WHERE {column} = '{url}'")  # noqa: S608
    return url, address


def test_an_article_moves_to_the_address_that_it_has_now_with_all_that_is_known_of_it(
    crawled: Path, archive: Path
) -> None:
    execute(archive, EARLIER)
    execute(archive, "UPDATE article_current SET version = 2")
    execute(archive, "UPDATE article_version SET title = '旧' || title")
    execute(
        archive,
        "INSERT INTO takedown VALUES (1, (SELECT url FROM article_current WHERE id = 5), 'hide', 'w', 'y', '2026', NULL, '[]')",
    )
    now, before = moved(archive, 5, "http://www.zj123.com/old?from=5")
    execute(archive, f"UPDATE takedown SET url = '{before}'")  # noqa: S608
    dry = found(archive, "--dry-run")
    assert (dry["changed"]["url"], dry["left"]) == (1, [])
    told = found(archive)
    assert (told["changed"], told["left"]) == (dry["changed"], [])
    assert [(one["before"], one["after"]) for one in told["samples"]["url"]] == [(before, now)]
    versions = (
        "SELECT a.url, v.version, v.title = a.title FROM article_current AS a JOIN article_version AS v USING (url)"
    )
    assert rows(archive, f"{versions} WHERE a.id = 5 AND v.reread_at IS NULL") == [(now, 1, 1)]
    for table in ("article_current", "article_version", "sight", "ledger", "takedown"):
        assert rows(archive, f"SELECT count(*) FROM {table} WHERE url = ?", before) == [(0,)]  # noqa: S608
    assert rows(archive, "SELECT DISTINCT target FROM url_outcome WHERE url = ?", before) == [(now,)]
    assert rows(archive, "SELECT url FROM takedown") == [(now,)]
    assert rows(archive, "SELECT url FROM article_current ORDER BY id") == rows(
        crawled, "SELECT url FROM article_current ORDER BY id"
    )
    assert is_whole(archive)
    assert found(archive, "--all")["changed"] == {}


def test_an_article_whose_address_is_anothers_now_stays_and_is_named(archive: Path) -> None:
    now, before = moved(archive, 5, "http://www.zj123.com/old?from=5")
    execute(archive, f"UPDATE article_current SET url = '{now}' WHERE id = 6")  # noqa: S608
    (left,) = (left for left in found(archive)["left"] if left["url"] == before)
    assert left["reason"] == f"stays at its address: {now} is another article, or one that was erased"
    assert rows(archive, "SELECT url FROM article_current WHERE id = 5") == [(before,)]


def test_what_cannot_be_read_any_more_stays_and_says_why(archive: Path) -> None:
    execute(
        archive,
        "UPDATE capture SET offset = offset + 1 WHERE id IN (SELECT capture_id FROM article_current WHERE id = 7)",
    )
    told = found(archive)
    (left,) = told["left"]
    assert left["url"] == rows(archive, "SELECT url FROM article_current WHERE id = 7")[0][0]
    assert "is damaged" in left["reason"]
    assert rows(archive, "SELECT count(*) FROM article_current WHERE parser LIKE '%old'") == [(1,)]


def test_what_is_no_article_any_more_stays_and_says_why(archive: Path) -> None:
    gone = (
        "UPDATE article_current SET capture_id = o.capture_id FROM url_outcome AS o WHERE o.kind = 'missing' AND id = 7"
    )
    execute(archive, gone)
    (left,) = found(archive)["left"]
    assert left["reason"].startswith("no article now: ")


EARLIER = """
INSERT INTO article_version (url, version, since, superseded_at, last_seen, section, title, published, published_text,
    source, source_url, authors, editor, body, images, votes_up, votes_down, rights, footer_id, word_count, pages,
    complete, capture_id, run_id, parser)
SELECT url, 1, since, last_seen, last_seen, section, title, published, published_text, source, source_url, authors,
    editor, body, images, votes_up, votes_down, rights, footer_id, word_count, pages, complete, capture_id, run_id,
    parser FROM article_current"""

READINGS = "SELECT url, version, title, parser LIKE '%old', reread_at IS NULL FROM article_version ORDER BY 1, 4, 5"


@pytest.fixture
def edited(archive: Path) -> Path:
    """An archive each of whose articles has an earlier version, which its captures make out to be the same text."""
    execute(archive, EARLIER)
    execute(archive, "UPDATE article_current SET version = 2")
    return archive


def test_earlier_versions_are_read_again_as_well(edited: Path) -> None:
    execute(edited, "UPDATE article_version SET title = title || '_旧' WHERE rowid <= 2")
    dry = found(edited, "--dry-run")
    assert (dry["articles"], dry["versions"], dry["differing"], dry["changed"]) == (60, 60, 2, {"title": 2})
    assert {(sample["version"], sample["before"][-2:]) for sample in dry["samples"]["title"]} == {(1, "_旧")}
    assert found(edited) == dry
    after = rows(edited, READINGS)
    titles = dict(rows(edited, "SELECT url, title FROM article_current"))
    kept = [row for row in after if row[3]]
    assert [(title.removesuffix("_旧"), counts) for _, _, title, _, counts in kept] == [
        (titles[url], 0) for url, *_ in kept
    ]
    assert len(kept) == 2
    assert [row[2] for row in after if row[4]] == [titles[row[0]] for row in after if row[4]]
    assert sum(row[4] for row in after) == 60
    assert run("verify", edited, "--all", "--jobs", "1").code == 0
    assert found(edited)["versions"] == 0


def test_an_earlier_version_loses_nothing_either(edited: Path) -> None:
    execute(edited, "UPDATE article_version SET source_url = 'http://a.test/' WHERE source_url IS NULL")
    told = found(edited)
    assert {(left["version"], left["reason"]) for left in told["left"]} == {(1, "would lose source_url")}
    before = rows(edited, READINGS)
    assert reparse(edited).code == 1
    assert rows(edited, READINGS) == before
    assert reparse(edited, "--allow-loss").code == 0
    assert rows(
        edited, "SELECT count(*) FROM article_version WHERE source_url = 'http://a.test/' AND reread_at IS NULL"
    ) == [(0,)]


def test_the_reading_that_counts_is_the_one_that_is_shown(edited: Path) -> None:
    execute(edited, "UPDATE article_version SET title = '改' WHERE rowid = 1")
    reparse(edited)
    ((url,),) = rows(edited, "SELECT url FROM article_version WHERE title = '改'")
    with open_archive(edited) as reader:
        shown = reader.versions(url)
    assert [(version["version"], version["title"] == "改") for version in shown] == [(1, False), (2, False)]


def forgotten(archive: Path, kind: str) -> str:
    """Have an article taken for a page of another kind when it was crawled; return its URL."""
    alone = """
        SELECT id, url FROM article_current AS a WHERE pages = 1 AND published IS NOT NULL
        AND (SELECT count(*) FROM article_current WHERE story_id = a.story_id) = 1 LIMIT 1"""
    with Archive.open(archive) as opened:
        conn = opened.db.conn
        number, url = conn.execute(alone).fetchone()
        remove_from_index(conn, number)
        conn.execute("DELETE FROM story_key_recent WHERE article_id = ?", (number,))
        conn.execute("DELETE FROM article_current WHERE id = ?", (number,))
        conn.execute("UPDATE url_outcome SET kind = ?, stored = NULL, target = NULL WHERE url = ?", (kind, url))
    return str(url)


ARTICLE = "SELECT url, site, section, title, published, source, body, footer, first_seen, capture FROM article"


@pytest.mark.parametrize("kind", ["other", "missing", "listing"])
def test_a_page_that_was_no_article_and_is_one_now_is_stored(crawled: Path, archive: Path, kind: str) -> None:
    url = forgotten(archive, kind)
    dry = found(archive, "--dry-run")
    assert [(new["url"], new["was"].partition(":")[0]) for new in dry["new"]] == [(url, kind)]
    assert rows(archive, "SELECT count(*) FROM article_current WHERE url = ?", url) == [(0,)]
    assert found(archive) == dry
    assert rows(archive, f"{ARTICLE} WHERE url = ?", url) == rows(crawled, f"{ARTICLE} WHERE url = ?", url)
    told = "SELECT o.kind, o.stored, run.source, run.ended_at IS NULL FROM url_outcome AS o JOIN run ON run.id = o.run_id WHERE o.url = ? ORDER BY run.id"
    assert rows(archive, told, url) == [(kind, None, "live", 0), ("article", "new", "reparse", 0)]
    assert run("verify", archive, "--all", "--jobs", "1").code == 0
    assert found(archive)["new"] == []


def test_a_list_is_no_article_to_whoever_reads_it_again(archive: Path) -> None:
    execute(archive, "UPDATE url_outcome SET kind = 'other', reason = 'unread' WHERE kind = 'listing'")
    told = found(archive)
    assert told["pages"] > 10
    assert told["new"] == []


def test_rows_that_were_changed_by_hand_are_mended_where_all_are_asked_for(crawled: Path, archive: Path) -> None:
    reparse(archive)
    execute(archive, "UPDATE article_current SET title = '改' WHERE id = 3")
    assert found(archive)["articles"] == 0
    assert found(archive, "--all")["changed"] == {"title": 1}
    assert rows(archive, EVERYTHING) == rows(crawled, EVERYTHING)
    assert rows(archive, "SELECT title FROM article_version") == [("改",)]


def test_several_processes_come_to_the_same(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    execute(archive, "UPDATE article_current SET title = title || '!'")
    other = copied(archive, tmp_path_factory.mktemp("two"))
    shutil.copytree(archive.with_name("a-warc"), other.with_name("a-warc"))
    alone, together = reparse(archive), run("reparse", other, "--jobs", "2")
    assert (together.code, together.out) == (alone.code, alone.out)
    assert rows(other, EVERYTHING) == rows(archive, EVERYTHING)


KILLED = """
import os, signal, sys
from itertools import islice
from pathlib import Path
from zjcrawl.upkeep import reparsing
from zjcrawl.store.archive import Archive
from zjcrawl.store.reader import open_archive

reparsing._COMMIT = 5
path = Path(sys.argv[1])

def track(articles, total):
    yield from islice(articles, 23)
    os.kill(os.getpid(), signal.SIGKILL)

with Archive.open(path) as archive, open_archive(path) as reader:
    reparsing.Reparser(reader, path.with_name("a-warc")).reparse(archive, allow_loss=False, track=track)
"""


def test_a_reparse_that_was_killed_goes_on_where_it_was(crawled: Path, archive: Path) -> None:
    execute(archive, "UPDATE article_current SET title = title || '!'")
    killed = subprocess.run([sys.executable, "-c", KILLED, archive], cwd=ROOT, env=environment())
    assert killed.returncode == -signal.SIGKILL
    assert is_whole(archive)
    assert found(archive)["articles"] == 40
    assert rows(archive, EVERYTHING) == rows(crawled, EVERYTHING)
    assert rows(archive, "SELECT count(*) FROM article_version") == [(60,)]


def test_a_crawl_into_the_same_file_keeps_a_reparse_out(archive: Path) -> None:
    with Archive.open(archive):
        done = reparse(archive)
        assert (done.code, found(archive, "--dry-run")["articles"]) == (1, 60)
    assert "wait for it" in done.complaint


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("一二三四五", "一二叁四五", ("二三四", "二叁四")),
        (None, "新", ("", "新")),
        ("多了尾巴", "多了", ("了尾巴", "了")),
        ("a\nb", "a\nc", ("¶b", "¶c")),
    ],
)
def test_two_values_are_shown_where_they_part(before: str | None, after: str, shown: tuple[str, str]) -> None:
    assert where_they_part(before, after, around=1) == shown
