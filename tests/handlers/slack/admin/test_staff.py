"""An admin's *People* and *Rate card*, and what Slack tells of people who change or leave."""

from bot.desk.schedule import run_scans
from storage.people.people import by_email
from storage.words.time import Role
from tests.handlers.conftest import Desk, texts
from tests.handlers.slack.clients.test_clients import keep_shared


def test_an_admin_changes_somebody_from_the_list_or_by_their_name(desk: Desk) -> None:
    grace = desk.person("grace")
    people = grace.click(desk.home("grace"), "People").modal
    assert people
    assert "Sam Okafor" in texts(people["blocks"])
    sam = grace.options(people, "admin.edit_found_person", "sam")[0]
    form = grace.click(people, "admin.edit_found_person", sam).modal
    assert form
    boss = grace.options(form, "supervisor", "grace")[0]
    assert set(grace.submit(form, {"supervisor": boss, "hours_a_day": "lots"}).errors) == {"hours_a_day"}
    listed = grace.submit(form, {"hours_a_day": "6", "role": "account manager", "rights": ["admin"]}).modal
    assert listed
    assert "account manager" in texts(listed["blocks"])
    with desk.bot.store.read() as session:
        found, boss_found = (by_email(session, f"{each}@hv.example") for each in ("sam", "grace"))
        assert found
        assert boss_found
        assert (found.role, found.is_admin, found.expected_minutes) == (Role.MANAGER, True, 360)
        assert found.supervisor_id == boss_found.id
    forged = desk.person("maya").forge(desk.home("maya"), "b0", "admin.list_people", "all").modal
    assert forged
    assert forged["title"]["text"] == "Not done"


def test_an_admin_sets_rates_for_all_and_for_one(desk: Desk) -> None:
    grace = desk.person("grace")
    card = grace.click(desk.home("grace"), "Rate card").modal
    assert card
    form = grace.click(card, "Set a rate").modal
    assert form
    set_one = grace.submit(form, {"amount": "125.50", "service": "Copy"}).modal
    assert set_one
    assert [value in texts(set_one["blocks"]) for value in ("Copy", "USD 125.50", "12 Mar 2026")] == [True, True, True]
    people = grace.click(desk.home("grace"), "People").modal
    assert people
    person = grace.click(
        people, "admin.edit_found_person", grace.options(people, "admin.edit_found_person", "sam")[0]
    ).modal
    assert person
    own = grace.click(person, "Rates").modal
    assert own
    assert "125.50" not in texts(own["blocks"])
    form = grace.click(own, "Set a rate").modal
    assert form
    done = grace.submit(form, {"amount": "90", "currency": "GBP"}).modal
    assert done
    assert "*Sam Okafor*  GBP 90.00" in texts(done["blocks"])


def test_what_slack_says_of_people_is_taken_over_and_admins_hear_of_who_left(desk: Desk) -> None:
    keep_shared(desk, lead="maya", backup="sam")
    maya = desk.person("maya")
    maya.change(real_name="Maya Torres-Lee", tz="America/Chicago")
    desk.person("omar").change(email="grace@hv.example")
    desk.person("zoe").change(real_name="Zoe P.")
    desk.settle()
    with desk.bot.store.read() as session:
        found = by_email(session, "maya@hv.example")
        assert found
        assert (found.name, found.zone, found.left_at) == ("Maya Torres-Lee", "America/Chicago", None)
    maya.deactivate()
    desk.settle()
    with desk.bot.store.read() as session:
        found = by_email(session, "maya@hv.example")
        assert found
        assert found.left_at
    told = told_to(desk, "grace")
    assert "Maya Torres-Lee" in told
    assert "ACME: Sam Okafor" in told


def told_to(desk: Desk, name: str) -> str:
    """The last direct message of the next morning."""
    desk.bot.clock.forward(days=1, hours=-1)  # type: ignore[attr-defined]
    run_scans(desk.bot)
    desk.settle()
    return texts(desk.person(name).messages()[-1]["blocks"])
