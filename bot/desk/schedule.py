"""The scans: use cases that look for due work and queue it. All are safe to run twice, and late.

Also the housekeeping, which runs when there's time left for it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.accounts.health_notes import ask_health_notes
from bot.accounts.make_good_watch import watch_variances
from bot.accounts.opportunity_estimates import follow_decided_estimates
from bot.accounts.opportunity_reminders import queue_overdue_opportunities
from bot.core import Bot, forget_old_deliveries
from bot.digests.scan import queue_due_digests
from bot.estimates.reminders import queue_estimate_reminders
from bot.estimates.watch import watch_burns
from bot.messaging.touch import forget_old_notices
from bot.people.policies import policies_by_office
from bot.requests.reminders import queue_overdue_requests
from bot.rules.people.reminders import next_hour
from bot.signoffs.reminders import queue_signoff_reminders
from bot.status.reports import queue_status_reports
from bot.timekeeping.timer_questions import queue_timer_questions
from bot.timesheets.reminders import queue_last_calls, queue_morning_messages
from bot.timesheets.sending import send_due_weeks, tell_changed_weeks
from bot.timesheets.summaries import queue_weekly_summaries
from storage.messaging import outbox
from storage.people import people

# Things that count from their own start, such as timers, are due at any hour.
LONGEST_STRIDE = timedelta(hours=4)

log = structlog.get_logger()


class Scan(NamedTuple):
    """One scan: its name, how often it runs, and the use case. The bot's clock decides what is due."""

    name: str
    every_seconds: int
    use_case: Callable[[Bot], None]


SCANS = (
    Scan("estimate reminders", 300, queue_estimate_reminders),
    Scan("make-good plans", 300, watch_variances),
    Scan("overdue opportunities", 300, queue_overdue_opportunities),
    Scan("decided estimates", 60, follow_decided_estimates),
    Scan("health notes", 300, ask_health_notes),
    Scan("weeks to approve", 300, send_due_weeks),
    Scan("changed weeks", 60, tell_changed_weeks),
    Scan("morning messages", 60, queue_morning_messages),
    Scan("last calls", 60, queue_last_calls),
    Scan("forgotten timers", 60, queue_timer_questions),
    Scan("status reports", 60, queue_status_reports),
    Scan("weekly summaries", 60, queue_weekly_summaries),
    Scan("digests", 60, queue_due_digests),
    Scan("sign-off reminders", 60, queue_signoff_reminders),
    Scan("budgets", 300, watch_burns),
    Scan("overdue requests", 300, queue_overdue_requests),
)
HOUSEKEEPING = (
    Scan("forget old deliveries", 3600, forget_old_deliveries),
    Scan("forget old notices", 86400, forget_old_notices),
)


def run_scans(bot: Bot) -> None:
    """Run every scan once; one that fails doesn't stop the others."""
    for scan in SCANS:
        _run(scan, bot)


def next_moment(bot: Bot) -> datetime:
    """Return the next instant, by the bot's clock, at which a scan or a notice may have something to do.

    For a clock that is moved forward. It stops at every hour that an office's policy names, in each zone of its people,
    and when a queued notice is due; at most LONGEST_STRIDE away.
    """
    now = bot.now()
    with bot.store.read() as session:
        policies = policies_by_office(session)
        zones = {*people.zones(session), *((office.id, office.zone) for office in people.offices(session))}
        waits = outbox.next_not_before(session, now)
    struck = [next_hour(now, policies[office_id].hours, zone) for office_id, zone in zones]
    return min([now + LONGEST_STRIDE, *struck, *([waits] if waits else [])])


def scheduler(bot: Bot) -> BackgroundScheduler:
    """Return a scheduler with all scans and the housekeeping, not yet started. Its job store is in memory.

    The truth is in our tables. Each scan also runs at the start, so that even a process that restarts often runs them.
    """
    made = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    for scan in (*SCANS, *HOUSEKEEPING):
        made.add_job(_run, "interval", [scan, bot], seconds=scan.every_seconds, id=scan.name, next_run_time=bot.real())
    return made


def _run(scan: Scan, bot: Bot) -> None:
    try:
        scan.use_case(bot)
    except Exception:
        log.exception("scan_failed", scan=scan.name)
