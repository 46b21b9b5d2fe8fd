"""Telling somebody: a command that gets the alarms on its standard input, or a URL that they are posted to."""

from __future__ import annotations

import json
import shlex
import subprocess
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from http.client import HTTPException, InvalidURL
from pathlib import Path
from typing import Any
from urllib.error import URLError

from zjcrawl.drift.samples import explained
from zjcrawl.errors import UsageError
from zjcrawl.store.alarms import Alarm, alarms_of
from zjcrawl.store.reader import ArchiveReader, open_archive

_SECONDS = 60

_RUN = "SELECT id, site, source, started_at, ended_at, reason, statement FROM run WHERE id = ?"


def as_message(
    reader: ArchiveReader, folder: Path, run_id: int, alarms: Sequence[Alarm] | None = None
) -> dict[str, Any]:
    """Return alarms of a run as JSON values, all of them by default, with the evidence of their samples.

    ``folder`` holds the captures.
    """
    if alarms is None:
        alarms = alarms_of(reader.db.conn, run_id)
    cursor = reader.db.conn.execute(_RUN, (run_id,))
    run = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    told = [{**asdict(alarm), "samples": explained(reader, folder, alarm, run["site"])} for alarm in alarms]
    return {"database": str(Path(reader.path).absolute()), "run": run, "alarms": told}


def parse_hook(text: str) -> list[str]:
    """Return a hook as a command and its arguments, or as one URL; raises UsageError where it is neither."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no command: {error}; quote it as in a shell") from error
    if not words:
        raise UsageError("the command for alarms is empty; give a command, or a URL that takes JSON")
    return words


def tell_of(hook: str, database: Path, folder: Path, run_id: int, alarms: Sequence[Alarm]) -> str | None:
    """Hand the alarms of a run, which are in ``database``, to a hook; return what went wrong, None if nothing did.

    ``folder`` holds the captures of the samples.
    """
    with open_archive(database) as reader:
        return tell(hook, as_message(reader, folder, run_id, alarms))


def tell(hook: str, message: dict[str, Any]) -> str | None:
    """Hand ``message`` to a hook; return what went wrong, None if nothing did.

    The hook itself is not repeated in what is returned: a URL may hold a secret.
    """
    words, body = parse_hook(hook), json.dumps(message, ensure_ascii=False).encode()
    if words[0].lower().startswith(("http://", "https://")):
        return _post(words[0], body)
    try:
        done = subprocess.run(words, input=body, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except OSError as error:
        return f"the command for alarms cannot be run: {error.strerror or error}"
    except subprocess.TimeoutExpired:
        return f"the command for alarms did not end within {_SECONDS} seconds"
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return f"the command for alarms ended with {done.returncode}{''.join(f': {line}' for line in last)}"
    return None


def _post(url: str, body: bytes) -> str | None:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - parsed before
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
            return None
    except InvalidURL:  # its message holds what comes after the host
        return "the webhook for alarms is no URL that can be asked: a space in it, or a port that is no number"
    except (URLError, HTTPException, OSError, ValueError) as error:
        return f"the webhook for alarms did not take them: {' '.join(str(error).split()) or type(error).__name__}"
