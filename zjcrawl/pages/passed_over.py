"""What a page says and no field took: its other dates, its other labels, breadcrumbs that name no section.

Worked out for the evidence only.  The rule of each finding says where it stands, which is why it was not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjcrawl.pages.breadcrumb import breadcrumb_steps
from zjcrawl.pages.dates import find_dates
from zjcrawl.pages.document import Line
from zjcrawl.pages.evidence import Evidence, Found
from zjcrawl.pages.labels import Field, split_labels
from zjcrawl.pages.prose import is_linked
from zjcrawl.pages.runs import Region

_KEYS = {Field.DATE: "published", Field.SOURCE: "source", Field.AUTHOR: "authors", Field.EDITOR: "editor"}
_LONGEST = 240  # characters of a line in which labels are sought
_BESIDE = ("over the text", "below the text")  # where bylines are read
_REACH = 12  # lines below a text that may hold a byline


def note_passed_over(evidence: Evidence, lines: Sequence[Line], title: int | None, region: Region | None) -> None:
    """Add to the decisions on date, source, authors, editor and section what they passed over in ``lines``."""
    places = [_place(i, line, title, region) for i, line in enumerate(lines)]
    evidence.add("published", _dates(lines, places))
    for field, key in _KEYS.items():
        evidence.add(key, _labelled(lines, places, field, is_found=evidence.of(key) is not None))
    if evidence.of("section") is None:
        evidence.add("section", _breadcrumbs(lines))


def _place(i: int, line: Line, title: int | None, region: Region | None) -> str:
    if is_linked(line):
        return "in a link"
    if region is None:
        return "on a page without a text"
    if i >= region.stop:
        return "below the text" if i < region.stop + _REACH else "far below the text"
    if i >= region.start:
        return "within the text"
    return "above the title" if title is not None and i < title else "over the text"


def _dates(lines: Sequence[Line], places: Sequence[str]) -> Iterator[Found[str]]:
    for line, place in zip(lines, places, strict=True):
        for stamp in find_dates(line.text[:_LONGEST]):
            yield Found(stamp.iso, line, f"date {place}")


def _labelled(lines: Sequence[Line], places: Sequence[str], field: Field, *, is_found: bool) -> Iterator[Found[str]]:
    """Yield the values that labels give for a field; what stands where bylines are read came later or names nothing."""
    for line, place in zip(lines, places, strict=True):
        for label, value in split_labels(line.text[:_LONGEST]):
            if label is not field or (field is Field.DATE and any(find_dates(value))):
                continue
            if not value:
                yield Found("", line, f"{field} label without a value {place}")
            elif place not in _BESIDE:
                yield Found(value, line, f"{field} label {place}")
            else:
                yield Found(value, line, f"{field} label {place}, {'not the first' if is_found else 'names none'}")


def _breadcrumbs(lines: Sequence[Line]) -> Iterator[Found[str]]:
    for line in lines:
        steps = breadcrumb_steps(line.text)
        if steps:
            yield Found(" > ".join(steps), line, "breadcrumb that names no section")
