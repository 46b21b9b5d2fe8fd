"""What the command prints works as printed."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from dataclasses import replace
from datetime import time
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.crawls import run
from zjcrawl.errors import UsageError
from zjcrawl.schedule import Plan, cron_line, scrapyd_call, systemd_units

PLAN = Plan(
    "zj123",
    Path("/var/lib/zjcrawl/zj123.db"),
    time(2, 30),
    "https://example.org/who%20we are?$x",
    300,
    Path("/opt/zjcrawl/bin/zjcrawl"),
)
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def units_in(folder: Path) -> list[str]:
    """The units of a plan whose program exists outside of /root, as files."""
    plan = replace(PLAN, program=Path("/usr/bin/env"))
    for name, text in systemd_units(plan).items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(map(str, folder.iterdir()))


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", *units_in(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_unit_is_as_closed_as_a_program_that_fetches_pages_can_be(tmp_path: Path) -> None:
    service = next(unit for unit in units_in(tmp_path) if unit.endswith(".service"))
    judged = ["systemd-analyze", "security", "--offline=true", "--threshold=15", service]
    assert subprocess.run(judged, capture_output=True).returncode == 0


def test_the_command_line_survives_systemds_reading_of_it() -> None:
    plan = replace(PLAN, database=Path("/var/lib/zjcrawl/100 %.db"))
    for start, command in (("ExecStart=", plan.command), ("ExecStopPost=-", plan.report)):
        unit = systemd_units(plan)["zjcrawl-zj123.service"]
        (line,) = (line for line in unit.split("\n") if line.startswith(start))
        assert shlex.split(line.removeprefix(start).replace("%%", "%").replace("$$", "$")) == command


def test_the_timer_is_due_at_the_hour_that_was_given() -> None:
    assert "\nOnCalendar=*-*-* 02:30:00\n" in systemd_units(PLAN)["zjcrawl-zj123.timer"]


@pytest.mark.parametrize(
    ("plan", "complaint"),
    [
        (replace(PLAN, database=Path("/srv/a.db")), "/srv/a.db: the unit writes in /var/lib/zjcrawl only"),
        (replace(PLAN, program=Path("/root/bin/zjcrawl")), "/root/bin/zjcrawl: nobody but root can run it"),
    ],
)
def test_a_unit_that_could_not_work_is_not_printed(plan: Plan, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        systemd_units(plan)


def test_a_program_in_a_home_may_be_read_there() -> None:
    unit = systemd_units(replace(PLAN, program=Path("/home/ann/.venv/bin/zjcrawl")))["zjcrawl-zj123.service"]
    assert "\nProtectHome=read-only\n" in unit


def test_the_line_for_cron_makes_the_folder_and_runs_the_command_where_only_trouble_is_told(tmp_path: Path) -> None:
    program = tmp_path / "100% mine"
    program.write_text('#!/bin/sh\necho asked; echo told "$@" >&2\n')
    program.chmod(0o755)
    database = tmp_path / "not there" / "a.db"
    plan = replace(PLAN, program=program, at=time(23, 5), database=database)
    line = cron_line(plan)
    assert line.startswith("5 23 * * * mkdir -p ")
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    empty = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, env=empty)
    told = [" ".join(["told", *plan.command[1:], "-s", "LOG_LEVEL=ERROR"]), " ".join(["told", *plan.report[1:]])]
    assert done.stderr.splitlines() == told
    assert done.stdout == "asked\n"  # of the report: what the crawl prints is nothing to be mailed
    assert database.parent.is_dir()


def test_what_was_captured_can_be_read_by_others() -> None:
    unit = systemd_units(PLAN)["zjcrawl-zj123.service"]
    assert "\nUser=zjcrawl\n" in unit
    assert "DynamicUser" not in unit


def test_the_call_to_scrapyd_carries_the_settings() -> None:
    words = shlex.split(scrapyd_call(PLAN))
    assert words[:5] == ["mkdir", "-p", "/var/lib/zjcrawl", "&&", "curl"]
    told = parse_qsl(words[words.index("--data") + 1])
    assert told[:2] == [("project", "zjcrawl"), ("spider", "zj123")]
    settings = dict(value.split("=", 1) for name, value in told if name == "setting")
    assert settings == {
        "ZJCRAWL_DB": "/var/lib/zjcrawl/zj123.db",
        "ZJCRAWL_CONTACT": PLAN.contact,
        "CLOSESPIDER_TIMEOUT": "18000",
        "ZJCRAWL_LATEST": "True",
    }


def test_the_command_prints_what_was_asked_for(tmp_path: Path) -> None:
    line = ("schedule", "zj123", "-f", "cron", "--contact", "mailto:a@example.org", "--at", "23:05", "--db", "a.db")
    done = run(*line, cwd=tmp_path)
    assert done.code == 0
    assert done.out.startswith(f"5 23 * * * mkdir -p {tmp_path} && /")
    assert f"--db {tmp_path / 'a.db'} --contact mailto:a@example.org" in done.out


@pytest.mark.parametrize(
    "given",
    [
        ("schedule", "zj123"),
        ("schedule", "nowhere", "--contact", "a@b.cn"),
        ("schedule", "--contact", "a@b.cn", "--at", "25:00"),
        ("schedule", "--contact", "a@b.cn", "--db", "a.db"),
    ],
)
def test_what_cannot_be_scheduled_is_said(given: tuple[str, ...]) -> None:
    done = run(*given)
    assert done.code == 2
    assert done.err
