"""One page fetched for a person, over real HTTP."""

from __future__ import annotations

import socket

import pytest

from tests.crawls import Misbehaving, answer
from tests.portal import Portal
from zjcrawl.errors import UsageError
from zjcrawl.fetch import single
from zjcrawl.fetch.single import fetch_page

HOST = "http://www.zj123.com"
OTHERWISE = {
    f"{HOST}/moved": answer(b"", "Location: /seen", status="302 Found"),
    f"{HOST}/seen": answer(b"<p>seen", "Content-Type: text/html", "X-Name: 1", "X-Name: 2"),
    f"{HOST}/gone": answer(b"<p>gone", "Content-Type: text/html", status="410 Gone"),
    f"{HOST}/large": answer(b"x" * 2000),
    f"{HOST}/cut": answer(b"half", length=8),
    f"{HOST}/loop": answer(b"", "Location: /loop", status="302 Found"),
    f"{HOST}/file": answer(b"", "Location: file:///etc/passwd", status="302 Found"),
    f"{HOST}/nonsense": lambda stream: stream.write(b"\x00\x01\x02\r\n\r\n"),
}


@pytest.fixture(autouse=True)
def proxy(monkeypatch: pytest.MonkeyPatch) -> object:
    with Misbehaving(Portal("a", 10, faults=()), OTHERWISE) as server:
        for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", server.proxy)
        yield server


def test_a_page_comes_with_its_facts() -> None:
    page = fetch_page(f"{HOST}/seen")
    assert (page.url, page.status, page.body) == (f"{HOST}/seen", 200, b"<p>seen")
    assert [pair for pair in page.headers if pair[0] == "X-Name"] == [("X-Name", "1"), ("X-Name", "2")]


def test_a_redirect_is_followed_to_where_it_leads() -> None:
    assert fetch_page(f"{HOST}/moved").url == f"{HOST}/seen"


def test_an_error_is_a_page_too() -> None:
    page = fetch_page(f"{HOST}/gone")
    assert (page.status, page.body) == (410, b"<p>gone")


def test_a_page_beyond_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "_MOST_BYTES", 1000)
    with pytest.raises(UsageError, match=r"/large: larger than 1000 bytes; save the page and name the file$"):
        fetch_page(f"{HOST}/large")


@pytest.mark.parametrize("path", ["cut", "loop", "file", "nonsense"])
def test_what_cannot_be_had_is_one_line(path: str) -> None:
    with pytest.raises(
        UsageError, match=rf"^{HOST}/{path}: cannot be fetched: .*; save the page and name the file$"
    ) as e:
        fetch_page(f"{HOST}/{path}")
    assert "\n" not in str(e.value)


def test_a_refused_connection_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(UsageError, match="Connection refused"):
            fetch_page(f"{HOST}/")


@pytest.mark.parametrize("url", ["http://", "http://[::1/", "http://a b/"])
def test_a_url_that_is_none_is_one_line(url: str) -> None:
    with pytest.raises(UsageError, match="cannot be fetched"):
        fetch_page(url)
