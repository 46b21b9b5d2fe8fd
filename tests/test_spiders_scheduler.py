"""The frontier as Scrapy's scheduler: what comes back as a retry or a redirect, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from tests.store_samples import new_crawl
from zjcrawl.crawling import crawl_settings
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import Article
from zjcrawl.spiders.scheduler import FrontierScheduler
from zjcrawl.spiders.session import Session
from zjcrawl.spiders.zj123 import Zj123Spider

HOST = "http://www.zj123.com/"
OLD, NEW = f"{HOST}old.asp?id=7", f"{HOST}7.html"


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[Zj123Spider]:
    crawler = get_crawler(Zj123Spider)
    spider = Zj123Spider.from_crawler(crawler)
    spider.session = Session.open(crawl_settings({"ZJCRAWL_DB": str(tmp_path / "archive.db")}), spider.site)
    yield spider
    spider.session.close("finished")


@pytest.fixture
def scheduler(spider: Zj123Spider) -> FrontierScheduler:
    scheduler = FrontierScheduler.from_crawler(spider.crawler)
    scheduler.open(spider)
    return scheduler


def visit(url: str, role: Role = Role.ARTICLE) -> Visit:
    return Visit(url, url, role, section="经济热点")


def begun(scheduler: FrontierScheduler, spider: Zj123Spider, url: str = OLD, role: Role = Role.ARTICLE) -> Request:
    """Queue a visit and take its request."""
    assert scheduler.enqueue_request(spider.request(visit(url, role)))
    request = scheduler.next_request()
    assert request is not None
    return request


def redirected(request: Request, *urls: str) -> Request:
    """What Scrapy makes of a request that was redirected to ``urls`` one after the other."""
    was = [*request.meta.get("redirect_urls", ()), request.url, *urls[:-1]]
    return request.replace(
        url=urls[-1], meta={**request.meta, "redirect_times": len(urls), "redirect_urls": was}, dont_filter=True
    )


def outcomes(spider: Zj123Spider) -> list[tuple[str, str, str, str | None]]:
    assert spider.session is not None
    return spider.session.archive.db.conn.execute(
        "SELECT url, kind, reason, target FROM url_outcome ORDER BY url"
    ).fetchall()


def test_a_visit_becomes_its_request(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    request = begun(scheduler, spider)
    assert request.url == OLD
    assert request.meta["visit"] == visit(OLD)
    assert not scheduler.has_pending_requests()
    assert scheduler.next_request() is None


def test_a_page_is_fetched_once_however_it_is_linked(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    begun(scheduler, spider)
    linked = Visit(OLD, "http://zj123.com/old.asp?id=7&utm_source=x", Role.ARTICLE)
    assert not scheduler.enqueue_request(spider.request(linked))
    assert outcomes(spider) == []


def test_a_retry_keeps_what_scrapy_counts(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    request = begun(scheduler, spider)
    again = request.replace(meta={**request.meta, "retry_times": 1}, dont_filter=True)
    assert scheduler.enqueue_request(again)
    assert scheduler.has_pending_requests()
    assert scheduler.next_request() is again


def test_a_redirect_to_another_spelling_goes_on(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    request = begun(scheduler, spider, f"{HOST}a.asp?id=7")
    moved = redirected(request, f"{HOST}a.asp?id=7&sid=0a1b2c3d4e5f")
    assert scheduler.enqueue_request(moved)
    assert scheduler.next_request() is moved
    assert outcomes(spider) == []


def test_a_redirect_to_another_page_is_followed(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    moved = redirected(begun(scheduler, spider), NEW)
    assert scheduler.enqueue_request(moved)
    assert outcomes(spider) == [(OLD, "alias", "redirect", NEW)]
    following = scheduler.next_request()
    assert following is not None
    assert (following.url, following.meta["visit"].key) == (NEW, NEW)
    assert following.meta["visit"].section == "经济热点"


def test_a_redirect_to_a_page_that_is_known_is_settled(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    begun(scheduler, spider, NEW)
    assert not scheduler.enqueue_request(redirected(begun(scheduler, spider), NEW))
    assert outcomes(spider) == [(OLD, "alias", "redirect", NEW)]
    assert not scheduler.has_pending_requests()


def test_a_redirect_to_a_stored_article_is_not_fetched(tmp_path: Path) -> None:
    stored = new_crawl(tmp_path)
    stored.put(Article(NEW, title="标题", body="正文"))
    stored.archive.end_run(stored.run, "finished")
    stored.archive.commit()
    stored.archive.close()
    spider = Zj123Spider.from_crawler(get_crawler(Zj123Spider))
    spider.session = Session.open(crawl_settings({"ZJCRAWL_DB": str(tmp_path / "archive.db")}), spider.site)
    scheduler = FrontierScheduler.from_crawler(spider.crawler)
    scheduler.open(spider)
    assert not scheduler.enqueue_request(redirected(begun(scheduler, spider), NEW))
    assert (OLD, "alias", "redirect", NEW) in outcomes(spider)
    spider.session.close("finished")


@pytest.mark.parametrize("url", ["http://evil.test/", "http://zj123.com@evil.test/", "http://www.zj123.com:8080/"])
def test_a_redirect_out_of_scope_is_refused(scheduler: FrontierScheduler, spider: Zj123Spider, url: str) -> None:
    assert not scheduler.enqueue_request(redirected(begun(scheduler, spider), url))
    assert outcomes(spider) == [(OLD, "refused", f"redirect out of scope: {url}", None)]
    assert not scheduler.has_pending_requests()


def test_a_redirect_to_the_home_means_there_is_nothing(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    assert not scheduler.enqueue_request(redirected(begun(scheduler, spider), "http://zj123.com/index.html"))
    assert outcomes(spider) == [(OLD, "missing", "redirected to the portal's home", None)]


def test_a_loop_of_redirects_is_a_failure(scheduler: FrontierScheduler, spider: Zj123Spider) -> None:
    moved = redirected(begun(scheduler, spider), NEW)
    scheduler.enqueue_request(moved)
    following = scheduler.next_request()
    assert following is not None
    assert not scheduler.enqueue_request(redirected(following, OLD))
    assert outcomes(spider) == [(NEW, "failed", "redirect loop", None), (OLD, "alias", "redirect", NEW)]
    assert not scheduler.has_pending_requests()


def test_requests_without_a_visit_wait_in_memory(scheduler: FrontierScheduler) -> None:
    requests = [Request(f"{HOST}{number}") for number in range(3)]
    assert all(scheduler.enqueue_request(request) for request in requests)
    assert scheduler.has_pending_requests()
    assert [scheduler.next_request() for _ in range(4)] == [*requests, None]


def test_without_an_archive_everything_waits_in_memory() -> None:
    spider = Zj123Spider.from_crawler(get_crawler(Zj123Spider))
    scheduler = FrontierScheduler.from_crawler(spider.crawler)
    scheduler.open(spider)
    request = spider.request(visit(OLD))
    assert scheduler.enqueue_request(request)
    assert scheduler.next_request() is request
    assert not scheduler.has_pending_requests()
