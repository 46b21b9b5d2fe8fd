"""A crawl of a web archive, here a stand-in for the Wayback Machine, finds what the archive has."""

from __future__ import annotations

import json
from email.message import Message
from pathlib import Path

import pytest

from tests.archives import Reply, served
from tests.crawls import Finished, rows, run

HOME = "http://www.zj123.com/"
URL = f"{HOME}news/1.html"
TEXT = "<p>20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求%s。</p>" * 6
PAGE = f"<title>统筹发展</title><h1>统筹城乡区域发展是历史性机遇</h1><div>时间:2010年10月20日 信息来源:余杭新闻网</div>{TEXT}"
REWRITTEN = '<script src="/_static/js/bundle-playback.js"></script>'
FOOTER = "FROM article ORDER BY url"


def page(mark: str) -> str:
    return PAGE.replace("%s", mark)


def moment(target: str) -> str:
    return target.split("/")[2][:14]


class Wayback:
    """Captures of one article by day of October 2010, and how they are answered."""

    def __init__(self, **captures: str | int) -> None:
        self.captures = {f"201010{name[1:]}000000": what for name, what in captures.items()}

    def reply(self, target: str, _: Message) -> Reply:
        if target.startswith("/cdx"):
            lines = [[when, URL, "text/html", "200", when] for when in self.captures]
            return 200, {}, json.dumps([["timestamp", "original", "mimetype", "statuscode", "digest"], *lines]).encode()
        what = self.captures[moment(target)]
        if isinstance(what, int):
            return what, {}, b""
        headers = {
            "Memento-Datetime": f"{moment(target)[6:8]} Oct 2010 00:00:00 GMT",
            "Content-Type": "text/html; charset=utf-8",
        }
        return 200, headers, what.encode()


def crawled(database: Path, wayback: Wayback, *options: str) -> Finished:
    with served(wayback.reply) as on:
        places = (
            f"ZJCRAWL_WAYBACK_CDX={on.url}/cdx",
            f"ZJCRAWL_WAYBACK_REPLAY={on.url}/web",
            "ZJCRAWL_ARCHIVE_DELAY=0",
        )
        settings = [part for place in places for part in ("-s", place)]
        return run("crawl", "zj123", "--db", database, "--from", "wayback", *settings, *options)


def test_each_distinct_capture_is_a_version_and_what_is_gone_or_rewritten_is_left_out(tmp_path: Path) -> None:
    database = tmp_path / "zj123.db"
    wayback = Wayback(_20=page("一"), _21=404, _22=REWRITTEN + page("二"), _23=page("三"), _24=502, _25=page("四"))
    done = crawled(database, wayback)
    assert done.code == 0, done.err[-800:]
    assert rows(database, f"SELECT version, first_seen, last_seen {FOOTER}") == [
        (3, "2010-10-20T00:00:00Z", "2010-10-25T00:00:00Z")
    ]
    assert "gone from the archive; it answers 404" in done.err
    assert "rewritten for replay" in done.err
    assert rows(database, "SELECT source FROM run") == [("wayback",)]
    again = crawled(database, wayback)
    assert again.code == 0
    assert rows(database, "SELECT count(*) FROM capture") == [(3,)]


def test_days_can_be_chosen(tmp_path: Path) -> None:
    database = tmp_path / "zj123.db"
    wayback = Wayback(_20=page("一"), _21=page("二"), _22=page("三"))
    assert crawled(database, wayback, "--since", "2010-10-21", "--until", "2010-10-21").code == 0
    assert rows(database, "SELECT fetched_at FROM capture") == [("2010-10-21T00:00:00Z",)]


def test_an_archive_that_is_busy_stops_the_crawl_and_the_next_goes_on(tmp_path: Path) -> None:
    database = tmp_path / "zj123.db"
    done = crawled(database, Wayback(_20=page("一"), _21=503))
    assert done.code == 1
    assert "gives no captures: 503 Service Unavailable; the next crawl goes on" in done.complaint
    done = crawled(database, Wayback(_20=page("一"), _21=page("二")))
    assert done.code == 0, done.err[-800:]
    assert rows(database, f"SELECT version {FOOTER}") == [(2,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "2010-10-20"), "say where from, with --from"),
        (("--from", "wayback", "-s", "ZJCRAWL_SINCE=soon"), "ZJCRAWL_SINCE=soon: no day; write it as 2012-12-31"),
        (("--from", "wayback", "-s", "ZJCRAWL_WAYBACK_CDX=http://127.0.0.1:1/cdx", "-s", "ZJCRAWL_ARCHIVE_DELAY=0"),
         "127.0.0.1:1 gives no captures: [Errno 111] Connection refused; crawl again later"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_said_in_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("crawl", "zj123", "--db", tmp_path / "zj123.db", "--contact", "https://example.org", *arguments)
    assert done.code in (1, 2)
    assert said in done.complaint
