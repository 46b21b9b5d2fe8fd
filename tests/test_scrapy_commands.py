"""Plain Scrapy from the project's root: list, crawl and parse."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

from tests.crawls import FAST, ROOT, Finished, SmallPortal, environment, rows
from zjcrawl.sites import SITES


def scrapy(*arguments: str, proxy: str | None = None) -> Finished:
    """Run one of Scrapy's own commands in the project's root."""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env=environment(proxy),
        capture_output=True,
        timeout=120,
    )
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_spiders_are_listed() -> None:
    assert scrapy("list").out.split() == sorted(SITES)


def test_a_crawl_writes_items_and_the_archive(tmp_path: Path) -> None:
    database, items = tmp_path / "archive.db", tmp_path / "items.jsonl"
    with SmallPortal("e", 12, faults=()) as portal:
        done = scrapy("crawl", "zj123", *FAST, "-s", f"ZJCRAWL_DB={database}", "-o", str(items), proxy=portal.proxy)
    assert done.code == 0, done.err
    found = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines()]
    wanted = {row["url"]: row for row in portal.truth}
    assert {row["url"]: row["title"] for row in found} == {url: row["title"] for url, row in wanted.items()}
    assert rows(database, "SELECT count(*) FROM article") == [(12,)]


def test_a_page_is_parsed_without_an_archive(tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    with SmallPortal("e", 12, faults=()) as portal:
        wanted = portal.truth[0]
        done = scrapy(
            "parse", "--spider=zj123", "--nolinks", "-s", f"ZJCRAWL_DB={database}", wanted["url"], proxy=portal.proxy
        )  # fmt: skip
    assert done.code == 0, done.err
    assert wanted["title"] in done.out
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_scrapyd_finds_the_settings() -> None:
    (settings,) = entry_points(group="scrapy", name="settings")
    assert settings.load().SPIDER_MODULES == ["zjcrawl.spiders"]
