"""The door of `/timesheet`: one word, one function; anything else names a week."""

from collections.abc import Callable, Mapping

from bot.rules.kit.lines import Line
from bot.timesheets import timesheets
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Command, Doors
from handlers.slack.kit.lines import line_from
from handlers.slack.kit.platform import SLACK
from handlers.slack.people import policies
from handlers.slack.periods import exports, overrides, periods
from handlers.slack.timesheets import approvals, reminders, summaries
from handlers.slack.timesheets import timesheets_views as views
from storage.people.people import Address


def timesheet(asked: Asked) -> Answer:
    """`/timesheet`, `/timesheet last week`, `/timesheet @sam`, `/timesheet late`, …"""
    line = line_from(str(asked.body.get("text", "")))
    word, _, rest = line.text.partition(" ")
    if do := WORDS.get(word.lower()):
        return do(asked)
    if do_with := WORDS_WITH_REST.get(word.lower()):
        return do_with(asked, rest.strip())
    return _week(asked, line)


def show_help(asked: Asked) -> Answer:
    """`/timesheet help`."""
    return views.help_message(asked.prefix)


def _week(asked: Asked, line: Line) -> Answer:
    week, team = line.text, asked.slack.workspace.team
    for mention in line.people:
        week = week.replace(mention, " ")
    whose = [Address(SLACK, team, user) for user in line.people.values()]
    return views.sheet(timesheets.show_timesheet(asked.bot, asked.actor, week.strip(), next(iter(whose), None)))


WORDS: Mapping[str, Callable[[Asked], Answer]] = {
    "help": show_help,
    "?": show_help,
    "late": reminders.late,
    "approvals": approvals.list_waiting,
    "periods": periods.show_closed,
    "exports": exports.show_batches,
    "override": overrides.choose,
}
# These read the rest of the line.
WORDS_WITH_REST: Mapping[str, Callable[[Asked, str], Answer]] = {
    "policy": policies.policy,
    "summary": summaries.summary,
    "close": periods.preview,
}

DOORS = Doors(
    commands=[
        Command(
            "timesheet",
            "The week's time: yours and your team's, late time, closing a month",
            "last week",
            timesheet,
        )
    ],
)
