"""The saved pages are laid out as fixtures/README.md says, in the bytes their names claim, with the words expected."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.portal import seed
from tests.portal.fixture import TARGET
from tests.portal.make_fixtures import fixtures

NAMES = sorted(f"{fixture.site}/{fixture.name}" for fixture in fixtures())
CODECS = {
    "zj123/seed-divs-utf8": "utf-8",
    "zj123/seed-utf8-declared-gbk": "utf-8",
    "zj123/labels-in-body-divs": "utf-8",
    "zj123/seed-big5": "big5",
}


def expected(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TARGET / name / "expected.json").read_text(encoding="utf-8"))
    return loaded


def words(name: str) -> str:
    """The text of a saved page without tags and white space."""
    markup = (TARGET / name / "body.html").read_bytes().decode(CODECS.get(name, "gb18030"), errors="replace")
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", markup)))


def test_the_folder_holds_what_the_generator_writes(tmp_path: Path) -> None:
    for fixture in fixtures():
        fixture.write(tmp_path)
        for made in (tmp_path / fixture.site / fixture.name).iterdir():
            assert (TARGET / fixture.site / fixture.name / made.name).read_bytes() == made.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_it_was_not_captured(name: str) -> None:
    assert "Never captured" in (TARGET / name / "ORIGIN.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name)["kind"] == "article"])
def test_every_expected_word_stands_on_the_page(name: str) -> None:
    shown, wanted = words(name), expected(name)
    for line in wanted["body"].split("\n"):
        assert re.sub(r"\s+", "", line) in shown
    for key in ("title", "source", "published_text"):
        assert re.sub(r"\s+", "", wanted[key] or "") in shown
    for text in (*wanted["authors"], *wanted["footer"]["disclaimer"], wanted["footer"]["licence"]):
        assert re.sub(r"\s+", "", text) in shown


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("zj123/seed-") and name not in CODECS])
def test_double_byte_pages_are_no_utf8(name: str) -> None:
    with pytest.raises(UnicodeDecodeError):
        (TARGET / name / "body.html").read_bytes().decode()


def test_the_seed_page_is_whole_in_every_skin() -> None:
    for name in (
        "zj123/seed-tables-gbk",
        "zj123/seed-divs-utf8",
        "zj123/seed-word-gb2312",
        "zj123/seed-word-gb18030",
        "zj123/seed-utf8-declared-gbk",
    ):
        assert expected(name)["body"] == "\n".join(seed.PARAGRAPHS)
        assert (expected(name)["votes_up"], expected(name)["votes_down"]) == (9, 0)


def test_the_cut_page_is_shorter_than_announced() -> None:
    facts = json.loads((TARGET / "zj123" / "cut-off" / "response.json").read_text(encoding="utf-8"))
    announced = int(dict(map(tuple, facts["headers"]))["Content-Length"])
    assert (TARGET / "zj123" / "cut-off" / "body.html").stat().st_size < announced
