from __future__ import annotations

import pytest

from tests.portal.seed import PARAGRAPHS
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.pages.evidence import Evidence
from zjcrawl.records import Site
from zjcrawl.sites.zj123 import ZJ123

TEXT = f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"


def lost(field: str, byline: str = "", before: str = "", after: str = "", site: Site | None = None) -> list[str]:
    """The rules of what lost for a field, on a page with these things around its text."""
    evidence = Evidence()
    page = f"<title>一件大事发生</title>{before}<h1>一件大事发生</h1><p>{byline}</p>{TEXT}{after}"
    read_article(parse(page), "http://a.cn/", site, evidence)
    return [f"{each.value}: {each.rule}" for each in evidence.decisions[field].lost]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("", "<p>记于2010-10-20</p>", "2010-10-20: date below the text"),
        ("", "<p>x</p>" * 12 + "<p>2010-10-20</p>", "2010-10-20: date far below the text"),
        ("", "<ul><li><a href=/1>某某市召开工作会议的报道</a> 2010-10-20", "2010-10-20: date in a link"),
        ("<p>今天是2010-10-20</p>", "", "2010-10-20: date above the title"),
    ],
)
def test_a_date_that_was_not_taken_says_where_it_stands(before: str, after: str, reason: str) -> None:
    assert lost("published", before=before, after=after) == [reason]


def test_a_second_date_loses_to_the_first() -> None:
    assert lost("published", "时间：2010-10-20 来源：甲报", after="<p>2011-01-01</p>") == [
        "2011-01-01: day alone under the text"
    ]


@pytest.mark.parametrize(
    ("field", "byline", "reason"),
    [
        ("source", "来源：", ": source label without a value over the text"),
        ("source", "来源：未知 时间：2010-10-20", "未知: source label over the text, names none"),
        ("authors", "作者：佚名", "佚名: author label over the text, names none"),
        ("published", "时间：不详", "不详: date label over the text, names none"),
        ("source", "来源：甲报 来源：乙报", "乙报: source label over the text, not the first"),
    ],
)
def test_a_label_that_gave_nothing_says_why(field: str, byline: str, reason: str) -> None:
    assert lost(field, byline) == [reason]


def test_a_breadcrumb_that_names_no_section_is_shown() -> None:
    before = "<p>您的位置：首页 &gt; 公司介绍 &gt; 正文</p>"
    assert lost("section", before=before, site=ZJ123) == ["首页 > 公司介绍: breadcrumb that names no section"]
    assert lost("section", before=before) == []


def test_a_page_without_a_text_is_accounted_for() -> None:
    evidence = Evidence()
    read_article(parse("<p>2010-10-20</p>"), "", None, evidence)
    assert evidence.decisions["body"].won.rule == "no run of prose"
    assert [each.rule for each in evidence.decisions["published"].lost] == ["date on a page without a text"]
