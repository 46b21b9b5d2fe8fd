"""Saved pages: raw bytes, response facts, expected result and origin, one folder each."""

from __future__ import annotations

import json
from pathlib import Path

from zjcrawl.errors import UsageError
from zjcrawl.extraction import extract
from zjcrawl.fetch.single import Fetched


def add_fixture(folder: Path, page: Fetched, origin: str) -> Path:
    """Write ``page`` into a new ``folder`` and return it; ``fixtures/README.md`` describes the files.

    :raises UsageError: the folder is there already, or cannot be written.
    """
    expected = extract(page.body, page.url, dict(page.headers), page.status)
    facts = {"url": page.url, "status": page.status, "headers": [list(pair) for pair in page.headers]}
    try:
        folder.mkdir(parents=True)
        (folder / "body.html").write_bytes(page.body)
        (folder / "response.json").write_text(_json(facts), encoding="utf-8")
        (folder / "expected.json").write_text(_json(expected), encoding="utf-8")
        (folder / "ORIGIN.md").write_text(f"{origin.strip()}\n", encoding="utf-8")
    except FileExistsError as error:
        raise UsageError(f"{folder}: is there already; choose another --name") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
    return folder


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
