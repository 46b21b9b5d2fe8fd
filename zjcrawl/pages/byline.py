"""The byline: when a text was published, where it came from, who wrote and who edited it.

Read from labels (时间, 信息来源, 作者, 责任编辑 …), in simplified or traditional characters, in one line or in many,
and from the order of things where a line prints date and outlet without labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from zjcrawl.pages.boundaries import is_counter
from zjcrawl.pages.dates import Stamp, find_date, find_plain_date, read_labelled_date
from zjcrawl.pages.document import Element, Line, text_of
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.labels import (
    Field,
    Labelled,
    around,
    first_field,
    has_label,
    lone_label,
    split_labels,
    unlabelled_head,
)
from zjcrawl.pages.names import (
    is_word_of_pages,
    join_spaced,
    keep_latin,
    looks_like_outlet,
    looks_like_person,
    looks_like_writer,
    read_authors,
    read_people,
)
from zjcrawl.pages.signature import signed_people


class Byline(NamedTuple):
    """What the bylines of a page say; ``source_href`` is the link of the source as written."""

    date: Found[Stamp] | None = None
    source: Found[str] | None = None
    source_href: str | None = None
    authors: Found[tuple[str, ...]] | None = None
    editor: Found[str] | None = None

    @property
    def found(self) -> bool:
        """Whether there is a byline at all."""
        return self.date is not None or self.source is not None

    def filled(self, other: Byline) -> Byline:
        """Return this byline with what it lacks taken from another."""
        return Byline(
            date=self.date or other.date,
            source=self.source or other.source,
            source_href=self.source_href if self.source else other.source_href,
            authors=self.authors or other.authors,
            editor=self.editor or other.editor,
        )


_URL = re.compile(
    r"(?:https?://)?(?:[\w-]{1,63}\.){1,5}(?:com|net|cn|org|gov|edu|info|tv|cc|hk|tw)(?:\.[a-z]{2})?(?:/\S*)?",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"[\[【〔「（(]\s*([^\[\]【】〔〕「」（）()]{2,40}?)\s*[\]】〕」）)]")
_NOT_A_SOURCE = re.compile(
    r"(?:【.*|[\[(（].*|字[号号體体].*|打印.*|原创|未知|不详|不詳|转载|轉載|网络转载|暂无|无|佚名"
    r"|本\w{0,3}讯|最[后後近].*|已.*|听.*|收听.*|播放.*|字体.*|发表.*|[AP]M|[网網]友.*|举报|[\d\W_]+|大|中|小|点击.*|浏览.*|阅读.*|评论.*|我要.*|我来.*"
    r"|更新|发布|提交|正文|新闻|资讯|快讯|要闻|头条|分享.*|收藏.*|编辑.*|作者.*|责任.*|来源.*|星期.|周[一二三四五六日天]|推荐.*|查看.*|下载.*|关注.*|关闭.*|返回.*"
    r"|北京|天津|上海|重[庆慶]|河北|山西|[辽遼][宁寧]|吉林|黑[龙龍]江|江[苏蘇]|浙江|安徽|福建|江西|山[东東]|河南|湖北|湖南|[广廣][东東西]|海南"
    r"|四川|[贵貴]州|[云雲]南|[陕陝]西|甘[肃肅]|青海|[台臺][湾灣]|[内內]蒙古|西藏|[宁寧]夏|新疆|香港|澳[门門]"
    r"|参与.*|此[件页頁].*|来自\w{2,4}|HKT|GMT|CST|UTC|.*第\s?\w{1,4}\s?[期版].*"
    r"|.*公开发布|【?大$|(?:[Pp]osted|[Pp]ublished)(?: on)?|on|by|at|[Bb]y .*)"
)
_DOMAIN = re.compile(r"(?!www\.)[A-Za-z][A-Za-z0-9]{2,16}\.(?:com|net|cn)", re.IGNORECASE)  # as some sites are called
_ACCOUNT = re.compile(r"(?:微信)?公[众眾][号號]\s?[“\"「『《]([^”\"」』》]{2,30})")
_ACCOUNT_ID = re.compile(r"\s?[(（]\s?(?:ID|微信[号號]|公[众眾][号號])\s?[:：][^()（）]*[)）]")
_BULLETIN = frozenset("讯訊")  # what an outlet's own text opens with: 某某网讯
_REPORTER_OF = re.compile(
    r"(\w{3,12}?)(?:全媒体|全媒體|融媒体|融媒體|首席|见习|見習|特约|特約|实习|實習)*(?:记者|記者)\s"
)
_OFFICIAL = re.compile(r"官方(?:[账帐賬帳][号號戶户]|微[博信])$")
_WITH_ROLE = re.compile(r"(?<=\w{3})(?:特约|特約)?(?:记者|記者|通讯员|通訊員)$")  # whose names follow
_REPORTED_BY = re.compile(r"\s?[╱/／（(]\s?(?:本[报報])?[记記]者.*")
_EDITIONS = frozenset(("中文版", "中文网", "中文網", "中文站", "中国", "中國"))
_TELLS_NOTHING = (None, Field.OTHER, Field.OCCASION)
_SIGNS_NOTHING = (*_TELLS_NOTHING, Field.UPDATED)  # of the text above; a site tells of its last change as well
LABELLED_DATE = "date label"
LABELLED_SOURCE = "source label"
BESIDE_DATE = "name beside the date"
LABELLED_AUTHOR = "author label"
_AD_LABEL = re.compile(r"[\[【(（]?(?:微博|官方微博|微信)[\]】)）]?")
_PAPER = re.compile(
    r"\w(?:[报報网網社台臺刊]|在[线線]|杂志|雜誌|融媒|客户端|客戶端|融媒体中心|人民政府|(?<!信息)(?<!文章)(?<!新闻)(?<!网络)(?<!资讯)发布)$"
)
_ORIGIN = re.compile(
    r"[(（]\s?(?:[据據]|根[据據]|综合|綜合|整合|摘自|[选選]自)|(?:综合|綜合|整理|[报報][道導]|[编編][译譯]|摘[编編])\s?[)）]$"
)
_EDGES = "|｜·:：-—>)）(（【】□◆●○,，、"
_CREDIT_LENGTH = 16
_SHORT = 240
_SHORTEST_NAME = 6  # characters of what a day is named for, as in 2010年10月20日股市收盘综述
_VALUES = 6  # lines below a label that may be what it announces
_CELLS = frozenset(("td", "th", "dd", "dt", "li", "div", "p", "section"))
_DAYS = (Field.DATE, Field.UPDATED)
_TABLE_CELLS = frozenset(("td", "th", "dt"))
_BAR = re.compile(r"\s*[|｜︱┃]\s*")
_COUNTER = r"[浏瀏][览覽]|[阅閱][读讀]|[点點][击擊]|人[气氣]|[访訪][问問]"
_COUNTED = re.compile(rf"(?:{_COUNTER}|我要[评評][论論])(?:次[数數]|[数數]|量)?\s?[:：(（]?\s?\d")
_ENDS_IN_COUNTER = re.compile(rf"(?:{_COUNTER}|[评評][论論]|查看)(?:次[数數]|[数數]|量)?\s?[:：]$")
_COMMAS = re.compile("[、,，]")
_WORDS = re.compile(r"[\u4e00-\u9fff]+")
_FULL_STOP = re.compile(r"[。！？]")
_SENTENCE = re.compile(r"[。！？；]|[!?](?=\W?$)")
_SIGN = re.compile(r"[\d:：∶﹕︰/／|｜︱丨┃(（]")  # a figure, or a mark that a label or an outlet stands beside
_ABOUT_AUTHOR = re.compile(r"[，,](?:系|为|為|现任|現任|就职于|就職於)")
_IS_CREDITED = re.compile(r"记者|記者|通讯员|通訊員|作者|编辑|編輯|来源|來源|星期|农历|農曆|[报報网網讯訊电電版刊]$")
_SIGNING_DAY = re.compile(
    r"(?:(?:19|20)\d\d|[一二三四五六七八九〇○零]{4})\s?年.{1,3}月.{1,3}[日号]|[《(（][^。，]{2,16}》?\s?[(（][^。，]{8,20}版\s?[)）]"
)
_DAY_IN_YEAR = re.compile(
    r"(?<![\d:.-])(?:0?[1-9]|1[0-2])[-/.月](?:[12]\d|3[01]|0?[1-9])日?\s(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"
)
_PERIOD = re.compile(r"日\s?(?:[至到—－–~～-]|起至){1,2}\s?(?:(?:19|20)\d\d\s?年)?\s?(?:\d{1,2}\s?月)?\s?\d{1,2}\s?日")
_PLAIN_DAY = re.compile(r"年.{1,3}月.{1,3}日|\d\d[-/.]\d{1,2}[-/.]\d")
_AROUND_DAY = " \u3000|｜[]【】()（）"
_DAY_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])\s?月\s?(?:[12]\d|3[01]|0?[1-9])\s?日\s")
# As programs of weblogs print them: 某某 于 … 发布 or 提交, 由 某某 发表于 …, posted @ … 某某 阅读(1).
_POSTER = re.compile(
    r"(?P<name>[^\s:：，。]{2,16}) ?于 ?(?:19|20)\d\d\D.{6,20}(?:[发發]布|[发發]表|提交)"
    r"|(?P<poster>[^\s:：，。\d]{2,4}) ?[发發]表于 ?(?:19|20)\d\d"
    r"|(?:.{0,40}\s)?[Bb]y (?P<signer>[\u4e00-\u9fff·]{2,10}|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2})(?=\s|$)"
    r"|由 ?(?P<writer>[^\s:：，。]{2,16}?) ?[发發][表布][于於]"
    r"|posted (?:@|on) ?(?:19|20)\d\d\D[\d\s:-]{8,16}(?P<blogger>[^\s:：，。\d]{2,16}) [阅閱][读讀]"
)
_SLASHED_EDITOR = re.compile(
    r"(?<![\u4e00-\u9fff])(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s?/\s?([\u4e00-\u9fff·]{2,5})(?![^\s)）])"
)
_EDITOR_SUFFIX = re.compile(r"_[A-Z]{1,4}\d+$")


def is_byline(line: Line) -> bool:
    """Tell whether a line is nothing but labels with their values, or a date with an outlet."""
    text = line.text
    if not text or len(text) > _SHORT:
        return False
    if _is_sentence(text) or _ABOUT_AUTHOR.search(text) or _PERIOD.search(text):
        return False
    if _SIGN.search(text) is None:  # as most lines are that are none
        is_bare = len(text) <= _SHORT // 4 and (_is_bare(text) or _plainly_dated(text) is not None)
        return is_bare or _cell_label(line) not in _TELLS_NOTHING
    if first_field(text) not in _TELLS_NOTHING or _cell_label(line) not in _TELLS_NOTHING:
        return True
    if _credit(text) or _outlet_before_bar(text) or _SLASHED_EDITOR.match(text):
        return True
    if len(text) <= _SHORT // 4 and (_is_bare(text) or (has_label(text) and is_paper(_opening(text)))):
        return True
    if sum(map(text.count, ":：")) > 1 and len(split_labels(text)) > 1:
        return True
    stamp = find_date(text)
    if stamp is None:
        is_dated = _is_of_this_year(text) or _plainly_dated(text) is not None
        return is_dated or (_DAY_FIRST.match(text) is not None and has_label(text))
    return has_label(text) or (len(text) - len(stamp.text) <= 40 and "，" not in text and not _runs_on(text, stamp))


def _plainly_dated(text: str) -> Stamp | None:
    """Return the date in words, or with a year of two digits, that stands beside an outlet or labels and nothing else.

    Alone it may open a text, or sign it.
    """
    stamp = find_plain_date(text) if len(text) <= _SHORT // 4 and _PLAIN_DAY.search(text) else None
    if stamp is None:
        return None
    rest = text.replace(stamp.text, "", 1).strip(_AROUND_DAY)
    is_labelled = first_field(rest) not in _TELLS_NOTHING and not unlabelled_head(rest)
    return stamp if is_paper(rest) or is_labelled else None


def _is_of_this_year(text: str) -> bool:
    """Tell whether a line is a day without its year, but with the time, beside an outlet or what a label announces."""
    day = _DAY_IN_YEAR.search(text)
    if day is None or len(text) > _SHORT // 4 or "，" in text:
        return False
    is_edge = day.end() == len(text) or not day.start()
    return (is_edge and len(text) - len(day[0]) <= _CREDIT_LENGTH) or any(split_labels(text))


def _outlet_with_people(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the outlet and the people that a line names and nothing else: 某某晚报 某某."""
    outlet, _, names = text.partition(" ")
    people = read_people(names) if names and len(names) <= _CREDIT_LENGTH and is_paper(outlet) else ()
    return (outlet, people) if people else None


def _opening(text: str) -> str:
    """Return what stands before the first label of a line, without a bracket that both stand in."""
    return unlabelled_head(text).lstrip("(（[【").strip()


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _is_sentence(text: str) -> bool:
    """Tell whether a line holds a full stop, or a semicolon that does not part the names of a line of labels."""
    stop = _SENTENCE.search(text)
    if stop is None or stop[0] != "；":
        return stop is not None
    return _FULL_STOP.search(text, stop.end()) is not None or len(split_labels(text)) < 2


def _runs_on(text: str, stamp: Stamp) -> bool:
    """Tell whether a line goes on after its date without a gap, as a title does; an outlet may stand there as well."""
    found = _WORDS.match(text, stamp.start + len(stamp.text))
    words = found.group() if found else ""
    if looks_like_outlet(words):
        return False
    is_named = stamp.text[-1] == "日" and _IS_CREDITED.search(words) is None
    return len(words) > _CREDIT_LENGTH // 2 or (is_named and len(words) >= _SHORTEST_NAME)


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _is_bare(text: str) -> bool:
    """Tell whether a line is a label without a colon and the day or the people it announces, or an outlet and people.

    As 作者 某某, 编辑 某某 and 某某晚报 某某 are.
    """
    if _outlet_with_people(text) is not None:
        return True
    if unlabelled_head(text):
        return False
    field, value = next(iter(split_labels(text)), (Field.OTHER, ""))
    stamp = read_labelled_date(value) if field is Field.DATE else None
    return bool(stamp and stamp.text == value) or (field in (Field.AUTHOR, Field.EDITOR) and bool(read_people(value)))


def continues_byline(line: Line, above: Line) -> bool:
    """Tell whether a short line goes on with a byline: the value of a label that ends the line above, or a counter."""
    if not line.text or len(line.text) > _SHORT // 4:
        return False
    if _cell_label(line) or (_cell_label(above) and line.block is above.block.getnext()):
        return True
    if is_counter(line.text) or (line.block is above.block.getnext() and len(line.text) > 2 and read_people(line.text)):
        return True
    known = first_field(line.text) is not None
    if _SENTENCE.search(line.text) or (line.text[-1] in ":：" and not known):  # 主要指标如下: opens a text
        return False
    return known or (above.text[-1:] in (":", "：") and _may_be_value(line, above))


def _may_be_value(line: Line, above: Line) -> bool:
    """Tell whether a line may be the value of the label that the line above ends with: of a counter, only figures.

    A script fills many counters in, so that nothing stands behind 点击: in the page.
    """
    may_be = _ENDS_IN_COUNTER.search(above.text) is None or not any(map(str.isalpha, line.text.strip("次人")))
    return may_be and _value_beside(above, line) != ""


def is_dated_byline(line: Line) -> bool:
    """Tell whether a line is a byline with a day and its year."""
    return is_byline(line) and find_date(line.text) is not None


def is_signing_day(line: Line) -> bool:
    """Tell whether a line is nothing but a day as documents are signed with it, or a newspaper's day and page."""
    return _SIGNING_DAY.fullmatch(line.text) is not None


def read_byline(lines: Sequence[Line], *, labelled_only: bool = False) -> Byline:
    """Read the bylines among ``lines``; of two values for one field the first wins, a labelled one over a bare one.

    With ``labelled_only`` a line without a label says nothing: below a text stand the dates of other texts.
    """
    reader = _Reader(labelled_only)
    for i, line in enumerate(lines):
        if line.text and not _is_sentence(line.text[:_SHORT]):
            reader.read(line, lines[i + 1 : i + 1 + _VALUES], opens=i == 0)
    return reader.byline()


class _Reader:
    def __init__(self, labelled_only: bool) -> None:
        self._labelled_only = labelled_only
        self._date: Found[Stamp] | None = None
        self._updated: Found[Stamp] | None = None
        self._bare_date: Found[Stamp] | None = None
        self._source: Found[str] | None = None
        self._bare_source: Found[str] | None = None
        self._authors: Found[tuple[str, ...]] | None = None
        self._bare_authors: Found[tuple[str, ...]] | None = None
        self._editor: Found[str] | None = None

    def read(self, line: Line, below: Sequence[Line], *, opens: bool) -> None:
        text, following = line.text[:_SHORT], below[0] if below else None
        field_of_cell = _cell_label(line)
        if field_of_cell is not None:
            beside = following if following and following.block is line.block.getnext() else None
            self._take(field_of_cell, _value_beside(line, beside) if beside else "", beside or line)
            return
        people = signed_people(text) or _people_between_bars(text) or _people_before(text)
        if people and self._authors is None:
            self._authors = Found(people, line, "line of roles and names")
        labelled = split_labels(text)
        for i, (field, value) in enumerate(labelled):
            if value:
                self._take(field, value, line)
            elif i == len(labelled) - 1 and following is not None:
                writers = _people_beside(line, below) if field is Field.AUTHOR else ""
                self._take(field, writers or _value_beside(line, following), following)
        if self._editor is None and (slashed := _SLASHED_EDITOR.search(text)):
            self._take(Field.EDITOR, slashed[1], line)
        is_signed = any(field not in _SIGNS_NOTHING for field, _ in labelled) or _is_counted(line)
        is_signed = is_signed or (opens and _is_date_in_brackets(text))
        credit = _credit(text)
        if not self._labelled_only and self._bare_source is None:
            self._take_opening_outlet(text, line, labelled)
        poster = _POSTER.match(text)
        if poster and looks_like_writer(name := poster[poster.lastgroup or 0]):
            self._take_people((name,), line, "name of who posted it, beside the date")
        stamp = find_date(text) if credit or is_signed or not self._labelled_only else None
        if stamp is None and not self._labelled_only:
            stamp = _plainly_dated(text)
        if stamp is not None and any(field is Field.OCCASION and stamp.text in value for field, value in labelled):
            stamp = None
        if stamp is not None and len(line.text) - line.link_chars >= len(stamp.text):
            self._take_unlabelled(stamp, line, labelled)
        elif not self._labelled_only and self._bare_source is None and (day := _DAY_IN_YEAR.search(text)):
            outlet, people = _beside(text, Stamp("", day.group(), day.start()), labelled, line)
            self._bare_source = Found(outlet, line, "name beside a day without a year") if outlet else None
            self._take_people(people, line, "name beside the outlet")
        elif credit and self._bare_source is None:
            self._bare_source = Found(credit, line, "outlet in brackets")
        elif self._bare_source is None and (outlet := _outlet_before_bar(text)):
            self._bare_source = Found(outlet, line, "outlet between bars")
        elif self._bare_source is None and (outlet := _outlet_after_address(text)):
            self._bare_source = Found(outlet, line, "outlet after the portal's address")

    def _take(self, field: Field, value: str, line: Line) -> None:
        if field is Field.DATE and self._date is None:
            stamp = read_labelled_date(value)
            self._date = Found(stamp, line, LABELLED_DATE) if stamp else None
        elif field is Field.UPDATED and self._updated is None:
            stamp = read_labelled_date(value)
            self._updated = Found(stamp, line, "label of the last change") if stamp else None
        elif field is Field.SOURCE and self._source is None:
            source = clean_source(value)
            self._source = Found(source, line, LABELLED_SOURCE) if source else None
            if source:
                self._take_people(read_people(_after(source, value)), line, "name after the source")
        elif field is Field.EDITOR and self._editor is None:
            editor = clean_editor(_before_link(value, line))
            self._editor = Found(editor, line, "editor label") if editor else None
        elif field is Field.AUTHOR:
            value = _before_link(value, line)
            known = self._authors.value if self._authors else ()
            names = [name for name in read_authors(_before_date(value)) if name not in known]
            if names:
                self._authors = Found((*known, *names), self._authors.line if self._authors else line, LABELLED_AUTHOR)

    def _take_opening_outlet(self, text: str, line: Line, labelled: Sequence[Labelled]) -> None:
        """Take the outlet that a line opens with, before its first label, its people or its reporter."""
        opening = _opening(text) if labelled else ""
        if is_paper(opening):
            self._bare_source = Found(opening, line, "outlet before the first label")
        elif (named := _outlet_with_people(text)) is not None:
            outlet, people = named
            self._bare_source = Found(outlet, line, "outlet before people")
            self._take_people(people, line, "name behind the outlet")
        elif (reporter := _REPORTER_OF.match(text)) and is_paper(reporter[1]) and find_date(text):
            self._bare_source = Found(reporter[1], line, "outlet before its reporter")

    def _take_unlabelled(self, stamp: Stamp, line: Line, labelled: Sequence[Labelled]) -> None:
        text = line.text[:_SHORT]
        if self._bare_date is None:
            self._bare_date = Found(stamp, line, "date without a label")
        if self._bare_source is None:
            outlet, writers = _beside(text, stamp, labelled, line)
            self._bare_source = Found(outlet, line, BESIDE_DATE) if outlet else None
            self._take_people(writers, line, "name beside the outlet")
        before, behind = around(text, stamp.start, stamp.start + len(stamp.text))
        after = _words(behind)
        if self._bare_source and self._bare_source.line is line and after and all(map(looks_like_person, after)):
            people = tuple(after) if any(len(name) > 2 for name in after) else ()
            self._take_people(people, line, "name behind the outlet and the date")
        named = [name for word in _words(before.replace("/", " ")) for name in _COMMAS.split(word)]
        if all(map(looks_like_person, named)) and any(len(name) > 2 for name in named):
            self._take_people(tuple(named), line, "name before the date")
        bracketed = tuple(name for name in _WRAPPED.findall(text) if looks_like_person(name))
        self._take_people(bracketed, line, "name in brackets beside the date")

    def _take_people(self, people: tuple[str, ...], line: Line, rule: str) -> None:
        if people and self._bare_authors is None:
            self._bare_authors = Found(people, line, rule)

    def byline(self) -> Byline:
        source = self._source or self._bare_source
        return Byline(
            date=self._date or self._bare_date or self._updated,
            source=source,
            source_href=_link_of(source) if source else None,
            authors=self._authors or self._bare_authors,
            editor=self._editor,
        )


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def clean_source(value: str) -> str | None:
    """Return the name of the outlet in the value of a source label, or None where it names none."""
    wrapped = _WRAPPED.match(value)
    if wrapped:
        value = wrapped.group(1)
    value = _before_date(value)
    account = _ACCOUNT.match(value)
    words = (account[1] if account else _REPORTED_BY.sub("", _ACCOUNT_ID.sub("", value))).split(" ")
    name = _without_frame(_WITH_ROLE.sub("", words[0]) if len(words) > 1 else words[0])
    for word in words[1:]:
        if not (name.isascii() and ((word.isascii() and word[:1].isalpha()) or word in _EDITIONS)):
            break
        name += " " + word
    name = name.strip("【】:：,，;；。|-—·>»（( ")
    if (
        not name
        or len(name) > 40
        or _NOT_A_SOURCE.fullmatch(name)
        or (_URL.fullmatch(name) and not _DOMAIN.fullmatch(name))
    ):
        return None
    return name


def clean_editor(value: str) -> str | None:
    """Return the names in the value of an editor label as they are printed, or None where there are none."""
    value = join_spaced(value.lstrip(" 　[【（(〔:："))
    value = re.split(r"[\[\](（)【】）〔〕|｜]|\s{2,}", value, maxsplit=1)[0].strip(" 　:：,，;；。、")
    words = [word for word in value.split(" ") if word]
    kept: list[str] = []
    for word in words:
        if kept and not looks_like_person(word):
            break
        kept.append(_EDITOR_SUFFIX.sub("", word))
    name = " ".join(kept)
    return name if name and len(name) <= 30 and not _NOT_A_SOURCE.fullmatch(name) else None


def _link_of(source: Found[str]) -> str | None:
    """Return the ``href`` of the link whose text is the source."""
    for link in source.line.links if source.line else ():
        text = text_of(link)
        if source.value in text and len(text) <= len(source.value) + 4:
            return link.get("href")
    return None


def _value_beside(line: Line, following: Line) -> str:
    """Return the text of the next cell or block, where a label stands in one of its own."""
    text, block, beside = following.text, line.block, following.block
    if beside.tag not in _CELLS or len(text) > 40 or _SENTENCE.search(text) or "，" in text or has_label(text):
        return ""
    if block.tag not in _TABLE_CELLS and not _is_label_alone(line):
        return ""
    same_row = block.tag == beside.tag and beside.getparent() is block.getparent()
    return text if same_row or (block.tag in _CELLS and _fills(beside, block.getnext())) else ""


def _is_label_alone(line: Line) -> bool:
    """Tell whether a label is all that its block holds, and not the last of a byline, left empty over the text."""
    return lone_label(line.text.rstrip(":： ")) is not None and text_of(line.block) == line.text


def _people_beside(line: Line, below: Sequence[Line]) -> str:
    """Return the people who are named each in a block of their own, in what stands beside a label."""
    holder = line.block.getnext()
    named = list(takewhile(lambda other: holder in (other.block.getparent(), other.block), below))
    return " ".join(other.text for other in named) if all(read_people(other.text) for other in named) else ""


def _fills(beside: Element, holder: Element | None) -> bool:
    """Tell whether a block is ``holder``, or the one thing in it."""
    while holder is not None and holder is not beside and len(holder) == 1:
        holder = holder[0]
    return holder is beside


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _credit(text: str) -> str | None:
    """Return what a line of its own in brackets credits: an outlet, with or without a date."""
    match = _WRAPPED.fullmatch(text) if text[:1] in "(（" else None
    said = match.group(1) if match else ""
    stamp = find_date(said)
    if stamp is not None:
        return said if len(said) - len(stamp.text) <= _CREDIT_LENGTH else None
    is_outlet = looks_like_outlet(said) and not has_label(said) and " " not in said
    is_outlet = is_outlet and _NOT_A_SOURCE.fullmatch(said) is None
    return said if is_outlet else None


def tells_origin(text: str) -> bool:
    """Tell whether a line in brackets says what a text was made from, and not only an outlet's name: （据某报）."""
    return first_field(text) is None and _ORIGIN.search(text) is not None and _credit(text) is not None


def _cell_label(line: Line) -> Field | None:
    """Return the field of a label that fills a cell, beside the cell of its value; a table's head is none.

    A table of figures by day has 日期 in its head, and no day beside it.
    """
    field = lone_label(line.text) if line.block.tag in _TABLE_CELLS else None
    beside = line.block.getnext() if field and text_of(line.block) == line.text else None
    value = text_of(beside) if beside is not None else None
    if value is None or lone_label(value) is not None:
        return None
    return None if field in _DAYS and value and read_labelled_date(value) is None else field


def _is_date_in_brackets(text: str) -> bool:
    match = _WRAPPED.fullmatch(text)
    stamp = find_date(match.group(1)) if match else None
    return match is not None and stamp is not None and stamp.text == match.group(1)


def _is_counted(line: Line) -> bool:
    """Tell whether a line, no headline among others, counts the readers of the page it stands on."""
    return line.link_chars * 2 < len(line.text) and _COUNTED.search(line.text) is not None


def _outlet_before_bar(text: str) -> str | None:
    """Return the outlet that opens a line of names and counters between bars, as in ``嘉兴日报 | 作者 某某``."""
    first, *others = _BAR.split(text)
    if not others or len(first) > _CREDIT_LENGTH or has_label(first) or not looks_like_outlet(first):
        return None
    return first if any(is_counter(part) or split_labels(part) for part in others) else None


def _outlet_after_address(text: str) -> str | None:
    """Return the outlet that follows the portal's own address, as in Sina's bylines when they lack the date."""
    address = _URL.match(text)
    name = text[address.end() :].strip() if address else ""
    return name if len(name) <= _CREDIT_LENGTH and looks_like_outlet(name) else None


def _people_before(text: str) -> tuple[str, ...]:
    """Return the people that stand with their roles before the day in a line: 某报记者 某某 通讯员 某某 2014-06-18."""
    day = find_date(text) if _REPORTER_OF.match(text) else None
    return signed_people(text[: day.start].rstrip(" |｜")) if day else ()


def _people_between_bars(text: str) -> tuple[str, ...]:
    """Return the people that a part between bars names with their role: … | 全媒体记者 某某 | …."""
    parts = _BAR.split(text) if _BAR.search(text) else ()
    return next((people for part in parts if (people := signed_people(part))), ())


def _after(source: str, value: str) -> str:
    """Return what the value of a source label says after the outlet: nothing, or who wrote for it."""
    return _before_date(value).partition(source)[2].strip(_EDGES + " ")


def _before_link(value: str, line: Line) -> str:
    """Return what people a value names before a link that names none: one to elsewhere."""
    words = [shown for shown in map(text_of, line.links) if shown and not read_people(shown)]
    ends = (f"{value} ".find(f" {shown} ") for shown in words)
    return value[: min((end for end in ends if end > 0), default=len(value))]


def _before_date(value: str) -> str:
    stamp = read_labelled_date(value)
    return value[: stamp.start].strip(" 　|") if stamp else value


def _beside(text: str, stamp: Stamp, labelled: Sequence[Labelled], line: Line) -> tuple[str | None, tuple[str, ...]]:
    """Return the outlet that stands beside a date without a label, and the writers named beside it.

    As in ``2009年11月09日 11:30 腾讯音乐`` and ``新华日报 某某某 2009-11-09``.
    """
    if any(field is Field.SOURCE for field, _ in labelled):
        return None, ()
    between = [part for part in _BAR.split(text) if stamp.text not in part and not split_labels(part)]
    if between and 2 <= len(between[0]) <= _CREDIT_LENGTH and _is_outlet(between[0], line):
        return between[0], ()
    before, after = around(text, stamp.start, stamp.start + len(stamp.text))
    sides = (_words(after.removeprefix("]")), list(reversed(_words(before.removesuffix("[")))))
    found = [(name, people) for words in sides for name, people in _outlet_first(words, line)]
    return next((each for each in found if looks_like_outlet(each[0])), found[0] if found else (None, ()))


def _words(text: str) -> list[str]:
    plain = _AD_LABEL.sub(" ", keep_latin(_URL.sub(" ", join_spaced(text))))
    plain = plain.lstrip(" 　" + _EDGES).removeprefix("更新").removeprefix("发布")
    words = [word.strip(_EDGES) for word in plain.split() if word[-1] not in ":：" or looks_like_outlet(word[:-1])]
    return [word.replace("\0", " ") for word in words if word]


def _outlet_first(words: Sequence[str], line: Line) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the outlet that is the first of ``words``, names of people aside, with those people."""
    people = tuple(takewhile(looks_like_person, words))
    if not people and words:
        people = tuple(takewhile(looks_like_person, words[1:]))
        name = words[0]
    else:
        name = words[len(people)] if len(words) > len(people) else ""
    name = _without_frame(name)
    if 2 <= len(name) <= _CREDIT_LENGTH and _is_outlet(name, line) and (len(words) <= 3 or looks_like_outlet(name)):
        yield name, people if looks_like_outlet(name) else ()


def _without_frame(name: str) -> str:
    """Return the outlet in 据某某网, [某某网], 原载某某报, 某某日报官方账号 or 某某报╱记者某某."""
    name = _OFFICIAL.sub("", _REPORTED_BY.sub("", name)).removeprefix("原载").removeprefix("原載")
    if name[:1] == "[" and name[-1:] == "]" and looks_like_outlet(name[1:-1]):
        name = name[1:-1]
    if name[-1:] in _BULLETIN and name[0] != "本" and looks_like_outlet(name[:-1]):
        return name[:-1]
    return name[1:] if name[:1] in "据據" and looks_like_outlet(name) else name


def has_day(text: str) -> bool:
    """Tell whether a line prints a day, be it without a year but with the time, or after a label of its own."""
    if find_date(text) is not None or _DAY_IN_YEAR.search(text) is not None:
        return True
    return any(field is Field.DATE and read_labelled_date(value) for field, value in split_labels(text))


def is_paper(name: str) -> bool:
    """Tell whether a name that stands alone is that of a newspaper, a station or an office, never of a section."""
    return _PAPER.search(name) is not None and len(name) <= _CREDIT_LENGTH and " " not in name


def _is_outlet(name: str, line: Line) -> bool:
    if (
        (has_label(name + ":") and not is_paper(name))
        or _NOT_A_SOURCE.fullmatch(name)
        or looks_like_person(name)
        or is_word_of_pages(name)
        or any(c in name for c in "，。？！“”：:；")
    ):
        return False
    linked = any(name in text_of(link) for link in line.links)
    return looks_like_outlet(name) or not linked
