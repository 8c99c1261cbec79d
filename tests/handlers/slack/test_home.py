from tests.handlers.conftest import Desk, buttons, texts


def test_a_home_shows_today_the_week_and_recent_entries(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    maya.command("desk", "/logtime", "2h ACME-101 copy <edits>")
    maya.command("desk", "/logtime", "30m INT-ADM 2026-03-09")
    blocks = either_desk.home("maya")["blocks"]
    said = texts(blocks)
    assert "Hello Maya" in said
    assert "You have logged *2h* today, of 7h 30m." in said
    assert "*Thu 12 Mar*   2h" in said
    assert "Mon 9 Mar   30m" in said
    assert "Week: *2h 30m* of 37h 30m" in said
    assert "copy &lt;edits&gt;" in said
    assert buttons(blocks) == ["Log time", "Edit", "Undo", "Edit", "Undo"]


def test_a_home_without_entries_says_what_to_try(desk: Desk) -> None:
    assert "Try `/logtime 2h ACME-101 copy edits`" in texts(desk.home("maya")["blocks"])


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
    assert "Nothing yet" in texts(home["blocks"])


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
    said = texts(desk.home("zoe")["blocks"])
    assert "Welcome to Jobjacket" in said
    assert "Grace Lindqvist can add you" in said


def test_a_guest_finds_no_time_desk(desk: Desk) -> None:
    assert "for guests" in texts(desk.home("hannah")["blocks"])


def test_the_messages_tab_is_no_home(desk: Desk) -> None:
    desk.person("maya").open_home("messages")
    desk.settle()
    assert not [call for call in desk.sandbox.calls if call.method == "views.publish"]
