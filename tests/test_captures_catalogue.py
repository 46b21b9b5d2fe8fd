"""An index of captures answers as a dictionary of lists would, and keeps them on the disk."""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest

from tests.crawls import ROOT
from zjcrawl.captures.catalogue import Catalogue, LeftOut, Revisit, Stored
from zjcrawl.errors import CaptureError

BEGAN = datetime(2010, 10, 20, 8, 5, 9, 123456, tzinfo=UTC)


class At(NamedTuple):
    file: int
    offset: int


def catalogue() -> Catalogue[At]:
    return Catalogue(At, str.lower)


def stored(url: str, days: int, offset: int) -> Stored[At]:
    return Stored(url, BEGAN + timedelta(days), 200, is_page=True, is_whole=True, place=At(0, offset))


def test_captures_of_a_page_come_as_they_were_added_in_the_order_of_time() -> None:
    found, given = catalogue(), [stored("/A", 3, 1), stored("/a", 1, 2), stored("/b", 2, 3)]
    for one in given:
        found.add(one)
    found.resolve()
    assert found.of("/a") == [given[1], given[0]]
    assert list(found.all()) == [given[1], given[0], given[2]]
    assert list(found.last()) == [given[0], given[2]]
    assert len(found) == 2
    found.remove(given[0])
    assert found.of("/a") == [given[1]]
    assert found.at(At(0, 3)) == given[2]


@pytest.mark.parametrize(
    ("refers_to", "named", "place"),
    [("<2>", None, 2), (None, BEGAN + timedelta(1), 1), ("<?>", None, 3), (None, BEGAN + timedelta(9), 3)],
)
def test_a_revisit_is_of_the_record_it_names_or_of_the_last_before_it(
    refers_to: str | None, named: datetime | None, place: int
) -> None:
    found = catalogue()
    moment = BEGAN + timedelta(5)
    found.add_revisit(Revisit("/a", moment, At(1, 7), True, refers_to, "/a", named))
    for number in (1, 2, 3, 6):
        found.add(stored("/a", number, number), record_id=f"<{number}>")
    assert found.resolve() == []
    (revisit,) = (one for one in found.of("/a") if one.own)
    assert (revisit.place, revisit.own, revisit.fetched_at, revisit.is_unmodified) == (
        At(0, place), At(1, 7), moment, True,
    )  # fmt: skip


def test_a_revisit_of_what_is_not_there_is_told() -> None:
    found = catalogue()
    found.add_revisit(Revisit("/a", BEGAN, At(1, 7), False, "<1>", "/a", None))
    found.add(stored("/a", 1, 1))
    assert found.resolve() == [("/a", At(1, 7))]


def test_days_are_kept_from_first_to_last() -> None:
    found = catalogue()
    for number in range(5):
        found.add(stored("/a", number, number))
    found.resolve()
    found.keep(date(2010, 10, 21), date(2010, 10, 22))
    assert [one.place.offset for one in found.of("/a")] == [1, 2]


def test_of_one_digest_in_a_row_the_first_is_kept() -> None:
    found = catalogue()
    for number, digest in enumerate(["x", "x", None, "x", "y", "x"]):
        found.add(stored("/a", number, number), digest=digest)
    found.add(stored("/A", 1, 9), digest="x")
    found.resolve()
    found.without_repeats()
    assert [one.place.offset for one in found.of("/a")] == [0, 9, 2, 4, 5]


def test_what_is_left_out_is_told_by_page() -> None:
    found, left = catalogue(), LeftOut("f", 1, "/A", "damaged")
    found.leave_out(left)
    found.resolve()
    assert list(found.left_out()) == [left]
    assert (found.why_not("/a"), found.why_not("/b")) == ("damaged", None)


MEMORY = """
import resource
from tests.test_captures_catalogue import catalogue, stored
found = catalogue()
for number in range(1000):
    found.add(stored(f"/{number:060}", 0, number), record_id=f"<{number:050}>")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for number in range(1000, 150_000):
    found.add(stored(f"/{number * 7919 % 150_000:060}", 0, number), record_id=f"<{number:050}>")
found.resolve()
assert sum(1 for _ in found.last()) > 100_000
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_memory_stays_flat() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) < 60  # megabytes; the rows have as many


def filled(found: Catalogue[At]) -> None:
    for number in range(200_000):
        found.add(stored(f"/{number:060}", 0, number))


def test_a_full_disk_is_told_with_what_to_do() -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, limits[1]))
    try:
        with pytest.raises(CaptureError, match="free space, or name another folder with the environment variable"):
            filled(catalogue())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
