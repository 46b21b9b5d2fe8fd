"""Whose an article is: the rule that a portal's disclaimer states, 凡本网注明“来源：…”的作品，版权均属于….

The rule is that of the one page known of zj123.com and of common usage: what carries the portal's name as its source is
the portal's own, anything else is a reprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zjcrawl.pages.evidence import Found
from zjcrawl.pages.folding import fold
from zjcrawl.records import Footer

_QUOTED = re.compile(r"[“\"「『](?:[^“”\"「」『』]{0,6}?来源\s?[:为是]?)?\s?([^“”\"「」『』:]{2,20}?)\s?[”\"」』]")
_RULE = re.compile(r"凡(?P<marks>[^。;]{0,120}[”\"」』])(?P<claim>[^。;”\"」』]*版权[^。;]*)")
_MARKS = re.compile(r"注明|注有|标[注明有]|署名|来源|电头")
_OTHERS = re.compile(r"[均系为网站报]转载|转载?[自于其]|非[^法经]|原作者|[xX×]{2}|\*\*|某某")
_WE = re.compile(r"本[网站报]")
_OURS = re.compile(r"本[网站](?:原创|讯|消息|综合|记者|编辑|整理|专稿)?")


def rights_by_disclaimer(source: str | None, footer: Footer | None) -> Found[str] | None:
    """Return ``own`` where ``source`` is a name that the page's disclaimer claims articles under, else ``reprint``.

    None where the source is not known, or the disclaimer claims nothing.
    """
    if source is None or footer is None:
        return None
    claims = {name: clause for clause in footer.disclaimer for name in own_names(clause)}
    if not claims:
        return None
    said = next((clause for name, clause in claims.items() if fold(name) in fold(source)), next(iter(claims.values())))
    return Found(whose(source, claims), None, "what the page's disclaimer claims", said)


def whose(source: str, names: Iterable[str]) -> str:
    """Return ``own`` where ``source`` holds one of a portal's own ``names`` or is 本站, ``reprint`` for any other."""
    said = fold(source)
    return "own" if _OURS.fullmatch(said) or any(fold(name) in said for name in names) else "reprint"


def own_names(clause: str) -> Iterator[str]:
    """Return the names, folded, under which a disclaimer's clause claims articles for the portal itself.

    It does so if it says to whom the copyright of what is marked with a name belongs, and that is the bearer of the
    name or 本网; one that speaks of what others wrote claims nothing.
    """
    for rule in _RULE.finditer(fold(clause)):
        if _OTHERS.search(rule.group()) or not _MARKS.search(rule["marks"]):
            continue
        for name in _QUOTED.findall(rule["marks"]):
            if name in rule["claim"] or _WE.search(rule.group()):
                yield name
