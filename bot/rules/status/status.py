"""A job's status: the reasons it needs attention, and the order of jobs."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.jobs.my_jobs import RESTS, SOON
from bot.rules.kit.dates import describe_day, week_of
from bot.rules.people.deadlines import Calendar, business_days
from bot.rules.status.questions import StatusFilter
from storage.words.time import TAKES_NO_TIME, JobStatus

# Business days without a change until a job counts as stalled.
STALLED_FROM = 5
# Stalled days are counted back this far; more wouldn't tell anybody anything new.
LONGEST_STALL = timedelta(days=366)
NEARLY_USED = 90


@dataclass(frozen=True)
class JobFacts:
    """The facts that decide how much attention a job needs.

    `stalled_days` are business days since the last change, `used_percent` is the share of the approved budget burned;
    None if not known. `signoffs_overdue` are open ones past their due date.
    """

    number: str
    status: JobStatus
    due_on: date | None = None
    waits_on: str = ""
    stalled_days: int | None = None
    used_percent: int | None = None
    budget_missing: bool = False
    signoffs_open: int = 0
    signoffs_overdue: int = 0


def reasons(job: JobFacts, today: date) -> list[str]:
    """Return the reasons a job needs attention, a few words each, most urgent first; empty if it doesn't."""
    return [words for _, words in _reasons(job, today)]


def urgency(job: JobFacts, today: date) -> tuple[bool, int, int, date, str]:
    """Return a key that sorts jobs by urgency.

    Resting jobs come last; then by the most urgent reason, the number of reasons, due date, and job number.
    """
    found = _reasons(job, today)
    rests = job.status in (*RESTS, *TAKES_NO_TIME)
    first = found[0][0] if found else len(_RANKS)
    return rests, first, -len(found), job.due_on or date.max, job.number


def fits(job: JobFacts, filters: Collection[StatusFilter], status: JobStatus | None, today: date) -> bool:
    """Return whether a job matches all filters and the status."""
    if status is not None and job.status != status:
        return False
    return all(_FITS[each](job, today) for each in filters)


def stalled_days(since: date | None, today: date, calendar: Calendar) -> int | None:
    """Return the business days after the last change, including today; None if no change is known."""
    if since is None or since > today:
        return None if since is None else 0
    return len(business_days(max(since, today - LONGEST_STALL) + timedelta(days=1), today, calendar))


# Most urgent first.
_RANKS = ("overdue", "signoff", "over", "due", "stalled", "estimate", "nearly")


def _reasons(job: JobFacts, today: date) -> list[tuple[int, str]]:
    if job.status in TAKES_NO_TIME:
        return []
    found: dict[str, str] = {}
    if job.status not in RESTS:
        if job.due_on and job.due_on < today:
            found["overdue"] = f"overdue since {describe_day(job.due_on, today)}"
        elif job.due_on and job.due_on <= today + SOON:
            tomorrow = job.due_on == today + timedelta(days=1)
            found["due"] = f"due {'tomorrow' if tomorrow else describe_day(job.due_on, today)}"
        if job.stalled_days is not None and job.stalled_days >= STALLED_FROM:
            found["stalled"] = f"stalled {job.stalled_days} business days"
    if job.signoffs_overdue:
        found["signoff"] = (
            "sign-off overdue" if job.signoffs_overdue == 1 else f"{job.signoffs_overdue} sign-offs overdue"
        )
    if job.used_percent is not None and job.used_percent > 100:
        found["over"] = f"{job.used_percent} % of budget used"
    elif job.used_percent is not None and job.used_percent >= NEARLY_USED and job.status != JobStatus.COMPLETED:
        found["nearly"] = f"{job.used_percent} % of budget used"
    if job.budget_missing and job.status != JobStatus.ON_HOLD:
        found["estimate"] = "no approved estimate"
    return sorted((_RANKS.index(kind), words) for kind, words in found.items())


def _is_overdue(job: JobFacts, today: date) -> bool:
    late = job.due_on is not None and job.due_on < today and job.status not in (*RESTS, *TAKES_NO_TIME)
    return late or bool(job.signoffs_overdue)


def _is_due_this_week(job: JobFacts, today: date) -> bool:
    is_done = job.status in (JobStatus.COMPLETED, *TAKES_NO_TIME)
    return job.due_on is not None and today <= job.due_on <= week_of(today)[1] and not is_done


_FITS: Mapping[StatusFilter, Callable[[JobFacts, date], bool]] = {
    StatusFilter.OVERDUE: _is_overdue,
    StatusFilter.WAITING: lambda job, _: job.status == JobStatus.WITH_CLIENT or job.signoffs_open > 0,
    StatusFilter.THIS_WEEK: _is_due_this_week,
    StatusFilter.STALLED: lambda job, _: (
        job.status not in RESTS and job.stalled_days is not None and job.stalled_days >= STALLED_FROM
    ),
    StatusFilter.NO_ESTIMATE: lambda job, _: job.budget_missing,
}
