"""Pictures that belong to a text, with their captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from zjcrawl.pages.body import text_container
from zjcrawl.pages.byline_lines import is_byline
from zjcrawl.pages.document import Document, Element, Line, collapse, text_of
from zjcrawl.pages.evidence import Found
from zjcrawl.pages.placing import common_block, is_centred, is_inside
from zjcrawl.pages.prose import is_linked
from zjcrawl.pages.runs import Region
from zjcrawl.records import Image

# Where pages that load pictures late keep the address; ``src`` then holds a placeholder.
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-echo", "original", "_src", "src")
_ORNAMENT = re.compile(
    r"(?:^|[/_-])(?:icons?|logo|spacer|blank|loading|pixel|space|dot|line|arrow|btn|button|share|qrcode|ewm|print|e?mail|pdf|rss)(?:[._/-]|\d*\.)",
    re.IGNORECASE,
)
_ADVERT = re.compile(r"[广廣]告.{0,6}|推[广廣].{0,4}|赞助.{0,4}|贊助.{0,4}|ads?|advert\w*|banner", re.IGNORECASE)
_BUTTON = re.compile(
    r"打印.{0,4}|列印.{0,4}|(?:[电電]子)?[邮郵]件|e-?mail|print|pdf|rss|收藏.{0,4}|[关關][闭閉].{0,4}"
    r"|[上下]一?[篇页頁条條]|返回.{0,4}|"
    r"(?:放大|[缩縮]小|正常|[默預]?[认設]?)字[体體号號]|字[体體号號](?:放大|[缩縮]小)?",
    re.IGNORECASE,
)
_ADVERT_LABEL = re.compile(r"\W{0,3}(?:[广廣]告|推[广廣]|[赞贊]助商?|advertisement)\W{0,3}", re.IGNORECASE)
_BANNER = 3.5  # times as long one way as the other
_SMALLEST = 60  # pixels on either side
_CAPTION_LENGTH = 80
_SHOWN = 200  # characters of an address that are worth showing
_ACTION = re.compile(
    r"(?:[点點][击擊]|[单單][击擊]|按此|查看|[浏瀏][览覽]|放大|下[载載]).{0,12}|[大原]?[图圖]片?\d{0,3}|照片\d{0,3}"
    r"|.*\.(?:jpe?g|png|gif|bmp)",
    re.IGNORECASE,
)
"""What an ``alt`` says that describes no picture: what a click does, or what the file is called."""
_CAPTION = re.compile(r"[图圖]|▲|△|↑|[摄攝]|[资資]料|.*[\s(（/]\w{2,8}\s?(?<!拍)[摄攝]影?\W{0,2}$")
"""What a caption opens with, or the name of whoever took the picture at its end."""


def read_images(
    document: Document, lines: Sequence[Line], title: int | None, region: Region | None
) -> tuple[Image, ...]:
    """Return the pictures of a text, and those over it in the same block, in order, each address once."""
    if region is None:
        return ()
    above = [] if title is None else [i for i in range(title + 1, region.start) if lines[i].pictures]
    if above:
        container = text_container(lines, region, None if title is None else lines[title])
        above = [i for i in above if is_inside(lines[i].block, container) and not is_byline(lines[i])]
    found: dict[str, tuple[Element, int]] = {}
    for i in (*above, *range(region.start, region.stop)):
        for picture in lines[i].pictures:
            url = _address(document, picture)
            if url is not None and not _says_advert(lines, i):
                found.setdefault(url, (picture, i))
    alts = Counter(_alt(picture) for picture, _ in found.values())
    return tuple(
        Image(url, _caption(picture, i, lines, region) or (_alt(picture) if alts[_alt(picture)] == 1 else None))
        for url, (picture, i) in found.items()
    )


def explain_images(
    document: Document, lines: Sequence[Line], taken: Sequence[Image]
) -> tuple[Found[tuple[str, ...] | None], list[Found[str]]]:
    """Return, for the evidence, the pictures that were taken and those that were not, with the reason."""
    urls = tuple(image.url for image in taken)
    lost: dict[str, Found[str]] = {}
    first = None
    for line in lines:
        for picture in line.pictures:
            href = _href(picture)
            if document.absolute(href) in urls:
                first = first or line
            elif href:
                lost.setdefault(href, Found(href[:_SHOWN], line, _unfit(picture, href) or "stands outside the text"))
    if not urls:
        return Found(None, None, "no picture of the text"), list(lost.values())
    return Found(urls, first, "pictures of the text"), list(lost.values())


def _address(document: Document, picture: Element) -> str | None:
    href = _href(picture)
    return None if not href or _unfit(picture, href) else document.absolute(href)


def _href(picture: Element) -> str:
    return next((value for name in _SOURCES if (value := (picture.get(name) or "").strip())), "")


def _unfit(picture: Element, href: str) -> str | None:
    """Say why a picture belongs to no text wherever it stands; None where it may."""
    if href.startswith("data:"):
        return "has no address"
    if _ORNAMENT.search(href):
        return "an ornament by its name"
    if any(_ADVERT.fullmatch(collapse(picture.get(name) or "")) for name in ("alt", "title")):
        return "an advertisement, as it says"
    if any(_BUTTON.fullmatch(collapse(picture.get(name) or "")) for name in ("alt", "title")):
        return "a button, as it says"
    sides = [size for name in ("width", "height") if (size := _pixels(picture.get(name))) is not None]
    if sides and min(sides) < _SMALLEST:
        return f"smaller than {_SMALLEST} pixels"
    is_long = len(sides) > 1 and max(sides) >= _BANNER * min(sides)
    if is_long and next(picture.iterancestors("a"), None) is not None:
        return "a link of a banner's shape"
    return None


def _pixels(size: str | None) -> int | None:
    digits = re.fullmatch(r"\s*(\d{1,5})\s*(?:px)?\s*", size or "")
    return int(digits.group(1)) if digits else None


def _caption(picture: Element, at: int, lines: Sequence[Line], region: Region) -> str | None:
    """Return what is written under the picture that stands in line ``at``."""
    figure = next(picture.iterancestors("figure"), None)
    if figure is not None:
        text = collapse("".join(str(text) for caption in figure.iter("figcaption") for text in caption.itertext()))
        if text:
            return text
    line, following = lines[at], lines[at + 1] if at + 1 < region.stop else None
    below = following if following is not None and following.text and not line.text else None
    if below is not None and (_is_caption(below) or _share_box(line, below)):
        return _unmarked(below.text)
    return _unmarked(line.text) if line.text and _is_caption(line) else None


def _says_advert(lines: Sequence[Line], at: int) -> bool:
    """Tell whether all that the box of a picture says is that it holds an advertisement."""
    labels = (line for line in lines[max(at - 1, 0) : at + 2] if _ADVERT_LABEL.fullmatch(line.text))
    return any(text_of(common_block((lines[at].block, label.block))) == label.text for label in labels)


def _unmarked(caption: str) -> str:
    """Return a caption without the triangle that points from it to its picture."""
    return caption.strip("▲△▼▽↑↓ ") or caption


def _alt(picture: Element) -> str | None:
    """Return what ``alt`` says of a picture; the same words on several say nothing of any."""
    alt = collapse(picture.get("alt") or "")
    return alt if alt and not _ACTION.fullmatch(alt) else None


def _share_box(picture: Line, below: Line) -> bool:
    """Tell whether one picture and a short line below it, no sentence, are all that a box holds."""
    if len(below.text) > _CAPTION_LENGTH or below.text[-1] == "。" or is_linked(below) or picture.block is below.block:
        return False
    box = common_block((picture.block, below.block))
    return len(picture.pictures) == 1 == sum(1 for _ in box.iter("img")) and text_of(box) == below.text


def _is_caption(line: Line) -> bool:
    if len(line.text) > _CAPTION_LENGTH or is_linked(line):
        return False
    return is_centred(line.block) or line.block.tag == "figcaption" or _CAPTION.match(line.text) is not None
