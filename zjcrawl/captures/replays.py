"""Telling a page as it was from one that an archive changed for replay: links rewritten, banner and scripts put in."""

from __future__ import annotations

import re

from zjcrawl.captures.content_coding import inflate
from zjcrawl.captures.exchange import Headers

# What the Wayback Machine, pywb, OpenWayback and archive.today put into pages; none of it is anything a portal writes.
_MARKS = re.compile(
    rb"<!-- (?:BEGIN|End) Wayback (?:Toolbar|Rewrite JS)|"
    rb"/_static/js/(?:bundle-playback|wombat)\.js|"
    rb"\n\s*FILE ARCHIVED ON \d|"
    rb"__wm\.(?:init|wombat|bt)\(|"
    rb"static/(?:__pywb/)?(?:wombat|wb_frame|default_banner)\.js|"
    rb"_WBWombatInit|wbinfo\.(?:top_url|is_framed|prefix)\s*=|"
    rb"<!-- WB Insert -->|"
    rb"<!-- ?(?:BEGIN|END) (?:WAYBACK|PYWB) (?:TOOLBAR )?INSERT ?-->|"
    rb"""(?:href|src)=["']?(?:https?://web\.archive\.org)?/web/\d{14}(?:[a-z]{2}_)?/https?:""",
    re.IGNORECASE,
)


def is_rewritten(body: bytes, headers: Headers) -> bool:
    """Tell whether an archive changed ``body``, which still has the content coding that ``headers`` name."""
    return _MARKS.search(inflate(body, headers)) is not None
