"""What alarmed, in a sentence, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zjcrawl.drift.finding import Kind

LANGUAGES = ("en", "zh")

_SENTENCES = {
    Kind.STOPPED: {"en": "stopped: {reason}", "zh": "采集中止：{reason}"},
    Kind.NOTHING: {"en": "no page could be read", "zh": "没有一个页面可以读出"},
    Kind.PAGES: {
        "en": "{count} of {of} pages came out as “{subject}”, where {share} did",
        "zh": "{of} 个页面中有 {count} 个结果为“{subject}”，以往为 {share}",
    },
    Kind.FIELD: {
        "en": "{subject}: {count} of {of} articles have it, where {share} had",
        "zh": "{subject}：{of} 篇文章中 {count} 篇有此字段，以往为 {share}",
    },
    Kind.LENGTH: {
        "en": "{count} of {of} bodies are as {subject} as {share} were before",
        "zh": "{of} 篇正文中有 {count} 篇{subject}，以往仅 {share}",
    },
    Kind.ENCODING: {
        "en": "{count} of {of} pages are in {subject}, where {share} were",
        "zh": "{of} 个页面中有 {count} 个使用 {subject} 编码，以往为 {share}",
    },
    Kind.MARKUP: {
        "en": "{count} of {of} articles stand in markup that was never met before",
        "zh": "{of} 篇文章中有 {count} 篇使用从未见过的页面模板",
    },
    Kind.LISTS: {
        "en": "no list could be read of {gone}",
        "zh": "以下栏目的列表无法读出：{gone}",
    },
    Kind.SILENCE: {
        "en": "nothing new since {last}: {working_days} working days, where the longest pause was {longest}",
        "zh": "自 {last} 起没有新文章：已 {working_days} 个工作日，以往最长间隔 {longest} 个",
    },
}

_CHINESE = {
    "published": "日期", "source": "来源", "source_url": "来源链接", "authors": "作者", "editor": "责任编辑",
    "images": "图片", "votes_up": "支持票", "votes_down": "反对票", "rights": "版权", "footer": "页脚",
    "missing": "不存在", "other": "其他页面", "refused": "拒绝", "failed": "失败", "short": "异常短", "long": "异常长",
}  # fmt: skip
"""Fields, outcomes and lengths."""


def named(subject: str, language: str) -> str:
    """Return what a field or an outcome is called."""
    return _CHINESE.get(subject, subject) if language == "zh" else subject.replace("_", " ")


def sentence(
    kind: str, subject: str | None, expected: Mapping[str, Any], seen: Mapping[str, Any], language: str = "en"
) -> str:
    """Return what alarmed as a sentence in one of ``LANGUAGES``, without the section that it is about."""
    facts = {"share": f"{100 * expected.get('share', 0):.0f} %", "longest": expected.get("longest"), **seen}
    facts["subject"] = named(subject, language) if subject else None
    facts["gone"] = "、".join(seen.get("gone", ()))
    return _SENTENCES[Kind(kind)][language].format_map(facts)
