"""What kind of page a page is, from what a reader sees on it.

A title with a byline over text is an article, a column of headlines a listing, a short notice that something does not
exist a missing page.  What costs time to read is read only where it decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from zjcrawl.pages.article import ArticleReading
from zjcrawl.pages.document import Document
from zjcrawl.pages.entries import LONGEST_ENTRY
from zjcrawl.pages.evidence import Evidence, Found
from zjcrawl.pages.folding import fold
from zjcrawl.pages.listing import ListingReading
from zjcrawl.pages.wording import DATE
from zjcrawl.records import Article, Kind, Link

GONE = (404, 410)
"""Statuses that say that a page does not exist."""

_MISSING = re.compile(
    r"(?:该|此|本|您|你|这|所|要|查看|访问|请求|浏览)?[^。,!]{0,12}(?:信息|文章|新闻|资讯|页面|网页|内容|记录|文件|资料|主题|文档|稿件|帖子|日志|栏目|数据|链接|地址)[^。,!]{0,12}"
    r"(?:不存在|(?:已|被|已经|已被)(?:删除|移除|下架|屏蔽|过期|撤销)|没有找到|未找到|找不到|无法找到|无法显示|已失效)"
    r"|(?:找不到|未找到|没有找到|不存在)[^。,!]{0,12}(?:信息|文章|新闻|资讯|页面|网页|内容|记录|文件|文档|稿件|帖子)"
    r"|404\s*(?:not found|错误|error)|page (?:was )?not found|参数错误|非法参数"
)
_COMPANY = re.compile(
    r"主营(?:产品|行业|业务)|经营(?:模式|范围|性质)|注册(?:资本|资金|地址|号)|法人代表|法定代表|企业类型|公司(?:名称|规模|类型|地址)"
    r"|员工(?:人数|数量)|年营业额|成立(?:时间|年份)|联系人|产品(?:名称|型号|规格|单价|价格|品牌|描述|详情)|最小起订|供货(?:总量|能力)|起订量"
    r"|招聘(?:人数|职位)|工作(?:地点|经验)|学历要求|有效期"
)
_LABELLED = re.compile(r"^[^:]{0,12}:")
_COLON = re.compile("[:：﹕︓]")
_NOTICE = 300
_ENOUGH = 120
_COLUMN = 3
"""Dated headlines that make a list; a page with one needs as much text as an article has to be one all the same."""
_SHORT = 40
_SENTENCE = re.compile(r"[。！？；!?;]")


def decide_kind(
    document: Document,
    status: int,
    reading: ArticleReading,
    listing: Callable[[], ListingReading],
    sections: Callable[[], Sequence[Link]],
    promised: Kind | None = None,
    evidence: Evidence | None = None,
) -> tuple[Kind, str]:
    """Decide what the page is, and say why.

    ``promised`` is what the link to it said; it decides only where the page itself leaves it open, as an article
    without any byline beside lists of others does.  ``evidence``, if given, learns what the page would be otherwise.
    """
    verdicts = _verdicts(document, status, reading, listing, sections, promised)
    verdict = next(verdicts)
    if evidence is not None:
        evidence.note("kind", verdict, verdicts)
    return verdict.value, verdict.rule


def _verdicts(
    document: Document,
    status: int,
    reading: ArticleReading,
    listing: Callable[[], ListingReading],
    sections: Callable[[], Sequence[Link]],
    promised: Kind | None,
) -> Iterator[Found[Kind]]:
    """Yield what the page is by each rule that holds; the first decides, and nothing is read for those after it."""
    if status in GONE:
        yield Found(Kind.MISSING, None, f"HTTP {status}")
    if status >= 400:
        yield Found(Kind.OTHER, None, f"HTTP {status}")
    article = reading.article
    bylined = article.published is not None or article.source is not None
    if bylined and _has_text(article) and promised is not Kind.LISTING and _is_of_no_list(reading, document):
        yield Found(Kind.ARTICLE, None, "title, byline and text")
    if promised is not Kind.LISTING and _has_text(article) and _fills_page(reading, document):
        yield Found(Kind.ARTICLE, None, "title and text")
    found = listing()
    is_entry = promised is Kind.LISTING and reading.is_entry
    readable = _has_text(article) and not is_entry and not _is_of_list(article, found, promised, sections)
    if readable and bylined:
        yield Found(Kind.ARTICLE, None, "title, byline and text")
    notice = _notice(document)
    if notice and not (found.dated and _has_text(article)):
        yield Found(Kind.MISSING, None, f"the page says: {notice}")
    if _describes_company(document):
        yield Found(Kind.OTHER, None, "describes a company, product or job")
    is_promised_list = promised is Kind.LISTING and bool(found.listing.articles or sections())
    if readable and not is_promised_list and _prose(article) >= _least_prose(found, promised, headed=reading.headed):
        yield Found(Kind.ARTICLE, None, "title and text")
    if found.listing.articles:
        yield Found(Kind.LISTING, None, "headlines in a list")
    if readable and reading.headed and _prose(article) >= _SHORT and not found.listing.articles:
        yield Found(Kind.ARTICLE, None, "headline and text, beside no list")
    if sections():
        yield Found(Kind.LISTING, None, "names the portal's sections")
    if bylined and article.title and not article.body:
        yield Found(Kind.OTHER, None, "title and byline, but no text")
    yield Found(Kind.OTHER, None, "neither article nor listing")


def _has_text(article: Article) -> bool:
    """Tell whether there is a title and a text that is not the foot of the page."""
    if not article.title or not article.body:
        return False
    footer = (article.footer and article.footer.text) or ""
    return not set(article.body.split("\n")).issubset(footer.split("\n"))


def _is_of_no_list(reading: ArticleReading, document: Document) -> bool:
    """Tell, without a look at the page's lists, whether the text cannot be the summaries of one, or stand around it."""
    if (reading.headed and reading.dated) or reading.unbroken > LONGEST_ENTRY or not _has_column(document):
        return True
    return reading.text_chars >= _ENOUGH and 3 * reading.unbroken > 2 * reading.text_chars


def _fills_page(reading: ArticleReading, document: Document) -> bool:
    """Tell, without a look at the page's lists, whether a text is too long beside all else for a byline to matter."""
    around = sum(len(line.text) for line in document.lines) - reading.text_chars
    fills = reading.unbroken > LONGEST_ENTRY and 0 <= 2 * around <= _prose(reading.article)
    return fills and _notice(document) is None and not _describes_company(document)


def _has_column(document: Document) -> bool:
    """Tell whether several short lines hold a date, as the rows of a list do."""
    dated = (True for line in document.lines if len(line.text) <= _SHORT and DATE.search(line.text))
    return sum(islice(dated, _COLUMN)) == _COLUMN


def _is_of_list(
    article: Article, listing: ListingReading, promised: Kind | None, sections: Callable[[], Sequence[Link]]
) -> bool:
    """Tell whether the text is the summaries of a list, or what stands around a list."""
    body = article.body or ""
    if listing.covers(body):
        return True
    if promised is Kind.LISTING and listing.listing.articles:
        is_list = listing.headlines >= _COLUMN or _prose(article) < _ENOUGH
        return is_list or _is_called_section(article, sections())
    return promised is not Kind.ARTICLE and listing.dated >= _COLUMN and len(body) < _ENOUGH


def _is_called_section(article: Article, sections: Sequence[Link]) -> bool:
    """Tell whether the title is the name of a section, as on the last page of a list with two long summaries."""
    return any(link.text == article.title for link in sections)


def _prose(article: Article) -> int:
    """Count the characters of the text that stand in sentences."""
    return sum(len(paragraph) for paragraph in (article.body or "").split("\n") if _SENTENCE.search(paragraph))


def _least_prose(listing: ListingReading, promised: Kind | None, *, headed: bool) -> int:
    """Return how much text without a byline makes an article, beside what the page lists.

    What the page is called by, in its ``<title>`` and over the text, is no list.
    """
    if promised is Kind.ARTICLE:
        return _SHORT
    return _ENOUGH if headed else max(_ENOUGH, 2 * sum(map(len, listing.texts)))


def _notice(document: Document) -> str | None:
    """Return the notice that what was asked for does not exist, on a page that says little else."""
    said = [line.text for line in document.lines if line.link_chars * 2 < len(line.text)]
    if any(len(text) > _NOTICE for text in said):
        return None
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
        label = _LABELLED.match(fold(line.text)) if _COLON.search(line.text) else None
        found = _COMPANY.search(label.group()) if label else None
        if found:
            labels.add(found.group())
    return len(labels) >= 2
