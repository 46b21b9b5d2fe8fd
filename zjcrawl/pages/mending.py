"""Markup that a parser would lose text to: mended before the parse, and flattened where a parse was cut off.

libxml2 2.14 drops all that follows the first ``</body>`` or ``</html>``, which real pages have in their middle; ignores
``</br>``, which browsers take for ``<br>``; leaves in the head what stands in cells of no table behind the title, where
nothing has ended the head; puts a row into the cell before it, where that and the text in it were not closed; drops
what a CDATA section holds up to its first ``>``; and takes all that follows a title or a comment that nobody closed for
a part of it, as browsers do since HTML 5.  It stops where elements are nested 2,048 deep, as ``<font>`` is in pages
from Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSER = re.compile(rb"</[bBhH](?:([rR])|[oO][dD][yY]|[tT][mM][lL])(?=[\s/>])[^<>]*+>")
_DATA = re.compile(rb"<script\b[^<>]{0,200}?/xml\b[^<>]{0,200}+>", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"</script\s*+>", re.IGNORECASE)
_OPEN_TITLE = re.compile(rb"<title[^<>]*+>[^<\n]*+", re.IGNORECASE)
_CLOSED_TITLE = re.compile(rb"</title", re.IGNORECASE)
_AFTER_TITLE = re.compile(
    rb"</title[^<>]*+>(?:\s++|</?(?:meta|link|base)(?=[\s/>])[^<>]*+>|<!--(?:[^-]++|-(?!->))*+-->"
    rb"|<(?P<code>script|style)(?=[\s/>])[^<>]*+>(?:[^<]++|<(?!/))*+</(?P=code)[^<>]*+>)*+"
    rb"(?=<(?:t[dhr]|tbody|thead|tfoot|caption|nobr|[a-z]\w*:\w++)(?=[\s/>]))",
    re.IGNORECASE,
)
_HEAD = 1 << 16  # bytes in which titles are sought
_TABLE_TAG = re.compile(rb"<(/?)(table|tr|t[dh])(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_INLINE = re.compile(rb"</?(?:font|span|strong|b|em|i|u|big|small|o:p|st1:\w{1,20})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_NESTING = re.compile(
    rb"</?(?!(?:p|br|h[1-6]|a|img|title|meta|link|base|head|body|html|script|style)[\s/>])[a-z][^<>]*+>", re.IGNORECASE
)


def mend(page: bytes) -> bytes:
    """Return a page, encoded as UTF-8, without the markup that would cost it text; in time linear in its length.

    Markup in a script that is XML is what the page's other scripts show, and is shown here.
    """
    page = _CLOSER.sub(_closed, page)
    if b"<![CDATA[" in page:
        page = b"".join(_shown(page)) if b"/xml" in page else page
        page = page.replace(b"<![CDATA[", b"").replace(b"]]>", b"")
    if any(cell in page and page.count(cell) > page.count(b"</" + cell[1:]) for cell in (b"<td", b"<TD")):
        page = b"".join(_with_closed_cells(page))
    return _end_head(_close_title(_close_comment(page)))


def flattened(page: bytes) -> Iterator[bytes]:
    """Yield a page without its inline tags, then one that nests nothing: every other tag is a line break."""
    page = _INLINE.sub(b"", page)
    yield page
    yield _NESTING.sub(b"<br>", page)


def _closed(closer: re.Match[bytes]) -> bytes:
    return b"<br>" if closer[1] else b""


def _shown(page: bytes) -> Iterator[bytes]:
    """Yield the parts of a page whose scripts that are data became elements.

    Hanweb's JCMS, which offices and portals of Zhejiang publish with, keeps the rows of a list in one, as CDATA.
    """
    done = 0
    for script in _DATA.finditer(page):
        end = _SCRIPT_END.search(page, script.end()) if script.start() >= done else None
        if end is None:
            break
        yield from (page[done : script.start()], b"<div>", page[script.end() : end.start()], b"</div>")
        done = end.end()
    yield page[done:]


def _with_closed_cells(page: bytes) -> Iterator[bytes]:
    """Yield the parts of a page, and the end of a cell before each row that begins where one is open."""
    open_cells, done = [False], 0
    for tag in _TABLE_TAG.finditer(page):
        is_end, name = tag[1] == b"/", tag[2].lower()
        if name == b"tr" and open_cells[-1] and not is_end:
            yield from (page[done : tag.start()], b"</td>")
            done = tag.start()
        if name == b"table" and not is_end:
            open_cells.append(False)
        elif name == b"table" and len(open_cells) > 1:
            open_cells.pop()
        else:
            open_cells[-1] = name in (b"td", b"th") and not is_end
    yield page[done:]


def _close_title(page: bytes) -> bytes:
    opened = _OPEN_TITLE.search(page, 0, _HEAD)
    if opened is None or _CLOSED_TITLE.search(page, opened.end(), opened.end() + _HEAD):
        return page
    return page[: opened.end()] + b"</title>" + page[opened.end() :]


def _end_head(page: bytes) -> bytes:
    """Begin the body where the next after the title, and what else belongs in a head, is a cell, a row or the like."""
    found = _AFTER_TITLE.search(page, 0, _HEAD)
    return page if found is None else page[: found.end()] + b"<body>" + page[found.end() :]


def _close_comment(page: bytes) -> bytes:
    """Show what follows a comment without an end: of the text behind the last end, drop the marks that begin one."""
    last = page.rfind(b"<!--")
    if last < 0 or page.find(b"-->", last + 2) >= 0 or page.find(b"--!>", last) >= 0:
        return page
    end = max(page.rfind(b"-->", 0, last), page.rfind(b"--!>", 0, last), 0)
    return page[:end] + page[end:].replace(b"<!--", b"")
