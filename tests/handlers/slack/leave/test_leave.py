"""`/timeoff` through Slack's real protocol."""

from datetime import UTC, datetime

from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts


def test_a_line_takes_leave_and_its_button_cancels_it(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    (answer,) = maya.command("desk", "/timeoff", "24 Dec – 2 Jan").appeared
    assert answer["text"] == "You are off Thu 24 Dec – Sat 2 Jan 2027  ·  5 business days"
    assert "Grace Lindqvist is told" in texts(answer["blocks"])
    assert maya.click(answer, "Cancel").ok
    (now,) = maya.messages("desk")
    assert "Cancelled" in texts(now["blocks"])
    assert buttons(now["blocks"]) == []


def test_the_list_shows_what_there_is_with_its_buttons(desk: Desk) -> None:
    maya = desk.person("maya")
    assert "no time off on record" in maya.command("desk", "/timeoff", "list").text
    maya.command("desk", "/timeoff", "half 24 Dec")
    (listed,) = maya.command("desk", "/timeoff", "list").appeared
    assert "Thu 24 Dec (half day)" in texts(listed["blocks"])


def test_alone_it_opens_a_form_that_becomes_the_confirmation(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.command("desk", "/timeoff").modal
    assert form
    refused = maya.submit(form, {"first": "2026-03-20", "last": "2026-03-19"})
    assert refused.modal
    assert "comes before" in texts(refused.modal["blocks"])
    form = maya.command("desk", "/timeoff").modal
    assert form
    done = maya.submit(form, {"first": "2026-03-20", "last": "2026-03-20", "part": "morning"}).modal
    assert done
    assert "Fri 20 Mar (morning)" in texts(done["blocks"])


def test_what_it_cannot_read_is_said_with_what_works(desk: Desk) -> None:
    text = desk.person("maya").command("desk", "/timeoff", "whenever <!channel>").text
    assert "no day or range of days that I can read" in text
    assert "<!channel>" not in text
    assert "24 Dec - 2 Jan" in desk.person("maya").command("desk", "/timeoff", "help").text


def test_the_supervisor_is_told_of_leave_that_begins_soon_in_a_direct_message(desk: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
    desk.person("maya").command("desk", "/timeoff", "tomorrow")
    desk.settle()
    grace = desk.person("grace")
    assert [message["text"] for message in grace.messages()] == ["Maya Torres is off Fri 13 Mar, 1 business day."]
    desk.person("maya").command("desk", "/timeoff", "cancel tomorrow")
    desk.settle()
    assert "is not off after all" in grace.messages()[0]["text"]
