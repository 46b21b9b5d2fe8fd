"""A page that goes on with an article is joined to it; any other is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zjcrawl.pages.joining import joined
from zjcrawl.records import Article, Image

FIRST = Article("http://www.zj123.com/1", "余杭召开会议", body="一", images=(Image("a"),), votes_up=0)
SECOND = replace(
    FIRST,
    title="余杭召开会议(2)",
    body="二",
    images=(Image("a"), Image("b")),
    votes_up=9,
    source="新华网",
    rights="reprint",
)


def test_the_texts_and_pictures_follow_each_other() -> None:
    whole = joined(FIRST, SECOND)
    assert whole is not None
    assert (whole.title, whole.body, whole.images) == (FIRST.title, "一\n二", (Image("a"), Image("b")))


def test_what_the_first_page_says_stays_and_what_it_lacks_is_filled() -> None:
    whole = joined(FIRST, SECOND)
    assert whole is not None
    assert (whole.votes_up, whole.source, whole.rights) == (0, "新华网", "reprint")


@pytest.mark.parametrize(
    "further",
    [None, replace(SECOND, title="别的新闻"), replace(SECOND, body=None), replace(SECOND, body="一")],
)
def test_what_is_another_page_is_not_joined(further: Article | None) -> None:
    assert joined(FIRST, further) is None


def test_a_further_page_needs_no_title() -> None:
    assert joined(FIRST, replace(SECOND, title=None)) is not None
