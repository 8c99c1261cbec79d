from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.core import OPERATOR, Bot
from bot.errors import BotError, NotAllowed, NotFound, Question, UsageError
from bot.rules.kit.lines import Line
from bot.timekeeping.answers import (
    Answer,
    EntryEdited,
    EntryUndone,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TimerTold,
    WeekTold,
)
from bot.timekeeping.entered_by_others import entered_shown
from bot.timekeeping.explain import Explained, Outcome, explain_line
from bot.timekeeping.lines import take_line
from bot.timekeeping.notices import TimeEnteredFor
from storage.jobs.jobs import by_number
from storage.kit.history import HistoryLine
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import by_email
from storage.timekeeping.time_entries import TimeEntry
from storage.timekeeping.timers import Timer
from storage.words.platforms import ChannelRef
from storage.words.time import Change, Source
from tests.conftest import FixedClock, actor, by_name, channel_id, in_chat

THURSDAY = date(2026, 3, 12)


def say(bot: Bot, text: str, who: str = "Maya Torres", **refers: object) -> Answer:
    return take_line(bot, actor(who), replace(Line(text), **refers), Source.COMMAND)


def logged(bot: Bot, text: str, who: str = "Maya Torres", **refers: object) -> TimeLogged:
    answer = say(bot, text, who, **refers)
    assert isinstance(answer, TimeLogged)
    return answer


def counting(bot: Bot) -> list[tuple[str, int]]:
    with bot.store.read() as session:
        query = select(TimeEntry).where(TimeEntry.voided_at.is_(None)).order_by(TimeEntry.id)
        jobs = {"ACME-101", "ACME-102", "INT-ADM"}
        numbers = {job.id: number for number in jobs if (job := by_number(session, number))}
        return [(numbers[entry.job_id], entry.minutes) for entry in session.scalars(query)]


def bind(bot: Bot, number: str, channel: ChannelRef) -> None:
    with bot.store.begin() as session:
        job = by_number(session, number)
        assert job
        job.bound_channel_id = channel_id(session, channel)


def test_several_entries_are_logged_and_undone_together(agency: Bot) -> None:
    told = logged(agency, "2h ACME-101 copy; 1h yesterday ACME-102 maps\n30m INT-ADM")
    assert [entry.job.number for entry in told.entries] == ["ACME-101", "ACME-102", "INT-ADM"]
    assert (told.days[THURSDAY], told.week_minutes) == (150, 210)
    undone = say(agency, "undo")
    assert isinstance(undone, EntryUndone)
    assert all(entry.undone for entry in undone.entries)
    assert counting(agency) == []


@pytest.mark.parametrize(
    "second", ["1h", "23h ACME-102", "1h ACME-099", "1h ACME-102 tomorrow", "9-10 ACME-102; 9:30-10 INT-ADM"]
)
def test_of_several_entries_all_are_logged_or_none(agency: Bot, second: str) -> None:
    with pytest.raises(UsageError):
        say(agency, f"2h ACME-101; {second}")
    assert counting(agency) == []


def test_the_same_entry_within_five_minutes_is_asked_about(agency: Bot, clock: FixedClock) -> None:
    say(agency, "2h ACME-101 copy")
    clock.forward(minutes=4)
    with pytest.raises(Question, match="4 minutes ago") as asked:
        say(agency, "2 hrs acme101 copy")
    say(agency, "2h ACME-101 maps")
    say(agency, asked.value.refusal.choices[0].line)
    clock.forward(minutes=6)
    say(agency, "2h ACME-101 copy")
    assert len(counting(agency)) == 4


def test_what_was_undone_may_be_logged_again(agency: Bot) -> None:
    say(agency, "2h ACME-101")
    say(agency, "undo")
    assert logged(agency, "2h ACME-101").day_minutes == 120


def test_clock_times_are_kept_and_may_not_overlap(agency: Bot) -> None:
    assert logged(agency, "9-10:30 ACME-101").entry.clock_times == "09:00–10:30"
    with pytest.raises(UsageError, match="10:00–11:00 overlaps 09:00–10:30 on ACME-101"):
        say(agency, "10-11 ACME-102")
    say(agency, "10:30am-11am ACME-102")
    say(agency, "10-11 ACME-102", "Sam Okafor")
    assert [minutes for _, minutes in counting(agency)] == [90, 30, 60]


def test_work_over_midnight_counts_for_the_day_it_began(agency: Bot) -> None:
    entry = logged(agency, "10pm-2am ACME-101").entry
    assert (entry.worked_on, entry.minutes) == (THURSDAY - timedelta(days=1), 240)
    with pytest.raises(UsageError, match="overlaps"):
        say(agency, "1am-3am ACME-102 today")


def test_a_channel_stands_for_its_job_where_none_is_named(agency: Bot) -> None:
    bind(agency, "ACME-102", by_name("acme"))
    told = logged(agency, "2h maps", here=in_chat("C0ACME", "acme"))
    assert (told.entry.job.number, told.named_by) == ("ACME-102", ["this channel"])
    assert logged(agency, "1h ACME-101", here=by_name("acme")).named_by == []
    assert logged(agency, "3h #acme", channels={"#acme": in_chat("C0ACME", "acme")}).entry.job.number == "ACME-102"
    bind(agency, "ACME-101", by_name("acme"))
    with pytest.raises(Question, match="This channel has 2 open jobs"):
        say(agency, "2h", here=by_name("acme"))


def test_a_client_stands_for_its_one_open_job(agency: Bot) -> None:
    assert logged(agency, "1h int timesheets").entry.job.number == "INT-ADM"
    assert logged(agency, "1h harbour & vale call").named_by == ["Harbour & Vale"]
    with pytest.raises(Question, match="Acme Outdoor has 2 open jobs"):
        say(agency, "1h acme")


def test_same_is_the_job_entered_last(agency: Bot) -> None:
    with pytest.raises(UsageError, match="one yet"):
        say(agency, "1h same")
    say(agency, "2h ACME-102 yesterday")
    say(agency, "2h ACME-101", "Sam Okafor")
    assert logged(agency, "1h same").entry.job.number == "ACME-102"


def test_a_line_that_would_work_names_a_job_of_the_person(agency: Bot) -> None:
    for line in ("2h", "undo", "stop"):
        with pytest.raises(BotError) as refused:
            say(agency, line)
        assert "ACME-101" in refused.value.refusal.example  # the first that takes time
    logged(agency, "1h INT-ADM")
    for line in ("25h INT-ADM", "24h same", "stop", "2h 3h of calls", "1:75"):
        with pytest.raises(BotError) as refused:
            say(agency, line)
        assert "INT-ADM" in refused.value.refusal.example


def test_marks_and_services_are_kept(agency: Bot) -> None:
    entry = logged(agency, "2h ACME-101 nb oos #copy x").entry
    assert (entry.billable, entry.out_of_scope, entry.service) == (False, True, "copy")
    assert logged(agency, "2h ACME-101 y").entry.service == "account service"


def test_a_date_is_read_in_the_order_of_the_office(agency: Bot) -> None:
    assert logged(agency, "1h ACME-101 3/10").entry.worked_on == date(2026, 3, 10)
    assert logged(agency, "1h ACME-101 10/3", "Sam Okafor").entry.worked_on == date(2026, 3, 10)


def test_an_edit_of_the_last_entry_changes_what_it_says(agency: Bot) -> None:
    say(agency, "2h ACME-101 nb copy")
    edited = say(agency, "edit last 3h yesterday")
    assert isinstance(edited, EntryEdited)
    entry = edited.entry
    assert (entry.minutes, entry.worked_on, entry.note, entry.billable) == (
        180,
        THURSDAY - timedelta(days=1),
        "copy",
        False,
    )
    moved = say(agency, "move last to acme102")
    assert isinstance(moved, EntryEdited)
    assert (moved.entry.job.number, moved.entry.minutes) == ("ACME-102", 180)
    with pytest.raises(UsageError) as refused:
        say(agency, "move last to ACME-111")
    assert refused.value.refusal.choices[0].line.startswith("edit last 3h ACME-10")
    with pytest.raises(UsageError, match="doesn't fit"):
        say(agency, "2h ACME-101 yesterday x; 20h ACME-102 yesterday")


def test_the_last_line_must_be_recent_and_single_to_be_edited(agency: Bot, clock: FixedClock) -> None:
    for line in ("undo", "edit last 3h", "move last to ACME-102"):
        with pytest.raises(NotFound, match="haven't logged anything"):
            say(agency, line)
    say(agency, "2h ACME-101; 1h ACME-102")
    with pytest.raises(UsageError, match="2 entries"):
        say(agency, "edit last 3h")
    clock.forward(hours=25)
    with pytest.raises(UsageError, match="last 24 hours"):
        say(agency, "undo")
    assert len(counting(agency)) == 2


def test_a_timer_becomes_an_entry_with_its_note(agency: Bot, clock: FixedClock) -> None:
    started = say(agency, "start ACME-101 oos copy")
    assert isinstance(started, TimerStarted)
    clock.forward(minutes=95, seconds=59)
    now = say(agency, "timer")
    assert isinstance(now, TimerTold)
    assert now.timer
    assert (now.timer.minutes, now.timer.since) == (95, "11:00")
    stopped = say(agency, "stop")
    assert isinstance(stopped, TimerStopped)
    assert stopped.logged
    entry = stopped.logged.entry
    assert (entry.minutes, entry.note, entry.out_of_scope, entry.clock_times) == (95, "copy", True, "11:00–12:35")
    with pytest.raises(NotFound, match="no timer running"):
        say(agency, "stop")
    assert [line.change for line in timer_history(agency)] == [Change.MADE, Change.ENDED]


def timer_history(bot: Bot) -> list[HistoryLine]:
    with bot.store.read() as session:
        query = select(HistoryLine).where(HistoryLine.thing == "timers").order_by(HistoryLine.id)
        return list(session.scalars(query))


def test_starting_another_timer_stops_the_first(agency: Bot, clock: FixedClock) -> None:
    say(agency, "start ACME-101")
    clock.forward(minutes=30)
    second = say(agency, "start acme 102")
    assert isinstance(second, TimerStarted)
    assert second.before
    assert (second.before.entry.job.number, second.before.entry.minutes) == ("ACME-101", 30)
    third = say(agency, "start INT-ADM")
    assert isinstance(third, TimerStarted)
    assert third.stopped
    assert third.before is None
    assert counting(agency) == [("ACME-101", 30)]


def test_a_timer_that_ran_over_ten_hours_asks(agency: Bot, clock: FixedClock) -> None:
    say(agency, "start ACME-101")
    clock.forward(hours=10, minutes=1)
    for line in ("stop", "start ACME-102"):
        with pytest.raises(Question, match="Was that all work") as asked:
            say(agency, line)
    assert [choice.line for choice in asked.value.refusal.choices] == ["stop 10h 1m", "stop discard"]
    stopped = say(agency, "stop 6h")
    assert isinstance(stopped, TimerStopped)
    assert counting(agency) == [("ACME-101", 360)]


def test_a_timer_over_midnight_counts_for_its_first_day_and_can_be_thrown_away(agency: Bot, clock: FixedClock) -> None:
    clock.forward(hours=12)
    say(agency, "start ACME-101")
    clock.forward(hours=3)
    stopped = say(agency, "stop")
    assert isinstance(stopped, TimerStopped)
    assert stopped.logged
    assert (stopped.logged.entry.worked_on, stopped.logged.entry.minutes) == (THURSDAY, 180)
    say(agency, "start ACME-101")
    thrown = say(agency, "stop discard")
    assert isinstance(thrown, TimerStopped)
    assert thrown.logged is None
    with agency.store.read() as session:
        assert session.scalars(select(Timer)).all() == []


@pytest.mark.parametrize("line", ["start 2h ACME-101", "start", "start ACME-099", "stop ACME-102"])
def test_a_timer_is_started_and_stopped_for_what_is_clear(agency: Bot, line: str) -> None:
    if line.startswith("stop"):
        say(agency, "start ACME-101")
    with pytest.raises(BotError):
        say(agency, line)


@pytest.mark.parametrize("line", ["start", "start copy edits"])
def test_every_way_out_that_a_timers_refusal_offers_starts_it(agency: Bot, line: str) -> None:
    say(agency, "1h ACME-101; 1h ACME-102")
    with pytest.raises(Question) as asked:
        say(agency, line)
    refusal = asked.value.refusal
    assert "1h" not in refusal.understood
    assert len(refusal.choices) == 2
    for way in [refusal.example, *(choice.line for choice in refusal.choices)]:
        assert isinstance(say(agency, way), TimerStarted)


def test_the_week_is_told_by_day_and_job(agency: Bot) -> None:
    say(agency, "2h ACME-101; 1h yesterday ACME-102; 8h 2026-03-08 ACME-102")
    week = say(agency, "week")
    assert isinstance(week, WeekTold)
    assert week.minutes_by_day == {THURSDAY: 120, THURSDAY - timedelta(days=1): 60}
    assert week.jobs == [("ACME-101", "Spring mailer", 120), ("ACME-102", "Trail guide", 60)]


SAM = {"people": {"@sam": "U0SAM"}}


def test_a_supervisor_or_an_admin_logs_for_somebody_else_and_it_is_on_record(agency: Bot) -> None:
    told = logged(agency, "for @sam 2h ACME-101 10/3", "Grace Lindqvist", **SAM)
    assert (told.person, told.entry.worked_on, told.entry.entered_by) == (
        "Sam Okafor",
        date(2026, 3, 10),
        "Grace Lindqvist",
    )
    logged(agency, "for maya@hv.example 1h ACME-102", "Grace Lindqvist")
    with agency.store.read() as session:
        grace, sam = by_email(session, "grace@hv.example"), by_email(session, "sam@hv.example")
        assert grace
        assert sam
        entry = session.scalars(select(TimeEntry).order_by(TimeEntry.id)).first()
        assert entry
        assert (entry.person_id, entry.entered_by_id) == (sam.id, grace.id)
        made = session.scalars(select(HistoryLine).where(HistoryLine.thing == "time_entries")).first()
        assert made
        assert made.person_id == grace.id
    say(agency, "undo", "Grace Lindqvist")
    assert counting(agency) == [("ACME-101", 120)]


def test_whose_time_somebody_else_entered_hears_of_it_once_a_day(agency: Bot, clock: FixedClock) -> None:
    for line in ("for maya@hv.example 2h ACME-101 copy", "for maya@hv.example 1h ACME-102; 30m INT-ADM"):
        logged(agency, line, who="Grace Lindqvist")
    logged(agency, "1h ACME-101")
    with agency.store.read() as session:
        (waiting,) = session.scalars(select(UnpromptedNotice))
    notice = TimeEnteredFor.model_validate(waiting.payload)
    assert [entry.minutes for entry in entered_shown(agency, notice).entries] == [120, 60, 30]
    clock.forward(days=1)
    assert notice.still_relevant(agency)
    for _ in range(2):
        say(agency, "undo", who="Grace Lindqvist")
    assert not notice.still_relevant(agency)


def test_nobody_else_logs_for_somebody(agency: Bot) -> None:
    for who in ("Maya Torres", "Sam Okafor"):
        with pytest.raises(NotAllowed, match="log time for somebody else"):
            say(agency, "for grace@hv.example 2h ACME-101", who)
    with pytest.raises(NotFound, match="anybody here by “@zoe”"):
        say(agency, "for @zoe 2h ACME-101", "Grace Lindqvist", people={"@zoe": "U0ZOE"})
    assert logged(agency, "for @sam 2h ACME-101", "Sam Okafor", **SAM).person == ""


def test_what_is_asked_of_somebody_elses_line_stays_theirs(agency: Bot) -> None:
    with pytest.raises(UsageError) as refused:
        say(agency, "for @sam 2h ACME-111", "Grace Lindqvist", **SAM)
    line = refused.value.refusal.choices[0].line
    assert line == "for sam@hv.example 2h ACME-101 2026-03-12"
    assert logged(agency, line, "Grace Lindqvist").person == "Sam Okafor"


def explained(bot: Bot, text: str) -> Explained:
    return explain_line(bot, OPERATOR, Line(text), "maya@hv.example")


def test_an_explanation_says_what_becomes_of_a_line_and_saves_nothing(agency: Bot) -> None:
    entry = explained(agency, "2h acme101 yesterday copy").entries[0]
    assert (entry.job, entry.minutes, entry.worked_date, entry.note) == (
        "ACME-101",
        120,
        THURSDAY - timedelta(days=1),
        "copy",
    )
    outcomes = {
        text: explained(agency, text).outcome for text in ("9-5 ACME-101", "ACME-101", "week", "start ACME-101", "undo")
    }
    assert list(outcomes.values()) == [Outcome.ASKS, Outcome.REFUSED, Outcome.ANSWERS, Outcome.SAVED, Outcome.REFUSED]
    assert counting(agency) == []
    with agency.store.read() as session:
        assert session.scalars(select(HistoryLine).where(HistoryLine.thing.in_(["time_entries", "timers"]))).all() == []
    with pytest.raises(NotAllowed):
        explain_line(agency, actor("Grace Lindqvist"), Line("2h"))
    with pytest.raises(NotFound):
        explain_line(agency, OPERATOR, Line("2h"), "nobody@hv.example")
