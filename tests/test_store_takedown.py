from datetime import timedelta
from pathlib import Path

import pytest

from tests.store_samples import NOW, Crawl, article, new_crawl, rows
from zjcrawl.errors import UsageError
from zjcrawl.records import OutcomeKind
from zjcrawl.store import open_archive
from zjcrawl.store.takedown import Level

URL = "http://portal.test/1"
LATER = NOW + timedelta(days=3)


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1, body="敏感的旧文字,从前是这样写的。"))
    crawl.put(article(1, body="敏感的新文字,后来改成了这样。"), day=1)
    crawl.put(article(2))
    crawl.archive.commit()
    return crawl


def take_down(crawl: Crawl, level: Level) -> None:
    crawl.archive.take_down(URL, level, "某人", "隐私", LATER)


def shown(crawl: Crawl) -> tuple[list[str], list[str]]:
    """Return what the view and a search have."""
    with open_archive(crawl.archive.path) as archive:
        return [row["url"] for row in archive.articles()], [row["url"] for row in archive.search("文字 OR 余杭")]


def test_what_is_hidden_is_in_no_view_and_no_search_and_comes_back(crawl: Crawl) -> None:
    take_down(crawl, Level.HIDE)
    assert shown(crawl) == (["http://portal.test/2"], ["http://portal.test/2"])
    assert not crawl.archive.erased(URL)
    crawl.archive.lift_takedown(URL, LATER)
    crawl.archive.commit()
    assert [set(urls) for urls in shown(crawl)] == [{URL, "http://portal.test/2"}] * 2


def test_who_why_and_when_are_kept(crawl: Crawl) -> None:
    take_down(crawl, Level.HIDE)
    ((url, level, who, why, at, lifted, digests),) = rows(
        crawl.archive, "SELECT url, level, who, why, taken_at, lifted_at, digests FROM takedown"
    )
    assert (url, level, who, why, at, lifted) == (URL, "hide", "某人", "隐私", "2026-11-25T08:05:09Z", None)
    assert digests == '["sha1:100","sha1:200"]'


def test_a_hidden_article_that_changes_stays_hidden_and_is_found_once_when_lifted(crawl: Crawl) -> None:
    take_down(crawl, Level.HIDE)
    crawl.put(article(1, body="第三次写的文字。"), day=4)
    crawl.archive.commit()
    assert shown(crawl)[1] == ["http://portal.test/2"]
    crawl.archive.lift_takedown(URL, LATER)
    crawl.archive.commit()
    with open_archive(crawl.archive.path) as archive:
        assert [row["url"] for row in archive.search("第三次")] == [URL]
        assert archive.search("后来改成") == []


def test_nothing_of_an_erased_text_stays_in_the_file(crawl: Crawl) -> None:
    take_down(crawl, Level.TEXT)
    assert shown(crawl) == (["http://portal.test/2"], ["http://portal.test/2"])
    assert rows(crawl.archive, "SELECT url FROM article_version") == []
    assert rows(crawl.archive, "SELECT count(*) FROM story") == [(1,)]
    assert rows(crawl.archive, "SELECT count(*) FROM capture WHERE erased_at IS NULL") == [(3,)]
    assert crawl.archive.erased(URL)
    path = crawl.archive.path
    crawl.archive.close()
    for file in path.parent.iterdir():
        assert "文字".encode() not in file.read_bytes(), file
    assert "区领导".encode() in path.read_bytes()


def test_nothing_of_an_erased_text_stays_where_it_was_before(crawl: Crawl) -> None:
    crawl.put(article(1, body="敏感的长文字。" * 5_000), day=2)
    crawl.put(article(1, body="改过。"), day=3)
    crawl.archive.db.conn.execute("DELETE FROM article_version")
    crawl.archive.commit()
    assert rows(crawl.archive, "SELECT freelist_count > 5 FROM pragma_freelist_count") == [(1,)]
    assert "敏感的长文字。".encode() in on_disk(crawl)
    take_down(crawl, Level.TEXT)
    assert "文字".encode() not in on_disk(crawl)
    assert rows(crawl.archive, "PRAGMA integrity_check") == [("ok",)]


def on_disk(crawl: Crawl) -> bytes:
    return b"".join(file.read_bytes() for file in crawl.archive.path.parent.iterdir())


def test_erased_captures_are_marked_and_no_longer_originals(crawl: Crawl) -> None:
    assert crawl.archive.last_payload(URL) is not None
    take_down(crawl, Level.CAPTURES)
    assert rows(crawl.archive, "SELECT url FROM capture WHERE erased_at = '2026-11-25T08:05:09Z'") == [(URL,)] * 2
    assert crawl.archive.last_payload(URL) is None
    assert crawl.archive.payloads(URL, 200) == []


def test_a_copy_takes_the_place_of_an_erased_original(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    for number in (1, 2, 3):
        crawl.put(article(number, body="三处一样的文字,写得足够长,所以凭它自己就能认出来是同一篇。"))
    take_down(crawl, Level.TEXT)
    assert rows(crawl.archive, "SELECT url, copy_of FROM article ORDER BY url") == [
        ("http://portal.test/2", None),
        ("http://portal.test/3", "http://portal.test/2"),
    ]
    assert rows(crawl.archive, "SELECT url FROM story") == [("http://portal.test/2",)]
    assert rows(crawl.archive, "PRAGMA foreign_key_check") == []


def test_records_of_an_article_are_those_of_all_its_addresses_and_pages(crawl: Crawl) -> None:
    second = crawl.capture("http://portal.test/1_2")
    crawl.archive.db.conn.execute(
        "INSERT INTO url_outcome (run_id, url, kind, reason, target, capture_id, seen_at) VALUES (?, ?, ?, '', ?, ?, '')",
        (crawl.run.id, "http://portal.test/1_2", OutcomeKind.ARTICLE, URL, second),
    )
    assert [record.offset for record in crawl.archive.records_of(URL)] == [100, 200, 400]


def test_what_is_not_stored_cannot_be_taken_down_or_lifted(crawl: Crawl) -> None:
    with pytest.raises(UsageError, match=r"no article http://portal.test/9 in .*; give its URL"):
        crawl.archive.take_down("http://portal.test/9", Level.HIDE, "a", "b", NOW)
    with pytest.raises(UsageError, match="was not taken down"):
        crawl.archive.lift_takedown(URL, NOW)


def test_captures_can_be_erased_after_the_text(crawl: Crawl) -> None:
    take_down(crawl, Level.TEXT)
    take_down(crawl, Level.CAPTURES)
    assert rows(crawl.archive, "SELECT url FROM capture WHERE erased_at IS NOT NULL") == [(URL,)] * 2
    assert rows(crawl.archive, "SELECT level, json_array_length(digests) FROM takedown") == [
        ("text", 2),
        ("captures", 2),
    ]


def test_what_was_erased_is_not_taken_down_or_lifted_again(crawl: Crawl) -> None:
    take_down(crawl, Level.TEXT)
    with pytest.raises(UsageError, match="was erased, and cannot be had back"):
        take_down(crawl, Level.HIDE)
    with pytest.raises(UsageError, match="was erased, and cannot be had back"):
        crawl.archive.lift_takedown(URL, NOW)
