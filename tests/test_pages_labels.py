from __future__ import annotations

import pytest

from zjcrawl.pages.byline import Byline, read_byline
from zjcrawl.pages.byline_lines import is_byline
from zjcrawl.pages.document import parse
from zjcrawl.pages.labels import Field, split_labels


def byline(markup: str) -> Byline:
    return read_byline(parse(markup).lines)


def said(found: Byline) -> tuple[object, ...]:
    return tuple(each and each.value for each in (found.source, found.authors, found.editor))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("作者:骆小满 进入论坛", [("author", "骆小满")]),
        ("来源:　进入论坛", [("source", "")]),
        ("来源:甲报 【打印本页】", [("source", "甲报")]),
        ("編輯:骆小满 網友評論", [("editor", "骆小满")]),
        ("(时间:2012-05-07 来源:甲报)", [("date", "2012-05-07"), ("source", "甲报")]),
        ("来源:甲报(北京)", [("source", "甲报(北京)")]),
        (
            "Date: 2012-05-07 Source: 甲报 Author: 骆小满",
            [("date", "2012-05-07"), ("source", "甲报"), ("author", "骆小满")],
        ),
        ("up to date: 2012", []),
        ("记者: 12条评论", [("author", "")]),
        ("来源:甲报 12人参与", [("source", "甲报")]),
        ("来源 甲报 | 作者 诸葛文 | 编辑 王芳", [("source", "甲报"), ("author", "诸葛文"), ("editor", "王芳")]),
    ],
)
def test_a_value_ends_where_a_reader_is_asked_to_do_something(text: str, labels: list[tuple[str, str]]) -> None:
    assert list(split_labels(text)) == [(Field(field), value) for field, value in labels]


def test_a_label_may_stand_in_brackets() -> None:
    text = "【时间】2012-05-07 08:05　【来源】甲报　【作者】骆小满　【编辑】王芳"
    values = ("2012-05-07 08:05", "甲报", "骆小满", "王芳")
    assert tuple(label.value for label in split_labels(text)) == values
    assert is_byline(parse(f"<p>{text}").lines[0])
    assert said(byline(f"<p>{text}")) == ("甲报", ("骆小满",), "王芳")
    assert list(split_labels("【图文】义乌小商品城开门迎客")) == list(split_labels("【来源】【作者】")) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<dl><dt>信息来源:</dt><dd>甲报</dd><dt>作者:</dt><dd>骆小满</dd><dt>责任编辑:</dt><dd>王芳</dd></dl>",
        "<dl><dt>信息来源</dt><dd>甲报</dd><dt>作者</dt><dd>骆小满</dd><dt>责任编辑</dt><dd>王芳</dd></dl>",
        "<table><tr><th>來源：<td>甲报<tr><th>作者：<td>骆小满<tr><th>責任編輯：<td>王芳</table>",
        "<ul><li>来源:<li>甲报<li>作者:<li>骆小满<li>编辑:<li>王芳</ul>",
        "<div>来源:</div><p>甲报</p><div>作者:</div><p>骆小满</p><div>编辑:</div><p>王芳</p>",
    ],
)
def test_a_label_and_its_value_may_fill_a_block_each(markup: str) -> None:
    assert said(byline(markup)) == ("甲报", ("骆小满",), "王芳")


def test_an_empty_label_takes_no_value_from_the_label_after_it() -> None:
    assert said(byline("<dl><dt>来源:</dt><dd></dd><dt>作者:</dt><dd>骆小满</dd></dl>")) == (None, ("骆小满",), None)


def test_a_link_to_elsewhere_ends_the_names_before_it() -> None:
    assert said(byline("<p>来源:甲报 作者:骆小满 <a href=/2>本专栏</a></p>")) == ("甲报", ("骆小满",), None)
    assert said(byline("<p>作者:<a href=/1>骆小满</a> <a href=/2>王芳</a></p>")) == (None, ("骆小满", "王芳"), None)
    assert said(byline("<p>作者:骆小满 李大海 字号:<a>大</a> <a>小</a></p>")) == (None, ("骆小满", "李大海"), None)


def test_an_unknown_label_is_no_outlet() -> None:
    assert said(byline("<p>归档: 2012-05-07 10:22</p>")) == (None, None, None)
    assert is_byline(parse("<p>归档: 2012-05-07 10:22</p>").lines[0])


def test_an_outlet_of_several_latin_words_is_one() -> None:
    assert said(byline("<p>2012-05-07 10:22　West Lake Post</p>")) == ("West Lake Post", None, None)
