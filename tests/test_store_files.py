import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from zjcrawl.errors import ArchiveBusyError, ArchiveError, NotAnArchiveError
from zjcrawl.store import Archive, open_archive
from zjcrawl.store.files import errors_explained

HOLDER = """
import sys
from zjcrawl.store import Archive
with Archive.open(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE article (url)")


def text_file(path: Path) -> None:
    path.write_text("浙江民营企业网" * 100, encoding="utf-8")


@pytest.mark.parametrize("write", [foreign_database, text_file])
@pytest.mark.parametrize("opened", [Archive.open, open_archive])
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, write: object, opened: object) -> None:
    path = tmp_path / "other.db"
    assert callable(write)
    assert callable(opened)
    write(path)
    before = path.read_bytes()
    with pytest.raises(NotAnArchiveError, match=r"other\.db: .*name another file"):
        opened(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchiveError, match="is a folder"):
        Archive.open(tmp_path)


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    Archive.open(path).close()
    open_archive(path).close()


def test_an_empty_file_is_no_archive_to_whoever_does_not_crawl(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    for opened in (open_archive, partial(Archive.open, create=False)):
        with pytest.raises(NotAnArchiveError, match=r"archive\.db: is empty, and no archive; crawl into it first"):
            opened(path)
    assert path.stat().st_size == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"the folder .*/no/such does not exist; create it first"):
        Archive.open(tmp_path / "no" / "such" / "archive.db")


def test_a_missing_file_is_not_created_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such file"):
        Archive.open(tmp_path / "archive.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_is_a_clear_error() -> None:
    # /proc refuses new files to everyone, root included, as a folder without write permission does to others.
    with pytest.raises(ArchiveError, match=r"^/proc/archive\.db\.lock: .*; make the folder writable$"):
        Archive.open("/proc/archive.db")


@contextmanager
def no_privileges() -> Iterator[None]:
    """Be nobody for a while if the tests run as root, whom permissions do not bind."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def archive_for_all() -> Iterator[Path]:
    """Give an archive in a folder that anybody can enter, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with Archive.open(path) as archive:
            archive.begin_run("zj123", "live", {})
        path.with_name("archive.db.lock").unlink()
        yield path


def test_a_folder_without_write_permission_is_refused_to_a_writer_and_open_to_a_reader(archive_for_all: Path) -> None:
    archive_for_all.parent.chmod(0o555)
    with no_privileges():
        with pytest.raises(ArchiveError, match="Permission denied; make the folder writable"):
            Archive.open(archive_for_all)
        with pytest.raises(ArchiveError, match="Permission denied; make the folder writable"):
            Archive.open(archive_for_all.with_name("new.db"))
        with open_archive(archive_for_all) as reader:
            assert reader.db["run"].count == 1
    assert [path.name for path in archive_for_all.parent.iterdir()] == ["archive.db"]


def test_a_file_without_write_permission_is_refused_on_opening(archive_for_all: Path) -> None:
    archive_for_all.parent.chmod(0o777)
    archive_for_all.chmod(0o444)
    with (
        no_privileges(),
        pytest.raises(ArchiveError, match=r"readonly database; make the file and its folder writable"),
    ):
        Archive.open(archive_for_all)


def test_a_file_without_read_permission_is_refused(archive_for_all: Path) -> None:
    archive_for_all.parent.chmod(0o777)
    archive_for_all.chmod(0o000)
    with no_privileges(), pytest.raises(ArchiveError, match="Permission denied; make the file readable"):
        open_archive(archive_for_all)


def test_a_connection_that_cannot_write_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:  # noqa: SIM117
        with pytest.raises(ArchiveError, match=r"archive\.db: .*readonly.*; make the file and its folder writable"):
            with errors_explained(path):
                conn.execute("INSERT INTO story_number DEFAULT VALUES")


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(ArchiveBusyError, match=rf"process {holder.pid} on .* \(0 h 0 min\), is writing"):
            Archive.open(path)
        holder.kill()
    Archive.open(path).close()


def test_a_second_writer_in_the_same_process_is_refused_as_well(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive.db"), pytest.raises(ArchiveBusyError, match=rf"process {os.getpid()} on "):
        Archive.open(tmp_path / "archive.db")


def test_a_refused_file_leaves_the_lock_free(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE _sqlite_migrations SET name = '9.0.0/x' WHERE id = 1")
    for _ in range(2):
        with pytest.raises(ArchiveError, match=r"9\.0\.0"):
            Archive.open(path)


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (size - 100))
    with pytest.raises(ArchiveError, match="restore the file from a copy"):
        Archive.open(path)


def test_faults_of_the_program_pass_unchanged(tmp_path: Path) -> None:
    with (
        Archive.open(tmp_path / "archive.db") as archive,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        errors_explained(archive.path),
    ):
        archive.db.conn.execute("SELECT * FROM absent")
