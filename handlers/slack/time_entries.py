"""The doors to time entries: the command, mentions, direct messages, buttons, the form and the shortcut."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.models.views import View

from bot import jobs, notices, time_entries, verbs
from bot.answers import EntryTold, TimeLogged
from bot.core import REMEMBERED_FOR, Actor, handled
from bot.errors import BotError, UsageError
from bot.home import open_home
from bot.notices import LineRefusedReply, reply_key
from bot.rules.lines import Line
from bot.rules.time_entries import Billing
from bot.time_entries import EntryRequest
from handlers.slack.door import SlackDoor, actor_of, is_ephemeral, is_from_person, replace_message, showing
from handlers.slack.names import Action, Command, Modal, Shortcut
from handlers.slack.views import time_entries as views
from handlers.slack.views.answers import answered
from storage.enums import Source

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.LOGTIME.typed(slack.prefix))(partial(logtime, slack))
    app.global_shortcut(Shortcut.LOG_TIME)(partial(open_form, slack))
    app.event("app_mention")(partial(mention, slack))
    app.event("message")(partial(direct_message, slack))
    app.options(Action.JOB_SEARCH)(partial(find_jobs, slack))
    app.view(Modal.TIME_ENTRY)(partial(save_form, slack))
    app.action(Action.ENTRY_OPEN)(partial(open_form, slack))
    app.action(Action.ENTRY_EDIT)(partial(open_edit, slack))
    app.action(Action.ENTRY_ANOTHER)(partial(log_another, slack))
    app.action(Action.ENTRY_UNDO)(partial(undo, slack))
    app.action(Action.ENTRY_REPEAT)(partial(repeat, slack))
    app.action(Action.ENTRIES_UNDO)(partial(undo_all, slack))
    app.action(re.compile(rf"{re.escape(Action.LINE_CHOSEN)}\.\d"))(partial(take_chosen, slack))
    app.action(Action.VALUE)(lambda ack: ack())


def logtime(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/logtime 2h ACME-101 copy edits`; alone it opens the form."""
    text = body.get("text", "").strip()
    actor = slack.identify(body)
    if text:
        done = verbs.take_line(slack.bot, actor, slack.line_of(body, text), Source.COMMAND)
        ack(**answered(done, slack.prefix).payload())
    else:
        slack.open_modal(body, _form(slack, actor))
        ack()


def mention(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`@Jobjacket log 2h ACME-101`, answered to the writer alone, in the thread where it stands."""
    event = body["event"]
    if not is_from_person(event):
        ack()
        return
    line = slack.line_of(body, event.get("text", ""))
    actor = slack.identify(body)
    if "edited" in event and (before := _logged_before(slack, actor, event["ts"])):
        message = views.stands(before)
    else:
        message = answered(verbs.take_line(slack.bot, actor, line, Source.MENTION), slack.prefix)
    slack.client.chat_postEphemeral(
        channel=event["channel"], user=event["user"], thread_ts=event.get("thread_ts"), **message.payload()
    )
    ack()


def direct_message(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """A line in a direct message; the outbox answers, also a refusal, once however often it is delivered."""
    event = body["event"]
    if (
        event.get("channel_type") != "im"
        or not is_from_person(event)
        or event.get("subtype") not in (None, "file_share")
    ):
        ack()
        return
    place = slack.place_of(event["channel"], event.get("thread_ts"))
    line = slack.line_of(body, event.get("text", ""))
    try:
        verbs.take_line(slack.bot, slack.identify(body), line, Source.DIRECT_MESSAGE, reply_at=place)
    except BotError as error:
        delivery = actor_of(body).delivery or ""
        notices.answer(slack.bot, LineRefusedReply(refusal=error.refusal, key=reply_key(delivery)), place, delivery)
    ack()


def _logged_before(slack: SlackDoor, actor: Actor, ts: str) -> EntryTold | None:
    """What a message logged before it was edited, as it stands. Raises UsageError where it is too old to be known."""
    if logged := handled(slack.bot, actor, TimeLogged):
        return time_entries.line_told(slack.bot, logged.entry.line_id)
    if slack.bot.real() - datetime.fromtimestamp(float(ts), UTC) > REMEMBERED_FOR:
        raise UsageError(
            f"That message is more than {REMEMBERED_FOR.days} days old, so I can't tell whether I logged it before. "
            "Please look at your entries on my Home, and write a new message for what is missing."
        )
    return None


def open_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Log time*: the shortcut, and the button wherever it stands."""
    slack.open_modal(body, _form(slack, slack.identify(body)))
    ack()


def open_edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* on an entry, wherever it stands."""
    actor = slack.identify(body)
    context = {"entry": _value(body), "home": _is_home(body)}
    if is_ephemeral(body):
        context["response_url"] = body["response_url"]
    slack.open_modal(body, _form(slack, actor, _value(body), context))
    ack()


def log_another(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Log another*: the confirmation becomes the form again."""
    view = _form(slack, slack.identify(body))
    slack.client.views_update(view_id=body["view"]["id"], view=view.to_dict())
    ack()


def find_jobs(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the form's job menu offers."""
    found = jobs.find_jobs(slack.bot, slack.identify(body), body.get("value", ""))
    ack(options=[views.job_option(job).to_dict() for job in found])


def save_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the confirmation, and the message it was opened from shows the entry as it is."""
    actor, view = slack.identify(body), body["view"]
    context = json.loads(view.get("private_metadata") or "{}")
    field = {name: next(iter(inputs.values())) for name, inputs in view["state"]["values"].items()}
    told: EntryTold
    if entry_id := context.get("entry"):
        told = time_entries.edit_entry(slack.bot, actor, entry_id, _request(field))
    elif (quick := field.get("line", {}).get("value")) and quick.strip():
        told = _quick_line(slack, actor, body, quick, field)
    else:
        told = time_entries.log_time(slack.bot, actor, _request(field))
    if response_url := context.get("response_url"):
        replace_message(response_url, views.told(told))
    if context.get("home"):
        _refresh_home(slack, actor)
    ack(response_action="update", view=views.told_modal(told).to_dict())


def undo(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Undo* on an entry, wherever it stands."""
    actor = slack.identify(body)
    _show_where_clicked(slack, body, actor, time_entries.undo_entry(slack.bot, actor, _value(body)))
    ack()


def repeat(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Again today* on an entry of the Home."""
    actor = slack.identify(body)
    _show_where_clicked(slack, body, actor, time_entries.repeat_entry(slack.bot, actor, _value(body)))
    ack()


def undo_all(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Undo all* on the entries of one line, wherever they stand."""
    actor = slack.identify(body)
    _show_where_clicked(slack, body, actor, time_entries.undo_line(slack.bot, actor, _value(body)))
    ack()


def take_chosen(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """One of the choices was clicked. A message takes one choice: a second click gets the same answer."""
    actor, container = slack.identify(body), body["container"]
    actor = replace(actor, delivery=f"slack:choice:{container['channel_id']}:{container['message_ts']}")
    done = verbs.take_line(slack.bot, actor, Line(_value(body)), Source.BUTTON, answers=_question(body))
    if is_ephemeral(body):
        replace_message(body["response_url"], answered(done, slack.prefix))
    ack()


def _question(body: Body) -> str | None:
    """The key of the posted question that was clicked; what only its reader sees has none."""
    key, channel = str(body["actions"][0]["block_id"]), body["container"]["channel_id"]
    return key if key.startswith(reply_key(f"slack:{channel}:")) else None


def _quick_line(slack: SlackDoor, actor: Actor, body: Body, quick: str, field: Body) -> EntryTold:
    """The form's quick line, read as any line; the fields below must be as they were, for it is one or the other."""
    if any(_was_changed(block, field) for block in body["view"]["blocks"] if block["block_id"] != "line"):
        why = "Fill in either the quick line or the fields below, please; both are filled in now."
        raise UsageError(why, fields={"line": why})
    try:
        return time_entries.log_line(slack.bot, actor, slack.line_of(body, quick), Source.FORM)
    except BotError as error:
        refusal = error.refusal
        ways = [choice.line for choice in refusal.choices] or [refusal.example]
        hint = f" For example: {ways[0]}" if ways[0] else ""
        raise UsageError(refusal.message, fields={"line": f"{refusal.message}{hint}"}) from None


def _show_where_clicked(slack: SlackDoor, body: Body, actor: Actor, told: EntryTold) -> None:
    """Ephemeral messages and modals are replaced here; what is posted, the outbox renders anew."""
    if is_ephemeral(body):
        replace_message(body["response_url"], views.told(told))
    elif _is_home(body):
        _refresh_home(slack, actor)
    elif body.get("view"):
        slack.update_modal(body, views.told_modal(told))


def _refresh_home(slack: SlackDoor, actor: Actor) -> None:
    if not actor.address:
        return
    with showing():
        open_home(slack.bot, replace(actor, delivery=None), slack.place_of(actor.address.user))


def _form(slack: SlackDoor, actor: Actor, entry_id: str | None = None, context: Body | None = None) -> View:
    form = time_entries.entry_form(slack.bot, actor, entry_id)
    return views.form(form, json.dumps(context) if context else "")


def _request(field: Body) -> EntryRequest:
    """The form's fields. Raises UsageError by field for what is missing."""
    missing = {"job": "" if _selected(field["job"]) else "Which job was it?"}
    missing |= {"duration": "" if field["duration"].get("value") else "How long was it? For example 2h or 1h30."}
    if errors := {name: why for name, why in missing.items() if why}:
        raise UsageError(" ".join(errors.values()), fields=errors)
    return EntryRequest(
        job_id=_selected(field["job"]),
        worked_on=date.fromisoformat(field["worked_on"]["selected_date"]),
        duration=field["duration"]["value"],
        billing=Billing(_selected(field["billing"])),
        note=field["note"].get("value") or "",
        service=_selected(field["service"]),
        out_of_scope=bool(field["scope"].get("selected_options")),
    )


def _was_changed(block: Body, field: Body) -> bool:
    """Whether an input of the form has something else than it began with."""
    element, entered = block["element"], field[block["block_id"]]
    if _selected(entered) != str((element.get("initial_option") or {}).get("value", "")):
        return True
    others = (("value", "initial_value"), ("selected_date", "initial_date"), ("selected_options", "initial_options"))
    return any((entered.get(now) or None) != (element.get(begun) or None) for now, begun in others)


def _selected(input_: Body) -> str:
    """The value that was selected; empty for none."""
    return str((input_.get("selected_option") or {}).get("value", ""))


def _is_home(body: Body) -> bool:
    return bool(body.get("view", {}).get("type") == "home")


def _value(body: Body) -> str:
    return str(body["actions"][0]["value"])
