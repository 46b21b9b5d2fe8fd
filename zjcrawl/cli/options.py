"""Arguments and options that several verbs take."""

from __future__ import annotations

import os
from pathlib import Path

import click

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

DAY = click.DateTime(["%Y-%m-%d"])
