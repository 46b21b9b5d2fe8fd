"""The verbs that read one page: say what it says, or keep it for tests."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import click

from zjcrawl.cli.options import DAY, DAY_SHOWN
from zjcrawl.errors import UsageError

_ADDRESS = re.compile(r"https?://[^/\s]", re.IGNORECASE)


def _served_at(_ctx: click.Context, _parameter: click.Parameter, given: datetime | None) -> dict[str, str]:
    """Return the header that says when a page was as it is (RFC 7089)."""
    return {"Memento-Datetime": format_datetime(given.replace(tzinfo=UTC), usegmt=True)} if given else {}


def _address(_ctx: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """Return the address that was given, or say that it is none."""
    if given is not None and not _ADDRESS.match(given):
        raise UsageError(f"--url {given!r}: not the address of a page; begin it with http:// or https://")
    return given


_date = click.option(
    "--date",
    type=DAY,
    metavar=DAY_SHOWN,
    callback=_served_at,
    help="When the page was served; a portal may have had other names then.",
)


@click.command()
@click.argument("page", metavar="FILE|URL|-")
@click.option(
    "--url", callback=_address, help="Where the page is from; resolves its links and tells which portal it belongs to."
)
@_date
@click.option(
    "--explain", is_flag=True, help="Show for each field the text, node and rule it was read by, and what lost."
)
@click.option("--json", "as_json", is_flag=True, help="With --explain on a terminal: JSON, not a table.")
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


@click.group()
def fixture() -> None:
    """Keep pages that tests replay."""


@fixture.command()
@click.argument("page", metavar="FILE|URL")
@click.option("--name", required=True, help="The new fixture's folder name, for what is particular about the page.")
@click.option("--site", help="What to call a portal that is not known yet.")
@click.option("--url", callback=_address, help="Where the page is from: a FILE, or what an archive has at its own URL.")
@click.option("--content-type", help="What the server of a FILE called it; text/html without it.")
@_date
@click.option(
    "--origin", required=True, help="One line: where the page comes from, and whether it is a reconstruction."
)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("fixtures"), show_default=True)
def add(
    page: str,
    name: str,
    site: str | None,
    url: str | None,
    content_type: str | None,
    date: dict[str, str],
    origin: str,
    folder: Path,
) -> None:
    """Save a page as a fixture, with what is read from it.

    What the reader makes of the page is the expected result, for you to correct. The first page of a portal is the
    beginning of its module: docs/new-portal.md goes on from there.
    """
    from zjcrawl.fetch.single import Fetched, fetch_page
    from zjcrawl.fixtures import add_fixture, portal_of

    if name in ("", ".", "..") or Path(name).name != name:
        raise UsageError(f"{name!r}: not the name of a folder; choose another --name")
    if page.startswith(("http://", "https://")):
        if content_type is not None:
            raise UsageError("--content-type is for a FILE; what is fetched has one: leave it out")
        fetched = fetch_page(page)
    elif url is None:
        raise UsageError(f"{page}: say with --url where the page is from")
    else:
        fetched = Fetched(url, 200, (("Content-Type", content_type or "text/html"),), _read_file(page))
    fetched = replace(fetched, url=url or fetched.url, headers=(*fetched.headers, *date.items()))
    target = add_fixture(folder / portal_of(fetched.url, site) / name, fetched, origin)
    click.echo(f"{target}: check every field of expected.json against the page before you rely on it")


def _read_file(path: str) -> bytes:
    """Return what the file holds that a verb was given."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; name a file, a URL or -") from error
