"""Messages that were edited after they were sent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.core import REMEMBERED_FOR, handled
from bot.errors import UsageError
from bot.timekeeping import time_entries
from bot.timekeeping.answers import EntryTold, TimeLogged
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import is_from_person

EDITED = "message_changed"


def as_edited(asked: Asked) -> Asked | None:
    """Return the delivery of an edited direct message as that of the message itself; None if a person changed nothing.

    Slack also reports a change when it unfurls a link, or when the bot updates its own message.
    """
    event = asked.body["event"]
    message, before = event["message"], event.get("previous_message") or {}
    if not is_from_person(message) or message.get("text") == before.get("text"):
        return None
    said = {**message, "channel": event["channel"], "channel_type": event["channel_type"]}
    return Asked(asked.slack, {**asked.body, "event": said})


def edited_at(event: Mapping[str, Any]) -> str:
    """Return Slack's time of the last edit, which tells one edit from another; empty if there was none."""
    return str((event.get("edited") or {}).get("ts") or "")


def asked_again(asked: Asked) -> Asked:
    """Return an edited question as a delivery of its own, because its first answer was another."""
    event = asked.body["event"]
    return Asked(asked.slack, {**asked.body, "event": {**event, "ts": edited_at(event)}})


def logged_before(asked: Asked) -> EntryTold | None:
    """Return the entries that a message logged before it was edited, as they are now.

    Raises UsageError if the message is too old to know.
    """
    if logged := handled(asked.bot, asked.actor, TimeLogged):
        return time_entries.line_told(asked.bot, logged.entry.line_id)
    if asked.bot.real() - datetime.fromtimestamp(float(asked.body["event"]["ts"]), UTC) > REMEMBERED_FOR:
        raise UsageError(
            f"That message is more than {REMEMBERED_FOR.days} days old, so I can't tell whether I logged it before. "
            "Please look at your entries on my Home, and write a new message for what is missing."
        )
    return None
