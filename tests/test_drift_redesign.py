"""Redesigns of a portal, crawled over loopback: one that the reader cannot follow, and one that it can."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawls import Finished, SmallPortal, crawl, rows


class ScriptedDates(SmallPortal):
    """A portal whose pages have a script write the date."""

    def __init__(self, layout: str, articles: int, seed: int) -> None:
        super().__init__(layout, articles, seed, faults=())
        for url, page in self.site.resources.items():
            if page.role == "article":
                text = page.body.decode("gb18030")
                body = re.sub(r"20\d\d[-/.年]\d\d?[-/.月]\d\d?日?", "<script>day()</script>", text).encode("gb18030")
                self.site.resources[url] = replace(page, body=body)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("history") / "archive.db"
    with SmallPortal("e", 36, faults=()) as portal:
        assert crawl(database, portal.proxy).code == 0
        assert crawl(database, portal.proxy).code == 0
    return database


def next_night(history: Path, folder: Path, portal: SmallPortal) -> tuple[Finished, list[tuple[str, str | None, str]]]:
    """Crawl ``portal`` into a copy of ``history``; return how that ended, and grade, subject and kind of what it raised."""
    database = folder / "archive.db"
    shutil.copy(history, database)
    shutil.copytree(history.with_name("archive-warc"), folder / "archive-warc")
    with portal:
        done = crawl(database, portal.proxy)
    return done, rows(database, "SELECT kind, subject, grade FROM alarm WHERE section IS NULL AND raised ORDER BY id")


def test_a_redesign_that_hides_the_dates_is_noticed_in_its_first_night(history: Path, tmp_path: Path) -> None:
    done, raised = next_night(history, tmp_path, ScriptedDates("a", 36, 2))
    assert ("field", "published", "alarm") in raised
    assert done.code == 1
    assert re.search(r"alarm: published: [0-3] of 36 articles have it", done.complaint)


def test_a_redesign_that_reads_well_is_a_notice(history: Path, tmp_path: Path) -> None:
    done, raised = next_night(history, tmp_path, SmallPortal("f", 36, 2, faults=()))
    assert {(kind, grade) for kind, _, grade in raised} == {("markup", "notice"), ("encoding", "notice")}
    assert done.code == 0, done.err
