"""An archive's articles as a Parquet file, for pandas, DuckDB and the like; needs the extra ``parquet``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from zjcrawl.errors import MissingExtraError
from zjcrawl.store.reader import ArchiveReader
from zjcrawl.store.rows import to_json

_BATCH = 1000

_COUNTS = ("votes_up", "votes_down", "word_count", "version", "story_id")


def write_parquet(reader: ArchiveReader, path: Path, *, no_copies: bool = False) -> int:
    """Write every article into ``path`` in the order of URLs, and return how many there were.

    Columns are the keys of ``docs/fields.md``: counts are 64-bit integers, authors a list of strings, images, footer
    and capture JSON text as in the database; all else is text.  Memory does not grow with the archive.

    :raises MissingExtraError: pyarrow is not installed.
    :raises OSError: ``path`` cannot be written.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise MissingExtraError("Parquet", "pyarrow", "parquet") from error
    kinds = dict.fromkeys(_COUNTS, pa.int64()) | {"authors": pa.list_(pa.string())}
    schema = pa.schema([(key, kinds.get(key, pa.string())) for key in reader.article_keys()])
    count, articles = 0, map(_row, reader.articles(no_copies=no_copies))
    with ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(articles):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _row(article: dict[str, Any]) -> dict[str, Any]:
    objects = ("images", "footer", "capture")
    return {key: to_json(value) if key in objects and value is not None else value for key, value in article.items()}


def _batches(articles: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(articles, _BATCH)):
        yield batch
