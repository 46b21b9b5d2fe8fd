"""The breadcrumb over an article, and the section of the portal it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from zjcrawl.pages.document import Line
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.folding import fold
from zjcrawl.records import Site

_LABEL = re.compile(
    r"(?:您|你)?(?:现|現)?(?:在)?(?:的|所在)*(?:位置|位置是)\s?[:：]?|当前位置|當前位置|首[页頁]\s?[>＞›»→/\\-]"
)
_STEPS = re.compile(r"\s*(?:[>＞›»→]+|->|-->|::|/|\\|\s-\s)\s*")
_LABELLED = re.compile(r"(?:分[类類]|[栏欄]目|[频頻]道|[类類][别別])\s?[:：]\s?([^\s|｜,，、]{2,12})")
_ARROW = re.compile(r"[>＞›»→]+")
_REACH = 3  # lines from a breadcrumb to the title below it
_LAST = frozenset(
    (
        "正文",
        "内容",
        "详细",
        "详细内容",
        "文章正文",
        "新闻正文",
        "浏览文章",
        "查看文章",
        "文章内容",
        "資訊正文",
        "资讯正文",
    )
)


def sections_named(
    lines: Sequence[Line], title: int | None, site: Site | None, byline: Sequence[Line] = ()
) -> Iterator[Found[str] | None]:
    """Yield the section that the page's breadcrumb names, then those of labels such as 分类 or 栏目 in its byline.

    With a site it is one of ``site.sections``; without one it is the last step before 正文 or the title.
    """
    known = {fold(name): name for name in site.sections} if site else None
    yield _from_breadcrumb(lines[: len(lines) if title is None else title], known)
    labels = ((line, match) for line in byline for match in _LABELLED.finditer(line.text))
    for line, match in labels:
        if known and fold(match[1]) in known:
            yield Found(known[fold(match[1])], line, "section label")


def _from_breadcrumb(lines: Sequence[Line], known: Mapping[str, str] | None) -> Found[str] | None:
    """Read the breadcrumb nearest to the title; ``known`` are the portal's sections by their folded names."""
    for line in reversed(lines):
        steps = breadcrumb_steps(line.text)
        if not steps:
            continue
        if known is None:
            return Found(steps[-1], line, "last step of the breadcrumb") if len(steps) > 1 else None
        name = next((known[fold(step)] for step in reversed(steps) if fold(step) in known), None)
        return Found(name, line, "section in the breadcrumb") if name else None
    return None


def ends_breadcrumb(lines: Sequence[Line], at: int, title: str) -> bool:
    """Tell whether a breadcrumb right over the line ``at`` ends with the title that the line prints."""
    above = (line.text for line in lines[max(0, at - _REACH) : at] if line.text.endswith(title))
    return any(breadcrumb_steps(text)[-1:] == [title] for text in above)


def breadcrumb_steps(text: str) -> list[str]:
    """Return the steps of a line that is a breadcrumb, without 正文 and the like; none of any other line."""
    if len(text) > 120 or not (_LABEL.search(text) or len(_ARROW.findall(text)) > 1):
        return []
    steps = [step.strip(" :：") for step in _STEPS.split(_LABEL.split(text, maxsplit=1)[-1])]
    return [step for step in steps if step and step not in _LAST]
