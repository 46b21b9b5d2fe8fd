from __future__ import annotations

import pytest

from tests.portal.layouts import LAYOUTS
from tests.portal.site import Site
from zjcrawl.pages.page import read_page

TEXT = "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府的要求,区领导汇报了明年的工作方案。"
PAGE = """<html><head><title>{title}</title></head><body><div id="wrap"><h1 class="{style}">{title}</h1>
<p>时间:2010年10月20日 信息来源:余杭新闻网</p><div class="{block}">{text}</div></div></body></html>"""


def template(title: str = "统筹城乡发展", style: str = "big", block: str = "text", text: str = "") -> str | None:
    body = PAGE.format(title=title, style=style, block=block, text=text or f"<p>{TEXT}</p>" * 3)
    return read_page(body.encode(), "http://portal.test/1", with_template=True).template


@pytest.mark.parametrize(
    "text",
    [f"<p>{TEXT * 3}</p>", f"<p><b>{TEXT}</b></p><p><span>{TEXT}</span></p>", f"<div><p>{TEXT}</p><p>{TEXT}</p></div>"],
)
def test_what_an_article_says_and_how_its_author_set_it_make_no_template(text: str) -> None:
    assert template(title="另一个标题", text=text) == template()


def test_numbers_in_classes_belong_to_the_article() -> None:
    assert template(block="text post-17") == template(block="text post-18") == template(block="text4711")


@pytest.mark.parametrize("changed", [{"style": "huge"}, {"block": "content"}])
def test_other_markup_is_another_template(changed: dict[str, str]) -> None:
    assert template(**changed) != template()


def test_it_is_read_only_where_it_is_asked_for() -> None:
    body = PAGE.format(title="统筹城乡发展", style="big", block="text", text=f"<p>{TEXT}</p>" * 3)
    assert read_page(body.encode(), "http://portal.test/1").template is None
    assert read_page(b"<p>no article</p>", with_template=True).template is None


@pytest.mark.parametrize("letter", ["a", "h", "k"])
def test_a_portal_has_one_template_for_all_of_its_articles(letter: str) -> None:
    site = Site(letter, 20, 1, frozenset())
    assert letter in LAYOUTS
    articles = [(url, page) for url, page in site.resources.items() if page.role == "article"]
    read = [read_page(page.body, url, headers=page.headers, with_template=True).template for url, page in articles]
    assert len(set(read)) == 1
