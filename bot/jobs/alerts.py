"""Alerts on a job: dated notes that its team must see. Each is announced once, in channels and in person."""

from collections.abc import Sequence

from bot import history
from bot.clients.internal_channels import HeldBack, internal_destination
from bot.clients.leads import lead_of_job
from bot.core import Bot, Work, once
from bot.jobs.jobs import JobFound, channels_of, found, require_job
from bot.jobs.lines import meant
from bot.jobs.notices import JobAlerted, JobAlertPosted, job_changed
from bot.messaging.notices import queue
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.jobs.lines import JobVerb, check_words, read_job_line
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.jobs.teams import JobAlert
from storage.people import people
from storage.people.people import Person
from storage.words.platforms import ChannelRef
from storage.words.time import Change


class AlertGiven(Model):
    """A job got an alert; it goes to these channels and people, and not to the channels held back."""

    job_id: str
    number: str
    text: str
    channels: Sequence[ChannelRef]
    told: Sequence[str]
    held_back: Sequence[HeldBack] = ()


class AlertShown(Model):
    """An alert for its reader."""

    job: JobFound
    text: str
    by: str


@once
def alert_line(work: Work, line: Line) -> AlertGiven:
    """Give a job the alert of a line: `alert ACME-101 the print date moved`.

    Raises UsageError, NotFound with the nearest jobs as choices, NotAllowed, Unknown.
    """
    staff = require_staff(work, Act.KEEP_JOBS)
    job, rest = meant(staff.session, read_job_line(line.text), line, locked=True)
    return _alert(staff, job, rest)


@once
def give_alert(work: Work, job_id: str, text: str) -> AlertGiven:
    """Give a job an alert. Raises UsageError, NotFound, NotAllowed, Unknown."""
    staff = require_staff(work, Act.KEEP_JOBS)
    return _alert(staff, require_job(staff.session, job_id, locked=True), text)


def alert_shown(bot: Bot, alert_id: str) -> AlertShown:
    """Return an alert, for a message that shows it. For the outbox only."""
    with bot.store.read() as session:
        alert = job_teams.alert(session, alert_id)
        if alert is None:
            raise LookupError(f"no alert {alert_id}")
        job, by = require_job(session, alert.job_id), people.by_id(session, alert.by_id)
        return AlertShown(job=found(job), text=alert.text, by=by.name)


def team_and_lead(work: Work, job: Job) -> Sequence[Person]:
    """Return everybody who works on a job today: its lead, then its team."""
    lead = lead_of_job(work, job)
    team = [each for each in job_teams.team_of(work.session, job.id) if lead is None or each.id != lead.id]
    return [lead, *team] if lead else team


def _alert(staff: Staff, job: Job, text: str) -> AlertGiven:
    words = check_words(JobVerb.ALERT, text)
    alert = JobAlert(id=staff.new_id(), job_id=job.id, by_id=staff.id, at=staff.now(), text=words)
    staff.session.add(alert)
    staff.session.flush()
    history.record(staff, staff.id, alert, Change.MADE)
    job_changed(staff.session, job.id)
    told, held = [], []
    for channel in channels_of(staff.session, job):
        destination = internal_destination(staff.session, channel.ref)
        if isinstance(destination, HeldBack):
            held.append(destination)
        else:
            queue(staff, JobAlertPosted(alert_id=alert.id), destination, f"job-alert:{alert.id}:{channel.id}")
            told.append(channel.ref)
    team = [each for each in team_and_lead(staff, job) if each.id != staff.id]
    for person in team:
        # Without a channel, nobody would see it before the next morning.
        notice = JobAlerted(person_id=person.id, alert_id=alert.id)
        tell(staff, person, notice, f"job-alert:{alert.id}:{person.id}", urgent=not told)
    return AlertGiven(
        job_id=job.id,
        number=job.number,
        text=words,
        channels=told,
        told=[person.name for person in team],
        held_back=held,
    )
