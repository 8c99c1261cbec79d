"""Drafting an estimate: lines and terms are saved as they come, and nobody overwrites a change they haven't seen."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.estimates.estimates import require_estimate
from bot.estimates.notices import estimate_changed
from bot.estimates.shown import EstimateShown, accounts_of, as_line, shown
from bot.jobs.jobs import require_job
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.estimates.estimates import Line, check_lines, totals_of
from bot.rules.estimates.forms import LineRequest, TermsRequest, read_line_form, read_terms
from bot.rules.estimates.lines import Defaults, read_lines
from bot.rules.kit.services import SERVICES
from bot.rules.people.rates import choose_rate
from bot.rules.permissions import Act
from storage.estimates import estimates
from storage.estimates.estimates import Estimate, EstimateLine
from storage.jobs.jobs import Job
from storage.people import people, rates
from storage.words.signoffs import EstimateLineKind, EstimateStatus
from storage.words.time import Change


class DraftSeen(Model):
    """The draft that somebody sees while they change it; no `estimate_id` if there's no draft yet."""

    job_id: str
    estimate_id: str | None = None
    revision: int = 0


class LineForm(Model):
    """The initial values of a line's form: today's rates by service (cents an hour), and the usual mark-up."""

    kind: EstimateLineKind
    currency: str
    rates: Mapping[str, int]
    markup_bp: int
    line: Line | None


def line_form(bot: Bot, actor: Actor, seen: DraftSeen, kind: EstimateLineKind, line_id: str | None) -> LineForm:
    """Return the form for a new line of that kind, or for an existing one. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.DRAFT_ESTIMATES)
        job = require_job(staff.session, seen.job_id)
        defaults = _defaults(staff, job)
        line = None
        if line_id and seen.estimate_id:
            line = as_line(_line(staff.session, require_estimate(staff.session, seen.estimate_id)[0], line_id))
        card = {service: defaults.rate(service, "") for service in SERVICES}
        return LineForm(
            kind=line.kind if line else kind,
            currency=defaults.currency,
            rates={service: cents for service, cents in card.items() if cents is not None},
            markup_bp=defaults.markup_bp,
            line=line,
        )


@once
def add_lines(work: Work, seen: DraftSeen, text: str) -> EstimateShown:
    """Add typed lines, one per line of text; the first starts the draft. Raises UsageError for field `lines`."""
    staff, estimate, job = _draft(work, seen)
    try:
        lines = read_lines(text, _defaults(staff, job))
        _require_some(lines)
        _add(staff, estimate, lines)
    except UsageError as error:
        raise UsageError(str(error), fields={"lines": str(error)}) from None
    return shown(staff.session, estimate, job)


@once
def save_line(work: Work, seen: DraftSeen, line_id: str | None, request: LineRequest) -> EstimateShown:
    """Add a line by form, or change one. Raises UsageError by field, Conflict, NotFound, NotAllowed."""
    staff, estimate, job = _draft(work, seen)
    line = read_line_form(request, _defaults(staff, job))
    if line_id is None:
        _add(staff, estimate, [line])
    else:
        row = _line(staff.session, estimate, line_id)
        before = history.state_of(row)
        _fill(row, line)
        staff.session.flush()
        history.record_kept(staff, staff.id, row, before)
        keep_totals(staff, estimate)
    return shown(staff.session, estimate, job)


@once
def remove_line(work: Work, seen: DraftSeen, line_id: str) -> EstimateShown:
    """Take a line out of a draft. Raises Conflict, NotFound, NotAllowed."""
    staff, estimate, job = _draft(work, seen)
    row = _line(staff.session, estimate, line_id)
    history.record_removal(staff, staff.id, row)
    staff.session.delete(row)
    staff.session.flush()
    keep_totals(staff, estimate)
    return shown(staff.session, estimate, job)


@once
def save_terms(work: Work, seen: DraftSeen, request: TermsRequest) -> EstimateShown:
    """Save a draft's deliverables, terms, contingency, tax and so on. Raises UsageError by field, and as above."""
    staff, estimate, job = _draft(work, seen)
    before = history.state_of(estimate)
    read = read_terms(request, staff.today, needs_reason=estimate.is_revised)
    for name, value in read.items():
        setattr(estimate, name, value)
    keep_totals(staff, estimate, before)
    return shown(staff.session, estimate, job)


def new_draft(staff: Staff, job: Job, version: int, **content: object) -> Estimate:
    """Add a draft with the policy's contingency and tax, unless the content says otherwise."""
    policy = accounts_of(staff.session, staff.person, job)
    given: dict[str, object] = {
        "contingency_bp": policy.contingency_bp,
        "tax_name": policy.tax_name,
        "tax_ppm": policy.tax_ppm,
    }
    about = {"id": staff.new_id(), "job_id": job.id, "version": version, "currency": job.client.currency}
    made = {"made_by_id": staff.id, "made_at": staff.now(), "edited_by_id": staff.id}
    estimate = Estimate(**(given | content | about | made))  # type: ignore[arg-type]  # columns by their names
    staff.session.add(estimate)
    staff.session.flush()
    history.record(staff, staff.id, estimate, Change.MADE)
    return estimate


def keep_lines(staff: Staff, estimate: Estimate, lines: Sequence[Line]) -> None:
    """Add lines after a draft's existing ones; doesn't update its totals."""
    last = max((row.position for row in estimates.lines_of(staff.session, estimate.id)), default=0)
    for position, line in enumerate(lines, last + 1):
        row = EstimateLine(id=staff.new_id(), estimate_id=estimate.id, position=position, kind=line.kind)
        _fill(row, line)
        row.origin_id = line.origin_id
        staff.session.add(row)
        staff.session.flush()
        history.record(staff, staff.id, row, Change.MADE)


def keep_totals(staff: Staff, estimate: Estimate, before: history.State | None = None) -> None:
    """Recalculate a draft's totals, and keep who changed it. Raises UsageError if it grew too large."""
    before = before or history.state_of(estimate)
    lines = [as_line(row) for row in estimates.lines_of(staff.session, estimate.id)]
    sums = totals_of(lines, estimate.contingency_bp, estimate.tax_ppm)
    check_lines(lines, sums)
    for name in ("fees_cents", "expenses_cents", "contingency_cents", "tax_cents", "total_cents", "minutes"):
        setattr(estimate, name, getattr(sums, name))
    estimate.edited_by_id = staff.id
    estimate.revision += 1
    staff.session.flush()
    history.record_kept(staff, staff.id, estimate, before)
    estimate_changed(staff.session, estimate)


def require_seen(staff: Staff, estimate: Estimate, revision: int) -> None:
    """Raise Conflict if a version is no longer a draft, or changed since the person saw that revision."""
    if estimate.status != EstimateStatus.DRAFT:
        raise Conflict(f"Version {estimate.version} is {estimate.status} now, so you can't change it.")
    if estimate.revision != revision:
        other = people.by_id(staff.session, estimate.edited_by_id or estimate.made_by_id)
        who = "You" if other.id == staff.id else other.name
        raise Conflict(f"{who} has changed this draft since. Here it is now. Please take a look and try again.")


def _draft(work: Work, seen: DraftSeen) -> tuple[Staff, Estimate, Job]:
    """Return the draft that the asker saw, locked until the transaction ends; start the first if there's none."""
    staff = require_staff(work, Act.DRAFT_ESTIMATES)
    job = require_job(staff.session, seen.job_id, locked=True)
    if seen.estimate_id:
        estimate, job = require_estimate(staff.session, seen.estimate_id, locked=True)
        require_seen(staff, estimate, seen.revision)
        return staff, estimate, job
    if existing := estimates.of_job(staff.session, job.id):
        other = people.by_id(staff.session, existing[0].made_by_id)
        who = "You" if other.id == staff.id else other.name
        raise Conflict(f"{who} has started this estimate already. Here it is now. Please take a look and try again.")
    if not job.takes_time:
        raise Conflict(f"{job.number} is {job.status}, so it can't have an estimate. Reopen it first.")
    return staff, new_draft(staff, job, 1), job


def _add(staff: Staff, estimate: Estimate, lines: Sequence[Line]) -> None:
    before = history.state_of(estimate)
    keep_lines(staff, estimate, lines)
    keep_totals(staff, estimate, before)


def _line(session: Session, estimate: Estimate, line_id: str) -> EstimateLine:
    for row in estimates.lines_of(session, estimate.id):
        if row.id == line_id:
            return row
    raise NotFound("That line is no longer in this draft.")


def _fill(row: EstimateLine, line: Line) -> None:
    row.kind, row.service, row.description = line.kind, line.service, line.description
    row.minutes, row.rate_cents = line.minutes, line.rate_cents
    row.cost_cents, row.markup_bp = line.cost_cents, line.markup_bp
    row.amount_cents = line.amount_cents


def _defaults(staff: Staff, job: Job) -> Defaults:
    day, currency = staff.today, job.client.currency
    card = [rate for rate in rates.every_rate(staff.session) if rate.currency == currency and rate.person_id is None]

    def rate_of(service: str, role: str) -> int | None:
        rate = choose_rate(card, service, role, "", day)
        return rate.cents if rate else None

    return Defaults(currency, accounts_of(staff.session, staff.person, job).markup_bp, rate_of)


def _require_some(lines: Sequence[Line]) -> None:
    if not lines:
        raise UsageError("Please type a line first, e.g. design 12h 145 key visual")
