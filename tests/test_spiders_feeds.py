"""Articles that no list shows come in by the portal's sitemaps and feeds; firms and foreign hosts in them do not."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tests.crawls import Misbehaving, SmallPortal, answer, crawl, rows

HOST = "http://www.zj123.com"
FOLDER = f"{HOST}/news/2011/12/29"
MAP = f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in (f'{FOLDER}/9001.html', f'{HOST}/company/77.html', 'http://example.org/news/2011/12/29/1.html'))}</urlset>"
INDEX = f"<sitemapindex><sitemap><loc>{HOST}/map.xml.gz</loc></sitemap></sitemapindex>"
RSS = f"<rss><channel><item><link>{FOLDER}/9002.html</link></item></channel></rss>"
XML = "Content-Type: text/xml"


def test_what_a_sitemap_says_to_have_changed_is_visited_though_lists_show_it_as_it_was(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    portal = SmallPortal("b", 30, faults=())
    urls = [row["url"] for row in portal.truth if not row["_copies"]]
    changed = dict.fromkeys(urls, "2011-12-29")

    def sitemap(stream: BinaryIO) -> None:
        entries = (f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in changed.items())
        answer(f"<urlset>{''.join(entries)}</urlset>".encode(), XML)(stream)

    robots = answer(f"Sitemap: {HOST}/sitemap.xml\n".encode(), "Content-Type: text/plain")
    with portal, Misbehaving(portal, {f"{HOST}/robots.txt": robots, f"{HOST}/sitemap.xml": sitemap}) as server:
        assert crawl(database, server.proxy).code == 0
        before = len(portal.requests())
        changed[urls[3]] = "2099-01-01"
        assert crawl(database, server.proxy, "--latest").code == 0
    again = [seen.url for seen in portal.requests()[before:]]
    assert [url for url in urls if url in again] == [urls[3]]


def test_what_sitemaps_and_feeds_alone_know_is_crawled(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    portal = SmallPortal("b", 30, faults=())
    home = portal.site.resources[f"{HOST}/"]
    feed = b'<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'
    portal.site.resources[f"{HOST}/"] = replace(home, body=home.body.replace(b"</head>", feed, 1))
    listed = next(row for row in portal.truth if row["published"] and not row["_copies"] and len(row["body"]) > 300)
    page = portal.site.resources[listed["url"]].body
    unlisted = {
        f"{FOLDER}/{number}.html": answer(
            page.replace("。".encode(), f"（{number}）。".encode()), "Content-Type: text/html"
        )
        for number in (9001, 9002)
    }
    otherwise = {
        f"{HOST}/robots.txt": answer(f"Sitemap: {HOST}/sitemap.xml\n".encode(), "Content-Type: text/plain"),
        f"{HOST}/sitemap.xml": answer(INDEX.encode(), XML),
        f"{HOST}/map.xml.gz": answer(gzip.compress(MAP.encode()), "Content-Type: application/x-gzip"),
        f"{HOST}/rss.xml": answer(RSS.encode(), XML),
        **unlisted,
    }
    with portal, Misbehaving(portal, otherwise) as server:
        assert crawl(database, server.proxy).code == 0
        assert sorted(set(server.asked)) == sorted(otherwise)
        assert portal.violations() == []
        assert crawl(database, server.proxy, "--latest").code == 0
    stored = {url for (url,) in rows(database, "SELECT url FROM article")}
    assert stored == {row["url"] for row in portal.truth} | unlisted.keys()
    reasons = rows(database, "SELECT url, kind, reason FROM url_outcome WHERE run_id = 1 AND reason LIKE '%feed of%'")
    assert reasons == [
        (f"{HOST}/map.xml.gz", "listing", "a sitemap or feed of 2 addresses"),
        (f"{HOST}/rss.xml", "listing", "a sitemap or feed of 1 addresses"),
        (f"{HOST}/sitemap.xml", "listing", "a sitemap or feed of 1 addresses"),
    ]
    assert sum(server.asked.count(url) for url in unlisted) == 2
