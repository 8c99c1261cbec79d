"""Faults: a person gets a message with a reference, the log gets the same, and nothing is half done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text

from bot.core import Bot
from tests.handlers.conftest import Desk, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes


@contextmanager
def broken(bot: Bot) -> Iterator[None]:
    """A store in which nothing of history can be kept, so that no change can."""
    with bot.store.begin() as session:
        session.execute(text("ALTER TABLE history RENAME TO elsewhere"))
    yield
    with bot.store.begin() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO history"))


def reference_in(said: str) -> str:
    return said.split("`")[1]


def test_a_command_that_fails_is_answered_with_the_logs_reference(either_desk: Desk, logged: Callable[[], str]) -> None:
    maya = either_desk.person("maya")
    with broken(either_desk.bot):
        outcome = maya.command("desk", "/logtime", "2h ACME-101")
    assert outcome.ok
    said = texts(outcome.appeared[0]["blocks"])
    assert "Traceback" not in said
    assert reference_in(said) in logged()
    assert minutes(either_desk.bot) == []
    maya.command("desk", "/logtime", "2h ACME-101")
    assert minutes(either_desk.bot) == [120]


def test_a_form_that_fails_becomes_an_error_with_a_reference(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.shortcut("timekeeping.open_entry_form").modal
    assert form
    job = maya.options(form, "job", "101")[0]
    with broken(desk.bot):
        view = maya.submit(form, {"job": job, "duration": "2h"}).modal
    assert view
    assert view["title"]["text"] == "Something went wrong"
    assert len(reference_in(texts(view["blocks"]))) == 8


def test_a_click_that_fails_is_answered_below_and_the_message_stays(desk: Desk) -> None:
    maya = desk.person("maya")
    answer = maya.command("desk", "/logtime", "2h ACME-101").appeared[0]
    with broken(desk.bot):
        assert maya.click(answer, "Undo").ok
    first, second = maya.messages("desk")
    assert first["blocks"] == answer["blocks"]
    assert len(reference_in(texts(second["blocks"]))) == 8
    assert minutes(desk.bot) == [120]


def test_a_click_on_home_that_fails_opens_an_error(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101")
    home = desk.home("maya")
    with broken(desk.bot):
        view = maya.click(home, "Undo").modal
    assert view
    assert view["title"]["text"] == "Something went wrong"


def test_a_click_in_a_modal_that_fails_shows_there(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.shortcut("timekeeping.open_entry_form").modal
    assert form
    done = maya.submit(form, {"job": maya.options(form, "job", "101")[0], "duration": "2h"}).modal
    assert done
    with broken(desk.bot):
        view = maya.click(done, "Undo").modal
    assert view
    assert view["title"]["text"] == "Something went wrong"


@pytest.mark.parametrize("fault", [{"error": "not_found"}, {"status": 503}, {"lose_answer": "half"}])
def test_what_is_stored_but_cannot_be_shown_is_never_called_unsaved(desk: Desk, fault: dict[str, Any]) -> None:
    maya = desk.person("maya")
    form = maya.shortcut("timekeeping.open_entry_form").modal
    assert form
    done = maya.submit(form, {"job": maya.options(form, "job", "101")[0], "duration": "2h"}).modal
    assert done
    desk.sandbox.faults.fail_next("views.update", **fault)
    outcome = maya.click(done, "Undo")
    assert outcome.ok
    assert outcome.modal
    assert outcome.modal["title"]["text"] != "Something went wrong"
    assert minutes(desk.bot) == []


def test_a_home_that_cannot_be_shown_anew_leaves_what_was_stored_unquestioned(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101")
    home = desk.home("maya")
    with desk.bot.store.begin() as session:
        refuse = "BEFORE UPDATE OF shown_at ON messages BEGIN SELECT RAISE(ABORT, 'no'); END"
        session.execute(text(f"CREATE TRIGGER no_home {refuse}"))
    outcome = maya.click(home, "Undo")
    assert outcome.ok
    assert outcome.modal is None
    assert minutes(desk.bot) == []


def test_a_mention_whose_answer_failed_is_answered_when_it_comes_again(desk: Desk) -> None:
    maya, faults = desk.person("maya"), desk.sandbox.faults
    faults.retry_waits = (0,)
    faults.fail_next("chat.postEphemeral", status=503)
    maya.mention("desk", "log 2h ACME-101")
    desk.sandbox.wait_for(lambda: len(desk.sandbox.deliveries) == 2)
    assert ["2h" in message["text"] for message in maya.messages("desk") if message["ephemeral"]] == [True]
    assert minutes(desk.bot) == [120]


def test_an_event_that_fails_is_sent_again_and_then_has_its_effect(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    either_desk.sandbox.faults.ack_within, either_desk.sandbox.faults.retry_waits = 1.0, (0, 1, 1)
    with broken(either_desk.bot):
        maya.direct("2h ACME-101")
        either_desk.sandbox.wait_for(lambda: len(either_desk.sandbox.deliveries) >= 2, timeout=10)
    either_desk.sandbox.wait_for(lambda: minutes(either_desk.bot) != [], timeout=20)
    either_desk.settle()
    assert minutes(either_desk.bot) == [120]


@pytest.mark.parametrize("fault", [{"error": "invalid_auth"}, {"status": 503}, {"lose_answer": "connection"}])
def test_a_delivery_is_not_lost_while_slack_does_not_say_who_the_bot_is(
    either_desk: Desk, logged: Callable[[], str], fault: dict[str, Any]
) -> None:
    maya, faults = either_desk.person("maya"), either_desk.sandbox.faults
    faults.fail_next("auth.test", **fault)
    said = texts(maya.command("desk", "/logtime", "2h ACME-101").appeared[0]["blocks"])
    assert reference_in(said) in logged()
    assert minutes(either_desk.bot) == []
    faults.fail_next("auth.test", **fault)
    faults.ack_within, faults.retry_waits = 1.0, (0, 0, 0)
    maya.direct("1h ACME-101")
    either_desk.sandbox.wait_for(lambda: len(either_desk.sandbox.deliveries) >= 3, timeout=10)
    either_desk.settle()
    assert minutes(either_desk.bot) == [60]


def test_a_job_menu_that_fails_is_empty(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.shortcut("timekeeping.open_entry_form").modal
    assert form
    with desk.bot.store.begin() as session:
        session.execute(text("ALTER TABLE jobs RENAME TO elsewhere"))
    assert maya.options(form, "job", "101") == []


def test_logs_hold_no_secrets_and_no_personal_data(desk: Desk, logged: Callable[[], str]) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101 a very private note")
    with broken(desk.bot):
        maya.command("desk", "/logtime", "1h ACME-101 a very private note")
    desk.person("zoe").command("desk", "/logtime", "1h ACME-101")
    assert "OperationalError" in logged()
    for secret in (desk.sandbox.bot_token, desk.sandbox.signing_secret, "private note", "zoe@hv.example", "Zoe Park"):
        assert secret not in logged()
