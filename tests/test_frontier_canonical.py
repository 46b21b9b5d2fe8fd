"""One name for one page, whatever the spelling of its address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.frontier.canonical import (
    absolute_url,
    canonical_url,
    in_one_order,
    in_scope,
    may_be_one,
    sessionless_url,
    url_shape,
)
from zjcrawl.sites.zj123 import ZJ123

HOME = "http://www.zj123.com"

PATHS = st.from_regex(r"(/[a-z0-9%;()._~-]{0,12}){0,4}(/(index|default)\.(html|asp|php))?", fullmatch=True)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["id", "page", "sid", "s", "t", "from", "utm_source", "PHPSESSID", "k", "_", "类"]),
        st.one_of(st.text(max_size=8), st.from_regex(r"[0-9]{1,14}|[a-f0-9]{16}", fullmatch=True)),
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
HOSTS = st.sampled_from(
    ["www.zj123.com", "zj123.com", "ZJ123.com:80", "news.zj123.com", "zj123.com:8080", "other.test"]
)
URLS = st.builds("{}://{}{}?{}".format, st.sampled_from(["http", "https"]), HOSTS, PATHS, QUERIES)


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("/news/show.jsp;jsessionid=8A3F.node1?id=7", "/news/show.jsp?id=7"),
        ("/news/;jsessionid=8A3F", "/news/"),
        ("/show.php?PHPSESSID=0a1b2c3d&id=7", "/show.php?id=7"),
        ("/show.asp?id=7&ASPSESSIONIDQQBC=KJHGFDSA", "/show.asp?id=7"),
        ("/show.asp?id=7&sid=d73ecd63d0646cf9", "/show.asp?id=7"),
        ("/i.cfm?do=show&id=7&CFID=4544&CFTOKEN=87654321", "/i.cfm?do=show&id=7"),
        ("/show.aspx?id=7&AspxAutoDetectCookieSupport=1", "/show.aspx?id=7"),
        ("/list.asp?sid=12", "/list.asp?sid=12"),
        ("/list.asp?sid=", "/list.asp?sid="),
        ("/(S(4xyzabc12345))/show.aspx?id=7", "/show.aspx?id=7"),
        ("/(S(4xyz)F(99ab))/news/show.aspx", "/news/show.aspx"),
        ("/show.asp?id=7&utm_source=home&utm_medium=hot", "/show.asp?id=7"),
        ("/show.asp?spm=a1.b2&id=7&from=singlemessage", "/show.asp?id=7"),
        ("/list.pl?c=zjls&from=31", "/list.pl?c=zjls&from=31"),
        ("/show.asp?id=7#comment", "/show.asp?id=7"),
        ("/index.html", "/"),
        ("", "/"),
        ("/news/default.aspx", "/news/"),
        ("/news/index.asp?page=2", "/news/index.asp?page=2"),
        ("/index.php?m=content&id=7", "/index.php?m=content&id=7"),
        ("/news/reindex.html", "/news/reindex.html"),
        ("/show.asp?page=2&id=7", "/show.asp?page=2&id=7"),
        ("/show.asp?id=7&t=1349000000123", "/show.asp?id=7"),
        ("/show.asp?id=7&_=0.84125", "/show.asp?id=7"),
        ("/list.asp?t=3", "/list.asp?t=3"),
        ("/a/../news/./7.html", "/news/7.html"),
        ("/浙江.html", "/%E6%B5%99%E6%B1%9F.html"),
    ],
)
def test_one_page_has_one_name(spelling: str, canonical: str) -> None:
    assert canonical_url(HOME + spelling, ZJ123) == HOME + canonical


def test_session_ids_go_and_all_else_of_an_address_stays() -> None:
    url = f"{HOME}/About.jsp;jsessionid=8A3F.n1?Item=1&CFID=17&from=foot&b#us"
    assert sessionless_url(url) == f"{HOME}/About.jsp?Item=1&from=foot&b#us"
    assert sessionless_url(f"{HOME}/About?&a=%d6%d0") == f"{HOME}/About?&a=%d6%d0"


@pytest.mark.parametrize(
    "url",
    [
        "http://zj123.com/a.htm",
        "https://www.zj123.com/a.htm",
        "https://zj123.com:443/a.htm",
        "http://WWW.ZJ123.COM:80/a.htm",
        "HTTP://user:secret@zj123.com/a.htm",
        " http://www.zj123.com/a.htm\n",
    ],
)
def test_the_portals_own_hosts_are_one(url: str) -> None:
    assert canonical_url(url, ZJ123) == "http://www.zj123.com/a.htm"


@pytest.mark.parametrize(
    "url", ["http://news.zj123.com/a", "https://other.test/a", "http://www.zj123.com:8080/a", "http://evilzj123.com/a"]
)
def test_other_hosts_and_ports_stay_apart(url: str) -> None:
    assert canonical_url(url, ZJ123) == url


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_of_a_subdomain_is_one_in_both_schemes(scheme: str) -> None:
    assert canonical_url(f"{scheme}://news.zj123.com/1.html", ZJ123) == "http://news.zj123.com/1.html"
    assert canonical_url(f"{scheme}://news.example.cn/1.html", ZJ123) == f"{scheme}://news.example.cn/1.html"


def test_without_a_site_no_host_is_renamed() -> None:
    assert canonical_url("https://zj123.com:443/a") == "https://zj123.com/a"


def test_the_home_decides_scheme_and_host() -> None:
    moved = replace(ZJ123, home="https://zj123.com/")
    assert canonical_url("http://www.zj123.com/a", moved) == "https://zj123.com/a"


@pytest.mark.parametrize("query", ["k=%D5%E3%BD%AD", "k=%E6%B5%99%E6%B1%9F", "k=%ff%00%80", "%C0%E0=%BE%AD"])
def test_percent_encoded_bytes_of_any_charset_are_kept(query: str) -> None:
    assert canonical_url(f"{HOME}/s.asp?{query}", ZJ123).lower() == f"{HOME}/s.asp?{query}".lower()


def test_percent_encoded_bytes_of_a_path_are_kept() -> None:
    assert canonical_url(f"{HOME}/%D5%E3%BD%AD/1.htm", ZJ123) == f"{HOME}/%D5%E3%BD%AD/1.htm"


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://zj123.com:99999/", "http://zj123.com:port/", "", "//", "?", "::"]
)
def test_garbage_has_a_name_too(url: str) -> None:
    assert canonical_url(canonical_url(url, ZJ123), ZJ123) == canonical_url(url, ZJ123)


@given(st.one_of(URLS, st.text(), st.text().map("http://zj123.com/".__add__)))
def test_a_canonical_url_is_its_own_name(url: str) -> None:
    once = canonical_url(url, ZJ123)
    assert canonical_url(once, ZJ123) == once


@given(URLS)
def test_a_canonical_url_stays_on_its_host(url: str) -> None:
    assert in_scope(canonical_url(url, ZJ123), ZJ123) == in_scope(url, ZJ123)


@given(st.integers(1, 99_999), st.permutations(["id=7", "page=2", "cid=3"]), st.data())
def test_noise_makes_no_second_name_and_the_query_keeps_its_order(
    number: int, query: list[str], data: st.DataObject
) -> None:
    noise = st.sampled_from(["utm_source=x", "spm=1.2.3", "PHPSESSID=8a3f01", "jsessionid=77ff", "from=timeline"])
    noisy = list(query)
    for each in data.draw(st.lists(noise, max_size=3)):
        noisy.insert(data.draw(st.integers(0, len(noisy))), each)
    host = data.draw(st.sampled_from(["http://www.zj123.com", "https://zj123.com", "http://zj123.com:80"]))
    mark = data.draw(st.sampled_from(["", "#top", "#"]))
    expected = f"{HOME}/{number}.asp?{'&'.join(query)}"
    assert canonical_url(f"{host}/{number}.asp?{'&'.join(noisy)}{mark}", ZJ123) == expected


@given(st.text(alphabet="abcdefghijkl", min_size=1, max_size=5), st.text(max_size=10))
def test_what_is_asked_for_is_kept(name: str, value: str) -> None:
    url = canonical_url(f"{HOME}/s?x{name}={value.replace('&', '').replace('#', '').replace(';', '')}", ZJ123)
    assert [pair[0] for pair in parse_qsl(urlsplit(url).query, keep_blank_values=True)] == [f"x{name}"]


@pytest.mark.parametrize(
    "url",
    [
        "http://zj123.com/",
        "https://www.zj123.com/a?b#c",
        "http://news.zj123.com/",
        "http://a.b.zj123.com/",
        "HTTP://ZJ123.COM:80/",
        "https://zj123.com:443/",
    ],
)
def test_the_portal_and_its_subdomains_are_in_scope(url: str) -> None:
    assert in_scope(url, ZJ123)


@pytest.mark.parametrize(
    "url",
    [
        "http://evilzj123.com/",
        "http://zj123.com.evil.test/",
        "http://zj123.com@evil.test/",
        "http://zj123.com:80@evil.test/",
        "http://evil.test#@zj123.com/",
        "http://evil.test?@zj123.com/",
        "http://evil.test\\@zj123.com/",
        "http://zj123.com:8080/",
        "http://zj123.com:22/",
        "http://zj123.com:99999/",
        "ftp://zj123.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:a@zj123.com",
        "//zj123.com/",
        "http://[zj123.com/",
        "",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not in_scope(url, ZJ123)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("7.html", "http://zj123.com/news/7.html"),
        ("?id=7", "http://zj123.com/news/list.asp?id=7"),
        ("//news.zj123.com/7", "http://news.zj123.com/7"),
        (" /sho\nw.\tasp?id=7\r\n", "http://zj123.com/show.asp?id=7"),
        ("..\\show\\7.html", "http://zj123.com/show/7.html"),
        ("s.asp?k=a\\b", "http://zj123.com/news/s.asp?k=a\\b"),
        ("//evil.test\\@zj123.com/", "http://evil.test/@zj123.com/"),
    ],
)
def test_a_link_leads_where_a_browser_goes(href: str, url: str) -> None:
    assert absolute_url("http://zj123.com/news/list.asp", href) == url


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "mailto:a@b.test", "http://[x", "http://zj123.com:99999/", "http://:80/", "data:,x"]
)
def test_a_link_to_no_web_page_leads_nowhere(href: str) -> None:
    assert absolute_url("http://zj123.com/", href) is None


@given(st.text(), st.one_of(st.text(), st.text().map("http://".__add__), st.text().map("//".__add__)))
def test_no_link_is_too_odd_to_read(base: str, href: str) -> None:
    for origin in (base, "http://zj123.com/news/"):
        url = absolute_url(origin, href)
        assert url is None or urlsplit(url).scheme in ("http", "https")
        assert url is None or canonical_url(url, ZJ123)


def test_pages_of_one_kind_share_a_shape() -> None:
    shapes = {url_shape(f"{HOME}/news/show{n}.asp?id={n}&c=hz") for n in (1, 22, 12345)}
    assert shapes == {"www.zj123.com/news/showN.asp?c=hz&id=N"}
    assert url_shape(f"{HOME}/news/news-item.1149") == url_shape(f"{HOME}/news/news-item.20117")
    assert url_shape(f"{HOME}/news.php3") != url_shape(f"{HOME}/news.php4")
    assert url_shape(f"{HOME}/2010/10/8f14e45fceea167a.html") == url_shape(f"{HOME}/2011/1/c9f0f895fb98ab91.html")


def test_what_is_asked_for_by_a_bare_name_is_part_of_the_shape() -> None:
    shapes = {url_shape(f"{HOME}/?action-viewnews-itemid-{n}") for n in (1, 22, 12345)}
    assert shapes == {"www.zj123.com/?action-viewnews-itemid-N"}
    assert url_shape(f"{HOME}/?action-viewcomment-itemid-1") not in shapes
    assert url_shape(f"{HOME}/read.php?1141") == url_shape(f"{HOME}/read.php?7")


def test_ids_of_letters_and_figures_at_random_share_a_shape_and_words_with_numbers_have_their_own() -> None:
    assert (
        len({url_shape(f"{HOME}/info/{token}") for token in ("qLVbdR9Cl2", "js8rjLx1Z2", "6JZG6Y5UJ63", "k3j9x2ab1")})
        == 1
    )
    assert url_shape(f"{HOME}/news/n12c345.html") != url_shape(f"{HOME}/news/n12p3.html")
    assert url_shape(f"{HOME}/news/News2010") != url_shape(f"{HOME}/news/List2010")


def test_the_number_before_an_article_s_words_tells_it_from_the_word_of_a_column() -> None:
    assert url_shape(f"{HOME}/x/1379-jjjj") == url_shape(f"{HOME}/x/88104-min-qi")
    assert url_shape(f"{HOME}/x/1379-jjjj") != url_shape(f"{HOME}/x/tupian")
    assert url_shape(f"{HOME}/x/2011-hangzhou-luntan") == url_shape(f"{HOME}/x/hangzhou-luntan")


@pytest.mark.parametrize(
    "other", ["/news/list.asp?id=7", "/firm/show.asp?id=7", "/news/show.asp?cid=7", "/news/show.asp"]
)
def test_pages_of_another_kind_have_another_shape(other: str) -> None:
    assert url_shape(HOME + other) != url_shape(f"{HOME}/news/show.asp?id=7")


@pytest.mark.parametrize(
    ("url", "other", "one"),
    [
        ("http://a.cn/show?id=1", "http://a.cn/show?id=1&visitor=8f3", True),
        ("http://a.cn/show?id=1&k=8a9a021ea6", "http://a.cn/show?id=1&k=f06c144a02", True),
        ("http://a.cn/show?id=1", "http://a.cn/show?id=2", False),
        ("http://a.cn/show?i=000004a0", "http://a.cn/show?i=000004af", False),
        ("http://a.cn/show?f=zjgs1054", "http://a.cn/show?f=jjrd1102", False),
        ("http://a.cn/show?newsId=ff80808100", "http://a.cn/show?newsId=ff80808200", False),
        ("http://a.cn/show?id=100000001", "http://a.cn/show?id=100000002", False),
        ("http://a.cn/show/1", "http://a.cn/show/2", False),
        ("http://a.cn/show?id=1", "http://b.cn/show?id=1", False),
        (
            f"{HOME}/index.php?id=9&tx_ttnews[tt_news]=12&tx_ttnews[backPid]=3&cHash=0b1f2a9c47",
            f"{HOME}/index.php?id=9&tx_ttnews[tt_news]=12&tx_ttnews[backPid]=7&cHash=93c4d1e0f2",
            True,
        ),
        (
            f"{HOME}/index.php?id=9&tx_ttnews[tt_news]=12&tx_ttnews[backPid]=3&cHash=0b1f2a9c47",
            f"{HOME}/index.php?id=9&tx_ttnews[tt_news]=13&tx_ttnews[backPid]=3&cHash=93c4d1e0f2",
            False,
        ),
        (f"{HOME}/v?feedback_id=1", f"{HOME}/v?feedback_id=2", False),
        (f"{HOME}/n/12.html", f"{HOME}/n/12_all.html", True),
        (f"{HOME}/n/12.html", f"{HOME}/n/13_all.html", False),
        (f"{HOME}/n/12.html", f"{HOME}/n/12_2.html", False),
    ],
)
def test_urls_may_be_one_page_when_only_parameters_that_do_not_count_differ(url: str, other: str, one: bool) -> None:
    assert may_be_one(url, other) is one
    assert may_be_one(other, url) is one


def test_a_parameter_without_a_value_stays_so_and_names_the_page() -> None:
    assert canonical_url(f"{HOME}/show.asp?1141") == f"{HOME}/show.asp?1141"
    assert canonical_url(f"{HOME}/v.php?i=MTAwMQ==") == f"{HOME}/v.php?i=MTAwMQ=="
    assert not may_be_one(f"{HOME}/show.asp?1141", f"{HOME}/show.asp?1156")


def test_a_query_is_encoded_as_its_page_and_a_path_as_utf_8() -> None:
    assert absolute_url(f"{HOME}/", "/经济/list.asp?lm=经济", "gb18030") == (
        f"{HOME}/%E7%BB%8F%E6%B5%8E/list.asp?lm=%BE%AD%BC%C3"
    )


def test_a_query_asks_for_characters_that_its_pages_charset_lacks_as_browsers_do() -> None:
    assert absolute_url("http://a.cn/", "s.asp?k=\ufffd民", "big5") == "http://a.cn/s.asp?k=%26%2365533%3B%A5%C1"
    assert absolute_url("http://a.cn/", "民\ufffd?k=民", "gbk") == "http://a.cn/%E6%B0%91%EF%BF%BD?k=%C3%F1"


def test_named_parameters_have_one_order_and_values_that_say_it_by_their_place_keep_theirs() -> None:
    assert (
        in_one_order(f"{HOME}/v.do?id=1&cid=2") == in_one_order(f"{HOME}/v.do?cid=2&id=1") == f"{HOME}/v.do?cid=2&id=1"
    )
    assert in_one_order(f"{HOME}/v.do?t=b&t=a&id=1") == f"{HOME}/v.do?id=1&t=b&t=a"
    assert in_one_order(f"{HOME}/list.pl?3&2") != in_one_order(f"{HOME}/list.pl?2&3")
    assert in_one_order(f"{HOME}/a.htm") == f"{HOME}/a.htm"
