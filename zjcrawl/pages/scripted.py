"""Links that a page's own scripts make: a function that sends its reader to an address with the argument in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zjcrawl.pages.document import Document

_QUOTED = re.compile(r"""['"]((?=[^'"\s]*?(?:/|\.(?:s?html?|aspx?|php|jsp)))[^'"\s]*+)['"]""", re.IGNORECASE)
"""An address that a script is called with, as in ``window.open('show.asp?id=1')``."""
_CALL = re.compile(r"""(\w{1,40})\(\s*['"]?([\w.-]{1,40})['"]?\s*[,)]""")
_FUNCTION = re.compile(
    r"""function\s+(\w{1,40})\s*\(\s*(\w{1,40})[^)]{0,80}\)\s*\{[^{}]{0,300}?"""
    r"""(?:location(?:\.href)?\s*=|\b(?:open|assign|replace)\s*\()\s*"""
    r"""(?P<quote>['"])([^'"]{0,200})(?P=quote)\s*\+\s*\2\b(?:\s*\+\s*(?P<other>['"])([^'"]{0,100})(?P=other))?"""
)
Functions = Mapping[str, tuple[str, str]]
"""What each function puts before and after its argument."""


def read_functions(document: Document) -> Functions:
    """Return the functions of a page that lead somewhere, as in ``function go(n){location.href='list.jsp?p='+n}``."""
    scripts = (script.text or "" for script in document.root.iter("script"))
    found = (match for text in scripts if "function" in text for match in _FUNCTION.finditer(text))
    return {match[1]: (match[4], match[6] or "") for match in found}


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
