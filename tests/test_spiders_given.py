"""A crawl that is asked for in a way that makes no sense says so at once, and neither makes nor fetches anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import run
from zjcrawl.crawling import crawl_settings
from zjcrawl.errors import UsageError
from zjcrawl.spiders.given import demand_sense, given

CONTACT = {"ZJCRAWL_CONTACT": "archive@example.org"}

SENSELESS = {
    "ZJCRAWL_WINDO=22:00-06:00": "ZJCRAWL_WINDO: no setting of zjcrawl; did you mean ZJCRAWL_WINDOW?",
    "ZJCRAWL_X=1": "ZJCRAWL_X: no setting of zjcrawl",
    "DOWNLOAD_DELAY=two": "DOWNLOAD_DELAY=two: no number; the default is 2.0",
    "DOWNLOAD_DELAY=-2": "DOWNLOAD_DELAY=-2: no number",
    "DOWNLOAD_DELAY=nan": "DOWNLOAD_DELAY=nan: no number",
    "CLOSESPIDER_TIMEOUT=an hour": "CLOSESPIDER_TIMEOUT=an hour: no number; the default is 0",
    "ZJCRAWL_FULL_DAYS=x": "ZJCRAWL_FULL_DAYS=x: no number; the default is 30",
    "ZJCRAWL_COMMIT_PAGES=x": "ZJCRAWL_COMMIT_PAGES=x: no number",
    "ROBOTSTXT_OBEY=nein": "ROBOTSTXT_OBEY=nein: neither yes nor no; write 1 or 0",
    "ZJCRAWL_REVISIT_SHARE=2": "ZJCRAWL_REVISIT_SHARE=2: a share is at most 1; 0.02 is 2 %",
    "ZJCRAWL_REVISIT_MIN_DAYS=200": "ZJCRAWL_REVISIT_MIN_DAYS=200 and ZJCRAWL_REVISIT_MAX_DAYS=180: not a range",
    "ZJCRAWL_REVISIT_MIN_DAYS=0": "ZJCRAWL_REVISIT_MIN_DAYS=0 and ZJCRAWL_REVISIT_MAX_DAYS=180: not a range",
    "ZJCRAWL_SINCE=2010-01-01": "ZJCRAWL_SINCE and ZJCRAWL_UNTIL choose among captures: say where from, with --from",
    "ZJCRAWL_WINDOW=22-25": "ZJCRAWL_WINDOW='22-25': not a window; write 22:00-06:00",
    "ZJCRAWL_ON_ALARM=mail 'x": '"mail \'x" is no command: No closing quotation; quote it as in a shell',
    "ZJCRAWL_CONTACT=me": "contact 'me': neither an e-mail address nor a URL",
}


@pytest.mark.parametrize("setting", sorted(SENSELESS))
def test_a_setting_that_makes_no_sense_is_refused_with_what_to_do(setting: str) -> None:
    name, _, value = setting.partition("=")
    with pytest.raises(UsageError) as refused:
        demand_sense(crawl_settings({**CONTACT, name: value}))
    assert str(refused.value).startswith(SENSELESS[setting])


def test_days_that_end_before_they_begin_are_refused() -> None:
    days = {"ZJCRAWL_FROM": "a.warc.gz", "ZJCRAWL_SINCE": "2012-01-02", "ZJCRAWL_UNTIL": "2012-01-01"}
    with pytest.raises(UsageError, match="no day is both from 2012-01-02 on and until 2012-01-01"):
        demand_sense(crawl_settings(days))


@pytest.mark.parametrize(
    "setting",
    [
        "DOWNLOAD_DELAY=0", "DOWNLOAD_TIMEOUT=2.5", "RETRY_PRIORITY_ADJUST=-1", "ZJCRAWL_LONGEST_WAIT=inf",
        "AUTOTHROTTLE_ENABLED=False", "AN_ADD_ONS_OWN=whatever", "ZJCRAWL_REVISIT_SHARE=0", "ZJCRAWL_WINDOW=",
    ],
)  # fmt: skip
def test_a_setting_that_makes_sense_is_taken(setting: str) -> None:
    name, _, value = setting.partition("=")
    demand_sense(crawl_settings({**CONTACT, name: value}))


def test_the_defaults_make_sense_and_none_counts_as_given() -> None:
    settings = crawl_settings(CONTACT)
    demand_sense(settings)
    assert list(given(settings)) == ["ZJCRAWL_CONTACT"]


def test_the_command_says_it_in_one_line_and_makes_no_file(tmp_path: Path) -> None:
    ended = run("crawl", "zj123", "--db", tmp_path / "a.db", "--contact", "a@b.cn", "-s", "DOWNLOAD_DELAY=two")
    assert ended.code == 2
    assert ended.err == "zjcrawl: DOWNLOAD_DELAY=two: no number; the default is 2.0\n"
    assert list(tmp_path.iterdir()) == []


def test_a_crawl_that_scrapy_cannot_begin_says_so_after_its_log(tmp_path: Path) -> None:
    options = ("--contact", "a@b.cn", "-s", "SCHEDULER=nowhere.Nothing")
    ended = run("crawl", "zj123", "--db", tmp_path / "a.db", *options)
    assert ended.code == 1
    assert ended.complaint == "zjcrawl: the crawl could not begin; the log above says why"
    assert "nowhere" in ended.err
