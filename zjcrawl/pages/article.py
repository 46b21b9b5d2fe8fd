"""One page in, one article out: every field that a page's labels, shape and text give."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.pages.body import explain_body
from zjcrawl.pages.breadcrumb import ends_breadcrumb, sections_named
from zjcrawl.pages.byline import Byline, read_byline
from zjcrawl.pages.byline_lines import has_day
from zjcrawl.pages.dates import Stamp
from zjcrawl.pages.document import Document, Element, Line, parse
from zjcrawl.pages.embedded import embedded_page
from zjcrawl.pages.evidence import Evidence, Found, choose
from zjcrawl.pages.fields import (
    SHORT_BYLINE,
    Setting,
    authors,
    dates,
    editors,
    sources,
    title_over_text,
    titles,
)
from zjcrawl.pages.images import explain_images, read_images
from zjcrawl.pages.paragraphs import body_lines, paragraphs
from zjcrawl.pages.passed_over import note_passed_over
from zjcrawl.pages.prose import is_linked
from zjcrawl.pages.rights import whose
from zjcrawl.pages.runs import Region
from zjcrawl.pages.signature import take_editor
from zjcrawl.pages.spot import (
    COMMENTS_REACH,
    HEAD_LENGTH,
    HEADLINE,
    Spot,
    around,
    comments_from,
    fuller,
    is_folded,
    locate,
    without_list,
)
from zjcrawl.pages.title import Title, names_section, title_in_head
from zjcrawl.pages.votes import Votes, read_votes, votes_above
from zjcrawl.records import Article, Site

_SHOWN = Found("shown", None, "what the page shows")
_HIDDEN = Found("hidden", None, "what the page hides as well, since that says much more")
_CARRIED = Found("carried", None, "an article in a script or in form fields, since the page shows too little")
_NO_VOTES: Found[int | None] = Found(None, None, "no two counts below the text")


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and how surely the page is one.

    ``byline_found`` tells whether a date or a source stands near the text, ``text_chars`` how long the text is,
    ``unbroken`` how much of it stands together with no link in between, ``headed`` whether the headline that the page
    is called by in its ``<title>`` stands over the text, ``dated`` whether the date stands between them.
    ``is_entry`` tells whether the title is a link to another page, as the first of several entries has one.
    ``title_block`` and ``text_blocks`` are what the title, and the first and the last line of the text, stand in.
    """

    article: Article
    byline_found: bool
    text_chars: int
    unbroken: int
    headed: bool = False
    dated: bool = False
    is_entry: bool = False
    title_block: Element | None = None
    text_blocks: tuple[Element, ...] = ()


def read_article(document: Document, url: str, site: Site | None = None, evidence: Evidence | None = None) -> Article:
    """Return the article on a page.

    Fields the page does not give are ``None`` or empty; ``footer`` is always None.  ``evidence``, if given, is filled
    with what each field was read from.
    """
    return read(document, url, site, evidence).article


def read(document: Document, url: str, site: Site | None = None, evidence: Evidence | None = None) -> ArticleReading:
    """Read a page as an article, whatever it is; a page that is none gives an article with little in it."""
    names = (site.title, *site.outlets, *site.sections) if site else ()
    view = _best_view(document, names)
    document, (lines, announced, region) = view.document, view.spot
    at = announced.line if announced else None
    is_named = announced is not None and at is not None and not names_section(announced, document)
    above = None if is_named and evidence is None else title_over_text(document, lines, region, announced, names)
    title = choose("title", titles(document, lines, announced, above, names), evidence)
    setting = _setting(view, announced or above, at if at is not None or above is None else above.line)
    body, signed = take_editor(paragraphs(setting.text))
    editor_in_text = Found(signed, setting.text[-1], "editor in brackets at the end of the text") if signed else None
    date = choose("published", dates(setting), evidence)
    source = choose("source", sources(setting), evidence)
    people = choose("authors", authors(setting), evidence)
    editor = choose("editor", editors(setting, editor_in_text), evidence)
    section = choose("section", sections_named(lines, at, site, [*setting.head, *setting.tail]), evidence)
    votes = _votes(setting)
    rights = _rights(source, site)
    article = Article(
        url=url,
        title=title.value if title else None,
        published=date.value.iso if date else None,
        published_text=date.value.text if date else None,
        source=source.value if source else None,
        source_url=_source_url(setting),
        authors=people.value if people else (),
        editor=editor.value if editor else None,
        body="\n".join(body) or None,
        images=read_images(document, lines, setting.title, region),
        votes_up=votes.up.value if votes.up else None,
        votes_down=votes.down.value if votes.down else None,
        rights=rights.value,
        site=site.name if site else None,
        section=section.value if section else None,
    )
    if evidence is not None:
        evidence.note("view", view.found)
        evidence.note("rights", rights)
        _note(evidence, setting, at, article, votes, source)
    return ArticleReading(
        article,
        setting.byline.found,
        sum(len(line.text) for line in setting.text),
        _unbroken(lines, region),
        _is_headed(document, lines, announced, region),
        _is_between(setting, date),
        setting.title is not None and _leads_elsewhere(document, lines[setting.title], url),
        lines[setting.title].block if setting.title is not None else None,
        (setting.text[0].block, setting.text[-1].block) if setting.text else (),
    )


class _View(NamedTuple):
    """One of the texts that a page has: what it shows, that and what it hides, or an article that it carries.

    ``shown`` is the byline that the page shows where the text is one that it carries; ``found`` says which it is.
    """

    document: Document
    spot: Spot
    found: Found[str]
    shown: Byline = Byline()


def _best_view(document: Document, names: Container[str]) -> _View:
    """Return the text that a page shows, or another where that is poor or folded."""
    spot = locate(document, document.lines, names)
    if not spot.is_poor and not is_folded(spot):
        return _View(document, spot, _SHOWN)
    spot = fuller(document, spot, names)
    named = spot.title or title_in_head(document, names)
    is_blank = spot.region is None or not spot.region.prose
    carried = embedded_page(document, named.text if named else None, blank=is_blank) if spot.is_poor else None
    if carried is None:
        return _View(document, spot, _SHOWN if spot.lines is document.lines else _HIDDEN)
    shown = read_byline(around(spot)[0], labelled_only=True)
    inner = parse(carried, document.base_url)
    return _View(inner, locate(inner, inner.lines, names), _CARRIED, shown)


def _setting(view: _View, title: Title | None, at: int | None) -> Setting:
    """Return what the fields of an article are read from; ``at`` is the line of its title."""
    lines, _, region = view.spot
    head, tail = around(view.spot._replace(title=title))
    byline = read_byline(without_list(head))
    writers = byline.authors.value if byline.authors else ()
    text = list(body_lines(lines, region, writers)) if region else []
    after = read_byline(tail, labelled_only=True).filled(view.shown)
    return Setting(view.document, lines, at, region, head, text, tail, byline, after)


def _votes(setting: Setting) -> Votes:
    region = setting.region
    if region is None:
        return votes_above(setting.head)
    shown = setting.lines[: comments_from(setting.lines, region.stop, region.stop + COMMENTS_REACH)]
    votes = read_votes(shown, region.stop)
    return votes_above(setting.head) if votes.up is None and votes.down is None else votes


def _note(
    evidence: Evidence, setting: Setting, at: int | None, article: Article, votes: Votes, source: Found[str] | None
) -> None:
    """Fill the evidence with what no choice among several readings was made for."""
    lines, region = setting.lines, setting.region
    writers = setting.byline.authors.value if setting.byline.authors else ()
    body = explain_body(lines, region, at, writers) if region else [Found(None, None, "no run of prose")]
    evidence.note("votes_up", votes.up or _NO_VOTES)
    evidence.note("votes_down", votes.down or _NO_VOTES)
    evidence.note("source_url", _linked(article.source_url, source))
    evidence.note("body", *body)
    evidence.note("images", *explain_images(setting.document, lines, article.images))
    note_passed_over(evidence, lines, at, region)


def _is_headed(document: Document, lines: Sequence[Line], title: Title | None, region: Region | None) -> bool:
    """Tell whether a headline over the text, no link and no short name, is in ``<title>`` or ends the breadcrumb."""
    if title is None or title.line is None or region is None or len(title.text) < HEADLINE:
        return False
    near = title.line < region.start <= title.line + HEAD_LENGTH
    if not near or lines[title.line].link_chars:
        return False
    return title.text in (document.title or "") or ends_breadcrumb(lines, title.line, title.text)


def _is_between(setting: Setting, date: Found[Stamp] | None) -> bool:
    """Tell whether a date stands between title and text, or a day without its year where the head names the date."""
    if date is None or setting.title is None or setting.region is None:
        return False
    between = setting.lines[setting.title + 1 : setting.region.start]
    if date.line is None:
        return any(has_day(line.text) for line in between if len(line.text) <= SHORT_BYLINE)
    return any(line.block is date.line.block for line in between)


def _leads_elsewhere(document: Document, line: Line, url: str) -> bool:
    """Tell whether a line is a link to a page other than the one at ``url``."""
    target = document.absolute(line.links[0].get("href") or "") if is_linked(line) else None
    return target is not None and canonical_url(target) != canonical_url(url)


def _source_url(setting: Setting) -> str | None:
    """Return the link of the outlet's name, where a byline gives one."""
    named = (each for each in (setting.byline, setting.after) if each.source)
    href = (next(named, None) or setting.over).source_href
    return setting.document.absolute(href) if href else None


def _linked(url: str | None, source: Found[str] | None) -> Found[str | None]:
    """Say, for the evidence, where the URL of a source is from."""
    if url is None or source is None:
        return Found(None, None, "the source is no link" if source else "no source")
    return Found(url, source.line, "link of the source's name")


def _rights(source: Found[str] | None, site: Site | None) -> Found[str | None]:
    """Return ``own`` where the portal names itself as the source, ``reprint`` for any other: its disclaimer's rule."""
    if site is None:
        return Found(None, None, "no portal known whose disclaimer gives a rule")
    if source is None:
        return Found(None, None, "no source to apply the disclaimer's rule to")
    rights = whose(source.value, site.outlets)
    said = "the source names the portal" if rights == "own" else "the source is not the portal"
    return Found(rights, source.line, f"the disclaimer's rule: {said}")


def _unbroken(lines: Sequence[Line], region: Region | None) -> int:
    """Return how many characters the longest stretch of lines without a link has."""
    longest = stretch = 0
    for i in range(region.start, region.stop) if region else ():
        stretch = 0 if lines[i].links else stretch + len(lines[i].text)
        longest = max(longest, stretch)
    return longest
