"""Chinese news as far as numbers go: made-up words by Zipf's law, some 900 characters each, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from zjcrawl.dedup.folding import simplify
from zjcrawl.records import Article

_WORDS, _LENGTHS, _SHARES = 40_000, (1, 2, 3, 4), (10, 65, 15, 10)
_CHARACTERS = 3_500
_BODY_WORDS = 430
_SECTIONS = ("经济热点", "民营经济", "浙江股市", "区域发展", "专业市场", "企业动态", "统计数据", "浙江产经", "浙江楼市")


class Writer:
    """Writes articles; ``words`` is its vocabulary, the most frequent first."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        every_third = map(chr, range(0x4E00, 0x9FA5, 3))
        characters = [char for char in every_third if simplify(char) == char][:_CHARACTERS]
        self._random.shuffle(characters)
        weights = list(accumulate(1 / (rank + 5) for rank in range(_CHARACTERS)))
        lengths = self._random.choices(_LENGTHS, _SHARES, k=_WORDS)
        self.words = ["".join(self._random.choices(characters, cum_weights=weights, k=length)) for length in lengths]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))

    def articles(self, count: int) -> Iterator[Article]:
        """Write ``count`` articles; eight of a hundred are reprints of an earlier one under another title."""
        texts: list[str] = []
        for number in range(count):
            text = self._random.choice(texts) if texts and number % 100 < 8 else self._text()
            if len(texts) < 1_000:
                texts.append(text)
            yield Article(
                url=f"http://portal.test/{number}.html",
                title="".join(self._pick(8)),
                published=f"{2002 + number * 10 // count}-{1 + number % 12:02}-{1 + number % 28:02}",
                source=f"{self.words[number % 60]}日报",
                body=text,
                site="zj123",
                section=_SECTIONS[number % len(_SECTIONS)],
            )

    def _pick(self, count: int) -> list[str]:
        return self._random.choices(self.words, cum_weights=self._weights, k=count)

    def _text(self) -> str:
        words = self._pick(_BODY_WORDS)
        for at in range(11, _BODY_WORDS, 12):
            words[at] += "。\n" if at % 96 == 95 else "，"
        return "".join(words)
