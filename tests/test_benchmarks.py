"""Every benchmark is called in one way, and says what it measures before it begins to."""

from __future__ import annotations

import shutil
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import benchmarks
from benchmarks.crawled.ours import STAGES
from benchmarks.crawled.served import served

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


def test_what_the_stages_of_a_crawl_are_counted_by_is_there() -> None:
    places = [place for stage in STAGES.values() for place in stage]
    assert [f"{owner.__name__}.{name}" for owner, name in places if not hasattr(owner, name)] == []


def test_a_server_in_python_answers_where_nginx_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with served(tmp_path, 20, None) as portal:
        host = urlsplit(portal.proxy).netloc
        connection = HTTPConnection(host)
        connection.request("GET", portal.home)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
        connection.close()
    assert "nginx was not found" in capsys.readouterr().out
