"""Telling somebody of an alarm, over real processes and real HTTP."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.nights import Simulated
from tests.test_drift_alarms import BEGIN, lot_of, ordinary, quiet
from zjcrawl.drift.telling import parse_hook, tell, tell_of
from zjcrawl.errors import UsageError
from zjcrawl.store import Archive

PYTHON = sys.executable


class Webhook(HTTPServer):
    """Takes what is posted and answers as it is told."""

    status = 200

    def __init__(self) -> None:
        self.taken: list[Any] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(server.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with Webhook() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_command_gets_json_on_its_standard_input(tmp_path: Path) -> None:
    assert tell(f"tee '{tmp_path / 'a file'}'", {"run": "第一"}) is None
    assert json.loads((tmp_path / "a file").read_text(encoding="utf-8")) == {"run": "第一"}


def test_a_command_that_fails_says_why() -> None:
    problem = tell(f"""{PYTHON} -c 'import sys; sys.exit("no such mailbox")'""", {})
    assert problem == "the command for alarms ended with 1: no such mailbox"


def test_a_command_that_is_not_there_is_told() -> None:
    assert tell("/no/such/command secret", {}) == "the command for alarms cannot be run: No such file or directory"


def test_a_webhook_is_posted_to(webhook: Webhook) -> None:
    assert tell(f"http://127.0.0.1:{webhook.server_port}/token", {"alarms": []}) is None
    assert webhook.taken == [{"alarms": []}]


def test_a_webhook_that_refuses_is_told_without_its_address(webhook: Webhook) -> None:
    webhook.status = 403
    problem = tell(f"http://127.0.0.1:{webhook.server_port}/token", {})
    assert problem is not None
    assert problem.startswith("the webhook for alarms did not take them: HTTP Error 403")
    assert "token" not in problem


def test_what_answers_the_webhook_in_no_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        thread = Thread(target=answer, daemon=True)
        thread.start()
        problem = tell(f"http://127.0.0.1:{server.getsockname()[1]}/token", {})
        thread.join()
    assert problem == "the webhook for alarms did not take them: 220 mail.example ESMTP"


@pytest.mark.parametrize("hook", ["'http://127.0.0.1:9/a token'", "http://127.0.0.1:token/"])
def test_a_webhook_that_is_no_url_is_told_without_its_address(hook: str) -> None:
    problem = tell(hook, {})
    assert problem is not None
    assert problem.startswith("the webhook for alarms is no URL")
    assert "token" not in problem


def test_the_scheme_of_a_webhook_may_be_in_capitals(webhook: Webhook) -> None:
    assert tell(f"HTTP://127.0.0.1:{webhook.server_port}/", {"alarms": []}) is None
    assert webhook.taken == [{"alarms": []}]


@pytest.mark.parametrize("hook", ["", "  ", "mail 'unfinished"])
def test_what_is_no_command_is_refused_before_anything_is_fetched(hook: str) -> None:
    with pytest.raises(UsageError):
        parse_hook(hook)


def test_the_message_has_run_alarms_and_samples(tmp_path: Path, webhook: Webhook) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive:
        portal, lot = Simulated(archive), lot_of(2)
        day = quiet(portal, lot, BEGIN, 10)
        raised = portal.crawl(day, ordinary(lot, day, 4, published=None))
    url = f"http://127.0.0.1:{webhook.server_port}/"
    assert tell_of(url, path, tmp_path / "no-captures", 11, raised) is None
    (message,) = webhook.taken
    assert message["database"] == str(path)
    assert message["run"]["id"] == 11
    (alarm,) = message["alarms"]
    assert (alarm["kind"], alarm["subject"], len(alarm["samples"])) == ("field", "published", 3)
    assert alarm["samples"][0]["problem"].startswith("cannot read the record at ")
