"""Exchanges for tests of what is written and read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zjcrawl.captures.exchange import Exchange, Headers, canonical_reason, message

FETCHED_AT = datetime(2026, 11, 22, 8, 5, 9, 123456, tzinfo=UTC)


def exchange(
    body: bytes = b"<html>\xd5\xe3",
    headers: Headers = (),
    url: str = "http://example.com/",
    status: int = 200,
    **more: Any,
) -> Exchange:
    """An exchange with these parts; ``more`` are further fields of it."""
    head = message(f"HTTP/1.1 {status} {canonical_reason(status)}", headers)
    target = "/" + url.split("/", 3)[3]
    known: dict[str, Any] = {
        "url": url,
        "fetched_at": FETCHED_AT,
        "status": status,
        "request": message(f"GET {target} HTTP/1.1", (("Host", "example.com"), ("User-Agent", "zjcrawl"))),
        "response": head + body,
        "head": len(head),
    }
    return Exchange(**(known | more))
