"""Sign-off through Slack's real protocol: asked with the agency's forms, decided by the client's people."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.words.signoffs import SignoffStatus
from tests.bot.signoffs.signoff_desk import HANNAH, OMAR, ask, events, now, open_account
from tests.conftest import channel_id, in_chat
from tests.handlers.conftest import Desk, Json, buttons, texts

FORM = {"title": "Mailer layout", "kind": "layout", "due_on": "2026-03-20", "note": "Front & back"}


@pytest.fixture
def account(desk: Desk) -> Desk:
    open_account(desk.bot)
    return desk


def shared(desk: Desk, who: str = "omar") -> list[Json]:
    desk.settle()
    return desk.person(who).messages("shared")


def card(desk: Desk) -> Json:
    desk.settle()
    return next(each for each in reversed(desk.person("maya").messages("desk")) if "Sign-off of" in each["text"])


def request(desk: Desk, **values: object) -> Json:
    """Maya asks with the form; what stands in the shared channel then."""
    maya = desk.person("maya")
    form = maya.command("desk", "/signoff", "ACME-101").modal
    assert form
    given = FORM | {"approvers": [OMAR], "file": [("layout.pdf", b"%PDF one")]} | values
    done = maya.submit(form, given)
    assert done.modal, done.errors
    return shared(desk)[-1]


def test_a_file_is_asked_for_with_the_form_and_approved_by_the_named_external_member(account: Desk) -> None:
    message = request(account)
    file, asked = shared(account)
    assert (file["files"][0]["name"], asked["ts"]) == ("layout.pdf", message["ts"])
    omar = account.person("omar")
    assert omar.download(file, "layout.pdf") == b"%PDF one"
    said = texts(asked["blocks"])
    given = ("Mailer layout", "ACME-101", "<@U0OMAR>", "Fri 20 Mar", "Front &amp; back")
    assert [each for each in given if each not in said] == []
    assert buttons(asked["blocks"]) == ["Approve", "Approve with changes…", "Request changes…", "Decline…"]
    assert omar.click(asked, "Approve").ok
    decided = next(each for each in shared(account) if each["ts"] == asked["ts"])
    assert "Thu 12 Mar 2026, 11:00 EDT" in texts(decided["blocks"])
    assert buttons(decided["blocks"]) == []
    assert buttons(card(account)["blocks"]) == ["New version…"]
    (receipt,) = omar.messages("shared", thread_ts=asked["ts"])[1:]
    assert len(receipt["files"]) == 1
    assert events(account.bot) == ["requested", "decided", "settled"]


def test_changes_are_asked_for_in_a_modal_and_the_new_version_takes_the_olds_place(account: Desk) -> None:
    first = request(account)
    omar, maya = account.person("omar"), account.person("maya")
    form = omar.click(first, "Request changes…").modal
    assert form
    assert omar.submit(form, {"said": "Logo <bigger>"}).modal
    settled = card(account)
    assert "Logo &lt;bigger&gt;" in texts(settled["blocks"])
    again = maya.click(settled, "New version…").modal
    assert again
    assert maya.submit(again, {"file": [("v2.pdf", b"%PDF two")]}).modal
    *_, old, file, new = shared(account)
    assert file["files"][0]["name"] == "v2.pdf"
    assert "version 2" in new["text"]
    assert f"archives/C0SHARED/p{new['ts'].replace('.', '')}|" in texts(old["blocks"])
    assert omar.click(new, "Approve").ok


def test_a_dead_version_a_forged_value_staff_a_stranger_and_an_unnamed_guest_decide_nothing(
    account: Desk, logged: Callable[[], str]
) -> None:
    bot = account.bot
    first = ask(bot)
    second = ask(bot, series_id=first.series_id)
    account.settle()
    messages = [each for each in shared(account) if each["blocks"]]
    new, omar = messages[-1], account.person("omar")
    block = new["blocks"][-2]["block_id"]

    def told(who: str, value: str, action: str = "signoffs.approve") -> str:
        return account.person(who).forge(new, block, action, value).text

    assert "version 2" in told("omar", first.id)
    assert told("omar", "0" * 32)
    for action in ("signoffs.approve", "signoffs.ask_words.decline"):
        assert "Record a decision" in told("maya", second.id, action)  # the button for what she was told
    assert account.person("maya").modal() is None
    assert '"event": "fault"' not in logged()
    assert now(bot, second).status == SignoffStatus.OPEN
    assert events(bot, second.id) == ["requested", "attempt refused"]
    assert omar.click(new, "Approve").ok
    account.settle()
    assert "Omar Haddad approved" in told("omar", second.id)


def test_a_guest_who_is_named_decides_and_one_who_is_not_does_not(account: Desk) -> None:
    with account.bot.store.begin() as session:
        shared = channel_id(session, in_chat("C0DESK"))
        session.execute(update(Client).values(shared_channel_id=shared, internal_channel_id=None))
    unnamed, named = ask(account.bot, OMAR), ask(account.bot, HANNAH)
    account.settle()
    hannah = account.person("hannah")
    messages = [each for each in hannah.messages("desk") if each["blocks"]]
    assert "Omar Haddad" in hannah.click(messages[0], "Approve").text
    with account.bot.store.begin() as session:
        session.get_one(Contact, HANNAH).user = "U0OTHER"
    assert "Omar Haddad" not in hannah.click(messages[0], "Approve").text  # a stranger is told of nobody
    with account.bot.store.begin() as session:
        session.get_one(Contact, HANNAH).user = "U0HANNAH"
    assert hannah.click(messages[1], "Approve").ok
    assert now(account.bot, unnamed).status == SignoffStatus.OPEN
    assert now(account.bot, named).status == SignoffStatus.APPROVED
