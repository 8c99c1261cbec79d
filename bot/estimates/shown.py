"""Estimates for display: one version with its whole content, and the list of a job's versions."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.jobs.jobs import JobFound, found
from bot.model import Model
from bot.people.people import Staff
from bot.people.policies import policy_of
from bot.rules.estimates.changes import LineChange, changes
from bot.rules.estimates.estimates import Line, Totals, is_in_the_making, title_of
from bot.rules.estimates.reviews import covers
from bot.rules.people.policies import AccountPolicy
from bot.rules.permissions import ADMIN, MAY, Act
from storage.estimates import estimates
from storage.estimates.estimates import Estimate, EstimateLine
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.requests import requests
from storage.words.signoffs import EstimateStatus


class LineShown(Model):
    """A line, with its id."""

    id: str
    line: Line


class ReviewShown(Model):
    """A decision by somebody at the agency on a version."""

    person: str
    approved: bool
    at: datetime
    note: str


class Compared(Model):
    """The version that a Revised Estimate is compared with, and each line that differs."""

    version: int
    status: EstimateStatus
    totals: Totals
    changes: Sequence[LineChange]


class VersionShown(Model):
    """A version in a job's list."""

    id: str
    version: int
    status: EstimateStatus
    total_cents: int
    reason: str


class EstimateShown(Model):
    """One version with its whole content; cents of `currency`. `edited_by` changed it last.

    `was_sent`: a client has seen it, so it stays as it is.
    """

    id: str
    job: JobFound
    client_id: str
    version: int
    status: EstimateStatus
    revision: int
    currency: str
    made_by: str
    edited_by: str
    reason: str
    deliverables: str
    exclusions: str
    terms: str
    revision_rounds: int | None
    valid_until: date | None
    issued_on: date | None
    contingency_bp: int
    tax_name: str
    tax_ppm: int
    totals: Totals
    lines: Sequence[LineShown]
    compared: Compared | None
    reviews: Sequence[ReviewShown]
    content_hash: str | None
    was_sent: bool = False

    @property
    def title(self) -> str:
        """Return the version's title."""
        return title_of(self.version)


class JobEstimates(Model):
    """All versions of a job's estimate, newest first; `latest` in full. `may_draft`: the asker may draft.

    `asked_link` leads to the client's message that the latest was drafted for, if there is one.
    """

    job: JobFound
    currency: str
    latest: EstimateShown | None
    versions: Sequence[VersionShown]
    may_draft: bool
    may_review: bool = False
    asked_link: str = ""

    @property
    def is_draftable(self) -> bool:
        """Return whether the asker may start or continue a draft."""
        return self.may_draft and (self.latest is None or self.latest.status == EstimateStatus.DRAFT)

    @property
    def is_in_the_making(self) -> bool:
        """Return whether the latest version has to be finished before there can be another."""
        return self.latest is not None and is_in_the_making(self.latest.status, was_sent=self.latest.was_sent)


def estimates_of(staff: Staff, job: Job) -> JobEstimates:
    """Return all versions of a job (loaded with its client), as far as that person may see them."""
    versions = estimates.of_job(staff.session, job.id)
    return JobEstimates(
        job=found(job),
        currency=job.client.currency,
        latest=shown(staff.session, versions[0], job) if versions else None,
        versions=[
            VersionShown(
                id=each.id,
                version=each.version,
                status=each.status,
                total_cents=each.total_cents,
                reason=each.reason,
            )
            for each in versions
        ],
        may_draft=may(staff.person, Act.DRAFT_ESTIMATES),
        asked_link=asked.link if versions and (asked := requests.of_estimate(staff.session, versions[0].id)) else "",
        may_review=bool(versions) and may_review(staff.session, staff.person, versions[0], job),
    )


def may(person: Person, act: Act) -> bool:
    """Return whether a person's role lets them do that."""
    return not MAY[act].isdisjoint([person.role, *([ADMIN] if person.is_admin else [])])


def shown(session: Session, estimate: Estimate, job: Job) -> EstimateShown:
    """Return one version, with its job (loaded with its client)."""
    lines = estimates.lines_of(session, estimate.id)
    edited_by = estimate.edited_by_id or estimate.made_by_id
    return EstimateShown(
        id=estimate.id,
        job=found(job),
        client_id=job.client_id,
        version=estimate.version,
        status=estimate.status,
        revision=estimate.revision,
        currency=estimate.currency,
        made_by=people.by_id(session, estimate.made_by_id).name,
        edited_by=people.by_id(session, edited_by).name,
        reason=estimate.reason,
        deliverables=estimate.deliverables,
        exclusions=estimate.exclusions,
        terms=estimate.terms,
        revision_rounds=estimate.revision_rounds,
        valid_until=estimate.valid_until,
        issued_on=estimate.issued_on,
        contingency_bp=estimate.contingency_bp,
        tax_name=estimate.tax_name,
        tax_ppm=estimate.tax_ppm,
        totals=totals(estimate),
        lines=[LineShown(id=line.id, line=as_line(line)) for line in lines],
        compared=_compared(session, estimate, lines) if estimate.is_revised else None,
        reviews=_reviews(session, estimate),
        content_hash=estimate.content_hash,
        was_sent=estimate.sent_at is not None,
    )


def as_line(row: EstimateLine) -> Line:
    """Return a stored line as the rules see it; a line that is new in this version is its own origin."""
    return Line(
        kind=row.kind,
        service=row.service,
        description=row.description,
        minutes=row.minutes,
        rate_cents=row.rate_cents,
        cost_cents=row.cost_cents,
        markup_bp=row.markup_bp,
        origin_id=row.origin_id or row.id,
    )


def totals(estimate: Estimate) -> Totals:
    """Return the stored sums of a version."""
    return Totals(
        estimate.fees_cents,
        estimate.expenses_cents,
        estimate.contingency_cents,
        estimate.tax_cents,
        estimate.minutes,
    )


def base_of(session: Session, estimate: Estimate) -> Estimate | None:
    """Return the version to compare a later one with: the approved one before it, else the last the client saw."""
    earlier = [each for each in estimates.of_job(session, estimate.job_id) if each.version < estimate.version]
    approved = [each for each in earlier if each.status in (EstimateStatus.APPROVED, EstimateStatus.REPLACED)]
    return next(iter(approved), None) or next((each for each in earlier if each.sent_at), None)


def _compared(session: Session, estimate: Estimate, lines: Sequence[EstimateLine]) -> Compared | None:
    base = base_of(session, estimate)
    if base is None:
        return None
    before = [as_line(line) for line in estimates.lines_of(session, base.id)]
    after = [as_line(line) for line in lines]
    return Compared(version=base.version, status=base.status, totals=totals(base), changes=changes(before, after))


def _reviews(session: Session, estimate: Estimate) -> Sequence[ReviewShown]:
    rows = estimates.reviews_of(session, estimate.id)
    names = {person.id: person.name for person in people.with_ids(session, {row.person_id for row in rows})}
    return [ReviewShown(person=names[row.person_id], approved=row.approved, at=row.at, note=row.note) for row in rows]


def accounts_of(session: Session, person: Person, job: Job) -> AccountPolicy:
    """Return the account policy of the job's office: its client's, else the person's own."""
    office = people.office(session, job.client.office_id) if job.client.office_id else person.office
    return policy_of(session, office).accounts


def may_review(session: Session, person: Person, estimate: Estimate, job: Job) -> bool:
    """Return whether somebody can decide on a version that waits."""
    policy = accounts_of(session, person, job)
    is_own = policy.four_eyes and estimate.edited_by_id == person.id
    is_able = may(person, Act.REVIEW_ESTIMATES) and covers(policy, person.role, estimate.total_cents)
    return estimate.status == EstimateStatus.IN_REVIEW and is_able and not is_own
