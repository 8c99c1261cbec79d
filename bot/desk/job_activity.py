"""Recent activity on a job, merged from its history, time, estimates and sign-offs."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core import Work
from bot.model import Model
from bot.people.people import zone_of
from bot.rules.jobs.changes import describe_changes
from bot.rules.kit.dates import local_date
from bot.rules.kit.durations import format_duration
from storage.estimates import estimates
from storage.jobs import briefs
from storage.jobs.jobs import Job
from storage.kit import channels, history
from storage.kit.history import HistoryLine
from storage.people import people
from storage.people.people import Person
from storage.signoffs import signoffs
from storage.timekeeping import time_entries
from storage.words.time import Change

MOST_SHOWN = 8


class Activity(Model):
    """One activity on a job: the date for its reader, who did it (empty for nobody at the agency), and what."""

    at: datetime
    on: date
    who: str
    what: str


class _Event(Model):
    at: datetime
    person_id: str | None
    what: str


def activity_of(work: Work, job: Job, reader: Person) -> Sequence[Activity]:
    """Return the latest activities on a job, the newest first."""
    zone = zone_of(reader)
    today = local_date(work.now(), zone)
    changes = history.latest_of(work.session, "jobs", job.id, MOST_SHOWN)
    names = _names(work.session, changes)
    events = [
        *(event for line in changes for event in _changed(line, names, today)),
        *_time(work.session, job),
        *_estimates(work.session, job),
        *_signoffs(work.session, job),
        *(
            _Event(at=each.at, person_id=each.by_id, what=_brief(each.version))
            for each in briefs.of_job(work.session, job.id)
        ),
    ]
    latest = sorted(events, key=lambda event: event.at, reverse=True)[:MOST_SHOWN]
    names |= _named(work.session, {event.person_id for event in latest if event.person_id} - names.keys())
    return [
        Activity(at=each.at, on=local_date(each.at, zone), who=names.get(each.person_id or "", ""), what=each.what)
        for each in latest
    ]


def _changed(line: HistoryLine, names: dict[str, str], today: date) -> Iterator[_Event]:
    if line.change == Change.MADE:
        yield _Event(at=line.at, person_id=line.person_id, what="opened")
    elif line.before is not None and line.after is not None:
        said = describe_changes(line.before, line.after, names, today)
        if said:
            yield _Event(at=line.at, person_id=line.person_id, what="; ".join(said))


def _time(session: Session, job: Job) -> Iterator[_Event]:
    for entry in time_entries.latest_of_job(session, job.id, MOST_SHOWN):
        note = f", {entry.note[:60]}" if entry.note else ""
        what = f"{format_duration(entry.minutes)} logged{note}"
        yield _Event(at=entry.entered_at, person_id=entry.person_id, what=what)


def _estimates(session: Session, job: Job) -> Iterator[_Event]:
    for each in estimates.of_job(session, job.id):
        name = f"{'Revised Estimate' if each.is_revised else 'Letter of Estimate'} (version {each.version})"
        yield _Event(at=each.made_at, person_id=each.made_by_id, what=f"{name} drafted")
        if each.sent_at:
            yield _Event(at=each.sent_at, person_id=None, what=f"{name} sent to the client")
        if each.decided_at:
            yield _Event(at=each.decided_at, person_id=None, what=f"{name}: {each.status}")


def _signoffs(session: Session, job: Job) -> Iterator[_Event]:
    for each in signoffs.of_job(session, job.id):
        name = f"{each.title} (version {each.version})"
        yield _Event(at=each.requested_at, person_id=each.requested_by_id, what=f"sign-off of {name} asked for")
        if each.settled_at:
            yield _Event(at=each.settled_at, person_id=None, what=f"sign-off of {name}: {each.status}")


def _brief(version: int) -> str:
    return f"creative brief, version {version}"


def _names(session: Session, lines: Sequence[HistoryLine]) -> dict[str, str]:
    """Return the names of the people who made the changes, and of the people and channels in them."""
    ids = {line.person_id for line in lines if line.person_id}
    for line in lines:
        after = line.after or {}
        ids |= {after["lead_id"]} if after.get("lead_id") else set()
        ids |= set(after.get("team") or ())
    bound = {channel for line in lines if (channel := (line.after or {}).get("bound_channel_id"))}
    return _named(session, ids) | (dict(channels.names(session, bound)) if bound else {})


def _named(session: Session, ids: set[str]) -> dict[str, str]:
    return {person.id: person.name for person in people.with_ids(session, ids)} if ids else {}
