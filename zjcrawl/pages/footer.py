"""The boilerplate at the foot of a portal's page: disclaimer, links, contacts, copyright, licence.

A footer is known by where it stands and what it says: after the article, a row of links such as 关于我们 and 联系我们,
a claim of copyright, a licence.  What the article itself says of copyright or telephones comes before more article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from zjcrawl.pages.contacts import (
    claims_copyright,
    read_copyright,
    read_fax,
    read_licence,
    read_linked_qq,
    read_phone,
    read_qq,
)
from zjcrawl.pages.disclaimer import Disclaimer, find_disclaimer
from zjcrawl.pages.document import Document, Element, Line, text_of
from zjcrawl.pages.evidence import Evidence, Found
from zjcrawl.pages.placing import is_like
from zjcrawl.records import Footer, Link

# What the links at the foot of Chinese sites are called.
_ABOUT = re.compile(
    r"(?=[关關a联聯c声聲地s留建反友广廣隐隱p帮幫h招诚誠人合条條投版律简簡lj])"
    r"(?:[关關][于於]|about|[联聯][系繫絡]|contact|[声聲]明|地[图圖]|site\s?map|留言|建[议議]|反[馈饋]|友情[链鏈鍊][接结結]"
    r"|[广廣]告|[隐隱]私|[帮幫]助|招聘|[诚誠]聘|人才|合作|[条條]款|投稿|版[权權]|律[师師]|[简簡]介|legal|privacy|help|jobs)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s|｜丨┊┆¦‖·•・/\\\-—–_>»,，、:：\[\]【】()（）]+")
_BOILERPLATE = re.compile(
    r"本[站网網]|[举舉][报報]|[许許]可|授[权權]|[转轉][载載]|技[术術]支持|地址|[邮郵][编編箱]|主[办辦]|承[办辦]"
)
_GLUED = re.compile(r"\d{5}[^\s\d,，、;；|/)）号號-]|\d{12}")
_NUMBER_END, _NUMBER_OR_WORD = re.compile(r"\d{5}$"), re.compile(r"\d{5}|[^\d\s]")
_GLUE = 16  # characters on each side that tell the place
_LINK_TEXT = 14  # characters: longer ones are headlines
_MOST_LINKS = 60  # of a footer
_PROSE = 30  # characters of running text that make a line part of an article
_SHORT, _LONG = 120, 1000  # characters: a line of contacts, and a whole footer in one line, are no longer
_AFTER_ROW, _GAP = 40, 2  # lines
_IN_CELLS = 3  # lines of a row that has a cell for each link, enough to tell it by
_CUT = ("...", "…")  # what ends a summary in a list


class _Row(NamedTuple):
    links: tuple[Link, ...]
    start: int
    stop: int


def read_footer(document: Document, url: str, evidence: Evidence | None = None) -> Footer | None:
    """Return the footer of a page, ``None`` where it has none.

    ``url`` is that of the page; links without a target that can be fetched are left out.  ``text`` has the lines of the
    disclaimer and those from the row of links to the end, and nothing that stands between them, such as lists of the
    latest articles, so that the pages of one template have one text.  Where a page names several numbers the first
    one counts.  Labels and shapes are those of the one page known of zj123.com and of common usage.  ``evidence``, if
    given, is filled with the lines that the parts were read from.
    """
    lines = document.lines
    disclaimer = find_disclaimer(lines)
    if disclaimer and _goes_on(lines[disclaimer.stop :]):
        disclaimer = None
    row = _find_row(document, url, disclaimer)
    start = _start(lines, row, disclaimer)
    if start is None and disclaimer is None:
        if evidence is not None:
            evidence.note("footer", Found(None, None, "no disclaimer, row of links or contacts at the foot"))
        return None
    foot = _foot(lines, start, disclaimer)
    text = "\n".join(line.text for line in foot)
    first, last = _own_copyright(foot, url)
    said = [line.text for line in lines[disclaimer.start : disclaimer.stop]] if disclaimer else []
    footer = Footer(
        disclaimer=disclaimer.clauses if disclaimer else (),
        links=row.links if row else (),
        phone=read_phone(text),
        fax=read_fax(text),
        qq=tuple(dict.fromkeys(_qq(foot))),
        copyright_from=first,
        copyright_to=last,
        licence=read_licence(text),
        text="\n".join(filter(None, (*said, text))),
    )
    if evidence is not None:
        _explain(
            evidence, footer, foot, lines[disclaimer.start] if disclaimer else None, lines[row.start] if row else None
        )
    return footer


def begins_foot(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a row of links that name the site begins at a line, or it claims copyright or gives a licence."""
    text = lines[at].text
    if lines[at].links and _names_site(list(takewhile(_is_row, lines[at : at + _IN_CELLS]))):
        return True
    return claims_copyright(text) or read_licence(text) is not None


def _explain(evidence: Evidence, footer: Footer, foot: Sequence[Line], heading: Line | None, row: Line | None) -> None:
    """Note for each part of a footer the line that it was read from."""

    def said(value: object, read: Callable[[str], object]) -> Line | None:
        return next((line for line in foot if value and read(line.text) == value), None)

    qq, years = footer.qq, (footer.copyright_from, footer.copyright_to)
    parts: dict[str, Found[object]] = {
        "disclaimer": Found(footer.disclaimer, heading, "clauses under their heading"),
        "links": Found(tuple(link.text for link in footer.links), row, "row of links that name the site"),
        "phone": Found(footer.phone, said(footer.phone, read_phone), "telephone label"),
        "fax": Found(footer.fax, said(footer.fax, read_fax), "fax label"),
        "qq": Found(qq, said(qq, lambda text: qq if qq and qq[0] in text else None), "QQ label, link or number"),
        "copyright_from": Found(years[0], said(years[0] and years, read_copyright), "year beside a claim of copyright"),
        "copyright_to": Found(years[1], said(years[0] and years, read_copyright), "year beside a claim of copyright"),
        "licence": Found(footer.licence, said(footer.licence, read_licence), "number of a licence"),
    }
    for name, found in parts.items():
        evidence.note(f"footer.{name}", found if found.value else Found(None, None, "not found"))


def _find_row(document: Document, url: str, disclaimer: Disclaimer | None) -> _Row | None:
    """Return the last row of footer links that no article follows."""
    lines = document.lines
    stop = len(lines)
    while stop > max(0, len(lines) - _AFTER_ROW):
        line = lines[stop - 1]
        if disclaimer and disclaimer.start < stop <= disclaimer.stop:
            stop = disclaimer.start
        elif _is_prose(line):
            return None
        else:
            start = _row_start(lines, stop) if _is_row(line) else stop - 1
            if _names_site(lines[start:stop]):
                return _Row(tuple(_links(document, url, lines[start:stop])), start, stop)
            stop = start
    return None


def _row_start(lines: Sequence[Line], stop: int) -> int:
    """Go back over the lines of one row, which may have a line for each cell of a table or item of a list."""
    start = stop - 1
    while start > 0 and _is_row(lines[start - 1]) and _side_by_side(lines[start - 1], lines[start]):
        start -= 1
    return start


def _side_by_side(line: Line, following: Line) -> bool:
    """Whether two lines of links are parts of one row; lines of several links each must both name the site."""
    several = len(line.links) > 1 or len(following.links) > 1
    if several and not (_ABOUT.search(line.text) and _ABOUT.search(following.text)):
        return False
    above, below = line.block, following.block
    return is_like(line, following) or (above.tag == below.tag == "td" and _table(above) is _table(below))


def _table(cell: Element) -> Element | None:
    return next(cell.iterancestors("table"), None)


def _is_row(line: Line) -> bool:
    """Whether a line is nothing but short links and what stands between links."""
    if len(line.links) > _MOST_LINKS or 4 * line.link_chars < len(line.text) > len(line.links) + 3:
        return False
    rest = line.text
    for text in map(text_of, line.links):
        if len(text) > _LINK_TEXT:
            return False
        rest = rest.replace(text, " ", 1)
    return bool(line.text) and not _SEPARATORS.sub("", rest)


def _names_site(lines: Sequence[Line]) -> bool:
    """Whether two links at least are called what links at the foot of sites are called."""
    if not 1 < sum(len(line.links) for line in lines) <= _MOST_LINKS:
        return False
    if sum(len(_ABOUT.findall(line.text)) for line in lines if line.links) < 2:
        return False
    return sum(_ABOUT.search(text_of(link)) is not None for line in lines for link in line.links) > 1


def _links(document: Document, url: str, lines: Sequence[Line]) -> Iterator[Link]:
    for link in (link for line in lines for link in line.links):
        text, href = text_of(link), link.get("href") or ""
        target = document.absolute(href if document.base_url else urljoin(url, href))
        if target and not claims_copyright(text) and not read_licence(text):
            yield Link(text, target)


def _start(lines: Sequence[Line], row: _Row | None, disclaimer: Disclaimer | None) -> int | None:
    """Find the first line of the foot, the disclaimer aside."""
    start = row.start if row else None
    if row and any(_is_fact(line) for line in lines[row.stop :]):
        return start
    gap = 0
    sure = row is not None
    floor = disclaimer.stop if disclaimer and (row is None or disclaimer.stop <= row.start) else 0
    for index in range((row.start if row else len(lines)) - 1, floor - 1, -1):
        line = lines[index]
        if _is_fact(line):
            gap = 0
            sure = sure or floor > 0 or claims_copyright(line.text) or read_licence(line.text) is not None
            start = index if sure else start
        elif gap == _GAP or _is_prose(line) or line.links:
            break
        else:
            gap += 1
    return start


def _is_fact(line: Line) -> bool:
    """Whether a line is one of those that say whose site it is and how to reach them."""
    text = line.text
    if len(text) > _SHORT or line.indent > 1:
        return False
    return claims_copyright(text) or any(read(text) for read in (read_phone, read_fax, read_licence, _labelled_qq))


def _is_prose(line: Line) -> bool:
    """Whether a line is running text, as articles have and footers have not; a program's line of figures is none."""
    if line.text.isascii():
        return False
    length = len(line.text) - line.link_chars
    if length < _PROSE or not any(mark in line.text for mark in "。，,；"):
        return False
    return line.indent > 1 or not (_is_fact(line) or _BOILERPLATE.search(line.text))


def _goes_on(lines: Sequence[Line]) -> bool:
    """Tell whether running text is among the lines below a disclaimer, which is then part of it; summaries are none."""
    long = [line for line in lines if len(line.text) - line.link_chars >= _PROSE]  # as few are of the lists there
    return any(_is_prose(line) and not line.text.endswith(_CUT) for line in long)


def _foot(lines: Sequence[Line], start: int | None, disclaimer: Disclaimer | None) -> list[Line]:
    if start is None:
        return []
    skipped = range(disclaimer.start, disclaimer.stop) if disclaimer else range(0)
    kept = (lines[index] for index in range(start, len(lines)) if index not in skipped and lines[index].text)
    return [
        line._replace(text=_unglued(line)) if len(line.text) < _LONG and _GLUED.search(line.text) else line
        for line in kept
    ]


def _unglued(line: Line) -> str:
    """Put a space behind a number that ends its element, where only a style sheet keeps it from what follows."""
    text = line.text
    pieces = [piece for piece in (" ".join(str(part).split()) for part in line.block.itertext()) if piece]
    for left, right in pairwise(pieces):
        if _NUMBER_END.search(left) and _NUMBER_OR_WORD.match(right):
            text = text.replace(left[-_GLUE:] + right[:_GLUE], f"{left[-_GLUE:]} {right[:_GLUE]}", 1)
    return text


def _qq(foot: Sequence[Line]) -> Iterator[str]:
    """Give the QQ numbers of the lines of contacts; numbers without a label count after a telephone."""
    before, among_contacts = "", False
    for line in foot:
        if claims_copyright(line.text) or read_licence(line.text):
            among_contacts = False
        is_called = read_phone(before) or read_fax(before)
        labelled = line.text if is_called else f"{before} {line.text}"  # a label may have a cell of its own
        among_contacts = among_contacts or bool(read_phone(labelled) or read_fax(labelled))
        numbers = list(read_qq(line.text)) if among_contacts or _labelled_qq(line.text) else []
        before = line.text
        for element in (*line.links, *line.pictures):
            numbers += _pictured_qq(element)
        yield from sorted(numbers, key=lambda number: line.text.find(number) % _LONG)  # those that are not shown last


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _labelled_qq(text: str) -> bool:
    return any(name in text.lower() for name in ("qq", "oicq")) and any(read_qq(text))


def _pictured_qq(element: Element) -> Iterator[str]:
    """Give the QQ numbers that a link or a picture stands for."""
    link = next(element.iterancestors("a"), element)
    for address in (link.get("href"), element.get("src")):
        number = read_linked_qq(address or "")
        if number:
            yield number
    if said := element.get("alt"):
        yield from read_qq(said)


def _own_copyright(foot: Sequence[Line], url: str) -> tuple[int | None, int | None]:
    """Return the years of the claim beside the portal's host or licence, else of the first: software claims its own."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    claims = [line.text for line in foot if read_copyright(line.text)[0]]
    own = (text for text in claims if (host and host in text) or read_licence(text))
    text = next(own, claims[0] if claims else None)
    return read_copyright(text) if text else (None, None)
