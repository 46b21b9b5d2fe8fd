"""Every benchmark is called in one way, and says what it measures before it begins to."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import benchmarks

FOLDER = Path(benchmarks.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if "\ndef main(" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_help_says_how_it_is_called_and_what_it_measures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = import_module(f"benchmarks.{name}")
    with pytest.raises(SystemExit) as ended:
        script.main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert shown.startswith(f"usage: python -m benchmarks.{name} ")
    assert str(script.__doc__).splitlines()[0] in shown


def test_the_readme_has_a_line_for_each() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}.py`" not in table] == []
