"""Views of a person's week so far, also on their own page."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Protocol

from slack_sdk.models.blocks import Block

from bot.rules.kit.durations import format_duration
from bot.timekeeping.answers import WeekTold
from handlers.slack.kit.blocks import SECTION_TEXT, Message, context, cut, escape, section

WORKDAYS = 5


class Week(Protocol):
    """A week up to today."""

    @property
    def today(self) -> date:
        """The reader's own today."""

    @property
    def monday(self) -> date:
        """The day that it starts on."""

    @property
    def expected_minutes(self) -> int:
        """The minutes expected on a workday."""

    @property
    def minutes_by_day(self) -> Mapping[date, int]:
        """The logged minutes; days without time are left out."""


def week(told: WeekTold) -> Message:
    """A person's week by day and by job."""
    jobs = [f"*{format_duration(minutes)}*  {escape(f'{number} {title}')}" for number, title, minutes in told.jobs]
    blocks: list[Block] = [
        section("*Your week*\n" + "\n".join(day_lines(told))),
        *([section(cut("\n".join(jobs), SECTION_TEXT))] if jobs else []),
        context(f"Week: {week_sum(told)}"),
    ]
    return Message(text=f"Your week: {week_sum(told).replace('*', '')}.", blocks=blocks)


def week_sum(week: Week) -> str:
    """The logged time of the expected: `*3h* of 37h 30m`."""
    logged, expected = sum(week.minutes_by_day.values()), week.expected_minutes * WORKDAYS
    return f"*{format_duration(logged)}* of {format_duration(expected)}"


def day_lines(week: Week) -> Iterator[str]:
    """A line a workday, and one for each weekend day that has time or is today."""
    for offset in range(7):
        day = week.monday + timedelta(days=offset)
        minutes = week.minutes_by_day.get(day, 0)
        if offset < WORKDAYS or minutes or day == week.today:
            yield _day(week, day, minutes, is_workday=offset < WORKDAYS)


def _day(week: Week, day: date, minutes: int, *, is_workday: bool) -> str:
    name = f"{day:%a} {day.day} {day:%b}"
    if day > week.today:
        return f":white_circle:  {name}"
    whole = minutes >= week.expected_minutes or not is_workday
    mark = ":large_green_circle:" if whole else ":large_yellow_circle:" if minutes else ":white_circle:"
    return f"{mark}  {f'*{name}*' if day == week.today else name}   {format_duration(minutes)}"
