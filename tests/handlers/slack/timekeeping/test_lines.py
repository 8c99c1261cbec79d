"""Verbs, several entries, channels and people through Slack's real protocol."""

from storage.jobs.jobs import by_number
from storage.people.people import Person
from tests.conftest import by_name, channel_id
from tests.handlers.conftest import Desk, buttons, texts
from tests.handlers.slack.timekeeping.test_time_entries import logtime, minutes, stored


def test_several_entries_have_one_undo(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    answer = logtime(either_desk, "2h ACME-101 copy; 1h ACME-102 maps")
    assert buttons(answer["blocks"]) == ["Undo all"]
    assert minutes(either_desk.bot) == [120, 60]
    assert maya.click(answer, "Undo all").ok
    (now,) = maya.messages("desk")
    assert buttons(now["blocks"]) == []
    assert minutes(either_desk.bot) == []


def test_a_direct_message_with_several_entries_is_rendered_anew(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.direct("2h ACME-101 copy\n1h ACME-102 maps")
    desk.settle()
    reply = maya.messages()[-1]
    assert maya.click(reply, "Undo all").ok
    desk.settle()
    now = maya.messages()[-1]
    assert now["ts"] == reply["ts"]
    assert buttons(now["blocks"]) == []


def test_a_question_has_its_choices_as_buttons(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    answer = logtime(either_desk, "45 ACME-101 “call at 3:30”")
    assert buttons(answer["blocks"]) == ["45 minutes"]
    assert maya.click(answer, "45 minutes").ok
    assert stored(either_desk.bot)[0].note == "call at 3:30"
    assert minutes(either_desk.bot) == [45]


def test_a_timer_is_started_shown_and_stopped_in_chat(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    started = logtime(either_desk, "start ACME-101")
    shown = logtime(either_desk, "timer")
    for message in (started, shown):
        assert "ACME-101" in message["text"]
        assert buttons(message["blocks"]) == ["Stop and log", "Throw it away"]
    assert maya.click(started, "Throw it away").ok
    assert minutes(either_desk.bot) == []
    assert buttons(maya.messages("desk")[0]["blocks"]) == []
    assert buttons(logtime(either_desk, "timer")["blocks"]) == []


def test_verbs_are_answered_in_a_direct_message_once(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.direct("2h ACME-101")
    desk.settle()
    desk.sandbox.faults.duplicate_deliveries = 1
    maya.direct("edit last 3h")
    desk.settle()
    replies = [message["text"] for message in maya.messages() if message["bot_id"]]
    assert ["3h on ACME-101" in text for text in replies] == [True, True]
    assert minutes(desk.bot) == [180]
    maya.direct("week")
    desk.settle()
    assert "3h of 37h 30m" in maya.messages()[-1]["text"]


def test_a_mention_in_a_channel_is_on_its_job(either_desk: Desk) -> None:
    with either_desk.bot.store.begin() as session:
        job = by_number(session, "ACME-102")
        assert job
        job.bound_channel_id = channel_id(session, by_name("desk"))
    maya = either_desk.person("maya")
    maya.mention("desk", "log 2h maps")
    either_desk.sandbox.wait_until_quiet()
    answer = maya.messages("desk")[-1]
    assert "ACME-102" in answer["text"]
    assert "ACME-102" in logtime(either_desk, "1h in #desk x")["text"]


def test_a_supervisor_logs_for_somebody_they_name(desk: Desk) -> None:
    assert "Sam Okafor" in logtime(desk, "for @sam 2h ACME-101", "grace")["text"]
    (entry,) = stored(desk.bot)
    with desk.bot.store.read() as session:
        assert session.get_one(Person, entry.person_id).name == "Sam Okafor"
    assert buttons(logtime(desk, "for @grace 2h ACME-101")["blocks"]) == []
    assert minutes(desk.bot) == [120]


def test_the_quick_line_of_the_form_is_read_as_any_line(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    modal = maya.command("desk", "/logtime").modal
    assert modal
    job = maya.options(modal, "job", "101")[0]
    for name, value, begun in (("job", job, None), ("worked_on", "2026-03-09", "2026-03-12"), ("scope", ["oos"], [])):
        assert maya.submit(modal, {"line": "2h ACME-102", name: value}).errors.keys() == {"line"}
        maya.submit(modal, {"line": None, "duration": None, name: begun})
    assert "1:75" in maya.submit(modal, {"line": "1:75 ACME-102", "job": None}).errors["line"]
    done = maya.submit(modal, {"line": "2h ACME-102 maps", "job": None})
    assert done.modal
    assert done.modal["title"]["text"] == "Time logged"
    assert minutes(either_desk.bot) == [120]


def test_a_quick_line_that_can_mean_several_things_is_asked_about_above_the_form(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    form = maya.command("desk", "/logtime").modal
    assert form
    asked = maya.submit(form, {"line": "2h ACME-111 maps"}).modal
    assert asked
    assert "ACME-111" in texts(asked["blocks"])
    maya.close(asked)
    back = maya.modal()
    assert back
    assert back["id"] == form["id"]  # what was typed is still there
    asked = maya.submit(form, {}).modal or {}
    done = maya.click(asked, "ACME-101 · Spring mailer").modal
    assert done
    assert done["title"]["text"] == "Time logged"
    assert "ACME-101" in texts(done["blocks"])
    assert minutes(either_desk.bot) == [120]
    maya.close(done)
    assert maya.modal() is None


def test_the_form_without_a_quick_line_needs_its_fields(desk: Desk) -> None:
    maya = desk.person("maya")
    modal = maya.command("desk", "/logtime").modal
    assert modal
    assert set(maya.submit(modal, {}).errors) == {"job", "duration"}
    job = maya.options(modal, "job", "101")[0]
    chosen = {"job": job, "duration": "1h", "service": "copy", "scope": ["oos"]}
    assert maya.submit(modal, chosen).ok
    entry = stored(desk.bot)[0]
    assert (entry.service, entry.out_of_scope) == ("copy", True)
