"""Opening a job, by a form or by one line. It gets its client's next number, and its client's channel is notified."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.clients.clients import Chosen, require_client
from bot.clients.internal_channels import HeldBack, internal_destination
from bot.core import Actor, Bot, Work, once
from bot.errors import BotError, Conflict, FieldErrors, NotFound
from bot.jobs.jobs import channels_of, require_job
from bot.jobs.notices import JobPosted
from bot.kit.channels import channel_id
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff
from bot.rules.jobs.jobs import next_number
from bot.rules.jobs.openings import ClientNamed, check_title, check_type, read_opening
from bot.rules.kit.due_dates import check_due
from bot.rules.permissions import Act
from storage.base import insert_once
from storage.clients import clients
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.people import people
from storage.words.platforms import ChannelRef
from storage.words.time import Change, JobStatus

MOST_FOUND = 50
# Each number that somebody else takes at the same moment costs one more try.
TRIES = 50


class JobRequest(Model):
    """A job as a form asks for it; no lead, and no team, means the client's own.

    `channel` is the one to link to it.
    """

    client_id: str
    title: str
    type: str = ""
    billable: bool = True
    due_on: date | None = None
    lead_id: str = ""
    team: Sequence[str] = ()
    channel: ChannelRef | None = None


class JobOpened(Model):
    """A job was opened. `announced` is the channel where it's announced, if any; it isn't in those held back."""

    job_id: str
    number: str
    announced: ChannelRef | None
    held_back: Sequence[HeldBack] = ()


class JobOpeningForm(Model):
    """The initial values of the form: today in the asker's zone, and the client if known."""

    today: date
    client: Chosen | None = None
    team: Sequence[Chosen] = ()


@once
def open_job(work: Work, request: JobRequest) -> JobOpened:
    """Open the job that a form asks for. Raises UsageError by field, NotAllowed, Unknown."""
    staff = require_staff(work, Act.OPEN_JOBS)
    return _open(staff, _checked(staff, request))


@once
def open_job_line(work: Work, text: str) -> JobOpened:
    """Open the job of a line: `ACME Spring mailer due 10 Dec`. Raises UsageError, NotAllowed, Unknown."""
    staff = require_staff(work, Act.OPEN_JOBS)
    known = [each for each in clients.every_client(staff.session) if each.archived_at is None]
    named = [ClientNamed(each.code, each.name) for each in known]
    read = read_opening(text, named, staff.today, staff.person.office.date_order)
    client = next(each for each in known if each.code == read.client)
    request = JobRequest(client_id=client.id, title=read.title, billable=read.billable, due_on=read.due_on)
    return _open(staff, _checked(staff, request))


def opening_form(bot: Bot, actor: Actor, client_id: str = "") -> JobOpeningForm:
    """Return the form for a new job, of that client if one is named. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.OPEN_JOBS)
        today = staff.today
        if not client_id:
            return JobOpeningForm(today=today)
        client = require_client(staff.session, client_id)
        team = [Chosen(id=each.id, name=each.name) for each in job_teams.team_of_client(staff.session, client.id)]
        return JobOpeningForm(today=today, client=_found(client), team=team)


def clients_for_job(bot: Bot, actor: Actor, query: str) -> Sequence[Chosen]:
    """Return the current clients that have every word of the query in code or name, by code."""
    with bot.read(actor) as work:
        require_person(work, Act.SEE_CLIENTS)
        words = query.lower().split()
        every = [each for each in clients.every_client(work.session) if each.archived_at is None]
        return [_found(each) for each in every if _has(words, each.code, each.name)][:MOST_FOUND]


def check_fields(rules: Sequence[tuple[str, Callable[[], object]]]) -> None:
    """Check every rule, each about one field. Raises one UsageError with the message of every field."""
    errors = FieldErrors(BotError)
    for field, rule in rules:
        errors.ask(field, rule)
    errors.require_none()


def check_people(session: Session, person_ids: Sequence[str]) -> None:
    """Check that these people work here; empty ids are ignored. Raises NotFound."""
    for person_id in filter(None, person_ids):
        found = people.find(session, person_id)
        if found is None or found.left_at:
            name = found.name if found else "Somebody you chose"
            raise NotFound(f"{name} no longer works here. Please choose somebody else.")


def _checked(staff: Staff, request: JobRequest) -> JobRequest:
    today = staff.today

    def client() -> None:
        if require_client(staff.session, request.client_id).archived_at:
            raise Conflict("That client is archived, so you can't open jobs for it.")

    check_fields(
        [
            ("client", client),
            ("title", lambda: check_title(request.title)),
            ("type", lambda: check_type(request.type)),
            ("due_on", lambda: check_due(request.due_on, today) if request.due_on else None),
            ("lead", lambda: check_people(staff.session, [request.lead_id])),
            ("team", lambda: check_people(staff.session, request.team)),
        ]
    )
    return request


def _open(staff: Staff, request: JobRequest) -> JobOpened:
    client = require_client(staff.session, request.client_id)
    job_id, now = staff.new_id(), staff.now()
    # If nobody leads or owns the client, the person who opens a job leads it.
    usual = None if client.lead_id or client.backup_lead_id or client.owner_id else staff.id
    values: dict[str, Any] = {"id": job_id, "client_id": client.id, "title": check_title(request.title)}
    values |= {"type": check_type(request.type), "billable": request.billable, "due_on": request.due_on}
    values |= {"lead_id": request.lead_id or usual, "bound_channel_id": channel_id(staff, request.channel)}
    values |= {"status": JobStatus.OPENED, "status_since": now, "opened_at": now, "opened_by_id": staff.id}
    values |= {"next_step": "", "waits_on": ""}
    _insert(staff.session, client, values)
    usual_team = [each.id for each in job_teams.team_of_client(staff.session, client.id)]
    job_teams.set_team(staff.session, job_id, request.team or usual_team)
    job = require_job(staff.session, job_id)
    history.record(staff, staff.id, job, Change.MADE)
    announced, held = _announce(staff, job)
    return JobOpened(job_id=job.id, number=job.number, announced=announced, held_back=held)


def _insert(session: Session, client: Client, values: dict[str, Any]) -> None:
    """Save the job under its client's next number; skip a number that somebody else takes at the same moment."""
    for _ in range(TRIES):
        number = next_number(client.code, jobs.numbers_of(session, client.id))
        if insert_once(session, Job, values | {"number": number}):
            return
    raise Conflict("Many jobs are being opened right now. Please try again in a moment.")


def _announce(work: Work, job: Job) -> tuple[ChannelRef | None, list[HeldBack]]:
    """Announce the job in its client's internal channel, or else its own; return where, and which were held back."""
    held: list[HeldBack] = []
    for channel in channels_of(work.session, job):
        destination = internal_destination(work.session, channel.ref)
        if not isinstance(destination, HeldBack):
            queue(work, JobPosted(job_id=job.id), destination, f"job-posted:{job.id}")
            return channel.ref, held
        held.append(destination)
    return None, held


def _found(client: Client) -> Chosen:
    return Chosen(id=client.id, name=f"{client.code} {client.name}")


def _has(words: Sequence[str], *texts: str) -> bool:
    everything = " ".join(texts).lower()
    return all(word in everything for word in words)
