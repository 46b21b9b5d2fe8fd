"""What a whole crawl costs: CPU time a page, with everything on, beside crawlers that store nothing or only WARC.

A made-up portal of 15 to 30 KB a page is rendered to the disk and served by nginx on one processor, and crawled on
another, without delays, by each crawler in turn, round after round; medians are printed.  CPU time is that of the whole
process, its start included, and pages are what nginx answered.  The environment is small, because Scrapy looks through
all of it for each request that goes through a proxy.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.crawled.served import Served, served
from benchmarks.options import parser_of

FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "WARNING"}
"""Without a pause, and with as many connections as stock Scrapy has."""

OURS, WITHOUT, STOCK = "zjcrawl", "zjcrawl, WARC off", "Scrapy, following lists"

_STAGES = ("start", "fetch", "WARC", "read", "store", "search", "frontier")

_PYTHON = (sys.executable, "-m")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and print."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("--articles", type=int, default=4500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    cores = sorted(os.sched_getaffinity(0))
    here, there = (cores[0], cores[-1]) if len(cores) > 1 else (None, None)
    with tempfile.TemporaryDirectory() as name, served(Path(name), options.articles, there) as portal:
        Path(name).chmod(0o755)
        print(f"{portal.articles} articles, {portal.median / 1024:.0f} KiB a page in the middle, from {portal.server}")
        runners = contestants(portal)
        costs: dict[str, list[float]] = {crawler: [] for crawler in runners}
        for _ in range(options.rounds):
            for crawler, command in runners.items():
                costs[crawler].append(_cost(portal, Path(name), command, here))
        parts = _stages(portal, Path(name), here)
    report({crawler: median(cost) for crawler, cost in costs.items()}, parts)


def contestants(portal: Served) -> dict[str, list[str]]:
    """Return who crawls, with the command that does it in a fresh folder."""
    ours = ["crawl", "zj123", "--db", "archive.db", "--contact", "benchmark@portal.test"]
    ours += [part for name, value in FAST.items() for part in ("-s", f"{name}={value}")]
    found = {
        OURS: [*_PYTHON, "zjcrawl.cli", *ours],
        WITHOUT: [*_PYTHON, "benchmarks.crawled.ours", "no-warc", *ours],
        STOCK: [*_PYTHON, "benchmarks.crawled.peers", "scrapy", *portal.lists],
    }
    if find_spec("crawlee"):
        found["Crawlee, parsel"] = [*_PYTHON, "benchmarks.crawled.peers", "crawlee", *portal.lists]
    else:
        print("not installed: Crawlee (pip install 'crawlee[parsel]')")
    if wget := shutil.which("wget"):
        # It follows every link below /news/, more than the others; what is not there costs it as much as a page.
        get = [wget, "-q", "-r", "-l", "inf", "-np", "-e", "robots=off", "--delete-after", f"{portal.home}news/"]
        found["wget"] = get
        found["wget, WARC"] = [*get, "--warc-file=wget", "--warc-tempdir=."]
    else:
        print("not installed: wget")
    return found


def _cost(portal: Served, folder: Path, command: Sequence[str], core: int | None) -> float:
    """Return the CPU seconds a page of one crawl."""
    before = portal.requests()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        seconds, _ = _run(command, portal, Path(name), core)
        database = Path(name) / "archive.db"
        if database.exists():
            with closing(sqlite3.connect(database)) as connection:
                (stored,) = connection.execute("SELECT count(*) FROM article").fetchone()
            if stored != portal.articles:
                raise SystemExit(f"{stored} of {portal.articles} articles were stored: {' '.join(command)}")
    pages = portal.requests() - before if portal.log else portal.articles
    return seconds / pages


def _run(command: Sequence[str], portal: Served, folder: Path, core: int | None) -> tuple[float, str]:
    """Run a command to its end; return its CPU seconds and what it printed."""
    environment = {"PATH": os.environ["PATH"], "http_proxy": portal.proxy, "PYTHONPATH": str(Path(__file__).parents[1])}
    affinity: Callable[[], None] | None = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, preexec_fn=affinity
    ) as process:
        assert process.stdout is not None  # noqa: S101 (PIPE)
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 8):  # wget's 8: a link led nowhere
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, out


def _stages(portal: Served, folder: Path, core: int | None) -> dict[str, float]:
    """Return the milliseconds a page of each stage of our crawl."""
    command = contestants(portal)[OURS]
    staged = [*_PYTHON, "benchmarks.crawled.ours", "stages", *command[3:]]
    before = portal.requests()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        _, out = _run(staged, portal, Path(name), core)
    pages = portal.requests() - before if portal.log else portal.articles
    return {stage: seconds / pages * 1000 for stage, seconds in json.loads(out.splitlines()[-1]).items()}


def report(costs: dict[str, float], parts: dict[str, float]) -> None:
    """Print costs, ratios and the breakdown."""
    for crawler, seconds in costs.items():
        ratio = costs[STOCK] / seconds
        print(f"{crawler:28}{seconds * 1000:6.2f} ms CPU a page   {ratio:5.2f} of stock Scrapy's pages a second")
    print(f"WARC on against off: {(costs[OURS] / costs[WITHOUT] - 1) * 100:+.0f} % CPU a page")
    print("of zjcrawl's, by a clock that costs something itself, ms a page:")
    print("   ".join(f"{stage} {parts[stage]:.2f}" for stage in _STAGES))


if __name__ == "__main__":
    main()
