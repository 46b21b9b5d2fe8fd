"""The demo: the bundled portal crawled over real HTTP, and what is left of it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.crawls import ROOT, Finished, is_whole, rows, run
from tests.portal import compare
from tests.portal.compare import rows_of
from zjcrawl import demo
from zjcrawl.cli.crawling import as_called
from zjcrawl.demo import bundled_portal, run_demo, serve
from zjcrawl.errors import UsageError

TRUTH = ROOT / "fixtures" / "portal" / "truth.jsonl"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "made here" / "demo.db"


@pytest.fixture(scope="module")
def shown(database: Path) -> Finished:
    return run("demo", "--db", database)


def test_it_leaves_every_bundled_article(shown: Finished, database: Path) -> None:
    assert shown.code == 0, shown.err
    truth = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    assert compare(truth, rows_of(database)) == []
    assert is_whole(database)


def test_it_shows_what_it_has_done_and_what_to_try_as_a_shell_takes_it(shown: Finished, database: Path) -> None:
    (count,) = rows(database, "SELECT count(*) FROM article")[0]
    assert f"{count} articles in {database}.  Try:" in shown.out
    assert f"sqlite3 '{database}' " in shown.out
    assert f"zjcrawl search '{database}' " in shown.out


@pytest.mark.parametrize(
    ("argv", "found", "called"),
    [
        (".venv/bin/zjcrawl", None, ".venv/bin/zjcrawl"),
        ("/usr/bin/zjcrawl", "/usr/bin/zjcrawl", "zjcrawl"),
        ("/venv/lib/zjcrawl/cli/__main__.py", None, "zjcrawl"),
    ],
    ids=["by a path", "by its name", "as a module"],
)
def test_what_to_try_can_be_typed_as_it_is_printed(
    argv: str, found: str | None, called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [argv])
    monkeypatch.setattr("shutil.which", lambda _: found)
    assert as_called() == called


def test_the_demos_own_file_is_made_anew(tmp_path: Path) -> None:
    captures = tmp_path / "data" / "demo-warc"
    captures.mkdir(parents=True)
    (captures / "old.warc.gz").touch()
    (tmp_path / "data" / "demo.db").write_text("not a database", encoding="utf-8")
    assert run("demo", cwd=tmp_path).code == 0
    assert rows(tmp_path / "data" / "demo.db", "SELECT count(*) FROM run") == [(1,)]
    assert [path.name for path in captures.iterdir()] != ["old.warc.gz"]


def test_no_other_file_is_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    mine.write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.db: is there already; remove it or name another --db$"):
        run_demo(mine, {})
    assert mine.read_text(encoding="utf-8") == "years of work"


def test_a_folder_that_cannot_be_made_is_one_line() -> None:
    with pytest.raises(UsageError, match=r"^/proc/no/such: cannot be made: .*; name another --db$"):
        run_demo(Path("/proc/no/such/demo.db"), {})


def test_missing_pages_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_PACKAGED", tmp_path / "none")
    monkeypatch.setattr(demo, "_CHECKED_OUT", tmp_path)
    with pytest.raises(UsageError, match=r"pages\.jsonl: the bundled pages are not there"):
        bundled_portal()


def test_the_bundled_portal_answers_as_its_manifest_says() -> None:
    responses = bundled_portal()
    with serve(responses) as address:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": address}))
        for url, saved in list(responses.items())[:5]:
            if saved.status == 200:
                with opener.open(url, timeout=10) as response:
                    assert response.read() == saved.body
        with pytest.raises(urllib.error.HTTPError, match="404") as error:
            opener.open("http://www.zj123.com/no/such/page", timeout=10)
        error.value.close()
