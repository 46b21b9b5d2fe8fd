"""Decoding double-byte text that has broken bytes, so that a broken byte costs one character and not a paragraph.

After a lost, added or changed byte a decoder pairs each trail byte with the next lead byte until the next ASCII
character, often without noticing.  Here the stretch between two bytes that can belong to no double-byte character is
read again as the cheapest sequence of characters, where rare ones cost more than common ones and a skipped byte most.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zjcrawl.captures.characters import COMMON, FREQUENT, ODD

# No double-byte or four-byte character of GB18030 or Big5 contains these bytes.
_CHUNK = re.compile(rb"(?s:.){1,2048}[^\x00-\x2f\x3a-\x3f]*")
_STRETCH = re.compile(rb"[\x00-\x2f\x3a-\x3f]+|[^\x00-\x2f\x3a-\x3f]+")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")  # valid GB18030 that no page uses: a sign of a lost byte
_PLAIN = {"gb18030": "gbk"}  # the part of GB18030 without private use and four-byte characters
_SKIP = 12
_REPAIRED_BYTES = 1 << 16  # of one page; what is more broken than that is not worth a millisecond per kilobyte


def decode_double_byte(body: bytes, codec: str) -> str:
    """Decode GB18030 or Big5 text, giving U+FFFD for each byte that has to be skipped; linear in the size of body."""
    text = _decode_clean(body, codec)
    return _decode_by_chunks(body, codec) if text is None else text


def _decode_by_chunks(body: bytes, codec: str) -> str:
    pieces = []
    budget = _REPAIRED_BYTES
    for chunk in _CHUNK.findall(body):
        clean = _decode_clean(chunk, codec)
        if clean is not None:
            pieces.append(clean)
            continue
        for stretch in _STRETCH.findall(chunk):
            text = _decode_clean(stretch, codec)
            if text is None:
                budget -= len(stretch)
                text = _cheapest(stretch, codec) if budget >= 0 else stretch.decode(codec, "replace")
            pieces.append(text)
    return "".join(pieces)


def _decode_clean(body: bytes, codec: str) -> str | None:
    """Decode what shows no sign of a broken byte."""
    plain = _PLAIN.get(codec)
    text = _decode_whole(body, plain) if plain else None
    if text is None:
        text = _decode_whole(body, codec)
        if text is not None and _PRIVATE_USE.search(text):
            return None
    return text


def _decode_whole(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _cheapest(stretch: bytes, codec: str) -> str:
    """Read a stretch as its cheapest sequence of characters (shortest path over byte positions)."""
    end = len(stretch)
    cost: list[float] = [0.0] + [float("inf")] * end
    step: list[tuple[int, str]] = [(0, "")] * (end + 1)
    for start in range(end):
        for width in (1, 2, 4):
            stop = start + width
            if stop <= end and (read := _read(stretch[start:stop], codec)):
                character, price = read
                if cost[start] + price < cost[stop]:
                    cost[stop], step[stop] = cost[start] + price, (start, character)
    characters = []
    while end:
        end, character = step[end]
        characters.append(character)
    return "".join(reversed(characters))


@lru_cache(maxsize=1 << 15)
def _read(unit: bytes, codec: str) -> tuple[str, int] | None:
    """Give the character that the bytes are and its cost; None where they are no single character."""
    if len(unit) == 1:
        return (unit.decode(), 0) if unit < b"\x80" else ("\ufffd", _SKIP)
    if unit[0] < 0x80:
        return None
    try:
        text = unit.decode(codec)
    except UnicodeDecodeError:
        return None
    return (text, _price(text)) if len(text) == 1 else None


def _price(character: str) -> int:
    if character in FREQUENT:
        return 0
    if character in ODD:
        return 6
    return 1 if character in COMMON else 4
