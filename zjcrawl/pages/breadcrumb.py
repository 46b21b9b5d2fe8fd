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


def read_section(lines: Sequence[Line], title: int | None, site: Site | None) -> str | None:
    """Return the name of the section in the page's breadcrumb, a name of ``site.sections`` if it has one; else None.

    Without a site it is the last step before 正文 or the title.
    """
    stop = len(lines) if title is None else title
    for line in reversed(lines[:stop]):
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
