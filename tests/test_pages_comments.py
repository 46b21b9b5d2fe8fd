from __future__ import annotations

import pytest

from tests.portal.seed import PARAGRAPHS
from zjcrawl.pages.article import read_article
from zjcrawl.pages.boundaries import ends_text, opens_comments, opens_reply
from zjcrawl.pages.document import parse
from zjcrawl.records import Article

BODY = f"<h1>一件大事发生</h1>{{}}<div><p>　　{PARAGRAPHS[0]}<p>　　{PARAGRAPHS[1]}</div>"
COMMENT = "<td>网友 xiaoman 发表于 2012-05-09 10:22<td>写得好,我们也遇到了同样的问题,希望多报道。 支持(7) 反对(1)"


def article(over: str, below: str) -> Article:
    return read_article(parse(f"<title>一件大事发生</title>{BODY.format(over)}{below}"), "")


@pytest.mark.parametrize(
    "text",
    [
        "网友评论(2条) 查看全部",
        "網友評論：",
        "最新评论",
        "《一件大事发生》上有 2 条评论",
        "目前已有 12 条网友评论",
        "对“一件大事发生”的3条回复",
    ],
)
def test_readers_words_are_headed_by_their_name_or_number(text: str) -> None:
    assert opens_comments(text)
    assert ends_text(text)


@pytest.mark.parametrize(
    "text", ["发表评论", "他在网上收到2条评论，都很客气。", "网友评论说，这是好事。", "评论员文章"]
)
def test_what_only_speaks_of_comments(text: str) -> None:
    assert not opens_comments(text)


def test_dates_and_votes_of_comments_are_not_the_articles() -> None:
    found = article("<p>来源:甲报</p>", f"<p>网友评论(1条)</p><table><tr>{COMMENT}</table>")
    assert (found.source, found.published, found.votes_up) == ("甲报", None, None)


def test_a_byline_and_votes_stand_between_the_text_and_the_comments() -> None:
    below = "<p>日期:2012-05-07 来源:甲报 编辑:王芳</p><p>赞(7) 踩(1)</p>"
    found = article("", f"{below}<h3>《一件大事发生》上有 1 条评论</h3><table><tr>{COMMENT}</table>")
    assert (found.source, found.published, found.editor) == ("甲报", "2012-05-07", "王芳")
    assert (found.votes_up, found.votes_down) == (7, 1)
    assert found.body == "\n".join(PARAGRAPHS[:2])


def test_a_short_text_over_its_byline_is_no_summary() -> None:
    page = (
        "<title>一件大事发生</title><h1>一件大事发生</h1><p>甲乡今日有雨,请出门带伞。</p><p>乙乡也是,请出门带伞。</p>"
    )
    found = read_article(parse(page + "<p>(时间:2012-05-07 来源:甲报)</p>"), "")
    assert found.body == "甲乡今日有雨,请出门带伞。\n乙乡也是,请出门带伞。"
    assert (found.published, found.source) == ("2012-05-07", "甲报")


def test_what_a_form_for_comments_says_is_no_text() -> None:
    form = (
        "<div><strong>发表评论</strong><a href=/all>查看所有评论</a></div><form><p>请自觉遵守互联网相关的政策法规，严禁发布"
        "色情、暴力、反动的言论。</p><p>评价:中立 好评 差评</p><textarea></textarea><img src=/code.php alt=看不清？></form>"
    )
    votes = "<div>顶一下</div><div>(55)</div><div>踩一下</div><div>(4)</div>"
    found = article("<p>来源:甲报</p>", f"{votes}{form}")
    assert found.body == "\n".join(PARAGRAPHS[:2])
    assert (found.votes_up, found.votes_down, found.images) == (55, 4, ())


def test_a_form_around_the_whole_page_is_none() -> None:
    page = f"<title>一件大事发生</title><form>{BODY.format('<p>来源:甲报</p>')}</form>"
    assert read_article(parse(page), "").body == "\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    "text",
    [
        "沙发",
        "2楼",
        "第12楼",
        "#3",
        "板凳 李四 发表于 2012-05-07 11:22 只看该作者",
        "3樓 王五 發表於 2012-05-07 12:22",
        "4# 赵六 2012-05-08 12:22",
        "王五 回复于 2012-05-07 12:22",
        "发表于 2012-5-8 11:22 | 只看该作者",
    ],
)
def test_a_reply_is_headed_by_its_floor_or_its_buttons(text: str) -> None:
    assert opens_reply(text)


@pytest.mark.parametrize(
    "text",
    [
        "楼主",
        "1楼",
        "2楼服装城",
        "沙发厂商",
        "3楼的张三说，电不够用。",
        "发表于 2012-05-07",
        "本文发表于2012年5月7日的甲报",
    ],
)
def test_what_heads_no_reply(text: str) -> None:
    assert not opens_reply(text)


@pytest.mark.parametrize(
    "head", ["沙发 李四 发表于 2012-05-08 11:22 只看该作者", "李四 回复于 2012-05-08 11:22", "2楼"]
)
def test_replies_in_a_forum_are_no_part_of_the_first_post(head: str) -> None:
    reply = f"<div><p>{head}</p><p>{PARAGRAPHS[2]}</p></div>" * 3
    found = article("<p>楼主 张三丰 发表于 2012-05-07 10:22 只看该作者</p>", reply)
    assert found.body == "\n".join(PARAGRAPHS[:2])
    assert found.published == "2012-05-07T10:22+08:00"


def test_a_floor_over_the_first_post_ends_no_text() -> None:
    assert article("<p>2楼</p>", "").body == "\n".join(PARAGRAPHS[:2])
