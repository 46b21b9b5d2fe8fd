"""What a page asks of robots is read from its head and its headers, and obeyed as the settings say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawls import SmallPortal, crawl, rows
from zjcrawl.pages.directives import read_directives
from zjcrawl.pages.document import parse

HOST = "http://www.zj123.com"


@pytest.mark.parametrize(
    ("head", "headers", "directives"),
    [
        ('<meta name="Robots" content="NOARCHIVE, nofollow">', [], {"noarchive", "nofollow"}),
        ('<meta name="googlebot" content="noarchive">', [], set()),
        ('<meta name="zjcrawl" content="none">', [("X-Robots-Tag", "noarchive")], {"none", "noarchive"}),
        ("", [("x-robots-tag", "googlebot: noarchive"), ("X-Robots-Tag", "zjcrawl: nofollow")], {"nofollow"}),
        ("", [("X-Robots-Tag", "max-snippet:20, noarchive")], {"max-snippet:20", "noarchive"}),
        ('<meta name="keywords" content="noarchive">', [], set()),
    ],
)
def test_directives_for_all_robots_and_for_this_one(
    head: str, headers: list[tuple[str, str]], directives: set[str]
) -> None:
    assert read_directives(parse(f"<html><head>{head}</head><body>x</body></html>"), headers) == directives


def asking(portal: SmallPortal, url: str, meta: str) -> None:
    """Let a page ask something of robots."""
    resource = portal.site.resources[url]
    body = resource.body.replace(b"</head>", f'<meta name="robots" content="{meta}"></head>'.encode(), 1)
    assert body != resource.body
    portal.site.resources[url] = replace(resource, body=body)


def test_an_article_that_asks_not_to_be_kept_is_not(tmp_path: Path) -> None:
    with SmallPortal("b", 30, faults=()) as portal:
        url = next(row["url"] for row in portal.truth if not row["_copies"])
        asking(portal, url, "noarchive")
        for name, *options in (("kept.db", "-s", "ZJCRAWL_OBEY_NOARCHIVE=0"), ("not.db",)):
            assert crawl(tmp_path / name, portal.proxy, *options).code == 0
    sql = "SELECT kind, reason FROM url_outcome WHERE url = ?"
    assert rows(tmp_path / "not.db", sql, url) == [("refused", "noarchive: the page asks not to be kept")]
    assert rows(tmp_path / "not.db", "SELECT count(*) FROM article WHERE url = ?", url) == [(0,)]
    assert rows(tmp_path / "kept.db", "SELECT count(*) FROM article WHERE url = ?", url) == [(1,)]


@pytest.mark.parametrize("beside_links", [True, False])
def test_nofollow_is_obeyed_where_that_is_asked_for(tmp_path: Path, beside_links: bool) -> None:
    with SmallPortal("b", 30, faults=()) as portal:
        for url, resource in list(portal.site.resources.items()):
            if resource.role not in ("listing", "front") or resource.same_as != url:
                continue
            if beside_links:
                portal.site.resources[url] = replace(resource, body=resource.body.replace(b"<a ", b"<a rel=nofollow "))
            else:
                asking(portal, url, "nofollow")
        assert crawl(tmp_path / "all.db", portal.proxy).code == 0
        assert crawl(tmp_path / "none.db", portal.proxy, "-s", "ZJCRAWL_OBEY_NOFOLLOW=1").code == 1
    assert rows(tmp_path / "all.db", "SELECT count(*) FROM article") == [(len(portal.truth),)]
    assert rows(tmp_path / "none.db", "SELECT count(*) FROM article") == [(0,)]
