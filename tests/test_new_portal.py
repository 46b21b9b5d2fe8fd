"""docs/new-portal.md does what it says: a copy of the project is led through it, from top to bottom."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawls import ROOT, environment
from tests.portal.neighbours import Linjiang
from zjcrawl.demo import serve

GUIDE = (ROOT / "docs" / "new-portal.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
MODULE = re.compile(r"`(zjcrawl/\w+/\w+\.py)`")
COPIED = (
    "zjcrawl",
    "scrapy.cfg",
    "pyproject.toml",
    "tests/__init__.py",
    "tests/test_fixtures.py",
    "tests/test_sites.py",
)
HASTE = "\nDOWNLOAD_DELAY = 0\nAUTOTHROTTLE_ENABLED = False\n"
TOOL = '#!/bin/sh\nexec "{python}" -W error -m {module} "$@"\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that crawls without pauses, with its commands in ``bin``."""
    root = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    with (root / "zjcrawl" / "settings.py").open("a", encoding="utf-8") as settings:
        settings.write(HASTE)
    for folder in ("fixtures", "data", "bin"):
        (root / folder).mkdir()
    for command, module in (("zjcrawl", "zjcrawl.cli"), ("scrapy", "scrapy"), ("pytest", "pytest")):
        tool = root / "bin" / command
        tool.write_text(TOOL.format(python=sys.executable, module=module), encoding="utf-8")
        tool.chmod(0o755)
    old = Linjiang().pages()["http://www.ljnews.example/news/show.asp?id=16833214"].replace("镇街动态", "乡镇新闻")
    (root / "of-2006.html").write_bytes(old.encode("gbk"))
    return root


def change(root: Path, path: str, diff: str) -> None:
    """Make the change that a diff shows, in the one place where it fits."""
    lines = [(line[:1], line[1:]) for line in diff.splitlines(keepends=True)]
    before = "".join(text for mark, text in lines if mark != "+")
    after = "".join(text for mark, text in lines if mark != "-")
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path} has not: {before}"
    (root / path).write_text(text.replace(before, after), encoding="utf-8")


def transcript(code: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


_CI_NAMES = ("CI", "BUILD_NUMBER")


def obey(root: Path, command: str, printed: str, proxy: str) -> None:
    """Run a command and hold what it prints against what the guide shows; ``…`` stands for anything."""
    path = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    more = {"PATH": path, "PYTEST_ADDOPTS": "-n0 -p no:randomly -p no:cacheprovider", "COLUMNS": "100"}
    # Where it runs on a CI server, pytest prints its summary in another way than the guide's reader sees.
    surroundings = {name: value for name, value in environment(proxy, **more).items() if name not in _CI_NAMES}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=root,
        env=surroundings,
        capture_output=True,
        timeout=120,
    )
    found = "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())
    wanted = ".*".join(map(re.escape, printed.strip().split("…")))
    assert re.fullmatch(wanted, found.strip(), re.DOTALL), f"$ {command}\n{found}\n{done.stderr.decode()}"
    assert (done.returncode == 0) == ("FAILED" not in printed), done.stderr.decode()


def test_the_guide_can_be_followed(project: Path) -> None:
    obeyed = 0
    with serve(Linjiang().responses()) as proxy:
        for block in BLOCK.finditer(GUIDE):
            module = ["", *MODULE.findall(GUIDE[: block.start()])][-1]
            if block["language"] == "python":
                (project / module).write_text(block["code"], encoding="utf-8")
            elif block["language"] == "diff":
                change(project, module, block["code"])
            else:
                for command, printed in transcript(block["code"]):
                    obey(project, command, printed, proxy)
                    obeyed += 1
    assert obeyed == GUIDE.count("\n$ ") > 10
    assert len(list((project / "fixtures" / "linjiang").iterdir())) == 4
