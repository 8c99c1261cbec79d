"""Reminding approvers before and on the due date, each by their own channel, and the account lead after it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clients.leads import lead_of_job
from bot.core import Bot, Work
from bot.messaging.notices import queue
from bot.messaging.unprompted import tell
from bot.people.policies import policy_of
from bot.rules.kit.dates import local_date
from bot.rules.people.policies import OfficePolicy
from bot.rules.signoffs.reminders import Due, how_due
from bot.signoffs import ledger
from bot.signoffs.destinations import destination_of_approver, shared_destination
from bot.signoffs.notices import Reminds, SignoffOverdue, SignoffReminder, reminder_key
from bot.signoffs.signoffs import asked_of
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.messaging import notices, unprompted
from storage.messaging.notices import Window
from storage.people import people
from storage.people.people import Office
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffEvent, SignoffStatus

MOST_DAYS_AHEAD = timedelta(days=40)
REMINDS = {Due.BEFORE: Reminds.BEFORE, Due.TODAY: Reminds.DUE}


def queue_signoff_reminders(bot: Bot) -> None:
    """Remind approvers of sign-offs that are nearly due, and leads of overdue ones (scan); once each."""
    with bot.read() as work:
        found = [each.id for each in signoffs.open_due_by(work.session, bot.now().date() + MOST_DAYS_AHEAD)]
        waiting = [each for each in found if _may_be_due(work, each)]
    for signoff_id in waiting:
        with bot.begin() as work:
            _tell(work, signoff_id)


def remind(
    work: Work,
    signoff: Signoff,
    job: Job,
    reminds: Reminds,
    day: date | None = None,
    window: Window | None = None,
    by_id: str | None = None,
) -> Sequence[SignoffApprover]:
    """Remind everyone who hasn't decided; return them, or nobody if all had a reminder for that reason before."""
    waiting = [each for each in asked_of(work.session, signoff) if each.decision is None]
    in_chat = [each for each in waiting if each.channel == ContactChannel.CHAT]
    reminded: list[SignoffApprover] = []
    if in_chat and (destination := shared_destination(work.session, signoff, job.client)):
        notice = SignoffReminder(signoff_id=signoff.id, approver_ids=[each.id for each in in_chat], reminds=reminds)
        if queue(work, notice, destination, reminder_key(signoff.id, reminds, None, day), window):
            reminded += in_chat
    for each in waiting:
        if each.channel == ContactChannel.EMAIL:
            notice = SignoffReminder(
                signoff_id=signoff.id, approver_ids=[each.id], reminds=reminds, approver_id=each.id
            )
            key = reminder_key(signoff.id, reminds, each.id, day)
            if queue(work, notice, destination_of_approver(each), key, window):
                reminded.append(each)
    if reminded:
        facts = {"why": reminds.name.lower(), "by": by_id, "approvers": [each.id for each in reminded]}
        ledger.append(work, SignoffEvent.REMINDED, signoff.id, facts)
    return reminded


def office_of(session: Session, client: Client, signoff: Signoff) -> Office:
    """Return the office whose days and policy count: the client's, else the requester's."""
    return people.office(session, client.office_id or people.by_id(session, signoff.requested_by_id).office_id)


def _may_be_due(work: Work, signoff_id: str) -> bool:
    """Return whether a reminder may be due: a cheap check before anything is locked."""
    signoff = signoffs.by_id(work.session, signoff_id)
    job = jobs.by_id(work.session, signoff.job_id) if signoff else None
    if signoff is None or job is None:
        return False
    due, _ = _due(work, signoff, office_of(work.session, job.client, signoff))
    if due == Due.PAST:
        return not unprompted.with_key(work.session, _overdue_mark(signoff))
    if due is None:
        return False
    waiting = [each for each in asked_of(work.session, signoff) if each.decision is None]
    keys = {
        reminder_key(signoff.id, REMINDS[due], each.id if each.channel == ContactChannel.EMAIL else None)
        for each in waiting
    }
    return any(not notices.is_queued(work.session, key) for key in keys)


def _tell(work: Work, signoff_id: str) -> None:
    signoff = signoffs.by_id(work.session, signoff_id, locked=True)
    job = jobs.by_id(work.session, signoff.job_id) if signoff else None
    if signoff is None or job is None or signoff.status != SignoffStatus.OPEN:
        return
    due, ends = _due(work, signoff, office_of(work.session, job.client, signoff))
    if due == Due.PAST:
        _tell_lead(work, signoff, job)
    elif due:
        remind(work, signoff, job, REMINDS[due], window=Window(expires_at=ends))


def _tell_lead(work: Work, signoff: Signoff, job: Job) -> None:
    person = lead_of_job(work, job) or people.by_id(work.session, signoff.requested_by_id)
    notice = SignoffOverdue(person_id=person.id, signoff_id=signoff.id)
    tell(work, person, notice, _overdue_mark(signoff))


def _due(work: Work, signoff: Signoff, office: Office) -> tuple[Due | None, datetime]:
    """Return what is due now by the office's clock (None before its morning), and when the office's day ends."""
    policy, zone = policy_of(work.session, office), ZoneInfo(office.zone)
    here = work.now().astimezone(zone)
    ends = datetime.combine(here.date() + timedelta(days=1), time(), zone)
    if signoff.due_on is None or here.time() < policy.morning:
        return None, ends
    asked_on = local_date(signoff.requested_at, office.zone)
    days = policy.accounts.remind_days
    return how_due(here.date(), signoff.due_on, asked_on, days, lambda day: _is_business_day(policy, day)), ends


def _is_business_day(policy: OfficePolicy, day: date) -> bool:
    return day.weekday() in policy.weekdays and day not in policy.holidays(day.year, day.year)


def _overdue_mark(signoff: Signoff) -> str:
    return f"signoff-overdue:{signoff.id}"
