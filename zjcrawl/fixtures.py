"""Saved pages: raw bytes, response facts, expected result and origin, one folder each."""

from __future__ import annotations

import json
import re
from pathlib import Path

from zjcrawl.errors import UsageError
from zjcrawl.extraction import extract
from zjcrawl.fetch.single import Fetched
from zjcrawl.sites import site_of

_NAME = re.compile(r"[a-z][a-z0-9_]*")


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


def portal_of(url: str, named: str | None) -> str:
    """Return the name of the portal whose page is at ``url``; ``named`` is what a portal not known yet is to be called.

    :raises UsageError: the portal is not known and not named, or it is known by another name.
    """
    site = site_of(url)
    if site is not None and named not in (None, site.name):
        raise UsageError(f"{named!r}: {url} is of {site.name}; leave out --site")
    if site is not None:
        return site.name
    if named is None:
        raise UsageError(f"{url}: of no portal that is known; name it with --site, as docs/new-portal.md says")
    if not _NAME.fullmatch(named):
        raise UsageError(f"{named!r}: not the name of a module; choose another --site, of small letters and digits")
    return named


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
