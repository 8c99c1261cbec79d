"""Overrides: finance decides on a change that was asked for in a closed period; a granted one is made just as asked."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, NotAllowed, NotFound
from bot.jobs.jobs import JobFound, found
from bot.messaging.touch import ClickedMessage, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.people.rates import fix_rate, fix_rate_anew
from bot.periods.notices import OverrideDecided, override_changed
from bot.rules.kit.dates import local_date
from bot.rules.kit.services import DEFAULT_SERVICE
from bot.rules.permissions import Act
from bot.rules.timekeeping.time_entries import check_day
from bot.timekeeping.deadlines import judge_granted
from bot.timekeeping.notices import entry_changed
from bot.timekeeping.rollups import record_entry
from bot.timekeeping.timesheet_changes import week_changed
from storage.jobs import jobs
from storage.people import people
from storage.people.people import Person
from storage.periods import overrides
from storage.periods.overrides import Override
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Asked, Change, Decision, Role, Source

FACTS = ("job_id", "worked_on", "minutes", "billable", "note")


class Facts(Model):
    """What an entry says, or shall say."""

    job: JobFound
    worked_on: date
    minutes: int
    billable: bool
    note: str


class OverrideShown(Model):
    """An override as it stands."""

    id: str
    asked: Asked
    person: str
    asker: str
    reason: str
    before: Facts | None
    wanted: Facts | None
    decision: Decision
    decider: str


def decide_override(
    bot: Bot, actor: Actor, override_id: str, *, granted: bool, clicked: ClickedMessage | None = None
) -> OverrideShown:
    """Grant or refuse; a granted change is made at once. Raises Conflict where it was decided or cannot be made."""

    def work(session: Session) -> OverrideShown:
        finance = require_person(session, actor, Act.GRANT_OVERRIDES)
        override = overrides.by_id(session, override_id, locked=True)
        if override is None:
            raise NotFound("I can't find that override.")
        if override.decision != Decision.PENDING:
            who = people.by_id(session, override.decided_by or "").name
            raise Conflict(f"{who} has {override.decision} it already.")
        if override.asked_by == finance.id:
            raise NotAllowed("You asked for this one yourself, so somebody else in finance decides.")
        before = history.state_of(override)
        if granted:
            override.entry_id = _apply(bot, session, finance, override).id
        override.decision = Decision.GRANTED if granted else Decision.REFUSED
        override.decided_by, override.decided_at = finance.id, bot.now()
        history.record(bot, session, finance.id, override, Change.GRANTED if granted else Change.REFUSED, before)
        if clicked:
            touch_clicked(session, clicked)
        _tell(bot, session, override)
        return shown(session, override)

    return once(bot, actor, OverrideShown, work)


def _tell(bot: Bot, session: Session, override: Override) -> None:
    """Tell who asked; what finance sees of it is rendered anew."""
    asker = people.by_id(session, override.asked_by)
    readers = [each.id for each in people.with_role(session, Role.FINANCE)]
    override_changed(bot, session, override.id, readers)
    notice = OverrideDecided(person_id=asker.id, override_id=override.id)
    tell(bot, session, asker, notice, f"override-decided:{override.id}", urgent=True)


def override_shown(bot: Bot, override_id: str) -> OverrideShown:
    """An override as it stands, for a message that shows it. Asked by the outbox alone."""
    with bot.store.read() as session:
        override = overrides.by_id(session, override_id)
        if override is None:
            raise LookupError(f"no override {override_id}")
        return shown(session, override)


def check_room(session: Session, person: Person, day: date, minutes: int, today: date, entry: TimeEntry | None) -> None:
    """Raise UsageError where the person's day has no room for these minutes beside its other entries."""
    others, _ = time_entries.totals(session, person.id, day, day, day)
    if entry and entry.worked_on == day:
        others -= entry.minutes
    check_day(minutes, others, day, today)


def _apply(bot: Bot, session: Session, finance: Person, override: Override) -> TimeEntry:
    """Make the change just as it was asked; where the entry is another one by now, refuse."""
    person = people.held(session, override.person_id)
    entry = time_entries.by_id(session, override.entry_id) if override.entry_id else None
    if entry and (entry.voided_at or facts_of(entry) != override.before):
        raise Conflict("The entry has changed since this was asked. Please refuse it; it can be asked anew.")
    if override.wanted:
        wanted = override.wanted | {"worked_on": date.fromisoformat(override.wanted["worked_on"])}
        today = local_date(bot.now(), zone_of(person))
        check_room(session, person, wanted["worked_on"], wanted["minutes"], today, entry)
    before, days = history.state_of(entry) if entry else None, [entry.worked_on] if entry else []
    if entry is None:
        entry_id = bot.new_id()
        values: dict[str, Any] = {"id": entry_id, "line_id": entry_id, "person_id": person.id, "entered_at": bot.now()}
        values |= {"service": DEFAULT_SERVICE[person.role], "source": Source.OVERRIDE}
        entry, change = TimeEntry(**values, **wanted), Change.MADE
        session.add(entry)
        fix_rate(session, person, entry)
        session.flush()
    elif before and override.wanted:
        for name, value in wanted.items():
            setattr(entry, name, value)
        fix_rate_anew(session, person, entry, before)
        change = Change.EDITED
    else:
        entry.voided_at, change = bot.now(), Change.UNDONE
    if change != Change.UNDONE:
        judge_granted(bot, session, person, entry, finance, override.reason)
    record_entry(bot, session, finance.id, entry, change, before)
    week_changed(bot, session, person.id, *days, entry.worked_on)
    entry_changed(bot, session, person.id, entry.id)
    return entry


def facts(job_id: str, worked_on: date, minutes: int, *, billable: bool, note: str) -> dict[str, Any]:
    """What an entry shall say, as an override keeps it."""
    return dict(zip(FACTS, (job_id, worked_on.isoformat(), minutes, billable, note), strict=True))


def facts_of(entry: TimeEntry) -> dict[str, Any]:
    """What an entry says, as an override keeps it."""
    return facts(entry.job_id, entry.worked_on, entry.minutes, billable=entry.billable, note=entry.note)


def shown(session: Session, override: Override) -> OverrideShown:
    """An override as it stands."""

    def told(kept: dict[str, Any] | None) -> Facts | None:
        job = jobs.by_id(session, kept["job_id"]) if kept else None
        return Facts.model_validate(kept | {"job": found(job)}) if kept and job else None

    return OverrideShown(
        id=override.id,
        asked=override.asked,
        person=people.by_id(session, override.person_id).name,
        asker=people.by_id(session, override.asked_by).name,
        reason=override.reason,
        before=told(override.before),
        wanted=told(override.wanted),
        decision=override.decision,
        decider=people.by_id(session, override.decided_by).name if override.decided_by else "",
    )
