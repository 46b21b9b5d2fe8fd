"""The command line: one command per verb.  Exit codes: 0 done, 1 ran but found wanting, 2 wrong usage."""

from __future__ import annotations

import errno
import os
import sys
from itertools import chain
from typing import Any

import click

from zjcrawl import __version__
from zjcrawl.cli.asking import browse, diff, export, report, search, story
from zjcrawl.cli.crawling import crawl, demo, schedule
from zjcrawl.cli.keeping import acknowledge, reindex, reparse, takedown, upgrade, verify
from zjcrawl.cli.options import WANTING
from zjcrawl.cli.reading import extract, fixture
from zjcrawl.errors import ArchiveBusyError, ArchiveError, MissingExtraError, UsageError, ZjcrawlError

_WRONG = 2

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a full disk answers."""

_VERBS = {
    "Fetch": (demo, crawl, schedule),
    "Watch": (report, acknowledge),
    "Use": (search, diff, story, browse, export),
    "Keep": (verify, reparse, reindex, upgrade, takedown),
    "One page": (extract, fixture),
}
"""The verbs in the order in which somebody comes to need them."""


class _Commands(click.Group):
    """Commands whose documented errors end in one line on stderr and the exit code that stands for them."""

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what they are for."""
        width = max(len(name) for name in self.commands)
        for title, verbs in _VERBS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{verb.name:{width}}", verb.get_short_help_str(100)) for verb in verbs])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ZjcrawlError as error:
            click.echo(f"zjcrawl: {error}", err=True)
            wrong = isinstance(error, (UsageError, ArchiveError, MissingExtraError))
            ctx.exit(_WRONG if wrong and not isinstance(error, ArchiveBusyError) else WANTING)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            click.echo(f"zjcrawl: cannot be written: {error.strerror}", err=True)
            _drop_output()
            ctx.exit(WANTING)


def _drop_output() -> None:
    """Let what is left in the buffer of standard output go nowhere, or Python would try to write it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="zjcrawl")
def main() -> None:
    """Archive a Chinese regional news portal: crawl it, read it, keep it."""


for _verb in chain.from_iterable(_VERBS.values()):
    main.add_command(_verb)
