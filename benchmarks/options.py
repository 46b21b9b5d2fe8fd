"""How every benchmark is called: ``python -m benchmarks.NAME``, and ``--help`` says what it measures and with what."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path


def parser_of(file: str, measures: str | None) -> ArgumentParser:
    """Return the parser of the benchmark in ``file``, with its docstring as the help."""
    return ArgumentParser(
        prog=f"python -m benchmarks.{Path(file).stem}",
        description=measures,
        formatter_class=RawDescriptionHelpFormatter,
    )
