"""Requests that are sent half are closed, and shut nobody out."""

import socket
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest

from handlers.slack.http import PATH
from tests.handlers.conftest import Desk
from tests.handlers.slack.test_http import COMMAND, send

pytestmark = [pytest.mark.long, pytest.mark.parametrize("store", ["postgresql"], indirect=True)]
MANY = 400
GENEROUS_SECONDS = 30


def test_many_half_requests_are_closed_and_shut_nobody_out(desk: Desk) -> None:
    halves = (b"", b"POST /slack", f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{{".encode())
    address = ("127.0.0.1", int(desk.url.rsplit(":", 1)[1]))
    with ExitStack() as opened:
        half_sent = []
        for number in range(MANY):
            half = opened.enter_context(socket.create_connection(address, timeout=GENEROUS_SECONDS))
            half.sendall(halves[number % len(halves)])
            half_sent.append(half)
        assert send(desk, urlencode(COMMAND))[0] == 200
        for half in half_sent:
            while half.recv(1000):  # an answer that says so may come first
                pass
