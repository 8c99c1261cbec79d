from datetime import date

from sqlalchemy import update

from bot.messaging.touch import PAGE_KEPT_FRESH
from storage.people.people import Person
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts


def test_a_home_shows_today_the_week_and_recent_entries(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101 copy edits")
    maya.command("desk", "/logtime", "30m INT-ADM 2026-03-09")
    blocks = either_desk.home("maya")["blocks"]
    said = texts(blocks)
    assert "of 7h 30m" in said
    assert "*Thu 12 Mar*   2h" in said
    assert "Mon 9 Mar   30m" in said
    assert "*2h 30m* of 37h 30m" in said
    assert buttons(blocks) == ["Log time", "Edit", "Undo", "Edit", "Undo", "Again today"]


def test_undo_and_edit_on_home_show_there(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101")
    home = either_desk.home("maya")
    form = maya.click(home, "Edit").modal
    assert form
    maya.submit(form, {"duration": "3h"})
    either_desk.settle()
    home = maya.home()
    assert home
    assert "*3h*  *ACME-101*" in texts(home["blocks"])
    assert maya.click(home, "Undo").ok
    either_desk.settle()
    home = maya.home()
    assert home
    assert buttons(home["blocks"]) == ["Log time"]


def test_a_home_that_was_opened_long_ago_shows_what_is_done_on_it(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101")
    home = desk.home("maya")
    clock.now += 2 * PAGE_KEPT_FRESH
    form = maya.click(home, "Edit").modal
    assert form
    maya.submit(form, {"duration": "3h"})
    desk.settle()
    home = maya.home()
    assert home
    assert "*3h*  *ACME-101*" in texts(home["blocks"])
    clock.now += 2 * PAGE_KEPT_FRESH
    maya.click(home, "Undo")
    desk.settle()
    home = maya.home()
    assert home
    assert buttons(home["blocks"]) == ["Log time"]


def test_log_time_on_home_opens_the_form_and_home_shows_the_entry(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.click(desk.home("maya"), "Log time").modal
    assert form
    maya.submit(form, {"job": maya.options(form, "job", "101")[0], "duration": "2h"})
    desk.settle()
    home = maya.home()
    assert home
    assert "*2h*  *ACME-101*" in texts(home["blocks"])


def test_a_stranger_finds_a_kind_page(desk: Desk) -> None:
    blocks = desk.home("zoe")["blocks"]
    assert "Grace Lindqvist" in texts(blocks)
    assert buttons(blocks) == []


def test_a_guest_finds_no_time_desk(desk: Desk) -> None:
    assert buttons(desk.home("hannah")["blocks"]) == []


def test_the_messages_tab_is_no_home(desk: Desk) -> None:
    desk.person("maya").open_home("messages")
    desk.settle()
    assert not [call for call in desk.sandbox.calls if call.method == "views.publish"]


def test_an_entry_is_logged_again_today_with_one_tap(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101 2026-03-11 copy")
    assert maya.click(desk.home("maya"), "Again today").ok
    desk.settle()
    home = maya.home()
    assert home
    assert "*Thu 12 Mar*   2h" in texts(home["blocks"])
    assert buttons(home["blocks"]) == ["Log time", "Edit", "Undo", "Edit", "Undo", "Again today"]


def test_a_home_shows_what_is_due_the_timer_and_a_supervisors_team(desk: Desk) -> None:
    with desk.bot.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 3, 5)))
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "5h ACME-101 2026-03-09")
    maya.command("desk", "/logtime", "start ACME-102")
    said = texts(desk.home("maya")["blocks"])
    assert [value in said for value in ("Trail guide", "11:00")] == [True, True]
    assert "Mon 9 Mar: *2h 30m*" in said
    assert "Thu 5 Mar: *7h 30m*" in said
    assert "Maya Torres" not in said
    assert "Maya Torres: *5h*" in texts(desk.home("grace")["blocks"])
