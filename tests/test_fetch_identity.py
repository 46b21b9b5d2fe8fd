"""A portal's owner can tell who crawls."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import run
from zjcrawl.crawling import crawl_settings
from zjcrawl.errors import UsageError
from zjcrawl.fetch.identity import demand_contact, introduce

CONTACT = "mailto:archive@example.org"
PROXIES = ("http_proxy", "HTTP_PROXY")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


def test_the_contact_stands_in_the_user_agent() -> None:
    settings = crawl_settings({"ZJCRAWL_CONTACT": CONTACT})
    introduce(settings)
    assert settings["USER_AGENT"].endswith(f"(archival crawler; +{CONTACT})")


def test_a_user_agent_that_was_given_is_kept() -> None:
    settings = crawl_settings({"ZJCRAWL_CONTACT": CONTACT, "USER_AGENT": "mine"})
    introduce(settings)
    assert settings["USER_AGENT"] == "mine"


def test_a_live_crawl_without_a_contact_is_refused() -> None:
    with pytest.raises(UsageError, match=r"--contact or ZJCRAWL_CONTACT"):
        demand_contact(crawl_settings({"ZJCRAWL_CONTACT": None}))


@pytest.mark.parametrize(
    "options", [{"ZJCRAWL_CONTACT": CONTACT}, {"USER_AGENT": f"mine (+{CONTACT})"}, {"ZJCRAWL_FROM": "a.warc.gz"}]
)
def test_a_crawl_that_names_somebody_or_asks_nobody_needs_no_more(options: dict[str, str]) -> None:
    demand_contact(crawl_settings(options))


def test_behind_a_proxy_no_contact_is_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    demand_contact(crawl_settings({"ZJCRAWL_CONTACT": None}))


def test_the_command_says_what_is_wanting_before_it_makes_a_file(tmp_path: Path) -> None:
    ended = run("crawl", "zj123", "--db", tmp_path / "a.db")
    assert ended.code == 2
    assert "give an address or URL with --contact" in ended.complaint
    assert list(tmp_path.iterdir()) == []
