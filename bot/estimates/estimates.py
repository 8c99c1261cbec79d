"""Estimates: opening a job's, and following a version once the client has it."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work
from bot.errors import Conflict, NotFound
from bot.estimates.notices import estimate_changed
from bot.estimates.shown import EstimateShown, JobEstimates, estimates_of, shown
from bot.jobs.jobs import job_numbered, require_job
from bot.people.people import Staff, require_person, require_staff
from bot.rules.estimates.estimates import IN_THE_MAKING, title_of
from bot.rules.kit.dates import describe_day
from bot.rules.permissions import Act
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.words.signoffs import EstimateStatus, SignoffStatus
from storage.words.time import Change


def open_estimates(bot: Bot, actor: Actor, number: str = "", job_id: str = "") -> JobEstimates:
    """Return the estimates of a job by number or id. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_MONEY)
        job = require_job(staff.session, job_id) if job_id else job_numbered(staff.session, number.upper())
        return estimates_of(staff, job)


def require_estimate(session: Session, estimate_id: str, *, locked: bool = False) -> tuple[Estimate, Job]:
    """Return the version with that id, and its job with its client. Raises NotFound.

    `locked` locks the job until the transaction ends: one change of a job's estimates at a time.
    """
    estimate = estimates.by_id(session, estimate_id)
    if estimate is None:
        raise NotFound("I can't find that estimate.")
    job = require_job(session, estimate.job_id, locked=locked)
    if locked:
        session.refresh(estimate)
    return estimate, job


def estimate_shown(bot: Bot, estimate_id: str) -> EstimateShown:
    """Return one version, for the outbox and for documents. Raises NotFound."""
    with bot.store.read() as session:
        return shown(session, *require_estimate(session, estimate_id))


def see_estimate(bot: Bot, actor: Actor, estimate_id: str) -> EstimateShown:
    """Return one version, for people who may see money. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.SEE_MONEY)
        return shown(work.session, *require_estimate(work.session, estimate_id))


def release_estimate(staff: Staff, estimate_id: str) -> Estimate:
    """Mark a version as sent to the client; its content's hash and its PDF exist by then.

    Raises NotFound, and Conflict if it hasn't passed the internal review, or is no longer valid.
    """
    estimate, job = require_estimate(staff.session, estimate_id, locked=True)
    name = f"{title_of(estimate.version)} {estimate.version} of {job.number}"
    if estimate.status != EstimateStatus.READY:
        why = "hasn't been approved at the agency yet" if estimate.status in IN_THE_MAKING else f"is {estimate.status}"
        raise Conflict(f"The {name} {why}, so it can't go to the client.")
    today = staff.today
    if estimate.valid_until and estimate.valid_until < today:
        day = describe_day(estimate.valid_until, today)
        way = "Draft a Revised Estimate" if estimate.sent_at else "Take it back to a draft and set another date"
        raise Conflict(f"The {name} was valid until {day}. {way}.")
    set_status(staff, staff.id, estimate, EstimateStatus.SENT, sent_at=staff.now())
    return estimate


def client_decided(work: Work, estimate_id: str, status: SignoffStatus, at: datetime) -> None:
    """Apply the outcome of a version's sign-off: an approved version replaces the one approved before.

    A withdrawn sign-off makes the version ready again; one superseded by a newer version withdraws it.
    """
    estimate, job = require_estimate(work.session, estimate_id, locked=True)
    match status:
        case SignoffStatus.APPROVED | SignoffStatus.APPROVED_WITH_CHANGES:
            now = EstimateStatus.APPROVED
        case SignoffStatus.CHANGES_REQUESTED:
            now = EstimateStatus.CHANGES_REQUESTED
        case SignoffStatus.DECLINED:
            now = EstimateStatus.DECLINED
        case SignoffStatus.WITHDRAWN:
            now = EstimateStatus.READY
        case SignoffStatus.SUPERSEDED:
            now = EstimateStatus.WITHDRAWN
        case SignoffStatus.OPEN:
            return
    if estimate.status != EstimateStatus.SENT:
        return
    before = estimates.approved_of(work.session, job.id) if now == EstimateStatus.APPROVED else None
    if before and before.id != estimate.id:
        set_status(work, None, before, EstimateStatus.REPLACED)
    decided_at = None if now in (EstimateStatus.READY, EstimateStatus.WITHDRAWN) else at
    set_status(work, None, estimate, now, decided_at=decided_at)


def set_status(work: Work, person_id: str | None, estimate: Estimate, status: EstimateStatus, **also: object) -> None:
    """Change a version's status, with its history, and have the messages that show it rendered again."""
    before = history.state_of(estimate)
    estimate.status = status
    estimate.revision += 1
    for name, value in also.items():
        setattr(estimate, name, value)
    work.session.flush()
    history.record(work, person_id, estimate, Change.EDITED, before)
    estimate_changed(work.session, estimate)
