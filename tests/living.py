"""Two months of a portal: what it published, took back and suffered each night, and the crawls that lived through it.

``python -m tests.living DATABASE RECORD FIRST`` crawls night after night from night ``FIRST`` on, over real HTTP, with
``crawl --latest``'s settings, and adds a line of JSON to RECORD for each.  The clock of the process stands at half past
two in China of each night; in one of them the process kills itself.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor

from tests.crawls import ROOT, environment
from tests.portal import words
from tests.portal.compare import _body, rows_of
from tests.portal.layouts.article_tables import ArticleTables
from tests.portal.layouts.base import Layout
from tests.portal.layouts.modern import Modern
from tests.portal.server import Portal
from tests.portal.site import Resource, Site
from tests.portal.texts import Block, Text, texts
from zjcrawl.crawling import crawl_settings

NIGHTS = 60
ARTICLES, UNBORN = 72, 90
BEGAN = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
"""Half past two in China, on a Monday; Qingming is in the fifth week."""

TITLE, DATE, PLACE, BODY, DELETION, REDESIGN, RETURN = 4, 5, 6, 7, 8, 12, 15
"""Nights before which the portal changed an article so that a list shows it, or, for BODY, so that none does."""
UNAVAILABLE, BAN, LOST, KILL = 17, 20, 23, 26
BURST = 10
"""A night with more new articles than a page of a list has."""
DEATH, SILENCE = 29, 31
"""From these on a section's list is gone, and nothing new comes."""
TROUBLES = {UNAVAILABLE: "503", BAN: "ban", LOST: "lost", KILL: "kill"}
GRACE = 6
"""Requests that are answered before the doors close."""

DEAD_SECTION = words.SECTIONS[8]


class Old(ArticleTables):
    """What the portal looks like at first."""

    page_size = 4


class New(Modern):
    """What it looks like after its redesign: another markup and encoding, under the addresses it had."""

    letter = "h"
    page_size = 4
    _id = ArticleTables._id
    list_url = ArticleTables.list_url
    list_aliases = ArticleTables.list_aliases
    article_url = ArticleTables.article_url
    hidden_url = ArticleTables.hidden_url
    go_url = ArticleTables.go_url
    news_url = None  # type: ignore[assignment]
    words = Layout.words
    shown_disclaimer = Layout.shown_disclaimer


class LivingSite(Site):
    """A site whose articles come and go; a page is rendered anew only where it changed."""

    def __init__(self, seed: int) -> None:
        self._shown: dict[int, tuple[Text, Layout]] = {}
        self._rendered: dict[str, Resource] = {}
        super().__init__("h", 30, seed, frozenset(), {"h": Old})
        self._shown.clear()
        made = texts(ARTICLES + UNBORN, seed)
        unborn, base = made[:UNBORN], made[UNBORN:]
        self.unborn = list(reversed(unborn))
        first = next(text.when for text in base if text.when)
        shift = BEGAN.replace(tzinfo=None) - first
        self.lists: dict[str, list[Text]] = {name: [] for name in words.SECTIONS}
        for text in base:
            self.lists[text.section].append(replace(text, when=text.when and text.when + shift))
        self.night = -1
        self.silently: set[int] = set()
        self.deleted: Text | None = None

    def advance(self) -> None:
        """Let a day pass."""
        self.night += 1
        day = (BEGAN + timedelta(days=self.night)).replace(tzinfo=None)
        for _ in range(self._news(day)):
            text = self.unborn.pop(0)
            self.lists[text.section].insert(
                0, replace(text, when=text.when and day - timedelta(minutes=text.number % 500))
            )
        self._change(day)
        if self.night == REDESIGN:
            self.layout = New([], self.seed)

    def _news(self, day: datetime) -> int:
        if self.night == 0 or self.night >= SILENCE:
            return 0
        if self.night == BURST:
            return 40
        return 0 if day.weekday() >= 5 else 1 + self.night % 2

    def _change(self, day: datetime) -> None:
        if self.night == TITLE:
            self._edit(0, 1, title="关于统筹城乡区域发展的更正说明")
        elif self.night == DATE:
            self._edit(1, 2, when=day)
        elif self.night == PLACE:
            section = self.lists[words.SECTIONS[2]]
            section.insert(
                0, replace(section.pop(), pages=((Block("paragraph", (("此文重新发表,内容有补充。" * 4, None),)),),))
            )
        elif self.night == BODY:
            edited = self._edit(
                3, 0, pages=((Block("paragraph", (("本文内容已经悄悄修改,列表上看不出来。" * 4, None),)),),)
            )
            self.silently.add(edited.number)
        elif self.night == DELETION:
            self.deleted = self.lists[words.SECTIONS[4]].pop(1)
        elif self.night == RETURN and self.deleted is not None:
            self.lists[words.SECTIONS[4]].insert(1, self.deleted)

    def _edit(self, section: int, place: int, **changes: Any) -> Text:
        listed = self.lists[words.SECTIONS[section]]
        listed[place] = replace(listed[place], **changes)
        return listed[place]

    def show(self) -> None:
        """Render what the portal has tonight."""
        self.texts = tuple(text for name in words.SECTIONS for text in self.lists[name])
        self.layout.texts = self.texts
        self._rendered, self.resources = self.resources, {}
        self._beyond.clear()
        self._render()
        if self.night >= DEATH:
            for url in [url for url, found in self.resources.items() if found.role == "listing"]:
                if self.layout.list_url(DEAD_SECTION, 1) in url:
                    del self.resources[url]

    def _render_article(self, text: Text) -> None:
        if self._shown.get(text.number) == (text, self.layout):
            urls = [self.layout.article_url(text, page) for page in range(1, len(text.pages) + 1)]
            self.resources |= {url: self._rendered[url] for url in urls}
            return
        super()._render_article(text)
        self._shown[text.number] = (text, self.layout)


class LivingPortal(Portal):
    """The portal of a night, as it answers then."""

    site: LivingSite

    def __init__(self, seed: int) -> None:
        super().__init__("h", 30, seed, ())
        self.site = LivingSite(seed)

    @property
    def trouble(self) -> str | None:
        """What is wrong tonight."""
        return TROUBLES.get(self.site.night)

    def answer(self, method: str, target: str, headers: dict[str, str]) -> tuple[bytes, bool]:
        """Answer, or not."""
        response, close = super().answer(method, target, headers)
        trouble, late = self.trouble, len(self.log) > GRACE
        if trouble == "503":
            return b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", False
        if trouble == "ban" and late:
            return b"HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nForbidden", False
        if trouble == "lost":
            return b"", True
        if trouble == "kill" and late:
            self.last_words()
            os.kill(os.getpid(), signal.SIGKILL)
        return response, close

    def last_words(self) -> None:
        """Write down what is known when the process is killed."""


@dataclass(slots=True)
class Night:
    """One night: what was asked for, by what it is to the portal; what the crawl said; what it missed.

    ``missed`` are articles that lists show otherwise than they are stored, or that are not; ``stale`` those of which no
    list shows that they changed.
    """

    night: int
    trouble: str | None
    requests: dict[str, int]
    articles: list[str] = field(default_factory=list)
    reason: str | None = None
    distress: str | None = None
    alarms: list[list[str | None]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def cost(self) -> int:
        """How many requests it took."""
        return sum(self.requests.values())

    @property
    def woken(self) -> list[list[str | None]]:
        """What somebody was woken for."""
        return [alarm for alarm in self.alarms if alarm[0] == "alarm"]


def nights_of(record: Path) -> list[Night]:
    """Read back what the crawls wrote down."""
    return [Night(**json.loads(line)) for line in record.read_text(encoding="utf-8").splitlines()]


class Crawls:
    """The crawls of one process, and what they leave behind."""

    def __init__(self, database: Path, record: Path, portal: LivingPortal) -> None:
        self.database = database
        self.record = record
        self.portal = portal
        portal.last_words = self._killed  # type: ignore[method-assign]

    async def crawl(self) -> None:
        """Crawl tonight's portal."""
        self.portal.forget()
        options: Mapping[str, object] = {
            "ZJCRAWL_DB": str(self.database),
            "ZJCRAWL_LATEST": True,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "LOG_ENABLED": False,
        }
        runner = AsyncCrawlerRunner(crawl_settings(options))
        crawler = runner.create_crawler("zj123")
        await runner.crawl(crawler)
        spider: Any = crawler.spider
        night = self._night()
        night.reason = str(crawler.stats.get_value("finish_reason")) if crawler.stats else None
        night.distress = spider.failure or spider.distress
        night.alarms = [[alarm.grade, alarm.kind, alarm.section, alarm.message] for alarm in spider.alarms]
        night.missed, night.stale = self._lacking()
        self._write(night)

    def _killed(self) -> None:
        self._write(self._night())

    def _night(self) -> Night:
        seen = self.portal.requests()
        articles = [request.url for request in seen if request.role == "article"]
        return Night(self.portal.site.night, self.portal.trouble, dict(Counter(r.role for r in seen)), articles)

    def _write(self, night: Night) -> None:
        with self.record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(night), ensure_ascii=False) + "\n")

    def _lacking(self) -> tuple[list[str], list[str]]:
        rows = {row["url"]: row for row in rows_of(self.database)}
        site, missed, stale = self.portal.site, list[str](), list[str]()
        for text in site.texts:
            wanted = site._truth_of(text)
            row = rows.get(wanted["url"])
            if row is None or row["title"] != wanted["title"] or _body(wanted, row["body"]):
                (stale if row and text.number in site.silently else missed).append(wanted["url"])
        if site.deleted and site.night in range(DELETION, RETURN):
            url = site.layout.article_url(site.deleted)
            if rows[url]["gone_at"] is None:
                missed.append(url)
        return missed, stale


async def live(database: Path, record: Path, first: int) -> None:
    """Live through the nights from ``first`` on."""
    with LivingPortal(1) as portal:
        os.environ["http_proxy"] = portal.proxy
        crawls = Crawls(database, record, portal)
        traveller = time_machine.travel(BEGAN, tick=True)
        clock = traveller.start()
        try:
            for night in range(NIGHTS):
                portal.site.advance()
                if night >= first:
                    portal.site.show()
                    clock.move_to(BEGAN + timedelta(days=night))
                    await crawls.crawl()
        finally:
            traveller.stop()


def lived(folder: Path) -> tuple[Path, list[Night]]:
    """Live through all nights, in the processes that it takes; return the database and what was written down."""
    database, record, first = folder / "living.db", folder / "nights.jsonl", 0
    while first < NIGHTS:
        arguments = [sys.executable, "-W", "error", "-m", "tests.living", str(database), str(record), str(first)]
        done = subprocess.run(arguments, cwd=ROOT, env=environment(), capture_output=True, text=True)
        nights = nights_of(record) if record.exists() else []
        if done.returncode not in (0, -signal.SIGKILL) or len(nights) <= first:
            raise RuntimeError(f"night {len(nights)}: {done.stderr[-2000:]}")
        first = len(nights)
    return database, nights


def main() -> None:
    """Run the nights in this process."""
    database, record, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet.task import react

    react(lambda _reactor: deferred_from_coro(live(database, record, first)))


if __name__ == "__main__":
    main()
