"""The sample archives of pywb and warcio, of its own environment (`make .venv-pywb/installed`), damaged in ten ways."""

from __future__ import annotations

import gzip
import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from tests import damage
from tests.crawls import ROOT
from tests.damage import DAMAGE
from zjcrawl.captures.collection import Collection
from zjcrawl.captures.walking import records_of
from zjcrawl.errors import CaptureError
from zjcrawl.records import Site

SAMPLES = ROOT / ".venv-pywb" / "sample_archive" / "warcs"
EXAMPLE = Site("example", "Example", "http://example.com/", "example.com", (), (), ())
RESPONSE, REVISIT = 1, 3
"""The records of ``example.warc.gz`` that have pages of example.com; the revisit is of the response."""

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="no pywb: make .venv-pywb/installed")


def records() -> list[bytes]:
    content = (SAMPLES / "example.warc.gz").read_bytes()
    starts = [*(found.offset for found in records_of(BytesIO(content))), len(content)]
    return [gzip.decompress(content[start:end]) for start, end in pairwise(starts)]


def readable(collection: Collection) -> tuple[int, int]:
    """How many captures can be read, and how many cannot; those are left out then."""
    read = failed = 0
    for stored in list(collection.all()):
        try:
            assert collection.read(stored).message.startswith(b"HTTP/1.")
        except CaptureError as error:
            collection.leave_out(stored, str(error))
            failed += 1
        else:
            read += 1
    return read, failed


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("damaged", [RESPONSE, REVISIT])
@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_each_record_is_read_or_told_why_not(tmp_path: Path, name: str, damaged: int, compressed: bool) -> None:
    path = tmp_path / ("example.warc.gz" if compressed else "example.warc")
    path.write_bytes(damage.archive(records(), damaged, DAMAGE[name], compressed=compressed))
    collection = Collection(path, EXAMPLE)
    read, _ = readable(collection)
    told = list(collection.left_out())
    pages = 1 if DAMAGE[name].cuts and damaged == RESPONSE else 2
    assert read + len({left.offset for left in told}) == pages
    if DAMAGE[name].reason is None:
        assert read == 2
    elif damaged == RESPONSE:
        assert read == 0
        assert any(re.search(str(DAMAGE[name].reason), left.reason) for left in told)
    else:
        assert read >= 1


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*.warc*")) if SAMPLES.exists() else [], ids=lambda path: path.name
)
def test_no_sample_stops_the_rest(tmp_path: Path, path: Path) -> None:
    name = path.name.removesuffix(".bad")
    (tmp_path / name).write_bytes(path.read_bytes())
    (tmp_path / "whole.warc").write_bytes(damage.record("http://example.com/", b"Example Domain"))
    assert readable(Collection(tmp_path, EXAMPLE))[0] >= 1
