"""The byline: when a text was published, where it came from, who wrote and who edited it.

Read from labels (时间, 信息来源, 作者, 责任编辑 …), in simplified or traditional characters, in one line or in many, and
from the order of things where a line prints date and outlet without labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from zjcrawl.pages.dates import Stamp, find_date, read_labelled_date
from zjcrawl.pages.document import Element, Line, collapse
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.names import looks_like_outlet, looks_like_person, read_authors, read_people


class Field(StrEnum):
    """What a label announces.  ``OTHER`` are values that no field of an article takes; they end the one before."""

    DATE = "date"
    SOURCE = "source"
    AUTHOR = "author"
    EDITOR = "editor"
    OTHER = "other"


class Labelled(NamedTuple):
    """A label's field and its value, which is empty where nothing follows the label."""

    field: Field
    value: str


class Byline(NamedTuple):
    """What the bylines of a page say; ``source_href`` is the link of the source as written."""

    date: Found[Stamp] | None = None
    source: Found[str] | None = None
    source_href: str | None = None
    authors: Found[tuple[str, ...]] | None = None
    editor: Found[str] | None = None

    @property
    def found(self) -> bool:
        """Whether there is a byline at all."""
        return self.date is not None or self.source is not None


_COLON = r"\s?[:：∶﹕︰︱]\s?"
_LABELS = {
    Field.DATE: r"(?:发布|發布|發佈|发表|發表|发稿|發稿|更新|刊发|刊登|录入|添加|上传|编辑|成文|公布|刊发|稿件|文章)?(?:时间|時間|日期)|发布于|發布於|发表于|發表於|发布|發佈",
    Field.SOURCE: r"(?:信息|文章|新闻|新聞|稿件|资料|資料|资讯|資訊|内容|本文|作品)?(?:来源|來源)(?:于|於)?|稿源|来稿|出处|出處|转自|轉自|转载自|轉載自|摘自|供稿单位|供稿|来自|來自",
    Field.EDITOR: r"(?:责任|責任|值班|本期|网络|網絡|执行|本文|文字|版面|新媒体|栏目)?(?:编辑|編輯)|责编|責編",
    Field.AUTHOR: r"(?:文章|本文|稿件)?作\s?者|(?:文字|本报|本報|本网)?(?:记\s?者|記者)|撰\s?稿人?|撰文|通讯员|通訊員|署名|文(?=\s?[/／])",
    Field.OTHER: (
        r"(?:浏览|瀏覽|点击|點擊|阅读|閱讀|访问|訪問|人气|人氣|查看|热度)(?:次数|次數|数|數|量|率|人数)?|字号|字號|字体(?:大小)?|字體|大小|评论(?:数)?|評論"
        r"|(?:责任)?校对|校對|责校|审核|審核|审签|签发|二审|三审|一审|终审|监制|监審|编审|统筹|摄影|攝影|摄像|图片|制图|美编|主编|策划|翻译"
        r"|分享(?:到|至)?|关键[词字]|關鍵字|标签|標籤|Tags?|tag|所属?栏目|栏目|所属分类|信息分类|分类|分類|专题|索引号|文号|发文字号|发布(?:机构|单位|部门|人|者)|信息来源单位"
        r"|视力保护色?|保护视力色?|背景色?|语音|地区|浏览字体|收藏|推荐|推薦|原标题|原題|核心提示|摘要|提要|导读|微信|QQ|电话|電話|热线|热线电话|公众号|声明"
    ),
}
_ANY_LABEL = "|".join(f"(?P<{field}>{words})" for field, words in _LABELS.items())
_LABEL = re.compile(rf"(?:{_ANY_LABEL})(?:{_COLON}|(?<=文)\s?[/／]\s?)")
_BARE = re.compile(
    r"(?:^|(?<=[\s|｜丨]))(?:(?P<date>(?:发布|发表)(?:于|时间|日期)?|發表於|时间|時間|日期)(?=\s?\d)"
    r"|(?P<source>(?:信息|文章|新闻|稿件)?(?:来源|來源)|稿源|转自)(?=\s?[^\s|｜:：])"
    r"|(?P<author>作者|记者|記者)(?=\s?[^\s|｜:：])"
    r"|(?P<editor>责任编辑|責任編輯|责编|編輯|编辑)(?=\s?[^\s|｜:：]))\s?"
)
_SEPARATOR = re.compile(
    r"\s?[|｜丨]\s?|\s(?=[【\[（(]?(?:我要评论|我来说两句|我要纠错|字号|字体|打印|举报|复制链接|大 中 小|收藏|评论|浏览|阅读|点击))|(?:评论|评论数|跟帖|浏览|阅读|点击|人气|分享|收藏)\s?[(（]?\d"
)
_URL = re.compile(
    r"(?:https?://)?(?:[\w-]{1,63}\.){1,5}(?:com|net|cn|org|gov|edu|info|tv|cc|hk|tw)(?:\.[a-z]{2})?(?:/\S*)?",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"[\[【〔「（(]\s*([^\[\]【】〔〕「」（）()]{2,40}?)\s*[\]】〕」）)]")
_NOT_A_SOURCE = re.compile(
    r"(?:【.*|[\[(（].*|字[号号體体].*|打印.*|本[站网網]?原创|原创|未知|不详|不詳|转载|轉載|网络转载|暂无|无|佚名|举报|[\d\W_]+|大|中|小|点击.*|浏览.*|阅读.*|评论.*|我要.*|我来.*"
    r"|更新|发布|正文|分享.*|收藏.*|编辑.*|作者.*|责任.*|来源.*|星期.|周.|推荐.*|查看.*|下载.*|关注.*|关闭.*|返回.*|参与.*|【?大$)"
)
_SHORT = 240
_CELLS = frozenset(("td", "th", "dd", "dt", "li", "div", "p", "section"))
_SENTENCE = re.compile(r"[。！？；]")
_EDITOR_SUFFIX = re.compile(r"_[A-Z]{1,4}\d+$")


def split_labels(text: str) -> Iterator[Labelled]:
    """Yield the labels of a byline with their values, in order; linear in the length of ``text``."""
    marks = [(match.start(), match.end(), Field(match.lastgroup or "other")) for match in _LABEL.finditer(text)]
    if "来源" in text or "來源" in text or "者" in text or "编" in text or "发" in text or "時" in text or "时" in text:
        taken = {end for _, end, _ in marks}
        bare = [(m.start(), m.end(), Field(m.lastgroup or "other")) for m in _BARE.finditer(text)]
        marks = sorted(marks + [mark for mark in bare if not any(mark[0] < end <= mark[1] + 8 for end in taken)])
    for (_, end, field), (stop, _, _) in pairwise([*marks, (len(text), len(text), Field.OTHER)]):
        yield Labelled(field, _SEPARATOR.split(text[end:stop], maxsplit=1)[0].strip(" 　,，;；"))


def is_byline(line: Line) -> bool:
    """Tell whether a line is nothing but labels with their values, or a date with an outlet."""
    text = line.text
    if not text or len(text) > _SHORT:
        return False
    if _SENTENCE.search(text):
        return False
    first = _LABEL.match(text.lstrip("（([【〔 "))
    if first and first.lastgroup != Field.OTHER:
        return True
    stamp = find_date(text) if any(char.isdigit() for char in text) else None
    if stamp is None:
        return False
    return _LABEL.search(text) is not None or (len(text) - len(stamp.text) <= 40 and "，" not in text)


def continues_byline(line: Line, above: Line) -> bool:
    """Tell whether a short line goes on with a byline: the value of a label that ends the line above, or a counter."""
    if not line.text or len(line.text) > _SHORT // 4:
        return False
    return above.text[-1:] in (":", "：") or _LABEL.match(line.text) is not None


def read_byline(lines: Sequence[Line], *, labelled_only: bool = False) -> Byline:
    """Read the bylines among ``lines``; of two values for one field the first wins, a labelled one over a bare one."""
    reader = _Reader(labelled_only)
    for i, line in enumerate(lines):
        if line.text and not _SENTENCE.search(line.text[:_SHORT]):
            reader.read(line, lines[i + 1] if i + 1 < len(lines) else None)
    return reader.byline()


class _Reader:
    def __init__(self, labelled_only: bool) -> None:
        self._labelled_only = labelled_only
        self._date: Found[Stamp] | None = None
        self._bare_date: Found[Stamp] | None = None
        self._source: Found[str] | None = None
        self._bare_source: Found[str] | None = None
        self._authors: Found[tuple[str, ...]] | None = None
        self._bare_authors: Found[tuple[str, ...]] | None = None
        self._editor: Found[str] | None = None

    def read(self, line: Line, following: Line | None) -> None:
        text = line.text[:_SHORT]
        labelled = list(split_labels(text))
        for i, (field, value) in enumerate(labelled):
            if value:
                self._take(field, value, line)
            elif i == len(labelled) - 1 and following is not None:
                self._take(field, _value_beside(line, following), following)
        stamp = None if self._labelled_only else find_date(text)
        if stamp is not None and len(line.text) - line.link_chars >= len(stamp.text):
            self._take_unlabelled(stamp, line, labelled)

    def _take(self, field: Field, value: str, line: Line) -> None:
        if field is Field.DATE and self._date is None:
            stamp = read_labelled_date(value)
            self._date = Found(stamp, line, "date label") if stamp else None
        elif field is Field.SOURCE and self._source is None:
            source = clean_source(value)
            self._source = Found(source, line, "source label") if source else None
        elif field is Field.EDITOR and self._editor is None:
            editor = clean_editor(value)
            self._editor = Found(editor, line, "editor label") if editor else None
        elif field is Field.AUTHOR:
            known = self._authors.value if self._authors else ()
            names = [name for name in read_authors(_before_date(value)) if name not in known]
            if names:
                self._authors = Found((*known, *names), self._authors.line if self._authors else line, "author label")

    def _take_unlabelled(self, stamp: Stamp, line: Line, labelled: Sequence[Labelled]) -> None:
        text = line.text[:_SHORT]
        if self._bare_date is None:
            self._bare_date = Found(stamp, line, "date without a label")
        if self._bare_source is None:
            outlet = _outlet_beside(text, stamp, labelled, line)
            self._bare_source = Found(outlet, line, "name beside the date") if outlet else None
        if self._bare_authors is None:
            people = tuple(name for name in _WRAPPED.findall(text) if looks_like_person(name))
            self._bare_authors = Found(people, line, "name in brackets beside the date") if people else None

    def byline(self) -> Byline:
        source = self._source or self._bare_source
        return Byline(
            date=self._date or self._bare_date,
            source=source,
            source_href=_link_of(source) if source else None,
            authors=self._authors or self._bare_authors,
            editor=self._editor,
        )


def clean_source(value: str) -> str | None:
    """Return the name of the outlet in the value of a source label, or None where it names none."""
    wrapped = _WRAPPED.match(value)
    if wrapped:
        value = wrapped.group(1)
    value = _before_date(value)
    words = value.split(" ")
    name = words[0]
    for word in words[1:]:
        if not (name.isascii() and word.isascii() and word[:1].isalpha()):
            break
        name += " " + word
    name = name.strip("[]【】:：,，;；。|-—·>» ")
    if not name or len(name) > 40 or _NOT_A_SOURCE.fullmatch(name) or _URL.fullmatch(name):
        return None
    return name


def clean_editor(value: str) -> str | None:
    """Return the names in the value of an editor label as they are printed, or None where there are none."""
    value = re.split(r"[\])】）〕|｜]|\s{2,}", value, maxsplit=1)[0].strip(" 　:：,，;；。、")
    words = [word for word in value.split(" ") if word]
    kept = []
    for word in words:
        if kept and not looks_like_person(word):
            break
        kept.append(_EDITOR_SUFFIX.sub("", word))
    name = " ".join(kept)
    return name if name and len(name) <= 30 and not _NOT_A_SOURCE.fullmatch(name) else None


def read_signature(lines: Sequence[Line]) -> Found[tuple[str, ...]] | None:
    """Return the authors that the first or last lines of a body name: （记者 某某）, 文/某某, （某某）, a line of its own."""
    for line in (*lines[:3], *reversed(lines[-2:])):
        names = _signed(line.text)
        if names:
            return Found(names, line, "signature in the text")
    return None


def _link_of(source: Found[str]) -> str | None:
    """Return the ``href`` of the link whose text is the source."""
    for link in source.line.links if source.line else ():
        text = collapse("".join(str(text) for text in link.itertext()))
        if source.value in text and len(text) <= len(source.value) + 4:
            return link.get("href")
    return None


_NAME = r"[\u3400-\u9fff·]{2,4}"
_NAMES = rf"{_NAME}(?:\s?[、，, ]\s?{_NAME}){{0,7}}"
_BRACKETED = re.compile(
    rf"[（(【](?:[^（）()【】\n]{{0,16}}?(?:记者|記者|通讯员|通訊員|作者|撰稿|评论员))\s?[:：]?\s?({_NAMES}(?:\s?(?:[、，, ]|通讯员|通訊員|实习生|记者)+\s?{_NAMES})?)\s?(?:文[/／]?图?|报道|摄影报道)?[）)】]"
)
_BY = re.compile(
    rf"(?:^|[（(【])文(?:[/／]图)?\s?[/／:：|｜ ]\s?(?:[^（）()【】\s]{{0,12}}?(?:记者|作者|员))?\s?({_NAMES})\s?(?:[）)】]|$)"
)
_OWN_LINE = re.compile(
    rf"(?:\S{{0,16}}\s)?[^\s，。,、]{{0,16}}?(?:记者|記者)\s?[:：]?\s?({_NAMES})(?:\s?(?:[/／]\s?)?文.{{0,12}}|\s?(?:[/／]\s?图|综合|报道|综合报道|通讯员.{{0,12}}))?"
)
_CLOSING = re.compile(rf"[（(]\s?({_NAMES})\s?[）)]$")


def _signed(text: str) -> tuple[str, ...]:
    head, tail = text[:120], text[-60:]
    for pattern, where in ((_BRACKETED, head), (_BY, head), (_BRACKETED, tail), (_BY, tail)):
        match = pattern.search(where)
        names = read_people(match.group(1)) if match else ()
        if names:
            return names
    if len(text) <= 50:
        match = _OWN_LINE.fullmatch(text)
        if match:
            return read_people(match.group(1))
    match = _CLOSING.search(tail)
    return read_people(match.group(1)) if match else ()


def _value_beside(line: Line, following: Line) -> str:
    """Return the text of the next cell, where a label stands in a cell of its own."""
    text = following.text
    if following.block.tag not in _CELLS or len(text) > 40 or _SENTENCE.search(text) or "，" in text:
        return ""
    same_row = following.block.getparent() is line.block.getparent()
    return text if same_row and line.block.tag == following.block.tag and not _LABEL.search(text) else ""


def _before_date(value: str) -> str:
    stamp = read_labelled_date(value)
    return value[: stamp.start].strip(" 　|") if stamp else value


def _outlet_beside(text: str, stamp: Stamp, labelled: Sequence[Labelled], line: Line) -> str | None:
    """Return the outlet that stands before or after a date without a label, as in ``2009年11月09日 11:30 腾讯音乐``."""
    if any(field in (Field.SOURCE, Field.EDITOR) for field, _ in labelled):
        return None
    end = stamp.start + len(stamp.text)
    after = _URL.sub(" ", text[end:]).strip(" 　|｜·:：-—>").removeprefix("更新").removeprefix("发布").strip()
    before = _URL.sub(" ", text[: stamp.start]).strip(" 　|｜·:：-—>")
    for side, near in ((after, 0), (before, -1)):
        words = side.split(" ")
        name = words[near].strip("[]【】|·")
        if 2 <= len(name) <= 16 and _is_outlet(name, line) and len(words) <= 3:
            return name
    return None


def _is_outlet(name: str, line: Line) -> bool:
    if (
        _LABEL.search(name + ":")
        or _NOT_A_SOURCE.fullmatch(name)
        or looks_like_person(name)
        or any(c in name for c in "，。？！“”：；")
    ):
        return False
    linked = any(name in _shown(link) for link in line.links)
    return looks_like_outlet(name) or not linked


def _shown(link: Element) -> str:
    return collapse("".join(str(text) for text in link.itertext()))
