import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.dedup.bodies import SHORT_BODY, normalise_body, text_digest

BODY = "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求,全年投资12.5亿元。"

# The slash before a digit, the apostrophe, the dash and others are written as escapes because they look alike.
VARIANTS = [
    ("a\u00a0b\u3000c\td\r\ne\u200bf\ufeffg\u00adh", "abcdefgh"),
    ("２０１０年ＧＤＰ（亿元）", "2010年GDP(亿元)"),
    ("，；：？！", ",;:?!"),
    ("“十二五”‘规划’「两张皮」『一』＂", '"十二五"\'规划\'"两张皮""一""'),
    ("—–－―‐−", "------"),
    ("……", "......"),
    ("｡．", "。."),
    ("〈会〉《会》＜会＞", "<会><会><会>"),
    ("【组图】〔图〕［图］", "[组图][图][图]"),
    ("阿凡提・买买提•", "阿凡提·买买提·"),
    ("e\u0301", "\u00e9"),
]


@pytest.mark.parametrize(("one", "other"), VARIANTS)
def test_white_space_width_and_punctuation_variants_are_one(one: str, other: str) -> None:
    assert normalise_body(one) == normalise_body(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²公里", "102公里"),
        ("①", "1"),
        ("㈱", "(株)"),
        ("3.5%", "35%"),
        ("增长5%", "增长-5%"),
        ("乾", "干"),
        ("A", "a"),
        ("、", ","),
        ("不,行", "不行"),
    ],
)
def test_words_figures_and_punctuation_itself_stay_apart(one: str, other: str) -> None:
    assert normalise_body(one) != normalise_body(other)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise_body(normalise_body(text)) == normalise_body(text)


def test_no_white_space_is_left() -> None:
    spaces = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isspace()]
    assert normalise_body("".join(spaces)) == ""


@given(st.text(), st.text(st.sampled_from(" \t\n\r\u00a0\u3000\u200b\ufeff"), max_size=8), st.data())
def test_white_space_anywhere_makes_no_difference(text: str, space: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert normalise_body(text[:at] + space + text[at:]) == normalise_body(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_chinese_words_are_never_changed(text: str) -> None:
    assert normalise_body(text) == text


def test_the_digest_of_a_long_body_ignores_the_title() -> None:
    assert text_digest("标题", BODY) == text_digest("另一个标题", f"　　{BODY}\n")


def test_the_digest_of_a_short_body_needs_the_title() -> None:
    short = "详见附件。"
    assert len(normalise_body(short)) < SHORT_BODY
    assert text_digest("标题", short) != text_digest("另一个标题", short)
    assert text_digest("标 题", short) == text_digest("标题", f"{short}\n")


def test_a_short_body_never_meets_a_long_one() -> None:
    assert text_digest("标题", "附" * (SHORT_BODY - 1)) != text_digest("标题", "附" * SHORT_BODY)


@given(st.text(), st.text())
def test_a_digest_is_32_hexadecimal_digits(title: str, body: str) -> None:
    digest = text_digest(title, body)
    assert len(digest) == 32
    assert int(digest, 16) >= 0
