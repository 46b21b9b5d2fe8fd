"""Whom the value of a label names: an outlet, an editor."""

from __future__ import annotations

import re
from functools import lru_cache

from zjcrawl.pages.dates import read_labelled_date
from zjcrawl.pages.names import (
    join_spaced,
    looks_like_outlet,
    looks_like_person,
)

URL = re.compile(
    r"(?:https?://)?(?:[\w-]{1,63}\.){1,5}(?:com|net|cn|org|gov|edu|info|tv|cc|hk|tw)(?:\.[a-z]{2})?(?:/\S*)?",
    re.IGNORECASE,
)
WRAPPED = re.compile(r"[\[【〔「（(]\s*([^\[\]【】〔〕「」（）()]{2,40}?)\s*[\]】〕」）)]")
NOT_A_SOURCE = re.compile(
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
_OFFICIAL = re.compile(r"官方(?:[账帐賬帳][号號戶户]|微[博信])$")
_WITH_ROLE = re.compile(r"(?<=\w{3})(?:特约|特約)?(?:记者|記者|通讯员|通訊員)$")  # whose names follow
_REPORTED_BY = re.compile(r"\s?[╱/／（(]\s?(?:本[报報])?[记記]者.*")
_EDITIONS = frozenset(("中文版", "中文网", "中文網", "中文站", "中国", "中國"))
_PAPER = re.compile(
    r"\w(?:[报報网網社台臺刊]|在[线線]|杂志|雜誌|融媒|客户端|客戶端|融媒体中心|人民政府|(?<!信息)(?<!文章)(?<!新闻)(?<!网络)(?<!资讯)发布)$"
)
CREDIT_LENGTH = 16
"""Characters of the longest name of an outlet that no label announces."""
_EDITOR_SUFFIX = re.compile(r"_[A-Z]{1,4}\d+$")


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def clean_source(value: str) -> str | None:
    """Return the name of the outlet in the value of a source label, or None where it names none."""
    wrapped = WRAPPED.match(value)
    if wrapped:
        value = wrapped.group(1)
    value = before_date(value)
    account = _ACCOUNT.match(value)
    words = (account[1] if account else _REPORTED_BY.sub("", _ACCOUNT_ID.sub("", value))).split(" ")
    name = without_frame(_WITH_ROLE.sub("", words[0]) if len(words) > 1 else words[0])
    for word in words[1:]:
        if not (name.isascii() and ((word.isascii() and word[:1].isalpha()) or word in _EDITIONS)):
            break
        name += " " + word
    name = name.strip("【】:：,，;；。|-—·>»（( ")
    if (
        not name
        or len(name) > 40
        or NOT_A_SOURCE.fullmatch(name)
        or (URL.fullmatch(name) and not _DOMAIN.fullmatch(name))
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
    return name if name and len(name) <= 30 and not NOT_A_SOURCE.fullmatch(name) else None


def before_date(value: str) -> str:
    """Return what stands before the date in the value of a label; all of it where there is none."""
    stamp = read_labelled_date(value)
    return value[: stamp.start].strip(" 　|") if stamp else value


def without_frame(name: str) -> str:
    """Return the outlet in 据某某网, [某某网], 原载某某报, 某某日报官方账号 or 某某报╱记者某某."""
    name = _OFFICIAL.sub("", _REPORTED_BY.sub("", name)).removeprefix("原载").removeprefix("原載")
    if name[:1] == "[" and name[-1:] == "]" and looks_like_outlet(name[1:-1]):
        name = name[1:-1]
    if name[-1:] in _BULLETIN and name[0] != "本" and looks_like_outlet(name[:-1]):
        return name[:-1]
    return name[1:] if name[:1] in "据據" and looks_like_outlet(name) else name


def is_paper(name: str) -> bool:
    """Tell whether a name that stands alone is that of a newspaper, a station or an office, never of a section."""
    return _PAPER.search(name) is not None and len(name) <= CREDIT_LENGTH and " " not in name
