"""The normalised body, and the digest under which exact copies meet.

Two portals that carry the same words rarely carry the same code points: one indents with U+3000, one prints ``2010``
in full width, one turns “ into ".  Those differences are folded; words never are.  NFKC would fold too much (``10²``
would equal ``102`` and ``①`` ``1``, and figures are what tells two bulletins apart), so the folding is a table of white
space, width and punctuation, with NFC around it for canonically equivalent characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

SHORT_BODY = 30
"""Characters of a normalised body below which the body alone does not identify a text."""

_VARIANTS = {
    '"': "“”„‟〝〞〟＂「」『』﹁﹂﹃﹄«»",
    "'": "‘’‚‛＇`｀´",
    "-": "‐‑‒–—―−─━﹘﹣",
    "~": "〜∼˜",
    "·": "・･•‧∙⋅",
    ".": "。｡．",
    ",": "﹐",
    "、": "､﹑",
    "<": "〈《",
    ">": "〉》",
    "[": "【〔〖",
    "]": "】〕〗",
    "...": "…⋯",
}


_INVISIBLE = (
    *range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010), *range(0x2028, 0x2030),
    *range(0x205F, 0x2065), 0x3000, 0xFEFF,
)  # fmt: skip
"""White space, control characters and format characters that show nothing."""


def _folding() -> dict[str, str]:
    """Character → what stands for it, nothing for what is invisible."""
    table = dict.fromkeys(map(chr, _INVISIBLE), "")
    table.update({chr(point): chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)})
    table.update({variant: plain for plain, variants in _VARIANTS.items() for variant in variants})
    return table


_FOLDING = _folding()

_FOLDED = re.compile(f"[{''.join(map(re.escape, _FOLDING))}]")
"""What stands for one of these is none of them, so that they can be replaced one after the other; ``str.translate``
would look up every Chinese character in vain."""


@lru_cache(4)
def normalise_body(text: str) -> str:
    """Return ``text`` without white space and with one form of each width and punctuation variant.

    The result is for comparison only, never for display.  Normalising twice changes nothing.
    """
    text = normalize("NFC", text)
    for char in set(_FOLDED.findall(text)):
        text = text.replace(char, _FOLDING[char])
    return normalize("NFC", text)


@lru_cache(4)
def text_digest(title: str, body: str) -> str:
    """Return 32 hexadecimal digits that are equal for articles whose body is the same text.

    A body of fewer than ``SHORT_BODY`` characters (图片新闻, 详见附件) says nothing on its own and stands under many
    articles that have nothing else in common, so the title counts as well there.
    """
    text = normalise_body(body)
    if len(text) < SHORT_BODY:
        text = f"{normalise_body(title)}\n{text}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
