"""Archives are asked politely, again where they are busy, and left alone when they want to be."""

from __future__ import annotations

import pytest

from tests.archives import Reply, served
from zjcrawl.captures.remote import Client, Manners
from zjcrawl.errors import CaptureError, SourceUnreachableError


def client(sleeps: list[float] | None = None, delay: float = 0.0) -> Client:
    return Client(Manners("zjcrawl/test", delay), (sleeps if sleeps is not None else []).append)


def test_a_busy_archive_is_asked_again_when_it_says() -> None:
    replies: list[Reply] = [(429, {"Retry-After": "30"}, b""), (503, {}, b""), (200, {}, b"there")]
    sleeps: list[float] = []
    with served(lambda *_: replies.pop(0)) as archive:
        assert client(sleeps, 1.0).get(archive.url, most=10).body == b"there"
    assert sleeps[0] == 0
    assert sleeps[1] == pytest.approx(30, abs=5)
    assert sleeps[2] == pytest.approx(4, abs=3)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ((429, {"Retry-After": "86400"}, b""), SourceUnreachableError),
        ((503, {}, b""), SourceUnreachableError),
        ((502, {}, b""), CaptureError),
        ((200, {"Content-Length": "99"}, b"cut off"), CaptureError),
        ((200, {}, b"larger than asked for"), CaptureError),
    ],
)
def test_what_stays_so_is_an_error_of_the_archive_or_of_one_capture(reply: Reply, error: type[Exception]) -> None:
    with served(lambda *_: reply) as archive, pytest.raises(CaptureError) as raised:
        client().get(archive.url, most=12)
    assert raised.type is error


def test_an_archive_that_is_not_there_is_said_to_be_so() -> None:
    with served(lambda *_: (200, {}, b"")) as archive:
        pass
    with pytest.raises(SourceUnreachableError, match=r"127\.0\.0\.1:\d+ gives no captures: .*refused"):
        client().get(archive.url, most=10)


def test_errors_and_redirects_that_were_archived_are_answers() -> None:
    memento = {"Memento-Datetime": "Wed, 20 Oct 2010 00:00:00 GMT", "Location": "http://www.zj123.com/"}
    for status in (503, 302):
        with served(lambda *_, status=status: (status, memento, b"")) as archive:
            assert client().get(archive.url, most=10).status == status
            assert len(archive.asked) == 1
