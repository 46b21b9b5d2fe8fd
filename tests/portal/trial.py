"""Crawl stand-in portals as a judge would, and say what came home wrong: ``python -m tests.portal.trial abcdef -n 300``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.portal import LAYOUTS, Portal, compare
from tests.portal.__main__ import report
from tests.portal.compare import rows_of, summary

COMMAND = ("crawl", "zj123", "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")


def crawl(portal: Portal, database: Path) -> subprocess.CompletedProcess[str]:
    """Run ``zjcrawl crawl`` of this environment against an open portal."""
    environment = {**os.environ, "http_proxy": portal.proxy}
    program = Path(sys.executable).with_name("zjcrawl")
    return subprocess.run(
        [str(program), *COMMAND, "--db", str(database)], env=environment, capture_output=True, text=True, check=False
    )


def trial(portal: Portal, database: Path) -> list[str]:
    """Crawl twice; every difference, violation, repeat and request over the budget, a line each."""
    done = crawl(portal, database)
    if not database.exists():
        return [f"exit {done.returncode}: {done.stderr[-500:]}"]
    rows = rows_of(database)
    found = [*report(portal)[1:], *compare(portal.truth, rows)]
    if len(portal.requests()) > portal.budget:
        found.append(f"budget: {len(portal.requests())} requests, {portal.budget} allowed, {portal.needed} needed")
    portal.forget()
    crawl(portal, database)
    again = len(rows_of(database)) - len(rows)
    return [*found, *([f"second run: {again} more rows"] if again else [])]


def main() -> int:
    """Try the layouts that were named; 1 where any came home wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.portal.trial", description=__doc__)
    parser.add_argument("letters", nargs="?", default="".join(sorted(LAYOUTS)))
    parser.add_argument("-n", "--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=15, help="how many lines to show for each layout")
    options = parser.parse_args()
    total = 0
    for letter in options.letters:
        with tempfile.TemporaryDirectory() as folder, Portal(letter, options.articles, options.seed) as portal:
            found = trial(portal, Path(folder) / "trial.db")
            total += len(found)
            shown = "\n  ".join(line[:400] for line in found[: options.show])
            sys.stdout.write(f"{letter}: {len(found)} lines {dict(summary(found))}\n  {shown}\n")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
