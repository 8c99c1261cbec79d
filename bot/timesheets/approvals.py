"""Weekly approval of timesheets: a supervisor approves a week, or sends it back; what changes later comes by itself.

Nothing is stored for a change: an entry is approved while it says what it said when it was approved.
"""

from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, NotFound
from bot.messaging.touch import ClickedMessage, told_changed, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import require_person
from bot.people.teams import require_approver
from bot.rules.kit.dates import week_of
from bot.rules.permissions import Act
from bot.rules.timesheets.approvals import EntryChange, version_of
from bot.timekeeping.deadlines import check_reason
from bot.timesheets.approval_states import WeekEntries, week_entries
from bot.timesheets.notices import WeekSentBack
from bot.timesheets.sending import require_policy, week_shown_anew
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timesheets import approvals as timesheet_approvals
from storage.timesheets.approvals import ApprovedEntry, TimesheetApproval
from storage.words.time import Change, WeekStanding


class WeekDecided(Model):
    """A week, or one changed entry of it, was decided on, now or before; by whom."""

    person_id: str
    name: str
    monday: date
    standing: WeekStanding
    by: str


def approve_week(
    bot: Bot, actor: Actor, approval_id: str, version: str, clicked: ClickedMessage | None = None
) -> WeekDecided:
    """Approve somebody's week as it was seen; approved twice, it is approved once, and the second is told by whom.

    Raises Conflict where it changed since it was seen or was sent back, NotFound, NotAllowed, Unknown.
    """

    def work(session: Session) -> WeekDecided:
        asker, person, row = _asked(session, actor, approval_id, clicked)
        week = week_entries(session, person.id, row.monday)
        if row.standing == WeekStanding.APPROVED and not week.changes:
            return _decided(session, person, row)
        if row.standing == WeekStanding.SENT_BACK:
            raise Conflict(f"{_by(session, row)} has sent that week back already. It comes again once it is put right.")
        if week.version != version:
            raise Conflict(f"{person.name}'s week has changed since you saw it. Have another look, then approve it.")
        for change in week.changes:
            _approve(bot, session, asker, person, change)
        _decide(bot, session, asker, row, WeekStanding.APPROVED, Change.GRANTED)
        week_shown_anew(bot, session, person)
        return _decided(session, person, row)

    return once(bot, actor, WeekDecided, work)


def approve_change(
    bot: Bot, actor: Actor, entry_id: str, version: str, clicked: ClickedMessage | None = None
) -> WeekDecided:
    """Approve one entry that changed since its week was approved; the rest stays as it is. Raises as `approve_week`."""

    def work(session: Session) -> WeekDecided:
        entry = time_entries.by_id(session, entry_id)
        if entry is None:
            raise NotFound("That entry is not there.")
        kept = timesheet_approvals.of_entries(session, [entry_id]).get(entry_id)
        days = [entry.worked_on, *([kept.worked_on] if kept else [])]
        weeks = [timesheet_approvals.of_week(session, entry.person_id, week_of(day)[0]) for day in days]
        approved = next((each for each in weeks if each and each.standing == WeekStanding.APPROVED), None)
        if approved is None:
            raise Conflict("That week is not approved yet: approve it as a whole.")
        asker, person, row = _asked(session, actor, approved.id, clicked)
        change = _change_of(week_entries(session, person.id, row.monday), entry_id)
        if change:
            if version_of([(entry_id, change.now)]) != version:
                raise Conflict("That entry has changed again since you saw it. Have another look, then approve it.")
            _approve(bot, session, asker, person, change)
            _decide(bot, session, asker, row, WeekStanding.APPROVED, Change.GRANTED)
            week_shown_anew(bot, session, person)
        return _decided(session, person, row)

    return once(bot, actor, WeekDecided, work)


def send_week_back(
    bot: Bot, actor: Actor, approval_id: str, reason: str, clicked: ClickedMessage | None = None
) -> WeekDecided:
    """Send somebody's week back, with the reason; they are told. What of it was approved before stays approved.

    Raises UsageError by field, Conflict where it is approved and unchanged, NotFound, NotAllowed, Unknown.
    """

    def work(session: Session) -> WeekDecided:
        asker, person, row = _asked(session, actor, approval_id, clicked)
        kept = check_reason(reason)
        if row.standing == WeekStanding.SENT_BACK:
            return _decided(session, person, row)
        if row.standing == WeekStanding.APPROVED and not week_entries(session, person.id, row.monday).changes:
            raise Conflict(f"{_by(session, row)} has approved that week already.")
        row.reason = kept
        _decide(bot, session, asker, row, WeekStanding.SENT_BACK, Change.REFUSED)
        notice = WeekSentBack(person_id=person.id, approval_id=row.id)
        tell(bot, session, person, notice, f"week-sent-back:{row.id}:{bot.now().isoformat()}", urgent=True)
        week_shown_anew(bot, session, person)
        return _decided(session, person, row)

    return once(bot, actor, WeekDecided, work)


def _asked(
    session: Session, actor: Actor, approval_id: str, clicked: ClickedMessage | None
) -> tuple[Person, Person, TimesheetApproval]:
    """Who decides, whose week it is (held, so that nobody decides or logs meanwhile), and the week as it stands."""
    asker = require_person(session, actor, Act.SEE_OWN_TIME)
    row = timesheet_approvals.by_id(session, approval_id)
    if row is None:
        raise NotFound("I can't find that week.")
    person = people.by_id(session, row.person_id, locked=True)
    require_approver(session, asker, person, Act.APPROVE_TIMESHEETS)
    require_policy(session, person)
    if clicked:
        touch_clicked(session, clicked)
    row = timesheet_approvals.by_id(session, approval_id)
    assert row  # noqa: S101  # it was there, and a week never goes
    return asker, person, row


def _change_of(week: WeekEntries, entry_id: str) -> EntryChange | None:
    return next((change for change in week.changes if change.entry_id == entry_id), None)


def _approve(bot: Bot, session: Session, asker: Person, person: Person, change: EntryChange) -> None:
    """Keep what an entry says by now as approved."""
    kept = timesheet_approvals.of_entries(session, [change.entry_id]).get(change.entry_id)
    if change.now is None:
        if kept:
            history.record_removal(bot, session, asker.id, kept)
            session.delete(kept)
        return
    said = change.now._asdict() | {"approved_by": asker.id, "approved_at": bot.now()}
    before = history.state_of(kept) if kept else None
    if kept is None:
        kept = ApprovedEntry(id=change.entry_id, person_id=person.id, **said)
        session.add(kept)
    for name, value in said.items():
        setattr(kept, name, value)
    session.flush()
    history.record_kept(bot, session, asker.id, kept, before)


def _decide(
    bot: Bot, session: Session, asker: Person, row: TimesheetApproval, standing: WeekStanding, change: Change
) -> None:
    before = history.state_of(row)
    row.standing, row.decided_by, row.decided_at = standing, asker.id, bot.now()
    session.flush()
    history.record(bot, session, asker.id, row, change, before)
    told_changed(bot, session, asker.id)


def _decided(session: Session, person: Person, row: TimesheetApproval) -> WeekDecided:
    return WeekDecided(
        person_id=person.id, name=person.name, monday=row.monday, standing=row.standing, by=_by(session, row)
    )


def _by(session: Session, row: TimesheetApproval) -> str:
    return people.by_id(session, row.decided_by).name if row.decided_by else "Somebody"
