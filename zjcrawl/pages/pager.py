"""Pagers: the links from one page of a listing or an article to its other pages.

A pager is known by the words a reader sees (下一页, 尾页, 共3页) and by runs of page numbers, so that the day links
of a calendar and the next article (下一篇) are not taken for one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from urllib.parse import urlsplit

from zjcrawl.frontier.canonical import absolute_url
from zjcrawl.pages.anchors import Anchor, read_anchors
from zjcrawl.pages.document import Document, Element, collapse, text_of
from zjcrawl.pages.folding import either_script
from zjcrawl.records import Pager

_DECORATION = re.compile(r"[\s\[\]【】()（）<>«»‹›←→▶►▼|·_-]+")
_NEXT = re.compile(
    r"(?:(?:下|后|後)一?[页頁张張]|[接转轉续續]下一?[页頁]|(?:未完,?)?[请請][接看见見]下一?[页頁]|[续續次翻][页頁]|往[后後]|下翻|[上前]一?[周週期]|(?:[点點][击擊])?(?:[加载載入]{2}|[显顯]示)更多)(?:\d{1,5}(?:/\d{1,5})?)?"
    r"|(?:下|后|後)面?(?:\d{1,3}|[二三四五六八十百]{1,3})[条條篇则則]"
    r"|(?:(?:较|較|更)[早旧舊]|早期|[旧舊])的?(?:文章|日志|新闻|新聞)|next(?:page)?|older(?:posts|entries)?",
    re.IGNORECASE,
)
"""What leads on; a newspaper's issues and a journal's weeks are turned from the latest to those before it."""
_FIRST = re.compile(r"首[页頁]|第一[页頁]|first(?:page)?", re.IGNORECASE)
_OTHER = re.compile(
    r"[接返]?[上前]一?[页頁]|[上前]面?\d{1,3}[条條篇则則]|(?:较|較|更)[新近]的?(?:文章|日志)|newer(?:posts|entries)?|首[页頁]|第一[页頁]|(?:尾|末|最后一|最後一)[页頁]|[下后後]一?期|prev(?:ious)?(?:page)?|first|last",
    re.IGNORECASE,
)
_PRECEDING = re.compile(
    r"[下后後]一?期|[接返]?[上前]一?[页頁]|[上前]面?\d{1,3}[条條篇则則]|prev(?:ious)?(?:page)?", re.IGNORECASE
)
_RANGE = re.compile(r"第?(\d{1,5})[-–~至](\d{1,5})[条條篇]?")
_RANGES = re.compile(r"(?<!\d)(\d{1,5})\s?[-–~至]\s?(\d{1,5})(?!\d)")
_NUMBER = re.compile(r"第?(\d{1,5})[页頁]?(?:/\d{1,5}[页頁]?)?")
_TITLED = re.compile(r"(第\d{1,3}[页頁]|[下上]一?[页頁])\s?[:：].{1,40}")
"""A page of an article called by its number or its place, and by what it is about: 第2页:企业对策."""
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = re.compile(rf"第([{_NUMERALS}])[页頁]")
_ARROW = re.compile(r"[>›»→]{1,2}")
_BACK = re.compile(r"[<‹«←]{1,2}")
_SIGNS = re.compile(r"(?=.*<)(?=.*>)(?=.*(?:\|\s?<|>\s?\|))[<>|\s]{6,24}")
"""A pager of nothing but signs: ``|< < > >|``, of which the first page may lack the links of some."""
_PAGE_WORD = re.compile(r"[页頁]|\bpage\b", re.IGNORECASE)
_CALENDAR = re.compile(r"日一二三四五六|一二三四五六日|[上下]个?月|[上下]個?月|SuMoTu|SunMon", re.IGNORECASE)
_CURRENT = re.compile(
    r"第\s?(\d{1,5})\s?[页頁]|(?:当前|當前|[页頁]次|[页頁][码碼])\D{0,4}(\d{1,5})\s?/\s?\d"
    r"|(?<!\d)(\d{1,5})\s?/\s?\d{1,5}\s?[页頁]"
)
_WHERE = re.compile(r"(?<!\d)\d{1,5}\s?/\s?\d{1,5}(?!\d)|(?<!\d)\d{1,3}(?!\d)")
"""Which page this is, of how many or not, between signs that turn them: ``|< << 2/9 >> >|``, ``« ‹ 2 › »``."""
_ONLY = re.compile(r"(?<!\d)1\s?/\s?1(?!\d)")
_CREATE_PAGES = re.compile(
    r"""createPageHTML\(\s*["']?(\d{1,5})["']?\s*,\s*["']?(\d{1,5})["']?\s*,\s*["']([\w./-]+)["']\s*,\s*["'](\w+)["']"""
)
_TALLY = re.compile(
    either_script(
        r"(?:(?:一?共|总[共计数]?|[合总]计|每)有?:?)?\d{1,7}[条篇则个项](?:文章|记录|信息|新闻|资讯|内容|数据)?"
    ),
    re.IGNORECASE,
)
"""How many entries there are, as pagers say beside their numbers."""
_HEADING = re.compile(r"(?:文章|帖子|日志|新闻|新聞)(?:导航|導航|分页|分頁)")
"""What WordPress writes over its page numbers, for those who have them read to them."""
_SHOWN = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_MOST_PAGES = 10_000
_REACH = 4
_STRIP_LENGTH = 400
_LINE = 60  # elements from the beginning of a line to a link in it
_LONGEST_LABEL = 24  # characters, decoration aside
_LONGEST_WORD = 3  # characters: a title has more


def read_pager(document: Document, anchors: Sequence[Anchor], url: str) -> Pager:
    """Return the pager of the page at ``url``; an empty one where the page shows none."""
    following: str | None = None
    preceding: str | None = None
    current: int | None = None
    numbered: dict[int, str] = {}
    texts = _Texts()
    for strip, labelled in _strips(anchors, texts):
        text = texts[strip] or ""
        size = _entries_per_page(text)
        links = {number: a for a in labelled if (number := _number(a, size)) is not None}
        if not _is_pager(strip, texts, labelled, links, size):
            continue
        ahead = (a.url for a in labelled if _is_next(a) and _elsewhere(a.url, url))
        following = following or next((there for there in ahead if not _is_only_page(there, url, text)), None)
        back = (a.url for a in labelled if _is_back(a) and _elsewhere(a.url, url))
        preceding = preceding or next(back, None)
        current = current or _current_number(text, links, size)
        for number, anchor in links.items():
            if _elsewhere(anchor.url, url):
                numbered.setdefault(number, anchor.url)
    if not numbered and following is None:
        numbered, current = _written_by_script(document)
    return Pager(tuple(sorted(numbered.items())), following or _rel_next(document, url), current, preceding)


def labelled_anchors(document: Document) -> tuple[Anchor, ...]:
    """Return those links of a page that are called as a pager's are, which is all that ``read_pager`` looks at."""
    return read_anchors(document, _is_label)


def next_page(pager: Pager, number: int) -> str | None:
    """Return the URL of the page after page ``number``, or of the nearest later one that the pager shows."""
    links = dict(pager.numbered)
    if number + 1 in links:
        return links[number + 1]
    return pager.following or next((target for later, target in pager.numbered if later > number), None)


def _written_by_script(document: Document) -> tuple[dict[int, str], int | None]:
    """Return the pages of a pager that TRS WCM, which many Chinese portals run on, has its script write.

    ``createPageHTML(3, 0, "index", "html")`` is the first of three pages: index.html, index_1.html, index_2.html.
    """
    for script in document.root.iter("script"):
        call = _CREATE_PAGES.search(script.text or "")
        if call is None:
            continue
        total, current, stem, ending = min(int(call[1]), _MOST_PAGES), int(call[2]), call[3], call[4]
        names = {n + 1: f"{stem}_{n}.{ending}" if n else f"{stem}.{ending}" for n in range(total) if n != current}
        return {n: url for n, name in names.items() if (url := absolute_url(document.base_url, name))}, current + 1
    return {}, None


class _Texts(dict[Element, str | None]):
    """The text of each element that is asked for, white space collapsed; None where it is too long for a pager."""

    def __missing__(self, element: Element) -> str | None:
        self[element] = text = _short_text(element)
        return text


def _strips(anchors: Sequence[Anchor], texts: _Texts) -> Iterator[tuple[Element, list[Anchor]]]:
    """Group links that could belong to a pager under the lowest element that leads to two pages.

    A pager stands over a list and under it, so that two links to one page do not make a strip.  A lone link's strip is
    the lowest element that shows more than the link.  What a box of choices is for is said around it.
    """
    labelled = [anchor for anchor in anchors if _is_labelled(anchor)]
    targets: defaultdict[Element, set[str]] = defaultdict(set)
    for anchor in labelled:
        for ancestor in islice(anchor.element.iterancestors(), _REACH):
            targets[ancestor].add(anchor.href)
    strips: dict[Element, list[Anchor]] = {}
    for anchor in labelled:
        ancestors = list(islice(anchor.element.iterancestors(), _REACH))
        strip = next((ancestor for ancestor in ancestors if len(targets[ancestor]) > 1), None)
        if strip is not None and strip.tag == "select" and (around := strip.getparent()) is not None:
            strip = strip if texts[around] is None else around
        if strip is None or texts[strip] is None:
            fuller = (ancestor for ancestor in ancestors if texts[ancestor] != anchor.text)
            strip = next(fuller, anchor.element)
            strip = _line_within(strip, anchor.element, texts) if texts[strip] is None else strip
        strips.setdefault(strip, []).append(anchor)
    yield from strips.items()


def _line_within(holder: Element, link: Element, texts: _Texts) -> Element:
    """Return the ``<br>`` that begins the line of a link in an element too long for a pager, else that element.

    The text of the ``<br>`` is then that line.
    """
    child = link
    while (parent := child.getparent()) is not None and parent is not holder:
        child = parent
    before = islice(child.itersiblings(preceding=True), _LINE)
    opening = next((element for element in before if element.tag == "br"), None)
    if opening is None:
        return holder
    if opening not in texts:
        line = takewhile(lambda element: element.tag != "br", opening.itersiblings())
        pieces = [opening.tail, *(part for element in line for part in (*element.itertext(), element.tail))]
        text = collapse("".join(str(piece) for piece in pieces if piece))
        texts[opening] = text if len(text) <= _STRIP_LENGTH else None
    return opening


def turns_page(label: str) -> bool:
    """Tell whether a label without decoration is one of a pager's words."""
    return bool(_NEXT.fullmatch(label) or _OTHER.fullmatch(label))


def _is_labelled(anchor: Anchor) -> bool:
    return _is_label(anchor.text, anchor.name)


@lru_cache(maxsize=4096)  # navigations have the same links on every page
def _is_label(text: str, name: str) -> bool:
    """Tell whether a link is called as those of a pager are: by its words, an arrow, a number or a range."""
    labels = [plain for plain in (_plain(text), _plain(name)) if len(plain) <= _LONGEST_LABEL]
    if any(turns_page(plain) for plain in labels) or _ARROW.fullmatch(text) or _BACK.fullmatch(text):
        return True
    return _range(text) is not None or _numbered(_plain(text)) is not None


def _is_next(anchor: Anchor) -> bool:
    return any(_NEXT.fullmatch(_plain(label)) for label in (anchor.text, anchor.name)) or bool(
        _ARROW.fullmatch(anchor.text)
    )


def _is_back(anchor: Anchor) -> bool:
    return bool(_PRECEDING.fullmatch(_plain(anchor.text)) or _BACK.fullmatch(anchor.text))


def _is_other(anchor: Anchor) -> bool:
    return any(_OTHER.fullmatch(_plain(label)) for label in (anchor.text, anchor.name))


def _is_first(anchor: Anchor) -> bool:
    """Tell whether a link is called 首页, which in a navigation is the portal's home and in a pager the first page."""
    return _FIRST.fullmatch(_plain(anchor.text)) is not None and urlsplit(anchor.url).path not in ("", "/")


def _number(anchor: Anchor, size: int = 0) -> int | None:
    """Return the number of the page a link leads to; ``size`` is how many entries a page has, where that is known."""
    if _is_first(anchor):
        return 1
    entries = _range(anchor.text)
    if entries:
        return _page_of(entries[0], size or entries[1] - entries[0] + 1)
    return _numbered(_plain(anchor.text))


def _numbered(label: str) -> int | None:
    """Return the number that a plain label is, in figures or as a word, as in 第二页."""
    match = _NUMBER.fullmatch(label)
    if match:
        return int(match.group(1))
    word = _NUMERAL.fullmatch(label)
    return _NUMERALS.index(word.group(1)) + 1 if word else None


def _range(text: str) -> tuple[int, int] | None:
    """Return the first and the last entry of the page that a link of this text leads to, as in 17-32."""
    match = _RANGE.fullmatch(text.strip(" []【】()（）"))
    first, last = (int(match[1]), int(match[2])) if match else (0, 0)
    return (first, last) if first < last else None


def _entries_per_page(text: str) -> int:
    """Return how many entries a page has by a text such as 1-16 17-32 33-40; 0 where it is none of that kind."""
    ranges = [(int(first), int(last)) for first, last in _RANGES.findall(text)]
    if len(ranges) < 2 or any(before[1] + 1 != after[0] for before, after in pairwise(ranges)):
        return 0
    sizes = {last - first + 1 for first, last in ranges[:-1]}
    size = max(sizes)
    return size if len(sizes) == 1 and size > 1 and ranges[-1][1] - ranges[-1][0] < size else 0


def _page_of(first: int, size: int) -> int | None:
    """Return the number of the page that begins with entry ``first``, such as 17 of 16 on a page."""
    return (first - 1) // size + 1 if size > 1 and first % size == 1 else None


@lru_cache(maxsize=4096)
def _plain(label: str) -> str:
    titled = _TITLED.fullmatch(label)
    return _DECORATION.sub("", titled[1] if titled else label)


def _is_pager(strip: Element, texts: _Texts, labelled: Iterable[Anchor], links: dict[int, Anchor], size: int) -> bool:
    text = texts[strip] or ""
    if any(_NEXT.fullmatch(_plain(a.name)) or (_is_other(a) and not _is_first(a)) for a in labelled):
        return True
    if _SIGNS.fullmatch(text):
        return True
    if size:
        return bool(links)
    if any(_is_calendar(texts[around] or "") for around in (strip, *islice(strip.iterancestors(), _REACH))):
        return False
    if _PAGE_WORD.search(text):
        return any(not _is_first(a) for a in labelled)
    if _WHERE.search(text) and any(_ARROW.fullmatch(a.text) for a in labelled):
        return _is_run(text)
    return bool(links) and _current_number(text, links, size) is not None and _is_run(text)


def _is_calendar(text: str) -> bool:
    """Tell whether a text is that of a calendar; one that speaks of 上月 ends its sentences."""
    return "。" not in text and _CALENDAR.search(_plain(text)) is not None


def _is_run(text: str) -> bool:
    """Tell whether a strip holds page numbers and nothing else but how many entries there are."""
    return not re.sub(r"[\d.…/]+", "", _TALLY.sub("", _HEADING.sub("", _plain(text))))


def _current_number(text: str, links: dict[int, Anchor], size: int) -> int | None:
    """Return the number of the page itself: named or chosen as such, or shown among the others without being a link."""
    if 1 in links and (chosen := next((n for n, a in links.items() if a.element.get("selected") is not None), None)):
        return chosen
    for named in _CURRENT.finditer(text):
        number = int(next(group for group in named.groups() if group))
        if number not in links or _PAGE_WORD.search(links[number].text) is None:  # else it is what the link says
            return number
    first = _RANGES.findall(text) if size else ()
    shown = {_page_of(int(entry), size) or 0 for entry, _ in first} or {int(number) for number in _SHOWN.findall(text)}
    return next((n for n in sorted(shown - links.keys()) if n + 1 in links or n - 1 in links), None)


def _short_text(element: Element) -> str | None:
    """Return the text of ``element``, white space collapsed, or ``None`` where it is too long for a pager."""
    words: list[str] = []
    length = 0
    for piece in map(str, element.itertext()):
        words += piece.split()
        length += len(piece.strip()) + 1
        if length > _STRIP_LENGTH:
            return None
    return " ".join(words)


def _elsewhere(target: str, url: str) -> bool:
    return bool(target) and target.partition("#")[0] != url.partition("#")[0]


def _is_only_page(target: str, url: str, text: str) -> bool:
    """Tell whether a pager says that there is one page, 1/1, and its 下一页 is that page with the number 1 added."""
    if _ONLY.search(text) is None:
        return False
    page, other = urlsplit(url), urlsplit(target)
    added = other.query.removeprefix(page.query)
    return page[:3] == other[:3] and page.query + added == other.query and re.fullmatch(r"&?\w+=1", added) is not None


def _rel_next(document: Document, url: str) -> str | None:
    """Return what is linked as the next page without a word: in the head, or as JCMS names the next rows of a list.

    WordPress links the next article so as well, by its title.
    """
    for element in document.root.iter("link", "a"):
        is_next = (element.get("rel") or "").lower() == "next" and not _names_article(element)
        if is_next or _names_next_rows(element):
            target = absolute_url(document.base_url, element.get("href") or "")
            if target and _elsewhere(target, url):
                return target
    return None


def _names_article(link: Element) -> bool:
    name = _plain(link.get("title") or "" if link.tag == "link" else text_of(link))
    return len(name) > _LONGEST_WORD and _NEXT.fullmatch(name) is None


def _names_next_rows(link: Element) -> bool:
    around = link.getparent()
    return around is not None and around.tag == "nextgroup"
