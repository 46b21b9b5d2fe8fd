"""One page through everything that reads it: HTML and encodings as they are found, and what was made to break readers."""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crawls import ROOT
from zjcrawl.extraction import extract

URL = "http://www.zj123.com/news/show.asp?id=7"
TITLE = "余杭统筹城乡区域发展迈出新步伐"
TEXT = (
    "今年以来，余杭区坚持把统筹城乡区域发展作为重大战略任务，全面推进各项工作，取得了明显成效。",
    "会议指出，要进一步加快产业转型升级，推动民营企业做强做大，力争全年规模以上工业产值突破一千亿元。",
    "据介绍，截至九月底，全区共有民营企业一万二千余家，完成投资八十五亿元，同比增长百分之十八点三。",
)
BYLINE = "<p>2010-10-20 08:05 来源：余杭新闻网 作者：张三</p>"
BODY = "".join(f"<p>　　{text}</p>" for text in TEXT)
BROKEN = "<br>".join(f"　　{text}" for text in TEXT)
LATEST = "".join(f"<li><a href=/n/{n}.html>杭州第{n}届民营企业峰会在西子湖畔隆重召开</a>" for n in range(10))
TRAP = "隐藏的文字，不应出现在正文中，请注意。"


def page(
    body: str = f"<div>{BODY}</div>", byline: str = BYLINE, head: str = f"<title>{TITLE}_余杭新闻网</title>"
) -> str:
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1>{byline}{body}<p>责任编辑：王五</p><ul>{LATEST}</ul>"


def one_by_one(form: str) -> str:
    return f"<div>{''.join(form.format(text) for text in TEXT)}</div>"


AS_FOUND = {
    "</html> in the middle": page(f"<p>{TEXT[0]}</body></html>{''.join(f'<p>{text}' for text in TEXT[1:])}"),
    "</html> above": page(f"</html ><div>{BODY}</div></body x>"),
    "two documents": "<html><body></body></html>" + page(),
    "nothing closed": f"<title>{TITLE}<body><h1>{TITLE}{BYLINE[:-4]}<div>{'<p>'.join(TEXT)}<p>责任编辑：王五",
    "tags that overlap": page(f"<b><p>{TEXT[0]}</b></p><i><p>{TEXT[1]}</i><p>{TEXT[2]}</div></div>"),
    "comment without an end": page(f"<!-- begin <div>{BODY}</div>"),
    "comments of Word": page(
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><?xml:namespace prefix = o />"
        + one_by_one("<p class=MsoNormal><span lang=EN-US>&nbsp;<o:p></o:p></span>{}<o:p></o:p></p>")
    ),
    "what Word leaves": page(f"<div><p>Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE</p>{BODY}</div>"),
    "hidden condition": page(f"<!--[if lt IE 7]><p>{TRAP}</p><![endif]--><div>{BODY}</div>"),
    "shown condition": page(f"<![if !IE]><div>{BODY}</div><![endif]>"),
    "condition within": page(one_by_one("<p><![if !supportEmptyParas]>&nbsp;<![endif]>{}</p>")),
    "CDATA": page(f"<div><![CDATA[{BODY}]]></div>"),
    "CDATA in each": page(one_by_one("<p><![CDATA[{}]]></p>")),
    "entities": page(one_by_one("<p>&nbsp&nbsp{}</p>"), BYLINE.replace(" ", "&nbsp")).replace("，", "&#65292"),
    "two titles": page(head=f"<title>余杭新闻网</title><title>{TITLE}</title>"),
    "no text in the first title": page(head=f"<title></title><title>{TITLE}</title>"),
    "og:title cut": page(head=f'<meta property="og:title" content="余杭"统筹"城乡"><title>{TITLE}</title>'),
    "a frame within": page(f"<div><p>{TEXT[0]}</p><iframe src=a.htm>{TRAP}</iframe><p>{TEXT[1]}<p>{TEXT[2]}</div>"),
    "<br> in a bare cell": page(f"<td>{BROKEN}</td>"),
    "</br> for <br>": page(f"<td>{BROKEN.replace('<br>', '</br>')}</td>"),
    "<font>": page(one_by_one("<br><br><font size=3>　　<font color=red>{}</font></font>")),
    "<pre>": page(f"<pre>{BROKEN.replace('<br>', chr(10))}</pre>"),
    "<noscript>": page(f"<noscript><div>{BODY}</div></noscript>"),
    "textarea": page(f"<textarea style='display:none'>{html.escape(BODY)}</textarea><div></div>"),
    "traps": page(
        f"<div><p>{TEXT[0]}</p><p style='display:none'>{TRAP}</p><p style='visibility:hidden'>{TRAP}</p><p>{TEXT[1]}"
        f"<span style='font-size:0'>扰</span></p><a href=/trap style='display:none'>更多新闻</a><p>{TEXT[2]}</p></div>"
    ),
    "fold": page(f"<p>{TEXT[0]}</p><div style='display:none'><p>{TEXT[1]}<p>{TEXT[2]}</div><a href=#>展开全文</a>"),
    "nested 5,000 deep": page("<div>" * 5_000 + BODY + "</div>" * 5_000),
    "<font> never closed": page("".join(f"<p>{text}{'<font><b>' * 1_500}" for text in TEXT)),
    "NUL": page(BODY.replace("，", "，\0")),
}


@pytest.mark.parametrize("name", AS_FOUND)
def test_html_is_read_as_it_is_found(name: str) -> None:
    article = extract(AS_FOUND[name].encode(), URL)
    assert article["kind"] == "article"
    assert (article["title"], article["body"]) == (TITLE, "\n".join(TEXT))
    assert (article["published"], article["source"]) == ("2010-10-20T08:05+08:00", "余杭新闻网")
    assert (article["authors"], article["editor"]) == (["张三"], "王五")


CARRIED = {"title": TITLE, "time": "2010-10-20 08:05", "source": "余杭新闻网", "author": "张三", "content": BODY}


@pytest.mark.parametrize(
    "script",
    [
        f"window.__STATE__={json.dumps({'article': CARRIED}, ensure_ascii=False)}",
        f"var D={{info:{{title:'{TITLE}',author:'张三',content:'{html.escape(BODY)}',sub:{{source:'余杭新闻网',time:'2010-10-20 08:05'}}}}}}",
        f"var d={{title:Decode('{TITLE}'),nick_name:Decode('余杭新闻网'),author:Decode('张三'),create_time:'2010-10-20 08:05',content_noencode:'{BODY}'}}",
    ],
    ids=["mobile portal", "platform", "messenger"],
)
def test_an_article_in_a_script_is_an_article(script: str) -> None:
    article = extract(f"<title>{TITLE}</title><div id=app></div><script>{script}</script>".encode(), "http://a.cn/1")
    assert (article["kind"], article["title"], article["body"]) == ("article", TITLE, "\n".join(TEXT))
    assert (article["source"], article["authors"]) == ("余杭新闻网", ["张三"])


@pytest.mark.parametrize(
    "trap",
    [
        "<li style='display:none'><a href=/trap>杭州第九十届民营企业峰会隆重召开</a> 2010-10-20",
        "<li><a style='font-size:0' href=/trap>杭州第九十届民营企业峰会隆重召开</a> 2010-10-20",
        "<li><a href=/trap></a> 2010-10-20",
    ],
)
def test_a_link_that_no_reader_sees_is_not_listed(trap: str) -> None:
    read = extract(f"<title>经济热点</title><ul>{LATEST}{trap}</ul>".encode(), URL)
    assert read["kind"] == "listing"
    assert [link["url"] for link in read["articles"]] == [f"http://www.zj123.com/n/{n}.html" for n in range(10)]


def test_a_body_too_large_for_a_page_is_not_read() -> None:
    page = extract(b" " * (32 << 20) + b"<p>", URL)
    assert (page["kind"], page["reason"]) == ("other", "larger than 33554432 bytes")


def repeated(text: str) -> Callable[[int], str]:
    return lambda n: text * n


BAIT: dict[str, Callable[[int], str]] = {
    **{text: repeated(text) for text in ("时间:", "来源：", "（记者", "<br>", "文字，内容。<br>", "2010-10-20 ")},
    **{text: repeated(text) for text in ("<p>时间:</p>", "<p>2010-10-20</p>", "<p>责任编辑：</p>", "该信息")},
    **{text: repeated(text) for text in ("版权所有 © ", "QQ:543059767 ", "1", "大 ", "【", "<div>", "<font>")},
    "one line": lambda n: "文" * n * 30,
    "attributes": lambda n: "<div " + " ".join(f"a{i}=1" for i in range(n * 5)) + ">",
    "attributes like tags": lambda n: "<div " + " ".join(f'a{i}="<>"' for i in range(n * 10)) + ">",
    "links": lambda n: "".join(f"<a href=/{i}.html>杭州第{i}届民营企业峰会</a>" for i in range(n)),
    "links and text": lambda n: "".join(f"<a href=/{i}.html>杭州第{i}届民营企业峰会</a>文字" for i in range(n)),
    "sections": lambda n: "".join(f"<a href=/{i}>经济热点</a>" for i in range(n)),
    "pagers": lambda n: "".join(f"<p><a href=?p={i}>{i}</a> <a href=?p={i}>下一页</a></p>" for i in range(n)),
    "scripted link": lambda n: "<a onclick=\"window.open('" + "/a" * n * 5 + '">一二三四五六七八</a>',
    "carried": lambda n: "<script>" + "{title:'a',content:'" * n + "</script>",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "explain"),
    [*((name, False) for name in BAIT), ("时间:", True), ("<p>2010-10-20</p>", True), ("links", True)],
)
def test_bait_takes_time_linear_in_its_length(name: str, explain: bool) -> None:
    """Four times as much may take no longer than some six times as long; what is quadratic takes sixteen times."""

    def seconds(size: int) -> float:
        served = page(f"<div>{BAIT[name](size)}</div>").encode()
        start = time.process_time()
        extract(served, URL, explain=explain)
        return time.process_time() - start

    def least(size: int) -> float:  # of three, since other work on the machine only adds to it
        return min(seconds(size) for _ in range(3))

    assert least(4_000) < 0.1 + 8 * least(1_000)


SAVED = [
    (folder.name, (folder / "body.html").read_bytes()) for folder in sorted((ROOT / "fixtures" / "zj123").iterdir())
]
MARKS = st.sampled_from(
    [b"<", b">", b"</", b"<!--", b"-->", b'"', b"'", b"\0", b"\xff", b"&", b"</html>", b"<table>", b"<a href="]
)


STEPS, STEPS_PER_BYTE = 20_000, 20
"""Calls of functions, those of C included, that a page may take; intact ones take up to nine a byte."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """Count the calls that are made within."""
    events: list[str] = []
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, _arg: events.append(event) if event.endswith("call") else None)
    try:
        yield events
    finally:
        sys.setprofile(before)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [*(body for _, body in SAVED), *(text.encode() for text in AS_FOUND.values() if len(text) < 5_000)]
    ),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 300), MARKS | st.binary(max_size=6), st.integers(1, 60)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["", URL]),
    st.sampled_from([200, 404, 500]),
)
def test_no_mangled_page_raises_or_takes_more_steps_than_its_length_allows(
    body: bytes, damages: list[tuple[float, int, bytes, int]], url: str, status: int
) -> None:
    """Pages of every layout with parts cut out and marks put in: always all keys, nothing empty, within a bound of steps."""
    for place, cut, put, times in damages:
        start = int(place * len(body))
        body = body[:start] + put * times + body[start + cut :]
    with counted() as steps:
        read = extract(body, url, status=status)
    assert len(steps) < STEPS + STEPS_PER_BYTE * len(body)
    assert {key: value for key, value in read.items() if value == ""} == ({"url": ""} if not url else {})
    explained: dict[str, Any] = extract(body, url, status=status, explain=True)
    explained.pop("evidence")
    assert explained == read
