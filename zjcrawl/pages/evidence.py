"""Why a page was read the way it was: for each field the text, the node, the rule, and what lost against it.

Readers hand on every value as a ``Found``, which costs nothing beyond the value; nodes are named and losers sought only
where someone asks by passing an ``Evidence``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from zjcrawl.pages.document import Element, Line

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    """A value, the line it was read from (None where it stands in no visible line), and the rule that read it."""

    value: Value
    line: Line | None
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One candidate for a field, in words.  ``node`` is the XPath of the block that holds ``text``."""

    value: str
    text: str | None
    node: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a field was read from, and what was passed over for it, in the order of preference."""

    field: str
    won: Finding
    lost: tuple[Finding, ...]


class Evidence:
    """Collects the decisions of one reading; pass it to ``read_article`` to have it filled."""

    def __init__(self) -> None:
        self.decisions: dict[str, Decision] = {}

    def note(self, field: str, won: Found[Any], lost: Iterable[Found[Any]]) -> None:
        """Record a decision; a candidate that says the same in the same line as the winner lost nothing."""
        others = tuple(_finding(each) for each in lost if (each.value, each.line) != (won.value, won.line))
        self.decisions[field] = Decision(field, _finding(won), others)

    def of(self, field: str) -> Finding | None:
        """Return what a field was read from, None where it is absent."""
        decision = self.decisions.get(field)
        return decision.won if decision else None

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain dicts and lists, for JSON."""
        return {field: asdict(decision) for field, decision in self.decisions.items()}


def choose(field: str, candidates: Iterator[Found[Value] | None], evidence: Evidence | None) -> Found[Value] | None:
    """Return the first candidate that is there.  The others are worked out only for the evidence."""
    found = next((candidate for candidate in candidates if candidate is not None), None)
    if evidence is not None and found is not None:
        evidence.note(field, found, [candidate for candidate in candidates if candidate is not None])
    return found


def _finding(found: Found[Any]) -> Finding:
    value = found.value if isinstance(found.value, str) else _words(found.value)
    if found.line is None:
        return Finding(value, None, None, found.rule)
    return Finding(value, found.line.text, _path(found.line.block), found.rule)


def _words(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _path(element: Element) -> str:
    return str(element.getroottree().getpath(element))
