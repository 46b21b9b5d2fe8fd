"""The demo portal under fixtures/ is what its generator renders, and complete."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.portal.make_demo import TARGET, files
from tests.portal.words import SECTIONS


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TARGET / name).read_text(encoding="utf-8").splitlines()]


def test_the_files_are_those_the_generator_renders() -> None:
    saved = {str(path.relative_to(TARGET)): path.read_bytes() for path in TARGET.rglob("*") if path.is_file()}
    assert saved == files()


def test_every_page_of_the_manifest_has_its_file() -> None:
    named = {row["file"] for row in lines("pages.jsonl")}
    assert named == {f"pages/{path.name}" for path in (TARGET / "pages").iterdir()}


def test_no_url_is_named_twice() -> None:
    urls = [row["url"] for row in lines("pages.jsonl")]
    assert len(urls) == len(set(urls))


def test_the_truth_covers_nine_sections_copies_and_articles_of_several_pages() -> None:
    truth = lines("truth.jsonl")
    assert len(truth) >= 60
    assert {row["section"] for row in truth} == set(SECTIONS)
    assert sum(bool(row["_copies"]) for row in truth) == 2
    assert sum("shownews.asp" in row["url"] and "page=" in row["url"] for row in lines("pages.jsonl")) == 3


def test_some_links_lead_nowhere() -> None:
    assert sorted({row["status"] for row in lines("pages.jsonl")}) == [200, 301, 404]


def test_the_whole_is_small() -> None:
    assert sum(path.stat().st_size for path in Path(TARGET).rglob("*")) < 3_000_000
