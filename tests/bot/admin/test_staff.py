"""The agency's people as admins keep them, the rate card, and what Slack says of them."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.admin.imports import import_people
from bot.admin.notices import StaffMoved
from bot.admin.people_sync import staff_told, sync_person
from bot.admin.rate_card import RateCard, set_rate, show_rates
from bot.admin.set_up import SetUpRequest, set_up
from bot.admin.staff import find_staff, keep_staff, list_staff, staff_form
from bot.clients.clients import keep_client
from bot.clients.leads import lead_of_client
from bot.core import OPERATOR, Bot
from bot.errors import BotError, Conflict, UsageError
from bot.people.people import Profile
from bot.rules.admin.rate_card import RateRequest
from bot.rules.admin.staff import StaffRequest
from bot.timekeeping.time_entries import edit_entry
from storage.clients.clients import by_code
from storage.kit.history import HistoryLine
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import Person, addresses_of, by_email, by_id
from storage.words.time import Change, Role
from tests.bot.clients.test_clients import GRACE, MAYA, add_brightwater, brightwater, card, id_of
from tests.bot.clients.test_leads import name_leads
from tests.bot.timekeeping.test_time_entries import entries, log, request
from tests.conftest import PEOPLE, FixedClock, actor, profile


def person(bot: Bot, first: str) -> Person:
    with bot.store.read() as session:
        return by_id(session, id_of(bot, first))


def change(bot: Bot, first: str, **given: object) -> None:
    form = staff_form(bot, actor(GRACE), id_of(bot, first))
    as_it_is = {"role": form.role, "office": form.office, "hours_a_day": "7.5", "is_admin": form.is_admin}
    as_it_is |= {"supervisor": form.supervisor.id if form.supervisor else "", "has_left": form.has_left}
    keep_staff(bot, actor(GRACE), form.id, StaffRequest.model_validate(as_it_is | given))


def refusal(bot: Bot, first: str, **given: object) -> dict[str, str]:
    with pytest.raises(BotError) as refused:
        change(bot, first, **given)
    return dict(refused.value.refusal.fields)


def changes(bot: Bot, first: str) -> list[tuple[Change, bool]]:
    """What was done to somebody, and whether a person did it."""
    with bot.store.read() as session:
        lines = session.scalars(select(HistoryLine).order_by(HistoryLine.at, HistoryLine.id))
        return [(line.change, line.person_id is not None) for line in lines if line.thing_id == id_of(bot, first)]


def test_the_list_has_each_persons_portfolio(agency: Bot) -> None:
    with agency.store.begin() as session:
        for code in ("INT", "ACME"):
            by_code(session, code).owner_id = id_of(agency, "grace")  # type: ignore[union-attr]
    grace, maya, _ = list_staff(agency, actor(GRACE)).people
    assert (grace.portfolio, maya.portfolio) == (["ACME", "INT"], ())


def test_an_admin_changes_a_person_and_the_history_keeps_what_was(agency: Bot) -> None:
    shown = list_staff(agency, actor(GRACE))
    assert [(each.name, each.supervisor, each.linked) for each in shown.people] == [
        (GRACE, "", True),
        (MAYA, GRACE, True),
        ("Sam Okafor", "", True),
    ]
    change(agency, "sam", role=Role.MANAGER, supervisor=id_of(agency, "maya"), hours_a_day="6", is_admin=True)
    sam = person(agency, "sam")
    assert (sam.role, sam.supervisor_id, sam.expected_minutes) == (Role.MANAGER, id_of(agency, "maya"), 360)
    assert sam.is_admin
    assert changes(agency, "sam")[-1] == (Change.EDITED, True)
    assert [each.name for each in find_staff(agency, actor(MAYA), "sam")] == ["Sam Okafor"]


def test_the_last_admin_stays_one_and_nobody_reports_to_themselves(agency: Bot) -> None:
    assert "only admin" in refusal(agency, "grace", is_admin=False)["rights"]
    assert "only admin" in refusal(agency, "grace", has_left=True)["rights"]
    for supervisor in ("grace", "maya"):  # Maya reports to Grace
        assert "report to themselves" in refusal(agency, "grace", supervisor=id_of(agency, supervisor))["supervisor"]
    assert "office" in refusal(agency, "grace", office="nowhere")
    assert "hours_a_day" in refusal(agency, "grace", hours_a_day="lots")
    change(agency, "sam", is_admin=True)
    change(agency, "sam", has_left=True)
    assert "only admin" in refusal(agency, "grace", is_admin=False)["rights"]


def test_name_and_email_are_slacks_for_whom_it_knows_and_the_admins_for_others(agency: Bot) -> None:
    leo = PEOPLE[1] | {"name": "Leo", "email": "leo@hv.example"}
    assert import_people(agency, OPERATOR, [leo], save=True).saved
    change(agency, "maya", name="Somebody", email="x@hv.example")
    assert person(agency, "maya").name == MAYA
    change(agency, "leo", name="Leo Martins", email="leo@hv.example")
    assert person(agency, "leo").name == "Leo Martins"
    with pytest.raises(Conflict, match="fix the fields"):
        change(agency, "leo", name="Leo", email="sam@hv.example")


def test_rates_are_set_by_person_role_and_service_from_a_day_on_and_entries_keep_theirs(agency: Bot) -> None:
    maya = id_of(agency, "maya")

    def rate(**given: str) -> RateCard:
        set_rate(
            agency, actor(GRACE), RateRequest.model_validate({"currency": "usd", "starts_on": "2026-01-01"} | given)
        )
        return show_rates(agency, actor(GRACE))

    rate(amount="100")
    rate(amount="110", role=Role.COORDINATOR)
    entry_id = log(agency, "1h ACME-101").entry.id
    rate(amount="120.50", person=maya)
    rate(amount="130", person=maya, starts_on="2026-06-01")
    card = rate(amount="121", person=maya)
    assert [(each.person or each.role, each.now.cents, len(each.others)) for each in card.rates] == [
        ("", 10_000, 0), ("account coordinator", 11_000, 0), (MAYA, 12_100, 1),
    ]  # fmt: skip
    assert [each.now.starts_on for each in show_rates(agency, actor(GRACE), maya).rates] == [date(2026, 1, 1)]
    assert entries(agency)[0].rate_cents == 11_000
    edit_entry(agency, actor(MAYA), entry_id, request(agency, worked_on="2026-03-09"))
    assert entries(agency)[0].rate_cents == 12_100
    for wrong in (
        {"amount": "lots"},
        {"amount": "1", "person": maya, "role": Role.HEAD},
        {"amount": "1", "person": "x"},
    ):
        with pytest.raises(UsageError) as refused:
            rate(**wrong)
        assert refused.value.refusal.fields


def test_name_email_and_zone_are_taken_over_from_slack(agency: Bot) -> None:
    said = {"name": "Maya Torres-Lee", "email": "Maya.Lee@hv.example", "zone": "America/Chicago"}
    sync_person(agency, profile(MAYA).model_copy(update=said))
    with agency.store.read() as session:
        maya = by_email(session, "maya.lee@hv.example")
    assert maya
    assert (maya.name, maya.zone) == ("Maya Torres-Lee", "America/Chicago")
    taken = {"email": "sam@hv.example", "zone": "America/New_York"}  # somebody else's address, and the office's zone
    sync_person(agency, profile(MAYA).model_copy(update=taken))
    with agency.store.read() as session:
        maya = by_email(session, "maya.lee@hv.example")
    assert maya
    assert maya.zone is None


def test_guests_strangers_and_other_organisations_never_become_staff(agency: Bot) -> None:
    for who in (
        profile("Zoe Park"),
        profile(MAYA, member=False, team="T0ACME"),
        profile(MAYA).model_copy(
            update={"is_full_member": False, "is_deactivated": True, "address": profile("Zoe").address}
        ),
    ):
        sync_person(agency, who)
        with agency.store.read() as session:
            assert [each.address for each in addresses_of(session, id_of(agency, "maya"))] == [profile(MAYA).address]
            assert len(session.scalars(select(Person)).all()) == 3
    sync_person(agency, profile(MAYA, member=False))  # she is a guest now
    with agency.store.read() as session:
        assert not addresses_of(session, id_of(agency, "maya"))


def gone(name: str) -> Profile:
    return profile(name).model_copy(update={"is_full_member": False, "is_deactivated": True})


def test_who_is_deactivated_has_left_the_back_up_stands_in_and_admins_are_told_once(
    agency: Bot, clock: FixedClock
) -> None:
    name_leads(agency)
    for _ in range(2):
        sync_person(agency, gone(MAYA))
    assert person(agency, "maya").left_at == clock.now
    assert changes(agency, "maya")[-1] == (Change.ENDED, False)
    with pytest.raises(BotError, match="don't know you"):
        log(agency, "1h ACME-101")
    with agency.read() as work:
        acme = by_code(work.session, "ACME")
        assert acme
        minder = lead_of_client(work, acme)
        assert minder
        assert minder.name == "Sam Okafor"
        assert [item.payload["kind"] for item in work.session.scalars(select(UnpromptedNotice))] == ["StaffMoved"]
    told = staff_told(agency, StaffMoved(person_id=id_of(agency, "grace"), who_id=id_of(agency, "maya")))
    assert (told.name, told.clients, told.reports) == (MAYA, {"ACME": "Sam Okafor"}, 0)
    clock.forward(days=1)
    for _ in range(2):
        sync_person(agency, profile(MAYA))
    assert person(agency, "maya").left_at is None
    log(agency, "1h ACME-101")
    with agency.store.read() as session:
        assert [item.payload["back"] for item in session.scalars(select(UnpromptedNotice))] == [False, True]


def test_a_client_whose_lead_left_is_changed_without_choosing_another_at_once(agency: Bot) -> None:
    client_id = add_brightwater(agency)
    change(agency, "maya", has_left=True)
    keep_client(agency, actor(GRACE), client_id, brightwater(agency, name="Brightwater Ltd"))
    assert card(agency, "BWF").lead == "Maya Torres (left)"
    with pytest.raises(UsageError):
        add_brightwater(agency, code="NEW")


def test_whom_an_admin_ended_slack_does_not_bring_back(agency: Bot) -> None:
    change(agency, "maya", has_left=True)
    sync_person(agency, gone(MAYA))
    sync_person(agency, profile(MAYA))
    assert person(agency, "maya").left_at
    change(agency, "maya", has_left=False)
    assert person(agency, "maya").left_at is None


def test_where_the_last_admin_is_deactivated_a_workspace_admin_takes_over(agency: Bot) -> None:
    request = SetUpRequest(office="New York", zone="America/New_York")
    with pytest.raises(Conflict):
        set_up(agency, actor(MAYA), profile(MAYA, admin=True), request)
    sync_person(agency, gone(GRACE))
    assert set_up(agency, actor(MAYA), profile(MAYA, admin=True), request).admin == MAYA


def test_who_is_no_admin_is_refused_by_each_use_case(agency: Bot) -> None:
    as_is = StaffRequest(role=Role.HEAD, office="x", hours_a_day="7")
    rate = RateRequest(amount="1", currency="USD", starts_on="2026-01-01")
    for use_case in (
        lambda who: list_staff(agency, who),
        lambda who: staff_form(agency, who, id_of(agency, "maya")),
        lambda who: keep_staff(agency, who, id_of(agency, "maya"), as_is),
        lambda who: show_rates(agency, who),
        lambda who: set_rate(agency, who, rate),
    ):
        with pytest.raises(BotError, match="You can't"):
            use_case(actor(MAYA))
    with pytest.raises(BotError, match="don't know you"):
        find_staff(agency, actor("Omar Haddad"), "")
