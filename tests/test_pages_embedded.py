from __future__ import annotations

import html
import json

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


@pytest.mark.parametrize("bait", ["content:'" * 50_000, 'content:"' * 50_000, "title=" * 50_000, "\\u" * 50_000])
def test_bait_in_a_script_is_harmless(bait: str) -> None:
    assert read(script(f"var x = {{{bait}")).body is None


def test_a_page_that_carries_itself_is_read_once() -> None:
    inner = f"<script>var x={{content:{json.dumps(MARKUP)}}}</script>"
    page = script(f"var y={{content:{json.dumps(inner)}}}".replace("</script>", "<\\/script>"))
    read(page)
