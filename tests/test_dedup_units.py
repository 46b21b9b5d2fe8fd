import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.seed import PARAGRAPHS
from zjcrawl.dedup.bodies import normalise_body
from zjcrawl.dedup.units import FIRST_FIGURE, units

TEXT = "".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("增长12.5%,共1,200家", ("12.5", "1200")),
        ("增长１２．５％，共１２００家", ("12.5", "1200")),
        ("第1,2,3名", ("1", "2", "3")),
        ("10:30开市", ("10:30",)),
        ("\U000f0041", ("\U000f0041",)),
    ],
)
def test_a_figure_is_one_unit_however_it_is_written(body: str, figures: tuple[str, ...]) -> None:
    found = units(body)
    assert found.figures == figures
    assert sum(char >= FIRST_FIGURE for char in found.text) == len(figures)


def test_equal_figures_are_equal_units_and_others_are_not() -> None:
    assert units("共1,200家") == units("共1200家")
    assert units("共1200家").text != units("共1201家").text


@pytest.mark.parametrize(
    "dateline",
    ["本报余杭讯(记者 王伟)", "本报讯 记者王伟报道 ", "新华社杭州10月20日电（记者王伟、李娜）", "余杭新闻网讯 "],
)
def test_a_dateline_is_no_part_of_the_text(dateline: str) -> None:
    assert units(dateline + TEXT) == units(TEXT)


@pytest.mark.parametrize("signature", ["（记者 王伟 通讯员 李娜）", "(来源:浙江日报)(责任编辑：王伟)"])
def test_a_signature_is_no_part_of_the_text(signature: str) -> None:
    assert units(TEXT + signature) == units(TEXT)


def test_both_scripts_are_one() -> None:
    assert units("統籌城鄉區域發展，GDP增長") == units("统筹城乡区域发展,gdp增长")


@given(st.text())
def test_any_text_has_a_figure_for_each_unit_that_stands_for_one(text: str) -> None:
    found = units(text)
    assert sum(char >= FIRST_FIGURE for char in found.text if char < "\U00100000") == len(found.figures)
    assert units(normalise_body(text)) == found
