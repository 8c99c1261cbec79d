"""The channels of clients and jobs in Slack: their ids and names, and their members from outside."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.clients import contacts
from bot.clients.channels import has_named_channels, note_channel, note_channels
from bot.core import Actor
from bot.errors import UsageError
from bot.messaging.outbox import Undeliverable
from bot.people.people import Profile
from bot.status import sharing as status_sharing
from handlers.slack.kit.asked import NOT_HERE
from handlers.slack.kit.door import SlackDoor, showing
from handlers.slack.kit.platform import SLACK
from storage.messaging.notices import Destination
from storage.words.platforms import ChannelRef, SeenChannel

PAGE = 200
# A menu shows a hundred, and Slack waits three seconds for it.
MOST_ASKED = 100
AT_ONCE = 8
# The first letters of Slack's ids of public and private channels; messages to a person go to a user's id.
CHANNELS = ("C", "G")
# Slack's errors for channels that the bot isn't in, and for direct messages, which it has no scope to look up.
UNSEEN = ("channel_not_found", "missing_scope")


def learn_channels(slack: SlackDoor, client_id: str = "") -> None:
    """Find the ids of channels of which we have only the name, if the bot is in them; of one client or of all."""
    if has_named_channels(slack.bot, client_id):
        look_at_channels(slack)


def look_at_channels(slack: SlackDoor) -> None:
    """Keep today's name of each channel that the bot is in, and whether other organisations are in it."""
    with showing():
        note_channels(slack.bot, list(_own_channels(slack)))


def look_at_channel(slack: SlackDoor, channel: ChannelRef | None) -> None:
    """Keep whether other organisations are in a channel that somebody chose: nothing internal is posted there then."""
    if channel is None:
        return
    with showing():
        note_channel(slack.bot, _look_up(slack, str(channel.channel)))


def require_internal(slack: SlackDoor, destination: Destination) -> Destination:
    """Return where an internal notice goes. Raises Undeliverable if by now another organisation shares that channel."""
    if destination.channel.startswith(CHANNELS) and _look_up(slack, destination.channel).has_outsiders:
        raise Undeliverable("another organisation shares that channel, and this is for the agency only")
    return destination


def follow_channel(slack: SlackDoor, channel: str) -> None:
    """Keep today's name of one channel, and whether other organisations are in it."""
    with showing():
        note_channels(slack.bot, [_look_up(slack, channel)])


def outsiders(slack: SlackDoor, actor: Actor, channel: str) -> Sequence[Profile]:
    """Return a channel's members who aren't full members of the bot's workspace, as Slack describes them; by name.

    Linked staff are skipped. Raises NotAllowed, Unknown.
    """
    users = contacts.unlinked(slack.bot, actor, SLACK, _members(slack, channel))
    return sorted(_no_members(slack, users[:MOST_ASKED]), key=lambda profile: profile.name)


def has_outsiders(slack: SlackDoor, actor: Actor, channel: str) -> bool:
    """Whether a channel has members from other organisations or guests, or too many members to look up.

    Raises UsageError if it isn't a channel, or the bot isn't in it; NotAllowed, Unknown.
    """
    try:
        facts = slack.client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        if error.response.get("error") not in UNSEEN:
            raise
        facts = {}
    if not facts.get("is_member"):
        raise UsageError(NOT_HERE)
    if facts.get("is_ext_shared") or facts.get("is_shared"):
        return True
    users = status_sharing.not_staff(slack.bot, actor, SLACK, _members(slack, channel))
    return len(users) > MOST_ASKED or bool(_no_members(slack, users))


def _members(slack: SlackDoor, channel: str) -> list[str]:
    return [
        user for page in slack.client.conversations_members(channel=channel, limit=PAGE) for user in page["members"]
    ]


def _no_members(slack: SlackDoor, users: Sequence[str]) -> list[Profile]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(slack.profile_of, users))
    return [each for each in found if not (each.is_full_member or each.is_bot or each.is_deactivated)]


def _own_channels(slack: SlackDoor) -> Iterator[SeenChannel]:
    for page in slack.client.users_conversations(
        types="public_channel,private_channel", exclude_archived=True, limit=PAGE
    ):
        for channel in page["channels"]:
            yield _seen(slack, channel)


def _look_up(slack: SlackDoor, channel: str) -> SeenChannel:
    return _seen(slack, slack.client.conversations_info(channel=channel)["channel"])


def _seen(slack: SlackDoor, facts: Mapping[str, Any]) -> SeenChannel:
    return SeenChannel(slack.channel(str(facts["id"]), str(facts["name"])), bool(facts.get("is_ext_shared")))
