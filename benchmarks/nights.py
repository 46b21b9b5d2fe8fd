"""Two months of scheduled crawls of a stand-in portal: requests, misses and alarms of each night.

The portal, its changes and its troubles are those of ``tests/living.py``; every crawl is a real one over loopback.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.options import parser_of
from tests import living
from tests.living import Night, lived

EVENTS = {
    0: "first crawl",
    living.TITLE: "a title changes",
    living.DATE: "a date changes",
    living.PLACE: "an old article moves up",
    living.BODY: "a body changes, no list shows it",
    living.DELETION: "an article is deleted",
    living.BURST: "40 new articles",
    living.REDESIGN: "redesign",
    living.RETURN: "the deleted article returns",
    living.UNAVAILABLE: "503 for everything",
    living.BAN: "403 after six answers",
    living.LOST: "no network",
    living.KILL: "killed after six answers",
    living.DEATH: "a list is gone",
    living.SILENCE: "nothing new from here on",
}
WRONG = {living.UNAVAILABLE, living.BAN, living.LOST, living.REDESIGN, living.DEATH}
"""The nights in which something new is wrong; reminders, and the silence, come later."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Live through the nights and print them."""
    parser_of(__file__, __doc__).parse_args(arguments)
    with TemporaryDirectory() as folder:
        _, nights = lived(Path(folder))
    table = Table(
        "night", "requests", "of first, %", "new or changed missed", "not shown, not found", "told", "event", box=None
    )
    for night in nights:
        share = f"{100 * night.cost / nights[0].cost:.0f}"
        told = ", ".join(f"{grade}: {kind}" for grade, kind, _, _ in night.alarms)
        lacking = (str(len(night.missed)), str(len(night.stale)))
        table.add_row(str(night.night), str(night.cost), share, *lacking, told, EVENTS.get(night.night, ""))
    console = Console(width=140)
    console.print(table)
    good = [night for night in nights if night.trouble is None]
    console.print(f"missed in {len(good)} nights without trouble: {sum(len(night.missed) for night in good)}")
    console.print(f"false alarms: {sum(map(_false, nights))}")
    noticed = [night for night in sorted(WRONG) if nights[night].alarms]
    console.print(f"noticed in the first night: {len(noticed)} of {len(WRONG)}")


def _false(night: Night) -> int:
    """Count what somebody was woken for though nothing was wrong, or the portal had not been silent for long."""
    if night.night in WRONG:
        return 0
    return sum(
        kind != "lists" and (kind != "silence" or night.night < living.SILENCE + 14) for _, kind, _, _ in night.woken
    )


if __name__ == "__main__":
    main()
