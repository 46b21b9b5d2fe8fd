"""WARC records damaged in ten ways, in files of a gzip member for each record and in plain ones."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from zjcrawl.captures.exchange import labelled_digest


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done to a record, and what a reader says of it; None where it can be read all the same.

    ``raw`` changes the record, ``packed`` what is in the file of it, ``cuts`` tells whether the file ends there.
    """

    reason: str | None
    raw: Callable[[bytes], bytes] = bytes
    packed: Callable[[bytes], bytes] = bytes
    cuts: bool = False


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Replace the first of what an expression finds."""
    return lambda data: re.sub(old, new, data, count=1)


def last_letter_changed(record: bytes) -> bytes:
    """Change the body, and leave its length."""
    at = max(n for n, byte in enumerate(record) if chr(byte).isalpha() and byte < 0x80)
    return record[:at] + (b"x" if record[at] != ord("x") else b"y") + record[at + 1 :]


def broken(packed: bytes) -> bytes:
    """Break the middle, be it of a gzip member or of a head."""
    return packed[: len(packed) // 2] + b"\x55" * 9 + packed[len(packed) // 2 + 9 :]


LENGTH = rb"(?<=\nContent-Length: )\d+"

DAMAGE = {
    "truncated": Damage("bytes, and \\d+ are missing", packed=lambda data: data[: len(data) // 2], cuts=True),
    "bad length": Damage("and goes on after them", replaced(LENGTH, b"77")),
    "bad gzip member": Damage(
        "no record begins there|its payload has digest|its gzip member is damaged", packed=broken
    ),
    "wrong digest": Damage("its payload has digest", last_letter_changed),
    "100 GB declared": Damage("it claims 107374182400 bytes", replaced(LENGTH, b"107374182400")),
    "header bomb": Damage(None, replaced(rb"WARC-Date", b"X-Bomb: " + b"x" * 9_000_000 + rb"\r\nWARC-Date")),
    "unknown type": Damage("type riddle", replaced(rb"WARC-Type: \w+", b"WARC-Type: riddle")),
    "no status line": Damage("no HTTP response", replaced(rb"HTTP/1.\d \d+", b"What is it?!"[:12])),
    "header not UTF-8": Damage(None, replaced(rb"WARC-Date", b"X-\xd5\xe3: \xff\r\nWARC-Date")),
    "no head": Damage("no record begins there", lambda record: record[9:]),
}


def record(url: str, body: bytes, date: str = "2010-10-20T00:00:00Z") -> bytes:
    """Return a response record of ours in form, as a plain file has it."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nWARC-Payload-Digest: {labelled_digest(body)}\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archive(records: Sequence[bytes], damaged: int, damage: Damage, *, compressed: bool) -> bytes:
    """Return a file of ``records``, each as a plain file has it, one of them damaged."""
    parts = []
    for number, record in enumerate(records):
        raw = damage.raw(record) if number == damaged else record
        packed = gzip.compress(raw) if compressed else raw
        parts.append(damage.packed(packed) if number == damaged else packed)
        if number == damaged and damage.cuts:
            break
    return b"".join(parts)
