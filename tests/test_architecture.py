"""The rooms of the house stay apart: who imports whom, read off the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import zjcrawl

PACKAGE = Path(zjcrawl.__file__).parent

ROOMS = ("settings", "frontier", "fetch", "captures", "pages", "sites", "dedup", "store", "drift", "spiders")
"""In the order of the house: a room may import those before it."""

SHARED = ("records", "errors")
"""What every room may import, and what imports nothing of ours."""

GLUE = (
    "pipelines", "export", "report", "extraction", "explanation", "changes", "reprints", "parquet", "preservation",
    "documentation", "browsing", "wacz", "upkeep", "crawling", "demo", "fixtures", "schedule", "cli",
)  # fmt: skip
"""Modules beside the rooms, which may import everything."""

FACE = "zjcrawl"
"""The package itself: rooms take the version from it; what it offers, it imports when asked."""

OUTSIDE = """
asyncio glob http httpx io mmap multiprocessing os pathlib requests scrapy select shutil signal socket sqlite3
sqlite_utils ssl subprocess tempfile threading time twisted warcio
"""
"""Packages that reach outside the process, or that bring a crawler along."""

IO_CALLS = frozenset(("open", "print", "input", "exec", "eval", "__import__"))


def sources() -> dict[str, str]:
    """Every module of the package by its dotted name."""
    return {dotted(path): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


def dotted(path: Path) -> str:
    """The name under which a file is imported."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imports(module: str, source: str, modules: Mapping[str, str]) -> Iterator[str]:
    """Every module that ``source`` imports: at the top, in functions and for type checking alike."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in modules else node.module for name in names)


def room_of(module: str) -> str:
    """The room or glue module that ``module`` belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else FACE


def violations(modules: Mapping[str, str]) -> list[str]:
    """One line for each import that the order of the rooms forbids."""
    found = []
    for module, source in modules.items():
        room = room_of(module)
        if room == FACE:
            continue
        if room not in (*ROOMS, *SHARED, *GLUE):
            found.append(f"{module}: {room} has no place in the house")
            continue
        found += [
            f"{module} imports {target}"
            for target in imports(module, source, modules)
            if target.split(".")[0] == FACE and room_of(target) not in allowed(room)
        ]
    return found


def allowed(room: str) -> tuple[str, ...]:
    """What a room may import."""
    if room in SHARED:
        return ()
    if room in GLUE:
        return (FACE, *SHARED, *ROOMS, *GLUE)
    return (FACE, *SHARED, *ROOMS[: ROOMS.index(room) + 1])


def cycle(modules: Mapping[str, str]) -> list[str]:
    """The modules of an import cycle, if there is one; the face is left out, since it imports when asked."""
    graph = {
        module: {target for target in imports(module, source, modules) if target in modules and target != FACE}
        for module, source in modules.items()
        if module != FACE
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def calls(source: str) -> Iterator[str]:
    """The plain names that ``source`` calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def impurities(modules: Mapping[str, str]) -> list[str]:
    """One line for each thing in ``pages`` that reaches outside the process, or for Scrapy."""
    found = []
    for module, source in modules.items():
        if room_of(module) != "pages":
            continue
        targets = imports(module, source, modules)
        found += [f"{module} imports {target}" for target in targets if target.split(".")[0] in OUTSIDE.split()]
        found += [f"{module} calls {name}" for name in calls(source) if name in IO_CALLS]
    return found


def test_a_room_imports_only_rooms_above_it() -> None:
    assert violations(sources()) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert cycle(sources()) == []


def test_reading_pages_does_no_input_or_output() -> None:
    assert impurities(sources()) == []


def test_reading_pages_loads_neither_scrapy_nor_a_database() -> None:
    program = "import sys, zjcrawl.pages.page; print(*sys.modules.keys() & {'scrapy', 'twisted', 'sqlite3', 'warcio'})"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_every_room_is_there() -> None:
    assert {room_of(module) for module in sources()} >= {*ROOMS, *SHARED}


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("from zjcrawl.store.archive import Archive", "zjcrawl.pages.made_up imports zjcrawl.store.archive"),
        ("from zjcrawl import store", "zjcrawl.pages.made_up imports zjcrawl.store"),
        ("import zjcrawl.spiders.portal", "zjcrawl.pages.made_up imports zjcrawl.spiders.portal"),
        ("def f():\n    from zjcrawl.cli import main", "zjcrawl.pages.made_up imports zjcrawl.cli"),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from zjcrawl.dedup.bodies import body_digest",
            "zjcrawl.pages.made_up imports zjcrawl.dedup.bodies",
        ),
    ],
)
def test_the_check_sees_a_room_that_looks_down(source: str, named: str) -> None:
    assert violations({**sources(), "zjcrawl.pages.made_up": source}) == [named]


def test_the_check_sees_shared_words_that_import_ours() -> None:
    assert violations({**sources(), "zjcrawl.errors": "from zjcrawl.records import Site"}) == [
        "zjcrawl.errors imports zjcrawl.records"
    ]


def test_the_check_sees_a_room_without_a_place() -> None:
    assert violations({**sources(), "zjcrawl.utils": ""}) == ["zjcrawl.utils: utils has no place in the house"]


def test_the_check_sees_a_cycle() -> None:
    made_up = {"zjcrawl.pages.one": "import zjcrawl.pages.two", "zjcrawl.pages.two": "from zjcrawl.pages import one"}
    assert set(cycle(made_up)) == set(made_up)


@pytest.mark.parametrize("source", ["import scrapy", "from scrapy.http import Response", "import os.path", "open('x')"])
def test_the_check_sees_input_and_output_in_pages(source: str) -> None:
    assert len(impurities({"zjcrawl.pages.made_up": source})) == 1
