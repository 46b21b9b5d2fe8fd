"""Articles that a page carries in a script or a ``<textarea>`` for a program in the browser to show.

Mobile portals and platforms print an empty frame and keep the text in JSON, in a JavaScript object or in form fields.
What such a program would show is written out as a plain page, so that it is read like any other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone

from zjcrawl.pages.document import Document

_NAMES = {
    "content": r"content|articleBody|articleContent|article_content|contentHtml|html_content|content_noencode|body",
    "title": r"title|headline|articleTitle|article_title|msg_title",
    "time": (
        r"datePublished|publish_?[tT]ime|pub_?[tT]ime|ptime|publish_?[dD]ate|pub_?[dD]ate|ctime|create_?[tT]ime"
        r"|article-time|time"
    ),
    "source": r"source|source_?[nN]ame|article-source-name|media_?[nN]ame|nickname|srcFrom|origin",
    "author": r"author|author_?[nN]ame|article-author|writer",
}
_PAIRS = re.compile(
    "|".join(
        rf"""(?<![\w-])(["']?)(?P<{name}>{words})\{2 * i + 1}\s{{0,8}}[:=]\s{{0,8}}"""
        for i, (name, words) in enumerate(_NAMES.items())
    )
)
_STRING = re.compile(r"""(["'`])((?:\\.|(?!\1)[^\\])*+)\1|(\d{10,13})(?!\d)""", re.DOTALL)
_BYLINE = re.compile(
    r"""(?<![\w-])["']?(?:"""
    r"""(?:datePublished|publish_?[tT]ime|pub_?[tT]ime|ct)["']?\s{0,8}[:=]\s{0,8}["'](?P<time>[\dT:+ /年月日-]{8,30})"""
    r"""|(?:source_name|mediaName|nickname)["']?\s{0,8}[:=]\s{0,8}["'](?P<source>[^"']{2,30})["'])"""
)
_FIELD = {name: re.compile(rf"(?:{words})") for name, words in _NAMES.items()}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 100  # characters of a text worth building a page for
_CHINA = timezone(timedelta(hours=8))


def embedded_page(document: Document) -> str | None:
    """Return the markup of the longest article that a script or form fields of the page carry; None without one."""
    best: dict[str, str] = {}
    for fields in (*_from_scripts(document), _from_textareas(document)):
        if _han(fields.get("content", "")) > max(_LEAST_HAN, _han(best.get("content", ""))):
            best = fields
    return _page(best, document.title) if best else None


def embedded_byline(document: Document) -> dict[str, str]:
    """Return the ``time`` and ``source`` that the scripts of a page name for what it shows; empty where they do not."""
    for script in document.root.iter("script"):
        found = _BYLINE.finditer(script.text or "")
        fields = {match.lastgroup or "": match.group(match.lastgroup or 0) for match in found}
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
            yield _longest(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while match := _PAIRS.search(text, position):
        position = match.end()
        value = _STRING.match(text, position)
        if value is not None:
            name = next(name for name in _NAMES if match[name])
            yield name, _markup(_unescape(value[2]) if value[3] is None else value[3])
            position = value.end() if name == "content" else position


def _longest(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keep the first value of each name, but the longest content."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        if value and (name not in fields or (name == "content" and _han(value) > _han(fields[name]))):
            fields[name] = value
    return fields


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
    """Undo one layer of HTML escaping where the tags themselves, or quotation marks around it all, are escaped."""
    if ("&lt;" in text and "<" not in text) or text.startswith("&quot;"):
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
