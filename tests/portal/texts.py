"""Articles of a portal that never was: the words, and all that a reader of their pages should get.

The same seed gives the same articles.  ``texts`` makes them, ``Text.truth`` says what a page of them holds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tests.portal import words

BlockKind = Literal["paragraph", "heading", "list", "table", "image"]
Run = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body: runs of text (with a link or without), rows of a list or table, or a picture."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    src: str = ""
    caption: str | None = None

    @property
    def text(self) -> str:
        """The words of a paragraph or heading without its links."""
        return "".join(words for words, _ in self.runs)

    def lines(self) -> Iterator[str]:
        """The lines that the block gives to a body; the cells of a table's row are kept apart by one space."""
        if self.kind in ("paragraph", "heading"):
            yield self.text
        for row in self.rows:
            yield " ".join(row)


@dataclass(frozen=True, slots=True)
class Text:
    """One article.  ``pages`` are its blocks as the portal splits them, ``copies`` the number it is a copy of."""

    number: int
    section: str
    title: str
    when: datetime | None
    source: str | None
    source_url: str | None
    authors: tuple[str, ...]
    author_label: str
    editor: str | None
    pages: tuple[tuple[Block, ...], ...]
    votes: tuple[int, int] | None
    has_byline: bool = True
    copies: int | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all pages in order."""
        return tuple(block for page in self.pages for block in page)

    @property
    def body(self) -> str:
        """The body as it should be read: lines joined with ``\\n``."""
        return "\n".join(line for block in self.blocks for line in block.lines())

    @property
    def summary(self) -> str:
        """The first words of the body, cut as listings cut them."""
        return self.body.replace("\n", "")[:60] + "…"

    @property
    def rights(self) -> str | None:
        """``own`` or ``reprint`` by the rule of the portal's disclaimer."""
        if self.source is None:
            return None
        return "own" if self.source == words.OWN_OUTLET else "reprint"


def paragraph(text: str) -> Block:
    """A paragraph without links."""
    return Block("paragraph", ((text, None),))


class Writer:
    """Writes sentences, titles and names from the word lists; one random stream, so order matters."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - plausible text, not secrets
        self._titles: set[str] = set()

    def person(self) -> str:
        """A name of two or three characters."""
        return self.random.choice(words.SURNAMES) + self.random.choice(words.GIVEN)

    def firm(self) -> str:
        """A firm with place and form."""
        pick = self.random.choice
        return pick(words.PLACES) + pick(words.FIRM_HEADS) + pick(words.FIRM_TAILS)

    def _fill(self, template: str) -> str:
        pick, number = self.random.choice, self.random.randint
        places = self.random.sample(words.PLACES, 3)
        return template.format(
            place=places[0],
            place2=places[1],
            place3=places[2],
            trade=pick(words.TRADES),
            good=pick(words.GOODS),
            firm=self.firm(),
            person=self.person(),
            office=pick(words.OFFICES),
            zone=pick(words.ZONES),
            market=pick(words.MARKETS),
            month=number(2, 11),
            n=number(11, 480),
            few=number(2, 9),
            small=number(1, 8),
            pct=f"{number(9, 64)}.{number(1, 9)}",
            money=number(120, 9800),
            big=number(1100, 48000),
            year=number(82, 99),
            updown=pick(("上升", "回落", "提高", "下降")),
        )

    def sentence(self) -> str:
        """One sentence of business news."""
        return self._fill(self.random.choice(words.SENTENCES))

    def prose(self, least: int) -> str:
        """A paragraph of at least ``least`` characters and seldom more than sixty beyond."""
        text = self.sentence()
        while len(text) < least:
            text += self.sentence()
        return text

    def title(self) -> str:
        """A title of 8 to 30 characters that this writer has not given before."""
        while True:
            title = self._fill(self.random.choice(words.TITLES))
            if 8 <= len(title) <= 30 and title not in self._titles:
                self._titles.add(title)
                return title

    def paragraphs(self, count: int) -> tuple[Block, ...]:
        """Plain paragraphs of 20 to 300 characters."""
        return tuple(paragraph(self.prose(self.random.choice((20, 60, 90, 140, 200, 240)))) for _ in range(count))

    def short(self) -> str:
        """A body of about 60 characters."""
        place, firm = self.random.choice(words.PLACES), self.firm()
        count = self.random.randint(20, 900)
        return (
            f"昨日,{firm}在{place}举行落成典礼,首批{count}名员工到岗,新厂房主要生产{self.random.choice(words.GOODS)}。"
        )

    def picture(self, when: datetime, caption: str | None) -> Block:
        """A picture in the portal's upload folder."""
        name = self.random.randint(10_000_000, 99_999_999)
        return Block("image", src=f"/uploadfile/{when:%Y/%m%d}/{name}.jpg", caption=caption)


def texts(count: int, seed: int) -> tuple[Text, ...]:
    """Make ``count`` articles, newest first within each of the nine sections.

    The first articles have one oddity each (see ``_ODDITIES``), the rest are plain with bylines that vary.
    """
    writer = Writer(seed)
    made: list[Text] = []
    when = datetime(2011, 12, 30, 17, 45, 12)  # noqa: DTZ001 - what a page prints has no zone
    for index in range(count):
        when -= timedelta(hours=writer.random.randint(5, 160), minutes=writer.random.randint(1, 59), seconds=index % 50)
        text = _plain(writer, index, when)
        if index < len(_ODDITIES):
            text = _ODDITIES[index](writer, text)
        elif index in (len(_ODDITIES) + 7, len(_ODDITIES) + 11):
            text = _copy(text, made[index - 5])
        made.append(text)
    return tuple(made)


def _plain(writer: Writer, index: int, when: datetime) -> Text:
    pick, chance = writer.random.choice, writer.random.random
    source = words.OWN_OUTLET if chance() < 0.2 else pick(words.OUTLETS)
    authors = tuple(dict.fromkeys(writer.person() for _ in range(pick((0, 0, 1, 1, 2)))))
    return Text(
        number=1000 + index * 3 + writer.random.randint(0, 2),
        section=words.SECTIONS[(index * 5 + index // 9) % 9],
        title=writer.title(),
        when=when,
        source=source if chance() < 0.95 else None,
        source_url=None,
        authors=authors,
        author_label=pick(("作者", "作者", "记者")),
        editor=writer.person() if chance() < 0.3 else None,
        pages=(writer.paragraphs(writer.random.randint(2, 9)),),
        votes=(writer.random.randint(0, 60), writer.random.randint(0, 5)),
    )


def _copy(text: Text, earlier: Text) -> Text:
    return replace(text, pages=earlier.pages, copies=earlier.number, source="浙江在线", source_url=None)


def _body(change: Callable[[Writer, tuple[Block, ...]], tuple[Block, ...]]) -> Callable[[Writer, Text], Text]:
    def odd(writer: Writer, text: Text) -> Text:
        return replace(text, pages=(change(writer, text.blocks),))

    return odd


def _labels_in_body(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    inserted = (
        paragraph("来源:据浙江省统计局网站2010年9月3日公布的数据整理"),
        paragraph(f"该书作者:{writer.person()},长期从事民营经济研究,时间:上世纪九十年代末至今。"),
        paragraph("专家呼吁加强版权保护,对凡注有“原创”字样的设计图,未经许可不得转载。"),
    )
    return (*blocks[:1], *inserted, *writer.paragraphs(3))


def _list_in_body(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    rows = tuple((writer.firm() + f",营业收入{writer.random.randint(2, 90)}亿元",) for _ in range(6))
    return (*blocks[:2], paragraph("上榜企业名单如下:"), Block("list", rows=rows), *writer.paragraphs(1))


def _table_in_body(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    places = writer.random.sample(words.PLACES, 5)
    figures = [(place, str(writer.random.randint(90, 900)), f"{writer.random.randint(1, 20)}.3") for place in places]
    rows = (("地区", "产值(亿元)", "增速(%)"), *figures)
    return (*blocks[:2], Block("table", rows=rows), *writer.paragraphs(2))


def _headings_in_body(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    names = ("订单回暖 企业忙扩产", "招工难倒逼机器换人", "下一步:抱团走出去")
    parts = [(Block("heading", ((name, None),)), *writer.paragraphs(2)) for name in names]
    return (*blocks[:1], *(block for part in parts for block in part))


def _short(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (paragraph(writer.short()),) if blocks else blocks


def _links_in_body(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    firm, market = writer.firm(), writer.random.choice(words.MARKETS)
    runs: tuple[Run, ...] = (
        ("昨天,", None),
        (firm, "/company/show.asp?id=88"),
        ("宣布与", None),
        (market, "http://www.example-market.cn/"),
        (f"合作,双方将在{writer.random.randint(2, 9)}年内建成线上交易平台。", None),
    )
    return (Block("paragraph", runs), *blocks)


def _captioned(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    when = datetime(2011, 11, 3)  # noqa: DTZ001
    return (writer.picture(when, f"图为{writer.firm()}的生产车间"), *blocks)


def _pictures(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    when = datetime(2011, 10, 21)  # noqa: DTZ001
    return (*blocks[:1], writer.picture(when, None), *blocks[1:], writer.picture(when, None))


def _english(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    line = (
        "在Canton Fair现场,B2B平台Alibaba.com的展台前人头攒动。买家John Smith说:“Made in Zhejiang is getting better.”"
        f"他的公司去年采购了价值US$ {writer.random.randint(100, 900)},000的LED灯,增长12.5%,并通过了ISO 9001:2008认证。"
    )
    return (paragraph(line), *blocks)


def _quotes(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    line = f"“我们不怕‘慢’,就怕‘站’。”{writer.person()}说——这句话,他在2009—2011年间重复了不下100次……"
    return (paragraph(line), *blocks)


def _one_paragraph(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (paragraph(writer.prose(260)),) if blocks else blocks


def _twelve(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (*blocks[:1], *writer.paragraphs(11))


def _dateline(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (paragraph("本报讯 " + writer.prose(60)), *blocks)


def _figures(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    number = writer.random.randint
    lines = (
        f"全省生产总值:{number(5000, 9000)}亿元",
        f"其中:第二产业{number(2000, 4000)}亿元",
        "参加会议:9人",
        "请假:0人",
    )
    return (*blocks[:1], *(paragraph(line) for line in lines), *writer.paragraphs(1))


def _numbered(writer: Writer, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    lines = tuple(paragraph(f"{number}、{writer.prose(30)}") for number in "一二三四")
    return (*blocks[:1], *lines)


def _pages(count: int) -> Callable[[Writer, Text], Text]:
    def odd(writer: Writer, text: Text) -> Text:
        return replace(text, pages=tuple(writer.paragraphs(4) for _ in range(count)))

    return odd


def _with(**changes: object) -> Callable[[Writer, Text], Text]:
    def odd(writer: Writer, text: Text) -> Text:
        del writer
        return replace(text, **changes)  # type: ignore[arg-type]

    return odd


_ODDITIES: tuple[Callable[[Writer, Text], Text], ...] = (
    _body(_labels_in_body),
    _body(_list_in_body),
    _body(_table_in_body),
    _body(_headings_in_body),
    _body(_short),
    _body(_links_in_body),
    _body(_captioned),
    _body(_pictures),
    _body(_english),
    _body(_quotes),
    _pages(2),
    _pages(3),
    _with(source=None),
    _with(when=None),
    _with(has_byline=False, when=None, source=None, authors=(), editor=None),
    _with(source=words.OWN_OUTLET, source_url=None),
    _with(source="余杭新闻网", source_url="http://www.eyh.cn/"),
    _with(authors=("陈志远", "李大海"), author_label="作者", editor="王芳"),
    _with(votes=None),
    _with(authors=(), editor=None, votes=(0, 0)),
    _body(_one_paragraph),
    _body(_twelve),
    _body(_dateline),
    _body(_figures),
    _body(_numbered),
    _with(title="【民企调查】“小巨人”是怎样炼成的?——永康五金见闻(上)"),
    _with(title="浙商银行IPO获批 A+H股同步发行"),
    _with(source="中国纺织报", authors=("应丽华",), author_label="记者", editor="俞静"),
)
