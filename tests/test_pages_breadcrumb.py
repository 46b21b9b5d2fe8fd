from __future__ import annotations

from collections.abc import Sequence

import pytest

from zjcrawl.pages.breadcrumb import sections_named
from zjcrawl.pages.document import Line, parse
from zjcrawl.records import Site
from zjcrawl.sites.zj123 import ZJ123


def section_of(lines: Sequence[Line], site: Site | None, byline: Sequence[Line] = ()) -> str | None:
    return next((found.value for found in sections_named(lines, None, site, byline) if found), None)


@pytest.mark.parametrize(
    ("markup", "section"),
    [
        ("您的位置：<a href=/>首页</a> &gt; <a href=/1>经济热点</a> &gt; 正文", "经济热点"),
        ("當前位置：首頁 &gt; 資訊 &gt; 經濟熱點 &gt; 正文", "经济热点"),
        ("首页 / 资讯中心 / 区域发展 / 浏览文章", "区域发展"),
        ("浙江民营企业网 › 门户 › 浙江楼市 › 查看内容", "浙江楼市"),
        ("您的位置：首页 &gt; 公司介绍", None),
        ("经济热点 民营经济 浙江股市", None),
    ],
)
def test_a_breadcrumb_names_the_section(markup: str, section: str | None) -> None:
    assert section_of(parse(f"<div>{markup}</div>").lines, ZJ123) == section


def test_a_label_in_the_byline_names_it_too() -> None:
    byline = parse("<p>作者：周思源 | 分类：企业动态</p>").lines
    assert section_of((), ZJ123, byline) == "企业动态"


def test_without_a_site_the_last_step_counts() -> None:
    lines = parse("<p>所在位置：首页 &gt; 时政 &gt; 正文</p>").lines
    assert section_of(lines, None) == "时政"
