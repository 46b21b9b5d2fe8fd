from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.document import parse
from zjcrawl.pages.mending import mend


@pytest.mark.parametrize(
    ("page", "mended"),
    [
        (b"<p>a</body></html>b", b"<p>ab"),
        (b"a</HTML x=1>b</body\n>c", b"abc"),
        (b"a</html<b>b", b"a</html<b>b"),
        (b"a</br>b</BR />c</header>", b"a<br>b<br>c</header>"),
        (b"<p><![CDATA[a]]></p>", b"<p>a</p>"),
        (b"<script type='text/xml'><r><![CDATA[<p>a]]></r></script>b", b"<div><r><p>a</r></div>b"),
        (b"<script type=text/xml><![CDATA[<p>a]]>", b"<script type=text/xml><p>a"),
        (b"<script>'text/xml'<![CDATA[<p>a]]></script>", b"<script>'text/xml'<p>a</script>"),
        (b"<title>a<body><p>b", b"<title>a</title><body><p>b"),
        (b"<TITLE>a\nb", b"<TITLE>a</title>\nb"),
        (b"<title>a</title>b", b"<title>a</title>b"),
        (b"<!-- a --><p>b<!-- c <p>d", b"<!-- a --><p>b c <p>d"),
        (b"<!-- a <!-- b", b" a  b"),
        (b"<!-- a --!>b", b"<!-- a --!>b"),
        (b"<!-->a", b"<!-->a"),
        (b"<title>a</title>\n<meta b><td>c", b"<title>a</title>\n<meta b><body><td>c"),
        (
            b"<title>a</title><script>b<c</script><!-- d-e --><TR>f",
            b"<title>a</title><script>b<c</script><!-- d-e --><body><TR>f",
        ),
        (b"<title>a</title></head><td>b", b"<title>a</title></head><td>b"),
        (b"<title>a</title><body><td>b", b"<title>a</title><body><td>b"),
        (b"<title>a</title><table><td>b", b"<title>a</title><table><td>b"),
    ],
)
def test_what_would_cost_text_is_mended(page: bytes, mended: bytes) -> None:
    assert mend(page) == mended


@given(st.text(alphabet="<>/!-[]CDAT bhr\nbodyhtmltitle甲", max_size=80))
def test_mending_costs_no_character_outside_of_tags(text: str) -> None:
    page = text.encode()
    assert mend(page).count("甲".encode()) >= page.count("甲".encode()) - text.count("</")


@pytest.mark.parametrize("depth", [2_000, 3_000, 20_000])
@pytest.mark.parametrize("tag", ["div", "font", "table><tr><td", "b><i"])
def test_nesting_costs_no_text_however_deep(depth: int, tag: str) -> None:
    page = "<title>题</title><p>首" + f"<{tag}>" * depth + "<p>中<p>末</p>" + "</div>" * depth + "<h1>尾"
    document = parse(page)
    assert document.title == "题"
    assert [line.text for line in document.lines] == ["首", "中", "末", "尾"]


@pytest.mark.parametrize(
    "bait",
    [
        "</br",
        "</br ",
        "</html",
        "</html ",
        "<!--",
        "<!-- -->",
        "<![CDATA[",
        "]]>",
        "<title",
        "<title>",
        "<script type=text/xml><![CDATA[",
        "<font ",
        "<div>",
        "<table><tr><td>",
        "<td><tr>",
        "</table>",
    ],
)
def test_bait_takes_time_linear_in_its_length(bait: str) -> None:
    start = time.process_time()
    parse(bait * 200_000)
    assert time.process_time() - start < 4


@pytest.mark.parametrize("tag", ["td", "th", "tr", "tbody", "caption", "nobr", "o:p", "p", "font"])
def test_a_text_behind_the_title_is_kept_where_nothing_ends_the_head(tag: str) -> None:
    assert [line.text for line in parse(f"<title>甲</title><{tag}>乙<p>丙").lines] == ["乙", "丙"]


def test_a_row_stands_beside_the_one_before_it_whatever_its_cells_left_open() -> None:
    cell = "<TD><P class=MsoNormal><SPAN>{}<o:p></o:p>"
    rows = "".join(
        "<TR>" + cell.format(f"甲{n}") + cell.format(f"乙<TABLE><TR>{cell.format(n)}</TABLE>") for n in "一二三"
    )
    root = parse(f"<TABLE><TBODY>{rows}</TABLE>").root
    (body,) = root.iter("tbody")
    assert [[cell.tag for cell in row] for row in body] == [["td", "td"]] * 3
