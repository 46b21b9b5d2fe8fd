"""What a person types to search, and what it means for the index and for a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zjcrawl.dedup.folding import fold
from zjcrawl.errors import UsageError
from zjcrawl.store.grams import is_exact, is_single, match_string

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"|(?P<mark>[()（）])|(?P<minus>[-－](?=[^\s-]))|(?P<word>[^\s"()（）]+)')

_CLOSING = (")", "）")


class Text:
    """A text that is looked into; it is folded only if it does not hold a term as it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: str | None = None

    @property
    def folded(self) -> str:
        """The text in one form of each character."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    def holds(self, term: str) -> bool:
        """Tell whether the folded ``term`` is in it."""
        return term in self.text or term in self.folded


@dataclass(frozen=True, slots=True)
class Term:
    """A string of characters, folded."""

    text: str

    @property
    def exact(self) -> bool:
        """Whether ``match`` finds just what ``holds``; otherwise it finds more."""
        return is_exact(self.text)

    @property
    def single(self) -> bool:
        """Whether single characters are asked for."""
        return is_single(self.text)

    def match(self, mark: str = "", *, singles: bool = True) -> str | None:
        """Return the FTS5 query, None if it would be for all; ``mark`` says where what is wanted must stand.

        Without ``singles`` it leaves out single characters, and finds more.
        """
        return match_string(self.text, mark, singles=singles)

    def holds(self, *texts: Text) -> bool:
        """Tell whether one of the texts, of one article, is as the query says."""
        return any(text.holds(self.text) for text in texts)

    def titled(self, title: Text, _body: Text) -> bool:
        """Tell whether the title is as the query says, and what it forbids stands nowhere: as ``match`` in titles."""
        return title.holds(self.text)

    def terms(self) -> Iterator[str]:
        """Yield what a text that is found may hold."""
        yield self.text


@dataclass(frozen=True, slots=True)
class All:
    """Each of the parts."""

    parts: tuple[Query, ...]

    @property
    def exact(self) -> bool:
        """As for a term, and so are all that follow."""
        return all(part.exact for part in self.parts)

    @property
    def single(self) -> bool:
        """Ask each part."""
        return any(part.single for part in self.parts)

    def match(self, mark: str = "", *, singles: bool = True) -> str | None:
        """Leave out the parts that the index knows nothing of."""
        return _join(" AND ", [match for part in self.parts if (match := part.match(mark, singles=singles))])

    def holds(self, *texts: Text) -> bool:
        """Ask each part."""
        return all(part.holds(*texts) for part in self.parts)

    def titled(self, title: Text, body: Text) -> bool:
        """Ask each part."""
        return all(part.titled(title, body) for part in self.parts)

    def terms(self) -> Iterator[str]:
        """Yield those of each part."""
        for part in self.parts:
            yield from part.terms()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the parts."""

    parts: tuple[Query, ...]

    @property
    def exact(self) -> bool:
        """Ask each part."""
        return all(part.exact for part in self.parts)

    @property
    def single(self) -> bool:
        """Ask each part."""
        return any(part.single for part in self.parts)

    def match(self, mark: str = "", *, singles: bool = True) -> str | None:
        """Give up if the index knows nothing of one part."""
        matches = [part.match(mark, singles=singles) for part in self.parts]
        return _join(" OR ", [match for match in matches if match]) if all(matches) else None

    def holds(self, *texts: Text) -> bool:
        """Ask each part."""
        return any(part.holds(*texts) for part in self.parts)

    def titled(self, title: Text, body: Text) -> bool:
        """Ask each part."""
        return any(part.titled(title, body) for part in self.parts)

    def terms(self) -> Iterator[str]:
        """Yield those of each part."""
        for part in self.parts:
            yield from part.terms()


@dataclass(frozen=True, slots=True)
class Without:
    """What holds one query and not another."""

    kept: Query
    forbidden: Query

    @property
    def exact(self) -> bool:
        """Ask both."""
        return self.kept.exact and self.forbidden.exact

    @property
    def single(self) -> bool:
        """Ask both."""
        return self.kept.single or self.forbidden.single

    def match(self, mark: str = "", *, singles: bool = True) -> str | None:
        """Forbid only what the index is sure of; it is forbidden wherever it stands."""
        kept = self.kept.match(mark, singles=singles)
        sure = self.forbidden.exact and (singles or not self.forbidden.single)
        forbidden = self.forbidden.match() if sure else None
        return f"({kept}) NOT ({forbidden})" if kept and forbidden else kept

    def holds(self, *texts: Text) -> bool:
        """Ask both."""
        return self.kept.holds(*texts) and not self.forbidden.holds(*texts)

    def titled(self, title: Text, body: Text) -> bool:
        """Ask the title for what is kept, and both for what is forbidden."""
        return self.kept.titled(title, body) and not self.forbidden.holds(title, body)

    def terms(self) -> Iterator[str]:
        """Yield those of what is kept."""
        yield from self.kept.terms()


Query = Term | All | Any | Without


def terms_of(query: Query) -> tuple[str, ...]:
    """Return the folded strings that a hit may hold, the longest first."""
    return tuple(sorted(set(query.terms()), key=lambda term: (-len(term), term)))


def parse_query(text: str) -> Query:
    """Return what a person typed as a query.

    Words and ``"phrases"`` must all be there, in any order; OR between two asks for either, NOT or ``-`` before one
    forbids it, and round brackets group; brackets and ``-`` may be full width.  Everything else is taken as it stands.

    :raises UsageError: nothing to look for, a bracket or quotation mark that is not closed, an operator without its
        words, brackets in brackets too deep to follow.
    """
    if text.count('"') % 2:
        raise UsageError(f"query {text!r}: a quotation mark is not closed; add the second one")
    parser = _Parser(text)
    query = parser.either()
    if parser.token is not None:
        raise UsageError(f"query {text!r}: a bracket is closed that was never opened; leave it out")
    return query


def hint(text: str) -> str | None:
    """Return how a query that finds nothing may have been meant otherwise; None where it is plain."""
    for operator in ("and", "or", "not"):
        if operator in text.split():
            return f"{operator} is taken for a word; the operator is {operator.upper()}"
    if "“" in text:
        return 'the marks “ ” are part of what is looked for; a phrase stands in "straight ones"'
    if "*" in text:
        return "* is taken as it stands; each string of characters is found anyway, wherever it stands"
    return None


def _join(operator: str, matches: list[str]) -> str | None:
    return operator.join(f"({match})" for match in matches) or None


class _Parser:
    """Reads a query from left to right; ``token`` is the next part: a kind and its text."""

    def __init__(self, text: str) -> None:
        self.token: tuple[str, str] | None = None
        self._text = text
        self._depth = 0
        self._tokens = _tokens(text)
        self._next()

    def either(self) -> Query:
        """Read alternatives, up to a closing bracket or the end."""
        alternatives = [self._all()]
        while self.token == ("operator", "OR"):
            self._next()
            alternatives.append(self._all())
        return alternatives[0] if len(alternatives) == 1 else Any(tuple(alternatives))

    def _all(self) -> Query:
        wanted: list[Query] = []
        forbidden: list[Query] = []
        while self.token not in (None, ("operator", "OR"), ("mark", ")")):
            if self.token == ("operator", "AND"):
                self._next()
            elif self.token == ("operator", "NOT"):
                self._next()
                forbidden.append(self._one())
            else:
                wanted.append(self._one())
        if not wanted:
            raise UsageError(
                f"query {self._text!r}: says nothing to look for; name a word, and what to leave out after it"
            )
        kept = wanted[0] if len(wanted) == 1 else All(tuple(wanted))
        return Without(kept, Any(tuple(forbidden))) if forbidden else kept

    def _one(self) -> Query:
        kind, text = self.token or ("end", "")
        if kind == "mark" and text == "(":
            return self._bracket()
        if kind != "term":
            raise UsageError(f"query {self._text!r}: an operator stands without a word; put it into quotation marks")
        self._next()
        return Term(fold(text))

    def _bracket(self) -> Query:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UsageError(f"query {self._text!r}: brackets stand in brackets {_DEEPEST} deep; leave some out")
        self._next()
        inner = self.either()
        if self.token != ("mark", ")"):
            raise UsageError(f"query {self._text!r}: a bracket is not closed; close it, or put it into quotation marks")
        self._next()
        self._depth -= 1
        return inner

    def _next(self) -> None:
        self.token = next(self._tokens, None)


_DEEPEST = 20
"""Brackets within brackets that FTS5's parser takes, with what we put around them."""


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
