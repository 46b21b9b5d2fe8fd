"""One request and its response, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a capture is written from.

    ``target`` is the request target, path and query as sent.  Headers are in the order of the wire with their repeats,
    their bytes mapped one to one to characters (Latin-1).  ``body`` is the response's as it was received, transfer
    coding removed and content coding kept.  ``fetched_at`` is aware.  ``truncated`` is the
    reason, as in WARC-Truncated, why the body is not whole.  ``via`` is the URL that led here and ``hop`` how
    (L a link, R a redirect), as crawlers write them into metadata records.
    """

    url: str
    fetched_at: datetime
    method: str
    target: str
    request_headers: Headers
    status: int
    response_headers: Headers
    body: bytes
    request_body: bytes = b""
    protocol: str = "HTTP/1.1"
    reason: str | None = None
    ip: str | None = None
    truncated: str | None = None
    via: str | None = None
    hop: str | None = None

    @property
    def status_line(self) -> str:
        """Status and reason; the standard's reason phrase where the wire's is not known."""
        return f"{self.status} {self.reason if self.reason is not None else canonical_reason(self.status)}".rstrip()


def canonical_reason(status: int) -> str:
    """Give the reason phrase that RFC 9110 has for a status code, "" for codes it does not know."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
