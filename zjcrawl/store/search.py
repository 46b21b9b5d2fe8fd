"""Full-text search: the index, what a query means, and where in a text it is found.

The index is an FTS5 table in which every character of the folded text is a token, so that a phrase of characters finds
exactly what ``LIKE`` finds in the folded text, from one character up and with no dictionary.  Folding and splitting are
done here, when an article is stored: FTS5 in the plain ``sqlite3`` shell then needs no tokenizer of ours.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from zjcrawl.dedup.folding import fold
from zjcrawl.errors import UsageError

_CREATE = """
CREATE VIRTUAL TABLE article_search USING fts5(
    title, body, content="article_current", content_rowid="id", tokenize="ascii"
)"""
"""``ascii`` parts at spaces and takes any other character that is not ASCII for a letter: the folded text has no ASCII
but letters and digits."""

_WEIGH = "INSERT INTO article_search (article_search, rank) VALUES ('rank', 'bm25(8.0, 1.0)')"

_ADD = "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)"

_REMOVE = "INSERT INTO article_search (article_search, rowid, title, body) VALUES ('delete', ?, ?, ?)"

_BEFORE, _SHOWN = 30, 120
"""Characters of an extract before the first place that was found, and in all."""

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"|(?P<mark>[()（）])|(?P<minus>-(?=[^\s-]))|(?P<word>[^\s"()（）]+)')

_CLOSING = (")", "）")


def create_index(conn: sqlite3.Connection) -> None:
    """Make the index, and let every stored article be found; part of the transaction that is open."""
    conn.execute(_CREATE)
    conn.execute(_WEIGH)
    for article_id, title, body in conn.execute("SELECT id, title, body FROM article_current"):
        add_to_index(conn, article_id, title, body)


def add_to_index(conn: sqlite3.Connection, article_id: int, title: str, body: str) -> None:
    """Let an article be found."""
    conn.execute(_ADD, (article_id, characters(title), characters(body)))


def remove_from_index(conn: sqlite3.Connection, article_id: int, title: str, body: str) -> None:
    """Let an article no longer be found; title and body are those that it was added with."""
    conn.execute(_REMOVE, (article_id, characters(title), characters(body)))


def characters(text: str) -> str:
    """Return the folded text as the index has it, a space between any two characters."""
    return " ".join(fold(text))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: ``match`` for FTS5, ``terms`` as the folded strings that a hit may hold."""

    match: str
    terms: tuple[str, ...]


def parse_query(text: str) -> Query:
    """Return what a person typed as a query.

    Words and ``"phrases"`` must all be there, in any order; OR between two asks for either, NOT or ``-`` before one
    forbids it, and round brackets group.  Everything else is taken as it stands.

    :raises UsageError: nothing to look for, a bracket or quotation mark that is not closed, an operator without its
        words.
    """
    if text.count('"') % 2:
        raise UsageError(f"query {text!r}: a quotation mark is not closed; add the second one")
    parser = _Parser(text)
    match = parser.either()
    if parser.token is not None:
        raise UsageError(f"query {text!r}: a bracket is closed that was never opened; leave it out")
    return Query(match, tuple(sorted(set(parser.terms), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a text around what was found, and the places of it: pairs of first and one past the last character."""

    text: str
    marks: tuple[tuple[int, int], ...]


def extract(text: str, terms: tuple[str, ...]) -> Extract:
    """Return the part of ``text`` around the first of the folded ``terms`` in it, its start if it holds none."""
    folded = fold(text)
    first = min((at for term in terms if (at := folded.find(term)) >= 0), default=0)
    start = max(0, first - _BEFORE)
    shown = folded[start : start + _SHOWN]
    found = re.finditer("|".join(map(re.escape, terms)), shown) if terms else ()
    return Extract(text[start : start + _SHOWN].replace("\n", " "), tuple(hit.span() for hit in found))


class _Parser:
    """Reads a query from left to right; ``token`` is the next part: a kind and its text."""

    def __init__(self, text: str) -> None:
        self.terms: list[str] = []
        self.token: tuple[str, str] | None = None
        self._text = text
        self._tokens = _tokens(text)
        self._next()

    def either(self) -> str:
        """Read alternatives, up to a closing bracket or the end."""
        alternatives = [self._all()]
        while self.token == ("operator", "OR"):
            self._next()
            alternatives.append(self._all())
        return alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})"

    def _all(self) -> str:
        wanted: list[str] = []
        unwanted: list[str] = []
        while self.token not in (None, ("operator", "OR"), ("mark", ")")):
            if self.token == ("operator", "AND"):
                self._next()
            elif self.token == ("operator", "NOT"):
                self._next()
                kept = len(self.terms)
                unwanted.append(self._one())
                del self.terms[kept:]
            else:
                wanted.append(self._one())
        if not wanted:
            raise UsageError(
                f"query {self._text!r}: says nothing to look for; name a word, and what to leave out after it"
            )
        found = wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})"
        return f"({found} NOT ({' OR '.join(unwanted)}))" if unwanted else found

    def _one(self) -> str:
        kind, text = self.token or ("end", "")
        if kind == "mark" and text == "(":
            self._next()
            inner = self.either()
            if self.token != ("mark", ")"):
                raise UsageError(
                    f"query {self._text!r}: a bracket is not closed; close it, or put it into quotation marks"
                )
            self._next()
            return inner
        if kind != "term":
            raise UsageError(f"query {self._text!r}: an operator stands without a word; put it into quotation marks")
        self._next()
        self.terms.append(fold(text))
        return f'"{characters(text)}"'

    def _next(self) -> None:
        self.token = next(self._tokens, None)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(text):
        kind, part = str(found.lastgroup), found[found.lastgroup or 0]
        if kind == "mark":
            yield kind, ")" if part in _CLOSING else "("
        elif kind == "minus":
            yield "operator", "NOT"
        elif kind == "word" and part in ("AND", "OR", "NOT"):
            yield "operator", part
        elif part:
            yield "term", part
