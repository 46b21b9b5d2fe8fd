"""Lines that name who wrote a text: part of it where they stand in its box, its byline where they stand with the title."""

from __future__ import annotations

import pytest

from zjcrawl import extract

TEXT = (
    "记者从市发展和改革委员会获悉,今年前三季度全市规模以上工业增加值同比增长百分之六点八,企业效益继续改善。",
    "业内人士认为,民营经济要保持活力,关键在于营商环境的持续优化,也在于企业自身善于转型。",
)
HEAD = "<h1>前三季度工业增加值增长百分之六点八</h1><div>2019-10-20 08:00 来源：钱塘晚报</div>"


def read(content: str) -> tuple[list[str], list[str]]:
    title = "<title>前三季度工业增加值增长百分之六点八_某某网</title>"
    said = extract(f"<html><head><meta charset=utf-8>{title}</head><body>{content}</body></html>".encode())
    return said["body"].split("\n"), said["authors"]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "line", ["钱塘晚报记者 李思文", "文/钱塘晚报记者 李思文", "[文/某某网专栏作者 李思文]", "□ 本报记者 李思文 报道"]
)
def test_who_wrote_a_text_is_part_of_it_where_the_line_stands_in_its_box(line: str) -> None:
    assert read(f"{HEAD}<div>{paragraphs(line, *TEXT)}</div>") == ([line, *TEXT], ["李思文"])


def test_who_wrote_a_text_is_no_part_of_it_where_the_line_stands_with_title_and_date() -> None:
    assert read(f"{HEAD}<p>钱塘晚报记者 李思文</p>{paragraphs(*TEXT)}") == ([*TEXT], ["李思文"])


def test_a_line_that_names_the_editor_as_well_is_no_part_of_the_text() -> None:
    assert read(f"{HEAD}<div>{paragraphs('记者：李思文 编辑：魏红', *TEXT)}</div>") == ([*TEXT], ["李思文"])


def test_who_wrote_and_took_pictures_under_a_text_is_part_of_it_and_the_writer_its_author() -> None:
    closing = ["文/钱塘晚报记者 李思文", "摄影/钱塘晚报记者 崔飞", "供图/市铁路局"]
    assert read(f"{HEAD}<div>{paragraphs(*TEXT, *closing)}</div>") == ([*TEXT, *closing], ["李思文"])


def test_a_list_of_all_that_took_part_under_a_text_is_no_part_of_it() -> None:
    closing = ["记者：李思文 徐小雄", "通讯员：毛锋", "责编：方明"]
    assert read(f"{HEAD}<div>{paragraphs(*TEXT, *closing)}</div>") == ([*TEXT], ["李思文", "徐小雄", "毛锋"])


@pytest.mark.parametrize("line", ["作者 李思文", "文|李思文 图|崔飞", "李思文/文 崔飞/图"])
def test_who_wrote_a_text_may_stand_below_the_title_it_had_elsewhere(line: str) -> None:
    text, authors = read(f"{HEAD}<div>{paragraphs('（原标题：杭州地铁新线开通）', line, *TEXT)}</div>")
    assert text[-len(TEXT) :] == [*TEXT]
    assert authors == ["李思文"]


@pytest.mark.parametrize("line", ["李思文/文", "李思文／文", "李思文 文/图", "李思文 毛锋/文 崔飞/图"])
def test_a_name_may_stand_before_what_it_did(line: str) -> None:
    text, authors = read(f"{HEAD}<div>{paragraphs(line, *TEXT)}</div>")
    assert text[-len(TEXT) :] == [*TEXT]
    assert authors == (["李思文", "毛锋"] if "毛锋" in line else ["李思文"])


def test_who_wrote_a_text_each_paragraph_of_which_has_a_box_of_its_own() -> None:
    boxes = "".join(f"<div><p>{text}</p></div>" for text in ("钱塘晚报记者 李思文", *TEXT))
    assert read(f"{HEAD}<div>{boxes}</div>") == (["钱塘晚报记者 李思文", *TEXT], ["李思文"])
