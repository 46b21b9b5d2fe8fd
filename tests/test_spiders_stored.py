"""A crawl of files finds what a crawl of the live web found, and of pages that changed all that was captured."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest

from tests import damage
from tests.crawls import Finished, SmallPortal, copied, crawl, rows, run
from tests.damage import DAMAGE
from tests.exchanges import exchange
from tests.portal import compare
from tests.portal.compare import rows_of
from zjcrawl.captures.reading import read_record
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.store.reader import open_archive

CHANGED = "．"


@dataclass(frozen=True, slots=True)
class Portals:
    """A portal crawled live, and what a crawl of those captures made of it."""

    portal: SmallPortal
    live: Path
    stored: Path
    finished: Finished


def crawl_files(database: Path, source: Path, *options: str) -> Finished:
    return run("crawl", "zj123", "--db", database, "--from", source, *options, proxy="http://127.0.0.1:9")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Portals:
    folder = tmp_path_factory.mktemp("stored")
    with SmallPortal("e", 40, compress=True) as portal:
        assert crawl(folder / "live.db", portal.proxy).code == 0
    return Portals(
        portal, folder / "live.db", folder / "stored.db", crawl_files(folder / "stored.db", folder / "live-warc")
    )


def test_a_crawl_of_the_captures_finds_the_same_articles(crawled: Portals) -> None:
    assert crawled.finished.code == 0, crawled.finished.err[-500:]
    assert compare(crawled.portal.truth, rows_of(crawled.stored)) == []
    for column in ("title", "body", "section", "first_seen", "version"):
        told = f"SELECT url, {column} FROM article ORDER BY url"  # noqa: S608
        assert rows(crawled.stored, told) == rows(crawled.live, told)


def test_it_says_what_became_of_each_url_as_the_live_crawl_did(crawled: Portals) -> None:
    told = (
        "SELECT url, kind, reason FROM url_outcome WHERE reason NOT IN ('robots.txt', 'not in the files') ORDER BY url"
    )
    assert rows(crawled.stored, told) == rows(crawled.live, told)
    unheard = "SELECT count(*) FROM url_outcome WHERE reason = 'not in the files' AND kind <> 'failed'"
    assert rows(crawled.stored, unheard) == [(0,)]


def test_the_captures_are_copied_with_their_times_and_say_whence(crawled: Portals) -> None:
    told = "SELECT url, fetched_at, status, digest FROM capture"
    assert set(rows(crawled.stored, told)) <= set(rows(crawled.live, told))
    folder = crawled.stored.with_name("stored-warc")
    with open_archive(crawled.stored) as archive:
        for capture_id, url in rows(crawled.stored, "SELECT id, url FROM capture"):
            assert read_record(folder, archive.record(capture_id)).url == url
    assert rows(crawled.stored, "SELECT source FROM run") == [(str(crawled.live.with_name("live-warc")),)]


def test_a_second_crawl_of_the_same_files_adds_nothing(crawled: Portals, tmp_path: Path) -> None:
    database = copied(crawled.stored, tmp_path)
    copytree(crawled.stored.with_name("stored-warc"), tmp_path / "stored-warc")
    articles = "SELECT url, version, first_seen, last_seen FROM article ORDER BY url"
    captures = "SELECT url, fetched_at, file FROM capture ORDER BY id"
    before = rows(database, articles), rows(database, captures)
    assert crawl_files(database, crawled.live.with_name("live-warc")).code == 0
    assert (rows(database, articles), rows(database, captures)) == before
    assert rows(database, "SELECT count(*) FROM article_version") == [(0,)]
    assert rows(database, "SELECT count(*) FROM run") == [(2,)]


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallPortal, str, Path]:
    """A portal with one article that changed between two crawls into one folder of captures."""
    folder = tmp_path_factory.mktemp("changing")
    with SmallPortal("b", 12, faults=()) as portal:
        assert crawl(folder / "live.db", portal.proxy).code == 0
        url = next(row["url"] for row in portal.truth if not row["_copies"])
        resource = portal.site.resources[url]
        portal.site.resources[url] = replace(resource, body=resource.body.replace("。".encode(), CHANGED.encode()))
        assert crawl(folder / "live.db", portal.proxy, "--refresh").code == 0
    return portal, url, folder


def test_each_capture_that_differs_is_a_version_in_the_order_of_time(
    changing: tuple[SmallPortal, str, Path], tmp_path: Path
) -> None:
    _, url, folder = changing
    assert crawl_files(tmp_path / "stored.db", folder / "live-warc").code == 0
    told = "SELECT url, version, body, first_seen, last_seen FROM article ORDER BY url"
    assert rows(tmp_path / "stored.db", told) == rows(folder / "live.db", told)
    earlier = "SELECT url, version, superseded_at, body FROM article_version"
    assert rows(tmp_path / "stored.db", earlier) == rows(folder / "live.db", earlier)
    ((version, body),) = rows(tmp_path / "stored.db", "SELECT version, body FROM article WHERE url = ?", url)
    assert version == 2
    assert CHANGED in body


def test_pages_that_nothing_leads_to_are_found_in_a_package_too(
    changing: tuple[SmallPortal, str, Path], tmp_path: Path
) -> None:
    portal, _, folder = changing
    package, articles = tmp_path / "crawl.wacz", tmp_path / "articles"
    articles.mkdir()
    copy_articles(folder, articles, [row["url"] for row in portal.truth])
    with ZipFile(package, "w") as writing:
        for path in articles.iterdir():
            writing.write(path, f"archive/{path.name}")
    assert crawl_files(tmp_path / "stored.db", package).code == 0
    stored = {row["url"] for row in rows_of(tmp_path / "stored.db")}
    assert stored == {row["url"] for row in portal.truth}


def copy_articles(folder: Path, target: Path, urls: list[str]) -> None:
    """Copy the records of articles alone, byte for byte."""
    marks = ",".join("?" * len(urls))
    named = f"SELECT file, offset, length FROM capture WHERE url IN ({marks}) AND status = 200"  # noqa: S608
    with (target / "articles.warc.gz").open("wb") as out:
        for name, offset, length in rows(folder / "live.db", named, *urls):
            out.write((folder / "live-warc" / name).read_bytes()[offset : offset + length])


def test_a_page_that_nothing_leads_to_is_an_article_only_with_a_date(tmp_path: Path) -> None:
    paragraphs = "<p>20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求。</p>" * 9
    pages = {"about": "", "news": "<div>时间:2010年10月20日 信息来源:余杭新闻网</div>"}
    with WarcWriter(tmp_path / "warc", "zj123") as writer:
        for name, byline in pages.items():
            title = f"统筹城乡区域发展是历史性机遇{name}"
            body = f"<title>{title}</title><h1>{title}</h1>{byline}<div>{paragraphs}{name}</div>".encode()
            url = f"http://www.zj123.com/{name}.html"
            writer.write(exchange(body, (("Content-Type", "text/html"),), url))
    assert crawl_files(tmp_path / "stored.db", tmp_path / "warc").code == 0
    told = "SELECT url, kind, reason FROM url_outcome WHERE url LIKE '%.html' ORDER BY url"
    assert rows(tmp_path / "stored.db", told) == [
        ("http://www.zj123.com/about.html", "other", "nothing leads to it, and it shows no date"),
        ("http://www.zj123.com/news.html", "article", "new"),
    ]


def article(number: int) -> bytes:
    """A page that is an article wherever it lies."""
    text = "<p>20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求。</p>" * 9
    title = f"统筹城乡区域发展是历史性机遇{number}"
    byline = "<div>时间:2010年10月20日 信息来源:余杭新闻网</div>"
    return f"<title>{title}</title><h1>{title}</h1>{byline}<div>{text}{number}</div>".encode()


def test_each_damaged_record_has_its_outcome_and_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "warc"
    folder.mkdir()
    whole, damaged = set[str](), dict[str, str]()
    for number, name in enumerate(DAMAGE):
        for compressed in (True, False):
            base = 100 * number + 10 * compressed
            urls = [f"http://www.zj123.com/{base + part}.html" for part in range(3)]
            records = [damage.record(url, article(base + part)) for part, url in enumerate(urls)]
            file = folder / f"{number}-{compressed}.warc{'.gz' if compressed else ''}"
            file.write_bytes(damage.archive(records, 1, DAMAGE[name], compressed=compressed))
            whole |= {urls[0]} | (set() if DAMAGE[name].cuts else {urls[2]})
            if DAMAGE[name].reason is None:
                whole.add(urls[1])
            else:
                damaged[file.name] = urls[1]
    with ZipFile(folder / "package.wacz", "w") as package:
        package.writestr("../../etc/passwd.warc.gz", gzip.compress(damage.record("http://www.zj123.com/p", article(9))))
    whole.add("http://www.zj123.com/p")
    done = crawl_files(tmp_path / "stored.db", folder)
    assert done.code == 0, done.err[-500:]
    assert {url for (url,) in rows(tmp_path / "stored.db", "SELECT url FROM article")} == whole
    told = rows(tmp_path / "stored.db", "SELECT place, url, reason FROM left_out")
    assert {place for place, _, _ in told} == damaged.keys()
    assert {url for _, url, _ in told} <= {*damaged.values(), None}
    failed = dict(rows(tmp_path / "stored.db", "SELECT url, reason FROM url_outcome WHERE kind = 'failed'"))
    assert {url: reason for _, url, reason in told if url}.items() <= failed.items()
    assert f"Records of the source that could not be used: {len(told)}." in " ".join(done.out.split())
    assert "records left out" in done.out
    assert len(told) == len(damaged)


def test_a_place_without_captures_is_said_in_one_line(tmp_path: Path) -> None:
    done = crawl_files(tmp_path / "stored.db", tmp_path)
    assert done.code == 1
    assert "no .warc, .warc.gz or .wacz file there; name another" in done.complaint
    missing = crawl_files(tmp_path / "stored.db", tmp_path / "none")
    assert missing.code == 2
