"""News and what becomes of it: articles, ten kinds of reprint, and texts of one template that are no reprints.

Words are made up (``texts.Writer``), but the rest is as in a newsroom: stock phrases that thousands of articles
share, words that one article repeats, figures, dates, names, briefs and long reads; bulletins and weather reports whose
siblings differ in figures alone; notices that differ in names; articles that quote each other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from opencc import OpenCC

from benchmarks.texts import Writer

_PHRASES = 4_000
_ISSUES = 100
"""How often a bulletin comes out."""


def _split(words: str) -> list[str]:
    return words.split()


_REMEMBERED = 20_000
"""Texts that may still come again."""

_SURNAMES = "陈李王张刘沈周吴徐朱金蒋潘楼施应章骆俞竺"
_GIVEN = "志远晓明建国文斌丽华海燕平雪芬立新永康伟东春梅俊杰红卫思源雅琴大磊静"
_PLACES = _split("杭州 宁波 温州 绍兴 台州 嘉兴 湖州 金华 衢州 丽水 舟山 余杭 萧山 义乌 永康 海宁 诸暨 乐清 慈溪")
_PAPERS = [f"{place}{kind}" for place in _PLACES for kind in ("日报", "晚报", "商报", "新闻网", "在线")]
_SKIES = _split("晴 多云 阴 小雨 中雨 阵雨 晴到多云 多云到阴 阴有小雨 雷阵雨")
_WINDS = _split("偏东风 偏南风 东北风 西北风 东南风 偏北风")
_UNITS = _split("万元 亿元 万吨 % 家 人 亩 平方米 个百分点 万美元 台 公里")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as an outlet prints it; those with one ``story`` are the same to a reader."""

    story: int
    kind: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs as an article has them."""
        return "\n".join(self.paragraphs)


class Newsroom:
    """Writes texts, always the same for one seed; in another sitting others in the same words."""

    def __init__(self, seed: int, sitting: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._words = Writer(seed).words
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._phrases = ["".join(self._pick(self._random.randint(3, 6))) for _ in range(_PHRASES)]
        self._phrase_weights = list(accumulate(1 / (rank + 20) for rank in range(_PHRASES)))
        if sitting:
            self._random.seed(f"{seed} {sitting}")
        self._stories = 0
        self._convert = OpenCC("s2t").convert
        self._series: list[Iterator[Text]] = []

    def article(self) -> Text:
        """Write an article of its own, some 900 characters as a rule; one in eight is a brief."""
        chance = self._random
        length = chance.randint(90, 300) if chance.random() < 0.12 else int(chance.lognormvariate(6.75, 0.45))
        return self._text("article", self._paragraphs(min(max(length, 90), 6000)))

    def bulletin(self) -> Text:
        """Write the next issue of some bulletin, each a story of its own."""
        if not self._series or self._random.random() < 1 / _ISSUES:
            self._series.append(SERIES[self._random.choice(list(SERIES))](self))
            if len(self._series) > 40:
                self._series.pop(0)
        return next(self._random.choice(self._series))

    def stream(self, count: int) -> Iterator[Text]:
        """Write ``count`` texts as they come to a portal: of a hundred 8 are reprints, 2 are issues of bulletins."""
        earlier: list[Text] = []
        for number in range(count):
            turn = number % 50
            if turn < 4 and earlier:
                text = self._random.choice(earlier)
                kinds = list(KINDS) if text.kind == "article" else LIGHT
                yield self.reprint(text, self._random.choice(kinds))
                continue
            text = self.bulletin() if turn == 4 else self.article()
            if len(earlier) < _REMEMBERED:
                earlier.append(text)
            else:
                earlier[self._random.randrange(_REMEMBERED)] = text
            yield text

    def series(self, kind: str, count: int) -> list[Text]:
        """Write ``count`` issues of one bulletin of ``SERIES``."""
        issues = SERIES[kind](self)
        return [next(issues) for _ in range(count)]

    def quoting(self, text: Text) -> Text:
        """Write an article of its own that takes over a paragraph of another, as background."""
        own = self._paragraphs(self._random.randint(600, 1200))
        quoted = self._random.choice(text.paragraphs)
        room = sum(map(len, own)) // 3
        return self._text("quoting", [*own, quoted[:room]])

    def reprint(self, text: Text, kind: str) -> Text:
        """Print a text once more, in one of the ten ways of ``KINDS``."""
        return replace(text, kind=kind, paragraphs=tuple(KINDS[kind](self, list(text.paragraphs))))

    def title(self) -> str:
        """Write a headline."""
        return "".join(self._pick(8))

    def paper(self) -> str:
        """Name an outlet."""
        return self._random.choice(_PAPERS)

    def _text(self, kind: str, paragraphs: list[str]) -> Text:
        self._stories += 1
        return Text(self._stories, kind, tuple(paragraphs))

    def _pick(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def _paragraphs(self, length: int) -> list[str]:
        topic = self._random.choices(self._words[200:], k=12) + [self._name() for _ in range(3)]
        size = max(60, min(260, length // self._random.randint(3, 8)))
        paragraphs = [self._paragraph(topic, size) for _ in range(max(1, round(length / size)))]
        if self._random.random() < 0.4:
            paragraphs[0] = self.dateline() + paragraphs[0]
        if self._random.random() < 0.2:
            paragraphs[-1] += self.signature()
        return paragraphs

    def _paragraph(self, topic: list[str], length: int) -> str:
        chance, parts, made = self._random, [], 0
        while made < length:
            clause = self._clause(topic)
            parts.append(clause + chance.choices("，。、；", (60, 32, 5, 3))[0])
            made += len(clause) + 1
        return "".join(parts)[:-1] + "。"

    def _clause(self, topic: list[str]) -> str:
        chance = self._random
        words = self._pick(chance.randint(3, 7))
        if topic and chance.random() < 0.5:
            words[chance.randrange(len(words))] = chance.choice(topic)
        if chance.random() < 0.12:
            words.append(self.figure())
        if chance.random() < 0.15:
            words.append(chance.choices(self._phrases, cum_weights=self._phrase_weights)[0])
        return "".join(words)

    def figure(self) -> str:
        """Write a figure with its unit, or a date."""
        chance = self._random
        if chance.random() < 0.25:
            return chance.choice((f"{chance.randint(1998, 2012)}年", self.date(), f"{chance.randint(1, 12)}月"))
        value = chance.choice((chance.randint(2, 99), chance.randint(100, 9999), round(chance.uniform(0.5, 60), 1)))
        return f"{value}{chance.choice(_UNITS)}"

    def date(self) -> str:
        """Write a day."""
        return f"{self._random.randint(1, 12)}月{self._random.randint(1, 28)}日"

    def _name(self) -> str:
        return self._random.choice(_SURNAMES) + "".join(self._random.choices(_GIVEN, k=2))

    def dateline(self) -> str:
        """Write the opening of a report."""
        chance, place = self._random, self._random.choice(_PLACES)
        return chance.choice(
            (
                f"本报{place}讯（记者 {self._name()}）",
                f"本报讯 记者{self._name()}报道 ",
                f"新华社{place}{self.date()}电（记者{self._name()}、{self._name()}）",
                f"中新网{place}{self.date()}电 ",
                f"{self.paper()}讯 ",
            )
        )

    def signature(self) -> str:
        """Write the end of a report."""
        return self._random.choice(
            (
                f"（记者 {self._name()} 通讯员 {self._name()}）",
                f"（责任编辑：{self._name()}）",
                f"（来源：{self.paper()} 作者：{self._name()}）",
                f"（{self._name()}）",
            )
        )

    def _prices(self) -> Iterator[Text]:
        """Write a weekly table: two dozen goods, last week's prices a little changed."""
        chance = self._random
        goods = ["".join(self._pick(2)) for _ in range(chance.randint(8, 30))]
        head, tail = self._paragraph([*goods], 80), self._paragraph([*goods], 60)
        place = chance.choice(_PLACES)
        prices = [chance.uniform(1, 40) for _ in goods]
        while True:
            prices = [price * chance.uniform(0.93, 1.08) for price in prices]
            rows = [
                f"{good} 每公斤{price:.2f}元 比上周{chance.choice('涨跌')}{chance.uniform(0, 9):.1f}%"
                for good, price in zip(goods, prices, strict=True)
            ]
            yield self._text("prices", [f"{self.date()}，{place}{head}", *rows, tail])

    def _market(self) -> Iterator[Text]:
        """Write closing reports: the same sentences, other figures and directions."""
        chance = self._random
        shares = ["".join(self._pick(2)) for _ in range(8)]
        frame = [self._clause([]) for _ in range(6)]
        while True:
            up = chance.choice(("上涨", "下跌"))
            lines = [
                f"{self.date()}，{frame[0]}沪指报收{chance.uniform(1800, 3400):.2f}点，{up}"
                f"{chance.uniform(0, 4):.2f}%，{frame[1]}成交{chance.uniform(400, 1900):.1f}亿元。",
                "，".join(f"{share}{chance.choice('涨跌')}{chance.uniform(0, 10):.2f}%" for share in shares),
                f"{frame[2]}，{chance.choice(shares)}{frame[4]}。{frame[5]}，{chance.randint(20, 90)}家{up}。",
            ]
            yield self._text("market", lines)

    def _weather(self) -> Iterator[Text]:
        """Write short forecasts, of which two days have most words in common."""
        chance, place, frame = self._random, self._random.choice(_PLACES), self._clause([])
        while True:
            low = chance.randint(5, 26)
            yield self._text(
                "weather",
                [
                    f"据{place}市气象台{chance.randint(1, 28)}日预报：今天白天{chance.choice(_SKIES)}，"
                    f"夜里{chance.choice(_SKIES)}，{chance.choice(_WINDS)}{chance.randint(2, 4)}级，"
                    f"最高气温{low + chance.randint(5, 10)}℃，最低气温{low}℃。明天{chance.choice(_SKIES)}，"
                    f"最高气温{low + chance.randint(5, 10)}℃。{frame}。"
                ],
            )

    def _notices(self) -> Iterator[Text]:
        """Write notices of one office: the same wording about other firms, places and sums."""
        chance = self._random
        frame = [self._paragraph([], 70) for _ in range(3)]
        while True:
            firm = f"{chance.choice(_PLACES)}{''.join(self._pick(2))}有限公司"
            other = f"{chance.choice(_PLACES)}{''.join(self._pick(2))}厂"
            yield self._text(
                "notices",
                [
                    f"{firm}：{frame[0]}{firm}法定代表人{self._name()}所报{''.join(self._pick(3))}项目符合规定。",
                    f"{frame[1]}项目位于{chance.choice(_PLACES)}{''.join(self._pick(1))}镇，"
                    f"总投资{chance.randint(80, 9000)}万元，由{other}承建。{frame[2]}",
                    f"{chance.randint(2003, 2012)}年{self.date()}",
                ],
            )

    def _appointments(self) -> Iterator[Text]:
        """Write appointments of one office: no figure but the date, other people each time."""
        chance, place = self._random, self._random.choice(_PLACES)
        frame = [self._paragraph([], 50) for _ in range(2)]
        posts = ["".join(self._pick(2)) for _ in range(8)]
        while True:
            lines = [f"{self._name()}任{place}市{post}局局长；" for post in chance.sample(posts, 4)]
            closing = f"免去{self._name()}的职务。{frame[1]}"
            yield self._text("appointments", [f"{place}市人大常委会决定：{frame[0]}", *lines, closing])

    def _other_title(self, paragraphs: list[str]) -> list[str]:
        return paragraphs

    def _source_line(self, paragraphs: list[str]) -> list[str]:
        paper = self.paper()
        if self._random.random() < 0.5:
            return [f"来源：{paper}　{self.date()}", *paragraphs]
        return [f"据{paper}报道，{paragraphs[0]}", *paragraphs[1:], f"（本文转自{paper}，版权归原作者所有）"]

    def _other_dateline(self, paragraphs: list[str]) -> list[str]:
        return [self.dateline() + _without_dateline(paragraphs[0]), *paragraphs[1:]]

    def _other_signature(self, paragraphs: list[str]) -> list[str]:
        *others, last = paragraphs
        signed = last.rfind("（") if last.endswith("）") else len(last)
        return [*others, last[:signed] + self.signature()]

    def _dropped(self, paragraphs: list[str]) -> list[str]:
        """Leave out a paragraph, but not more than two fifths of the text."""
        size = sum(map(len, paragraphs))
        for at in self._random.sample(range(len(paragraphs)), len(paragraphs)):
            if len(paragraphs[at]) <= 0.4 * size:
                return paragraphs[:at] + paragraphs[at + 1 :]
        return [*paragraphs[:-1], paragraphs[-1][: int(len(paragraphs[-1]) * 0.7)]]

    def _added(self, paragraphs: list[str]) -> list[str]:
        size = sum(map(len, paragraphs))
        at = self._random.randrange(len(paragraphs) + 1)
        added = self._paragraph([], max(30, int(size * self._random.uniform(0.1, 0.5))))
        return [*paragraphs[:at], added, *paragraphs[at:]]

    def _few_edits(self, paragraphs: list[str]) -> list[str]:
        return self._edited(paragraphs, self._random.uniform(0.005, 0.03))

    def _many_edits(self, paragraphs: list[str]) -> list[str]:
        return self._edited(paragraphs, 0.1)

    def _edited(self, paragraphs: list[str], share: float) -> list[str]:
        """Replace, leave out or add single characters anywhere, figures included."""
        chance = self._random

        def edit(char: str) -> str:
            if chance.random() >= share:
                return char
            other = str(chance.randrange(10)) if char.isdecimal() else self._pick(1)[0][0]
            return chance.choice((other, other, "", char + other))

        return ["".join(map(edit, paragraph)) for paragraph in paragraphs]

    def _traditional(self, paragraphs: list[str]) -> list[str]:
        return [self._convert(paragraph) for paragraph in paragraphs]

    def _all_at_once(self, paragraphs: list[str]) -> list[str]:
        """Do what a portal does that takes a text over from a portal that took it over."""
        found = self._other_signature(self._other_dateline(self._few_edits(paragraphs)))
        found = self._dropped(found) if len(found) > 3 else found
        wide = str.maketrans("0123456789,%", "０１２３４５６７８９，％")
        return [f"　　{paragraph.translate(wide).replace('“', '「').replace('”', '」')}" for paragraph in found]


KINDS: dict[str, Callable[[Newsroom, list[str]], list[str]]] = {
    "other title": Newsroom._other_title,  # noqa: SLF001
    "source line": Newsroom._source_line,  # noqa: SLF001
    "dateline": Newsroom._other_dateline,  # noqa: SLF001
    "signature": Newsroom._other_signature,  # noqa: SLF001
    "paragraph dropped": Newsroom._dropped,  # noqa: SLF001
    "paragraph added": Newsroom._added,  # noqa: SLF001
    "few edits": Newsroom._few_edits,  # noqa: SLF001
    "10 % edited": Newsroom._many_edits,  # noqa: SLF001
    "traditional": Newsroom._traditional,  # noqa: SLF001
    "all at once": Newsroom._all_at_once,  # noqa: SLF001
}
"""Ten ways in which a text comes again."""

SERIES: dict[str, Callable[[Newsroom], Iterator[Text]]] = {
    "prices": Newsroom._prices,  # noqa: SLF001
    "market": Newsroom._market,  # noqa: SLF001
    "weather": Newsroom._weather,  # noqa: SLF001
    "notices": Newsroom._notices,  # noqa: SLF001
    "appointments": Newsroom._appointments,  # noqa: SLF001
}
"""Bulletins of which no issue is another."""

LIGHT = ("other title", "source line", "dateline", "signature", "traditional")
"""Those after which a bulletin or a brief is still recognisable as itself."""


def _without_dateline(paragraph: str) -> str:
    head = paragraph[:40]
    for mark in ("）", "报道 ", "讯 ", "电 "):
        at = head.find(mark)
        if at >= 0 and ("讯" in head[: at + 2] or "电" in head[: at + 2]):
            return paragraph[at + len(mark) :]
    return paragraph
