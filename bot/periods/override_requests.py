"""Asking for an override: a supervisor picks a locked entry or a person, and says what to change and why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, FieldErrors, NotFound, UsageError
from bot.jobs.jobs import job_for_form
from bot.messaging.notices import destination_of
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import require_person, today_of, zone_of
from bot.periods import overrides
from bot.periods.notices import OverrideAsked
from bot.periods.overrides import OverrideShown, check_room, facts, facts_of
from bot.rules.kit.dates import require_past
from bot.rules.kit.durations import parse_duration
from bot.rules.kit.periods import days_of, describe_month, month_of
from bot.rules.periods.overrides import check_reason, reports_of
from bot.rules.permissions import ADMIN, SUPERVISOR, Act, require
from bot.rules.timekeeping.time_entries import check_billing, check_note, is_billable
from bot.timekeeping.answers import EntryShown
from bot.timekeeping.entries import shown
from bot.timekeeping.entry_forms import EntryRequest
from storage.people import people
from storage.people.people import Person
from storage.periods import overrides as kept
from storage.periods import periods
from storage.periods.overrides import Override
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Asked, Change, Role

MOST_FOUND = 40
MOST_LOOKED_AT = 500


class PersonFound(Model):
    """A person whose time can be overridden."""

    id: str
    name: str


class LockedFound(Model):
    """The people and the locked entries that an override can be asked for."""

    people: Sequence[PersonFound]
    entries: Sequence[tuple[PersonFound, EntryShown]]


class OverrideForm(Model):
    """The initial values of the form: the person, the entry if there is one, and today in that person's zone."""

    person: PersonFound
    entry: EntryShown | None
    today: date


class OverrideRequest(Model):
    """The change that is asked for: a new entry of a person, or a change of an entry; `wanted` is empty to undo it."""

    person_id: str
    entry_id: str | None
    wanted: EntryRequest | None
    reason: str


def find_locked(bot: Bot, actor: Actor, query: str) -> LockedFound:
    """Return the people and entries that match every word of the query, and that the asker can ask an override for."""
    with bot.read(actor) as work:
        staff = _overseen(work.session, _asker(work))
        closed = periods.closed_months(work.session)
        if not closed:
            return LockedFound(people=(), entries=())
        words, spans = query.lower().split(), [days_of(month) for month in closed]
        entries = [
            (PersonFound(id=person.id, name=person.name), shown(work.session, entry, entry.job, zone_of(person)))
            for entry in time_entries.latest_of(work.session, spans, [person.id for person in staff], MOST_LOOKED_AT)
            for person in staff
            if person.id == entry.person_id and _has(words, person.name, _words_of(entry))
        ]
        return LockedFound(
            people=[PersonFound(id=person.id, name=person.name) for person in staff if _has(words, person.name)],
            entries=entries[:MOST_FOUND],
        )


def override_form(bot: Bot, actor: Actor, person_id: str | None, entry_id: str | None) -> OverrideForm:
    """Return the form for a new entry of that person, or for that entry. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        asker = _asker(work)
        entry = time_entries.by_id(work.session, entry_id) if entry_id else None
        person = _subject(work.session, asker, entry.person_id if entry else person_id or "")
        return OverrideForm(
            person=PersonFound(id=person.id, name=person.name),
            entry=shown(work.session, entry, entry.job, zone_of(person)) if entry else None,
            today=today_of(bot, person),
        )


@once
def ask_override(work: Work, request: OverrideRequest) -> OverrideShown:
    """Ask finance for a change in a closed period. Raises UsageError by field, Conflict, NotFound, NotAllowed."""
    asker = _asker(work)
    person = _subject(work.session, asker, request.person_id)
    entry = _locked_entry(work.session, person, request.entry_id) if request.entry_id else None
    wanted = _checked(work, person, request, entry)
    override = Override(
        id=work.new_id(),
        asked=Asked.UNDO if wanted is None else Asked.EDIT if entry else Asked.NEW,
        person_id=person.id,
        entry_id=entry.id if entry else None,
        wanted=wanted,
        before=facts_of(entry) if entry else None,
        reason=request.reason.strip(),
        asked_by=asker.id,
        asked_at=work.now(),
    )
    work.session.add(override)
    work.session.flush()
    history.record(work, asker.id, override, Change.MADE)
    _ask_finance(work, override)
    return overrides.shown(work.session, override)


def _ask_finance(work: Work, override: Override) -> None:
    finance = [each for each in people.with_role(work.session, Role.FINANCE) if destination_of(work.session, each.id)]
    if not finance:
        raise Conflict("Nobody in finance is in chat yet, so nobody could grant it. Please ask an admin.")
    for each in finance:
        notice = OverrideAsked(person_id=each.id, override_id=override.id)
        tell(work, each, notice, f"override:{override.id}:{each.id}", urgent=True)


def _asker(work: Work) -> Person:
    asker = require_person(work, Act.SEE_OWN_TIME)
    supervises = bool(reports_of(asker.id, people.everyone(work.session)))
    require(Act.ASK_OVERRIDES, [*([ADMIN] if asker.is_admin else []), *([SUPERVISOR] if supervises else [])])
    return asker


def _overseen(session: Session, asker: Person) -> list[Person]:
    """Return whose time the asker can have overridden, by name: all who report to them, or everybody for an admin."""
    staff = people.everyone(session)
    below = reports_of(asker.id, staff)
    return sorted((person for person in staff if asker.is_admin or person.id in below), key=lambda one: one.name)


def _subject(session: Session, asker: Person, person_id: str) -> Person:
    for person in _overseen(session, asker):
        if person.id == person_id:
            return person
    raise NotFound("I can't find that person among those who report to you.")


def _locked_entry(session: Session, person: Person, entry_id: str) -> TimeEntry:
    entry = time_entries.by_id(session, entry_id)
    if entry is None or entry.person_id != person.id:
        raise NotFound(f"I can't find that entry among those of {person.name}.")
    if entry.voided_at:
        raise Conflict("That entry is already undone.")
    if waiting := kept.pending_for(session, entry_id):
        who = people.by_id(session, waiting.asked_by).name
        raise Conflict(f"{who} already asked for this entry, and finance hasn't decided yet.")
    return entry


def _checked(work: Work, person: Person, request: OverrideRequest, entry: TimeEntry | None) -> dict[str, Any] | None:
    """Return the facts that are asked for. Raises one UsageError with the message of every field."""
    errors = FieldErrors()
    ask = errors.ask
    wanted, said = request.wanted, None
    ask("reason", lambda: check_reason(request.reason))
    if wanted:
        today = today_of(work.bot, person)
        same_job = entry is not None and entry.job_id == wanted.job_id
        job = entry.job if entry and same_job else ask("job", lambda: job_for_form(work.session, wanted.job_id))
        minutes = ask("duration", lambda: parse_duration(wanted.duration))
        ask("worked_on", lambda: require_past(wanted.worked_on, today))
        ask("note", lambda: check_note(wanted.note))
        if job:
            ask("billing", lambda: check_billing(wanted.billing, job.number, job_is_billable=job.billable))
        if minutes:
            ask("duration", lambda: check_room(work.session, person, wanted.worked_on, minutes, today, entry))
        if job and minutes:
            billable = is_billable(wanted.billing, job_is_billable=job.billable)
            said = facts(job.id, wanted.worked_on, minutes, billable=billable, note=wanted.note)
    days = [day for day in (entry and entry.worked_on, wanted and wanted.worked_on) if day]
    ask("worked_on", lambda: _require_closed(work.session, days))
    errors.require_none()
    return said


def _require_closed(session: Session, days: Sequence[date]) -> None:
    months = {month_of(day) for day in days}
    if months and months.isdisjoint(periods.closed_months(session)):
        names = " and ".join(describe_month(month) for month in sorted(months))
        are = "is" if len(months) == 1 else "are"
        raise UsageError(f"{names} {are} still open, so you don't need an override. Just log or edit the time.")


def _has(words: Sequence[str], *texts: str) -> bool:
    whole = " ".join(texts).lower()
    return all(word in whole for word in words)


def _words_of(entry: TimeEntry) -> str:
    day, job = entry.worked_on, entry.job
    return f"{day.isoformat()} {day:%a} {day.day} {day:%b} {job.number} {job.title} {entry.note}"
