"""Lines that are bylines, and lines that only look like one."""

from __future__ import annotations

import pytest

from zjcrawl.pages.byline_lines import continues_byline, is_byline, is_signing_day, tells_origin
from zjcrawl.pages.document import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010-10-20 08:05 余杭新闻网", True),
        ("作者：张三", True),
        ("20日，余杭举行会议。", False),
        ("作者 周小满", True),
        ("日期 2010-10-20", True),
        ("时间 就是金钱", False),
        ("（作者：周小满，系余杭中学教师）", False),
        ("浏览次数：12", False),
        ("记者:企业转型最难的是什么?", False),
        ("来源:http://www.eyh.cn/show.asp?id=7", True),
        ("2010年10月20日，全县产值达到12亿元，同比增长三成", False),
    ],
)
def test_byline_lines(text: str, expected: bool) -> None:
    assert is_byline(parse(f"<p>{text}</p>").lines[0]) is expected


def test_outlets_between_bars_without_a_label_beside_them_are_no_byline() -> None:
    assert not is_byline(parse("<p>嘉兴日报 | 温州商报 | 浙江在线</p>").lines[0])


def test_the_head_of_a_table_is_no_byline() -> None:
    lines = parse("<table><tr><th>标题</th><th>来源</th><th>日期</th></tr></table>").lines
    assert not any(map(is_byline, lines))


@pytest.mark.parametrize("text", ["二○○八年一月九日", "08-01-25", "浙江队08-01-25胜"])
def test_a_day_in_words_or_with_a_short_year_is_no_byline_alone(text: str) -> None:
    assert not is_byline(parse(f"<p>{text}</p>").lines[0])


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("（据新华社）", True),
        ("(综合新华社、人民网报道)", True),
        ("（海州日报）", False),
        ("(来源:浙江日报)", False),
    ],
)
def test_what_a_text_was_made_from_is_more_than_an_outlet(text: str, tells: bool) -> None:
    assert tells_origin(text) is tells


@pytest.mark.parametrize("text", ["公示时间:2010年10月20日至10月26日", "展出时间：11月1日至11月8日"])
def test_from_when_to_when_is_no_byline(text: str) -> None:
    assert not is_byline(parse(f"<p>{text}</p>").lines[0])


@pytest.mark.parametrize(
    ("text", "signs"), [("二〇一〇年九月二十八日", True), ("2010年9月28日", True), ("2010-09-28", False)]
)
def test_documents_are_signed_with_a_day(text: str, signs: bool) -> None:
    assert is_signing_day(parse(f"<p>{text}</p>").lines[0]) is signs


@pytest.mark.parametrize(
    ("above", "line", "goes_on"),
    [("<p>作者：</p>", "<p>张建国</p>", True), ("<p>2010-10-20 作者：</p>", "<p>一、总体要求</p>", False)],
)
def test_a_value_continues_a_label_that_stands_alone(above: str, line: str, goes_on: bool) -> None:
    first, second = parse(f"<div>{above}{line}</div>").lines
    assert continues_byline(second, first) is goes_on
