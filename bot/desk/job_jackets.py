"""The job jacket: all that is known about a job, for its reader."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.accounts.make_good import PlanShown, plan_on_jacket
from bot.clients.leads import lead_of_job
from bot.core import Actor, Bot, Work
from bot.desk.job_activity import Activity, activity_of
from bot.desk.notices import JacketReply
from bot.estimates.burn import burns_of
from bot.jobs.jobs import JobFound, found, job_for_form, require_job
from bot.jobs.lines import meant
from bot.messaging.notices import queue, reply_key
from bot.model import Model
from bot.people.people import may_do, require_person, zone_of
from bot.rules.estimates.burn import Burn
from bot.rules.jobs.lines import read_job_line
from bot.rules.kit.dates import local_date
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from bot.timekeeping.entry_forms import EntryForm, entry_form
from storage.clients import contacts
from storage.estimates import estimates
from storage.jobs import briefs
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.kit import channels
from storage.messaging.notices import Destination
from storage.people import people
from storage.people.people import Person
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff
from storage.words.platforms import ChannelRef
from storage.words.signoffs import EstimateStatus, SignoffKind, SignoffStatus
from storage.words.time import JobStatus

MOST_ALERTS = 5
ACTS = (Act.SEE_MONEY, Act.KEEP_COSTS, Act.DRAFT_ESTIMATES, Act.REQUEST_SIGNOFF, Act.KEEP_JOBS)


class EstimateVersion(Model):
    """A version of the job's estimate; the total is None if the reader can't see money."""

    version: int
    status: EstimateStatus
    total_cents: int | None


class SignoffVersion(Model):
    """A sign-off of the job, with the names of people who haven't decided yet."""

    title: str
    kind: SignoffKind
    version: int
    status: SignoffStatus
    due_on: date | None
    waits_on: Sequence[str]


class AlertKept(Model):
    """An alert, dated in the reader's time zone."""

    on: date
    by: str
    text: str


class Jacket(Model):
    """A job jacket; dates are in the reader's time zone.

    `acts` are the reader's acts that a jacket has buttons for; `burn` has money only if they can see it. `lead` leads
    the job today; `since` is when its status, next step or waiting-on last changed. `budget_missing`: it is billable
    and open, without an approved estimate.
    """

    job: JobFound
    today: date
    currency: str
    type: str
    billable: bool
    status: JobStatus
    since: date | None
    due_on: date | None
    lead: str
    team: Sequence[str]
    next_step: str
    waits_on: str
    channel: ChannelRef | None
    acts: Sequence[Act]
    budget_missing: bool
    burn: Burn
    plan: PlanShown | None
    estimates: Sequence[EstimateVersion]
    signoffs: Sequence[SignoffVersion]
    alerts: Sequence[AlertKept]
    brief_version: int | None
    brief_on: date | None
    activity: Sequence[Activity]


def jacket_by_id(bot: Bot, actor: Actor, job_id: str) -> Jacket:
    """Return the jacket of the job with that id. Raises NotFound, Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.FIND_JOBS)
        return _jacket(work, person, require_job(work.session, job_id))


def reply_jacket(bot: Bot, actor: Actor, job_id: str, destination: Destination) -> None:
    """Queue a job's jacket as the answer to a direct message; once for each delivery. Raises NotAllowed, Unknown."""
    with bot.begin(actor) as work:
        person = require_person(work, Act.FIND_JOBS)
        notice = JacketReply(person_id=person.id, job_id=job_id)
        queue(work, notice, destination, reply_key(actor.delivery or ""))


def jacket_told(bot: Bot, person_id: str, job_id: str) -> Jacket:
    """Return the jacket of a job for a person who asked in a direct message. For the outbox only."""
    with bot.read() as work:
        return _jacket(work, people.by_id(work.session, person_id), require_job(work.session, job_id))


def jacket_of_line(bot: Bot, actor: Actor, line: Line) -> Jacket:
    """Return the jacket of the job that a line names. Raises NotFound (with the nearest), UsageError, Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.FIND_JOBS)
        job, _ = meant(work.session, read_job_line(line.text), line)
        return _jacket(work, person, job)


def entry_form_on(bot: Bot, actor: Actor, job_id: str) -> EntryForm:
    """Return the form for a new entry on that job. Raises NotFound, UsageError if the job is closed, Unknown."""
    form = entry_form(bot, actor)
    with bot.store.read() as session:
        return form.model_copy(update={"job": found(job_for_form(session, job_id))})


def _jacket(work: Work, person: Person, job: Job) -> Jacket:
    zone, money = zone_of(person), may_do(person, Act.SEE_MONEY)
    burn = burns_of(work.session, [job.id])[job.id]
    lead = lead_of_job(work, job)
    versions = briefs.of_job(work.session, job.id)
    return Jacket(
        job=found(job),
        today=local_date(work.now(), zone),
        currency=job.client.currency,
        type=job.type,
        billable=job.billable,
        status=job.status,
        since=local_date(job.status_since, zone) if job.status_since else None,
        due_on=job.due_on,
        lead=lead.name if lead else "",
        team=[each.name for each in job_teams.team_of(work.session, job.id)],
        next_step=job.next_step,
        waits_on=job.waits_on,
        channel=channels.ref_of(work.session, job.bound_channel_id),
        acts=[act for act in ACTS if may_do(person, act)],
        budget_missing=job.billable and job.takes_time and burn.budget_cents is None,
        burn=burn if money else Burn(minutes=burn.minutes, budget_minutes=burn.budget_minutes),
        plan=plan_on_jacket(work, job, person),
        estimates=_estimates(work.session, job, money=money),
        signoffs=[_signoff(work.session, each) for each in signoffs.of_job(work.session, job.id)],
        alerts=_alerts(work.session, job, zone),
        brief_version=versions[0].version if versions else None,
        brief_on=local_date(versions[0].at, zone) if versions else None,
        activity=activity_of(work, job, person),
    )


def _estimates(session: Session, job: Job, *, money: bool) -> list[EstimateVersion]:
    return [
        EstimateVersion(version=each.version, status=each.status, total_cents=each.total_cents if money else None)
        for each in estimates.of_job(session, job.id)
    ]


def _signoff(session: Session, signoff: Signoff) -> SignoffVersion:
    waits = []
    for approver in signoffs.approvers_of(session, signoff.id) if signoff.status == SignoffStatus.OPEN else ():
        contact = contacts.by_id(session, approver.contact_id)
        if approver.decision is None and approver.removed_at is None and contact:
            waits.append(contact.name)
    return SignoffVersion(
        title=signoff.title,
        kind=signoff.kind,
        version=signoff.version,
        status=signoff.status,
        due_on=signoff.due_on,
        waits_on=waits,
    )


def _alerts(session: Session, job: Job, zone: str) -> list[AlertKept]:
    every = job_teams.alerts_of(session, job.id, MOST_ALERTS)
    names = {each.id: each.name for each in people.with_ids(session, {alert.by_id for alert in every})}
    return [AlertKept(on=local_date(each.at, zone), by=names[each.by_id], text=each.text) for each in every]
