import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.dedup.folding import fold, simplify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("統籌城鄉區域發展", "统筹城乡区域发展"),
        ("統籌：２０１０年ＧＤＰ", "统筹：2010年gdp"),
        ("GDP: 9.5%", "gdp：\u30009．5％"),
        ("甲\u00a0乙\u3000丙\n丁\x00", "甲\u3000乙\u3000丙\u3000丁\u3000"),
        ("乾坤", "干坤"),
        ("𠮷𠮷", "𠮷𠮷"),
        ("ÀÉ Яб", "àé\u3000яб"),
    ],
)
def test_each_character_has_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_places_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_of_ascii_only_letters_and_digits_stay(text: str) -> None:
    assert all(char.isalnum() for char in fold(text) if char.isascii())


@given(st.text())
def test_simplifying_is_the_part_of_folding_that_is_about_script(text: str) -> None:
    assert fold(simplify(text)) == fold(text)
    assert simplify("統籌:２０１０年GDP") == "统筹:２０１０年GDP"
