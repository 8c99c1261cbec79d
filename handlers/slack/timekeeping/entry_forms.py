"""The door to the form of a time entry: opening it, its job menu, its quick line, saving it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from bot.errors import BotError, UsageError
from bot.jobs import jobs
from bot.rules.timekeeping.time_entries import Billing
from bot.timekeeping import entry_forms, time_entries
from bot.timekeeping.answers import TimeLogged
from bot.timekeeping.entry_forms import EntryRequest
from handlers.slack.kit import refusals
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Done, Doors, OnTop, Shortcut
from handlers.slack.kit.forms import Filled
from handlers.slack.timekeeping import entry_forms_views as views
from handlers.slack.timekeeping import time_entries_views as entry_views
from storage.words.time import Source


def entry_form(asked: Asked, entry_id: str | None = None) -> View:
    """Return the form for a new entry, or for one that is edited."""
    return views.form(entry_forms.entry_form(asked.bot, asked.actor, entry_id))


def open_entry_form(asked: Asked) -> Answer:
    """*Log time*: the shortcut, and the button wherever it is shown."""
    return entry_form(asked)


def edit_entry(asked: Asked) -> Answer:
    """*Edit* on an entry, wherever it is shown."""
    return entry_form(asked, asked.value)


def log_another(asked: Asked) -> Answer:
    """*Log another*: the confirmation becomes the form again."""
    return entry_form(asked)


def find_jobs(asked: Asked) -> Sequence[Option]:
    """Return the options of the form's job menu."""
    return [views.job_option(job) for job in jobs.find_jobs(asked.bot, asked.actor, asked.text)]


def save_entry(asked: Asked) -> Answer:
    """Save the form, then show the confirmation; an edited entry changes where it is shown too.

    If a quick line can mean several things, a modal above the form asks which; closing it goes back to the line.
    """
    bot, actor, filled = asked.bot, asked.actor, asked.filled
    if entry_id := asked.carried(views.OfEntry).entry:
        edited = time_entries.edit_entry(bot, actor, entry_id, _request(filled))
        return Done(entry_views.entries_modal(edited), replacing=lambda: entry_views.entries_message(edited))
    if not filled.text("line").strip():
        return entry_views.entries_modal(time_entries.log_time(bot, actor, _request(filled)))
    try:
        return entry_views.entries_modal(_log_quick_line(asked))
    except BotError as error:
        if not error.refusal.choices:
            raise _at_the_line(error) from None
        return OnTop(refusals.question_modal(error.refusal, asked.prefix, "logtime", "timekeeping.take_line"))


def _log_quick_line(asked: Asked) -> TimeLogged:
    """Log the form's quick line like any line; the fields below must be unchanged, as we take only one of the two."""
    filled, blocks = asked.filled, asked.body["view"]["blocks"]
    if any(_was_changed(block, filled) for block in blocks if block["block_id"] != "line"):
        why = "Fill in either the quick line or the fields below, please; both are filled in now."
        raise UsageError(why, fields={"line": why})
    line = asked.slack.line_of(asked.body, filled.text("line"))
    return time_entries.log_line(asked.bot, asked.actor, line, Source.FORM)


def _at_the_line(error: BotError) -> BotError:
    """The same refusal, shown at the quick line."""
    refusal = error.refusal
    hint = f" For example: {refusal.example}" if refusal.example else ""
    return UsageError(refusal.message, fields=refusal.fields or {"line": f"{refusal.message}{hint}"})


def _request(filled: Filled) -> EntryRequest:
    """Read the form's fields. Raises UsageError by field for missing ones."""
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


def _was_changed(block: Mapping[str, Any], filled: Filled) -> bool:
    """Whether an input of the form differs from its initial value."""
    element, name = block["element"], block["block_id"]
    if filled.choice(name) != str((element.get("initial_option") or {}).get("value", "")):
        return True
    entered = filled.entered(name)
    others = (("value", "initial_value"), ("selected_date", "initial_date"), ("selected_options", "initial_options"))
    return any((entered.get(now) or None) != (element.get(begun) or None) for now, begun in others)


DOORS = Doors(
    shortcuts=[Shortcut("Log time", "Log the time you worked on a job", open_entry_form, on_message=False)],
    clicks=[open_entry_form, edit_entry, log_another],
    forms=[save_entry],
    menus=[find_jobs],
)
