from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.byline import read_byline
from zjcrawl.pages.document import parse
from zjcrawl.pages.spacing import part_line, part_pieces


@pytest.mark.parametrize(
    ("markup", "parted"),
    [
        ("<p><i>10:22</i><i>2012/05/07</i><b>嘉兴日报</b></p>", "10:22 2012/05/07 嘉兴日报"),
        ("<p>2012-05-07<span>来源：嘉兴日报</span></p>", "2012-05-07 来源：嘉兴日报"),
        ("<div>一行<br>甲<b>乙</b>丙<br>三行</div>", "甲 乙 丙"),
        ("<p>来源：嘉兴日报</p>", "来源：嘉兴日报"),
        ("<p>会议<b>昨天</b>闭幕。</p>", "会议昨天闭幕。"),
    ],
)
def test_a_space_stands_where_elements_meet_but_in_no_sentence(markup: str, parted: str) -> None:
    assert parted in [part_line(line).text for line in parse(markup).lines]


def test_only_the_lines_asked_for_are_parted() -> None:
    lines = parse("<p><b>甲</b><b>乙</b>丙</p>" * 3).lines
    assert [line.text for line in part_pieces(lines, 1, 2)] == ["甲乙丙", "甲 乙 丙", "甲乙丙"]


@given(st.lists(st.text(alphabet="甲乙: \u3000\n1-", max_size=8), max_size=6))
def test_parting_adds_white_space_and_nothing_else(texts: list[str]) -> None:
    markup = "<div>" + "".join(f"<span>{text}</span>" for text in texts) + "</div>"
    for line in parse(markup).lines:
        assert "".join(part_line(line).text.split()) == "".join(line.text.split())


def test_a_date_and_an_outlet_that_touch_are_told_apart() -> None:
    byline = read_byline([part_line(parse("<p><i>2012-05-07 10:22</i><i>嘉兴日报</i></p>").lines[0])])
    assert byline.source is not None
    assert byline.source.value == "嘉兴日报"
