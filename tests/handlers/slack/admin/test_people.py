"""The first run in a workspace where nobody has set the bot up."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select

from handlers.slack.admin.people import meet_everybody
from storage.people.people import ChatAddress, offices
from tests.handlers.conftest import Desk, buttons, slack_door, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes


def offices_of(desk: Desk) -> list[tuple[str, str]]:
    """Each office that is kept, with its zone."""
    with desk.bot.store.read() as session:
        return [(each.name, each.zone) for each in offices(session)]


def test_a_workspace_admin_sets_it_up_from_home(empty_desk: Desk) -> None:
    grace = empty_desk.person("grace")
    home = empty_desk.home("grace")
    assert buttons(home["blocks"]) == ["Set up Jobjacket"]
    form = grace.click(home, "Set up Jobjacket").modal
    assert form
    zones = grace.options(form, "zone", "london")
    assert [zone["value"] for zone in zones] == ["Europe/London"]
    assert grace.submit(form, {"office": "London", "zone": zones[0]}).modal
    assert offices_of(empty_desk) == [("London", "Europe/London")]
    empty_desk.settle()
    now = grace.home()
    assert now
    assert buttons(now["blocks"])[0] == "Log time"


def test_the_admins_own_zone_is_offered(empty_desk: Desk) -> None:
    grace = empty_desk.person("grace")
    form = grace.click(empty_desk.home("grace"), "Set up Jobjacket").modal
    assert form
    assert grace.submit(form, {"office": "New York"}).modal
    assert offices_of(empty_desk) == [("New York", "America/New_York")]


@pytest.mark.parametrize("name", ["maya", "hannah"])
def test_nobody_else_is_offered_the_set_up(empty_desk: Desk, name: str) -> None:
    assert buttons(empty_desk.home(name)["blocks"]) == []


def test_a_forged_set_up_of_someone_else_is_refused(empty_desk: Desk) -> None:
    grace, maya = empty_desk.person("grace"), empty_desk.person("maya")
    home = empty_desk.home("grace")
    empty_desk.home("maya")
    view = maya.home()
    assert view
    form = maya.forge(view, "b0", "admin.open_set_up", "new").modal
    assert form
    done = maya.submit(
        form, {"office": "Rogue", "zone": {"text": {"type": "plain_text", "text": "UTC"}, "value": "UTC"}}
    )
    assert done.modal
    assert done.modal["title"]["text"] == "Not done"
    assert offices_of(empty_desk) == []
    assert grace.click(home, "Set up Jobjacket").modal


def test_before_set_up_a_command_is_refused_and_is_no_fault(empty_desk: Desk, logged: Callable[[], str]) -> None:
    assert empty_desk.person("maya").command("desk", "/logtime", "2h ACME-101").appeared
    assert '"refused"' in logged()
    assert '"fault"' not in logged()


def test_an_admin_adds_a_person_who_can_start_at_once(desk: Desk) -> None:
    grace, zoe = desk.person("grace"), desk.person("zoe")
    assert "Grace Lindqvist" in zoe.command("desk", "/logtime", "2h ACME-101").text
    form = grace.click(desk.home("grace"), "Add a person").modal
    assert form
    supervisor = grace.options(form, "supervisor", "maya")[0]
    filled = {"name": "Zoe <Park>", "email": "zoe@hv.example", "supervisor": supervisor}
    role = {"text": {"type": "plain_text", "text": "Account coordinator"}, "value": "account coordinator"}
    refused = grace.submit(form, filled | {"role": role, "hours_a_day": "lots"})
    assert set(refused.errors) == {"hours_a_day"}
    done = grace.submit(form, {"hours_a_day": "7"}).modal
    assert done
    assert "Zoe &lt;Park&gt;" in texts(done["blocks"])
    zoe.command("desk", "/logtime", "2h ACME-101")
    assert minutes(desk.bot) == [120]


def test_an_admins_home_says_what_could_not_be_delivered(desk: Desk) -> None:
    before = texts(desk.home("grace")["blocks"])
    desk.sandbox.faults.fail_next("chat.postMessage", error="channel_not_found")
    desk.person("maya").direct("help")
    desk.settle()
    now = texts(desk.home("grace")["blocks"])
    assert ["`app.py outbox`" in home for home in (before, now)] == [False, True]


def test_an_admins_home_leads_to_people_and_to_the_policy(desk: Desk) -> None:
    assert buttons(desk.home("grace")["blocks"]) == [
        "Log time", "Add a person", "People", "Rate card", "Office policy", "Account policy", "Reports",
    ]  # fmt: skip
    assert desk.person("grace").click(desk.home("grace"), "Office policy").modal
    assert "Add a person" not in buttons(desk.home("maya")["blocks"])


def test_who_never_wrote_is_met_by_their_email_address_and_guests_are_not(desk: Desk) -> None:
    with desk.bot.store.begin() as session:
        session.execute(delete(ChatAddress))
    meet_everybody(slack_door(desk.bot, desk.sandbox))
    with desk.bot.store.read() as session:
        users = set(session.scalars(select(ChatAddress.user)))
    assert users == {"U0MAYA", "U0SAM", "U0GRACE"}
