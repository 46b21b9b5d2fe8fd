"""Whom the value of a label names."""

from __future__ import annotations

import pytest

from zjcrawl.pages.naming import clean_editor, clean_source


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("余杭新闻网", "余杭新闻网"),
        ("[ 人民网 ]", "人民网"),
        ("人民日报海外版 中国青年网", "人民日报海外版"),
        ("China Daily 记者", "China Daily"),
        ("浙江日报2010-10-20", "浙江日报"),
        ("据余杭新闻网", "余杭新闻网"),
        ("余杭日报官方账号", "余杭日报"),
        ("本站原创", "本站原创"),
        ("未知", None),
        ("打印", None),
        ("", None),
        ("www.zj123.com", None),
    ],
)
def test_sources(value: str, source: str | None) -> None:
    assert clean_source(value) == source


@pytest.mark.parametrize(
    ("value", "editor"),
    [
        ("姚立伟_NT6056", "姚立伟"),
        ("[宋扬]", "宋扬"),
        ("宋 扬 审核", "宋扬"),
        ("宋扬(QL012)", "宋扬"),
        ("宋扬 2010-10-20", "宋扬"),
        ("牛镛、岳弘彬)", "牛镛、岳弘彬"),
        ("张三 李四 打印", "张三 李四"),
        ("", None),
    ],
)
def test_editors(value: str, editor: str | None) -> None:
    assert clean_editor(value) == editor
