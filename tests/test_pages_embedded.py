from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest

from tests.portal.seed import PARAGRAPHS, TITLE
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.records import Article

MARKUP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:3])
BODY = "\n".join(PARAGRAPHS[:3])
HEAD = f"<title>{TITLE}_手机版</title>"


def read(markup: str) -> Article:
    return read_article(parse(markup, "http://a.cn/1"), "http://a.cn/1")


def script(value: str) -> str:
    return f"{HEAD}<div id=app></div><script>{value}</script>"


FIELDS = {"title": TITLE, "pubtime": "2019-10-20 08:05:09", "source": "余杭新闻网", "content": MARKUP}
PAGES = {
    "json": script(f"window.DATA = {json.dumps(FIELDS)};"),
    "json with Chinese": script(f"var d={json.dumps(FIELDS, ensure_ascii=False)}"),
    "object": script(
        f"var D = {{ info: {{ title: '&quot;{TITLE}&quot;'.slice(6, -6), content: '{html.escape(MARKUP)}', "
        "source: '余杭新闻网', time: '2019-10-20 08:05:09' } }"
    ),
    "form fields": (
        f"{HEAD}<textarea class=article-title>{TITLE}</textarea><textarea class=article-time>1571529909000</textarea>"
        f"<textarea class=article-content>{html.escape(MARKUP)}</textarea>"
        "<textarea class=article-source-name>余杭新闻网</textarea>"
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_an_article_in_a_script_or_a_form_is_read(page: str) -> None:
    article = read(page)
    assert (article.title, article.body) == (TITLE, BODY)
    assert (article.published, article.source) == ("2019-10-20T08:05:09+08:00", "余杭新闻网")


def carried(**fields: object) -> str:
    return script(f"window.DATA = {json.dumps({'others': OTHERS, 'info': {**FIELDS, **fields}}, ensure_ascii=False)};")


OTHERS = [{"title": f"别的文章{n}", "content": "短短的摘要内容", "author": "李四"} for n in range(3)]
DECODED = {
    "title": f"d('{TITLE}')",
    "pubtime": "'2019-10-20 08:05:09'",
    "source": "d('余杭新闻网')",
    "content": f"d('{MARKUP}')",
}


@pytest.mark.parametrize(
    "page",
    [
        carried(),
        script("var D = {" + ",".join(f"{name}: {value}" for name, value in DECODED.items()) + "}"),
        f"{HEAD}<script type=application/json>{quote(json.dumps(FIELDS))}</script>",
        carried(content=html.escape(html.escape(f'"{MARKUP}"'))),
        carried(source={"@type": "Organization", "name": "余杭新闻网"}),
    ],
    ids=["beside others", "decoded by a function", "percent-encoded", "escaped twice", "an object for a name"],
)
def test_what_is_carried_is_read_however_it_is_wrapped(page: str) -> None:
    article = read(page)
    assert (article.title, article.body, article.source, article.authors) == (TITLE, BODY, "余杭新闻网", ())
    assert article.published == "2019-10-20T08:05:09+08:00"


def test_names_are_taken_from_the_object_nearest_to_the_text() -> None:
    nested = {
        "title": "频道",
        "source": "甲报",
        "detail": {"title": TITLE, "body": {"content": MARKUP}},
        "next": FIELDS,
    }
    article = read(script(f"var d = {json.dumps({**nested, 'next': {'title': '下一篇'}})}"))
    assert (article.title, article.source) == (TITLE, "甲报")


def test_a_byline_that_is_shown_goes_with_a_text_that_is_carried() -> None:
    page = f"<title>{TITLE}_某网</title><h1>{TITLE}</h1><p>2010-10-20 来源：甲报 作者：张三</p><textarea>{html.escape(MARKUP)}"
    article = read(page)
    assert (article.title, article.body, article.source) == (TITLE, BODY, "甲报")
    assert (article.published, article.authors) == ("2010-10-20", ("张三",))


def test_what_the_page_shows_goes_before_what_its_scripts_carry() -> None:
    shown = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[3:])
    page = f"{HEAD}<h1>{TITLE}</h1><div>{shown}</div><script>var x={json.dumps(FIELDS)}</script>"
    assert read(page).body == "\n".join(PARAGRAPHS[3:])


def test_a_text_hidden_until_a_script_runs_is_read() -> None:
    text = f'<div style="visibility: hidden;">{MARKUP}</div><script>var ct="1571529909"</script>'
    page = f"<title>{TITLE}</title><h2>{TITLE}</h2>{text}"
    article = read(page)
    assert (article.body, article.published) == (BODY, "2019-10-20T08:05:09+08:00")


def test_the_rest_behind_a_button_is_read() -> None:
    first, *rest = PARAGRAPHS[:3]
    folded = "".join(f"<p>{text}</p>" for text in rest)
    fold = f'<div style="display:none">{folded}</div><a href=#>展开全文</a>'
    page = f"<h1>{TITLE}</h1><p>来源：甲报</p><div><p>{first}</p>{fold}</div>"
    assert read(page).body == BODY


def test_hidden_traps_stay_out() -> None:
    first, *rest = PARAGRAPHS[:3]
    trap = '<p style="display:none">本文由某网独家发布，转载请注明出处，谢谢合作。</p>'
    page = f"<h1>{TITLE}</h1><p>来源：甲报</p><div><p>{first}</p>{trap}{''.join(f'<p>{t}</p>' for t in rest)}</div>"
    assert read(page).body == BODY


@pytest.mark.parametrize(
    "bait",
    [
        *("content:'" * 50_000, 'content:"' * 50_000, "title=" * 50_000, "\\u" * 50_000, "{" * 300_000, "}" * 300_000),
        *("author:{" * 50_000, "source=a(" * 50_000, "{title:'a'," * 50_000, "{name:" * 50_000, "%7B" * 50_000),
    ],
)
def test_bait_in_a_script_is_harmless(bait: str) -> None:
    assert read(script(f"var x = {{{bait}")).body is None


def test_a_page_that_carries_itself_is_read_once() -> None:
    inner = f"<script>var x={{content:{json.dumps(MARKUP)}}}</script>"
    page = script(f"var y={{content:{json.dumps(inner)}}}".replace("</script>", "<\\/script>"))
    read(page)


SHORT = "<p>钱江世纪城的道路两旁彩旗飘扬，吉祥物憨态可掬，志愿者们已经培训了三个月，就等着四海宾朋到来。</p>"


def test_a_short_article_in_a_script_is_read_where_the_page_shows_nothing_and_its_time_is_beside_it() -> None:
    article = read(carried(content=SHORT))
    assert (article.title, article.source, article.body) == (TITLE, "余杭新闻网", SHORT[3:-4])
    shown = "<h1>另一篇</h1><p>2019-10-20 来源：甲报</p><p>昨天上午，市区迎来今冬第一场雪，交警提醒司机减速慢行。</p>"
    assert read(shown + carried(content=SHORT)).source == "甲报"
    assert read(script(f"var d={json.dumps({'content': SHORT}, ensure_ascii=False)}")).body is None
