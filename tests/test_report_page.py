"""The page of an archive: whole in itself, in both languages, and safe whatever a portal wrote into its titles."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree

from tests.nights import SECTIONS, Simulated
from tests.test_drift_alarms import lot_of, ordinary, years
from zjcrawl.errors import ArchiveError, UsageError
from zjcrawl.records import OutcomeKind
from zjcrawl.report.page import page
from zjcrawl.store import Archive, ArchiveReader, open_archive

BEGIN = date(2026, 3, 2)
HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "archive.db"
    with Archive.open(path) as archive:
        portal, lot = Simulated(archive), lot_of(1)
        portal.crawl(BEGIN, years(lot, BEGIN, 300))
        for i in range(1, 12):
            crawl_night(portal, lot, BEGIN + timedelta(days=i))
        bad = [(section, OutcomeKind.MISSING) for section in SECTIONS]
        lost = ordinary(lot, BEGIN, 4, published=None, body="一字不差的正文。", title=HOSTILE, source=HOSTILE)
        portal.crawl(BEGIN + timedelta(days=12), lost, bad=bad)
    return path


def crawl_night(portal: Simulated, lot: random.Random, day: date) -> None:
    portal.crawl(day, ordinary(lot, day, 3))


@pytest.fixture
def reader(database: Path) -> Iterator[ArchiveReader]:
    with open_archive(database) as reader:
        yield reader


def text(shown: str) -> str:
    found = etree.fromstring(shown, etree.HTMLParser()).xpath("string(//body)")
    return " ".join(str(found).split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_needs_nothing_from_elsewhere(reader: ArchiveReader, language: str) -> None:
    shown = page(reader, language=language)
    assert shown.startswith("<!DOCTYPE html>")
    assert not re.search(r"<(script|link|iframe|img|object)\b|@import|url\(", shown)
    assert etree.fromstring(shown, etree.HTMLParser()).xpath("//@src | //@style[contains(., 'url')]") == []
    assert all(url.startswith("http://portal.test/") for url in re.findall(r'href="([^"]*)"', shown))


def test_it_says_what_was_found_in_english(reader: ArchiveReader) -> None:
    shown = text(page(reader))
    assert "as of run 13, 2026-03-13 18:30 · runs: 13, from 2026-03-01 to 2026-03-13" in shown
    assert "337articles" in shown
    assert "The lists of 区域发展、民营经济、浙江股市、经济热点 were walked to their ends." in shown
    assert "published: 0 of 4 articles have it, where 100 % had" in shown
    told = r"Such stories: \d+; articles that tell them: \d+; articles word for word the same as an earlier one: 3\."
    assert re.search(told, shown)
    assert "missingwhy4" in shown


def test_it_says_the_same_in_chinese(reader: ArchiveReader) -> None:
    shown = page(reader, language="zh")
    assert '<html lang="zh-Hans">' in shown
    assert "日期：4 篇文章中 0 篇有此字段，以往为 100 %" in text(shown)
    assert "区域发展、民营经济、浙江股市、经济热点 的列表已读到末页。" in text(shown)
    assert not re.search(r"(?<!<)\b(articles|sections|runs|requests)\b", text(shown))


def test_what_a_portal_wrote_is_text_and_nothing_else(reader: ArchiveReader) -> None:
    shown = page(reader)
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script" not in shown
    assert "<img" not in shown
    assert HOSTILE[:40] in text(shown)


def test_a_run_before_the_last_is_shown_as_it_was_then(reader: ArchiveReader) -> None:
    shown = text(page(reader, 5))
    assert "as of run 5" in shown
    assert "The portal is what the runs before found." in shown


def test_a_run_that_goes_on_has_a_page_as_well(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.begin_run("zj123", "live", {})
    with open_archive(tmp_path / "a.db") as reader:
        assert "The run goes on; it is summed up when it ends." in text(page(reader))


def test_what_is_not_there_is_a_clear_error(reader: ArchiveReader, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run 99 in it"):
        page(reader, 99)
    Archive.open(tmp_path / "empty.db").close()
    with open_archive(tmp_path / "empty.db") as empty, pytest.raises(ArchiveError, match=r"empty\.db: no run in it"):
        page(empty)
