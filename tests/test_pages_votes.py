from __future__ import annotations

import pytest

from zjcrawl.pages.document import parse
from zjcrawl.pages.votes import read_votes


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
        ("<p>点击：12次</p>", (None, None)),
        ("<p>2010年</p>", (None, None)),
    ],
)
def test_votes_for_and_against(markup: str, votes: tuple[int | None, int | None]) -> None:
    found = read_votes(parse(f"<p>正文。</p>{markup}").lines, 1)
    assert tuple(vote and vote.value for vote in found) == votes
    assert all(str(vote.value) in vote.line.text for vote in found if vote and vote.line)


def test_without_a_text_there_are_no_votes() -> None:
    assert read_votes(parse("<li>9人</li><li>0人</li>").lines, 0) == (None, None)
