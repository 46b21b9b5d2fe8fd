"""The stand-in portals do what they say: bytes, proxying, faults, scope, and a comparer that sees what is wrong."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from parsel import Selector

from tests.portal import FAULTS, LAYOUTS, Portal, Site, compare
from tests.portal.site import IN_SCOPE
from tests.portal.texts import texts

CODECS = {
    "o": "gb18030",
    "p": "gbk",
    "q": "utf-8",
    "a": "gbk",
    "b": "utf-8",
    "c": "gb18030",
    "d": "utf-8",
    "e": "utf-8",
    "f": "big5",
    "g": "gbk",
    "h": "gbk",
    "i": "utf-8-sig",
    "j": "gb18030",
    "k": "utf-8",
    "l": "utf-8",
    "m": "gbk",
    "n": "gbk",
    "x": "gbk",
    "y": "utf-8-sig",
}


@pytest.fixture(scope="module")
def portals() -> Iterator[dict[str, Portal]]:
    with ExitStack() as stack:
        yield {letter: stack.enter_context(Portal(letter, articles=66, seed=3)) for letter in LAYOUTS}


@pytest.fixture(params=sorted(LAYOUTS))
def portal(request: pytest.FixtureRequest, portals: dict[str, Portal]) -> Portal:
    return portals[request.param]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; ``whole`` is false where fewer bytes came than were announced."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool = True


def fetch(portal: Portal, url: str, headers: dict[str, str] | None = None, target: str | None = None) -> Answer:
    """Ask as a client behind ``http_proxy`` does, with the whole URL in the request line, or for ``target``."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    with closing(connection):
        sent = {"Host": urlsplit(url).netloc, "User-Agent": "tester", **(headers or {})}
        connection.request("GET", target or url, headers=sent)
        response = connection.getresponse()
        try:
            return Answer(response.status, dict(response.headers), response.read())
        except http.client.IncompleteRead as error:
            return Answer(response.status, dict(response.headers), error.partial, whole=False)


def read(portal: Portal, url: str) -> bytes:
    return fetch(portal, url).body


def visible(body: bytes, codec: str) -> str:
    """The text of a page without scripts, tags and white space."""
    texts = Selector(body.decode(codec)).xpath("//text()[not(ancestor::script or ancestor::style)]").getall()
    return bare("".join(texts))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_same_arguments_give_the_same_bytes() -> None:
    one, other = Site("a", 60, 5), Site("a", 60, 5)
    assert one.resources == other.resources


def test_bodies_are_no_near_duplicates_but_for_the_copies() -> None:
    made = texts(120, 2)
    grams = [{text.body[n : n + 4] for n in range(len(text.body) - 3)} for text in made]
    close = [
        (one, other)
        for one in range(len(made))
        for other in range(one)
        if len(grams[one] & grams[other]) / len(grams[one] | grams[other]) > 0.35
    ]
    assert [made[other].number for _, other in close] == [made[one].copies for one, _ in close]
    assert len(close) == 2


def test_titles_are_as_long_as_titles_are() -> None:
    assert {8 <= len(text.title) <= 30 for text in texts(300, 1)} == {True}
    assert len({text.title for text in texts(300, 1)}) == 300


def test_pages_are_really_in_their_charset(portal: Portal) -> None:
    codec = CODECS[portal.site.letter]
    for row in portal.truth[:30]:
        read(portal, row["url"]).decode(codec)
    raw = read(portal, portal.truth[1]["url"])
    with pytest.raises(UnicodeDecodeError):
        raw.decode("gbk" if codec.startswith("utf-8") else "utf-8")


def test_word_pasted_pages_hold_characters_beyond_what_they_declare() -> None:
    site = Site("c", 75, 3)
    pages = b"".join(res.body for res in site.resources.values() if res.role == "article")
    assert "𠮷" in pages.decode("gb18030")
    assert b"charset=gb2312" in pages


def test_every_word_of_the_truth_stands_on_the_page(portal: Portal) -> None:
    codec = CODECS[portal.site.letter]
    layout = portal.site.layout
    for row, text in zip(portal.truth, layout.texts, strict=True):
        urls = [layout.article_url(text, page) for page in range(1, len(text.pages) + 1)]
        shown = "".join(visible(portal.site.find(url).body, codec) for url in urls)
        for line in row["body"].split("\n"):
            assert bare(line) in shown, row["url"]
        for key in ("title", "published_text", "source", "editor"):
            assert bare(row[key] or "") in shown, (row["url"], key)


def links(site: Site, url: str) -> set[str]:
    """Every address a page offers, in links, image maps, frames, select boxes and refreshes."""
    found = site.find(url)
    for name, value in found.headers:
        if name == "Location":
            return {urljoin(url, value)}
    if not found.body or b"<" not in found.body or dict(found.headers)["Content-Type"].startswith("image"):
        return set()
    markup = found.body.decode(CODECS[site.letter])
    page = Selector(markup)
    base = urljoin(url, page.xpath("//base/@href").get(""))
    written = page.xpath(
        "//a/@href|//area/@href|//frame/@src|//option[translate(@value,'0123456789','')]/@value"
    ).getall()
    written += page.xpath("//meta[@http-equiv='refresh']/@content").re(r"URL=(.+)")
    written += site.layout.written_links(markup)
    return {urljoin(base, link.strip()) for link in written}


def test_everything_in_scope_can_be_reached_from_the_home(portal: Portal) -> None:
    site = portal.site
    seen: set[str] = set()
    asked: set[str] = set()
    waiting = [site.layout.home_url]
    while waiting:
        url = waiting.pop()
        found = site.find(url) if site.owns(urlsplit(url).netloc.removesuffix(":80")) else None
        if found is None or found.role not in IN_SCOPE or found.same_as in seen:
            continue
        seen.add(found.same_as)
        fresh = links(site, url) - asked
        asked |= fresh
        waiting += fresh
    wanted = {res.same_as for key, res in site.resources.items() if res.role in IN_SCOPE and res.same_as == key}
    assert wanted - seen == set()


def test_the_budget_can_be_kept(portal: Portal) -> None:
    assert portal.needed <= portal.budget


@pytest.mark.parametrize("letter", sorted(LAYOUTS))
def test_three_hundred_articles_need_less_than_the_issue_allows(letter: str) -> None:
    assert Site(letter, 300, 1).needed() < 1.25 * 300


def test_every_link_leads_to_something_known(portal: Portal) -> None:
    site = portal.site
    for url, resource in tuple(site.resources.items())[::5]:
        if resource.role in ("article", "listing", "home", "news", "front"):
            inner = {link for link in links(site, url) if site.owns(urlsplit(link).netloc.removesuffix(":80"))}
            roles = {site.find(link).role for link in inner}
            assert "invented" not in roles, url


def test_links_that_change_from_page_to_page_show_one_article() -> None:
    site = Site("d", 60, 1)
    written = [link for url in site.resources for link in links(site, url) if "NewsView.aspx" in link]
    article = [link for link in written if site.find(link).role == "article"]
    assert len(set(article)) > 3 * len({site.find(link).same_as for link in article})


def test_a_plain_request_is_answered_by_its_host_header(portal: Portal) -> None:
    row = portal.truth[0]
    parts = urlsplit(row["url"])
    plain = fetch(portal, row["url"], target=f"{parts.path}?{parts.query}".rstrip("?"))
    assert plain.body == read(portal, row["url"])


def test_foreign_hosts_are_refused_and_recorded(portal: Portal) -> None:
    portal.forget()
    assert fetch(portal, "http://www.example.com/x.html").status == 502
    assert portal.violations() == ["foreign: http://www.example.com/x.html"]


def test_out_of_scope_pages_answer_and_are_recorded(portal: Portal) -> None:
    portal.forget()
    inner = next(url for url, label in portal.site.layout.outside.items() if label in portal.site.layout.clutter.firms)
    assert fetch(portal, inner).status == 200
    assert portal.violations() == [f"out: {inner}"]
    assert portal.requests()[0].user_agent == "tester"


def test_faults_are_what_they_are_called(portal: Portal) -> None:
    address = {fault: url for url, fault in portal.site.dead().items()}
    status = {fault: fetch(portal, url).status for fault, url in address.items()}
    assert status == {
        "not_found": 404, "gone": 410, "deleted": 200, "broken": 500, "loop": 302, "picture": 200, "empty": 200,
        "cut": 200, "robots": 200, "foreign": 502,
    }  # fmt: skip
    codec = CODECS[portal.site.letter]
    assert re.search("不存在或已(经)?被?[删刪]除", visible(read(portal, address["deleted"]), codec))
    assert read(portal, address["empty"]) == b""
    assert read(portal, address["picture"]).startswith(b"\x89PNG")
    assert not fetch(portal, address["cut"]).whole
    location = fetch(portal, address["loop"]).headers["Location"]
    assert portal.site.find(urljoin(address["loop"], location)).same_as == address["loop"]


def test_a_page_heals_at_the_second_request() -> None:
    with Portal("b", 60, faults=("heals",)) as portal:
        url = next(portal.site.layout.article_url(t) for t in portal.site.texts if portal.site.fault_of.get(t.number))
        assert [fetch(portal, url).status for _ in range(3)] == [500, 200, 200]
        assert portal.repeats() == [f"2 times: {url}"]


def test_an_endless_list_never_ends() -> None:
    for letter, endless in (("a", "repeat"), ("b", "empty"), ("d", "loop")):
        site = Site(letter, 60, 2)
        assert site.layout.endless == endless
        assert site.endless_section is not None
        url, seen = site.layout.list_url(site.endless_section, 1), []
        for _ in range(12):
            seen.append(site.find(url).role)
            page = Selector(site.find(url).body.decode(CODECS[letter]))
            base = urljoin(url, page.xpath("//base/@href").get(""))
            url = urljoin(base, page.xpath("//a[text()='下一页']/@href").get(""))
        assert set(seen) <= {"listing", "endless"}


def test_compressed_pages_inflate_to_the_same() -> None:
    with Portal("e", 60, compress=True) as portal, Portal("e", 60) as plain:
        url = portal.truth[0]["url"]
        answer = fetch(portal, url, {"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.body) == read(plain, url)


def test_unknown_faults_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown faults"):
        Portal("a", 60, faults=("typo",))
    assert "endless" in FAULTS


def rows(portal: Portal) -> list[dict[str, Any]]:
    """What a perfect crawl would store."""
    stories = {row["url"]: row["_copies"] or row["url"] for row in portal.truth}
    return [
        {key: value for key, value in row.items() if not key.startswith("_")}
        | {"copy_of": row["_copies"], "story_id": stories[row["url"]]}
        for row in portal.truth
    ]


def test_the_comparer_is_silent_on_the_truth(portal: Portal) -> None:
    assert compare(portal.truth, rows(portal)) == []


def test_the_comparer_names_each_kind_of_difference(portal: Portal) -> None:
    wrong = rows(portal)
    lost, changed, twice = wrong.pop(0), wrong[0], dict(wrong[1])
    changed["source"] = "某报"
    changed["body"] += "\n最新文章"
    wrong += [twice, {"title": "关于我们", "published": None, "url": "http://www.zj123.com/about"}]
    found = compare(portal.truth, wrong)
    assert [line.split(":")[0] for line in found if not line.startswith("http")] == ["missing", "duplicate", "extra"]
    assert lost["title"] in found[0]
    assert sum(" source: " in line for line in found) == 1
    assert sum("added ['最新文章']" in line for line in found) == 1


def test_tunnels_are_refused_and_recorded(portal: Portal) -> None:
    portal.forget()
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    with closing(connection):
        connection.request("CONNECT", "www.zj123.com:443", headers={"Host": "www.zj123.com:443"})
        assert connection.getresponse().status == 502
    assert [line.split(":")[0] for line in portal.violations()] == ["foreign"]
