"""The title as it is printed over the text, never with the name of the site behind it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from zjcrawl.pages.boundaries import is_abstract, is_furniture, is_subtitle, parts_text
from zjcrawl.pages.breadcrumb import ends_breadcrumb
from zjcrawl.pages.byline_lines import continues_byline, is_byline, is_dated_byline
from zjcrawl.pages.dates import find_date
from zjcrawl.pages.document import Document, Element, Line, collapse, text_of
from zjcrawl.pages.labels import Field, first_field, has_label, lone_label, split_labels
from zjcrawl.pages.names import looks_like_outlet, read_people
from zjcrawl.pages.naming import is_paper
from zjcrawl.pages.prose import is_linked, prose_of
from zjcrawl.pages.signature import is_signature


class Title(NamedTuple):
    """A title, the line it was read from (None where it was read from the head), and the rule."""

    text: str
    line: int | None
    rule: str


_HEADINGS = ("h1", "h2", "h3")
_STRONG = frozenset(("b", "strong", "big", "font", "h4", "h5", "h6", "th", "center", "span"))
_SHORTEST, _LONGEST = 4, 120  # characters
_DASHES = ("——", "--", "──")
_CAPTIONS = ("图为", "圖為", "▲", "△", "↑")
_SIGNING_REACH = 8  # lines above a signature in which its text ends
_SIGNED_PROSE = 60  # characters
_REACH = 6  # lines above a byline among which an unmarked title is sought
_BADGE_WORDS = "原创 原創 独家 獨家 首发 首發 转载 轉載 视频 視頻 图文 圖文 组图 組圖 置顶 置頂 推荐 推薦 图 圖"
_BADGES = frozenset(_BADGE_WORDS.split())
_SUFFIX = re.compile(r"\s*(?:_+|--+|——|\s[-–|｜]\s|[-–|｜](?=[^-–|｜]{2,16}$)|\s[—·•«»]\s)\s*")
_SECTION_EDGES = " 　:：>»›|｜·-—]】)）"
_APART = re.compile(r"[\s:：_|｜·—-]+")
_PARTS = re.compile(r"[_|｜—–-]+|\s[·•«»]\s")
_SECTION = re.compile(
    r"(?:新[闻聞]|[资資][讯訊]|[动動][态態]|要[闻聞]|中心|[专專][栏欄]|正文|[详詳][情细細]|信息|公[开開]|[频頻]道|[内內]容|[页頁]面?)$"
)
_SHORTEST_HEADLINE = 8  # characters
_LONGEST_SECTION = 6  # characters
_LONGEST_SITE = 12  # characters
_LONGEST_BYLINE = 80  # characters
_SUBTITLES = 2  # lines between a title and its byline
_LONGEST_HEADING = 8  # characters of what heads a list beside a text, as 热门文章 does
# What the programs that pages were made with call a page that nobody has named.
_UNNAMED = re.compile(
    r"(?:无标题|無標題|未命名)(?:文档|文件|文檔|页|頁)?\s?\d{0,3}|untitled(?: document| page)?\s?\d{0,3}"
    r"|(?:新建网页|新建文档|new page|new document)\s?\d{0,3}",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(
    r"(?:文章|新[闻聞]|信息|[资資][讯訊])?(?:[标標]\s?[题題]|[题題]\s?[目名]|主\s?[题題])\s?[:：]?"
)
_LABELS_OPEN = frozenset("标標主題题")
_LABELLED_TITLE = re.compile(r"(?:[标標][题題]|[题題]目|主[题題])\s?[:：]\s?(?=\S)")
_ADDRESS = re.compile(r"www\.\w|://")
_DOCUMENT_NUMBER = re.compile(r"[(（]?[\w、]{2,16}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\d{1,5}\s?号[)）]?")
_HOME = re.compile(r"(?=.)(?:(?:https?:)?//[^/]{1,253})?/?(?:(?:index|default)\.\w{3,5})?")
_BREADCRUMB = re.compile(r"位置|>>|＞|»|首[页頁]\s?[>/›→-]|正文$")


def find_title(document: Document, lines: Sequence[Line], names: Container[str] = ()) -> Title | None:
    """Return the line that prints what ``<title>`` or ``og:title`` announces; None where no line does.

    ``names`` are the portal's own, which some portals announce on every page.
    """
    announced = _announced(document, names)
    announced += [text for each in announced if (text := _after_name(each, names))]
    everything = "\n".join(announced)
    letters = frozenset(everything)
    openings = letters | _LABELS_OPEN
    initials = tuple({text[0] for text in announced})
    best: tuple[tuple[int, int, int], int] | None = None
    for i, line in enumerate(lines):
        if line.text[:1] not in openings and not _may_open_with_section(line):
            continue  # as most lines: what may stand before a title is a label or its section
        text = _alone(line, document, names)
        if text[:1] not in letters or len(text) > _LONGEST:
            continue
        if len(text) < _SHORTEST and not _is_first_part(_with_half(lines, i, text), announced):
            continue
        if text.startswith(_DASHES) or (text in names and not _heads_byline(lines, i)):
            continue
        if text not in everything and not (text.startswith(initials) and _begins(text, announced)):
            continue
        if line.links and is_linked(line) and _leads_home(line):
            continue
        heading = _heading(line.block)
        if not heading and (is_linked(line) or (i and _is_value(line, lines[i - 1]))):
            continue
        if not _begins(text, announced) and _follows_text(lines, i):
            continue
        is_name = heading > 0 and len(text) < _SHORTEST_HEADLINE and _is_first_part(text, announced)
        rank = (_SHORTEST_HEADLINE - 1 if is_name else len(text), heading, -i)
        if best is None or rank > best[0]:
            best = (rank, i)
    if best is None:
        return _unannounced(document, lines, names)
    text, at = _whole(lines, best[1], document, _key(everything), names)
    if not (_covers(text, announced) or _is_first_part(text, announced)):
        return _unannounced(document, lines, names)
    title = Title(text, at, "line that the page's <title> announces")
    return _under_name(title, document, lines, names) or title


def _with_half(lines: Sequence[Line], at: int, text: str) -> str:
    """Return a line of a few characters with the line below it in the same block."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    return text + below.text if below is not None and below.block is lines[at].block else text


def _heads_byline(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a heading right over a byline with a day and labels, which no name over a list is."""
    if not _heading(lines[at].block) or lines[at].links:
        return False
    below = next((line for line in lines[at + 1 :] if line.text), None)
    return below is not None and has_label(below.text) and is_dated_byline(below)


def _under_name(announced: Title, document: Document, lines: Sequence[Line], names: Container[str]) -> Title | None:
    """Return the headline of a page where what ``<title>`` announces is but the name of its site, far over it."""
    is_site = _names_site(announced.text, document)
    is_short = len(announced.text) < _SHORTEST_HEADLINE and announced.text == document.title
    if announced.line is None or not (is_site or is_short):
        return None
    title = _unannounced(document, lines[announced.line + 1 :], names)
    at = title.line + announced.line + 1 if title and title.line is not None else announced.line
    between = lines[announced.line + 1 : at]
    is_far = is_site or any(line.text for line in between)
    return title._replace(line=at) if title and is_far and not any(map(is_byline, between)) else None


def _names_site(text: str, document: Document) -> bool:
    """Tell whether an announced title ends like a site's name, and is all that ``<title>`` says or its end."""
    head = document.title or ""
    if not is_paper(text) or not head.endswith(text):
        return False
    return len(text) <= (_LONGEST_SITE if text != head else _SHORTEST_HEADLINE)


def _unannounced(document: Document, lines: Sequence[Line], names: Container[str]) -> Title | None:
    """Return the headline of a page whose ``<title>`` no line prints, as where it names the site on every page."""
    title = (
        _end_of_breadcrumb(document, lines, names)
        or _dated_heading(document, lines, names)
        or _lone_heading(document, lines, names)
        or _line_over_byline(document, lines, names)
    )
    return with_subtitle(title, lines) if title else None


def with_subtitle(title: Title, lines: Sequence[Line]) -> Title:
    """Return a title that nothing announces with its other half, the next line, which a dash begins: ——某某纪实."""
    at = -1 if title.line is None else title.line + 1
    below = lines[at].text if 0 < at < len(lines) else ""
    goes_on = is_subtitle(below) and len(title.text) + len(below) <= _LONGEST
    return title._replace(text=title.text + below) if goes_on else title


def _end_of_breadcrumb(document: Document, lines: Sequence[Line], names: Container[str]) -> Title | None:
    """Return the line that the breadcrumb right over it ends with."""
    printed = ((i, _alone(line, document, names)) for i, line in enumerate(lines) if line.text and not line.links)
    found = ((i, text) for i, text in printed if ends_breadcrumb(lines, i, text) and _is_headline(text, names))
    at, text = next(found, (None, ""))
    return Title(text, at, "line that the breadcrumb ends with") if at is not None else None


def _dated_heading(document: Document, lines: Sequence[Line], names: Container[str]) -> Title | None:
    """Return the one heading of a page, no link, that a byline with a day follows; of two in a row the larger."""
    headings = [i for i, line in enumerate(lines) if line.text and _heading(line.block) and not line.links]
    found = [i for i in headings if _is_headline(_alone(lines[i], document, names), names) and _is_dated(lines, i)]
    if not found or found[-1] - found[0] > _SUBTITLES:
        return None
    at = max(found, key=lambda i: (_heading(lines[i].block), -i))
    return Title(_alone(lines[at], document, names), at, "the one heading over a date")


def _line_over_byline(document: Document, lines: Sequence[Line], names: Container[str]) -> Title | None:
    """Return the first line, no link, that is right over a byline with a day and follows no text, as comments do."""
    for i, line in enumerate(lines):
        if prose_of(line) > _SIGNED_PROSE:
            return None
        if i and is_dated_byline(line):
            at = next((above for above in range(i - 1, -1, -1) if lines[above].text), 0)
            text = _alone(lines[at], document, names)
            may_be = not lines[at].links and _may_be_title(lines[at]) and _is_headline(text, names)
            if may_be and lines[at].text[-1] not in "。.":
                return Title(text, at, "line over the first byline")
    return None


def _is_dated(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the next line below a heading that is no heading itself is short and has a day."""
    below = (line for line in lines[at + 1 : at + 2 + _SUBTITLES] if line.text and not _heading(line.block))
    line = next(below, None)
    return (
        line is not None
        and len(line.text) <= _LONGEST_BYLINE
        and not prose_of(line)
        and find_date(line.text) is not None
    )


def _is_headline(text: str, names: Container[str]) -> bool:
    """Tell whether a heading is long enough to be a headline, and neither the site's name nor a section's."""
    if not _SHORTEST_HEADLINE <= len(text) <= _LONGEST or text in names:
        return False
    return not looks_like_outlet(text) and _SECTION.search(text) is None


def _leads_home(line: Line) -> bool:
    """Tell whether a line is a link to the home of its site, as the site's name at the top of every page is."""
    return _HOME.fullmatch((line.links[0].get("href") or "").strip()) is not None


def _lone_heading(document: Document, lines: Sequence[Line], names: Container[str]) -> Title | None:
    """Return the one ``<h1>`` of a page that is no link, as the name of a site over all its pages is."""
    found = {line.block: i for i, line in enumerate(lines) if line.block.tag == "h1" and line.text}
    if len(found) != 1:
        return None
    at = next(iter(found.values()))
    text = _alone(lines[at], document, names)
    if lines[at].links or not _is_headline(text, names) or _follows_text(lines, at):
        return None
    return Title(text, at, "the page's one <h1>")


def _is_value(line: Line, above: Line) -> bool:
    """Tell whether a line goes on with a byline, and is not what a form calls the title."""
    return continues_byline(line, above) and _TITLE_LABEL.fullmatch(above.text) is None


def _whole(
    lines: Sequence[Line], at: int, document: Document, announced: str, names: Container[str]
) -> tuple[str, int]:
    """Return a title with its other half, a line of the same heading or one that a dash begins, if it is announced.

    With it goes the line that the title ends in.
    """
    text, last = _alone(lines[at], document, names), at
    for beside in (at + 1, at - 1):
        other = lines[beside] if 0 <= beside < len(lines) else None
        if other is None or not (other.block is lines[at].block or other.text.startswith(_DASHES)):
            continue
        joined = text + other.text if beside > at else other.text + text
        if other.text and _key(joined) in announced:
            text, last = joined, max(last, beside)
    return text, last


def _follows_text(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line stands under a text, as the office does that signs it and runs the site."""
    above = lines[max(0, at - _SIGNING_REACH) : at]
    return sum(prose_of(line) for line in above if not line.links) > _SIGNED_PROSE


def title_above(
    document: Document, lines: Sequence[Line], below: int, names: Container[str] = (), after: int = 0
) -> Title | None:
    """Return the title over the line ``below``, a byline or the first of a text: a heading, else the nearest line.

    It is sought from the line ``after`` on, and is none of ``names``.
    """
    stop = below
    while below > 1 and (is_byline(lines[below - 1]) or continues_byline(lines[below - 1], lines[below - 2])):
        below -= 1
    candidates = [
        i for i in range(max(after, below - _REACH), below) if lines[i].text not in names and _may_be_title(lines[i])
    ]
    headings = [i for i in candidates if _heading(lines[i].block)]
    if headings and not _heads_title(lines[headings[-1]], lines[candidates[-1]], names):
        at = max(headings, key=lambda i: (_heading(lines[i].block) * _is_headline(lines[i].text, names), i))
        return Title(_alone(lines[at], document, names), at, "heading above the text")
    strong = next((i for i in reversed(candidates) if _is_strong(lines[i])), None)
    if strong is not None:
        return Title(lines[strong].text, strong, "line in bold above the text")
    if candidates:
        return Title(lines[candidates[-1]].text, candidates[-1], "line above the text")
    if after < below < len(lines) and is_byline(lines[below]) and _is_word(lines[below - 1]):
        return Title(lines[below - 1].text, below - 1, "word right above the byline")
    unlike = next((i for i in range(max(after, below - 1), stop) if _only_sounds_otherwise(lines, i, stop)), None)
    if unlike is None:
        return None
    return Title(lines[unlike].text, unlike, "line above the text that opens as a label does")


def _heads_title(heading: Line, nearest: Line, names: Container[str]) -> bool:
    """Tell whether the last heading over a text is its section's name or the site's, with the title under it."""
    if heading is nearest or _is_headline(heading.text, names) or nearest.text[-1] in "。.":
        return False
    is_site = looks_like_outlet(heading.text) or (is_linked(heading) and _leads_home(heading))
    return is_site or len(nearest.text) >= _SHORTEST_HEADLINE


def _only_sounds_otherwise(lines: Sequence[Line], at: int, byline: int) -> bool:
    """Tell whether a line over a byline only opens like a part of it, or like the head of a list, and can be a title.

    A byline says each thing once, so that what stands over it with one of its own labels is none of it, nor is what has
    no person's name after 编辑.  The head of a list, 下一页:……, has links below it and no byline.
    """
    line, below = lines[at], [other for other in lines[at + 1 : byline + 1] if other.text]
    if line.links or not _SHORTEST <= len(line.text) <= _LONGEST or not below or not is_byline(below[0]):
        return False
    field = first_field(line.text)
    if field is None:
        return parts_text(line.text) and not line.text.endswith((":", "："))
    if lone_label(line.text) is not None:
        return False
    fields = {label for other in below if other.block is not line.block for label, _ in split_labels(other.text)}
    said = [value for label, value in split_labels(line.text) if label is field]
    return field in fields or (field in (Field.AUTHOR, Field.EDITOR) and not any(map(read_people, said)))


def _is_word(line: Line) -> bool:
    """Tell whether a line is but a word, as short titles are that nothing announces, and not the name of a section."""
    text = line.text
    is_short = 1 < len(text) < _SHORTEST and text.isalnum() and not line.links
    return is_short and not is_furniture(text) and _SECTION.search(text) is None and text not in _BADGES


def _alone(line: Line, document: Document, names: Container[str]) -> str:
    """Return the title that a line prints, without what is set behind it in an element of its own.

    That is what ``<title>`` names apart from it, its section, linked or not, or not at all: 原创, one of ``names``.
    """
    text = line.text
    if (
        text[:1] in _LABELS_OPEN
        and (label := _LABELLED_TITLE.match(text))
        and text[label.end() :] in (document.title or "")
    ):
        return text[label.end() :]
    if not line.pieces:
        return text
    if _may_open_with_section(line):
        text = without_section(text, line, document)
    head = document.title or ""
    tail = collapse(line.pieces[-1])
    if not tail or text in head or not text.endswith(tail):
        return text
    if tail in _BADGES and len(bare := text[: -len(tail)].rstrip()) >= _SHORTEST and bare in head:
        return bare
    rest = text[: -len(tail)].rstrip(" |｜·:：—-")
    if len(rest) < _SHORTEST or rest not in head:
        return text
    return rest if tail in names or tail in _parts(head) else text


def _may_open_with_section(line: Line) -> bool:
    return bool(line.links) and 0 < line.link_chars <= _LONGEST_SECTION < len(line.text)


@lru_cache(maxsize=16)  # of one page, each of whose lines may print one
def _parts(head: str) -> frozenset[str]:
    return frozenset(part.strip() for part in _PARTS.split(head))


def without_section(title: str, line: Line, document: Document) -> str:
    """Return a title without the linked name of its section before it, which ``<title>`` does not print so.

    As in ``经济热点 : 题`` and ``[经济热点] 题``, the name a link to the section's list.
    """
    named = text_of(line.links[0]) if line.links else ""
    at = title.find(named) if named and line.link_chars == len(named) else -1
    if not 0 <= at <= 1:
        return title
    rest = title[at + len(named) :].lstrip(_SECTION_EDGES)
    announced = document.title or ""
    return rest if len(rest) >= _SHORTEST and title not in announced and rest in announced else title


def names_section(title: Title, document: Document) -> bool:
    """Tell whether an announced title is but a section or site, as on pages that do not say what they hold."""
    text = title.text
    is_section = len(text) <= _LONGEST_SECTION and _SECTION.search(text) is not None
    return is_section or _names_site(text, document)


def title_in_head(document: Document, names: Container[str] = ()) -> Title | None:
    """Return what ``og:title`` or ``<title>`` says, without the site's name; None where it says no more than that."""
    named = next(reversed(_announced(document, names)), None)
    if named is None:
        return None
    first, *rest = (part.strip() for part in _SUFFIX.split(named))
    text = max(rest, key=len, default="")
    text = text if len(text) >= 2 * len(first) else first
    return Title(text if len(text) >= _SHORTEST else named, None, "the page's <title>, cut before the site's name")


def _announced(document: Document, names: Container[str]) -> list[str]:
    named = (document.title, document.meta.get("og:title"))
    return [text for text in named if text and text not in names and not _UNNAMED.fullmatch(text)]


def _after_name(announced: str, names: Container[str]) -> str | None:
    """Return what follows the portal's own name, set apart from it, where an announced title opens with that."""
    first, *rest = _APART.split(announced, maxsplit=1)
    return rest[0] if rest and first in names else None


def _heading(block: Element) -> int:
    for element in (block, *_some_ancestors(block)):
        if element.tag in _HEADINGS:
            return 4 - _HEADINGS.index(element.tag)
    return 0


_FEW = 4  # elements of a line that are looked at


def _is_strong(line: Line) -> bool:
    """Tell whether a line is set in bold from end to end, as newspapers set a title between those over and under it."""
    return any(text_of(element) == line.text for element in islice(line.block.iter("b", "strong", "big"), _FEW))


def _some_ancestors(block: Element) -> Sequence[Element]:
    parent = block.getparent()
    if parent is None:
        return ()
    above = parent.getparent()
    return (parent,) if above is None else (parent, above)


def _begins(text: str, announced: Sequence[str]) -> bool:
    """Tell whether an announced title begins with ``text`` but for white space and quotation marks."""
    key = _key(text)
    return any(_key(each).startswith(key) for each in announced)


_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’「」『』 　", ""))


def _key(text: str) -> str:
    return text.translate(_QUOTES)


def _is_first_part(text: str, announced: Sequence[str]) -> bool:
    """Tell whether ``text``, of two characters or more, is all that an announced title says before the site's name."""
    return len(text) > 1 and any(text == _PARTS.split(each, maxsplit=1)[0].strip() for each in announced)


def _covers(text: str, announced: Sequence[str]) -> bool:
    """Tell whether ``text`` is what is announced, not merely the site's name at its end."""
    for each in announced:
        key, whole = _key(text), _key(each)
        parts = _PARTS.split(whole)
        if len(parts) > 1 and parts.count(key) == 1 and all(looks_like_outlet(part) for part in parts if part != key):
            return True
        if whole.startswith(key) and (len(key) * 3 >= len(whole) or len(key) >= 8):
            return True
        if key in whole and (len(key) * 2 >= len(whole) or len(key) == max(map(len, _PARTS.split(whole)))):
            return True
    return False


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and not (is_linked(line) and not _heading(line.block))
        and not text.startswith((*_DASHES, *_CAPTIONS))
        and not text.endswith((":", "："))
        and not is_byline(line)
        and not (len(text) <= _LONGEST_HEADING and parts_text(text))
        and not is_abstract(text)
        and not is_furniture(text)
        and not is_signature(text)
        and not _BREADCRUMB.search(text)
        and not _ADDRESS.search(text)
        and (text[-1] not in "号)）" or _DOCUMENT_NUMBER.fullmatch(text) is None)
        and collapse(text) != ""
    )
