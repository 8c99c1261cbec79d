"""The initial values of the sign-off forms, and the list of open sign-offs."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, Work
from bot.errors import NotFound, UsageError
from bot.jobs.jobs import JobFound, found, job_numbered, require_job
from bot.model import Model
from bot.people.people import require_person
from bot.rules.estimates.estimates import title_of
from bot.rules.permissions import Act
from bot.signoffs.shown import SignoffShown, signoff_shown
from storage.clients import contacts
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.signoffs import signoffs
from storage.words.platforms import ChannelRef
from storage.words.signoffs import EstimateStatus, Quorum, SignoffKind

MOST_EARLIER = 20
MOST_LISTED = 15


class ContactFound(Model):
    """A client contact to choose; `can` says what they may approve, and where they're asked."""

    id: str
    name: str
    can: str


class EstimateFound(Model):
    """An estimate that can go to the client."""

    id: str
    label: str


class EarlierFound(Model):
    """The latest version of an earlier sign-off, to follow up with a new one."""

    series_id: str
    label: str
    title: str
    kind: SignoffKind
    quorum: Quorum
    contact_ids: Sequence[str]


class SignoffForm(Model):
    """The initial values of the form; `estimate` or `earlier` is set if it's opened for one."""

    job: JobFound
    contacts: Sequence[ContactFound]
    estimates: Sequence[EstimateFound]
    versions: Sequence[EarlierFound]
    estimate: EstimateFound | None = None
    earlier: EarlierFound | None = None


class SignoffLine(Model):
    """An open sign-off in a list."""

    id: str
    job: str
    named: str
    waiting: Sequence[str]
    due_on: date | None
    is_overdue: bool


class SignoffsListed(Model):
    """The open sign-offs, earliest due date first; `more` are left out."""

    lines: Sequence[SignoffLine]
    more: int


def find_job(bot: Bot, actor: Actor, number: str, here: ChannelRef | None) -> JobFound | None:
    """Return the job with that number or, without a number, the job linked to `here`; None if none is linked.

    Raises NotFound with the nearest numbers, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        require_person(work, Act.REQUEST_SIGNOFF)
        if number:
            return found(job_numbered(work.session, number.upper()))
        bound = jobs.bound_to(work.session, here) if here else ()
        return found(bound[0]) if len(bound) == 1 else None


def form_for_job(bot: Bot, actor: Actor, job_id: str) -> SignoffForm:
    """Return the form for anything of a job. Raises NotFound, UsageError if nobody can approve, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        return _form(work, job_id)


def form_for_estimate(bot: Bot, actor: Actor, estimate_id: str) -> SignoffForm:
    """Return the form for one estimate. Raises as `form_for_job`."""
    with bot.read(actor) as work:
        estimate = estimates.by_id(work.session, estimate_id)
        if estimate is None:
            raise NotFound("I can't find that estimate.")
        return _form(work, estimate.job_id).model_copy(update={"estimate": _estimate(estimate)})


def form_for_version(bot: Bot, actor: Actor, signoff_id: str) -> SignoffForm:
    """Return the form for a new version of a sign-off. Raises as `form_for_job`, Conflict if it's too early for one."""
    with bot.read(actor) as work:
        signoff = signoffs.by_id(work.session, signoff_id)
        if signoff is None:
            raise NotFound("I can't find that sign-off.")
        form = _form(work, signoff.job_id)
        if signoff.estimate_id:
            if not form.estimates:
                raise UsageError(
                    f"There's no newer estimate of {form.job.number} that's ready for the client. "
                    "Make a Revised Estimate first, and have it approved at the agency."
                )
            return form.model_copy(update={"estimate": form.estimates[0]})
        earlier = next(each for each in form.versions if each.series_id == signoff.series_id)
        return form.model_copy(update={"earlier": earlier})


def open_signoffs(bot: Bot, actor: Actor) -> SignoffsListed:
    """Return all sign-offs that wait for a client. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.REQUEST_SIGNOFF)
        rows = signoffs.open_ones(work.session)
        lines = [_line(signoff_shown(work, each.id)) for each in rows[:MOST_LISTED]]
        return SignoffsListed(lines=lines, more=max(0, len(rows) - MOST_LISTED))


def signoff_card(bot: Bot, actor: Actor, signoff_id: str) -> SignoffShown:
    """Return a sign-off for the person who asks to see it. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.REQUEST_SIGNOFF)
        return signoff_shown(work, signoff_id)


def contacts_found(session: Session, client_id: str) -> list[ContactFound]:
    """Return the contacts of a client who may approve something, by name."""
    return [
        ContactFound(id=each.id, name=each.name, can=f"{', '.join(each.approves)} · {each.prefers}")
        for each in contacts.of_client(session, client_id)
        if each.approves
    ]


def _form(work: Work, job_id: str) -> SignoffForm:
    require_person(work, Act.REQUEST_SIGNOFF)
    job = require_job(work.session, job_id)
    known = contacts_found(work.session, job.client_id)
    if not known:
        raise UsageError(
            f"{job.client.name} has no contact who can approve anything yet. Add one to the client first, with what "
            "they may approve."
        )
    ready = [each for each in estimates.of_job(work.session, job.id) if each.status == EstimateStatus.READY]
    return SignoffForm(
        job=found(job),
        contacts=known,
        estimates=[_estimate(each) for each in ready],
        versions=_versions(work.session, job.id),
    )


def _versions(session: Session, job_id: str) -> list[EarlierFound]:
    """Return the latest of each series except estimates, which have their own versions."""
    rows = sorted(signoffs.of_job(session, job_id), key=lambda row: row.version)
    latest = {row.series_id: row for row in rows if not row.estimate_id}
    return [
        EarlierFound(
            series_id=row.series_id,
            label=f"{row.title}, version {row.version} ({row.status})",
            title=row.title,
            kind=row.kind,
            quorum=row.quorum,
            contact_ids=[each.contact_id for each in signoffs.approvers_of(session, row.id) if each.removed_at is None],
        )
        for row in sorted(latest.values(), key=lambda row: row.requested_at, reverse=True)[:MOST_EARLIER]
    ]


def _estimate(estimate: Estimate) -> EstimateFound:
    return EstimateFound(id=estimate.id, label=f"{title_of(estimate.version)}, version {estimate.version}")


def _line(shown: SignoffShown) -> SignoffLine:
    return SignoffLine(
        id=shown.id,
        job=f"{shown.job.number} {shown.job.title}",
        named=shown.named,
        waiting=[each.name for each in shown.waiting],
        due_on=shown.due_on,
        is_overdue=shown.is_overdue,
    )
