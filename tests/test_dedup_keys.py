import random

from hypothesis import given
from hypothesis import strategies as st

from tests.portal.seed import PARAGRAPHS
from zjcrawl.dedup.keys import KEYS, SHORTEST, keys_needed, story_keys
from zjcrawl.dedup.units import units

TEXT = "\n".join(PARAGRAPHS)


def meet(one: str, other: str) -> bool:
    return shared(one, other) >= max(keys_needed(units(one)), keys_needed(units(other)))


def shared(one: str, other: str) -> int:
    return len(set(story_keys(units(one))) & set(story_keys(units(other))))


@given(st.text(st.sampled_from("城乡区域统筹发展12,。\n"), max_size=200))
def test_keys_are_few_different_rising_and_of_31_bits(text: str) -> None:
    keys = story_keys(units(text))
    assert list(keys) == sorted(set(keys))
    assert len(keys) <= KEYS
    assert all(0 <= key < 2**31 for key in keys)


def test_a_short_text_has_no_keys_and_a_longer_one_without_pauses_has() -> None:
    plain = "".join(char for char in TEXT if char.isalpha())
    assert story_keys(units(plain[: SHORTEST - 1])) == ()
    assert len(story_keys(units(plain[:SHORTEST]))) == KEYS


def test_the_keys_of_a_text_stay_what_they_are_in_stored_files() -> None:
    assert story_keys(units(TEXT))[:3] == (6914935, 11926958, 46761906)


def test_a_text_is_met_again_after_every_tenth_character_was_changed() -> None:
    chance = random.Random(1)  # noqa: S311
    for _ in range(20):
        edited = "".join(chance.choice(TEXT) if chance.random() < 0.1 else char for char in TEXT)
        assert meet(TEXT, edited)


def test_a_text_is_met_again_without_any_of_its_paragraphs() -> None:
    for left_out in PARAGRAPHS:
        assert meet(TEXT, TEXT.replace(left_out, ""))


def test_short_texts_need_more_in_common() -> None:
    assert [keys_needed(units("城" * length)) for length in (70, 200, 400, 900)] == [5, 4, 3, 2]


def test_stock_phrases_alone_let_no_two_texts_meet() -> None:
    phrase = "有关负责人表示,"
    assert shared(f"{PARAGRAPHS[1]}{phrase}{PARAGRAPHS[2]}", f"{PARAGRAPHS[3]}{phrase}{PARAGRAPHS[4]}") == 0


def test_tables_with_other_figures_do_not_meet() -> None:
    chance = random.Random(2)  # noqa: S311
    goods = [PARAGRAPHS[2][at : at + 4] for at in range(0, 80, 4)]

    def table() -> str:
        return "".join(
            f"{name} 每公斤{chance.uniform(1, 40):.2f}元 比上周涨{chance.uniform(0, 9):.1f}%\n" for name in goods
        )

    assert not meet(table(), table())
