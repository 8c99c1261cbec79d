"""Watching budgets that are overrun: the lead is asked for a make-good plan, and reminded of what is due."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot import history
from bot.accounts.notices import PlanAsked, PlanDue
from bot.clients.leads import lead_of_job
from bot.core import Bot
from bot.estimates.burn import burns_of
from bot.jobs.jobs import require_job
from bot.jobs.notices import job_changed
from bot.messaging.unprompted import tell
from bot.people.calendars import calendar_of
from bot.people.people import zone_of
from bot.rules.accounts.make_good import TOLD_FROM_WEEK, PlanStage, stage_of, weeks_waited
from bot.rules.kit.dates import local_date
from storage.accounts import account_notes
from storage.accounts.account_notes import MakeGoodPlan
from storage.messaging import unprompted as news
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import PlanStatus
from storage.words.time import Change

A_DAY = timedelta(days=1)


def watch_variances(bot: Bot) -> None:
    """Ask for plans of jobs that are over their budget, each week anew, and remind of plans that are due (scan)."""
    with bot.store.read() as session:
        asked = account_notes.plans_of_jobs(session)
        unasked = [job.id for job in account_notes.jobs_with_budget(session) if job.id not in asked]
        burns = burns_of(session, unasked)
        over = [job_id for job_id in unasked if (burns[job_id].variance_cents or 0) < 0]
        due = [each.id for each in account_notes.planned(session) if _due(bot, session, each)]
        unanswered = [each.id for each in account_notes.asked_for(session) if _asks(bot, session, each)]
    for plan_id in unanswered:
        with bot.store.begin() as session:
            _ask_again(bot, session, plan_id)
    for job_id in over:
        with bot.store.begin() as session:
            _ask(bot, session, job_id)
    for plan_id in due:
        with bot.store.begin() as session:
            _remind(bot, session, plan_id)


def _ask(bot: Bot, session: Session, job_id: str) -> None:
    job = require_job(session, job_id, locked=True)
    lead, variance = lead_of_job(bot, session, job), burns_of(session, [job_id])[job_id].variance_cents
    if lead is None or variance is None or variance >= 0 or account_notes.plan_of_job(session, job_id):
        return
    plan = MakeGoodPlan(id=bot.new_id(), job_id=job_id, asked_at=bot.now(), asked_id=lead.id, variance_cents=variance)
    session.add(plan)
    session.flush()
    history.record(bot, session, None, plan, Change.MADE)
    job_changed(session, job_id)
    tell(bot, session, lead, PlanAsked(person_id=lead.id, plan_id=plan.id), f"plan-asked:{plan.id}")


def _ask_again(bot: Bot, session: Session, plan_id: str) -> None:
    plan = account_notes.plan(session, plan_id, locked=True)
    for person, key in _asks(bot, session, plan) if plan else ():
        tell(bot, session, person, PlanAsked(person_id=person.id, plan_id=plan_id), key)


def _asks(bot: Bot, session: Session, plan: MakeGoodPlan) -> list[tuple[Person, str]]:
    """Whom to ask again for a plan that nobody made, under which key; nobody while the job is within its budget.

    The lead once in each week after the first, and who owns the client once, from the second week on.
    """
    lead = lead_of_job(bot, session, plan.job)
    if lead is None or plan.status != PlanStatus.ASKED:
        return []
    zone = zone_of(lead)
    weeks = weeks_waited(local_date(plan.asked_at, zone), local_date(bot.now(), zone))
    asks = [(lead, f"plan-asked:{plan.id}:{weeks}")] if weeks else []
    owner = people.find(session, plan.job.client.owner_id) if plan.job.client.owner_id else None
    if weeks >= TOLD_FROM_WEEK and owner and owner.left_at is None and owner.id != lead.id:
        asks.append((owner, f"plan-asked:{plan.id}:{owner.id}"))
    untold = [(person, key) for person, key in asks if not news.with_key(session, key)]
    variance = burns_of(session, [plan.job_id])[plan.job_id].variance_cents if untold else None
    return untold if variance is not None and variance < 0 else []


def _remind(bot: Bot, session: Session, plan_id: str) -> None:
    plan = account_notes.plan(session, plan_id, locked=True)
    if plan and plan.due_on and (due := _due(bot, session, plan)):
        person, stage = due
        notice = PlanDue(person_id=person.id, plan_id=plan.id, due_on=plan.due_on, stage=stage)
        tell(bot, session, person, notice, _key(plan, stage))


def _due(bot: Bot, session: Session, plan: MakeGoodPlan) -> tuple[Person, PlanStage] | None:
    """Whom to tell of a plan now, and how near its day is; None where nobody is to be told, or was told already.

    Before its day and on it who carries it out is told, once it is over the lead; the lead also where that one left.
    """
    who = people.find(session, plan.who_id) if plan.who_id else None
    lead = lead_of_job(bot, session, plan.job)
    doer = who if who and who.left_at is None else lead
    if doer is None or plan.due_on is None or plan.status != PlanStatus.PLANNED:
        return None
    stage = _stage(bot, session, doer, plan.due_on)
    told = lead or doer if stage == PlanStage.OVERDUE else doer
    return None if stage is None or news.with_key(session, _key(plan, stage)) else (told, stage)


def _stage(bot: Bot, session: Session, person: Person, due_on: date) -> PlanStage | None:
    today = local_date(bot.now(), zone_of(person))
    calendar, _ = calendar_of(session, person, today - A_DAY)
    return stage_of(today, due_on, calendar)


def _key(plan: MakeGoodPlan, stage: PlanStage) -> str:
    return f"plan-due:{plan.id}:{plan.due_on.isoformat() if plan.due_on else ''}:{stage}"
