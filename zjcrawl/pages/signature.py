"""Who signed a text inside it: （记者 某某）, 文/某某, a line 本报记者 某某, a name in brackets at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from zjcrawl.pages.document import Line
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.folding import either_script
from zjcrawl.pages.labels import Field, first_field, lone_label
from zjcrawl.pages.names import (
    TAKES_PICTURES,
    join_spaced,
    looks_like_outlet,
    looks_like_person,
    read_people,
    read_reporters,
)

_Signed = tuple[str, Callable[[str], tuple[str, ...]]]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(either_script(pattern))


# A letter that is not Latin, for a Chinese character, which is what names are checked for afterwards: a class that
# spells out the range takes a hundred times as long to compile.
_HAN = r"[^\W\d_a-zA-Z]"
_LATIN = r"[A-Z][a-z.'’-]{1,16} [A-Z][A-Za-z.'’-]{1,16}(?: [A-Z][a-z.'’-]{1,16})?"
_NAME = rf"(?:{_HAN} {_HAN}(?!{_HAN})|{_HAN}{{1,8}}?(?:·{_HAN}{{1,8}}?){{1,2}}|{_HAN}{{2,4}}|{_LATIN})"
_AND = r"\s?[、,， ]\s?"
_OTHERS = rf"(?:\s?(?:{_AND})?(?:通讯员|实习生|记者)\s?[:/]?\s?{_NAME}(?:{_AND}{_NAME}){{0,4}})?"
_NAMES = rf"(?P<names>{_NAME}(?:{_AND}(?!通讯员|实习生|记者){_NAME}){{0,7}}{_OTHERS})"
_REPORTER = r"(?:记者|通讯员|作者|撰稿|评论员)\s?[:/]?\s?"
_BULLETS = "□■●◎◆○▲"
_HEAD, _TAIL = 120, 60  # characters
_SIGNED_LINES = 4  # at the head; a picture with its caption, or the name of a column, may come first
_OWN_LINE_LENGTH = 60  # characters

_BRACKETED = _compile(
    rf"[(【\[](?P<before>[^()【】\[\]]{{0,16}}?){_REPORTER}{_NAMES}\s?(?:文/?图?|报道|摄影报道|/.{{0,8}})?[)】\]]"
)
_BY = _compile(
    r"(?:^|[(【\[])文(?:/图)?\s?[/:|︱丨 ]\s?"
    rf"(?:[^()【】\[\]\s]{{0,12}}?(?:记者|作者|员)\s?|[^()【】\[\]\s]{{4,12}}\s)?{_NAMES}\s?"
    r"(?:[)】\]]|(?:\([^()]{2,30}\))?$|[，,、;；]?\s?(?:译|图|编译|翻译|摄影?)\s?[/:])"
)
# 某某/文 某某/图.
_NAME_FIRST = _compile(rf"^{_NAMES}(?:\s?/\s?|\s)(?:撰文|文/图|图文|文图|文)(?:[\s、,，/].{{0,20}})?$")
_DATELINE = _compile(rf"记者(?P<names>{_HAN}{{3}}|{_HAN}{{2}}|{_HAN}{{4}})(?:/|{_HAN}{{2,3}}\d{{1,2}}日专?电)")
_REPORTS = _compile(rf"^[^,，。]{{1,12}}讯\s?(?:[^,，。\s]{{0,6}}?)记者\s?{_NAMES}\s?(?=报道|\))")
_ROLE = rf"[{_BULLETS}]?\s?[^\s，。,、:]{{0,16}}?(?:记者|通讯员|实习生|评论员|撰稿人?)\s?[:/]?\s?"
_PART = rf"{_ROLE}{_NAME}(?:{_AND}{_NAME}){{0,7}}"
_EDITOR_AT_END = _compile(
    r"\s*[(【\[](?:责任编辑|责编|编辑|值班编辑|本文编辑)(?:\s?:\s?|\s)(?P<name>[^()【】\[\]:]{2,12})[)】\]]\s*$"
)
_OWN_LINE = _compile(
    rf"(?:[^\s，。,、]{{0,16}}\s)??(?P<names>{_PART}(?:\s?{_PART}){{0,3}})\s?"
    rf"(?:/?\s?文.{{0,12}}|/\s?图|综合|(?:综合|摄影)?报[道导]|文/图|/|《[^》]{{2,16}}》.{{0,40}})?"
)
_BULLETED = _compile(rf"(?:[{_BULLETS}]\s?|[Bb]y )(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,3}})\s?(?:\([^()]{{2,20}}\))?")
_WHERE = _compile(r"[\s/╱](?:[^\s、]{2,4}(?:摄影)?(?:即时)?报[道导]|发自\s?[^\s、]{2,6})$")  # after the names: 北京报道
# In brackets, or a line of its own.
_CREDIT = _compile(
    r"(?:^|[(【\[])(?:据|摘自|转自|选自|转载自|原载|来源|来源于|稿源)\s?:?\s?"
    r"(?:《(?P<titled>[^《》()]{2,16})》[^()。]{0,24}|(?P<named>[^\s《》()，。:]{2,12}?)(?:\d{1,2}月\d{1,2}日)?(?:电|报道|讯|消息)?)[)】\]]?$"
)
_FROM_ACCOUNT = _compile(
    r"(?:本文|文章|本篇|内容)[^，。]{0,6}?(?:来自|来源|来源于|转自|转载自|首发于|选自)\s?:?\s?(?:微信)?(?:公众号|订阅号)\s?:?\s?"
    r"[“\"「『《]?\s?(?P<name>[^\s“”\"「」『』《》()，。,;；|]{2,20})"
)
# 本文来自微信公众号“某某”，作者：某某，经授权发布.
_REPRINTED = _compile(
    rf"(?:本文|文章|本篇|内容)[^，。]{{0,6}}?(?:来自|来源|来源于|转自|转载自|首发于|选自)[^。]{{0,60}}?作者\s?[:｜|]?\s?{_NAMES}\s?(?=[，,。;；(/]|$)"
)
_TITLED = _compile(r"[(【\[]?《(?P<titled>[^《》()]{2,16})》\s?(?:\([^()]{0,24}\))?(?P<named>)[)】\]]?")
_OPENING_ROLE = _compile(
    rf"[{_BULLETS}]?\s?[^\s，。,、:]{{0,12}}?(?:见习|实习|特约)?(?:记者|通讯员|实习生)(?P<name>[^\s，。,、:]{{2,4}})?:?"
)
_EDITED = _compile(r"\s\S{0,6}编辑\s?[:|/]?\s?\S.*$")  # after the names: 某某编辑 某某
# 作者：某某，系某大学教授; behind 《某书》 or a comma it is who wrote what the text tells of.
_PRESENTED = _compile(
    rf"(?<![》,，、])(?<!》\s)作者\s?:?\s?(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,3}}?)\s?(?:[,，(]|系(?!列)|单位)"
)
# Over a text: 作者：某某（某大学教授）.
_INTRODUCED = _compile(rf"^\W{{0,2}}作者\s?[:/|]\s?{_NAMES}\s?(?:\([^()]{{2,40}}\))?\W{{0,2}}$")
_CONTRIBUTORS = _compile(r"\s?[、,，]?\s?(?:通讯员|实习生)")  # whom papers name after the reporter, offices among them
_WORDS = re.compile(r"[\s/:：、,，]+")
_OF_TEXT = "文 图 圖 文图 文圖 图文 圖文 供稿 撰文 摄影报道 攝影報道 报道 報道 報導"
_ARTICLE_AND_PICTURES = frozenset(_OF_TEXT.split())
_PICTURES = frozenset(("图", "圖"))
_TEXTS = frozenset(("文", "撰文", "供稿"))
_EDITORS = ("编辑", "編輯", "责编", "責編")
_LONGEST_CLOSING = 40  # characters
_AGENCY = _compile(rf"(?:日\s?专?电|讯)\s?\(\s?{_NAMES}\s?\)")  # 杭州8月12日电 (某某)
_ROLES = _compile(_ROLE)
_NAMES_ROLE = _compile("[记通实评撰](?:者|讯员|习生|论员|稿)")
_CLOSING = _compile(rf"\(\s?{_NAMES}\s?\)$")


def read_signature(lines: Sequence[Line]) -> Found[tuple[str, ...]] | None:
    """Return the people who signed the first or the last lines of a body; only names that look like people count."""
    closing = lines[-2:]
    for line in (*lines[:_SIGNED_LINES], *reversed(closing)):
        for names, reads in _signatures(line.text, closes=line in closing):
            people = reads(names) or reads(_CONTRIBUTORS.split(names, maxsplit=1)[0])
            if people:
                return Found(people, line, "signature in the text")
    return None


def read_credit(lines: Sequence[Line]) -> Found[str] | None:
    """Return the outlet that the end of a text credits: （据《某报》）, 摘自《某报》, 《某报》（某日 某版）."""
    for line in lines:
        credit = _CREDIT.search(line.text[-_TAIL:])
        match = credit or _TITLED.fullmatch(line.text)
        outlet = match["titled"] or match["named"] if match else None
        if match and outlet and ((credit and match["titled"]) or looks_like_outlet(outlet)):
            return Found(outlet, line, "credit at the end of the text")
    return None


def read_account(lines: Sequence[Line]) -> Found[str] | None:
    """Return the account that the beginning or the end of a text says it is from: 本文来自微信公众号“某某”."""
    for line in (*lines[:_SIGNED_LINES], *lines[-2:]):
        match = _FROM_ACCOUNT.search(line.text[:_HEAD])
        if match:
            return Found(match["name"], line, "account that the text says it is from")
    return None


def take_editor(paragraphs: list[str]) -> tuple[list[str], str | None]:
    """Return the paragraphs without the editor in brackets that ends the last, and that editor."""
    match = _EDITOR_AT_END.search(paragraphs[-1][-_TAIL:]) if paragraphs else None
    if match is None:
        return paragraphs, None
    rest = paragraphs[-1][: -len(match.group())].rstrip()
    return [*paragraphs[:-1], *([rest] if rest else [])], join_spaced(match.group("name").strip())


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def signed_people(text: str) -> tuple[str, ...]:
    """Return the people in a line that is nothing but roles and names: 本报记者 某某 通讯员 某某."""
    signed = _signed_names(text)
    return signed[1](signed[0]) if signed else ()


def is_signature(text: str) -> bool:
    """Tell whether a line names who reports, and nothing else."""
    return bool(signed_people(text))


def _signed_names(text: str) -> _Signed | None:
    if len(text) > _OWN_LINE_LENGTH or first_field(text) is Field.OTHER:  # 摄影/某某
        return None
    if not _NAMES_ROLE.search(text):
        bulleted = _BULLETED.fullmatch(text)
        return (bulleted["names"], read_people) if bulleted else None
    match = _OWN_LINE.fullmatch(_WHERE.sub("", _EDITED.sub("", text)).rstrip(":："))
    return (_ROLES.sub(" ", match.group("names")), read_reporters) if match else None


def _signatures(text: str, *, closes: bool) -> Iterator[_Signed]:
    """Yield what may be the names of who signed a text, and what reads them there."""
    end = len(text)
    head = min(end, _HEAD)
    tail = max(0, end - _TAIL)
    for pattern, start, stop in (
        (_BRACKETED, 0, head),
        (_BY, 0, head),
        (_NAME_FIRST, 0, head),
        (_REPRINTED, 0, head),
        (_INTRODUCED, 0, end if end <= _OWN_LINE_LENGTH else 0),
        (_DATELINE, 0, min(head, 40)),
        (_REPORTS, 0, head),
        (_AGENCY, 0, min(head, 40)),
        (_BRACKETED, tail, end),
        (_BY, tail, end),
        (_CLOSING, tail, end),
    ):
        match = pattern.search(text, start, stop)
        if match:
            before = match.groupdict().get("before") or ""
            people = takewhile(looks_like_person, before.split() if before[-1:].isspace() else ())
            names = " ".join((*people, text[match.start("names") : match.end("names")]))
            yield names, read_reporters if pattern is _BRACKETED else read_people
    if closes:
        presented = _PRESENTED.search(text, tail)
        if presented:
            yield presented["names"], read_people
        yield " ".join(_closing_names(text)), read_people
    own_line = _signed_names(text)
    if own_line:
        yield own_line
    yield " ".join(_opening_names(text)), read_people


def _opening_names(text: str) -> Iterator[str]:
    """Yield the names that open a paragraph after their roles, set apart by spaces: 本报记者 某某 通讯员 某某 ……."""
    words = text[:_TAIL].split()
    if len(words) > 3 and looks_like_outlet(words[0]) and _OPENING_ROLE.fullmatch(words[0]) is None:
        del words[0]
    if len(words) < 3 or words[-1] in TAKES_PICTURES or _OPENING_ROLE.fullmatch(words[0]) is None:
        return
    for word in words[:-1]:
        role = _OPENING_ROLE.fullmatch(word)
        name = word.rstrip(":：") if role is None else role["name"]
        if name is not None and looks_like_person(name):
            yield name
        elif name is not None:
            return


def _closing_names(text: str) -> Iterator[str]:
    """Yield the names in the brackets that end a text, their office aside: （某县融媒体中心 某某）."""
    opened = max(text.rfind("("), text.rfind("（")) if text[-1:] in (")", "）") else -1
    if opened < 0 or len(text) - opened > _LONGEST_CLOSING:
        return
    words = list(_without_photographers(_WORDS.split(text[opened + 1 : -1])))
    roles = [lone_label(word) for word in words]
    if any(role not in (None, Field.AUTHOR) for role in roles) or any(word.endswith(_EDITORS) for word in words):
        return
    for word, role in zip(words, roles, strict=True):
        if role is None and not looks_like_outlet(word):
            yield word


def _without_photographers(words: Sequence[str]) -> Iterator[str]:
    """Yield words but for what their people did, and for those that took but pictures: 某某 文 某某 图."""
    waiting: list[str] = []
    for word in words:
        if word not in _ARTICLE_AND_PICTURES:
            waiting.append(word)
            continue
        if word not in _PICTURES or not any(each in _TEXTS for each in words):
            yield from waiting
        waiting = []
    yield from waiting
