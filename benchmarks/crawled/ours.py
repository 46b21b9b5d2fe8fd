"""zjcrawl's own command with something about it changed, for ``benchmarks.crawl``.

``python -m benchmarks.crawled.ours no-warc VERB ...`` crawls without keeping the bytes of the wire or writing WARC;
``python -m benchmarks.crawled.ours stages VERB ...`` prints, as JSON on the last line, the CPU seconds of each stage.
"""

from __future__ import annotations

import atexit
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from itertools import count
from typing import Any

from scrapy import Request
from scrapy.http import Response

from zjcrawl import pipelines
from zjcrawl.captures import recorder
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.cli import main
from zjcrawl.frontier.ledger import Ledger
from zjcrawl.frontier.queue import Frontier
from zjcrawl.records import Capture, RecordRef
from zjcrawl.spiders import portal, scheduler, walk
from zjcrawl.spiders.capturing import Captures
from zjcrawl.spiders.session import Session
from zjcrawl.store import archive, articles
from zjcrawl.store.archive import Archive

STAGES: dict[str, list[tuple[Any, str]]] = {
    "WARC": [(Captures, "write"), (recorder, "exchange_of"), (WarcWriter, "flush")],
    "read": [(portal, "read_page")],
    "search": [(articles, "add_to_index"), (articles, "replace_in_index"), (archive, "index_waiting")],
    "frontier": [
        *((Frontier, name) for name in ("add", "take", "finish", "put_back", "knows", "waiting")),
        *((Ledger, name) for name in ("settle", "note_list", "is_due", "due", "met_before", "validators")),
        *((module, "canonical_url") for module in (portal, scheduler, walk)),
        (walk.Walk, "learn"),
        (walk.Walk, "shapes"),
    ],
    "store": [
        *((Session, name) for name in ("store", "settle", "commit_if_due", "add_capture", "rests", "settled")),
        *((Archive, name) for name in ("same", "known", "erased", "last_payload", "capture_id")),
        *((pipelines, name) for name in ("missing_fields", "may_be_one")),
    ],
}
"""What is counted where; what one of them calls of another counts for the other alone."""


class Clock:
    """Gives the time that passes to the stage that was entered last."""

    def __init__(self) -> None:
        self._since = time.thread_time()
        self.seconds = defaultdict[str, float](float, start=self._since)
        self._stack = ["fetch"]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function``, on this clock."""

        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            self._turn()
            self._stack.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._turn()
                self._stack.pop()

        return run

    def _turn(self) -> None:
        now = time.thread_time()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def report(self) -> None:
        """Print what was counted."""
        self._turn()
        print(json.dumps(self.seconds))


def stages() -> None:
    """Time every stage."""
    clock = Clock()
    for stage, places in STAGES.items():
        for owner, name in places:
            setattr(owner, name, clock.timed(stage, getattr(owner, name)))
    atexit.register(clock.report)


def no_warc() -> None:
    """Let a response pass as if it had been written; its row in the database is, since articles refer to it."""
    places = count()

    def _record(self: Any, response: Response, request: Request) -> None:
        if self._writer is not None and request.url.startswith("http"):
            place = next(places)  # in the digest too: a portal that always says the same has shut us out
            ref = RecordRef("none.warc.gz", place, 1, f"sha1:{place}")
            now = datetime.now(UTC)
            rows = self._writer._archive  # noqa: SLF001
            rows.add_capture(Capture(request.url, response.status, (), b"", now, ref))
            request.meta.update({recorder.CAPTURE: ref, recorder.FETCHED_AT: now})

    recorder.Recorder._record = _record  # type: ignore[method-assign]  # noqa: SLF001
    sys.argv += ["-s", 'DOWNLOAD_HANDLERS={"http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"}']


if __name__ == "__main__":
    {"stages": stages, "no-warc": no_warc}[sys.argv.pop(1)]()
    main()
