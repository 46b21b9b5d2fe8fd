from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.byline import read_byline
from zjcrawl.pages.byline_lines import is_byline
from zjcrawl.pages.document import parse
from zjcrawl.pages.labels import Field, first_field, split_labels
from zjcrawl.pages.names import looks_like_person, read_authors, read_people


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("作者: 时间:2010年 来源:余杭", [("author", ""), ("date", "2010年"), ("source", "余杭")]),
        ("資訊來源：餘杭新聞網", [("source", "餘杭新聞網")]),
        ("来源CSDN| 作者魏星", [("source", "CSDN"), ("author", "魏星")]),
        ("来源：甲 我要评论(0)", [("source", "甲")]),
        ("责任编辑：王五 点击：12", [("editor", "王五"), ("other", "12")]),
        ("文/张三 图/李四", [("author", "张三"), ("other", "李四")]),
        ("作 者：张三", [("author", "张三")]),
        ("（作者：张三）李四", [("author", "张三")]),
        ("来源：甲（乙）报", [("source", "甲（乙）报")]),
        ("编辑于 2021-03-18", [("updated", "2021-03-18")]),
        ("[责任编辑 王芳]", [("editor", "王芳")]),
        ("来源：微信公众号：余杭发布", [("source", "余杭发布")]),
        ("本文转载自：余杭新闻网", [("source", "余杭新闻网")]),
        ("录入:admin", [("other", "admin")]),
        ("会议开始", []),
    ],
)
def test_labels_and_their_values(text: str, labels: list[tuple[str, str]]) -> None:
    assert list(split_labels(text)) == [(Field(field), value) for field, value in labels]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("本报记者 张三 李四", ("张三", "李四")),
        ("宋晨、田中全、张三", ("宋晨", "田中全", "张三")),
        ("Jane Doe、欧阳修文", ("Jane Doe", "欧阳修文")),
        ("佚名", ()),
        ("县府办", ()),
        ("新华社记者", ()),
        ("浙江省工商局课题组", ("浙江省工商局课题组",)),
        ("张和平", ("张和平",)),
        ("记者 林　夕 通讯员 周小满".replace("　", " "), ("林夕", "周小满")),
        ("次仁央宗 扎西顿珠", ("次仁央宗", "扎西顿珠")),
        ("弗拉基米尔·亚历山德罗维奇", ("弗拉基米尔·亚历山德罗维奇",)),
    ],
)
def test_authors(value: str, names: tuple[str, ...]) -> None:
    assert read_authors(value) == names


def test_people_are_told_from_offices() -> None:
    assert looks_like_person("欧阳修")
    assert not looks_like_person("东方网")
    assert not looks_like_person("统计局")
    assert not looks_like_person("杭州")
    assert looks_like_person("次仁央宗")
    assert looks_like_person("古丽·艾山")
    assert read_people("张三 统计局") == ()


def test_a_labelled_value_wins_over_a_bare_one() -> None:
    byline = read_byline(parse("<p>2010-10-20 甲日报</p><p>来源：乙日报 时间：2010-10-21</p>").lines)
    assert byline.source is not None
    assert byline.date is not None
    assert (byline.source.value, byline.date.value.iso) == ("乙日报", "2010-10-21")


@given(st.text(alphabet="作者来源时间:：|（） \u3000张三2010年10月-文/图", max_size=200))
def test_no_text_raises(text: str) -> None:
    read_byline(parse(f"<p>{text}</p>").lines)
    for _, value in split_labels(text):
        assert value == value.strip()


@pytest.mark.parametrize(
    ("text", "source", "authors"),
    [
        ("2011年12月20日 | 嘉兴日报 | 作者 骆永康 | 浏览 340 次", "嘉兴日报", ("骆永康",)),
        ("嘉兴日报 | 作者 骆永康 | 浏览 340 次", "嘉兴日报", ("骆永康",)),
        ("嘉兴日报 | 浏览 340 次", "嘉兴日报", None),
        ("2011年12月20日 | 作者 骆永康 | 浏览 340 次", None, ("骆永康",)),
        ("2011-07-30 作者:俞静 录入:admin", None, ("俞静",)),
    ],
)
def test_a_source_without_a_label_stands_between_bars(
    text: str, source: str | None, authors: tuple[str, ...] | None
) -> None:
    lines = parse(f"<p>{text}</p>").lines
    byline = read_byline(lines)
    assert is_byline(lines[0])
    assert (byline.source and byline.source.value, byline.authors and byline.authors.value) == (source, authors)


def test_labels_and_values_stand_in_cells_without_colons() -> None:
    cells = ("来　源", "都市快报", "作　者", "", "日　期", "2011-12-25", "点击数", "302")
    lines = parse("<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>").lines
    byline = read_byline(lines, labelled_only=True)
    assert byline.source is not None
    assert byline.source.value == "都市快报"
    assert byline.date is not None
    assert byline.date.value.iso == "2011-12-25"
    assert byline.authors is None


@pytest.mark.parametrize(
    "text",
    [
        "2011年12月27日 | 温州商报 | 浏览 301 次",
        "[ 2011.06.01 ]  阅读:481次  字号:<a>大</a> <a>小</a>",
        "2011-12-27 4:30:57  我要评论(1)",
    ],
)
def test_below_a_text_a_date_without_a_label_counts_where_the_visits_are_counted_beside_it(text: str) -> None:
    date = read_byline(parse(f"<p>{text}</p>").lines, labelled_only=True).date
    assert date is not None
    assert date.value.iso[:10] in ("2011-12-27", "2011-06-01")
    assert read_byline(parse("<p>网友 于2012-01-05 10:11发表</p>").lines, labelled_only=True).date is None


def test_a_date_alone_in_brackets_counts_directly_below_a_text() -> None:
    lines = parse("<p>【2011-12-11】</p><p>来自网友</p>").lines
    date = read_byline(lines, labelled_only=True).date
    assert date is not None
    assert date.value.iso == "2011-12-11"
    assert read_byline(tuple(reversed(lines)), labelled_only=True).date is None


@pytest.mark.parametrize(
    ("text", "source", "authors"),
    [
        ("2012-05-07 10:22 来源： 余杭日报 周小满", "余杭日报", ("周小满",)),
        ("2012-05-07 10:22 来源：余杭日报 杭州", "余杭日报", None),
        ("2012-05-07 10:22 余杭日报 周小满", "余杭日报", ("周小满",)),
        ("社会新闻 余杭日报 [微博] 周小满 2012-05-07 10:22 我要评论(0) 字号：T|T", "余杭日报", ("周小满",)),
        ("2012-05-07 10:22:00 余杭日报 我有话说 12人参与 字号:T|T", "余杭日报", None),
        ("余杭融媒 2023-06-15 09:01 浙江", "余杭融媒", None),
        ("余杭日报 记者 周小满 编辑 宋扬 2021-05-07 10:22", "余杭日报", ("周小满",)),
        ("余杭日报记者 周小满 实习生 林夕", None, ("周小满", "林夕")),
        ("□ 本报记者 周小满 □ 本报通讯员 林夕", None, ("周小满", "林夕")),
        ("余杭日报 03-02 09:12", "余杭日报", None),
        ("周小满 · 2019-09-11", None, ("周小满",)),
        ("2019-03-02 本网讯", None, None),
        ("2012年05月07日 10:22 PM", None, None),
        ("余杭发布 2022-05-07 08:11", "余杭发布", None),
        ("信息发布 2022-05-07 08:11", None, None),
        ("记者 | 周小满　通讯员 | 林夕源", None, ("周小满", "林夕源")),
        ("来源丨余杭日报", "余杭日报", None),
        ("记者：周小满 应小 时间：2011-10-07 23:31", None, ("周小满", "应小")),
        ("记者：周小满 毋小 时间：2011-10-07 23:31", None, ("周小满", "毋小")),
        ("高新区 2019-01-02", "高新区", None),
        ("发表于 2018-5-7 10:22:10 | 只看该作者 | 倒序浏览", None, None),
        ("文 / 周小满 来自/ 余杭日报", "余杭日报", ("周小满",)),
        ("2019年09月11日 10:22 来源于 余杭日报", "余杭日报", None),
    ],
)
def test_outlets_and_writers_without_labels_of_their_own(
    text: str, source: str | None, authors: tuple[str, ...] | None
) -> None:
    byline = read_byline(parse(f"<p>{text}</p>").lines)
    assert (byline.source and byline.source.value, byline.authors and byline.authors.value) == (source, authors)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("更新时间：2019-03-05 发布时间：2019-03-02", "2019-03-02"),
        ("发布时间：2019-03-02 更新时间：2019-03-05", "2019-03-02"),
        ("最后更新：2019-03-05", "2019-03-05"),
    ],
)
def test_the_day_of_publication_goes_before_that_of_the_last_change(text: str, iso: str) -> None:
    byline = read_byline(parse(f"<p>{text}</p>").lines)
    assert byline.date is not None
    assert byline.date.value.iso == iso


def test_what_stands_beside_the_day_of_a_last_change_below_a_text_is_no_outlet() -> None:
    byline = read_byline(parse("<p>最后更新：2019-03-05 客服:0571-87896971</p>").lines, labelled_only=True)
    assert byline.date is not None
    assert (byline.date.rule, byline.source) == ("label of the last change", None)


def test_an_outlet_may_be_called_what_a_label_begins_with() -> None:
    byline = read_byline(parse("<p>来源: 21世纪经济报道 时间: 2008/11/19 03:06</p>").lines)
    assert byline.source is not None
    assert byline.date is not None
    assert (byline.source.value, byline.date.value.iso) == ("21世纪经济报道", "2008-11-19T03:06+08:00")


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("<p>2005年09月04日<br>文章来源:余杭新闻网<br>作 者:</p>", None),
        ("<p>2005年09月04日 文章来源:余杭新闻网 作者:</p>", None),
        ("<p>2005年09月04日 文章来源:余杭新闻网</p><p>作者:</p>", ("人物名片",)),
    ],
)
def test_an_empty_label_that_ends_a_byline_is_not_filled_by_the_text_below(
    head: str, authors: tuple[str, ...] | None
) -> None:
    byline = read_byline(parse(f"{head}<p>人物名片</p>").lines)
    assert (byline.authors and byline.authors.value) == authors


@pytest.mark.parametrize(
    ("text", "iso", "source"),
    [
        ("青年时报 二○○七年九月十六日", "2007-09-16", "青年时报"),
        ("二○○八年一月九日 来源：余杭新闻网", "2008-01-09", "余杭新闻网"),
        ("[ 二○○七年八月十日 ] [ 稿件来源:宁波日报 ]", "2007-08-10", "宁波日报"),
        ("08-01-25 余杭新闻网", "2008-01-25", "余杭新闻网"),
        ("发表时间 二○○七年十二月二十八日 文章来源 温州日报", "2007-12-28", "温州日报"),
    ],
)
def test_a_day_in_words_or_with_a_short_year_may_stand_beside_an_outlet_or_labels(
    text: str, iso: str, source: str
) -> None:
    lines = parse(f"<p>{text}</p>").lines
    byline = read_byline(lines)
    assert is_byline(lines[0])
    assert (byline.date and byline.date.value.iso, byline.source and byline.source.value) == (iso, source)


def test_where_a_text_is_from_may_open_what_an_editor_is_called() -> None:
    byline = read_byline(parse("<p><span>来源：网络</span> <span>编辑：张建国</span></p>").lines)
    assert (byline.source and byline.source.value, byline.editor and byline.editor.value) == ("网络", "张建国")


def test_a_checker_is_neither_author_nor_editor() -> None:
    byline = read_byline(parse("<p>编辑：宋　扬 　 审核：程远</p>").lines)
    assert (byline.editor and byline.editor.value, byline.authors) == ("宋扬", None)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("张雅琴 / 2010-10-20 08:05:09", ("张雅琴",)),
        ("陈志远、李大海 / 2010-10-20", ("陈志远", "李大海")),
        ("应晓明、金静 / 2010-10-20", ("应晓明", "金静")),
        ("金融 / 2010-10-20", ()),
    ],
)
def test_names_before_a_slash_and_a_date_are_the_authors(line: str, names: tuple[str, ...]) -> None:
    byline = read_byline(parse(f"<p>{line}</p>").lines)
    assert (byline.authors.value if byline.authors else ()) == names


def test_writers_may_stand_each_in_a_box_of_its_own_beside_their_label() -> None:
    boxes = "<div>作者:&nbsp;</div><div><div>李立新</div><div>徐静</div></div><div>来源:&nbsp;</div><div><div>甲报</div></div>"
    found = read_byline(parse(f"<div>{boxes}</div>").lines)
    assert found.authors is not None
    assert found.source is not None
    assert (found.authors.value, found.source.value) == (("李立新", "徐静"), "甲报")


def test_who_handed_a_text_in_is_no_outlet_nor_is_that_it_was() -> None:
    found = read_byline(parse("<p>由 admin 于 2011-12-19 12:18 提交</p>").lines)
    assert found.date is not None
    assert (found.date.value.text, found.source, found.authors) == ("2011-12-19 12:18", None, None)


@pytest.mark.parametrize(
    "text", ["图文:张三 李大海", "图文：浙江日报记者组", "时间:昨天 10:20", "时间:二〇一〇年十月二十日", "评论:0"]
)
def test_the_words_that_open_headlines_are_labels_where_their_values_follow(text: str) -> None:
    assert first_field(text) is not None


@pytest.mark.parametrize("line", ["http://www.a.cn [2009-11-09] 甲城娱乐", "甲城娱乐 [2009-11-09 08:05]"])
def test_an_outlet_may_stand_beside_a_date_in_square_brackets(line: str) -> None:
    found = read_byline(parse(f"<p>{line}</p>").lines)
    assert found.source
    assert found.source.value == "甲城娱乐"


@pytest.mark.parametrize(
    ("line", "source", "names"),
    [
        ("浙江日报 本报记者 王丽萍 通讯员 赵敏 2010年10月20日", "浙江日报", ("王丽萍", "赵敏")),
        ("2010-10-20 来源：浙江在线 全媒体记者 张建华 实习生 李国强", "浙江在线", ("张建华", "李国强")),
        ("发表于 2010-10-20 08:05 | 作者 张建华 | 出处 余杭新闻网", "余杭新闻网", ("张建华",)),
        ("信息提供：余杭区商务局 2010-10-20", "余杭区商务局", ()),
        ("（原载《浙江日报》2010年10月20日第3版）", "《浙江日报》", ()),
        ("张建华 发表于 2010-10-20 08:05", None, ("张建华",)),
        ("2010-10-20 08:05 by 张建华", None, ("张建华",)),
        ("By John Smith 2010-10-20", None, ("John Smith",)),
    ],
)
def test_outlets_and_writers_by_words_of_few_outlets(line: str, source: str | None, names: tuple[str, ...]) -> None:
    found = read_byline(parse(f"<p>{line}</p>").lines)
    assert str(found.date and found.date.value)[:10] == "2010-10-20"
    assert (found.source and found.source.value) == source
    assert (found.authors.value if found.authors else ()) == names
