"""A writer that is killed leaves whole records, whatever it was doing."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import exchanges
from zjcrawl.captures.exchange import Exchange
from zjcrawl.captures.reading import iter_records, read_record
from zjcrawl.captures.warc import WarcWriter

KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.test_captures_recovery import exchange
from zjcrawl.captures.warc import WarcWriter
writer = WarcWriter(Path(sys.argv[1]), "zj123")
for number in range(100_000):
    writer.write(exchange(number))
    if number == 50:
        print("ready", flush=True)
"""


def exchange(number: int) -> Exchange:
    return exchanges.exchange(b"%d" % number * 999, url=f"http://example.com/{number}")


def left_open(folder: Path, count: int) -> tuple[Path, list[int]]:
    """Write records and leave the file as a killed writer does; return it and where each response begins."""
    writer = WarcWriter(folder, "zj123")
    offsets = [writer.write(exchange(number)).offset for number in range(count)]
    writer.close()
    (path,) = folder.iterdir()
    return path.rename(path.with_name(path.name + ".open")), offsets


@pytest.mark.parametrize("torn", [1, 100, -1])
def test_a_torn_record_is_cut_off_and_said_so(tmp_path: Path, torn: int, caplog: pytest.LogCaptureFixture) -> None:
    path, offsets = left_open(tmp_path, 5)
    with path.open("r+b") as file:
        file.truncate(offsets[4] + torn)
    with caplog.at_level(logging.WARNING):
        WarcWriter(tmp_path, "zj123")
    (final,) = tmp_path.iterdir()
    assert final.name == path.name.removesuffix(".open")
    assert [capture.url for capture in iter_records(final)] == [f"http://example.com/{number}" for number in range(4)]
    assert f"recovered {path.name} after a killed run" in caplog.text


def test_a_file_without_a_whole_record_is_removed(tmp_path: Path) -> None:
    path, _ = left_open(tmp_path, 1)
    path.write_bytes(path.read_bytes()[:50])
    (tmp_path / "zj123-20000101000000-00000.warc.gz.open").touch()
    WarcWriter(tmp_path, "zj123")
    assert list(tmp_path.iterdir()) == []


def test_files_of_other_sites_and_of_running_writers_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "zj1234-20000101000000-00000.warc.gz.open"
    other.write_bytes(b"torn")
    running = WarcWriter(tmp_path, "zj123")
    ref = running.write(exchange(1))
    WarcWriter(tmp_path, "zj123")
    assert other.read_bytes() == b"torn"
    assert (tmp_path / (ref.file + ".open")).exists()
    running.close()
    assert read_record(tmp_path, ref).url == "http://example.com/1"


def test_a_writer_killed_at_any_moment_leaves_whole_records(tmp_path: Path) -> None:
    folder, root = tmp_path / "warc", Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", KILLED, folder, root], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
    WarcWriter(folder, "zj123")
    (final,) = folder.iterdir()
    urls = [capture.url for capture in iter_records(final)]
    assert len(urls) > 50
    assert urls == [f"http://example.com/{number}" for number in range(len(urls))]
