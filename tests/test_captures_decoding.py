"""Decoding of pages as they are found: issue 3 point 4, and the ways bytes get lost."""

from __future__ import annotations

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.captures.decoding import decode
from zjcrawl.records import Decoding

SIMPLIFIED = (
    "20日,余杭举行城乡区域统筹发展工作专题会议,贯彻落实市委、市政府关于进一步加强城乡区域统筹发展的要求,"
    "研究余杭2011年城乡区域统筹发展各项工作。朱镕基、陶喆、李卓吾——“十个统筹”明年工作方案。"
)
TRADITIONAL = (
    "記者昨日從浙江省經濟和信息化委員會獲悉,今年上半年全省規模以上工業企業實現利潤總額一千二百億元,"
    "同比增長百分之十八點五。專家認為,統籌城鄉區域發展是歷史性機遇。"
)


def page(text: str, declared: str | None, padding: int = 0) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{' ' * padding}{meta}<title>{text[:12]}</title></head><body><p>{text}</p></body></html>"


def short(value: object) -> str | None:
    """Name a case by the first characters of its text."""
    return value[:4] if isinstance(value, str) and len(value) > 20 else None


def http(charset: str) -> list[tuple[str, str]]:
    return [("Content-Type", f"text/html; charset={charset}")]


@pytest.mark.parametrize(
    ("text", "codec", "meta", "headers", "used"),
    [
        (SIMPLIFIED, "utf-8", "utf-8", [], "utf-8"),
        (SIMPLIFIED, "utf-8", None, [], "utf-8"),
        (SIMPLIFIED, "gbk", "gb2312", [], "gb18030"),
        (SIMPLIFIED + "𠮷野家和䶮", "gb18030", "gb2312", [], "gb18030"),
        (SIMPLIFIED, "utf-8", "gbk", [], "utf-8"),
        (SIMPLIFIED, "gbk", None, [], "gb18030"),
        (SIMPLIFIED, "gbk", None, http("utf-8"), "gb18030"),
        (SIMPLIFIED, "gbk", "utf-8", http("gbk"), "gb18030"),
        (SIMPLIFIED, "gbk", None, http("iso-8859-1"), "gb18030"),
        (SIMPLIFIED, "utf-8", None, http("gb2312"), "utf-8"),
        (TRADITIONAL, "big5", "big5", [], "big5hkscs"),
        (TRADITIONAL, "big5", None, [], "big5hkscs"),
        (TRADITIONAL, "big5", "gb2312", http("utf-8"), "big5hkscs"),
        (TRADITIONAL, "gbk", "gb2312", [], "gb18030"),
        (TRADITIONAL, "gbk", None, [], "gb18030"),
        (SIMPLIFIED, "gbk", "big5", [], "gb18030"),
        (SIMPLIFIED, "gbk", "x-gbk", [], "gb18030"),
        (SIMPLIFIED, "gb18030", "GB18030", [], "gb18030"),
        (TRADITIONAL + "碁銹裏恒粧嫺", "big5hkscs", "big5-hkscs", [], "big5hkscs"),
        (SIMPLIFIED, "gbk", "no-such-charset", [], "gb18030"),
        (SIMPLIFIED, "utf-8", "base64", [], "utf-8"),
        (SIMPLIFIED, "gbk", "base64", [], "gb18030"),
    ],
    ids=short,
)
def test_the_bytes_decide_over_the_declaration(
    text: str, codec: str, meta: str | None, headers: list[tuple[str, str]], used: str
) -> None:
    written = page(text, meta)
    decoded, decoding = decode(written.encode(codec), headers)
    assert decoded == written
    assert (decoding.used, decoding.replaced) == (used, 0)


def test_the_declaration_is_kept_as_the_label_that_http_or_else_the_page_gives() -> None:
    body = page(SIMPLIFIED, "GB2312").encode("gbk")
    assert decode(body)[1].declared == "gb2312"
    assert decode(body, http("UTF-8"))[1].declared == "utf-8"
    assert decode(page(SIMPLIFIED, None).encode("gbk"))[1].declared is None


def test_a_declaration_is_found_after_six_kilobytes() -> None:
    assert decode(page("中", "big5", padding=6 * 1024).encode("big5"))[1] == Decoding("big5", "big5hkscs", 0)


def test_only_meta_tags_and_xml_declarations_declare() -> None:
    assert decode(b'<script charset="gbk"></script><a href="?charset=big5">x</a>')[1].declared is None
    assert decode(b'<?xml version="1.0" encoding="gbk"?><html>')[1].declared == "gbk"


@pytest.mark.parametrize(("text", "codec"), [("浙江", "gbk"), ("浙江", "big5"), ("路", "gbk")])
def test_a_page_of_two_characters_follows_its_declaration(text: str, codec: str) -> None:
    written = page(text, codec)
    assert decode(written.encode(codec))[0] == written


@pytest.mark.parametrize("meta", ["gbk", "big5", "iso-8859-1", None])
def test_a_utf_8_byte_order_mark_wins_and_is_removed(meta: str | None) -> None:
    written = page(SIMPLIFIED, meta)
    decoded, decoding = decode(written.encode("utf-8-sig"), http("gb2312"))
    assert decoded == written
    assert decoding.used == "utf-8"


def test_a_byte_order_mark_before_gbk_does_not_spoil_the_page() -> None:
    written = page(SIMPLIFIED, "gb2312")
    assert decode(b"\xef\xbb\xbf" + written.encode("gbk"))[0] == written


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_with_and_without_a_byte_order_mark(codec: str) -> None:
    written = page(SIMPLIFIED, "utf-16")
    decoded, decoding = decode(written.encode(codec))
    assert decoded == written
    assert decoding.declared == "utf-16"


def test_hz_is_read_where_declared() -> None:
    written = page("余杭新闻网", "hz-gb-2312")
    assert decode(written.encode("hz"))[0] == written


@pytest.mark.parametrize(
    ("text", "codec"), [("Le café est fermé à midi", "cp1252"), ("Новости региона", "cp1251"), ("こんにちは", "euc_jp")]
)
def test_other_languages_follow_their_declaration(text: str, codec: str) -> None:
    written = page(text, codec)
    assert decode(written.encode(codec))[0] == written


def test_a_mostly_ascii_page_is_told_by_its_few_characters() -> None:
    written = "<html>" + "<p>About zj123</p>" * 3000 + "<p>浙江民营企业网</p></html>"
    for codec, used in (("gbk", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5hkscs")):
        text = written if codec != "big5" else written.replace("浙江民营企业网", "浙江民營企業網")
        assert decode(text.encode(codec)) == (text, Decoding(None, used, 0))


def test_an_empty_body_and_plain_ascii_are_utf_8() -> None:
    assert decode(b"") == ("", Decoding(None, "utf-8", 0))
    assert decode(b"<p>x", http("gbk")) == ("<p>x", Decoding("gbk", "utf-8", 0))


def test_nul_bytes_change_nothing() -> None:
    written = page(SIMPLIFIED, "gb2312").replace("<body>", "<body>\0\0")
    assert decode(written.encode("gbk")) == (written, Decoding("gb2312", "gb18030", 0))


@pytest.mark.parametrize(
    ("codec", "text"),
    [("gbk", SIMPLIFIED), ("gbk", TRADITIONAL), ("big5", TRADITIONAL), ("utf-8", SIMPLIFIED)],
    ids=short,
)
@pytest.mark.parametrize("damage", ["lead overwritten", "byte lost", "byte added", "trail is ASCII"])
def test_one_broken_byte_costs_two_characters_at_most(codec: str, text: str, damage: str) -> None:
    written = page(text * 5, codec)
    intact = written.encode(codec)
    target = "发展" if text is SIMPLIFIED else "信息"  # two high bytes a character in each encoding
    at = intact.index(target.encode(codec))
    broken = {
        "lead overwritten": intact[:at] + b"\xff" + intact[at + 1 :],
        "byte lost": intact[:at] + intact[at + 1 :],
        "byte added": intact[:at] + b"\xff" + intact[at:],
        "trail is ASCII": intact[: at + 1] + b"?" + intact[at + 2 :],
    }[damage]
    decoded, decoding = decode(broken)
    blocks = SequenceMatcher(None, written, decoded, autojunk=False).get_matching_blocks()
    assert len(written) - sum(block.size for block in blocks) <= 2
    assert decoding.used == decode(intact)[1].used
    assert (codec == "big5" and damage == "byte lost") or 1 <= decoding.replaced <= 3  # ASCII trail bytes hide a loss


def test_replacement_characters_that_the_page_has_itself_are_not_counted() -> None:
    for codec in ("utf-8", "gb18030"):
        written = page(SIMPLIFIED + "\ufffd", codec)
        assert decode(written.encode(codec))[1].replaced == 0


def test_a_broken_page_of_a_megabyte_is_read_in_linear_time() -> None:
    started = time.process_time()
    decode(b"\xff\xb0" * 500_000)
    decode(b'<meta charset="' * 70_000)
    decode(b"charset=a " * 100_000)
    assert time.process_time() - started < 5


@given(st.binary(max_size=400), st.sampled_from(["utf-8", "gbk", "hz", "utf-16", "idna", "undefined", "x\0y", "utf-7"]))
def test_no_bytes_and_no_label_make_it_raise(body: bytes, label: str) -> None:
    text, decoding = decode(body, http(label))
    assert decoding.replaced <= len(text)


def _encodable(codec: str) -> st.SearchStrategy[str]:
    characters = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5).filter(lambda c: _encodes(c, codec))
    return st.text(characters, min_size=1, max_size=60)


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("codec", "base"), [("utf-8", SIMPLIFIED), ("gb18030", SIMPLIFIED), ("big5", TRADITIONAL)], ids=short
)
def test_any_chinese_text_comes_back_from_each_encoding(codec: str, base: str) -> None:
    @given(_encodable(codec))
    def comes_back(text: str) -> None:
        written = page(base + text, None)
        assert decode(written.encode(codec))[0] == written

    comes_back()
