"""A saved page before it is saved: where it goes, what it holds, and what reading it must give."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "fixtures"
HTML = ("Content-Type", "text/html")
SERVER = ("Server", "Microsoft-IIS/6.0")
Expected = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fixture:
    """One saved page."""

    name: str
    url: str
    body: bytes
    expected: Expected
    origin: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (SERVER, HTML)
    site: str = "zj123"

    def write(self, target: Path) -> None:
        """Write the four files into a folder of the site's under ``target``."""
        folder = target / self.site / self.name
        folder.mkdir(parents=True, exist_ok=True)
        facts = {"url": self.url, "status": self.status, "headers": [list(pair) for pair in self.headers]}
        (folder / "response.json").write_text(_json(facts), encoding="utf-8")
        (folder / "expected.json").write_text(_json(self.expected), encoding="utf-8")
        (folder / "body.html").write_bytes(self.body)
        (folder / "ORIGIN.md").write_text(self.origin + "  Never captured.\n", encoding="utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
