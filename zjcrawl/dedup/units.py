"""A body as near-duplicates are compared: one script, figures as units, without dateline and signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

from zjcrawl.dedup.bodies import normalise_body
from zjcrawl.dedup.folding import simplify

FIRST_FIGURE = "\U000f0000"
"""From here on code points of ``Units.text`` stand for figures: Supplementary Private Use Area A."""

ANY_FIGURE = re.compile(f"[{FIRST_FIGURE}-\U000fffff]")

_AREA = 0xFFFD

_FIGURE = re.compile(r"[0-9\U000f0000-\U000fffff](?:(?<=[0-9])[0-9]*(?:,[0-9]{3}(?![0-9]))*(?:[.:][0-9]+)*)?")
"""``12.5``, ``1,200`` and ``10:30`` are one figure each; so is what the portal itself has in the private area.  A
choice between the two would be tried at each character of a text."""

_DATELINE = re.compile(r"[^,.;:!?、]{0,24}?[讯电](?:\([^()]{0,30}\))?(?:记者[^,.;:!?、]{1,12}?报道)?")
"""本报余杭讯(记者某某), 新华社杭州10月20日电: each outlet has its own, and a date in it is that outlet's."""

_SIGNATURE = re.compile(r"(?:\([^()]{0,40}\))+$")
"""(记者某某 通讯员某某), (责任编辑:某某), (来源:某报)."""


@dataclass(frozen=True, slots=True)
class Units:
    """A text whose figures are one character each, in ``text``, and those ``figures`` in their order."""

    text: str
    figures: tuple[str, ...]


def units(body: str) -> Units:
    """Return the units of a body; they are the same for bodies with one ``text_digest`` that are not short."""
    text = _without_frame(simplify(normalise_body(body)).lower())
    figures: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        figures.append(found[0].replace(",", ""))
        return chr(ord(FIRST_FIGURE) + crc32(figures[-1].encode()) % _AREA)

    return Units(_FIGURE.sub(stand_in, text), tuple(figures))


def _without_frame(text: str) -> str:
    signature = _SIGNATURE.search(text) if text.endswith(")") else None
    end = signature.start() if signature else len(text)
    dateline = _DATELINE.match(text, 0, end)
    return text[dateline.end() if dateline else 0 : end]
