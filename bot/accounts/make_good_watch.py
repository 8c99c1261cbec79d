"""Watching budget overruns: the lead is asked for a make-good plan, and reminded when it is due."""

from datetime import date, timedelta

from bot import history
from bot.accounts.notices import PlanAsked, PlanDue
from bot.clients.leads import lead_of_job
from bot.core import Bot, Work
from bot.estimates.burn import burns_of
from bot.jobs.jobs import require_job
from bot.jobs.notices import job_changed
from bot.messaging.unprompted import tell
from bot.people.calendars import calendar_of
from bot.people.people import today_of, zone_of
from bot.rules.accounts.make_good import TOLD_FROM_WEEK, PlanStage, stage_of, weeks_waited
from bot.rules.kit.dates import local_date
from storage.accounts import account_notes
from storage.accounts.account_notes import MakeGoodPlan
from storage.messaging import unprompted
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import PlanStatus
from storage.words.time import Change

A_DAY = timedelta(days=1)


def watch_variances(bot: Bot) -> None:
    """Ask for plans of jobs over budget, again each week, and remind people of plans that are due (scan)."""
    with bot.read() as work:
        asked = account_notes.plans_of_jobs(work.session)
        unasked = [job.id for job in account_notes.jobs_with_budget(work.session) if job.id not in asked]
        burns = burns_of(work.session, unasked)
        over = [job_id for job_id in unasked if (burns[job_id].variance_cents or 0) < 0]
        due = [each.id for each in account_notes.planned(work.session) if _due(work, each)]
        unanswered = [each.id for each in account_notes.asked_for(work.session) if _asks(work, each)]
    for plan_id in unanswered:
        with bot.begin() as work:
            _ask_again(work, plan_id)
    for job_id in over:
        with bot.begin() as work:
            _ask(work, job_id)
    for plan_id in due:
        with bot.begin() as work:
            _remind(work, plan_id)


def _ask(work: Work, job_id: str) -> None:
    job = require_job(work.session, job_id, locked=True)
    lead, variance = lead_of_job(work, job), burns_of(work.session, [job_id])[job_id].variance_cents
    if lead is None or variance is None or variance >= 0 or account_notes.plan_of_job(work.session, job_id):
        return
    plan = MakeGoodPlan(id=work.new_id(), job_id=job_id, asked_at=work.now(), asked_id=lead.id, variance_cents=variance)
    work.session.add(plan)
    work.session.flush()
    history.record(work, None, plan, Change.MADE)
    job_changed(work.session, job_id)
    tell(work, lead, PlanAsked(person_id=lead.id, plan_id=plan.id), f"plan-asked:{plan.id}")


def _ask_again(work: Work, plan_id: str) -> None:
    plan = account_notes.plan(work.session, plan_id, locked=True)
    for person, key in _asks(work, plan) if plan else ():
        tell(work, person, PlanAsked(person_id=person.id, plan_id=plan_id), key)


def _asks(work: Work, plan: MakeGoodPlan) -> list[tuple[Person, str]]:
    """Return who to ask again for a plan that nobody made, with a key for each; nobody if the job is within its budget.

    The lead once in each week after the first; the client's owner once, from the second week on.
    """
    lead = lead_of_job(work, plan.job)
    if lead is None or plan.status != PlanStatus.ASKED:
        return []
    zone = zone_of(lead)
    weeks = weeks_waited(local_date(plan.asked_at, zone), local_date(work.now(), zone))
    asks = [(lead, f"plan-asked:{plan.id}:{weeks}")] if weeks else []
    owner = people.find(work.session, plan.job.client.owner_id) if plan.job.client.owner_id else None
    if weeks >= TOLD_FROM_WEEK and owner and owner.left_at is None and owner.id != lead.id:
        asks.append((owner, f"plan-asked:{plan.id}:{owner.id}"))
    untold = [(person, key) for person, key in asks if not unprompted.with_key(work.session, key)]
    variance = burns_of(work.session, [plan.job_id])[plan.job_id].variance_cents if untold else None
    return untold if variance is not None and variance < 0 else []


def _remind(work: Work, plan_id: str) -> None:
    plan = account_notes.plan(work.session, plan_id, locked=True)
    if plan and plan.due_on and (due := _due(work, plan)):
        person, stage = due
        notice = PlanDue(person_id=person.id, plan_id=plan.id, due_on=plan.due_on, stage=stage)
        tell(work, person, notice, _key(plan, stage))


def _due(work: Work, plan: MakeGoodPlan) -> tuple[Person, PlanStage] | None:
    """Return who to remind of a plan now, and how close its day is; None for nobody, or if they have been reminded.

    Up to its day that's the person who carries it out, after it the lead; always the lead if that person left.
    """
    who = people.find(work.session, plan.who_id) if plan.who_id else None
    lead = lead_of_job(work, plan.job)
    doer = who if who and who.left_at is None else lead
    if doer is None or plan.due_on is None or plan.status != PlanStatus.PLANNED:
        return None
    stage = _stage(work, doer, plan.due_on)
    told = lead or doer if stage == PlanStage.OVERDUE else doer
    return None if stage is None or unprompted.with_key(work.session, _key(plan, stage)) else (told, stage)


def _stage(work: Work, person: Person, due_on: date) -> PlanStage | None:
    today = today_of(work.bot, person)
    calendar, _ = calendar_of(work.session, person, today - A_DAY)
    return stage_of(today, due_on, calendar)


def _key(plan: MakeGoodPlan, stage: PlanStage) -> str:
    return f"plan-due:{plan.id}:{plan.due_on.isoformat() if plan.due_on else ''}:{stage}"
