"""What an outcome says to the ledger: whether a page changed, and so when it is worth another look."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from zjcrawl.fetch.guard import OUTSIDE, ROBOTS
from zjcrawl.frontier.revisits import Found
from zjcrawl.frontier.visit import Role
from zjcrawl.records import Outcome, OutcomeKind
from zjcrawl.store.articles import Stored, StoredAs

TAKEN_DOWN = "taken down"

_REFUSING = 400

_STORED = {
    StoredAs.NEW: Found.NEW,
    StoredAs.COPY: Found.NEW,
    StoredAs.CHANGED: Found.CHANGED,
    StoredAs.UNCHANGED: Found.SAME,
}

_KINDS = {
    OutcomeKind.MISSING: Found.MISSING,
    OutcomeKind.LISTING: Found.OTHER,
    OutcomeKind.OTHER: Found.OTHER,
    OutcomeKind.ALIAS: Found.ELSEWHERE,
    OutcomeKind.FAILED: Found.FAILED,
}


def found_by(outcome: Outcome, role: Role | None, stored: Stored | None, *, complete: bool) -> Found | None:
    """Return what a visit found; None where it is made in every run, or was one to a further page of an article.

    ``role`` is None for what was no visit of its own.
    """
    if role not in (Role.ARTICLE, Role.DUE):
        return None
    if outcome.kind is OutcomeKind.REFUSED:
        return _refused(outcome)
    if outcome.kind is not OutcomeKind.ARTICLE:
        return _KINDS[outcome.kind]
    if stored is None:
        return None
    return _STORED[stored.how] if complete else Found.FAILED


def age_of(published: str | None, at: datetime) -> timedelta | None:
    """Return how long before ``at`` an article was published, where it says a day."""
    try:
        return at.date() - date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _refused(outcome: Outcome) -> Found:
    """Tell what was not asked for from what did not let us in, and both from what is not worth having."""
    if outcome.status is not None and outcome.status >= _REFUSING:
        return Found.FAILED
    unasked = outcome.reason in (ROBOTS, TAKEN_DOWN) or outcome.reason.startswith(OUTSIDE)
    return Found.CLOSED if unasked else Found.OTHER
