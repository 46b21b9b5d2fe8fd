"""How texts differ, by column, paragraph and character: the versions of an article, or one article and another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from rich.text import Text

from zjcrawl.store.rows import TEXT_COLUMNS

_ALIKE = 0.5
"""Two paragraphs are one that was edited if so large a share of them is the same."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: ``kept``, ``removed`` or ``added``."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """How two versions of an article, one after the other, differ.

    The later one was captured ``at``; ``until`` is when the earlier one was last seen.  ``parts`` has for each column
    that changed its text in parts; of a body only the paragraphs that changed, a list for each.
    """

    before: int
    after: int
    until: str
    at: str
    parts: dict[str, list[list[Part]]]


def changes(versions: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Return the changes between versions as ``ArchiveReader.versions`` gives them."""
    return [
        Change(old["version"], new["version"], old["last_seen"], new["since"], differences(old, new, TEXT_COLUMNS))
        for old, new in pairwise(versions)
    ]


def differences(
    old: Mapping[str, Any], new: Mapping[str, Any], columns: Sequence[str], form: Callable[[str], str] = str
) -> dict[str, list[list[Part]]]:
    """Return the columns in which two readings differ, each in parts as ``Change`` has them.

    Characters are the same that are the same in ``form``, which gives each character one in its place; removed and kept
    ones are shown as the first reading has them.
    """
    compared = ((name, _text(old[name]), _text(new[name])) for name in columns)
    return {
        name: list(_paragraphs(said, says, form) if name == "body" else _edited(_line(said), _line(says), form))
        for name, said, says in compared
        if form(said) != form(says)
    }


def as_text(change: Change) -> Text:
    """Return a change for people: what was removed is ``[-red-]``, what was added ``{+green+}``."""
    shown = Text()
    about = f"version {change.before} → {change.after}: seen until {change.until}, changed at {change.at}\n"
    shown.append(about, "bold")
    return shown.append(parts_as_text(change.parts))


def parts_as_text(parts: Mapping[str, Sequence[Sequence[Part]]]) -> Text:
    """Return differences for people, a line for each paragraph that differs."""
    shown = Text()
    for name, lines in parts.items():
        for line in lines:
            shown.append(f"  {name}: ", "dim")
            for part in line:
                before, after, style = _SHOWN[part.what]
                shown.append(f"{before}{part.text}{after}", style)
            shown.append("\n")
    return shown


def absence_text(absence: Mapping[str, Any]) -> str:
    """Return for people when an article was gone, as ``ArchiveReader.absences`` gives it."""
    times = f"{absence['sights']} time{'s' if absence['sights'] > 1 else ''}"
    seen = f"seen to be gone {times}, from {absence['gone_at']} to {absence['last_gone_at']} ({absence['reason']})"
    return f"{seen}; back at {absence['back_at']}" if absence["back_at"] else f"{seen}; gone since"


_SHOWN = {"kept": ("", "", ""), "removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "、".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _line(text: str) -> list[str]:
    return [text] if text else []


def _paragraphs(old: str, new: str, form: Callable[[str], str]) -> Iterator[list[Part]]:
    before, after = old.split("\n"), new.split("\n")
    matcher = SequenceMatcher(None, [*map(form, before)], [*map(form, after)], False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what != "equal":
            yield from _edited(before[old_start:old_end], after[new_start:new_end], form)


def _edited(before: Sequence[str], after: Sequence[str], form: Callable[[str], str]) -> Iterator[list[Part]]:
    """Pair what was edited in the order of the page; the others were removed or added."""
    left = list(after)
    for old in before:
        same = next((at for at, new in enumerate(left) if _alike(form(old), form(new))), None)
        if same is None:
            yield [Part("removed", old)]
            continue
        yield from ([Part("added", new)] for new in left[:same])
        yield _characters(old, left[same], form)
        del left[: same + 1]
    yield from ([Part("added", new)] for new in left)


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old, new, False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _characters(old: str, new: str, form: Callable[[str], str]) -> list[Part]:
    parts: list[Part] = []
    matcher = SequenceMatcher(None, form(old), form(new), False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            parts.append(Part("kept", old[old_start:old_end]))
            continue
        if old_end > old_start:
            parts.append(Part("removed", old[old_start:old_end]))
        if new_end > new_start:
            parts.append(Part("added", new[new_start:new_end]))
    return parts
