"""The door of `/timesheet`: one word, one function; anything else names a week."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.models.views import View

from bot.timesheets import timesheets
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, add_message
from handlers.slack.kit.lines import line_from
from handlers.slack.people import policies
from handlers.slack.periods import exports, overrides, periods
from handlers.slack.timekeeping.entry_forms import open_edit
from handlers.slack.timesheets import approvals as timesheet_approvals
from handlers.slack.timesheets import reminders
from handlers.slack.timesheets import timesheets_views as views
from storage.people.people import Address
from storage.words.time import Platform

Body = dict[str, Any]
Word = Callable[[SlackDoor, Ack, Body, str], object]

_MENTION = re.compile(r"<@(\w+)(?:\|[^<>]*)?>")

# Each function gets the rest of the line.
WORDS: Mapping[str, Word] = {
    "late": reminders.late,
    "policy": lambda slack, ack, body, rest: _open(slack, ack, body, policies.policy(Asked(slack, body), rest)),
    "summary": lambda slack, ack, body, rest: ack(**policies.summary(Asked(slack, body), rest).payload()),
    "close": periods.preview,
    "periods": periods.show_closed,
    "exports": exports.show_batches,
    "override": overrides.choose,
    "approvals": timesheet_approvals.list_waiting,
}


def _open(slack: SlackDoor, ack: Ack, body: Body, view: View) -> None:
    slack.open_modal(body, view)
    ack()


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("timesheet", slack.prefix))(partial(timesheet, slack))
    app.action("timesheets.edit_entry")(partial(edit, slack))
    app.action("timesheets.open_copy")(partial(open_copy, slack))
    app.action("timesheets.send_sheet")(partial(send_file, slack))
    app.view("timesheets.copy_week")(partial(save_copy, slack))


def timesheet(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/timesheet`, `/timesheet last week`, `/timesheet @sam`, `/timesheet late`, …"""
    text = body.get("text", "")
    word, _, rest = line_from(text).text.partition(" ")
    if word.lower() in ("help", "?"):
        ack(**views.help_message(slack.prefix).payload())
    elif do := WORDS.get(word.lower()):
        do(slack, ack, body, rest.strip())
    else:
        mention = _MENTION.search(text)
        whose = Address(Platform.SLACK, slack.workspace.team, mention[1]) if mention else None
        week = line_from(_MENTION.sub(" ", text)).text
        shown = timesheets.show_timesheet(slack.bot, slack.identify(body), week, whose)
        ack(**views.sheet(shown).payload())


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit an entry…*: the form of the one that was chosen."""
    action = body["actions"][0]
    open_edit(slack, ack, body | {"actions": [action | {"value": action["selected_option"]["value"]}]})


def open_copy(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Copy last week's lines…*."""
    monday = date.fromisoformat(body["actions"][0]["value"])
    slack.open_modal(body, views.copy_form(timesheets.copy_form(slack.bot, slack.identify(body), monday)))
    ack()


def save_copy(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The chosen lines are logged again."""
    view = body["view"]
    monday = date.fromisoformat(view["private_metadata"])
    chosen = views.chosen(view["state"]["values"])
    done = timesheets.copy_lines(slack.bot, slack.identify(body), monday, chosen)
    ack(response_action="update", view=views.copied(done).to_dict())


def send_file(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send as a file*."""
    person_id, _, monday = body["actions"][0]["value"].partition(" ")
    done = timesheets.send_timesheet(slack.bot, slack.identify(body), person_id, date.fromisoformat(monday))
    add_message(body["response_url"], views.sent(done.name))
    ack()
