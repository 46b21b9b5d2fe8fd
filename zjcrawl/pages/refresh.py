"""Pages that only send their reader on."""

from __future__ import annotations

import re

from zjcrawl.frontier.canonical import absolute_url
from zjcrawl.pages.document import Document

_REFRESH = re.compile(r"""\s*(\d*\.?\d*)\s*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]*)""", re.IGNORECASE)
_LOCATION = re.compile(r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*['"]([^'"]+)['"]""")
_AT_ONCE = 10.0
_SPLASH_LINKS = 2


def read_refresh(document: Document, links: int) -> str | None:
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
