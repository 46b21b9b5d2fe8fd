"""What a run did, counted from the outcomes of its URLs."""

from __future__ import annotations

import sqlite3
from collections import Counter

_CONDITIONS = {
    "seen": "TRUE",
    "stored": "stored IS 'new'",
    "changed": "stored IS 'changed'",
    "unchanged": "stored IS 'unchanged'",
    "duplicates": "stored IS 'copy' OR kind = 'alias'",
    "copies": "stored IS 'copy'",
    "aliases": "kind = 'alias'",
    "continued": "kind = 'article' AND stored IS NULL",
    "listings": "kind = 'listing'",
    "missing": "kind = 'missing'",
    "other": "kind = 'other'",
    "refused": "kind = 'refused'",
    "failed": "kind = 'failed'",
}
"""Each count and its condition; but for ``duplicates``, which is copies and aliases, the rest add up to ``seen``."""

_SECTIONS = f"""
SELECT section, {", ".join(f"sum({condition})" for condition in _CONDITIONS.values())}
FROM url_outcome WHERE run_id = ? GROUP BY section ORDER BY section IS NULL, section"""  # noqa: S608 - constants


def count_sections(conn: sqlite3.Connection, run_id: int) -> dict[str | None, Counter[str]]:
    """Return the counts of each section of a run; URLs that belong to no section are under None, last."""
    return {
        section: Counter(dict(zip(_CONDITIONS, counts, strict=True)))
        for section, *counts in conn.execute(_SECTIONS, (run_id,))
    }


def count_run(conn: sqlite3.Connection, run_id: int) -> dict[str, int]:
    """Return the counts of a whole run, zeros included."""
    total = Counter(dict.fromkeys(_CONDITIONS, 0))
    for counts in count_sections(conn, run_id).values():
        total.update(counts)
    return dict(total)
