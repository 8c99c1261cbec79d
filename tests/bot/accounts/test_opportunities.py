"""Opportunities as use cases, on both databases: kept, overdue, settled, and what they become."""

from datetime import UTC, date, datetime

import pytest

from bot.accounts.goals import goals_of
from bot.accounts.notices import OpportunityDecided, OpportunityOverdue
from bot.accounts.opportunities import OpportunityShown, keep_opportunity, settle_opportunity
from bot.accounts.opportunity_estimates import find_open_estimates, follow_decided_estimates
from bot.accounts.opportunity_lists import list_opportunities
from bot.accounts.opportunity_reminders import queue_overdue_opportunities
from bot.core import Bot
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.estimates.estimates import client_decided
from bot.rules.accounts.goal_facts import GoalFacts
from bot.rules.accounts.opportunities import OpportunityRequest
from storage.estimates.estimates import Estimate
from storage.words.accounts import OpportunityStage
from storage.words.signoffs import EstimateStatus, SignoffStatus
from tests.bot.accounts.test_goals import QUARTER, set_goal, told
from tests.bot.jobs.job_desk import GRACE, MAYA, client, job, person_id
from tests.conftest import FixedClock, actor


def opportunity(bot: Bot, opportunity_id: str = "", **changed: str) -> str:
    request = OpportunityRequest(
        client=client(bot).id, title="Film", amount="1,000", percent="60", closes_on="2026-03-13"
    )
    kept = keep_opportunity(bot, actor(GRACE), opportunity_id, request.model_copy(update=changed))
    return kept.opportunity.id


def estimate(bot: Bot, cents: int, version: int = 1) -> str:
    """A version that is with the client; what came before it stays as it is."""
    with bot.store.begin() as session:
        made = {"made_by_id": person_id(bot, GRACE), "made_at": bot.now(), "sent_at": bot.now()}
        facts = {"job_id": job(bot, "ACME-101").id, "version": version, "currency": "USD", "total_cents": cents}
        session.add(Estimate(id=f"e{version}", status=EstimateStatus.SENT, **made, **facts))
    return f"e{version}"


def decide(bot: Bot, estimate_id: str, status: SignoffStatus) -> None:
    with bot.begin() as work:
        client_decided(work, estimate_id, status, bot.now())
    follow_decided_estimates(bot)


def goal(bot: Bot) -> GoalFacts:
    with bot.store.read() as session:
        return goals_of(session, QUARTER, bot.now())[0]


def shown(bot: Bot, which: str = "") -> OpportunityShown:
    return list_opportunities(bot, actor(GRACE), which).found[0]


def test_the_money_of_an_opportunity_that_became_an_estimate_counts_once_from_forecast_to_booked(agency: Bot) -> None:
    set_goal(agency)
    kept_id, first = opportunity(agency), estimate(agency, 90_000)
    assert sorted(goal(agency).forecast) == [(90_000, 50), (100_000, 60)]
    assert "USD 900.00" in find_open_estimates(agency, actor(GRACE), "acme letter", client(agency).id)[0].name
    opportunity(agency, kept_id, estimate=first)
    assert (goal(agency).forecast, shown(agency).cents, shown(agency).own_cents) == ([(90_000, 60)], 90_000, 100_000)
    with pytest.raises(UsageError) as refused:
        opportunity(agency, title="Again", estimate=first)
    assert "“Film” already became an estimate of ACME-101" in refused.value.refusal.fields["estimate"]
    other = client(agency, "INT").id
    with pytest.raises(UsageError) as refused:
        opportunity(agency, client=other, estimate=first)
    assert "an estimate of INT" in refused.value.refusal.fields["estimate"]
    decide(agency, first, SignoffStatus.CHANGES_REQUESTED)
    assert goal(agency).forecast == [(100_000, 60)]
    second = estimate(agency, 120_000, version=2)
    assert goal(agency).forecast == [(120_000, 60)]
    decide(agency, second, SignoffStatus.APPROVED)
    assert (goal(agency).booked, goal(agency).forecast) == (120_000, [])
    won = shown(agency, "won")
    assert (won.stage, won.cents, won.estimate and won.estimate.version) == (OpportunityStage.WON, 120_000, 2)
    assert told(agency) == [(person_id(agency, GRACE), "OpportunityDecided")]
    decide(agency, estimate(agency, 150_000, version=3), SignoffStatus.APPROVED)
    assert shown(agency, "won").cents == 120_000  # what is approved later is another's


def test_a_revised_estimate_wins_what_it_adds_also_where_somebody_called_it_won_before(agency: Bot) -> None:
    decide(agency, estimate(agency, 90_000), SignoffStatus.APPROVED)
    kept_id = opportunity(agency, estimate=estimate(agency, 120_000, version=2))
    assert shown(agency).cents == 30_000
    settle_opportunity(agency, actor(GRACE), kept_id, OpportunityStage.WON, "Signed")
    assert shown(agency, "won").cents == 100_000
    decide(agency, "e2", SignoffStatus.APPROVED)
    assert (shown(agency, "won").cents, shown(agency, "won").note) == (30_000, "Signed")


def test_a_declined_estimate_is_put_to_the_owner_and_nothing_is_lost_by_itself(agency: Bot) -> None:
    kept_id = opportunity(agency, estimate=estimate(agency, 90_000))
    decide(agency, "e1", SignoffStatus.DECLINED)
    assert (shown(agency).stage, shown(agency).cents) == (OpportunityStage.IDENTIFIED, 100_000)
    notice = OpportunityDecided(person_id=person_id(agency, GRACE), opportunity_id=kept_id, approved=False)
    assert told(agency) == [(notice.person_id, "OpportunityDecided")]
    assert notice.still_relevant(agency)
    opportunity(agency, kept_id, title="Once more", estimate="e1")  # it may keep what it became
    with pytest.raises(UsageError):
        opportunity(agency, title="New", estimate="e1")
    opportunity(agency, kept_id)
    assert shown(agency).estimate is None
    settle_opportunity(agency, actor(GRACE), kept_id, OpportunityStage.LOST, "Too dear")
    assert not notice.still_relevant(agency)


def test_an_opportunity_counts_in_the_forecast_until_it_is_settled_once(agency: Bot, clock: FixedClock) -> None:
    set_goal(agency)
    kept_id = opportunity(agency)
    with agency.store.read() as session:
        assert goals_of(session, QUARTER, agency.now())[0].forecast == [(100_000, 60)]
        assert goals_of(session, QUARTER, datetime(2026, 4, 2, tzinfo=UTC))[0].forecast == []
    with pytest.raises(UsageError):
        opportunity(agency, closes_on="2026-03-11")
    with pytest.raises(NotAllowed):
        settle_opportunity(agency, actor(MAYA), kept_id, OpportunityStage.WON, "x")
    queue_overdue_opportunities(agency)
    assert told(agency) == []
    clock.forward(days=2)
    for _ in range(2):
        queue_overdue_opportunities(agency)
    assert told(agency) == [(person_id(agency, GRACE), "OpportunityOverdue")]
    with pytest.raises(UsageError):
        settle_opportunity(agency, actor(GRACE), kept_id, OpportunityStage.LOST, " ")
    settle_opportunity(agency, actor(GRACE), kept_id, OpportunityStage.LOST, "Too dear")
    with pytest.raises(Conflict):
        settle_opportunity(agency, actor(GRACE), kept_id, OpportunityStage.WON, "x")
    assert list_opportunities(agency, actor(GRACE), "lost").found[0].note == "Too dear"
    notice = OpportunityOverdue(person_id=person_id(agency, GRACE), opportunity_id=kept_id, closes_on=date(2026, 3, 13))
    assert not notice.still_relevant(agency)


def test_a_list_is_asked_for_by_client_person_and_state_and_says_what_it_would_bring(
    agency: Bot, clock: FixedClock
) -> None:
    def asked(line: str) -> tuple[list[str], str]:
        found = list_opportunities(agency, actor(GRACE), line)
        return [each.title for each in found.found], found.about

    opportunity(agency)
    opportunity(
        agency, title="Site", client=client(agency, "INT").id, amount="300", percent="10", closes_on="2026-04-02"
    )
    lost = opportunity(agency, title="Radio")
    settle_opportunity(agency, actor(GRACE), lost, OpportunityStage.LOST, "Too dear")
    (sums,) = list_opportunities(agency, actor(GRACE), "").sums
    assert (sums.cents, sums.weighted_cents) == (130_000, 63_000)
    assert asked("acme outdoor") == (["Film"], "ACME Acme Outdoor")
    assert asked("lost ACME") == (["Radio"], "lost, ACME Acme Outdoor")
    assert asked("ACME closed")[0] == ["Radio"]
    assert asked("@U0GRACE") == asked("mine") == (["Film", "Site"], GRACE)
    assert asked("won") == ([], "won")
    clock.forward(days=5)
    assert asked("overdue") == (["Film"], "overdue")
    for line in ("NOPE", "@U0NOBODY"):
        with pytest.raises(NotFound):
            asked(line)
    with pytest.raises(UsageError):
        opportunity(agency, amount="0")
