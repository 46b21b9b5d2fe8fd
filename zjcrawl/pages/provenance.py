"""Where the facts around a page's text come from: its encoding, its portal, its URL.  Worked out for evidence only."""

from __future__ import annotations

from collections.abc import Sequence

from zjcrawl.captures.decoding import declarations
from zjcrawl.pages.evidence import Evidence, Found
from zjcrawl.records import Decoding, Site


def note_facts(
    evidence: Evidence, body: bytes, headers: Sequence[tuple[str, str]], decoding: Decoding, site: Site | None
) -> None:
    """Note how the bytes became text, against which declarations, and which portal's names apply."""
    declared = declarations(body, headers)
    agreed = [f"{place}: {label}" for place, label, codec in declared if _is_same(codec, decoding.used)]
    replaced = f"; characters replaced: {decoding.replaced}" if decoding.replaced else ""
    evidence.note(
        "encoding",
        Found(decoding.used, None, f"what the bytes are{replaced}", "; ".join(agreed) or None),
        [
            Found(label, None, f"declared in {place}" if codec else f"declared in {place}, unknown")
            for place, label, codec in declared
            if not _is_same(codec, decoding.used)
        ],
    )
    evidence.note("site", Found(site.name, None, "domain of the URL") if site else Found(None, None, "no known portal"))


def note_url(evidence: Evidence, url: str, named: str | None, target: str) -> None:
    """Note that an article's URL is ``target``: where it is from, or what it names itself."""
    link = "<link rel=canonical>"
    if target != url:
        evidence.note("url", Found(target, None, link, named))
        return
    lost = [Found(named, None, f"{link} to no page of a known portal, or to this one", named)] if named else []
    evidence.note("url", Found(url or None, None, "where the page is from" if url else "not given"), lost)


def _is_same(codec: str | None, used: str) -> bool:
    return codec is not None and used.startswith(codec)
