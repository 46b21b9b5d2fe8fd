"""Serve a stand-in portal by hand: ``python -m tests.portal --layout a --articles 300 --port 0``."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path

from tests.portal import FAULTS, LAYOUTS, Portal, compare
from tests.portal.compare import rows_of


def main() -> int:
    """Serve until interrupted, then say what was asked for; with ``--db``, compare an archive with the truth instead."""
    parser = argparse.ArgumentParser(prog="python -m tests.portal", description=__doc__)
    parser.add_argument("--layout", choices=sorted(LAYOUTS), default="a")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--no-faults", action="store_true")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--truth", type=Path, help="write the truth there as JSON lines")
    parser.add_argument("--db", type=Path, help="compare this archive (or JSON lines) with the truth, and leave")
    options = parser.parse_args()
    faults = () if options.no_faults else FAULTS
    portal = Portal(options.layout, options.articles, options.seed, faults, options.port, options.gzip)
    if options.truth:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in portal.truth)
        options.truth.write_text("".join(lines), encoding="utf-8")
    if options.db:
        differences = compare(portal.truth, rows_of(options.db))
        sys.stdout.write("\n".join([*differences, f"{len(differences)} differences"]) + "\n")
        return 1 if differences else 0
    with portal:
        sys.stdout.write(f"{portal.port}\n")
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            signal.pause()
        except KeyboardInterrupt:
            sys.stdout.write("\n".join(report(portal)) + "\n")
    return 0


def report(portal: Portal) -> list[str]:
    """What a crawl did to the portal, in lines."""
    return [
        f"{len(portal.requests())} requests for {len(portal.truth)} articles; budget {portal.budget}, needed {portal.needed}",
        *(f"violation {line}" for line in portal.violations()),
        *(f"repeated {line}" for line in portal.repeats()),
        *(f"unseen {line}" for line in portal.unseen()),
    ]


if __name__ == "__main__":
    sys.exit(main())
