"""Weekly approval of timesheets: each week sent for approval, and each entry as it was approved."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, UniqueConstraint, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from storage.base import Base, Key, Words
from storage.people.people import Person
from storage.timekeeping.time_entries import WITH_JOB, TimeEntry
from storage.words.time import WeekStatus

SIX_DAYS = timedelta(days=6)
# The fields that an approval covers: an entry that has changed in any of them isn't approved.
FACTS = ("job_id", "worked_on", "minutes", "billable", "note", "service", "out_of_scope")


class TimesheetApproval(Base):
    """One person's week (by its Monday), once they sent it for approval; the last decider, and why they sent it back.

    `changed_at` is set from a change after approval until we notify its approvers.
    """

    __tablename__ = "timesheet_approvals"
    __table_args__ = (
        UniqueConstraint("person_id", "monday"),
        Index("ix_timesheet_approvals_monday", "monday", "status"),
        Index("ix_timesheet_approvals_changed", "changed_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    monday: Mapped[date]
    status: Mapped[WeekStatus]
    sent_at: Mapped[datetime]
    reason: Mapped[Words | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    changed_at: Mapped[datetime | None] = mapped_column(default=None)


class ApprovedEntry(Base):
    """The content of a time entry at its approval; `id` is the entry's."""

    __tablename__ = "approved_entries"
    __table_args__ = (Index("ix_approved_entries_person_day", "person_id", "worked_on"),)

    id: Mapped[str] = mapped_column(ForeignKey("time_entries.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    worked_on: Mapped[date]
    minutes: Mapped[int]
    billable: Mapped[bool]
    note: Mapped[Words]
    service: Mapped[str] = mapped_column(String(60))
    out_of_scope: Mapped[bool]
    approved_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime]


def by_id(session: Session, approval_id: str) -> TimesheetApproval | None:
    """Return the week with that id, read again. Callers that decide on it hold its person's row."""
    return session.get(TimesheetApproval, approval_id, populate_existing=True)


_OF_WEEK = select(TimesheetApproval).where(
    TimesheetApproval.person_id == bindparam("person"), TimesheetApproval.monday == bindparam("monday")
)


def of_week(session: Session, person_id: str, monday: date) -> TimesheetApproval | None:
    """Return a person's week, if it was ever sent."""
    return session.scalar(_OF_WEEK, {"person": person_id, "monday": monday})


def changed_weeks(session: Session) -> Sequence[str]:
    """Return the ids of approved weeks that changed since, approvers not notified; the oldest change first."""
    query = select(TimesheetApproval.id).where(TimesheetApproval.changed_at.is_not(None))
    return session.scalars(query.order_by(TimesheetApproval.changed_at)).all()


def sent_weeks(session: Session, since: date) -> set[tuple[str, date]]:
    """Return the weeks from that Monday on that were ever sent, as pairs of person and Monday."""
    query = select(TimesheetApproval.person_id, TimesheetApproval.monday).where(TimesheetApproval.monday >= since)
    return {(person_id, monday) for person_id, monday in session.execute(query)}


def of_reports(session: Session, supervisor_id: str | None, since: date) -> Sequence[TimesheetApproval]:
    """Return the weeks from that Monday on, not sent back, of a supervisor's reports, the oldest first.

    None: of people without a supervisor.
    """
    reports = Person.supervisor_id.is_(None) if supervisor_id is None else Person.supervisor_id == supervisor_id
    query = select(TimesheetApproval).join(Person, Person.id == TimesheetApproval.person_id)
    query = query.where(reports, TimesheetApproval.monday >= since)
    query = query.where(TimesheetApproval.status != WeekStatus.SENT_BACK)
    return session.scalars(query.order_by(TimesheetApproval.monday, Person.name, TimesheetApproval.id)).all()


def with_time(session: Session, first: date, last: date) -> set[str]:
    """Return the ids of people who have time from `first` to `last` (both included)."""
    query = select(TimeEntry.person_id).where(TimeEntry.worked_on.between(first, last), TimeEntry.voided_at.is_(None))
    return set(session.scalars(query.distinct()))


def approved(session: Session, person_id: str, monday: date) -> Sequence[ApprovedEntry]:
    """Return the approved entries of a person's week, by the days that they were approved for."""
    days = ApprovedEntry.worked_on.between(monday, monday + SIX_DAYS)
    return session.scalars(select(ApprovedEntry).where(ApprovedEntry.person_id == person_id, days)).all()


def of_entries(session: Session, entry_ids: Collection[str]) -> dict[str, ApprovedEntry]:
    """Return the approved content of these entries, by their ids."""
    query = select(ApprovedEntry).where(ApprovedEntry.id.in_(entry_ids))
    return {row.id: row for row in session.scalars(query)}


def entries_with_ids(session: Session, entry_ids: Collection[str]) -> Sequence[TimeEntry]:
    """Return these entries, whether they count or not, with their jobs."""
    return session.scalars(select(TimeEntry).where(TimeEntry.id.in_(entry_ids)).options(WITH_JOB)).all()


def not_approved(
    session: Session, first: date, last: date, person_ids: Collection[str] | None = None
) -> Sequence[tuple[str, str, date]]:
    """Return the entries (id, person, day) worked from `first` to `last` whose current content isn't approved.

    `person_ids` limits them to these people; None means everybody.
    """
    same = and_(ApprovedEntry.id == TimeEntry.id, *(_same(fact) for fact in FACTS))
    query = select(TimeEntry.id, TimeEntry.person_id, TimeEntry.worked_on).outerjoin(ApprovedEntry, same)
    query = query.where(
        TimeEntry.worked_on.between(first, last), TimeEntry.voided_at.is_(None), ApprovedEntry.id.is_(None)
    )
    return _of(session, query, TimeEntry.person_id, person_ids)


def gone(session: Session, first: date, last: date, person_ids: Collection[str]) -> Sequence[tuple[str, str, date]]:
    """Return these people's entries that were approved for a day from `first` to `last` but no longer count there."""
    query = select(ApprovedEntry.id, ApprovedEntry.person_id, ApprovedEntry.worked_on)
    query = query.join(TimeEntry, TimeEntry.id == ApprovedEntry.id).where(
        ApprovedEntry.worked_on.between(first, last),
        or_(TimeEntry.voided_at.is_not(None), TimeEntry.worked_on != ApprovedEntry.worked_on),
    )
    return _of(session, query, ApprovedEntry.person_id, person_ids)


def _of(
    session: Session,
    query: Select[str, str, date],
    person: InstrumentedAttribute[str],
    person_ids: Collection[str] | None,
) -> Sequence[tuple[str, str, date]]:
    if person_ids is not None:
        query = query.where(person.in_(person_ids))
    return [(entry_id, person_id, day) for entry_id, person_id, day in session.execute(query)]


def _same(fact: str) -> ColumnElement[bool]:
    same: ColumnElement[bool] = getattr(ApprovedEntry, fact) == getattr(TimeEntry, fact)
    return same
