"""What the index has of a text."""

from zjcrawl.store.grams import grams, is_single, match_string, title_grams


def test_the_index_has_each_two_characters_of_the_folded_text() -> None:
    assert set(grams("統籌，A").split()) == {"统筹", "筹", "a"}
    assert title_grams("統籌") == "统筹 筹 《统筹 《筹"
    assert grams("") == ""


def test_a_character_that_stands_alone_is_asked_for_by_what_begins_with_it() -> None:
    assert match_string("营") == match_string("营，") == '"营" *'
    assert match_string("营", singles=False) is None
    assert match_string("民营", singles=False) == '"民营"'
    assert [is_single(term) for term in ("营", "营，", "民营", "民营，济", "，")] == [True, True, False, False, False]


def test_a_character_becomes_the_same_alone_and_among_all_others() -> None:
    characters = [chr(point) for point in range(0x10000)]
    alone = {word for character in characters for word in grams(character).split()}
    assert set(grams("，".join(characters)).split()) == alone
    assert len(alone) > 40_000
