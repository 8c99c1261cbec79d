"""What the agency does with a sign-off in Slack: the shortcut, the card's buttons, the list, and faults on the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from bot.signoffs.contacts import remove_contact
from bot.signoffs.reminders import queue_signoff_reminders
from storage.clients.clients import Client
from storage.words.signoffs import Quorum, SignoffStatus
from tests.bot.signoffs.signoff_desk import HANNAH, OMAR, ask, decide, events, now, open_account
from tests.bot.signoffs.test_signoffs import YES
from tests.conftest import FixedClock, actor
from tests.handlers.conftest import Desk, Json, buttons, texts
from tests.handlers.slack.signoffs.test_signoffs import card, shared


@pytest.fixture
def account(desk: Desk) -> Desk:
    open_account(desk.bot)
    return desk


def job(desk: Desk, form: Json) -> Json:
    return desk.person("maya").options(form, "job", "spring")[0]


def test_the_shortcut_asks_for_a_messages_file_its_bytes_as_they_were_sent(account: Desk) -> None:
    maya = account.person("maya")
    maya.upload("desk", "copy.docx", b"The copy", "Round two, see also https://acme.example/round2")
    sent = maya.messages("desk")[-1]
    first = maya.message_shortcut("signoffs.sign_off_message", sent).modal
    assert first
    form = maya.submit(first, {"job": job(account, first)}).modal
    assert form
    assert "https://acme.example/round2" in texts(form["blocks"])
    given = {"thing": "0", "kind": "copy", "title": "Copy, round two", "approvers": [OMAR]}
    assert maya.submit(form, given).modal
    file, asked = shared(account)
    assert maya.download(file, "copy.docx") == b"The copy"
    assert "copy.docx" in texts(asked["blocks"])


def test_the_shortcut_asks_for_a_link_and_says_where_there_is_nothing_to_ask_for(account: Desk) -> None:
    maya = account.person("maya")
    maya.say("desk", "Here: https://acme.example/v1?a=1&b=2")
    maya.say("desk", "Thanks!")
    link, nothing = maya.messages("desk")[-2:]
    refused = maya.message_shortcut("signoffs.sign_off_message", nothing)
    assert (len(refused.appeared), refused.modal) == (1, None)
    first = maya.message_shortcut("signoffs.sign_off_message", link).modal
    assert first
    form = maya.submit(first, {"job": job(account, first)}).modal
    assert form
    assert maya.submit(form, {"title": "Landing page", "approvers": [OMAR]}).modal
    (asked,) = shared(account)
    assert "<https://acme.example/v1?a=1&amp;b=2|https://acme.example/v1?a=1&amp;b=2>" in texts(asked["blocks"])


def test_what_cannot_be_asked_is_said_at_its_field(account: Desk) -> None:
    maya = account.person("maya")
    assert "ACME-999" in maya.command("desk", "/signoff", "ACME-999").text
    assert "/signoff ACME-101" in maya.command("desk", "/signoff", "ACME-101 now").text
    form = maya.command("desk", "/signoff", "acme-101").modal
    assert form
    assert set(maya.submit(form, {"title": "Copy", "approvers": [OMAR]}).errors) == {"file"}
    with account.bot.store.begin() as session:
        session.execute(update(Client).values(shared_channel_id=None))
    assert set(maya.submit(form, {"link": "https://acme.example"}).errors) == {"approvers"}
    assert events(account.bot) == []


def test_the_cards_buttons_remind_record_change_and_withdraw(account: Desk) -> None:
    shown, maya = ask(account.bot, OMAR, quorum=Quorum.ALL), account.person("maya")
    assert buttons(card(account)["blocks"]) == [
        "Remind now", "New version…", "Change approvers…", "Record a decision…", "Withdraw",
    ]  # fmt: skip
    assert "Omar Haddad" in maya.click(card(account), "Remind now").text
    assert "Omar Haddad" not in maya.click(card(account), "Remind now").text  # once a day
    asked = shared(account)[-1]
    (reminder,) = account.person("omar").messages("shared", thread_ts=asked["ts"])[1:]
    assert "<@U0OMAR>" in reminder["text"]
    form = maya.click(card(account), "Change approvers…").modal
    assert form
    done = maya.submit(form, {"approvers": [OMAR, HANNAH]}).modal
    assert done
    assert "Hannah Cole" in texts(done["blocks"])
    assert "<@U0HANNAH>" in texts(shared(account)[-1]["blocks"])
    form = maya.click(card(account), "Record a decision…").modal
    assert form
    omars = next(each.id for each in now(account.bot, shown).approvers if each.contact_id == OMAR)
    given = {"approver": omars, "decision": "approved", "evidence": "By phone, <12 March>"}
    assert maya.submit(form, given).modal
    said = texts(shared(account)[-1]["blocks"])
    assert "By phone, &lt;12 March&gt;" in said and "Maya Torres" in said
    listed = maya.command("desk", "/signoff", "list").appeared[-1]
    waits = texts(listed["blocks"])
    assert "Hannah Cole" in waits and "Omar Haddad" not in waits
    own = maya.click(listed, "Open…").appeared[-1]
    assert maya.click(own, "Withdraw").ok
    assert now(account.bot, shown).status == SignoffStatus.WITHDRAWN
    assert buttons(shared(account)[-1]["blocks"]) == []
    assert "Mailer layout" not in texts(maya.command("desk", "/signoff", "list").appeared)


def test_of_two_at_once_the_first_counts_and_the_other_is_told_who_decided_what(account: Desk) -> None:
    shown = ask(account.bot, OMAR)
    asked, omar, maya = shared(account)[-1], account.person("omar"), account.person("maya")
    form = maya.click(card(account), "Record a decision…").modal
    assert form
    given = {"decision": "declined", "said": "Too late", "evidence": "By phone"}
    with ThreadPoolExecutor() as pool:
        clicked, recorded = pool.submit(omar.click, asked, "Approve"), pool.submit(maya.submit, form, given)
        told = clicked.result().text
        modal = recorded.result().modal
    account.settle()
    truth = now(account.bot, shown).status
    if truth == SignoffStatus.APPROVED:
        assert modal
        assert "Omar Haddad approved" in texts(modal["blocks"])
    else:
        assert "Omar Haddad declined" in told
    assert events(account.bot)[:3] == ["requested", "decided", "settled"]
    message = next(each for each in shared(account) if each["ts"] == asked["ts"])
    assert truth in message["text"]
    assert buttons(message["blocks"]) == []


def test_the_same_click_delivered_twice_decides_once(account: Desk) -> None:
    shown = ask(account.bot, OMAR)
    asked = shared(account)[-1]
    account.sandbox.faults.duplicate_deliveries = 1
    account.person("omar").click(asked, "Approve")
    account.settle()
    assert now(account.bot, shown).status == SignoffStatus.APPROVED
    assert events(account.bot) == ["requested", "decided", "settled"]


def test_a_contact_who_was_removed_meanwhile_is_told_so_and_the_card_shows_who_is_left(account: Desk) -> None:
    shown = ask(account.bot, OMAR, HANNAH)
    asked = shared(account)[-1]
    remove_contact(account.bot, actor("Maya Torres"), OMAR)
    assert account.person("omar").click(asked, "Approve").appeared
    assert events(account.bot)[-1] == "attempt refused"
    left = texts(card(account)["blocks"])
    assert "Hannah Cole" in left and "Omar Haddad" not in left
    assert now(account.bot, shown).is_open


def test_a_reminder_stands_in_the_thread_and_none_is_sent_once_it_is_decided(account: Desk, clock: FixedClock) -> None:
    reminded, decided = ask(account.bot, OMAR), ask(account.bot, OMAR, title="Back")
    shared(account)
    clock.forward(days=7)
    queue_signoff_reminders(account.bot)
    decide(account.bot, decided, OMAR, YES)
    omar = account.person("omar")
    asked = [each for each in shared(account) if each["blocks"]]
    threads = [[each["text"] for each in omar.messages("shared", thread_ts=message["ts"])] for message in asked]
    assert [sum("<@U0OMAR>" in text for text in thread) for thread in threads] == [1, 0]
    assert now(account.bot, reminded).is_open


def test_the_button_on_a_job_or_an_estimate_opens_the_form_for_it(account: Desk, logged: Callable[[], str]) -> None:
    shown, maya = ask(account.bot, OMAR), account.person("maya")
    message = card(account)
    block = next(each["block_id"] for each in message["blocks"] if each["type"] == "actions")
    form = maya.forge(message, block, "signoffs.open_signoff", shown.job.id).modal
    assert form
    assert "ACME-101" in texts(form["blocks"])
    for action in ("signoffs.open_signoff", "signoffs.open_signoff.estimate"):
        refused = maya.forge(message, block, action, "none")
        assert (len(refused.appeared), refused.modal) == (1, form)  # no other form is opened
    assert '"event": "fault"' not in logged()
