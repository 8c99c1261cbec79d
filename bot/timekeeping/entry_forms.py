"""The form of a time entry: its initial values, and reading what was submitted."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from bot.core import Actor, Bot, Work
from bot.errors import Conflict, FieldErrors
from bot.jobs.jobs import JobFound, job_for_form
from bot.model import Model
from bot.people.people import require_person, today_of, zone_of
from bot.rules.kit.dates import require_past
from bot.rules.kit.durations import parse_duration
from bot.rules.kit.services import DEFAULT_SERVICE, check_service
from bot.rules.permissions import Act
from bot.rules.timekeeping.time_entries import Billing, check_billing, check_note, is_billable
from bot.timekeeping.answers import EntryShown
from bot.timekeeping.entries import check_room, own_entry, shown
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Source


class EntryRequest(Model):
    """A time entry as a form asks for it, with the duration as typed; no service for the usual one."""

    job_id: str
    worked_on: date
    duration: str
    billing: Billing
    note: Annotated[str, StringConstraints(strip_whitespace=True)]
    service: str = ""
    out_of_scope: bool = False


class EntryForm(Model):
    """The initial values of the form: today in the person's zone, the service, and the entry being edited, if any.

    `worked_on` and `minutes` are set to fill a short day, `job` if it is known.
    """

    today: date
    service: str
    entry: EntryShown | None
    worked_on: date | None = None
    minutes: int = 0
    job: JobFound | None = None


def entry_form(bot: Bot, actor: Actor, entry_id: str | None = None) -> EntryForm:
    """Return the form for a new entry, or for the asker's own entry. Raises NotFound, Conflict, Unknown, NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.LOG_OWN_TIME)
        usual = DEFAULT_SERVICE[person.role]
        if entry_id is None:
            return EntryForm(today=today_of(bot, person), service=usual, entry=None)
        entry = own_entry(work.session, person, entry_id)
        if entry.voided_at:
            raise Conflict("This entry was undone, so there's nothing left to edit.")
        seen = shown(work.session, entry, entry.job, zone_of(person))
        return EntryForm(today=today_of(bot, person), service=entry.service, entry=seen)


def new_entry(bot: Bot, person: Person, job: Job, request: EntryRequest, minutes: int) -> TimeEntry:
    """Return the entry that a form asks for, not yet saved."""
    entry_id = bot.new_id()
    return TimeEntry(
        id=entry_id,
        line_id=entry_id,
        person_id=person.id,
        job_id=job.id,
        service=request.service or DEFAULT_SERVICE[person.role],
        worked_on=request.worked_on,
        minutes=minutes,
        billable=is_billable(request.billing, job_is_billable=job.billable),
        note=request.note,
        source=Source.FORM,
        entered_at=bot.now(),
        out_of_scope=request.out_of_scope,
    )


def checked(work: Work, person: Person, request: EntryRequest, edited: TimeEntry | None = None) -> tuple[Job, int]:
    """Return the job and minutes that a form asks for. Raises one UsageError with the message of every field."""
    errors = FieldErrors()
    ask = errors.ask
    job = ask("job", lambda: job_for_form(work.session, request.job_id))
    minutes = ask("duration", lambda: parse_duration(request.duration))
    ask("worked_on", lambda: require_past(request.worked_on, today_of(work.bot, person)))
    ask("note", lambda: check_note(request.note))
    ask("service", lambda: check_service(request.service))
    if job:
        ask("billing", lambda: check_billing(request.billing, job.number, job_is_billable=job.billable))
    if minutes:
        ask("duration", lambda: check_room(work, person, request.worked_on, minutes, edited))
    if errors.found or job is None or minutes is None:
        raise errors.refusal()
    return job, minutes
