"""Pages of an article joined in their order, and what is no page of it left alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import HtmlResponse, Response

from zjcrawl.frontier.canonical import in_scope
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Article, Decoding, Footer, Image, Kind, Page, Pager, Site
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.spiders.continuation import Whole, whole_article
from zjcrawl.spiders.session import Session

BASE = "http://www.zj123.com/news/7"


def url(number: int) -> str:
    """The address of a page of the article."""
    return f"{BASE}.html" if number == 1 else f"{BASE}_{number}.html"


def page(number: int, *, last: int = 1, kind: Kind = Kind.ARTICLE, at: str | None = None, **said: Any) -> Page:
    """A page as it is read: its text, and a pager to all pages but itself."""
    here = at or url(number)
    numbered = tuple((n, url(n)) for n in range(1, last + 1) if n != number)
    following = url(number + 1) if number < last else None
    said = {"title": "统筹城乡", "body": f"第{number}页的正文", **said}
    article = Article(here, **said) if kind is Kind.ARTICLE else None
    return Page(kind, here, "", Decoding(None, "utf-8"), article, pager=Pager(numbered, following, number))


@dataclass
class Portal:
    """Pages by their address, as a spider without an archive fetches and reads them."""

    pages: dict[str, Page | int | Exception]
    site: Site = ZJ123
    session: Session | None = None
    asked: list[str] = field(default_factory=list)

    def in_scope(self, url: str) -> bool:
        return in_scope(url, self.site)

    async def download(self, request: Request) -> Response:
        self.asked.append(request.url)
        found = self.pages[request.url]
        if isinstance(found, Exception):
            raise found
        return HtmlResponse(request.url, status=found if isinstance(found, int) else 200)

    def read(self, response: Response, _visit: Visit) -> Page:
        found = self.pages[response.url]
        return found if isinstance(found, Page) else page(0, kind=Kind.OTHER)


def joined(*pages: Page | int | Exception) -> tuple[Whole, list[str]]:
    """Put the article together that the first of ``pages`` begins; say what was asked for as well."""
    portal = Portal({url(number): found for number, found in enumerate(pages, 1)})
    first = pages[0]
    assert isinstance(first, Page)
    assert first.article is not None
    whole = asyncio.run(whole_article(portal, Visit(url(1), url(1), Role.ARTICLE), first, first.article))
    return whole, portal.asked


def test_an_article_on_one_page_asks_for_nothing() -> None:
    assert joined(page(1)) == (Whole(Article(url(1), title="统筹城乡", body="第1页的正文"), 1, complete=True), [])


def test_pages_are_joined_in_their_order() -> None:
    whole, asked = joined(*(page(number, last=3) for number in (1, 2, 3)))
    assert (whole.article.body, whole.pages, whole.complete) == ("第1页的正文\n第2页的正文\n第3页的正文", 3, True)
    assert whole.article.url == url(1)
    assert asked == [url(2), url(3)]


def test_what_only_a_later_page_says_is_taken_from_it() -> None:
    picture = Image("http://www.zj123.com/1.jpg")
    whole, _ = joined(
        page(1, last=2, source="余杭新闻网", images=(picture,)),
        page(2, last=2, source="别处", editor="李娜", votes_up=0, footer=Footer(phone="1"), images=(picture,)),
    )
    article = whole.article
    assert (article.source, article.editor, article.votes_up, article.footer) == (
        "余杭新闻网",
        "李娜",
        0,
        Footer(phone="1"),
    )
    assert article.images == (picture,)


def test_a_number_after_the_title_of_a_further_page_is_no_other_title() -> None:
    whole, _ = joined(page(1, last=2), page(2, last=2, title="统筹城乡(2)"))
    assert whole.pages == 2


@pytest.mark.parametrize(
    "following",
    [
        page(2, last=2, title="另一篇文章"),
        page(2, last=2, body="第1页的正文"),
        page(2, last=2, body=None),
        page(2, last=2, kind=Kind.LISTING),
        page(2, last=2, kind=Kind.MISSING),
    ],
)
def test_what_is_no_further_page_ends_the_article(following: Page) -> None:
    whole, asked = joined(page(1, last=2), following)
    assert (whole.article.body, whole.pages, whole.complete) == ("第1页的正文", 1, True)
    assert asked == [url(2)]


@pytest.mark.parametrize("failure", [500, 404, DownloadTimeoutError("late")])
def test_a_page_that_cannot_be_had_leaves_the_article_incomplete(failure: int | Exception) -> None:
    whole, _ = joined(page(1, last=3), page(2, last=3), failure)
    assert (whole.article.body, whole.pages, whole.complete) == ("第1页的正文\n第2页的正文", 2, False)


def test_a_pager_that_leads_in_a_circle_ends() -> None:
    second = page(2, last=2)
    circle = Page(second.kind, second.url, "", second.decoding, second.article, pager=Pager(following=url(1)))
    whole, asked = joined(page(1, last=2), circle)
    assert (whole.pages, whole.complete, asked) == (2, True, [url(2)])


def test_a_pager_without_an_end_is_left() -> None:
    whole, asked = joined(*(page(number, last=number + 1) for number in range(1, 300)))
    assert (whole.pages, whole.complete) == (200, False)
    assert len(asked) == 199


def test_a_further_page_elsewhere_is_not_asked_for() -> None:
    first = page(1)
    away = Page(first.kind, first.url, "", first.decoding, first.article, pager=Pager(following="http://evil.test/2"))
    assert joined(away) == joined(page(1))
