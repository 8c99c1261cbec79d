"""The door to the form of a time entry: opening it, its job menu, its quick line, saving it."""

import json
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.models.views import View

from bot.core import Actor
from bot.errors import BotError, UsageError
from bot.jobs import jobs
from bot.rules.timekeeping.time_entries import Billing
from bot.timekeeping import entry_forms, time_entries
from bot.timekeeping.answers import EntryTold
from bot.timekeeping.entry_forms import EntryRequest
from handlers.slack.desk.home import is_home, refresh_home
from handlers.slack.kit import refusals
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, is_ephemeral, replace_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.timekeeping import entry_forms_views as views
from handlers.slack.timekeeping import time_entries_views as entry_views
from storage.words.time import Source

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.global_shortcut("timekeeping.open_entry_form")(partial(open_form, slack))
    app.options("timekeeping.find_jobs")(partial(find_jobs, slack))
    app.view("timekeeping.save_entry")(partial(save_form, slack))
    app.action("timekeeping.open_entry_form")(partial(open_form, slack))
    app.action("timekeeping.edit_entry")(partial(open_edit, slack))
    app.action("timekeeping.log_another")(partial(log_another, slack))


def open_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Log time*: the shortcut, and the button wherever it stands."""
    slack.open_modal(body, form_of(slack, slack.identify(body)))
    ack()


def open_edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* on an entry, wherever it stands."""
    actor = slack.identify(body)
    context = {"entry": value_of(body), "home": is_home(body)}
    if is_ephemeral(body):
        context["response_url"] = body["response_url"]
    slack.open_modal(body, form_of(slack, actor, value_of(body), context))
    ack()


def log_another(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Log another*: the confirmation becomes the form again."""
    view = form_of(slack, slack.identify(body))
    slack.client.views_update(view_id=body["view"]["id"], view=view.to_dict())
    ack()


def find_jobs(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the form's job menu offers."""
    found = jobs.find_jobs(slack.bot, slack.identify(body), body.get("value", ""))
    ack(options=[views.job_option(job).to_dict() for job in found])


def save_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the confirmation, and the message it was opened from shows the entry as it is.

    A quick line that can mean several things is asked about in a modal above it: closing that goes back to the line.
    """
    actor, view = slack.identify(body), body["view"]
    context = json.loads(view.get("private_metadata") or "{}")
    filled = Filled(body)
    told: EntryTold
    if entry_id := context.get("entry"):
        told = time_entries.edit_entry(slack.bot, actor, entry_id, _request(filled))
    elif (quick := filled.text("line")).strip():
        try:
            told = _quick_line(slack, actor, body, quick, filled)
        except BotError as error:
            if not error.refusal.choices:
                raise _at_the_line(error) from None
            ack(
                response_action="push",
                view=refusals.question_modal(
                    error.refusal, typed("logtime", slack.prefix), "timekeeping.take_line"
                ).to_dict(),
            )
            return
    else:
        told = time_entries.log_time(slack.bot, actor, _request(filled))
    if response_url := context.get("response_url"):
        replace_message(response_url, entry_views.told(told))
    if context.get("home"):
        refresh_home(slack, actor)
    ack(response_action="update", view=entry_views.told_modal(told).to_dict())


def _quick_line(slack: SlackDoor, actor: Actor, body: Body, quick: str, filled: Filled) -> EntryTold:
    """The form's quick line, read as any line; the fields below must be as they were, for it is one or the other."""
    if any(_was_changed(block, filled) for block in body["view"]["blocks"] if block["block_id"] != "line"):
        why = "Fill in either the quick line or the fields below, please; both are filled in now."
        raise UsageError(why, fields={"line": why})
    return time_entries.log_line(slack.bot, actor, slack.line_of(body, quick), Source.FORM)


def _at_the_line(error: BotError) -> BotError:
    """The same refusal, told at the quick line."""
    refusal = error.refusal
    hint = f" For example: {refusal.example}" if refusal.example else ""
    return UsageError(refusal.message, fields=refusal.fields or {"line": f"{refusal.message}{hint}"})


def form_of(slack: SlackDoor, actor: Actor, entry_id: str | None = None, context: Body | None = None) -> View:
    """The form for a new entry, or for one that is edited."""
    form = entry_forms.entry_form(slack.bot, actor, entry_id)
    return views.form(form, json.dumps(context) if context else "")


def _request(filled: Filled) -> EntryRequest:
    """The form's fields. Raises UsageError by field for what is missing."""
    missing = {"job": "" if filled.choice("job") else "Which job was it?"}
    missing |= {"duration": "" if filled.text("duration") else "How long was it? For example 2h or 1h30."}
    if errors := {name: why for name, why in missing.items() if why}:
        raise UsageError(" ".join(errors.values()), fields=errors)
    return EntryRequest(
        job_id=filled.choice("job"),
        worked_on=date.fromisoformat(filled.day("worked_on")),
        duration=filled.text("duration"),
        billing=Billing(filled.choice("billing")),
        note=filled.text("note"),
        service=filled.choice("service"),
        out_of_scope=bool(filled.choices("scope")),
    )


def _was_changed(block: Body, filled: Filled) -> bool:
    """Whether an input of the form has something else than it began with."""
    element, name = block["element"], block["block_id"]
    if filled.choice(name) != str((element.get("initial_option") or {}).get("value", "")):
        return True
    entered = filled.entered(name)
    others = (("value", "initial_value"), ("selected_date", "initial_date"), ("selected_options", "initial_options"))
    return any((entered.get(now) or None) != (element.get(begun) or None) for now, begun in others)
