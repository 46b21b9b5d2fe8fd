"""The evidence of a reading: true to the page, whole, and of no cost to who does not ask for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.crawls import ROOT
from tests.portal.seed import PARAGRAPHS
from zjcrawl.extraction import extract
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import Document, parse
from zjcrawl.pages.evidence import Evidence, Finding
from zjcrawl.pages.page import read_page
from zjcrawl.sites.zj123 import ZJ123

PAGE = (
    "<title>一件大事发生_某网</title><h1>一件大事发生</h1><p>2010-10-20 来源：甲报 作者：张三</p>"
    f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}（记者 李四）</p></div><p>来源：乙报 责任编辑：王五</p>"
)
FIXTURES = sorted((ROOT / "fixtures" / "zj123").iterdir())


def decided(page: str = PAGE) -> Evidence:
    evidence = Evidence()
    read_article(parse(page, "http://a.cn/"), "http://a.cn/", None, evidence)
    return evidence


def lost(evidence: Evidence, field: str) -> list[tuple[str | None, str]]:
    return [(each.value, each.rule) for each in evidence.decisions[field].lost]


def test_a_decision_names_text_node_and_rule() -> None:
    assert decided().of("source") == Finding(
        "甲报", "2010-10-20 来源：甲报 作者：张三", "/html/body/p[1]", "source label"
    )


def test_what_lost_is_kept() -> None:
    assert [each.value for each in decided().decisions["source"].lost] == ["乙报"]
    assert [each.value for each in decided().decisions["authors"].lost] == ["李四"]


def test_a_field_that_was_not_found_says_so() -> None:
    evidence = decided("<h1>一件大事发生</h1><p>来源：甲报</p><p>" + PARAGRAPHS[0])
    assert evidence.of("editor") is None
    assert evidence.decisions["editor"].won == Finding(None, None, None, "not found")
    assert evidence.of("no-such-field") is None


def test_what_is_read_from_the_head_gives_the_text_it_was_read_from() -> None:
    evidence = decided(f"<title>某事_某网</title><meta name=pubdate content='2010-10-20 08:05'><p>{PARAGRAPHS[0]}</p>")
    assert evidence.of("title") == Finding(
        "某事_某网", "某事_某网", None, "the page's <title>, cut before the site's name"
    )
    assert evidence.of("published") == Finding("2010-10-20T08:05+08:00", "2010-10-20 08:05", None, "<meta pubdate>")


def test_the_disclaimers_rule_names_the_source_it_was_applied_to() -> None:
    evidence = Evidence()
    read_page(PAGE.encode(), "http://www.zj123.com/1", site=ZJ123, evidence=evidence)
    rights, source = evidence.of("rights"), evidence.of("source")
    assert rights is not None
    assert source is not None
    assert (rights.value, rights.text, rights.node) == ("reprint", source.text, source.node)
    assert decided().decisions["rights"].won.rule == "no portal known whose disclaimer gives a rule"


def test_pictures_that_were_not_taken_say_why() -> None:
    pictures = "<img src=/up/1.jpg><img src=/icon.gif><img src=/2.jpg width=10><img src='data:image/gif;base64,R0'>"
    page = f"<img src=/head.jpg><h1>一件大事</h1><p>来源：甲报</p><div><p>{PARAGRAPHS[0]}</p><p>{pictures}{PARAGRAPHS[1]}</p></div>"
    evidence = decided(page)
    assert (won := evidence.of("images")) is not None
    assert won.value == "http://a.cn/up/1.jpg"
    assert lost(evidence, "images") == [
        ("/head.jpg", "stands outside the text"),
        ("/icon.gif", "an ornament by its name"),
        ("/2.jpg", "smaller than 60 pixels"),
        ("data:image/gif;base64,R0", "has no address"),
    ]


def test_lines_left_out_of_a_body_say_why() -> None:
    page = f"<h1>一件大事</h1><p>来源：甲报</p><div><p>{PARAGRAPHS[0]}</p><p>点击：12次</p><p>{PARAGRAPHS[1]}</p></div>"
    assert lost(decided(page), "body") == [("点击：12次", "left out: buttons, counters or a pager")]


@pytest.mark.parametrize("presented", ["张三丰，某某大学教授，著有多部专著。", "作者简介：1970年生，在甲报工作。"])
def test_what_presents_the_author_over_a_text_is_left_out(presented: str) -> None:
    head = f"<h1>一件大事</h1><p>来源：甲报 作者：张三丰</p><p>{presented}</p>"
    page = f"{head}<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"
    assert lost(decided(page), "body") == [(presented, "left out: presents the author")]


def test_a_text_carried_in_a_script_is_told_from_one_that_is_shown() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    hidden = f"<h1>一件大事</h1><p>来源：甲报</p><div style='display:none'>{text}</div>"
    carried = f"<title>一件大事</title><script>var d={json.dumps({'title': '一件大事', 'content': text})}</script>"
    views = [decided(page).of("view") for page in (PAGE, hidden, carried)]
    assert [view.value for view in views if view] == ["shown", "hidden", "carried"]


def test_votes_and_section_name_their_lines() -> None:
    page = f"<p>您的位置：首页 &gt; 时政 &gt; 正文</p>{PAGE}<p>顶(9) 踩(0)</p>"
    evidence = decided(page)
    votes = [evidence.of(field) for field in ("votes_up", "votes_down")]
    assert [(vote.value, vote.text) for vote in votes if vote] == [("9", "顶(9) 踩(0)"), ("0", "顶(9) 踩(0)")]
    section = evidence.of("section")
    assert section is not None
    assert (section.value, section.node) == ("时政", "/html/body/p[1]")


def test_the_kind_names_its_rule_and_what_the_page_would_be_otherwise() -> None:
    evidence = Evidence()
    read_page(PAGE.encode(), status=404, evidence=evidence)
    assert evidence.of("kind") == Finding("missing", None, None, "HTTP 404")
    assert lost(evidence, "kind") == [("other", "HTTP 404"), ("article", "title, byline and text")]


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4"])
def test_what_is_no_page_says_so(body: bytes) -> None:
    evidence = extract(body, explain=True)["evidence"]
    assert evidence["kind"]["value"] == "other"
    assert evidence["kind"]["rule"] in ("empty body", "not HTML: a PDF document")


def _parsed(folder: Path) -> tuple[dict[str, Any], Document]:
    facts = json.loads((folder / "response.json").read_text(encoding="utf-8"))
    body = (folder / "body.html").read_bytes()
    page = extract(body, facts["url"], dict(facts["headers"]), facts["status"], explain=True)
    return page, parse(body.decode(page["evidence"].get("encoding", {}).get("value", "utf-8"), "replace"), facts["url"])


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_every_node_holds_the_text_that_was_read_from_it(folder: Path) -> None:
    page, document = _parsed(folder)
    evidence = page["evidence"]
    findings = [each for decision in evidence.values() for each in (decision, *decision["lost"]) if each["node"]]
    assert findings or page["kind"] != "article"
    for finding in findings:
        element = document.root.find("." + finding["node"].removeprefix("/html"))
        assert element is not None
        text = "".join(map(str, element.itertext()))
        assert "".join((finding["text"] or "").split()) in "".join(text.split())


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_asking_changes_nothing_and_every_field_is_accounted_for(folder: Path) -> None:
    page, _ = _parsed(folder)
    evidence = page.pop("evidence")
    facts = json.loads((folder / "response.json").read_text(encoding="utf-8"))
    plain = extract((folder / "body.html").read_bytes(), facts["url"], dict(facts["headers"]), facts["status"])
    assert page == plain
    assert json.loads(json.dumps(evidence)) == evidence
    if page["kind"] == "article":
        told = {key for key, found in evidence.items() if found["value"] is not None}
        known = {key for key, value in page.items() if value not in (None, [], {})}
        assert told - {"encoding", "view"} <= {*known, *(key for key in told if key.startswith("footer."))}
        assert known - told <= {"reason", "published_text", "footer", "word_count"}


def test_it_costs_nothing_when_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No evidence object, no node named, no candidate worked out after the one that won."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("article.title_in_head", "article.note_passed_over", "article.explain_body", "article.explain_images"):
        monkeypatch.setattr(f"zjcrawl.pages.{name}", never)
    for name in ("page.read_listing", "page.note_facts", "page.note_url", "footer._explain", "kinds._notice"):
        monkeypatch.setattr(f"zjcrawl.pages.{name}", never)
    for name in ("Evidence.__init__", "Finding.__init__", "_finding", "_path"):
        monkeypatch.setattr(f"zjcrawl.pages.evidence.{name}", never)
    assert extract(PAGE.encode())["source"] == "甲报"
    with pytest.raises(AssertionError):
        extract(PAGE.encode(), explain=True)


HEAD = "<title>一件大事发生</title><h1>一件大事发生</h1><p>2010-10-20 来源：甲报</p>"


def test_a_body_begins_with_its_first_line_that_was_not_left_out() -> None:
    offer = "方便，快捷，手机查看财经快讯"
    evidence = decided(f"{HEAD}<div>{offer}</div>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:3]))
    assert evidence.decisions["body"].won.text == PARAGRAPHS[0]
    assert (offer, "left out: invites elsewhere") in lost(evidence, "body")


def test_a_page_with_title_and_byline_alone_says_that_it_has_no_text() -> None:
    page = f"<meta charset=utf-8>{HEAD}<video src=a.mp4></video><p>记者：陈洁</p>"
    assert read_page(page.encode()).reason == "title and byline, but no text"
