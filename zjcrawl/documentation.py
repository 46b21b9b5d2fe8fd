"""The pages of documentation that go with an archive, in an installed zjcrawl as in a checkout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = ("schema.md", "fields.md", "captures.md", "queries.md")
"""What a reader of an archive needs, without zjcrawl at hand."""

_PACKAGED = Path(__file__).with_name("_docs")
_CHECKED_OUT = Path(__file__).parent.parent / "docs"

_QUESTION = re.compile(r"^### (?P<title>.+?)\n(?P<about>.*?)^```sql\n(?P<sql>.*?)^```", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^## (?P<name>\w+)\n\n(?P<about>.+?)\n\n", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(r"^\| (\w+) \| (.+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question to an archive, and the SQL that answers it."""

    title: str
    sql: str


@dataclass(frozen=True, slots=True)
class TableDescription:
    """What a table or view of an archive holds; columns that need no words are left out."""

    name: str
    about: str
    columns: dict[str, str]


def document(name: str) -> Path:
    """Return where a page of ``DOCUMENTS`` lies."""
    return (_PACKAGED if _PACKAGED.is_dir() else _CHECKED_OUT) / name


def questions() -> list[Question]:
    """Return the questions of ``docs/queries.md``."""
    page = document("queries.md").read_text(encoding="utf-8")
    return [Question(found["title"], found["sql"].strip().rstrip(";")) for found in _QUESTION.finditer(page)]


def tables() -> list[TableDescription]:
    """Return the tables and views that ``docs/schema.md`` describes."""
    page = document("schema.md").read_text(encoding="utf-8")
    headings = list(_TABLE.finditer(page))
    ends = [*(found.start() for found in headings[1:]), len(page)]
    return [
        TableDescription(found["name"], " ".join(found["about"].split()), _columns(page[found.end() : end]))
        for found, end in zip(headings, ends, strict=True)
    ]


def _columns(text: str) -> dict[str, str]:
    _, _, rows = text.partition("| column | meaning |\n|---|---|\n")
    return dict(_COLUMN.findall(rows))
