"""Weekly approval: a week is sent, approved as it was seen or sent back; what changes later waits by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from bot.admin.imports import import_people
from bot.core import OPERATOR, Bot
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.people.people import recognise
from bot.periods.override_requests import OverrideRequest, ask_override
from bot.periods.overrides import decide_override
from bot.periods.periods import close_period
from bot.periods.previews import preview_close
from bot.timekeeping.time_entries import edit_entry, undo_entry
from bot.timesheets.approval_states import ApprovalShown, WeeksWaiting, list_waiting
from bot.timesheets.approvals import WeekDecided, approve_change, approve_week, send_week_back
from bot.timesheets.sending import send_due_weeks, send_week, tell_changed_weeks
from bot.timesheets.timesheets import show_timesheet
from storage.kit.history import HistoryLine
from storage.messaging.unprompted import UnpromptedNotice
from storage.timesheets.approvals import FACTS, ApprovedEntry, TimesheetApproval
from storage.words.time import Change, WeekStatus
from tests.bot.periods.test_periods import DANIEL, rows
from tests.bot.timekeeping.test_deadlines import set_policy, waiting
from tests.bot.timekeeping.test_time_entries import log, request
from tests.conftest import FixedClock, actor, profile

MAYA, SAM, GRACE = "Maya Torres", "Sam Okafor", "Grace Lindqvist"
MONDAY, TUESDAY, THIS_MONDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)


@pytest.fixture
def weekly(agency: Bot) -> Bot:
    """The small agency approves weeks; Maya logged two entries last week and one this week."""
    set_policy(agency, approve_weeks=True)
    for line in ("2h ACME-101 2026-03-02 copy", "3h ACME-102 2026-03-03 maps", "1h ACME-101 2026-03-09"):
        log(agency, line)
    return agency


def approval(bot: Bot, who: str = MAYA) -> ApprovalShown:
    whose = None if who == MAYA else profile(MAYA).address
    shown = show_timesheet(bot, actor(who), "2026-03-02", whose).approval
    assert shown
    return shown


def send(bot: Bot) -> None:
    send_week(bot, actor(MAYA), MONDAY)


def approve(bot: Bot, who: str = GRACE, shown: ApprovalShown | None = None) -> WeekDecided:
    seen = shown or approval(bot, GRACE)
    return approve_week(bot, actor(who), seen.id or "", seen.version)


def sent_and_approved(bot: Bot) -> None:
    send(bot)
    approve(bot)


def waits(bot: Bot, who: str = GRACE) -> WeeksWaiting:
    return list_waiting(bot, actor(who))


def entry_id(bot: Bot, line: int) -> str:
    return show_timesheet(bot, actor(MAYA), "2026-03-02").entries[line].id


def test_a_week_that_was_sent_waits_for_the_supervisor_who_approves_it(weekly: Bot) -> None:
    send(weekly)
    send(weekly)
    assert waiting(weekly, GRACE) == ["WeeksToApprove"]
    (week,) = waits(weekly).weeks
    assert (week.name, week.monday, week.minutes, week.billable_minutes, week.late) == (
        "Maya Torres",
        MONDAY,
        300,
        300,
        2,
    )
    assert approve(weekly).status == WeekStatus.APPROVED
    shown = approval(weekly)
    assert (shown.status, shown.by, list(shown.changes), shown.may_decide) == (
        WeekStatus.APPROVED,
        GRACE,
        [],
        False,
    )
    assert waits(weekly).weeks == []
    changes = [(line.thing, line.change) for line in rows(weekly, HistoryLine) if "appro" in line.thing]
    assert sorted(changes) == [
        ("approved_entries", Change.MADE), ("approved_entries", Change.MADE),
        ("timesheet_approvals", Change.GRANTED), ("timesheet_approvals", Change.MADE),
    ]  # fmt: skip


def test_a_week_goes_by_itself_once_its_last_deadline_has_passed(weekly: Bot, clock: FixedClock) -> None:
    clock.now = clock.now.replace(day=11)  # the last day for Friday's time
    send_due_weeks(weekly)
    assert rows(weekly, TimesheetApproval) == []
    clock.now = clock.now.replace(day=12)
    send_due_weeks(weekly)
    send_due_weeks(weekly)
    assert [(row.monday, row.status) for row in rows(weekly, TimesheetApproval)] == [(MONDAY, WeekStatus.SENT)]
    assert waiting(weekly, GRACE) == ["WeeksToApprove"]


def test_without_the_policy_no_week_is_sent_or_shown(agency: Bot) -> None:
    log(agency, "2h ACME-101 2026-03-02")
    send_due_weeks(agency)
    assert rows(agency, TimesheetApproval) == []
    assert show_timesheet(agency, actor(MAYA), "2026-03-02").approval is None
    with pytest.raises(Conflict, match="New York doesn't approve"):
        send(agency)


def test_only_a_week_that_is_over_and_has_time_is_sent(weekly: Bot) -> None:
    with pytest.raises(UsageError, match="isn't over yet"):
        send_week(weekly, actor(MAYA), THIS_MONDAY)
    with pytest.raises(UsageError, match="nothing to approve"):
        send_week(weekly, actor(SAM), MONDAY)


def test_nothing_is_approved_but_what_was_seen(weekly: Bot) -> None:
    send(weekly)
    seen = approval(weekly, GRACE)
    log(weekly, "1h ACME-101 2026-03-04")
    with pytest.raises(Conflict, match="has changed since you saw it"):
        approve(weekly, shown=seen)
    assert approve(weekly).status == WeekStatus.APPROVED


def test_who_is_sent_back_is_told_why_puts_it_right_and_sends_again(weekly: Bot) -> None:
    send(weekly)
    row = approval(weekly).id or ""
    with pytest.raises(UsageError, match="Please say why"):
        send_week_back(weekly, actor(GRACE), row, "  ")
    send_week_back(weekly, actor(GRACE), row, "Tuesday was on ACME-101")
    shown = approval(weekly)
    assert (shown.status, shown.reason, shown.by) == (WeekStatus.SENT_BACK, "Tuesday was on ACME-101", GRACE)
    assert waiting(weekly, MAYA) == ["WeekSentBack"]
    with pytest.raises(Conflict, match="already sent that week back"):
        approve(weekly)
    edit_entry(weekly, actor(MAYA), entry_id(weekly, 1), request(weekly, worked_on=TUESDAY, duration="3h"))
    send(weekly)
    assert (approve(weekly).status, approval(weekly).reason) == (WeekStatus.APPROVED, "Tuesday was on ACME-101")


def test_each_kind_of_change_reopens_that_entry_alone(weekly: Bot, clock: FixedClock) -> None:
    sent_and_approved(weekly)
    first, second = entry_id(weekly, 0), entry_id(weekly, 1)
    edit_entry(weekly, actor(MAYA), first, request(weekly, worked_on=MONDAY, duration="4h", note="copy"))
    (change,) = approval(weekly, GRACE).changes
    assert change.before and change.now
    assert (change.entry_id, change.before.minutes, change.now.minutes) == (first, 120, 240)
    assert [(week.changed, week.monday) for week in waits(weekly).weeks] == [(1, MONDAY)]
    tell_changed_weeks(weekly)
    clock.forward(minutes=1)
    approve_change(weekly, actor(GRACE), first, change.version)
    assert list(approval(weekly).changes) == []

    undo_entry(weekly, actor(MAYA), second)
    (change,) = approval(weekly).changes
    assert (change.entry_id, change.now) == (second, None)
    new = log(weekly, "1h INT-ADM 2026-03-05").entry.id
    assert {each.entry_id for each in approval(weekly).changes} == {second, new}
    tell_changed_weeks(weekly)
    tell_changed_weeks(weekly)
    assert waiting(weekly, GRACE) == ["WeeksToApprove"] * 3  # it was sent; it changed after each approval
    approve(weekly)
    assert {row.id for row in rows(weekly, ApprovedEntry)} == {first, new}


def test_a_move_to_another_week_is_seen_in_both_and_approved_in_either(weekly: Bot) -> None:
    sent_and_approved(weekly)
    moved = entry_id(weekly, 0)
    edit_entry(weekly, actor(MAYA), moved, request(weekly, worked_on=THIS_MONDAY, note="copy"))
    (change,) = approval(weekly).changes
    assert change.now
    assert (change.entry_id, change.now.worked_on) == (moved, THIS_MONDAY)
    approve_change(weekly, actor(GRACE), moved, change.version)
    assert list(approval(weekly).changes) == []


def test_an_entry_that_changed_again_since_it_was_seen_is_not_approved(weekly: Bot) -> None:
    sent_and_approved(weekly)
    new = log(weekly, "1h INT-ADM 2026-03-05").entry.id
    (seen,) = approval(weekly, GRACE).changes
    edit_entry(weekly, actor(MAYA), new, request(weekly, job="INT-ADM", worked_on=TUESDAY, duration="5h"))
    with pytest.raises(Conflict, match="has changed again"):
        approve_change(weekly, actor(GRACE), new, seen.version)
    this_week = log(weekly, "1h INT-ADM 2026-03-10").entry.id
    with pytest.raises(Conflict, match="approve all of it"):
        approve_change(weekly, actor(GRACE), this_week, seen.version)


@pytest.mark.parametrize("who", [SAM, MAYA])
def test_nobody_but_a_supervisor_or_an_admin_decides_on_a_week(weekly: Bot, who: str) -> None:
    send(weekly)
    seen = approval(weekly, GRACE)
    with pytest.raises(NotAllowed):
        waits(weekly, who)
    import_people(weekly, OPERATOR, [DANIEL | {"supervisor": "sam@hv.example"}], save=True)  # Sam supervises another
    for decide in (
        lambda: approve(weekly, who, seen),
        lambda: send_week_back(weekly, actor(who), seen.id or "", "no"),
    ):
        with pytest.raises(NotAllowed):
            decide()
    with pytest.raises(NotFound):
        approve_week(weekly, actor(GRACE), "forged", seen.version)
    assert approval(weekly).status == WeekStatus.SENT
    assert not approval(weekly).may_decide


def test_of_two_who_approve_at_once_one_counts_and_both_hear_who_it_was(weekly: Bot) -> None:
    send(weekly)
    seen = approval(weekly, GRACE)
    with ThreadPoolExecutor(4) as pool:
        decided = list(pool.map(lambda _: approve(weekly, shown=seen), range(4)))
    assert {(each.status, each.by) for each in decided} == {(WeekStatus.APPROVED, GRACE)}
    granted = [line for line in rows(weekly, HistoryLine) if line.change == Change.GRANTED]
    assert (len(granted), len(rows(weekly, ApprovedEntry))) == (1, 2)
    with pytest.raises(Conflict, match="Grace Lindqvist already approved that week"):
        send_week_back(weekly, actor(GRACE), seen.id or "", "too late")


def test_closing_says_which_weeks_are_not_approved_and_an_override_reopens_its_entry(
    weekly: Bot, clock: FixedClock
) -> None:
    assert import_people(weekly, OPERATOR, [DANIEL], save=True).saved
    recognise(weekly, profile("Daniel Kim"))
    sent_and_approved(weekly)
    clock.now = clock.now.replace(month=4, day=2)
    pending = preview_close(weekly, actor("Daniel Kim"), "2026-03").weeks_pending
    assert [(week.name, week.monday) for week in pending] == [("Maya Torres", THIS_MONDAY)]
    close_period(weekly, actor("Daniel Kim"), "2026-03")
    wanted = request(weekly, worked_on=MONDAY, duration="5h", note="copy")
    person_id = rows(weekly, TimesheetApproval)[0].person_id
    asked = ask_override(
        weekly,
        actor(GRACE),
        OverrideRequest(person_id=person_id, entry_id=entry_id(weekly, 0), wanted=wanted, reason="Timer"),
    )
    decide_override(weekly, actor("Daniel Kim"), asked.id, granted=True)
    (change,) = approval(weekly).changes
    assert change.now
    assert change.now.minutes == 300
    tell_changed_weeks(weekly)
    with weekly.store.read() as session:
        kinds = [row.payload["kind"] for row in session.scalars(select(UnpromptedNotice).order_by(UnpromptedNotice.id))]
    assert kinds[-2:] == ["OverrideDecided", "WeeksToApprove"]


def test_what_is_compared_is_what_is_kept() -> None:
    assert {column.key for column in ApprovedEntry.__table__.columns} == {
        "id", "person_id", "approved_by", "approved_at", *FACTS,
    }  # fmt: skip
