"""An article is found by any spelling of its URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store_samples import NOW, article, new_crawl
from zjcrawl.records import Outcome, OutcomeKind
from zjcrawl.store import open_archive

STORED = "http://www.zj123.com/%E6%96%B0%E9%97%BB/7.htm?id=1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    crawl = new_crawl(tmp_path)
    with crawl.archive as archive:
        crawl.put(article(1, url=STORED, site="zj123"))
        moved = Outcome("http://www.zj123.com/old.asp", OutcomeKind.ALIAS, "redirect", target=STORED)
        archive.put_outcome(1, moved, seen_at=NOW)
    return tmp_path / "archive.db"


@pytest.mark.parametrize(
    "url",
    [
        STORED,
        "https://www.zj123.com/%E6%96%B0%E9%97%BB/7.htm?id=1",
        "http://zj123.com/新闻/7.htm?id=1",
        "www.zj123.com/%e6%96%b0%e9%97%bb/7.htm?id=1",
        f"{STORED}&utm_source=mail#top",
        "http://www.zj123.com/old.asp",
    ],
)
def test_every_spelling_of_a_url_means_the_article(path: Path, url: str) -> None:
    with open_archive(path) as archive:
        assert archive.address(url) == STORED


def test_what_is_no_article_stays_as_it_was_given(path: Path) -> None:
    with open_archive(path) as archive:
        for url in ("http://www.zj123.com/8.htm", "no address at all", ""):
            assert archive.address(url) == url
