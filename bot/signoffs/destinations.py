"""Destinations of a sign-off's messages: the client's shared channel, approvers' mail, the agency's own channel."""

from sqlalchemy.orm import Session

from bot.clients.internal_channels import HeldBack, held_back, internal_destination
from bot.messaging.notices import destination_in, destination_of
from bot.signoffs.keys import asked_key, desk_key
from storage.clients.clients import Client
from storage.kit import channels
from storage.messaging import notices
from storage.messaging.notices import Destination
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.platforms import EMAIL, ChannelRef

MAIL = "mail"


def shared_channel(session: Session, client: Client) -> Destination | None:
    """Return the channel that the agency shares with a client; None if none is named."""
    return destination_in(channels.ref_of(session, client.shared_channel_id))


def shared_destination(session: Session, signoff: Signoff, client: Client) -> Destination | None:
    """Return the thread of the request in the shared channel, or the channel itself if it isn't posted yet."""
    return thread_of(session, asked_key(signoff.id)) or shared_channel(session, client)


def desk_channel(session: Session, signoff: Signoff, client: Client) -> Destination | None:
    """Return the agency's own channel for a client; if we can't post there, the direct message with the requester."""
    channel = channels.ref_of(session, client.internal_channel_id)
    if channel and not isinstance(destination := internal_destination(session, channel), HeldBack):
        return destination
    return destination_of(session, signoff.requested_by_id)


def desk_destination(session: Session, signoff: Signoff, client: Client) -> Destination | None:
    """Return the thread of the agency's own message about a sign-off, unless outsiders read it by now.

    Without one, return where that message would go.
    """
    thread = thread_of(session, desk_key(signoff.id))
    if thread and not held_back(session, [ChannelRef(thread.platform, thread.workspace, thread.channel)]):
        return thread
    return desk_channel(session, signoff, client)


def destination_of_approver(approver: SignoffApprover) -> Destination:
    """Return an approver's mail destination; the address is looked up when the mail is sent."""
    return Destination(EMAIL, MAIL, approver.contact_id)


def thread_of(session: Session, key: str) -> Destination | None:
    """Return the thread of the message posted for the notice with that key; None if there's no such message."""
    message = notices.shown_message(session, key)
    return message.destination._replace(thread=message.message) if message else None
