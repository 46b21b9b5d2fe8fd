"""Sitemaps and feeds, as they are found, give the addresses that they list."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.feeds import Entry, read_feed

HERE = "http://www.zj123.com/map.xml"
NEWS = "http://www.zj123.com/news/1.html"
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<!-- 新闻 --><url><loc> {NEWS} </loc><lastmod>2010-10-20</lastmod></url><url><loc>/2.html</loc></url></urlset>"
)
INDEX = f"<sitemapindex><sitemap><loc>{NEWS}</loc></sitemap></sitemapindex>"
RSS = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>http://www.zj123.com/</link>'
    f'<item><title>浙江</title><atom:link rel="self" href="/self"/><link>{NEWS}</link></item></channel></rss>'
)
RDF = (
    f'<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><link>{NEWS}</link></item></rdf:RDF>'
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="edit" href="/edit"/>'
    f'<link href="{NEWS}"/><updated>2010-10-20T08:05:09+08:00</updated></entry></feed>'
)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (SITEMAP, (Entry(NEWS, changed="2010-10-20"), Entry("http://www.zj123.com/2.html"))),
        (INDEX, (Entry(NEWS, is_list=True),)),
        (RSS, (Entry(NEWS),)),
        (RDF, (Entry(NEWS),)),
        (ATOM, (Entry(NEWS, changed="2010-10-20T08:05:09+08:00"),)),
        ("<html><body><a href=/1.html>网站地图</a></body></html>", ()),
        ("", ()),
    ],
)
def test_every_kind_gives_its_addresses(text: str, entries: tuple[Entry, ...]) -> None:
    assert read_feed(text.encode(), HERE) == entries
    assert read_feed(gzip.compress(text.encode()), HERE) == entries


def test_a_map_in_gbk_or_cut_off_gives_what_it_has() -> None:
    gbk = SITEMAP.replace("UTF-8", "GBK").encode("gbk")
    assert [entry.url for entry in read_feed(gbk, HERE)] == [NEWS, "http://www.zj123.com/2.html"]
    assert [entry.url for entry in read_feed(gbk[:-40], HERE)][:1] == [NEWS]


def test_no_entity_is_expanded_and_no_file_read() -> None:
    bomb = f'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>{NEWS}?&f;</loc></url></urlset>'
    assert [entry.url for entry in read_feed(bomb.encode(), HERE)] in ([f"{NEWS}?"], [NEWS], [])


@given(st.binary(max_size=200))
def test_no_bytes_raise(body: bytes) -> None:
    for given_body in (body, b"\x1f\x8b" + body, b"<urlset><url>" + body):
        assert isinstance(read_feed(given_body, HERE), tuple)


def test_an_element_whose_name_is_none_is_no_entry() -> None:
    assert read_feed(b"<:", HERE) == ()
