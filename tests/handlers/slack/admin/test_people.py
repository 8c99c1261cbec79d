"""The first run in a workspace where nobody has set the bot up."""

import pytest
from sqlalchemy import delete, select

from handlers.slack.admin.people import meet_everybody
from storage.people.people import ChatAddress
from tests.handlers.conftest import Desk, buttons, slack_door, texts


def test_a_workspace_admin_sets_it_up_from_home(empty_desk: Desk) -> None:
    grace = empty_desk.person("grace")
    home = empty_desk.home("grace")
    assert buttons(home["blocks"]) == ["Set up Jobjacket"]
    form = grace.click(home, "Set up Jobjacket").modal
    assert form
    zones = grace.options(form, "zone", "london")
    assert [zone["value"] for zone in zones] == ["Europe/London"]
    done = grace.submit(form, {"office": "London", "zone": zones[0]}).modal
    assert done
    assert "*London* is your first office (Europe/London)" in texts(done["blocks"])
    empty_desk.settle()
    now = grace.home()
    assert now
    assert "Hello Grace" in texts(now["blocks"])


def test_the_admins_own_zone_is_offered(empty_desk: Desk) -> None:
    grace = empty_desk.person("grace")
    form = grace.click(empty_desk.home("grace"), "Set up Jobjacket").modal
    assert form
    assert grace.submit(form, {"office": "New York"}).modal
    assert "Nobody has set me up" not in texts(empty_desk.home("grace")["blocks"])


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
    assert "You may not set Jobjacket up here. Who may: workspace admin." in texts(done.modal["blocks"])
    assert grace.click(home, "Set up Jobjacket").modal


def test_before_set_up_a_command_says_what_is_to_be_done(empty_desk: Desk) -> None:
    outcome = empty_desk.person("maya").command("desk", "/logtime", "2h ACME-101")
    assert "not set up yet" in outcome.text


def test_an_admin_adds_a_person_who_can_start_at_once(desk: Desk) -> None:
    grace, zoe = desk.person("grace"), desk.person("zoe")
    assert "Grace Lindqvist can add you" in zoe.command("desk", "/logtime", "2h ACME-101").text
    form = grace.click(desk.home("grace"), "Add a person").modal
    assert form
    supervisor = grace.options(form, "supervisor", "maya")[0]
    filled = {"name": "Zoe <Park>", "email": "zoe@hv.example", "supervisor": supervisor}
    role = {"text": {"type": "plain_text", "text": "Account coordinator"}, "value": "account coordinator"}
    refused = grace.submit(form, filled | {"role": role, "hours_a_day": "lots"})
    assert "“lots” as hours" in str(refused.errors)
    done = grace.submit(form, {"hours_a_day": "7"}).modal
    assert done
    assert "*Zoe &lt;Park&gt;* is added, in New York" in texts(done["blocks"])
    assert zoe.command("desk", "/logtime", "2h ACME-101").text.startswith("Logged")


def test_an_admins_home_says_what_could_not_be_delivered(desk: Desk) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error="channel_not_found")
    desk.person("maya").direct("help")
    desk.settle()
    assert "1 message could not be delivered. Your operator sees why: `app.py outbox`" in texts(
        desk.home("grace")["blocks"]
    )


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
