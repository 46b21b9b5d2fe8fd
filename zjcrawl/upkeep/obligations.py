"""The list of takedowns beside the captures: a database that is made anew from those knows them by it.

Captures do not tell what was taken down, and what was hidden, or whose text was erased, is in them still.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from zjcrawl.errors import CaptureError
from zjcrawl.store.archive import Archive
from zjcrawl.store.rows import Row, to_json
from zjcrawl.store.takedown import COLUMNS

LIST = "takedown.jsonl"
"""The list, in the folder of captures: a row of ``takedown`` a line, of which the last one of a URL and time counts."""


def note_takedowns(archive: Archive, folder: Path) -> bool:
    """Add to the list in ``folder`` what it does not say yet of the takedowns of ``archive``.

    What else the list says stays, since databases may share a folder.  Return False where there is no such folder.

    :raises CaptureError: the list cannot be written.
    """
    if not folder.is_dir():
        return False
    path = folder / LIST
    try:
        said = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        known = set(said)
        new = [line for line in map(to_json, archive.takedowns()) if line not in known]
        if new:
            _put(path, "".join(f"{line}\n" for line in (*said, *new)))
    except OSError as error:
        told = f"{path}: cannot be written: {error.strerror or error}"
        raise CaptureError(f"{told}; a database made anew from these captures would not know the takedown") from error
    return True


def noted_takedowns(folder: Path) -> list[Row]:
    """Return the takedowns of the list in ``folder``, each as it was noted last; none without a list.

    :raises CaptureError: the list cannot be read, or a line of it is none of ours.
    """
    path = folder / LIST
    if not path.exists():
        return []
    found: dict[tuple[str, str], Row] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["url"], row["taken_at"]] = {name: row[name] for name in COLUMNS}
    except OSError as error:
        raise CaptureError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise CaptureError(f"{path}: a line of it is no takedown: {error}; restore the file from a copy") from error
    return list(found.values())


def _put(path: Path, text: str) -> None:
    """Put a file into its place whole."""
    begun = path.with_name(f"{path.name}.open")
    with begun.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    begun.replace(path)
