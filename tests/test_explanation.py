"""The evidence on a terminal, and that the documentation shows it as it is."""

from __future__ import annotations

import json
import re

import pytest
from rich.console import Console

from tests.crawls import ROOT
from zjcrawl.explanation import as_text
from zjcrawl.extraction import extract

PAGE = ROOT / "fixtures" / "zj123" / "labels-in-body"
DOCUMENT = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")


def shown(evidence: dict[str, dict[str, object]], width: int = 100) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(as_text(evidence))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def test_the_documentation_shows_what_the_command_prints() -> None:
    command, *lines = re.findall(r"```console\n(.*?)```", DOCUMENT, re.DOTALL)[0].splitlines()
    facts = json.loads((PAGE / "response.json").read_text(encoding="utf-8"))
    assert command == f'$ zjcrawl extract fixtures/zj123/{PAGE.name}/body.html --url "{facts["url"]}" --explain'
    printed = shown(extract((PAGE / "body.html").read_bytes(), facts["url"], explain=True)["evidence"])
    for part in "\n".join([*lines, ""]).split("…\n"):
        assert part in printed


def test_the_documentation_names_every_key() -> None:
    facts = json.loads((PAGE / "response.json").read_text(encoding="utf-8"))
    evidence = extract((PAGE / "body.html").read_bytes(), facts["url"], explain=True)["evidence"]
    fields = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| (\w+) \|", DOCUMENT + fields, re.MULTILINE))
    assert {key.partition(".")[0] for key in evidence} <= described
    assert {key for finding in evidence.values() for key in finding} <= described


def finding(value: str | None, text: str | None = None, node: str | None = None, rule: str = "r") -> dict[str, object]:
    return {"value": value, "text": text, "node": node, "rule": rule, "lost": []}


def test_a_text_that_is_the_value_is_not_repeated() -> None:
    assert shown({"title": finding("一", "一", "/html/p")}) == "title  一\n  by     r\n  at     /html/p\n"


def test_a_value_that_was_not_found_is_a_dash() -> None:
    assert shown({"title": finding(None)}) == "title  –\n  by     r\n"


def test_what_a_page_says_is_no_markup() -> None:
    assert "[red]一[/red]" in shown({"title": finding("[red]一[/red]")})


@pytest.mark.parametrize("width", [20, 40])
def test_long_texts_are_cut_and_wrapped_inside_their_column(width: int) -> None:
    *_, last = (lines := shown({"title": finding("一" * 500)}, width).splitlines())
    assert last == "  by     r"
    assert sum(line.count("一") for line in lines) == 119
    assert all(line.startswith("       ") for line in lines[1:-1])
