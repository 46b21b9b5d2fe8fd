"""A crawl that is killed goes on where its last commit was, and ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawls import FAST, ROOT, Finished, SmallPortal, command, crawl, environment, is_whole, rows
from tests.portal import compare
from tests.portal.compare import rows_of
from tests.portal.site import IN_SCOPE
from zjcrawl.captures.reading import read_record
from zjcrawl.store.reader import open_archive

KILLED_AT = (3, 30, 61, 80)
"""Requests that the portal has answered, over all crawls, when the next one kills who asks."""
BATCH = 10


class DeadlyPortal(SmallPortal):
    """A portal that kills its crawler at some requests, in the middle of whatever it does."""

    def __init__(self, layout: str) -> None:
        super().__init__(layout)
        self.victim: Future[int] = Future()
        self.deadly: int | None = None

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        if len(self.requests()) == self.deadly:
            os.kill(self.victim.result(), signal.SIGKILL)
        return super().answer(method, target, headers)

    def crawl_and_kill(self, database: Path, at: int) -> int:
        """Crawl, kill the crawl at request ``at``, and return the exit code."""
        self.victim, self.deadly = Future(), at
        line = command("crawl", "zj123", "--db", database, *FAST, "-s", f"ZJCRAWL_COMMIT_PAGES={BATCH}")
        with subprocess.Popen(
            line, cwd=ROOT, env=environment(self.proxy), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            self.victim.set_result(process.pid)
            process.wait(60)
        self.deadly = None
        return process.returncode


@dataclass(frozen=True, slots=True)
class Killed:
    """What several kills left, and what the crawl after them made of it."""

    portal: DeadlyPortal
    database: Path
    codes: list[int]
    whole: list[bool]
    stored: list[int]
    last: Finished


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    database = tmp_path_factory.mktemp("killed") / "archive.db"
    codes, whole, stored = [], [], []
    with DeadlyPortal("c") as portal:
        for at in KILLED_AT:
            codes.append(portal.crawl_and_kill(database, at))
            whole.append(is_whole(database))
            stored.append(rows(database, "SELECT count(*) FROM article")[0][0])
        return Killed(portal, database, codes, whole, stored, crawl(database, portal.proxy))


def test_a_kill_leaves_a_sound_database(killed: Killed) -> None:
    assert killed.codes == [-signal.SIGKILL] * len(KILLED_AT)
    assert killed.whole == [True] * len(KILLED_AT)


def test_nothing_that_was_committed_is_lost(killed: Killed) -> None:
    assert killed.stored == sorted(killed.stored)
    assert killed.stored[-1] > 0


def test_in_the_end_everything_is_there(killed: Killed) -> None:
    assert killed.last.code == 0, killed.last.err[-500:]
    assert compare(killed.portal.truth, rows_of(killed.database)) == []
    assert is_whole(killed.database)


def test_no_more_than_a_batch_is_fetched_again_for_each_kill(killed: Killed) -> None:
    shown = Counter(seen.page for seen in killed.portal.requests() if seen.role in IN_SCOPE - {"robots", "dead"})
    healed = list(killed.portal.site.fault_of.values()).count("heals")
    assert sum(count - 1 for count in shown.values()) - healed < 2 * BATCH * len(KILLED_AT)


def test_it_was_one_run_that_went_on(killed: Killed) -> None:
    ((resumed, reason),) = rows(killed.database, "SELECT resumed, reason FROM run")
    assert reason == "finished"
    assert 0 < resumed <= len(KILLED_AT)
    assert rows(killed.database, "SELECT key FROM frontier WHERE state <> 'done'") == []


def test_every_capture_that_is_named_can_be_read(killed: Killed) -> None:
    folder = killed.database.with_name("archive-warc")
    named = rows(killed.database, "SELECT id, url FROM capture")
    assert named
    with open_archive(killed.database) as archive:
        assert [read_record(folder, archive.record(capture)).url for capture, _ in named] == [url for _, url in named]
