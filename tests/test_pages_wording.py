"""What links and headings say by their wording."""

from __future__ import annotations

import pytest

from zjcrawl.pages.wording import (
    heads_column,
    is_offer,
    is_on_firms,
    is_text,
    mentions_section,
    plain_name,
    says_aside,
    says_more,
    says_otherwise,
    title_length,
)
from zjcrawl.sites.zj123 import ZJ123


def test_a_plain_name_has_no_bullet_bracket_or_space_around_it() -> None:
    assert plain_name("· 【 浙江 产经 】>>") == "浙江产经"


@pytest.mark.parametrize("name", ["首页", "打印本页", "关于我们", "更多>>", "下一页", "2010年10月20日", "[3]"])
def test_what_stands_on_every_page_has_nothing_a_title_could_be_made_of(name: str) -> None:
    assert title_length(plain_name(name)) == 0


def test_a_title_counts_its_characters_without_figures() -> None:
    assert title_length("浙江2010年GDP增长11%") == len("浙江GDP增长")


@pytest.mark.parametrize("text", ["2010-10-20", "10月", "·", "更多", "阅读全文"])
def test_a_date_a_bullet_or_a_button_between_links_is_no_text(text: str) -> None:
    assert not is_text(text)


def test_words_between_links_are_text() -> None:
    assert is_text("区域发展")


@pytest.mark.parametrize("name", ["更多", "more>>", "查看更多", "全部新闻"])
def test_a_link_to_all_headlines_says_more(name: str) -> None:
    assert says_more(name)


@pytest.mark.parametrize("name", ["宁波永兴机械有限公司", "供应不锈钢管", "诚聘销售经理"])
def test_firms_and_what_they_offer_are_no_headlines(name: str) -> None:
    assert is_offer(name)


@pytest.mark.parametrize(
    "name",
    ["吉利集团收购沃尔沃轿车公司获批准", "浙商高志刚:我为什么回椒江办厂", "温州民企首次控股低压电器上市公司"],
)
def test_a_headline_that_speaks_of_a_firm_is_no_offer(name: str) -> None:
    assert not is_offer(name)


@pytest.mark.parametrize(("heading", "otherwise"), [("最新供应", True), ("公司新闻", False), ("友情链接", True)])
def test_headings_of_trade_say_otherwise_unless_they_are_of_news_about_it(heading: str, otherwise: bool) -> None:
    assert says_otherwise(heading) is otherwise


@pytest.mark.parametrize(("heading", "on_firms"), [("品牌企业", True), ("企业新闻", False), ("区域发展", False)])
def test_firms_head_a_directory_but_for_their_news(heading: str, on_firms: bool) -> None:
    assert is_on_firms(heading) is on_firms


@pytest.mark.parametrize(("heading", "aside"), [("最新文章", True), ("点击排行", True), ("更新时间", False)])
def test_a_box_that_repeats_other_lists_says_so(heading: str, aside: bool) -> None:
    assert says_aside(heading) is aside


@pytest.mark.parametrize(("heading", "column"), [("标题", True), ("点击数", True), ("浙江楼市", False)])
def test_the_head_of_a_column_says_nothing_of_its_rows(heading: str, column: bool) -> None:
    assert heads_column(heading) is column


def test_a_text_mentions_a_section_of_the_portal() -> None:
    assert mentions_section("您的位置：区域发展", ZJ123)
    assert not mentions_section("您的位置：供应", ZJ123)
    assert not mentions_section("来源：民营经济报", ZJ123)
    assert not mentions_section("区域发展", None)
