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

_MOST_LOST = 8  # candidates of one field that are worth showing
_TEXT = 300  # characters of a line that are worth showing


class Found(NamedTuple, Generic[Value]):
    """A value, the line it was read from (None where it stands in no visible line), and the rule that read it.

    ``said`` is the text it was read from where that is no line.
    """

    value: Value
    line: Line | None
    rule: str
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One candidate for a field, in words, or with ``value`` None that there is none.

    ``text`` is what it was read from, cut after 300 characters, ``node`` the XPath of the block that holds it; both are
    None where there is no such text.  ``rule`` says how it was read, or why it was not taken.
    """

    value: str | None
    text: str | None
    node: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a field was read from, and what was passed over for it, in the order of preference."""

    won: Finding
    lost: tuple[Finding, ...] = ()


class Evidence:
    """Collects the decisions of one reading; pass it to ``read_page`` or ``read_article`` to have it filled."""

    def __init__(self) -> None:
        self.decisions: dict[str, Decision] = {}

    def note(self, field: str, won: Found[Any], lost: Iterable[Found[Any]] = ()) -> None:
        """Record a decision; a candidate that says the same in the same line as the winner lost nothing."""
        self.decisions[field] = Decision(_finding(won))
        self.add(field, lost)

    def add(self, field: str, lost: Iterable[Found[Any]]) -> None:
        """Record what else was passed over for a field that is decided."""
        decision = self.decisions[field]
        kept = {(each.value, each.text, each.node): each for each in (decision.won, *decision.lost)}
        for each in map(_finding, lost):
            kept.setdefault((each.value, each.text, each.node), each)
            if len(kept) > _MOST_LOST:
                break
        self.decisions[field] = Decision(decision.won, tuple(kept.values())[1:])

    def of(self, field: str) -> Finding | None:
        """Return what a field was read from, None where it is absent."""
        decision = self.decisions.get(field)
        return decision.won if decision and decision.won.value is not None else None

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Return everything as plain dicts and lists, for JSON: by field what won, and ``lost``."""
        return {
            field: {**asdict(decision.won), "lost": [asdict(each) for each in decision.lost]}
            for field, decision in self.decisions.items()
        }


def choose(field: str, candidates: Iterator[Found[Value] | None], evidence: Evidence | None) -> Found[Value] | None:
    """Return the first candidate that is there.  The others are worked out only for the evidence."""
    found = next((candidate for candidate in candidates if candidate is not None), None)
    if evidence is not None:
        others = [candidate for candidate in candidates if candidate is not None]
        evidence.note(field, found or Found(None, None, "not found"), others)
    return found


def _finding(found: Found[Any]) -> Finding:
    value = None if found.value is None else _words(found.value)
    if found.line is None:
        return Finding(value, found.said and found.said[:_TEXT], None, found.rule)
    return Finding(value, found.line.text[:_TEXT] or None, _path(found.line.block), found.rule)


def _words(value: Any) -> str:
    return "、".join(map(str, value)) if type(value) in (tuple, list) else str(value)


def _path(element: Element) -> str:
    return str(element.getroottree().getpath(element))
