"""Bytes and response facts in, one typed page out.

What a page is follows from what a reader sees on it: a title with a byline over text is an article, a column of
headlines a listing, a short notice that something does not exist a missing page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from zjcrawl.captures.decoding import decode
from zjcrawl.frontier.canonical import absolute_url, canonical_url, in_scope
from zjcrawl.pages.anchors import Anchor, read_anchors
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import Document, Element, parse
from zjcrawl.pages.folding import fold
from zjcrawl.pages.footer import read_footer
from zjcrawl.pages.listing import ListingReading, read_listing
from zjcrawl.pages.navigation import read_news_area, read_sections
from zjcrawl.pages.pager import read_pager
from zjcrawl.records import Article, Decoding, Footer, Kind, Link, Page, Site

_GONE = (404, 410)
_MISSING = re.compile(
    r"(?:该|此|本|您|你|这|所|要|查看|访问|请求|浏览)?[^。,!]{0,12}(?:信息|文章|新闻|资讯|页面|网页|内容|记录|文件|资料|主题)[^。,!]{0,12}"
    r"(?:不存在|(?:已|被|已经|已被)(?:删除|移除|下架|屏蔽|过期|撤销)|没有找到|未找到|找不到|无法找到|无法显示|已失效)"
    r"|(?:找不到|未找到|没有找到|不存在)[^。,!]{0,12}(?:信息|文章|新闻|资讯|页面|网页|内容|记录|文件)"
    r"|404\s*(?:not found|错误|error)|page (?:was )?not found|参数错误|非法参数"
)
_COMPANY = re.compile(
    r"主营(?:产品|行业|业务)|经营(?:模式|范围|性质)|注册(?:资本|资金|地址|号)|法人代表|法定代表|企业类型|公司(?:名称|规模|类型|地址)"
    r"|员工(?:人数|数量)|年营业额|成立(?:时间|年份)|联系人|产品(?:名称|型号|规格|单价|价格|品牌|描述|详情)|最小起订|供货(?:总量|能力)|起订量"
    r"|招聘(?:人数|职位)|工作(?:地点|经验)|学历要求|有效期"
)
_LABELLED = re.compile(r"^[^:]{0,12}:")
_REFRESH = re.compile(r"""\s*(\d*\.?\d*)\s*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]*)""", re.IGNORECASE)
_LOCATION = re.compile(r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*['"]([^'"]+)['"]""")
_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"CWS": "a Flash film",
    b"FWS": "a Flash film",
    b"\x1f\x8b": "gzip data",
}
_AT_ONCE = 10.0
_SPLASH_LINKS = 2
_NOTICE = 300
_ENOUGH = 120
_COLUMN = 3
"""Dated headlines that make a list; a page with one needs as much text as an article has to be one all the same."""


def read_page(
    body: bytes,
    url: str = "",
    *,
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
    site: Site | None = None,
    shapes: frozenset[str] = frozenset(),
) -> Page:
    """Read the page that ``url`` answered with.

    ``body`` is the payload with its content encoding removed, in any charset; ``shapes`` are the URL shapes of articles
    that the portal's listings are known to link to.  Never fails: what is no page is ``Kind.OTHER`` with a reason.
    """
    if not body.strip():
        return Page(_absent(status), url, "empty body", Decoding(None, "ascii"))
    text, decoding = decode(body, headers)
    kind_of_file = _not_html(body, text, headers)
    if kind_of_file:
        return Page(_absent(status), url, f"not HTML: {kind_of_file}", decoding)
    document = parse(text, url)
    anchors = read_anchors(document)
    page = _read(document, anchors, url, status, site, shapes, decoding)
    return replace(page, refresh=_refresh(document, len(anchors)))


"""
"""


def _read(
    document: Document,
    anchors: Sequence[Anchor],
    url: str,
    status: int,
    site: Site | None,
    shapes: frozenset[str],
    decoding: Decoding,
) -> Page:
    pager = read_pager(document, anchors, url)
    article = replace(read_article(document, url, site), footer=read_footer(document, url))
    listing = read_listing(document, anchors, pager, url, site, shapes)
    sections = read_sections(anchors, site) if site else ()
    kind, reason = _kind(document, status, article, listing, len(sections))
    return Page(
        kind,
        url,
        reason,
        decoding,
        article=_named(article, document, url, site) if kind is Kind.ARTICLE else None,
        listing=listing.listing if kind is Kind.LISTING else None,
        pager=pager,
        sections=sections,
        news_area=read_news_area(anchors, site) if site else (),
        frames=tuple(anchor.url for anchor in anchors if anchor.element.tag == "frame"),
    )


def _kind(
    document: Document, status: int, article: Article, listing: ListingReading, sections: int
) -> tuple[Kind, str]:
    """Decide what the page is, and say why."""
    if status in _GONE:
        return Kind.MISSING, f"HTTP {status}"
    if status >= 400:
        return Kind.OTHER, f"HTTP {status}"
    bylined = article.published is not None or article.source is not None
    readable = _is_readable(article, listing)
    if readable and bylined:
        return Kind.ARTICLE, "title, byline and text"
    notice = _notice(document)
    if notice and not listing.dated:
        return Kind.MISSING, f"the page says: {notice}"
    listed = bool(listing.listing.articles)
    if _describes_company(document):
        return Kind.OTHER, "describes a company, product or job"
    if readable and len(article.body or "") >= max(_ENOUGH, 2 * len(listing.text)):
        return Kind.ARTICLE, "title and text"
    if listed:
        return Kind.LISTING, "headlines in a list"
    if sections:
        return Kind.LISTING, "names the portal's sections"
    return Kind.OTHER, "neither article nor listing"


def _is_readable(article: Article, listing: ListingReading) -> bool:
    """Tell whether there is a text, and one that is neither the summaries of a list nor what stands around a list."""
    if not article.title or not article.body or listing.covers(article.body):
        return False
    if article.footer and article.footer.text and article.body in article.footer.text:
        return False
    return listing.dated < _COLUMN or len(article.body) >= _ENOUGH


def _named(article: Article, document: Document, url: str, site: Site | None) -> Article:
    """Give an article its canonical URL: the one the page names, where that is a page of the portal, else its own."""
    named = next((link.get("href") for link in document.root.iter("link") if _rel(link) == "canonical"), None)
    target = absolute_url(document.base_url, named) if named else None
    if target is None or site is None or not in_scope(target, site) or urlsplit(target).path in ("", "/"):
        target = url
    footer = _homed(article.footer, site) if article.footer and site else article.footer
    return replace(article, url=canonical_url(target, site) if target else "", footer=footer)


def _homed(footer: Footer, site: Site) -> Footer:
    """Give the footer's links the host of the portal's home, so that one footer is one whichever host served it."""
    home = urlsplit(site.home)

    def homed(link: Link) -> Link:
        parts = urlsplit(link.url)
        return Link(link.text, parts._replace(netloc=home.netloc).geturl()) if parts.netloc == site.domain else link

    return replace(footer, links=tuple(map(homed, footer.links)))


def _rel(link: Element) -> str:
    return (link.get("rel") or "").lower()


def _absent(status: int) -> Kind:
    return Kind.MISSING if status in _GONE else Kind.OTHER


def _not_html(body: bytes, text: str, headers: Sequence[tuple[str, str]]) -> str | None:
    """Return what the payload is instead of HTML; servers promise HTML for pictures and archives, so bytes decide."""
    for magic, name in _MAGIC.items():
        if body.startswith(magic):
            return name
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "").lower()
    if content_type.startswith(("image/", "audio/", "video/")) and "<" not in text[:1024]:
        return content_type
    return None


def _notice(document: Document) -> str | None:
    """Return the notice that what was asked for does not exist, on a page that says little else."""
    said = [line.text for line in document.lines if line.link_chars * 2 < len(line.text)]
    if document.title:
        said.insert(0, document.title)
    found = next((text for text in said if len(text) <= _NOTICE and _MISSING.search(fold(text))), None)
    if found is None:
        return None
    longest = max(len(text) for text in said)
    return found[:100] if longest <= max(_ENOUGH, len(found)) else None


def _describes_company(document: Document) -> bool:
    labels = set()
    for line in document.lines:
        label = _LABELLED.match(fold(line.text))
        found = _COMPANY.search(label.group()) if label else None
        if found:
            labels.add(found.group())
    return len(labels) >= 2


def _refresh(document: Document, links: int) -> str | None:
    """Return where the page sends its reader at once: by a refresh, or by a script where the page is nothing else."""
    for meta in document.root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            delay, target = parse_refresh(meta.get("content") or "")
            url = absolute_url(document.base_url, target) if target and delay <= _AT_ONCE else None
            if url:
                return url
    if links > _SPLASH_LINKS:
        return None
    for script in document.root.iter("script"):
        moved = _LOCATION.search(script.text or "")
        if moved:
            return absolute_url(document.base_url, moved.group(1))
    return None


def parse_refresh(content: str) -> tuple[float, str | None]:
    """Split the content of a refresh into seconds and target, as browsers do."""
    match = _REFRESH.match(content)
    if match is None:
        return 0.0, None
    return float(match.group(1) or 0), match.group(2) or None
