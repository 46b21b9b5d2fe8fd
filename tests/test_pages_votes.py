from __future__ import annotations

import pytest

from zjcrawl.pages.document import parse
from zjcrawl.pages.votes import is_votes, opens_votes, read_votes, votes_above


@pytest.mark.parametrize(
    ("markup", "votes"),
    [
        ("<li>9人</li><li>0人</li>", (9, 0)),
        ("<p>9人 0人</p>", (9, 0)),
        ("<p>顶(9) 踩(0)</p>", (9, 0)),
        ("<p>支持 11 人|反对 5 人</p>", (11, 5)),
        ("<p>9 顶</p><p>3 踩</p>", (9, 3)),
        ("<div>顶一下</div><div>(21)</div><div>80%</div><div>踩一下</div><div>(5)</div>", (21, 5)),
        ("<div>有用 22 人 没用 2 人</div>", (22, 2)),
        ("<div>43人支持 2人反对</div>", (43, 2)),
        ("<p>读者表决：支持 34 票，反对 6 票</p>", (34, 6)),
        ("<p>目前有34人支持，6人反对</p>", (34, 6)),
        ("<p>共40人投票：贊成 34 反對 6</p>", (34, 6)),
        ("<p>鲜花 [34] 鸡蛋 [6]</p>", (34, 6)),
        ("<p>踩(6) 顶(34)</p>", (34, 6)),
        ("<p>我不赞同(6票) 我赞同(34票)</p>", (34, 6)),
        ("<td>觉得有帮助的(34人)<td>觉得没有帮助的(6人)", (34, 6)),
        ("<td>顶<td>34<td>踩<td>6", (34, 6)),
        ("<td><div>21</div><img>支持<td><div>5</div><img>反对", (21, 5)),
        ("<div>对本文的评价：<img> 好文章(<span>21</span>) <img> 差文章(<span>5</span>)</div>", (21, 5)),
        ("<td>5<br>踩<td>21<br>顶<td>收藏", (21, 5)),
        ("<p>推荐: 21 | 反对: 5</p>", (21, 5)),
        ("<p>有益:21人 无益:5人</p>", (21, 5)),
        ("<p>值得一看(21) 不值一看(5)</p>", (21, 5)),
        ("<p>喜欢 21 讨厌 5</p>", (21, 5)),
        ("<p>正方:21人 反方:5人</p>", (21, 5)),
        ("<p>好:21人 坏:5人</p>", (21, 5)),
        ("<p>已有21人支持</p><p>已有5人反对</p>", (21, 5)),
        ("<p>推荐: 21 次</p>", (None, None)),
        ("<td><input type=button value=有用>(21) <b><input type=button value=没用></b>(5)", (21, 5)),
        ("<p><input type=button value=赞成(21)> <input type=button value=反对(5)></p>", (21, 5)),
        ("<p><button>赞<i>21</i></button> <button>踩<i>5</i></button></p>", (21, 5)),
        ("<p><button><i></i><span>21人</span></button><button><i></i><span>5人</span></button></p>", (21, 5)),
        ("<p><button>21人</button><button>5人</button><button>9人</button></p>", (None, None)),
        ("<p><button>搜索</button><button>21人</button></p>", (None, None)),
        ("<p><button>👍 21</button><button>👎 5</button></p>", (21, 5)),
        ("<tr><td>同意<td>反对<tr><td>21<td>5", (21, 5)),
        ("<tr><td>反对<td>同意<tr><td>5<td>21", (21, 5)),
        ("<td>12<td>顶<td>34<td>踩<td>6", (34, 6)),
        ("<p>点击：12次</p>", (None, None)),
        ("<p>2010年</p>", (None, None)),
    ],
)
def test_votes_for_and_against(markup: str, votes: tuple[int | None, int | None]) -> None:
    found = read_votes(parse(f"<p>正文。</p>{markup}").lines, 1)
    assert tuple(vote and vote.value for vote in found) == votes
    assert all(vote.line is None or str(vote.value) in vote.line.text for vote in found if vote)


def test_votes_over_a_text_are_read_where_one_line_gives_both() -> None:
    lines = parse("<h1>题</h1><div>顶 <b>21</b> 踩 <b>5</b></div><p>9人</p><p>3人</p>").lines
    found = votes_above(lines)
    assert tuple(vote and vote.value for vote in found) == (21, 5)
    assert votes_above(lines[2:]) == (None, None)


def test_without_a_text_there_are_no_votes() -> None:
    assert read_votes(parse("<li>9人</li><li>0人</li>").lines, 0) == (None, None)


@pytest.mark.parametrize("text", ["网友投票:支持 3 票,反对 0 票", "支持 3", "已有3人喜欢,1人不喜歡", "好评(3) 差评(1)"])
def test_a_line_of_votes_is_told_by_opposite_words_beside_numbers(text: str) -> None:
    assert is_votes(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议以21票赞成、5票反对、3票弃权、2人缺席通过决议",
        "大会以21票赞成，5票反对通过了决议。",
        "支持民营企业发展的12条意见",
        "顶住80%的压力",
        "反对",
    ],
)
def test_prose_that_speaks_of_votes_is_none(text: str) -> None:
    assert not is_votes(text)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<td>有帮助<td>21人<td>没帮助<td>5人", True),
        ("<td>没用<td>有用</td><tr><td>5<td>21", True),
        ("<p>有用</p><p>0人</p><p>没用</p>", True),
        ("<p>支持</p><p>21人</p><p>转发</p>", False),
        ("<p>同意</p><p>不同意</p><p>两种意见各占一半。</p>", False),
        ("<p>会议开始。</p><p>同意</p><p>5人</p><p>不同意</p>", False),
    ],
)
def test_votes_whose_words_have_lines_of_their_own_open_with_one(html: str, expected: bool) -> None:
    lines = parse(f"<table><tr>{html}</table>" if "<td>" in html else html).lines
    assert opens_votes(lines, 0) is expected


def test_links_between_a_text_and_its_votes_take_no_place() -> None:
    pager = "".join(f"<li><a href=/1?page={n}>{n}</a></li>" for n in range(2, 12))
    tags = "".join(f"<div><a href=/t/{n}>浙商{n}</a></div>" for n in range(8))
    buttons = "<ul><li>赞<div>14</div></li><li>踩<div>2</div></li></ul>"
    found = read_votes(parse(f"<p>正文。</p><ul>{pager}</ul>{tags}{buttons}").lines, 1)
    assert tuple(vote and vote.value for vote in found) == (14, 2)
