"""Changing a job: its status, next step, waiting-on, due date and channel; closing, reopening and archiving it."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from bot import history
from bot.clients.internal_channels import HeldBack, held_back
from bot.core import Work, once
from bot.errors import Conflict, UsageError
from bot.jobs.jobs import require_job
from bot.jobs.lines import meant
from bot.jobs.notices import job_changed
from bot.kit.channels import channel_id
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.jobs.changes import describe_changes
from bot.rules.jobs.lines import EXAMPLES, JobVerb, read_job_line, read_next, read_status, read_waits
from bot.rules.kit.due_dates import read_due
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from storage.clients import contacts
from storage.jobs.jobs import Job
from storage.kit import channels
from storage.people import people
from storage.signoffs import signoffs
from storage.signoffs.signoffs import SignoffApprover
from storage.timekeeping import timers
from storage.words.signoffs import SignoffStatus
from storage.words.time import TAKES_NO_TIME, Change, JobStatus

Columns = dict[str, object]
Reads = Callable[[Staff, str, Line], Columns]

UNBIND = ("off", "no", "none")
# A change of these restarts the count of days that a job is stalled.
MOVES = ("status", "next_step", "waits_on")


class JobChanged(Model):
    """A job was changed; `changes` says how, empty if it already was like that.

    `held_back` has the channel that it was linked to now, if nothing internal is posted there.
    """

    job_id: str
    number: str
    changes: Sequence[str]
    held_back: Sequence[HeldBack] = ()


@once
def change_job_line(work: Work, line: Line) -> JobChanged:
    """Change a job as a line says: `status ACME-101 with client`, `close ACME-101`, `here ACME-101`.

    Without a number, it is the job that the line's channel is linked to. Raises UsageError, NotFound with the nearest
    jobs as choices, Conflict if something open keeps a job from being closed, NotAllowed, Unknown.
    """
    staff = require_staff(work, Act.KEEP_JOBS)
    asked = read_job_line(line.text)
    job, rest = meant(staff.session, asked, line, locked=True)
    if asked.verb == JobVerb.REOPEN and job.takes_time:
        raise Conflict(f"{job.number} is already open: it's {job.status}.")
    return change_job(staff, job, _CHANGES[asked.verb](staff, rest, line))


@once
def set_status(work: Work, job_id: str, status: JobStatus) -> JobChanged:
    """Set a job's status. Raises Conflict if something open keeps it from being closed, NotFound, NotAllowed."""
    staff = require_staff(work, Act.KEEP_JOBS)
    job = require_job(staff.session, job_id, locked=True)
    return change_job(staff, job, {"status": status})


def check_closable(session: Session, job: Job, what: str) -> None:
    """Raise Conflict with everything that keeps a job from being closed: open sign-offs, and running timers."""
    problems = []
    for signoff in signoffs.of_job(session, job.id):
        if signoff.status == SignoffStatus.OPEN:
            waits = [_name(session, each.contact_id) for each in _undecided(session, signoff.id)]
            on = f", waiting on {', '.join(waits)}" if waits else ""
            problems.append(f"the sign-off of {signoff.title} (version {signoff.version}){on}")
    problems += [f"{name}'s timer" for name in timers.names_on(session, job.id)]
    if problems:
        raise Conflict(
            f"{job.number} can't be {what} yet. Still open: {'; '.join(problems)}. Finish those first, then try again."
        )


def change_job(staff: Staff, job: Job, wanted: Columns) -> JobChanged:
    """Set a job's columns, and save their history: the only place where a job is changed."""
    status = wanted.get("status", job.status)
    if status in TAKES_NO_TIME and status != job.status:
        check_closable(staff.session, job, "closed" if status == JobStatus.CLOSED else "archived")
    before = history.state_of(job)
    for column, value in wanted.items():
        setattr(job, column, value)
    after = history.state_of(job)
    if after != before:
        if any(after[column] != before[column] for column in MOVES):
            job.status_since = staff.now()
        history.record(staff, staff.id, job, Change.EDITED, before)
        job_changed(staff.session, job.id)
    lead = people.find(staff.session, job.lead_id) if job.lead_id else None
    names = {lead.id: lead.name} if lead else {}
    names |= channels.names(staff.session, [job.bound_channel_id]) if job.bound_channel_id else {}
    changes = describe_changes(before, after, names, staff.today)
    linked = channels.ref_of(staff.session, job.bound_channel_id) if "bound_channel_id" in wanted else None
    held = held_back(staff.session, [linked] if linked else [])
    return JobChanged(job_id=job.id, number=job.number, changes=changes, held_back=held)


def _undecided(session: Session, signoff_id: str) -> list[SignoffApprover]:
    every = signoffs.approvers_of(session, signoff_id)
    return [each for each in every if each.decision is None and each.removed_at is None]


def _name(session: Session, contact_id: str) -> str:
    contact = contacts.by_id(session, contact_id)
    return contact.name if contact else "a contact"


def _due(staff: Staff, rest: str, _line: Line) -> Columns:
    if not rest:
        raise UsageError("When is it due?", example=EXAMPLES[JobVerb.DUE])
    return {"due_on": read_due(rest, staff.today, staff.person.office.date_order)}


def _here(staff: Staff, rest: str, line: Line) -> Columns:
    if rest.lower() in UNBIND:
        return {"bound_channel_id": None}
    if rest:
        raise UsageError(f"I can't read “{rest[:60]}” after the number.", example=EXAMPLES[JobVerb.HERE])
    if line.here is None:
        raise UsageError("This is a direct message. Type it in the channel that you want to link to the job.")
    return {"bound_channel_id": channel_id(staff, line.here)}


def _ends(status: JobStatus) -> Reads:
    def read(_staff: Staff, rest: str, _line: Line) -> Columns:
        if rest:
            raise UsageError(f"I can't read “{rest[:60]}” after the number.", example=EXAMPLES[JobVerb.CLOSE])
        return {"status": status}

    return read


_CHANGES: Mapping[JobVerb, Reads] = {
    JobVerb.STATUS: lambda _staff, rest, _line: {"status": read_status(rest)},
    JobVerb.NEXT: lambda _staff, rest, _line: {"next_step": read_next(rest)},
    JobVerb.WAITS: lambda _staff, rest, _line: {"waits_on": read_waits(rest)},
    JobVerb.DUE: _due,
    JobVerb.HERE: _here,
    JobVerb.CLOSE: _ends(JobStatus.CLOSED),
    JobVerb.ARCHIVE: _ends(JobStatus.ARCHIVED),
    JobVerb.REOPEN: _ends(JobStatus.IN_PROGRESS),
}
