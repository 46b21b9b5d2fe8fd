"""Bytes to text, by what the bytes are rather than by what was declared about them.

Chinese pages declare their encoding wrongly often enough that no declaration can be trusted: a server says utf-8 for
every file, a template moved from GBK to UTF-8 with its meta tag left behind.  So the bytes decide.  Text that is valid
UTF-8 is UTF-8, since Chinese text in another encoding hardly ever is by chance; of the others, GB18030 (which holds
GB2312 and GBK) and Big5 are told apart by which of them gives characters that people use.  Declarations break ties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from w3lib.encoding import read_bom, resolve_encoding

from zjcrawl.captures.characters import plausibility
from zjcrawl.captures.resync import decode_double_byte
from zjcrawl.records import Decoding

UTF_8, GB18030, BIG5 = "utf-8", "gb18030", "big5hkscs"

# Labels of the Encoding Standard, and of old Chinese pages, that Python does not know.
_LABELS = {
    "x-gbk": GB18030,
    "csgb2312": GB18030,
    "gb_2312": GB18030,
    "cn-gb": GB18030,
    "x-euc-cn": GB18030,
    "cn-big5": BIG5,
    "csbig5": BIG5,
    "x-x-big5": BIG5,
    "unicode-1-1-utf-8": UTF_8,
    "hz-gb-2312": "hz",
}
_SERVER_DEFAULT = "cp1252"  # what iso-8859-1 and us-ascii mean; servers claim it for any page
_FOREIGN = re.compile(r"cp932|euc_jp|cp949|cp125|cp874|iso8859|koi8|mac-")

_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:+-]+)")
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']?\s*([\w.:+-]+)")
_DECLARATION_WINDOWS = (1 << 12, 1 << 18)  # bytes: most pages declare at once, some within 10 KB, after long scripts
_TAG_WINDOW = 500  # bytes between "<meta" and "charset"
_LEAD, _TRAIL = rb"[\x81-\xfe]", rb"[\x30-\x39\x40-\x7e\x80-\xfe]"
# Written so that it begins with a class, which a search skips to.
_DOUBLE_BYTES = re.compile(rb"%b%b(?:%b%b){0,15}" % (_LEAD, _TRAIL, _LEAD, _TRAIL))
_SAMPLE_RUNS = 40  # of up to 16 characters
_WINDOWS, _WINDOW = 8, 512  # bytes
_ENOUGH = 64  # characters
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_CERTAIN, _DOUBTFUL = 0.8, 0.5
_TIE = 0.15  # of plausibility, which is about 0.9 for the right encoding and 0.3 for the wrong one


@dataclass(frozen=True, slots=True)
class _Declared:
    """What HTTP and the page say: the first label as written, in lower case, and the codecs of all that are known."""

    label: str | None
    codecs: tuple[str, ...]


def decode(body: bytes, headers: Sequence[tuple[str, str]] = ()) -> tuple[str, Decoding]:
    """Return the text of a page and how it was decoded; never raises.

    ``headers`` are those of the response.  ``Decoding.declared`` is the label in Content-Type, else the one in the
    page, in lower case; ``used`` is a Python codec, with which GB2312 and GBK are read as GB18030 and Big5 as
    Big5-HKSCS; ``replaced`` counts the U+FFFD put in place of broken bytes.  A byte order mark is removed.
    """
    bom_codec, bom = read_bom(body)
    wide = _wide_codec(body) if bom_codec in (None, UTF_8) else bom_codec
    declared = _declared(body.replace(b"\0", b"") if wide else body, headers)
    payload = body[len(bom) :] if bom else body
    whole = None if wide else _decode_whole(payload)
    used = wide or _narrow_codec(payload, whole, declared)
    if whole is not None and used == UTF_8:
        return whole, Decoding(declared.label, UTF_8, 0)
    text = _decode_broken(payload, used)
    return text, Decoding(declared.label, used, _replaced(text, payload, used))


def _decode_whole(body: bytes) -> str | None:
    try:
        return body.decode(UTF_8)
    except UnicodeDecodeError:
        return None


def _narrow_codec(body: bytes, whole: str | None, declared: _Declared) -> str:
    """Choose for what is no UTF-16: ASCII and something above it; ``whole`` is its text if it is valid UTF-8."""
    if whole is None:
        return UTF_8 if _is_damaged_utf_8(body) else _legacy_codec(body, declared)
    if "hz" in declared.codecs and "~{" in whole:
        return "hz"
    if _may_be_legacy(whole, declared) and _legacy_plausibility(body, declared.codecs[0]) > 1 - _TIE:
        return declared.codecs[0]
    return UTF_8


def _decode_broken(body: bytes, codec: str) -> str:
    """Decode what may have broken bytes."""
    return decode_double_byte(body, codec) if codec in (GB18030, BIG5) else body.decode(codec, "replace")


def _is_damaged_utf_8(body: bytes) -> bool:
    """Tell damaged UTF-8 from another encoding: most of its characters beyond ASCII are whole."""
    stride = max(len(body) // _WINDOWS, _WINDOW)
    sample = b" ".join(body[start : start + _WINDOW] for start in range(0, len(body), stride))
    whole, broken = _count_utf_8(sample)
    if whole + broken < _ENOUGH:
        whole, broken = _count_utf_8(body)
    return whole > broken


def _count_utf_8(body: bytes) -> tuple[int, int]:
    text = body.decode(UTF_8, "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken, broken


def _may_be_legacy(text: str, declared: _Declared) -> bool:
    """Notice a few two-byte characters of GBK that are valid UTF-8; real UTF-8 Chinese has three bytes each."""
    return declared.codecs[:1] in ((GB18030,), (BIG5,)) and not text.isascii() and not _BEYOND_TWO_BYTES.search(text)


def _legacy_codec(body: bytes, declared: _Declared) -> str:
    """Choose for bytes that are not UTF-8."""
    first = declared.codecs[0] if declared.codecs else None
    if first and first != _SERVER_DEFAULT and _FOREIGN.match(first) and _is_valid(body, first):
        return first
    gb = _legacy_plausibility(body, GB18030)
    if gb > _CERTAIN and BIG5 not in declared.codecs:
        return GB18030
    big5 = _legacy_plausibility(body, BIG5)
    if first == _SERVER_DEFAULT and max(gb, big5) < _DOUBTFUL:
        return first
    chinese = next((codec for codec in declared.codecs if codec in (GB18030, BIG5)), GB18030)
    if abs(gb - big5) <= _TIE:
        return chinese
    return BIG5 if big5 > gb else GB18030


def _is_valid(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _legacy_plausibility(body: bytes, codec: str) -> float:
    sample = b" ".join(run.group() for run in islice(_DOUBLE_BYTES.finditer(body), _SAMPLE_RUNS))
    return plausibility(sample.decode(codec, "replace"))


def _wide_codec(body: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark by the zero bytes of its markup."""
    head = body[:1024]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head) // 2 or min(even, odd) * 20 > max(even, odd):
        return None
    return ("utf-16-be" if even > odd else "utf-16-le") if even or odd else None


def declarations(body: bytes, headers: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str, str | None]]:
    """Return who declares which encoding: the place, the label in lower case, the codec that ``decode`` knows it as.

    The places are the byte order mark, Content-Type, the XML declaration and the first meta tag that names one.
    """
    bom_codec, _ = read_bom(body)
    plain = body.replace(b"\0", b"") if bom_codec not in (None, UTF_8) or _wide_codec(body) else body
    declared = [("byte order mark", bom_codec)] if bom_codec else []
    declared += [("Content-Type", label) for label in _http_labels(headers)]
    declared += _page_labels(plain)
    return [(place, label, _codec(label)) for place, label in declared]


def _declared(body: bytes, headers: Sequence[tuple[str, str]]) -> _Declared:
    labels = [*_http_labels(headers), *(label for _, label in _page_labels(body))]
    codecs = (_codec(label) for label in labels)
    return _Declared(labels[0] if labels else None, tuple(codec for codec in codecs if codec))


def _http_labels(headers: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, value in headers:
        if name.lower() == "content-type" and (match := _HTTP_CHARSET.search(value)):
            yield match.group(1).lower()


def _page_labels(body: bytes) -> Iterator[tuple[str, str]]:
    """Give the label of the XML declaration and that of the first meta tag that has one, each after its place."""
    if xml := _XML_ENCODING.match(body[:_TAG_WINDOW].lower()):
        yield "XML declaration", xml.group(1).decode("ascii", "replace")
    for window in _DECLARATION_WINDOWS:
        found = _meta_charset(body[:window].lower())
        if found and found.end() < window:  # one that ends there may go on
            yield "<meta>", found.group(1).decode("ascii", "replace")
            return


def _meta_charset(lowered: bytes) -> re.Match[bytes] | None:
    """Return the first charset that a meta tag of a page in lower case names."""
    for match in _CHARSET.finditer(lowered):
        opening = lowered.rfind(b"<", max(0, match.start() - _TAG_WINDOW), match.start())
        if opening >= 0 and lowered.startswith(b"<meta", opening):
            return match
    return None


@lru_cache(maxsize=128)
def _codec(label: str) -> str | None:
    return _LABELS.get(label) or resolve_encoding(label)


def _replaced(text: str, body: bytes, codec: str) -> int:
    """Count the replacement characters that the page did not have itself."""
    count = text.count("\ufffd")
    return max(0, count - body.count("\ufffd".encode(codec, "ignore") or b"\xef\xbf\xbd")) if count else 0
