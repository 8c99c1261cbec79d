"""Reminders of missing Letters of Estimate, over simulated weeks. The agency's first day is Thursday 12 March 2026."""

from datetime import date, timedelta

import pytest

from bot.core import Bot
from bot.estimates.missing import estimate_missing_shown, team_estimates_missing_shown
from bot.estimates.notices import EstimateMissing, TeamEstimatesMissing
from bot.jobs.changes import change_job_line
from bot.jobs.openings import open_job_line
from bot.leave.leave import take_leave_line
from bot.messaging.notices import MorningMessage
from bot.rules.estimates.reminders import estimate_due_on
from bot.rules.kit.lines import Line
from bot.rules.people.deadlines import Calendar
from storage.estimates.estimates import Estimate
from storage.store import Store
from storage.words.signoffs import EstimateStatus
from tests.bot.jobs.job_desk import GRACE, MAYA, job, person_id, set_client
from tests.bot.timesheets.test_reminders import Days
from tests.conftest import FixedClock, actor, make_bot, open_agency

ESTIMATES = ("estimate reminders", "budgets", "morning messages")
MONDAY, TUESDAY, FRIDAY = date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 20)
NEXT_FRIDAY = date(2026, 3, 27)


@pytest.fixture
def days(sqlite_store: Store, clock: FixedClock) -> Days:
    """Maya leads ACME, and reports to Grace."""
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    set_client(bot, lead_id=person_id(bot, MAYA))
    return Days(bot, clock, ESTIMATES)


@pytest.fixture
def either_days(agency: Bot, clock: FixedClock) -> Days:
    """The same on both databases."""
    set_client(agency, lead_id=person_id(agency, MAYA))
    return Days(agency, clock, ESTIMATES)


def work_until(days: Days, last: date) -> None:
    """The bot at work each morning up to that day's, weekends too."""
    day = days.clock.now.date()
    while day < last:
        day += timedelta(days=1)
        days.jump(day, 9)


def told(days: Days, name: str, kind: type) -> list[date]:
    """On which days somebody was told something of that kind."""
    user = f"U0{name.split(maxsplit=1)[0].upper()}"
    found = []
    for at, notice, place in days.post.sent:
        items = notice.items if isinstance(notice, MorningMessage) else [notice]
        if place.channel == user and any(isinstance(item, kind) for item in items):
            found.append(at.date())
    return found


def sent_to_client(bot: Bot, number: str, status: EstimateStatus = EstimateStatus.SENT) -> None:
    values = {"job_id": job(bot, number).id, "made_by_id": person_id(bot, MAYA), "made_at": bot.now()}
    sent_at = None if status == EstimateStatus.DRAFT else bot.now()
    with bot.store.begin() as session:
        session.add(Estimate(id=bot.new_id(), version=1, currency="USD", status=status, sent_at=sent_at, **values))


def test_the_lead_is_told_once_after_two_business_days_then_the_supervisor_on_each(either_days: Days) -> None:
    days = either_days
    open_job_line(days.bot, actor(GRACE), "ACME Winter mailer")
    work_until(days, NEXT_FRIDAY)
    assert told(days, MAYA, EstimateMissing) == [MONDAY]
    weekdays = [date(2026, 3, day) for day in (17, 18, 19, 20, 23, 24, 25, 26, 27)]
    assert told(days, GRACE, TeamEstimatesMissing) == weekdays
    assert told(days, MAYA, TeamEstimatesMissing) == []


def test_a_draft_ends_nothing_and_a_version_with_the_client_ends_it(days: Days) -> None:
    opened = open_job_line(days.bot, actor(GRACE), "ACME Winter mailer")
    sent_to_client(days.bot, opened.number, EstimateStatus.DRAFT)
    work_until(days, TUESDAY)
    assert told(days, GRACE, TeamEstimatesMissing) == [TUESDAY]
    assert [each.job.number for each in estimate_missing_shown(days.bot, person_id(days.bot, MAYA), opened.job_id).jobs]
    with days.bot.store.begin() as session:
        row = session.query(Estimate).one()
        row.status, row.sent_at = EstimateStatus.SENT, days.bot.now()
    work_until(days, NEXT_FRIDAY)
    assert told(days, GRACE, TeamEstimatesMissing) == [TUESDAY]
    assert not EstimateMissing(person_id=person_id(days.bot, MAYA), job_id=opened.job_id).still_relevant(days.bot)
    assert team_estimates_missing_shown(days.bot, person_id(days.bot, GRACE)).jobs == []


@pytest.mark.parametrize("end", ["close ACME-103", "sent"])
def test_what_was_done_in_time_is_told_to_nobody(days: Days, end: str) -> None:
    open_job_line(days.bot, actor(GRACE), "ACME Winter mailer")
    if end == "sent":
        sent_to_client(days.bot, "ACME-103")
    else:
        change_job_line(days.bot, actor(MAYA), Line(end))
    work_until(days, FRIDAY)
    assert told(days, MAYA, EstimateMissing) + told(days, GRACE, TeamEstimatesMissing) == []


def test_non_billable_and_imported_jobs_need_no_estimate(days: Days) -> None:
    open_job_line(days.bot, actor(GRACE), "ACME Pro bono poster nb")
    work_until(days, FRIDAY)
    assert told(days, MAYA, EstimateMissing) + told(days, GRACE, TeamEstimatesMissing) == []


def test_the_leads_own_leave_and_the_supervisors_put_it_off(days: Days) -> None:
    open_job_line(days.bot, actor(GRACE), "ACME Winter mailer")
    take_leave_line(days.bot, actor(MAYA), "2026-03-16")
    take_leave_line(days.bot, actor(GRACE), "2026-03-18 - 2026-03-19")
    work_until(days, FRIDAY)
    assert told(days, MAYA, EstimateMissing) == [TUESDAY]
    assert told(days, GRACE, TeamEstimatesMissing) == [FRIDAY]


def test_a_lead_without_supervisor_is_reminded_again(days: Days) -> None:
    set_client(days.bot, lead_id=person_id(days.bot, GRACE))
    open_job_line(days.bot, actor(GRACE), "ACME Winter mailer")
    work_until(days, date(2026, 3, 18))
    assert told(days, GRACE, EstimateMissing) == [MONDAY]
    assert told(days, GRACE, TeamEstimatesMissing) == [TUESDAY, date(2026, 3, 18)]


def test_after_a_process_was_down_it_is_caught_up_once(days: Days) -> None:
    open_job_line(days.bot, actor(GRACE), "ACME Winter mailer")
    days.jump(FRIDAY, 10)
    days.step()
    days.step()
    assert told(days, MAYA, EstimateMissing) == [FRIDAY]
    assert len(told(days, GRACE, TeamEstimatesMissing)) <= 1


def test_the_due_day_counts_business_days_only() -> None:
    holidays = frozenset({date(2026, 3, 16)})
    assert estimate_due_on(date(2026, 3, 12), 2, Calendar("UTC")) == date(2026, 3, 16)
    assert estimate_due_on(date(2026, 3, 12), 2, Calendar("UTC", holidays=holidays)) == date(2026, 3, 17)
    assert estimate_due_on(date(2026, 3, 14), 1, Calendar("UTC")) == date(2026, 3, 16)
