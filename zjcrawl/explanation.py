"""The evidence of one reading as a person reads it: what each field was read from, and what lost against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

_INDENT = 8  # characters
_LONGEST = 120  # characters of a text or value; the JSON has more


def as_text(evidence: Mapping[str, Mapping[str, Any]]) -> Group:
    """Return the ``evidence`` that ``extract`` gives with ``explain`` for a terminal.

    Each field and its value are followed by the rule (by), the text (from), the node (at) and what lost (not).
    """
    return Group(*(grid for field, finding in evidence.items() for grid in _grids(field, finding)))


def _grids(field: str, finding: Mapping[str, Any]) -> tuple[Table, Table]:
    heading = _grid("bold", gap=2)
    heading.add_row(Text(field), Text("–" if finding["value"] is None else _short(finding["value"])))
    details = _grid("dim", gap=1, width=_INDENT)
    for word, said in _rows(finding):
        details.add_row(Text(word), Text(said))
    return heading, details


def _grid(style: str, *, gap: int, width: int | None = None) -> Table:
    grid = Table.grid(padding=(0, gap, 0, 0))
    grid.add_column(no_wrap=True, style=style, width=width)
    grid.add_column(overflow="fold")
    return grid


def _rows(finding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "  by", finding["rule"]
    yield from _place(finding, "  ")
    for other in finding["lost"]:
        yield "  not", f"{_short(other['value']) or 'nothing'}: {other['rule']}"
        yield from _place(other, "    ")


def _place(finding: Mapping[str, Any], indent: str) -> Iterator[tuple[str, str]]:
    if finding["text"] and finding["text"] != finding["value"]:
        yield f"{indent}from", _short(finding["text"])
    if finding["node"]:
        yield f"{indent}at", finding["node"]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
