"""What is known of a page before it is fetched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.frontier.visit import Role, Visit

TEXT = st.text(alphabet=st.characters(codec="utf-8"))


@given(
    st.builds(
        Visit,
        key=TEXT,
        url=TEXT,
        role=st.sampled_from(Role),
        section=st.none() | TEXT,
        number=st.integers(1, 10**6),
        first=st.none() | TEXT,
        later=st.lists(st.tuples(st.integers(), TEXT), max_size=3).map(tuple),
    )
)
def test_a_visit_comes_back_from_the_database_as_it_was(visit: Visit) -> None:
    assert Visit.from_json(visit.to_json()) == visit


def test_articles_come_before_the_listings_that_lead_to_more_and_what_nothing_leads_to_last() -> None:
    order = sorted(Role, key=lambda role: -Visit("k", "u", role).priority)
    assert order == [Role.HOME, Role.NEWS_AREA, Role.ARTICLE, Role.LISTING, Role.FEED, Role.STORED, Role.DUE]


def test_a_visit_knows_the_way_to_it() -> None:
    home = Visit("http://portal.test/", "http://portal.test/", Role.HOME)
    listing = home.leading(Visit("http://portal.test/1", "http://portal.test/1", Role.LISTING), home.url)
    moved = listing.leading(listing, listing.url, "R")
    assert (home.via, home.hops) == (None, "")
    assert (listing.via, listing.hops) == (home.url, "L")
    assert (moved.via, moved.hops) == (listing.url, "LR")


def test_a_long_way_is_cut_at_its_beginning() -> None:
    visit = Visit("http://portal.test/", "http://portal.test/", Role.LISTING)
    for hop in "R" + "L" * 60 + "R":
        visit = visit.leading(visit, visit.url, hop)
    assert visit.hops == "12+" + "L" * 49 + "R"
