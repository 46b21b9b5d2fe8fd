"""A portal whose robots.txt cannot be had for now is left alone; one without the file is crawled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from tests.crawls import Answer, Finished, Misbehaving, SmallPortal, answer, crawl, rows
from zjcrawl.fetch.robots import Robots

ROBOTS = ("http://www.zj123.com/robots.txt", "http://zj123.com/robots.txt")
ELSEWHERE = answer(b"", "Location: http://example.org/robots.txt", status="302 Found")


def crawled(folder: Path, given: Answer) -> tuple[Finished, list[tuple[Any, ...]], list[str]]:
    """Crawl a portal whose robots.txt is answered so; return the ending, the outcomes, and the other requests."""
    with SmallPortal("b", 30, faults=()) as portal, Misbehaving(portal, dict.fromkeys(ROBOTS, given)) as server:
        ended = crawl(folder / "a.db", server.proxy, "-s", "RETRY_TIMES=0")
        asked = [seen.url for seen in portal.requests()]
    return ended, rows(folder / "a.db", "SELECT kind, reason FROM url_outcome"), asked


@pytest.mark.parametrize(
    ("given", "sign"),
    [
        (answer(b"busy", status="503 Service Unavailable"), "HTTP 503"),
        (answer(b"", status="429 Too Many Requests"), "HTTP 429"),
        (lambda _stream: None, "DownloadFailedError"),
    ],
)
def test_a_file_that_cannot_be_had_for_now_closes_its_host(tmp_path: Path, given: Answer, sign: str) -> None:
    ended, outcomes, asked = crawled(tmp_path, given)
    assert ended.code == 1
    ((kind, reason),) = outcomes
    assert kind == "failed"
    assert reason.startswith("robots.txt of zj123.com cannot be had, which closes it: ")
    assert sign in reason
    assert asked == []
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "given", [answer(b"no", status="404 Not Found"), answer(b"", status="403 Forbidden"), ELSEWHERE]
)
def test_a_file_that_is_not_there_is_leave_to_crawl(tmp_path: Path, given: Answer) -> None:
    ended, outcomes, _ = crawled(tmp_path, given)
    assert ended.code == 0
    assert sum(kind == "article" for kind, _ in outcomes) >= 30


@pytest.mark.parametrize("path", ["/Manage/news.aspx", "/(S(k3x9))/Manage/news.aspx"])
def test_a_session_id_before_a_closed_path_does_not_open_it(path: str) -> None:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    crawler.stats = StatsCollector(crawler)
    parser = ProtegoRobotParser(robotstxt_body=b"User-agent: *\nDisallow: /Manage/\n", spider=None)
    robots = Robots(crawler)
    robots.process_request_2(parser, Request("http://www.zj123.com/(S(k3x9))/News/news.aspx"))
    with pytest.raises(IgnoreRequest):
        robots.process_request_2(parser, Request(f"http://www.zj123.com{path}"))
