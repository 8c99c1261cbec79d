"""A new billable job needs its Letter of Estimate: first the lead is reminded of it, then the supervisor, daily.

It ends once any version has gone to the client, the job closes, or it turns out to be non-billable. Jobs that were
imported have no day on which they were opened, and nobody is reminded of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.clients.leads import lead_of_job
from bot.core import Bot, Work
from bot.jobs.jobs import JobFound, found, require_job
from bot.messaging.desk_notices import EstimateMissing, JobTold, TeamEstimatesMissing
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.calendars import calendar_of
from bot.people.people import today_of, zone_of
from bot.rules.estimates.reminders import estimate_due_on
from bot.rules.kit.dates import local_date
from bot.rules.people.deadlines import is_business_day
from storage.estimates import reminders as estimate_reminders
from storage.jobs.jobs import Job
from storage.messaging import unprompted as news
from storage.people import people
from storage.people.people import Person

A_DAY = timedelta(days=1)


class MissingEstimate(Model):
    """A job without its Letter of Estimate: who leads it, the day it was due, and how many days it is open."""

    job: JobFound
    lead: str
    due_on: date
    days_open: int


class MissingEstimates(Model):
    """What a reminder shows; nothing once all are with their clients."""

    today: date
    jobs: Sequence[MissingEstimate]


@dataclass(frozen=True)
class _Standing:
    """A job whose estimate is missing: who leads it (else who opened it), and the day on which they are reminded."""

    job: Job
    lead: Person
    due_on: date


def queue_estimate_reminders(bot: Bot) -> None:
    """Let the reminders of missing Letters of Estimate wait for today's morning messages (scan)."""
    with bot.read() as work:
        overdue = list(_overdue(work))
        told = {each.job.id for each in overdue if news.with_key(work.session, _key(each.job.id))}
        supervisors = list(_supervisors(work, [each for each in overdue if each.job.id in told]))
    new = [each for each in overdue if each.job.id not in told]
    if not new and not supervisors:
        return
    with bot.store.begin() as session:
        for each in new:
            notice = EstimateMissing(person_id=each.lead.id, job_id=each.job.id)
            tell(bot, session, each.lead, notice, _key(each.job.id))
        for person, today in supervisors:
            notice_of_team = TeamEstimatesMissing(person_id=person.id, day=today)
            tell(bot, session, person, notice_of_team, _team_key(person.id, today))


def estimate_missing_shown(bot: Bot, person_id: str, job_id: str) -> MissingEstimates:
    """What a lead is reminded of: nothing, once a version is with the client. Asked by the outbox alone."""
    with bot.read() as work:
        today = today_of(bot, people.by_id(work.session, person_id))
        job = require_job(work.session, job_id)
        is_missing = job.id in {each.id for each in estimate_reminders.jobs_never_estimated(work.session, bot.now())}
        standing = _standing(work, job) if is_missing else None
        return MissingEstimates(today=today, jobs=[_shown(each, today) for each in [standing] if each])


def team_estimates_missing_shown(bot: Bot, person_id: str) -> MissingEstimates:
    """The overdue Letters of Estimate of those who report to somebody, and of their own where nobody is above them."""
    with bot.read() as work:
        today = today_of(bot, people.by_id(work.session, person_id))
        theirs = [each for each in _overdue(work) if _above(each.lead) == person_id]
        shown = [_shown(each, today) for each in theirs]
        return MissingEstimates(today=today, jobs=sorted(shown, key=lambda each: (each.due_on, each.job.number)))


def estimate_reminder_is_moot(bot: Bot, notice: JobTold) -> bool:
    """Whether what a reminder is about has been done meanwhile."""
    match notice:
        case EstimateMissing(person_id=person_id, job_id=job_id):
            return not estimate_missing_shown(bot, person_id, job_id).jobs
        case TeamEstimatesMissing(person_id=person_id):
            return not team_estimates_missing_shown(bot, person_id).jobs
        case _:
            return False


def _overdue(work: Work) -> Iterator[_Standing]:
    """The jobs whose estimate is missing on or after the day on which their lead is reminded."""
    for job in estimate_reminders.jobs_never_estimated(work.session, work.now() - A_DAY / 2):
        standing = _standing(work, job)
        if standing and standing.due_on <= today_of(work.bot, standing.lead):
            yield standing


def _standing(work: Work, job: Job) -> _Standing | None:
    if job.opened_at is None:
        return None
    lead = lead_of_job(work, job)
    lead = lead or (people.find(work.session, job.opened_by_id) if job.opened_by_id else None)
    if lead is None:
        return None
    opened_on = local_date(job.opened_at, zone_of(lead))
    calendar, policy = calendar_of(work.session, lead, opened_on)
    return _Standing(job, lead, estimate_due_on(opened_on, policy.accounts.estimate_days, calendar))


def _supervisors(work: Work, told: Sequence[_Standing]) -> Iterator[tuple[Person, date]]:
    """Whom to tell today of estimates that their people were reminded of before today: on their business days."""
    late: dict[str, list[_Standing]] = defaultdict(list)
    for each in told:
        late[_above(each.lead)].append(each)
    for person_id, theirs in late.items():
        person = people.by_id(work.session, person_id)
        today = today_of(work.bot, person)
        calendar, _ = calendar_of(work.session, person, today - A_DAY)
        if person.left_at or not is_business_day(today, calendar):
            continue
        if any(each.due_on < today for each in theirs) and not news.with_key(work.session, _team_key(person_id, today)):
            yield person, today


def _above(lead: Person) -> str:
    """Who hears of it when a lead does nothing: their supervisor; where there is none, they themselves again."""
    return lead.supervisor_id or lead.id


def _shown(each: _Standing, today: date) -> MissingEstimate:
    days = (today - local_date(each.job.opened_at, zone_of(each.lead))).days if each.job.opened_at else 0
    return MissingEstimate(job=found(each.job), lead=each.lead.name, due_on=each.due_on, days_open=days)


def _key(job_id: str) -> str:
    return f"estimate-missing:{job_id}"


def _team_key(person_id: str, day: date) -> str:
    return f"team-estimates-missing:{person_id}:{day.isoformat()}"
