"""Turning a request out of scope into a Revised Estimate, which quotes the request and links to it."""

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.estimates.shown import EstimateShown, shown
from bot.estimates.versions import draft_revision
from bot.hints import Hint
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff, zone_of
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from storage.estimates.estimates import Estimate
from storage.requests import requests


class RevisionBegun(Model):
    """The start of a Revised Estimate: the job, and a suggested reason, which the client reads first."""

    job_id: str
    reason: str


def revision_for(bot: Bot, actor: Actor, request_id: str) -> RevisionBegun:
    """Return the start of a request's Revised Estimate. Raises UsageError without a job, NotFound, NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.DRAFT_ESTIMATES)
        row = requests.by_id(work.session, request_id)
        if row is None:
            raise NotFound("I can't find that request.")
        if row.job_id is None:
            raise UsageError("Which job is it for? Add the job with *Edit*, then try again.")
        asked_on = local_date(row.made_at, zone_of(person))
        reason = f"On {asked_on.day} {asked_on:%B} you asked for this: “{' '.join(row.text.split())}”"
        return RevisionBegun(job_id=row.job_id, reason=reason)


@once
def revise_for(work: Work, request_id: str, job_id: str, reason: str) -> EstimateShown:
    """Draft the Revised Estimate that a request needs, and save its version with the request.

    Raises UsageError for field `reason`, Conflict if a version is already being made, NotFound, NotAllowed.
    """
    staff = require_staff(work, Act.DRAFT_ESTIMATES)
    job, estimate = draft_revision(staff, job_id, reason)
    _note(staff, request_id, estimate)
    return shown(staff.session, estimate, job)


def _note(staff: Staff, request_id: str, estimate: Estimate) -> None:
    row = requests.by_id(staff.session, request_id, locked=True)
    if row is None:
        raise NotFound("I can't find that request.")
    if row.job_id != estimate.job_id:
        raise Conflict(
            "That request is for another job now. Please start again.",
            hint=Hint(text="See all requests", command="request"),
        )
    before = history.state_of(row)
    row.estimate_id = estimate.id
    staff.session.flush()
    history.record_kept(staff, staff.id, row, before)
