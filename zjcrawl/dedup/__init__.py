"""Which articles are the same text."""

from __future__ import annotations
