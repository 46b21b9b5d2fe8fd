"""How likely a night is, given the nights before it: the beta-binomial distribution.

A share that differs from night to night by more than chance (one outlet's articles come in a row) is worth less as a
yardstick, and that is measured: the history counts as so many articles as its scatter allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma

Share = tuple[int, int]
"""How many of how many."""

_MOST, _LEAST, _UNKNOWN = 200.0, 5.0, 50.0
"""As how many articles a history counts: at most, at least, and where there are too few nights to tell."""

_NIGHTS = 5
"""Nights from which on their scatter can be told."""

_MOST_TONIGHT = 500


def likelihood(tonight: Share, before: Sequence[Share], *, at_most: bool) -> float:
    """Return the chance of so few, or with ``at_most`` false of so many, as ``tonight``; 1 without a history."""
    seen, of = sum(k for k, _ in before), sum(n for _, n in before)
    if not of or not tonight[1]:
        return 1.0
    weight = min(_weight(before), of)
    a, b = weight * seen / of + 0.5, weight * (1 - seen / of) + 0.5
    k, n = _scaled(tonight)
    within = range(k + 1) if at_most else range(k, n + 1)
    return min(1.0, sum(exp(_log_chance(i, n, a, b)) for i in within))


def share(counted: Sequence[Share]) -> float:
    """Return the share in all nights together; 0 where there is nothing."""
    of = sum(n for _, n in counted)
    return sum(k for k, _ in counted) / of if of else 0.0


def _weight(before: Sequence[Share]) -> float:
    """Return as how many articles a history counts, by the method of moments."""
    nights = [(k, n) for k, n in before if n >= 2]
    mean = share(nights)
    if len(nights) < _NIGHTS:
        return _UNKNOWN
    if not 0 < mean < 1:
        return _MOST
    scatter = sum((k - n * mean) ** 2 / (n * mean * (1 - mean)) for k, n in nights) / (len(nights) - 1)
    within = (scatter - 1) / (sum(n for _, n in nights) / len(nights) - 1)
    return min(_MOST, max(_LEAST, 1 / within - 1)) if within > 0 else _MOST


def _scaled(counted: Share) -> Share:
    """Return a share of at most so many as sums are quick for; more would only make the unlikely unlikelier."""
    k, n = counted
    return (k, n) if n <= _MOST_TONIGHT else (round(k * _MOST_TONIGHT / n), _MOST_TONIGHT)


def _log_chance(k: int, n: int, a: float, b: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return ways + lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) + lgamma(a + b) - lgamma(a) - lgamma(b)
