"""Articles that a page carries in a script or a ``<textarea>`` for a program in the browser to show.

Mobile portals and platforms print an empty frame and keep the text in JSON, in a JavaScript object or in form fields.
What such a program would show is written out as a plain page, so that it is read like any other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from urllib.parse import unquote

from zjcrawl.pages.document import Document

_NAMES = {
    "content": r"content|articleBody|articleContent|article_content|contentHtml|html_content|content_noencode|body",
    "title": r"title|headline|articleTitle|article_title|msg_title",
    "time": (
        r"datePublished|publish_?[tT]ime|pub_?[tT]ime|ptime|publish_?[dD]ate|pub_?[dD]ate|ctime|create_?[tT]ime"
        r"|article-time|time"
    ),
    "source": r"source|source_?[nN]ame|article-source-name|media_?[nN]ame|nick_?name|srcFrom|origin",
    "author": r"author|author_?[nN]ame|article-author|writer",
}
_CALL = r"(?:[\w.]{1,24}\(\s{0,4})?"  # a function that decodes what follows
_NAMED = r"""(?:\[?\{[^{}]{0,120}?["']?name["']?\s{0,4}:\s{0,4})?"""  # a person or an outlet may be an object
_TOKENS = re.compile(
    "|".join(
        rf"""(?<![\w-])(["']?)(?P<{name}>{words})\{2 * i + 1}\s{{0,8}}[:=]\s{{0,8}}{_CALL}"""
        + (_NAMED if name in ("source", "author") else "")
        for i, (name, words) in enumerate(_NAMES.items())
    )
    + "|[{}]"
)
_STRING = re.compile(r"""(["'`])((?:\\.|(?!\1)[^\\])*+)\1|(\d{10,13})(?!\d)""", re.DOTALL)
_BYLINE = re.compile(
    r"""(?<![\w-])["']?(?:"""
    r"""(?:datePublished|publish_?[tT]ime|pub_?[tT]ime|pub_?[dD]ate|ct)"""
    r"""["']?\s{0,8}[:=]\s{0,8}["'](?P<time>[\dT:+ /年月日-]{8,30})"""
    r"""|(?:source_name|mediaName|media|nickname)["']?\s{0,8}[:=]\s{0,8}(?:\w{1,24}\()?["'](?P<source>[^"']{2,30})["'])"""
)
_FIELD = {name: re.compile(rf"(?:{words})") for name, words in _NAMES.items()}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LAYERS = 2  # of HTML escaping
_LEAST_HAN = 100  # characters of a text worth building a page for
_LEAST_BESIDE_TIME = 30  # of one with title and time beside it, where the page shows nothing at all
_DAY = len("2010-10-20")
_CHINA = timezone(timedelta(hours=8))


def embedded_page(document: Document, title: str | None = None, *, blank: bool = False) -> str | None:
    """Return the markup of the longest article that a script or form fields of the page carry; None without one.

    ``title`` is used where what is carried names none.  Of a page that is ``blank`` a short text will do as well.
    """
    best: dict[str, str] = {}
    for fields in (*_from_scripts(document), _from_textareas(document)):
        is_whole = blank and "title" in fields and "time" in fields
        least = _LEAST_BESIDE_TIME if is_whole else _LEAST_HAN
        if _han(fields.get("content", "")) > max(least, _han(best.get("content", ""))):
            best = fields
    return _page(best, title) if best else None


def embedded_byline(document: Document) -> dict[str, str]:
    """Return the ``time`` and ``source`` that the scripts of a page name for what it shows; empty where they do not."""
    for script in document.root.iter("script"):
        found = list(_BYLINE.finditer(script.text or ""))
        moments = sorted((_time(match["time"]) or "" for match in found if match["time"]), key=len)
        if len({moment[:_DAY] for moment in moments}) > 1:
            continue  # of a list, or of several texts
        fields = {match.lastgroup or "": match.group(match.lastgroup or 0) for match in found}
        fields |= {"time": moments[-1]} if moments else {}
        if "time" in fields:
            return {name: value for name in fields if (value := _time(_unescape(fields[name])))}
    return {}


def _page(fields: dict[str, str], title: str | None) -> str:
    name = html.escape(fields.get("title") or title or "")
    labels = (("时间", _time(fields.get("time", ""))), ("来源", fields.get("source")), ("作者", fields.get("author")))
    byline = "　".join(f"{label}：{html.escape(value)}" for label, value in labels if value)
    content = fields["content"]
    if "<" not in content:
        content = "".join(f"<p>{line}</p>" for line in content.split("\n"))
    return f"<title>{name}</title><h1>{name}</h1><p>{byline}</p><div>{content}</div>"


def _from_scripts(document: Document) -> Iterator[dict[str, str]]:
    for script in document.root.iter("script"):
        text = script.text or ""
        if len(text) > _LEAST_HAN:
            yield _around_longest(*_values(unquote(text) if text.lstrip().startswith("%7B") else text))


class _Value(NamedTuple):
    """A value, its name, and the number of the object that it stands in."""

    name: str
    text: str
    scope: int


def _values(text: str) -> tuple[list[_Value], list[int]]:
    """Return the named values of a script, and for each of its objects the one around it; 0 is the script itself."""
    found: list[_Value] = []
    around = [0]
    scope = position = 0
    while match := _TOKENS.search(text, position):
        position = match.end()
        for _ in range(match[0].count("{")):
            around.append(scope)
            scope = len(around) - 1
        if match[0] == "}":
            scope = around[scope]
        value = _STRING.match(text, position) if match.lastgroup else None
        if value is not None:
            name = next(name for name in _NAMES if match[name])
            found.append(_Value(name, _markup(_unescape(value[2]) if value[3] is None else value[3]), scope))
            position = value.end() if name == "content" else position
    return found, around


def _around_longest(values: Sequence[_Value], around: Sequence[int]) -> dict[str, str]:
    """Return the longest content, and of the other names the values nearest to it.

    Those stand beside it, in the objects around it, or in an object beside it; what stands elsewhere, as in a list of
    other articles, is not of this one.
    """
    content = max((value for value in values if value.name == "content"), key=lambda v: _han(v.text), default=None)
    if content is None:
        return {}
    scopes = [content.scope]
    while scopes[-1]:
        scopes.append(around[scopes[-1]])
    nearness = {scope: i for i, scope in enumerate(scopes)}
    for value in values:
        inner = [value.scope, around[value.scope], around[around[value.scope]]]
        if value.scope not in nearness and content.scope in inner:
            nearness[value.scope] = 0
    fields: dict[str, str] = {}
    for value in sorted(values, key=lambda value: nearness.get(value.scope, len(scopes))):
        if value.text and value.scope in nearness:
            fields.setdefault(value.name, value.text)
    return {**fields, "content": content.text}


def _from_textareas(document: Document) -> dict[str, str]:
    fields: dict[str, str] = {}
    for area in document.root.iter("textarea"):
        text = _markup("".join(str(piece) for piece in area.itertext()).strip())
        called = " ".join(filter(None, (area.get("class"), area.get("id"), area.get("name"))))
        names = ["content"] if _han(text) > _LEAST_HAN else [n for n, words in _FIELD.items() if words.search(called)]
        for name in names[:1]:
            if text and _han(text) >= _han(fields.get(name, "")):
                fields[name] = text
    return fields


def _markup(text: str) -> str:
    """Undo HTML escaping where the tags themselves, or quotation marks around it all, are escaped."""
    for _ in range(_LAYERS):
        if ("<" not in text and ("&lt;" in text or "&amp;lt;" in text)) or text.startswith("&quot;"):
            text = html.unescape(text)
    return text.strip().removeprefix('"').removesuffix('"')


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(match[3], match[3])


def _time(value: str) -> str | None:
    """Return a time as pages print it; seconds and milliseconds since 1970 are told in China's time."""
    if not value.isdigit() or len(value) not in (10, 13):
        return value or None
    moment = datetime.fromtimestamp(int(value[:10]), UTC).astimezone(_CHINA)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _han(text: str) -> int:
    return len(_HAN.findall(text))
