from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.document import Document, collapse, parse


def texts(markup: str) -> list[str]:
    return [line.text for line in parse(markup).lines]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>一<p>二",
        "<div>一</div><div>二</div>",
        "一<br>二",
        "<table><tr><td>一<td>二</table>",
        "<font><span>一<o:p></o:p></span><p><font>二",
        "<ul><li>一<li>二</ul>",
        "<div>一<div>二</div></div>",
        "<b>一</b><hr><i>二</i>",
    ],
)
def test_whatever_ends_a_line_on_the_screen_ends_one_here(markup: str) -> None:
    assert texts(markup) == ["一", "二"]


def test_what_a_reader_does_not_see_is_in_no_line() -> None:
    unseen = (
        "<script>甲</script><style>乙</style><noscript>丙</noscript><!-- 丁 --><textarea>戊</textarea><select>"
        "<option>己</select>"
        '<div style="DISPLAY : none"><p>庚</p></div><p hidden>辛</p><span style="visibility:hidden">壬</span>'
        "<template>癸</template><noframes><p>子</noframes><noembed>丑</noembed><marquee>寅</marquee>"
    )
    assert texts(f"<p>一{unseen}二</p>") == ["一", "二"]


def test_hidden_lines_can_be_asked_for() -> None:
    document = parse('<p>一</p><div style="display:none">二</div><noscript><p>三</p></noscript>')
    assert [line.text for line in document.all_lines] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("style", "is_seen"),
    [
        ("color:red; DISPLAY : none", False),
        ("visibility:hidden", False),
        ("font-size:0", False),
        ("FONT-SIZE: 0px; color:#fff", False),
        ("opacity:0;", False),
        ("position:absolute;left:-9999px", False),
        ("text-indent:-999em", False),
        ("height:0;overflow:hidden", False),
        ("overflow-y: hidden; MAX-HEIGHT: 0px", False),
        ("font-size:0.9em", True),
        ("opacity:0.5", True),
        ("fill-opacity:0", True),
        ("margin-left:-1000px", True),
        ("text-indent:-2em", True),
        ("display:block", True),
        ("height:0", True),
        ("height:0.5em;overflow:hidden", True),
        ("line-height:0;overflow:hidden", True),
        ("height:0;overflow:hidden;padding-bottom:56%", True),
        ("max-height:0;overflow:hidden;min-height:9em", True),
    ],
)
def test_what_its_style_hides_is_not_seen(style: str, is_seen: bool) -> None:
    for tag in ("p", "span", "font"):
        assert texts(f'<p>一</p><{tag} style="{style}">二</{tag}><p>三') == ["一", *(["二"] if is_seen else []), "三"]


def test_a_size_of_nothing_hides_no_element_that_has_its_own() -> None:
    assert texts('<div style="font-size:0"><p style="font-size:16px">一</p></div>') == ["一"]


def test_a_page_that_hides_its_whole_body_until_a_script_shows_it_has_lines_all_the_same() -> None:
    page = parse("<html><head></head><body style='display:none'><p>甲</p></body></html>")
    assert [line.text for line in page.lines] == []
    assert [line.text for line in page.all_lines] == ["甲"]


def test_the_texts_that_make_up_a_line_are_told_where_there_are_several() -> None:
    assert [line.pieces for line in parse("<p>甲<b>乙</b>\n丙</p><p>丁</p>").lines] == [("甲", "乙", "\n丙"), ()]


def test_white_space_before_the_end_of_a_block_is_no_piece_of_its_line() -> None:
    lines = parse("<p>甲<b>乙</b>\n</p><p><b>丁</b>\n<i> </i>\n</p>").lines
    assert [line.pieces for line in lines] == [("甲", "乙"), ()]


def test_line_ends_in_preformatted_text_are_seen() -> None:
    lines = parse("<pre>\n　　一二三四五六七八九\n　　二\n\n三<b>四</b>\n</pre><p>五\n六").lines
    assert [line.text for line in lines] == ["一二三四五六七八九", "二", "三四", "五 六"]
    assert [(line.indent, line.breaks) for line in lines[:3]] == [(4, 1), (4, 1), (0, 2)]


@pytest.mark.parametrize("tag", ["pre", "xmp", "listing"])
def test_every_tag_for_preformatted_text_keeps_its_lines(tag: str) -> None:
    assert texts(f"<p>一</p><{tag}>二\n三</{tag}>四") == ["一", "二", "三", "四"]


def test_an_xmp_shows_its_tags_as_text() -> None:
    assert texts("<p>一</p><xmp><b>二</b></xmp>三") == ["一", "<b>二</b>", "三"]


def test_indent_is_measured_and_cut() -> None:
    lines = parse(
        "<p>\u3000\u3000一</p><p>&nbsp;&nbsp;&nbsp;&nbsp;二</p><p>  三</p><p>\n<font>&nbsp;&nbsp;</font>四</p>"
    ).lines
    assert [(line.text, line.indent) for line in lines] == [("一", 4), ("二", 4), ("三", 0), ("四", 2)]


def test_breaks_before_a_line_are_counted() -> None:
    lines = parse("<td>一<br>二<br><br>三<br>&nbsp;<br>四</td>").lines
    assert [line.breaks for line in lines] == [0, 1, 2, 2]


def test_links_and_pictures_belong_to_their_line() -> None:
    lines = parse('<p>见<a href="/1">这里 </a>和<a href="/2">那里</a></p><p><img src=a.jpg></p><p>三</p>').lines
    assert [line.link_chars for line in lines] == [4, 0, 0]
    assert [link.get("href") for link in lines[0].links] == ["/1", "/2"]
    assert [len(line.pictures) for line in lines] == [0, 1, 0]


def test_a_link_that_spells_out_its_address_beside_other_words_is_text() -> None:
    site, mail = "<a href=http://www.a.cn/>http://www.a.cn</a>", "<a href=mailto:zj@a.cn>zj@a.cn</a>"
    lines = parse(f"<p>绍兴商会：{site}<p>投稿信箱：{mail}<p>{site}<p>绍兴商会：<a href=/>主页 www.a.cn</a>").lines
    assert [line.link_chars for line in lines] == [0, 0, len("http://www.a.cn"), len("主页 www.a.cn")]


def test_a_link_around_blocks_reaches_into_each_line() -> None:
    lines = parse('<a href="/1"><div>一二</div><div>三</div></a>').lines
    assert [(line.text, line.link_chars, len(line.links)) for line in lines] == [("一二", 2, 1), ("三", 1, 1)]


def test_text_wrapped_in_the_source_is_not_torn() -> None:
    assert texts("<p>会议提出到十二五期末\n   要建成体系</p>") == ["会议提出到十二五期末要建成体系"]
    assert texts("<p>作者：张三\n来源：浙江日报</p>") == ["作者：张三 来源：浙江日报"]


@pytest.mark.parametrize("end", ["</body>", "</html>", "</BODY></HTML>", "</Html >"])
def test_what_follows_a_stray_end_is_kept(end: str) -> None:
    assert texts(f"<html><body><p>一</p>{end}<p>二</p></body></html>") == ["一", "二"]


def test_titles_and_meta() -> None:
    document = parse(
        "<title> </title><title>一\n二</title><meta name=Author content=' 张 三 '><meta property=og:title content=三>"
    )
    assert document.title == "一 二"
    assert dict(document.meta) == {"author": "张 三", "og:title": "三"}


@pytest.mark.parametrize(
    ("markup", "href", "url"),
    [
        ("", "b.html", "http://a.cn/x/b.html"),
        ("<base href='/y/'>", "b.html", "http://a.cn/y/b.html"),
        ("<base><base href='http://c.cn/'>", "b.html", "http://c.cn/b.html"),
        ("", "javascript:void(0)", None),
        ("", "#top", None),
        ("", "http://[", None),
        ("", "mailto:x@a.cn", None),
    ],
)
def test_addresses_are_made_absolute(markup: str, href: str, url: str | None) -> None:
    assert parse(markup, "http://a.cn/x/a.html").absolute(href) == url


@pytest.mark.parametrize("text", ["", "\0", " ", "<", "<!---->", "\ud800", "<?xml version='1.0'?>"])
def test_what_is_no_page_has_no_lines_or_its_own(text: str) -> None:
    assert isinstance(parse(text).lines, tuple)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "文",
        "<div " + " ".join(f"a{n}=1" for n in range(1_000_000)) + "><p>文",
        "<div " + " ".join(f'a{n}=">"' for n in range(300_000)) + "><p>文",
        '<a b="' * 300_000,
        "<" * 1_000_000,
        "<!--" * 500_000,
        "<p>\n" + "\u3000\n" * 500_000,
    ],
    ids=range(7),
)
def test_time_is_linear_in_the_size_of_the_page(page: str) -> None:
    start = time.process_time()
    assert isinstance(parse(page).lines, tuple)
    assert time.process_time() - start < 3


@given(st.text())
def test_no_text_raises(text: str) -> None:
    document = parse(text, "http://a.cn/")
    assert isinstance(document, Document)
    assert all(line.text == collapse(line.text) for line in document.lines)


@pytest.mark.parametrize("between", [" ", "/", "\t"])
@pytest.mark.parametrize("name", ["div", "x<1"])
@pytest.mark.parametrize(
    "attribute", ["a{}", 'a{}="<>"', "a{}='<p>'", 'a{}"', "a{}=x<", "a{}<b", 'a{}="\' >"', "a{}='\"\">'"]
)
def test_a_tag_keeps_no_more_attributes_than_a_parse_can_bear(name: str, attribute: str, between: str) -> None:
    attributes = between.join(attribute.format(i) for i in range(20_000))
    document = parse(f"<p>一</p><{name} {attributes}><p>二</p>")
    assert max(len(element.keys()) for element in document.root.iter()) <= 257
    assert [line.text for line in document.lines] == ["一", "二"]
