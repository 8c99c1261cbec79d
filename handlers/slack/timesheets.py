"""`/timesheet` and its words; each word is a function of the feature that it belongs to."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from handlers.slack import exports, overrides, periods
from handlers.slack.door import SlackDoor
from handlers.slack.names import Command
from handlers.slack.views import timesheets as views

Word = Callable[[SlackDoor, Ack, dict[str, Any], str], None]

WORDS: Mapping[str, Word] = {
    "close": periods.preview,
    "periods": periods.show_closed,
    "exports": exports.show_batches,
    "override": overrides.choose,
}


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.TIMESHEET.typed(slack.prefix))(partial(timesheet, slack))


def timesheet(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """`/timesheet close 2026-10`: the first word says what, the rest is for it; any other gets help."""
    word, _, rest = body.get("text", "").strip().partition(" ")
    if answer := WORDS.get(word.lower()):
        answer(slack, ack, body, rest.strip())
    else:
        ack(**views.help_message(slack.prefix, word).payload())
