"""Lateness: judged when an entry is made, kept, and never a reason to lose time."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.leave.leave import take_leave_line
from bot.people.policies import keep_policy, policy_of
from bot.rules.kit.lines import Line
from bot.rules.people.policies import Binds, WhenLate
from bot.rules.timekeeping.time_entries import Billing
from bot.timekeeping.answers import TimeLogged
from bot.timekeeping.deadlines import decide_late_entry, give_reason
from bot.timekeeping.entry_forms import EntryRequest
from bot.timekeeping.time_entries import edit_entry, entry_told, log_line, undo_entry
from storage.jobs.jobs import by_number
from storage.kit.history import HistoryLine
from storage.messaging.unprompted import UnpromptedNotice
from storage.people import people
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import LateStatus, Source
from tests.conftest import FixedClock, actor

MAYA, SAM, GRACE = "Maya Torres", "Sam Okafor", "Grace Lindqvist"


def set_policy(bot: Bot, **changes: object) -> None:
    """Change every office's policy."""
    with bot.begin() as work:
        for office in people.offices(work.session):
            policy = policy_of(work.session, office).model_copy(update=changes)
            keep_policy(work, None, office, policy)


def log(bot: Bot, text: str, who: str = MAYA) -> TimeLogged:
    return log_line(bot, actor(who), Line(text), Source.COMMAND)


def entry(bot: Bot, told: TimeLogged) -> TimeEntry:
    with bot.store.read() as session:
        return session.scalars(select(TimeEntry).where(TimeEntry.id == told.entry.id)).one()


def edit(bot: Bot, told: TimeLogged, who: str = MAYA, **changes: object) -> None:
    job = str(changes.pop("job", told.entry.job.number))
    with bot.store.read() as session:
        found = by_number(session, job)
    assert found
    fields = {"job_id": found.id, "worked_on": told.entry.worked_on, "duration": f"{told.entry.minutes}m"}
    fields |= {"billing": Billing.AS_JOB, "note": told.entry.note} | changes
    edit_entry(bot, actor(who), told.entry.id, EntryRequest.model_validate(fields))


def waiting(bot: Bot, who: str) -> list[str]:
    """The kinds of news that wait for somebody, or were told them."""
    with bot.store.read() as session:
        person = people.by_email(session, f"{who.split(maxsplit=1)[0].lower()}@hv.example")
        assert person
        rows = session.scalars(
            select(UnpromptedNotice).where(UnpromptedNotice.person_id == person.id).order_by(UnpromptedNotice.id)
        )
        return [row.payload["kind"] for row in rows]


def test_an_entry_keeps_its_deadline_and_is_on_time(agency: Bot) -> None:
    kept = entry(agency, log(agency, "2h ACME-101"))
    assert kept.deadline == datetime(2026, 3, 18, 3, 59, 59, tzinfo=UTC)
    assert (kept.late, kept.late_status) == (False, None)


def test_an_entry_on_the_fourth_business_day_is_late(agency: Bot, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 18, 3, 59, 59, tzinfo=UTC)
    assert not entry(agency, log(agency, "2h ACME-101 2026-03-12")).late
    clock.forward(seconds=1)
    told = log(agency, "2h ACME-102 2026-03-12")
    assert entry(agency, told).late_status == LateStatus.REASON_MISSING
    assert told.entry.late
    assert told.entry.late.status == LateStatus.REASON_MISSING


def test_each_person_goes_by_their_own_zone(agency: Bot, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
    assert not entry(agency, log(agency, "2h ACME-101 2026-03-12", MAYA)).late
    assert entry(agency, log(agency, "2h ACME-101 2026-03-12", SAM)).late


def test_by_default_only_billable_entries_are_bound(agency: Bot, clock: FixedClock) -> None:
    clock.forward(days=10)
    kept = entry(agency, log(agency, "2h INT-ADM 2026-03-12"))
    assert (kept.deadline, kept.late) == (None, False)
    set_policy(agency, binds=Binds.ALL)
    assert entry(agency, log(agency, "2h INT-ADM 2026-03-12 more")).late


def test_leave_and_holidays_move_the_deadline(agency: Bot, clock: FixedClock) -> None:
    take_leave_line(agency, actor(SAM), "2026-03-13")
    assert entry(agency, log(agency, "1h ACME-101", SAM)).deadline == datetime(2026, 3, 18, 23, 59, 59, tzinfo=UTC)
    clock.now = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)  # Good Friday and Easter Monday follow
    assert entry(agency, log(agency, "1h ACME-101", SAM)).deadline == datetime(2026, 4, 9, 22, 59, 59, tzinfo=UTC)
    assert entry(agency, log(agency, "1h ACME-101", MAYA)).deadline == datetime(2026, 4, 8, 3, 59, 59, tzinfo=UTC)


def test_a_kept_deadline_stays_when_the_policy_changes(agency: Bot) -> None:
    told = log(agency, "2h ACME-101")
    before = entry(agency, told).deadline
    set_policy(agency, window=1)
    edit(agency, told, note="another note")
    assert entry(agency, told).deadline == before
    assert entry(agency, log(agency, "1h ACME-102")).deadline != before


def late_entry(bot: Bot, clock: FixedClock, who: str = MAYA) -> TimeLogged:
    clock.now = datetime(2026, 3, 19, 15, 0, tzinfo=UTC)
    return log(bot, "2h ACME-101 2026-03-12 copy edits", who)


def test_a_late_entry_is_saved_at_once_and_its_reason_is_asked(agency: Bot, clock: FixedClock) -> None:
    told = late_entry(agency, clock)
    assert entry(agency, told).minutes == 120
    give_reason(agency, actor(MAYA), told.entry.id, "  At the client's all week ")
    kept = entry(agency, told)
    assert (kept.late_status, kept.late_reason) == (LateStatus.REASON_GIVEN, "At the client's all week")
    assert kept.late


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_that_says_nothing_or_too_much_is_refused_at_its_field(
    agency: Bot, clock: FixedClock, reason: str
) -> None:
    told = late_entry(agency, clock)
    with pytest.raises(UsageError) as refused:
        give_reason(agency, actor(MAYA), told.entry.id, reason)
    assert set(refused.value.refusal.fields) == {"reason"}


def test_nobody_gives_a_reason_for_anothers_entry_or_for_one_on_time(agency: Bot, clock: FixedClock) -> None:
    on_time = log(agency, "1h ACME-101")
    with pytest.raises(Conflict):
        give_reason(agency, actor(MAYA), on_time.entry.id, "why not")
    with pytest.raises(NotFound):
        give_reason(agency, actor(SAM), late_entry(agency, clock).entry.id, "mine?")


def test_a_note_edited_late_leaves_the_entry_on_time_and_minutes_added_late_do_not(
    agency: Bot, clock: FixedClock
) -> None:
    told = log(agency, "2h ACME-101")
    clock.now = datetime(2026, 3, 19, 15, 0, tzinfo=UTC)
    edit(agency, told, note="clearer", duration="1h")
    assert not entry(agency, told).late
    edit(agency, told, duration="5h")
    assert entry(agency, told).late_status == LateStatus.REASON_MISSING


def test_moving_an_entry_to_another_day_judges_it_anew(agency: Bot, clock: FixedClock) -> None:
    told = late_entry(agency, clock)
    give_reason(agency, actor(MAYA), told.entry.id, "busy")
    edit(agency, told, worked_on=date(2026, 3, 18))
    kept = entry(agency, told)
    assert (kept.late, kept.late_status, kept.late_reason) == (False, None, None)
    edit(agency, told, worked_on=date(2026, 3, 11))
    assert entry(agency, told).late_status == LateStatus.REASON_MISSING


def test_a_reason_stays_when_a_late_entry_grows(agency: Bot, clock: FixedClock) -> None:
    told = late_entry(agency, clock)
    give_reason(agency, actor(MAYA), told.entry.id, "busy")
    edit(agency, told, duration="3h")
    kept = entry(agency, told)
    assert (kept.late_status, kept.late_reason) == (LateStatus.REASON_GIVEN, "busy")


def test_non_billable_and_back_again_is_no_way_around_the_deadline(agency: Bot, clock: FixedClock) -> None:
    told = log(agency, "2h ACME-101")
    clock.now = datetime(2026, 3, 19, 15, 0, tzinfo=UTC)
    edit(agency, told, billing=Billing.NON_BILLABLE)
    assert entry(agency, told).deadline is None
    edit(agency, told, billing=Billing.BILLABLE)
    assert entry(agency, told).late


def test_by_policy_a_late_entry_is_refused_with_its_deadline_and_who_can_help(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.REFUSED)
    with pytest.raises(UsageError, match=r"was due by the end of Tue 17 Mar.*Please ask Grace Lindqvist") as refused:
        late_entry(agency, clock)
    assert set(refused.value.refusal.fields) == {"worked_on"}
    with agency.store.read() as session:
        assert session.scalars(select(TimeEntry)).all() == []


def test_by_policy_a_late_entry_waits_for_the_supervisors_approval(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock)
    assert entry(agency, told).late_status == LateStatus.PENDING
    assert waiting(agency, GRACE) == ["LateApprovalAsked"]
    done = decide_late_entry(agency, actor(GRACE), told.entry.id, approve=True)
    assert (done.status, done.by) == (LateStatus.APPROVED, GRACE)
    assert waiting(agency, MAYA) == ["LateDecided"]
    shown = entry_told(agency, told.entry.id).entry
    assert shown.late
    assert (shown.late.status, shown.late.decided_by, shown.undone) == (LateStatus.APPROVED, GRACE, False)


def test_a_declined_entry_counts_no_more_and_is_kept(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock)
    decide_late_entry(agency, actor(GRACE), told.entry.id, approve=False)
    kept = entry(agency, told)
    assert (kept.late_status, kept.voided_at, kept.minutes) == (LateStatus.DECLINED, clock.now, 120)
    assert entry_told(agency, told.entry.id).day_minutes == 0


def test_who_decides_second_is_told_who_was_first(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock)
    decide_late_entry(agency, actor(GRACE), told.entry.id, approve=True)
    done = decide_late_entry(agency, actor(GRACE), told.entry.id, approve=False)
    assert (done.status, done.by) == (LateStatus.APPROVED, GRACE)


@pytest.mark.parametrize("who", [MAYA, SAM])
def test_nobody_but_a_supervisor_or_an_admin_decides(agency: Bot, clock: FixedClock, who: str) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock)
    with pytest.raises(NotAllowed):
        decide_late_entry(agency, actor(who), told.entry.id, approve=True)
    assert entry(agency, told).late_status == LateStatus.PENDING


def test_without_a_supervisor_the_admins_are_asked(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock, SAM)
    assert waiting(agency, GRACE) == ["LateApprovalAsked"]
    assert decide_late_entry(agency, actor(GRACE), told.entry.id, approve=True).by == GRACE


def test_a_pending_entry_that_was_undone_is_decided_no_more(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock)
    undo_entry(agency, actor(MAYA), told.entry.id)
    decide_late_entry(agency, actor(GRACE), told.entry.id, approve=True)
    assert entry(agency, told).late_status == LateStatus.PENDING


def test_every_step_is_in_the_history(agency: Bot, clock: FixedClock) -> None:
    set_policy(agency, when_late=WhenLate.APPROVAL)
    told = late_entry(agency, clock)
    give_reason(agency, actor(MAYA), told.entry.id, "busy")
    decide_late_entry(agency, actor(GRACE), told.entry.id, approve=True)
    with agency.store.read() as session:
        query = select(HistoryLine).where(HistoryLine.thing_id == told.entry.id).order_by(HistoryLine.id)
        statuses = [(line.after or {})["late_status"] for line in session.scalars(query)]
    assert statuses == [LateStatus.PENDING, LateStatus.PENDING, LateStatus.APPROVED]
