"""Logging time through Slack's real protocol: what people do, what they see, what is stored."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core import REMEMBERED_FOR, Bot, forget_old_deliveries
from bot.messaging.outbox import Outcome
from sandbox.person_handle import PersonHandle
from storage.timekeeping.time_entries import TimeEntry
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, buttons, texts

LOGGED = ["Edit", "Undo"]


def stored(bot: Bot) -> list[TimeEntry]:
    """The entries that count."""
    with bot.store.read() as session:
        query = select(TimeEntry).where(TimeEntry.voided_at.is_(None)).order_by(TimeEntry.id)
        return list(session.scalars(query))


def minutes(bot: Bot) -> list[int]:
    return [entry.minutes for entry in stored(bot)]


def logtime(desk: Desk, text: str, who: str = "maya") -> Json:
    """The answer to `/logtime`, which only its writer sees."""
    outcome = desk.person(who).command("desk", "/logtime", text)
    assert outcome.ok, outcome.message
    (message,) = outcome.appeared
    assert message["ephemeral"]
    return message


def answers(person: PersonHandle) -> list[Json]:
    """All that the bot answered to mentions in #desk, which only their writer sees."""
    return [message for message in person.messages("desk") if message["ephemeral"]]


def test_a_command_logs_and_answers_with_what_was_logged(either_desk: Desk) -> None:
    answer = logtime(either_desk, "2h ACME-101 copy edits")
    for value in ("2h", "ACME-101 Spring mailer", "Acme Outdoor", "Thu 12 Mar"):
        assert value in answer["text"]
    assert buttons(answer["blocks"]) == LOGGED
    assert minutes(either_desk.bot) == [120]


def test_the_same_delivery_twice_has_one_effect_and_one_answer(either_desk: Desk) -> None:
    either_desk.sandbox.faults.duplicate_deliveries = 1
    either_desk.person("maya").command("desk", "/logtime", "2h ACME-101")
    either_desk.sandbox.wait_until_quiet()
    first, second = (delivery.body for delivery in either_desk.sandbox.deliveries)
    assert first == second
    assert minutes(either_desk.bot) == [120]


def test_what_a_person_typed_is_shown_and_never_acted_on(desk: Desk) -> None:
    answer = logtime(desk, "2h ACME-101 R&D <!channel> *bold* “x”")
    assert "R&amp;D &lt;!channel&gt; bold" in texts(answer["blocks"])
    assert stored(desk.bot)[0].note == 'R&D <!channel> bold "x"'


def test_undo_on_the_answer_takes_it_back_where_it_stands(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    answer = logtime(either_desk, "2h ACME-101")
    assert maya.click(answer, "Undo").ok
    (now,) = maya.messages("desk")
    assert buttons(now["blocks"]) == []
    assert minutes(either_desk.bot) == []


def test_undo_twice_is_told_the_same(desk: Desk) -> None:
    maya = desk.person("maya")
    answer = logtime(desk, "2h ACME-101")
    desk.sandbox.faults.duplicate_deliveries = 1
    assert maya.click(answer, "Undo").ok
    (now,) = maya.messages("desk")
    assert "2h on ACME-101" in now["text"]
    assert buttons(now["blocks"]) == []


def test_edit_opens_the_form_with_the_entry_and_changes_the_answer(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    answer = logtime(either_desk, "2h ACME-101 copy edits")
    modal = maya.click(answer, "Edit").modal
    assert modal
    assert modal["title"]["text"] == "Edit time"
    done = maya.submit(modal, {"duration": "45m", "note": "map captions", "billing": "non-billable"})
    assert done.modal
    assert "45m" in texts(done.modal["blocks"])
    (now,) = maya.messages("desk")
    assert "45m on ACME-101" in now["text"]
    (entry,) = stored(either_desk.bot)
    assert (entry.minutes, entry.note, entry.billable) == (45, "map captions", False)


def test_the_command_alone_opens_the_form_which_becomes_the_confirmation(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    modal = maya.command("desk", "/logtime").modal
    assert modal
    found = maya.options(modal, "job", "trail")
    assert [option["text"]["text"] for option in found] == ["ACME-102 Trail guide"]
    done = maya.submit(modal, {"job": found[0], "duration": "1h30", "note": "maps"})
    assert done.modal
    assert done.modal["title"]["text"] == "Time logged"
    assert buttons(done.modal["blocks"]) == ["Undo", "Log another"]
    assert minutes(either_desk.bot) == [90]


def test_the_confirmation_can_be_undone_and_followed_by_another(desk: Desk) -> None:
    maya = desk.person("maya")
    modal = maya.shortcut("timekeeping.open_entry_form").modal
    assert modal
    job = maya.options(modal, "job", "101")[0]
    done = maya.submit(modal, {"job": job, "duration": "2h"}).modal
    assert done
    undone = maya.click(done, "Undo").modal
    assert undone
    assert undone["title"]["text"] == "Undone"
    assert minutes(desk.bot) == []
    form = maya.click(undone, "Log another").modal
    assert form
    assert maya.submit(form, {"job": job, "duration": "15m"}).ok
    assert minutes(desk.bot) == [15]


def test_what_is_typed_into_a_menu_is_looked_for_letter_by_letter(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/job", "open ACME Logo due 10 Dec")
    form = maya.command("desk", "/logtime").modal
    assert form
    found = [option["text"]["text"] for option in maya.options(form, "job", "log")]
    assert [each for each in found if "Logo" not in each] == []
    assert found


def test_each_wrong_field_of_the_form_is_told_at_the_field(desk: Desk) -> None:
    maya = desk.person("maya")
    modal = maya.shortcut("timekeeping.open_entry_form").modal
    assert modal
    internal = maya.options(modal, "job", "INT-ADM")[0]
    wrong = {"job": internal, "duration": "1:75", "worked_on": "2026-03-13", "billing": "billable"}
    errors = maya.submit(modal, wrong).errors
    assert errors.keys() == {"duration", "worked_on", "billing"}
    assert "1:75" in errors["duration"]
    assert "Fri 13 Mar" in errors["worked_on"]
    assert "INT-ADM" in errors["billing"]
    assert minutes(desk.bot) == []
    right = {"duration": "1:15", "worked_on": "2026-03-12", "billing": "non-billable"}
    assert maya.submit(modal, right).ok
    assert minutes(desk.bot) == [75]


def test_a_form_that_is_sent_twice_logs_once(desk: Desk) -> None:
    maya = desk.person("maya")
    modal = maya.shortcut("timekeeping.open_entry_form").modal
    assert modal
    desk.sandbox.faults.duplicate_deliveries = 1
    maya.submit(modal, {"job": maya.options(modal, "job", "101")[0], "duration": "2h"})
    desk.sandbox.wait_until_quiet()
    assert minutes(desk.bot) == [120]


@pytest.mark.parametrize("text", ["help", "?", "HELP"])
def test_help_shows_forms_that_work(desk: Desk, text: str) -> None:
    assert buttons(logtime(desk, text)["blocks"]) == ["Log time"]


def test_every_form_that_help_shows_works(desk: Desk) -> None:
    said = texts(logtime(desk, "help")["blocks"])
    lines = [part for part in said.split("`") if part.startswith("/logtime ")]
    assert len(lines) == 7
    for line in lines:
        answer = logtime(desk, line.removeprefix("/logtime ").replace("&amp;", "&"))
        assert buttons(answer["blocks"]) in (LOGGED, ["Undo all"])


def test_a_note_that_grows_when_it_is_escaped_is_confirmed(desk: Desk) -> None:
    answer = logtime(desk, "2h ACME-101 " + 900 * "&")
    assert buttons(answer["blocks"]) == LOGGED
    assert stored(desk.bot)[0].note == 900 * "&"


@pytest.mark.parametrize("rest", [3500 * "x", 3500 * "&", 350 * "<!channel> "])
def test_a_line_that_is_far_too_long_is_refused_with_a_message(desk: Desk, rest: str) -> None:
    said = texts(logtime(desk, f"2h ACME-101 30m {rest}")["blocks"])
    assert "30m" in said
    assert minutes(desk.bot) == []


def test_what_cannot_be_logged_is_refused_with_an_example_as_it_is_typed(either_desk: Desk) -> None:
    answer = logtime(either_desk, "ACME-101 proof")
    assert "`/logtime 2h ACME-101 proof`" in texts(answer["blocks"])
    assert minutes(either_desk.bot) == []


def test_an_unknown_job_offers_the_nearest_and_one_click_logs_the_line(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    answer = logtime(either_desk, "2h ACME-111 copy & edits")
    assert "ACME-111" in answer["text"]
    assert buttons(answer["blocks"])[0] == "ACME-101 · Spring mailer"
    assert maya.click(answer, "ACME-101 · Spring mailer").ok
    (now,) = maya.messages("desk")
    assert "2h on ACME-101" in now["text"]
    assert buttons(now["blocks"]) == LOGGED
    assert stored(either_desk.bot)[0].note == "copy & edits"


def test_a_choice_that_is_clicked_twice_logs_once(desk: Desk) -> None:
    maya = desk.person("maya")
    answer = logtime(desk, "2h ACME-111")
    first, second = buttons(answer["blocks"])[:2]
    for _ in range(2):
        container = dict(answer)
        maya.click(container, first)
        maya.forge(container, "x", "timekeeping.take_line.1", "2h ACME-102")
    assert second
    assert minutes(desk.bot) == [120]


def test_a_closed_job_is_refused_with_its_status(desk: Desk) -> None:
    answer = logtime(desk, "2h ACME-099")
    for value in ("ACME-099", "closed"):
        assert value in answer["text"]
    assert buttons(answer["blocks"])
    assert minutes(desk.bot) == []


def test_a_mention_is_answered_to_its_writer_alone_in_its_thread(either_desk: Desk) -> None:
    maya, sam = either_desk.person("maya"), either_desk.person("sam")
    root = sam.say("desk", "Who edits the mailer?").raw["message"]
    maya.mention("desk", "log 2h ACME-101 copy edits", thread_ts=root["ts"])
    either_desk.sandbox.wait_until_quiet()
    answer = maya.messages("desk", root["ts"])[-1]
    assert "2h on ACME-101" in answer["text"]
    assert answer["ephemeral"]
    assert answer["ts"] not in [message["ts"] for message in sam.messages("desk", root["ts"])]
    assert maya.click(answer, "Undo").ok
    assert minutes(either_desk.bot) == []


def test_a_mention_that_is_edited_logs_nothing_twice_and_offers_edit(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    asked = maya.mention("desk", "log 2h ACME-101").raw["message"]
    either_desk.sandbox.wait_until_quiet()
    maya.edit(asked, "@Jobjacket log 3h ACME-102")
    either_desk.sandbox.wait_until_quiet()
    _, answer = answers(maya)
    assert "2h on ACME-101" in answer["text"]
    assert minutes(either_desk.bot) == [120]
    assert maya.click(answer, "Edit").modal


def test_a_mention_that_was_undone_and_is_edited_stays_undone(desk: Desk) -> None:
    maya = desk.person("maya")
    asked = maya.mention("desk", "log 2h ACME-101").raw["message"]
    desk.sandbox.wait_until_quiet()
    maya.click(maya.messages("desk")[-1], "Undo")
    maya.edit(asked, "@Jobjacket log 3h ACME-101")
    desk.sandbox.wait_until_quiet()
    _, answer = answers(maya)
    assert "2h on ACME-101" in answer["text"]
    assert buttons(answer["blocks"]) == []
    assert minutes(desk.bot) == []


def test_a_mention_that_was_refused_is_logged_once_it_is_edited_right(desk: Desk) -> None:
    maya = desk.person("maya")
    asked = maya.mention("desk", "log ACME-101").raw["message"]
    desk.sandbox.wait_until_quiet()
    maya.edit(asked, "@Jobjacket log 2h ACME-101")
    desk.sandbox.wait_until_quiet()
    assert buttons(maya.messages("desk")[-1]["blocks"]) == LOGGED
    assert minutes(desk.bot) == [120]


def test_an_edited_mention_that_is_too_old_to_be_known_is_not_guessed_about(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    asked = maya.mention("desk", "log 2h ACME-101").raw["message"]
    desk.sandbox.wait_until_quiet()
    clock.now = datetime.fromtimestamp(float(asked["ts"]), UTC) + REMEMBERED_FOR + timedelta(minutes=1)
    forget_old_deliveries(desk.bot)
    maya.edit(asked, "@Jobjacket log 3h ACME-101")
    desk.sandbox.wait_until_quiet()
    _, answer = answers(maya)
    assert "3 days" in answer["text"]
    assert buttons(answer["blocks"]) == []
    assert minutes(desk.bot) == [120]


@pytest.mark.parametrize("text", ["", "help", "hello!"])
def test_a_mention_without_a_line_is_met_with_help(desk: Desk, text: str) -> None:
    maya = desk.person("maya")
    maya.mention("desk", text)
    desk.sandbox.wait_until_quiet()
    assert buttons(maya.messages("desk")[-1]["blocks"]) == ["Log time"]


def test_a_mention_that_is_refused_is_told_to_its_writer_alone(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.mention("desk", "log ACME-101")
    desk.sandbox.wait_until_quiet()
    answer = maya.messages("desk")[-1]
    assert "`/logtime 2h ACME-101" in texts(answer["blocks"])
    assert answer["ephemeral"]


def test_a_direct_message_is_read_as_a_line_and_gets_one_reply(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    either_desk.sandbox.faults.duplicate_deliveries = 1
    maya.direct("2h ACME-101 copy edits")
    either_desk.settle()
    either_desk.settle()
    replies = [message for message in maya.messages() if message["bot_id"]]
    assert [buttons(reply["blocks"]) for reply in replies] == [LOGGED]
    assert minutes(either_desk.bot) == [120]


def test_a_reply_in_a_direct_message_is_rendered_anew_when_it_is_undone(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.direct("log 2h ACME-101")
    desk.settle()
    reply = maya.messages()[-1]
    assert maya.click(reply, "Undo").ok
    desk.settle()
    now = maya.messages()[-1]
    assert now["ts"] == reply["ts"]
    assert buttons(now["blocks"]) == []


def test_a_direct_message_that_is_refused_is_answered_and_its_choice_becomes_the_entry(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.direct("2h ACME-111 copy")
    desk.settle()
    question = maya.messages()[-1]
    assert "ACME-111" in question["text"]
    assert maya.click(question, "ACME-101 · Spring mailer").ok
    desk.settle()
    now = maya.messages()[-1]
    assert now["ts"] == question["ts"]
    assert "2h on ACME-101" in now["text"]
    assert maya.click(now, "Undo").ok
    desk.settle()
    assert buttons(maya.messages()[-1]["blocks"]) == []
    assert minutes(desk.bot) == []


def test_a_choice_that_is_clicked_the_moment_it_appears_becomes_the_entry(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya, door = desk.person("maya"), desk.outbox.sender
    send = door.send

    def send_and_be_clicked(*arguments: Any, **named: Any) -> Outcome:
        outcome = send(*arguments, **named)
        assert maya.click(maya.messages()[-1], "ACME-101 · Spring mailer").ok
        return outcome

    maya.direct("2h ACME-111 copy")
    monkeypatch.setattr(door, "send", send_and_be_clicked)
    desk.settle()
    assert buttons(maya.messages()[-1]["blocks"]) == LOGGED
    assert minutes(desk.bot) == [120]


def test_a_direct_message_may_ask_for_help(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.direct("help")
    desk.settle()
    assert buttons(maya.messages()[-1]["blocks"]) == ["Log time"]


def test_a_stranger_is_met_kindly_and_told_who_can_add_them(either_desk: Desk) -> None:
    zoe = either_desk.person("zoe")
    outcome = zoe.command("desk", "/logtime", "2h ACME-101")
    zoe.direct("2h ACME-101")
    either_desk.settle()
    for said in (outcome.text, zoe.messages()[-1]["text"]):
        assert "Zoe Park" in said
        assert "Grace Lindqvist" in said
    assert minutes(either_desk.bot) == []


def test_a_guest_is_never_staff_even_with_a_staff_members_email_address(desk: Desk) -> None:
    assert buttons(logtime(desk, "2h ACME-101", "hannah")["blocks"]) == []
    assert minutes(desk.bot) == []


def test_a_member_of_another_organisation_is_refused(desk: Desk) -> None:
    omar = desk.person("omar")
    omar.mention("shared", "log 2h ACME-101")
    desk.sandbox.wait_until_quiet()
    answer = omar.messages("shared")[-1]
    assert answer["ephemeral"]
    assert buttons(answer["blocks"]) == []
    assert minutes(desk.bot) == []


def test_a_forged_entry_id_changes_nothing(desk: Desk) -> None:
    logtime(desk, "2h ACME-101", "sam")
    (entry,) = stored(desk.bot)
    answer = logtime(desk, "1h ACME-101")
    maya = desk.person("maya")
    for value in (entry.id, "'; --", "x" * 500):
        outcome = maya.forge(answer, "b", "timekeeping.undo_entry", value)
        assert outcome.ok
    assert minutes(desk.bot) == [120, 60]


def test_saving_the_form_of_an_entry_that_was_undone_meanwhile_logs_nothing(desk: Desk) -> None:
    maya = desk.person("maya")
    answer = logtime(desk, "2h ACME-101")
    form = maya.click(answer, "Edit").modal
    assert form
    maya.forge(answer, "b", "timekeeping.undo_entry", stored(desk.bot)[0].id)
    done = maya.submit(form, {"duration": "3h"}).modal
    assert done
    assert done["title"]["text"] == "Not done"
    assert minutes(desk.bot) == []
