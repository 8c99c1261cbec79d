"""`/timeoff` through Slack's real protocol."""

from datetime import UTC, date, datetime

from storage.words.time import DayPart
from tests.bot.leave.test_leave import kept
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts

FRIDAY = date(2026, 3, 20)


def test_a_line_takes_leave_and_its_button_cancels_it(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    (answer,) = maya.command("desk", "/timeoff", "24 Dec – 2 Jan").appeared
    for value in ("Thu 24 Dec – Sat 2 Jan 2027", "5 business days", "Grace Lindqvist"):
        assert value in texts(answer["blocks"])
    (leave,) = kept(either_desk.bot)
    assert (leave.first, leave.last, leave.cancelled_at) == (date(2026, 12, 24), date(2027, 1, 2), None)
    assert maya.click(answer, "Cancel").ok
    (now,) = maya.messages("desk")
    assert buttons(now["blocks"]) == []
    (leave,) = kept(either_desk.bot)
    assert leave.cancelled_at


def test_the_list_shows_what_there_is_with_its_buttons(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/timeoff", "half 24 Dec")
    (listed,) = maya.command("desk", "/timeoff", "list").appeared
    assert "Thu 24 Dec (half day)" in texts(listed["blocks"])
    assert maya.click(listed, "Cancel").ok
    (leave,) = kept(desk.bot)
    assert leave.cancelled_at


def test_alone_it_opens_a_form_that_becomes_the_confirmation(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.command("desk", "/timeoff").modal
    assert form
    refused = maya.submit(form, {"first": "2026-03-20", "last": "2026-03-19"})
    assert refused.modal
    assert buttons(refused.modal["blocks"]) == []
    assert kept(desk.bot) == []
    form = maya.command("desk", "/timeoff").modal
    assert form
    done = maya.submit(form, {"first": "2026-03-20", "last": "2026-03-20", "part": "morning"}).modal
    assert done
    assert buttons(done["blocks"]) == ["Cancel"]
    assert "Fri 20 Mar" in texts(done["blocks"])
    (leave,) = kept(desk.bot)
    assert (leave.first, leave.last, leave.part) == (FRIDAY, FRIDAY, DayPart.MORNING)


def test_what_it_cannot_read_is_said_with_what_works(desk: Desk) -> None:
    maya = desk.person("maya")
    (refused,) = maya.command("desk", "/timeoff", "whenever <!channel>").appeared
    assert "24 Dec - 2 Jan" in texts(refused["blocks"])
    assert "<!channel>" not in texts(refused["blocks"])
    assert kept(desk.bot) == []
    (helped,) = maya.command("desk", "/timeoff", "help").appeared
    assert "`/timeoff 24 Dec - 2 Jan`" in texts(helped["blocks"])


def test_the_supervisor_is_told_of_leave_that_begins_soon_in_a_direct_message(desk: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
    desk.person("maya").command("desk", "/timeoff", "tomorrow")
    desk.settle()
    grace = desk.person("grace")
    (told,) = grace.messages()
    for value in ("Maya Torres", "Fri 13 Mar", "1 business day"):
        assert value in told["text"]
    desk.person("maya").command("desk", "/timeoff", "cancel tomorrow")
    desk.settle()
    now = grace.messages()[0]
    assert now["ts"] == told["ts"]
    assert "~Fri 13 Mar~" in texts(now["blocks"])
