"""What people see on their own page."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.home import HomeState
from bot.rules.dates import describe_day
from bot.rules.durations import format_duration
from handlers.slack.names import Action, Command
from handlers.slack.views.blocks import actions, button, context, escape, header, home, section
from handlers.slack.views.time_entries import entry_buttons, entry_line

WORKDAYS = 5


def page(state: HomeState, prefix: str) -> View:
    """Today, this week, and the last entries."""
    blocks: list[Block] = [
        section(f"*{escape(_greeting(state))}*\n{_today(state)}"),
        actions(button("Log time", Action.ENTRY_OPEN, "new", style="primary")),
        DividerBlock(),
        header("This week"),
        section("\n".join(_week(state))),
        context(f"Week: *{format_duration(_logged(state))}* of {format_duration(state.expected_minutes * WORKDAYS)}"),
        DividerBlock(),
        header("Recent entries"),
        *_recent(state, prefix),
        *(_for_admins(state) if state.is_admin else ()),
    ]
    return home(blocks)


def _for_admins(state: HomeState) -> list[Block]:
    buttons = (
        button("Add a person", Action.PERSON_ADD, "new"),
        button("Office policy", Action.POLICY_OPEN, "own"),
    )
    blocks: list[Block] = [DividerBlock(), header("For admins"), actions(*buttons)]
    if state.set_aside:
        many = f"{state.set_aside} messages" if state.set_aside > 1 else "1 message"
        blocks.append(context(f":warning: {many} could not be delivered. Your operator sees why: `app.py outbox`"))
    return blocks


def welcome(message: str, *, may_set_up: bool) -> View:
    """The page of somebody whom the bot does not know, or of the one who sets it up."""
    blocks: list[Block] = [header("Welcome to Jobjacket"), section(escape(message))]
    if may_set_up:
        blocks.append(actions(button("Set up Jobjacket", Action.SET_UP_OPEN, "new", style="primary")))
    return home(blocks)


def _greeting(state: HomeState) -> str:
    return f"Hello {state.name.split()[0]}"


def _today(state: HomeState) -> str:
    logged = state.minutes_by_day.get(state.today, 0)
    expected = f", of {format_duration(state.expected_minutes)}" if state.today.weekday() < WORKDAYS else ""
    return f"You have logged *{format_duration(logged)}* today{expected}."


def _logged(state: HomeState) -> int:
    return sum(state.minutes_by_day.values())


def _week(state: HomeState) -> Iterator[str]:
    """A line a workday, and one for each weekend day that has time or is today."""
    for offset in range(7):
        day = state.monday + timedelta(days=offset)
        minutes = state.minutes_by_day.get(day, 0)
        if offset < WORKDAYS or minutes or day == state.today:
            yield _day(state, day, minutes, is_workday=offset < WORKDAYS)


def _day(state: HomeState, day: date, minutes: int, *, is_workday: bool) -> str:
    name = f"{day:%a} {day.day} {day:%b}"
    if day > state.today:
        return f":white_circle:  {name}"
    whole = minutes >= state.expected_minutes or not is_workday
    mark = ":large_green_circle:" if whole else ":large_yellow_circle:" if minutes else ":white_circle:"
    return f"{mark}  {f'*{name}*' if day == state.today else name}   {format_duration(minutes)}"


def _recent(state: HomeState, prefix: str) -> Iterator[Block]:
    if not state.recent:
        yield section(f"Nothing yet. Try `{Command.LOGTIME.typed(prefix)} 2h ACME-101 copy edits` in any channel.")
    for day, entries in groupby(state.recent, key=lambda entry: entry.worked_on):
        text = describe_day(day, state.today)
        yield context(f"*{text[:1].upper()}{text[1:]}*")
        for entry in entries:
            yield section(entry_line(entry))
            yield entry_buttons(entry)
