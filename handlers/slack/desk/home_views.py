"""Views of a person's own page."""

from collections.abc import Iterator
from itertools import groupby

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.desk.home import HomeState
from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from handlers.slack.kit.blocks import actions, button, context, escape, header, home, section
from handlers.slack.kit.commands import typed
from handlers.slack.timekeeping.time_entries_views import entry_buttons, entry_line
from handlers.slack.timekeeping.week_views import WORKDAYS, day_lines, week_sum
from handlers.slack.timesheets.timesheets_views import due_line

MOST_TEAM = 25


def page(state: HomeState, prefix: str) -> View:
    """Time that is due, today, this week, the last entries; a supervisor's people, and an admin's tasks."""
    blocks: list[Block] = [
        section(f"*{escape(_greeting(state))}*\n{_today(state)}"),
        *_timer(state, prefix),
        actions(button("Log time", "timekeeping.open_entry_form", "new", style="primary")),
        *_due(state),
        DividerBlock(),
        header("This week"),
        section("\n".join(day_lines(state))),
        context(f"Week: {week_sum(state)}"),
        DividerBlock(),
        header("Recent entries"),
        *_recent(state, prefix),
        *_team(state, prefix),
        *(_for_admins(state) if state.is_admin else ()),
    ]
    return home(blocks)


def _timer(state: HomeState, prefix: str) -> Iterator[Block]:
    if state.timer:
        job = f"*{escape(state.timer.job.number)}* {escape(state.timer.job.title)}"
        yield section(f":stopwatch: A timer runs on {job} since {escape(state.timer.since)}.")
        yield context(f"`{typed('logtime', prefix)} stop` logs it.")


def _due(state: HomeState) -> Iterator[Block]:
    if state.due:
        yield DividerBlock()
        yield header("Missing time")
        yield section("\n".join(due_line(each, state.today) for each in state.due))


def _team(state: HomeState, prefix: str) -> Iterator[Block]:
    if not state.team:
        return
    yield DividerBlock()
    yield header("Your team this week")
    lines = []
    for mate in state.team[:MOST_TEAM]:
        mark = ":red_circle:" if mate.overdue_days else ":large_green_circle:"
        overdue = f", {mate.overdue_days} days overdue" if mate.overdue_days > 1 else ", 1 day overdue"
        late = overdue if mate.overdue_days else ""
        lines.append(f"{mark}  {escape(mate.name)}: *{format_duration(mate.week_minutes)}*{late}")
    yield section("\n".join(lines))
    yield context(f"`{typed('timesheet', prefix)} @name` shows a week, `{typed('timesheet', prefix)} late` all.")


def _for_admins(state: HomeState) -> list[Block]:
    buttons = (
        button("Add a person", "admin.open_new_person", "new"),
        button("People", "admin.list_people", "all"),
        button("Rate card", "admin.open_rates", "all"),
        button("Office policy", "people.open_policy", "own"),
        button("Account policy", "clients.open_account_policy", "own"),
        button("Reports", "status.open_report_policy", "own"),
    )
    blocks: list[Block] = [DividerBlock(), header("For admins"), actions(*buttons)]
    if state.undelivered:
        many = f"{state.undelivered} messages" if state.undelivered > 1 else "1 message"
        blocks.append(context(f":warning: {many} could not be delivered. Your operator sees why: `app.py outbox`"))
    return blocks


def welcome(message: str, *, may_set_up: bool) -> View:
    """The page of a person whose account isn't linked, or of the one who sets up the bot."""
    blocks: list[Block] = [header("Welcome to Jobjacket"), section(escape(message))]
    if may_set_up:
        blocks.append(actions(button("Set up Jobjacket", "admin.open_set_up", "new", style="primary")))
    return home(blocks)


def _greeting(state: HomeState) -> str:
    return f"Hello {state.name.split()[0]}"


def _today(state: HomeState) -> str:
    logged = state.minutes_by_day.get(state.today, 0)
    expected = f", of {format_duration(state.expected_minutes)}" if state.today.weekday() < WORKDAYS else ""
    return f"You have logged *{format_duration(logged)}* today{expected}."


def _recent(state: HomeState, prefix: str) -> Iterator[Block]:
    if not state.recent:
        yield section(f"Nothing yet. Try `{typed('logtime', prefix)} 2h ACME-101 copy edits` in any channel.")
    for day, entries in groupby(state.recent, key=lambda entry: entry.worked_on):
        text = describe_day(day, state.today)
        yield context(f"*{text[:1].upper()}{text[1:]}*")
        for entry in entries:
            yield section(entry_line(entry))
            yield entry_buttons(entry, again=entry.worked_on != state.today)
