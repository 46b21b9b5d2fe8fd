"""A portal's articles for what is measured on a whole archive: some 900 characters each, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.newsroom import KINDS, Newsroom, Text
from zjcrawl.records import Article, Footer, Link

SEED = 1

_SECTIONS = ("经济热点", "民营经济", "浙江股市", "区域发展", "专业市场", "企业动态", "统计数据", "浙江产经", "浙江楼市")

_FIRST, _DAYS = date(2002, 1, 1), 3_900

_REMEMBERED = 20_000
"""Articles that may be reprinted."""

_FOOTER = Footer(
    disclaimer=("1.凡注有的文章,均为版权所有,未经许可不得转载或镜像;", "2.未注明来源或转载自其他媒体的文章"),
    links=tuple(Link(f"链接{number}", f"http://portal.test/{number}") for number in range(8)),
    licence="浙ICP备11047537号-1",
)


def articles(count: int, seed: int = SEED) -> Iterator[Article]:
    """Write ``count`` articles, the oldest first: of a hundred 8 are reprints, and 2 are issues of bulletins."""
    newsroom, chance = Newsroom(seed), random.Random(seed)  # noqa: S311 - no secret
    earlier: list[Text] = []
    for number in range(count):
        turn = number % 50
        if turn < 4 and earlier:
            text = newsroom.reprint(chance.choice(earlier), chance.choice(list(KINDS)))
        else:
            text = newsroom.bulletin() if turn == 4 else newsroom.article()
            if turn > 4 and len(earlier) < _REMEMBERED:
                earlier.append(text)
        day = str(_FIRST + timedelta(days=number * _DAYS // count))
        yield Article(
            url=f"http://portal.test/news/{number}.html",
            title=newsroom.title(),
            published=day,
            published_text=day,
            source=newsroom.paper(),
            authors=("王伟",),
            body=text.body,
            votes_up=9,
            votes_down=0,
            rights="reprint",
            footer=_FOOTER,
            site="zj123",
            section=_SECTIONS[number % len(_SECTIONS)],
        )
