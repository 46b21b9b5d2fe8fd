import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tests.portal.seed import PARAGRAPHS
from tests.store_samples import NOW, Crawl, article, new_crawl, rows
from zjcrawl.dedup.bodies import text_digest
from zjcrawl.dedup.keys import keys_needed, story_keys
from zjcrawl.dedup.likeness import same_story
from zjcrawl.dedup.units import units
from zjcrawl.store import Archive, StoredAs
from zjcrawl.store.schema import APPLICATION_ID, migrations
from zjcrawl.store.takedown import Level

WHOLE = "\n".join(PARAGRAPHS)
FRONT, BACK = WHOLE[: len(WHOLE) * 6 // 10], WHOLE[len(WHOLE) * 4 // 10 :]
"""Each is like the whole, and they are not like each other."""

PRICES = "余杭农副产品市场昨日报价,大白菜每公斤{}元,青菜每公斤{}元,番茄每公斤{}元,均与上周持平,市民可放心选购。"
TEXTS = (
    *(WHOLE, FRONT, BACK, f"本报余杭讯(记者王伟){WHOLE}", WHOLE.replace("区长", "代区长"), f"　　{WHOLE}"),
    *(PRICES.format("1.20", "2.35", "4.10"), PRICES.format("1.45", "2.80", "3.95"), "图片新闻", BACK.replace("\n", "")),
)


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        yield crawl


def url(number: int) -> str:
    return f"http://portal.test/{number}"


def stories(crawl: Crawl) -> dict[str, int]:
    return dict(rows(crawl.archive, "SELECT url, story_id FROM article_current"))


def partition(found: dict[str, int]) -> set[frozenset[str]]:
    return {frozenset(url for url in found if found[url] == story) for story in found.values()}


def expected(bodies: dict[str, str]) -> set[frozenset[str]]:
    """Join every pair that is one text, whatever the store does."""
    parts = {url: {url} for url in bodies}
    for one, other in combinations(bodies, 2):
        if are_one(bodies[one], bodies[other]):
            joined = parts[one] | parts[other]
            parts.update(dict.fromkeys(joined, joined))
    return {frozenset(part) for part in parts.values()}


def are_one(one: str, other: str) -> bool:
    if text_digest(article(1).title or "", one) == text_digest(article(1).title or "", other):
        return True
    first, second = units(one), units(other)
    shared = len(set(story_keys(first)) & set(story_keys(second)))
    return shared >= max(keys_needed(first), keys_needed(second)) and same_story(first, second)


KEYS = "SELECT * FROM story_key UNION ALL SELECT * FROM story_key_recent"


def keys_held(crawl: Crawl) -> set[tuple[str, int]]:
    sql = f"SELECT a.url, k.key FROM ({KEYS}) AS k LEFT JOIN article_current AS a ON a.id = k.article_id"  # noqa: S608
    return set(rows(crawl.archive, sql))


def keys_due(crawl: Crawl) -> set[tuple[str, int]]:
    originals = rows(crawl.archive, "SELECT url, body FROM article_current WHERE copy_of IS NULL")
    return {(url, key) for url, body in originals for key in story_keys(units(body))}


def test_a_reprint_shares_the_story_and_is_no_copy(crawl: Crawl) -> None:
    crawl.put(article(1, body=WHOLE))
    stored = crawl.put(article(2, title="另一个标题", body=f"新华社杭州10月21日电{WHOLE}(责任编辑:李娜)"))
    assert (stored.how, stored.story_id, stored.copy_of) == (StoredAs.NEW, 1, None)
    assert rows(crawl.archive, "SELECT count(*) FROM article_unique") == [(2,)]


def test_an_article_that_connects_two_stories_makes_them_one_with_the_lower_number(crawl: Crawl) -> None:
    for number, body in enumerate((FRONT, BACK, BACK), 1):
        crawl.put(article(number, body=body))
    assert list(stories(crawl).values()) == [1, 2, 2]
    assert crawl.put(article(4, body=WHOLE)).story_id == 1
    assert set(stories(crawl).values()) == {1}
    assert rows(crawl.archive, "SELECT * FROM story_number") == [(1, None), (2, 1)]


def test_a_story_that_loses_what_connected_it_falls_apart(crawl: Crawl) -> None:
    for number, body in enumerate((FRONT, BACK, WHOLE, BACK), 1):
        crawl.put(article(number, body=body))
    stored = crawl.put(article(3, body="浙江民营企业500强榜单昨日公布。"), day=1)
    found = stories(crawl)
    assert partition(found) == {frozenset({url(1)}), frozenset({url(2), url(4)}), frozenset({url(3)})}
    assert found[url(1)] == 1
    assert found[url(3)] == stored.story_id


def test_the_heir_of_an_original_goes_on_in_its_place(crawl: Crawl) -> None:
    for number, body in enumerate((WHOLE, WHOLE, FRONT), 1):
        crawl.put(article(number, body=body))
    crawl.put(article(1, body="浙江民营企业500强榜单昨日公布。"), day=1)
    assert partition(stories(crawl)) == {frozenset({url(1)}), frozenset({url(2), url(3)})}
    assert keys_held(crawl) == keys_due(crawl)


def test_an_article_alone_in_its_story_keeps_it_whatever_it_says(crawl: Crawl) -> None:
    crawl.put(article(1, body=WHOLE))
    assert crawl.put(article(1, body="浙江民营企业500强榜单昨日公布。"), day=1).story_id == 1


def test_an_older_capture_that_comes_in_later_moves_nothing(crawl: Crawl) -> None:
    crawl.put(article(1, body=WHOLE), day=2)
    crawl.put(article(2, body=BACK), day=2)
    before = stories(crawl)
    crawl.put(article(2, body=PRICES), day=1)
    assert stories(crawl) == before
    assert keys_held(crawl) == keys_due(crawl)


puts = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(TEXTS)), min_size=1, max_size=10)


@settings(max_examples=20, deadline=None)
@given(puts, st.sets(st.integers(1, 6), max_size=2), st.booleans())
def test_in_any_order_the_stories_are_what_the_last_texts_make_them(
    puts: list[tuple[int, str]], erased: set[int], reopened: bool
) -> None:
    with TemporaryDirectory() as folder:
        crawl = new_crawl(Path(folder))
        bodies: dict[str, str] = {}
        for day, (number, body) in enumerate(puts):
            crawl.put(article(number, body=body), day=day)
            bodies[url(number)] = body
            if reopened:
                crawl.archive.commit()
                crawl.archive.close()
                crawl.archive = Archive.open(Path(folder) / "archive.db")
        for number in erased & {number for number, _ in puts}:
            crawl.archive.take_down(url(number), Level.TEXT, "王伟", "更正", NOW)
            del bodies[url(number)]
        assert partition(stories(crawl)) == expected(bodies)
        assert keys_held(crawl) == keys_due(crawl)
        crawl.archive.close()


def test_what_is_not_committed_leaves_no_key_behind(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    crawl.archive.commit()
    crawl.put(article(1, body=WHOLE))
    crawl.archive.close()
    with Archive.open(tmp_path / "archive.db") as archive:
        assert rows(archive, "SELECT count(*) FROM story_key_recent") == [(0,)]
        assert rows(archive, "SELECT count(*) FROM story_number") == [(0,)]


def test_a_number_is_not_given_again(crawl: Crawl) -> None:
    crawl.put(article(1, body=WHOLE))
    crawl.archive.take_down(url(1), Level.TEXT, "王伟", "更正", NOW)
    assert crawl.put(article(2, body=WHOLE)).story_id == 2


def test_a_story_tells_its_earliest_article_and_who_carried_it(crawl: Crawl) -> None:
    crawl.put(article(1, body=WHOLE, published="2010-10-21", source="浙江日报"))
    crawl.put(article(2, body=WHOLE, published="2010-10-20T08:00:00+08:00", source="余杭新闻网"))
    crawl.put(article(3, body=f"本报讯 {WHOLE}。", published=None, source="浙江日报", site="eyh"))
    crawl.put(article(4, body=WHOLE, published="2010-10-19", source="钱江晚报"))
    crawl.archive.take_down(url(4), Level.HIDE, "王伟", "更正", NOW)
    [(story, first, published, articles, texts, outlets, sites)] = rows(
        crawl.archive, "SELECT id, url, published, articles, texts, outlets, sites FROM story"
    )
    assert (story, first, published, articles, texts) == (1, url(2), "2010-10-20T08:00:00+08:00", 3, 2)
    assert set(json.loads(outlets)) == {"浙江日报", "余杭新闻网"}
    assert set(json.loads(sites)) == {"zj123", "eyh"}


def test_a_file_from_before_is_brought_forward(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    with crawl.archive:
        for number, body in enumerate(TEXTS, 1):
            crawl.put(article(number, body=body))
    path = tmp_path / "before.db"
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(Database(conn), stop_before="0.1.0/stories")
        conn.execute("ATTACH ? AS new", (str(tmp_path / "archive.db"),))
        for table in ("run", "footer", "capture", "article_current"):
            conn.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")  # noqa: S608
        conn.execute(
            "UPDATE article_current SET story_id = ifnull((SELECT id FROM new.article_current AS o WHERE o.url = article_current.copy_of), id)"
        )
        conn.execute("INSERT INTO story SELECT id, url, first_seen FROM article_current WHERE copy_of IS NULL")
    with Archive.open(path) as archive, Archive.open(tmp_path / "archive.db") as new:
        old = dict(rows(archive, "SELECT url, story_id FROM article_current"))
        assert partition(old) == partition(dict(rows(new, "SELECT url, story_id FROM article_current")))
        keys = f"{KEYS} ORDER BY key, article_id"
        assert rows(archive, keys) == rows(new, keys)
        assert rows(archive, "PRAGMA foreign_key_check") == []
