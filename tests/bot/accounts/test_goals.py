"""Goals, opportunities, plans and health notes as use cases, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from bot.accounts.exchange_rates import import_exchange_rates, remove_exchange_rate, set_exchange_rate
from bot.accounts.goals import goal_form, goals_of, keep_goal, remove_goal, show_goals
from bot.accounts.health_notes import ask_health_notes, health_form, show_health, write_health
from bot.accounts.make_good import end_plan, keep_plan, plan_form, plan_shown, show_variances
from bot.accounts.make_good_watch import watch_variances
from bot.accounts.notices import HealthAsked, PlanAsked, PlanDue
from bot.core import OPERATOR, Bot
from bot.digests.digests import preview_digest
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.rules.accounts.goals import GoalRequest
from bot.rules.accounts.health_notes import HealthRequest
from bot.rules.accounts.make_good import PlanEnd, PlanRequest, PlanStage
from bot.rules.kit.lines import Line
from bot.status.questions import Whose, understand
from storage.accounts.account_notes import MakeGoodPlan
from storage.accounts.goals import RevenueGoal
from storage.clients.clients import Client, Retainer
from storage.estimates.estimates import Estimate
from storage.jobs.costs import Expense
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import Person
from storage.words.accounts import ClientStatus, Mood, PlanStatus
from storage.words.signoffs import EstimateStatus
from storage.words.time import Role
from tests.bot.jobs.job_desk import GRACE, MAYA, SAM, client, job, person_id, set_client
from tests.conftest import FixedClock, actor, channel_id, in_chat

QUARTER = "2026-Q1"


def told(bot: Bot) -> list[tuple[str, str]]:
    with bot.store.read() as session:
        return [
            (row.person_id, row.payload["kind"])
            for row in session.scalars(select(UnpromptedNotice).order_by(UnpromptedNotice.id))
        ]


def approve(bot: Bot, cents: int, version: int = 1, on: datetime | None = None, spent: int = 0) -> None:
    grace, row = person_id(bot, GRACE), job(bot, "ACME-101")
    at = on or bot.now()
    with bot.store.begin() as session:
        for each in session.scalars(select(Estimate)):
            each.status = EstimateStatus.REPLACED
        session.flush()
        session.add(
            Estimate(
                id=f"e{version}",
                job_id=row.id,
                version=version,
                currency=client(bot).currency,
                made_by_id=grace,
                made_at=at,
                decided_at=at,
                status=EstimateStatus.APPROVED,
                total_cents=cents,
            )
        )
        if spent:
            session.add(
                Expense(id=bot.new_id(), job_id=row.id, cents=spent, currency="USD", spent_on=date(2026, 3, 9), at=at)
            )


def set_goal(bot: Bot, amount: str = "5,000", currency: str = "USD") -> str:
    whose = f"client:{client(bot).id}"
    keep_goal(bot, actor(GRACE), "", GoalRequest(quarter=QUARTER, whose=whose, amount=amount, currency=currency))
    with bot.store.read() as session:
        return session.scalars(select(RevenueGoal).where(RevenueGoal.currency == currency)).one().id


def test_a_goal_is_kept_with_its_history_and_seen_by_those_who_may(agency: Bot) -> None:
    goal_id = set_goal(agency)
    with pytest.raises(Conflict):
        set_goal(agency)
    keep_goal(agency, actor(GRACE), goal_id, GoalRequest(amount="6,000"))
    assert [each.cents for each in goal_form(agency, actor(GRACE), "", goal_id).changes] == [600_000, 500_000]
    with pytest.raises(NotAllowed):
        show_goals(agency, actor(MAYA), "")
    with pytest.raises(UsageError):
        keep_goal(agency, actor(GRACE), goal_id, GoalRequest(amount="0"))
    remove_goal(agency, actor(GRACE), goal_id)
    assert show_goals(agency, actor(GRACE), QUARTER).goals == []


def test_bookings_go_by_the_clients_own_day_and_count_what_a_revision_adds(agency: Bot) -> None:
    office = client(agency).office_id
    assert office is None  # the first office's zone counts: London's, by name
    approve(agency, 100_000, on=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    approve(agency, 150_000, version=2, on=datetime(2026, 3, 31, 22, 59, tzinfo=UTC))  # 23:59 in London's summer
    set_goal(agency)
    with agency.store.begin() as session:
        session.add(Retainer(id="r", client_id=client(agency).id, starts_on=date(2026, 2, 10), fee_cents=10_000))
    with agency.store.read() as session:
        (facts,) = goals_of(session, QUARTER, agency.now())
    assert facts.booked == 50_000 + 2 * 10_000


def test_another_currency_counts_by_its_rate_and_else_is_said_to_be_missing(agency: Bot) -> None:
    set_client(agency, currency="EUR")
    approve(agency, 100_000)
    set_goal(agency)
    with agency.store.read() as session:
        (facts,) = goals_of(session, QUARTER, agency.now())
    assert (facts.booked, facts.missing) == (0, ["amounts in EUR: there's no rate from EUR to USD"])
    kept = set_exchange_rate(agency, actor(GRACE), "EUR 1.2 USD from 2026-01-01")
    assert kept.was is None
    assert set_exchange_rate(agency, actor(GRACE), "EUR 1.1 USD from 2026-01-01").was == 1_200_000
    set_exchange_rate(agency, actor(GRACE), "EUR 9 USD from 2026-04-01")  # of a later quarter
    with pytest.raises(NotAllowed):
        set_exchange_rate(agency, actor(MAYA), "EUR 1.1 USD")
    assert remove_exchange_rate(agency, actor(GRACE), "eur usd from 2026-04-01").millionths == 9_000_000
    with pytest.raises(NotFound):
        remove_exchange_rate(agency, actor(GRACE), "EUR USD 2026-04-01")
    with pytest.raises(UsageError):
        remove_exchange_rate(agency, actor(GRACE), "EUR USD")
    with agency.store.read() as session:
        (facts,) = goals_of(session, QUARTER, agency.now())
    assert (facts.booked, list(facts.rates), facts.missing) == (110_000, ["EUR"], [])
    rows = [{"currency": "eur", "into": "USD", "rate": "1.1", "from_date": "2026-01-01"}]
    same = import_exchange_rates(agency, OPERATOR, [*rows, rows[0] | {"rate": "x"}], save=False)
    assert [line.finding for line in same.lines] == ["same", "error"]


def test_a_lead_is_asked_once_a_job_and_a_plan_is_tracked_to_its_end(agency: Bot, clock: FixedClock) -> None:
    grace, sam = person_id(agency, GRACE), person_id(agency, SAM)
    set_client(agency, lead_id=grace)
    approve(agency, 100_000, spent=120_000)
    for _ in range(2):
        watch_variances(agency)
    assert told(agency) == [(grace, "PlanAsked")]
    (shown,) = show_variances(agency, actor(GRACE)).clients
    plan_id = shown.jobs[0].plan_id
    assert (shown.cents, shown.jobs[0].plan) == (-20_000, "make-good plan: asked for")
    request = PlanRequest(what="Absorb", who=sam, due_on="2026-03-16")
    done = PlanEnd(status=PlanStatus.DONE, outcome="Paid")
    with pytest.raises(UsageError):
        end_plan(agency, actor(GRACE), plan_id, done)  # there is none yet
    with pytest.raises(UsageError):
        keep_plan(agency, actor(GRACE), plan_id, request.model_copy(update={"due_on": "2026-03-11"}))
    keep_plan(agency, actor(GRACE), plan_id, request)
    assert not PlanAsked(person_id=grace, plan_id=plan_id).still_relevant(agency)
    for _ in range(6):  # Thursday to Tuesday
        watch_variances(agency)
        clock.forward(days=1)
    assert told(agency)[1:] == [(sam, "PlanDue"), (sam, "PlanDue"), (grace, "PlanDue")]
    end_plan(agency, actor(SAM), plan_id, done)
    with pytest.raises(Conflict):
        keep_plan(agency, actor(GRACE), plan_id, request)
    assert not PlanDue(
        person_id=sam, plan_id=plan_id, due_on=date(2026, 3, 16), stage=PlanStage.OVERDUE
    ).still_relevant(agency)
    clock.forward(days=30)
    watch_variances(agency)
    assert len(told(agency)) == 4


def test_an_ask_without_an_answer_is_repeated_each_week_and_then_put_to_who_owns_the_client(
    agency: Bot, clock: FixedClock
) -> None:
    grace, maya = person_id(agency, GRACE), person_id(agency, MAYA)
    set_client(agency, lead_id=maya, owner_id=grace)
    approve(agency, 100_000, spent=120_000)
    by_day = []
    for _ in range(22):
        before = len(told(agency))
        for _ in range(2):
            watch_variances(agency)
        by_day.append([person for person, _ in told(agency)[before:]])
        clock.forward(days=1)
    assert {day: people for day, people in enumerate(by_day) if people} == {
        0: [maya], 7: [maya], 14: [maya, grace], 21: [maya],
    }  # fmt: skip
    with agency.store.read() as session:
        plan_id = session.scalars(select(MakeGoodPlan.id)).one()
    shown = plan_shown(agency, plan_id, grace)
    assert (shown.asked, shown.asked_on) == (MAYA, date(2026, 3, 12))
    clock.forward(days=7)
    with agency.store.begin() as session:
        session.delete(session.scalars(select(Expense)).one())  # it is not over its budget any more
    watch_variances(agency)
    assert len(told(agency)) == 5


def test_who_is_asked_may_answer_whatever_their_role_and_who_carries_out_a_plan_may_end_it(agency: Bot) -> None:
    sam, maya = person_id(agency, SAM), person_id(agency, MAYA)
    with agency.store.begin() as session:
        session.execute(update(Person).where(Person.id.in_([sam, maya])).values(role=Role.TEAM))
    set_client(agency, lead_id=sam)
    approve(agency, 100_000, spent=120_000)
    watch_variances(agency)
    with agency.store.read() as session:
        plan_id = session.scalars(select(MakeGoodPlan.id)).one()
    keep_plan(agency, actor(SAM), plan_id, PlanRequest(what="Absorb", who=maya, due_on="2026-03-16"))
    assert (plan_shown(agency, plan_id, sam).may_keep, plan_shown(agency, plan_id, maya).may_keep) == (True, False)
    with pytest.raises(NotAllowed):
        plan_form(agency, actor(MAYA), plan_id)
    assert plan_form(agency, actor(MAYA), plan_id, to_end=True).variance_cents is None
    end_plan(agency, actor(MAYA), plan_id, PlanEnd(status=PlanStatus.DONE, outcome="Paid"))
    note = HealthRequest(mood=Mood.UNEASY, relationship="Core", next_move="Lunch")
    assert write_health(agency, actor(SAM), client(agency).id, "2026-03", note).note.by == SAM
    for who, code in ((SAM, "INT"), (MAYA, "ACME"), (MAYA, "ZEBRA")):
        with pytest.raises(NotAllowed):
            health_form(agency, actor(who), code)


def test_the_agencys_own_account_is_no_client(agency: Bot, clock: FixedClock) -> None:
    with agency.store.begin() as session:
        internal = session.scalars(select(Client).where(Client.code == "INT")).one()
        internal.status = ClientStatus.INTERNAL
        internal.internal_channel_id = channel_id(session, in_chat("C0INT"))
        internal.lead_id = session.scalars(select(Person.id).where(Person.name == GRACE)).one()
    clock.now = datetime(2026, 3, 26, 12, tzinfo=UTC)
    ask_health_notes(agency)
    assert told(agency) == []
    assert [each.code for each in show_health(agency, actor(GRACE)).notes] == ["ACME"]
    assert [each.code for each in preview_digest(agency, actor(GRACE)).figures.clients] == ["ACME"]
    assert understand(agency, actor(GRACE), Line("due this week", here=in_chat("C0INT"))).whose == Whose.ALL


def test_leads_are_asked_once_a_month_and_who_wrote_already_is_not(agency: Bot, clock: FixedClock) -> None:
    grace = person_id(agency, GRACE)
    set_client(agency, lead_id=grace)
    with agency.store.begin() as session:
        session.scalars(select(Client).where(Client.code == "INT")).one().lead_id = grace
    note = HealthRequest(mood=Mood.UNEASY, relationship="Core", next_move="Lunch")
    write_health(agency, actor(MAYA), client(agency, "INT").id, "2026-03", note)
    clock.now = datetime(2026, 3, 25, 23, 59, tzinfo=UTC)
    ask_health_notes(agency)
    assert told(agency) == []
    clock.forward(minutes=1)  # Thursday 26 March in London, whose calendar counts
    for _ in range(2):
        ask_health_notes(agency)
    assert told(agency) == [(grace, "HealthAsked")]
    shown = {each.code: each.mood for each in show_health(agency, actor(GRACE), "2026-03").notes}
    assert shown == {"ACME": None, "INT": Mood.UNEASY}
    with pytest.raises(UsageError):
        write_health(agency, actor(GRACE), client(agency).id, "2025-12", note)
    assert HealthAsked(person_id=grace, month="2026-03").still_relevant(agency)
