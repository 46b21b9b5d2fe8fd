"""What `zjcrawl reparse` costs beside a bare decompress and lxml parse of the same records, on one core and on more.

Without a folder the articles are the bundled portal's, each with a number in its title.  ``--ballast`` puts so many
kilobytes that hardly compress into a script of each page, ``--pictures`` that many captures of 40 KB beside the pages:
``--articles 3000 --pictures 120000 --memory`` makes an archive of 5 GB, over which memory is to stay flat, and measures
what reads all of it: a reparse, a database made anew from its captures, a crawl of them.  CPU is that of all processes
together, their start included; wall time means something on a quiet machine only.  Memory is that of the largest
process of each command.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from isal import isal_zlib
from lxml import etree

from benchmarks.options import parser_of
from zjcrawl.captures.decoding import decode
from zjcrawl.captures.exchange import Exchange, message
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.pages.page import read_page
from zjcrawl.records import Capture, Kind, Outcome, OutcomeKind
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.store import Archive
from zjcrawl.store.files import warc_folder

ROOT = Path(__file__).parents[1]
PORTAL = ROOT / "fixtures" / "portal"
BEGAN = datetime(2026, 11, 22, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html"), ("Server", "nginx"))
WBITS = 31
CHUNK = 1 << 16
COMMIT = 500
PICTURE = 40 << 10


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU of a command and its children, its wall time, and the memory of the largest of them in MB."""

    cpu: float
    wall: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Make an archive, read it again in each way, and print."""
    options = _options(arguments)
    if options.bare:
        print(bare(Path(options.bare)))
        return
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "archive.db"
        size = make(database, pages(options.folder), options.articles, options.ballast << 10)
        add_pictures(database, options.pictures)
        captured = sum(path.stat().st_size for path in warc_folder(database).iterdir())
        print(f"{options.articles} articles of {size / options.articles / 1024:.0f} KB, captures {captured >> 20} MB")
        if options.memory:
            memory(database, options.articles)
            return
        floor = _run(sys.executable, "-m", "benchmarks.rereading", "--bare", str(warc_folder(database)))
        print(f"{'':36}{'CPU ms':>8}{'÷ bare':>8}{'wall s':>8}{'MB':>6}")
        _print("bare decompress, decode and parse", floor, floor, options.articles)
        costs = {}
        for jobs in range(1, options.jobs + 1):
            costs[jobs] = _run(*ZJCRAWL, "reparse", str(database), "--dry-run", "--jobs", str(jobs))
            _print(f"reparse --dry-run --jobs {jobs}", costs[jobs], floor, options.articles)
        for jobs in range(2, options.jobs + 1):
            print(f"{jobs} processes: {costs[1].wall / costs[jobs].wall:.2f} times as fast as one, by wall time")
        applied = _run(*ZJCRAWL, "reparse", str(database), "--jobs", str(options.jobs))
        _print(f"reparse --jobs {options.jobs}, applied", applied, floor, options.articles)


def memory(database: Path, articles: int) -> None:
    """Read all captures in each way, and print what that took."""
    folder, anew = str(warc_folder(database)), database.with_name("anew.db")
    from_files = ("crawl", ZJ123.name, "--db", str(database.with_name("copied.db")), "--from", folder)
    commands = {
        "reparse --dry-run": ("reparse", str(database), "--dry-run"),
        "reparse --from FOLDER --db NEW": ("reparse", "--from", folder, "--db", str(anew)),
        "crawl --from FOLDER": (*from_files, "-s", "LOG_LEVEL=WARNING"),
    }
    print(f"{'':36}{'CPU ms':>8}{'wall s':>8}{'MB':>6}")
    for what, line in commands.items():
        cost = _run(*ZJCRAWL, *line)
        print(f"{what:36}{cost.cpu / articles * 1000:8.2f}{cost.wall:8.1f}{cost.memory:6.0f}", flush=True)


ZJCRAWL = (sys.executable, "-m", "zjcrawl.cli")


def bare(folder: Path) -> int:
    """Decompress each record of the files in ``folder``, parse those that are pages, and return how many those were."""
    parsed = 0
    for path in sorted(folder.iterdir()):
        for record in _members(path):
            if b"\r\nWARC-Type: response\r\n" in record[:200]:
                _, _, body = record.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")
                parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
                etree.fromstring(decode(body)[0].encode(), parser)
                parsed += 1
    return parsed


def make(database: Path, found: list[tuple[str, bytes]], count: int, ballast: int) -> int:
    """Make an archive of ``count`` articles from ``found`` as another parser left it; return the size of all pages."""
    chance = random.Random(20101020)  # noqa: S311 - no secret
    with Archive.open(database) as archive, WarcWriter(warc_folder(database), ZJ123.name) as captures:
        run = archive.begin_run(ZJ123.name, "live", {})
        archive.before_commit.append(captures.flush)
        size = 0
        for number in range(count):
            url, page = found[number % len(found)]
            body = _numbered(page, number)
            if ballast:
                body += b"<script>var x='" + b64encode(chance.randbytes(ballast * 3 // 4)) + b"'</script>"
            size += len(body)
            _store(archive, captures, run.id, f"{url}?n={number}", body, BEGAN + timedelta(seconds=number))
            if number % COMMIT == 0:
                archive.commit()
        archive.end_run(run, "finished")
    return size


def add_pictures(database: Path, count: int) -> None:
    """Put ``count`` captures of pictures beside those of pages; no row names them."""
    if not count:
        return
    chance = random.Random(2012)  # noqa: S311 - no secret
    head = message("HTTP/1.1 200 OK", (("Content-Type", "image/jpeg"), ("Content-Length", str(PICTURE))))
    with WarcWriter(warc_folder(database), ZJ123.name) as captures:
        for number in range(count):
            url, at = f"{ZJ123.home}pictures/2010/{number:07}.jpg", BEGAN + timedelta(seconds=number)
            asked = message(f"GET /pictures/2010/{number:07}.jpg HTTP/1.1", ())
            captures.write(Exchange(url, at, 200, asked, head + chance.randbytes(PICTURE), len(head)))


def pages(folder: Path | None) -> list[tuple[str, bytes]]:
    """Return the articles of the bundled portal, or the pages of a folder, with their URLs."""
    if folder is not None:
        found = [(f"http://www.zj123.com/{path.stem}", path.read_bytes()) for path in sorted(folder.rglob("*.html"))]
    else:
        told = [json.loads(line) for line in (PORTAL / "pages.jsonl").read_text().splitlines()]
        found = [(page["url"], (PORTAL / page["file"]).read_bytes()) for page in told if page["status"] == 200]
    return [(url, body) for url, body in found if _is_article(url, body)]


def _is_article(url: str, body: bytes) -> bool:
    page = read_page(body, url, status=200, headers=HEADERS, site=ZJ123, promised=Kind.ARTICLE)
    return page.article is not None and bool(page.article.title and page.article.body)


def _numbered(page: bytes, number: int) -> bytes:
    """Return a page that is another than its siblings, and the same article otherwise."""
    return re.sub(rb"(?i)(<title>|<h1[^>]*>)", rb"\g<1>%d " % number, page)


def _store(archive: Archive, captures: WarcWriter, run_id: int, url: str, body: bytes, at: datetime) -> None:
    head = message("HTTP/1.1 200 OK", (*HEADERS, ("Content-Length", str(len(body)))))
    ref = captures.write(Exchange(url, at, 200, message("GET / HTTP/1.1", ()), head + body, len(head)))
    page = read_page(body, url, status=200, headers=HEADERS, site=ZJ123, promised=Kind.ARTICLE)
    if page.article is None:
        return
    capture_id = archive.add_capture(Capture(url, 200, HEADERS, b"", at, ref), page.decoding, run_id=run_id)
    stored = archive.put_article(page.article, capture_id=capture_id, run_id=run_id, seen_at=at, parser="zjcrawl 0+old")
    outcome = Outcome(url, OutcomeKind.ARTICLE, page.reason, url, 200, page.article.section, page.article.url)
    archive.put_outcome(run_id, outcome, seen_at=at, capture_id=capture_id, stored=stored)


def _members(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        member, pieces = isal_zlib.decompressobj(wbits=WBITS), []
        while data := file.read(CHUNK):
            while data:
                pieces.append(member.decompress(data))
                data = member.unused_data
                if member.eof:
                    yield b"".join(pieces)
                    member, pieces = isal_zlib.decompressobj(wbits=WBITS), []


def _run(*line: str) -> Cost:
    """Run a command to its end and say what it cost."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, code, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(line)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.monotonic() - began, used.ru_maxrss / 1024)


def _print(what: str, cost: Cost, floor: Cost, articles: int) -> None:
    ms = cost.cpu / articles * 1000
    print(f"{what:36}{ms:8.2f}{cost.cpu / floor.cpu:8.2f}{cost.wall:8.1f}{cost.memory:6.0f}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_of(__file__, __doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=6000)
    parser.add_argument("--ballast", type=int, default=0, metavar="KB")
    parser.add_argument("--pictures", type=int, default=0, metavar="N")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", action="store_true", help="measure memory over all that reads a whole archive")
    parser.add_argument("--bare", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
