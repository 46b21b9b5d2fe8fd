"""What GNU Wget captured, a gzip member for each record or plain, is crawled like our own files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.crawls import SmallPortal, environment, rows, run

WGET = shutil.which("wget")


@pytest.mark.skipif(WGET is None, reason="no wget: apt-get install wget")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)])
def test_the_articles_that_wget_captured_are_found(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert WGET is not None
    folder = tmp_path / "captures"
    folder.mkdir()
    with SmallPortal("e", 12, faults=()) as portal:
        urls = [row["url"] for row in portal.truth]
        subprocess.run(
            [WGET, "-q", "-O", "/dev/null", f"--warc-file={folder / 'wget'}", *options, "http://www.zj123.com/", *urls],
            env=environment(portal.proxy), cwd=tmp_path, check=True, timeout=60,
        )  # fmt: skip
    (path,) = folder.iterdir()
    assert path.suffix == (".warc" if options else ".gz")
    database = tmp_path / "zj123.db"
    assert run("crawl", "zj123", "--db", database, "--from", folder, proxy="http://127.0.0.1:9").code == 0
    assert {url for (url,) in rows(database, "SELECT url FROM article")} == set(urls)
    assert rows(database, "SELECT count(*) FROM capture WHERE url LIKE '%zj123.com/'") == [(1,)]
