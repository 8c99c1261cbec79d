"""Time entries: who worked how long on which job on which day."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, bindparam, case, false, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words, lock
from storage.jobs.jobs import Job
from storage.words.time import LateStatus, Source


class TimeEntry(Base):
    """Minutes of one person on one job; `worked_on` is the date in the person's own zone.

    `started_at` and `ended_at` are set if the person gave clock times. Entries of one message share their `line_id`,
    the id of the first. `entered_by_id` is set if somebody else entered it. An undone entry stays, with `voided_at`,
    and no longer counts. `rate_cents` are for an hour, fixed when the entry is made. An imported entry has its import,
    and the key of the row that it came from. `deadline` stays as it was when we judged the entry; it is empty if the
    office's policy doesn't apply.
    """

    __tablename__ = "time_entries"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes <= 1440", name="minutes_of_a_day"),
        Index("ix_time_entries_person_day", "person_id", "worked_on", "voided_at", "minutes"),
        Index("ix_time_entries_day", "worked_on", "person_id", "voided_at", "minutes"),
        Index("ix_time_entries_person_entered", "person_id", "entered_at"),
        Index("ix_time_entries_entered_by", "entered_by_id", "entered_at"),
        Index("ix_time_entries_job_day", "job_id", "worked_on", "voided_at", "minutes"),
    )

    id: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    service: Mapped[str] = mapped_column(String(60))
    worked_on: Mapped[date]
    minutes: Mapped[int]
    billable: Mapped[bool]
    note: Mapped[Words]
    source: Mapped[Source]
    entered_at: Mapped[datetime]
    line_id: Mapped[str] = mapped_column(String(32), index=True)
    out_of_scope: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    entered_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)
    rate_cents: Mapped[int | None] = mapped_column(default=None)
    currency: Mapped[str | None] = mapped_column(String(3), default=None)
    import_id: Mapped[str | None] = mapped_column(ForeignKey("time_imports.id"), index=True, default=None)
    source_key: Mapped[str | None] = mapped_column(String(32), unique=True, default=None)
    deadline: Mapped[datetime | None] = mapped_column(default=None)
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    late_status: Mapped[LateStatus | None] = mapped_column(default=None)
    late_reason: Mapped[Words | None] = mapped_column(default=None)
    approved_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)

    job: Mapped[Job] = relationship(lazy="raise", init=False, viewonly=True)


A_DAY = timedelta(days=1)
WITH_JOB = joinedload(TimeEntry.job).joinedload(Job.client)

# The queries of logging time are built once: building a statement takes longer than running it.
_OF_PERSON = (TimeEntry.person_id == bindparam("person"), TimeEntry.voided_at.is_(None))
_LAST_FIRST = (TimeEntry.entered_at.desc(), TimeEntry.id.desc())
_LAST_JOBS = (
    select(Job)
    .join(TimeEntry, TimeEntry.job_id == Job.id)
    .options(joinedload(Job.client))
    .where(*_OF_PERSON)
    .order_by(*_LAST_FIRST)
    .limit(bindparam("limit"))
)
_ENTERED_SINCE = (
    select(TimeEntry)
    .where(*_OF_PERSON, TimeEntry.worked_on.in_(bindparam("days", expanding=True)))
    .where(TimeEntry.entered_at >= bindparam("since"))
    .options(WITH_JOB)
    .order_by(*_LAST_FIRST)
)
_ON_DAY = case((TimeEntry.worked_on == bindparam("day"), TimeEntry.minutes), else_=0)
_TOTALS = select(*(func.coalesce(func.sum(each), 0) for each in (_ON_DAY, TimeEntry.minutes))).where(
    *_OF_PERSON, TimeEntry.worked_on.between(bindparam("first"), bindparam("last"))
)


def by_id(session: Session, entry_id: str, *, locked: bool = False) -> TimeEntry | None:
    """Return the entry with that id, with its job and client; `locked` stops others from deciding on it meanwhile."""
    query = select(TimeEntry).where(TimeEntry.id == entry_id).options(WITH_JOB)
    return session.scalar(lock(query, TimeEntry) if locked else query)


def of_line(session: Session, line_id: str) -> Sequence[TimeEntry]:
    """Return the entries that were logged together, in the order of the message, with their jobs and clients."""
    query = select(TimeEntry).where(TimeEntry.line_id == line_id).options(WITH_JOB)
    return session.scalars(query.order_by(TimeEntry.entered_at, TimeEntry.id)).all()


def last_by(session: Session, person_id: str) -> TimeEntry | None:
    """Return the entry that a person entered last, for anybody, with its job."""
    by = (TimeEntry.entered_by_id == person_id) | (
        (TimeEntry.person_id == person_id) & TimeEntry.entered_by_id.is_(None)
    )
    query = select(TimeEntry).where(by, TimeEntry.voided_at.is_(None)).options(WITH_JOB)
    return session.scalar(query.order_by(TimeEntry.entered_at.desc(), TimeEntry.id.desc()).limit(1))


def last_jobs(session: Session, person_id: str, limit: int) -> Sequence[Job]:
    """Return the jobs, with their clients, of a person's most recently entered entries; the most recent first."""
    return session.scalars(_LAST_JOBS, {"person": person_id, "limit": limit}).all()


def entered_since(session: Session, person_id: str, instant: datetime, days: Collection[date]) -> Sequence[TimeEntry]:
    """Return a person's entries of those worked dates entered since an instant, with their jobs, the last one first."""
    return session.scalars(_ENTERED_SINCE, {"person": person_id, "since": instant, "days": list(days)}).all()


def entered_by_others(session: Session, person_id: str, by_id: str, day: date) -> Sequence[TimeEntry]:
    """Return the entries that `by_id` made for a person around that date (in any zone) and that count; with jobs."""
    begin = datetime.combine(day, time.min, UTC)
    query = select(TimeEntry).where(TimeEntry.entered_by_id == by_id, TimeEntry.person_id == person_id)
    query = query.where(TimeEntry.entered_at.between(begin - A_DAY, begin + 2 * A_DAY), TimeEntry.voided_at.is_(None))
    return session.scalars(query.options(WITH_JOB).order_by(TimeEntry.entered_at, TimeEntry.id)).all()


def with_clock_times(session: Session, person_id: str, first: date, last: date) -> Sequence[TimeEntry]:
    """Return a person's entries with clock times from `first` to `last` (both included), with their jobs."""
    query = select(TimeEntry).where(TimeEntry.person_id == person_id, TimeEntry.worked_on.between(first, last))
    query = query.where(TimeEntry.voided_at.is_(None), TimeEntry.started_at.is_not(None)).options(WITH_JOB)
    return session.scalars(query.order_by(TimeEntry.started_at)).all()


def totals(session: Session, person_id: str, first: date, last: date, day: date) -> tuple[int, int]:
    """Return a person's minutes on `day`, and from `first` to `last` (both included)."""
    which = {"person": person_id, "first": first, "last": last, "day": day}
    day_minutes, all_minutes = session.execute(_TOTALS, which).one()
    return int(day_minutes), int(all_minutes)


def by_job(session: Session, person_id: str, first: date, last: date) -> Sequence[tuple[str, str, int]]:
    """A person's minutes by job (number, title), from `first` to `last` (both included), by number."""
    query = (
        select(Job.number, Job.title, func.sum(TimeEntry.minutes))
        .join(TimeEntry, TimeEntry.job_id == Job.id)
        .where(
            TimeEntry.person_id == person_id,
            TimeEntry.worked_on.between(first, last),
            TimeEntry.voided_at.is_(None),
        )
        .group_by(Job.number, Job.title)
        .order_by(Job.number)
    )
    return [(number, title, int(minutes)) for number, title, minutes in session.execute(query)]


def by_day(session: Session, person_id: str, first: date, last: date) -> dict[date, int]:
    """A person's minutes by day, from `first` to `last` (both included); days without time are left out."""
    query = (
        select(TimeEntry.worked_on, func.sum(TimeEntry.minutes))
        .where(
            TimeEntry.person_id == person_id,
            TimeEntry.worked_on.between(first, last),
            TimeEntry.voided_at.is_(None),
        )
        .group_by(TimeEntry.worked_on)
    )
    return {day: int(minutes) for day, minutes in session.execute(query)}


def latest_of(
    session: Session, spans: Sequence[tuple[date, date]], person_ids: Sequence[str], limit: int
) -> Sequence[TimeEntry]:
    """The latest entries of these people in these spans of days, with their jobs, the latest first."""
    within = or_(*(TimeEntry.worked_on.between(first, last) for first, last in spans))
    query = select(TimeEntry).where(TimeEntry.person_id.in_(person_ids), TimeEntry.voided_at.is_(None), within)
    query = query.options(WITH_JOB).order_by(TimeEntry.worked_on.desc(), TimeEntry.id.desc())
    return session.scalars(query.limit(limit)).all()


def any_between(session: Session, first: date, last: date) -> bool:
    """Whether there is any time from `first` to `last` (both included)."""
    query = select(TimeEntry.id).where(TimeEntry.worked_on.between(first, last), TimeEntry.voided_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def first_day(session: Session) -> date | None:
    """Return the earliest worked date there is."""
    return session.scalar(select(func.min(TimeEntry.worked_on)).where(TimeEntry.voided_at.is_(None)))


def between(session: Session, person_id: str, first: date, last: date) -> Sequence[TimeEntry]:
    """A person's entries from `first` to `last` (both included), the earliest first, with their jobs."""
    return session.scalars(
        select(TimeEntry)
        .where(
            TimeEntry.person_id == person_id,
            TimeEntry.worked_on.between(first, last),
            TimeEntry.voided_at.is_(None),
        )
        .options(WITH_JOB)
        .order_by(TimeEntry.worked_on, TimeEntry.entered_at, TimeEntry.id)
    ).all()


def recent(session: Session, person_id: str, since: date, limit: int) -> Sequence[TimeEntry]:
    """A person's latest entries since that worked date, the newest first, with their jobs."""
    return session.scalars(
        select(TimeEntry)
        .where(TimeEntry.person_id == person_id, TimeEntry.worked_on >= since, TimeEntry.voided_at.is_(None))
        .options(WITH_JOB)
        .order_by(TimeEntry.worked_on.desc(), TimeEntry.entered_at.desc(), TimeEntry.id.desc())
        .limit(limit)
    ).all()


def by_person_and_day(
    session: Session, person_ids: Collection[str] | None, since: date, until: date | None = None
) -> dict[str, dict[date, int]]:
    """Return minutes by person (None: everybody) and worked date from that day on; days without time are left out."""
    query = select(TimeEntry.person_id, TimeEntry.worked_on, func.sum(TimeEntry.minutes)).where(
        TimeEntry.worked_on >= since, TimeEntry.voided_at.is_(None)
    )
    if person_ids is not None:
        query = query.where(TimeEntry.person_id.in_(person_ids))
    if until is not None:
        query = query.where(TimeEntry.worked_on <= until)
    found: dict[str, dict[date, int]] = {}
    for person_id, day, minutes in session.execute(query.group_by(TimeEntry.worked_on, TimeEntry.person_id)):
        found.setdefault(person_id, {})[day] = int(minutes)
    return found


def count_late(session: Session, first: date, last: date) -> dict[LateStatus, int]:
    """Return how many late entries were worked from `first` to `last`, by status; undone ones don't count."""
    query = select(TimeEntry.late_status, func.count()).where(
        TimeEntry.worked_on.between(first, last), TimeEntry.voided_at.is_(None), TimeEntry.late_status.is_not(None)
    )
    counts = session.execute(query.group_by(TimeEntry.late_status))
    return {status: count for status, count in counts if status}


def on_time_minutes(session: Session, first: date, last: date) -> dict[str, int]:
    """Return the minutes that each person entered on time for the days from `first` to `last` (both included)."""
    query = select(TimeEntry.person_id, func.sum(TimeEntry.minutes)).where(
        TimeEntry.worked_on.between(first, last), TimeEntry.voided_at.is_(None), TimeEntry.late.is_(False)
    )
    return {person_id: int(minutes) for person_id, minutes in session.execute(query.group_by(TimeEntry.person_id))}


def of_day(session: Session, person_id: str, day: date) -> Sequence[TimeEntry]:
    """A person's entries of one day, in the order they were made, with their jobs."""
    query = select(TimeEntry).where(
        TimeEntry.person_id == person_id, TimeEntry.worked_on == day, TimeEntry.voided_at.is_(None)
    )
    return session.scalars(query.options(WITH_JOB).order_by(TimeEntry.entered_at, TimeEntry.id)).all()


def latest_of_job(session: Session, job_id: str, limit: int) -> Sequence[TimeEntry]:
    """The entries of a job with the latest worked dates, the newest first."""
    query = select(TimeEntry).where(TimeEntry.job_id == job_id, TimeEntry.voided_at.is_(None))
    return session.scalars(query.order_by(TimeEntry.worked_on.desc(), TimeEntry.id.desc()).limit(limit)).all()
