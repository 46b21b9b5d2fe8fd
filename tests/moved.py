"""The command line, for a zj123 that moved to its address in the middle of 2006 and renamed a section: an invention.

Run as ``python -m tests.moved VERB …``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zjcrawl.cli import main
from zjcrawl.records import Era
from zjcrawl.sites import SITES
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.spiders.zj123 import Zj123Spider

OLD_HOST = "www.mqw.example"
RENAMED, OLD_NAME = "民营经济", "民企经济"

MOVED = replace(
    ZJ123,
    eras=(
        Era(
            until=date(2006, 6, 30),
            home=f"http://{OLD_HOST}/",
            domain="mqw.example",
            sections=tuple(OLD_NAME if name == RENAMED else name for name in ZJ123.sections),
        ),
    ),
)

if __name__ == "__main__":
    SITES["zj123"] = Zj123Spider.site = MOVED
    main()
