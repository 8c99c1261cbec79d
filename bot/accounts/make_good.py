"""Make-good plans: how the team will recover a job's overrun, tracked to the end; and budget variance by client."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.clients.clients import Chosen
from bot.clients.names import client_named
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.estimates.burn import burns_of
from bot.jobs.jobs import JobFound, found
from bot.jobs.notices import job_changed
from bot.messaging.touch import told_changed
from bot.model import Model
from bot.people.people import Staff, may_do, require_person, require_staff, zone_of
from bot.rules.accounts.make_good import PlanEnd, PlanEndRead, PlanRead, PlanRequest, check_plan_day
from bot.rules.estimates.burn import Burn
from bot.rules.kit.dates import local_date
from bot.rules.kit.fields import read_form
from bot.rules.permissions import Act, require
from storage.accounts import account_notes
from storage.accounts.account_notes import MakeGoodPlan
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import PlanStatus
from storage.words.time import Change

REFUSED = "Please fix the fields marked below."


class PlanShown(Model):
    """A plan with its job. `asked` was asked for it first; empty for the reader, who can make it if `may_keep`.

    The variance is the current one, in cents of `currency`; None if the reader can't see money.
    """

    id: str
    job: JobFound
    status: PlanStatus
    what: str
    who: Chosen | None
    due_on: date | None
    outcome: str
    asked: str
    asked_on: date
    today: date
    currency: str
    variance_cents: int | None
    is_over: bool
    may_keep: bool


class JobVariance(Model):
    """A job with an approved estimate, and its plan; cents are in its client's currency, negative is over."""

    job: JobFound
    burn: Burn
    plan_id: str
    plan: str


class ClientVariance(Model):
    """A client's jobs with an approved estimate that aren't closed, those over budget first."""

    code: str
    name: str
    currency: str
    cents: int
    jobs: Sequence[JobVariance]


class VariancesShown(Model):
    """Budget variance by client."""

    clients: Sequence[ClientVariance]


class PlanKept(Model):
    """A plan was made, changed or ended."""

    plan: PlanShown


def show_variances(bot: Bot, actor: Actor, code: str = "") -> VariancesShown:
    """Return the budget variance of all clients or of one, of jobs that aren't closed. Raises NotFound, NotAllowed."""
    with bot.read(actor) as work:
        require_person(work, Act.SEE_GOALS)
        only = client_named(work.session, code).id if code else None
        chosen = [job for job in account_notes.jobs_with_budget(work.session) if only in (None, job.client_id)]
        burns = burns_of(work.session, [job.id for job in chosen])
        plans = account_notes.plans_of_jobs(work.session)
        by_client: dict[str, list[Job]] = {}
        for job in chosen:
            by_client.setdefault(job.client.code, []).append(job)
        shown = []
        for code_, theirs in sorted(by_client.items()):
            lines = [_variance(job, burns[job.id], plans.get(job.id)) for job in theirs]
            lines.sort(key=lambda each: each.burn.variance_cents or 0)
            total = sum(each.burn.variance_cents or 0 for each in lines)
            client = theirs[0].client
            shown.append(
                ClientVariance(code=code_, name=client.name, currency=client.currency, cents=total, jobs=lines)
            )
        return VariancesShown(clients=sorted(shown, key=lambda each: (_worst(each.jobs), each.code)))


def plan_form(bot: Bot, actor: Actor, plan_id: str, *, to_end: bool = False) -> PlanShown:
    """Return the form of a plan, or the form to end it; the asker carries it out unless they choose somebody else.

    Raises NotFound, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        person, plan = require_person(work, Act.FIND_JOBS), require_plan(work.session, plan_id)
        _check_may(person, plan, to_end=to_end)
        shown = shown_to(work, plan, person)
        return shown if shown.who else shown.model_copy(update={"who": Chosen(id=person.id, name=person.name)})


@once
def keep_plan(work: Work, plan_id: str, request: PlanRequest) -> PlanKept:
    """Make or change an open plan. Raises UsageError by field, Conflict, NotFound, NotAllowed, Unknown."""
    staff = require_staff(work, Act.FIND_JOBS)
    plan = _require_open(staff.session, plan_id)
    _check_may(staff.person, plan)
    read = read_form(PlanRead, request.model_dump(), REFUSED)
    if read.due_on != plan.due_on:
        check_plan_day(read.due_on, staff.today)
    who = people.find(staff.session, read.who)
    if who is None or who.left_at:
        raise UsageError(REFUSED, fields={"who": "Please choose somebody who works here."})
    before, was = history.state_of(plan), plan.who_id
    plan.status, plan.what, plan.who_id, plan.due_on = PlanStatus.PLANNED, read.what, who.id, read.due_on
    return _kept(staff, plan, before, [was, who.id])


@once
def end_plan(work: Work, plan_id: str, end: PlanEnd) -> PlanKept:
    """Mark a plan as done or dropped, with its outcome; the person who carries it out may do so, too.

    Raises UsageError by field, Conflict, NotFound, NotAllowed, Unknown.
    """
    staff = require_staff(work, Act.FIND_JOBS)
    plan = _require_open(staff.session, plan_id)
    _check_may(staff.person, plan, to_end=True)
    read = read_form(PlanEndRead, end.model_dump(), REFUSED)
    if plan.status == PlanStatus.ASKED and read.status == PlanStatus.DONE:
        raise UsageError(REFUSED, fields={"status": "There's no plan yet, so it can't be done."})
    before = history.state_of(plan)
    plan.status, plan.outcome, plan.closed_at = read.status, read.outcome, staff.now()
    return _kept(staff, plan, before, [plan.who_id])


def plan_shown(bot: Bot, plan_id: str, reader_id: str) -> PlanShown:
    """Return a plan as its reader sees it. For the outbox only."""
    with bot.read() as work:
        return shown_to(work, require_plan(work.session, plan_id), people.by_id(work.session, reader_id))


def plan_on_jacket(work: Work, job: Job, reader: Person) -> PlanShown | None:
    """Return the plan of a job as its jacket shows it; None if there is none and none is needed now."""
    plan = account_notes.plan_of_job(work.session, job.id)
    shown = shown_to(work, plan, reader) if plan else None
    return None if shown is None or (shown.status == PlanStatus.ASKED and not shown.is_over) else shown


def require_plan(session: Session, plan_id: str, *, locked: bool = False) -> MakeGoodPlan:
    """Return the plan with that id, with its job and client. Raises NotFound."""
    plan = account_notes.plan(session, plan_id, locked=locked)
    if plan is None:
        raise NotFound("I can't find that plan.")
    return plan


def shown_to(work: Work, plan: MakeGoodPlan, reader: Person) -> PlanShown:
    """Return a plan (loaded with its job and client) as that person may see it."""
    variance = burns_of(work.session, [plan.job_id])[plan.job_id].variance_cents
    who = people.find(work.session, plan.who_id) if plan.who_id else None
    zone = zone_of(reader)
    return PlanShown(
        id=plan.id,
        job=found(plan.job),
        status=plan.status,
        what=plan.what,
        who=Chosen(id=who.id, name=who.name) if who else None,
        due_on=plan.due_on,
        outcome=plan.outcome,
        asked="" if plan.asked_id == reader.id else people.by_id(work.session, plan.asked_id).name,
        asked_on=local_date(plan.asked_at, zone),
        today=local_date(work.now(), zone),
        currency=plan.job.client.currency,
        variance_cents=variance if may_do(reader, Act.SEE_MONEY) else None,
        is_over=variance is not None and variance < 0,
        may_keep=_may_keep(reader, plan),
    )


def _kept(staff: Staff, plan: MakeGoodPlan, before: history.State, readers: Iterable[str | None]) -> PlanKept:
    staff.session.flush()
    history.record(staff, staff.id, plan, Change.EDITED if plan.is_open else Change.CLOSED, before)
    job_changed(staff.session, plan.job_id)
    told = (plan.asked_id, plan.job.lead_id, plan.job.client.lead_id, plan.job.client.owner_id, staff.id, *readers)
    told_changed(staff, *{each for each in told if each})
    return PlanKept(plan=shown_to(staff, plan, staff.person))


def _require_open(session: Session, plan_id: str) -> MakeGoodPlan:
    plan = require_plan(session, plan_id, locked=True)
    if not plan.is_open:
        raise Conflict(f"The make-good plan of {plan.job.number} is already {plan.status}.")
    return plan


def _may_keep(person: Person, plan: MakeGoodPlan) -> bool:
    """Return whether they are of the account desk, or were asked for the plan because they lead the job."""
    client = plan.job.client
    minds = (plan.asked_id, plan.job.lead_id, client.lead_id, client.backup_lead_id, client.owner_id)
    return may_do(person, Act.KEEP_PLANS) or person.id in minds


def _check_may(person: Person, plan: MakeGoodPlan, *, to_end: bool = False) -> None:
    if not _may_keep(person, plan) and not (to_end and plan.who_id == person.id):
        require(Act.KEEP_PLANS, [person.role])


def _variance(job: Job, burn: Burn, plan: MakeGoodPlan | None) -> JobVariance:
    status = "" if plan is None else f"make-good plan: {plan.status}"
    return JobVariance(job=found(job), burn=burn, plan_id=plan.id if plan and plan.is_open else "", plan=status)


def _worst(lines: Sequence[JobVariance]) -> int:
    return min(each.burn.variance_cents or 0 for each in lines)
