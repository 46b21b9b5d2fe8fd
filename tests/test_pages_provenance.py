from __future__ import annotations

import pytest

from zjcrawl.extraction import extract

TEXT = "余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府关于进一步加强城乡区域统筹发展的要求。"
URL = "http://www.zj123.com/news/show.asp?id=7"


def page(meta: str = "", head: str = "") -> str:
    declared = f"<meta charset={meta}>" if meta else ""
    return f"{declared}{head}<h1>余杭统筹城乡区域发展</h1><p>时间：2010-10-20 来源：余杭新闻网</p><p>{TEXT}</p>"


@pytest.mark.parametrize(
    ("body", "headers", "used", "agreed", "against"),
    [
        (page("gb2312").encode("gbk"), {}, "gb18030", "<meta>: gb2312", []),
        (page("gb2312").encode("gbk"), {"Content-Type": "text/html; charset=utf-8"}, "gb18030", "<meta>: gb2312",
         [("utf-8", "declared in Content-Type")]),
        (page("gbk").encode(), {}, "utf-8", None, [("gbk", "declared in <meta>")]),
        (page("gbk").encode("utf-8-sig"), {}, "utf-8", "byte order mark: utf-8", [("gbk", "declared in <meta>")]),
        (page("utf-16").encode("utf-16-le"), {}, "utf-16-le", "<meta>: utf-16", []),
        (page("martian").encode(), {}, "utf-8", None, [("martian", "declared in <meta>, unknown")]),
        (page().encode("gbk"), {}, "gb18030", None, []),
    ],
)  # fmt: skip
def test_the_encoding_names_who_declared_what(
    body: bytes, headers: dict[str, str], used: str, agreed: str | None, against: list[tuple[str, str]]
) -> None:
    encoding = extract(body, URL, headers, explain=True)["evidence"]["encoding"]
    assert (encoding["value"], encoding["text"], encoding["rule"]) == (used, agreed, "what the bytes are")
    assert [(each["value"], each["rule"]) for each in encoding["lost"]] == against


def test_replaced_characters_are_counted() -> None:
    body = page("utf-8").encode().replace("市委".encode(), "市委".encode()[:-1])
    assert (
        extract(body, URL, explain=True)["evidence"]["encoding"]["rule"] == "what the bytes are; characters replaced: 1"
    )


@pytest.mark.parametrize(
    ("url", "head", "rule", "lost"),
    [
        (URL, "", "where the page is from", []),
        (URL, "<link rel=canonical href=/n/7.html>", "<link rel=canonical>", []),
        (URL, "<link rel=canonical href=http://b.cn/7.html>", "where the page is from", ["http://b.cn/7.html"]),
        ("", "", "not given", []),
    ],
)
def test_the_url_says_where_it_is_from(url: str, head: str, rule: str, lost: list[str]) -> None:
    said = extract(page(head=head).encode(), url, explain=True)["evidence"]["url"]
    assert (said["rule"], [each["value"] for each in said["lost"]]) == (rule, lost)


def test_the_portal_is_told_by_the_domain() -> None:
    assert extract(page().encode(), URL, explain=True)["evidence"]["site"]["value"] == "zj123"
    assert extract(page().encode(), explain=True)["evidence"]["site"]["value"] is None
