"""Whatever staff can do, whoever is no staff cannot, nor see anything by it: not even with staff's own payloads."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count, product
from threading import Thread
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select, update

from bot.core import Bot
from sandbox.deliveries import Delivery
from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.jobs.jobs import Job
from storage.kit.history import HistoryLine
from storage.people.people import Office, Person
from storage.signoffs.ledger import LedgerEvent
from tests.bot.signoffs.signoff_desk import open_account
from tests.handlers.conftest import Desk
from tests.handlers.slack.accounts.account_day import accounts, leadership, work
from tests.handlers.slack.test_http import send

OUTSIDERS = {"U0OMAR": "T0ACME", "U0HANNAH": "T0HARBOUR"}
TEAMS = OUTSIDERS | {"U0MAYA": "T0HARBOUR"}
PRIVATE = (
    "ACME-1",
    "mailer",
    "Acme Outdoor",
    "Maya",
    "Grace",
    "USD",
    "2,400",
    "Dana",
    "dana@",
    "sell tents",
    "New York",
    "banner",
)
_TRIGGERS = count()


@pytest.fixture
def answers() -> Iterator[tuple[str, list[str]]]:
    """An address for answers to clicks, and what came there."""
    came: list[str] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["content-length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", came
        server.shutdown()


def as_sent_by(desk: Desk, delivery: Delivery, user: str, answer_to: str) -> tuple[int, str]:
    """The same payload, from an outsider: signed by Slack, and never handled before."""
    payload = json.loads(json.dumps(delivery.payload)) | {"trigger_id": f"forged.{next(_TRIGGERS)}"}
    if "response_url" in payload:
        payload["response_url"] = answer_to
    if delivery.kind == "command":
        return send(desk, urlencode({**payload, "user_id": user}))
    payload["user"] |= {"id": user, "team_id": TEAMS[user]}
    return send(desk, urlencode({"payload": json.dumps(payload)}))


def kept(bot: Bot) -> list[int]:
    """How many changes, and events of the log, are on record."""
    with bot.store.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in (HistoryLine, LedgerEvent)]


def staffs(deliveries: list[Delivery]) -> Iterator[Delivery]:
    return (each for each in deliveries if each.kind in ("command", "interactive", "options"))


def test_staffs_own_payloads_sent_by_an_outsider_change_nothing_and_tell_nothing(
    desk: Desk, answers: tuple[str, list[str]], logged: Callable[[], str]
) -> None:
    open_account(desk.bot)
    work(desk)
    desk.settle()
    before, calls = kept(desk.bot), len(desk.sandbox.calls)
    tried = list(staffs(list(desk.sandbox.deliveries)))
    assert len(tried) > 90
    refused = logged().count('"refused"')
    for user, delivery in product(OUTSIDERS, tried):
        status, body = as_sent_by(desk, delivery, user, answers[0])
        assert not [word for word in PRIVATE if word in body], (delivery.payload.get("actions"), body)
        assert status == 200
    desk.settle()
    assert kept(desk.bot) == before
    assert logged().count('"refused"') - refused == len(tried) * len(OUTSIDERS)
    assert '"fault"' not in logged()
    shown = json.dumps([call.arguments for call in list(desk.sandbox.calls)[calls:]] + answers[1])
    assert not [word for word in PRIVATE if word in shown]


def test_a_coordinator_sees_and_sets_nothing_that_is_for_leads_and_leadership(
    desk: Desk, answers: tuple[str, list[str]], logged: Callable[[], str]
) -> None:
    open_account(desk.bot)
    accounts(desk)
    desk.settle()
    begun = len(desk.sandbox.deliveries)
    leadership(desk, "Secret film")
    desk.settle()
    before, refused = kept(desk.bot), logged().count('"refused"')
    tried = list(staffs(list(desk.sandbox.deliveries)[begun:]))
    assert len(tried) > 30
    for delivery in tried:
        status, body = as_sent_by(desk, delivery, "U0MAYA", answers[0])
        assert (status, [word for word in ("Secret film", "2,400", "Utilization") if word in body]) == (200, [])
    assert kept(desk.bot) == before
    assert logged().count('"refused"') - refused == len(tried)
    assert not [word for word in ("Secret film", "2,400", "Utilization") if word in json.dumps(answers[1])]


def test_a_stranger_gets_no_help_with_status(desk: Desk) -> None:
    for text in ("help", "?", "", "ACME"):
        told = desk.person("zoe").command("desk", "/jobstatus", text).text
        assert "Grace Lindqvist" in told


HOSTILE = "R&D <!channel> <@U0SAM>"


def markup(node: object, at: str = "") -> Iterator[str]:
    """Every text in what was shown that Slack acts on."""
    if isinstance(node, str) and node[:1] in "{[":
        try:
            node = json.loads(node)
        except ValueError:
            return
    if isinstance(node, dict):
        if node.get("type") != "plain_text":
            for key, value in node.items():
                if key == "text" and isinstance(value, str):
                    yield value
                else:
                    yield from markup(value, key)
    elif isinstance(node, list):
        for each in node:
            yield from markup(each, at)


def test_what_people_typed_is_shown_and_never_acted_on(desk: Desk) -> None:
    open_account(desk.bot)
    with desk.bot.store.begin() as session:
        for table, column in ((Client, Client.name), (Job, Job.title), (Contact, Contact.name)):
            session.execute(update(table).values({column: HOSTILE}))
        session.execute(update(Client).values(branding_notes=HOSTILE, reporting_notes=HOSTILE))
        session.execute(update(Job).values(next_step=HOSTILE, waits_on=HOSTILE, type=HOSTILE))
        session.execute(update(Office).values(name=Office.name + HOSTILE))
        session.execute(update(Person).values(name=Person.name + HOSTILE))
    work(desk, HOSTILE)
    desk.settle()
    shown = [call.arguments for call in desk.sandbox.calls] + [each.body for each in desk.sandbox.deliveries]
    texts = list(markup(shown))
    assert sum("&lt;!channel&gt;" in text for text in texts) > 50
    acted_on = [text for text in texts if "<!channel>" in text or "<@U0SAM>" in text]
    assert not acted_on, acted_on
