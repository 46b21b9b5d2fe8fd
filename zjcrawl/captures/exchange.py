"""One request and its response, as they went over the wire."""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from http import HTTPStatus

Headers = tuple[tuple[str, str], ...]

NOT_MODIFIED = 304
"""The status that has no payload of its own: it stands for the one that its asker has already."""

_HEAD_END = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/\d\.\d 1\d\d")
_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\n]*)?\r?\n")
_DATE = re.compile(rb"(?<=\n)(date:[ \t]*)([^\r\n]*)", re.IGNORECASE)
_LENGTH = re.compile(rb"(?<=\n)(content-length:[ \t]*)([^\r\n]*)", re.IGNORECASE)
_CODED = re.compile(rb"\ncontent-encoding:", re.IGNORECASE)
_CHUNKED = re.compile(rb"\ntransfer-encoding:[ \t]*[^\n]*\bchunked\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a capture is written from.

    ``request`` (empty where it is not known) and ``response`` are the messages, head and body, byte for byte; the head
    of the response is its first ``head`` bytes, with the blank line.  ``fetched_at`` is aware, and when the request was
    sent.  ``truncated`` is the reason, as in WARC-Truncated, why the body is not whole.  ``via`` is the URL that led
    here, ``hops`` how the crawl came here from its seed (L a link, R a redirect, P asked for beforehand, as robots.txt
    is) and ``milliseconds`` how long it took; crawlers write them into metadata records.  ``note`` says what of the
    wire is not known, or where the response was copied from.
    """

    url: str
    fetched_at: datetime
    status: int
    request: bytes
    response: bytes
    head: int
    ip: str | None = None
    truncated: str | None = None
    via: str | None = None
    hops: str | None = None
    milliseconds: int | None = None
    note: str | None = None

    @property
    def body(self) -> memoryview:
        """The body as it was received."""
        return memoryview(self.response)[self.head :]

    @property
    def chunked(self) -> bool:
        """Tell whether the body has a transfer coding."""
        return _CHUNKED.search(self.response, 0, self.head) is not None

    @property
    def coded(self) -> bool:
        """Tell whether the payload has a content coding."""
        return _CODED.search(self.response, 0, self.head) is not None

    @property
    def date(self) -> str | None:
        """What the response's ``Date`` says, if it has one."""
        found = _DATE.search(self.response, 0, self.head)
        return found[2].decode("latin-1") if found else None

    def has_head(self, head: bytes, *, of_any_length: bool = False) -> bool:
        """Tell whether the head is ``head``, but for the value of ``Date``, and of ``Content-Length`` if told so."""
        mine, other = (_DATE.sub(rb"\1", one, count=1) for one in (self.response[: self.head], head))
        if of_any_length:
            mine, other = (_LENGTH.sub(rb"\1", one, count=1) for one in (mine, other))
        return mine == other

    @property
    def payload(self) -> bytes | memoryview:
        """What the standard calls payload: the body with transfer coding removed and content coding kept."""
        return dechunked(self.body) if self.chunked else self.body


def dechunked(body: bytes | memoryview) -> bytes:
    """Remove the transfer coding of a chunked body: one cut off gives what there is, one that is not chunked itself."""
    chunk = _CHUNK.match(body)
    if chunk is None:
        return bytes(body)
    pieces = []
    while chunk is not None and (size := int(chunk[1], 16)):
        end = chunk.end() + size
        pieces.append(body[chunk.end() : end])
        chunk = _CHUNK.match(body, end)
    return b"".join(pieces)


def split_response(received: bytes) -> tuple[bytes, int, int] | None:
    """Return the final response in what was received, the length of its head and its status; None without a whole head.

    Interim responses (1xx) come before it and are left out.
    """
    start = 0
    while (end := _HEAD_END.search(received, start)) is not None:
        if _INTERIM.match(received, start) is None:
            status = _STATUS.match(received, start)
            return (received[start:], end.end() - start, int(status[1])) if status else None
        start = end.end()
    return None


def head_end(message: bytes) -> int:
    """Return the length of a message's head with the blank line after it; 0 where it has no end."""
    end = _HEAD_END.search(message)
    return end.end() if end else 0


def header_fields(head: bytes) -> Headers:
    """Return the fields of a head, its first line left out; bytes stand for characters (Latin-1).

    A line that begins with white space goes on with the field before it.
    """
    fields: list[tuple[str, str]] = []
    for line in head.decode("latin-1").split("\n")[1:]:
        name, _, value = line.partition(":")
        if line[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif name.strip():
            fields.append((name.strip(), value.strip()))
    return tuple(fields)


def message(first_line: str, headers: Headers, body: bytes = b"") -> bytes:
    """Put a message together from what is known of it; characters stand for bytes (Latin-1)."""
    head = "".join((f"{first_line}\r\n", *(f"{name}: {value}\r\n" for name, value in headers), "\r\n"))
    return head.encode("latin-1", "replace") + body


def labelled_digest(data: bytes | memoryview) -> str:
    """Return the digest of ``data`` as WARC files have it: SHA-1 in base32, labelled."""
    return "sha1:" + b32encode(sha1(data, usedforsecurity=False).digest()).decode("ascii")


def canonical_reason(status: int) -> str:
    """Give the reason phrase that RFC 9110 has for a status code, "" for codes it does not know."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
