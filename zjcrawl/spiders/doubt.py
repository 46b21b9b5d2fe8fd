"""Asking a portal whether it is there for us at all, when too many visits in a row brought nothing."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from zjcrawl.captures.recorder import CAPTURE, HOPS, VIA
from zjcrawl.fetch.politeness import Stopping
from zjcrawl.frontier.visit import Role, Visit
from zjcrawl.records import RecordRef
from zjcrawl.spiders.continuation import Crawling
from zjcrawl.spiders.failures import DOWNLOAD_ERRORS, explain
from zjcrawl.spiders.misses import Misses, is_readable


@dataclass(frozen=True, slots=True)
class _Answer:
    """What asking for a page gave: whether it was of use, what it was, and the digest of its payload."""

    good: bool
    reason: str
    digest: str | None = None


async def what_is_wrong(spider: Crawling, misses: Misses, home: Visit) -> str | None:
    """Return what the home, or the article that was read last, is instead of what it was; None if the portal is well.

    A portal may give its home in the place of what it does not have: that article tells it from one that gives nothing
    else.  Raises Stopping where the crawl is at its end anyway.
    """
    front = await _ask(spider, home)
    if not front.good:
        return f"nor did the home ({front.reason})"
    if misses.article is None:
        return "and the home is no other" if misses.is_one_of(front.digest) else None
    article = await _ask(spider, misses.article)
    if not article.good or misses.is_one_of(article.digest):
        return f"nor did {misses.article.url}, which was an article before ({article.reason})"
    return None


async def _ask(spider: Crawling, visit: Visit) -> _Answer:
    request = Request(visit.url, callback=NO_CALLBACK, meta={VIA: visit.via, HOPS: visit.hops})
    try:
        response = await spider.download(request)
    except Stopping:
        raise
    except DOWNLOAD_ERRORS as error:
        return _Answer(good=False, reason=explain(error)[1])
    page = spider.read(response, visit)
    splash = visit.role is Role.HOME and page.refresh is not None
    return _Answer(is_readable(page, visit.role) or splash, page.reason, digest_of(response))


def digest_of(response: Response) -> str | None:
    """Return the digest of a response's payload, as its capture has it."""
    record: RecordRef | None = response.meta.get(CAPTURE)
    return record.digest if record else None
