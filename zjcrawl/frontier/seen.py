"""What was met already, in any number: sets that do not grow in memory.

They are kept as digests in a temporary database of SQLite's, which has no name, is on the disk as far as it does not
fit into two megabytes, and is gone with the process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

_DIGEST_BYTES = 8
"""Among ten million strings two have one digest once in four hundred thousand portals."""

_OPEN = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE seen (digest INTEGER PRIMARY KEY) STRICT"


class Seen:
    """Sets of strings, each of a name of its own.  What has no room on the disk raises ``sqlite3.Error``."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript(_OPEN)

    def add(self, name: str, strings: Iterable[str]) -> int:
        """Add ``strings`` to the set of that name; return how many were not in it."""
        digests = [(_digest(f"{name}\0{string}"),) for string in strings]
        self._connection.execute("BEGIN")
        new = self._connection.executemany("INSERT OR IGNORE INTO seen VALUES (?)", digests).rowcount
        self._connection.execute("COMMIT")
        return max(new, 0)

    def holds(self, name: str, string: str) -> bool:
        """Tell whether ``string`` is in the set of that name."""
        found = self._connection.execute("SELECT 1 FROM seen WHERE digest = ?", (_digest(f"{name}\0{string}"),))
        return found.fetchone() is not None

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()


def _digest(text: str) -> int:
    found = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
    return int.from_bytes(found, signed=True)
