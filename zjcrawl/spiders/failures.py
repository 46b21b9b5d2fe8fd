"""Why a request got no response, in the words of an outcome."""

from __future__ import annotations

from scrapy.exceptions import (
    DownloadCancelledError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from zjcrawl.fetch.guard import ROBOTS, OutOfScope
from zjcrawl.fetch.politeness import LeftAlone
from zjcrawl.fetch.robots import OUT_OF_REACH, HostClosed, in_words
from zjcrawl.records import OutcomeKind
from zjcrawl.spiders.stored import NotStoredError

DOWNLOAD_ERRORS = (*OUT_OF_REACH, DownloadCancelledError, IgnoreRequest, OSError, UnsupportedURLSchemeError)
"""What a download raises that is no fault of ours."""


def explain(error: BaseException | None) -> tuple[OutcomeKind, str]:
    """Return the outcome that stands for an error of a request, and its reason."""
    text = " ".join(str(error).split())
    if isinstance(error, OutOfScope):
        return OutcomeKind.REFUSED, text
    if isinstance(error, (NotStoredError, LeftAlone, HostClosed)):
        return OutcomeKind.FAILED, text
    if isinstance(error, IgnoreRequest) and "robots.txt" in text:
        return OutcomeKind.REFUSED, ROBOTS
    if isinstance(error, DownloadCancelledError) or (isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in text):
        return OutcomeKind.REFUSED, "larger than DOWNLOAD_MAXSIZE"
    if isinstance(error, IgnoreRequest) and "redirections" in text:
        return OutcomeKind.FAILED, "redirect loop"
    if isinstance(error, ResponseDataLossError):
        return OutcomeKind.FAILED, "response cut off"
    return OutcomeKind.FAILED, in_words(error)[:500]
