"""The entry of a list that holds a link."""

from __future__ import annotations

import pytest
from lxml import html

from zjcrawl.pages.document import Element
from zjcrawl.pages.entries import LONGEST_ENTRY, entry_of, targets_below


def entry(markup: str, href: str = "1.html") -> Element:
    """The entry of the link to ``href`` in a page of ``markup``."""
    root = html.document_fromstring(markup)
    links = {link: link.get("href") or "" for link in root.iter("a")}
    (link,) = (link for link in links if links[link] == href)
    return entry_of(link, targets_below(links))


@pytest.mark.parametrize(
    ("markup", "tag"),
    [
        ("<ul><li><span><a href=1.html>甲</a></span> 10-20</li><li><a href=2.html>乙</a></li></ul>", "li"),
        ("<table><tr><td><a href=1.html>甲</a></td><td>10-20</td></tr><tr><td><a href=2.html>乙</a></table>", "tr"),
        ("<div><p><b><a href=1.html>甲</a></b></p><p><a href=2.html>乙</a></p></div>", "p"),
        ("<td><a href=1.html>甲</a><br><a href=2.html>乙</a></td>", "a"),
    ],
)
def test_an_entry_is_the_highest_element_that_leads_nowhere_else(markup: str, tag: str) -> None:
    assert entry(markup).tag == tag


def test_a_row_of_two_columns_is_one_entry() -> None:
    row = "<tr><td><a href={}.html>甲</a></td><td><a href={}.html>乙</a></td></tr>"
    assert entry(f"<table>{row.format(1, 2)}{row.format(3, 4)}</table>").tag == "tr"


def test_what_holds_more_than_a_summary_is_no_entry() -> None:
    assert entry(f"<div><p><a href=1.html>甲</a></p>{'字' * LONGEST_ENTRY}。</div>").tag == "p"
