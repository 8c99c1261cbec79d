"""The form of a job, with everything that can be changed on it."""

from collections.abc import Sequence
from datetime import date

from bot import history
from bot.clients.clients import Chosen
from bot.core import Actor, Bot, Work, once
from bot.jobs.changes import JobChanged, change_job
from bot.jobs.jobs import require_job
from bot.jobs.notices import job_changed
from bot.jobs.openings import check_fields, check_people
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff
from bot.rules.jobs.lines import check_length
from bot.rules.jobs.openings import check_title, check_type
from bot.rules.kit.due_dates import check_due
from bot.rules.permissions import Act
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.people import people


class JobEdit(Model):
    """The values of a job's form; no lead means the client's own."""

    title: str
    type: str
    billable: bool
    due_on: date | None
    lead_id: str
    team: Sequence[str]
    next_step: str
    waits_on: str


class JobEditForm(Model):
    """The initial values of a job's form."""

    job_id: str
    number: str
    title: str
    type: str
    billable: bool
    due_on: date | None
    lead: Chosen | None
    team: Sequence[Chosen]
    next_step: str
    waits_on: str


@once
def edit_job(work: Work, job_id: str, request: JobEdit) -> JobChanged:
    """Save the form of a job. Raises UsageError by field, NotFound, NotAllowed, Unknown."""
    staff = require_staff(work, Act.KEEP_JOBS)
    job = require_job(staff.session, job_id, locked=True)
    _check_edit(staff, job, request)
    wanted = {"title": check_title(request.title), "type": check_type(request.type), "billable": request.billable}
    wanted |= {"due_on": request.due_on, "lead_id": request.lead_id or None}
    wanted |= {"next_step": _one_line(request.next_step), "waits_on": _one_line(request.waits_on)}
    done = change_job(staff, job, wanted)
    team = _change_team(staff, job, request.team)
    return done.model_copy(update={"changes": [*done.changes, *team]})


def edit_form(bot: Bot, actor: Actor, job_id: str) -> JobEditForm:
    """Return the form of a job with its current values. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_JOBS)
        job = require_job(work.session, job_id)
        lead = people.find(work.session, job.lead_id) if job.lead_id else None
        return JobEditForm(
            job_id=job.id,
            number=job.number,
            title=job.title,
            type=job.type,
            billable=job.billable,
            due_on=job.due_on,
            lead=Chosen(id=lead.id, name=lead.name) if lead else None,
            team=[Chosen(id=each.id, name=each.name) for each in job_teams.team_of(work.session, job.id)],
            next_step=job.next_step,
            waits_on=job.waits_on,
        )


def _check_edit(staff: Staff, job: Job, request: JobEdit) -> None:
    today = staff.today
    due = request.due_on
    check_fields(
        [
            ("title", lambda: check_title(request.title)),
            ("type", lambda: check_type(request.type)),
            # A past due date can stay: the job is late, and its form has other fields.
            ("due_on", lambda: check_due(due, today) if due and due != job.due_on else None),
            ("lead", lambda: check_people(staff.session, [request.lead_id])),
            ("team", lambda: check_people(staff.session, request.team)),
            ("next_step", lambda: check_length(request.next_step)),
            ("waits_on", lambda: check_length(request.waits_on)),
        ]
    )


def _change_team(staff: Staff, job: Job, wanted: Sequence[str]) -> list[str]:
    """Set the team; return the change in words, if any."""
    before = [each.id for each in job_teams.team_of(staff.session, job.id)]
    if set(wanted) == set(before):
        return []
    job_teams.set_team(staff.session, job.id, wanted)
    history.record_members(staff, staff.id, job, "team", before, wanted)
    job_changed(staff.session, job.id)
    return [f"team: {', '.join(each.name for each in job_teams.team_of(staff.session, job.id)) or 'nobody'}"]


def _one_line(text: str) -> str:
    return " ".join(text.split())
