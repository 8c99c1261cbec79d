"""The doors to time entries: the command, mentions, direct messages, and the buttons of entries."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import REMEMBERED_FOR, Actor, handled
from bot.errors import BotError, UsageError
from bot.messaging import notices
from bot.messaging.notices import reply_key
from bot.rules.kit.lines import Line
from bot.rules.status.questions import is_status_question
from bot.timekeeping import lines as verbs
from bot.timekeeping import time_entries
from bot.timekeeping.answers import EntryTold, TimeLogged
from bot.timekeeping.notices import LineRefusedReply
from handlers.slack.desk.home import is_home, refresh_home
from handlers.slack.kit.door import SlackDoor, actor_of, is_ephemeral, is_from_person, replace_message
from handlers.slack.kit.forms import value_of
from handlers.slack.kit.names import Action, Command
from handlers.slack.status import status
from handlers.slack.timekeeping import time_entries_views as views
from handlers.slack.timekeeping.answers_views import answered, answered_modal
from handlers.slack.timekeeping.entry_forms import form_of
from storage.words.time import Source

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.LOGTIME.typed(slack.prefix))(partial(logtime, slack))
    app.event("app_mention")(partial(mention, slack))
    app.event("message")(partial(direct_message, slack))
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
        slack.open_modal(body, form_of(slack, actor))
        ack()


def mention(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`@Jobjacket log 2h ACME-101`, answered to the writer alone, in the thread where it stands."""
    event = body["event"]
    if not is_from_person(event):
        ack()
        return
    line = slack.line_of(body, event.get("text", ""))
    if is_status_question(line):
        status.answer_mention(slack, body, line)
        ack()
        return
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
        if is_status_question(line):
            status.answer_direct(slack, body, line, place)
        else:
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


def undo(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Undo* on an entry, wherever it stands."""
    actor = slack.identify(body)
    _show_where_clicked(slack, body, actor, time_entries.undo_entry(slack.bot, actor, value_of(body)))
    ack()


def repeat(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Again today* on an entry of the Home."""
    actor = slack.identify(body)
    _show_where_clicked(slack, body, actor, time_entries.repeat_entry(slack.bot, actor, value_of(body)))
    ack()


def undo_all(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Undo all* on the entries of one line, wherever they stand."""
    actor = slack.identify(body)
    _show_where_clicked(slack, body, actor, time_entries.undo_line(slack.bot, actor, value_of(body)))
    ack()


def take_chosen(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """One of the choices was clicked. A question takes one choice: a second click gets the same answer."""
    actor, view = slack.identify(body), body.get("view")
    actor = replace(actor, delivery=f"slack:choice:{_asked_in(body)}")
    answers = None if view else _question(body)
    done = verbs.take_line(slack.bot, actor, Line(value_of(body)), Source.BUTTON, answers=answers)
    if view:
        slack.update_modal(body, answered_modal(done, slack.prefix))
    elif is_ephemeral(body):
        replace_message(body["response_url"], answered(done, slack.prefix))
    ack()


def _asked_in(body: Body) -> str:
    """The message or modal that has the choices."""
    container = body["container"]
    return str(container.get("view_id") or f"{container['channel_id']}:{container['message_ts']}")


def _question(body: Body) -> str | None:
    """The key of the posted question that was clicked; what only its reader sees has none."""
    key, channel = str(body["actions"][0]["block_id"]), body["container"]["channel_id"]
    return key if key.startswith(reply_key(f"slack:{channel}:")) else None


def _show_where_clicked(slack: SlackDoor, body: Body, actor: Actor, told: EntryTold) -> None:
    """Ephemeral messages and modals are replaced here; what is posted, the outbox renders anew."""
    if is_ephemeral(body):
        replace_message(body["response_url"], views.told(told))
    elif is_home(body):
        refresh_home(slack, actor)
    elif body.get("view"):
        slack.update_modal(body, views.told_modal(told))
