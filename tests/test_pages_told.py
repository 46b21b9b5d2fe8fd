"""Pages reconstructed in words of our own: what they tell programs is believed as far as they show it to readers."""

from __future__ import annotations

import pytest

from tests.portal.seed import PARAGRAPHS
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.records import Article

TITLE = "小杨梅带来大收成"
PERSON = '{"@context":"http://schema.org","@type":"Article","author":{"@type":"Person","name":"%s"}}'


def article(head: str, byline: str, below: str = "") -> Article:
    text = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<head><title>{TITLE}</title>{head}</head><h1>{TITLE}</h1><div>{byline}</div><div>{text}</div>{below}"
    return read_article(parse(page), "")


def in_meta(name: str) -> str:
    return f'<meta name="author" content="{name}">'


def in_linked_data(name: str) -> str:
    return f'<script type="application/ld+json">{PERSON % name}</script>'


@pytest.mark.parametrize("head", [in_meta("青瓷小筑"), in_linked_data("青瓷小筑")], ids=["meta", "JSON-LD"])
def test_a_pen_name_that_the_head_gives_for_the_author_and_the_page_shows(head: str) -> None:
    found = article(head, "<a href=/u/1>青瓷小筑</a> <span>2018-03-04 12:01:02</span>")
    assert (found.authors, found.published) == (("青瓷小筑",), "2018-03-04T12:01:02+08:00")


def test_a_writer_whom_the_markup_under_the_title_calls_so() -> None:
    marked = '<div itemprop="author" itemscope><meta itemprop="name" content="城南老许"><a href=/u/1>城南老许</a></div>'
    assert article("", f"{marked}<p>发布于 2019-03-04 12:01</p>").authors == ("城南老许",)


@pytest.mark.parametrize(
    ("name", "byline", "below"),
    [
        ("青瓷小筑", "2018-03-04 来源：甲报", ""),
        ("某某日报", "2018-03-04 某某日报", ""),
        ("编辑部", "2018-03-04 来源：甲报 编辑部", ""),
        ("佚名", "2018-03-04 来源：甲报 佚名", ""),
        ("100662", "2018-03-04 来源：甲报 100662", ""),
        ("李丽", "2018-03-04 来源：甲报 李丽", "<p>责任编辑：李丽</p>"),
        ("茶友", "2018-03-04 来源：茶友", ""),
    ],
    ids=["not shown", "an outlet", "an office", "nobody", "a number", "the editor", "the source"],
)
def test_who_the_head_gives_for_the_author_and_is_none(name: str, byline: str, below: str) -> None:
    assert article(in_meta(name), byline, below).authors == ()


def test_a_day_that_is_printed_without_its_year_takes_that_of_the_last_change() -> None:
    head = '<meta itemprop="dateUpdate" content="2022-06-09 08:11:02">'
    assert article(head, "<p>发布时间:06-09</p><p>08:11</p>").published == "2022-06-09T08:11:02+08:00"
    assert article(head, "<p>发布时间:05-31</p><p>08:11</p>").published is None
