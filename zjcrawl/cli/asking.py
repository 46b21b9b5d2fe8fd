"""The verbs that ask an archive: search, differences, reports and exports."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from zjcrawl.cli.options import WANTING, as_json, captures_option, database, refuse_database
from zjcrawl.cli.showing import print_found, print_report, put_file, put_whole
from zjcrawl.errors import UsageError

if TYPE_CHECKING:
    from zjcrawl.store.reader import ArchiveReader, Found

_WHOLE = ("sqlite", "bag", "wacz")
_TO_FILES = ("parquet", *_WHOLE)

_LONGEST_SHOWN = 80
"""Characters of a query that are said again."""

_EXPORTS = ("jsonl", "csv", *_TO_FILES)


class _DashedQuery(click.Command):
    """A command without short options, so that what begins with a single dash can but be a query, as ``-股市 经济``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(_DASHED.match(arg) for arg in args)
        return super().parse_args(ctx, args)


_DASHED = re.compile(r"-[^-h]")


@click.command(cls=_DashedQuery)
@database
@click.argument("query", nargs=-1, required=True)
@click.option("--site", help="Of this portal only.")
@click.option("--section", help="In this section only.")
@click.option("--source", help="From this outlet only, as it is named under 信息来源.")
@click.option("--since", help="Published on this day or later: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--until", help="Published on this day or earlier.")
@click.option("--rights", type=click.Choice(["own", "reprint"]), help="The portal's own, or what it carried over.")
@click.option("--order", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many articles.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many of the first.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object a line.")
def search(
    db: Path, query: tuple[str, ...], order: str, limit: int, offset: int, as_json: bool, **filters: str | None
) -> None:
    """Find the articles of DB whose title or body holds QUERY.

    Any string of characters is found, as it stands; full and half width, capitals, and traditional and simplified
    characters are one. Words must all be there: '民营 经济'. A "phrase" may hold spaces; OR, NOT (or -) and brackets
    combine: '(民营 OR 私营) -股市'.

    Those with it in the title come first, then the others; up to 200 of either by how often they hold it for their
    length, of more the latest first. How many there are is said on stderr; of a single character that very many hold,
    only that there are more.
    """
    from zjcrawl.store.query import hint
    from zjcrawl.store.reader import open_archive

    asked = " ".join(query)
    with open_archive(db) as archive:
        found = archive.search(asked, order=order, limit=limit, offset=offset, **filters)
    if as_json:
        for row in found:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        print_found(found)
    if found:
        click.echo(f"zjcrawl: {offset + 1:,} to {offset + len(found):,} of {_number(found)}", err=True)
    elif offset and found.most:
        click.echo(f"zjcrawl: no more than {found.most:,} in {db} hold {_shortened(asked)}", err=True)
    else:
        narrowed = "" if all(value is None for value in filters.values()) else " and is what the options ask for"
        meant = f"; {told}" if (told := hint(asked)) else ""
        click.echo(f"zjcrawl: nothing in {db} holds {_shortened(asked)}{narrowed}{meant}", err=True)


def _shortened(query: str) -> str:
    return query if len(query) <= _LONGEST_SHOWN else f"{query[:_LONGEST_SHOWN]}…"


def _number(found: Found) -> str:
    if found.most is None:
        return f"more than {found.least - 1:,}"
    return f"{found.most:,}" if found.least == found.most else f"at most {found.most:,}"


@click.command()
@database
@click.argument("url")
@as_json
def diff(db: Path, url: str, as_json: bool) -> None:
    """Show what the portal changed in the article at URL, and when.

    Version by version, to the character, and when the article was gone. Exits with 1 where DB has no such article, or
    it was taken down.
    """
    from zjcrawl.changes import absence_text, as_text, changes
    from zjcrawl.store.reader import open_archive

    with open_archive(db) as archive:
        url = _demand(archive, url)
        versions, absences = archive.versions(url), archive.absences(url)
    found = changes(versions)
    if as_json:
        told = {"changes": [asdict(change) for change in found], "absences": absences}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    for change in found:
        Console(highlight=False, soft_wrap=True).print(as_text(change))
    for absence in absences:
        click.echo(absence_text(absence))
    click.echo(
        f"{len(versions)} version{'s' if len(versions) > 1 else ''}, the last one seen {versions[-1]['last_seen']}"
    )


@click.command()
@database
@click.argument("url")
@as_json
def story(db: Path, url: str, as_json: bool) -> None:
    """Show who else carried the text of the article at URL.

    When each did, the earliest first, and how its text differs. Of a text that differs [-this-] stands in the article
    at URL alone, and {+this+} in the other; full and half width, traditional and simplified characters are one.

    Exits with 1 where DB has no such article, or it was taken down.
    """
    from zjcrawl.reprints import as_text, reprints, summary
    from zjcrawl.store.reader import open_archive

    with open_archive(db) as archive:
        url = _demand(archive, url)
        articles = archive.story(url)
    found = reprints(articles, url)
    if as_json:
        told = {"story_id": articles[0]["story_id"], "articles": [asdict(reprint) for reprint in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(as_text(found, url), end="")
    click.echo(summary(found))


def _demand(archive: ArchiveReader, given: str) -> str:
    """Return the canonical URL of the article that is meant by a URL; end the command where none is shown there."""
    url = archive.address(given)
    if archive.article(url) is not None:
        return url
    if archive.taken_down(url):
        click.echo(f"zjcrawl: {url} was taken down; see the table takedown for when and why", err=True)
    else:
        told = f"no article {url} in {archive.path}; give its URL, as the column url has it"
        click.echo(f"zjcrawl: {told}", err=True)
    sys.exit(WANTING)


@click.command()
@database
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Who may see it: this machine only by default.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def browse(db: Path, port: int, host: str, open_browser: bool) -> None:
    """Show DB in a browser, with Datasette.

    Tables, search, and the questions of docs/queries.md. Nothing is written, and a crawl may go on meanwhile. Needs the
    extra zjcrawl[browse].
    """
    from zjcrawl.browsing import browse as serve

    serve(db, host, port, open_browser=open_browser)


@click.command()
@database
@click.option("--run", "run_id", type=int, help="The number of a run; the last one without it.")
@as_json
@click.option(
    "--html",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Write one page into this file, of all runs up to this one: plots, alarms, manners; nothing from elsewhere.",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of the page.")
@click.option(
    "--prometheus",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Write metrics of the last runs into this file, for node_exporter's textfile collector.",
)
@captures_option
def report(
    db: Path,
    run_id: int | None,
    as_json: bool,
    html: Path | None,
    lang: str,
    prometheus: Path | None,
    captures: Path | None,
) -> None:
    """Say what a run covered, what it missed, and what alarmed.

    Files are put into their place whole, so that nobody reads half of one; - is standard output.
    """
    if html is None and prometheus is None:
        print_report(db, run_id, as_json, captures)
        return
    from zjcrawl.store.reader import open_archive

    refuse_database(db, html, prometheus)
    with open_archive(db) as archive:
        if html is not None:
            from zjcrawl.report.page import page

            put_file(html, page(archive, run_id, lang, captures))
        if prometheus is not None:
            from zjcrawl.report.metrics import metrics

            put_file(prometheus, metrics(archive))


@click.command()
@database
@click.option("-f", "--format", "form", type=click.Choice(list(_EXPORTS)), default="jsonl", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Where to; JSON lines and CSV go to stdout without it, or with -.",
)
@click.option("--no-copies", is_flag=True, help="Leave out articles with the very body of an earlier one.")
@click.option("--bom", is_flag=True, help="Begin a CSV with a byte order mark, as Excel needs to see UTF-8.")
@click.option(
    "--escape-formulas",
    is_flag=True,
    help="In a CSV put an apostrophe before what a spreadsheet would take for a formula: = + - @ at the beginning.",
)
@captures_option
def export(
    db: Path,
    form: str,
    output: Path | None,
    no_copies: bool,
    bom: bool,
    escape_formulas: bool,
    captures: Path | None,
) -> None:
    """Write the articles of DB into a file, or copy all of it.

    Articles are written as JSON lines, CSV or Parquet. As sqlite the database goes into one new file, as it is at this
    moment, also while a crawl writes; as bag a new BagIt folder has database, WARC files and documentation, with
    checksums; as wacz its captures go into a package for players. An article that is hidden is in no list of articles;
    these three have its rows or its captures still.
    """
    from zjcrawl.export import write_csv, write_jsonl
    from zjcrawl.store.reader import open_archive

    for option, given in (("--bom", bom), ("--escape-formulas", escape_formulas)):
        if given and form != "csv":
            raise UsageError(f"{option} is for csv, not for {form}; leave it out")
    if no_copies and form in _WHOLE:
        raise UsageError(f"{form} is a whole copy, --no-copies is for lists of articles; leave it out")
    output = None if str(output) == "-" else output
    refuse_database(db, output)
    if form in _TO_FILES:
        if output is None:
            raise UsageError(f"{form} does not go to stdout: name it with -o")
        with open_archive(db) as archive:
            click.echo(_export_to_path(archive, form, output, no_copies, captures), err=True)
        return
    with open_archive(db) as archive, _output(output) as stream:
        if form == "csv":
            count = write_csv(archive, stream, no_copies=no_copies, bom=bom, escape_formulas=escape_formulas)
        else:
            count = write_jsonl(archive, stream, no_copies=no_copies)
    if output is not None:
        click.echo(f"{count} articles written to {output}", err=True)


def _export_to_path(archive: ArchiveReader, form: str, output: Path, no_copies: bool, captures: Path | None) -> str:
    """Write what cannot go to stdout, and return what to say of it."""
    from zjcrawl.parquet import write_parquet
    from zjcrawl.preservation import copy_database, make_bag
    from zjcrawl.store.files import warc_folder
    from zjcrawl.wacz import export_wacz

    folder = captures or warc_folder(archive.path)
    if form == "sqlite":
        copy_database(archive, output)
        return f"{archive.path} copied to {output}"
    if form == "bag":
        make_bag(archive, folder, output)
        return f"{archive.path}, its captures and documentation bagged in {output}"
    if form == "wacz":
        return f"captures with {export_wacz(archive, folder, output)} articles written to {output}"
    with put_whole(output) as new:
        return f"{write_parquet(archive, new, no_copies=no_copies)} articles written to {output}"


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    """Open what articles are written to: a file that takes its place when it is whole, a device, or standard output."""
    if path is None:
        yield _utf_8(sys.stdout)
        sys.stdout.flush()
        return
    with put_whole(path) as new, new.open("w", encoding="utf-8", newline="") as stream:
        yield stream


def _utf_8(stream: IO[str]) -> IO[str]:
    """Return standard output as UTF-8 with its line ends as they are, whatever the terminal's encoding is."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="")
    return stream
