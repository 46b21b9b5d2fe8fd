"""Holding a night against the nights before it: what was read, from what, and in what markup.

A share is news when the history makes it very unlikely, and when it differs so much that somebody would care.  All
sections together are looked at first: what holds for the portal is said once.  Markup that nobody has seen before makes
a loss likelier, so that one article is enough then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zjcrawl.drift.chance import Share, likelihood, share
from zjcrawl.drift.finding import Finding, Grade, Kind
from zjcrawl.drift.history import History, Night
from zjcrawl.store.coverage import FIELDS, LENGTHS, Covered

_UNLIKELY = 1e-4
"""Some hundred things are looked at each night, most of which cannot be this unlikely by chance: once in years."""

_UNLIKELY_IN_SECTION = 1e-5

_UNLIKELY_IN_NEW_MARKUP = 1e-2
"""At most: what could well be chance stays chance in any markup."""

_LEAST_LOSS = 0.2
"""Of the articles that have a field: who would get up for less?"""

_LEAST_MISSED = 0.4
"""Of all pages: a few articles taken down in one night are no trouble of ours."""

_LEAST_PAGES = 3

_USUAL = 0.3
"""A field that fewer articles have is none that can be missed."""

_TAIL = 0.05
"""So many bodies of a history are called very short, and so many very long."""

_SECTION_NIGHTS = 10

_PAGES = ("other", "failed", "missing")
"""Outcomes of which there can be too many."""


def check(history: History) -> list[Finding]:
    """Return what tonight shows that the nights before did not; nothing where there were none."""
    if not history.before:
        return []
    return [*_lists(history), *_everywhere_first(history)]


def _everywhere_first(history: History) -> Iterator[Finding]:
    """Check all sections together, then each for what was not said of all."""
    said = set[tuple[Kind, str | None]]()
    for section in (None, *sorted(name for name in history.tonight.sections if name is not None)):
        found = list(_section(history, section))
        yield from (finding for finding in found if (finding.kind, finding.subject) not in said)
        if section is None:
            said = {(finding.kind, finding.subject) for finding in found}


def _section(history: History, section: str | None) -> Iterator[Finding]:
    unlikely, markup = (_UNLIKELY, _markup(history)) if section is None else (_UNLIKELY_IN_SECTION, None)
    bound = max(unlikely, min(_UNLIKELY_IN_NEW_MARKUP, unlikely / markup[0])) if markup else unlikely
    yield from _fields(history, section, bound)
    yield from _lengths(history, section, bound)
    yield from _outcomes(history, section, unlikely)
    yield from _encodings(history, section, unlikely)
    if markup and markup[0] < unlikely:
        yield markup[1]


def _fields(history: History, section: str | None, bound: float) -> Iterator[Finding]:
    now, read = history.tonight.sums(section, _filled), history.tonight.articles(section)
    then = [(night, night.sums(section, _filled)) for night in history.before]
    for name in FIELDS:
        counted = [
            (filled[name], night.articles(section))
            for night, filled in then
            if night.is_sound(Kind.FIELD, section, name)
        ]
        usual = share(counted)
        if not read or usual < _USUAL or usual - now[name] / read < _LEAST_LOSS:
            continue
        if likelihood((now[name], read), counted, at_most=True) < bound:
            yield _finding(Kind.FIELD, section, name, counted, (now[name], read))


def _lengths(history: History, section: str | None, bound: float) -> Iterator[Finding]:
    now, classes = history.tonight.sums(section, _lengths_of), [*map(str, LENGTHS), "0"]
    for subject, ordered in (("short", classes), ("long", classes[::-1])):
        sound = (night for night in history.before if night.is_sound(Kind.LENGTH, section, subject))
        then = [night.sums(section, _lengths_of) for night in sound]
        tail = _tail(sum(then, Counter[str]()), ordered)
        counted = [(sum(night[name] for name in tail), night.total()) for night in then]
        seen = (sum(now[name] for name in tail), now.total())
        if not seen[1] or seen[0] / seen[1] < 0.5:
            continue
        if likelihood(seen, counted, at_most=False) < bound:
            yield _finding(Kind.LENGTH, section, subject, counted, seen)


def _tail(everything: Mapping[str, int], ordered: Sequence[str]) -> list[str]:
    """Return the classes of length, from one end on, that hold few of a history's bodies."""
    total, reached, tail = sum(everything.values()), 0, list[str]()
    for name in ordered:
        reached += everything.get(name, 0)
        if reached > _TAIL * total:
            break
        tail.append(name)
    return tail


def _outcomes(history: History, section: str | None, bound: float) -> Iterator[Finding]:
    for name in _PAGES:
        sound = (night for night in history.before if night.is_sound(Kind.PAGES, section, name))
        counted = [_outcome(night, section, name) for night in sound]
        seen, usual = _outcome(history.tonight, section, name), share(counted)
        if seen[0] < _LEAST_PAGES or seen[0] / seen[1] - usual < _LEAST_MISSED:
            continue
        if likelihood(seen, counted, at_most=False) < bound:
            yield _finding(Kind.PAGES, section, name, counted, seen)


def _outcome(night: Night, section: str | None, name: str) -> Share:
    """Return how many pages of a night came out as ``name``, of those that could have.

    What came again as it was says nothing of how pages are read today, and much of whether they are there.
    """
    counts = night.sums(section, lambda part: part.counts)
    if name == "other":
        return counts[name], sum(counts[kind] for kind in ("stored", "copies", "changed", "other"))
    return counts[name], counts["seen"] - counts["refused"] - counts["aliases"]


def _encodings(history: History, section: str | None, bound: float) -> Iterator[Finding]:
    now = history.tonight.sums(section, _encodings_of)
    for name, count in now.items():
        sound = (night for night in history.before if night.is_sound(Kind.ENCODING, section, name))
        then = [night.sums(section, _encodings_of) for night in sound]
        counted = [(night[name], night.total()) for night in then]
        seen, usual = (count, now.total()), share(counted)
        if count / now.total() - usual < 0.5:
            continue
        if likelihood(seen, counted, at_most=False) < bound:
            yield _finding(Kind.ENCODING, section, name, counted, seen, Grade.NOTICE)


def _markup(history: History) -> tuple[float, Finding] | None:
    """Return how unlikely it is to meet so many articles in markup never met before, and that as a finding.

    The chance of one is what Good and Turing have for the unseen: the share of what was met but once.
    """
    now = history.tonight.sums(None, _templates_of)
    met = sum((night.sums(None, _templates_of) for night in history.before), Counter[str]())
    new = {name: count for name, count in now.items() if not met[name]}
    seen = (sum(new.values()), now.total())
    if not new or not met or seen[0] < 0.5 * seen[1]:
        return None
    once = [(sum(count == 1 for count in met.values()), met.total())]
    found = _finding(Kind.MARKUP, None, max(new, key=new.__getitem__), once, seen, Grade.NOTICE)
    return likelihood(seen, once, at_most=False), replace(found, seen={**found.seen, "templates": sorted(new)})


def _lists(history: History) -> Iterator[Finding]:
    """Find the sections whose lists cannot be had any more; most of them at once is one finding."""
    tonight = history.tonight
    if not tonight.ended:
        return
    nights = [night for night in history.before if night.ended]
    names = {name for night in nights for name in night.sections if name is not None}
    usual = {name for name in names if _has_lists(name, nights)}
    gone = sorted(usual - {name for name, part in tonight.sections.items() if part.counts["listings"]})
    if len(gone) > 1 and 2 * len(gone) >= len(usual):
        yield Finding(Kind.LISTS, Grade.ALARM, None, None, {"sections": len(usual)}, {"gone": gone})
        return
    for name in gone:
        yield Finding(Kind.LISTS, Grade.ALARM, name, None, {"sections": 1}, {"gone": [name]})


def _has_lists(section: str, nights: Sequence[Night]) -> bool:
    """Tell whether nearly every night has lists of a section."""
    sound = [night for night in nights if night.is_sound(Kind.LISTS, section, None)][:_SECTION_NIGHTS]
    met = sum(section in night.sections and night.sections[section].counts["listings"] > 0 for night in sound)
    return met > 0 and met >= 0.8 * len(sound)


def _filled(part: Covered) -> Mapping[str, int]:
    return part.filled


def _lengths_of(part: Covered) -> Mapping[str, int]:
    return part.lengths


def _encodings_of(part: Covered) -> Mapping[str, int]:
    return part.encodings


def _templates_of(part: Covered) -> Mapping[str, int]:
    return part.templates


def _finding(
    kind: Kind,
    section: str | None,
    subject: str | None,
    before: Sequence[Share],
    seen: Share,
    grade: Grade = Grade.ALARM,
) -> Finding:
    expected = {"share": round(share(before), 4), "of": sum(n for _, n in before), "nights": len(before)}
    return Finding(kind, grade, section, subject, expected, {"count": seen[0], "of": seen[1]})
