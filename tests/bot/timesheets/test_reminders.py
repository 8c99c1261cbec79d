"""Nudges: when they come, to whom, how often, and what ends them. The agency's first day is Thursday 12 March 2026."""

from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.desk.schedule import SCANS, run_scans
from bot.errors import BotError, Conflict, NotAllowed, UsageError
from bot.leave.leave import cancel_leave, take_leave_line, was_off
from bot.messaging.notices import MorningMessage, Notice, Unprompted
from bot.messaging.outbox import Outbox, Outcome, Sent
from bot.messaging.unprompted import Telling
from bot.rules.kit.lines import Line
from bot.rules.people.policies import OwnDay, WhenLate
from bot.timekeeping.deadlines import decide_late_entry
from bot.timekeeping.time_entries import log_line
from bot.timesheets.late_report import late_report
from bot.timesheets.notices import DeadlineMissed, DeadlineNudge, TeamMissing, WeeklySummary
from bot.timesheets.reminder_answers import (
    excuse,
    excuse_form,
    log_like_last_week,
    nothing_to_log,
    prefilled_form,
    remind,
    snooze,
)
from bot.timesheets.reminders import missed_shown, nudge_shown, queue_morning_messages, team_shown
from bot.timesheets.summaries import set_summary_channel, summary_shown
from storage.messaging.notices import Destination, QueuedNotice
from storage.people import people
from storage.people.people import Person
from storage.store import Store
from storage.timekeeping.excuses import Excuse
from storage.words.time import Sending, Source
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.conftest import FixedClock, actor, in_chat, make_bot, open_agency

MAYA, SAM, GRACE = "Maya Torres", "Sam Okafor", "Grace Lindqvist"
NEW_YORK, LONDON = ZoneInfo("America/New_York"), ZoneInfo("Europe/London")
THURSDAY = date(2026, 3, 12)
TUESDAY = date(2026, 3, 17)
# In UTC: from before London's morning to after New York's evening; the hours in which a day turns, which are nine
# o'clock in London, the same in New York by either clock, and both evenings; and for a month of days, some more.
WAKING = range(8, 23)
TURNS = (9, 13, 14, 18, 22)
MISSING_TIME = ("morning messages", "last calls", "weekly summaries")
DAY, NIGHT = (*TURNS, 8, 11, 16, 20), (1, 4)


class Post:
    """A sender that sends all that it is given, and keeps when."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.sent: list[tuple[datetime, Notice, Destination]] = []
        self.rendered: list[Notice] = []

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        self.sent.append((self.bot.now(), notice, destination))
        return Sent(destination, f"m{len(self.sent)}")

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        self.rendered.append(notice)
        return Sent(destination, message)

    def to(self, name: str) -> list[Notice]:
        user = f"U0{name.split(maxsplit=1)[0].upper()}"
        return [notice for _, notice, destination in self.sent if destination.channel == user]


class Days:
    """The bot at work while time goes by: hour by hour in the last 24, and from turn to turn before.

    It runs the scans of what the test is about, by their names: the others find nothing, which takes long.
    """

    def __init__(self, bot: Bot, clock: FixedClock, about: Collection[str] = MISSING_TIME) -> None:
        self.bot, self.clock, self.post = bot, clock, Post(bot)
        self.scans = [scan for scan in SCANS if scan.name in about]
        assert len(self.scans) == len(about)
        self.scanned: dict[str, datetime] = {}
        self.outbox = Outbox(bot, self.post)

    def until(self, day: date, hour: int, minute: int = 0, zone: ZoneInfo = NEW_YORK) -> None:
        end = datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
        while self.clock.now < end:
            self.clock.now = min(self.clock.now + timedelta(hours=1), end)
            hours = WAKING if end - self.clock.now < timedelta(days=1) else TURNS
            if self.clock.now.hour in hours or self.clock.now == end:
                self.step()

    def jump(self, day: date, hour: int, minute: int = 0, zone: ZoneInfo = NEW_YORK) -> None:
        """The process was down meanwhile."""
        self.clock.now = datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
        self.step()

    def step(self) -> None:
        for scan in self.scans:
            last = self.scanned.get(scan.name)
            if last is None or self.clock.now - last >= timedelta(seconds=scan.every_seconds):
                scan.use_case(self.bot)
                self.scanned[scan.name] = self.clock.now
        self.outbox.drain()


@pytest.fixture
def days(sqlite_store: Store, clock: FixedClock) -> Days:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    return Days(bot, clock)


@pytest.fixture
def either_days(agency: Bot, clock: FixedClock) -> Days:
    """The same on both databases."""
    return Days(agency, clock)


def person(bot: Bot, name: str) -> Person:
    with bot.store.read() as session:
        found = people.by_email(session, f"{name.split(maxsplit=1)[0].lower()}@hv.example")
        assert found
        return found


def log(bot: Bot, text: str, who: str = MAYA) -> None:
    log_line(bot, actor(who), Line(text), Source.COMMAND)


def news_of(notice: Notice) -> list[type]:
    assert isinstance(notice, MorningMessage)
    return [type(item) for item in notice.items]


def test_one_nudge_comes_in_the_persons_own_morning_of_the_last_day_on_time(days: Days) -> None:
    days.until(TUESDAY, 8, 59)
    assert days.post.to(MAYA) == []
    days.until(TUESDAY, 9)
    assert [at.astimezone(LONDON).hour for at, _, destination in days.post.sent if destination.channel == "U0SAM"] == [
        9
    ]
    days.until(TUESDAY, 23, 59)
    (message,) = days.post.to(MAYA)
    assert news_of(message) == [DeadlineNudge]
    (at,) = [at for at, _, destination in days.post.sent if destination.channel == "U0MAYA"]
    assert at.astimezone(NEW_YORK).time() == time(9)


def test_who_has_logged_their_share_is_left_in_peace(days: Days) -> None:
    log(days.bot, "6h ACME-101")
    days.until(TUESDAY, 23)
    assert days.post.to(MAYA) == []


def test_a_nudge_lists_the_other_short_days_with_their_deadlines_too(days: Days) -> None:
    log(days.bot, "2h ACME-101")
    days.jump(TUESDAY, 10)
    shown = nudge_shown(days.bot, person(days.bot, MAYA).id, TUESDAY)
    assert [(day.day.day, day.due.day, day.minutes) for day in shown.days] == [(12, 17, 120), (13, 18, 0), (16, 19, 0)]


@pytest.mark.parametrize(
    ("prepare", "first"),
    [
        (lambda bot: take_leave_line(bot, actor(MAYA), "2026-03-17"), 18),
        (lambda bot: set_policy(bot, own_days=[OwnDay(day=TUESDAY, name="Move")]), 18),
        (lambda bot: set_policy(bot, weekdays=[0, 2, 3, 4]), 18),
    ],
)
def test_never_on_leave_a_holiday_or_a_day_that_is_not_worked(
    days: Days, prepare: Callable[[Bot], object], first: int
) -> None:
    prepare(days.bot)
    days.until(date(2026, 3, 18), 12)
    came = [at.astimezone(NEW_YORK).day for at, _, destination in days.post.sent if destination.channel == "U0MAYA"]
    assert came == [first]


@pytest.mark.parametrize(("part", "hours"), [("am", [13]), ("pm", [9])])
def test_half_a_day_of_leave_is_left_in_peace(days: Days, part: str, hours: list[int]) -> None:
    take_leave_line(days.bot, actor(MAYA), f"2026-03-17 {part}")
    days.until(TUESDAY, 20)
    assert [
        at.astimezone(NEW_YORK).hour for at, _, destination in days.post.sent if destination.channel == "U0MAYA"
    ] == hours


def test_half_a_day_of_leave_halves_what_is_expected(days: Days) -> None:
    take_leave_line(days.bot, actor(MAYA), "2026-03-12 pm")
    log(days.bot, "3h ACME-101")
    days.until(TUESDAY, 20)
    assert days.post.to(MAYA) == []


def test_down_over_the_morning_it_is_caught_up_once(days: Days) -> None:
    days.jump(TUESDAY, 11)
    days.until(TUESDAY, 14)
    assert len(days.post.to(MAYA)) == 1


def test_down_for_the_whole_day_the_nudge_is_never_sent_and_the_missed_deadline_is_told_once(days: Days) -> None:
    days.jump(date(2026, 3, 18), 11)
    days.until(date(2026, 3, 18), 23)
    (message,) = days.post.to(MAYA)
    assert news_of(message) == [DeadlineNudge, DeadlineMissed]


def test_a_nudge_that_was_queued_and_not_sent_in_its_day_expires(days: Days) -> None:
    days.clock.now = datetime.combine(TUESDAY, time(10), NEW_YORK).astimezone(UTC)
    run_scans(days.bot)  # the outbox is down
    days.clock.now = datetime.combine(TUESDAY, time(18), NEW_YORK).astimezone(UTC)
    days.outbox.drain()
    assert days.post.to(MAYA) == []
    with days.bot.store.read() as session:
        rows = session.scalars(select(QueuedNotice).where(QueuedNotice.key.startswith("morning:"))).all()
    assert {(row.sending, row.problem) for row in rows} == {(Sending.DROPPED, "stale")}


def test_what_else_an_expired_message_should_have_told_comes_the_next_morning(days: Days) -> None:
    set_policy(days.bot, when_late=WhenLate.APPROVAL)
    for who in (MAYA, GRACE, SAM):
        log(days.bot, "7h INT-ADM", who)
    log(days.bot, "1h ACME-101 2026-03-02")
    with days.bot.store.read() as session:
        assert session.scalars(select(QueuedNotice)).one().unprompted_for == person(days.bot, GRACE).id
    days.jump(date(2026, 3, 13), 10)
    days.until(date(2026, 3, 13), 11)
    (message,) = days.post.to(GRACE)
    assert isinstance(message, MorningMessage)
    assert [item.kind() for item in message.items] == ["LateApprovalAsked"]


def test_time_that_is_entered_before_the_message_is_sent_makes_it_moot(days: Days) -> None:
    days.clock.now = datetime.combine(TUESDAY, time(10), NEW_YORK).astimezone(UTC)
    run_scans(days.bot)
    log(days.bot, "7h ACME-101 2026-03-12")
    days.outbox.drain()
    assert days.post.to(MAYA) == []


def test_the_waiting_message_and_the_supervisors_list_are_rendered_anew_when_the_time_is_entered(days: Days) -> None:
    days.jump(TUESDAY, 9, 30)
    log(days.bot, "7h ACME-101 2026-03-12")
    days.outbox.drain()
    readers = {notice.person_id for notice in days.post.rendered if isinstance(notice, MorningMessage)}
    assert (readers, len(days.post.rendered)) == ({person(days.bot, name).id for name in (MAYA, GRACE)}, 2)
    shown = nudge_shown(days.bot, person(days.bot, MAYA).id, TUESDAY)
    assert [day.due.day for day in shown.days] == [18, 19]


def test_two_schedulers_at_once_queue_one_message(either_days: Days) -> None:
    days = either_days
    days.clock.now = datetime.combine(TUESDAY, time(9), NEW_YORK).astimezone(UTC)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(queue_morning_messages, [days.bot] * 8))
    days.outbox.drain()
    assert Counter(destination.channel for _, _, destination in days.post.sent) == {
        "U0MAYA": 1,
        "U0SAM": 1,
        "U0GRACE": 1,
    }


def test_a_sweep_that_was_killed_half_way_is_finished_by_the_next(
    either_days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = either_days

    class Killed(BaseException):
        pass

    monkeypatch.setattr("bot.timesheets.reminders.BATCH", 1)
    days.clock.now = datetime.combine(TUESDAY, time(9), NEW_YORK).astimezone(UTC)
    lives = iter([None, None])
    real = days.bot.store.begin

    def begin() -> object:
        if next(lives, "over") == "over":
            raise Killed
        return real()

    monkeypatch.setattr(days.bot.store, "begin", begin)
    with pytest.raises(Killed):
        queue_morning_messages(days.bot)
    monkeypatch.undo()
    days.step()
    days.step()
    assert Counter(destination.channel for _, _, destination in days.post.sent) == {
        "U0MAYA": 1,
        "U0SAM": 1,
        "U0GRACE": 1,
    }


def test_a_person_who_moves_zones_gets_one_nudge_for_their_date(days: Days) -> None:
    days.until(TUESDAY, 9, 30, LONDON)
    with days.bot.store.begin() as session:
        session.get_one(Person, person(days.bot, SAM).id).zone = "America/New_York"
    days.until(TUESDAY, 17)
    assert len(days.post.to(SAM)) == 1


def test_both_clock_changes_leave_one_nudge_at_nine(sqlite_store: Store, clock: FixedClock) -> None:
    bot = make_bot(sqlite_store, clock)
    for begins, due, zone in (
        (date(2026, 3, 5), date(2026, 3, 10), NEW_YORK),  # forward on 8 March
        (date(2026, 10, 22), date(2026, 10, 27), LONDON),  # back on 25 October
    ):
        who = "U0MAYA" if zone == NEW_YORK else "U0SAM"
        clock.now = datetime.combine(begins, time(12), zone).astimezone(UTC)
        if begins.month == 3:
            open_agency(bot)
        days = Days(bot, clock)
        days.until(due, 23, zone=zone)
        came = [at.astimezone(zone) for at, _, destination in days.post.sent if destination.channel == who]
        assert [(at.date(), at.time()) for at in came if at.date() == due] == [(due, time(9))]


def test_after_the_deadline_the_person_is_told_once_and_the_supervisor_each_day(either_days: Days) -> None:
    days = either_days
    log(days.bot, "7h ACME-101", GRACE)
    days.until(date(2026, 3, 20), 23)
    missed = [
        item.days
        for notice in days.post.to(MAYA)
        if isinstance(notice, MorningMessage)
        for item in notice.items
        if isinstance(item, DeadlineMissed)
    ]
    assert missed == [[date(2026, 3, 12)], [date(2026, 3, 13)], [date(2026, 3, 16)]]
    lists = [
        at.astimezone(NEW_YORK).day
        for at, notice, destination in days.post.sent
        if destination.channel == "U0GRACE" and TeamMissing in news_of(notice)
    ]
    assert lists == [18, 19, 20]


def test_the_supervisors_list_has_their_people_by_what_is_missing(days: Days) -> None:
    days.jump(date(2026, 3, 19), 8)
    shown = team_shown(days.bot, person(days.bot, GRACE).id)
    assert [(row.name, row.missing_minutes, len(row.days)) for row in shown.people] == [(MAYA, 900, 2)]


def test_the_last_call_comes_in_the_afternoon_where_the_policy_wants_it(days: Days) -> None:
    set_policy(days.bot, last_call=time(16))
    days.until(TUESDAY, 23)
    assert [
        at.astimezone(NEW_YORK).hour for at, _, destination in days.post.sent if destination.channel == "U0MAYA"
    ] == [9, 16]
    calls = [notice for notice in days.post.to(MAYA) if isinstance(notice, DeadlineNudge)]
    assert [call.last_call for call in calls] == [True]


def test_no_last_call_for_who_has_entered_it(days: Days) -> None:
    set_policy(days.bot, last_call=time(16))
    days.until(TUESDAY, 12)
    log(days.bot, "7h ACME-101 2026-03-12")
    days.until(TUESDAY, 23)
    assert len(days.post.to(MAYA)) == 1


def test_a_snoozed_nudge_comes_again_at_its_hour_if_the_time_is_not_in(days: Days) -> None:
    days.jump(TUESDAY, 9, 15)
    at = datetime.combine(TUESDAY, time(14), NEW_YORK).astimezone(UTC)
    snooze(days.bot, actor(MAYA), at)
    days.until(TUESDAY, 13, 59)
    assert len(days.post.to(MAYA)) == 1
    log(days.bot, "1h ACME-101", MAYA)  # what is asked meanwhile is not held up
    days.until(TUESDAY, 20)
    came = [
        when.astimezone(NEW_YORK).hour for when, _, destination in days.post.sent if destination.channel == "U0MAYA"
    ]
    assert came == [9, 14]


def test_a_snoozed_nudge_stays_away_once_the_time_is_in(days: Days) -> None:
    days.jump(TUESDAY, 9, 15)
    snooze(days.bot, actor(MAYA), datetime.combine(TUESDAY, time(14), NEW_YORK).astimezone(UTC))
    log(days.bot, "7h ACME-101 2026-03-12")
    days.until(TUESDAY, 20)
    assert len(days.post.to(MAYA)) == 1


@pytest.mark.parametrize("hour", [8, 18, 23])
def test_nobody_snoozes_into_the_past_or_the_quiet_hours(days: Days, hour: int) -> None:
    days.jump(TUESDAY, 9, 15)
    with pytest.raises(UsageError):
        snooze(days.bot, actor(MAYA), datetime.combine(TUESDAY, time(hour), NEW_YORK).astimezone(UTC))


def test_like_last_week_repeats_the_weekday_but_for_jobs_that_have_time(days: Days) -> None:
    log(days.bot, "2h ACME-101 2026-03-10 layouts")
    log(days.bot, "3h ACME-102 2026-03-10")
    days.jump(TUESDAY, 10)
    log(days.bot, "1h ACME-102 2026-03-17")
    done = log_like_last_week(days.bot, actor(MAYA), TUESDAY)
    assert (done.entries, done.minutes) == (1, 120)
    with pytest.raises(Conflict, match="nothing left to repeat"):
        log_like_last_week(days.bot, actor(MAYA), TUESDAY)


def test_the_same_click_twice_repeats_last_week_once(days: Days) -> None:
    log(days.bot, "2h ACME-101 2026-03-10")
    days.jump(TUESDAY, 10)
    same = actor(MAYA, "slack:same")
    assert log_like_last_week(days.bot, same, TUESDAY) == log_like_last_week(days.bot, same, TUESDAY)


def test_nothing_to_log_is_on_record_and_ends_the_asking(days: Days) -> None:
    days.jump(TUESDAY, 9, 15)
    for _ in range(2):
        nothing_to_log(days.bot, actor(MAYA), THURSDAY)
    with days.bot.store.read() as session:
        (row,) = session.scalars(select(Excuse)).all()
    assert (row.day, row.reason, row.said_by) == (THURSDAY, "nothing to log", row.person_id)
    days.until(date(2026, 3, 18), 12)
    assert not any(DeadlineMissed in news_of(notice) for notice in days.post.to(MAYA))


def test_i_was_off_ends_the_asking_too(days: Days) -> None:
    days.jump(TUESDAY, 9, 15)
    was_off(days.bot, actor(MAYA), THURSDAY)
    days.until(date(2026, 3, 18), 12)
    assert not any(DeadlineMissed in news_of(notice) for notice in days.post.to(MAYA))


def test_pick_a_job_begins_with_the_day_and_what_it_is_short_of(days: Days) -> None:
    log(days.bot, "2h ACME-101")
    days.jump(TUESDAY, 10)
    form = prefilled_form(days.bot, actor(MAYA), THURSDAY)
    assert (form.worked_on, form.minutes) == (THURSDAY, 330)


def test_a_supervisor_reminds_once_a_day(days: Days) -> None:
    days.jump(date(2026, 3, 18), 10)
    maya = person(days.bot, MAYA).id
    assert remind(days.bot, actor(GRACE), maya).telling == Telling.NOW
    remind(days.bot, actor(GRACE), maya)
    days.step()
    assert [type(notice).__name__ for notice in days.post.to(MAYA)].count("SupervisorReminds") == 1
    assert team_shown(days.bot, person(days.bot, GRACE).id).people[0].reminded


@pytest.mark.parametrize("who", [MAYA, SAM])
def test_nobody_reminds_or_excuses_who_does_not_report_to_them(days: Days, who: str) -> None:
    days.jump(date(2026, 3, 18), 10)
    maya = person(days.bot, MAYA).id
    with pytest.raises(NotAllowed):
        remind(days.bot, actor(who), maya)
    with pytest.raises(NotAllowed):
        excuse_form(days.bot, actor(who), maya)
    with pytest.raises(NotAllowed):
        excuse(days.bot, actor(who), maya, [THURSDAY], "because")


@pytest.mark.parametrize("who", [MAYA, SAM])
def test_who_supervises_nobody_is_not_told_who_is_late(days: Days, who: str) -> None:
    with pytest.raises(NotAllowed):
        late_report(days.bot, actor(who))


def test_an_excuse_keeps_its_reason_and_ends_the_list(either_days: Days) -> None:
    days = either_days
    days.jump(date(2026, 3, 18), 10)
    maya = person(days.bot, MAYA).id
    form = excuse_form(days.bot, actor(GRACE), maya)
    assert [day.day for day in form.days] == [THURSDAY]
    excuse(days.bot, actor(GRACE), maya, [THURSDAY], "At a shoot")
    assert team_shown(days.bot, person(days.bot, GRACE).id).people == []
    with pytest.raises(Conflict):
        remind(days.bot, actor(GRACE), maya)
    with pytest.raises(UsageError):
        excuse(days.bot, actor(GRACE), maya, [], "At a shoot")
    with days.bot.store.read() as session:
        assert [row.reason for row in session.scalars(select(Excuse))] == ["At a shoot"]


def test_what_is_urgent_waits_for_the_morning_once_two_were_sent(either_days: Days) -> None:
    days = either_days
    set_policy(days.bot, when_late=WhenLate.APPROVAL)
    for number in range(5):
        log(days.bot, f"1h ACME-101 2026-03-0{number + 2}")
    days.step()
    assert len(days.post.to(GRACE)) == 2
    days.until(date(2026, 3, 13), 12)
    (message,) = days.post.to(GRACE)[2:]
    assert isinstance(message, MorningMessage)
    assert len(message.items) == 3


def test_at_night_nothing_is_said_and_nothing_is_lost(days: Days) -> None:
    set_policy(days.bot, when_late=WhenLate.APPROVAL)
    days.clock.now = datetime.combine(THURSDAY, time(21), NEW_YORK).astimezone(UTC)
    log(days.bot, "1h ACME-101 2026-03-02")
    days.until(date(2026, 3, 13), 8, 59)
    assert days.post.to(GRACE) == []
    days.until(date(2026, 3, 13), 9)
    assert len(days.post.to(GRACE)) == 1


def test_over_a_busy_month_nobody_gets_more_than_two_direct_messages_a_day(
    sqlite_store: Store, clock: FixedClock
) -> None:
    """Late entries under approval, leave, reminders, excuses, last calls, snoozes not: all at once, by dice.

    New York changes its clock on the 8th, London on the 29th. On a weekend, when nobody is to be told anything, the bot
    looks less often.
    """
    clock.now = datetime(2026, 3, 5, 15, tzinfo=UTC)
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    set_policy(bot, when_late=WhenLate.APPROVAL, last_call=time(16))
    days, random = Days(bot, clock), Random(12)
    for _ in range(31 * 24):
        clock.forward(hours=1)
        if clock.now.hour in (*NIGHT, *DAY):
            _something_happens(bot, random)
        if clock.now.hour in (DAY if clock.now.weekday() < 5 else TURNS):
            days.step()
    zones = {"U0MAYA": NEW_YORK, "U0GRACE": NEW_YORK, "U0SAM": LONDON}
    told = [
        (destination.channel, at.astimezone(zones[destination.channel]))
        for at, notice, destination in days.post.sent
        if isinstance(notice, Unprompted)
    ]
    a_day = Counter((who, at.date()) for who, at in told)
    assert max(a_day.values()) == 2
    assert len(told) > 90
    assert all(9 <= at.hour < 18 and at.weekday() < 5 for _, at in told)


def _something_happens(bot: Bot, random: Random) -> None:
    who = random.choice([MAYA, SAM, GRACE])
    today = bot.now().date()
    days_ago = today - timedelta(days=random.randint(0, 9))
    try:
        match random.randint(0, 9):
            case 0 | 1 | 2:
                log_line(bot, actor(who), Line(f"2h ACME-101 {days_ago.isoformat()}"), Source.COMMAND)
            case 3:
                off = take_leave_line(bot, actor(who), (today + timedelta(days=random.randint(0, 9))).isoformat())
                cancel_leave(bot, actor(who), off.leave.id)
            case 4:
                remind(bot, actor(GRACE), person(bot, random.choice([MAYA, SAM])).id)
            case 5:
                nothing_to_log(bot, actor(who), days_ago)
            case 6:
                with bot.store.read() as session:
                    ids = session.scalars(select(QueuedNotice.payload)).all()
                asked = [each["entry_id"] for each in ids if each["kind"] == "LateApprovalAsked"]
                if asked:
                    decide_late_entry(bot, actor(GRACE), random.choice(asked), approve=random.random() < 0.8)
    except BotError:
        return


def test_the_weekly_summary_comes_once_the_weeks_last_deadline_has_passed(days: Days) -> None:
    set_summary_channel(days.bot, actor(GRACE), in_chat("C0DESK"))
    log(days.bot, "7h30 ACME-101")
    log(days.bot, "3h45 ACME-101 2026-03-12", GRACE)
    days.until(date(2026, 3, 20), 23)
    ((at, notice),) = [(at, notice) for at, notice, destination in days.post.sent if destination.channel == "C0DESK"]
    assert at.astimezone(NEW_YORK) == datetime(2026, 3, 19, 9, 0, tzinfo=NEW_YORK)
    assert isinstance(notice, WeeklySummary)
    shown = summary_shown(days.bot, notice)
    rows = [(team.team, team.on_time, team.expected, list(team.short)) for team in shown.teams]
    assert rows == [("Grace Lindqvist's team", 450, 900, []), ("No supervisor", 225, 900, [])]


def test_the_summary_names_people_only_where_the_policy_says_so(days: Days) -> None:
    set_policy(days.bot, names_in_summary=True)
    office = person(days.bot, MAYA).office_id
    shown = summary_shown(days.bot, WeeklySummary(office_id=office, monday=date(2026, 3, 9)))
    assert [list(team.short) for team in shown.teams] == [[MAYA], [GRACE]]


def test_a_person_without_a_chat_address_stops_nobody_else(days: Days) -> None:
    with days.bot.store.begin() as session:
        row = people.chat_address(session, replace(actor(MAYA)).address)  # type: ignore[arg-type]
        session.delete(row)
    days.until(TUESDAY, 12)
    assert (days.post.to(MAYA), len(days.post.to(GRACE))) == ([], 1)


def test_missed_days_are_shown_until_they_are_in(days: Days) -> None:
    days.jump(date(2026, 3, 18), 10)
    maya = person(days.bot, MAYA).id
    assert [day.day for day in missed_shown(days.bot, maya, [THURSDAY]).days] == [THURSDAY]
    log(days.bot, "7h INT-ADM 2026-03-12")
    assert missed_shown(days.bot, maya, [THURSDAY]).days == []
