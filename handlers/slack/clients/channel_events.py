"""Slack's news of channels, and of the installation itself."""

import structlog

from bot.clients.channels import move_channel, try_again_in
from handlers.slack.clients.channels import follow_channel
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors

log = structlog.get_logger()


def renamed(asked: Asked) -> Answer:
    """Keep the new name of a channel."""
    follow_channel(asked.slack, asked.body["event"]["channel"]["id"])
    return None


def moved(asked: Asked) -> Answer:
    """Follow a private channel to its new id, which it gets when another organization is invited to it."""
    event = asked.body["event"]
    move_channel(asked.bot, asked.slack.channel_by_id(event["old_channel_id"]), event["new_channel_id"])
    follow_channel(asked.slack, event["new_channel_id"])
    return None


def unarchived(asked: Asked) -> Answer:
    """Send what has been waiting since the channel was archived."""
    try_again_in(asked.bot, asked.slack.channel_by_id(asked.body["event"]["channel"]))
    return None


def uninstalled(asked: Asked) -> Answer:
    """Log that the app was removed or its token revoked: messages wait until somebody installs it again."""
    log.warning("installation_ended", event_type=asked.body["event"]["type"])
    return None


EVENTS = {
    "channel_rename": renamed,
    "group_rename": renamed,
    "channel_id_changed": moved,
    "channel_unarchive": unarchived,
    "group_unarchive": unarchived,
    "app_uninstalled": uninstalled,
    "tokens_revoked": uninstalled,
}

# Slack sends these by itself; nobody asks.
DOORS = Doors(events=EVENTS, for_anyone=list(EVENTS.values()))
