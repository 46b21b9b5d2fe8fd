from __future__ import annotations

import pytest

from zjcrawl.pages.contacts import read_copyright, read_qq
from zjcrawl.pages.document import parse
from zjcrawl.pages.footer import read_footer


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("QQ:543059767 QQ:1091140425", ["543059767", "1091140425"]),
        ("OICQ:543059767 1091140425", ["543059767", "1091140425"]),
        ("客服:0571-87896971 543059767", ["543059767"]),
        ("在线客服:543059767 1091140425", ["543059767", "1091140425"]),
        ("在线客服:87896971", []),
        ("您是第 1203345 位访问者", []),
        ("今日访问 12033 人次", []),
        ("手机:13512345678", []),
    ],
)
def test_numbers_of_qq(text: str, numbers: list[str]) -> None:
    assert list(read_qq(text)) == numbers


def test_numbers_shown_in_links_keep_their_order() -> None:
    chats = "".join(f"<a href='http://wpa.qq.com/msgrd?Uin={qq}'>{qq}</a> " for qq in ("543059767", "1091140425"))
    links = "<p><a href=/1>关于我们</a> | <a href=/2>联系我们</a></p>"
    footer = read_footer(parse(f"{links}<p>Tel:0571-87896971 在线客服:{chats}</p><p>© 2012</p>"), "http://a.cn/")
    assert footer is not None
    assert footer.qq == ("543059767", "1091140425")


@pytest.mark.parametrize(
    "text",
    [
        "2002-2012 zj123.com 版权所有",
        "Copyright zj123.com 2002-2012",
        "Copyright © www.zj123.com.cn 2002 - 2012",
    ],
)
def test_the_figures_of_a_hosts_name_stand_between_a_claim_and_its_years(text: str) -> None:
    assert read_copyright(text) == (2002, 2012)
