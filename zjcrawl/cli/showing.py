"""What verbs show people: tables, extracts and progress, on a terminal or without one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from zjcrawl.errors import UsageError

T = TypeVar("T")

LATEST = "SELECT published, section, source, title FROM article ORDER BY published DESC LIMIT 5"


def tracked(what: str) -> Callable[[Iterable[T], int], Iterable[T]]:
    """Return what shows progress on a terminal while items pass."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return lambda items, total: track(items, what, total, console=console, disable=not console.is_terminal)


def put_file(path: Path, text: str) -> None:
    """Put a whole file into its place at once, or ``-`` onto standard output; raises UsageError where it cannot be."""
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    with put_whole(path) as new:
        new.write_text(text, encoding="utf-8")


@contextmanager
def put_whole(path: Path) -> Iterator[Path]:
    """Name the file to be written in the place of another, which it takes when it is whole; a device is written itself.

    :raises UsageError: it cannot be written; what was there before stays.
    """
    is_device = path.exists() and not path.is_file()
    new = path if is_device else path.with_name(f".{path.name}.new")
    try:
        yield new
        if new is not path:
            new.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if new is not path:
            with suppress(OSError):
                new.unlink(missing_ok=True)


def print_report(db: Path, run_id: int | None = None, as_json: bool = False, captures: Path | None = None) -> None:
    """Print the report of a run, of the last one if none is named."""
    from zjcrawl.report import as_json as report_json
    from zjcrawl.report import as_tables
    from zjcrawl.report import report as read_report
    from zjcrawl.store.reader import open_archive

    with open_archive(db) as archive:
        found = read_report(archive, run_id, captures)
    if as_json:
        click.echo(json.dumps(report_json(found), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console()
    for table in as_tables(found):
        console.print(table)
    if found.run.statement:
        console.print(found.run.statement, markup=False, highlight=False)


def print_found(found: Iterable[Mapping[str, Any]]) -> None:
    """Print what a search found, the words that were sought marked."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for row in found:
        title, shown = Text(row["title"], "bold"), Text(row["extract"])
        for text, marks in ((title, row["title_marks"]), (shown, row["marks"])):
            for start, end in marks:
                text.stylize("bold red", start, end)
        about = " · ".join(row[name] for name in ("published", "section", "source") if row[name])
        console.print(title, Text(about, "dim"), Text(row["url"]), shown, "", sep="\n", soft_wrap=True)


def print_latest(db: Path) -> None:
    """Print the articles of the latest date."""
    from rich.console import Console
    from rich.table import Table

    from zjcrawl.store.reader import open_archive

    table = Table(title="latest articles", title_justify="left", box=None, padding=(0, 1, 0, 0))
    with open_archive(db) as archive:
        for name in ("published", "section", "source", "title"):
            table.add_column(name)
        for row in archive.db.conn.execute(LATEST):
            table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console().print(table)
