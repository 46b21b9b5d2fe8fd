"""The breadcrumb over an article, and the section of the portal it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zjcrawl.pages.document import Line
from zjcrawl.pages.folding import fold
from zjcrawl.records import Site

_LABEL = re.compile(
    r"(?:您|你)?(?:现|現)?(?:在)?(?:的|所在)*(?:位置|位置是)\s?[:：]?|当前位置|當前位置|首[页頁]\s?[>＞›»→/\\-]"
)
_STEPS = re.compile(r"\s*(?:[>＞›»→]+|->|-->|::|/|\\|\s-\s)\s*")
_LABELLED = re.compile(r"(?:分[类類]|[栏欄]目|[频頻]道|[类類][别別])\s?[:：]\s?([^\s|｜,，、]{2,12})")
_ARROW = re.compile(r"[>＞›»→]+")
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


def read_section(
    lines: Sequence[Line], title: int | None, site: Site | None, byline: Sequence[Line] = ()
) -> str | None:
    """Return the section that the page's breadcrumb names, or a label such as 分类 or 栏目 in its byline; else None.

    With a site it is one of ``site.sections``; without one it is the last step before 正文 or the title.
    """
    return _from_breadcrumb(lines[: len(lines) if title is None else title], site) or _from_label(byline, site)


def _from_label(lines: Sequence[Line], site: Site | None) -> str | None:
    known = {fold(name): name for name in site.sections} if site else {}
    labels = (match for line in lines for match in _LABELLED.finditer(line.text))
    return next((known[fold(match[1])] for match in labels if fold(match[1]) in known), None)


def _from_breadcrumb(lines: Sequence[Line], site: Site | None) -> str | None:
    for line in reversed(lines):
        steps = _steps(line.text)
        if not steps:
            continue
        if site is None:
            return steps[-1] if len(steps) > 1 else None
        known = {fold(name): name for name in site.sections}
        return next((known[fold(step)] for step in reversed(steps) if fold(step) in known), None)
    return None


def _steps(text: str) -> list[str]:
    if len(text) > 120 or not (_LABEL.search(text) or len(_ARROW.findall(text)) > 1):
        return []
    steps = [step.strip(" :：") for step in _STEPS.split(_LABEL.split(text, maxsplit=1)[-1])]
    return [step for step in steps if step and step not in _LAST]
