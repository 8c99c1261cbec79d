"""When digests go out, and of which month what is."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from bot.core import Bot
from bot.digests.digests import read_digest
from bot.digests.scan import queue_due_digests
from bot.people.policies import set_reports
from storage.accounts.goals import RevenueGoal
from storage.clients.clients import Client, Contract, Retainer
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.words.signoffs import EstimateStatus
from tests.bot.digests.test_digests import CHANNEL, GRACE, editions, queued
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, actor, in_chat


def test_each_office_has_it_on_its_own_first_business_day(
    desk: Bot,
    clock: FixedClock,
) -> None:
    """Monday 3 May 2027 is a holiday in London; the 1st is a Saturday."""
    with desk.store.begin() as session:
        session.scalars(select(Person).where(Person.name == "Sam Okafor")).one().is_admin = True
    set_reports(desk, actor("Sam Okafor"), leadership_channel=in_chat("C0LONDON"))
    clock.now = datetime(2027, 4, 29, 15, 0, tzinfo=UTC)
    log(desk, "2h ACME-101 copy")
    posted = []
    for moment in (datetime(2027, 5, 3, 13, 0, tzinfo=UTC), datetime(2027, 5, 4, 8, 0, tzinfo=UTC)):
        clock.now = moment
        queue_due_digests(desk)
        posted.append([channel for kind, channel in queued(desk) if kind == "DigestPosted"])
    assert posted == [[CHANNEL], [CHANNEL, "C0LONDON"]]
    assert editions(desk) == [("2027-04", "all", 1), ("2027-04", "portfolio", 1)]


def test_at_the_years_end_what_renewed_what_ended_and_what_was_approved_are_in_their_own_month(
    desk: Bot,
    clock: FixedClock,
) -> None:
    """Friday 1 January 2027 is a holiday: the digest of December comes on Monday the 4th."""
    with desk.store.begin() as session:
        session.scalars(select(Retainer)).one().ends_on = date(2026, 12, 31)
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        acme.office_id = session.scalars(select(Person).where(Person.name == GRACE)).one().office_id
        for number, (quarter, cents) in enumerate((("2026-Q4", 1_600_000), ("2027-Q1", 900_000))):
            goal = {"quarter": quarter, "cents": cents, "currency": "USD", "scope": acme.id, "client_id": acme.id}
            session.add(RevenueGoal(id=f"g{number}", **goal))
        session.add(Contract(id="c", client_id=acme.id, starts_on=date(2026, 1, 1), renews_on=date(2027, 3, 31)))
        job = session.scalars(select(Job).where(Job.number == "ACME-101")).one()
        # The last minute of the year in New York, where it is not yet midnight.
        decided = datetime(2027, 1, 1, 4, 59, tzinfo=UTC)
        made = {"job_id": job.id, "currency": "USD", "made_by_id": acme.owner_id, "made_at": decided}
        sums = {"status": EstimateStatus.APPROVED, "total_cents": 90_000, "minutes": 600, "decided_at": decided}
        session.add(Estimate(id="e", version=1, **made, **sums))
    clock.now = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    log(desk, "2h ACME-101 copy")
    clock.now = datetime(2027, 1, 1, 20, 0, tzinfo=UTC)
    queue_due_digests(desk)
    assert editions(desk) == []
    clock.now = datetime(2027, 1, 4, 14, 0, tzinfo=UTC)
    log(desk, "1h ACME-101 copy")
    queue_due_digests(desk)
    figures = read_digest(desk, actor(GRACE), "2026-12").figures
    december, goal = figures.clients[0], figures.goals[0]
    # Three months of the retainer, and what was approved in the quarter's last minute.
    assert (goal.goal_cents, goal.booked_cents, goal.gap_cents) == (1_600_000, 1_590_000, 10_000)
    assert (december.minutes, december.upsell_cents, december.recurring) == (120, 90_000, (500_000, 500_000))
    assert list(december.renewals) == [date(2027, 3, 31)]  # the 90th day
    clock.now = datetime(2027, 2, 1, 14, 0, tzinfo=UTC)
    queue_due_digests(desk)
    january = read_digest(desk, actor(GRACE), "2027-01")
    acme = january.figures.clients[0]
    assert [(goal.goal_cents, goal.booked_cents) for goal in january.figures.goals] == [(900_000, 0)]
    assert (acme.minutes, acme.upsell_cents, acme.recurring) == (60, 0, (500_000, 0))
    assert january.figures.net_retention["USD"].percent == january.figures.gross_retention["USD"].percent == 0
    assert "ACME’s retainers bring USD 5,000.00 a month less than at its start." in january.figures.moves
    assert read_digest(desk, actor(GRACE), "2026-12").figures.clients[0] == december
