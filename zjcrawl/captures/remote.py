"""Asking web archives for what they have: one request at a time, with pauses, and again where they are busy."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from zjcrawl.errors import CaptureError, SourceUnreachableError
from zjcrawl.fetch.politeness import seconds_asked

MEMENTO_DATETIME = "Memento-Datetime"

_TRIES = 4
_BUSY = frozenset({429, 503})
_ILL = frozenset({500, 502, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an archive answered; ``body`` has no transfer coding any more, and its content coding still."""

    status: int
    reason: str
    headers: Message
    body: bytes


@dataclass(frozen=True, slots=True)
class Manners:
    """How an archive is asked: by whom, and how many seconds pass between two requests.

    No answer may take longer than ``timeout`` seconds; an archive that asks to be left alone for longer than
    ``longest_wait`` is.
    """

    agent: str
    delay: float = 1.0
    longest_wait: float = 600.0
    timeout: float = 60.0


class _NoRedirects(HTTPRedirectHandler):
    """Hands redirects to the caller: an archived one must not be followed."""

    def redirect_request(self, *_args: object) -> None:
        return None


class Client:
    """Sends requests one after the other, from whatever thread, through the proxy that the environment names."""

    def __init__(self, manners: Manners, sleep: Callable[[float], object] = time.sleep) -> None:
        self._manners = manners
        self._sleep = sleep
        self._alone = threading.Lock()
        self._free_at = 0.0
        self._opener = build_opener(_NoRedirects)
        self._following = build_opener()

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, most: int, follow: bool = False) -> Answer:
        """Return what the archive answers to ``url``, error statuses included; redirects are followed if asked for.

        It is tried again, later each time or when the archive says, while the archive is busy, ill or not there.

        :raises SourceUnreachableError: it is still so after four tries, or wants a longer pause than we wait.
        :raises CaptureError: this one URL stays an error of the archive's own, or has more than ``most`` bytes.
        """
        opener = self._following if follow else self._opener
        request = Request(url, headers={"User-Agent": self._manners.agent, **(headers or {})})  # noqa: S310 (settings)
        with self._alone:
            for attempt in range(1, _TRIES + 1):
                self._sleep(max(0.0, self._free_at - time.monotonic()))
                pause = self._manners.delay * 2**attempt
                try:
                    answer = self._send(opener.open, request, most)
                except (URLError, HTTPException, OSError) as error:
                    # Where each try breaks off, so did the archived response, and the archive is well.
                    busy = not isinstance(error, IncompleteRead)
                    trouble = " ".join(str(getattr(error, "reason", None) or error).split())
                else:
                    if answer.status not in _BUSY | _ILL or MEMENTO_DATETIME in answer.headers:
                        self._free_at = time.monotonic() + self._manners.delay
                        return answer
                    busy, trouble = answer.status in _BUSY, f"{answer.status} {answer.reason}"
                    pause = seconds_asked(answer.headers.get("Retry-After", "")) or pause
                self._free_at = time.monotonic() + pause
                if pause > self._manners.longest_wait:
                    trouble += f"; it wants to be left alone for {pause:.0f} seconds"
                    break
        if busy:
            raise SourceUnreachableError(f"{urlsplit(url).netloc} gives no captures: {trouble}")
        raise CaptureError(f"{url}: the archive answers: {trouble}")

    def _send(self, send: Callable[..., HTTPResponse], request: Request, most: int) -> Answer:
        try:
            response = send(request, timeout=self._manners.timeout)
        except HTTPError as error:
            response = error  # type: ignore[assignment]  # it is a response as well
        with response:
            body = response.read(most + 1)
            if len(body) > most:
                raise CaptureError(f"{request.full_url}: larger than {most} bytes")
            if getattr(response, "length", None):
                raise IncompleteRead(body)
            return Answer(response.status, response.reason, response.headers, body)
