"""The door of `/timesheet`: one word, one function."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from handlers.slack import exports, overrides, periods, policies, reminders
from handlers.slack.door import SlackDoor
from handlers.slack.lines import line_from
from handlers.slack.names import Command
from handlers.slack.views import timesheets as views

Body = dict[str, Any]
Word = Callable[[SlackDoor, Ack, Body, str], None]

# Each function gets the rest of the line.
WORDS: Mapping[str, Word] = {
    "late": reminders.late,
    "policy": policies.open_policy,
    "summary": policies.summary,
    "close": periods.preview,
    "periods": periods.show_closed,
    "exports": exports.show_batches,
    "override": overrides.choose,
}


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.TIMESHEET.typed(slack.prefix))(partial(timesheet, slack))


def timesheet(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/timesheet late`, `/timesheet policy`, …; anything else says what there is."""
    word, _, rest = line_from(body.get("text", "")).text.partition(" ")
    do = WORDS.get(word.lower())
    if do:
        do(slack, ack, body, rest.strip())
    else:
        ack(**views.help_message(slack.prefix, word).payload())
