"""A portal that moved is crawled in captures of former days from the home it had then, and by the names of then.

Its pages are those of a stand-in, reconstructed for both addresses; nobody captured them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.archives import Reply, served
from tests.crawls import ROOT, Finished, SmallPortal, environment, rows
from tests.exchanges import exchange
from tests.moved import OLD_HOST, OLD_NAME, RENAMED
from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.warc import WarcWriter

HOST = "www.zj123.com"
THEN, LATER = datetime(2005, 3, 5, tzinfo=UTC), datetime(2012, 3, 5, tzinfo=UTC)
SQUATTED = datetime(2009, 3, 5, tzinfo=UTC)
"""When the portal had moved, and its old address was another's."""


@dataclass(frozen=True, slots=True)
class Past:
    """What there is of a portal: captures of 2005 at its old address, of 2009 there by another, of 2012 at its new one."""

    exchanges: list[Exchange]
    sections: dict[str, str]
    """By canonical URL as it is now."""


def then(url: str) -> str:
    return url.replace(HOST, OLD_HOST)


@pytest.fixture(scope="module")
def past() -> Past:
    portal = SmallPortal("e", 24, faults=())
    made: list[Exchange] = []
    codec = portal.site.layout.codec
    for number, (url, found) in enumerate(portal.site.resources.items()):
        if found.status != 200 or HOST not in url:
            continue
        headers, later = (("Content-Type", "text/html"),), timedelta(seconds=number)
        old = found.body.replace(HOST.encode(), OLD_HOST.encode()).replace(
            RENAMED.encode(codec), OLD_NAME.encode(codec)
        )
        made.append(exchange(old, headers, then(url), fetched_at=THEN + later))
        made.append(exchange(b"<title>sold</title><a href=/>sold</a>", headers, then(url), fetched_at=SQUATTED + later))
        made.append(exchange(found.body, headers, url, fetched_at=LATER + later))
    return Past(made, {row["url"]: row["section"] for row in portal.truth})


def crawl(database: Path, *arguments: str | Path, proxy: str | None = "http://127.0.0.1:9") -> Finished:
    command = [sys.executable, "-W", "error", "-m", "tests.moved", "crawl", "zj123", "--db", database, *arguments]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment(proxy), timeout=120)
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def holds_both(database: Path, past: Past) -> None:
    """Every article is there at both addresses, in the sections that lists had then and have now."""
    wanted = past.sections | {then(url): OLD_NAME if name == RENAMED else name for url, name in past.sections.items()}
    assert dict(rows(database, "SELECT url, section FROM article")) == wanted
    walked = "SELECT count(*) FROM url_outcome WHERE kind = 'article' AND section IS NULL"
    assert rows(database, walked) == [(0,)]  # none was found only because it lies there
    assert rows(database, "SELECT count(*) FROM capture WHERE fetched_at LIKE '2009%'") == [(0,)]
    assert rows(
        database, "SELECT DISTINCT substr(first_seen, 1, 4) FROM article WHERE url LIKE ?", f"%{OLD_HOST}%"
    ) == [("2005",)]


def test_files_of_both_addresses(past: Past, tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "warc", "zj123") as writer:
        for made in past.exchanges:
            writer.write(made)
    done = crawl(tmp_path / "found.db", "--from", tmp_path / "warc")
    assert done.code == 0, done.err[-800:]
    holds_both(tmp_path / "found.db", past)


def test_a_package_of_the_old_address_alone(past: Past, tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "warc", "zj123") as writer:
        for made in past.exchanges:
            if OLD_HOST in made.url:
                writer.write(made)
    done = crawl(tmp_path / "found.db", "--from", tmp_path / "warc")
    assert done.code == 0, done.err[-800:]
    assert {url for (url,) in rows(tmp_path / "found.db", "SELECT url FROM article")} == set(map(then, past.sections))


@pytest.fixture
def wayback(past: Past) -> Iterator[tuple[str, list[str]]]:
    by_place = {(f"{made.fetched_at:%Y%m%d%H%M%S}", made.url): made for made in past.exchanges}

    def reply(target: str, _: Message) -> Reply:
        if target.startswith("/cdx"):
            asked = parse_qs(urlsplit(target).query)
            last = asked.get("to", ["9"])[0]
            found = [
                [moment, url, "text/html", "200", f"{number}"]
                for number, (moment, url) in enumerate(by_place)
                if asked["url"][0] in url and moment <= last
            ]
            return 200, {}, json.dumps([["timestamp", "original", "mimetype", "statuscode", "digest"], *found]).encode()
        moment, url = target.removeprefix("/web/").split("id_/", 1)
        made = by_place[moment, url]
        headers = {"Memento-Datetime": format_datetime(made.fetched_at, usegmt=True), "Content-Type": "text/html"}
        return 200, headers, bytes(made.body)

    with served(reply) as on:
        yield on.url, on.asked


def test_a_wayback_machine_is_asked_for_both(past: Past, wayback: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = wayback
    places = (f"ZJCRAWL_WAYBACK_CDX={url}/cdx", f"ZJCRAWL_WAYBACK_REPLAY={url}/web", "ZJCRAWL_ARCHIVE_DELAY=0")
    settings = [part for place in places for part in ("-s", place)]
    done = crawl(tmp_path / "found.db", "--from", "wayback", *settings, proxy=None)
    assert done.code == 0, done.err[-800:]
    holds_both(tmp_path / "found.db", past)
    told = [parse_qs(urlsplit(target).query) for target in asked if target.startswith("/cdx")]
    assert [(query["url"], query.get("to")) for query in told] == [
        (["zj123.com"], None),
        (["mqw.example"], ["20060630235959"]),
    ]
