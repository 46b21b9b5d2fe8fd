"""What makes a machine crawl every night: systemd units, a line for cron, or a call to scrapyd.

The unit's sandbox is what ``systemd-analyze security`` asks for: a user of its own, a file system it can read only, but
for its folder under ``/var/lib``, and no more of the kernel than a program that fetches pages needs.  The user is a
static one: what a ``DynamicUser`` writes lies below ``/var/lib/private``, where nobody but root can read it.
"""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlencode

from zjcrawl.errors import UsageError

_STATE = Path("/var/lib/zjcrawl")

_USER = "zjcrawl"

_SERVICE = """\
# {path}
[Unit]
Description=Crawl {site} with zjcrawl
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
# What must not stand in a file that everybody reads, ZJCRAWL_ON_ALARM for instance.
EnvironmentFile=-/etc/zjcrawl/{site}.env
ExecStart={command}
# However the crawl ended, its page is there in the morning.
ExecStopPost=-{report}
# The crawl ends by itself; told to stop, it finishes the pages under way, and the next one goes on.
TimeoutStartSec=infinity
TimeoutStopSec=15min
Nice=10

User={user}
StateDirectory=zjcrawl
WorkingDirectory={state}
UMask=0022
ProtectSystem=strict
ProtectHome={home}
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
PrivateIPC=yes
ProtectHostname=yes
ProtectClock=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
"""

_TIMER = """\
# {path}
[Unit]
Description=Crawl {site} every night

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00
RandomizedDelaySec=10min
Persistent=yes

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """A nightly crawl of ``site``: the hour in the machine's time, the database, and how long it may take.

    ``program`` is the absolute path of the command ``zjcrawl``.
    """

    site: str
    database: Path
    at: time
    contact: str
    max_minutes: int
    program: Path

    @property
    def command(self) -> list[str]:
        """The command line of the crawl."""
        given = ["--contact", self.contact, "--max-minutes", str(self.max_minutes), "--latest"]
        return [str(self.program), "crawl", self.site, "--db", str(self.database), *given]

    @property
    def report(self) -> list[str]:
        """The command line that writes the archive's page, beside the database."""
        return [str(self.program), "report", str(self.database), "--html", str(self.database.with_suffix(".html"))]


def default_database(form: str, site: str) -> Path:
    """Return where a form of schedule keeps the database unless told: a unit may write in its own folder only."""
    return _STATE / f"{site}.db" if form == "systemd" else Path(f"data/{site}.db").resolve()


def installed_program() -> Path:
    """Return the command that belongs to the Python that runs; raises UsageError where it has none."""
    program = Path(sys.executable).with_name("zjcrawl")
    if not program.is_file():
        raise UsageError(f"{program}: is not there; install zjcrawl into this environment with pip")
    return program


def systemd_units(plan: Plan) -> dict[str, str]:
    """Return the service and the timer by their file names.

    :raises UsageError: the unit could not write the database, or not read the program.
    """
    if not plan.database.is_relative_to(_STATE):
        raise UsageError(f"{plan.database}: the unit writes in {_STATE} only; put the database there")
    if plan.program.is_relative_to("/root"):
        raise UsageError(f"{plan.program}: nobody but root can run it; install zjcrawl into /opt/zjcrawl, say")
    name = f"zjcrawl-{plan.site}"
    facts = {
        "site": plan.site,
        "state": _STATE,
        "at": plan.at,
        "home": "read-only" if plan.program.is_relative_to("/home") else "yes",
        "user": _USER,
        "command": " ".join(map(_unit_word, plan.command)),
        "report": " ".join(map(_unit_word, plan.report)),
    }
    return {
        file: form.format(path=f"/etc/systemd/system/{file}", **facts)
        for file, form in ((f"{name}.service", _SERVICE), (f"{name}.timer", _TIMER))
    }


def cron_line(plan: Plan) -> str:
    """Return a line for ``crontab -e``, which mails what a command says: here only what went wrong.

    A percent sign is the end of a command there, unless it is escaped.
    """
    crawled = shlex.join([*plan.command, "-s", "LOG_LEVEL=ERROR"])
    command = f"{_folder_made(plan)} && {crawled} > /dev/null; {shlex.join(plan.report)}".replace("%", r"\%")
    return f"{plan.at.minute} {plan.at.hour} * * * {command}\n"


def scrapyd_call(plan: Plan) -> str:
    """Return a call to scrapyd for whatever runs commands at their time; ``scrapyd-deploy`` comes before it.

    The folder of the database is made by who calls; scrapyd must be able to write into it.
    """
    settings = {
        "ZJCRAWL_DB": plan.database,
        "ZJCRAWL_CONTACT": plan.contact,
        "CLOSESPIDER_TIMEOUT": 60 * plan.max_minutes,
        "ZJCRAWL_LATEST": True,
    }
    told = [("setting", f"{name}={value}") for name, value in settings.items()]
    data = urlencode([("project", "zjcrawl"), ("spider", plan.site), *told])
    call = f"curl --fail --silent --show-error http://localhost:6800/schedule.json --data {shlex.quote(data)}"
    return f"{_folder_made(plan)} && {call}\n"


def _folder_made(plan: Plan) -> str:
    return shlex.join(["mkdir", "-p", str(plan.database.parent)])


def _unit_word(word: str) -> str:
    """Quote a word as systemd reads command lines: ``%`` and ``$`` are its own."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{word}"' if any(sign in word for sign in " \\\"';") else word
