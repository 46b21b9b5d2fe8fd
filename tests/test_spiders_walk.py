"""Where a crawl goes from a page it has read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Decoding, Kind, Link, Listing, Page, Pager
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.spiders.walk import Walk

HOME = "http://www.zj123.com"


def page(articles: range, listings: tuple[str, ...] = (), frames: tuple[str, ...] = ()) -> Page:
    links = tuple(Link(f"第{n}篇", f"{HOME}/show.asp?id={n}") for n in articles)
    fuller = tuple(Link("更多", url) for url in listings)
    return Page(Kind.LISTING, HOME, "", Decoding(None, "utf-8"), listing=Listing(links, fuller), frames=frames)


def test_a_full_list_leads_on_only_while_it_brings_articles_new_to_its_section() -> None:
    walk = Walk(ZJ123)
    first, second, third = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2, 3))
    assert second in walk.onward(first, page(range(8), (second.url,)))
    assert third in walk.onward(second, page(range(8, 16), (third.url,)))
    trap = f"{HOME}/list.asp?p=4"
    assert all(visit.url != trap for visit in walk.onward(third, page(range(8, 16), (trap,))))


def test_the_frames_of_a_page_that_lists_nothing_are_lists_of_its_section() -> None:
    walk = Walk(ZJ123)
    visit = walk.visit(f"{HOME}/class.asp?id=1", Role.LISTING, "经济热点")
    frames = (f"{HOME}/list.asp?id=1", "http://ads.example.com/")
    (inside,) = walk.onward(visit, page(range(0), frames=frames))
    assert (inside.url, inside.role, inside.section) == (frames[0], Role.LISTING, "经济热点")
    assert all(visit.role is Role.ARTICLE for visit in walk.onward(visit, page(range(3), frames=frames)))


def linking(*addresses: str) -> Page:
    links = tuple(Link(address, f"{HOME}/{address}") for address in addresses)
    return replace(page(range(0)), listing=Listing(links))


def test_the_links_around_a_list_that_is_at_its_end_are_no_articles() -> None:
    walk = Walk(ZJ123)
    first, last = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2))
    last = replace(last, number=2, first=first.key)
    assert list(walk.onward(first, page(range(8))))
    assert list(walk.onward(last, linking("english/", "member/login.asp"))) == []
    assert list(walk.onward(last, linking("english/", "show.asp?id=99")))


def test_a_list_may_go_on_with_articles_of_other_addresses() -> None:
    walk = Walk(ZJ123)
    first, older = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2))
    assert list(walk.onward(first, page(range(8))))
    following = walk.onward(replace(older, number=2, first=first.key), linking(*(f"old/{n}.htm" for n in range(8))))
    assert len(list(following)) == 8


def under(heading: str, articles: range, *others: str) -> Page:
    found = page(articles)
    assert found.listing is not None
    return replace(found, listing=replace(found.listing, heading=heading, other_headings=frozenset(others)))


def test_what_stands_beside_a_list_is_not_its_last_page() -> None:
    walk = Walk(ZJ123)
    first, last = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2))
    assert list(walk.onward(first, under("经济热点", range(8), "点击排行", "栏目更新")))
    assert list(walk.onward(replace(last, number=2, first=first.key), under("栏目更新", range(50, 58)))) == []


def test_a_list_goes_on_under_its_own_heading() -> None:
    walk = Walk(ZJ123)
    first, last = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2))
    assert list(walk.onward(first, under("最新文章", range(8), "最新文章", "点击排行")))
    assert list(walk.onward(replace(last, number=2, first=first.key), under("最新文章", range(8, 16))))


def test_of_a_pager_that_shows_thousands_of_pages_a_visit_remembers_the_next_ones() -> None:
    walk = Walk(ZJ123)
    addresses = tuple((n, f"{HOME}/list.asp?p={n}") for n in range(2, 5_000))
    first = walk.visit(f"{HOME}/list.asp?p=1", Role.LISTING, "经济热点")
    (following,) = (
        visit
        for visit in walk.onward(first, replace(page(range(8)), pager=Pager(addresses)))
        if visit.role is Role.LISTING
    )
    assert [number for number, _ in following.later] == list(range(3, 23))


def test_what_is_before_the_second_page_was_walked_under_another_address() -> None:
    walk = Walk(ZJ123)
    second = replace(walk.visit(f"{HOME}/list.pl?c=6&start=15", Role.LISTING, "经济热点"), number=2)
    pager = Pager(following=f"{HOME}/list.pl?c=6&start=30", preceding=f"{HOME}/list.pl?c=6&start=0")
    assert [visit.url for visit in walk.walked(second, replace(page(range(3)), pager=pager))] == [pager.preceding]
    assert list(walk.walked(replace(second, number=3), replace(page(range(3)), pager=pager))) == []


def test_addresses_without_a_shape_in_common_do_not_fill_the_memory() -> None:
    walk = Walk(ZJ123)
    name = (f"{HOME}/{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}/1.html" for n in range(3_000))
    for url in name:
        walk.learn(walk.visit(url, Role.ARTICLE), Kind.ARTICLE)
    last = walk.visit(f"{HOME}/ekj/1.html", Role.ARTICLE)
    assert walk.is_like_articles(last)
    assert len(walk.shapes(last).articles) <= 1_000


def test_a_shape_that_led_to_no_article_eight_times_is_a_trap_until_one_is_met() -> None:
    walk = Walk(ZJ123)
    visits = [walk.visit(f"{HOME}/calendar/{n}.html", Role.ARTICLE) for n in range(10)]
    told = [walk.learn(visit, Kind.OTHER) for visit in visits[:8]]
    assert told[:7] == [None] * 7
    assert told[7] is not None
    assert walk.learn(visits[8], Kind.MISSING) == told[7]
    assert walk.learn(visits[9], Kind.ARTICLE) is None
    assert walk.learn(visits[0], Kind.OTHER) is None


def test_an_article_is_met_once_in_whatever_order_its_parameters_stand() -> None:
    walk = Walk(ZJ123)
    first, second = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2))
    second = replace(second, number=2, first=first.key)
    written = [f"show.asp?id={n}&cid=4" for n in range(5)]
    assert len(list(walk.onward(first, linking(*written)))) == 5
    again = linking(*(f"show.asp?cid=4&id={n}" for n in range(6)))
    (new,) = walk.onward(second, again)
    assert new.url == f"{HOME}/show.asp?cid=4&id=5"
    assert [visit.url for visit in walk.onward(second, again)] == [new.url], "the order it was met in is its name"


def test_a_list_that_shows_the_same_in_another_order_of_parameters_brings_nothing_new() -> None:
    walk = Walk(ZJ123)
    first, second = (walk.visit(f"{HOME}/list.asp?p={n}", Role.LISTING, "经济热点") for n in (1, 2))
    second = replace(second, number=2, first=first.key)
    onward = Pager(((3, f"{HOME}/list.asp?p=3"),), f"{HOME}/list.asp?p=3", 2)
    assert list(walk.onward(first, linking(*(f"show.asp?id={n}&cid=4" for n in range(5)))))
    again = linking(*(f"show.asp?cid=4&id={n}" for n in range(5)))
    assert list(walk.onward(second, replace(again, pager=onward))) == []


YEARS = tuple(f"{HOME}/archive.asp?year={year}" for year in (2012, 2011, 2010, 2009))


def of_years(*articles: int, following: str | None = None) -> Page:
    """A list, or a page of an archive, of these articles, with links to all years."""
    links = tuple(Link(f"第{n}篇", f"{HOME}/show.asp?id={n}") for n in articles)
    listing = Listing(links, archives=tuple(Link(url[-4:], url) for url in YEARS))
    return Page(Kind.LISTING, HOME, "", Decoding(None, "utf-8"), listing=listing, pager=Pager(following=following))


def walk_of_years() -> tuple[Walk, list[Visit]]:
    """A walk that has met the articles 0 to 7 in a list, and the archives that the list leads to."""
    walk = Walk(ZJ123)
    walk.learn(walk.visit(f"{HOME}/show.asp?id=0", Role.ARTICLE), Kind.ARTICLE)
    list_ = walk.visit(f"{HOME}/class.asp?id=1", Role.LISTING, "经济热点")
    return walk, archives_in(walk.onward(list_, of_years(*range(8))))


def archives_in(visits: Iterable[Visit]) -> list[Visit]:
    return [visit for visit in visits if visit.archive]


def test_the_first_and_the_last_archive_are_visited_after_the_lists() -> None:
    walk, ends = walk_of_years()
    assert [visit.url for visit in ends] == [YEARS[0], YEARS[-1]]
    assert all(visit.priority < walk.visit(HOME, Role.LISTING).priority for visit in ends)
    assert all(Visit.from_json(visit.to_json()) == visit for visit in ends)


def test_archives_that_show_what_the_list_has_shown_lead_no_further() -> None:
    walk, ends = walk_of_years()
    assert [archives_in(walk.onward(visit, of_years(*range(4)))) for visit in ends] == [[], []]


def test_an_archive_that_brings_articles_leads_to_the_next_one_and_so_does_an_empty_one() -> None:
    walk, (first, last) = walk_of_years()
    assert archives_in(walk.onward(first, of_years(*range(8)))) == []
    assert YEARS[2] in [visit.url for visit in archives_in(walk.onward(last, of_years()))]
    before = next(visit for visit in archives_in(walk.onward(last, of_years(8, 9))) if visit.url == YEARS[2])
    assert YEARS[1] in [visit.url for visit in archives_in(walk.onward(before, of_years(10, 11)))]


def test_the_second_page_of_an_archive_is_visited_whatever_the_first_shows_and_the_third_for_what_is_new() -> None:
    walk, (first, _) = walk_of_years()
    second, third = (f"{YEARS[0]}&page={number}" for number in (2, 3))
    (onward,) = archives_in(walk.onward(first, of_years(*range(8), following=second)))
    assert onward.url == second
    assert third in [visit.url for visit in walk.onward(onward, of_years(8, 9, following=third))]
    walk, (first, _) = walk_of_years()
    (onward,) = archives_in(walk.onward(first, of_years(*range(8), following=second)))
    assert archives_in(walk.onward(onward, of_years(1, 2, following=third))) == []


def test_an_archive_that_lists_nothing_like_articles_leads_nowhere() -> None:
    walk, (first, _) = walk_of_years()
    assert list(walk.onward(first, linking("login.asp", "search.asp"))) == []


def test_a_walk_that_goes_on_after_a_stop_and_has_met_no_article_yet_follows_an_archive() -> None:
    _, (first, _) = walk_of_years()
    assert len([visit for visit in Walk(ZJ123).onward(first, of_years(*range(4))) if visit.role is Role.ARTICLE]) == 4
