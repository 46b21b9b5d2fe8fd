"""The questions of docs/queries.md have answers, in the plain sqlite3 module and in the stock shell."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store_samples import BODY, FOOTER, NOW, article, new_crawl
from zjcrawl.records import Outcome, OutcomeKind
from zjcrawl.store.takedown import Level

PAGE = (Path(__file__).parents[1] / "docs" / "queries.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^### (.+?)\n.*?^```sql\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which each question has something to find."""
    crawl = new_crawl(tmp_path_factory.mktemp("queries"))
    with crawl.archive as archive:
        crawl.put(article(1, source="余杭新闻网"))
        crawl.put(article(2, title="旧题", rights="own"))
        crawl.put(article(2, title="新题", rights="own", footer=replace(FOOTER, copyright_to=2013)), day=1)
        crawl.put(article(3, body=BODY * 2))
        crawl.put(article(4, body=BODY * 2, source="浙江在线"))
        for number, kind in ((3, OutcomeKind.MISSING), (9, OutcomeKind.FAILED)):
            gone = Outcome(f"http://portal.test/{number}", kind, "HTTP 404", status=404)
            archive.put_outcome(crawl.run.id, gone, seen_at=NOW + timedelta(days=2))
        archive.take_down("http://portal.test/4", Level.HIDE, "某人", "隐私", NOW)
        archive.lift_takedown("http://portal.test/4", NOW)
        archive.end_run(crawl.run, "finished")
    return archive.path


def test_there_are_twenty() -> None:
    assert len(QUERIES) == 20


@pytest.mark.parametrize("question", QUERIES)
def test_each_question_has_an_answer(path: Path, question: str) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        assert conn.execute(QUERIES[question]).fetchall()


def test_the_stock_shell_answers_them_all(path: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("no sqlite3 shell on this machine")
    done = subprocess.run([shell, path], input="".join(QUERIES.values()), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) >= len(QUERIES)


def test_what_came_back_is_told_from_what_is_gone(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        ((url, _, _, times, back_at, *_),) = conn.execute(
            QUERIES["How often was it seen to be gone, and did it come back?"]
        )
    assert (url, times, back_at) == ("http://portal.test/3", 1, None)
