"""Who carried a text, when, and what each says otherwise."""

from pathlib import Path

import pytest

from tests.store_samples import BODY, NOW, Crawl, article, new_crawl
from zjcrawl.changes import Part
from zjcrawl.reprints import Reprint, as_text, reprints, summary
from zjcrawl.store import open_archive
from zjcrawl.store.takedown import Level
from zjcrawl.upkeep.removal import Remaining, Request, remove

FIRST, SECOND, THIRD = (f"http://portal.test/{number}" for number in (1, 2, 3))

LONG = f"{BODY}\n据了解，今年以来全区新增企业三百余家，投资总额超过二十亿元。\n与会人员还实地察看了三个村的项目。"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """A text, its very copy at an earlier day, and one with other words in traditional characters."""
    crawl = new_crawl(tmp_path)
    crawl.put(article(1, body=LONG))
    crawl.put(article(2, body=LONG, title="另一个题目", published="2010-10-19", source="浙江日报"))
    crawl.put(article(3, body=LONG.replace("三百", "四百").replace("项目", "項目"), published=None, source=None))
    crawl.put(article(4, body="另外一篇文章，说的是完全不同的事情，与上面的会议毫无关系，篇幅也足够长。"))
    return crawl


def story(crawl: Crawl, folder: Path, url: str) -> list[Reprint]:
    with crawl.archive:
        pass
    with open_archive(folder / "archive.db") as archive:
        return reprints(archive.story(url), url)


def test_the_earliest_comes_first_and_each_says_what_it_has_otherwise(crawl: Crawl, tmp_path: Path) -> None:
    found = story(crawl, tmp_path, FIRST)
    assert [reprint.url for reprint in found] == [SECOND, FIRST, THIRD]
    assert found[0].parts == {
        "title": [[Part("removed", "统筹城乡区域发展是历史性机遇")], [Part("added", "另一个题目")]]
    }
    assert found[1].parts == {}
    (changed,) = found[2].parts["body"]
    assert [part for part in changed if part.what != "kept"] == [Part("removed", "三"), Part("added", "四")]
    assert summary(found) == "3 articles, carried by 浙江日报, 余杭新闻网"


def test_what_is_removed_is_that_of_the_article_asked_for(crawl: Crawl, tmp_path: Path) -> None:
    found = story(crawl, tmp_path, THIRD)
    (changed,) = found[1].parts["body"]
    assert [part for part in changed if part.what != "kept"] == [Part("removed", "四"), Part("added", "三")]
    shown = as_text(found, THIRD).plain
    assert "without date and source" not in shown
    assert f"区域发展\n  {THIRD}\n  the article asked for; first seen 2026-11-22T08:05:09Z" in shown
    assert f"2010-10-20 · 余杭新闻网 · 区域发展\n  {FIRST}\n  another text; " in shown
    assert "全区新增企业[-四-]{+三+}百余家" in shown


def test_an_article_that_nobody_else_carried_is_alone(crawl: Crawl, tmp_path: Path) -> None:
    (alone,) = story(crawl, tmp_path, "http://portal.test/4")
    assert (alone.parts, summary([alone])) == ({}, "nobody else carried this text")


def test_a_takedown_names_what_carries_the_text_and_leaves_it(crawl: Crawl, tmp_path: Path) -> None:
    hide = Request(SECOND, Level.HIDE, "某人", "隐私", NOW)
    assert remove(crawl.archive, tmp_path, hide) == [Remaining(FIRST, True, False), Remaining(THIRD, False, False)]
    erase = Request(FIRST, Level.TEXT, "某人", "隐私", NOW)
    assert remove(crawl.archive, tmp_path, erase) == [Remaining(SECOND, True, True), Remaining(THIRD, False, False)]
    assert [reprint.url for reprint in story(crawl, tmp_path, THIRD)] == [THIRD]
