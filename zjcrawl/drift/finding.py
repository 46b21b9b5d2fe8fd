"""What one night shows that the nights before it did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zjcrawl.store.alarms import Key


class Kind(StrEnum):
    """What may be wrong; ``docs/operate.md`` says when each is raised."""

    STOPPED = "stopped"
    NOTHING = "nothing"
    PAGES = "pages"
    FIELD = "field"
    LENGTH = "length"
    ENCODING = "encoding"
    MARKUP = "markup"
    LISTS = "lists"
    SILENCE = "silence"


class Grade(StrEnum):
    """Whether somebody is to be woken, or only told."""

    ALARM = "alarm"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that alarmed: in one section, or in all of them where ``section`` is None.

    ``subject`` is the field, the outcome, the encoding or the template that it is about.  ``expected`` and ``seen`` say
    by name what the nights before had and what this one has; ``words.sentence`` makes a sentence of them.
    """

    kind: Kind
    grade: Grade
    section: str | None
    subject: str | None
    expected: Mapping[str, Any]
    seen: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """Return what is the same in two nights that alarm for the same reason."""
        return self.kind.value, self.section, self.subject
