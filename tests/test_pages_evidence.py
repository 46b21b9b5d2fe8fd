from __future__ import annotations

import json

from tests.portal.seed import PARAGRAPHS
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.pages.evidence import Evidence

PAGE = (
    "<title>一件大事发生_某网</title><h1>一件大事发生</h1><p>2010-10-20 来源：甲报 作者：张三</p>"
    f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}（记者 李四）</p></div><p>来源：乙报 责任编辑：王五</p>"
)


def decided() -> Evidence:
    evidence = Evidence()
    read_article(parse(PAGE), "http://a.cn/", None, evidence)
    return evidence


def test_each_field_that_was_found_is_explained() -> None:
    assert set(decided().decisions) == {"title", "published", "source", "authors", "editor", "body"}


def test_a_decision_names_text_node_and_rule() -> None:
    source = decided().of("source")
    assert source is not None
    assert (source.value, source.text, source.rule) == ("甲报", "2010-10-20 来源：甲报 作者：张三", "source label")
    assert source.node == "/html/body/p[1]"


def test_what_lost_is_kept() -> None:
    decisions = decided().decisions
    assert [lost.value for lost in decisions["source"].lost] == ["乙报"]
    assert [lost.value for lost in decisions["authors"].lost] == ["李四"]


def test_evidence_is_plain_data() -> None:
    assert json.loads(json.dumps(decided().as_dict(), ensure_ascii=False))["editor"]["won"]["value"] == "王五"
    assert decided().of("votes") is None
