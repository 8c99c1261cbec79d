"""The internal review: the drafter sends a version, and somebody whose limit covers it releases it to the client."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clients.leads import lead_of_job
from bot.core import Bot, Work, once
from bot.errors import Conflict, NotAllowed, UsageError
from bot.estimates.drafts import require_seen
from bot.estimates.estimates import require_estimate, set_status
from bot.estimates.files import freeze
from bot.estimates.notices import ReviewAsked, ReviewDecided
from bot.estimates.shown import EstimateShown, JobEstimates, accounts_of, estimates_of, may, may_review, shown
from bot.messaging.touch import ClickedMessage, told_changed, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.estimates.reviews import covers, reviewers
from bot.rules.people.rates import format_money
from bot.rules.permissions import Act
from storage.estimates import estimates
from storage.estimates.estimates import Estimate, EstimateReview
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.words.signoffs import EstimateStatus

LONGEST_NOTE = 1_000
# A chain of supervisors that runs in a circle ends here.
LONGEST_CHAIN = 20


class SentForReview(Model):
    """A draft is finished: it waits for `asked`, or is ready because the sender's own limit covers it."""

    estimate: EstimateShown
    asked: Sequence[str]


class Reviewed(Model):
    """Somebody approved a version at the agency, or sent it back."""

    estimate: EstimateShown
    approved: bool


class ReviewTold(Model):
    """A version in review, as the reader sees it; `decision` is empty while it waits."""

    estimate: EstimateShown
    by: str
    may_decide: bool
    note: str = ""


@once
def send_for_review(work: Work, estimate_id: str, revision: int) -> SentForReview:
    """Freeze a draft's content, make its PDF, and ask people who may approve its total.

    Without the four-eyes rule, the sender's own limit is enough.
    Raises UsageError if something is missing, Conflict, NotFound, NotAllowed.
    """
    staff = require_staff(work, Act.DRAFT_ESTIMATES)
    estimate, job = require_estimate(staff.session, estimate_id, locked=True)
    require_seen(staff, estimate, revision)
    policy = accounts_of(staff.session, staff.person, job)
    freeze(staff, estimate, job)
    if covers(policy, staff.person.role, estimate.total_cents) and not policy.four_eyes:
        _keep_review(staff, estimate, approved=True)
        set_status(staff, staff.id, estimate, EstimateStatus.READY)
        return SentForReview(estimate=shown(staff.session, estimate, job), asked=())
    asked = _reviewers(staff, estimate, job)
    set_status(staff, staff.id, estimate, EstimateStatus.IN_REVIEW, edited_by_id=staff.id)
    for each in asked:
        notice = ReviewAsked(person_id=each.id, estimate_id=estimate.id, by_id=staff.id)
        tell(staff, each, notice, f"review:{estimate.id}:{estimate.revision}:{each.id}", urgent=True)
    return SentForReview(estimate=shown(staff.session, estimate, job), asked=[each.name for each in asked])


@once
def review(
    work: Work, estimate_id: str, *, approve: bool, note: str = "", clicked: ClickedMessage | None = None
) -> Reviewed:
    """Release a version to the client, or send it back to its drafter with a note that says what to change.

    Raises UsageError for field `note`, Conflict if it's no longer waiting (says who decided), NotAllowed.
    """
    staff = require_staff(work, Act.REVIEW_ESTIMATES)
    estimate, job = require_estimate(staff.session, estimate_id, locked=True)
    _require_waiting(staff.session, estimate)
    _require_limit(staff, estimate, job)
    row = _keep_review(staff, estimate, approved=approve, note=_note(note, needed=not approve))
    if approve:
        set_status(staff, staff.id, estimate, EstimateStatus.READY)
    else:
        _back_to_draft(staff, estimate)
    _tell_drafters(staff, estimate, row)
    told_changed(staff, staff.id)
    if clicked:
        touch_clicked(staff.session, clicked)
    return Reviewed(estimate=shown(staff.session, estimate, job), approved=approve)


@once
def take_back(work: Work, estimate_id: str) -> JobEstimates:
    """Turn a version that no client has seen back into a draft. Raises Conflict, NotFound, NotAllowed."""
    staff = require_staff(work, Act.DRAFT_ESTIMATES)
    estimate, job = require_estimate(staff.session, estimate_id, locked=True)
    if estimate.status not in (EstimateStatus.IN_REVIEW, EstimateStatus.READY):
        raise Conflict(f"Version {estimate.version} is {estimate.status}, so it can't be taken back to a draft.")
    if estimate.sent_at:
        raise Conflict(
            f"The client has seen version {estimate.version}, so it stays as it is. Send it again, or draft a "
            "Revised Estimate."
        )
    _back_to_draft(staff, estimate)
    return estimates_of(staff, job)


def review_shown(bot: Bot, estimate_id: str, by_id: str, reader_id: str) -> ReviewTold:
    """Return a version that waits for the reader's approval. Only the outbox calls this."""
    with bot.store.read() as session:
        estimate, job = require_estimate(session, estimate_id)
        reader = people.by_id(session, reader_id)
        return ReviewTold(
            estimate=shown(session, estimate, job),
            by=people.by_id(session, by_id).name,
            may_decide=may_review(session, reader, estimate, job),
        )


def decision_shown(bot: Bot, estimate_id: str, review_id: str) -> ReviewTold:
    """Return the decision on a version, for its drafter. Only the outbox calls this."""
    with bot.store.read() as session:
        estimate, job = require_estimate(session, estimate_id)
        row = next(each for each in estimates.reviews_of(session, estimate_id) if each.id == review_id)
        who = people.by_id(session, row.person_id).name
        return ReviewTold(estimate=shown(session, estimate, job), by=who, may_decide=row.approved, note=row.note)


def _require_waiting(session: Session, estimate: Estimate) -> None:
    if estimate.status == EstimateStatus.IN_REVIEW:
        return
    name, rows = f"Version {estimate.version}", estimates.reviews_of(session, estimate.id)
    if not rows:
        raise Conflict(f"{name} is {estimate.status} now, so there's nothing to decide.")
    who = people.by_id(session, rows[-1].person_id).name
    what = "approved it" if rows[-1].approved else "sent it back"
    raise Conflict(f"{who} {what} already; {name} is {estimate.status} now.")


def _require_limit(staff: Staff, estimate: Estimate, job: Job) -> None:
    policy, role = accounts_of(staff.session, staff.person, job), staff.person.role
    if not covers(policy, role, estimate.total_cents):
        amount = format_money(estimate.total_cents, estimate.currency)
        raise NotAllowed(f"{amount} is more than your role can approve ({role}). An admin sets the limits.")
    if policy.four_eyes and estimate.edited_by_id == staff.id:
        raise NotAllowed("You sent this version for review yourself. The policy asks for a second pair of eyes.")


def _reviewers(staff: Staff, estimate: Estimate, job: Job) -> list[Person]:
    policy = accounts_of(staff.session, staff.person, job)
    everyone = [each for each in people.everyone(staff.session) if each.left_at is None]
    able = [each for each in everyone if may(each, Act.REVIEW_ESTIMATES)]
    asked = reviewers(_chain(staff, job), able, policy, estimate.total_cents, staff.id)
    if not asked:
        amount = format_money(estimate.total_cents, estimate.currency)
        raise Conflict(f"Nobody else can approve {amount}. An admin sets who can, in the account policy.")
    return asked


def _chain(staff: Staff, job: Job) -> list[Person]:
    """Return the job's lead today and those above, those above the sender, and the client's owner; each once."""
    found: dict[str, Person] = {}
    for start in (lead_of_job(staff, job), staff.person):
        person, steps = start, 0
        while person and steps < LONGEST_CHAIN:
            found.setdefault(person.id, person)
            person = people.find(staff.session, person.supervisor_id) if person.supervisor_id else None
            steps += 1
    if job.client.owner_id and (owner := people.find(staff.session, job.client.owner_id)):
        found.setdefault(owner.id, owner)
    return [each for each in found.values() if each.left_at is None and may(each, Act.REVIEW_ESTIMATES)]


def _keep_review(staff: Staff, estimate: Estimate, *, approved: bool, note: str = "") -> EstimateReview:
    row = EstimateReview(
        id=staff.new_id(), estimate_id=estimate.id, person_id=staff.id, approved=approved, at=staff.now(), note=note
    )
    staff.session.add(row)
    staff.session.flush()
    return row


def _back_to_draft(staff: Staff, estimate: Estimate) -> None:
    cleared: dict[str, object] = {"content_hash": None, "pdf_id": None, "issued_on": None}
    set_status(staff, staff.id, estimate, EstimateStatus.DRAFT, **cleared)


def _tell_drafters(staff: Staff, estimate: Estimate, row: EstimateReview) -> None:
    for person_id in dict.fromkeys((estimate.edited_by_id or estimate.made_by_id, estimate.made_by_id)):
        drafter = people.by_id(staff.session, person_id)
        if drafter.id != staff.id and drafter.left_at is None:
            notice = ReviewDecided(person_id=drafter.id, estimate_id=estimate.id, review_id=row.id)
            tell(staff, drafter, notice, f"reviewed:{row.id}:{drafter.id}", urgent=True)


def _note(note: str, *, needed: bool) -> str:
    text = note.strip()
    if needed and not text:
        raise UsageError("What should change?", fields={"note": "Please say what should change."})
    if len(text) > LONGEST_NOTE:
        message = f"That's {len(text):,} characters; the limit is {LONGEST_NOTE:,}."
        raise UsageError(message, fields={"note": message})
    return text
