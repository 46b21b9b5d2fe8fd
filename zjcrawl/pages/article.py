"""One page in, one article out: every field that a page's labels, shape and text give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from zjcrawl.pages.body import Region, body_lines, find_body, is_linked, paragraphs, prose_of
from zjcrawl.pages.breadcrumb import read_section
from zjcrawl.pages.byline import Byline, continues_byline, is_byline, read_byline, read_signature
from zjcrawl.pages.dates import Stamp, find_date, read_iso
from zjcrawl.pages.document import Document, Line
from zjcrawl.pages.folding import fold
from zjcrawl.pages.images import read_images
from zjcrawl.pages.names import looks_like_person
from zjcrawl.pages.title import Title, find_title, title_above, title_in_head
from zjcrawl.pages.votes import read_votes
from zjcrawl.records import Article, Site

_BYLINE_LINES = 20  # lines that a byline may take
_HEAD_REACH = 12  # lines above a text in which its byline is sought
_HEAD_LENGTH = 40  # lines between a title and its text
_TAIL_REACH = 12  # lines below a text in which a second byline is sought
_HEADLINE = 8  # characters of a link that names a text
_DAY_REACH = 4  # lines above a title in which a newspaper prints its day
_TODAY = re.compile(r"今[天日]|[现現]在|[欢歡]迎|星期.\W*$")
_META_DATES = (
    "article:published_time",
    "publishdate",
    "pubdate",
    "og:release_date",
    "weibo: article:create_at",
    "date",
    "dc.date",
    "publish_time",
)


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and how surely the page is one.

    ``byline_found`` tells whether a date or a source stands near the text, ``text_chars`` how long the text is without
    white space, ``link_density`` which part of the page's visible characters are links.
    """

    article: Article
    byline_found: bool
    text_chars: int
    link_density: float


def read_article(document: Document, url: str, site: Site | None = None) -> Article:
    """Return the article on a page.  Fields the page does not give are ``None`` or empty; ``footer`` is always None."""
    return read(document, url, site).article


def read(document: Document, url: str, site: Site | None = None) -> ArticleReading:
    """Read a page as an article, whatever it is; a page that is none gives an article with little in it."""
    lines = document.lines
    title = find_title(document, lines)
    at = title.line if title else None
    region = find_body(lines, at, _byline_below(lines, at))
    title = title or _title_without_help(document, lines, region)
    head, tail = _around(lines, title, region)
    byline = read_byline(head)
    after = read_byline(tail, labelled_only=True)
    text = list(body_lines(lines, region)) if region else []
    body = paragraphs(text)
    date = byline.date or after.date or _date_above(lines, title)
    source = byline.source or after.source
    up, down = read_votes(lines, region.stop if region else 0)
    stamp = date[0] if date else _date_in_head(document)
    article = Article(
        url=url,
        title=title.text if title else None,
        published=stamp.iso if stamp else None,
        published_text=stamp.text if stamp else None,
        source=source.value if source else None,
        source_url=_source_url(document, byline, after),
        authors=byline.authors or after.authors or _signed_as_source(byline, after) or read_signature(text)[0],
        editor=_editor(byline, after),
        body="\n".join(body) or None,
        images=read_images(document, lines, region),
        votes_up=up,
        votes_down=down,
        rights=_rights(source.value if source else None, site),
        site=site.name if site else None,
        section=read_section(lines, title.line if title else None, site),
    )
    return ArticleReading(article, byline.found, sum(map(len, body)), _link_density(lines))


def _byline_below(lines: Sequence[Line], title: int | None) -> int | None:
    """Return the last line of the byline that follows the title, whose labels and values may stand in cells."""
    if title is None:
        return None
    found = None
    for i in range(title + 1, min(title + _BYLINE_LINES, len(lines))):
        if is_byline(lines[i]) or (found == i - 1 and continues_byline(lines[i], lines[i - 1])):
            found = i
        elif (found is not None and i - found > 1) or prose_of(lines[i]):
            break
    return found


def _title_without_help(document: Document, lines: Sequence[Line], region: Region | None) -> Title | None:
    if region is not None:
        byline = next((i for i in range(region.start - 1, max(-1, region.start - 8), -1) if is_byline(lines[i])), None)
        above = title_above(lines, region.start if byline is None else byline)
        if above is not None:
            return above
    return title_in_head(document)


def _around(lines: Sequence[Line], title: Title | None, region: Region | None) -> tuple[list[Line], list[Line]]:
    """Return the lines between the title and the text, and those below the text, that may hold a byline."""
    if region is None:
        at = title.line if title else None
        return ([] if at is None else list(lines[at + 1 : at + 6])), []
    at = title.line if title else None
    first = max(region.start - _HEAD_REACH, 0) if at is None else max(at + 1, region.start - _HEAD_LENGTH)
    below = takewhile(lambda line: not _heads_list(line), lines[region.stop : region.stop + _TAIL_REACH])
    return list(lines[first : region.start]), list(below)


def _heads_list(line: Line) -> bool:
    return is_linked(line) and line.link_chars > _HEADLINE


def _date_above(lines: Sequence[Line], title: Title | None) -> tuple[Stamp, Line, str] | None:
    """Return the date a few lines over the title, where the pages of newspapers print their day."""
    if title is None or title.line is None:
        return None
    for line in reversed(lines[max(0, title.line - _DAY_REACH) : title.line]):
        stamp = find_date(line.text) if len(line.text) < 60 and not _TODAY.search(line.text) else None
        if stamp is not None and stamp.start == 0 and len(line.text) - line.link_chars >= len(stamp.text):
            return stamp, line, "date over the title"
    return None


def _date_in_head(document: Document) -> Stamp | None:
    for name in _META_DATES:
        content = document.meta.get(name)
        stamp = read_iso(content) if content else None
        if stamp is not None:
            return stamp
    return None


def _source_url(document: Document, *bylines: Byline) -> str | None:
    href = next((byline.source_href for byline in bylines if byline.source), None)
    return document.absolute(href) if href else None


def _signed_as_source(byline: Byline, after: Byline) -> tuple[str, ...]:
    """Some papers sign a text with its writer under 来源, while the head of the page names the paper."""
    if byline.source and after.source and looks_like_person(after.source.value):
        return (after.source.value,)
    return ()


def _editor(*bylines: Byline) -> str | None:
    return next((byline.editor.value for byline in bylines if byline.editor), None)


def _rights(source: str | None, site: Site | None) -> str | None:
    """``own`` where the portal names itself as the source, ``reprint`` where it names another: its disclaimer's rule."""
    if source is None or site is None:
        return None
    return "own" if fold(site.outlet) in fold(source) else "reprint"


def _link_density(lines: Sequence[Line]) -> float:
    total = sum([len(line.text) for line in lines])
    return sum([line.link_chars for line in lines]) / total if total else 0.0
