"""The signed HTTP edge: what is not Slack's is refused before anything is touched."""

import json
import socket
import time
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from slack_sdk.signature import SignatureVerifier

from handlers.slack.http import LARGEST_BODY, PATH
from tests.handlers.conftest import Desk
from tests.handlers.slack.timekeeping.test_time_entries import minutes

COMMAND = {
    "command": "/logtime",
    "text": "2h ACME-101",
    "user_id": "U0MAYA",
    "team_id": "T0HARBOUR",
    "channel_id": "C0DESK",
    "trigger_id": "1.2.3",
    "response_url": "http://127.0.0.1:1/none",
}


def send(desk: Desk, body: str, *, at: float | None = None, secret: str | None = None) -> tuple[int, str]:
    """Send a delivery as Slack would, signed at that moment with that secret."""
    timestamp = str(int(at if at is not None else time.time()))
    signature = SignatureVerifier(secret or desk.sandbox.signing_secret).generate_signature(
        timestamp=timestamp, body=body
    )
    headers = {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature or ""}
    headers["content-type"] = "application/x-www-form-urlencoded"
    try:
        with urlopen(Request(desk.url + PATH, body.encode(), headers), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_a_signed_delivery_has_its_effect(desk: Desk) -> None:
    status, body = send(desk, urlencode(COMMAND))
    assert (status, "2h" in json.loads(body)["text"]) == (200, True)
    assert minutes(desk.bot) == [120]


@pytest.mark.parametrize(("secret", "ahead"), [("another", 0), (None, -600), (None, 600)])
def test_a_stale_or_badly_signed_delivery_is_refused_without_effect(desk: Desk, secret: str | None, ahead: int) -> None:
    status, _ = send(desk, urlencode(COMMAND), at=time.time() + ahead, secret=secret)
    assert status == 401
    assert minutes(desk.bot) == []


@pytest.mark.parametrize("body", ["{not json", "[1,2]", "payload=[1]", "payload={", "payload=%ff", "", "{}"])
@pytest.mark.parametrize("headers", [{}, {"timestamp": "soon"}, {"timestamp": "9" * 400}, {"signature": "v0=ü"}])
def test_what_slack_did_not_sign_is_refused_unread(
    desk: Desk, logged: Callable[[], str], body: str, headers: dict[str, str]
) -> None:
    signed = {"timestamp": str(int(time.time())), "signature": "v0=0"} | headers
    given = {f"x-slack-{'request-' * (name == 'timestamp')}{name}": value for name, value in signed.items()}
    request = Request(desk.url + PATH, body.encode(), given if headers else {})
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=5)
    with refused.value as answer:
        assert answer.status == 401
    assert "Traceback" not in logged()
    assert desk.sandbox.calls == []


def test_a_replayed_delivery_has_no_second_effect_and_the_same_answer(desk: Desk) -> None:
    body, at = urlencode(COMMAND), time.time() - 60
    assert send(desk, body, at=at) == send(desk, body, at=at)
    assert minutes(desk.bot) == [120]


@pytest.mark.parametrize("type_", ["app_mention", "message"])
def test_what_no_person_wrote_is_acknowledged_and_ignored(desk: Desk, type_: str) -> None:
    event = {"type": type_, "channel": "C0DESK", "channel_type": "im", "ts": "1.2", "text": "2h ACME-101"}
    for author in ({}, {"bot_id": "B0WORKFLOW"}, {"bot_id": "B0OTHER", "user": "U0MAYA"}):
        body = {"type": "event_callback", "team_id": "T0HARBOUR", "event_id": "Ev1", "event": event | author}
        assert send(desk, json.dumps(body))[0] == 200
    assert minutes(desk.bot) == []


def test_a_body_larger_than_any_of_slacks_is_refused(desk: Desk) -> None:
    status, _ = send(desk, "x" * (LARGEST_BODY + 1))
    assert status == 413


def test_a_delivery_that_nobody_handles_is_answered(desk: Desk) -> None:
    status, _ = send(desk, urlencode(COMMAND | {"command": "/unknown"}))
    assert status == 200


def test_nothing_is_served_but_what_is_needed(desk: Desk) -> None:
    for path, status in (("/healthz", 200), ("/readyz", 200), ("/", 404), (PATH, 405)):
        try:
            with urlopen(desk.url + path, timeout=5) as answer:
                assert answer.status == status
        except HTTPError as error:
            assert error.code == status


def test_a_client_that_leaves_halfway_is_no_fault(desk: Desk, logged: Callable[[], str]) -> None:
    half = f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\ncommand="
    with socket.create_connection(("127.0.0.1", int(desk.url.rsplit(":", 1)[1]))) as leaving:
        leaving.sendall(half.encode())
    assert send(desk, urlencode(COMMAND))[0] == 200
    assert "Traceback" not in logged() and '"level": "error"' not in logged()
