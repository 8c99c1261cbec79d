"""Clients and their contacts from files: all that is kept of them, by line, and again without a change."""

from datetime import date

import pytest

from bot.admin.imports import import_clients, import_contacts, import_jobs, import_people
from bot.clients.channels import note_channels
from bot.core import OPERATOR, Bot
from bot.jobs.changes import change_job_line
from bot.kit.importing import Finding, Imported
from bot.rules.kit.lines import Line
from storage.clients import clients, contacts
from storage.words.accounts import ClientStatus, ContactChannel, RollOver
from storage.words.platforms import SeenChannel
from tests.bot.clients.test_clients import card
from tests.bot.clients.test_contacts import keep, outsider
from tests.bot.jobs.job_desk import bound_channel
from tests.conftest import CLIENTS, JOBS, PEOPLE, actor, by_name, in_chat

ACME = {
    "code": "acme",
    "name": "Acme Outdoor",
    "status": "Lapsed",
    "office": "London",
    "currency": "gbp",
    "owner": "grace@hv.example",
    "lead": "maya@hv.example",
    "backup": "sam@hv.example",
    "team": "maya@hv.example; sam@hv.example",
    "internal_channel": "#acme-internal",
    "colour": "1D3A34",
    "contract_from": "2026-01-01",
    "renews_on": "2027-01-01",
    "notice_days": "60",
    "pricing": "retainer",
    "retainer_from": "2026-01-01",
    "retainer_hours": "40",
    "retainer_fee": "6,000.50",
    "roll_over": "capped",
    "roll_over_cap": "10",
}
DANA = {"client": "ACME", "name": "Dana Whitfield", "email": "dana@acme.example"}
DANA |= {"approves": "estimate, concept", "limit": "25000"}


def only(report: Imported) -> tuple[Finding, str]:
    (line,) = report.lines
    return line.finding, line.text


def test_a_line_has_all_of_a_client_and_the_same_line_again_changes_nothing(agency: Bot) -> None:
    assert only(import_clients(agency, OPERATOR, [ACME], save=True)) == (Finding.CHANGED, "ACME Acme Outdoor")
    shown = card(agency, "ACME")
    assert (shown.status, shown.office, shown.currency, shown.colour) == (
        ClientStatus.LAPSED,
        "London",
        "GBP",
        "#1d3a34",
    )
    assert (shown.lead, shown.backup, shown.owner) == ("Maya Torres", "Sam Okafor", "Grace Lindqvist")
    assert (shown.team, shown.internal_channel) == (["Maya Torres", "Sam Okafor"], by_name("acme-internal"))
    assert shown.contract
    assert (shown.contract.renews_on, shown.contract.notice_days) == (date(2027, 1, 1), 60)
    (retainer,) = shown.retainers
    assert (retainer.minutes, retainer.fee_cents, retainer.cap_minutes) == (2400, 600_050, 600)
    assert retainer.roll_over == RollOver.CAPPED
    note_channels(agency, [SeenChannel(in_chat("C0ACMEINT", "acme-internal"), has_outsiders=False)])
    assert only(import_clients(agency, OPERATOR, [ACME], save=True))[0] == Finding.SAME
    assert card(agency, "ACME").internal_channel == in_chat("C0ACMEINT", "acme-internal")
    for changed in ({"notice_days": "90"}, {"team": "sam@hv.example"}, {"retainer_from": "2026-06-01"}):
        assert only(import_clients(agency, OPERATOR, [ACME | changed], save=True))[0] == Finding.CHANGED
    with agency.store.read() as session:
        assert len(clients.retainers_of(session, card(agency, "ACME").id)) == 2
    bare = {"code": "ACME", "name": "Acme Outdoor"}
    assert only(import_clients(agency, OPERATOR, [bare], save=True))[0] == Finding.SAME


def test_what_a_line_of_clients_cannot_mean_is_told(agency: Bot) -> None:
    assert import_clients(agency, OPERATOR, [ACME], save=True).saved
    cases = (
        ({"lead": "nobody@hv.example"}, "nobody@hv.example: nobody works here with that address"),
        ({"team": "maya@hv.example x@hv.example"}, "x@hv.example: nobody works here"),
        ({"backup": "maya@hv.example"}, "the back-up lead covers"),
        ({"office": "Paris"}, "there is no office Paris; there is: London, New York"),
        ({"status": "gone"}, "the status “gone”. Choose one of: prospect, active, lapsed"),
        ({"contract_from": ""}, "contract_from is missing"),
        ({"retainer_from": ""}, "retainer_from is missing"),
        ({"retainer_hours": "", "retainer_fee": ""}, "needs retainer_hours, retainer_fee, or both"),
        ({"roll_over": "all"}, "roll_over_cap goes with roll_over capped"),
        ({"retainer_to": "2025-12-31"}, "2025-12-31 is before 2026-01-01"),
        ({"retainer_fee": "lots"}, "“lots” as an amount"),
        ({"currency": "USD"}, "are in GBP"),
        ({"code": "mine"}, "the bot uses the word MINE itself"),
        ({"shared_channel": "a" * 513}, "a channel's name has up to 512 characters"),
    )
    for wrong, says in cases:
        report = import_clients(agency, OPERATOR, [ACME | wrong], save=True)
        assert not report.saved
        assert says in only(report)[1]


@pytest.mark.parametrize("typed", ["#Shared", "SHARED", "shared", "#shared"])
def test_every_spelling_of_a_channel_means_the_one_that_a_door_sees(agency: Bot, typed: str) -> None:
    row = {"code": "ACME", "name": "Acme Outdoor", "shared_channel": typed}
    assert import_clients(agency, OPERATOR, [row], save=True).saved
    note_channels(agency, [SeenChannel(in_chat("C0SHARED", "shared"), has_outsiders=True)])
    assert card(agency, "ACME").shared_channel == in_chat("C0SHARED", "shared")
    assert only(import_clients(agency, OPERATOR, [row], save=True))[0] == Finding.SAME


@pytest.mark.parametrize("typed", ["#", "##shared", "C0DESK", "#C0DESK", "<#C0DESK|desk>", "the desk", "@maya", "a,b"])
def test_a_word_that_is_no_channels_name_is_refused_and_changes_nothing(agency: Bot, typed: str) -> None:
    change_job_line(agency, actor("Maya Torres"), Line("here ACME-101", here=in_chat("C0DESK", "desk")))
    client, job = CLIENTS[0] | {"internal_channel": typed}, JOBS[0] | {"channel": typed}
    for report in (
        import_clients(agency, OPERATOR, [client], save=True),
        import_jobs(agency, OPERATOR, [job], save=True),
    ):
        assert f"“{typed}” isn't a channel's name. Write it like #acme-desk" in only(report)[1]
    assert bound_channel(agency, "ACME-101") == in_chat("C0DESK", "desk")


def test_contacts_are_known_by_client_and_email_and_staff_is_none(agency: Bot) -> None:
    assert only(import_contacts(agency, OPERATOR, [DANA], save=True))[0] == Finding.NEW
    assert only(import_contacts(agency, OPERATOR, [DANA], save=True))[0] == Finding.SAME
    changed = import_contacts(agency, OPERATOR, [DANA | {"limit": "500"}], save=True)
    assert only(changed) == (Finding.CHANGED, "ACME Dana Whitfield <dana@acme.example>")
    with agency.store.read() as session:
        (dana,) = contacts.of_client(session, card(agency, "ACME").id)
        assert (dana.approves, dana.limit_cents) == (["estimate", "concept"], 50_000)
        assert dana.prefers == ContactChannel.EMAIL
    for wrong, says in (
        ({"client": "ZZZ"}, "there is no client ZZZ"),
        ({"email": "sam@hv.example"}, "Sam Okafor works here"),
        ({"approves": "everything"}, "the kind of sign-off “everything”"),
        ({"prefers": "chat"}, "a chat account is chosen in chat"),
    ):
        assert says in only(import_contacts(agency, OPERATOR, [DANA | wrong], save=True))[1]
    keep(agency, outsider(), dana.id, prefers=ContactChannel.CHAT, approves=["estimate"])
    bare = {each: DANA[each] for each in ("client", "name", "email")}
    assert only(import_contacts(agency, OPERATOR, [bare | {"prefers": "chat"}], save=True))[0] == Finding.SAME
    staff = PEOPLE[1] | {"name": "Dana", "email": "dana@acme.example"}
    assert "they are never staff" in only(import_people(agency, OPERATOR, [staff], save=True))[1]
