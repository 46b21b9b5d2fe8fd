"""Whose an article is, by the rule that the disclaimer of its page states."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.layouts.base import full_width
from tests.portal.seed import DISCLAIMER
from zjcrawl.pages.evidence import Evidence, Finding
from zjcrawl.pages.page import read_page
from zjcrawl.pages.rights import own_names, rights_by_disclaimer, whose
from zjcrawl.records import Footer

TEXT = "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府关于进一步加强城乡区域统筹发展的要求。"


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        (DISCLAIMER[0], ["浙江民营企业网"]),
        (full_width(DISCLAIMER[0]), ["浙江民营企业网"]),
        (DISCLAIMER[1], []),
        ("凡本网注明“来源：临江新闻网”的所有作品，版权均属于临江新闻网，未经本网授权不得转载。", ["临江新闻网"]),
        ("① 凡本网注明“稿件来源：临江新闻网”的所有文字、图片和音视频稿件，版权均属本网所有。", ["临江新闻网"]),
        ("凡注有“临江在线”或电头为“临江在线讯”的稿件，均为临江在线独家版权所有，未经许可不得转载。", ["临江在线"]),
        ("1、凡本网注明“来源：临江报”或“来源：临江新闻网”的作品，版权均属本网所有。", ["临江报", "临江新闻网"]),
        ('凡本站注明来源为"临江日报"的文章，版权归本站所有。', ["临江日报"]),
        ("凡署名「臨江新聞網」的文章，均為臨江新聞網版權所有。", ["臨江新闻网"]),
        ("凡本网注明“来源：XXX（非临江新闻网）”的作品，均转载自其它媒体，版权归原作者所有。", []),
        ("凡注明“来源：省城日报”的作品，版权归原作者所有。", []),
        ("凡注明“来源：省城日报”的作品，转载自其他媒体，版权属于该媒体。", []),
        ("凡注明“来源：省城日报”的作品，版权属于相应媒体。", []),
        ("凡注有“省城日报”的文章为本网转载，版权归省城日报所有。", []),
        ("凡在“临江论坛”发表的文章，版权归本站所有。", []),
        ("版权所有，未经“临江新闻网”许可不得转载。", []),
    ],
)
def test_the_names_are_those_that_the_clause_claims(clause: str, names: list[str]) -> None:
    assert list(own_names(clause)) == names


@pytest.mark.parametrize(
    ("source", "rights"),
    [("临江新闻网", "own"), ("临江新闻网综合", "own"), ("省城日报", "reprint"), (None, None)],
)
def test_what_names_the_portal_is_its_own_and_any_other_a_reprint(source: str | None, rights: str | None) -> None:
    footer = Footer(
        ("1.凡本网注明“来源：临江新闻网”的作品，版权均属于本网；", "2.凡注明其他来源的作品，均转载自其它媒体。")
    )
    found = rights_by_disclaimer(source, footer)
    assert (found and found.value) == rights
    assert (found and found.said) == (rights and footer.disclaimer[0])


@pytest.mark.parametrize("footer", [None, Footer(), Footer(("1.本网所载文章仅代表作者个人观点。",))])
def test_a_page_that_claims_nothing_gives_no_rights(footer: Footer | None) -> None:
    assert rights_by_disclaimer("省城日报", footer) is None


@pytest.mark.parametrize(("source", "rights"), [("浙江民营企业网", "own"), ("余杭新闻网", "reprint")])
def test_a_page_of_an_unknown_portal_says_itself_whose_its_article_is(source: str, rights: str) -> None:
    page = read_page(
        f"<h1>余杭统筹城乡区域发展</h1><p>时间:2010年10月20日 信息来源:{source}</p><p>{TEXT}</p><p>{TEXT}</p>"
        f"<p>版权和免责声明:</p><p>{DISCLAIMER[0]}</p><p>{DISCLAIMER[1]}</p>".encode(),
        evidence=(evidence := Evidence()),
    )
    assert page.article is not None
    assert page.article.rights == rights
    assert evidence.of("rights") == Finding(rights, DISCLAIMER[0], None, "what the page's disclaimer claims")


@given(st.text(alphabet='凡注明来源“”"：。;版权所有本网转载X 新闻', max_size=200))
def test_whatever_a_clause_says_names_are_words_it_quotes(clause: str) -> None:
    for name in own_names(clause):
        assert 2 <= len(name) <= 20
        assert name in clause.lower().replace("：", ":")


def test_bait_is_read_in_a_time_that_grows_with_its_size() -> None:
    start = time.process_time()
    for bait in ("凡注明“", "凡注明“来源”版权", "凡", "“来源："):
        list(own_names(bait * 2000))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("source", "rights"), [("本站原创", "own"), ("本網訊", "own"), ("本站", "own"), ("本报", "reprint")]
)
def test_a_portal_means_itself_by_this_site(source: str, rights: str) -> None:
    assert whose(source, ["临江新闻网"]) == rights
