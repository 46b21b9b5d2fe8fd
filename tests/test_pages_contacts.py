from __future__ import annotations

import pytest

from zjcrawl.pages.contacts import read_qq


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("QQ:543059767 QQ:1091140425", ["543059767", "1091140425"]),
        ("OICQ:543059767 1091140425", ["543059767", "1091140425"]),
        ("客服:0571-87896971 543059767", ["543059767"]),
        ("您是第 1203345 位访问者", []),
        ("今日访问 12033 人次", []),
        ("手机:13512345678", []),
    ],
)
def test_numbers_of_qq(text: str, numbers: list[str]) -> None:
    assert list(read_qq(text)) == numbers
