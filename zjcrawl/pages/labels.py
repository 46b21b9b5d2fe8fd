"""The labels of bylines: the words before a colon that say what follows, and where their values end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from zjcrawl.pages.folding import either_script
from zjcrawl.pages.names import looks_like_outlet, looks_like_person, read_people


class Field(StrEnum):
    """What a label announces.

    ``UPDATED`` is the day of the last change, which stands in for one of publication where there is none.  ``OCCASION``
    are days of what a text announces or of the site itself.  ``OTHER`` are values that no field of an article takes;
    they end the one before.
    """

    DATE = "date"
    SOURCE = "source"
    AUTHOR = "author"
    EDITOR = "editor"
    UPDATED = "updated"
    OCCASION = "occasion"
    OTHER = "other"


class Labelled(NamedTuple):
    """A label's field and its value, which is empty where nothing follows the label."""

    field: Field
    value: str


# In simplified characters and lower case; labels are found in either script.
_WORDS = {
    Field.DATE: (
        "Date DATE Time TIME Posted Published PubDate "
        "时间 日期 发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期 刊发时间 刊发日期 刊登日期 登载时间 首发时间"
        " 录入时间 添加时间 上传时间 发文时间 发文日期 公开时间 公开日期 公示时间 提交时间 创建时间 信息时间 新闻时间"
        " 编辑时间 公布日期 公布时间 稿件时间 文章时间 报道时间 生成日期 发布 发布于 发表于 发表 发稿"
    ),
    Field.UPDATED: "更新时间 更新日期 更新于 编辑于 修改于 更新 最后更新 最后更新时间 最近更新 修改时间 最后修改",
    Field.SOURCE: (
        "Source SOURCE From "
        "来源 信息来源 文章来源 新闻来源 稿件来源 资讯来源 资料来源 内容来源 本文来源 作品来源 图文来源 来源于 稿源"
        " 来稿 出处 转自 转载自 转载 摘自 来源单位 来源部门 信息来源单位 稿件出处 原载 原文来源 文章出处 新闻出处"
        " 供稿 供稿单位 信息提供 信息提供单位 来自 来自微信公众号 来源公众号 来源:微信公众号 来源:公众号"
        " 信息来源:微信公众号 文章来源:微信公众号 本文转载自 本文转自 本文摘自 本文来自 本文来源于 文章转载自 文章来自"
    ),
    Field.AUTHOR: (
        "Author AUTHOR Writer By "
        "作者 文章作者 本文作者 原作者 新闻作者 记者 本报记者 本网记者 本台记者 文字记者 采写 采写记者 撰稿 撰稿人 撰文"
        " 图文 文图 文案 供稿人"
        " 见习记者 实习记者 特约记者 首席记者 报道记者 通讯员 特约通讯员 实习生 署名 文字"
    ),
    Field.EDITOR: (
        "Editor EDITOR "
        "编辑 责任编辑 责编 值班编辑 本期编辑 网络编辑 执行编辑 本文编辑 文字编辑 版面编辑 新媒体编辑 栏目编辑"
        " 本文责任编辑 本文责编 责任编缉 本网编辑 选稿 编发 责任编辑人 本报编辑 图文编辑 网页编辑 稿件编辑"
        " 实习编辑 见习编辑"
    ),
    Field.OCCASION: (
        "网站更新时间 页面更新时间 系统更新时间 系统时间 当前时间 截止日期 截止时间"
        " 报名时间 报名日期 活动时间 活动日期 会议时间 举办时间 考试时间 开庭时间"
        " 停水时间 停电时间 施工时间 开始时间 结束时间 起始时间 有效期 有效期至 有效日期"
        " 失效日期 废止日期 生效日期 施行日期 实施日期 注册时间 登录时间 拍摄时间"
        " 出生日期 成立时间 成立日期 播出时间 上映时间 上映日期 比赛时间 开放时间"
    ),
    Field.OTHER: (
        "浏览 字数 初审编辑 复审编辑 终审编辑 一审编辑 二审编辑 三审编辑"
        " 初审 复审 终校 校审 审读 审阅 出品 总监制 导演 配音 设计 海报 值班主任 值班总编 值班编委 编委"
        " 题图来自 头图来自 题图 供图 该作者 只看该作者"
        " 封面 图片来源 数据来源 浏览次数 浏览数 浏览量 点击 点击次数 点击数 点击量 点击率 阅读 阅读次数 阅读数 阅读量"
        " 访问 访问次数"
        " 访问量 人气 热度 查看 查看次数"
        " 字号 字体 字体大小 大小 字号大小 评论 评论数 校对 责任校对 责校 审核 审签 签发 一审 二审 三审 终审 监制"
        " 编审 统筹 摄影 摄像 图片 图 摄 制图"
        " 美编 主编 策划 翻译 编译 分享 分享到 分享至 关键词 关键字 标签 tag tags Tag Tags 栏目 所属栏目 分类 所属分类"
        " 信息分类 个人分类 文章分类 分类专栏 专题 索引号 文号 发文字号 发布机构"
        " 公开方式 公开范围 公开类别 公开程度 主题词 主题分类 体裁分类"
        " 发布单位 发布部门 发布人 发布者 发表人 发帖人 张贴者 提交者"
        " 录入 录入者 录入人 录入员 上传者 发文机关 发文机构 成文日期 有效性 视力保护 视力保护色 保护视力色 背景色"
        " 背景颜色 语音 地区 收藏 推荐 原标题"
        " 核心提示 摘要 提要 导读 微信 qq QQ 电话 热线 公众号 声明 类型 会员 跟帖 语言 新闻热线 手机"
    ),
}
_BARE_WORDS = {
    Field.DATE: "发布于 发布时间 发布日期 发布 发表于 发表时间 发表日期 时间 日期",
    Field.UPDATED: "更新时间 更新于 编辑于 修改于",
    Field.SOURCE: "来源 来源于 信息来源 文章来源 新闻来源 稿件来源 稿源 转自 出处",
    Field.AUTHOR: (
        "作者 记者 通讯员 实习生 本报记者 见习记者 实习记者 首席记者 特约记者 全媒体记者 融媒体记者 特约通讯员"
    ),
    Field.EDITOR: "责任编辑 责编 编辑",
    Field.OTHER: "校对 摄影 审核",
}
_FRAMED_WORDS = {
    Field.DATE: "时间 日期 发布时间 发布日期",
    Field.SOURCE: "来源 信息来源 文章来源 新闻来源 稿源 出处",
    Field.AUTHOR: "作者 记者",
    Field.EDITOR: "编辑 责任编辑 责编",
    Field.OTHER: "浏览 点击 阅读 字号 校对 摄影",
}
"""Labels that may stand in brackets in the place of a colon, as in 【来源】某报; 【图文】 and 【视频】 open titles."""

_SET_CLOSE = frozenset(("报道记者", "报道时间", "网络编辑", "本报编辑", "本网编辑", "新媒体编辑"))
"""With a space in its midst it is 记者, 时间 or 编辑 behind an outlet: one whose name ends with 报道, 网络 itself."""


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(either_script(pattern))


def _groups(words: dict[Field, str]) -> str:
    """Return one alternative for each field, its longest words first; 作 者 and 来 源 may be spaced."""
    return "|".join(
        f"(?P<{field}>"
        + "|".join(
            word if word.isascii() or word in _SET_CLOSE else r"\s?".join(word)
            for word in sorted(listed.split(), key=len, reverse=True)
        )
        + ")"
        for field, listed in words.items()
    )


def _opening(words: dict[Field, str], more: str = "") -> str:
    """Return what looks ahead to a character that one of ``words`` begins with: most positions end there."""
    return f"(?=[{''.join(sorted({word[0] for listed in words.values() for word in listed.split()} | set(more)))}])"


_HEADLINE = _compile(r"(?:图文|图片|视频|时间|日期|评论|专题|阅读|推荐):(?!.*年.{1,3}月)([^\d:\s]{6,})")
_BAR = r"[|︱丨▏┃∣]"
_MARK = _compile(r"[:∶﹕︰/|︱丨▏┃∣】〗]")  # one of which follows a label
_LABEL = _compile(
    rf"{_opening(_WORDS, '文')}"
    rf"(?:(?:{_groups(_WORDS)})"
    rf"(?:\s?[:∶﹕︰]\s?|(?<=[者员辑编源])\s?{_BAR}\s?|(?<=[图摄影写稿文])\s?/\s?|(?<=来自|来源|发布)\s?/\s?)"
    rf"|(?P<byline>(?<![\u4e00-\u9fff])文(?:/图)?)\s?(?:[/:]|{_BAR})\s?)"
)
_FRAMED = re.compile(rf"(?:^|(?<=[【〖]))(?:{either_script(_groups(_FRAMED_WORDS))})\s?[】〗]\s?(?=[^\s【〖])")
_BARE = _compile(rf"{_opening(_BARE_WORDS)}(?:^|(?<=[\s|丨]))(?:{_groups(_BARE_WORDS)})(?=\s?[^\s|:丨/])\s?")
_BRACKETED_EDITOR = _compile(r"(?<=[\[(【])(?:责任编辑|责编|编辑)\s(?=[\u4e00-\u9fff])")
_WORD = _compile(_groups(_WORDS))
# What a reader may do with the page; it stands behind the last value of a byline, or in place of one.
_ACTION = (
    r"(?:我要|我来说|我有话说|进入|加入|返回|查看|发表|参与|打印|举报|复制|关闭|收藏|分享|推荐|投稿|纠错|订阅"
    r"|[网读]\s?(?:友|者)(?:评论|留言|热评|点评|跟[帖贴]))"
)
_VALUE_END = _compile(
    rf"\s?{_BAR}\s?|\s(?=[【\[(]?(?:{_ACTION}|字号|字体|大 中 小|评论|论坛|讨论|浏览|阅读|点击|保护视力))"
    r"|(?:评论|评论数|跟帖|浏览|阅读|点击|人气|分享|收藏)\s?\(?\d"
    r"|(?:^|\s|[(\[])\d{1,7}\s?[条个人次]?(?:网友|读者)?(?:评论|跟帖|参与|回复|阅读|浏览|点击)"
)
_ACTION_ALONE = _compile(rf"\W*{_ACTION}\S{{0,6}}(?:\s|$)")
_LONGEST_WORD = 8  # characters, a space included
_NEXT_WORD = re.compile(r"[^\s、，,|/]*+")
_CLOSERS = {")": "(", "）": "（", "]": "[", "】": "【", "〕": "〔", "〗": "〖"}
_OPENERS = frozenset(_CLOSERS.values())
_OPENING = "([（【〖〔 "


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts, and rules ask for one twice
def split_labels(text: str) -> tuple[Labelled, ...]:
    """Return the labels of a byline with their values, in order; in time linear in the length of ``text``."""
    labels = _LABEL.finditer(text) if _MARK.search(text) else ()
    marks = [(match.start(), match.end(), _field(match)) for match in labels]
    if "】" in text or "〗" in text:
        marks += [(match.start(), match.end(), _field(match)) for match in _FRAMED.finditer(text)]
    spoken_for = {end for _, end, _ in marks}
    marks += [(match.start(), match.end(), Field.EDITOR) for match in _BRACKETED_EDITOR.finditer(text)]
    marks += [
        (match.start(), match.end(), _field(match))
        for match in _BARE.finditer(text)
        if spoken_for.isdisjoint(range(match.start(), match.end() + 8)) and _may_announce(match)
    ]
    marks.sort()
    return tuple(_with_values(text, marks))


def _with_values(text: str, marks: Sequence[tuple[int, int, Field]]) -> Iterator[Labelled]:
    """Yield the fields of labels, which start and end where ``marks`` say, with what stands behind each."""
    for (_, end, field), (stop, _, _) in pairwise([*marks, (len(text), len(text), Field.OTHER)]):
        value = text[end:stop]
        if stop < len(text) and value[-1:].isalpha() and " " in value.strip():  # 某某 每经|编辑: of the next label
            value = value.rpartition(" ")[0]
        yield Labelled(field, _value(value))


def _may_announce(bare: re.Match[str]) -> bool:
    """Tell whether a label without a colon is one: 作者最新文章 and 编辑推荐 name nobody, 作者张三 does."""
    if bare[0][-1].isspace() or _field(bare) not in (Field.AUTHOR, Field.EDITOR):
        return True
    word = _NEXT_WORD.match(bare.string, bare.end())
    return word is not None and looks_like_person(word[0])


def _value(text: str) -> str:
    """Return the value that a label's text begins with."""
    if _ACTION_ALONE.match(text):
        return ""
    cut = _VALUE_END.search(text)
    value = text[: cut.start() if cut else len(text)].strip(" 　,，;；").rstrip(_OPENING)  # one opens the next label
    return value[: _closing(value)].rstrip()


def _closing(value: str) -> int:
    """Return where a bracket closes that the label stands in, behind its value; the end where none does."""
    if _CLOSERS.keys().isdisjoint(value):
        return len(value)
    opened: Counter[str] = Counter()
    for i, sign in enumerate(value):
        opener = _CLOSERS.get(sign)
        if opener is None:
            opened[sign] += sign in _OPENERS
        elif opened[opener]:
            opened[opener] -= 1
        elif i:
            return i
    return len(value)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after ``text[start:end]`` and belongs to no label."""
    after = unlabelled_head(text[end:])
    cut = _VALUE_END.search(" " + after)
    return unlabelled_head(text[:start]), after[: max(0, cut.start() - 1)] if cut else after


def has_label(text: str) -> bool:
    """Tell whether a label with a colon stands anywhere in ``text``."""
    return _first_label(text) is not None


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def first_field(text: str) -> Field | None:
    """Return the field of the label that ``text`` begins with, brackets aside; None where it begins with none.

    Words such as 图文 and 时间 open headlines as well: then no person, day or number follows them.
    """
    opened = text.lstrip(_OPENING)
    match = _LABEL.match(opened) or (_FRAMED.match(opened) if text[:1] in ("【", "〖") else None)
    headline = _HEADLINE.fullmatch(text)
    if headline and not (looks_like_outlet(headline[1]) or read_people(headline[1])):
        return None
    return _field(match) if match else None


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def unlabelled_head(text: str) -> str:
    """Return what stands before the first label in ``text``; all of it where there is none."""
    starts = [match.start() for match in (_first_label(text), _BARE.search(text)) if match]
    return text[: min(starts, default=len(text))]


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def lone_label(text: str) -> Field | None:
    """Return the field of a label that is the whole of ``text``, without a colon, as in a cell beside its value's."""
    match = _WORD.fullmatch(text) if len(text) <= _LONGEST_WORD else None
    return _field(match) if match else None


def _first_label(text: str) -> re.Match[str] | None:
    return _LABEL.search(text) or _FRAMED.search(text) if _MARK.search(text) else None


def _field(match: re.Match[str]) -> Field:
    return Field.AUTHOR if match.lastgroup == "byline" else Field(match.lastgroup or Field.OTHER)
