"""The facts that a footer prints in a few characters: telephone, fax, QQ, copyright years, licence.

All are read by the label or the shape that a reader goes by, as on the one page known of zj123.com
(客服:0571-87896971 客服传真:0571-87298208 543059767, © 2002-2012, 浙ICP备11047537号-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_REMEMBERED = 256
"""Texts whose facts are kept: each line of a footer is asked for several of them, and is the same on the next page."""

_NUMBER = (
    r"(?:\+?86[-\s]?)?(?:[（(]0\d{2,3}[)）]\s?|0\d{2,3}[-－—–\s]{0,3})\d{7,8}(?:(?:-|转|轉)\d{1,5})?"
    r"|[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|1[3-9]\d{9}|\d{7,8}"
)
_MORE = r"(?:\s?[、,，/]\s?\d{7,8}(?!\d))*"
_LABEL_END = r"[^\d\s:：]{0,4}\s?[:：]?\s?"
_FAX = re.compile(rf"(?:传\s?真|傳\s?真|\bfax\b){_LABEL_END}(?P<number>{_NUMBER})(?!\d)", re.IGNORECASE)
_PHONE = re.compile(
    rf"(?:客\s?服|[电電]\s?[话話]|[热熱]\s?[线線]|\btel\b)(?:(?!传|傳|qq|\bfax\b)[^\d\s:：]){{0,6}}"
    rf"(?:[/／、及和][传傳]\s?真)?\s?[:：]?\s?(?P<number>{_NUMBER})(?!\d){_MORE}",
    re.IGNORECASE,
)
# After a colon a number belongs to that colon's label, and only QQ is ours; 11 digits from 13 up are mobile phones.
_QQ_TEXT = re.compile(
    r"(?:(?:qq|oicq|在[线線](?:客服|咨[询詢]|[联聯]系))[^\d:：]{0,6}[:：]?\s?|(?<![\d.\-－—:：A-Za-z\u4e00-\u9fff])(?<![:：]\s))(?!1[3-9]\d{9}(?!\d))"
    r"(?P<number>[1-9]\d{4,10})(?![\d.]|[-－—]\d|\s?[人次号號个個位名])",
    re.IGNORECASE,
)
_QQ_LINK = re.compile(r"(?:[?&;]uin=|[?&;]p=\d+:)([1-9]\d{4,10})(?!\d)", re.IGNORECASE)

_YEAR = r"(?:19|20)\d\d"
_YEARS = (
    rf"(?P<first>{_YEAR})(?!\d)"
    rf"(?:\s?年?\s?(?:[-－–—~～]{{1,2}}|至|到)\s?(?:(?P<last>{_YEAR})(?!\d)|(?P<now>至?今|present)))?"
)
_CLAIM = r"(?:©|\(c\)|（c）|copyright|all\s?rights|版[权權]所有)"
_BETWEEN = r"(?:[^\d\n]|(?<=[a-z])\d{1,4}(?=[a-z\d-]*\.))"  # the figures of a host's name are no years
_COPYRIGHT = re.compile(rf"{_CLAIM}{_BETWEEN}{{0,60}}?(?<!\d){_YEARS}", re.IGNORECASE)
_COPYRIGHT_AFTER = re.compile(rf"(?<!\d){_YEARS}{_BETWEEN}{{0,30}}?{_CLAIM}", re.IGNORECASE)
_CLAIM_ALONE = re.compile(_CLAIM, re.IGNORECASE)

_LICENCES = (
    re.compile(r"[\u4e00-\u9fff]?\s?ICP\s?[备備]\s?-?\s?\d{5,}\s?[号號]?(?:\s?-\s?\d+)?", re.IGNORECASE),
    re.compile(r"[\u4e00-\u9fff]?\s?ICP\s?[证證]\s?-?\s?(?:B2-)?\d{5,}\s?[号號]?(?:\s?-\s?\d+)?", re.IGNORECASE),
    re.compile(r"[\u4e00-\u9fff]\s?B[12]\s?-\s?\d{6,}(?:\s?[号號])?(?:\s?-\s?\d+)?"),
)
_PROVINCES = frozenset("京津沪滬渝冀晋晉辽遼吉黑苏蘇浙皖闽閩赣贛鲁魯豫鄂湘粤粵桂琼瓊川蜀贵貴黔云雲滇藏陕陝甘青宁寧新蒙")


@lru_cache(_REMEMBERED)
def read_phone(text: str) -> str | None:
    """Return the first telephone number that a label names, as printed; never a fax."""
    match = _PHONE.search(text)
    return match.group("number") if match else None


@lru_cache(_REMEMBERED)
def read_fax(text: str) -> str | None:
    """Return the first fax number, as printed."""
    match = _FAX.search(text)
    return match.group("number") if match else None


def read_qq(text: str) -> Iterator[str]:
    """Give the QQ numbers of a line of contacts: labelled, or of 5 to 11 digits and without another label."""
    rest = _FAX.sub(" ", _PHONE.sub(" ", text))
    for match in _QQ_TEXT.finditer(rest):
        yield match.group("number")


@lru_cache(_REMEMBERED)
def read_linked_qq(address: str) -> str | None:
    """Return the QQ number of a link that opens a chat (``tencent://message/?uin=``) or of its picture."""
    match = _QQ_LINK.search(address) if "qq" in address.lower() or "tencent" in address.lower() else None
    return match.group(1) if match else None


@lru_cache(_REMEMBERED)
def read_copyright(text: str) -> tuple[int | None, int | None]:
    """Return the first and last year that copyright is claimed for; a single year is both, 至今 has no last."""
    match = _COPYRIGHT.search(text) or _COPYRIGHT_AFTER.search(text)
    if match is None:
        return None, None
    first = int(match["first"])
    return first, None if match["now"] else int(match["last"] or first)


@lru_cache(_REMEMBERED)
def claims_copyright(text: str) -> bool:
    """Whether a line claims copyright, with a year or without."""
    return _CLAIM_ALONE.search(text) is not None


@lru_cache(_REMEMBERED)
def read_licence(text: str) -> str | None:
    """Return the number under which the site is registered, without spaces: ICP备 before ICP证 before B2."""
    for pattern in _LICENCES:
        if match := pattern.search(text):
            licence = "".join(match.group().split())
            return licence if licence[0] in _PROVINCES or licence[0] in "iI" else licence[1:]
    return None
