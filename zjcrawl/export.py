"""An archive's articles as a stream of text: JSON lines or CSV."""

from __future__ import annotations

import csv
import json
from typing import IO

from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import to_json

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a cell begins with that spreadsheets may take for a formula, as OWASP lists it under CSV injection."""


def write_jsonl(reader: ArchiveReader, stream: IO[str], *, no_copies: bool = False) -> int:
    """Write every article to ``stream``, a JSON object a line in the order of URLs; return how many there were.

    It is meant for UTF-8.  ``no_copies`` leaves out what has a ``copy_of``.
    """
    count = 0
    for count, article in enumerate(reader.articles(no_copies=no_copies), 1):  # noqa: B007 - the last one counts
        stream.write(json.dumps(article, ensure_ascii=False) + "\n")
    return count


def write_csv(
    reader: ArchiveReader,
    stream: IO[str],
    *,
    no_copies: bool = False,
    bom: bool = False,
    escape_formulas: bool = False,
) -> int:
    """Write every article to ``stream``, a row each in the order of URLs; return how many there were.

    It is RFC 4180 with a header line, lists and objects as JSON and absent values empty, meant for UTF-8; open the
    stream with ``newline=""``.  ``bom`` begins with the byte order mark, without which Excel takes a CSV for the
    system's code page.  ``escape_formulas`` puts an apostrophe before what a spreadsheet would take for a formula, such
    as a title that begins with ``=``; without it values are as they are stored.  ``no_copies`` leaves out what has a
    ``copy_of``.
    """
    if bom:
        stream.write("\ufeff")
    rows = csv.writer(stream)
    rows.writerow(reader.article_keys())
    count = 0
    for count, article in enumerate(reader.articles(no_copies=no_copies), 1):  # noqa: B007 - the last one counts
        rows.writerow([_cell(value, escape_formulas) for value in article.values()])
    return count


def _cell(value: object, escape_formulas: bool) -> object:
    if isinstance(value, list | dict):
        return to_json(value)
    return f"'{value}" if escape_formulas and isinstance(value, str) and value.startswith(_FORMULA) else value
