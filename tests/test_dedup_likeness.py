import random
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from tests.portal.seed import PARAGRAPHS
from zjcrawl.dedup.likeness import same_story
from zjcrawl.dedup.units import units

TEXT = "\n".join(PARAGRAPHS)
CHANCE = random.Random(3)  # noqa: S311


@pytest.fixture(autouse=True)
def same_chances() -> None:
    CHANCE.seed(3)


def same(one: str, other: str) -> bool:
    found = same_story(units(one), units(other))
    assert found == same_story(units(other), units(one))
    return found


@pytest.mark.parametrize(
    "reprint",
    [
        f"来源:杭州日报 2010年10月21日\n{TEXT}",
        f"据余杭新闻网报道,{TEXT}\n(本文转自余杭新闻网,版权归原作者所有)",
        f"新华社杭州10月21日电(记者王伟){TEXT}",
        f"{TEXT}(记者王伟 通讯员李娜)",
        TEXT.replace(PARAGRAPHS[3], ""),
        f"{PARAGRAPHS[0]}\n{PARAGRAPHS[4][::-1]}\n{''.join(PARAGRAPHS[1:])}",
        TEXT.replace("区长姜军", "代区长姜军").replace("第五要", "第四要").replace("十届次", "十二届次"),
        "".join(CHANCE.choice(TEXT) if CHANCE.random() < 0.1 else char for char in TEXT),
        OpenCC("s2t").convert(TEXT),
        TEXT.replace("2011", "2012"),
    ],
    ids=[
        "source",
        "quoted",
        "dateline",
        "signature",
        "dropped",
        "added",
        "edited",
        "edited-much",
        "traditional",
        "corrected",
    ],
)
def test_a_reprint_is_the_same_story(reprint: str) -> None:
    assert same(TEXT, reprint)


def weekly() -> Iterator[str]:
    while True:
        prices = "。".join(f"大白菜每公斤{CHANCE.uniform(1, 9):.2f}元,涨{CHANCE.uniform(0, 9):.1f}%" for _ in range(9))
        yield f"{PARAGRAPHS[0]}{prices}。{PARAGRAPHS[1]}"


def weather() -> Iterator[str]:
    skies = ("晴", "多云", "阴", "小雨", "晴到多云")
    for day in range(1, 29):
        low = CHANCE.randint(5, 26)
        yield (
            f"据余杭区气象台{day}日预报:今天白天{CHANCE.choice(skies)},夜里{CHANCE.choice(skies)},偏东风"
            f"{CHANCE.randint(2, 4)}级,最高气温{low + CHANCE.randint(5, 9)}℃,最低气温{low}℃。请注意防寒保暖。"
        )


def appointments() -> Iterator[str]:
    surnames, given = "戚魏白沈邵屠徐姜朱王李陈", "建国 祖民 美玉 旭微 立春 冬冬 丽娟 军 金坤 伟 娜 志远".split()  # noqa: SIM905
    names = [f"{surname}{name}" for surname, name in zip(surnames, given, strict=True)]
    for first in range(0, len(names), 4):
        people = "；".join(f"{name}任{post}局局长" for name, post in zip(names[first:], "水财林教", strict=False))
        yield f"余杭区人大常委会决定:{PARAGRAPHS[0][:60]}{people}。{PARAGRAPHS[1][-60:]}"


@pytest.mark.parametrize("bulletin", [weekly, weather, appointments])
def test_two_issues_of_a_bulletin_are_two_stories(bulletin: type[Iterator[str]]) -> None:
    issues = [issue for issue, _ in zip(bulletin(), range(20), strict=False)]
    assert not any(same(one, other) for one, other in combinations(issues, 2))
    assert all(same(issue, f"本报余杭讯(记者王伟){issue}(编辑李娜)") for issue in issues)


def test_a_brief_that_an_article_quotes_is_another_story() -> None:
    assert not same(PARAGRAPHS[0], TEXT)


def test_articles_that_share_a_paragraph_are_two_stories() -> None:
    assert not same(f"{PARAGRAPHS[0]}{PARAGRAPHS[1]}{PARAGRAPHS[2]}", f"{PARAGRAPHS[0]}{PARAGRAPHS[4]}")


@given(st.text(st.sampled_from("城乡,1.2。统筹"), max_size=60), st.text(st.sampled_from("城乡,1.2。统筹"), max_size=60))
def test_the_order_of_two_texts_does_not_matter(one: str, other: str) -> None:
    assert same(one, one) == bool(units(one).text)
    same(one, other)
