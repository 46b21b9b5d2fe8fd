"""An archive's articles as a stream of text: JSON lines or CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from typing import IO, Any

from zjcrawl.errors import UsageError
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import to_json

_Article = dict[str, Any]
_Write = Callable[[_Article], object]


def export(
    reader: ArchiveReader, format_name: str, stream: IO[str], *, no_copies: bool = False, bom: bool = False
) -> int:
    """Write every article to ``stream`` in the order of URLs and return how many there were.

    ``jsonl`` is one JSON object a line.  ``csv`` is RFC 4180 with a header line, lists and objects as JSON and absent
    values empty; open its stream with ``newline=""``.  Both are meant for UTF-8; ``bom`` begins with the byte order
    mark, without which Excel takes a CSV for the system's code page.  ``no_copies`` leaves out what has a ``copy_of``.

    Values are never altered, so a title that begins with ``=`` is a formula to a spreadsheet.

    :raises UsageError: there is no such format (``FORMATS`` names them), or it takes no byte order mark.
    """
    if format_name not in FORMATS:
        raise UsageError(f"cannot export as {format_name}; choose one of {', '.join(FORMATS)}")
    if bom and format_name != "csv":
        raise UsageError(f"{format_name} takes no byte order mark, which programs read as text; leave it out")
    if bom:
        stream.write("\ufeff")
    write = FORMATS[format_name](stream, reader.article_keys())
    count = 0
    for article in reader.articles(no_copies=no_copies):
        write(article)
        count += 1
    return count


def _jsonl(stream: IO[str], _keys: tuple[str, ...]) -> _Write:
    return lambda article: stream.write(json.dumps(article, ensure_ascii=False) + "\n")


def _csv(stream: IO[str], keys: tuple[str, ...]) -> _Write:
    rows = csv.writer(stream)
    rows.writerow(keys)
    return lambda article: rows.writerow([_cell(value) for value in article.values()])


def _cell(value: object) -> object:
    return to_json(value) if isinstance(value, list | dict) else value


FORMATS: Mapping[str, Callable[[IO[str], tuple[str, ...]], _Write]] = {"jsonl": _jsonl, "csv": _csv}
