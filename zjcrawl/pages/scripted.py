"""Links that a page's own scripts make: a function that sends its reader to an address with the argument in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from zjcrawl.pages.document import Document

_QUOTED = re.compile(r"""['"]((?=[^'"\s]*?(?:/|\.(?:s?html?|aspx?|php|jsp)))[^'"\s]*+)['"]""", re.IGNORECASE)
"""An address that a script is called with, as in ``window.open('show.asp?id=1')``."""
_CALL = re.compile(r"""(\w{1,40})\(\s*['"]?([\w.-]{1,40})['"]?\s*[,)]""")
_FUNCTION = re.compile(
    r"""function\s+(\w{1,40})\s*\(\s*(\w{1,40})[^)]{0,80}\)\s*\{[^{}]{0,300}?"""
    r"""(?:location(?:\.href)?\s*=|\b(?:open|assign|replace)\s*\()\s*"""
    r"""(?P<quote>['"])([^'"]{0,200})(?P=quote)\s*\+\s*\2\b(?:\s*\+\s*(?P<other>['"])([^'"]{0,100})(?P=other))?"""
)
_FILLS = re.compile(
    r"""function\s+(\w{1,40})\s*\(\s*(\w{1,40})[^)]{0,80}\)\s*\{[^{}]{0,300}?"""
    r"""(?:\b(?P<name>\w{1,40})|(?:getElementById\s*\(\s*|\$\(\s*)['"]#?(?P<id>[\w-]{1,40})['"]\s*\))"""
    r"""\.val(?:ue\s*=|\()\s*\2\b[^{}]{0,300}?submit\s*\("""
)
_SENT = frozenset(("", "hidden", "text"))
"""The types of input that a form sends as they are."""
_RESERVED = str.maketrans({sign: quote(sign, safe="") for sign in " %&#+="})
Functions = Mapping[str, tuple[str, str]]
"""What each function puts before and after its argument."""


def read_functions(document: Document) -> Functions:
    """Return the functions of a page that lead somewhere.

    They send their reader there themselves, as in ``function go(n){location.href='list.jsp?p='+n}``, or fill a field of
    a form and submit it.  What a form would POST is asked for with GET, which lists of articles mostly answer as well.
    """
    texts = [script.text for script in document.root.iter("script") if script.text and "function" in script.text]
    found = {match[1]: (match[4], match[6] or "") for text in texts for match in _FUNCTION.finditer(text)}
    for fills in (match for text in texts for match in _FILLS.finditer(text)):
        before = _submitted(document, fills["name"] or fills["id"])
        if before is not None:
            found.setdefault(fills[1], (before, ""))
    return found


def _submitted(document: Document, field: str) -> str | None:
    """Return the address of the form that has ``field``, up to its value; None where there is no such form."""
    for form in document.root.iter("form"):
        inputs = [box for box in form.iter("input") if (box.get("type") or "").lower() in _SENT]
        filled = next((box for box in inputs if field in (box.get("name"), box.get("id"))), None)
        if filled is not None:
            sent = [box for box in inputs if box is not filled and box.get("name") and box.get("value")]
            pairs = [f"{box.get('name')}={(box.get('value') or '').translate(_RESERVED)}&" for box in sent]
            address = form.get("action") or document.url.partition("?")[0]
            return f"{address}{'&' if '?' in address else '?'}{''.join(pairs)}{filled.get('name') or field}="
    return None


def address_in(script: str, functions: Functions) -> str | None:
    """Return the address that a link's script leads to: one it names, or one that a function makes."""
    quoted = _QUOTED.search(script)
    if quoted:
        return quoted.group(1)
    call = _CALL.search(script)
    if call is None or call.group(1) not in functions:
        return None
    before, after = functions[call.group(1)]
    return f"{before}{call.group(2)}{after}"
