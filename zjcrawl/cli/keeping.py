"""The verbs that keep an archive right: hold it against its captures, read it again, take out of it."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

import click

from zjcrawl.cli.options import WANTING, as_json, captures_option, database, jobs_option
from zjcrawl.cli.showing import tracked
from zjcrawl.errors import UsageError


@click.command()
@click.argument("db", type=click.Path(path_type=Path), required=False)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--allow-loss", is_flag=True, help="Also where an article would lose a value that it has.")
@click.option("--all", "everything", is_flag=True, help="Also what the present reader has read, if rows were changed.")
@captures_option
@jobs_option
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Make a database anew from the WARC files of this folder, which stay as they are.",
)
@click.option("--db", "new", type=click.Path(dir_okay=False, path_type=Path), help="With --from: the new database.")
@as_json
def reparse(
    db: Path | None,
    dry_run: bool,
    allow_loss: bool,
    everything: bool,
    captures: Path | None,
    jobs: int,
    folder: Path | None,
    new: Path | None,
    as_json: bool,
) -> None:
    """Read the articles of DB again from their captures.

    Says which of them say otherwise to the present reader, and puts its readings in the place of the old. Earlier
    versions are read again as well, and pages that were no articles when they were crawled. The readings that are
    replaced are kept in article_version. An interrupted reparse goes on where it was: what the present reader has read
    is left out. Exits with 1 where articles were left as they are.

    With --from FOLDER --db NEW nothing but captures is needed: NEW is made from them alone.
    """
    if folder is not None or new is not None:
        if folder is None or new is None or db is not None:
            raise UsageError("a database is made anew with --from FOLDER --db NEW, and without DB")
        _rebuild(folder, new)
        return
    if db is None:
        raise UsageError("name the database; or make one anew with --from FOLDER --db NEW")
    from zjcrawl.store.archive import Archive
    from zjcrawl.store.files import warc_folder
    from zjcrawl.store.reader import open_archive
    from zjcrawl.upkeep.reparsing import Reparser, as_tables, summary

    track = tracked("reading")
    with ExitStack() as files:
        archive = None if dry_run else files.enter_context(Archive.open(db, create=False))
        reparser = Reparser(files.enter_context(open_archive(db)), captures or warc_folder(db), jobs)
        found = reparser.reparse(archive, allow_loss=allow_loss, track=track, everything=everything)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        console = Console()
        for table in as_tables(found):
            console.print(table)
        click.echo(summary(found))
    sys.exit(WANTING if found.left else 0)


@click.command()
@database
@click.option("--all", "everything", is_flag=True, help="Every article and every capture, not a sample.")
@click.option("--sample", type=click.IntRange(min=1), default=200, show_default=True, help="So many articles.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed takes other articles.")
@captures_option
@jobs_option
@as_json
def verify(db: Path, everything: bool, sample: int, seed: int, captures: Path | None, jobs: int, as_json: bool) -> None:
    """Hold DB against its captures.

    The file is sound, every article's records open and have their digests, every field is what the reader reads from
    them, and no capture lacks an outcome. Exits with 1 where it is not so.
    """
    from zjcrawl.store.files import warc_folder
    from zjcrawl.store.reader import open_archive
    from zjcrawl.upkeep.verification import Verifier

    with open_archive(db) as archive:
        verifier = Verifier(archive, captures or warc_folder(db))
        found = verifier.verify(None if everything else sample, seed, jobs, tracked("verifying"))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        for finding in found.findings:
            click.echo(f"{finding.subject}: {finding.problem}; {finding.remedy}")
        click.echo(f"{found.articles} articles and {found.captures} captures checked, {len(found.findings)} findings")
    if found.outdated:
        told = f"{found.outdated} articles were read by another parser, and their fields not compared"
        click.echo(f"zjcrawl: {told}; `zjcrawl reparse {quote(str(db))}` reads them again", err=True)
    sys.exit(WANTING if found.findings else 0)


@click.command()
@database
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
@captures_option
def takedown(
    db: Path, url: str, level: str, who: str | None, why: str | None, lift: bool, yes: bool, captures: Path | None
) -> None:
    """Hide the article at URL, or erase it for good.

    What is erased cannot be had back, and is not fetched again by the next crawl. Other articles with the same text, or
    nearly the same (see zjcrawl story), are named, and stay.
    """
    from zjcrawl.store.archive import Archive
    from zjcrawl.store.files import warc_folder
    from zjcrawl.store.takedown import Level
    from zjcrawl.upkeep.removal import Request, remove, show_again

    now, folder = datetime.now(UTC), captures or warc_folder(db)
    if lift:
        with Archive.open(db, create=False) as archive:
            url = archive.address(url)
            show_again(archive, folder, url, now)
        click.echo(f"{url} is shown again")
        _say_unless_noted(folder)
        return
    if not who or not why:
        raise UsageError("say with --who and --why who asked for it, and for what reason; the archive keeps both")
    if level != "hide" and not yes:
        click.confirm(f"Erase {url} for good?", abort=True, err=True)
    with Archive.open(db, create=False) as archive:
        url = archive.address(url)
        others = remove(archive, folder, Request(url, Level(level), who, why, now))
    for other in others:
        text = "the same text" if other.exact else "nearly the same text"
        click.echo(f"{text} stays{', hidden,' if other.hidden else ''} at {other.url}", err=True)
    click.echo(f"{url} taken down: {level}")
    _say_unless_noted(folder)


@click.command()
@database
@click.argument("number", type=click.IntRange(min=1))
@click.option("--why", required=True, help="What it was, or what is done about it; kept, and shown in every report.")
def acknowledge(db: Path, number: int, why: str) -> None:
    """Keep the alarm NUMBER of DB quiet as long as it stands.

    Numbers are in zjcrawl report, which goes on to show it, with the reason. If it ends and begins anew, it alarms
    again.
    """
    from zjcrawl.store.archive import Archive

    if not why.strip():
        raise UsageError("say with --why what the alarm was; every report shows it")
    with Archive.open(db, create=False) as archive:
        about = archive.acknowledge(number, why, datetime.now(UTC))
    click.echo(f"alarm {number} ({about}) is quiet as long as it stands")


@click.command()
@database
def reindex(db: Path) -> None:
    """Make the full-text index of DB anew from its articles.

    Whatever stores an article keeps the index up to date; this is for one that was lost, as verify finds. FTS5's own
    'rebuild', which sqlite-utils rebuild-fts asks for, leaves one that finds nothing.  A million articles take some ten
    minutes.
    """
    from zjcrawl.store.archive import Archive

    with Archive.open(db, create=False) as archive:
        archive.index_again()
    click.echo(f"{db}: the index of the search was made anew")


@click.command()
@database
def upgrade(db: Path) -> None:
    """Bring DB forward, which an older zjcrawl wrote.

    Nothing that it holds is lost, nor read otherwise.  Whatever else writes into it does the same first; an older
    zjcrawl refuses it from then on, so keep a copy where that matters.  A million articles may take minutes.
    """
    from zjcrawl.store.archive import Archive

    with Archive.open(db, create=False) as archive:
        steps = archive.migrated
    click.echo(f"{db}: brought forward: {', '.join(steps)}" if steps else f"{db}: is up to date")


def _say_unless_noted(folder: Path) -> None:
    if not folder.is_dir():
        told = "a database made anew from its captures would not know of it; name their folder with --captures"
        click.echo(f"zjcrawl: no folder {folder}: {told}", err=True)


def _rebuild(folder: Path, new: Path) -> None:
    from zjcrawl.store.files import warc_folder
    from zjcrawl.upkeep.rebuilding import rebuild

    found = rebuild(folder, new)
    articles = sum(result.articles for result in found)
    click.echo(f"{articles} articles read from the captures in {folder} into {new}")
    if folder.resolve() != warc_folder(new).resolve():
        click.echo(f"zjcrawl: its rows name the files in {folder}: move them to {warc_folder(new)}", err=True)
    sys.exit(0 if articles else WANTING)
