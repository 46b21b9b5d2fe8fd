"""Every saved page is read again: one test per field, nothing missing and nothing extra."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zjcrawl import extract
from zjcrawl.errors import UsageError
from zjcrawl.extraction import extract as extract_page
from zjcrawl.fetch.single import Fetched
from zjcrawl.fixtures import add_fixture
from zjcrawl.pages.page import read_page
from zjcrawl.sites import site_of

FOLDER = Path(__file__).parent.parent / "fixtures"
PAGES = sorted(path.parent for path in FOLDER.glob("*/*/response.json"))
NOT_OF_THE_PAGE = {"story_id", "copy_of", "word_count", "first_seen", "last_seen", "gone_at", "version", "capture"}
FOR_PEOPLE = {"reason"}


def name_of(page: Path) -> str:
    return f"{page.parent.name}/{page.name}"


def load(page: Path, file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((page / file).read_text(encoding="utf-8"))
    return loaded


@cache
def read(page: Path) -> dict[str, Any]:
    facts = load(page, "response.json")
    result = extract((page / "body.html").read_bytes(), facts["url"], dict(facts["headers"]), facts["status"])
    values: dict[str, Any] = json.loads(json.dumps(result))
    return values


@cache
def pager(page: Path) -> dict[str, Any]:
    facts = load(page, "response.json")
    body = (page / "body.html").read_bytes()
    shown = read_page(
        body, facts["url"], headers=[tuple(p) for p in facts["headers"]], site=site_of(facts["url"])
    ).pager
    return {"numbered": [list(pair) for pair in shown.numbered], "following": shown.following, "current": shown.current}


FIELDS = [
    pytest.param(page, key, id=f"{name_of(page)}-{key}")
    for page in PAGES
    for key in load(page, "expected.json")
    if key not in FOR_PEOPLE and load(page, "expected.json")["kind"] != "failed"
]


@pytest.mark.parametrize(("page", "key"), FIELDS)
def test_a_field_of_a_saved_page_reads_as_expected(page: Path, key: str) -> None:
    wanted = load(page, "expected.json")[key]
    if key == "pager":
        assert pager(page) == wanted
        return
    found = read(page)[key]
    if key == "footer" and wanted is not None:
        found = {part: found[part] for part in wanted}
    assert found == wanted


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_saved_page_says_nothing_that_is_not_expected(page: Path) -> None:
    wanted = load(page, "expected.json")
    extra = {key for key, value in read(page).items() if value not in (None, []) and key not in wanted}
    if wanted["kind"] == "failed":
        assert load(page, "response.json")["headers"], "a response that fails does so by its headers"
        return
    assert extra <= NOT_OF_THE_PAGE | FOR_PEOPLE | {"url", "site"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_saved_page_says_where_it_comes_from(page: Path) -> None:
    assert len((page / "ORIGIN.md").read_text(encoding="utf-8").strip().splitlines()) == 1


def test_a_new_fixture_is_what_the_reader_makes_of_the_page(tmp_path: Path) -> None:
    old = FOLDER / "zj123" / "seed-tables-gbk"
    facts = load(old, "response.json")
    headers = tuple((name, value) for name, value in facts["headers"])
    fetched = Fetched(facts["url"], facts["status"], headers, (old / "body.html").read_bytes())
    new = add_fixture(tmp_path / "zj123" / "again", fetched, "Reconstructed; a test's.\n")
    assert (new / "body.html").read_bytes() == fetched.body
    assert load(new, "response.json") == facts
    assert load(new, "expected.json") == read(old)
    assert (new / "ORIGIN.md").read_text(encoding="utf-8") == "Reconstructed; a test's.\n"


def test_a_fixture_is_never_overwritten(tmp_path: Path) -> None:
    page = Fetched("http://www.zj123.com/", 200, (), b"<p>")
    add_fixture(tmp_path / "a", page, "Made up.")
    with pytest.raises(UsageError, match="is there already"):
        add_fixture(tmp_path / "a", page, "Made up.")


def test_a_fixture_needs_a_folder_that_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        add_fixture(tmp_path / "file" / "a", Fetched("http://www.zj123.com/", 200, (), b"<p>"), "Made up.")


def test_the_face_of_the_package_is_the_reader() -> None:
    assert extract is extract_page
