"""Links that a page's own scripts make: a function that sends its reader to an address with the argument in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from zjcrawl.pages.document import Document, Element

_QUOTED = re.compile(
    r"""['"]((?=[^'"\s]*?(?:/|\?[\w.]{1,40}=|\.(?:s?html?|aspx?|php|jsp)))[^'"\s]*+)['"]""", re.IGNORECASE
)
"""An address that a script is called with, as in ``window.open('show.asp?id=1')`` and ``location='list.do?page=2'``."""
_CALL = re.compile(r"(\w{1,40})\(([^()]{1,120})\)")
_ARGUMENT = re.compile(r"""\s*['"]?([\w.-]{1,40})['"]?\s*""")
_TERM = r"""(?:'[^']{0,200}'|"[^"]{0,200}"|[a-z_]\w{0,39}(?:\.value\b)?)"""
_FUNCTION = re.compile(
    r"""function\s+(\w{1,40})\s*\(([^()]{1,120})\)\s*\{[^{}]{0,300}?"""
    r"""(?:location(?:\.href)?\s*=|\b(?:open|assign|replace)\s*\()\s*"""
    rf"""({_TERM}(?:\s*\+\s*{_TERM}){{1,8}})(?!\s*[-*/(.\[\w])""",
    re.IGNORECASE,
)
_TERMS = re.compile(_TERM, re.IGNORECASE)
_STRING = re.compile(r"""\b(\w{1,40})\s*=\s*(?P<quote>['"])([^'"]{1,200})(?P=quote)\s*;""")
_FILLS = re.compile(
    r"""function\s+(\w{1,40})\s*\(\s*(\w{1,40})[^)]{0,80}\)\s*\{[^{}]{0,300}?"""
    r"""(?:\b(?P<name>\w{1,40})|(?:getElementById\s*\(\s*|\$\(\s*)['"]#?(?P<id>[\w-]{1,40})['"]\s*\))"""
    r"""\.val(?:ue\s*=|\()\s*\2\b[^{}]{0,300}?submit\s*\("""
)
_CHOSEN = r"[\w.]{0,60}(?:\[[\w.]{0,60}selectedIndex\])?\.value"
_CHOICE = re.compile(
    rf"""(?:location(?:\.href)?\s*=|\b(?:open|assign|replace)\s*\()\s*"""
    rf"""(?P<quote>['"])([^'"]{{0,200}})(?P=quote)\s*\+\s*{_CHOSEN}(?:\s*\+\s*(?P<other>['"])([^'"]{{0,100}})(?P=other))?"""
)
"""What a box of choices does with the one that is chosen: ``location='list.asp?page='+this.value``."""
_CHOICE_CALL = re.compile(rf"""(\w{{1,40}})\(\s*(?:{_CHOSEN}|this)\s*[,)]""")
_SENT = frozenset(("", "hidden", "text"))
"""The types of input that a form sends as they are."""
_RESERVED = str.maketrans({sign: quote(sign, safe="") for sign in " %&#+="})
_VALUE = 0
"""The argument that a form is filled with, or that a box of choices hands on."""


class Function(NamedTuple):
    """A function that leads to an address: its pieces, an argument by its number, and how many arguments it takes."""

    pieces: tuple[str | int, ...]
    arguments: int = 1

    def address(self, *arguments: str) -> str | None:
        """Return where a call leads; None where it lacks an argument."""
        if len(arguments) < self.arguments:
            return None
        return "".join(piece if isinstance(piece, str) else arguments[piece] for piece in self.pieces)


Functions = Mapping[str, Function]


def read_functions(document: Document) -> Functions:
    """Return the functions of a page that lead somewhere.

    They send their reader there themselves, as in ``function go(n){location.href='list.jsp?p='+n}``, or fill a field of
    a form and submit it.  What a form would POST is asked for with GET, which lists of articles mostly answer as well.
    """
    texts = [script.text for script in document.root.iter("script") if script.text and "function" in script.text]
    strings = {match[1]: match[3] for text in texts for match in _STRING.finditer(text)}
    made = ((match[1], _made(match[2], match[3], strings)) for text in texts for match in _FUNCTION.finditer(text))
    found = {name: function for name, function in made if function is not None}
    for fills in (match for text in texts for match in _FILLS.finditer(text)):
        before = _submitted(document, fills["name"] or fills["id"])
        if before is not None:
            found.setdefault(fills[1], Function((before, _VALUE)))
    return found


def _made(parameters: str, terms: str, strings: Mapping[str, str]) -> Function | None:
    """Return the function that puts an address together from strings and its parameters; None where it needs more."""
    names = [name.strip() for name in parameters.split(",")]
    pieces: list[str | int] = []
    for term in _TERMS.findall(terms):
        name = term.removesuffix(".value")
        if term[0] in "'\"":
            pieces.append(term[1:-1])
        elif name in names:
            pieces.append(names.index(name))
        elif term in strings:
            pieces.append(strings[term])
        else:
            return None
    given = [piece for piece in pieces if isinstance(piece, int)]
    return Function(tuple(pieces), max(given) + 1) if given and isinstance(pieces[0], str) else None


def _submitted(document: Document, field: str) -> str | None:
    """Return the address of the form that has ``field``, up to its value; None where there is no such form."""
    for form in document.root.iter("form"):
        filled = next((box for box in _inputs(form) if field in (box.get("name"), box.get("id"))), None)
        if filled is not None:
            return _address_of(form, filled, document)
    return None


def _inputs(form: Element) -> list[Element]:
    return [box for box in form.iter("input") if (box.get("type") or "").lower() in _SENT]


def _address_of(form: Element, filled: Element, document: Document) -> str:
    """Return the address of a form, up to the value of the field that is ``filled``."""
    sent = [box for box in _inputs(form) if box is not filled and box.get("name") and box.get("value")]
    pairs = [f"{box.get('name')}={(box.get('value') or '').translate(_RESERVED)}&" for box in sent]
    address = form.get("action") or document.url.partition("?")[0]
    return f"{address}{'&' if '?' in address else '?'}{''.join(pairs)}{filled.get('name') or filled.get('id')}="


def chosen_in(box: Element, document: Document, functions: Functions) -> Function | None:
    """Return what a box of choices makes of the value that is chosen; None where it leads nowhere.

    It sends its reader there as soon as they choose, by itself, by a function, or by submitting the form it is in.
    """
    script = box.get("onchange") or ""
    direct = _CHOICE.search(script)
    if direct:
        return Function((direct[2], _VALUE, direct[4] or ""))
    call = _CHOICE_CALL.search(script)
    if call:
        return functions.get(call[1])
    form = next(box.iterancestors("form"), None)
    if form is None or not box.get("name") or "submit(" not in script.replace(" ", ""):
        return None
    return Function((_address_of(form, box, document), _VALUE))


def address_in(script: str, functions: Functions) -> str | None:
    """Return the address that a link's script leads to: one it names, or one that a function makes."""
    quoted = _QUOTED.search(script)
    if quoted:
        return quoted.group(1)
    call = _CALL.search(script)
    if call is None or call[1] not in functions:
        return None
    given = [_ARGUMENT.fullmatch(argument) for argument in call[2].split(",")]
    taken = given[: functions[call[1]].arguments]
    return functions[call[1]].address(*(match[1] for match in taken if match))
