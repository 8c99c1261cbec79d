"""The order in which somebody's jobs need attention."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.kit.dates import describe_day
from storage.words.time import JobStatus

# A job that's due this soon needs attention.
SOON = timedelta(days=2)
RESTS = (JobStatus.ON_HOLD, JobStatus.COMPLETED)


@dataclass(frozen=True)
class JobSignals:
    """The facts that decide how much attention a job needs; `new_alerts` are recent ones."""

    number: str
    status: JobStatus
    due_on: date | None
    budget_missing: bool
    new_alerts: int = 0


def attention(job: JobSignals, today: date) -> list[str]:
    """Return the reasons a job needs attention, a few words each, most urgent first; empty if it doesn't."""
    reasons = []
    if job.due_on and job.status not in RESTS:
        if job.due_on < today:
            reasons.append(f"overdue since {describe_day(job.due_on, today)}")
        elif job.due_on <= today + SOON:
            tomorrow = job.due_on == today + timedelta(days=1)
            reasons.append(f"due {'tomorrow' if tomorrow else describe_day(job.due_on, today)}")
    if job.new_alerts:
        reasons.append("new alert" if job.new_alerts == 1 else f"{job.new_alerts} new alerts")
    if job.budget_missing and job.status != JobStatus.ON_HOLD:
        reasons.append("no approved estimate")
    return reasons


def urgency(job: JobSignals, today: date) -> tuple[bool, int, date, str]:
    """Return a key that sorts jobs by urgency: overdue, due soon, alerts, no estimate; then by due date."""
    reasons = attention(job, today)
    is_due = bool(reasons) and reasons[0].startswith(("overdue", "due"))
    rank = 0 if is_due else 1 if job.new_alerts else 2 if reasons else 3
    return job.status in RESTS, rank, job.due_on or date.max, job.number
