"""Articles, captures and outcomes for the tests of what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from zjcrawl.records import (
    Article,
    Capture,
    Decoding,
    Footer,
    Image,
    Link,
    Outcome,
    OutcomeKind,
    RecordRef,
)
from zjcrawl.store import Archive, Stored, open_archive
from zjcrawl.store.rows import timestamp

NOW = datetime(2026, 11, 22, 8, 5, 9, tzinfo=UTC)

BODY = "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求。\n会上,区领导汇报了明年工作方案。"

FOOTER = Footer(
    disclaimer=("1.凡注有“浙江民营企业网”的文章", "2.未注明来源或转载自其他媒体的文章"),
    links=(Link("关于我们", "http://portal.test/about"),),
    phone="0571-87896971",
    qq=("543059767", "1091140425"),
    copyright_from=2002,
    copyright_to=2012,
    licence="浙ICP备11047537号-1",
)

ARTICLE = Article(
    url="http://portal.test/1",
    title="统筹城乡区域发展是历史性机遇",
    published="2010-10-20",
    published_text="2010年10月20日",
    source="余杭新闻网",
    authors=("王伟", "李娜"),
    body=BODY,
    images=(Image("http://portal.test/1.jpg", "会场"), Image("http://portal.test/2.jpg")),
    votes_up=9,
    votes_down=0,
    rights="reprint",
    footer=FOOTER,
    site="zj123",
    section="区域发展",
)


def article(number: int, **changes: Any) -> Article:
    """Return an article whose text is like no other's."""
    fields: dict[str, Any] = {"url": f"http://portal.test/{number}", "body": f"第{number}篇。{BODY}", **changes}
    return replace(ARTICLE, **fields)


class Crawl:
    """A run into an archive, one response after the other."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.run = archive.begin_run("zj123", "live", {})
        self.day = 0
        self.offset = archive.db["capture"].count * 100

    def capture(self, url: str, payload: str | None = None) -> int:
        """Store a capture whose bytes are like no other's, unless ``payload`` names them."""
        self.offset += 100
        record = RecordRef("a.warc.gz", self.offset, 100, f"sha1:{payload or self.offset}")
        capture = Capture(url, 200, (), b"", NOW + timedelta(days=self.day), record)
        return self.archive.add_capture(capture, Decoding("gbk", "gb18030"))

    def put(
        self,
        found: Article,
        *,
        day: int = 0,
        payload: str | None = None,
        parser: str = "1",
        complete: bool = True,
        pages: int = 1,
    ) -> Stored:
        """Store capture, article and outcome as a crawl does, ``day`` days after NOW."""
        self.day = day
        capture_id = self.capture(found.url, payload)
        seen_at = NOW + timedelta(days=day)
        stored = self.archive.put_article(
            found,
            capture_id=capture_id,
            run_id=self.run.id,
            seen_at=seen_at,
            parser=parser,
            complete=complete,
            pages=pages,
        )
        outcome = Outcome(found.url, OutcomeKind.ARTICLE, "title and body", section=found.section, status=200)
        self.archive.put_outcome(self.run.id, outcome, seen_at=seen_at, capture_id=capture_id, stored=stored)
        return stored

    def note(self, url: str, kind: OutcomeKind, reason: str = "why", *, day: int = 0, **fields: Any) -> None:
        """Store an outcome that is no article, ``day`` days after NOW."""
        self.archive.put_outcome(self.run.id, Outcome(url, kind, reason, **fields), seen_at=NOW + timedelta(days=day))


def at(day: int) -> str:
    """The time ``day`` days after NOW, as the archive writes it."""
    return timestamp(NOW + timedelta(days=day))


def new_crawl(folder: Path) -> Crawl:
    """Begin a crawl into a new archive in ``folder``."""
    return Crawl(Archive.open(folder / "archive.db"))


def filled(folder: Path, *texts: tuple[str, str]) -> Path:
    """Make an archive of articles with these titles and bodies."""
    crawl = new_crawl(folder)
    with crawl.archive:
        for number, (title, body) in enumerate(texts):
            crawl.put(article(number, title=title, body=body))
    return folder / "archive.db"


def found(path: Path, query: str, **options: Any) -> list[str]:
    """Return the titles of the articles that a search finds."""
    with open_archive(path) as archive:
        return [row["title"] for row in archive.search(query, **options)]


def rows(archive: Archive, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return what a query gives."""
    return archive.db.conn.execute(sql, parameters).fetchall()
