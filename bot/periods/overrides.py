"""Overrides: finance decides on a change in a closed period; a granted one is made exactly as asked."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Bot, Work, once
from bot.errors import Conflict, NotAllowed, NotFound
from bot.jobs.jobs import JobFound, found
from bot.messaging.touch import ClickedMessage, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Staff, require_staff, today_of
from bot.people.rates import fix_rate, fix_rate_anew
from bot.periods.notices import OverrideDecided, override_changed
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
    """The facts of an entry, as it is or as it should be."""

    job: JobFound
    worked_on: date
    minutes: int
    billable: bool
    note: str


class OverrideShown(Model):
    """The current state of an override."""

    id: str
    asked: Asked
    person: str
    asker: str
    reason: str
    before: Facts | None
    wanted: Facts | None
    decision: Decision
    decider: str


@once
def decide_override(
    work: Work, override_id: str, *, granted: bool, clicked: ClickedMessage | None = None
) -> OverrideShown:
    """Grant or refuse an override; a granted change is made at once. Raises Conflict if decided or impossible."""
    staff = require_staff(work, Act.GRANT_OVERRIDES)
    override = overrides.by_id(staff.session, override_id, locked=True)
    if override is None:
        raise NotFound("I can't find that override.")
    if override.decision != Decision.PENDING:
        who = people.by_id(staff.session, override.decided_by or "").name
        raise Conflict(f"{who} already {override.decision} it.")
    if override.asked_by == staff.id:
        raise NotAllowed("You asked for this one yourself, so somebody else in finance decides.")
    before = history.state_of(override)
    if granted:
        override.entry_id = _apply(staff, override).id
    override.decision = Decision.GRANTED if granted else Decision.REFUSED
    override.decided_by, override.decided_at = staff.id, staff.now()
    history.record(staff, staff.id, override, Change.GRANTED if granted else Change.REFUSED, before)
    if clicked:
        touch_clicked(staff.session, clicked)
    _tell(staff, override)
    return shown(staff.session, override)


def _tell(work: Work, override: Override) -> None:
    """Tell the person who asked; render finance's messages about it again."""
    asker = people.by_id(work.session, override.asked_by)
    readers = [each.id for each in people.with_role(work.session, Role.FINANCE)]
    override_changed(work, override.id, readers)
    notice = OverrideDecided(person_id=asker.id, override_id=override.id)
    tell(work, asker, notice, f"override-decided:{override.id}", urgent=True)


def override_shown(bot: Bot, override_id: str) -> OverrideShown:
    """Return the current state of an override, for a message that shows it. For the outbox only."""
    with bot.store.read() as session:
        override = overrides.by_id(session, override_id)
        if override is None:
            raise LookupError(f"no override {override_id}")
        return shown(session, override)


def check_room(session: Session, person: Person, day: date, minutes: int, today: date, entry: TimeEntry | None) -> None:
    """Raise UsageError if the person's day has no room for these minutes with its other entries."""
    others, _ = time_entries.totals(session, person.id, day, day, day)
    if entry and entry.worked_on == day:
        others -= entry.minutes
    check_day(minutes, others, day, today)


def _apply(staff: Staff, override: Override) -> TimeEntry:
    """Make the change exactly as asked. Raises Conflict if the entry has changed since."""
    person = people.by_id(staff.session, override.person_id, locked=True)
    entry = time_entries.by_id(staff.session, override.entry_id) if override.entry_id else None
    if entry and (entry.voided_at or facts_of(entry) != override.before):
        raise Conflict("The entry has changed since this was asked. Please refuse it; they can ask again.")
    if override.wanted:
        wanted = override.wanted | {"worked_on": date.fromisoformat(override.wanted["worked_on"])}
        today = today_of(staff.bot, person)
        check_room(staff.session, person, wanted["worked_on"], wanted["minutes"], today, entry)
    before, days = history.state_of(entry) if entry else None, [entry.worked_on] if entry else []
    if entry is None:
        entry_id = staff.new_id()
        values: dict[str, Any] = {"id": entry_id, "line_id": entry_id}
        values |= {"person_id": person.id, "entered_at": staff.now()}
        values |= {"service": DEFAULT_SERVICE[person.role], "source": Source.OVERRIDE}
        entry, change = TimeEntry(**values, **wanted), Change.MADE
        staff.session.add(entry)
        fix_rate(staff.session, person, entry)
        staff.session.flush()
    elif before and override.wanted:
        for name, value in wanted.items():
            setattr(entry, name, value)
        fix_rate_anew(staff.session, person, entry, before)
        change = Change.EDITED
    else:
        entry.voided_at, change = staff.now(), Change.UNDONE
    if change != Change.UNDONE:
        judge_granted(staff, person, entry, staff.person, override.reason)
    record_entry(staff, staff.id, entry, change, before)
    week_changed(staff, person.id, *days, entry.worked_on)
    entry_changed(staff, person.id, entry.id)
    return entry


def facts(job_id: str, worked_on: date, minutes: int, *, billable: bool, note: str) -> dict[str, Any]:
    """Return the facts that an entry should have, as an override stores them."""
    return dict(zip(FACTS, (job_id, worked_on.isoformat(), minutes, billable, note), strict=True))


def facts_of(entry: TimeEntry) -> dict[str, Any]:
    """Return the facts of an entry, as an override stores them."""
    return facts(entry.job_id, entry.worked_on, entry.minutes, billable=entry.billable, note=entry.note)


def shown(session: Session, override: Override) -> OverrideShown:
    """Return the current state of an override."""

    def facts(kept: dict[str, Any] | None) -> Facts | None:
        job = jobs.by_id(session, kept["job_id"]) if kept else None
        return Facts.model_validate(kept | {"job": found(job)}) if kept and job else None

    return OverrideShown(
        id=override.id,
        asked=override.asked,
        person=people.by_id(session, override.person_id).name,
        asker=people.by_id(session, override.asked_by).name,
        reason=override.reason,
        before=facts(override.before),
        wanted=facts(override.wanted),
        decision=override.decision,
        decider=people.by_id(session, override.decided_by).name if override.decided_by else "",
    )
