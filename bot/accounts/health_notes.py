"""Client health notes: the lead's monthly words on a client, asked for or written unprompted."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import history
from bot.accounts.notices import HealthAsked
from bot.clients.clients import require_client
from bot.clients.leads import leads_of_clients
from bot.clients.names import client_named
from bot.core import Actor, Bot, Work, once
from bot.errors import NotFound, UsageError
from bot.messaging.touch import told_changed
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff, zone_of
from bot.people.policies import policies_by_office
from bot.rules.accounts.health_notes import HealthRead, HealthRequest, ask_day
from bot.rules.kit.dates import local_date
from bot.rules.kit.fields import read_form
from bot.rules.kit.periods import describe_month, month_before, month_of, read_month
from bot.rules.people.deadlines import Calendar
from bot.rules.permissions import Act
from storage.accounts import account_notes
from storage.accounts.account_notes import HealthNote
from storage.base import insert_once
from storage.clients import clients
from storage.clients.clients import Client
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import ClientStatus, Mood
from storage.words.time import Change

PAGE = 10


class HealthShown(Model):
    """A client's note for a month, unwritten if it has no mood. `by` wrote it, or is asked to."""

    client_id: str
    code: str
    client: str
    by: str
    month: str
    mood: Mood | None = None
    on: date | None = None
    value: str = ""
    risks: str = ""
    next_move: str = ""


class HealthsShown(Model):
    """A page of the notes of a month, the reader's own clients first; pages count from 0.

    `may_write`: notes of that month can still be written.
    """

    month: str
    notes: Sequence[HealthShown]
    page: int
    pages: int
    may_write: bool = True


class HealthKept(Model):
    """A note was written or changed."""

    note: HealthShown


def ask_health_notes(bot: Bot) -> None:
    """Ask the leads of active clients, three business days before a month's end by the client's office (scan).

    A lead gets one message for all their clients. If the bot was down, it asks up to the month's last day.
    """
    with bot.read() as work:
        due = _due(work)
    if not due:
        return
    with bot.begin() as work:
        for client_id, month in due:
            _ask(work, require_client(work.session, client_id), month)


def show_health(bot: Bot, actor: Actor, asked: str = "", page: int = 0) -> HealthsShown:
    """Return the notes of all active clients for a month, e.g. `2026-10`; empty for this one. Raises UsageError."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_HEALTH)
        today = staff.today
        month = read_month(asked, today) if asked.strip() else month_of(today)
        if month > month_of(today):
            raise UsageError(f"{describe_month(month)} hasn't begun yet.", example=month_before(today))
        notes = {note.client_id: note for note in account_notes.of_month(staff.session, month)}
        chosen = [each for each in clients.every_client(staff.session) if each.id in notes or _is_active(each)]
        leads = leads_of_clients(staff, chosen)

        def others_last(client: Client) -> tuple[bool, str]:
            lead = leads[client.id]
            return lead is None or lead.id != staff.id, client.code

        chosen.sort(key=others_last)
        page = max(0, min(page, (len(chosen) - 1) // PAGE))
        some = chosen[page * PAGE : (page + 1) * PAGE]
        shown = [_shown(staff.session, each, month, notes.get(each.id), leads[each.id], staff.zone) for each in some]
        pages, may_write = -(-len(chosen) // PAGE), month in _open_months(today)
        return HealthsShown(month=month, notes=shown, page=page, pages=pages, may_write=may_write)


def health_form(bot: Bot, actor: Actor, client_id_or_code: str, month: str = "") -> HealthShown:
    """Return a note's form, for this month if none is named. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff, client = _asked(work, client_id_or_code)
        wanted = month or month_of(staff.today)
        lead = leads_of_clients(staff, [client])[client.id]
        return _shown(
            staff.session, client, wanted, account_notes.note(staff.session, client.id, wanted), lead, staff.zone
        )


@once
def write_health(work: Work, client_id: str, month: str, request: HealthRequest) -> HealthKept:
    """Write or change a client's note of this month or last month. Raises UsageError by field, NotAllowed."""
    staff, client = _asked(work, client_id)
    today = staff.today
    if month not in _open_months(today):
        raise UsageError("You can write notes for this month or last month.")
    read = read_form(HealthRead, request.model_dump(), "Please fix the fields marked below.")
    is_new = insert_once(staff.session, HealthNote, _unwritten(staff.bot, client.id, month, staff.id))
    note = account_notes.the_note(staff.session, client.id, month)
    before = None if is_new else history.state_of(note)
    note.mood, note.value = read.mood, read.relationship
    note.risks, note.next_move = read.risks, read.next_move
    note.answered_by_id, note.answered_at = staff.id, staff.now()
    staff.session.flush()
    history.record_kept(staff, staff.id, note, before)
    told_changed(staff, note.asked_id)
    return HealthKept(note=_shown(staff.session, client, month, note, staff.person, staff.zone))


def notes_asked(bot: Bot, person_id: str, month: str) -> HealthsShown:
    """Return the notes that somebody was asked for, written ones included. For the outbox only."""
    with bot.store.read() as session:
        person = people.by_id(session, person_id)
        notes = account_notes.notes_asked_of(session, person_id, month)
        shown = [_shown(session, each.client, month, each, person, zone_of(person)) for each in notes]
        return HealthsShown(month=month, notes=sorted(shown, key=lambda each: each.code), page=0, pages=1)


def _due(work: Work) -> list[tuple[str, str]]:
    """Return which clients' notes to ask for now, and for which month."""
    offices, policies = people.offices(work.session), policies_by_office(work.session)
    found: list[tuple[str, str]] = []
    for office in offices:
        today, policy = local_date(work.now(), office.zone), policies[office.id]
        month = month_of(today)
        calendar = Calendar(office.zone, frozenset(policy.weekdays), policy.holidays(today.year, today.year))
        if today < ask_day(month, calendar):
            continue
        there = {note.client_id for note in account_notes.of_month(work.session, month)}
        chosen = [each for each in clients.every_client(work.session) if _is_active(each) and each.id not in there]
        theirs = [each for each in chosen if (each.office_id or offices[0].id) == office.id]
        leads = leads_of_clients(work, theirs)
        found += [(each.id, month) for each in theirs if leads[each.id]]
    return found


def _ask(work: Work, client: Client, month: str) -> None:
    lead = leads_of_clients(work, [client])[client.id]
    if lead is None or not insert_once(work.session, HealthNote, _unwritten(work.bot, client.id, month, lead.id)):
        return
    history.record(work, None, account_notes.the_note(work.session, client.id, month), Change.MADE)
    # Offices end a month on days of their own, so a lead with clients of two offices is asked on each.
    key = f"health:{lead.id}:{month}:{client.office_id or ''}"
    tell(work, lead, HealthAsked(person_id=lead.id, month=month), key)


def _unwritten(bot: Bot, client_id: str, month: str, asked_id: str) -> dict[str, str | datetime]:
    values: dict[str, str | datetime] = {"id": bot.new_id(), "client_id": client_id, "month": month}
    return values | {"asked_id": asked_id, "asked_at": bot.now(), "value": "", "risks": "", "next_move": ""}


def _asked(work: Work, client_id_or_code: str) -> tuple[Staff, Client]:
    """Return the asker and the client. The account desk, and a client's leads and owner, write its notes."""
    staff = require_staff(work, Act.FIND_JOBS)
    try:
        client = client_named(staff.session, client_id_or_code)
    except NotFound:
        require_person(staff, Act.KEEP_HEALTH)
        raise
    if staff.id not in (client.lead_id, client.backup_lead_id, client.owner_id):
        require_person(staff, Act.KEEP_HEALTH)
    return staff, client


def _open_months(today: date) -> tuple[str, str]:
    """Return the months whose notes can be written: this one and the last."""
    return month_of(today), month_before(today)


def _is_active(client: Client) -> bool:
    return client.archived_at is None and client.status == ClientStatus.ACTIVE


def _shown(
    session: Session, client: Client, month: str, note: HealthNote | None, lead: Person | None, zone: str
) -> HealthShown:
    shown = HealthShown(
        client_id=client.id, code=client.code, client=client.name, by=lead.name if lead else "", month=month
    )
    if note is None or note.mood is None or note.answered_by_id is None or note.answered_at is None:
        return shown
    words = {"value": note.value, "risks": note.risks, "next_move": note.next_move, "mood": note.mood}
    by = people.by_id(session, note.answered_by_id).name
    return shown.model_copy(update=words | {"by": by, "on": local_date(note.answered_at, zone)})
