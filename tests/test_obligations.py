import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store_samples import NOW, Crawl, article, new_crawl
from zjcrawl.errors import CaptureError
from zjcrawl.store import Archive
from zjcrawl.store.takedown import Level
from zjcrawl.upkeep.obligations import LIST, note_takedowns, noted_takedowns

FIRST, SECOND = "http://portal.test/1", "http://portal.test/2"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1))
    crawl.put(article(2, body="另一篇文字。"))
    crawl.archive.commit()
    return crawl


def test_a_list_has_each_takedown_as_it_is_now(crawl: Crawl, tmp_path: Path) -> None:
    assert noted_takedowns(tmp_path) == []
    crawl.archive.take_down(FIRST, Level.HIDE, "某人", "隐私", NOW)
    crawl.archive.take_down(SECOND, Level.TEXT, "某人", "更正", NOW)
    assert note_takedowns(crawl.archive, tmp_path)
    crawl.archive.lift_takedown(FIRST, NOW + timedelta(days=1))
    assert note_takedowns(crawl.archive, tmp_path)
    assert noted_takedowns(tmp_path) == crawl.archive.takedowns()
    assert [row["lifted_at"] for row in noted_takedowns(tmp_path)] == ["2026-11-23T08:05:09Z", None]


def test_nothing_is_noted_twice_and_nothing_of_others_is_lost(crawl: Crawl, tmp_path: Path) -> None:
    others = '{"of":"another database"}\n'
    (tmp_path / LIST).write_text(others, encoding="utf-8")
    crawl.archive.take_down(FIRST, Level.HIDE, "某人", "隐私", NOW)
    for _ in range(2):
        note_takedowns(crawl.archive, tmp_path)
    theirs, ours = (tmp_path / LIST).read_text(encoding="utf-8").splitlines()
    assert f"{theirs}\n" == others
    assert json.loads(ours)["url"] == FIRST


def test_without_takedowns_there_is_no_list(crawl: Crawl, tmp_path: Path) -> None:
    assert note_takedowns(crawl.archive, tmp_path)
    assert not (tmp_path / LIST).exists()


def test_a_folder_that_is_not_there_is_told(crawl: Crawl, tmp_path: Path) -> None:
    crawl.archive.take_down(FIRST, Level.HIDE, "某人", "隐私", NOW)
    assert not note_takedowns(crawl.archive, tmp_path / "none")


def test_a_list_that_cannot_be_written_or_read_is_said(crawl: Crawl, tmp_path: Path) -> None:
    crawl.archive.take_down(FIRST, Level.HIDE, "某人", "隐私", NOW)
    with pytest.raises(CaptureError, match=r"takedown\.jsonl: cannot be written: .* would not know the takedown"):
        note_takedowns(crawl.archive, Path("/proc"))
    (tmp_path / LIST).write_text('{"url": "http://portal.test/1"}\n', encoding="utf-8")
    with pytest.raises(CaptureError, match=r"a line of it is no takedown: .*; restore the file from a copy"):
        noted_takedowns(tmp_path)


def test_what_was_carried_over_is_hidden_when_it_is_stored(crawl: Crawl, tmp_path: Path) -> None:
    crawl.archive.take_down(FIRST, Level.HIDE, "某人", "隐私", NOW)
    carried = crawl.archive.takedowns()
    (tmp_path / "anew").mkdir()
    anew = new_crawl(tmp_path / "anew")
    anew.archive.carry_takedowns(carried)
    anew.put(article(1))
    anew.archive.commit()
    assert is_hidden(anew.archive)
    anew.archive.lift_takedown(FIRST, NOW)
    anew.archive.commit()
    assert not is_hidden(anew.archive)


def is_hidden(archive: Archive) -> bool:
    """Whether the index lacks what the view lacks."""
    conn = archive.db.conn
    (shown,) = conn.execute("SELECT count(*) FROM article").fetchone()
    (found,) = conn.execute(
        "SELECT count(*) FROM article_search WHERE article_search MATCH '【undated OR 余杭'"
    ).fetchone()
    assert shown == found
    return not int(shown)
