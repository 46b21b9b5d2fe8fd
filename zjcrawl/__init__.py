"""zjcrawl builds a permanent, verifiable, queryable archive of a Chinese regional news portal."""

from __future__ import annotations

__version__ = "0.1.0"
