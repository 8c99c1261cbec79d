"""The channel that a client's status report goes to: the internal one, or for the client's version the shared one."""

from sqlalchemy.orm import Session

from bot.clients.internal_channels import HeldBack, Obstacle, internal_destination
from bot.errors import UsageError
from bot.hints import Hint
from bot.messaging.notices import destination_in
from storage.clients.clients import Client
from storage.kit import channels
from storage.messaging.notices import Destination
from storage.words.platforms import ChannelRef


def channel_of_report(session: Session, client: Client, *, for_client: bool) -> ChannelRef | None:
    """Return the channel where a client's report belongs; None if no such channel is named."""
    return channels.ref_of(session, client.shared_channel_id if for_client else client.internal_channel_id)


def destination_of_report(session: Session, channel: ChannelRef, *, for_client: bool) -> Destination | HeldBack:
    """Return where to post a report in its channel, or why it can't go there."""
    if for_client:
        return destination_in(channel) or HeldBack(channel=channel, why=Obstacle.UNSEEN)
    return internal_destination(session, channel)


def require_destination(session: Session, client: Client, *, for_client: bool) -> tuple[ChannelRef, Destination]:
    """Return a report's channel, and where to post in it. Raises UsageError if there is none, or it can't go there."""
    change = Hint(text="Edit its channels", command=f"client {client.code}")
    channel = channel_of_report(session, client, for_client=for_client)
    if channel is None:
        raise UsageError(f"{client.name} has no {'shared' if for_client else 'internal'} channel yet.", hint=change)
    destination = destination_of_report(session, channel, for_client=for_client)
    if not isinstance(destination, HeldBack):
        return channel, destination
    if destination.why == Obstacle.UNSEEN:
        raise UsageError(f"I can't see #{channel.name} yet. Please invite me there.")
    raise UsageError("People outside the agency read that channel.", hint=change)
