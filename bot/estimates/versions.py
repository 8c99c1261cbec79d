"""Revised Estimates: the next version, started from the current one or from the hours actually worked."""

from collections.abc import Sequence

from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, UsageError
from bot.estimates.burn import burns_of
from bot.estimates.drafts import keep_lines, keep_totals, new_draft
from bot.estimates.estimates import set_status
from bot.estimates.notices import estimate_changed
from bot.estimates.shown import EstimateShown, accounts_of, as_line, shown
from bot.jobs.jobs import require_job
from bot.people.people import Staff, require_person, require_staff
from bot.rules.estimates.actuals import Actuals, Worked, from_actuals
from bot.rules.estimates.burn import Burn
from bot.rules.estimates.estimates import is_in_the_making
from bot.rules.estimates.forms import LONGEST_TEXT
from bot.rules.people.rates import format_money
from bot.rules.permissions import Act
from storage.estimates import burn as burned
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.words.signoffs import EstimateStatus


@once
def revise(work: Work, job_id: str, reason: str, *, actuals: bool = False) -> EstimateShown:
    """Draft the next version from the approved or else the latest one; `actuals` updates it to the hours worked.

    It replaces a version whose sign-off was withdrawn.

    Raises UsageError for field `reason`, Conflict if a version is under way already, NotFound, NotAllowed.
    """
    staff = require_staff(work, Act.DRAFT_ESTIMATES)
    job, estimate = draft_revision(staff, job_id, reason, actuals=actuals)
    return shown(staff.session, estimate, job)


def draft_revision(staff: Staff, job_id: str, reason: str, *, actuals: bool = False) -> tuple[Job, Estimate]:
    """Draft the next version of a (locked) job's estimate. Raises as `revise` does."""
    job = require_job(staff.session, job_id, locked=True)
    versions = estimates.of_job(staff.session, job.id)
    _check(job, versions, reason)
    base = estimates.approved_of(staff.session, job.id) or versions[0]
    lines = [as_line(row) for row in estimates.lines_of(staff.session, base.id)]
    if actuals:
        lines = from_actuals(lines, _actuals(staff, job))
    if versions[0].status == EstimateStatus.READY:  # its sign-off was withdrawn, so the new one replaces it
        set_status(staff, staff.id, versions[0], EstimateStatus.WITHDRAWN)
    estimate = new_draft(staff, job, versions[0].version + 1, **_kept(base), reason=reason.strip())
    keep_lines(staff, estimate, lines)
    keep_totals(staff, estimate)
    estimate_changed(staff.session, estimate)
    return job, estimate


def reason_from_actuals(bot: Bot, actor: Actor, job_id: str) -> str:
    """Return a suggested reason from the burn; empty if nothing is approved. Raises NotFound, NotAllowed."""
    with bot.read(actor) as work:
        require_person(work, Act.DRAFT_ESTIMATES)
        job = require_job(work.session, job_id)
        burn = burns_of(work.session, [job.id])[job.id]
        return _in_words(burn, job.client.currency)


def _in_words(burn: Burn, currency: str) -> str:
    if burn.budget_cents is None or burn.percent is None:
        return ""
    used, approved = format_money(burn.burned_cents, currency), format_money(burn.budget_cents, currency)
    return f"The work so far comes to {used}, {burn.percent}% of the approved {approved}."


def _check(job: Job, versions: Sequence[Estimate], reason: str) -> None:
    if not versions:
        raise Conflict(f"{job.number} has no estimate to revise yet. Draft the first one.")
    latest = versions[0]
    if is_in_the_making(latest.status, was_sent=latest.sent_at is not None):
        raise Conflict(f"Version {latest.version} is {latest.status}. Finish that one first.")
    if not job.takes_time:
        raise Conflict(f"{job.number} is {job.status}, so it can't have an estimate. Reopen it first.")
    text = reason.strip()
    if not text or len(text) > LONGEST_TEXT:
        message = "The client reads this first: why does the estimate change?" if not text else "That is too long."
        raise UsageError(message, fields={"reason": message})


def _kept(base: Estimate) -> dict[str, object]:
    names = ("deliverables", "exclusions", "terms", "revision_rounds", "contingency_bp", "tax_name", "tax_ppm")
    return {name: getattr(base, name) for name in names}


def _actuals(staff: Staff, job: Job) -> Actuals:
    burn = burns_of(staff.session, [job.id])[job.id]
    worked = [Worked(each.service, each.minutes, each.cents) for each in burned.by_service(staff.session, job.id)]
    markup_bp = accounts_of(staff.session, staff.person, job).markup_bp
    return Actuals(worked, burn.expense_cents + burn.open_order_cents, markup_bp)
