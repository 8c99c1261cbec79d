"""Look whether an earlier try to post a notice got through, although no answer came."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from bot.messaging import earlier_tries
from bot.messaging.outbox import Sent
from handlers.slack.kit.door import SlackDoor
from handlers.slack.messaging.files import with_channel
from storage.messaging.notices import Destination

EVENT_TYPE = "jobjacket_notice"
PAGE = 200
# Messages have Slack's time, notices ours. Where the two differ by more, Slack's signatures don't hold either.
CLOCKS_DIFFER_SECONDS = 300


def metadata_of(key: str) -> dict[str, Any]:
    """Return the metadata by which a message is recognised as this notice."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def find_post(slack: SlackDoor, destination: Destination, key: str) -> Sent | None:
    """Return the message that carries this notice's key, if it arrived after all.

    Reads back to when the notice was queued. Raises SlackApiError (missing_scope where we may not read the channel),
    and the errors in `NO_ANSWER`.
    """
    there = with_channel(slack.client, destination)
    since = earlier_tries.queued_at(slack.bot, key).timestamp() - CLOCKS_DIFFER_SECONDS
    for message in _messages(slack, there, since):
        if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
            return Sent(there, str(message["ts"]))
    return None


def _messages(slack: SlackDoor, there: Destination, since: float) -> Iterator[Mapping[str, Any]]:
    """The messages of a channel or a thread since that time (seconds since the epoch)."""
    client = slack.client
    read = partial(client.conversations_replies, ts=there.thread) if there.thread else client.conversations_history
    for page in read(channel=there.channel, oldest=f"{since:.6f}", limit=PAGE, include_all_metadata=True):
        yield from page["messages"]
