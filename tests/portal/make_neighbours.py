"""Pages of the two neighbouring portals as fixtures; ``make_fixtures`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.portal.fixture import Fixture
from tests.portal.neighbours import Channels, Neighbour, News, Tables, TablesOf2009

_ORIGIN = (
    "Reconstructed: made-up words in the manner of {portal} of about {year}, from how such portals were built; {what}."
)


def neighbour_pages() -> list[Fixture]:
    """Articles of every kind of source, an article on two pages, and the lists."""
    return [*_channels(Channels()), *_tables(Tables()), *_of_2009(TablesOf2009())]


def _channels(portal: Channels) -> Iterator[Fixture]:
    for name, news in (("own", portal.news[0]), ("paper-of-the-group", portal.news[1]), ("reprint", portal.news[4])):
        yield _article(portal, f"{name}-article", news, f"an article of {news.source} on the host of a channel")
    yield from _two_pages(portal, portal.news[3])
    yield _page(portal, "home", portal.home, _listing(portal, "浙江新闻", 0, away=False), "the home")
    for number, name in enumerate(("listing-first", "listing-last")):
        yield _list(portal, name, "财经", number, "a channel's list, whose pager a script writes")


def _tables(portal: Tables) -> Iterator[Fixture]:
    for name, news in (("own", portal.news[0]), ("reprint", portal.news[2])):
        yield _article(portal, f"{name}-article", news, f"an article of {news.source} in a table")
    yield from _two_pages(portal, portal.news[3])
    yield _news_area(portal, "news-area", "boxes of headlines with 更多 under plain names")
    for number, name in enumerate(("listing-first", "listing-last")):
        yield _list(portal, name, "余杭要闻", number, "a section's list")
    gone = f"{portal.home}news/show.asp?id=9"
    missing = {"kind": "missing", "reason": "该文章不存在或已被删除"}
    yield _page(portal, "deleted", gone, missing, "a notice that an article is gone, answered with 200")


def _of_2009(portal: TablesOf2009) -> Iterator[Fixture]:
    yield _news_area(portal, "news-area-of-2009", "the same boxes, one under the name that its section had then")
    news = next(news for news in portal.news if news.section == "乡镇新闻")
    yield _article(portal, "of-2009-article", news, "an article of a section under the name it had then")


def _news_area(portal: Tables, name: str, what: str) -> Fixture:
    shown = [_link(portal, news) for section in portal.sections for news in portal.listed(section)[0]]
    links = list({link["url"]: link for link in shown}.values())
    area = {"kind": "listing", "url": f"{portal.home}news/", "articles": links, "listings": portal.navigation()}
    return _page(portal, name, f"{portal.home}news/", area, what)


def _article(portal: Neighbour, name: str, news: News, what: str, page: int = 0) -> Fixture:
    expected = {key: value for key, value in portal.expected(news).items() if not key.startswith("_")}
    url = portal.article_url(news, page)
    expected |= {"kind": "article", "url": url, "body": "\n".join(news.pages[page])}
    return _page(portal, name, url, expected, what)


def _two_pages(portal: Neighbour, news: News) -> Iterator[Fixture]:
    urls = [portal.article_url(news, page) for page in range(2)]
    following = urls[1] if isinstance(portal, Channels) else None
    pagers = (
        {"numbered": [[2, urls[1]]], "following": following, "current": 1},
        {"numbered": [[1, urls[0]]], "following": None, "current": 2},
    )
    for page, pager in enumerate(pagers):
        made = _article(portal, f"two-pages-{page + 1}", news, f"page {page + 1} of an article on two", page)
        made.expected["pager"] = pager
        yield made


def _list(portal: Neighbour, name: str, section: str, page: int, what: str) -> Fixture:
    return _page(portal, name, portal.list_url(section, page), _listing(portal, section, page), what)


def _listing(portal: Neighbour, section: str, page: int, *, away: bool = True) -> dict[str, Any]:
    other = portal.elsewhere(page) if away else None
    links = [_link(portal, news) for news in portal.listed(section)[page]] + ([other] if other else [])
    url = portal.list_url(section, page) if away else portal.home
    navigation = portal.navigation() if isinstance(portal, Channels) else []
    expected = {"kind": "listing", "url": url, "articles": links, "listings": navigation}
    return expected | ({"pager": portal.pager(section, page)} if away else {})


def _link(portal: Neighbour, news: News) -> dict[str, str]:
    return {"text": news.title, "url": portal.article_url(news)}


def _page(portal: Neighbour, name: str, url: str, expected: dict[str, Any], what: str) -> Fixture:
    served = portal.responses()[url]
    title = "浙江在线" if isinstance(portal, Channels) else "余杭新闻网"
    origin = _ORIGIN.format(portal=title, year=portal.latest.year, what=what)
    return Fixture(name, url, served.body, expected, origin, headers=served.headers, site=portal.name)
