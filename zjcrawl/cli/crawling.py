"""The verbs that fetch: crawl a portal, now, on loopback, or every night."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Any

import click

from zjcrawl.cli.options import DAY, DAY_SHOWN, SITES_SHOWN, WANTING
from zjcrawl.cli.options import site as site_argument
from zjcrawl.cli.showing import LATEST, print_latest, print_report
from zjcrawl.errors import UsageError

_NAME = "zjcrawl"
_DEMO_DB = Path("data/demo.db")

_LIVE = "live"
_NAMED_SOURCES = (_LIVE, "wayback", "commoncrawl")


class _Source(click.Path):
    """A file or folder that is there, or the name of the live web or an archive of it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value in _NAMED_SOURCES else super().convert(value, param, ctx)


def _setting(_ctx: click.Context, _parameter: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    bad = next((name for name, equals, _ in pairs if not name or not equals), None)
    if bad is not None:
        raise click.BadParameter(f"{bad!r} is not NAME=VALUE, for example DOWNLOAD_DELAY=5")
    return {name: value for name, _, value in pairs}


@click.command(epilog=SITES_SHOWN)
@site_argument
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="data/SITE.db",
    help="The database; it may hold several sites.",
)
@click.option("--max-pages", type=click.IntRange(min=1), help="Stop after this many pages; the next crawl goes on.")
@click.option("--max-minutes", type=click.IntRange(min=1), help="Stop after this many minutes; the next crawl goes on.")
@click.option(
    "--from",
    "source",
    type=_Source(exists=True),
    default=_LIVE,
    show_default=True,
    metavar="live|wayback|commoncrawl|PATH",
    help="Crawl captures, not the live web: those of a web archive, of a .warc.gz, .warc or .wacz file, or a folder.",
)
@click.option("--since", type=DAY, metavar=DAY_SHOWN, help="Of captures, only those made on this day or later.")
@click.option("--until", type=DAY, metavar=DAY_SHOWN, help="Of captures, only those made on this day or earlier.")
@click.option(
    "--latest", is_flag=True, help="Follow each list only as far as it shows something new; once in 30 days to its end."
)
@click.option("--refresh", is_flag=True, help="Fetch articles again that are stored already.")
@click.option(
    "--contact", envvar="ZJCRAWL_CONTACT", help="Address or URL for the portal's owner; a live crawl needs it."
)
@click.option(
    "--on-alarm",
    metavar="COMMAND|URL",
    help="Gets JSON when the portal is not what it was, on standard input or by POST; or ZJCRAWL_ON_ALARM.",
)
@click.option(
    "-s",
    "settings",
    multiple=True,
    callback=_setting,
    metavar="NAME=VALUE",
    help="A Scrapy setting, or one of docs/crawling.md.",
)
def crawl(
    site: str,
    db: Path | None,
    max_pages: int | None,
    max_minutes: int | None,
    source: str,
    since: datetime | None,
    until: datetime | None,
    latest: bool,
    refresh: bool,
    contact: str | None,
    on_alarm: str | None,
    settings: dict[str, str],
) -> None:
    """Crawl SITE into an SQLite file, with its responses beside it.

    Every response goes into a WARC file in the folder that is named after the database. A crawl that was stopped or
    killed goes on where it was. Articles that are stored are fetched again when they are due, or when --refresh says
    so. Obeys robots.txt and http_proxy. Exits with 1 where the portal is not what the crawls before found:
    docs/operate.md says what alarms.
    """
    from zjcrawl.crawling import crawl as run

    db = db or _default_database(site)
    options: dict[str, object] = {**_display(), **settings}
    if latest:
        options["ZJCRAWL_LATEST"] = True
    if max_pages is not None:
        options["CLOSESPIDER_PAGECOUNT"] = max_pages
    if max_minutes is not None:
        options["CLOSESPIDER_TIMEOUT"] = 60 * max_minutes
    if contact:
        options["ZJCRAWL_CONTACT"] = contact
    if on_alarm:
        options["ZJCRAWL_ON_ALARM"] = on_alarm
    if source != _LIVE:
        options["ZJCRAWL_FROM"] = source
    if since or until:
        if source == _LIVE and "ZJCRAWL_FROM" not in settings:
            raise UsageError("--since and --until choose among captures: say where from, with --from")
        options |= {name: f"{day:%F}" for name, day in (("ZJCRAWL_SINCE", since), ("ZJCRAWL_UNTIL", until)) if day}
    result = run(site, db, options, refresh=refresh)
    print_report(db, result.run)
    told = f"`zjcrawl report {quote(str(db))} --run {result.run}` says"
    if result.untold:
        click.echo(f"zjcrawl: {result.untold}; {told} what alarmed", err=True)
    if result.distress:
        click.echo(f"zjcrawl: stopped: {result.distress}; the next crawl goes on", err=True)
        sys.exit(WANTING)
    if not result.pages:
        why = f": {result.missed}" if result.missed else ""
        click.echo(f"zjcrawl: nothing of {site} could be read{why}; {told} more", err=True)
        sys.exit(WANTING)
    if not result.articles:
        click.echo(f"zjcrawl: no article of {site} in {db}; {told} what was met instead", err=True)
        sys.exit(WANTING)
    alarms = [alarm for alarm in result.alarms if alarm.grade == "alarm"]
    if alarms:
        first = f"{alarms[0].section}: {alarms[0].message}" if alarms[0].section else alarms[0].message
        more = f" (and {len(alarms) - 1} more)" if len(alarms) > 1 else ""
        click.echo(f"zjcrawl: alarm: {first}{more}; {told} all, with samples", err=True)
        sys.exit(WANTING)


def _default_database(site: str) -> Path:
    """Return where a database is unless told, in a folder that is made if it is not there."""
    database = Path(f"data/{site}.db")
    try:
        database.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"{database.parent}: cannot be made: {error.strerror}; name another --db") from error
    return database


def as_called() -> str:
    """Return what to type for this program: its name where a shell finds it, else the path it was called by."""
    path = Path(sys.argv[0])
    return str(path) if path.name == _NAME and shutil.which(_NAME) is None else _NAME


@click.command()
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default=_DEMO_DB, show_default=True)
def demo(db: Path) -> None:
    """Crawl bundled pages over HTTP on loopback, and show the result.

    The pages are reconstructions from the text of one real page; they were not captured from the portal.
    """
    from zjcrawl.demo import run_demo

    articles = run_demo(db, _display(), replace=db == _DEMO_DB)
    print_report(db)
    print_latest(db)
    click.echo(f"\n{articles} articles in {db}.  Try:\n")
    named, table = quote(str(db)), quote(str(db.with_suffix(".csv")))
    click.echo(f"  sqlite3 {named} '{LATEST}'")
    click.echo(f"  {quote(as_called())} search {named} 產業")
    click.echo(f"  {quote(as_called())} export {named} -f csv -o {table}")
    sys.exit(0 if articles else WANTING)


@click.command(epilog=SITES_SHOWN)
@site_argument
@click.option(
    "-f", "--format", "form", type=click.Choice(["systemd", "cron", "scrapyd"]), default="systemd", show_default=True
)
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="/var/lib/zjcrawl/SITE.db for systemd, else data/SITE.db",
    help="The database.",
)
@click.option(
    "--at",
    type=click.DateTime(["%H:%M"]),
    metavar="HH:MM",
    default="02:30",
    show_default=True,
    help="When, in local time.",
)
@click.option("--contact", envvar="ZJCRAWL_CONTACT", required=True, help="Address or URL for the portal's owner.")
@click.option(
    "--max-minutes",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="Stop after so many minutes; the next night goes on.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the systemd units into this folder, which must be there.",
)
def schedule(
    site: str, form: str, db: Path | None, at: datetime, contact: str, max_minutes: int, output: Path | None
) -> None:
    """Print what crawls SITE every night.

    A systemd service and its timer, a line for cron, or a call to scrapyd; docs/operate.md says what to do with it.
    """
    from zjcrawl import schedule as plans
    from zjcrawl.fetch.identity import check_contact

    check_contact(contact)
    database = db.absolute() if db else plans.default_database(form, site)
    plan = plans.Plan(site, database, at.time(), contact, max_minutes, plans.installed_program())
    if form == "systemd":
        _write_units(plans.systemd_units(plan), output)
    else:
        click.echo(plans.cron_line(plan) if form == "cron" else plans.scrapyd_call(plan), nl=False)


def _write_units(units: Mapping[str, str], folder: Path | None) -> None:
    if folder is None:
        click.echo("\n".join(units.values()), nl=False)
        return
    for name, text in units.items():
        try:
            (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(
                f"{folder / name}: cannot be written: {error.strerror}; name a folder that is there and can be written"
            ) from error


def _display() -> dict[str, object]:
    """Show progress on a terminal, and plain log lines otherwise."""
    if sys.stderr.isatty():
        return {"EXTENSIONS": {"zjcrawl.spiders.progress.Progress": 0, **_extensions()}, "LOG_LEVEL": "WARNING"}
    return {}


def _extensions() -> dict[str, int]:
    from zjcrawl import settings

    return settings.EXTENSIONS
