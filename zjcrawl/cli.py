"""The command line: one command per verb.  Exit codes: 0 done, 1 ran but found wanting, 2 wrong usage."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from zjcrawl import __version__
from zjcrawl.errors import ArchiveBusyError, ArchiveError, MissingExtraError, UsageError, ZjcrawlError

if TYPE_CHECKING:
    from zjcrawl.store.reader import ArchiveReader

T = TypeVar("T")

_WANTING, _WRONG = 1, 2
_TO_FILES = ("parquet", "sqlite", "bag", "wacz")
_EXPORTS = ("jsonl", "csv", *_TO_FILES)
_DEMO_DB = Path("data/demo.db")
_LATEST = "SELECT published, section, source, title FROM article ORDER BY published DESC LIMIT 5"


class _Commands(click.Group):
    """Commands whose documented errors end in one line on stderr and the exit code that stands for them."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ZjcrawlError as error:
            click.echo(f"zjcrawl: {error}", err=True)
            wrong = isinstance(error, (UsageError, ArchiveError, MissingExtraError))
            ctx.exit(_WRONG if wrong and not isinstance(error, ArchiveBusyError) else _WANTING)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="zjcrawl")
def main() -> None:
    """Archive a Chinese regional news portal: crawl it, read it, keep it."""


def _setting(_ctx: click.Context, _parameter: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    bad = next((name for name, equals, _ in pairs if not name or not equals), None)
    if bad is not None:
        raise click.BadParameter(f"{bad!r} is not NAME=VALUE, for example DOWNLOAD_DELAY=5")
    return {name: value for name, _, value in pairs}


def _served_at(_ctx: click.Context, _parameter: click.Parameter, given: datetime | None) -> dict[str, str]:
    """Return the header that says when a page was as it is (RFC 7089)."""
    return {"Memento-Datetime": format_datetime(given.replace(tzinfo=UTC), usegmt=True)} if given else {}


_date = click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_served_at,
    help="When the page was served; a portal may have had other names then.",
)


_captures = click.option(
    "--captures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of its WARC files, where they are not beside it.",
)
_jobs = click.option(
    "--jobs", type=click.IntRange(min=1), default=os.cpu_count(), show_default="one a core", help="Processes."
)


_WEB_ARCHIVES = ("wayback", "commoncrawl")


class _Source(click.Path):
    """A file or folder that is there, or the name of an archive on the web."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value in _WEB_ARCHIVES else super().convert(value, param, ctx)


_day = click.DateTime(["%Y-%m-%d"])


@main.command()
@click.argument("site", default="zj123")
@click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), show_default="data/SITE.db", help="May hold several sites."
)
@click.option("--max-pages", type=click.IntRange(min=1), help="Stop after this many pages; the next crawl goes on.")
@click.option("--max-minutes", type=click.IntRange(min=1), help="Stop after this many minutes; the next crawl goes on.")
@click.option(
    "--from",
    "source",
    type=_Source(exists=True),
    metavar="wayback|commoncrawl|PATH",
    help="Crawl captures, not the live web: those of a web archive, of a .warc.gz, .warc or .wacz file, or a folder.",
)
@click.option("--since", type=_day, help="Of captures, only those made on this day or later.")
@click.option("--until", type=_day, help="Of captures, only those made on this day or earlier.")
@click.option(
    "--latest", is_flag=True, help="Follow each list only as far as it shows something new; once in 30 days to its end."
)
@click.option("--refresh", is_flag=True, help="Fetch articles again that are stored already.")
@click.option(
    "--contact", envvar="ZJCRAWL_CONTACT", help="Address or URL for the portal's owner; a live crawl needs it."
)
@click.option("-s", "settings", multiple=True, callback=_setting, metavar="NAME=VALUE", help="A Scrapy setting.")
def crawl(
    site: str,
    db: Path | None,
    max_pages: int | None,
    max_minutes: int | None,
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    latest: bool,
    refresh: bool,
    contact: str | None,
    settings: dict[str, str],
) -> None:
    """Crawl SITE into an SQLite file, with a WARC file of every response beside it.

    A crawl that was stopped or killed goes on where it was.  Articles that are stored already are not fetched again
    unless --refresh says so.  Obeys robots.txt and http_proxy.
    """
    from zjcrawl.crawling import crawl as run
    from zjcrawl.sites import site_named

    site_named(site)
    db = db or Path(f"data/{site}.db")
    options: dict[str, object] = {**_display(), **settings}
    if latest:
        options["ZJCRAWL_LATEST"] = True
    if max_pages is not None:
        options["CLOSESPIDER_PAGECOUNT"] = max_pages
    if max_minutes is not None:
        options["CLOSESPIDER_TIMEOUT"] = 60 * max_minutes
    if contact:
        options["ZJCRAWL_CONTACT"] = contact
    if source:
        options["ZJCRAWL_FROM"] = source
    if since or until:
        if not (source or "ZJCRAWL_FROM" in settings):
            raise UsageError("--since and --until choose among captures: say where from, with --from")
        options |= {name: f"{day:%F}" for name, day in (("ZJCRAWL_SINCE", since), ("ZJCRAWL_UNTIL", until)) if day}
    result = run(site, db, options, refresh=refresh)
    _print_report(db, result.run)
    told = f"`zjcrawl report {db} --run {result.run}` says"
    if result.distress:
        click.echo(f"zjcrawl: stopped: {result.distress}; the next crawl goes on", err=True)
        sys.exit(_WANTING)
    if not result.pages:
        click.echo(f"zjcrawl: nothing of {site} could be read; {told} why", err=True)
        sys.exit(_WANTING)
    if not result.articles:
        click.echo(f"zjcrawl: no article of {site} in {db}; {told} what was met instead", err=True)
        sys.exit(_WANTING)


@main.command()
@click.argument("page", metavar="FILE|URL|-")
@click.option("--url", help="Where the page is from; resolves its links and tells which portal it belongs to.")
@_date
@click.option(
    "--explain", is_flag=True, help="Show for each field the text, node and rule it was read by, and what lost."
)
@click.option("--json", "as_json", is_flag=True, help="With --explain on a terminal: JSON instead of a table.")
def extract(page: str, url: str | None, date: dict[str, str], explain: bool, as_json: bool) -> None:
    """Read one page and print what it says as JSON.

    With --explain the JSON has a key more, evidence; on a terminal a table shows it instead.
    """
    from zjcrawl.extraction import extract as read
    from zjcrawl.fetch.single import fetch_page

    if page == "-":
        read_page = read(sys.stdin.buffer.read(), url or "", date, explain=explain)
    elif page.startswith(("http://", "https://")):
        fetched = fetch_page(page)
        headers = {**dict(fetched.headers), **date}
        read_page = read(fetched.body, url or fetched.url, headers, fetched.status, explain=explain)
    else:
        read_page = read(_read_file(page), url or "", date, explain=explain)
    if explain and not as_json and sys.stdout.isatty():
        from rich.console import Console

        from zjcrawl.explanation import as_text

        Console().print(as_text(read_page["evidence"]))
        return
    click.echo(json.dumps(read_page, ensure_ascii=False, indent=2))


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("query")
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
def search(db: Path, query: str, order: str, limit: int, offset: int, as_json: bool, **filters: str | None) -> None:
    """Find the articles of DB whose title or body holds QUERY.

    Any string of characters is found, as it stands; full and half width, capitals, and traditional and simplified
    characters are one. Words must all be there: '民营 经济'. A "phrase" may hold spaces; OR, NOT (or -) and brackets
    combine: '(民营 OR 私营) -股市'.
    """
    from zjcrawl.store.reader import open_archive

    with open_archive(db) as archive:
        found = archive.search(query, order=order, limit=limit, offset=offset, **filters)
    if as_json:
        for row in found:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        _print_found(found)
    if not found:
        click.echo(f"zjcrawl: nothing in {db} holds {query}", err=True)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", type=click.Choice(list(_EXPORTS)), default="jsonl", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to; JSON lines and CSV go to stdout without it."
)
@click.option("--no-copies", is_flag=True, help="Leave out articles with the very body of an earlier one.")
@click.option("--bom", is_flag=True, help="Begin a CSV with a byte order mark, as Excel needs to see UTF-8.")
@_captures
def export(db: Path, form: str, output: Path | None, no_copies: bool, bom: bool, captures: Path | None) -> None:
    """Write the articles of DB as JSON lines, CSV or Parquet; or copy all of it, to keep elsewhere.

    As sqlite the database goes into one new file, as it is at this moment, also while a crawl writes; as bag a new
    BagIt folder has database, WARC files and documentation, with checksums; as wacz its captures go into a package
    for players.
    """
    from zjcrawl.export import export as write
    from zjcrawl.store.reader import open_archive

    if form in _TO_FILES:
        if output is None:
            raise UsageError(f"{form} does not go to stdout: name it with -o")
        with open_archive(db) as archive:
            click.echo(_export_to_path(archive, form, output, no_copies, captures), err=True)
        return
    with open_archive(db) as archive, _output(output) as stream:
        count = write(archive, form, stream, no_copies=no_copies, bom=bom)
    if output is not None:
        click.echo(f"{count} articles written to {output}", err=True)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option("--run", "run_id", type=int, help="The number of a run; the last one without it.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def report(db: Path, run_id: int | None, as_json: bool) -> None:
    """Say what a run covered, what it missed and why."""
    _print_report(db, run_id, as_json)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--allow-loss", is_flag=True, help="Also where an article would lose a value that it has.")
@_captures
@_jobs
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def reparse(db: Path, dry_run: bool, allow_loss: bool, captures: Path | None, jobs: int, as_json: bool) -> None:
    """Read the articles of DB again from their captures, and say what they say otherwise.

    Earlier readings are kept in article_version.  An interrupted reparse goes on where it was: articles that the
    present reader has read are left out.  Exits with 1 where articles were left as they are.
    """
    from zjcrawl.reparsing import Reparser, as_tables
    from zjcrawl.store.archive import Archive
    from zjcrawl.store.files import warc_folder
    from zjcrawl.store.reader import open_archive

    track = _tracked("reading")
    with ExitStack() as files:
        archive = None if dry_run else files.enter_context(Archive.open(db, create=False))
        reparser = Reparser(files.enter_context(open_archive(db)), captures or warc_folder(db), jobs)
        found = reparser.reparse(archive, allow_loss=allow_loss, track=track)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        console = Console()
        for table in as_tables(found):
            console.print(table)
        read = f"{found.articles} articles read again, {found.differing} say otherwise"
        click.echo(f"{read}, {len(found.left)} left as they are")
    sys.exit(_WANTING if found.left else 0)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Every article and every capture, not a sample.")
@click.option("--sample", type=click.IntRange(min=1), default=200, show_default=True, help="So many articles.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed takes other articles.")
@_captures
@_jobs
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def verify(db: Path, everything: bool, sample: int, seed: int, captures: Path | None, jobs: int, as_json: bool) -> None:
    """Hold DB against its captures; exit with 1 where something is not as it should be.

    The file is sound, every article's records open and have their digests, every field is what the reader reads from
    them, and no capture lacks an outcome.
    """
    from zjcrawl.store.files import warc_folder
    from zjcrawl.store.reader import open_archive
    from zjcrawl.verification import Verifier

    with open_archive(db) as archive:
        verifier = Verifier(archive, captures or warc_folder(db))
        found = verifier.verify(None if everything else sample, seed, jobs, _tracked("verifying"))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        for finding in found.findings:
            click.echo(f"{finding.subject}: {finding.problem}; {finding.remedy}")
        click.echo(f"{found.articles} articles and {found.captures} captures checked, {len(found.findings)} findings")
    if found.outdated:
        told = f"{found.outdated} articles were read by another parser, and their fields not compared"
        click.echo(f"zjcrawl: {told}; `zjcrawl reparse {db}` reads them again", err=True)
    sys.exit(_WANTING if found.findings else 0)


@main.command()
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default=_DEMO_DB, show_default=True)
def demo(db: Path) -> None:
    """Crawl the bundled pages over real HTTP on loopback, and show the result.

    The pages are reconstructions from the text of one real page; they were not captured from the portal.
    """
    from zjcrawl.demo import run_demo

    articles = run_demo(db, _display(), replace=db == _DEMO_DB)
    _print_report(db)
    _print_latest(db)
    click.echo(f"\n{articles} articles in {db}.  Try:\n")
    click.echo(f"  sqlite3 {db} '{_LATEST}'")
    click.echo(f"  zjcrawl search {db} 產業")
    click.echo(f"  zjcrawl export {db} -f csv -o data/demo.csv")
    sys.exit(0 if articles else _WANTING)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def diff(db: Path, url: str, as_json: bool) -> None:
    """Show what the portal changed in the article at URL, version by version, to the character.

    Exits with 1 where DB has no such article.
    """
    from zjcrawl.changes import as_text, changes
    from zjcrawl.store.reader import open_archive

    with open_archive(db) as archive:
        versions = archive.versions(url)
    if not versions:
        click.echo(f"zjcrawl: no article {url} in {db}; give its canonical URL, as the column url has it", err=True)
        sys.exit(_WANTING)
    found = changes(versions)
    if as_json:
        click.echo(json.dumps([asdict(change) for change in found], ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    for change in found:
        Console(highlight=False, soft_wrap=True).print(as_text(change))
    click.echo(
        f"{len(versions)} version{'s' if len(versions) > 1 else ''}, the last one seen {versions[-1]['last_seen']}"
    )


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("url")
@click.option(
    "--level",
    type=click.Choice(["hide", "text", "captures"]),
    default="hide",
    show_default=True,
    help="Leave it out of the views, search and export; or erase what was read of it; or its WARC records as well.",
)
@click.option("--who", help="Who asked for it; kept in the table takedown.")
@click.option("--why", help="Why; kept as well.")
@click.option("--lift", is_flag=True, help="Show a hidden article again.")
@click.option("--yes", is_flag=True, help="Erase without asking.")
@_captures
def takedown(
    db: Path, url: str, level: str, who: str | None, why: str | None, lift: bool, yes: bool, captures: Path | None
) -> None:
    """Take the article at URL out of what DB shows, or out of the archive altogether.

    What is erased cannot be had back, and is not fetched again by the next crawl. Copies at other addresses are named,
    and stay.
    """
    from zjcrawl.removal import Request, remove
    from zjcrawl.store.archive import Archive
    from zjcrawl.store.files import warc_folder
    from zjcrawl.store.takedown import Level

    now = datetime.now(UTC)
    if lift:
        with Archive.open(db, create=False) as archive:
            archive.lift_takedown(url, now)
        click.echo(f"{url} is shown again")
        return
    if not who or not why:
        raise UsageError("say with --who and --why who asked for it, and for what reason; the archive keeps both")
    if level != "hide" and not yes:
        click.confirm(f"Erase {url} for good?", abort=True, err=True)
    with Archive.open(db, create=False) as archive:
        others = remove(archive, captures or warc_folder(db), Request(url, Level(level), who, why, now))
    for other in others:
        click.echo(f"the same text stays at {other}", err=True)
    click.echo(f"{url} taken down: {level}")


@main.command()
@click.argument("site", default="zj123")
@click.option(
    "-f", "--format", "form", type=click.Choice(["systemd", "cron", "scrapyd"]), default="systemd", show_default=True
)
@click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), help="Where the unit may write, or data/SITE.db."
)
@click.option(
    "--at", type=click.DateTime(["%H:%M"]), default="02:30", show_default=True, help="The hour, in local time."
)
@click.option("--contact", envvar="ZJCRAWL_CONTACT", required=True, help="Address or URL for the portal's owner.")
@click.option("--max-minutes", type=click.IntRange(min=1), default=300, show_default=True, help="Stop after so long.")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Write the units into this folder."
)
def schedule(
    site: str, form: str, db: Path | None, at: datetime, contact: str, max_minutes: int, output: Path | None
) -> None:
    """Print what crawls SITE every night: a systemd service and timer, a line for cron, or a call to scrapyd.

    docs/operate.md says what to do with it.
    """
    from zjcrawl import schedule as plans
    from zjcrawl.sites import site_named

    site_named(site)
    database = db.absolute() if db else plans.default_database(form, site)
    plan = plans.Plan(site, database, at.time(), contact, max_minutes, plans.installed_program())
    if form == "systemd":
        _write_units(plans.systemd_units(plan), output)
    else:
        click.echo(plans.cron_line(plan) if form == "cron" else plans.scrapyd_call(plan), nl=False)


@main.group()
def fixture() -> None:
    """Keep pages that tests replay."""


@fixture.command()
@click.argument("page", metavar="FILE|URL")
@click.option("--name", required=True, help="The new fixture's folder name, for what is particular about the page.")
@click.option("--site", help="What to call a portal that is not known yet.")
@click.option("--url", help="Where the page is from: a FILE, or what an archive has at its own URL.")
@_date
@click.option(
    "--origin", required=True, help="One line: where the page comes from, and whether it is a reconstruction."
)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("fixtures"), show_default=True)
def add(
    page: str, name: str, site: str | None, url: str | None, date: dict[str, str], origin: str, folder: Path
) -> None:
    """Save a page as a fixture, with what the reader makes of it as the expected result, for you to correct.

    The first page of a portal is the beginning of its module: docs/new-portal.md goes on from there.
    """
    from zjcrawl.fetch.single import Fetched, fetch_page
    from zjcrawl.fixtures import add_fixture, portal_of

    if name in ("", ".", "..") or Path(name).name != name:
        raise UsageError(f"{name!r}: not the name of a folder; choose another --name")
    if page.startswith(("http://", "https://")):
        fetched = fetch_page(page)
    elif url is None:
        raise UsageError(f"{page}: say with --url where the page is from")
    else:
        fetched = Fetched(url, 200, (("Content-Type", "text/html"),), _read_file(page))
    fetched = replace(fetched, url=url or fetched.url, headers=(*fetched.headers, *date.items()))
    target = add_fixture(folder / portal_of(fetched.url, site) / name, fetched, origin)
    click.echo(f"{target}: check every field of expected.json against the page before you rely on it")


def _tracked(what: str) -> Callable[[Iterable[T], int], Iterable[T]]:
    """Return what shows progress on a terminal while items pass."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return lambda items, total: track(items, what, total, console=console, disable=not console.is_terminal)


def _write_units(units: Mapping[str, str], folder: Path | None) -> None:
    if folder is None:
        click.echo("\n".join(units.values()), nl=False)
        return
    for name, text in units.items():
        try:
            (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{folder / name}: cannot be written: {error.strerror}") from error


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
    try:
        return f"{write_parquet(archive, output, no_copies=no_copies)} articles written to {output}"
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error


def _print_found(found: Iterable[Mapping[str, Any]]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for row in found:
        shown = Text(row["extract"])
        for start, end in row["marks"]:
            shown.stylize("bold red", start, end)
        about = " · ".join(row[name] for name in ("published", "section", "source") if row[name])
        console.print(
            Text(row["title"], "bold"), Text(about, "dim"), Text(row["url"]), shown, "", sep="\n", soft_wrap=True
        )


def _print_latest(db: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    from zjcrawl.store.reader import open_archive

    table = Table(title="latest articles", title_justify="left", box=None, padding=(0, 1, 0, 0))
    with open_archive(db) as archive:
        for name in ("published", "section", "source", "title"):
            table.add_column(name)
        for row in archive.db.conn.execute(_LATEST):
            table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console().print(table)


def _display() -> dict[str, object]:
    """Show progress on a terminal, and plain log lines otherwise."""
    if sys.stderr.isatty():
        return {"EXTENSIONS": {"zjcrawl.spiders.progress.Progress": 0, **_extensions()}, "LOG_LEVEL": "WARNING"}
    return {}


def _extensions() -> dict[str, int]:
    from zjcrawl import settings

    return settings.EXTENSIONS


def _read_file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; name a file, a URL or -") from error


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        yield sys.stdout
        return
    try:
        stream = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    with stream:
        yield stream


def _print_report(db: Path, run_id: int | None = None, as_json: bool = False) -> None:
    from zjcrawl.report import as_json as report_json
    from zjcrawl.report import as_tables
    from zjcrawl.report import report as read_report
    from zjcrawl.store.reader import open_archive

    with open_archive(db) as archive:
        found = read_report(archive, run_id)
    if as_json:
        click.echo(json.dumps(report_json(found), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console()
    for table in as_tables(found):
        console.print(table)


if __name__ == "__main__":
    main()
