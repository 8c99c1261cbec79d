import json
from datetime import UTC, date, datetime
from itertools import groupby

from sqlalchemy import func, select

from bot.core import Actor
from bot.desk.client_cards import client_card
from bot.people.policies import policies_by_office
from handlers.terminal.demo import LEADER, WEEKS, open_demo_agency
from handlers.terminal.sandbox import ROOT
from storage.store import Store
from storage.timekeeping.time_entries import TimeEntry
from tests.conftest import FixedClock, by_name, in_chat, make_bot, profile


def test_the_demo_has_weeks_of_time_of_whoever_is_in_the_workspace_and_is_made_once(
    sqlite_store: Store, clock: FixedClock
) -> None:
    bot = make_bot(sqlite_store, clock)
    people = [profile("Maya Torres"), profile("Sam Okafor"), profile("Nobody Known")]
    people = [each.model_copy(update={"email": each.email.replace("hv", "harbourvale")}) for each in people]
    for _ in range(2):
        open_demo_agency(bot, people)
    with bot.store.read() as session:
        entries = session.scalars(select(TimeEntry).order_by(TimeEntry.person_id, TimeEntry.worked_on)).all()
    days = {person: {each.worked_on for each in some} for person, some in groupby(entries, lambda each: each.person_id)}
    assert [len(each) for each in days.values()] == [WEEKS * 5] * 2
    assert max(each.worked_on for each in entries) < clock.now.date()
    assert all(each.entered_at.date() == each.worked_on and each.rate_cents for each in entries)


def test_nobody_of_the_demo_has_time_today_while_it_is_tomorrow_in_london(
    sqlite_store: Store, clock: FixedClock
) -> None:
    clock.now = datetime(2026, 10, 15, 3, 59, tzinfo=UTC)
    bot = make_bot(sqlite_store, clock)
    open_demo_agency(bot, [profile("Maya Torres").model_copy(update={"email": "maya@harbourvale.example"})])
    with bot.store.read() as session:
        assert session.scalar(select(func.max(TimeEntry.worked_on))) == date(2026, 10, 13)


def test_the_demos_digest_goes_to_its_leadership_channel(sqlite_store: Store, clock: FixedClock) -> None:
    bot = make_bot(sqlite_store, clock)
    open_demo_agency(bot, [profile("Grace Lindqvist").model_copy(update={"email": LEADER})])
    channels = json.loads((ROOT / "sandbox/workspace.json").read_text())["channels"]
    with bot.store.read() as session:
        named = [policy.reports.leadership_channel for policy in policies_by_office(session).values()]
    assert [each["name"] for each in channels if in_chat(each["id"], each["name"]) in named] == ["leadership"]


def test_the_demos_clients_have_leads_terms_and_contacts_whose_accounts_are_known(
    sqlite_store: Store, clock: FixedClock
) -> None:
    bot = make_bot(sqlite_store, clock)
    dana = profile("Dana Whitfield", member=False, team="T0ACMEOUT")
    people = [
        profile("Maya Torres").model_copy(update={"email": "maya@harbourvale.example"}),
        dana.model_copy(update={"email": "dana@acmeoutdoor.example"}),
    ]
    open_demo_agency(bot, people)
    shown = client_card(bot, Actor(people[0].address), "ACME")
    assert (shown.lead, shown.backup, shown.owner) == ("Priya Nair", "Elena Rossi", "Grace Lindqvist")
    assert (shown.internal_channel, shown.shared_channel) == (by_name("acme-internal"), by_name("acme-shared"))
    assert shown.contract
    assert shown.retainers[0].minutes == 240 * 60
    assert [(each.name, each.prefers, each.user, each.limit_cents) for each in shown.contacts] == [
        ("Dana Whitfield", "chat", "U0DANA", 2_500_000),
        ("Lee Ortiz", "e-mail", "", None),
        ("Marta Kowal", "e-mail", "", 1_000_000),
    ]
