"""Nudges: the morning message on the last day to log on time, the last call, and their content."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core import Bot, Work
from bot.messaging.notices import Unprompted
from bot.messaging.unprompted import say_good_morning, say_now
from bot.model import Model
from bot.people.policies import policies_by_office
from bot.rules.kit.durations import format_duration
from bot.rules.people.reminders import ShortDay, instant, snooze_hours
from bot.timesheets.missing import Missing, missing_of, missing_time
from bot.timesheets.notices import DeadlineMissed, DeadlineNudge, SupervisorReminds, TeamMissing
from storage.messaging import notices, unprompted
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry

# We don't mention a deadline that passed longer ago than this; it's still in the supervisor's list.
TOLD_OF_MISSED = timedelta(days=7)
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
BATCH = 20

Item = TypeVar("Item")


class DayShown(Model):
    """A short day: minutes logged and expected, the last day on time, and the entries a week before."""

    day: date
    minutes: int
    expected: int
    due: date
    last_week: Sequence[str] = ()


class NudgeShown(Model):
    """The content of a nudge: the days that are still short; none means thanks. `snoozes` are instants in UTC."""

    today: date
    day: date
    zone: str
    days: Sequence[DayShown]
    snoozes: Sequence[datetime] = ()


class PersonMissing(Model):
    """A person with missing time: their short days, missing minutes, and whether they were reminded today."""

    person_id: str
    name: str
    days: Sequence[DayShown]
    missing_minutes: int
    reminded: bool = False


class TeamShown(Model):
    """The missing time of a supervisor's people, the most missing first."""

    today: date
    people: Sequence[PersonMissing]


class _Morning(NamedTuple):
    """The new content of one person's morning message, without the notices that wait for it."""

    person: Person
    today: date
    ends: datetime
    found: Sequence[Unprompted]
    missed: Sequence[date]


def queue_morning_messages(bot: Bot) -> None:
    """Queue each person's one morning message, if it has any content (scan)."""
    with bot.store.read() as session:
        mornings = list(_mornings(session, bot.now()))
    for some in _batches(mornings):
        with bot.begin() as work:
            for morning in some:
                for day in morning.missed:
                    _let_wait(work, DeadlineMissed(person_id=morning.person.id, days=[day]))
                say_good_morning(work, morning.person, morning.today, morning.found, morning.ends)


def queue_last_calls(bot: Bot) -> None:
    """Queue the last call on the afternoon of the last day on time, if the policy wants one (scan)."""
    now = bot.now()
    with bot.read() as work:
        if not any(policy.last_call for policy in policies_by_office(work.session).values()):
            return
        policies_ask = [each for each in _missing_of_everyone(work.session, now) if _is_last_call(each, now)]
        called = notices.told_on(work.session, {each.today for each in policies_ask}, "last-call:")
    due = [each for each in policies_ask if (each.person.id, each.today) not in called]
    for some in _batches(due):
        with bot.begin() as work:
            for each in some:
                notice = DeadlineNudge(person_id=each.person.id, day=each.today, last_call=True)
                say_now(work, each.person, notice, f"last-call:{each.person.id}:{each.today.isoformat()}")


def nudge_shown(bot: Bot, person_id: str, day: date) -> NudgeShown:
    """Return the short days that can still be entered on time, each with the entries of that weekday a week before."""
    with bot.store.read() as session:
        mine = missing_of(session, people.by_id(session, person_id), bot.now())
        zone = mine.keeper.calendar.zone
        snoozes = snooze_hours(bot.now(), mine.hours.ends, zone) if mine.hours and mine.today == day else ()
        days = [shown_day(each, _in_words(last_week_of(session, person_id, each.day))) for each in mine.on_time]
        return NudgeShown(today=mine.today, day=day, zone=zone, days=days, snoozes=snoozes)


def missed_shown(bot: Bot, person_id: str, days: Sequence[date] | None = None) -> NudgeShown:
    """Return the short days whose deadline has passed: those of these days, or all."""
    with bot.store.read() as session:
        mine = missing_of(session, people.by_id(session, person_id), bot.now())
        missed = [shown_day(each) for each in mine.overdue if days is None or each.day in days]
        return NudgeShown(today=mine.today, day=mine.today, zone=mine.keeper.calendar.zone, days=missed)


def team_shown(bot: Bot, supervisor_id: str) -> TeamShown:
    """Return the missing time of a supervisor's direct reports."""
    with bot.store.read() as session:
        supervisor = people.by_id(session, supervisor_id)
        today = missing_of(session, supervisor, bot.now()).today
        missing = missing_time(session, people.reports_of(session, supervisor_id), bot.now())
        rows = [_person_missing(session, each, each.overdue) for each in missing.values() if each.overdue]
        return TeamShown(today=today, people=sorted(rows, key=lambda row: (-row.missing_minutes, row.name)))


def reminder_shown(bot: Bot, notice: SupervisorReminds) -> tuple[str, NudgeShown]:
    """Return who sends a reminder, and the time that is still missing."""
    with bot.store.read() as session:
        name = people.by_id(session, notice.by_id).name
    return name, missed_shown(bot, notice.person_id)


def last_week_of(session: Session, person_id: str, day: date) -> Sequence[TimeEntry]:
    """Return the entries a week before a day whose jobs are still open."""
    entries = time_entries.of_day(session, person_id, day - A_WEEK)
    return [entry for entry in entries if entry.job.takes_time]


def shown_day(short: ShortDay, last_week: Sequence[str] = ()) -> DayShown:
    """Return a short day for its reader."""
    return DayShown(day=short.day, minutes=short.minutes, expected=short.expected, due=short.due, last_week=last_week)


def reminded_key(person_id: str, today: date) -> str:
    """Return the key of a supervisor's reminder: one per person and day."""
    return f"reminded:{person_id}:{today.isoformat()}"


def _in_words(entries: Sequence[TimeEntry]) -> Sequence[str]:
    return [f"{format_duration(entry.minutes)} {entry.job.number}" for entry in entries]


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield batches, one for each transaction, so that nobody waits long for the store."""
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _person_missing(session: Session, each: Missing, short: Sequence[ShortDay]) -> PersonMissing:
    return PersonMissing(
        person_id=each.person.id,
        name=each.person.name,
        days=[shown_day(day) for day in short],
        missing_minutes=sum(day.missing for day in short),
        reminded=bool(unprompted.with_key(session, reminded_key(each.person.id, each.today))),
    )


def _missing_of_everyone(session: Session, now: datetime) -> list[Missing]:
    staff = [person for person in people.everyone(session) if person.left_at is None]
    return list(missing_time(session, staff, now).values())


def _mornings(session: Session, now: datetime) -> Iterator[_Morning]:
    """Yield the people whose morning it is, who haven't had their message yet, and who have something to read."""
    if not _is_morning_anywhere(session, now):
        return
    missing = _missing_of_everyone(session, now)
    waiting = unprompted.people_waiting(session)
    told = notices.told_on(session, {each.today for each in missing}, "morning:")
    with_missing = {each.person.supervisor_id for each in missing if each.overdue}
    for each in missing:
        person, hours = each.person, each.hours
        if hours is None or not hours.morning <= now < hours.ends or (person.id, each.today) in told:
            continue
        found: list[Unprompted] = []
        if each.due_today:
            found.append(DeadlineNudge(person_id=person.id, day=each.today))
        if person.id in with_missing:
            found.append(TeamMissing(person_id=person.id, day=each.today))
        missed = [short.day for short in each.overdue if short.due >= each.today - TOLD_OF_MISSED]
        if found or missed or person.id in waiting:
            yield _Morning(person, each.today, hours.ends, found, missed)


def _is_morning_anywhere(session: Session, now: datetime) -> bool:
    """Return whether it is between morning and evening in any zone that people work in: a cheap first check."""
    policies = policies_by_office(session)
    for office_id, zone in people.zones(session):
        hour = now.astimezone(ZoneInfo(zone)).time()
        if policies[office_id].morning <= hour < policies[office_id].day_ends:
            return True
    return False


def _let_wait(work: Work, notice: DeadlineMissed) -> None:
    key = f"missed:{notice.person_id}:{notice.days[0].isoformat()}"
    unprompted.add(work.session, key, notice.person_id, notice.model_dump(mode="json"), work.now())


def _is_last_call(each: Missing, now: datetime) -> bool:
    hour = each.keeper.policy.last_call
    if hour is None or each.hours is None or not each.due_today:
        return False
    return instant(each.today, hour, each.keeper.calendar.zone) <= now < each.hours.ends
