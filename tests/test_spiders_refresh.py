"""Crawling an unchanged portal again: little is written, nothing is lost, and everything still opens to its bytes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from hashlib import sha1
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawls import Finished, SmallPortal, crawl, rows, run
from zjcrawl.captures.reading import read_record
from zjcrawl.store.reader import open_archive

LAYOUT = "b"
_ARTICLES = "SELECT url, version, title, body, first_seen, capture FROM article ORDER BY url"


class Validating(SmallPortal):
    """A portal that gives each page an ETag, and answers 304 to who has it."""

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        response, close = super().answer(method, target, headers)
        head, _, body = response.partition(b"\r\n\r\n")
        tag = f'"{sha1(body, usedforsecurity=False).hexdigest()}"'
        if not head.startswith(b"HTTP/1.1 200 ") or not body or close:
            return response, close
        if headers.get("if-none-match") == tag:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode(), close
        return head + f"\r\nETag: {tag}\r\n\r\n".encode() + body, close


class Dated(SmallPortal):
    """A portal whose answers say when they were sent, each another second."""

    answered = 0

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        response, close = super().answer(method, target, headers)
        head, _, rest = response.partition(b"\r\n")
        self.answered += 1
        return head + f"\r\nDate: {formatdate(self.answered, usegmt=True)}\r\n".encode() + rest, close


@dataclass
class Refreshed:
    """An archive after a crawl, another with ``--refresh``, and what the portal was asked and answered then."""

    portal: SmallPortal
    database: Path
    sizes: list[int] = field(default_factory=list)
    articles: list[list[tuple[object, ...]]] = field(default_factory=list)
    crawls: list[Finished] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.database.with_name("archive-warc")

    def crawl(self, *options: str) -> None:
        self.crawls.append(crawl(self.database, self.portal.proxy, *options))
        self.sizes.append(sum(path.stat().st_size for path in self.folder.iterdir()))
        self.articles.append(rows(self.database, _ARTICLES))


def refreshed(portal: SmallPortal, folder: Path) -> Refreshed:
    with portal:
        done = Refreshed(portal, folder / "archive.db")
        done.crawl()
        portal.forget()
        done.crawl("--refresh")
    return done


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    return refreshed(SmallPortal(LAYOUT, faults=()), tmp_path_factory.mktemp("unchanged"))


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    return refreshed(Validating(LAYOUT, 40), tmp_path_factory.mktemp("validated"))


def profiles(folder: Path) -> list[str]:
    """The ends of the profiles of all revisits."""
    found: list[str] = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            revisits = (record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "revisit")
            found += [said.get_header("WARC-Profile").rpartition("/")[2] for said in revisits]
    return found


def test_an_unchanged_portal_adds_less_than_a_tenth(unchanged: Refreshed) -> None:
    first, both = unchanged.sizes
    assert [done.code for done in unchanged.crawls] == [0, 0]
    assert both - first < first / 10
    assert set(profiles(unchanged.folder)) == {"identical-payload-digest"}


@pytest.mark.parametrize(
    ("portal", "layout", "profile"),
    [(Dated, "a", "identical-payload-digest"), (SmallPortal, "l", "identical-content")],
)
def test_answers_that_say_the_time_or_are_compressed_anew_add_less_than_a_tenth_too(
    portal: type[SmallPortal], layout: str, profile: str, tmp_path: Path
) -> None:
    done = refreshed(portal(layout, 40), tmp_path)
    first, both = done.sizes
    assert both - first < first / 10
    assert profile in profiles(done.folder)
    assert done.articles[0] == done.articles[1]
    assert run("verify", done.database, "--all").code == 0


def test_articles_stay_as_they_were_and_keep_the_capture_that_has_their_bytes(
    unchanged: Refreshed, validated: Refreshed
) -> None:
    for done in (unchanged, validated):
        assert done.articles[0] == done.articles[1]
        assert rows(done.database, "SELECT count(*) FROM article_version") == [(0,)]
        named = "SELECT count(original_id) FROM article_current AS a JOIN capture AS c ON c.id = capture_id"
        assert rows(done.database, named) == [(0,)]


def test_every_capture_opens_to_its_bytes(unchanged: Refreshed, validated: Refreshed) -> None:
    for done in (unchanged, validated):
        with open_archive(done.database) as archive:
            for capture_id, original_id, url in rows(done.database, "SELECT id, original_id, url FROM capture"):
                capture = read_record(done.folder, archive.record(capture_id))
                assert capture.url == url
                if original_id is not None:
                    assert capture.body == read_record(done.folder, archive.record(original_id)).body


def test_the_outcomes_of_the_second_run_name_its_own_captures(unchanged: Refreshed) -> None:
    earlier = """
    SELECT count(*) FROM url_outcome JOIN capture AS c ON c.id = capture_id
    WHERE url_outcome.run_id = 2 AND fetched_at < (SELECT started_at FROM run WHERE id = 2)"""
    assert rows(unchanged.database, earlier) == [(0,)]
    stored = (
        "SELECT stored, count(*) FROM url_outcome WHERE run_id = 2 AND kind = 'article' AND stored <> '' GROUP BY 1"
    )
    assert rows(unchanged.database, stored) == [("unchanged", len(unchanged.portal.truth))]


def test_a_portal_that_knows_what_changed_is_asked_for_nothing_else(validated: Refreshed) -> None:
    answered = [seen for seen in validated.portal.requests() if seen.role in ("article", "listing", "continuation")]
    assert [done.code for done in validated.crawls] == [0, 0]
    kinds = dict(rows(validated.database, "SELECT status, count(*) FROM capture WHERE original_id NOT NULL GROUP BY 1"))
    assert kinds[304] >= len(answered) > 12
    assert "server-not-modified" in profiles(validated.folder)


def test_redirects_robots_and_what_was_tried_again_have_their_rows(validated: Refreshed) -> None:
    by_status = dict(rows(validated.database, "SELECT status, count(*) FROM capture GROUP BY status"))
    assert by_status.keys() >= {200, 302, 304, 404, 500}
    assert rows(validated.database, "SELECT count(*) > 0 FROM capture WHERE url LIKE '%/robots.txt'") == [(1,)]
    assert (
        rows(
            validated.database,
            "SELECT kind, reason FROM url_outcome WHERE status IS NOT NULL AND capture_id IS NULL OR reason = 'redirect' "
            "AND capture_id IS NULL OR reason = 'response cut off' AND capture_id IS NULL",
        )
        == []
    )


def test_a_page_that_changed_is_fetched_and_becomes_a_version(tmp_path: Path) -> None:
    with Validating(LAYOUT, 12, faults=()) as portal:
        done = Refreshed(portal, tmp_path / "archive.db")
        done.crawl()
        url = next(row["url"] for row in portal.truth if not row["_copies"])
        resource = portal.site.resources[url]
        changed = resource.body.replace("。".encode(), "！".encode())
        portal.site.resources[url] = replace(resource, body=changed)
        done.crawl("--refresh")
    assert rows(done.database, "SELECT url FROM article_version") == [(url,)]
    (capture_id,) = (row[0] for row in rows(done.database, "SELECT capture_id FROM article_current WHERE url = ?", url))
    with open_archive(done.database) as archive:
        assert read_record(done.folder, archive.record(capture_id)).body == changed


def test_captures_that_are_gone_are_written_anew(tmp_path: Path) -> None:
    with Validating(LAYOUT, 12, faults=()) as portal:
        done = Refreshed(portal, tmp_path / "archive.db")
        done.crawl()
        for path in done.folder.iterdir():
            path.unlink()
        done.crawl("--refresh")
    assert done.crawls[1].code == 0
    assert done.crawls[1].err.count("what it holds is captured anew") == 1
    assert profiles(done.folder) == []
    assert done.sizes[1] == pytest.approx(done.sizes[0], rel=0.02)


def test_other_programs_find_nothing_wrong(unchanged: Refreshed, validated: Refreshed) -> None:
    for done in (unchanged, validated):
        for name, *options in (("warcio", "check"), ("fastwarc", "check", "-q")):
            for path in done.folder.iterdir():
                check = [str(Path(sys.executable).with_name(name)), *options, str(path)]
                found = subprocess.run(check, capture_output=True, check=False)
                assert (found.returncode, found.stdout) == (0, b""), path
