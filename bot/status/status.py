"""The status of jobs, for staff: those that need attention first, with reasons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.clients.clients import require_client
from bot.clients.leads import leads_of_jobs
from bot.core import Actor, Bot, Work
from bot.estimates.burn import burns_of
from bot.jobs.jobs import JobFound, found, require_job
from bot.jobs.my_jobs import LATELY
from bot.model import Model
from bot.people.people import may_do, require_person, today_of
from bot.people.policies import policies_by_office
from bot.rules.kit.dates import local_date
from bot.rules.people.deadlines import Calendar
from bot.rules.permissions import Act
from bot.rules.status.status import JobFacts, fits, reasons, stalled_days, urgency
from bot.status.questions import StatusQuestion, Whose
from storage.jobs import jobs
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Office, Person
from storage.signoffs import signoffs
from storage.status import status
from storage.timekeeping import my_jobs
from storage.words.time import TAKES_NO_TIME, JobStatus

PAGE = 10
MOST_TITLED = 100


class OpenSignoff(Model):
    """A sign-off that is still open: who at the client it's waiting on, and its due date."""

    title: str
    version: int
    due_on: date | None
    waits_on: Sequence[str]
    is_overdue: bool


class JobStatusRow(Model):
    """A job as a board shows it; `reasons` say why it needs attention.

    `minutes` are those burned; `used_percent` is the share of the budget's money, None if the reader can't see money.
    """

    job: JobFound
    status: JobStatus
    lead: str
    next_step: str
    waits_on: str
    due_on: date | None
    stalled_days: int | None
    minutes: int
    budget_minutes: int | None
    used_percent: int | None
    budget_missing: bool
    signoffs: Sequence[OpenSignoff]
    reasons: Sequence[str]


class StatusBoard(Model):
    """A page of the jobs that a question asks for, those that need attention first; pages count from 0.

    `about` names whose jobs they are, empty for the reader's own and for all. `pressing` of the `total` have a reason.
    """

    question: StatusQuestion
    about: str
    today: date
    jobs: Sequence[JobStatusRow]
    total: int
    pressing: int
    page: int
    pages: int


def status_board(bot: Bot, actor: Actor, question: StatusQuestion, page: int = 0) -> StatusBoard:
    """Return the jobs that somebody at the agency asks for. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.SEE_STATUS)
        return board_for(work, person, question, page, money=may_do(person, Act.SEE_MONEY))


def board_for(work: Work, person: Person, question: StatusQuestion, page: int, *, money: bool) -> StatusBoard:
    """Return the same, in dates of that person."""
    today = today_of(work.bot, person)
    asked = _jobs(work.session, question, today)
    rows = [
        each
        for each in job_rows(work, asked, today, office=person.office, money=money)
        if fits(facts_of(each), question.filters, question.status, today)
    ]
    pages = max(1, -(-len(rows) // PAGE))
    page = max(0, min(page, pages - 1))
    return StatusBoard(
        question=question,
        about=_about(work.session, question),
        today=today,
        jobs=rows[page * PAGE : (page + 1) * PAGE],
        total=len(rows),
        pressing=sum(bool(each.reasons) for each in rows),
        page=page,
        pages=pages,
    )


def job_rows(work: Work, asked: Sequence[Job], today: date, *, office: Office, money: bool) -> list[JobStatusRow]:
    """Return the status of each of these jobs (loaded with their clients), those that need attention first.

    It takes few queries. Business days are those of the client's office, or else of `office`.
    """
    ids = [job.id for job in asked]
    burns, leads = burns_of(work.session, ids), leads_of_jobs(work, asked)
    waiting = _signoffs(work.session, ids, today)
    days, moved = _calendars(work.session, today), _Moves(work.session, ids)
    made = []
    for job in asked:
        burn, lead = burns[job.id], leads[job.id]
        calendar = days[job.client.office_id or office.id]
        made.append(
            JobStatusRow(
                job=found(job),
                status=job.status,
                lead=lead.name if lead else "",
                next_step=job.next_step,
                waits_on=job.waits_on,
                due_on=job.due_on,
                stalled_days=stalled_days(moved.last_of(job, calendar.zone), today, calendar),
                minutes=burn.minutes,
                budget_minutes=burn.budget_minutes,
                used_percent=burn.percent if money else None,
                budget_missing=job.billable and job.takes_time and burn.budget_cents is None,
                signoffs=waiting.get(job.id, []),
                reasons=[],
            )
        )
    made.sort(key=lambda each: urgency(facts_of(each), today))
    return [each.model_copy(update={"reasons": reasons(facts_of(each), today)}) for each in made]


def facts_of(row: JobStatusRow) -> JobFacts:
    """Return the facts that decide how urgent a job is."""
    return JobFacts(
        number=row.job.number,
        status=row.status,
        due_on=row.due_on,
        waits_on=row.waits_on,
        stalled_days=row.stalled_days,
        used_percent=row.used_percent,
        budget_missing=row.budget_missing,
        signoffs_open=len(row.signoffs),
        signoffs_overdue=sum(each.is_overdue for each in row.signoffs),
    )


def _jobs(session: Session, question: StatusQuestion, today: date) -> Sequence[Job]:
    if question.status in TAKES_NO_TIME:
        return [job for job in status.jobs_with_status(session, question.status) if _is_of(session, job, question)]
    match question.whose:
        case Whose.OWN | Whose.PERSON:
            return my_jobs.jobs_of(session, question.of, today - LATELY)
        case Whose.CLIENT:
            return jobs.of_client(session, question.of)
        case Whose.PORTFOLIO:
            return status.jobs_of_portfolio(session, question.of)
        case Whose.JOB:
            return [require_job(session, question.of)]
        case Whose.TITLED:
            return jobs.matching(session, question.of.split(), MOST_TITLED)
        case Whose.ALL:
            return jobs.open_jobs(session)


def _is_of(session: Session, job: Job, question: StatusQuestion) -> bool:
    """Return whether a closed job is one of those asked for."""
    match question.whose:
        case Whose.OWN | Whose.PERSON:
            on_team = any(each.id == question.of for each in job_teams.team_of(session, job.id))
            return question.of in (job.lead_id, job.client.lead_id) or on_team
        case Whose.CLIENT:
            return job.client_id == question.of
        case Whose.PORTFOLIO:
            return job.client.owner_id == question.of
        case Whose.JOB:
            return job.id == question.of
        case _:
            return True


def _about(session: Session, question: StatusQuestion) -> str:
    match question.whose:
        case Whose.CLIENT:
            return require_client(session, question.of).name
        case Whose.PERSON:
            return people.by_id(session, question.of).name
        case Whose.PORTFOLIO:
            return f"{people.by_id(session, question.of).name}'s portfolio"
        case Whose.JOB:
            return require_job(session, question.of).number
        case Whose.TITLED:
            return f"“{question.of}”"
        case _:
            return ""


def _signoffs(session: Session, job_ids: Sequence[str], today: date) -> Mapping[str, list[OpenSignoff]]:
    waiting = signoffs.open_ones(session, job_ids)
    names = status.undecided(session, [each.id for each in waiting])
    made: dict[str, list[OpenSignoff]] = defaultdict(list)
    for each in waiting:
        made[each.job_id].append(
            OpenSignoff(
                title=each.title,
                version=each.version,
                due_on=each.due_on,
                waits_on=names.get(each.id, ()),
                is_overdue=each.due_on is not None and each.due_on < today,
            )
        )
    return made


class _Moves:
    """When each of some jobs last moved."""

    def __init__(self, session: Session, job_ids: Sequence[str]) -> None:
        self.went, self.worked = status.moved_at(session, job_ids), status.worked_on(session, job_ids)

    def last_of(self, job: Job, zone: str) -> date | None:
        """Return the last day with a change of status, next step, waiting-on, sign-offs, estimates or time, if any."""
        instants = (job.status_since or job.opened_at, self.went.get(job.id))
        days = [*(local_date(each, zone) for each in instants if each), self.worked.get(job.id)]
        return max((day for day in days if day), default=None)


def _calendars(session: Session, today: date) -> Mapping[str, Calendar]:
    """Return the business days of each office, by its id."""
    policies = policies_by_office(session)
    return {
        office.id: Calendar(
            zone=office.zone,
            weekdays=frozenset(policies[office.id].weekdays),
            holidays=policies[office.id].holidays(today.year - 1, today.year),
        )
        for office in people.offices(session)
    }
