from __future__ import annotations

import pytest

from zjcrawl import extract
from zjcrawl.pages.labels import Field, split_labels
from zjcrawl.pages.names import is_word_of_pages, looks_like_person

PAGE = (
    "<title>全市民营企业推进会召开</title><h1>全市民营企业推进会召开</h1><div>{}</div>"
    "<p>10月20日上午，全市民营企业推进会在城西举行，来自各县区的三百多名企业负责人参加了会议。</p>"
    "<p>会议指出，今年以来全市新增规模以上工业企业一百二十家，增速居全省前列。</p>"
)


@pytest.mark.parametrize("word", ["关闭", "关注", "查看", "时政", "文化", "经济"])
def test_what_pages_call_buttons_and_sections_is_nobody(word: str) -> None:
    assert is_word_of_pages(word)
    assert not looks_like_person(word)
    said = extract(PAGE.format(f"2021-10-20 08:15 【{word}】").encode())
    assert (said["published"], said["source"], said["authors"]) == ("2021-10-20T08:15+08:00", None, [])


@pytest.mark.parametrize(("text", "is_person"), [("万元", False), ("万吨", False), ("万晓元", True)])
def test_what_figures_are_counted_in_is_nobody(text: str, is_person: bool) -> None:
    assert looks_like_person(text) is is_person


def test_a_unit_over_a_column_did_not_sign_the_text() -> None:
    rows = "<table><tr><td>项目</td><td>金额(万元)</td></tr><tr><td>物流</td><td>120</td></tr></table>"
    page = PAGE.format("2021-10-20 08:15 信息来源：海宁日报")
    assert extract(page.replace("</p><p>会议指出", f"</p>{rows}<p>会议指出").encode())["authors"] == []


def test_buttons_in_brackets_beside_a_date_are_no_authors() -> None:
    said = extract(PAGE.format("2021-10-20 08:15 信息来源：海宁日报 浏览次数：332 【打印】【关闭】").encode())
    assert (said["source"], said["authors"]) == ("海宁日报", [])


def test_labels_in_brackets_of_their_own_end_with_them() -> None:
    labelled = split_labels("2021/10/20 08:15 [来源：海宁日报] [作者：林小波]（编辑：周晓）")
    found = {field: value for field, value in labelled if field is not Field.OTHER}
    assert found == {Field.SOURCE: "海宁日报", Field.AUTHOR: "林小波", Field.EDITOR: "周晓"}


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("记者 张三 John Smith", ["张三", "John Smith"]),
        ("记者 John Smith 张三", ["John Smith", "张三"]),
        ("本报记者 张三 Li Ming 通讯员 王芳", ["张三", "Li Ming", "王芳"]),
        ("本报记者 阿拉坦", ["阿拉坦"]),
        ("（记者 古丽娜尔）", ["古丽娜尔"]),
        ("本报记者　阿拉坦　通讯员　巴特尔", ["阿拉坦", "巴特尔"]),
        ("本报记者 综合报道", []),
        ("本报记者 现场直击", []),
        ("（阿里巴巴）", []),
        ("江南一叶", []),
    ],
)
@pytest.mark.parametrize("place", ["over", "first", "last"])
def test_a_reporter_may_have_a_latin_name_beside_a_chinese_one_or_one_without_a_surname(
    line: str, authors: list[str], place: str
) -> None:
    page = PAGE.format("2021-10-20 08:15 信息来源：海宁日报" + (f"</div><div>{line}" if place == "over" else ""))
    if place == "first":
        page = page.replace("<p>", f"<p>{line}</p><p>", 1)
    if place == "last":
        page += f"<p>{line}</p>"
    assert extract(page.encode())["authors"] == authors
