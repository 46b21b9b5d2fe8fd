"""Who signed a text inside it: （记者 某某）, 文/某某, a line 本报记者 某某, a name in brackets at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zjcrawl.pages.document import Line
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.folding import either_script
from zjcrawl.pages.names import read_people


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(either_script(pattern))


_NAME = r"[\u3400-\u9fff·]{2,4}"
_AND = r"\s?[、,， ]\s?"
_OTHERS = rf"(?:\s?(?:{_AND})?(?:通讯员|实习生|记者)\s?{_NAME}(?:{_AND}{_NAME}){{0,4}})?"
_NAMES = rf"(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,7}}{_OTHERS})"
_REPORTER = r"(?:记者|通讯员|作者|撰稿|评论员)\s?:?\s?"
_HEAD, _TAIL = 120, 60  # characters
_SIGNED_LINES = 3  # at the head; a picture and its caption may come first
_OWN_LINE_LENGTH = 50  # characters

_BRACKETED = _compile(
    rf"[(【\[][^()【】\[\]]{{0,16}}?{_REPORTER}{_NAMES}\s?(?:文/?图?|报道|摄影报道|/.{{0,8}})?[)】\]]"
)
_BY = _compile(
    rf"(?:^|[(【\[])文(?:/图)?\s?[/:|︱丨 ]\s?(?:[^()【】\[\]\s]{{0,12}}?(?:记者|作者|员)\s?)?{_NAMES}\s?(?:[)】\]]|$)"
)
_DATELINE = _compile(
    r"记者(?P<names>[\u3400-\u9fff]{3}|[\u3400-\u9fff]{2}|[\u3400-\u9fff]{4})(?:/|[\u3400-\u9fff]{2,3}\d{1,2}日专?电)"
)
_REPORTS = _compile(rf"^[^,，。]{{1,12}}讯\s?(?:[^,，。\s]{{0,6}}?)记者\s?{_NAMES}\s?(?=报道|\))")
_OWN_LINE = _compile(
    rf"(?:\S{{0,16}}\s)?[^\s，。,、]{{0,16}}?记者\s?:?\s?{_NAMES}\s?(?:/?\s?文.{{0,12}}|/\s?图|综合|报道|综合报道"
    rf"|文/图|/)?"
)
_CLOSING = _compile(rf"\(\s?{_NAMES}\s?\)$")


def read_signature(lines: Sequence[Line]) -> Found[tuple[str, ...]] | None:
    """Return the people who signed the first or the last lines of a body; only names that look like people count."""
    for line in (*lines[:_SIGNED_LINES], *reversed(lines[-2:])):
        for names in _signatures(line.text):
            people = read_people(names)
            if people:
                return Found(people, line, "signature in the text")
    return None


def _signatures(text: str) -> Iterator[str]:
    end = len(text)
    head = min(end, _HEAD)
    tail = max(0, end - _TAIL)
    for pattern, start, stop in (
        (_BRACKETED, 0, head),
        (_BY, 0, head),
        (_DATELINE, 0, min(head, 40)),
        (_REPORTS, 0, head),
        (_BRACKETED, tail, end),
        (_BY, tail, end),
        (_CLOSING, tail, end),
    ):
        match = pattern.search(text, start, stop)
        if match:
            yield text[match.start("names") : match.end("names")]
    own_line = _OWN_LINE.fullmatch(text) if end <= _OWN_LINE_LENGTH else None
    if own_line:
        yield text[own_line.start("names") : own_line.end("names")]
