"""How much memory a crawl takes, against the URLs it has fetched: it must not grow with the portal.

A made-up portal (``crawled/vast.py``) is crawled over loopback by the command as people run it, and then once more as
the portal is known; the peak of the crawler's resident memory, as the kernel has it, is printed as the URLs go by.
Linux only: it reads /proc.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.crawl import FAST
from benchmarks.options import parser_of

_MARKS = (1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 75_000, 100_000, 150_000, 200_000, 500_000, 1_000_000)
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_ROOT = Path(__file__).parents[1]


class Vast:
    """The portal's process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.proxy = f"http://127.0.0.1:{self._line()}"

    def requests(self) -> int:
        """Return how many requests were answered."""
        assert self._process.stdin is not None  # noqa: S101 (PIPE)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> int:
        assert self._process.stdout is not None  # noqa: S101 (PIPE)
        return int(self._process.stdout.readline())


def main(arguments: Sequence[str] | None = None) -> None:
    """Crawl twice and print."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="put the archive here, and crawl what is in it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, vast(options.articles) as portal:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for title in ("first crawl", "second crawl, of the known portal"):
            print(title)
            print(f"{'URLs fetched':>14}{'peak MB':>10}{'CPU s':>10}")
            for urls, peak, seconds in crawled(portal, folder):
                print(f"{urls:>14,}{peak:>10.0f}{seconds:>10.0f}", flush=True)
            with closing(sqlite3.connect(folder / "archive.db")) as connection:
                (stored,) = connection.execute("SELECT count(*) FROM article").fetchone()
            print(f"{stored:,} articles stored")
            if stored < options.articles:
                raise SystemExit(f"{options.articles} were to be found")


@contextmanager
def vast(articles: int) -> Iterator[Vast]:
    """Serve a portal of so many articles."""
    command = [sys.executable, "-m", "benchmarks.crawled.vast", str(articles)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_ROOT, text=True, stdin=pipe, stdout=pipe) as process:
        try:
            yield Vast(process)
        finally:
            process.terminate()


def crawled(portal: Vast, folder: Path) -> Iterator[tuple[int, float, float]]:
    """Crawl, and give URLs fetched, peak memory in MB and CPU seconds whenever a mark is passed, and at the end."""
    command = [sys.executable, "-m", "zjcrawl.cli", "crawl", "zj123", "--db", "archive.db", "--contact", "a@b.test"]
    command += [part for name, value in FAST.items() for part in ("-s", f"{name}={value}")]
    environment = {"PATH": os.environ["PATH"], "http_proxy": portal.proxy, "PYTHONPATH": str(_ROOT)}
    before, marks, peak = portal.requests(), list(_MARKS), 0.0
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        status = Path(f"/proc/{process.pid}/status")
        while process.returncode is None:
            time.sleep(0.5)
            if found := _PEAK.search(status.read_text()):
                peak = int(found[1]) / 1024
            urls = portal.requests() - before
            if marks and urls >= marks[0]:
                marks = [mark for mark in marks if mark > urls]
                yield urls, peak, _cpu(process.pid)
            pid, ended, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(ended)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    yield portal.requests() - before, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
