"""Clients' requests: tracked with the message they came from, changed, and closed."""

from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.clients.clients import require_client
from bot.core import Actor, Bot, Work, once
from bot.errors import BotError, Conflict, FieldErrors, NotFound, UsageError
from bot.jobs.jobs import JobFound, found, require_job
from bot.messaging.touch import told_changed
from bot.model import Model
from bot.people.people import Staff, may_do, require_person, require_staff, zone_of
from bot.rules.estimates.estimates import title_of
from bot.rules.kit.dates import local_date
from bot.rules.kit.due_dates import check_due
from bot.rules.permissions import Act
from bot.rules.requests.requests import check_outcome, check_text, is_overdue
from storage.estimates import estimates
from storage.people import people
from storage.people.people import Person
from storage.requests import requests
from storage.requests.requests import ClientRequest
from storage.words.accounts import RequestScope, RequestStatus
from storage.words.time import Change


class RequestFields(Model):
    """The values of a request's form; an empty id names nothing."""

    client_id: str
    text: str
    owner_id: str
    due_on: date | None = None
    scope: RequestScope = RequestScope.OPEN
    job_id: str = ""
    link: str = ""


class RequestShown(Model):
    """The current state of a request, in the reader's dates; `may_estimate`: they can draft a Revised Estimate.

    `closed_by` and `estimate` (the version that was drafted for it, and its status) are empty until there is one.
    """

    id: str
    client_id: str
    client: str
    text: str
    owner_id: str
    owner: str
    made_by: str
    made_on: date
    due_on: date | None
    overdue: bool
    scope: RequestScope
    status: RequestStatus
    outcome: str
    closed_by: str
    closed_on: date | None
    link: str
    estimate: str
    job: JobFound | None
    job_billable: bool
    may_estimate: bool
    today: date


@once
def track_request(work: Work, fields: RequestFields) -> RequestShown:
    """Save a client's request. Raises UsageError and Conflict by field, NotAllowed, Unknown."""
    staff = require_staff(work, Act.KEEP_REQUESTS)
    _check(staff, fields, due_before=None)
    _check_first(staff.session, fields)
    row = ClientRequest(
        id=staff.new_id(),
        client_id=fields.client_id,
        text=check_text(fields.text),
        owner_id=fields.owner_id,
        made_by_id=staff.id,
        made_at=staff.now(),
        link=fields.link,
    )
    _fill(row, fields)
    staff.session.add(row)
    staff.session.flush()
    history.record(staff, staff.id, row, Change.MADE)
    return shown(staff, row, staff.person)


@once
def edit_request(work: Work, request_id: str, fields: RequestFields) -> RequestShown:
    """Change an open request; its link stays. Raises UsageError by field, NotFound, Conflict, NotAllowed, Unknown."""
    staff = require_staff(work, Act.KEEP_REQUESTS)
    row = _open(staff.session, request_id)
    _check(staff, fields, due_before=row.due_on)
    before, owner = history.state_of(row), row.owner_id
    row.client_id, row.text, row.owner_id = fields.client_id, check_text(fields.text), fields.owner_id
    _fill(row, fields)
    staff.session.flush()
    history.record_kept(staff, staff.id, row, before)
    told_changed(staff, owner, row.owner_id)
    return shown(staff, row, staff.person)


@once
def close_request(work: Work, request_id: str, status: RequestStatus, outcome: str) -> RequestShown:
    """Close a request as done or dropped. Raises UsageError (outcome), NotFound, Conflict, NotAllowed, Unknown."""
    person = require_person(work, Act.KEEP_REQUESTS)
    row = _open(work.session, request_id)
    try:
        said = check_outcome(outcome, status)
    except UsageError as error:
        raise UsageError(str(error), fields={"outcome": str(error)}) from None
    before = history.state_of(row)
    row.status, row.outcome, row.closed_at, row.closed_by_id = status, said, work.now(), person.id
    work.session.flush()
    history.record(work, person.id, row, Change.CLOSED, before)
    told_changed(work, row.owner_id)
    return shown(work, row, person)


def see_request(bot: Bot, actor: Actor, request_id: str) -> RequestShown:
    """Return a request. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.KEEP_REQUESTS)
        return shown(work, _found(work.session, request_id), person)


def shown(work: Work, row: ClientRequest, reader: Person) -> RequestShown:
    """Return a request for that reader (loaded with their office)."""
    zone = zone_of(reader)
    today = local_date(work.now(), zone)
    job = require_job(work.session, row.job_id) if row.job_id else None
    return RequestShown(
        id=row.id,
        client_id=row.client_id,
        client=require_client(work.session, row.client_id).name,
        text=row.text,
        owner_id=row.owner_id,
        owner=people.by_id(work.session, row.owner_id).name,
        made_by=people.by_id(work.session, row.made_by_id).name,
        made_on=local_date(row.made_at, zone),
        due_on=row.due_on,
        overdue=is_overdue(row.due_on, row.status, today),
        scope=row.scope,
        status=row.status,
        outcome=row.outcome,
        closed_by=people.by_id(work.session, row.closed_by_id).name if row.closed_by_id else "",
        closed_on=local_date(row.closed_at, zone) if row.closed_at else None,
        link=row.link,
        estimate=_estimate(work.session, row.estimate_id) if row.estimate_id else "",
        job=found(job) if job else None,
        job_billable=bool(job and job.billable),
        may_estimate=may_do(reader, Act.DRAFT_ESTIMATES),
        today=today,
    )


def _found(session: Session, request_id: str, *, locked: bool = False) -> ClientRequest:
    row = requests.by_id(session, request_id, locked=locked)
    if row is None:
        raise NotFound("I can't find that request.")
    return row


def _open(session: Session, request_id: str) -> ClientRequest:
    row = _found(session, request_id, locked=True)
    if row.status != RequestStatus.OPEN:
        by = f" by {people.by_id(session, row.closed_by_id).name}" if row.closed_by_id else ""
        said = f", {row.outcome}" if row.outcome else ""
        raise Conflict(f"That request is already closed{by}: {row.status}{said}.")
    return row


def _fill(row: ClientRequest, fields: RequestFields) -> None:
    row.due_on, row.scope, row.job_id = fields.due_on, fields.scope, fields.job_id or None


def _check(staff: Staff, fields: RequestFields, *, due_before: date | None) -> None:
    """Raise one UsageError with the message of every wrong field; a past due date can stay."""
    errors = FieldErrors(BotError)
    ask = errors.ask
    today = staff.today
    ask("client", lambda: _require_chosen(fields.client_id, "Which client is it from?"))
    ask("text", lambda: check_text(fields.text))
    ask("owner", lambda: _require_owner(staff.session, fields.owner_id))
    if fields.due_on and fields.due_on != due_before:
        due_on = fields.due_on
        ask("due_on", lambda: check_due(due_on, today))
    if fields.client_id:
        ask("client", lambda: require_client(staff.session, fields.client_id))
    if fields.job_id:
        ask("job", lambda: _require_own_job(staff.session, fields))
    errors.require_none()


def _check_first(session: Session, fields: RequestFields) -> None:
    """Raise Conflict if somebody already tracks the same words of a message, which may have several requests."""
    requests.hold_client(session, fields.client_id)
    open_ones = [row for row in requests.with_link(session, fields.link) if row.status == RequestStatus.OPEN]
    for row in open_ones:
        if row.text == check_text(fields.text):
            by = people.by_id(session, row.made_by_id).name
            message = f"{by} already tracks that from the same message. If it also asks for something else, write that."
            raise Conflict(message, fields={"text": message})


def _estimate(session: Session, estimate_id: str) -> str:
    estimate = estimates.by_id(session, estimate_id)
    return f"{title_of(estimate.version)} (version {estimate.version}): {estimate.status}" if estimate else ""


def _require_chosen(value: str, message: str) -> None:
    if not value:
        raise UsageError(message)


def _require_owner(session: Session, person_id: str) -> None:
    owner = people.find(session, person_id) if person_id else None
    if owner is None or owner.left_at:
        raise UsageError("Please choose an owner who works here.")


def _require_own_job(session: Session, fields: RequestFields) -> None:
    job = require_job(session, fields.job_id)
    if job.client_id != fields.client_id:
        raise UsageError(f"{job.number} is a job for {job.client.name}. Please choose one of that client's jobs.")
