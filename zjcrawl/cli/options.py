"""Arguments and options that several verbs take."""

from __future__ import annotations

import os
from pathlib import Path

import click

from zjcrawl.errors import UsageError
from zjcrawl.sites import known_sites, site_named

WANTING = 1
"""The exit code of what ran, and found the crawl or the archive wanting."""

database = click.argument("db", type=click.Path(path_type=Path))

as_json = click.option("--json", "as_json", is_flag=True, help="For programs.")

captures_option = click.option(
    "--captures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of its WARC files, where they are not beside it.",
)

jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=os.cpu_count(), show_default="one a core", help="Processes."
)

site = click.argument("site", default="zj123", callback=lambda _ctx, _parameter, given: site_named(given).name)

SITES_SHOWN = f"SITE is one of {known_sites()}."


def refuse_database(db: Path, *outputs: Path | None) -> None:
    """Raise UsageError where one of the files to be written is the database itself, or belongs to it."""
    from zjcrawl.store.files import side_files

    beside = side_files(db.resolve())
    for output in outputs:
        if output is not None and output.resolve() in beside:
            raise UsageError(f"{output}: belongs to the database {db}; name another file")
        if output is not None and output.exists() and db.exists() and output.samefile(db):
            raise UsageError(f"{output}: is the database itself; name another file")


DAY = click.DateTime(["%Y-%m-%d"])

DAY_SHOWN = "YYYY-MM-DD"
"""What help calls a day."""
