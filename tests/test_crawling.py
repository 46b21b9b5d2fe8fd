"""The settings that a crawl runs with, and how its end is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawls import ROOT, SmallPortal, environment, rows
from tests.crawls import crawl as crawl_by_command
from zjcrawl import settings as project
from zjcrawl.crawling import crawl, crawl_settings
from zjcrawl.errors import NotAnArchiveError

PROGRAM = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from zjcrawl.crawling import crawl
options = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "LOG_ENABLED": False, **json.loads(sys.argv[2])}
print(json.dumps(asdict(crawl("zj123", Path(sys.argv[1]), options))))
"""


def test_options_stand_above_the_projects_settings() -> None:
    settings = crawl_settings({"DOWNLOAD_DELAY": "7", "ZJCRAWL_DB": "x.db"})
    assert settings.getfloat("DOWNLOAD_DELAY") == 7
    assert settings["ZJCRAWL_DB"] == "x.db"
    assert settings["BOT_NAME"] == "zjcrawl"


def test_the_manners_are_those_of_a_guest() -> None:
    settings = crawl_settings({})
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings.getfloat("DOWNLOAD_DELAY") >= 1
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings["USER_AGENT"].startswith("zjcrawl/")


def test_every_setting_of_ours_is_one_that_scrapy_or_we_read() -> None:
    known = set(crawl_settings({}).copy_to_dict())
    assert {name for name in dir(project) if name.isupper()} <= known


def test_a_file_that_is_no_archive_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes " * 50, encoding="utf-8")
    with pytest.raises(NotAnArchiveError):
        crawl("zj123", path, {"ZJCRAWL_CONTACT": "mailto:archive@example.org"})


@pytest.mark.parametrize(
    ("options", "reason", "articles"),
    [({}, "finished", 12), ({"CLOSESPIDER_PAGECOUNT": 1}, "closespider_pagecount", 0)],
)
def test_the_end_of_a_crawl_is_told(tmp_path: Path, options: dict[str, int], reason: str, articles: int) -> None:
    database = tmp_path / "archive.db"
    with SmallPortal("e", 12, faults=()) as portal:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", PROGRAM, str(database), json.dumps(options)],
            cwd=ROOT, env=environment(portal.proxy), capture_output=True, timeout=60, check=True,
        )  # fmt: skip
    told = json.loads(done.stdout)
    assert (told["reason"], told["articles"]) == (reason, articles)
    assert [(told["pages"],)] == rows(database, "SELECT count(*) FROM url_outcome WHERE kind IN ('article', 'listing')")


class Gated(SmallPortal):
    """A portal that leads to the same address who does not send its cookie back."""

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        if "gate=open" in headers.get("cookie", "") or target.endswith("/robots.txt"):
            return super().answer(method, target, headers)
        head = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nSet-Cookie: gate=open; path=/\r\nContent-Length: 0\r\n\r\n"
        return head.encode(), False


@pytest.mark.parametrize(
    ("cookies", "code", "failed", "articles"), [("False", 1, [("redirect loop",)], 0), ("True", 0, [], 30)]
)
def test_a_portal_that_wants_its_cookie_back_is_crawled_with_cookies_on(
    tmp_path: Path, cookies: str, code: int, failed: list[tuple[str]], articles: int
) -> None:
    with Gated("b", 30, faults=()) as portal:
        ended = crawl_by_command(tmp_path / "a.db", portal.proxy, "-s", f"COOKIES_ENABLED={cookies}")
    assert ended.code == code
    assert rows(tmp_path / "a.db", "SELECT reason FROM url_outcome WHERE kind = 'failed'") == failed
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM article") == [(articles,)]
